/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What the deal card writes: each call is one operation, with a purpose that names it. The result is that of
 * crm_store_write_finish (). Main thread. */

/* filled: pairs of field name and typed text, written before the move (nullable). */
void crm_deal_steps_move (CrmStore *store, CrmRow *deal, gint64 stage, const char *stage_name,
    const char *const *filled, GAsyncReadyCallback callback, gpointer data);
/* state: "won", "lost", "open". */
void crm_deal_steps_set_state (
    CrmStore *store, CrmRow *deal, const char *state, GAsyncReadyCallback callback, gpointer data);
/* Why it was lost; reason 0 and comment NULL leave it open. */
void crm_deal_steps_set_reason (CrmStore *store, CrmRow *deal, gint64 reason, const char *comment,
    GAsyncReadyCallback callback, gpointer data);
/* A copy; its id by crm_deal_steps_clone_finish (), 0 with error. */
void crm_deal_steps_clone (CrmStore *store, CrmRow *deal, GAsyncReadyCallback callback, gpointer data);
gint64 crm_deal_steps_clone_finish (CrmStore *store, GAsyncResult *result, GError **error);
