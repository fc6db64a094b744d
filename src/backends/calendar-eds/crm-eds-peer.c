/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-peer.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar-eds/crm-eds-account.h"
#include "calendar-eds/crm-eds-error.h"
#include "calendar-eds/crm-eds-fetch.h"

/* Owns the connection to one calendar with all that hangs on it, and makes it anew when its service dies. Nothing of the service
 * connects again by itself after its server was away, so what is in trouble is fetched again after growing pauses. Main thread. */

#define REFRESH_MINUTES 5
#define LOOK_MS 1000
#define SLACK_MS 50 /* of a timer */
#define N_TRIES 3   /* until a calendar that does not connect is said to be not reached */

static const guint pauses[] = { 1, 2, 5, 30, 30, 30, 300 };

/* In which the service connects by itself. Asked meanwhile it would ask for the password anew: its answer may then be lost, and a question by the
 * keeper of the passwords, which somebody may just be answering, is taken back. */
static const guint connecting_waits[] = { 3, 5, 10, 20, 30 }; /* seconds */
static const guint awaiting_waits[] = { 1, 3, 15 };           /* patiences */

struct _CrmEdsPeer
{
  GObject parent_instance;
  const CrmEdsKind *kind;
  guint patience_ms;
  GThreadPool *thread;
  GHashTable *known;

  ESource *source; /* nullable */
  ESourceRegistry *registry;
  CrmEdsAccount *account; /* NULL for a calendar of this computer */

  /* One connection. */
  GCancellable *cancellable;
  EClient *client;
  CrmEdsTransfer *transfer;
  CrmEdsFeed *feed;
  CrmEdsFetch *fetch;
  gboolean following;
  gboolean lost; /* the list of calendars has ended */

  CrmCalendarStatus trouble; /* OFFLINE: none */
  char *words;               /* of the trouble, nullable */
  CrmCalendarStatus told;    /* as "status" was last emitted */
  char *told_words;
  guint n_failures;
  guint retry; /* sources */
  guint timer;
  guint watch;      /* while the server is being connected */
  gint64 watched;   /* since then; monotonic */
  guint n_waits;    /* that have passed */
  gboolean holding; /* nothing is fetched before the first of them has */

  GPtrArray *waiting; /* CrmEdsCall * that want a fetch as soon as it is open */
};

G_DEFINE_FINAL_TYPE (CrmEdsPeer, crm_eds_peer, G_TYPE_OBJECT)

static void connect_client (CrmEdsPeer *self);

static const char *
get_kind (ESource *source)
{
  const char *extension = e_source_has_extension (source, E_SOURCE_EXTENSION_CALENDAR)
                              ? E_SOURCE_EXTENSION_CALENDAR
                              : E_SOURCE_EXTENSION_ADDRESS_BOOK;
  ESourceBackend *backend = e_source_get_extension (source, extension);

  return e_source_backend_get_backend_name (backend);
}

gboolean
crm_eds_source_is_tagged (ESource *source)
{
  return g_strcmp0 (get_kind (source), "caldav") == 0 || g_strcmp0 (get_kind (source), "carddav") == 0;
}

gboolean
crm_eds_source_is_remote (ESource *source)
{
  static const char *const here[] = { "local", "contacts", "weather", NULL };
  const char *kind = get_kind (source);

  return kind != NULL && !g_strv_contains (here, kind);
}

static CrmCalendarStatus
find_status (CrmEdsPeer *self, const char **words)
{
  CrmCalendarStatus status;

  if (self->lost && self->account != NULL)
    {
      *words = _ ("The calendar service of this computer has ended. It is started again.");
      return CRM_CALENDAR_UNREACHABLE;
    }
  *words = self->words;
  if (self->source == NULL || self->client == NULL || !self->following)
    return self->trouble != CRM_CALENDAR_OFFLINE ? self->trouble : CRM_CALENDAR_CONNECTING;
  if (self->account == NULL)
    return self->trouble != CRM_CALENDAR_OFFLINE ? self->trouble : CRM_CALENDAR_CONNECTED;
  status = crm_eds_account_get_status (self->account, words);
  /* What is known may be of before its service ended. */
  if (self->holding && status == CRM_CALENDAR_CONNECTED)
    status = CRM_CALENDAR_CONNECTING;
  if (self->trouble == CRM_CALENDAR_OFFLINE || status == CRM_CALENDAR_CREDENTIALS ||
      status == CRM_CALENDAR_CERTIFICATE)
    return status;
  *words = self->words;
  return self->trouble;
}

