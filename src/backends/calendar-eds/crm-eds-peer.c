/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-peer.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar-eds/crm-eds-account.h"
#include "calendar-eds/crm-eds-error.h"
#include "calendar-eds/crm-eds-feed.h"

/* Owns the connection to one calendar with all that hangs on it, and makes it anew when its service dies. Nothing of the service
 * connects again by itself after its server was away, so what is in trouble is fetched again after growing pauses. Main thread. */

#define REFRESH_MINUTES 5
#define AFTERMATH_MS 100    /* an error comes after the end that it explains */
#define REFRESH_PATIENCES 9 /* fetching thousands of events takes longer than any other answer */

static const guint pauses[] = { 1, 2, 5, 30, 30, 30, 300 };

typedef enum
{
  RESTING,
  ASKING,    /* the service fetches, or has just ended */
  COMPARING, /* what it fetched is read */
} Refreshing;

struct _CrmEdsPeer
{
  GObject parent_instance;
  guint patience_ms;
  GThreadPool *thread;
  GHashTable *known;

  ESource *source; /* nullable */
  ESourceRegistry *registry;
  CrmEdsAccount *account; /* NULL for a calendar of this computer */

  /* One connection. */
  GCancellable *cancellable;
  ECalClient *client;
  CrmEdsTransfer *transfer;
  CrmEdsFeed *feed;
  gboolean following;

  CrmCalendarStatus trouble; /* OFFLINE: none */
  char *words;               /* of the trouble, nullable */
  CrmCalendarStatus told;    /* as "status" was last emitted */
  char *told_words;
  guint n_failures;
  guint retry; /* sources */
  guint timer;
  guint deadline;
  guint aftermath;

  Refreshing refreshing;
  gboolean busy;      /* the service says so */
  gboolean has_begun; /* it has become so after it was asked */
  gboolean spoiled;   /* something failed meanwhile */
  GPtrArray *calls;   /* CrmEdsCall * that wait for the end of refreshing */
  GPtrArray *later;   /* those that wait for the end of the next one */
};

G_DEFINE_FINAL_TYPE (CrmEdsPeer, crm_eds_peer, G_TYPE_OBJECT)

static void connect_client (CrmEdsPeer *self);
static void ask (CrmEdsPeer *self);

static const char *
get_kind (ESource *source)
{
  ESourceBackend *backend = e_source_get_extension (source, E_SOURCE_EXTENSION_CALENDAR);

  return e_source_backend_get_backend_name (backend);
}

gboolean
crm_eds_source_is_tagged (ESource *source)
{
  return g_strcmp0 (get_kind (source), "caldav") == 0;
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

  *words = self->words;
  if (self->source == NULL || self->client == NULL || !self->following)
    return self->trouble != CRM_CALENDAR_OFFLINE ? self->trouble : CRM_CALENDAR_CONNECTING;
  if (self->account == NULL)
    return self->trouble != CRM_CALENDAR_OFFLINE ? self->trouble : CRM_CALENDAR_CONNECTED;
  status = crm_eds_account_get_status (self->account, words);
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
  self->spoiled = TRUE;
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

/* Takes error, nullable: it went well. */
static void
end_refreshing (CrmEdsPeer *self, GError *error)
{
  g_autoptr (GPtrArray) calls = self->calls;

  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->refreshing = RESTING;
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->aftermath, g_source_remove);
  for (guint i = 0; i < calls->len; i++)
    if (error != NULL)
      crm_eds_call_return_error (calls->pdata[i], g_error_copy (error));
    else
      crm_eds_call_return_true (calls->pdata[i]);
  g_clear_error (&error);
  if (self->later->len > 0)
    {
      GPtrArray *later = self->later;

      self->later = self->calls;
      self->calls = later;
      if (self->source != NULL)
        crm_eds_peer_refresh (self, NULL);
      else
        end_refreshing (self, crm_eds_error_new_unreachable ());
    }
}

