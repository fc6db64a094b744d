/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-desktop-sync.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "store/crm-lease.h"

/* Owns the peers, the desktop's list and the lease. Main thread. */

#define LONGEST_TICK 60 /* seconds: a clock that jumps, or a lock that becomes free, is noticed that late */

typedef struct
{
  CrmStore *store;
  CrmCalendarServer *server; /* nullable */
  GCancellable *cancellable;
  int lease; /* -1: another program has it */

  GPtrArray *infos; /* CrmCalendarInfo *; NULL until the desktop has answered */
  gboolean asked, listing, list_wanted;
  char *error;

  gboolean reading, read_wanted;
  GPtrArray *health;
  GHashTable *peers; /* id → CrmCalendarPeer * */
  guint tick;
} CrmDesktopSyncPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmDesktopSync, crm_desktop_sync, G_TYPE_OBJECT)

enum
{
  SIGNAL_HEALTH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static CrmDesktopSyncPrivate *
get_private (CrmDesktopSync *self)
{
  return crm_desktop_sync_get_instance_private (self);
}

/* For answers that may come when nobody waits any more. */
static gpointer
weak_new (CrmDesktopSync *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static CrmDesktopSync *
weak_take (gpointer data)
{
  GWeakRef *weak = data;
  CrmDesktopSync *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void schedule (CrmDesktopSync *self);

const CrmCalendarInfo *
crm_desktop_sync_find_info (CrmDesktopSync *self, const char *source)
{
  GPtrArray *infos = get_private (self)->infos;

  for (guint i = 0; infos && i < infos->len; i++)
    {
      const CrmCalendarInfo *info = infos->pdata[i];

      if (g_strcmp0 (info->source, source) == 0)
        return info;
    }
  return NULL;
}

static void
tell_health (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  GPtrArray *health = CRM_DESKTOP_SYNC_GET_CLASS (self)->list_health (self);

  g_clear_pointer (&priv->health, g_ptr_array_unref);
  priv->health = health;
  g_signal_emit (self, signals[SIGNAL_HEALTH], 0);
}

/* ---- peers ---- */

static void
on_peer_changed (gpointer data)
{
  CrmDesktopSync *self = data;
  CrmDesktopSyncClass *klass = CRM_DESKTOP_SYNC_GET_CLASS (self);

  crm_desktop_sync_read (self);
  schedule (self);
  if (klass->peer_changed)
    klass->peer_changed (self);
}

/* A peer for each one that is used and there, and no other. */
static void
follow (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  CrmDesktopSyncClass *klass = CRM_DESKTOP_SYNC_GET_CLASS (self);
  g_autoptr (GArray) uses = klass->list_uses (self);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id, data;

  if (!priv->infos || !uses)
    return;
  for (guint i = 0; priv->lease >= 0 && i < uses->len; i++)
    {
      CrmDesktopUse *use = &g_array_index (uses, CrmDesktopUse, i);
      const CrmCalendarInfo *info = use->used ? crm_desktop_sync_find_info (self, use->source) : NULL;

      if (!info)
        continue;
      if (klass->follow)
        klass->follow (self, use->id, info);
      g_hash_table_insert (wanted, &use->id, use);
    }
  g_hash_table_iter_init (&iter, priv->peers);
  while (g_hash_table_iter_next (&iter, &id, &data))
    {
      const CrmDesktopUse *use = g_hash_table_lookup (wanted, id);

      if (!use || g_strcmp0 (use->source, crm_calendar_peer_get_source (data)) != 0 ||
          use->written != crm_calendar_peer_is_written (data))
        g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &id, &data))
    {
      const CrmDesktopUse *use = data;

      if (!g_hash_table_contains (priv->peers, id))
        g_hash_table_insert (priv->peers, g_memdup2 (id, sizeof (gint64)),
            crm_calendar_peer_new (klass->kind, klass->get_context ? klass->get_context (self) : NULL,
                priv->store, priv->server, use->id, use->source, use->name, use->written, on_peer_changed,
                self));
    }
  schedule (self);
}

/* One that is in use has to be found there. */
static gboolean
needs_desktop (CrmDesktopSync *self)
{
  g_autoptr (GArray) uses = CRM_DESKTOP_SYNC_GET_CLASS (self)->list_uses (self);

  for (guint i = 0; uses && i < uses->len; i++)
    if (g_array_index (uses, CrmDesktopUse, i).used)
      return TRUE;
  return FALSE;
}

static void
lead (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  CrmDesktopSyncClass *klass = CRM_DESKTOP_SYNC_GET_CLASS (self);

  if (priv->lease >= 0 || !priv->server)
    return;
  priv->lease = crm_lease_take (priv->store, klass->lease);
  if (priv->lease < 0)
    return;
  if (klass->lead)
    klass->lead (self);
  follow (self);
}

/* ---- the book ---- */

static gpointer
read_in_worker (CrmTransaction *tx, gpointer klass, GCancellable *cancellable, GError **error)
{
  return ((CrmDesktopSyncClass *)klass)->read (tx, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDesktopSync) self = weak_take (data);
  CrmDesktopSyncPrivate *priv;
  gpointer standing;

  if (!self)
    return;
  priv = get_private (self);
  standing = crm_store_read_finish (CRM_STORE (source), result, &error);
  priv->reading = FALSE;
  if (standing)
    CRM_DESKTOP_SYNC_GET_CLASS (self)->take (self, standing);
  if (priv->read_wanted)
    {
      priv->read_wanted = FALSE;
      crm_desktop_sync_read (self);
    }
  if (!priv->asked && needs_desktop (self))
    crm_desktop_sync_look (self);
  follow (self);
  tell_health (self);
}

void
crm_desktop_sync_read (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  CrmDesktopSyncClass *klass = CRM_DESKTOP_SYNC_GET_CLASS (self);

  if (priv->reading)
    {
      priv->read_wanted = TRUE;
      return;
    }
  priv->reading = TRUE;
  crm_store_read_async (priv->store, 50, read_in_worker, klass, NULL, klass->free_standing, priv->cancellable,
      on_read, weak_new (self));
}

/* ---- the desktop ---- */

static void list (CrmDesktopSync *self);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos =
      crm_calendar_server_list_finish (CRM_CALENDAR_SERVER (source), result, &error);
  g_autoptr (CrmDesktopSync) self = weak_take (data);
  CrmDesktopSyncPrivate *priv;

  if (!self)
    return;
  priv = get_private (self);
  priv->listing = FALSE;
  g_clear_pointer (&priv->error, g_free);
  g_clear_pointer (&priv->infos, g_ptr_array_unref);
  priv->infos = infos ? g_steal_pointer (&infos)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_info_free);
  if (error)
    {
      const char *silent = CRM_DESKTOP_SYNC_GET_CLASS (self)->silent;

      priv->error = g_strdup (silent ? _ (silent) : error->message);
    }
  if (priv->list_wanted)
    list (self);
  follow (self);
  tell_health (self);
}

