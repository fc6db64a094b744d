/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-calendar-server.h"

#include <glib/gi18n-lib.h>
#include <libecal/libecal.h>

#include "base/crm-error.h"
#include "calendar-eds/crm-eds-alarm-watch.h"
#include "calendar-eds/crm-eds-error.h"
#include "calendar-eds/crm-eds-peer.h"
#include "calendar-eds/crm-eds-registry.h"

/* The calendars of evolution-data-server. Owns the registry, one peer for every calendar that is followed, and the calls on their way.
 * Main thread; what blocks is done in the peers' threads. */

#define WORK_PATIENCES 3
#define REFRESH_PATIENCES 12

static const guint pauses[] = { 1, 2, 5, 30, 300 };

struct _CrmEdsCalendarServer
{
  CrmCalendarServer parent_instance;
  const CrmEdsKind *kind;
  guint patience_ms;
  CrmEdsRegistry *registry;
  CrmEdsAlarmWatch *alarms; /* NULL until somebody follows a calendar */
  GHashTable *peers;        /* by uid */
  GPtrArray *listings;      /* CrmEdsCall * */
  GNetworkMonitor *network;
  guint retry, tell_gone; /* sources */
  guint n_failures;
};

G_DEFINE_FINAL_TYPE (CrmEdsCalendarServer, crm_eds_calendar_server, CRM_TYPE_CALENDAR_SERVER)

/* CrmEdsCall's data. */
typedef struct
{
  CrmEdsCalendarServer *self; /* the call's source object keeps it */
  char *source;
} Asking;

static void
free_asking (gpointer data)
{
  Asking *asking = data;

  g_free (asking->source);
  g_free (asking);
}

static CrmEdsPeer *
find_peer (CrmEdsCalendarServer *self, const char *source)
{
  return g_hash_table_lookup (self->peers, source);
}

static GPtrArray *
describe_all (CrmEdsCalendarServer *self)
{
  g_autoptr (GPtrArray) sources = crm_eds_registry_list (self->registry);
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_info_free);

  for (guint i = 0; i < sources->len; i++)
    {
      CrmCalendarInfo *info = crm_eds_registry_describe (self->registry, sources->pdata[i]);
      CrmEdsPeer *peer = find_peer (self, info->source);
      EClient *client = peer != NULL ? crm_eds_peer_get_client (peer) : NULL;

      if (peer != NULL)
        info->status = crm_eds_peer_get_status (peer, &info->error);
      /* A server that has not been spoken with yet cannot say. */
      if (client != NULL && info->status == CRM_CALENDAR_CONNECTED)
        info->writable = !e_client_is_readonly (client);
      g_ptr_array_add (infos, info);
    }
  return infos;
}

static void
answer_listings (CrmEdsCalendarServer *self)
{
  g_autoptr (GPtrArray) listings = self->listings;
  const GError *error = crm_eds_registry_get_error (self->registry);

  self->listings = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  for (guint i = 0; i < listings->len; i++)
    if (error != NULL)
      crm_eds_call_return_error (listings->pdata[i], g_error_copy (error));
    else
      crm_eds_call_return_pointer (
          listings->pdata[i], describe_all (self), (GDestroyNotify)g_ptr_array_unref);
}

static gboolean
on_retry (gpointer data)
{
  CrmEdsCalendarServer *self = data;

  self->retry = 0;
  crm_eds_registry_open (self->registry);
  return G_SOURCE_REMOVE;
}

static void
fit_peer (CrmEdsCalendarServer *self, const char *uid, CrmEdsPeer *peer)
{
  const GError *error = crm_eds_registry_get_error (self->registry);
  g_autoptr (ESource) source = NULL;

  if (crm_eds_registry_get (self->registry) == NULL)
    {
      crm_eds_peer_set_source (peer, NULL, NULL,
          error != NULL ? CRM_CALENDAR_UNREACHABLE : CRM_CALENDAR_CONNECTING,
          error != NULL ? error->message : NULL);
      return;
    }
  source = crm_eds_registry_find (self->registry, uid);
  crm_eds_peer_set_source (peer, source, crm_eds_registry_get (self->registry), CRM_CALENDAR_BROKEN,
      _ ("This calendar is no longer on this computer."));
}

static void
fit_peers (CrmEdsCalendarServer *self)
{
  GHashTableIter iter;
  gpointer uid, peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &uid, &peer))
    fit_peer (self, uid, peer);
}