static void
tell_status (CrmEdsPeer *self)
{
  const char *words;
  CrmCalendarStatus status = find_status (self, &words);

  if (status == self->told && g_strcmp0 (words, self->told_words) == 0)
    return;
  self->told = status;
  g_free (self->told_words);
  self->told_words = g_strdup (words);
  g_signal_emit_by_name (self, "status");
}

static gboolean
on_retry (gpointer data)
{
  CrmEdsPeer *self = data;

  self->retry = 0;
  if (self->client == NULL)
    connect_client (self);
  else
    crm_eds_peer_refresh (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CrmEdsPeer *self)
{
  guint pause = pauses[MIN (self->n_failures, G_N_ELEMENTS (pauses) - 1)];

  if (self->retry != 0)
    return;
  self->n_failures++;
  self->retry = g_timeout_add_seconds (pause, on_retry, self);
}

static void
set_trouble (CrmEdsPeer *self, CrmCalendarStatus trouble, const char *words)
{
  g_autofree char *copy = g_strdup (words);

  self->trouble = trouble;
  g_free (self->words);
  self->words = g_steal_pointer (&copy);
  tell_status (self);
}

/* What an error says of the calendar as a whole. */
static void
note_error (CrmEdsPeer *self, const GError *error)
{
  if (self->source == NULL || !g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE))
    return;
  if (self->fetch != NULL)
    crm_eds_fetch_spoil (self->fetch);
  set_trouble (self, CRM_CALENDAR_UNREACHABLE, error->message);
  retry_later (self);
}

/* words: nullable. Caller owns. */
static GError *
make_error (const char *words)
{
  return words != NULL ? g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, words)
                       : crm_eds_error_new_unreachable ();
}

/* Takes error. */
static void
fail_waiting (CrmEdsPeer *self, GError *error)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  for (guint i = 0; i < waiting->len; i++)
    crm_eds_call_return_error (waiting->pdata[i], g_error_copy (error));
  g_error_free (error);
}

static void
stop_watch (CrmEdsPeer *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  self->n_waits = 0;
  self->holding = FALSE;
}

static void
disconnect_client (CrmEdsPeer *self)
{
  stop_watch (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->feed != NULL)
    crm_eds_feed_stop (self->feed);
  if (self->fetch != NULL)
    crm_eds_fetch_stop (self->fetch);
  g_clear_object (&self->fetch);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->transfer, crm_eds_transfer_unref);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  self->following = FALSE;
}

/* Not connected, so that it is tried again. Takes error. */
static void
fail_connecting (CrmEdsPeer *self, GError *error)
{
  disconnect_client (self);
  set_trouble (self,
      g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE) ? CRM_CALENDAR_UNREACHABLE
                                                                                : CRM_CALENDAR_BROKEN,
      error->message);
  fail_waiting (self, error);
  retry_later (self);
}

static void
on_objects (CrmEdsFeed *feed, GPtrArray *objects, gpointer data)
{
  g_signal_emit_by_name (data, "objects", objects);
}

static void
on_fetch_ended (CrmEdsFetch *fetch, const GError *error, gboolean clean, gpointer data)
{
  CrmEdsPeer *self = data;

  if (error != NULL)
    note_error (self, error);
  else if (clean)
    {
      self->n_failures = 0;
      g_clear_handle_id (&self->retry, g_source_remove);
      set_trouble (self, CRM_CALENDAR_OFFLINE, NULL);
    }
}

/* A server that was away seems to be back. */
static void
on_fetch_stirred (CrmEdsFetch *fetch, gpointer data)
{
  if (CRM_EDS_PEER (data)->trouble != CRM_CALENDAR_OFFLINE)
    crm_eds_peer_refresh (data, NULL);
}

