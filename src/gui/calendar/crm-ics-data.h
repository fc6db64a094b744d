/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event.h"
#include "store/crm-store.h"

/* What the book has to do with a calendar file: read once, then plain data. */

typedef struct
{
  CrmEventObject *object; /* owned by the file */
  gint64 meeting;         /* that has its UID; 0: none */
  char *title;            /* of that meeting; NULL: none */
  char *clients;          /* names of those who take part; NULL: none */
} CrmIcsEntry;

typedef struct
{
  gint64 id;
  char *name;
} CrmIcsCalendar;

typedef struct
{
  CrmEventFile *file;   /* owned */
  GBytes *bytes;        /* owned */
  GPtrArray *entries;   /* CrmIcsEntry * */
  GPtrArray *calendars; /* CrmIcsCalendar *: those that are kept in step */
} CrmIcsData;
void crm_ics_data_free (CrmIcsData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIcsData, crm_ics_data_free)

void crm_ics_data_load_async (
    CrmStore *store, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Caller owns. */
CrmIcsData *crm_ics_data_load_finish (CrmStore *store, GAsyncResult *result, GError **error);