static void
disconnect_client (CrmEdsPeer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->feed != NULL)
    crm_eds_feed_stop (self->feed);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->transfer, crm_eds_transfer_unref);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  self->following = FALSE;
  self->busy = FALSE;
  if (self->refreshing != RESTING)
    end_refreshing (self, crm_eds_error_new_unreachable ());
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
  end_refreshing (self, error);
  retry_later (self);
}

static void
on_objects (CrmEdsFeed *feed, GPtrArray *objects, gpointer data)
{
  g_signal_emit_by_name (data, "objects", objects);
}

static void
on_compared (GObject *feed, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsPeer) self = data;
  GError *error = NULL;

  crm_eds_feed_compare_finish (CRM_EDS_FEED (feed), result, &error);
  if (CRM_EDS_FEED (feed) != self->feed || self->refreshing != COMPARING)
    {
      g_clear_error (&error);
      return;
    }
  if (error == NULL && !self->spoiled)
    {
      self->n_failures = 0;
      g_clear_handle_id (&self->retry, g_source_remove);
      set_trouble (self, CRM_CALENDAR_OFFLINE, NULL);
    }
  else if (error != NULL)
    note_error (self, error);
  end_refreshing (self, error);
}

static void
compare (CrmEdsPeer *self)
{
  self->refreshing = COMPARING;
  crm_eds_feed_compare_async (self->feed, TRUE, on_compared, g_object_ref (self));
}

/* Takes error. */
static void
fail_asking (CrmEdsPeer *self, GError *error)
{
  note_error (self, error);
  end_refreshing (self, error);
}

static void
on_asked (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsPeer) self = data;
  GError *error = NULL;

  if (e_client_refresh_finish (E_CLIENT (client), result, &error))
    return;
  error = crm_eds_error_translate (error);
  if ((gpointer)client == self->client && self->refreshing == ASKING)
    fail_asking (self, g_steal_pointer (&error));
  g_clear_error (&error);
}

static gboolean
on_deadline (gpointer data)
{
  CrmEdsPeer *self = data;

  self->deadline = 0;
  if (self->refreshing == ASKING)
    fail_asking (self, crm_eds_error_new_silent ());
  return G_SOURCE_REMOVE;
}

static void
ask (CrmEdsPeer *self)
{
  self->refreshing = ASKING;
  self->has_begun = FALSE;
  self->spoiled = FALSE;
  if (self->deadline == 0)
    self->deadline = g_timeout_add (self->patience_ms * REFRESH_PATIENCES, on_deadline, self);
  e_client_refresh (E_CLIENT (self->client), self->cancellable, on_asked, g_object_ref (self));
}

static gboolean
on_aftermath (gpointer data)
{
  CrmEdsPeer *self = data;

  self->aftermath = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

static void
on_busy (CrmEdsFeed *feed, gboolean busy, gpointer data)
{
  CrmEdsPeer *self = data;

  self->busy = busy;
  if (busy)
    self->has_begun = TRUE;
  else if (self->refreshing == ASKING && self->has_begun)
    {
      if (self->aftermath == 0)
        self->aftermath = g_timeout_add (AFTERMATH_MS, on_aftermath, self);
    }
  else if (self->refreshing == ASKING)
    /* It fetched already when it was asked, and may have been past what is new. */
    ask (self);
  else if (self->refreshing == RESTING && self->trouble != CRM_CALENDAR_OFFLINE)
    crm_eds_peer_refresh (self, NULL);
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
  /* A fetch that has begun may be past what the call is about. */
  if (call != NULL)
    g_ptr_array_add (self->refreshing == COMPARING || (self->refreshing == ASKING && self->has_begun)
                         ? self->later
                         : self->calls,
        crm_eds_call_ref (call));
  if (self->client == NULL || !self->following)
    {
      const char *words;
      CrmCalendarStatus status = find_status (self, &words);

      /* A calendar that is being opened is fetched when it is open. */
      if (status != CRM_CALENDAR_CONNECTING)
        end_refreshing (self,
            words != NULL ? g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, words)
                          : crm_eds_error_new_unreachable ());
      return;
    }
  if (self->refreshing != RESTING)
    return;
  if (self->account != NULL && is_questioned (self))
    {
      end_refreshing (self, crm_eds_account_dup_question (self->account));
      return;
    }
  if (self->account != NULL && e_client_check_refresh_supported (E_CLIENT (self->client)))
    ask (self);
  else
    {
      self->spoiled = FALSE;
      compare (self);
    }
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
  crm_eds_peer_refresh (self, NULL);
}

