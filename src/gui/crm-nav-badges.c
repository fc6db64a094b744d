/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-nav-badges.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "task/crm-task-words.h"

/* Counts in one read, a moment after a commit and once a minute, for time makes tasks overdue. Holds the store. Main thread, but for functions
 * named _in_worker. */

#define DELAY_MS 250
#define MINUTE 60

struct _CrmNavBadges
{
  GObject parent_instance;

  CrmStore *store;           /* owned */
  CrmNavPane *pane;          /* weak */
  GCancellable *cancellable; /* owned, nullable: counting */
  guint delay;
  guint clock;
};

G_DEFINE_FINAL_TYPE (CrmNavBadges, crm_nav_badges, G_TYPE_OBJECT)

/* Overdue tasks of the one who looks. */
static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("task");
  gint64 number;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("owner", CRM_TEST_MINE, NULL));
  crm_task_group_restrict (CRM_TASK_OVERDUE, query, *(gint64 *)data, crm_transaction_get_zone (tx), 1);
  number = crm_transaction_count (tx, query, error);
  return number < 0 ? NULL : g_memdup2 (&number, sizeof number);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmNavBadges) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *words = NULL;

  if (number == NULL || self->pane == NULL)
    return;
  g_clear_object (&self->cancellable);
  words = g_strdup_printf (ngettext ("%lld overdue", "%lld overdue", (gulong)*number), (long long)*number);
  crm_nav_pane_set_badge (self->pane, "tasks", *number, words, "late");
}

static void
count (CrmNavBadges *self)
{
  gint64 now = crm_clock_now ();

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 4, count_in_worker, g_memdup2 (&now, sizeof now), g_free, g_free,
      self->cancellable, on_counted, g_object_ref (self));
}

static gboolean
on_delay (gpointer data)
{
  CrmNavBadges *self = data;

  self->delay = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_clock (gpointer data)
{
  count (data);
  return G_SOURCE_CONTINUE;
}

static void
on_store_changed (CrmNavBadges *self, CrmChangeSet *changes)
{
  if (self->delay == 0 && crm_change_set_touches (changes, "task"))
    self->delay = g_timeout_add (DELAY_MS, on_delay, self);
}

static void
crm_nav_badges_dispose (GObject *object)
{
  CrmNavBadges *self = CRM_NAV_BADGES (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->pane);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_nav_badges_parent_class)->dispose (object);
}

static void
crm_nav_badges_class_init (CrmNavBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_nav_badges_dispose;
}

static void
crm_nav_badges_init (CrmNavBadges *self)
{
}

CrmNavBadges *
crm_nav_badges_new (CrmStore *store, CrmNavPane *pane)
{
  CrmNavBadges *self = g_object_new (CRM_TYPE_NAV_BADGES, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->pane, pane);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  self->clock = g_timeout_add_seconds (MINUTE, on_clock, self);
  self->delay = g_timeout_add (DELAY_MS, on_delay, self);
  return self;
}
