/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-sync.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-address.h"
#include "store/crm-lease.h"
#include "calendar/crm-calendar-peer.h"
#include "calendar/crm-calendar-sync-object.h"
#include "calendar/crm-calendar-sync-private.h"

/* Owns a peer for each calendar in use, the list of how they are, and the right to be the one that keeps this book in step: a lock on a file
 * of the user's session, which the system takes back when the program ends however it ends. Who has it not looks on, and tries again.
 * Main thread. */

#define LONGEST_TICK 60 /* seconds: a clock that jumps, or a lock that becomes free, is noticed that late */

struct _CrmCalendarSync
{
  GObject parent_instance;
  CrmStore *store;
  CrmCalendarServer *server; /* nullable */
  GCancellable *cancellable;
  int lock; /* -1: another program keeps this book in step */

  GPtrArray *infos; /* CrmCalendarInfo *; NULL until the desktop has answered */
  gboolean listing, list_wanted;
  gboolean asked; /* the desktop: it is left alone while no calendar is used */
  char *error;

  GPtrArray *standings; /* CrmCalendarStanding *, as last read; nullable */
  GPtrArray *health;    /* CrmCalendarHealth * */
  gboolean reading, read_wanted;

  gboolean marking, mark_wanted;
  GHashTable *peers; /* id of the calendar → CrmCalendarPeer * */
  guint n_writes;    /* of all peers, when "events" was last emitted */
  guint tick;
};

G_DEFINE_FINAL_TYPE (CrmCalendarSync, crm_calendar_sync, G_TYPE_OBJECT)

