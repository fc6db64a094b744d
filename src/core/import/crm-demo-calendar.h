/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Fills the weeks around now of a demo business: meetings with clients and without, a series with an exception, whole days, calls, a leave. ids and
 * languages (index into crm_demo_words) have n elements. The same seed and now give the same. In a write function. */
gboolean crm_demo_write_calendar (CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n,
    guint64 seed, gint64 now, GError **error);
