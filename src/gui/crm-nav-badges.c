/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-nav-badges.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "message/crm-message-search.h"
#include "today/crm-day-ticker.h"
#include "today/crm-today.h"

/* Reads the counts at most once at a time and a little after the last change. Main thread. */

#define REFRESH_MS 100

struct _CrmNavBadges
{
  GObject parent_instance;

  CrmStore *store;   /* owned */
  CrmNavPane *pane;  /* weak */
  CrmDayTicker *day; /* owned */
  GCancellable *cancellable;
  guint refresh;
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmNavBadges, crm_nav_badges, G_TYPE_OBJECT)

typedef struct
{
  guint actions;
  guint overdue;
  gint64 unanswered;
} Counts;

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree Counts *counts = g_new0 (Counts, 1);

  return crm_today_count (tx, crm_clock_now (), &counts->actions, &counts->overdue, error) &&
                 crm_message_count_unanswered_in_worker (tx, &counts->unanswered, error)
             ? g_steal_pointer (&counts)
             : NULL;
}

static void refresh (CrmNavBadges *self);

static void
show (CrmNavBadges *self, const Counts *counts)
{
  g_autofree char *actions =
      g_strdup_printf (ngettext ("%u thing to do", "%u things to do", counts->actions), counts->actions);
  g_autofree char *overdue =
      g_strdup_printf (ngettext ("%u overdue", "%u overdue", counts->overdue), counts->overdue);
  g_autofree char *unanswered =
      g_strdup_printf (ngettext ("%lld not answered", "%lld not answered", (gulong)counts->unanswered),
          (long long)counts->unanswered);

  crm_nav_pane_set_badge (self->pane, "today", counts->actions, actions, NULL);
  crm_nav_pane_set_badge (self->pane, "tasks", counts->overdue, overdue, "late");
  crm_nav_pane_set_badge (self->pane, "messages", counts->unanswered, unanswered, NULL);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmNavBadges) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree Counts *counts = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->store == NULL || self->pane == NULL)
    return;
  if (counts != NULL)
    show (self, counts);
  else
    g_info ("Counting the day: %s", error->message);
  if (self->stale)
    refresh (self);
}

static void
refresh (CrmNavBadges *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  crm_store_read_async (self->store, 4, count_in_worker, NULL, NULL, g_free, self->cancellable, on_counted,
      g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  CrmNavBadges *self = data;

  self->refresh = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmNavBadges *self)
{
  if (self->refresh == 0 &&
      (crm_change_set_touches (changes, "task") || crm_change_set_touches (changes, "meeting") ||
          crm_change_set_touches (changes, "conversation")))
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static void
on_tick (CrmDayTicker *day, CrmNavBadges *self)
{
  refresh (self);
}

static void
crm_nav_badges_dispose (GObject *object)
{
  CrmNavBadges *self = CRM_NAV_BADGES (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->pane);
  g_clear_object (&self->store);
  g_clear_object (&self->day);
  G_OBJECT_CLASS (crm_nav_badges_parent_class)->dispose (object);
}

static void
crm_nav_badges_finalize (GObject *object)
{
  g_object_unref (CRM_NAV_BADGES (object)->cancellable);
  G_OBJECT_CLASS (crm_nav_badges_parent_class)->finalize (object);
}

static void
crm_nav_badges_class_init (CrmNavBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_nav_badges_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_nav_badges_finalize;
}

static void
crm_nav_badges_init (CrmNavBadges *self)
{
  self->cancellable = g_cancellable_new ();
  self->day = crm_day_ticker_get ();
}

CrmNavBadges *
crm_nav_badges_new (CrmStore *store, CrmNavPane *pane)
{
  CrmNavBadges *self = g_object_new (CRM_TYPE_NAV_BADGES, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->pane, pane);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->day, "tick", G_CALLBACK (on_tick), self, 0);
  refresh (self);
  return self;
}