enum
{
  SIGNAL_HEALTH,
  SIGNAL_EVENTS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* For answers that may come when nobody waits any more. */
static gpointer
weak_new (CrmCalendarSync *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static CrmCalendarSync *
weak_take (gpointer data)
{
  GWeakRef *weak = data;
  CrmCalendarSync *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void read_standings (CrmCalendarSync *self);
static gboolean needs_desktop (CrmCalendarSync *self);
static void schedule (CrmCalendarSync *self);

const CrmCalendarInfo *
crm_calendar_sync_find_info (CrmCalendarSync *self, const char *source)
{
  for (guint i = 0; self->infos && i < self->infos->len; i++)
    {
      const CrmCalendarInfo *info = self->infos->pdata[i];

      if (g_strcmp0 (info->source, source) == 0)
        return info;
    }
  return NULL;
}

static gboolean
take_lock (CrmCalendarSync *self)
{
  if (self->lock < 0 && self->server)
    self->lock = crm_lease_take (self->store, "calendar");
  return self->lock >= 0;
}

/* ---- what is shown ---- */

static void
complete_health (CrmCalendarSync *self, CrmCalendarHealth *health, const CrmCalendarInfo *info)
{
  CrmCalendarPeer *peer = g_hash_table_lookup (self->peers, &health->calendar);
  g_autofree char *words = NULL;

  if (info)
    {
      health->info = crm_calendar_info_copy (info);
      health->info->status = crm_calendar_server_get_status (self->server, info->source, &words);
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
static void
tell_health (CrmCalendarSync *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_health_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self->standings && i < self->standings->len; i++)
    {
      const CrmCalendarStanding *standing = self->standings->pdata[i];
      const CrmCalendarInfo *info = crm_calendar_sync_find_info (self, standing->source);
      CrmCalendarHealth *health;

      /* One that is neither used nor there any more is of no interest. */
      if (!info && g_str_equal (standing->health->mode, "off"))
        continue;
      health = copy_health (standing->health);
      complete_health (self, health, info);
      g_hash_table_add (known, standing->source);
      g_ptr_array_add (all, health);
    }
  for (guint i = 0; self->infos && i < self->infos->len; i++)
    {
      const CrmCalendarInfo *info = self->infos->pdata[i];
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
  g_clear_pointer (&self->health, g_ptr_array_unref);
  self->health = g_steal_pointer (&all);
  g_signal_emit (self, signals[SIGNAL_HEALTH], 0);
}

/* ---- peers ---- */

static void
on_peer_changed (gpointer data)
{
  CrmCalendarSync *self = data;
  guint n = 0;
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    n += crm_calendar_peer_get_n_writes (peer);
  read_standings (self);
  schedule (self);
  if (n == self->n_writes)
    return;
  self->n_writes = n;
  g_signal_emit (self, signals[SIGNAL_EVENTS], 0);
}

static gboolean
is_followed (CrmCalendarSync *self, const CrmCalendarStanding *standing)
{
  return self->lock >= 0 && !g_str_equal (standing->health->mode, "off") &&
         crm_calendar_sync_find_info (self, standing->source) != NULL;
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
keep_address (CrmCalendarSync *self, CrmCalendarStanding *standing)
{
  const CrmCalendarInfo *info = crm_calendar_sync_find_info (self, standing->source);
  g_autofree char *fold = info->address ? g_strstrip (g_utf8_strdown (info->address, -1)) : NULL;
  Belonging *belonging;

  if (g_strcmp0 (fold, standing->address) == 0)
    return;
  g_free (standing->address);
  standing->address = g_strdup (fold);
  belonging = g_new (Belonging, 1);
  belonging->calendar = standing->health->calendar;
  belonging->address = g_steal_pointer (&fold);
  crm_store_write_async (self->store, _ ("Keep calendars in step"), keep_address_in_worker, belonging,
      belonging_free, self->cancellable, NULL, NULL);
}

/* A peer for each calendar that is used and there, and no other. */
static void
follow (CrmCalendarSync *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id, peer;

  if (!self->infos || !self->standings)
    return;
  for (guint i = 0; i < self->standings->len; i++)
    {
      CrmCalendarStanding *standing = self->standings->pdata[i];

      if (!is_followed (self, standing))
        continue;
      keep_address (self, standing);
      g_hash_table_insert (wanted, &standing->health->calendar, standing);
    }
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &id, &peer))
    {
      const CrmCalendarStanding *standing = g_hash_table_lookup (wanted, id);

      if (!standing || g_strcmp0 (standing->source, crm_calendar_peer_get_source (peer)) != 0 ||
          g_str_equal (standing->health->mode, "both") != crm_calendar_peer_is_written (peer))
        g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &id, &peer))
    {
      const CrmCalendarStanding *standing = peer;

      if (!g_hash_table_contains (self->peers, id))
        g_hash_table_insert (self->peers, g_memdup2 (id, sizeof (gint64)),
            crm_calendar_peer_new (&crm_calendar_peer_events, NULL, self->store, self->server,
                standing->health->calendar, standing->source, standing->health->name,
                g_str_equal (standing->health->mode, "both"), on_peer_changed, self));
    }
  schedule (self);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_standing_read (tx, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) standings = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (CrmCalendarSync) self = weak_take (data);

  if (!self)
    return;
  self->reading = FALSE;
  if (standings)
    {
      g_clear_pointer (&self->standings, g_ptr_array_unref);
      self->standings = g_steal_pointer (&standings);
    }
  if (self->read_wanted)
    {
      self->read_wanted = FALSE;
      read_standings (self);
    }
  if (!self->asked && needs_desktop (self))
    crm_calendar_sync_look (self);
  follow (self);
  tell_health (self);
}

static void
read_standings (CrmCalendarSync *self)
{
  if (self->reading)
    {
      self->read_wanted = TRUE;
      return;
    }
  self->reading = TRUE;
  crm_store_read_async (self->store, 50, read_in_worker, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_read, weak_new (self));
}

/* ---- what was written here ---- */

static void mark (CrmCalendarSync *self);

static gboolean
mark_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_calendar_mark_changes (tx, error);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCalendarSync) self = weak_take (data);
  GHashTableIter iter;
  gpointer peer;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (!self)
    return;
  self->marking = FALSE;
  if (self->mark_wanted)
    mark (self);
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_wake (peer);
  read_standings (self);
}

static void
mark (CrmCalendarSync *self)
{
  self->mark_wanted = self->marking;
  if (self->marking || self->lock < 0)
    return;
  self->marking = TRUE;
  crm_store_write_async (self->store, _ ("Keep calendars in step"), mark_in_worker, NULL, NULL,
      self->cancellable, on_marked, weak_new (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmCalendarSync *self)
{
  if (crm_change_set_touches (changes, "meeting") || crm_change_set_touches (changes, "participant") ||
      crm_change_set_touches (changes, "address") || crm_change_set_touches (changes, "calendar"))
    {
      mark (self);
      read_standings (self);
    }
}

/* ---- the desktop ---- */

static void list (CrmCalendarSync *self);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos =
      crm_calendar_server_list_finish (CRM_CALENDAR_SERVER (source), result, &error);
  g_autoptr (CrmCalendarSync) self = weak_take (data);

  if (!self)
    return;
  self->listing = FALSE;
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  self->infos = infos ? g_steal_pointer (&infos)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_info_free);
  self->error = error ? g_strdup (error->message) : NULL;
  if (self->list_wanted)
    list (self);
  follow (self);
  tell_health (self);
}

static void
list (CrmCalendarSync *self)
{
  self->list_wanted = self->listing;
  if (self->listing || !self->server)
    return;
  self->listing = TRUE;
  crm_calendar_server_list_async (self->server, self->cancellable, on_listed, weak_new (self));
}

/* A calendar that is in use has to be found there. */
static gboolean
needs_desktop (CrmCalendarSync *self)
{
  for (guint i = 0; self->standings && i < self->standings->len; i++)
    if (!g_str_equal (((CrmCalendarStanding *)self->standings->pdata[i])->health->mode, "off"))
      return TRUE;
  return FALSE;
}

static void
on_calendars_changed (CrmCalendarSync *self)
{
  if (self->asked)
    list (self);
}

void
crm_calendar_sync_look (CrmCalendarSync *self)
{
  g_return_if_fail (CRM_IS_CALENDAR_SYNC (self));
  if (self->asked)
    return;
  self->asked = TRUE;
  list (self);
}

static CrmCalendarPeer *
find_peer (CrmCalendarSync *self, const char *source)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (g_strcmp0 (crm_calendar_peer_get_source (peer), source) == 0)
      return peer;
  return NULL;
}