static void
on_failed (CrmEdsFeed *feed, const GError *error, gpointer data)
{
  fail_connecting (data, g_error_copy (error));
}

/* Of a fetch; no call's answer. */
static void
on_backend_error (EClient *client, const char *words, gpointer data)
{
  CrmEdsPeer *self = data;
  GError *error;

  if (self->refreshing != ASKING)
    return;
  error = crm_eds_error_translate (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, words));
  fail_asking (self, error);
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

  client = e_cal_client_connect_finish (result, &error);
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
  self->client = E_CAL_CLIENT (g_steal_pointer (&client));
  g_signal_connect (self->client, "backend-died", G_CALLBACK (on_backend_died), self);
  g_signal_connect (self->client, "backend-error", G_CALLBACK (on_backend_error), self);
  self->transfer = crm_eds_transfer_new (self->client, crm_eds_source_is_tagged (self->source));
  self->feed = crm_eds_feed_new (self->transfer, self->thread, self->known);
  g_signal_connect_object (self->feed, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (self->feed, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->feed, "objects", G_CALLBACK (on_objects), self, 0);
  g_signal_connect_object (self->feed, "busy", G_CALLBACK (on_busy), self, 0);
  crm_eds_feed_start (self->feed);
}

static void
connect_client (CrmEdsPeer *self)
{
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  tell_status (self);
  /* -1: a calendar whose server is away is opened as it was last. */
  e_cal_client_connect (self->source, E_CAL_CLIENT_SOURCE_TYPE_EVENTS, (guint32)-1, self->cancellable,
      on_connected, g_object_ref (self));
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
      tell_status (self);
      crm_eds_peer_refresh (self, NULL);
      return;
    case CRM_CALENDAR_UNREACHABLE:
      set_trouble (self, CRM_CALENDAR_UNREACHABLE, words);
      if (self->client != NULL)
        retry_later (self);
      return;
    case CRM_CALENDAR_CREDENTIALS:
    case CRM_CALENDAR_CERTIFICATE:
      /* Trying again would only ask again. */
      if (self->client != NULL)
        g_clear_handle_id (&self->retry, g_source_remove);
      if (self->refreshing == ASKING)
        end_refreshing (self, crm_eds_account_dup_question (account));
      break;
    case CRM_CALENDAR_OFFLINE:
    case CRM_CALENDAR_CONNECTING:
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
  if (self->refreshing == ASKING && g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE))
    fail_asking (self, g_steal_pointer (&error));
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
        end_refreshing (self, make_error (why));
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

ECalClient *
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
  if (writing && e_client_is_readonly (E_CLIENT (self->client)))
    {
      g_set_error_literal (
          error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED, _ ("This calendar can only be read."));
      return NULL;
    }
  return crm_eds_job_new (kind, self->transfer, cancellable);
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
  end_refreshing (self, crm_eds_error_new_unreachable ());
  g_clear_object (&self->registry);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->deadline, g_source_remove);
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
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->later);
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
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->later = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->told = CRM_CALENDAR_CONNECTING;
  self->timer = g_timeout_add_seconds (REFRESH_MINUTES * 60, on_timer, self);
}

CrmEdsPeer *
crm_eds_peer_new (guint patience_ms)
{
  CrmEdsPeer *self = g_object_new (CRM_TYPE_EDS_PEER, NULL);

  self->patience_ms = patience_ms;
  return self;
}