static void
on_registry_opened (CrmEdsRegistry *registry, gpointer data)
{
  CrmEdsCalendarServer *self = data;

  answer_listings (self);
  fit_peers (self);
  if (crm_eds_registry_get_error (registry) == NULL)
    self->n_failures = 0;
  else if (g_hash_table_size (self->peers) > 0 && self->retry == 0)
    self->retry =
        g_timeout_add_seconds (pauses[MIN (self->n_failures++, G_N_ELEMENTS (pauses) - 1)], on_retry, self);
}

static void
on_registry_changed (CrmEdsRegistry *registry, gpointer data)
{
  fit_peers (data);
  g_signal_emit_by_name (data, "calendars-changed");
}

static void
on_registry_lost (CrmEdsRegistry *registry, gpointer data)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, CRM_EDS_CALENDAR_SERVER (data)->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_eds_peer_note_lost (peer);
}

static void
on_registry_found (CrmEdsRegistry *registry, gpointer data)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, CRM_EDS_CALENDAR_SERVER (data)->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_eds_peer_note_found (peer);
}

static void
on_end_of_listing (CrmEdsCall *call)
{
  crm_eds_call_return_error (call, g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
                                       _ ("The calendars of this computer do not answer.")));
}

static void
list_async (CrmCalendarServer *server, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (server);

  g_ptr_array_add (self->listings, crm_eds_call_new (self, cancellable, callback, data, self->patience_ms,
                                       on_end_of_listing, NULL, g_free));
  if (crm_eds_registry_get (self->registry) != NULL)
    answer_listings (self);
  else
    crm_eds_registry_open (self->registry);
}

/* The key of a peer in the table. */
static const char *
find_uid (CrmEdsCalendarServer *self, CrmEdsPeer *wanted)
{
  GHashTableIter iter;
  gpointer uid, peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &uid, &peer))
    if (peer == wanted)
      return uid;
  return NULL;
}

static void
on_peer_status (CrmEdsPeer *peer, gpointer data)
{
  g_autofree char *uid = g_strdup (find_uid (data, peer));

  if (uid != NULL)
    g_signal_emit_by_name (data, "status-changed", uid);
}

static void
on_peer_objects (CrmEdsPeer *peer, GPtrArray *objects, gpointer data)
{
  g_autofree char *uid = g_strdup (find_uid (data, peer));

  if (uid != NULL)
    g_signal_emit_by_name (data, "objects-changed", uid, objects);
}

static gboolean
on_tell_gone (gpointer data)
{
  CrmEdsCalendarServer *self = data;

  self->tell_gone = 0;
  g_signal_emit_by_name (self, "gone");
  return G_SOURCE_REMOVE;
}

/* All calendars of a service die in one moment. */
static void
on_peer_died (CrmEdsPeer *peer, gpointer data)
{
  CrmEdsCalendarServer *self = data;

  if (self->tell_gone == 0)
    self->tell_gone = g_idle_add (on_tell_gone, self);
}

static void
on_alarms_changed (CrmEdsAlarmWatch *alarms, gpointer data)
{
  g_signal_emit_by_name (data, "announcing-changed");
}

static void
open_calendar (CrmCalendarServer *server, const char *source)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (server);
  CrmEdsPeer *peer;

  if (find_peer (self, source) != NULL)
    return;
  if (self->alarms == NULL && self->kind == &crm_eds_kind_calendar)
    {
      self->alarms = crm_eds_alarm_watch_new ();
      g_signal_connect_object (self->alarms, "changed", G_CALLBACK (on_alarms_changed), self, 0);
    }
  peer = crm_eds_peer_new (self->kind, self->patience_ms);
  g_signal_connect_object (peer, "status", G_CALLBACK (on_peer_status), self, 0);
  g_signal_connect_object (peer, "objects", G_CALLBACK (on_peer_objects), self, 0);
  g_signal_connect_object (peer, "died", G_CALLBACK (on_peer_died), self, 0);
  g_hash_table_insert (self->peers, g_strdup (source), peer);
  crm_eds_registry_open (self->registry);
  fit_peer (self, source, peer);
}

