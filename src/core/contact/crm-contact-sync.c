/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact/crm-contact-sync.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "store/crm-lease.h"
#include "calendar/crm-calendar-peer.h"
#include "contact/crm-contact-sync-private.h"

/* Owns a peer for each address book in use, the list of how they are, and the right to be the one that follows them for this book. The
 * desktop is left alone until a book is used or somebody looks. Main thread. */

#define LONGEST_TICK 60 /* seconds */

struct _CrmContactSync
{
  GObject parent_instance;
  CrmStore *store;
  CrmCalendarServer *server; /* nullable */
  CrmCardFormat *format;
  GCancellable *cancellable;
  int lease; /* -1: another program has it */

  GPtrArray *infos; /* CrmCalendarInfo *; NULL until the desktop has answered */
  gboolean asked, listing, list_wanted;
  char *error;

  CrmContactStanding *standing; /* as last read; nullable */
  GPtrArray *health;            /* CrmContactHealth * */
  gboolean reading, read_wanted;

  GHashTable *peers; /* id of the address book → CrmCalendarPeer * */
  guint tick;
};

G_DEFINE_FINAL_TYPE (CrmContactSync, crm_contact_sync, G_TYPE_OBJECT)

enum
{
  SIGNAL_HEALTH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* For answers that may come when nobody waits any more. */
static gpointer
weak_new (CrmContactSync *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static CrmContactSync *
weak_take (gpointer data)
{
  GWeakRef *weak = data;
  CrmContactSync *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void read_standing (CrmContactSync *self);
static void schedule (CrmContactSync *self);

const CrmCalendarInfo *
crm_contact_sync_find_info (CrmContactSync *self, const char *source)
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
take_lease (CrmContactSync *self)
{
  if (self->lease < 0 && self->server)
    self->lease = crm_lease_take (self->store, "contacts");
  return self->lease >= 0;
}

/* ---- what is shown ---- */

static void
complete_health (CrmContactSync *self, CrmContactHealth *health, const CrmCalendarInfo *info)
{
  CrmCalendarPeer *peer = g_hash_table_lookup (self->peers, &health->book);

  if (info)
    {
      health->info = crm_calendar_info_copy (info);
      health->info->status = crm_calendar_server_get_status (self->server, info->source, NULL);
    }
  /* Of what brought nothing new the book is not told. */
  if (peer)
    health->last_success = MAX (health->last_success, crm_calendar_peer_get_looked_at (peer));
  if (peer && crm_calendar_peer_get_error (peer))
    {
      gint64 due = crm_calendar_peer_get_due (peer);

      g_free (health->error);
      health->error = g_strdup (crm_calendar_peer_get_error (peer));
      if (due != G_MAXINT64 && due > crm_clock_now ())
        health->next_try = due;
    }
}

static CrmContactHealth *
copy_health (const CrmContactHealth *from)
{
  CrmContactHealth *health = g_new (CrmContactHealth, 1);

  *health = *from;
  health->info = NULL;
  health->source = g_strdup (from->source);
  health->name = g_strdup (from->name);
  health->mode = g_strdup (from->mode);
  health->truth = g_strdup (from->truth);
  health->error = g_strdup (from->error);
  return health;
}

/* Used ones as the book orders them, then what else the desktop has. */
static void
tell_health (CrmContactSync *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_health_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self->standing && i < self->standing->health->len; i++)
    {
      const CrmContactHealth *one = self->standing->health->pdata[i];
      const CrmCalendarInfo *info = crm_contact_sync_find_info (self, one->source);
      CrmContactHealth *health;

      /* One that is neither used nor there any more is of no interest. */
      if (!info && g_str_equal (one->mode, "off"))
        continue;
      health = copy_health (one);
      complete_health (self, health, info);
      g_hash_table_add (known, one->source);
      g_ptr_array_add (all, health);
    }
  for (guint i = 0; self->infos && i < self->infos->len; i++)
    {
      const CrmCalendarInfo *info = self->infos->pdata[i];
      CrmContactHealth *health;

      if (g_hash_table_contains (known, info->source))
        continue;
      health = g_new0 (CrmContactHealth, 1);
      health->source = g_strdup (info->source);
      health->name = g_strdup (info->name);
      health->mode = g_strdup ("off");
      health->truth = g_strdup ("ask");
      health->info = crm_calendar_info_copy (info);
      g_ptr_array_add (all, health);
    }
  g_ptr_array_unref (self->health);
  self->health = g_steal_pointer (&all);
  g_signal_emit (self, signals[SIGNAL_HEALTH], 0);
}

/* ---- peers ---- */

static void
on_peer_changed (gpointer data)
{
  CrmContactSync *self = data;

  read_standing (self);
  schedule (self);
}

static gboolean
is_used (const CrmContactHealth *health)
{
  return !g_str_equal (health->mode, "off");
}

/* A peer for each address book that is used and there, and no other. */
static void
follow (CrmContactSync *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id, data;

  if (!self->infos || !self->standing)
    return;
  for (guint i = 0; self->lease >= 0 && i < self->standing->health->len; i++)
    {
      CrmContactHealth *health = self->standing->health->pdata[i];

      if (is_used (health) && crm_contact_sync_find_info (self, health->source))
        g_hash_table_insert (wanted, &health->book, health);
    }
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &id, &data))
    {
      const CrmContactHealth *health = g_hash_table_lookup (wanted, id);

      if (!health || g_strcmp0 (health->source, crm_calendar_peer_get_source (data)) != 0)
        g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &id, &data))
    {
      const CrmContactHealth *health = data;

      if (!g_hash_table_contains (self->peers, id))
        g_hash_table_insert (self->peers, g_memdup2 (id, sizeof (gint64)),
            crm_calendar_peer_new (&crm_contact_peer_kind, G_OBJECT (self->format), self->store, self->server,
                health->book, health->source, health->name, FALSE, on_peer_changed, self));
    }
  schedule (self);
}

