/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar.h"
#include "import/crm-import-run.h"

/* Events of a calendar file as meetings. An event is known by its UID: a later version changes the meeting, the same or an earlier one
 * is a duplicate. Runs in the writer's thread. */

static gboolean
find_calendar (CrmImportRun *run, CrmTransaction *tx, gint64 *calendar, GError **error)
{
  const char *name = run->source->calendar;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GError) local = NULL;

  *calendar = 0;
  if (!name)
    return TRUE;
  *calendar = crm_transaction_resolve_link (tx, "calendar", name, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  row = *calendar ? crm_transaction_load (tx, "calendar", *calendar, error) : NULL;
  if (row && g_strcmp0 (crm_row_get_text (row, CRM_CALENDAR_MODE), "both") == 0)
    return TRUE;
  if (row)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("Nothing is written into the calendar “%s”: it is only shown."), name);
  else if (*calendar == 0)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no calendar “%s”."), name);
  return FALSE;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      if (!crm_event_equal (a->pdata[i], b->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

static gint64
get_modified (GPtrArray *events)
{
  gint64 modified = 0;

  for (guint i = 0; i < events->len; i++)
    modified = MAX (modified, ((const CrmEvent *)events->pdata[i])->modified_at);
  return modified;
}

/* What the file says of a meeting that is there. CRM_IMPORT_UPDATE: it is to be written. */
static gboolean
judge (CrmTransaction *tx, const CrmEventObject *object, gint64 meeting, CrmImportVerdict *verdict,
    const char **reason, GError **error)
{
  g_autoptr (GPtrArray) events = crm_event_of_meeting (tx, meeting, error);

  if (!events)
    return FALSE;
  *verdict = CRM_IMPORT_DUPLICATE;
  if (is_same (events, object->events))
    *reason = _ ("This meeting is in the book already.");
  else if (get_modified (object->events) / G_USEC_PER_SEC <= get_modified (events) / G_USEC_PER_SEC)
    *reason = _ ("The book has a later version of this meeting.");
  else
    *verdict = CRM_IMPORT_UPDATE;
  return TRUE;
}

/* What an event cannot be is found by trying: the message is the reason. */
static gboolean
write_meeting (
    CrmImportRun *run, CrmTransaction *tx, guint record, gint64 meeting, gint64 calendar, GError **error)
{
  const CrmEventObject *object = g_ptr_array_index (run->source->events, record);
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GError) local = NULL;

  if (!crm_db_script (db, "SAVEPOINT import_event", error))
    return FALSE;
  if (crm_event_to_meeting (tx, meeting, calendar, object->events, NULL, &local) != 0)
    {
      run->n_written++;
      crm_import_plan_add (
          run->plan, record, object->line, meeting ? CRM_IMPORT_UPDATE : CRM_IMPORT_NEW, NULL);
      return crm_db_script (db, "RELEASE import_event", error);
    }
  if (!g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID) &&
      !g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  crm_import_plan_add (run->plan, record, object->line, CRM_IMPORT_FAULTY, g_strdup (local->message));
  return crm_db_script (db, "ROLLBACK TO import_event; RELEASE import_event", error);
}

static gboolean
write_event (CrmImportRun *run, CrmTransaction *tx, guint record, gint64 calendar, GError **error)
{
  CrmImportSource *source = run->source;
  CrmImportVerdict verdict = CRM_IMPORT_NEW;
  const CrmEventObject *object;
  const char *reason = NULL;
  gint64 meeting;

  if (record >= source->events->len)
    {
      crm_import_plan_add (run->plan, record, crm_import_source_get_line (source, record), CRM_IMPORT_FAULTY,
          g_strdup (g_ptr_array_index (source->faults, record - source->events->len)));
      return TRUE;
    }
  object = g_ptr_array_index (source->events, record);
  if (!crm_event_find_meeting (tx, object->uid, &meeting, error) ||
      (meeting && !judge (tx, object, meeting, &verdict, &reason, error)))
    return FALSE;
  if (verdict == CRM_IMPORT_DUPLICATE)
    {
      crm_import_plan_add (run->plan, record, object->line, verdict, g_strdup (reason));
      return TRUE;
    }
  return write_meeting (run, tx, record, meeting, calendar, error);
}

gboolean
crm_import_run_write_events (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  gint64 calendar;
  gboolean ok = find_calendar (run, tx, &calendar, error);

  for (guint i = 0; ok && i < (guint)run->total; i++)
    ok = write_event (run, tx, i, calendar, error) && crm_import_run_step (run, error);
  return ok;
}
