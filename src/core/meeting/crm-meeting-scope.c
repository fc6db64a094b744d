/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting-private.h"

/* Changes of recurring meetings: of this time, of this and the following, of all. Runs in the writer's thread. */

typedef struct
{
  gint64 id;
  char *rid;
  char *state;
} Exception;

static void
clear_exception (gpointer data)
{
  g_free (((Exception *)data)->rid);
  g_free (((Exception *)data)->state);
}

/* From a rid on (NULL: all), archived ones only on wish. Caller owns. */
static GArray *
list_exceptions (CrmTransaction *tx, gint64 series, const char *from, gboolean archived, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, rid, state FROM meeting WHERE series = $1 AND ($3 OR archived_at IS NULL) AND rid >= $2 "
      "ORDER BY rid, id",
      error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Exception));
  gboolean row = FALSE;

  g_array_set_clear_func (found, clear_exception);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_text (statement, 2, from ? from : "");
  crm_statement_bind_integer (statement, 3, archived);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Exception one = { crm_statement_get_integer (statement, 0),
        g_strdup (crm_statement_get_text (statement, 1)), g_strdup (crm_statement_get_text (statement, 2)) };
      g_array_append_val (found, one);
    }
  return row ? NULL : g_steal_pointer (&found);
}

/* Writes whose time of which series a meeting is; series 0: of none. */
static gboolean
put_exception (
    CrmTransaction *tx, CrmEntity *entity, gint64 id, gint64 series, const char *rid, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (entity);

  if (series)
    crm_values_set_integer (values, CRM_MEETING_SERIES, series);
  else
    crm_value_clear (crm_values_slot (values, CRM_MEETING_SERIES));
  crm_value_set_text (crm_values_slot (values, CRM_MEETING_RID), series ? rid : NULL);
  return crm_transaction_update (tx, id, 0, values, error);
}

/* Where a change puts the time it was made on. */
typedef struct
{
  guint32 day;
  int second; /* -1: all day */
  gint64 length;
  guint32 days;
} Target;

static gboolean
has_time (CrmValues *values)
{
  return crm_values_has (values, CRM_MEETING_STARTS_AT) || crm_values_has (values, CRM_MEETING_ENDS_AT) ||
         crm_values_has (values, CRM_MEETING_STARTS_ON) || crm_values_has (values, CRM_MEETING_ENDS_ON);
}

static Target
read_target (CrmValues *values, const CrmMeetingTimes *times, const CrmMeetingTime *time, GTimeZone *zone)
{
  const char *first = crm_values_get_text (values, CRM_MEETING_STARTS_ON),
             *last = crm_values_get_text (values, CRM_MEETING_ENDS_ON);
  gint64 start = crm_meeting_get_integer (NULL, values, CRM_MEETING_STARTS_AT),
         end = crm_meeting_get_integer (NULL, values, CRM_MEETING_ENDS_AT);
  Target target = { time->day, times->second, times->length, times->days };

  if (first || (times->second < 0 && !start))
    {
      target.day = first ? crm_local_parse (first) : time->day;
      target.second = -1;
      target.days = MAX (times->days, 1);
      if (last && crm_local_parse (last) >= target.day)
        target.days = crm_local_parse (last) - target.day + 1;
      return target;
    }
  if (times->second < 0)
    target.length = G_TIME_SPAN_HOUR;
  if (start)
    target.day = crm_local_day (start, zone, &target.second);
  else
    start = time->starts_at;
  if (end)
    target.length = end - start;
  return target;
}

/* Takes rids to where the series goes. */
static char *
shift_rid (const char *rid, gint64 days, int second)
{
  char shifted[CRM_RID_SIZE];
  guint32 day;
  int old;

  if (!crm_rid_parse (rid, &day, &old))
    return g_strdup (rid);
  crm_rid_format (shifted, (guint32)((gint64)day + days), second);
  return g_strdup (shifted);
}

