/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting-private.h"

/* Table occurrence, as far as meetings go: one row for each time one takes place. A series has rows up to a horizon that moves on with
 * the clock (a number of table sequence); a time that is left out, or has a meeting of its own (an archived one too: whoever
 * removes it means that time), has none. Derived: no version, no log. Runs in the writer's thread. */

#define HORIZON "occurrence-until"
#define TODAY "occurrence-day"
#define DAY G_TIME_SPAN_DAY
/* Of a series, times further back than this have no rows. */
#define PAST (20 * 366 * DAY)

static gint64
get_target (gint64 now)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) until = at ? g_date_time_add_months (at, CRM_RECURRENCE_HORIZON_MONTHS) : NULL;

  return until ? g_date_time_to_unix (until) * G_USEC_PER_SEC : now;
}

/* Up to when series have rows; 0: never written yet. */
static gboolean
read_horizon (CrmTransaction *tx, gint64 *until, GError **error)
{
  return crm_db_get_integer (
      crm_transaction_get_db (tx), "SELECT value FROM sequence WHERE name = '" HORIZON "'", 0, until, error);
}

gboolean
crm_occurrence_get_horizon (CrmTransaction *tx, gint64 *until, GError **error)
{
  if (!read_horizon (tx, until, error))
    return FALSE;
  if (!*until)
    *until = get_target (crm_transaction_get_now (tx));
  return TRUE;
}

static gboolean
add_row (CrmTransaction *tx, gint64 id, const CrmMeetingTime *time, gboolean all_day, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES ($1, 0, $2, $3, "
      "$4, "
      "$5) ON CONFLICT (starts_at, source, parent_id, rid) DO UPDATE SET ends_at = excluded.ends_at, all_day "
      "= "
      "excluded.all_day",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, time->starts_at);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_text (statement, 3, time->rid);
  crm_statement_bind_integer (statement, 4, time->ends_at);
  crm_statement_bind_integer (statement, 5, all_day);
  return crm_statement_run (statement, error);
}

GHashTable *
crm_occurrence_list_excluded (CrmTransaction *tx, const CrmRow *series, gint64 except, GError **error)
{
  g_autoptr (GHashTable) rids = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED));
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT rid FROM meeting WHERE series = $1 AND rid IS NOT NULL AND id <> $2", error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, series->id);
  crm_statement_bind_integer (statement, 2, except);
  while (crm_statement_step (statement, &row, error) && row)
    g_hash_table_add (rids, g_strdup (crm_statement_get_text (statement, 0)));
  return row ? NULL : g_steal_pointer (&rids);
}

GArray *
crm_occurrence_list_expected (CrmTransaction *tx, const CrmRow *meeting, gint64 from, gint64 until,
    gint64 except, gboolean *all_day, GError **error)
{
  g_auto (CrmMeetingTimes) times = { 0 };
  g_autoptr (GHashTable) excluded = NULL;

  crm_meeting_times_init (&times, tx, meeting);
  *all_day = times.second < 0;
  if (!times.rule)
    {
      gint64 starts_at = crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT),
             ends_at = crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT);
      CrmMeetingTime time = { .starts_at = starts_at, .ends_at = MAX (starts_at, ends_at) };
      GArray *one = g_array_new (FALSE, FALSE, sizeof time);

      if (!meeting->archived_at && starts_at >= from)
        g_array_append_val (one, time);
      return one;
    }
  if (meeting->archived_at)
    return g_array_new (FALSE, FALSE, sizeof (CrmMeetingTime));
  excluded = crm_occurrence_list_excluded (tx, meeting, except, error);
  return excluded ? crm_meeting_times_list (
                        &times, MAX (from, until - PAST), until, CRM_RECURRENCE_MAX_STEPS, excluded)
                  : NULL;
}

static gboolean
remove_rows (CrmTransaction *tx, gint64 id, GError **error)
{
  return crm_db_run (crm_transaction_get_db (tx),
      "DELETE FROM occurrence WHERE source = 0 AND parent_id = $1", error, 1, id);
}

