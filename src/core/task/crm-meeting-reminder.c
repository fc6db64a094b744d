/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"
#include "task/crm-task-private.h"

/* Reminders of meetings: several for each time, worked out of minutes before it; a wish to hear again is kept in reminder_snoozed. And the
 * question after the end. Everything is read from when meetings take place, so nothing is lost while the program or the computer sleeps.
 * Runs in a worker's thread. */

#define DAY_SECONDS (24 * 60 * 60)
#define MOST (CRM_MEETING_MOST_MINUTES * G_TIME_SPAN_MINUTE)
/* One without a length is over after this. */
#define LEAST (15 * G_TIME_SPAN_MINUTE)

/* Of others' meetings there are many, of the people of one meeting few: those are looked at (+ 0). */
#define MINE \
  "t.state = 'planned' AND t.archived_at IS NULL AND (t.owner = $1 OR t.owner IS NULL OR EXISTS (SELECT 1 " \
  "FROM " \
  "participant p WHERE p.meeting = t.id AND p.\"user\" + 0 = $1 AND p.archived_at IS NULL))"
#define COLUMNS \
  "SELECT t.id, o.rid, o.starts_at, o.ends_at, o.all_day, t.title, t.place, t.uid, c.id, c.name, " \
  "t.reminders, " \
  "z.remind_at FROM occurrence o JOIN meeting t ON t.id = o.parent_id LEFT JOIN reminder_snoozed z ON " \
  "z.meeting_id = t.id AND z.rid = o.rid AND z.starts_at = o.starts_at LEFT JOIN client c ON c.id = " \
  "(SELECT " \
  "l.target_id FROM record_link l WHERE l.entity = 'meeting' AND l.field = 'clients' AND l.record_id = " \
  "t.id ORDER " \
  "BY l.position LIMIT 1) WHERE o.source = 0 AND "
#define REMINDED "(t.reminders IS NOT NULL OR z.remind_at IS NOT NULL) AND "

static gint64
get_end (gint64 starts_at, gint64 ends_at)
{
  return MAX (ends_at, starts_at + LEAST);
}

/* The instants at which a time is reminded of (gint64, in no order). Whole days count by the clock on the wall. Caller owns. */
static GArray *
list_instants (CrmStatement *row, GTimeZone *zone)
{
  gint64 starts_at = crm_statement_get_integer (row, 2);
  g_autoptr (GArray) minutes = crm_meeting_parse_reminders (crm_statement_get_text (row, 10));
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint32 day = crm_local_day (starts_at, zone, NULL);

  for (guint i = 0; minutes && i < minutes->len; i++)
    {
      int before = g_array_index (minutes, int, i);
      gint64 local = (gint64)day * DAY_SECONDS - (gint64)before * 60,
             at = crm_statement_get_integer (row, 4)
                      ? crm_local_instant ((guint32)(local / DAY_SECONDS), (int)(local % DAY_SECONDS), zone)
                      : starts_at - before * G_TIME_SPAN_MINUTE;

      g_array_append_val (instants, at);
    }
  if (!crm_statement_is_null (row, 11))
    {
      gint64 again = crm_statement_get_integer (row, 11);
      g_array_append_val (instants, again);
    }
  return instants;
}

static CrmReminder *
read_reminder (CrmStatement *row, const char *entity, gint64 remind_at, GTimeZone *zone)
{
  CrmReminder *self = g_new0 (CrmReminder, 1);
  gsize size;
  const guint8 *uid = crm_statement_get_bytes (row, 7, &size);

  self->entity = entity;
  self->id = crm_statement_get_integer (row, 0);
  self->rid = g_strdup (crm_statement_get_text (row, 1));
  self->remind_at = remind_at;
  self->due_at = crm_statement_get_integer (row, 4) ? 0 : crm_statement_get_integer (row, 2);
  self->due_on = crm_instant_date (crm_statement_get_integer (row, 2), zone);
  self->ends_at = crm_statement_get_integer (row, 3);
  self->title = g_strdup (crm_statement_get_text (row, 5));
  self->place = g_strdup (crm_statement_get_text (row, 6));
  self->kind = g_strdup ("meeting");
  self->client = crm_statement_is_null (row, 8) ? 0 : crm_statement_get_integer (row, 8);
  self->client_name = g_strdup (crm_statement_get_text (row, 9));
  self->uid = uid && size == 16 ? crm_uid_format (uid) : NULL;
  return self;
}

static gboolean
has (GPtrArray *reminders, gint64 id, gint64 remind_at)
{
  for (guint i = 0; i < reminders->len; i++)
    {
      const CrmReminder *one = reminders->pdata[i];

      if (one->id == id && one->remind_at == remind_at && g_str_equal (one->entity, "meeting"))
        return TRUE;
    }
  return FALSE;
}