/* Turns the new time of one occurrence in values into that of the whole series, and takes rule, exceptions and what is left out along. */
static gboolean
translate (CrmTransaction *tx, const CrmRow *series, const char *rid, CrmValues *values, GError **error)
{
  g_auto (CrmMeetingTimes) times = { 0 };
  g_autoptr (GHashTable) old = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED)),
                         shifted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GTimeZone) zone =
      crm_meeting_dup_zone (tx, crm_meeting_get_text (series, values, CRM_MEETING_ZONE));
  g_autoptr (GArray) exceptions = NULL;
  CrmMeetingTime first, time;
  GHashTableIter iter;
  gpointer key;
  Target target;
  gint64 days, start;
  guint32 day;
  int second;

  crm_meeting_times_init (&times, tx, series);
  first = time = crm_meeting_times_get (&times, times.day);
  if (rid && *rid && crm_rid_parse (rid, &day, &second))
    time = crm_meeting_times_get (&times, day);
  target = read_target (values, &times, &time, zone);
  if (!target.day || target.length < 0)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A meeting cannot end before it starts."));
      return FALSE;
    }
  days = (gint64)target.day - time.day;
  day = (guint32)((gint64)times.day + days);
  for (int i = 0; i < 4; i++)
    crm_values_unset (values, ((const int[]){ CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON,
                                  CRM_MEETING_STARTS_AT, CRM_MEETING_ENDS_AT })[i]);
  start = crm_local_instant (day, MAX (target.second, 0), target.second < 0 ? times.book : zone);
  if (target.second < 0)
    {
      crm_value_take_text (crm_values_slot (values, CRM_MEETING_STARTS_ON), crm_local_format (day));
      crm_value_take_text (
          crm_values_slot (values, CRM_MEETING_ENDS_ON), crm_local_format (day + target.days - 1));
    }
  else
    {
      crm_value_clear (crm_values_slot (values, CRM_MEETING_STARTS_ON));
      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, start);
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, start + target.length);
    }
  if (!crm_values_has (values, CRM_MEETING_RECURRENCE))
    {
      char *rule = crm_rule_shift (
          crm_row_get_text (series, CRM_MEETING_RECURRENCE), times.day, day, start - first.starts_at, error);

      if (!rule)
        return FALSE;
      crm_value_take_text (crm_values_slot (values, CRM_MEETING_RECURRENCE), rule);
    }
  if (!days && target.second == times.second)
    return TRUE;
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (shifted, shift_rid (key, days, target.second));
  if (!crm_values_has (values, CRM_MEETING_EXCLUDED))
    crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), crm_rids_format (shifted));
  /* Archived ones too: they stand for a time that is left out. */
  exceptions = list_exceptions (tx, series->id, NULL, TRUE, error);
  for (guint i = 0; exceptions && i < exceptions->len; i++)
    {
      const Exception *one = &g_array_index (exceptions, Exception, i);
      g_autofree char *moved = shift_rid (one->rid, days, target.second);

      if (!put_exception (tx, series->entity, one->id, series->id, moved, error))
        return FALSE;
    }
  return exceptions != NULL;
}

