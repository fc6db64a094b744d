/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-text.h"
#include "meeting/crm-meeting-private.h"
#include "task/crm-task.h"

/* What people do with one meeting: give an occurrence a record of its own, copy, say how it went and what comes next. Runs in the
 * writer's thread; each is one step of an operation. */

gint64
crm_meeting_refuse_text (char *sentence, GError **error)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  g_free (sentence);
  return 0;
}

void
crm_meeting_copy_fields (const CrmRow *meeting, CrmValues *values, const int *without, guint n)
{
  for (guint i = 0; i < meeting->entity->n_fields; i++)
    {
      gboolean skip = (meeting->entity->fields[i].flags & CRM_FIELD_COMPUTED) != 0;

      for (guint k = 0; k < n; k++)
        skip = skip || without[k] == (int)i;
      if (!skip && !crm_value_is_empty (crm_row_get (meeting, (int)i)))
        crm_value_copy (crm_values_slot (values, (int)i), crm_row_get (meeting, (int)i));
    }
  /* No reminder is a choice too. */
  if (!crm_values_has (values, CRM_MEETING_REMINDERS))
    crm_value_clear (crm_values_slot (values, CRM_MEETING_REMINDERS));
}

void
crm_meeting_set_time (CrmValues *values, const CrmMeetingTimes *times, const CrmMeetingTime *time)
{
  if (times->second < 0)
    {
      crm_value_take_text (crm_values_slot (values, CRM_MEETING_STARTS_ON), crm_local_format (time->day));
      crm_value_take_text (
          crm_values_slot (values, CRM_MEETING_ENDS_ON), crm_local_format (time->day + times->days - 1));
    }
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, time->starts_at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, time->ends_at);
}

/* Those who are clients take part already, for the copy has the clients. fresh: nobody has answered yet. */
gboolean
crm_meeting_copy_participants (CrmTransaction *tx, gint64 from, gint64 to, gboolean fresh, GError **error)
{
  g_autoptr (GPtrArray) old = crm_meeting_list_participants (tx, from, error),
                        made = old ? crm_meeting_list_participants (tx, to, error) : NULL;

  for (guint i = 0; made && i < old->len; i++)
    {
      const CrmRow *participant = old->pdata[i];
      gint64 client = crm_row_get_integer (participant, CRM_PARTICIPANT_CLIENT), id = 0;
      g_autoptr (CrmValues) values = crm_values_new (participant->entity);

      for (guint k = 0; client && !id && k < made->len; k++)
        if (crm_row_get_integer (made->pdata[k], CRM_PARTICIPANT_CLIENT) == client)
          {
            id = ((CrmRow *)made->pdata[k])->id;
            g_ptr_array_remove_index (made, k);
          }
      for (guint f = 0; f < participant->entity->n_fields; f++)
        if (f != CRM_PARTICIPANT_MEETING && !(fresh && f == CRM_PARTICIPANT_ANSWER) &&
            !(participant->entity->fields[f].flags & CRM_FIELD_COMPUTED))
          crm_value_copy (crm_values_slot (values, (int)f), crm_row_get (participant, (int)f));
      crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, to);
      if (id ? !crm_transaction_update (tx, id, 0, values, error)
             : !crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return made != NULL;
}

gboolean
crm_meeting_copy_told (CrmTransaction *tx, gint64 from, gint64 to, gint64 since, gint64 until, GError **error)
{
  const gint64 most = CRM_MEETING_MOST_MINUTES * G_TIME_SPAN_MINUTE;

  return crm_db_run (crm_transaction_get_db (tx),
      "INSERT INTO reminder_told (entity, record_id, remind_at, told_at) SELECT entity, $2, remind_at, "
      "told_at "
      "FROM reminder_told WHERE entity IN ('meeting', 'meeting-end') AND record_id = $1 AND remind_at >= $3 "
      "AND "
      "remind_at <= $4 ON CONFLICT (entity, record_id, remind_at) DO NOTHING",
      error, 4, from, to, since - most, until > G_MAXINT64 - most ? until : until + G_TIME_SPAN_DAY);
}

/* The same of the wish to hear again of one time. */
static gboolean
copy_snooze (CrmTransaction *tx, gint64 from, const char *rid, gint64 to, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO reminder_snoozed (meeting_id, rid, starts_at, remind_at) SELECT $3, '', starts_at, "
      "remind_at "
      "FROM reminder_snoozed WHERE meeting_id = $1 AND rid = $2 ON CONFLICT (meeting_id, rid) DO NOTHING",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, from);
  crm_statement_bind_text (statement, 2, rid);
  crm_statement_bind_integer (statement, 3, to);
  return crm_statement_run (statement, error);
}