static void
on_status_changed (CrmCalendarServer *server, const char *source, CrmCalendarSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_check_status (peer, FALSE);
  tell_health (self);
  schedule (self);
}

static void
on_objects_changed (CrmCalendarServer *server, const char *source, GPtrArray *objects, CrmCalendarSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_tell (peer, objects);
}

static void
on_gone (CrmCalendarServer *server, CrmCalendarSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_check_status (peer, TRUE);
  on_calendars_changed (self);
}

/* ---- time ---- */

static void
start (CrmCalendarSync *self)
{
  if (!take_lock (self))
    return;
  mark (self);
  follow (self);
}

void
crm_calendar_sync_tick (CrmCalendarSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_CALENDAR_SYNC (self));
  if (self->lock < 0)
    start (self);
  if (self->error)
    list (self);
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_tick (peer);
  schedule (self);
}

static gboolean
on_tick (gpointer data)
{
  CrmCalendarSync *self = data;

  self->tick = 0;
  crm_calendar_sync_tick (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmCalendarSync *self)
{
  gint64 now = crm_clock_now (), wait = LONGEST_TICK;
  GHashTableIter iter;
  gpointer peer;

  if (!self->server)
    return;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    {
      gint64 due = crm_calendar_peer_get_due (peer);

      if (due < now + LONGEST_TICK * G_USEC_PER_SEC)
        wait = MIN (wait, MAX (1, (due - now) / G_USEC_PER_SEC + 1));
    }
  g_clear_handle_id (&self->tick, g_source_remove);
  self->tick = g_timeout_add_seconds ((guint)wait, on_tick, self);
}

/* ---- the object ---- */

static void
crm_calendar_sync_dispose (GObject *object)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_hash_table_remove_all (self->peers);
  if (self->server)
    g_signal_handlers_disconnect_by_data (self->server, self);
  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->server);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  G_OBJECT_CLASS (crm_calendar_sync_parent_class)->dispose (object);
}