static gboolean
is_questioned (CrmEdsPeer *self)
{
  const char *words;
  CrmCalendarStatus status = crm_eds_account_get_status (self->account, &words);

  return status == CRM_CALENDAR_CREDENTIALS || status == CRM_CALENDAR_CERTIFICATE;
}

void
crm_eds_peer_refresh (CrmEdsPeer *self, CrmEdsCall *call)
{
  const char *words;

  if (self->client != NULL && self->following && self->account != NULL && is_questioned (self))
    {
      if (call != NULL)
        crm_eds_call_return_error (call, crm_eds_account_dup_question (self->account));
    }
  else if (self->holding)
    {
      if (call != NULL)
        g_ptr_array_add (self->waiting, crm_eds_call_ref (call));
    }
  else if (self->client != NULL && self->following)
    crm_eds_fetch_begin (self->fetch, call);
  else if (call != NULL && find_status (self, &words) == CRM_CALENDAR_CONNECTING)
    /* It is fetched when it is open. */
    g_ptr_array_add (self->waiting, crm_eds_call_ref (call));
  else if (call != NULL)
    crm_eds_call_return_error (call, make_error (words));
}

static void
refresh_all (CrmEdsPeer *self)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->holding = FALSE;
  tell_status (self);
  for (guint i = 0; i < waiting->len; i++)
    crm_eds_peer_refresh (self, waiting->pdata[i]);
  if (waiting->len == 0)
    crm_eds_peer_refresh (self, NULL);
}

static gboolean
is_connecting (CrmEdsPeer *self)
{
  const char *words;
  CrmCalendarStatus status;

  if (self->account == NULL || self->client == NULL || !self->following)
    return FALSE;
  status = crm_eds_account_get_status (self->account, &words);
  return status == CRM_CALENDAR_CONNECTING ||
         (status == CRM_CALENDAR_CONNECTED && !crm_eds_account_is_connected (self->account));
}

static gboolean on_watch (gpointer data);

static void
arm_watch (CrmEdsPeer *self, gint64 ms)
{
  /* What it waits for may become another meanwhile. */
  self->watch = g_timeout_add ((guint)CLAMP (ms, SLACK_MS, LOOK_MS), on_watch, self);
}

static gint64
get_wait_ms (CrmEdsPeer *self)
{
  if (crm_eds_account_is_awaiting (self->account))
    return (gint64)self->patience_ms * awaiting_waits[MIN (self->n_waits, G_N_ELEMENTS (awaiting_waits) - 1)];
  return (gint64)1000 * connecting_waits[MIN (self->n_waits, G_N_ELEMENTS (connecting_waits) - 1)];
}

/* Whatever became of the service's own way to connect, in its own process or in that of the passwords, it is asked to go it again. */
static gboolean
on_watch (gpointer data)
{
  CrmEdsPeer *self = data;
  gint64 now = g_get_monotonic_time (), rest;

  self->watch = 0;
  if (!is_connecting (self))
    {
      gboolean held = self->holding;

      stop_watch (self);
      if (held)
        refresh_all (self);
      return G_SOURCE_REMOVE;
    }
  rest = get_wait_ms (self) - (now - self->watched) / 1000;
  if (rest <= SLACK_MS)
    {
      self->watched = now;
      self->n_waits++;
      if (crm_eds_account_is_awaiting (self->account))
        set_trouble (self, CRM_CALENDAR_UNREACHABLE,
            _ ("The calendar waits for its password. It is asked again from time to time."));
      else if (self->n_waits >= N_TRIES)
        set_trouble (self, CRM_CALENDAR_UNREACHABLE,
            _ ("The calendar does not connect to its server. It is asked again from time to time."));
      rest = get_wait_ms (self);
      crm_eds_fetch_again (self->fetch);
      refresh_all (self);
    }
  /* What was told of this may have ended it. */
  if (self->watch == 0 && is_connecting (self))
    arm_watch (self, rest);
  return G_SOURCE_REMOVE;
}

static void
start_watch (CrmEdsPeer *self, gboolean holding)
{
  self->holding = holding;
  if (self->watch == 0)
    {
      self->watched = g_get_monotonic_time ();
      self->n_waits = 0;
      arm_watch (self, get_wait_ms (self));
    }
  tell_status (self);
}

