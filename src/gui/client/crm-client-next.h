/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* What a client's row says about its next step and its deals. now: µs UTC. Main thread. */
CrmNextState crm_client_get_next_state (CrmStore *store, const CrmRow *row, gint64 now);
/* "Call back", "No next step". Caller owns. */
char *crm_client_dup_next_title (const CrmRow *row);
/* "today 11:30", "overdue 2 days"; NULL when there is nothing to say. Caller owns. */
char *crm_client_dup_next_when (CrmStore *store, const CrmRow *row, gint64 now);
/* Icon of the kind of step; that of its state when there is none. */
const char *crm_client_get_next_icon (const CrmRow *row, CrmNextState state);
/* Sums of a field as crm_sums_to_text () writes them, whole units, the book's currency first; NULL without any. Caller owns. */
char *crm_client_dup_sums (CrmStore *store, const CrmRow *row, int field);
