/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact/crm-contact-sync.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-peer.h"
#include "contact/crm-contact-sync-private.h"

/* Owns what the book says of its address books. Main thread. */

struct _CrmContactSync
{
  CrmDesktopSync parent_instance;
  CrmCardFormat *format;
  CrmContactStanding *standing; /* as last read; nullable */
};

G_DEFINE_FINAL_TYPE (CrmContactSync, crm_contact_sync, CRM_TYPE_DESKTOP_SYNC)

/* ---- what is shown ---- */

static void
complete_health (CrmContactSync *self, CrmContactHealth *health, const CrmCalendarInfo *info)
{
  CrmDesktopSync *desktop = CRM_DESKTOP_SYNC (self);
  CrmCalendarPeer *peer = g_hash_table_lookup (crm_desktop_sync_get_peers (desktop), &health->book);

  if (info)
    {
      health->info = crm_calendar_info_copy (info);
      health->info->status =
          crm_calendar_server_get_status (crm_desktop_sync_get_server (desktop), info->source, NULL);
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
static GPtrArray *
list_health (CrmDesktopSync *desktop)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (desktop);
  GPtrArray *infos = crm_desktop_sync_get_infos (desktop);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_health_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self->standing && i < self->standing->health->len; i++)
    {
      const CrmContactHealth *one = self->standing->health->pdata[i];
      const CrmCalendarInfo *info = crm_desktop_sync_find_info (desktop, one->source);
      CrmContactHealth *health;

      /* One that is neither used nor there any more is of no interest. */
      if (!info && g_str_equal (one->mode, "off"))
        continue;
      health = copy_health (one);
      complete_health (self, health, info);
      g_hash_table_add (known, one->source);
      g_ptr_array_add (all, health);
    }
  for (guint i = 0; infos && i < infos->len; i++)
    {
      const CrmCalendarInfo *info = infos->pdata[i];
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
  return g_steal_pointer (&all);
}

/* ---- the book ---- */

static GArray *
list_uses (CrmDesktopSync *desktop)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (desktop);
  GArray *uses;

  if (!self->standing)
    return NULL;
  uses = g_array_new (FALSE, FALSE, sizeof (CrmDesktopUse));
  for (guint i = 0; i < self->standing->health->len; i++)
    {
      const CrmContactHealth *health = self->standing->health->pdata[i];
      CrmDesktopUse use = { health->book, health->source, health->name, !g_str_equal (health->mode, "off"),
        FALSE };

      g_array_append_val (uses, use);
    }
  return uses;
}

static gpointer
read_standing (CrmTransaction *tx, GError **error)
{
  return crm_contact_standing_read (tx, error);
}

static void
take_standing (CrmDesktopSync *desktop, gpointer data)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (desktop);
  CrmContactStanding *standing = data;
  gboolean more = self->standing && standing->n_taken > self->standing->n_taken;

  crm_contact_standing_free (self->standing);
  self->standing = standing;
  /* Clients were taken from contacts: which of these are followed? */
  if (more && g_hash_table_size (crm_desktop_sync_get_peers (desktop)))
    crm_desktop_sync_retry (desktop, 0);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDesktopSync *desktop)
{
  if (crm_change_set_touches (changes, "address_book") ||
      (g_hash_table_size (crm_desktop_sync_get_peers (desktop)) &&
          crm_change_set_touches (changes, "client")))
    crm_desktop_sync_read (desktop);
}

static GObject *
get_context (CrmDesktopSync *desktop)
{
  return G_OBJECT (CRM_CONTACT_SYNC (desktop)->format);
}

/* ---- the object ---- */

static void
crm_contact_sync_finalize (GObject *object)
{
  CrmContactSync *self = CRM_CONTACT_SYNC (object);

  g_clear_object (&self->format);
  crm_contact_standing_free (self->standing);
  G_OBJECT_CLASS (crm_contact_sync_parent_class)->finalize (object);
}

static void
crm_contact_sync_class_init (CrmContactSyncClass *klass)
{
  CrmDesktopSyncClass *desktop_class = CRM_DESKTOP_SYNC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_contact_sync_finalize;
  desktop_class->lease = "contacts";
  desktop_class->missing =
      N_ ("Address books of the desktop are kept by evolution-data-server, which is not here.");
  desktop_class->silent = N_ ("The address books of this computer do not answer.");
  desktop_class->kind = &crm_contact_peer_kind;
  desktop_class->read = read_standing;
  desktop_class->free_standing = (GDestroyNotify)crm_contact_standing_free;
  desktop_class->take = take_standing;
  desktop_class->list_uses = list_uses;
  desktop_class->list_health = list_health;
  desktop_class->get_context = get_context;
}

static void
crm_contact_sync_init (CrmContactSync *self)
{
}

CrmContactSync *
crm_contact_sync_new (CrmStore *store, CrmCalendarServer *server, CrmCardFormat *format)
{
  CrmContactSync *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && (!server || CRM_IS_CALENDAR_SERVER (server)), NULL);
  g_return_val_if_fail (!server || CRM_IS_CARD_FORMAT (format), NULL);
  self = g_object_new (CRM_TYPE_CONTACT_SYNC, NULL);
  g_set_object (&self->format, format);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  crm_desktop_sync_set_up (CRM_DESKTOP_SYNC (self), store, server);
  return self;
}

CrmCardFormat *
crm_contact_sync_get_format (CrmContactSync *self)
{
  return self->format;
}