static void
on_ready (CrmEdsFeed *feed, gpointer data)
{
  CrmEdsPeer *self = data;

  self->following = TRUE;
  if (self->account == NULL || self->trouble == CRM_CALENDAR_BROKEN)
    set_trouble (self, CRM_CALENDAR_OFFLINE, NULL);
  tell_status (self);
  /* What the service has kept from earlier is told of at once, whatever the server says. */
  if (self->account != NULL)
    crm_eds_feed_compare_async (self->feed, FALSE, NULL, NULL);
  if (is_connecting (self))
    start_watch (self, TRUE);
  else
    refresh_all (self);
}

static void
on_failed (CrmEdsFeed *feed, const GError *error, gpointer data)
{
  fail_connecting (data, g_error_copy (error));
}

static void
on_backend_died (EClient *client, gpointer data)
{
  g_autoptr (CrmEdsPeer) self = g_object_ref (data);

  disconnect_client (self);
  set_trouble (self, CRM_CALENDAR_OFFLINE, NULL);
  g_signal_emit_by_name (self, "died");
  if (self->source != NULL)
    retry_later (self);
}

static void
on_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsPeer) self = data;
  g_autoptr (EClient) client = NULL;
  GError *error = NULL;

  client = self->kind->connect_finish (result, &error);
  if (client == NULL)
    {
      error = crm_eds_error_translate (error);
      /* What was cancelled has been followed by something else. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->client != NULL)
        g_error_free (error);
      else
        fail_connecting (self, error);
      return;
    }
  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable) || self->client != NULL ||
      e_client_get_source (client) != self->source)
    return;
  self->client = g_steal_pointer (&client);
  g_signal_connect (self->client, "backend-died", G_CALLBACK (on_backend_died), self);
  self->transfer = crm_eds_transfer_new (self->client, crm_eds_source_is_tagged (self->source));
  self->feed = crm_eds_feed_new (self->kind, self->transfer, self->thread, self->known);
  g_signal_connect_object (self->feed, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (self->feed, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->feed, "objects", G_CALLBACK (on_objects), self, 0);
  self->fetch = crm_eds_fetch_new (self->client, self->feed, self->account != NULL, self->patience_ms);
  g_signal_connect_object (self->fetch, "ended", G_CALLBACK (on_fetch_ended), self, 0);
  g_signal_connect_object (self->fetch, "stirred", G_CALLBACK (on_fetch_stirred), self, 0);
  crm_eds_feed_start (self->feed);
}

static void
connect_client (CrmEdsPeer *self)
{
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  tell_status (self);
  self->kind->connect (self->source, self->cancellable, on_connected, g_object_ref (self));
}

static void
on_account_changed (CrmEdsAccount *account, gpointer data)
{
  CrmEdsPeer *self = data;
  const char *words;

  switch (crm_eds_account_get_status (account, &words))
    {
    case CRM_CALENDAR_CONNECTED:
      /* The password was taken, or the server is back: what is there now? */
      stop_watch (self);
      tell_status (self);
      if (self->fetch != NULL)
        crm_eds_fetch_again (self->fetch);
      refresh_all (self);
      return;
    case CRM_CALENDAR_UNREACHABLE:
      stop_watch (self);
      set_trouble (self, CRM_CALENDAR_UNREACHABLE, words);
      if (self->client != NULL && self->following)
        fail_waiting (self, make_error (words));
      if (self->client != NULL)
        retry_later (self);
      return;
    case CRM_CALENDAR_CREDENTIALS:
    case CRM_CALENDAR_CERTIFICATE:
      /* Trying again would only ask again. */
      stop_watch (self);
      if (self->client != NULL)
        g_clear_handle_id (&self->retry, g_source_remove);
      if (self->fetch != NULL)
        crm_eds_fetch_fail (self->fetch, crm_eds_account_dup_question (account));
      if (self->client != NULL && self->following)
        fail_waiting (self, crm_eds_account_dup_question (account));
      break;
    case CRM_CALENDAR_CONNECTING:
      if (is_connecting (self))
        start_watch (self, self->holding);
      break;
    case CRM_CALENDAR_OFFLINE:
    case CRM_CALENDAR_BROKEN: break;
    }
  tell_status (self);
}