/* Exceptions whose time the rule does not give any more stand for themselves. */
static gboolean
release_lost (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) series = crm_transaction_load (tx, "meeting", id, error);
  g_autoptr (GArray) exceptions = series ? list_exceptions (tx, id, NULL, FALSE, error) : NULL;
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;

  if (!exceptions)
    return FALSE;
  crm_meeting_times_init (&times, tx, series);
  for (guint i = 0; i < exceptions->len; i++)
    {
      const Exception *one = &g_array_index (exceptions, Exception, i);

      if (!(times.rule && crm_meeting_times_find (&times, one->rid, &time)) &&
          !put_exception (tx, series->entity, one->id, 0, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
edit_all (CrmTransaction *tx, const CrmRow *series, const char *rid, CrmValues *values, GError **error)
{
  gboolean moved = has_time (values), again = moved || crm_values_has (values, CRM_MEETING_RECURRENCE);

  return (!moved || translate (tx, series, rid, values, error)) &&
                 crm_transaction_update (tx, series->id, 0, values, error) &&
                 (!again || release_lost (tx, series->id, error))
             ? series->id
             : 0;
}

/* The rids before a rid, or from it on, as text. Caller owns. */
static char *
split_rids (const CrmRow *series, const char *rid, gboolean before)
{
  g_autoptr (GHashTable) rids = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, rids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if ((strcmp (key, rid) < 0) != before)
      g_hash_table_iter_remove (&iter);
  return crm_rids_format (rids);
}

/* Ends a series before a time of it. */
static gboolean
end_before (CrmTransaction *tx, const CrmRow *series, const CrmMeetingTimes *times,
    const CrmMeetingTime *time, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (series->entity);

  crm_value_take_text (crm_values_slot (values, CRM_MEETING_RECURRENCE),
      crm_rule_cut (crm_row_get_text (series, CRM_MEETING_RECURRENCE), times, time));
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), split_rids (series, time->rid, TRUE));
  return crm_transaction_update (tx, series->id, 0, values, error);
}

/* The series from a time of it on becomes another one. Returns its id. */
static gint64
cut (CrmTransaction *tx, const CrmRow *series, const CrmMeetingTimes *times, const CrmMeetingTime *time,
    GError **error)
{
  static const int without[] = { CRM_MEETING_EXCLUDED, CRM_MEETING_ICAL_UID, CRM_MEETING_STARTS_AT,
    CRM_MEETING_ENDS_AT, CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON, CRM_MEETING_RECURRENCE };
  g_autoptr (CrmValues) values = crm_values_new (series->entity);
  g_autoptr (GArray) passed =
      crm_meeting_times_list (times, G_MININT64, time->starts_at, CRM_RECURRENCE_MAX_STEPS, NULL),
                     exceptions = list_exceptions (tx, series->id, time->rid, FALSE, error);
  gint64 id;

  if (!exceptions)
    return 0;
  crm_meeting_copy_fields (series, values, without, G_N_ELEMENTS (without));
  crm_meeting_set_time (values, times, time);
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_RECURRENCE),
      crm_rule_count_down (crm_row_get_text (series, CRM_MEETING_RECURRENCE), passed->len));
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), split_rids (series, time->rid, FALSE));
  id = crm_transaction_insert (tx, values, NULL, error);
  if (!id || !crm_meeting_copy_participants (tx, series->id, id, FALSE, error) ||
      !crm_meeting_copy_told (tx, series->id, id, time->starts_at, G_MAXINT64, error))
    return 0;
  for (guint i = 0; i < exceptions->len; i++)
    {
      const Exception *one = &g_array_index (exceptions, Exception, i);

      if (!put_exception (tx, series->entity, one->id, id, one->rid, error))
        return 0;
    }
  return end_before (tx, series, times, time, error) ? id : 0;
}

static gint64
edit_series (CrmTransaction *tx, const CrmRow *series, const char *rid, CrmMeetingScope scope,
    CrmValues *values, GError **error)
{
  g_auto (CrmMeetingTimes) times = { 0 };
  g_autoptr (CrmRow) rest = NULL;
  CrmMeetingTime time;
  gint64 id;

  if (scope == CRM_MEETING_ALL || !rid || !*rid)
    return edit_all (tx, series, rid, values, error);
  if (scope == CRM_MEETING_THIS)
    {
      crm_values_unset (values, CRM_MEETING_RECURRENCE);
      crm_values_unset (values, CRM_MEETING_EXCLUDED);
      id = crm_meeting_detach (tx, series->id, rid, error);
      return id && crm_transaction_update (tx, id, 0, values, error) ? id : 0;
    }
  crm_meeting_times_init (&times, tx, series);
  if (!times.rule || !crm_meeting_times_find (&times, rid, &time))
    return crm_meeting_refuse_text (g_strdup_printf (_ ("“%s” does not take place at that time."),
                                        crm_row_get_text (series, CRM_MEETING_TITLE)),
        error);
  if (time.day == times.day)
    return edit_all (tx, series, rid, values, error);
  id = cut (tx, series, &times, &time, error);
  rest = id ? crm_transaction_load (tx, "meeting", id, error) : NULL;
  return rest ? edit_all (tx, rest, rid, values, error) : 0;
}

