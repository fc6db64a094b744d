/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-store.h"

/* Messages of others about a meeting of ours. Runs in the worker's thread. */

gboolean
crm_event_find_meeting (CrmTransaction *tx, const char *uid, gint64 *meeting, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE ical_uid = $1 AND series IS NULL AND archived_at IS NULL ORDER BY id "
      "LIMIT 1",
      error);
  g_autoptr (CrmStatement) by_record = NULL;
  guint8 bytes[16];
  gboolean row = FALSE;

  *meeting = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, uid);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *meeting = crm_statement_get_integer (statement, 0);
  /* One that was given away without being kept in a calendar. */
  if (row || uid == NULL || !crm_uid_parse (uid, bytes))
    return TRUE;
  by_record = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE uid = $1 AND ical_uid IS NULL AND series IS NULL AND archived_at IS NULL",
      error);
  if (by_record == NULL)
    return FALSE;
  crm_statement_bind_bytes (by_record, 1, bytes, sizeof bytes);
  if (!crm_statement_step (by_record, &row, error))
    return FALSE;
  if (row)
    *meeting = crm_statement_get_integer (by_record, 0);
  return TRUE;
}

gboolean
crm_event_read_sequence (CrmTransaction *tx, gint64 meeting, int *sequence, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT base FROM calendar_event WHERE meeting_id = $1 AND base IS NOT NULL", error);
  g_autoptr (GPtrArray) events = NULL;
  gboolean row = FALSE;

  *sequence = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, meeting);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    events = crm_event_parse_object (crm_statement_get_text (statement, 0), NULL, NULL);
  if (events != NULL)
    *sequence = ((CrmEvent *)events->pdata[0])->sequence;
  return TRUE;
}

gboolean
crm_event_find_exception (CrmTransaction *tx, gint64 series, const char *rid, gint64 *meeting, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE series = $1 AND rid = $2 AND archived_at IS NULL LIMIT 1", error);
  gboolean row = FALSE;

  *meeting = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_text (statement, 2, rid);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *meeting = crm_statement_get_integer (statement, 0);
  return TRUE;
}

gboolean
crm_event_follow_clock (CrmTransaction *tx, const CrmRow *series, CrmEvent *exception, GError **error)
{
  g_autoptr (GPtrArray) events = crm_event_of_meeting (tx, series->id, error);
  GTimeZone *book = crm_transaction_get_zone (tx);
  g_autoptr (GTimeZone) from = crm_event_dup_zone (exception, book);
  g_autoptr (GTimeZone) to = NULL;
  CrmEventTime time;
  char *rid;

  if (events == NULL)
    return FALSE;
  /* A day is called the same everywhere. */
  if (!crm_event_rid_read (exception->rid, from, &time))
    return TRUE;
  to = crm_event_dup_zone (events->pdata[0], book);
  rid = crm_event_make_rid (events->pdata[0], &time, to);
  if (rid != NULL)
    {
      g_free (exception->rid);
      exception->rid = rid;
    }
  return TRUE;
}

static gboolean
write_answer (CrmTransaction *tx, const CrmRow *row, const char *answer, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (row->entity);

  crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, answer);
  return crm_transaction_update (tx, row->id, 0, values, error);
}

static gboolean
take_answers (CrmTransaction *tx, gint64 meeting, const CrmEvent *reply, gboolean *taken, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_event_list_participants (tx, meeting, error);

  *taken = FALSE;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autofree char *address = crm_event_dup_address (tx, rows->pdata[i]);
      const CrmEventPerson *person =
          address != NULL ? crm_event_find_person (reply->people, address, NULL) : NULL;

      if (person == NULL || person->organizer)
        continue;
      if (!write_answer (tx, rows->pdata[i], person->answer, error))
        return FALSE;
      *taken = TRUE;
    }
  return rows != NULL;
}

/* The meeting that stands for one time of a series, by the name that somebody else gives it; it is made when there is none. */
static gint64
take_exception (CrmTransaction *tx, gint64 meeting, const CrmEvent *event, GError **error)
{
  g_autoptr (CrmEvent) copy = crm_event_copy (event);
  g_autoptr (CrmRow) series = crm_transaction_load (tx, "meeting", meeting, error);
  gint64 exception;

  if (series == NULL || !crm_event_follow_clock (tx, series, copy, error) ||
      !crm_event_find_exception (tx, meeting, copy->rid, &exception, error))
    return 0;
  return exception != 0 ? exception : crm_meeting_detach (tx, meeting, copy->rid, error);
}

gint64
crm_event_take_reply (CrmTransaction *tx, const CrmEvent *reply, GError **error)
{
  gint64 meeting;
  gboolean taken = FALSE;
  int sequence;

  if (!crm_event_find_meeting (tx, reply->uid, &meeting, error) || meeting == 0 ||
      !crm_event_read_sequence (tx, meeting, &sequence, error) || reply->sequence < sequence)
    return 0;
  if (*reply->rid != '\0')
    meeting = take_exception (tx, meeting, reply, error);
  return meeting != 0 && take_answers (tx, meeting, reply, &taken, error) && taken ? meeting : 0;
}

/* What was held, was held. */
static gboolean
cancel_one (CrmTransaction *tx, CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", id, error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  if (row == NULL || g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "planned") != 0)
    return row != NULL;
  crm_values_set_text (values, CRM_MEETING_STATE, "cancelled");
  return crm_transaction_update (tx, id, 0, values, error);
}

static gboolean
cancel_series (CrmTransaction *tx, CrmEntity *entity, gint64 meeting, GError **error)
{
  g_autoptr (GArray) ids = crm_event_list_exceptions (tx, meeting, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!cancel_one (tx, entity, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL && cancel_one (tx, entity, meeting, error);
}

gint64
crm_event_take_cancel (CrmTransaction *tx, GPtrArray *events, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  gint64 meeting = 0;

  if (entity == NULL ||
      !crm_event_find_meeting (tx, ((const CrmEvent *)events->pdata[0])->uid, &meeting, error) ||
      meeting == 0)
    return 0;
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];
      gint64 exception;

      if (*event->rid == '\0')
        return cancel_series (tx, entity, meeting, error) ? meeting : 0;
      exception = take_exception (tx, meeting, event, error);
      if (exception == 0 || !cancel_one (tx, entity, exception, error))
        return 0;
    }
  return meeting;
}
