/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-sync.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-address.h"
#include "calendar/crm-calendar-peer.h"
#include "calendar/crm-calendar-sync-object.h"
#include "calendar/crm-calendar-sync-private.h"

/* Owns what the book says of its calendars; marks what was written here, so that the peers find it. Main thread. */

struct _CrmCalendarSync
{
  CrmDesktopSync parent_instance;
  GPtrArray *standings; /* CrmCalendarStanding *, as last read; nullable */
  gboolean marking, mark_wanted;
  guint n_writes; /* of all peers, when "events" was last emitted */
};

G_DEFINE_FINAL_TYPE (CrmCalendarSync, crm_calendar_sync, CRM_TYPE_DESKTOP_SYNC)

enum
{
  SIGNAL_EVENTS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- what is shown ---- */

static void
complete_health (CrmCalendarSync *self, CrmCalendarHealth *health, const CrmCalendarInfo *info)
{
  CrmDesktopSync *desktop = CRM_DESKTOP_SYNC (self);
  CrmCalendarPeer *peer = g_hash_table_lookup (crm_desktop_sync_get_peers (desktop), &health->calendar);
  g_autofree char *words = NULL;

  if (info)
    {
      health->info = crm_calendar_info_copy (info);
      health->info->status =
          crm_calendar_server_get_status (crm_desktop_sync_get_server (desktop), info->source, &words);
      if (words)
        {
          g_free (health->info->error);
          health->info->error = g_strdup (words);
        }
    }
  if (!peer)
    return;
  /* Of what brought nothing new the book is not told. */
  health->last_success = MAX (health->last_success, crm_calendar_peer_get_looked_at (peer));
  if (crm_calendar_peer_get_error (peer))
    {
      gint64 due = crm_calendar_peer_get_due (peer);

      g_free (health->error);
      health->error = g_strdup (crm_calendar_peer_get_error (peer));
      if (!health->next_try && due != G_MAXINT64 && due > crm_clock_now ())
        health->next_try = due;
    }
  else if (!health->error)
    health->error = g_steal_pointer (&words);
}

static CrmCalendarHealth *
copy_health (const CrmCalendarHealth *from)
{
  CrmCalendarHealth *health = g_new (CrmCalendarHealth, 1);

  *health = *from;
  health->info = NULL;
  health->name = g_strdup (from->name);
  health->mode = g_strdup (from->mode);
  health->role = g_strdup (from->role);
  health->error = g_strdup (from->error);
  return health;
}

/* Used ones as the book orders them, then what else the desktop has. */
static GPtrArray *
list_health (CrmDesktopSync *desktop)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);
  GPtrArray *infos = crm_desktop_sync_get_infos (desktop);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_health_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self->standings && i < self->standings->len; i++)
    {
      const CrmCalendarStanding *standing = self->standings->pdata[i];
      const CrmCalendarInfo *info = crm_desktop_sync_find_info (desktop, standing->source);
      CrmCalendarHealth *health;

      /* One that is neither used nor there any more is of no interest. */
      if (!info && g_str_equal (standing->health->mode, "off"))
        continue;
      health = copy_health (standing->health);
      complete_health (self, health, info);
      g_hash_table_add (known, standing->source);
      g_ptr_array_add (all, health);
    }
  for (guint i = 0; infos && i < infos->len; i++)
    {
      const CrmCalendarInfo *info = infos->pdata[i];
      CrmCalendarHealth *health;

      if (g_hash_table_contains (known, info->source))
        continue;
      health = g_new0 (CrmCalendarHealth, 1);
      health->name = g_strdup (info->name);
      health->mode = g_strdup ("off");
      health->role = g_strdup ("events");
      health->info = crm_calendar_info_copy (info);
      g_ptr_array_add (all, health);
    }
  return g_steal_pointer (&all);
}

/* ---- peers ---- */

static void
peer_changed (CrmDesktopSync *desktop)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);
  guint n = 0;
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, crm_desktop_sync_get_peers (desktop));
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    n += crm_calendar_peer_get_n_writes (peer);
  if (n == self->n_writes)
    return;
  self->n_writes = n;
  g_signal_emit (self, signals[SIGNAL_EVENTS], 0);
}

static CrmCalendarStanding *
find_standing (CrmCalendarSync *self, gint64 calendar)
{
  for (guint i = 0; self->standings && i < self->standings->len; i++)
    {
      CrmCalendarStanding *standing = self->standings->pdata[i];

      if (standing->health->calendar == calendar)
        return standing;
    }
  return NULL;
}

typedef struct
{
  gint64 calendar;
  char *address;
} Belonging;

static void
belonging_free (gpointer data)
{
  Belonging *self = data;

  g_free (self->address);
  g_free (self);
}

static gboolean
keep_address_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Belonging *belonging = data;

  crm_transaction_set_sync (tx);
  return crm_calendar_address_write (tx, belonging->calendar, belonging->address, error);
}