static void
rebase_day (CrmValues *values, int field, int days)
{
  const char *day = crm_values_get_text (values, field);

  if (day)
    crm_value_take_text (crm_values_slot (values, field), crm_date_add_days (day, days));
}

/* A change that was made on an exception but is meant for more: as far from the time the rule gave as it is from the exception's own. */
static void
rebase (CrmTransaction *tx, const CrmRow *exception, const CrmRow *series, CrmValues *values)
{
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;
  guint32 day = crm_local_parse (crm_row_get_text (exception, CRM_MEETING_STARTS_ON));
  gint64 start = crm_meeting_get_integer (NULL, values, CRM_MEETING_STARTS_AT),
         end = crm_meeting_get_integer (NULL, values, CRM_MEETING_ENDS_AT), moved;

  crm_meeting_times_init (&times, tx, series);
  if (!times.rule || !crm_meeting_times_find (&times, crm_row_get_text (exception, CRM_MEETING_RID), &time))
    return;
  if (day && crm_values_get_text (values, CRM_MEETING_STARTS_ON))
    {
      rebase_day (values, CRM_MEETING_STARTS_ON, (int)((gint64)time.day - day));
      rebase_day (values, CRM_MEETING_ENDS_ON, (int)((gint64)time.day - day));
    }
  moved = time.starts_at - crm_row_get_integer (exception, CRM_MEETING_STARTS_AT);
  if (start)
    crm_values_set_integer (values, CRM_MEETING_STARTS_AT, start + moved);
  if (end)
    crm_values_set_integer (values, CRM_MEETING_ENDS_AT, end + moved);
}

gint64
crm_meeting_edit (
    CrmTransaction *tx, gint64 id, const char *rid, CrmMeetingScope scope, CrmValues *values, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_meeting_load (tx, id, error), series = NULL;
  g_autoptr (CrmValues) wider = NULL;

  if (!meeting)
    return 0;
  if (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE))
    return edit_series (tx, meeting, rid, scope, values, error);
  if (scope == CRM_MEETING_THIS || !crm_row_get_integer (meeting, CRM_MEETING_SERIES))
    return crm_transaction_update (tx, id, 0, values, error) ? id : 0;
  series = crm_meeting_load (tx, crm_row_get_integer (meeting, CRM_MEETING_SERIES), error);
  if (!series)
    return 0;
  wider = crm_values_copy (values);
  rebase (tx, meeting, series, wider);
  crm_values_unset (values, CRM_MEETING_RECURRENCE);
  crm_values_unset (values, CRM_MEETING_EXCLUDED);
  return crm_transaction_update (tx, id, 0, values, error)
             ? edit_series (tx, series, crm_row_get_text (meeting, CRM_MEETING_RID), scope, wider, error)
             : 0;
}

gint64
crm_meeting_move (CrmTransaction *tx, gint64 id, const char *rid, CrmMeetingScope scope, gint64 starts_at,
    gint64 ends_at, gboolean all_day, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  GTimeZone *zone = crm_transaction_get_zone (tx);

  if (!values)
    return 0;
  if (all_day)
    {
      guint32 first = crm_local_day (starts_at, zone, NULL), last = crm_local_day (ends_at - 1, zone, NULL);

      crm_value_take_text (crm_values_slot (values, CRM_MEETING_STARTS_ON), crm_local_format (first));
      crm_value_take_text (
          crm_values_slot (values, CRM_MEETING_ENDS_ON), crm_local_format (MAX (first, last)));
    }
  else
    {
      crm_value_clear (crm_values_slot (values, CRM_MEETING_STARTS_ON));
      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, starts_at);
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, ends_at);
    }
  return crm_meeting_edit (tx, id, rid, scope, values, error);
}

