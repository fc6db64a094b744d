/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* What the board writes: each call is one operation, with a purpose that names it. ids: gint64, copied. The result is that of
 * crm_store_write_finish (). Main thread. */

/* "Espresso machine lease" or "3 deals". titles: of the deals, as many as are known. Caller owns. */
char *crm_deal_writes_dup_subject (const char *title, guint n);

/* Into a lane: before as in crm_deal_move () (lanes of stages only). filled: pairs of field name and typed text for fields that are
 * empty (nullable). */
void crm_deal_writes_move (CrmStore *store, GArray *ids, const char *subject, CrmBoardGroup group,
    const CrmLane *lane, gint64 before, const char *const *filled, GAsyncReadyCallback callback,
    gpointer data);
/* state: "won", "lost", "open". */
void crm_deal_writes_state (CrmStore *store, GArray *ids, const char *subject, const char *state,
    GAsyncReadyCallback callback, gpointer data);
/* Why they were lost; reason 0 and comment NULL leave it open. */
void crm_deal_writes_reason (CrmStore *store, GArray *ids, const char *subject, gint64 reason,
    const char *comment, GAsyncReadyCallback callback, gpointer data);
/* Until a day ("YYYY-MM-DD"): an open task that is the next step and due earlier moves there, a deal without one gets a task, an
 * expected close before that day moves along. */
void crm_deal_writes_postpone (CrmStore *store, GArray *ids, const char *subject, const char *date,
    GAsyncReadyCallback callback, gpointer data);
/* A new step of a deal; kind as in task.kind; date nullable. */
void crm_deal_writes_step (CrmStore *store, gint64 deal, const char *kind, const char *title,
    const char *date, GAsyncReadyCallback callback, gpointer data);
/* The step that is planned next has been done. */
void crm_deal_writes_done (
    CrmStore *store, gint64 deal, const char *title, GAsyncReadyCallback callback, gpointer data);