static gboolean
add_rows (CrmTransaction *tx, const CrmRow *meeting, gint64 from, gint64 until, gint64 except, GError **error)
{
  gboolean all_day;
  g_autoptr (GArray) times = crm_occurrence_list_expected (tx, meeting, from, until, except, &all_day, error);

  for (guint i = 0; times && i < times->len; i++)
    if (!add_row (tx, meeting->id, &g_array_index (times, CrmMeetingTime, i), all_day, error))
      return FALSE;
  return times != NULL;
}

static gboolean
rebuild (CrmTransaction *tx, const CrmRow *meeting, gint64 except, GError **error)
{
  gint64 until;

  return crm_occurrence_get_horizon (tx, &until, error) && remove_rows (tx, meeting->id, error) &&
         add_rows (tx, meeting, G_MININT64, until, except, error);
}

static gboolean
rebuild_by_id (CrmTransaction *tx, gint64 id, gint64 except, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error);

  return meeting && rebuild (tx, meeting, except, error);
}

/* An occurrence has a meeting of its own now. */
static gboolean
take_over (CrmTransaction *tx, gint64 series, const char *rid, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  if (!series || !rid)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "DELETE FROM occurrence WHERE source = 0 AND parent_id = $1 AND rid = $2", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_text (statement, 2, rid);
  return crm_statement_run (statement, error);
}

gboolean
crm_occurrence_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  CrmMeetingTime time = { .starts_at = crm_meeting_get_integer (NULL, values, CRM_MEETING_STARTS_AT),
    .ends_at = crm_meeting_get_integer (NULL, values, CRM_MEETING_ENDS_AT) };

  if (crm_values_get_text (values, CRM_MEETING_RECURRENCE))
    return rebuild_by_id (tx, id, 0, error);
  time.ends_at = MAX (time.starts_at, time.ends_at);
  return take_over (tx, crm_meeting_get_integer (NULL, values, CRM_MEETING_SERIES),
             crm_values_get_text (values, CRM_MEETING_RID), error) &&
         add_row (tx, id, &time, crm_values_get_text (values, CRM_MEETING_STARTS_ON) != NULL, error);
}

static gboolean
is_time_changed (const CrmRow *before, const CrmRow *after)
{
  static const int fields[] = { CRM_MEETING_STARTS_AT, CRM_MEETING_ENDS_AT, CRM_MEETING_ZONE,
    CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON, CRM_MEETING_RECURRENCE, CRM_MEETING_EXCLUDED };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!crm_value_equal (crm_row_get (before, fields[i]), crm_row_get (after, fields[i])))
      return TRUE;
  return !before->archived_at != !after->archived_at;
}

/* What a series owns is archived and brought back with it without a word to the hooks. */
static gboolean
rebuild_owned (CrmTransaction *tx, gint64 series, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (
      crm_transaction_get_db (tx), "SELECT id FROM meeting WHERE series = $1", error, 1, series);

  for (guint i = 0; ids && i < ids->len; i++)
    if (!rebuild_by_id (tx, g_array_index (ids, gint64, i), 0, error))
      return FALSE;
  return ids != NULL;
}

gboolean
crm_occurrence_written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 old_series = before ? crm_row_get_integer (before, CRM_MEETING_SERIES) : 0,
         series = after ? crm_row_get_integer (after, CRM_MEETING_SERIES) : 0;
  const char *old_rid = before ? crm_row_get_text (before, CRM_MEETING_RID) : NULL,
             *rid = after ? crm_row_get_text (after, CRM_MEETING_RID) : NULL;
  gboolean elsewhere = old_series != series || g_strcmp0 (old_rid, rid) != 0;

  if (!after)
    {
      if (!remove_rows (tx, before->id, error))
        return FALSE;
    }
  else if ((!before || is_time_changed (before, after)) && !rebuild (tx, after, 0, error))
    return FALSE;
  if (before && after && !before->archived_at != !after->archived_at && !rebuild_owned (tx, after->id, error))
    return FALSE;
  /* The time that the rule gave it is the series' again. A row that goes is still in its table. */
  if (elsewhere && old_series && old_rid && !rebuild_by_id (tx, old_series, after ? 0 : before->id, error))
    return FALSE;
  return !elsewhere || take_over (tx, series, rid, error);
}