/* Leaves one time out. */
static gboolean
remove_one (CrmTransaction *tx, const CrmRow *series, const char *rid, GError **error)
{
  g_autoptr (GHashTable) rids = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED));
  g_autoptr (CrmValues) values = crm_values_new (series->entity);
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;
  gboolean archived;
  gint64 own;

  if (!crm_meeting_find_exception (tx, series->id, rid, &own, &archived, error))
    return FALSE;
  if (own && !archived)
    return crm_transaction_archive (tx, "meeting", own, error);
  if (!crm_meeting_find_time (tx, series, rid, &times, &time, error))
    return FALSE;
  g_hash_table_add (rids, g_strdup (rid));
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), crm_rids_format (rids));
  return crm_transaction_update (tx, series->id, 0, values, error);
}

/* What took place, or was waited for in vain, stays. */
static gboolean
remove_all (CrmTransaction *tx, const CrmRow *series, GError **error)
{
  g_autoptr (GArray) exceptions = list_exceptions (tx, series->id, NULL, FALSE, error);

  for (guint i = 0; exceptions && i < exceptions->len; i++)
    {
      const Exception *one = &g_array_index (exceptions, Exception, i);

      if ((g_strcmp0 (one->state, "held") == 0 || g_strcmp0 (one->state, "missed") == 0) &&
          !put_exception (tx, series->entity, one->id, 0, NULL, error))
        return FALSE;
    }
  return exceptions && crm_transaction_archive (tx, "meeting", series->id, error);
}

static gboolean
remove_following (CrmTransaction *tx, const CrmRow *series, const char *rid, GError **error)
{
  g_auto (CrmMeetingTimes) times = { 0 };
  g_autoptr (GArray) exceptions = NULL;
  g_autoptr (CrmRow) left = NULL;
  CrmMeetingTime time;

  crm_meeting_times_init (&times, tx, series);
  if (!times.rule || !crm_meeting_times_find (&times, rid, &time))
    {
      crm_meeting_refuse_text (g_strdup_printf (_ ("“%s” does not take place at that time."),
                                   crm_row_get_text (series, CRM_MEETING_TITLE)),
          error);
      return FALSE;
    }
  if (time.day == times.day)
    return remove_all (tx, series, error);
  exceptions = list_exceptions (tx, series->id, rid, FALSE, error);
  for (guint i = 0; exceptions && i < exceptions->len; i++)
    {
      const Exception *one = &g_array_index (exceptions, Exception, i);

      if (g_strcmp0 (one->state, "held") != 0 && g_strcmp0 (one->state, "missed") != 0 &&
          !crm_transaction_archive (tx, "meeting", one->id, error))
        return FALSE;
    }
  left = exceptions ? crm_transaction_load (tx, "meeting", series->id, error) : NULL;
  return left && end_before (tx, left, &times, &time, error);
}

gboolean
crm_meeting_remove (CrmTransaction *tx, gint64 id, const char *rid, CrmMeetingScope scope, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error), series = NULL;
  g_autofree char *own = NULL;

  if (!meeting)
    return FALSE;
  if (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE))
    series = crm_row_ref (meeting);
  else if (scope == CRM_MEETING_THIS || !crm_row_get_integer (meeting, CRM_MEETING_SERIES))
    return crm_transaction_archive (tx, "meeting", id, error);
  else
    {
      series = crm_transaction_load (tx, "meeting", crm_row_get_integer (meeting, CRM_MEETING_SERIES), error);
      rid = own = g_strdup (crm_row_get_text (meeting, CRM_MEETING_RID));
    }
  if (!series)
    return FALSE;
  if (scope == CRM_MEETING_ALL || !rid || !*rid)
    return remove_all (tx, series, error);
  return scope == CRM_MEETING_THIS ? remove_one (tx, series, rid, error)
                                   : remove_following (tx, series, rid, error);
}