/* A fetch that ends before it has begun. */
static void
on_question (CrmEdsAccount *account, gpointer data)
{
  CrmEdsPeer *self = data;
  g_autoptr (GError) error = crm_eds_account_dup_question (account);

  /* A password that the service finds by itself is asked for, too. */
  if (self->fetch != NULL && g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE))
    crm_eds_fetch_fail (self->fetch, g_steal_pointer (&error));
}

static gboolean
on_timer (gpointer data)
{
  CrmEdsPeer *self = data;

  if (self->account != NULL && self->client != NULL)
    crm_eds_peer_refresh (self, NULL);
  return G_SOURCE_CONTINUE;
}

void
crm_eds_peer_set_source (
    CrmEdsPeer *self, ESource *source, ESourceRegistry *registry, CrmCalendarStatus status, const char *why)
{
  if (source != NULL && source == self->source)
    return;
  disconnect_client (self);
  g_clear_object (&self->account);
  g_set_object (&self->source, source);
  g_set_object (&self->registry, registry);
  self->n_failures = 0;
  if (source == NULL)
    {
      set_trouble (self, status, why);
      if (status != CRM_CALENDAR_CONNECTING)
        fail_waiting (self, make_error (why));
      return;
    }
  if (crm_eds_source_is_remote (source))
    {
      self->account = crm_eds_account_new (source, registry);
      g_signal_connect_object (self->account, "changed", G_CALLBACK (on_account_changed), self, 0);
      g_signal_connect_object (self->account, "question", G_CALLBACK (on_question), self, 0);
    }
  set_trouble (self, CRM_CALENDAR_OFFLINE, NULL);
  connect_client (self);
}

ESource *
crm_eds_peer_get_source (CrmEdsPeer *self)
{
  return self->source;
}

EClient *
crm_eds_peer_get_client (CrmEdsPeer *self)
{
  return self->client;
}

CrmCalendarStatus
crm_eds_peer_get_status (CrmEdsPeer *self, char **error)
{
  const char *words;
  CrmCalendarStatus status = find_status (self, &words);

  if (error != NULL)
    *error = g_strdup (words);
  return status;
}

void
crm_eds_peer_nudge (CrmEdsPeer *self)
{
  if (self->source == NULL || self->account == NULL)
    return;
  self->n_failures = 0;
  if (self->client != NULL)
    crm_eds_peer_refresh (self, NULL);
  else if (self->retry != 0)
    {
      g_clear_handle_id (&self->retry, g_source_remove);
      connect_client (self);
    }
}

CrmEdsJob *
crm_eds_peer_new_job (
    CrmEdsPeer *self, CrmEdsJobKind kind, gboolean writing, GCancellable *cancellable, GError **error)
{
  const char *words;
  CrmCalendarStatus status = find_status (self, &words);
  gboolean reads = self->client != NULL && self->following;
  gboolean writes = status == CRM_CALENDAR_CONNECTED &&
                    (self->account == NULL || crm_eds_account_is_connected (self->account));

  if (!reads || (writing && !writes))
    {
      /* A write into a service without its server would seem to succeed, and be lost in silence when it differs. */
      if (status == CRM_CALENDAR_CREDENTIALS || status == CRM_CALENDAR_CERTIFICATE)
        g_set_error_literal (error, CRM_CHANNEL_ERROR,
            status == CRM_CALENDAR_CREDENTIALS ? CRM_CHANNEL_ERROR_CREDENTIALS
                                               : CRM_CHANNEL_ERROR_CERTIFICATE,
            words != NULL ? words : _ ("The calendar asks for a password."));
      else if (words != NULL)
        g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, words);
      else
        g_propagate_error (error, crm_eds_error_new_unreachable ());
      return NULL;
    }
  if (writing && (self->kind->write == NULL || e_client_is_readonly (self->client)))
    {
      g_set_error_literal (
          error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED, _ ("This calendar can only be read."));
      return NULL;
    }
  return crm_eds_job_new (self->kind, kind, self->transfer, cancellable);
}

void
crm_eds_peer_push (CrmEdsPeer *self, CrmEdsJob *job, CrmEdsJobDone done, gpointer data)
{
  crm_eds_job_push (job, self->thread, done, data);
}

