/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "calendar/crm-event.h"

/* Meetings as one calendar file: each series with its exceptions, each time zone once. Runs in the reader's thread. */

typedef struct
{
  GString *text;
  GHashTable *zones; /* TZIDs that were written */
} Out;

/* From where a component of an object begins to behind its end. */
static const char *
find_component_end (const char *begin, const char *name)
{
  g_autofree char *end = g_strconcat ("END:", name, "\r\n", NULL);
  const char *found = strstr (begin, end);

  return found ? found + strlen (end) : begin + strlen (begin);
}

/* The components of an object that the file does not have yet. */
static void
append_object (Out *out, const char *object)
{
  const char *p = object;

  while ((p = strstr (p, "\r\nBEGIN:V")) != NULL)
    {
      gboolean zone = g_str_has_prefix (p + 2, "BEGIN:VTIMEZONE");
      const char *end = find_component_end (p + 2, zone ? "VTIMEZONE" : "VEVENT");
      const char *tzid = zone ? strstr (p, "\r\nTZID:") : NULL;
      g_autofree char *name = tzid ? g_strndup (tzid + 7, strcspn (tzid + 7, "\r\n")) : NULL;

      if (!zone || (name && g_hash_table_add (out->zones, g_steal_pointer (&name))))
        g_string_append_len (out->text, p + 2, end - p - 2);
      p = end - 2;
    }
}

/* A series is written with the first of its parts that is asked for. */
static gboolean
append_meeting (CrmTransaction *tx, Out *out, GHashTable *written, gint64 meeting, GError **error)
{
  g_autoptr (GPtrArray) events = crm_event_of_meeting (tx, meeting, error);
  g_autofree char *object = NULL;
  const CrmEvent *first;

  if (!events)
    return FALSE;
  first = events->pdata[0];
  if (!g_hash_table_add (written, g_strdup (first->uid)))
    return TRUE;
  object = crm_event_apply (NULL, events, first->modified_at, error);
  if (!object)
    return FALSE;
  append_object (out, object);
  return TRUE;
}

gboolean
crm_exporter_write_ics (CrmTransaction *tx, const CrmExportSelection *selection, GOutputStream *stream,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = g_string_new (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Clientele//Clientele//EN\r\nCALSCALE:GREGORIAN\r\n");
  Out out = { text, zones };

  if (strcmp (selection->entity, "meeting") != 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Only meetings can be exported as a calendar file."));
      return FALSE;
    }
  ids = crm_export_find (tx, selection, error);
  for (guint i = 0; ids && i < ids->len; i++)
    {
      if (!append_meeting (tx, &out, written, g_array_index (ids, gint64, i), error) ||
          !crm_export_flush (text, FALSE, stream, cancellable, error))
        return FALSE;
    }
  g_string_append (text, "END:VCALENDAR\r\n");
  return ids && crm_export_flush (text, TRUE, stream, cancellable, error);
}
