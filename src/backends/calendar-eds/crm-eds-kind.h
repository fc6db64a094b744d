/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

#include "calendar-eds/crm-eds-transfer.h"

/* What differs between calendars and address books of evolution-data-server; connections, refreshing and all that can go wrong are the same. */
typedef struct _CrmEdsFeed CrmEdsFeed;
typedef struct
{
  const char *extension; /* of its sources */
  void (*connect) (ESource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  EClient *(*connect_finish) (GAsyncResult *result, GError **error);

  /* Worker thread; write and remove are NULL for what is only read. */
  GPtrArray *(*read_all) (CrmEdsTransfer *transfer, GCancellable *cancellable, GError **error);
  CrmCalendarObject *(*read) (
      CrmEdsTransfer *transfer, const char *uid, GCancellable *cancellable, GError **error);
  CrmCalendarObject *(*write) (CrmEdsTransfer *transfer, const char *uid, const char *ical,
      const char *expected, GCancellable *cancellable, GError **error);
  gboolean (*remove) (CrmEdsTransfer *transfer, const char *uid, const char *expected,
      GCancellable *cancellable, GError **error);

  /* A view that tells the feed of changes (crm_eds_feed_collect (), crm_eds_feed_progress ()). start_view: worker thread. */
  void (*get_view) (EClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  GObject *(*get_view_finish) (EClient *client, GAsyncResult *result, GError **error);
  void (*attach) (GObject *view, CrmEdsFeed *feed);
  void (*start_view) (GObject *view, GError **error);
} CrmEdsKind;

extern const CrmEdsKind crm_eds_kind_calendar;
extern const CrmEdsKind crm_eds_kind_contacts;
