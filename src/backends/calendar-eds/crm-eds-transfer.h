/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

#include "calendar/crm-calendar-server.h"

/* What is read from and written to one calendar (or address book: crm-eds-kind.h) of evolution-data-server, object by object. These functions
 * block: worker thread, one at a time. Errors are the program's. */
typedef struct
{
  EClient *client;     /* owned */
  gboolean tagged;     /* objects have ETags of a server */
  GHashTable *halfway; /* owned; of writes that did not get to their end */
  grefcount ref_count;
} CrmEdsTransfer;

/* Takes a reference to client. Caller owns. */
CrmEdsTransfer *crm_eds_transfer_new (EClient *client, gboolean tagged);
CrmEdsTransfer *crm_eds_transfer_ref (CrmEdsTransfer *self);
void crm_eds_transfer_unref (CrmEdsTransfer *self);

/* CrmCalendarObject *. Caller owns. */
GPtrArray *crm_eds_transfer_read_all (CrmEdsTransfer *self, GCancellable *cancellable, GError **error);
/* Its ical is NULL when there is none. Caller owns. */
CrmCalendarObject *crm_eds_transfer_read (
    CrmEdsTransfer *self, const char *uid, GCancellable *cancellable, GError **error);
/* As crm_calendar_server_write_async () and _remove_async () say. */
CrmCalendarObject *crm_eds_transfer_write (CrmEdsTransfer *self, const char *uid, const char *ical,
    const char *expected, GCancellable *cancellable, GError **error);
gboolean crm_eds_transfer_remove (
    CrmEdsTransfer *self, const char *uid, const char *expected, GCancellable *cancellable, GError **error);