/* Meetings that repeat and are not archived (CrmRow). Caller owns. */
static GPtrArray *
load_series (CrmTransaction *tx, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE recurrence IS NOT NULL AND archived_at IS NULL ORDER BY id", error, 0);

  return ids ? crm_transaction_load_many (tx, "meeting", (const gint64 *)(gpointer)ids->data, ids->len, error)
             : NULL;
}

static gboolean
store_mark (CrmTransaction *tx, const char *name, gint64 value, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO sequence (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_integer (statement, 2, value);
  return crm_statement_run (statement, error);
}

/* Once a week there is a week more to write; a clock that was put back takes the surplus away. */
static gboolean
move_horizon (CrmTransaction *tx, gint64 now, GError **error)
{
  gint64 until, target = get_target (now);
  g_autoptr (GPtrArray) series = NULL;

  if (!read_horizon (tx, &until, error))
    return FALSE;
  if (until >= target - 7 * DAY && until <= target + 31 * DAY)
    return TRUE;
  /* What lay too far back for the later clock is not too far back now. */
  if (until > target)
    {
      until = 0;
      if (!crm_db_run (
              crm_transaction_get_db (tx), "DELETE FROM occurrence WHERE source = 0 AND rid <> ''", error, 0))
        return FALSE;
    }
  series = load_series (tx, error);
  for (guint i = 0; series && i < series->len; i++)
    if (!add_rows (tx, series->pdata[i], until ? until : G_MININT64, target, 0, error))
      return FALSE;
  return series &&
         crm_db_run (crm_transaction_get_db (tx),
             "DELETE FROM occurrence WHERE source = 0 AND rid <> '' AND starts_at < $1", error, 1,
             target - PAST) &&
         store_mark (tx, HORIZON, target, error);
}

/* Marks the clients and deals of series: which of its times is the next step changes with the day. */
static gboolean
move_day (CrmTransaction *tx, gint64 now, GError **error)
{
  static const char *const sql[] = {
    "SELECT DISTINCT l.target_id FROM meeting m CROSS JOIN record_link l WHERE l.entity = 'meeting' AND "
    "l.record_id = m.id AND l.field = 'clients' AND m.recurrence IS NOT NULL AND m.archived_at IS NULL",
    "SELECT DISTINCT m.deal FROM meeting m WHERE m.recurrence IS NOT NULL AND m.archived_at IS NULL AND "
    "COALESCE (m.deal, 0) <> 0",
  };
  CrmDb *db = crm_transaction_get_db (tx);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 day, today = crm_local_instant (crm_local_day (now, zone, NULL), 0, zone);

  if (!crm_db_get_integer (
          db, "SELECT value FROM sequence WHERE name = '" TODAY "'", G_MININT64, &day, error))
    return FALSE;
  if (day == today)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (GArray) ids = crm_db_list_integers (db, sql[i], error, 0);

      if (!ids)
        return FALSE;
      for (guint k = 0; k < ids->len; k++)
        crm_transaction_touch (tx, i ? "deal" : "client", g_array_index (ids, gint64, k));
    }
  return store_mark (tx, TODAY, today, error);
}

gboolean
crm_occurrence_expire (CrmTransaction *tx, gint64 now, GError **error)
{
  return move_horizon (tx, now, error) && move_day (tx, now, error);
}

/* Whole days begin and end at midnights of the book's zone. */
static gboolean
check_days (CrmTransaction *tx, gboolean repair, guint *wrong, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db,
      "SELECT id, starts_on, ends_on, starts_at, ends_at FROM meeting WHERE starts_on IS NOT NULL", error);
  g_autoptr (CrmStatement) update =
      crm_db_prepare (db, "UPDATE meeting SET starts_at = $1, ends_at = $2 WHERE id = $3", error);
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      guint32 first = crm_local_parse (crm_statement_get_text (all, 1)),
              last = MAX (first, crm_local_parse (crm_statement_get_text (all, 2)));
      gint64 starts_at = crm_local_instant (first, 0, zone), ends_at = crm_local_instant (last + 1, 0, zone);

      if (!first ||
          (starts_at == crm_statement_get_integer (all, 3) && ends_at == crm_statement_get_integer (all, 4)))
        continue;
      (*wrong)++;
      crm_statement_bind_integer (update, 1, starts_at);
      crm_statement_bind_integer (update, 2, ends_at);
      crm_statement_bind_integer (update, 3, crm_statement_get_integer (all, 0));
      if (repair && !crm_statement_run (update, error))
        return FALSE;
    }
  return !row;
}