/* From when on meetings are looked at: what began a day ago and more tells nothing by itself any more, unless somebody wished to hear of
 * it again and it still goes on. */
static gboolean
find_since (CrmTransaction *tx, gint64 now, gint64 *since, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT min (z.starts_at) FROM reminder_snoozed z CROSS JOIN occurrence o WHERE o.starts_at = "
      "z.starts_at "
      "AND o.source = 0 AND o.parent_id = z.meeting_id AND o.rid = z.rid AND o.ends_at > $1",
      error);
  gboolean row;

  *since = now - G_TIME_SPAN_DAY;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row && !crm_statement_is_null (statement, 0))
    *since = MIN (*since, crm_statement_get_integer (statement, 0));
  return TRUE;
}

gboolean
crm_meeting_reminders_list (CrmTransaction *tx, gint64 now, GPtrArray *reminders, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autoptr (CrmStatement) rows = crm_db_prepare (crm_transaction_get_db (tx),
      COLUMNS "o.starts_at >= $2 AND o.starts_at <= $3 AND " REMINDED MINE " ORDER BY o.starts_at, t.id",
      error);
  gboolean row = FALSE;
  gint64 since;

  if (!rows || !find_since (tx, now, &since, error))
    return FALSE;
  crm_statement_bind_integer (rows, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (rows, 2, since);
  crm_statement_bind_integer (rows, 3, now + MOST);
  while (crm_statement_step (rows, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (rows, 0), last = G_MININT64;
      g_autoptr (GArray) instants = NULL;
      gboolean told;

      if (get_end (crm_statement_get_integer (rows, 2), crm_statement_get_integer (rows, 3)) <= now)
        continue;
      instants = list_instants (rows, zone);
      for (guint i = 0; i < instants->len; i++)
        if (g_array_index (instants, gint64, i) <= now)
          last = MAX (last, g_array_index (instants, gint64, i));
      /* Two times of a series reminded of at one instant: the nearer one tells. */
      if (last == G_MININT64 || has (reminders, id, last))
        continue;
      if (!crm_reminder_is_told (tx, "meeting", id, last, &told, error))
        return FALSE;
      if (!told)
        g_ptr_array_add (reminders, read_reminder (rows, "meeting", last, zone));
    }
  return !row;
}

gint64
crm_meeting_reminders_get_next (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) rows = crm_db_prepare (crm_transaction_get_db (tx),
      COLUMNS "o.starts_at >= $2 AND " REMINDED MINE " ORDER BY o.starts_at", error);
  gint64 next = G_MAXINT64, since;
  gboolean row = FALSE;

  if (!rows || !find_since (tx, now, &since, error))
    return G_MAXINT64;
  crm_statement_bind_integer (rows, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (rows, 2, since);
  while (crm_statement_step (rows, &row, error) && row)
    {
      gint64 starts_at = crm_statement_get_integer (rows, 2),
             end = get_end (starts_at, crm_statement_get_integer (rows, 3));
      g_autoptr (GArray) instants = NULL;

      /* Nothing reminds earlier than this. */
      if (next != G_MAXINT64 && starts_at - MOST - G_TIME_SPAN_DAY > next)
        break;
      instants = list_instants (rows, crm_transaction_get_zone (tx));
      for (guint i = 0; i < instants->len; i++)
        {
          gint64 at = g_array_index (instants, gint64, i);

          if (at > now && at < end && at < next)
            next = at;
        }
    }
  return next;
}

/* One time of a meeting, at its row; FALSE without error when it does not take place. */
static gboolean
find_time (CrmTransaction *tx, gint64 meeting, const char *rid, CrmStatement **out, GError **error)
{
  g_autoptr (CrmStatement) rows = crm_db_prepare (
      crm_transaction_get_db (tx), COLUMNS "o.parent_id = $2 AND o.rid = $3 AND " MINE, error);
  gboolean row;

  *out = NULL;
  if (!rows)
    return FALSE;
  crm_statement_bind_integer (rows, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (rows, 2, meeting);
  crm_statement_bind_text (rows, 3, rid ? rid : "");
  if (!crm_statement_step (rows, &row, error))
    return FALSE;
  if (row)
    *out = g_steal_pointer (&rows);
  return TRUE;
}

gboolean
crm_meeting_reminder_stands (CrmTransaction *tx, const CrmReminder *reminder)
{
  g_autoptr (CrmStatement) row = NULL;
  g_autoptr (GArray) instants = NULL;

  if (!find_time (tx, reminder->id, reminder->rid, &row, NULL) || !row)
    return FALSE;
  if (g_str_equal (reminder->entity, "meeting-end"))
    return crm_statement_get_integer (row, 3) == reminder->remind_at;
  if (get_end (crm_statement_get_integer (row, 2), crm_statement_get_integer (row, 3)) <=
      crm_transaction_get_now (tx))
    return FALSE;
  instants = list_instants (row, crm_transaction_get_zone (tx));
  for (guint i = 0; i < instants->len; i++)
    if (g_array_index (instants, gint64, i) == reminder->remind_at)
      return TRUE;
  return FALSE;
}

/* What was wished of times that are over, moved or gone helps nobody any more; a day is left to who undoes something. */
static gboolean
forget_old_wishes (CrmTransaction *tx, GError **error)
{
  gint64 now = crm_transaction_get_now (tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "DELETE FROM reminder_snoozed WHERE remind_at < $1 AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE "
      "o.source = 0 AND o.parent_id = reminder_snoozed.meeting_id AND o.rid = reminder_snoozed.rid AND "
      "o.starts_at = reminder_snoozed.starts_at AND o.ends_at > $2)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now - G_TIME_SPAN_DAY);
  crm_statement_bind_integer (statement, 2, now - G_TIME_SPAN_DAY);
  return crm_statement_run (statement, error);
}

gboolean
crm_reminder_snooze_meeting (
    CrmTransaction *tx, gint64 meeting, const char *rid, gint64 until, GError **error)
{
  g_autoptr (CrmStatement) row = NULL;
  g_autoptr (CrmStatement) write = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO reminder_snoozed (meeting_id, rid, starts_at, remind_at) VALUES ($1, $2, $3, $4) ON "
      "CONFLICT "
      "(meeting_id, rid) DO UPDATE SET starts_at = excluded.starts_at, remind_at = excluded.remind_at",
      error);

  if (!write || !find_time (tx, meeting, rid, &row, error))
    return FALSE;
  if (!row || get_end (crm_statement_get_integer (row, 2), crm_statement_get_integer (row, 3)) <= until)
    {
      g_autofree char *title = crm_transaction_dup_title (tx, "meeting", meeting);

      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          row ? _ ("“%s” is over by then.") : _ ("“%s” is not planned any more."), title ? title : "");
      return FALSE;
    }
  crm_statement_bind_integer (write, 1, meeting);
  crm_statement_bind_text (write, 2, rid ? rid : "");
  crm_statement_bind_integer (write, 3, crm_statement_get_integer (row, 2));
  crm_statement_bind_integer (write, 4, until);
  return crm_statement_run (write, error) && forget_old_wishes (tx, error);
}

gboolean
crm_reminder_put_off_meeting (CrmTransaction *tx, gint64 meeting, const char *rid, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  int second;
  guint32 today = crm_local_day (crm_transaction_get_now (tx), zone, &second);

  return crm_reminder_snooze_meeting (tx, meeting, rid, crm_local_instant (today + 1, second, zone), error);
}

GPtrArray *
crm_reminder_list_ended (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_reminder_free);
  g_autoptr (CrmStatement) rows = crm_db_prepare (crm_transaction_get_db (tx),
      COLUMNS
      "o.starts_at >= $2 AND o.starts_at <= $3 AND o.ends_at > $4 AND o.ends_at <= $3 AND NOT o.all_day "
      "AND " MINE " ORDER BY o.ends_at, t.id",
      error);
  gboolean row = FALSE;

  if (!rows)
    return NULL;
  crm_statement_bind_integer (rows, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (rows, 2, now - 3 * G_TIME_SPAN_DAY);
  crm_statement_bind_integer (rows, 3, now);
  crm_statement_bind_integer (rows, 4, now - G_TIME_SPAN_DAY);
  while (crm_statement_step (rows, &row, error) && row)
    {
      gint64 at = crm_statement_get_integer (rows, 3);
      gboolean told;

      if (!crm_reminder_is_told (tx, "meeting-end", crm_statement_get_integer (rows, 0), at, &told, error))
        return NULL;
      if (!told)
        g_ptr_array_add (ended, read_reminder (rows, "meeting-end", at, crm_transaction_get_zone (tx)));
    }
  return row ? NULL : g_steal_pointer (&ended);
}

gint64
crm_reminder_get_next_end (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) rows = crm_db_prepare (crm_transaction_get_db (tx),
      COLUMNS "o.starts_at >= $2 AND o.ends_at > $3 AND NOT o.all_day AND " MINE " ORDER BY o.starts_at",
      error);
  gint64 next = G_MAXINT64;
  gboolean row = FALSE;

  if (!rows)
    return G_MAXINT64;
  crm_statement_bind_integer (rows, 1, crm_transaction_get_user (tx));
  crm_statement_bind_integer (rows, 2, now - 3 * G_TIME_SPAN_DAY);
  crm_statement_bind_integer (rows, 3, now);
  while (crm_statement_step (rows, &row, error) && row && crm_statement_get_integer (rows, 2) < next)
    next = MIN (next, crm_statement_get_integer (rows, 3));
  return next;
}
