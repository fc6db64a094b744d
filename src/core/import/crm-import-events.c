/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar.h"
#include "calendar/crm-event-store.h"
#include "import/crm-import-run.h"

/* Events of a calendar file as meetings. An event is known by its UID: a later version changes the meeting, the same or an earlier one
 * is a duplicate. Runs in the writer's thread. */

/* By its number, or by its name. */
static gboolean
find_calendar (CrmImportRun *run, CrmTransaction *tx, gint64 *calendar, GError **error)
{
  const char *name = run->source->calendar;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GError) local = NULL;

  *calendar = 0;
  if (!name)
    return TRUE;
  if (!g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, calendar, NULL))
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

static const CrmEvent *
find_rid (GPtrArray *events, const char *rid)
{
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      if (g_str_equal (event->rid, rid))
        return event;
    }
  return NULL;
}

/* The events of the file with the names that the book has for the times they are about. Caller owns. */
static GPtrArray *
dup_said (CrmTransaction *tx, const CrmEventObject *object, gint64 meeting, GError **error)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_free);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);

  if (!row)
    return NULL;
  for (guint i = 0; i < object->events->len; i++)
    {
      CrmEvent *event = crm_event_copy (object->events->pdata[i]);

      g_ptr_array_add (said, event);
      if (*event->rid != '\0' && crm_row_get_text (row, CRM_MEETING_RECURRENCE) &&
          !crm_event_follow_clock (tx, row, event, error))
        return NULL;
    }
  return g_steal_pointer (&said);
}

/* Exceptions alone say nothing of the other times. */
static gboolean
is_same (GPtrArray *known, GPtrArray *said)
{
  const CrmEvent *first = said->pdata[0];

  if (*first->rid == '\0' && known->len != said->len)
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    {
      const CrmEvent *event = said->pdata[i];
      const CrmEvent *other = find_rid (known, event->rid);

      if (!other || !crm_event_equal (event, other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_at_same_time (GPtrArray *known, GPtrArray *said)
{
  for (guint i = 0; i < said->len; i++)
    {
      const CrmEvent *event = said->pdata[i];
      const CrmEvent *other = find_rid (known, event->rid);

      if (other && (!crm_event_equal_in (event, other, CRM_EVENT_TIME) ||
                       !crm_event_equal_in (event, other, CRM_EVENT_RECURRENCE)))
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
  return modified / G_USEC_PER_SEC;
}

static int
get_sequence (GPtrArray *events)
{
  int sequence = 0;

  for (guint i = 0; i < events->len; i++)
    sequence = MAX (sequence, ((const CrmEvent *)events->pdata[i])->sequence);
  return sequence;
}

/* Nobody has changed the meeting since a file did. */
static gboolean
is_as_imported (CrmTransaction *tx, gint64 meeting, gboolean *as_imported, GError **error)
{
  g_autoptr (GArray) found = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT 1 FROM change b WHERE b.entity = 'import_batch' AND b.operation_id ="
      " (SELECT c.operation_id FROM change c WHERE c.entity = 'meeting' AND c.record_id = $1"
      " ORDER BY c.seq DESC LIMIT 1)",
      error, 1, meeting);

  *as_imported = found && found->len > 0;
  return found != NULL;
}

/* Who invites counts the times it was planned otherwise (RFC 5546, 2.1.4); the day it was written tells nothing beside the day it was taken
 * here. */
static gboolean
is_later (CrmImportRun *run, CrmTransaction *tx, gint64 meeting, GPtrArray *known, GPtrArray *said,
    gboolean *later, GError **error)
{
  int sequence = get_sequence (said), before;

  *later = get_modified (said) > get_modified (known);
  if (g_strcmp0 (run->source->method, "REQUEST") != 0)
    return TRUE;
  if (!crm_event_read_sequence (tx, meeting, &before, error))
    return FALSE;
  if (sequence != before)
    *later = sequence > before;
  else if (!*later && is_at_same_time (known, said))
    return is_as_imported (tx, meeting, later, error);
  return TRUE;
}

/* What the file says of a meeting that is there. CRM_IMPORT_UPDATE: it is to be written. */
static gboolean
judge (CrmImportRun *run, CrmTransaction *tx, const CrmEventObject *object, gint64 meeting,
    CrmImportVerdict *verdict, const char **reason, GError **error)
{
  g_autoptr (GPtrArray) known = crm_event_of_meeting (tx, meeting, error);
  g_autoptr (GPtrArray) said = known ? dup_said (tx, object, meeting, error) : NULL;
  gboolean later = FALSE;

  if (!said)
    return FALSE;
  *verdict = CRM_IMPORT_DUPLICATE;
  if (is_same (known, said))
    *reason = _ ("This meeting is in the book already.");
  else if (!is_later (run, tx, meeting, known, said, &later, error))
    return FALSE;
  else if (later)
    *verdict = CRM_IMPORT_UPDATE;
  else
    *reason = _ ("The book has a later version of this meeting.");
  return TRUE;
}

/* Answers and cancellations are about meetings that are there; *taken is FALSE when there is none. */
static gboolean
take_message (
    CrmImportRun *run, CrmTransaction *tx, const CrmEventObject *object, gboolean *taken, GError **error)
{
  g_autoptr (GError) local = NULL;

  *taken = FALSE;
  if (g_str_equal (run->source->method, "CANCEL"))
    *taken = crm_event_take_cancel (tx, object->events, &local) != 0;
  for (guint i = 0; !local && g_str_equal (run->source->method, "REPLY") && i < object->events->len; i++)
    *taken |= crm_event_take_reply (tx, object->events->pdata[i], &local) != 0;
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
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
write_message (CrmImportRun *run, CrmTransaction *tx, guint record, GError **error)
{
  const CrmEventObject *object = g_ptr_array_index (run->source->events, record);
  gboolean taken;

  if (!take_message (run, tx, object, &taken, error))
    return FALSE;
  run->n_written += taken;
  crm_import_plan_add (run->plan, record, object->line, taken ? CRM_IMPORT_UPDATE : CRM_IMPORT_FAULTY,
      taken ? NULL : g_strdup (_ ("Not in the book")));
  return TRUE;
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
  if (crm_event_method_is_answer (source->method))
    return write_message (run, tx, record, error);
  reason = crm_event_method_get_problem (source->method);
  if (reason)
    {
      crm_import_plan_add (run->plan, record, object->line, CRM_IMPORT_FAULTY, g_strdup (reason));
      return TRUE;
    }
  if (!crm_event_find_meeting (tx, object->uid, &meeting, error) ||
      (meeting && !judge (run, tx, object, meeting, &verdict, &reason, error)))
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
