/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Gives the clients of a demo business deals with their history, products, tasks, meetings and a goal. ids and languages (index into
 * crm_demo_words) have n elements. The same seed and now give the same. In a write function. */
gboolean crm_demo_write_sales (CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n,
    guint64 seed, gint64 now, GError **error);