#define ENDS "CASE WHEN t.ends_at > t.starts_at THEN t.ends_at ELSE t.starts_at END"
#define SINGLE "t.archived_at IS NULL AND t.recurrence IS NULL"

static gboolean
check_single (CrmTransaction *tx, guint *wrong, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 missing, extra;

  if (!crm_db_get_integer (db,
          "SELECT count (*) FROM meeting t WHERE " SINGLE " AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE "
          "o.starts_at = t.starts_at AND o.source = 0 AND o.parent_id = t.id AND o.rid = '' AND o.ends_at "
          "= " ENDS " AND o.all_day = (t.starts_on IS NOT NULL))",
          0, &missing, error) ||
      !crm_db_get_integer (db,
          "SELECT count (*) FROM occurrence o WHERE o.source = 0 AND NOT EXISTS (SELECT 1 FROM meeting t "
          "WHERE "
          "t.id = o.parent_id AND t.archived_at IS NULL AND (t.recurrence IS NOT NULL OR (o.rid = '' AND "
          "t.starts_at = o.starts_at)))",
          0, &extra, error))
    return FALSE;
  /* One that stands in the wrong place is missing in the right one. */
  *wrong += (guint)MAX (missing, extra);
  return TRUE;
}

static gboolean
is_right (CrmTransaction *tx, const CrmRow *meeting, gint64 until, gboolean *right, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT starts_at, rid, ends_at, all_day FROM occurrence WHERE source = 0 AND parent_id = $1 ORDER BY "
      "starts_at, rid",
      error);
  gboolean all_day, row = FALSE;
  g_autoptr (GArray) times =
      crm_occurrence_list_expected (tx, meeting, G_MININT64, until, 0, &all_day, error);
  guint n = 0;

  if (!statement || !times)
    return FALSE;
  *right = TRUE;
  crm_statement_bind_integer (statement, 1, meeting->id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const CrmMeetingTime *time = n < times->len ? &g_array_index (times, CrmMeetingTime, n) : NULL;

      n++;
      *right = *right && time && time->starts_at == crm_statement_get_integer (statement, 0) &&
               g_strcmp0 (time->rid, crm_statement_get_text (statement, 1)) == 0 &&
               time->ends_at == crm_statement_get_integer (statement, 2) &&
               all_day == (crm_statement_get_integer (statement, 3) != 0);
    }
  *right = *right && n == times->len;
  return !row;
}

static gboolean
rebuild_all (CrmTransaction *tx, GPtrArray *series, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);

  if (!crm_db_run (db, "DELETE FROM occurrence WHERE source = 0", error, 0) ||
      !crm_db_run (db,
          "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) SELECT t.starts_at, "
          "0, "
          "t.id, '', " ENDS ", t.starts_on IS NOT NULL FROM meeting t WHERE " SINGLE
          " ORDER BY t.starts_at, t.id",
          error, 0))
    return FALSE;
  for (guint i = 0; i < series->len; i++)
    if (!rebuild (tx, series->pdata[i], 0, error))
      return FALSE;
  return TRUE;
}

gboolean
crm_occurrence_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) series = NULL;
  guint wrong = 0;
  gint64 until;

  if ((repair && !crm_occurrence_expire (tx, crm_transaction_get_now (tx), error)) ||
      !check_days (tx, repair, &wrong, error) || !check_single (tx, &wrong, error) ||
      !crm_occurrence_get_horizon (tx, &until, error) || !(series = load_series (tx, error)))
    return FALSE;
  for (guint i = 0; i < series->len; i++)
    {
      gboolean right;

      if (!is_right (tx, series->pdata[i], until, &right, error))
        return FALSE;
      wrong += !right;
    }
  if (wrong && problems)
    g_ptr_array_add (
        problems, g_strdup_printf (ngettext ("%u meeting stands at a wrong time in the calendar.",
                                       "%u meetings stand at a wrong time in the calendar.", wrong),
                      wrong));
  return !wrong || !repair || rebuild_all (tx, series, error);
}
