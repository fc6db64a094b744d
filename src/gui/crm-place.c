/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-place.h"

/* A page of the window with what it showed; whoever holds it owns it. Main thread. */

void
crm_place_free (CrmPlace *place)
{
  g_free (place->page);
  g_clear_object (&place->neighbours);
  g_clear_pointer (&place->order, g_array_unref);
  g_free (place);
}

CrmPlace *
crm_place_new (const char *page, gint64 record, CrmRecordList *neighbours)
{
  CrmPlace *place = g_new0 (CrmPlace, 1);

  place->page = g_strdup (page);
  place->record = record;
  g_set_object (&place->neighbours, neighbours);
  return place;
}