static gboolean
needs_desktop (CrmContactSync *self)
{
  for (guint i = 0; self->standing && i < self->standing->health->len; i++)
    if (is_used (self->standing->health->pdata[i]))
      return TRUE;
  return FALSE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_contact_standing_read (tx, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CrmContactStanding *standing = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (CrmContactSync) self = weak_take (data);
  gboolean more;

  if (!self)
    {
      crm_contact_standing_free (standing);
      return;
    }
  self->reading = FALSE;
  if (standing)
    {
      more = self->standing && standing->n_taken > self->standing->n_taken;
      crm_contact_standing_free (self->standing);
      self->standing = standing;
      /* Clients were taken from contacts: which of these are followed? */
      if (more && g_hash_table_size (self->peers))
        crm_contact_sync_retry (self, 0);
    }
  if (self->read_wanted)
    {
      self->read_wanted = FALSE;
      read_standing (self);
    }
  if (!self->asked && needs_desktop (self))
    crm_contact_sync_look (self);
  follow (self);
  tell_health (self);
}

static void
read_standing (CrmContactSync *self)
{
  if (self->reading)
    {
      self->read_wanted = TRUE;
      return;
    }
  self->reading = TRUE;
  crm_store_read_async (self->store, 50, read_in_worker, NULL, NULL,
      (GDestroyNotify)crm_contact_standing_free, self->cancellable, on_read, weak_new (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmContactSync *self)
{
  if (crm_change_set_touches (changes, "address_book") ||
      (g_hash_table_size (self->peers) && crm_change_set_touches (changes, "client")))
    read_standing (self);
}

/* ---- the desktop ---- */

static void list (CrmContactSync *self);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos =
      crm_calendar_server_list_finish (CRM_CALENDAR_SERVER (source), result, &error);
  g_autoptr (CrmContactSync) self = weak_take (data);

  if (!self)
    return;
  self->listing = FALSE;
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  self->infos = infos ? g_steal_pointer (&infos)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_info_free);
  if (error)
    self->error = g_strdup (_ ("The address books of this computer do not answer."));
  if (self->list_wanted)
    list (self);
  follow (self);
  tell_health (self);
}

static void
list (CrmContactSync *self)
{
  self->list_wanted = self->listing;
  if (self->listing || !self->server || !self->asked)
    return;
  self->listing = TRUE;
  crm_calendar_server_list_async (self->server, self->cancellable, on_listed, weak_new (self));
}

void
crm_contact_sync_look (CrmContactSync *self)
{
  g_return_if_fail (CRM_IS_CONTACT_SYNC (self));
  if (self->asked)
    return;
  self->asked = TRUE;
  list (self);
}

static CrmCalendarPeer *
find_peer (CrmContactSync *self, const char *source)
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
on_status_changed (CrmCalendarServer *server, const char *source, CrmContactSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_check_status (peer, FALSE);
  tell_health (self);
  schedule (self);
}

static void
on_objects_changed (CrmCalendarServer *server, const char *source, GPtrArray *objects, CrmContactSync *self)
{
  CrmCalendarPeer *peer = find_peer (self, source);

  if (peer)
    crm_calendar_peer_tell (peer, objects);
}

static void
on_gone (CrmCalendarServer *server, CrmContactSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_check_status (peer, TRUE);
  list (self);
}

/* ---- time ---- */

void
crm_contact_sync_tick (CrmContactSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_CONTACT_SYNC (self));
  if (self->lease < 0 && take_lease (self))
    follow (self);
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
  CrmContactSync *self = data;

  self->tick = 0;
  crm_contact_sync_tick (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmContactSync *self)
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
crm_contact_sync_dispose (GObject *object)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (object);

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
  g_clear_object (&self->format);
  g_clear_object (&self->cancellable);
  if (self->lease >= 0)
    close (self->lease);
  self->lease = -1;
  G_OBJECT_CLASS (crm_contact_sync_parent_class)->dispose (object);
}