static void
list (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);

  priv->list_wanted = priv->listing;
  if (priv->listing || !priv->server || !priv->asked)
    return;
  priv->listing = TRUE;
  crm_calendar_server_list_async (priv->server, priv->cancellable, on_listed, weak_new (self));
}

void
crm_desktop_sync_look (CrmDesktopSync *self)
{
  g_return_if_fail (CRM_IS_DESKTOP_SYNC (self));
  if (get_private (self)->asked)
    return;
  get_private (self)->asked = TRUE;
  list (self);
}

static CrmCalendarPeer *
find_peer (CrmDesktopSync *self, const char *source)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, get_private (self)->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (g_strcmp0 (crm_calendar_peer_get_source (peer), source) == 0)
      return peer;
  return NULL;
}

static void
on_status_changed (CrmCalendarServer *server, const char *source, CrmDesktopSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_check_status (peer, FALSE);
  tell_health (self);
  schedule (self);
}

static void
on_objects_changed (CrmCalendarServer *server, const char *source, GPtrArray *objects, CrmDesktopSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_tell (peer, objects);
}

static void
on_gone (CrmCalendarServer *server, CrmDesktopSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, get_private (self)->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_check_status (peer, TRUE);
  list (self);
}

/* ---- time ---- */

void
crm_desktop_sync_tick (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv;
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_DESKTOP_SYNC (self));
  priv = get_private (self);
  lead (self);
  if (priv->error)
    list (self);
  g_hash_table_iter_init (&iter, priv->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_tick (peer);
  schedule (self);
}

