/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-ics-data.h"

#include "calendar/crm-calendar.h"

/* Reads a calendar file, and asks the book which of its events it has and who of its people are clients. The reading runs in the
 * reader's thread; what comes of it belongs to the main thread. */

#define MAX_LOOKED_AT 1000 /* entries for which clients are looked up */

static void
entry_free (CrmIcsEntry *self)
{
  g_free (self->title);
  g_free (self->clients);
  g_free (self);
}

static void
calendar_free (CrmIcsCalendar *self)
{
  g_free (self->name);
  g_free (self);
}

void
crm_ics_data_free (CrmIcsData *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, crm_event_file_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->calendars);
  g_free (self);
}

static char *
join_clients (CrmTransaction *tx, GArray *ids)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < ids->len && i < 3; i++)
    {
      g_autofree char *name = crm_transaction_dup_title (tx, "client", g_array_index (ids, gint64, i));

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (ids->len > 3)
    g_string_append_printf (names, " +%u", ids->len - 3);
  return g_string_free (names, names->len == 0);
}

static gboolean
add_entry (CrmTransaction *tx, CrmIcsData *self, CrmEventObject *object, GError **error)
{
  CrmIcsEntry *entry = g_new0 (CrmIcsEntry, 1);
  g_autoptr (GArray) clients = NULL;

  g_ptr_array_add (self->entries, entry);
  entry->object = object;
  if (!crm_event_find_meeting (tx, object->uid, &entry->meeting, error))
    return FALSE;
  if (entry->meeting != 0)
    entry->title = crm_transaction_dup_title (tx, "meeting", entry->meeting);
  if (self->entries->len > MAX_LOOKED_AT)
    return TRUE;
  clients = crm_event_find_clients (tx, object->events, error);
  if (clients != NULL)
    entry->clients = join_clients (tx, clients);
  return clients != NULL;
}

static gboolean
add_calendars (CrmTransaction *tx, CrmIcsData *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("calendar");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("mode", CRM_TEST_EQUAL, "both"));
  ids = crm_transaction_find (tx, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      CrmIcsCalendar *calendar = g_new0 (CrmIcsCalendar, 1);

      calendar->id = g_array_index (ids, gint64, i);
      calendar->name = crm_transaction_dup_title (tx, "calendar", calendar->id);
      g_ptr_array_add (self->calendars, calendar);
    }
  return ids != NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmIcsData) self = g_new0 (CrmIcsData, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  self->calendars = g_ptr_array_new_with_free_func ((GDestroyNotify)calendar_free);
  self->bytes = g_file_load_bytes (data, cancellable, NULL, error);
  if (self->bytes == NULL)
    return NULL;
  self->file = crm_event_file_parse (self->bytes, crm_transaction_get_zone (tx), error);
  if (self->file == NULL || !add_calendars (tx, self, error))
    return NULL;
  for (guint i = 0; i < self->file->objects->len; i++)
    {
      if (!add_entry (tx, self, self->file->objects->pdata[i], error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
crm_ics_data_load_async (
    CrmStore *store, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_store_read_async (store, 0, read_in_worker, g_object_ref (file), g_object_unref,
      (GDestroyNotify)crm_ics_data_free, cancellable, callback, data);
}

CrmIcsData *
crm_ics_data_load_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}
