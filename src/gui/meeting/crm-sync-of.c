/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-sync-of.h"

/* A weak reference kept with the book. */

#define KEY "crm-calendar-sync"

static void
ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

CrmCalendarSync *
crm_calendar_sync_of (CrmStore *store)
{
  GWeakRef *ref = g_object_get_data (G_OBJECT (store), KEY);
  g_autoptr (CrmCalendarSync) sync = ref != NULL ? g_weak_ref_get (ref) : NULL;

  /* Somebody else holds it, or it would not be there. */
  return sync;
}

void
crm_calendar_sync_set_of (CrmStore *store, CrmCalendarSync *sync)
{
  GWeakRef *ref = sync != NULL ? g_new0 (GWeakRef, 1) : NULL;

  if (ref != NULL)
    g_weak_ref_init (ref, sync);
  g_object_set_data_full (G_OBJECT (store), KEY, ref, ref_free);
}
