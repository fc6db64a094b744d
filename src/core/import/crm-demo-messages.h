/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Text messages of a demo business: talks in the languages of its clients, some of which wait for an answer, one of somebody nobody knows, one that
 * failed, one for tomorrow; and two templates. The account they passed through is switched off. ids and languages (index into crm_demo_words) have n elements. In a
 * write function. */
gboolean crm_demo_write_messages (CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n,
    gint64 now, GError **error);