static gboolean
on_tick (gpointer data)
{
  CrmDesktopSync *self = data;

  get_private (self)->tick = 0;
  crm_desktop_sync_tick (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  gint64 now = crm_clock_now (), wait = LONGEST_TICK;
  GHashTableIter iter;
  gpointer peer;

  if (!priv->server)
    return;
  g_hash_table_iter_init (&iter, priv->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    {
      gint64 due = crm_calendar_peer_get_due (peer);

      if (due < now + LONGEST_TICK * G_USEC_PER_SEC)
        wait = MIN (wait, MAX (1, (due - now) / G_USEC_PER_SEC + 1));
    }
  g_clear_handle_id (&priv->tick, g_source_remove);
  priv->tick = g_timeout_add_seconds ((guint)wait, on_tick, self);
}

void
crm_desktop_sync_retry (CrmDesktopSync *self, gint64 id)
{
  CrmDesktopSyncPrivate *priv;
  GHashTableIter iter;
  gpointer key, peer;

  g_return_if_fail (CRM_IS_DESKTOP_SYNC (self));
  priv = get_private (self);
  lead (self);
  if (priv->error || !g_hash_table_size (priv->peers))
    list (self);
  g_hash_table_iter_init (&iter, priv->peers);
  while (g_hash_table_iter_next (&iter, &key, &peer))
    if (!id || *(gint64 *)key == id)
      crm_calendar_peer_retry (peer);
}

void
crm_desktop_sync_refresh (CrmDesktopSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_DESKTOP_SYNC (self));
  g_hash_table_iter_init (&iter, get_private (self)->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_look (peer);
}

/* ---- the object ---- */

static void
crm_desktop_sync_dispose (GObject *object)
{
  CrmDesktopSyncPrivate *priv = get_private (CRM_DESKTOP_SYNC (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_handle_id (&priv->tick, g_source_remove);
  g_hash_table_remove_all (priv->peers);
  if (priv->server)
    g_signal_handlers_disconnect_by_data (priv->server, object);
  g_clear_object (&priv->server);
  g_clear_object (&priv->store);
  if (priv->lease >= 0)
    close (priv->lease);
  priv->lease = -1;
  G_OBJECT_CLASS (crm_desktop_sync_parent_class)->dispose (object);
}

static void
crm_desktop_sync_finalize (GObject *object)
{
  CrmDesktopSyncPrivate *priv = get_private (CRM_DESKTOP_SYNC (object));

  g_object_unref (priv->cancellable);
  g_hash_table_unref (priv->peers);
  g_clear_pointer (&priv->infos, g_ptr_array_unref);
  g_clear_pointer (&priv->health, g_ptr_array_unref);
  g_free (priv->error);
  G_OBJECT_CLASS (crm_desktop_sync_parent_class)->finalize (object);
}

static void
crm_desktop_sync_class_init (CrmDesktopSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_desktop_sync_dispose;
  object_class->finalize = crm_desktop_sync_finalize;
  signals[SIGNAL_HEALTH] =
      g_signal_new ("health", CRM_TYPE_DESKTOP_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_desktop_sync_init (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);

  priv->lease = -1;
  priv->cancellable = g_cancellable_new ();
  priv->health = g_ptr_array_new ();
  priv->peers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_calendar_peer_close);
}

void
crm_desktop_sync_set_up (CrmDesktopSync *self, CrmStore *store, CrmCalendarServer *server)
{
  CrmDesktopSyncPrivate *priv = get_private (self);

  priv->store = g_object_ref (store);
  if (server)
    {
      priv->server = g_object_ref (server);
      g_signal_connect_swapped (server, "calendars-changed", G_CALLBACK (list), self);
      g_signal_connect (server, "status-changed", G_CALLBACK (on_status_changed), self);
      g_signal_connect (server, "objects-changed", G_CALLBACK (on_objects_changed), self);
      g_signal_connect (server, "gone", G_CALLBACK (on_gone), self);
    }
  else
    priv->error = g_strdup (_ (CRM_DESKTOP_SYNC_GET_CLASS (self)->missing));
  crm_desktop_sync_read (self);
  lead (self);
  schedule (self);
}

CrmStore *
crm_desktop_sync_get_store (CrmDesktopSync *self)
{
  return get_private (self)->store;
}

CrmCalendarServer *
crm_desktop_sync_get_server (CrmDesktopSync *self)
{
  return get_private (self)->server;
}

GCancellable *
crm_desktop_sync_get_cancellable (CrmDesktopSync *self)
{
  return get_private (self)->cancellable;
}

GPtrArray *
crm_desktop_sync_get_infos (CrmDesktopSync *self)
{
  return get_private (self)->infos;
}

GHashTable *
crm_desktop_sync_get_peers (CrmDesktopSync *self)
{
  return get_private (self)->peers;
}

GPtrArray *
crm_desktop_sync_get_health (CrmDesktopSync *self)
{
  return get_private (self)->health;
}

gboolean
crm_desktop_sync_is_loading (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  g_autoptr (GArray) uses = CRM_DESKTOP_SYNC_GET_CLASS (self)->list_uses (self);

  return priv->server && (!uses || ((priv->asked || needs_desktop (self)) && !priv->infos));
}

const char *
crm_desktop_sync_get_error (CrmDesktopSync *self)
{
  return get_private (self)->error;
}

gboolean
crm_desktop_sync_is_leading (CrmDesktopSync *self)
{
  return get_private (self)->lease >= 0;
}

gboolean
crm_desktop_sync_is_busy (CrmDesktopSync *self)
{
  CrmDesktopSyncPrivate *priv = get_private (self);
  CrmDesktopSyncClass *klass = CRM_DESKTOP_SYNC_GET_CLASS (self);
  GHashTableIter iter;
  gpointer peer;

  if (priv->listing || priv->reading || priv->read_wanted || (klass->is_busy && klass->is_busy (self)))
    return TRUE;
  g_hash_table_iter_init (&iter, priv->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (crm_calendar_peer_is_busy (peer))
      return TRUE;
  return FALSE;
}