/* Who invites to what is written there, before anything is. */
static void
keep_address (CrmDesktopSync *desktop, gint64 calendar, const CrmCalendarInfo *info)
{
  CrmCalendarStanding *standing = find_standing (CRM_CALENDAR_SYNC (desktop), calendar);
  g_autofree char *fold = info->address ? g_strstrip (g_utf8_strdown (info->address, -1)) : NULL;
  Belonging *belonging;

  if (g_strcmp0 (fold, standing->address) == 0)
    return;
  g_free (standing->address);
  standing->address = g_strdup (fold);
  belonging = g_new (Belonging, 1);
  belonging->calendar = calendar;
  belonging->address = g_steal_pointer (&fold);
  crm_store_write_async (crm_desktop_sync_get_store (desktop), _ ("Keep calendars in step"),
      keep_address_in_worker, belonging, belonging_free, crm_desktop_sync_get_cancellable (desktop), NULL,
      NULL);
}

static GArray *
list_uses (CrmDesktopSync *desktop)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);
  GArray *uses;

  if (!self->standings)
    return NULL;
  uses = g_array_new (FALSE, FALSE, sizeof (CrmDesktopUse));
  for (guint i = 0; i < self->standings->len; i++)
    {
      const CrmCalendarStanding *standing = self->standings->pdata[i];
      const CrmCalendarHealth *health = standing->health;
      CrmDesktopUse use = { health->calendar, standing->source, health->name,
        !g_str_equal (health->mode, "off"), g_str_equal (health->mode, "both") };

      g_array_append_val (uses, use);
    }
  return uses;
}

static gpointer
read_standings (CrmTransaction *tx, GError **error)
{
  return crm_calendar_standing_read (tx, error);
}

static void
take_standings (CrmDesktopSync *desktop, gpointer standings)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);

  g_clear_pointer (&self->standings, g_ptr_array_unref);
  self->standings = standings;
}

/* ---- what was written here ---- */

static void mark (CrmDesktopSync *desktop);

static gboolean
mark_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_calendar_mark_changes (tx, error);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCalendarSync) self = g_weak_ref_get (weak);
  GHashTableIter iter;
  gpointer peer;

  g_weak_ref_clear (weak);
  g_free (weak);
  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (!self)
    return;
  self->marking = FALSE;
  if (self->mark_wanted)
    mark (CRM_DESKTOP_SYNC (self));
  g_hash_table_iter_init (&iter, crm_desktop_sync_get_peers (CRM_DESKTOP_SYNC (self)));
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_wake (peer);
  crm_desktop_sync_read (CRM_DESKTOP_SYNC (self));
}

static void
mark (CrmDesktopSync *desktop)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);
  GWeakRef *weak;

  self->mark_wanted = self->marking;
  if (self->marking || !crm_desktop_sync_is_leading (desktop))
    return;
  self->marking = TRUE;
  /* Its answer may come when nobody waits any more. */
  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  crm_store_write_async (crm_desktop_sync_get_store (desktop), _ ("Keep calendars in step"), mark_in_worker,
      NULL, NULL, crm_desktop_sync_get_cancellable (desktop), on_marked, weak);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDesktopSync *desktop)
{
  if (crm_change_set_touches (changes, "meeting") || crm_change_set_touches (changes, "participant") ||
      crm_change_set_touches (changes, "address") || crm_change_set_touches (changes, "calendar"))
    {
      mark (desktop);
      crm_desktop_sync_read (desktop);
    }
}

static gboolean
is_marking (CrmDesktopSync *desktop)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (desktop);

  return self->marking || self->mark_wanted;
}

/* ---- the object ---- */

static void
crm_calendar_sync_finalize (GObject *object)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (object);

  g_clear_pointer (&self->standings, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_calendar_sync_parent_class)->finalize (object);
}

static void
crm_calendar_sync_class_init (CrmCalendarSyncClass *klass)
{
  CrmDesktopSyncClass *desktop_class = CRM_DESKTOP_SYNC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_calendar_sync_finalize;
  desktop_class->lease = "calendar";
  desktop_class->missing =
      N_ ("Calendars of the desktop are kept by evolution-data-server, which is not here.");
  desktop_class->kind = &crm_calendar_peer_events;
  desktop_class->read = read_standings;
  desktop_class->free_standing = (GDestroyNotify)g_ptr_array_unref;
  desktop_class->take = take_standings;
  desktop_class->list_uses = list_uses;
  desktop_class->list_health = list_health;
  desktop_class->lead = mark;
  desktop_class->follow = keep_address;
  desktop_class->peer_changed = peer_changed;
  desktop_class->is_busy = is_marking;
  signals[SIGNAL_EVENTS] =
      g_signal_new ("events", CRM_TYPE_CALENDAR_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_calendar_sync_init (CrmCalendarSync *self)
{
}

CrmCalendarSync *
crm_calendar_sync_new (CrmStore *store, CrmCalendarServer *server)
{
  CrmCalendarSync *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && (!server || CRM_IS_CALENDAR_SERVER (server)), NULL);
  self = g_object_new (CRM_TYPE_CALENDAR_SYNC, NULL);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  crm_desktop_sync_set_up (CRM_DESKTOP_SYNC (self), store, server);
  return self;
}

gboolean
crm_calendar_sync_must_announce (CrmCalendarSync *self, gint64 calendar)
{
  CrmCalendarServer *server;
  const CrmCalendarStanding *standing;

  g_return_val_if_fail (CRM_IS_CALENDAR_SYNC (self), TRUE);

  server = crm_desktop_sync_get_server (CRM_DESKTOP_SYNC (self));
  standing = calendar && server ? find_standing (self, calendar) : NULL;
  return !standing || g_str_equal (standing->health->mode, "off") ||
         !crm_calendar_server_is_announcing (server, standing->source);
}