static void
close_calendar (CrmCalendarServer *server, const char *source)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (server);
  g_autoptr (CrmEdsPeer) peer = NULL;
  g_autofree char *key = NULL;

  if (g_hash_table_steal_extended (self->peers, source, (gpointer *)&key, (gpointer *)&peer))
    crm_eds_peer_close (peer);
}

static CrmCalendarStatus
get_status (CrmCalendarServer *server, const char *source, char **error)
{
  CrmEdsPeer *peer = find_peer (CRM_EDS_CALENDAR_SERVER (server), source);

  return peer != NULL ? crm_eds_peer_get_status (peer, error) : CRM_CALENDAR_OFFLINE;
}

static void
on_end_of_patience (CrmEdsCall *call)
{
  Asking *asking = call->data;
  CrmEdsPeer *peer = find_peer (asking->self, asking->source);

  crm_eds_call_return_error (call, crm_eds_error_new_silent ());
  if (peer != NULL)
    crm_eds_peer_note_silence (peer);
}

/* A call about one calendar, and its peer. The call is answered already when there is none. Caller owns. */
static CrmEdsCall *
begin (CrmCalendarServer *server, const char *source, guint n_patiences, CrmEdsPeer **peer,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (server);
  Asking *asking = g_new0 (Asking, 1);
  CrmEdsCall *call;

  asking->self = self;
  asking->source = g_strdup (source);
  call = crm_eds_call_new (self, cancellable, callback, data, self->patience_ms * n_patiences,
      on_end_of_patience, asking, free_asking);
  *peer = find_peer (self, source);
  if (*peer == NULL)
    crm_eds_call_return_error (call, crm_eds_error_new_unreachable ());
  return call;
}

static void
refresh_async (CrmCalendarServer *server, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, REFRESH_PATIENCES, &peer, cancellable, callback, data);

  if (peer != NULL)
    crm_eds_peer_refresh (peer, call);
}

/* Answers the call with what the job brought. */
static void
on_job_done (CrmEdsJob *job, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Asking *asking = call->data;
  CrmEdsPeer *peer = find_peer (asking->self, asking->source);

  if (peer != NULL)
    crm_eds_peer_note (peer, job);
  if (job->error != NULL)
    crm_eds_call_return_error (call, g_steal_pointer (&job->error));
  else if (job->kind == CRM_EDS_JOB_READ_ALL)
    crm_eds_call_return_pointer (call, g_steal_pointer (&job->objects), (GDestroyNotify)g_ptr_array_unref);
  else if (job->kind == CRM_EDS_JOB_REMOVE)
    crm_eds_call_return_true (call);
  else
    crm_eds_call_return_pointer (
        call, g_steal_pointer (&job->objects->pdata[0]), (GDestroyNotify)crm_calendar_object_free);
}

static CrmEdsJob *
new_job (CrmEdsPeer *peer, CrmEdsJobKind kind, gboolean writing, CrmEdsCall *call)
{
  GError *error = NULL;
  CrmEdsJob *job =
      peer != NULL ? crm_eds_peer_new_job (peer, kind, writing, call->cancellable, &error) : NULL;

  if (error != NULL)
    crm_eds_call_return_error (call, error);
  return job;
}

static void
read_all_async (CrmCalendarServer *server, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);
  CrmEdsJob *job = new_job (peer, CRM_EDS_JOB_READ_ALL, FALSE, call);

  if (job != NULL)
    crm_eds_peer_push (peer, job, on_job_done, crm_eds_call_ref (call));
}

static void
read_async (CrmCalendarServer *server, const char *source, const char *uid, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);
  CrmEdsJob *job = new_job (peer, CRM_EDS_JOB_READ, FALSE, call);

  if (job == NULL)
    return;
  crm_eds_job_add_uid (job, uid);
  crm_eds_peer_push (peer, job, on_job_done, crm_eds_call_ref (call));
}

static void
write_async (CrmCalendarServer *server, const char *source, const CrmCalendarObject *object,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);
  CrmEdsJob *job = new_job (peer, CRM_EDS_JOB_WRITE, TRUE, call);

  if (job == NULL)
    return;
  crm_eds_job_add_uid (job, object->uid);
  job->ical = g_strdup (object->ical);
  job->expected = g_strdup (expected);
  crm_eds_peer_push (peer, job, on_job_done, crm_eds_call_ref (call));
}

