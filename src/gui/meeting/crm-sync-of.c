/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-sync-of.h"

/* A weak reference kept with the book. */

#define CALENDARS "crm-calendar-sync"
#define CONTACTS "crm-contact-sync"
#define CHANNELS "crm-channel-manager"

static void
ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gpointer
get (CrmStore *store, const char *key)
{
  GWeakRef *ref = g_object_get_data (G_OBJECT (store), key);
  g_autoptr (GObject) sync = ref != NULL ? g_weak_ref_get (ref) : NULL;

  /* Somebody else holds it, or it would not be there. */
  return sync;
}

static void
set (CrmStore *store, const char *key, gpointer sync)
{
  GWeakRef *ref = sync != NULL ? g_new0 (GWeakRef, 1) : NULL;

  if (ref != NULL)
    g_weak_ref_init (ref, sync);
  g_object_set_data_full (G_OBJECT (store), key, ref, ref_free);
}

CrmCalendarSync *
crm_calendar_sync_of (CrmStore *store)
{
  return get (store, CALENDARS);
}

void
crm_calendar_sync_set_of (CrmStore *store, CrmCalendarSync *sync)
{
  set (store, CALENDARS, sync);
}

CrmContactSync *
crm_contact_sync_of (CrmStore *store)
{
  return get (store, CONTACTS);
}

void
crm_contact_sync_set_of (CrmStore *store, CrmContactSync *sync)
{
  set (store, CONTACTS, sync);
}

CrmChannelManager *
crm_channel_manager_of (CrmStore *store)
{
  return get (store, CHANNELS);
}

void
crm_channel_manager_set_of (CrmStore *store, CrmChannelManager *manager)
{
  set (store, CHANNELS, manager);
}