static void
crm_calendar_sync_finalize (GObject *object)
{
  CrmCalendarSync *self = CRM_CALENDAR_SYNC (object);

  g_hash_table_unref (self->peers);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->standings, g_ptr_array_unref);
  g_ptr_array_unref (self->health);
  g_free (self->error);
  G_OBJECT_CLASS (crm_calendar_sync_parent_class)->finalize (object);
}

static void
crm_calendar_sync_class_init (CrmCalendarSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_calendar_sync_dispose;
  object_class->finalize = crm_calendar_sync_finalize;
  signals[SIGNAL_HEALTH] =
      g_signal_new ("health", CRM_TYPE_CALENDAR_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EVENTS] =
      g_signal_new ("events", CRM_TYPE_CALENDAR_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_calendar_sync_init (CrmCalendarSync *self)
{
  self->lock = -1;
  self->cancellable = g_cancellable_new ();
  self->health = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_health_free);
  self->peers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_calendar_peer_close);
}

CrmCalendarSync *
crm_calendar_sync_new (CrmStore *store, CrmCalendarServer *server)
{
  CrmCalendarSync *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && (!server || CRM_IS_CALENDAR_SERVER (server)), NULL);
  self = g_object_new (CRM_TYPE_CALENDAR_SYNC, NULL);
  self->store = g_object_ref (store);
  g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  if (server)
    {
      self->server = g_object_ref (server);
      g_signal_connect_swapped (server, "calendars-changed", G_CALLBACK (on_calendars_changed), self);
      g_signal_connect (server, "status-changed", G_CALLBACK (on_status_changed), self);
      g_signal_connect (server, "objects-changed", G_CALLBACK (on_objects_changed), self);
      g_signal_connect (server, "gone", G_CALLBACK (on_gone), self);
    }
  else
    self->error =
        g_strdup (_ ("Calendars of the desktop are kept by evolution-data-server, which is not here."));
  read_standings (self);
  start (self);
  schedule (self);
  return self;
}

CrmStore *
crm_calendar_sync_get_store (CrmCalendarSync *self)
{
  return self->store;
}

CrmCalendarServer *
crm_calendar_sync_get_server (CrmCalendarSync *self)
{
  return self->server;
}

GPtrArray *
crm_calendar_sync_get_health (CrmCalendarSync *self)
{
  return self->health;
}

gboolean
crm_calendar_sync_is_loading (CrmCalendarSync *self)
{
  return self->server && (!self->standings || ((self->asked || needs_desktop (self)) && !self->infos));
}

const char *
crm_calendar_sync_get_error (CrmCalendarSync *self)
{
  return self->error;
}

gboolean
crm_calendar_sync_is_leading (CrmCalendarSync *self)
{
  return self->lock >= 0;
}

gboolean
crm_calendar_sync_is_busy (CrmCalendarSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  if (self->listing || self->reading || self->marking || self->read_wanted || self->mark_wanted)
    return TRUE;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (crm_calendar_peer_is_busy (peer))
      return TRUE;
  return FALSE;
}

void
crm_calendar_sync_retry (CrmCalendarSync *self, gint64 calendar)
{
  GHashTableIter iter;
  gpointer id, peer;

  g_return_if_fail (CRM_IS_CALENDAR_SYNC (self));
  if (self->lock < 0)
    start (self);
  if (self->error || !g_hash_table_size (self->peers))
    list (self);
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &id, &peer))
    if (!calendar || *(gint64 *)id == calendar)
      crm_calendar_peer_retry (peer);
}

void
crm_calendar_sync_refresh (CrmCalendarSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_CALENDAR_SYNC (self));
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_look (peer);
}

gboolean
crm_calendar_sync_must_announce (CrmCalendarSync *self, gint64 calendar)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SYNC (self), TRUE);

  if (!calendar || !self->server)
    return TRUE;
  for (guint i = 0; self->standings && i < self->standings->len; i++)
    {
      const CrmCalendarStanding *standing = self->standings->pdata[i];

      if (standing->health->calendar == calendar)
        return g_str_equal (standing->health->mode, "off") ||
               !crm_calendar_server_is_announcing (self->server, standing->source);
    }
  return TRUE;
}
