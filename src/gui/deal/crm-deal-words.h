/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* What a deal says on the board and in lists: words, icons and style classes made from its row. now: µs UTC. Main thread. */

/* Local day of now. Caller owns. */
char *crm_deal_dup_today (CrmStore *store, gint64 now);
CrmNextState crm_deal_get_next_state (CrmStore *store, const CrmRow *row, gint64 now);
const char *crm_next_state_get_icon (CrmNextState state);
const char *crm_next_state_get_style (CrmNextState state); /* "late", "today", "ok", "dim" */
/* The same of open deals: one with nothing planned is warned of, by shape and by colour. */
const char *crm_next_state_get_sign (CrmNextState state);
const char *crm_next_state_get_sign_style (CrmNextState state);
/* On cards of the board and in the list of deals, also of closed ones. */
const char *crm_deal_get_next_icon (const CrmRow *row, CrmNextState state);
const char *crm_deal_get_next_style (const CrmRow *row, CrmNextState state);
const char *crm_next_state_get_label (CrmNextState state); /* translated: "Overdue" … */
/* "3 overdue", "2 without next step" … Caller owns. */
char *crm_next_state_dup_count (CrmNextState state, guint64 count);

/* "today 11:30", "overdue 2 days", "Fri 14:00", "21 Nov" of a step on a day (nullable: no date) and, unless 0, at a time; NULL when there is nothing to
 * say. Caller owns. */
char *crm_next_state_dup_when (CrmNextState state, CrmStore *store, const char *date, gint64 at, gint64 now);

/* "Call back", "No next step". Caller owns. */
char *crm_deal_dup_next_title (const CrmRow *row);
/* "today 11:30", "overdue 2 days", "Fri 14:00", "21 Nov"; NULL when there is nothing to say. Caller owns. */
char *crm_deal_dup_next_when (CrmStore *store, const CrmRow *row, gint64 now);
/* The same for a narrow place whose sign and colour say already that it is overdue: "3 d". */
char *crm_deal_dup_next_short (CrmStore *store, const CrmRow *row, gint64 now);
/* The expected close: "21 Nov", with the year when it is another; NULL without one. Caller owns. */
char *crm_deal_dup_close (CrmStore *store, const CrmRow *row, gint64 now);
/* "today", "3 d". Caller owns. */
char *crm_deal_dup_days (const CrmRow *row, gint64 now);
/* "today" past the limit of the stage, "late" past one and a half of it, NULL while it does not rot. */
const char *crm_deal_get_rot_style (const CrmRow *row, gint64 now);
/* Whole units with their currency; NULL without an amount. Caller owns. */
char *crm_deal_dup_amount (const CrmRow *row);
/* The row's amount added to sums, and its weight by the probability that counts; sign −1 takes it away. */
void crm_deal_add_amount (const CrmRow *row, int sign, gint64 probability, CrmSums *sums, CrmSums *weighted);
/* The whole card in one sentence for a screen reader. Caller owns. */
char *crm_deal_dup_spoken (CrmStore *store, const CrmRow *row, gint64 now);
/* As the store orders the cards of a lane. */
int crm_deal_compare (CrmStore *store, const CrmRow *a, const CrmRow *b, CrmBoardOrder order, gint64 now);