gboolean
crm_meeting_find_exception (
    CrmTransaction *tx, gint64 series, const char *rid, gint64 *id, gboolean *archived, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, archived_at FROM meeting WHERE series = $1 AND rid = $2 ORDER BY archived_at IS NULL DESC, "
      "id "
      "LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_text (statement, 2, rid);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *id = row ? crm_statement_get_integer (statement, 0) : 0;
  *archived = row && !crm_statement_is_null (statement, 1);
  return TRUE;
}

gboolean
crm_meeting_find_time (CrmTransaction *tx, const CrmRow *series, const char *rid, CrmMeetingTimes *times,
    CrmMeetingTime *time, GError **error)
{
  g_autoptr (GHashTable) excluded = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED));

  crm_meeting_times_init (times, tx, series);
  if (times->rule && crm_meeting_times_find (times, rid, time) && !g_hash_table_contains (excluded, rid))
    return TRUE;
  crm_meeting_refuse_text (g_strdup_printf (_ ("“%s” does not take place at that time."),
                               crm_row_get_text (series, CRM_MEETING_TITLE)),
      error);
  return FALSE;
}

CrmRow *
crm_meeting_load (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error);

  if (!meeting || !meeting->archived_at)
    return g_steal_pointer (&meeting);
  crm_meeting_refuse_text (
      g_strdup_printf (_ ("“%s” is archived."), crm_row_get_text (meeting, CRM_MEETING_TITLE)), error);
  return NULL;
}

gint64
crm_meeting_detach (CrmTransaction *tx, gint64 id, const char *rid, GError **error)
{
  static const int without[] = { CRM_MEETING_RECURRENCE, CRM_MEETING_EXCLUDED, CRM_MEETING_ICAL_UID,
    CRM_MEETING_STARTS_AT, CRM_MEETING_ENDS_AT, CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON };
  g_autoptr (CrmRow) series = crm_meeting_load (tx, id, error);
  g_autoptr (CrmValues) values = NULL;
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;
  gboolean archived;
  gint64 own;

  if (!series)
    return 0;
  if (!crm_row_get_text (series, CRM_MEETING_RECURRENCE))
    return id;
  if (!rid || !*rid)
    return crm_meeting_refuse_text (g_strdup_printf (_ ("“%s” repeats. Say which of its times is meant."),
                                        crm_row_get_text (series, CRM_MEETING_TITLE)),
        error);
  if (!crm_meeting_find_exception (tx, id, rid, &own, &archived, error))
    return 0;
  if (own && !archived)
    return own;
  if (!crm_meeting_find_time (tx, series, rid, &times, &time, error))
    return 0;
  values = crm_values_new (series->entity);
  crm_meeting_copy_fields (series, values, without, G_N_ELEMENTS (without));
  crm_meeting_set_time (values, &times, &time);
  crm_values_set_integer (values, CRM_MEETING_SERIES, id);
  crm_values_set_text (values, CRM_MEETING_RID, rid);
  own = crm_transaction_insert (tx, values, NULL, error);
  return own && crm_meeting_copy_participants (tx, id, own, FALSE, error) &&
                 crm_meeting_copy_told (tx, id, own, time.starts_at, time.ends_at, error) &&
                 copy_snooze (tx, id, rid, own, error)
             ? own
             : 0;
}

gint64
crm_meeting_copy (CrmTransaction *tx, gint64 id, gint64 starts_at, GError **error)
{
  static const int without[] = { CRM_MEETING_RECURRENCE, CRM_MEETING_EXCLUDED, CRM_MEETING_ICAL_UID,
    CRM_MEETING_STARTS_AT, CRM_MEETING_ENDS_AT, CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON,
    CRM_MEETING_SERIES, CRM_MEETING_RID, CRM_MEETING_STATE, CRM_MEETING_OUTCOME, CRM_MEETING_ACTUAL_START,
    CRM_MEETING_ACTUAL_END, CRM_MEETING_TRIGGER, CRM_MEETING_TRIGGER_ENTITY, CRM_MEETING_TEXT };
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error);
  g_autoptr (CrmValues) values = NULL;
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;
  gboolean ahead;
  gint64 copy;

  if (!meeting)
    return 0;
  values = crm_values_new (meeting->entity);
  /* What was said at one that is over belongs to that one. */
  ahead = g_strcmp0 (crm_row_get_text (meeting, CRM_MEETING_STATE), "planned") == 0;
  crm_meeting_copy_fields (meeting, values, without, G_N_ELEMENTS (without) - (ahead ? 1 : 0));
  crm_meeting_times_init (&times, tx, meeting);
  if (times.second < 0)
    time = crm_meeting_times_get (&times, crm_local_day (starts_at, times.book, NULL));
  else
    time = (CrmMeetingTime){ .starts_at = starts_at, .ends_at = starts_at + times.length };
  crm_meeting_set_time (values, &times, &time);
  crm_values_set_text (values, CRM_MEETING_STATE, "planned");
  copy = crm_transaction_insert (tx, values, NULL, error);
  return copy && crm_meeting_copy_participants (tx, id, copy, TRUE, error) ? copy : 0;
}