static void
crm_contact_sync_finalize (GObject *object)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (object);

  g_hash_table_unref (self->peers);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  crm_contact_standing_free (self->standing);
  g_ptr_array_unref (self->health);
  g_free (self->error);
  G_OBJECT_CLASS (crm_contact_sync_parent_class)->finalize (object);
}

static void
crm_contact_sync_class_init (CrmContactSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_contact_sync_dispose;
  object_class->finalize = crm_contact_sync_finalize;
  signals[SIGNAL_HEALTH] =
      g_signal_new ("health", CRM_TYPE_CONTACT_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_contact_sync_init (CrmContactSync *self)
{
  self->lease = -1;
  self->cancellable = g_cancellable_new ();
  self->health = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_health_free);
  self->peers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_calendar_peer_close);
}

CrmContactSync *
crm_contact_sync_new (CrmStore *store, CrmCalendarServer *server, CrmCardFormat *format)
{
  CrmContactSync *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && (!server || CRM_IS_CALENDAR_SERVER (server)), NULL);
  g_return_val_if_fail (!server || CRM_IS_CARD_FORMAT (format), NULL);
  self = g_object_new (CRM_TYPE_CONTACT_SYNC, NULL);
  self->store = g_object_ref (store);
  g_set_object (&self->format, format);
  g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  if (server)
    {
      self->server = g_object_ref (server);
      g_signal_connect_swapped (server, "calendars-changed", G_CALLBACK (list), self);
      g_signal_connect (server, "status-changed", G_CALLBACK (on_status_changed), self);
      g_signal_connect (server, "objects-changed", G_CALLBACK (on_objects_changed), self);
      g_signal_connect (server, "gone", G_CALLBACK (on_gone), self);
    }
  else
    self->error =
        g_strdup (_ ("Address books of the desktop are kept by evolution-data-server, which is not here."));
  take_lease (self);
  read_standing (self);
  schedule (self);
  return self;
}

CrmStore *
crm_contact_sync_get_store (CrmContactSync *self)
{
  return self->store;
}

CrmCardFormat *
crm_contact_sync_get_format (CrmContactSync *self)
{
  return self->format;
}

GPtrArray *
crm_contact_sync_get_health (CrmContactSync *self)
{
  return self->health;
}

gboolean
crm_contact_sync_is_loading (CrmContactSync *self)
{
  return self->server && (!self->standing || ((self->asked || needs_desktop (self)) && !self->infos));
}

const char *
crm_contact_sync_get_error (CrmContactSync *self)
{
  return self->error;
}

gboolean
crm_contact_sync_is_busy (CrmContactSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  if (self->listing || self->reading || self->read_wanted)
    return TRUE;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (crm_calendar_peer_is_busy (peer))
      return TRUE;
  return FALSE;
}

void
crm_contact_sync_retry (CrmContactSync *self, gint64 book)
{
  GHashTableIter iter;
  gpointer id, peer;

  g_return_if_fail (CRM_IS_CONTACT_SYNC (self));
  if (take_lease (self))
    follow (self);
  if (self->error || !g_hash_table_size (self->peers))
    list (self);
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &id, &peer))
    if (!book || *(gint64 *)id == book)
      crm_calendar_peer_retry (peer);
}

void
crm_contact_sync_refresh (CrmContactSync *self)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (CRM_IS_CONTACT_SYNC (self));
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    crm_calendar_peer_look (peer);
}
