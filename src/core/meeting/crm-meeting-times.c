/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-zone.h"
#include "meeting/crm-meeting-private.h"

/* When a meeting takes place: its first time and its rule worked out into times, and the names (rids) these have. Pure but for the zone
 * of the book; any thread that has the transaction. */

void
crm_rid_format (char rid[CRM_RID_SIZE], guint32 day, int second)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  if (second < 0)
    g_snprintf (rid, CRM_RID_SIZE, "%04d%02d%02d", g_date_get_year (&date), (int)g_date_get_month (&date),
        g_date_get_day (&date));
  else
    g_snprintf (rid, CRM_RID_SIZE, "%04d%02d%02dT%02d%02d%02d", g_date_get_year (&date),
        (int)g_date_get_month (&date), g_date_get_day (&date), second / 3600 % 24, second / 60 % 60,
        second % 60);
}

static int
read_digits (const char *text, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

gboolean
crm_rid_parse (const char *rid, guint32 *day, int *second)
{
  gsize length = rid ? strlen (rid) : 0;
  int year, month, of_month, hour, minute, rest;
  GDate date;

  if (length != strlen ("YYYYMMDD") && length != strlen ("YYYYMMDDTHHMMSS"))
    return FALSE;
  year = read_digits (rid, 4);
  month = read_digits (rid + 4, 2);
  of_month = read_digits (rid + 6, 2);
  if (year < 1 || month < 1 || of_month < 1 ||
      !g_date_valid_dmy ((GDateDay)of_month, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)of_month, (GDateMonth)month, (GDateYear)year);
  *day = g_date_get_julian (&date);
  *second = -1;
  if (length == strlen ("YYYYMMDD"))
    return TRUE;
  hour = read_digits (rid + 9, 2);
  minute = read_digits (rid + 11, 2);
  rest = read_digits (rid + 13, 2);
  if (rid[8] != 'T' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || rest < 0 || rest > 59)
    return FALSE;
  *second = hour * 3600 + minute * 60 + rest;
  return TRUE;
}

GHashTable *
crm_rids_parse (const char *text)
{
  GHashTable *rids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) words = g_strsplit_set (text ? text : "", " ,", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_hash_table_add (rids, g_strdup (words[i]));
  return rids;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
crm_rids_format (GHashTable *rids)
{
  guint n;
  g_autofree char **words = (char **)g_hash_table_get_keys_as_array (rids, &n);

  if (!n)
    return NULL;
  qsort (words, n, sizeof *words, compare_texts);
  return g_strjoinv (" ", words);
}

GTimeZone *
crm_meeting_dup_zone (CrmTransaction *tx, const char *name)
{
  GTimeZone *zone = name ? crm_zone_new (name) : NULL;

  return zone ? zone : g_time_zone_ref (crm_transaction_get_zone (tx));
}

void
crm_meeting_times_clear (CrmMeetingTimes *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->book, g_time_zone_unref);
  g_clear_pointer (&self->rule, crm_recurrence_free);
}

/* What came from elsewhere with a rule that is none takes place once. */
void
crm_meeting_times_init (CrmMeetingTimes *self, CrmTransaction *tx, const CrmRow *meeting)
{
  guint32 first = crm_local_parse (crm_row_get_text (meeting, CRM_MEETING_STARTS_ON)),
          last = crm_local_parse (crm_row_get_text (meeting, CRM_MEETING_ENDS_ON));
  gint64 starts_at = crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT),
         ends_at = crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT);
  const char *rule = crm_row_get_text (meeting, CRM_MEETING_RECURRENCE);

  *self = (CrmMeetingTimes){ .book = g_time_zone_ref (crm_transaction_get_zone (tx)) };
  self->zone = crm_meeting_dup_zone (tx, crm_row_get_text (meeting, CRM_MEETING_ZONE));
  if (first)
    {
      self->day = first;
      self->second = -1;
      self->days = last > first ? last - first + 1 : 1;
    }
  else
    {
      self->day = crm_local_day (starts_at, self->zone, &self->second);
      self->length = MAX (ends_at - starts_at, 0);
    }
  self->rule = rule && self->day ? crm_recurrence_new (rule, NULL) : NULL;
}

CrmMeetingTime
crm_meeting_times_get (const CrmMeetingTimes *self, guint32 day)
{
  CrmMeetingTime time = { .day = day };

  crm_rid_format (time.rid, day, self->second);
  time.starts_at = crm_local_instant (day, MAX (self->second, 0), self->second < 0 ? self->book : self->zone);
  time.ends_at =
      self->second < 0 ? crm_local_instant (day + self->days, 0, self->book) : time.starts_at + self->length;
  return time;
}

static void
add_time (const CrmMeetingTimes *self, GArray *times, guint32 day, gint64 from, gint64 until, guint max,
    GHashTable *excluded)
{
  CrmMeetingTime time = crm_meeting_times_get (self, day);

  if (time.starts_at >= from && time.starts_at < until && times->len < max &&
      !(excluded && g_hash_table_contains (excluded, time.rid)))
    g_array_append_val (times, time);
}

GArray *
crm_meeting_times_list (
    const CrmMeetingTimes *self, gint64 from, gint64 until, guint max, GHashTable *excluded)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (CrmMeetingTime));
  guint32 last = crm_local_day (until, self->book, NULL);
  gint64 first;
  /* What is left out must not use up what the caller asked for. */
  guint n = excluded ? MIN (CRM_RECURRENCE_MAX_STEPS, (guint64)max + g_hash_table_size (excluded) + 1) : max;

  if (!self->day || !last)
    return times;
  first = crm_meeting_times_get (self, self->day).starts_at;
  add_time (self, times, self->day, from, until, max, excluded);
  if (!self->rule)
    return times;
  if (self->second < 0)
    {
      g_autofree char *begin = crm_local_format (self->day), *end = crm_local_format (last + 1), *at = NULL;
      guint32 from_day = crm_local_day (MAX (from, first), self->book, NULL);
      g_autoptr (GPtrArray) dates = NULL;

      if (!from_day || !(at = crm_local_format (from_day)) || !end)
        return times;
      dates = crm_recurrence_list_dates (self->rule, begin, at, end, self->book, n);
      for (guint i = 0; i < dates->len; i++)
        if (crm_local_parse (dates->pdata[i]) > self->day)
          add_time (self, times, crm_local_parse (dates->pdata[i]), from, until, max, excluded);
    }
  else
    {
      g_autoptr (GArray) instants =
          crm_recurrence_list_instants (self->rule, first, from, until, self->zone, n);

      for (guint i = 0; i < instants->len; i++)
        {
          guint32 day = crm_local_day (g_array_index (instants, gint64, i), self->zone, NULL);

          if (day > self->day)
            add_time (self, times, day, from, until, max, excluded);
        }
    }
  return times;
}

gboolean
crm_meeting_times_find (const CrmMeetingTimes *self, const char *rid, CrmMeetingTime *time)
{
  g_autoptr (GArray) times = NULL;
  guint32 day;
  int second;

  if (!crm_rid_parse (rid, &day, &second) || second != self->second || !self->day || day < self->day)
    return FALSE;
  *time = crm_meeting_times_get (self, day);
  if (!self->rule || day == self->day)
    return day == self->day;
  times = crm_meeting_times_list (self, time->starts_at, time->starts_at + 1, 1, NULL);
  return times->len == 1;
}