static gint64
add_task (CrmTransaction *tx, const CrmRow *meeting, const CrmMeetingNext *next, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  const CrmValue *clients = crm_row_get (meeting, CRM_MEETING_CLIENTS);
  g_autoptr (CrmValues) values = NULL;

  if (!entity)
    return 0;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_TITLE,
      !crm_text_is_blank (next->title) ? next->title : crm_row_get_text (meeting, CRM_MEETING_TITLE));
  if (next->kind)
    crm_values_set_text (values, CRM_TASK_KIND, next->kind);
  if (clients->type == CRM_VALUE_LIST && clients->v.list->len)
    crm_values_set_integer (values, CRM_TASK_CLIENT, g_array_index (clients->v.list, gint64, 0));
  if (crm_row_get_integer (meeting, CRM_MEETING_DEAL))
    crm_values_set_integer (values, CRM_TASK_DEAL, crm_row_get_integer (meeting, CRM_MEETING_DEAL));
  if (crm_row_get_integer (meeting, CRM_MEETING_OWNER))
    crm_values_set_integer (values, CRM_TASK_OWNER, crm_row_get_integer (meeting, CRM_MEETING_OWNER));
  if (next->due_at)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, next->due_at);
  else if (next->due_on)
    crm_values_set_text (values, CRM_TASK_DUE_ON, next->due_on);
  crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "meeting");
  crm_values_set_integer (values, CRM_TASK_TRIGGER, meeting->id);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gint64
add_meeting (CrmTransaction *tx, const CrmRow *meeting, const CrmMeetingNext *next, GError **error)
{
  g_autoptr (CrmValues) values = NULL;
  gint64 copy;

  if (!next->due_at)
    return crm_meeting_refuse_text (g_strdup (_ ("The next meeting needs a time.")), error);
  copy = crm_meeting_copy (tx, meeting->id, next->due_at, error);
  if (!copy)
    return 0;
  values = crm_values_new (meeting->entity);
  if (!crm_text_is_blank (next->title))
    crm_values_set_text (values, CRM_MEETING_TITLE, next->title);
  crm_values_set_text (values, CRM_MEETING_TRIGGER_ENTITY, "meeting");
  crm_values_set_integer (values, CRM_MEETING_TRIGGER, meeting->id);
  return crm_transaction_update (tx, copy, 0, values, error) ? copy : 0;
}

gint64
crm_meeting_finish (CrmTransaction *tx, gint64 id, const char *rid, const char *state, const char *outcome,
    const char *text, gint64 actual_start, gint64 actual_end, const CrmMeetingNext *next, GError **error)
{
  gint64 own = crm_meeting_detach (tx, id, rid, error);
  g_autoptr (CrmRow) meeting = own ? crm_meeting_load (tx, own, error) : NULL;
  g_autoptr (CrmValues) values = NULL;

  if (!meeting)
    return 0;
  values = crm_values_new (meeting->entity);
  if (state)
    crm_values_set_text (values, CRM_MEETING_STATE, state);
  if (!crm_text_is_blank (outcome))
    crm_values_set_text (values, CRM_MEETING_OUTCOME, outcome);
  if (!crm_text_is_blank (text))
    {
      const char *old = crm_row_get_text (meeting, CRM_MEETING_TEXT);

      crm_value_take_text (crm_values_slot (values, CRM_MEETING_TEXT),
          crm_text_is_blank (old) ? g_strdup (text) : g_strconcat (old, "\n\n", text, NULL));
    }
  if (actual_start)
    crm_values_set_integer (values, CRM_MEETING_ACTUAL_START, actual_start);
  if (actual_end)
    crm_values_set_integer (values, CRM_MEETING_ACTUAL_END, actual_end);
  if (!crm_transaction_update (tx, own, 0, values, error) ||
      (g_strcmp0 (state, "held") == 0 && !crm_meeting_task_finish (tx, meeting, outcome, error)) || !next ||
      !next->entity)
    return 0;
  return g_str_equal (next->entity, "meeting") ? add_meeting (tx, meeting, next, error)
                                               : add_task (tx, meeting, next, error);
}