void
crm_eds_peer_note (CrmEdsPeer *self, const CrmEdsJob *job)
{
  if (self->feed == NULL || job->transfer != self->transfer)
    return;
  if (job->error != NULL)
    note_error (self, job->error);
  else if (job->kind == CRM_EDS_JOB_WRITE)
    {
      const CrmCalendarObject *object = job->objects->pdata[0];

      crm_eds_feed_note (self->feed, object->uid, object->revision);
    }
  else if (job->kind == CRM_EDS_JOB_REMOVE)
    crm_eds_feed_note (self->feed, job->uids->pdata[0], NULL);
}

void
crm_eds_peer_note_lost (CrmEdsPeer *self)
{
  const char *words;

  if (self->account == NULL)
    return;
  self->lost = TRUE;
  tell_status (self);
  find_status (self, &words);
  if (self->fetch != NULL)
    crm_eds_fetch_fail (self->fetch, make_error (words));
  fail_waiting (self, make_error (words));
}

void
crm_eds_peer_note_found (CrmEdsPeer *self)
{
  self->lost = FALSE;
  if (self->source == NULL)
    return;
  self->n_failures = 0;
  if (self->client == NULL)
    {
      /* What was under way may wait for the former one. */
      disconnect_client (self);
      connect_client (self);
    }
  else if (self->account != NULL && self->following)
    /* What is known of its connection is made known to the new one only now. */
    start_watch (self, TRUE);
  else
    tell_status (self);
}

void
crm_eds_peer_note_silence (CrmEdsPeer *self)
{
  g_autoptr (GError) error = crm_eds_error_new_silent ();

  if (self->client != NULL && self->account != NULL)
    note_error (self, error);
}

static gboolean
can_sign_in (CrmEdsPeer *self, CrmEdsCall *call)
{
  if (self->account != NULL)
    return TRUE;
  crm_eds_call_return_error (call, g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED,
                                       _ ("This calendar has no password.")));
  return FALSE;
}

void
crm_eds_peer_sign_in (
    CrmEdsPeer *self, const char *user, const char *password, gboolean remember, CrmEdsCall *call)
{
  if (can_sign_in (self, call))
    crm_eds_account_sign_in (self->account, user, password, remember, call);
}

void
crm_eds_peer_trust (CrmEdsPeer *self, CrmEdsCall *call)
{
  if (can_sign_in (self, call))
    crm_eds_account_trust (self->account, call);
}

void
crm_eds_peer_close (CrmEdsPeer *self)
{
  disconnect_client (self);
  g_clear_object (&self->account);
  g_clear_object (&self->source);
  fail_waiting (self, crm_eds_error_new_unreachable ());
  g_clear_object (&self->registry);
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
crm_eds_peer_dispose (GObject *object)
{
  crm_eds_peer_close (CRM_EDS_PEER (object));
  G_OBJECT_CLASS (crm_eds_peer_parent_class)->dispose (object);
}

static void
crm_eds_peer_finalize (GObject *object)
{
  CrmEdsPeer *self = CRM_EDS_PEER (object);

  /* What is queued ends by itself, cancelled. */
  g_thread_pool_free (self->thread, FALSE, FALSE);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->waiting);
  g_free (self->words);
  g_free (self->told_words);
  G_OBJECT_CLASS (crm_eds_peer_parent_class)->finalize (object);
}

static void
crm_eds_peer_class_init (CrmEdsPeerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_eds_peer_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_eds_peer_finalize;
  g_signal_new ("status", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("objects", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  g_signal_new ("died", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_eds_peer_init (CrmEdsPeer *self)
{
  self->thread = crm_eds_job_thread_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->told = CRM_CALENDAR_CONNECTING;
  self->timer = g_timeout_add_seconds (REFRESH_MINUTES * 60, on_timer, self);
}

CrmEdsPeer *
crm_eds_peer_new (const CrmEdsKind *kind, guint patience_ms)
{
  CrmEdsPeer *self = g_object_new (CRM_TYPE_EDS_PEER, NULL);

  self->kind = kind;
  self->patience_ms = patience_ms;
  return self;
}
