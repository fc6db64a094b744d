/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libecal/libecal.h>

#include "calendar-eds/crm-eds-feed.h"
#include "calendar-eds/crm-eds-kind.h"

/* Calendars: events through ECalClient. Owns nothing. */

static void
connect_client (ESource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  /* -1: a calendar whose server is away is opened as it was last. */
  e_cal_client_connect (source, E_CAL_CLIENT_SOURCE_TYPE_EVENTS, (guint32)-1, cancellable, callback, data);
}

static void
get_view (EClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  e_cal_client_get_view (E_CAL_CLIENT (client), "#t", cancellable, callback, data);
}

static GObject *
get_view_finish (EClient *client, GAsyncResult *result, GError **error)
{
  ECalClientView *view = NULL;

  e_cal_client_get_view_finish (E_CAL_CLIENT (client), result, &view, error);
  return (GObject *)view;
}

static void
on_objects_changed (ECalClientView *view, const GSList *components, gpointer data)
{
  for (const GSList *l = components; l != NULL; l = l->next)
    crm_eds_feed_collect (data, i_cal_component_get_uid (l->data));
}

static void
on_objects_removed (ECalClientView *view, const GSList *ids, gpointer data)
{
  for (const GSList *l = ids; l != NULL; l = l->next)
    crm_eds_feed_collect (data, e_cal_component_id_get_uid (l->data));
}

static void
on_progress (ECalClientView *view, guint percent, const char *words, gpointer data)
{
  crm_eds_feed_progress (data, words);
}

static void
attach (GObject *view, CrmEdsFeed *feed)
{
  g_signal_connect_object (view, "objects-added", G_CALLBACK (on_objects_changed), feed, 0);
  g_signal_connect_object (view, "objects-modified", G_CALLBACK (on_objects_changed), feed, 0);
  g_signal_connect_object (view, "objects-removed", G_CALLBACK (on_objects_removed), feed, 0);
  g_signal_connect_object (view, "progress", G_CALLBACK (on_progress), feed, 0);
}

/* Fields by which a view tells of changes; the objects themselves are read in the thread. */
static void
start_view (GObject *object, GError **error)
{
  ECalClientView *view = E_CAL_CLIENT_VIEW (object);
  GSList *fields = g_slist_append (g_slist_append (NULL, (gpointer) "UID"), (gpointer) "RECURRENCE-ID");
  GError *failure = NULL;

  /* Only that something is another than before: what there is at the beginning is read as a whole. */
  e_cal_client_view_set_flags (view, E_CAL_CLIENT_VIEW_FLAGS_NONE, &failure);
  if (failure == NULL)
    e_cal_client_view_set_fields_of_interest (view, fields, &failure);
  if (failure == NULL)
    e_cal_client_view_start (view, &failure);
  g_slist_free (fields);
  if (failure != NULL)
    g_propagate_error (error, failure);
}

const CrmEdsKind crm_eds_kind_calendar = {
  .extension = E_SOURCE_EXTENSION_CALENDAR,
  .connect = connect_client,
  .connect_finish = e_cal_client_connect_finish,
  .read_all = crm_eds_transfer_read_all,
  .read = crm_eds_transfer_read,
  .write = crm_eds_transfer_write,
  .remove = crm_eds_transfer_remove,
  .get_view = get_view,
  .get_view_finish = get_view_finish,
  .attach = attach,
  .start_view = start_view,
};