static void
remove_async (CrmCalendarServer *server, const char *source, const char *uid, const char *expected,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);
  CrmEdsJob *job = new_job (peer, CRM_EDS_JOB_REMOVE, TRUE, call);

  if (job == NULL)
    return;
  crm_eds_job_add_uid (job, uid);
  job->expected = g_strdup (expected);
  crm_eds_peer_push (peer, job, on_job_done, crm_eds_call_ref (call));
}

static void
authenticate_async (CrmCalendarServer *server, const char *source, const char *user, const char *password,
    gboolean remember, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);

  if (peer != NULL)
    crm_eds_peer_sign_in (peer, user, password, remember, call);
}

static void
trust_async (CrmCalendarServer *server, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsPeer *peer;
  g_autoptr (CrmEdsCall) call = begin (server, source, WORK_PATIENCES, &peer, cancellable, callback, data);

  if (peer != NULL)
    crm_eds_peer_trust (peer, call);
}

static gboolean
is_announcing (CrmCalendarServer *server, const char *source)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (server);
  CrmEdsPeer *peer = find_peer (self, source);
  ESource *known = peer != NULL ? crm_eds_peer_get_source (peer) : NULL;

  return known != NULL && self->alarms != NULL && crm_eds_alarm_watch_covers (self->alarms, known);
}

static void
on_network_changed (GNetworkMonitor *network, gboolean available, gpointer data)
{
  CrmEdsCalendarServer *self = data;
  GHashTableIter iter;
  gpointer peer;

  if (!available)
    return;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_eds_peer_nudge (peer);
}

static void
crm_eds_calendar_server_dispose (GObject *object)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_handle_id (&self->tell_gone, g_source_remove);
  g_hash_table_remove_all (self->peers);
  g_clear_object (&self->alarms);
  g_clear_object (&self->registry);
  G_OBJECT_CLASS (crm_eds_calendar_server_parent_class)->dispose (object);
}

static void
crm_eds_calendar_server_finalize (GObject *object)
{
  CrmEdsCalendarServer *self = CRM_EDS_CALENDAR_SERVER (object);

  g_hash_table_unref (self->peers);
  g_ptr_array_unref (self->listings);
  G_OBJECT_CLASS (crm_eds_calendar_server_parent_class)->finalize (object);
}

static void
crm_eds_calendar_server_class_init (CrmEdsCalendarServerClass *klass)
{
  CrmCalendarServerClass *server_class = CRM_CALENDAR_SERVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_eds_calendar_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_eds_calendar_server_finalize;
  server_class->list_async = list_async;
  server_class->open = open_calendar;
  server_class->close = close_calendar;
  server_class->get_status = get_status;
  server_class->refresh_async = refresh_async;
  server_class->read_all_async = read_all_async;
  server_class->read_async = read_async;
  server_class->write_async = write_async;
  server_class->remove_async = remove_async;
  server_class->authenticate_async = authenticate_async;
  server_class->trust_async = trust_async;
  server_class->is_announcing = is_announcing;
}

static void
free_peer (gpointer data)
{
  crm_eds_peer_close (data);
  g_object_unref (data);
}

static void
crm_eds_calendar_server_init (CrmEdsCalendarServer *self)
{
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_peer);
  self->listings = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (on_network_changed), self, 0);
}

static CrmCalendarServer *
server_new (const CrmEdsKind *kind, guint patience_ms)
{
  CrmEdsCalendarServer *self = g_object_new (CRM_TYPE_EDS_CALENDAR_SERVER, NULL);

  self->kind = kind;
  self->patience_ms = patience_ms;
  self->registry = crm_eds_registry_new (kind->extension);
  g_signal_connect_object (self->registry, "opened", G_CALLBACK (on_registry_opened), self, 0);
  g_signal_connect_object (self->registry, "changed", G_CALLBACK (on_registry_changed), self, 0);
  g_signal_connect_object (self->registry, "lost", G_CALLBACK (on_registry_lost), self, 0);
  g_signal_connect_object (self->registry, "found", G_CALLBACK (on_registry_found), self, 0);
  return CRM_CALENDAR_SERVER (self);
}

CrmCalendarServer *
crm_eds_calendar_server_new (guint patience_ms)
{
  return server_new (&crm_eds_kind_calendar, patience_ms);
}

CrmCalendarServer *
crm_eds_contact_server_new (guint patience_ms)
{
  return server_new (&crm_eds_kind_contacts, patience_ms);
}
