/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-fetch.h"

#include "calendar-eds/crm-eds-error.h"

/* Owns the calls that wait. The service answers a question for news at once and says in other ways when it has begun and ended, and, a moment
 * later, that it failed; a question that comes while it fetches is forgotten. Main thread. */

#define AFTERMATH_MS 100    /* an error comes after the end that it explains */
#define REFRESH_PATIENCES 9 /* fetching thousands of events takes longer than any other answer */

typedef enum
{
  RESTING,
  ASKING,    /* the service fetches, or has just ended */
  COMPARING, /* what it fetched is read */
} State;

struct _CrmEdsFetch
{
  GObject parent_instance;
  EClient *client;
  CrmEdsFeed *feed;
  gboolean remote;
  guint patience_ms;
  GCancellable *cancellable;

  State state;
  gboolean has_begun; /* since it was asked */
  gboolean spoiled;
  gboolean stopped;
  guint deadline, aftermath; /* sources */
  GPtrArray *calls;          /* CrmEdsCall * that wait for the end */
  GPtrArray *later;          /* those that wait for the end of the next one */
};

G_DEFINE_FINAL_TYPE (CrmEdsFetch, crm_eds_fetch, G_TYPE_OBJECT)

static GPtrArray *
steal_calls (GPtrArray **calls)
{
  GPtrArray *stolen = *calls;

  *calls = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  return stolen;
}

/* error: nullable. */
static void
answer (GPtrArray **waiting, const GError *error)
{
  g_autoptr (GPtrArray) calls = steal_calls (waiting);

  for (guint i = 0; i < calls->len; i++)
    if (error != NULL)
      crm_eds_call_return_error (calls->pdata[i], g_error_copy (error));
    else
      crm_eds_call_return_true (calls->pdata[i]);
}

/* Takes error, nullable: it went well. */
static void
end (CrmEdsFetch *self, GError *error)
{
  g_autoptr (CrmEdsFetch) kept = g_object_ref (self);
  g_autoptr (GError) owned = error;

  self->state = RESTING;
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->aftermath, g_source_remove);
  g_signal_emit_by_name (self, "ended", error, !self->spoiled);
  answer (&self->calls, error);
  if (self->stopped || self->state != RESTING || self->later->len == 0)
    return;
  g_ptr_array_unref (self->calls);
  self->calls = steal_calls (&self->later);
  crm_eds_fetch_begin (self, NULL);
}

static void
on_compared (GObject *feed, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsFetch) self = data;
  GError *error = NULL;

  crm_eds_feed_compare_finish (CRM_EDS_FEED (feed), result, &error);
  if (self->stopped || self->state != COMPARING)
    g_clear_error (&error);
  else
    end (self, error);
}

static void
compare (CrmEdsFetch *self)
{
  self->state = COMPARING;
  crm_eds_feed_compare_async (self->feed, TRUE, on_compared, g_object_ref (self));
}

static void
on_asked (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsFetch) self = data;
  GError *error = NULL;

  if (e_client_refresh_finish (E_CLIENT (client), result, &error))
    return;
  crm_eds_fetch_fail (self, crm_eds_error_translate (error));
}

static gboolean
on_deadline (gpointer data)
{
  CrmEdsFetch *self = data;

  self->deadline = 0;
  crm_eds_fetch_fail (self, crm_eds_error_new_silent ());
  return G_SOURCE_REMOVE;
}

static void
ask (CrmEdsFetch *self)
{
  self->state = ASKING;
  self->has_begun = FALSE;
  if (self->deadline == 0)
    self->deadline = g_timeout_add (self->patience_ms * REFRESH_PATIENCES, on_deadline, self);
  e_client_refresh (self->client, self->cancellable, on_asked, g_object_ref (self));
}

static gboolean
on_aftermath (gpointer data)
{
  CrmEdsFetch *self = data;

  self->aftermath = 0;
  compare (self);
  return G_SOURCE_REMOVE;
}

static void
on_busy (CrmEdsFeed *feed, gboolean busy, gpointer data)
{
  CrmEdsFetch *self = data;

  if (self->stopped)
    return;
  if (busy)
    self->has_begun = TRUE;
  else if (self->state == RESTING)
    g_signal_emit_by_name (self, "stirred");
  else if (self->state == ASKING && !self->has_begun)
    /* It fetched already when it was asked, and may have been past what is new. */
    ask (self);
  else if (self->state == ASKING && self->aftermath == 0)
    self->aftermath = g_timeout_add (AFTERMATH_MS, on_aftermath, self);
}

static void
on_backend_error (EClient *client, const char *words, gpointer data)
{
  crm_eds_fetch_fail (
      data, crm_eds_error_translate (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, words)));
}

static void
crm_eds_fetch_dispose (GObject *object)
{
  CrmEdsFetch *self = CRM_EDS_FETCH (object);

  crm_eds_fetch_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  G_OBJECT_CLASS (crm_eds_fetch_parent_class)->dispose (object);
}

static void
crm_eds_fetch_finalize (GObject *object)
{
  CrmEdsFetch *self = CRM_EDS_FETCH (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->later);
  G_OBJECT_CLASS (crm_eds_fetch_parent_class)->finalize (object);
}

static void
crm_eds_fetch_class_init (CrmEdsFetchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_eds_fetch_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_eds_fetch_finalize;
  g_signal_new (
      "ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  g_signal_new ("stirred", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_eds_fetch_init (CrmEdsFetch *self)
{
  self->cancellable = g_cancellable_new ();
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
  self->later = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_eds_call_unref);
}

CrmEdsFetch *
crm_eds_fetch_new (EClient *client, CrmEdsFeed *feed, gboolean remote, guint patience_ms)
{
  CrmEdsFetch *self = g_object_new (CRM_TYPE_EDS_FETCH, NULL);

  self->client = g_object_ref (client);
  self->feed = g_object_ref (feed);
  self->remote = remote;
  self->patience_ms = patience_ms;
  g_signal_connect_object (feed, "busy", G_CALLBACK (on_busy), self, 0);
  g_signal_connect_object (client, "backend-error", G_CALLBACK (on_backend_error), self, 0);
  return self;
}

void
crm_eds_fetch_begin (CrmEdsFetch *self, CrmEdsCall *call)
{
  /* A fetch that has begun, which is told a little later, may be past what the call is about. */
  if (call != NULL)
    g_ptr_array_add (self->state == RESTING ? self->calls : self->later, crm_eds_call_ref (call));
  if (self->state != RESTING)
    return;
  self->spoiled = FALSE;
  if (self->remote && e_client_check_refresh_supported (self->client))
    ask (self);
  else
    compare (self);
}

void
crm_eds_fetch_again (CrmEdsFetch *self)
{
  if (self->state == ASKING && !self->has_begun && !self->stopped)
    ask (self);
}

void
crm_eds_fetch_fail (CrmEdsFetch *self, GError *error)
{
  if (self->state == ASKING && !self->stopped)
    end (self, error);
  else
    g_error_free (error);
}

void
crm_eds_fetch_spoil (CrmEdsFetch *self)
{
  self->spoiled = TRUE;
}

void
crm_eds_fetch_stop (CrmEdsFetch *self)
{
  g_autoptr (GError) error = crm_eds_error_new_unreachable ();

  self->stopped = TRUE;
  self->state = RESTING;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->aftermath, g_source_remove);
  answer (&self->calls, error);
  answer (&self->later, error);
}
