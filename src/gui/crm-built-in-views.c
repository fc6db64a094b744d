/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-built-in-views.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client-filter.h"
#include "duplicate/crm-duplicate-finder.h"

/* Counts at most once at a time and well after the last change: nobody waits for it. Main thread; count_in_worker in the reader. */

#define REFRESH_MS 1000
#define FIND_SECONDS 60 /* after the book was opened: what the person does first has the book to itself */

struct _CrmBuiltInViews
{
  GObject parent_instance;

  CrmStore *store;            /* owned */
  CrmNavPane *pane;           /* weak */
  CrmDuplicateFinder *finder; /* owned */
  GCancellable *cancellable;
  guint refresh;
  guint find_id;
  gboolean reading;
  guint n_duplicates; /* as it stands in the navigation */
};

G_DEFINE_FINAL_TYPE (CrmBuiltInViews, crm_built_in_views, G_TYPE_OBJECT)

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build_scope (CRM_CLIENT_SCOPE_INCOMPLETE);
  gint64 count = crm_transaction_count (tx, query, error);

  return count < 0 ? NULL : g_memdup2 (&count, sizeof count);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBuiltInViews) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->store == NULL || self->pane == NULL)
    return;
  if (count != NULL)
    crm_nav_pane_set_built_in (self->pane, "incomplete", _ ("Incomplete"), *count, "win.incomplete");
  else
    g_info ("Counting incomplete clients: %s", error->message);
}

static gboolean
on_refresh (gpointer data)
{
  CrmBuiltInViews *self = data;

  /* Changed while it was being counted: once more. */
  if (self->reading)
    return G_SOURCE_CONTINUE;
  self->refresh = 0;
  self->reading = TRUE;
  crm_store_read_async (self->store, 6, count_in_worker, NULL, NULL, g_free, self->cancellable, on_counted,
      g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (CrmBuiltInViews *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static gboolean
on_find (gpointer data)
{
  CrmBuiltInViews *self = data;

  self->find_id = 0;
  crm_duplicate_finder_start (self->finder);
  return G_SOURCE_REMOVE;
}

/* Told at every step of its work: only another number is news. */
static void
on_found (CrmBuiltInViews *self)
{
  const GArray *pairs = crm_duplicate_finder_get_pairs (self->finder);

  if (self->pane == NULL || pairs == NULL || pairs->len == self->n_duplicates)
    return;
  self->n_duplicates = pairs->len;
  crm_nav_pane_set_built_in (
      self->pane, "duplicates", _ ("Possible duplicates"), pairs->len, "win.duplicates");
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmBuiltInViews *self)
{
  if (crm_change_set_touches (changes, "client") || crm_change_set_touches (changes, "address"))
    refresh_soon (self);
}

static void
crm_built_in_views_dispose (GObject *object)
{
  CrmBuiltInViews *self = CRM_BUILT_IN_VIEWS (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->find_id, g_source_remove);
  g_clear_object (&self->finder);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->pane);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_built_in_views_parent_class)->dispose (object);
}

static void
crm_built_in_views_finalize (GObject *object)
{
  g_object_unref (CRM_BUILT_IN_VIEWS (object)->cancellable);
  G_OBJECT_CLASS (crm_built_in_views_parent_class)->finalize (object);
}

static void
crm_built_in_views_class_init (CrmBuiltInViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_built_in_views_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_built_in_views_finalize;
}

static void
crm_built_in_views_init (CrmBuiltInViews *self)
{
  self->cancellable = g_cancellable_new ();
}

CrmBuiltInViews *
crm_built_in_views_new (CrmStore *store, CrmNavPane *pane)
{
  CrmBuiltInViews *self = g_object_new (CRM_TYPE_BUILT_IN_VIEWS, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->pane, pane);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  self->finder = g_object_ref (crm_duplicate_finder_of (store));
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  self->find_id = g_timeout_add_seconds (FIND_SECONDS, on_find, self);
  refresh_soon (self);
  return self;
}
