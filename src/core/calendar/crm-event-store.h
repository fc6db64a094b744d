/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-text.h"
#include "calendar/crm-event-private.h"
#include "client/crm-client.h"
#include "user/crm-user.h"

/* What the parts of crm-event that work on a book share. In a transaction. */

#define CRM_EVENT_NO_TITLE "—" /* of a meeting whose event has none: a meeting must have one */

/* The UID a meeting has in calendars; of one that was never given away, the one it will have. Caller owns. */
char *crm_event_dup_uid (const CrmRow *meeting);
/* Rows of entity participant, in order. Caller owns. */
GPtrArray *crm_event_list_participants (CrmTransaction *tx, gint64 meeting, GError **error);
/* Folded address of somebody: their own, else that of the client or user; NULL when there is none. Caller owns. */
char *crm_event_dup_address (CrmTransaction *tx, const CrmRow *participant);
/* Ids of the exceptions of a series. Caller owns. */
GArray *crm_event_list_exceptions (CrmTransaction *tx, gint64 series, GError **error);
/* The first client with the address; 0 when none has it. FALSE on an error. */
gboolean crm_event_find_client (CrmTransaction *tx, const char *address, gint64 *client, GError **error);
/* The exception of a series at a rid; 0 when there is none. FALSE on an error. */
gboolean crm_event_find_exception (
    CrmTransaction *tx, gint64 series, const char *rid, gint64 *meeting, GError **error);
/* Calls an exception that came without its series as the series does: rids are told by its clock. */
gboolean crm_event_follow_clock (
    CrmTransaction *tx, const CrmRow *series, CrmEvent *exception, GError **error);
