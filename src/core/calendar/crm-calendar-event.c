/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-zone.h"
#include "calendar/crm-calendar-sync-private.h"
#include "calendar/crm-event-private.h"

/* When an event that is no meeting takes place: rows of table occurrence (source 1), derived from its object. Rules that a meeting
 * could not keep are followed as far as the rules of recurrence go: each rule and each single date for itself, by the clock of the file, and
 * what an exception says of all that follow. What lies behind the horizon has no rows and is told when it is asked for.
 * Runs in a worker's thread. */

#define DAY_SECONDS (24 * 3600)

typedef struct
{
  CrmTransaction *tx;   /* not owned */
  CrmStatement *insert; /* not owned, NULL: the times are collected instead */
  GPtrArray *found;     /* CrmOccurrence *; not owned */
  GTimeZone *zone;      /* the book's; not owned */
  gint64 event;
  gint64 from; /* of collected ones */
  gint64 until;
  GHashTable *taken; /* rids that are left out or written */
  GPtrArray *events; /* CrmEvent *: of the object, exceptions by rid; not owned */
} Expansion;

gboolean
crm_calendar_event_collapse (CrmTransaction *tx, gint64 event, GError **error)
{
  return crm_db_run (crm_transaction_get_db (tx),
      "DELETE FROM occurrence WHERE source = 1 AND parent_id = $1", error, 1, event);
}

/* Those of a rule in UTC are written with a Z by some and without by others. */
static char *
strip_rid (const char *rid)
{
  gsize length = strlen (rid);

  return g_strndup (rid, length && rid[length - 1] == 'Z' ? length - 1 : length);
}

static gboolean
add (Expansion *self, const char *rid, gint64 starts_at, gint64 ends_at, gboolean all_day, GError **error)
{
  if (!self->insert)
    {
      CrmOccurrence time = { self->event, g_strdup (rid), starts_at, ends_at, all_day };

      g_ptr_array_add (self->found, g_memdup2 (&time, sizeof time));
      return TRUE;
    }
  crm_statement_reset (self->insert);
  crm_statement_bind_integer (self->insert, 1, starts_at);
  crm_statement_bind_integer (self->insert, 2, self->event);
  crm_statement_bind_text (self->insert, 3, rid);
  crm_statement_bind_integer (self->insert, 4, ends_at);
  crm_statement_bind_integer (self->insert, 5, all_day);
  return crm_statement_run (self->insert, error);
}

/* The exception that speaks of a time and all behind it; NULL when none does. */
static const CrmEvent *
find_range (Expansion *self, const char *rid)
{
  const CrmEvent *found = NULL;

  for (guint i = 0; i < self->events->len; i++)
    {
      const CrmEvent *event = self->events->pdata[i];

      if (event->ranged && strncmp (event->rid, rid, strlen (rid)) <= 0)
        found = event;
    }
  return found;
}

/* As much later, by the clock of the series, as the exception is. */
static void
shift (const CrmEvent *range, GTimeZone *zone, gint64 *at)
{
  CrmEventTime told;
  int second, from, to;
  guint32 julian = crm_local_day (*at, zone, &second), first, last;
  gint64 seconds;

  if (!crm_event_rid_read (range->rid, zone, &told))
    return;
  first = crm_local_day (told.at, zone, &from);
  last = crm_local_day (range->starts_at, zone, &to);
  seconds = (julian + (gint64)last - first) * DAY_SECONDS + second + to - from;
  *at = crm_local_instant ((guint32)(seconds / DAY_SECONDS), (int)(seconds % DAY_SECONDS), zone);
}

static gboolean
add_day (Expansion *self, const CrmEvent *master, const char *day, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (day, "-", 3);
  g_autofree char *rid = g_strjoinv (NULL, parts);
  guint32 first = crm_local_parse (day);
  const CrmEvent *range = first ? find_range (self, rid) : NULL, *as = range ? range : master;
  guint32 from, to;

  if (!first || !g_hash_table_add (self->taken, g_strdup (rid)))
    return TRUE;
  if (range && (!range->all_day || g_strcmp0 (range->status, "cancelled") == 0))
    return TRUE;
  from = crm_local_parse (as->starts_on);
  to = crm_local_parse (as->ends_on);
  if (range)
    {
      g_autofree char *told = g_strdup_printf ("%.4s-%.2s-%.2s", range->rid, range->rid + 4, range->rid + 6);

      first += from - crm_local_parse (told);
    }
  return add (self, rid, crm_local_instant (first, 0, self->zone),
      crm_local_instant (first + (to > from ? to - from : 0) + 1, 0, self->zone), TRUE, error);
}

/* A day of an all-day one, or a moment of a timed one, unless it is left out or there already. length: -1 as long as the event itself. */
static gboolean
add_time (Expansion *self, const CrmEvent *master, gint64 at, const char *day, gint64 length, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *rid = NULL;
  const CrmEvent *range;
  int second;
  guint32 julian;

  if (master->all_day)
    return add_day (self, master, day, error);
  zone = crm_event_dup_zone (master, self->zone);
  julian = crm_local_day (at, zone, &second);
  rid = crm_event_format_rid (julian, second);
  if (!rid || !g_hash_table_add (self->taken, g_strdup (rid)))
    return TRUE;
  range = find_range (self, rid);
  if (range)
    {
      if (range->all_day || g_strcmp0 (range->status, "cancelled") == 0)
        return TRUE;
      shift (range, zone, &at);
      length = range->ends_at - range->starts_at;
    }
  return add (self, rid, at, at + (length < 0 ? master->ends_at - master->starts_at : length), FALSE, error);
}

static gboolean
add_rule (Expansion *self, const CrmEvent *master, const char *text, GError **error)
{
  g_autoptr (CrmRecurrence) rule = crm_recurrence_new (text, NULL);

  if (!rule)
    return TRUE;
  if (master->all_day)
    {
      g_autofree char *until = crm_local_format (crm_local_day (self->until, self->zone, NULL)),
                      *from = crm_local_format (MAX (crm_local_parse (master->starts_on),
                          self->from > 0 ? crm_local_day (self->from, self->zone, NULL) : 0));
      g_autoptr (GPtrArray) days = crm_recurrence_list_dates (
          rule, master->starts_on, from, until, self->zone, CRM_RECURRENCE_MAX_STEPS);

      for (guint i = 0; days && i < days->len; i++)
        if (!add_day (self, master, days->pdata[i], error))
          return FALSE;
    }
  else
    {
      g_autoptr (GTimeZone) zone = master->zone ? crm_zone_new (master->zone) : NULL;
      g_autoptr (GArray) times = crm_recurrence_list_instants (rule, master->starts_at,
          MAX (master->starts_at, self->from), self->until,
          zone               ? zone
          : master->floating ? self->zone
                             : NULL,
          CRM_RECURRENCE_MAX_STEPS);

      for (guint i = 0; times && i < times->len; i++)
        if (!add_time (self, master, g_array_index (times, gint64, i), NULL, -1, error))
          return FALSE;
    }
  return TRUE;
}

static const CrmEventPart *
find_master (const CrmEventPart *calendar)
{
  for (guint i = 0; i < calendar->items->len; i++)
    {
      const CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;

      if (part && crm_event_part_is (part, "VEVENT") && !crm_event_part_find (part, "RECURRENCE-ID"))
        return part;
    }
  return NULL;
}

/* When a rule ends; G_MAXINT64: never, or by number. */
static gint64
get_end (const struct icalrecurrencetype *rule, const CrmEventTime *start)
{
  const struct icaltimetype *until = &rule->until;
  GDate day;
  guint32 julian;
  int second = until->hour * 3600 + until->minute * 60 + until->second;

  if (icaltime_is_null_time (*until) ||
      !g_date_valid_dmy ((GDateDay)until->day, (GDateMonth)until->month, (GDateYear)until->year))
    return G_MAXINT64;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay)until->day, (GDateMonth)until->month, (GDateYear)until->year);
  julian = g_date_get_julian (&day);
  if (until->is_date)
    second = start->second;
  return icaltime_is_utc (*until) ? crm_local_instant (julian, second, NULL)
                                  : crm_event_zone_get_instant (start->zone, julian, second);
}

/* A rule by a clock that only the file knows: its days are counted, and each has its instant from that clock. */
static gboolean
add_own_rule (
    Expansion *self, const CrmEvent *master, const CrmEventTime *start, const char *value, GError **error)
{
  struct icalrecurrencetype rule = icalrecurrencetype_from_string (value);
  gint64 end = MIN (get_end (&rule, start), self->until - 1);
  g_autofree char *first = crm_local_format (start->julian),
                  *from = crm_local_format (
                      MAX (start->julian, crm_local_day (MAX (self->from, 0), NULL, NULL) - 1)),
                  *until = crm_local_format (crm_local_day (end, NULL, NULL) + 2);
  g_autoptr (CrmRecurrence) recurrence = NULL;
  g_autoptr (GPtrArray) days = NULL;
  char *text;

  rule.until = icaltime_null_time ();
  text = icalrecurrencetype_as_string_r (&rule);
  recurrence = text ? crm_recurrence_new (text, NULL) : NULL;
  if (text)
    icalmemory_free_buffer (text);
  if (recurrence)
    days = crm_recurrence_list_dates (recurrence, first, from, until, NULL, CRM_RECURRENCE_MAX_STEPS);
  for (guint i = 0; days && i < days->len; i++)
    {
      gint64 at = crm_event_zone_get_instant (start->zone, crm_local_parse (days->pdata[i]), start->second);

      if (at >= self->from && at <= end && !add_time (self, master, at, days->pdata[i], -1, error))
        return FALSE;
    }
  return TRUE;
}

/* Single dates of RDATE, as long as the event itself unless they are periods. */
static gboolean
add_dates (Expansion *self, const CrmEvent *master, const CrmEventLine *line, const CrmEventTime *start,
    CrmEventZones *zones, GError **error)
{
  g_autoptr (GPtrArray) values =
      crm_event_value_split (crm_event_line_get_value (line), ',', CRM_EVENT_MAX_EXCLUDED);

  for (guint i = 0; i < values->len; i++)
    {
      char *value = values->pdata[i], *period = strchr (value, '/');
      g_autofree char *day = NULL;
      CrmEventTime time, end;
      gint64 length = -1;

      if (period)
        *period++ = '\0';
      if (!crm_event_time_read (line, value, zones, &time))
        continue;
      if (time.second < 0 || time.zone->floating)
        time.at = crm_event_zone_get_instant (
            start->zone, time.julian, MAX (time.second < 0 ? start->second : time.second, 0));
      if (period && (*period == 'P' ? crm_event_add_duration (period, &time, &end)
                                    : crm_event_time_read (line, period, zones, &end)))
        length = MAX (end.at - time.at, 0);
      day = crm_local_format (time.julian);
      if (day && !add_time (self, master, time.at, day, length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_rich (Expansion *self, const CrmEvent *master, const char *ical, GError **error)
{
  g_autoptr (CrmEventPart) calendar = crm_event_parse_calendar (ical, NULL);
  g_autoptr (CrmEventZones) zones = calendar ? crm_event_zones_new (calendar, self->zone) : NULL;
  const CrmEventPart *event = calendar ? find_master (calendar) : NULL;
  const CrmEventLine *line = event ? crm_event_part_find (event, "DTSTART") : NULL;
  CrmEventTime start;
  gboolean ok = TRUE;

  if (!line || !crm_event_time_read (line, NULL, zones, &start))
    return TRUE;
  for (guint i = 0; ok && i < event->items->len; i++)
    {
      line = g_array_index (event->items, CrmEventItem, i).line;
      if (line && crm_event_line_is (line, "RDATE"))
        ok = add_dates (self, master, line, &start, zones, error);
      else if (line && crm_event_line_is (line, "RRULE"))
        ok = start.zone->own && start.second >= 0
                 ? add_own_rule (self, master, &start, crm_event_line_get_value (line), error)
                 : add_rule (self, master, crm_event_line_get_value (line), error);
    }
  return ok;
}

static gboolean
add_single (Expansion *self, const CrmEvent *event, const char *rid, GError **error)
{
  if (event->all_day)
    {
      guint32 from = crm_local_parse (event->starts_on), to = crm_local_parse (event->ends_on);

      return !from || add (self, rid, crm_local_instant (from, 0, self->zone),
                          crm_local_instant (MAX (from, to) + 1, 0, self->zone), TRUE, error);
    }
  return add (self, rid, event->starts_at, MAX (event->starts_at, event->ends_at), FALSE, error);
}

/* The times of a series, without those that differ. */
static gboolean
add_series (Expansion *self, const CrmEvent *master, const char *ical, GError **error)
{
  for (guint k = 0; master->excluded && k < master->excluded->len; k++)
    g_hash_table_add (self->taken, strip_rid (master->excluded->pdata[k]));
  /* The beginning counts also where the rule would leave it out. */
  return (self->from > master->starts_at ||
             add_time (self, master, master->starts_at, master->starts_on, -1, error)) &&
         (master->rich ? add_rich (self, master, ical, error)
                       : add_rule (self, master, master->recurrence, error));
}

gboolean
crm_calendar_event_expand (
    CrmTransaction *tx, gint64 event, GPtrArray *events, const char *ical, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CrmStatement) insert = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES ($1, 1, $2, $3, "
      "$4, $5)"
      " ON CONFLICT DO NOTHING",
      error);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_transaction_get_now (tx) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) until = g_date_time_add_months (now, CRM_RECURRENCE_HORIZON_MONTHS);
  Expansion self = { tx, insert, NULL, crm_transaction_get_zone (tx), event, 0,
    g_date_time_to_unix (until) * G_USEC_PER_SEC, taken, events };

  if (!insert || !crm_calendar_event_collapse (tx, event, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *exception = events->pdata[i];

      if (!exception->rid || !*exception->rid)
        continue;
      g_hash_table_add (taken, strip_rid (exception->rid));
      if (g_strcmp0 (exception->status, "cancelled") != 0 &&
          !add_single (&self, exception, exception->rid, error))
        return FALSE;
    }
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *master = events->pdata[i];

      if ((master->rid && *master->rid) || g_strcmp0 (master->status, "cancelled") == 0)
        continue;
      if (!master->recurrence && !master->rich)
        return add_single (&self, master, "", error);
      if (!add_series (&self, master, ical, error))
        return FALSE;
    }
  return TRUE;
}

/* Those that have a row, whenever it was written. */
static gboolean
take_rows (Expansion *self, GError **error)
{
  g_autoptr (CrmStatement) rows = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT rid FROM occurrence WHERE source = 1 AND parent_id = $1 AND starts_at >= $2", error);
  gboolean row = FALSE;

  if (!rows)
    return FALSE;
  crm_statement_bind_integer (rows, 1, self->event);
  crm_statement_bind_integer (rows, 2, self->from);
  while (crm_statement_step (rows, &row, error) && row)
    g_hash_table_add (self->taken, strip_rid (crm_statement_get_text (rows, 0)));
  return !row;
}

GPtrArray *
crm_calendar_event_list_far (
    CrmTransaction *tx, gint64 event, const char *ical, gint64 from, gint64 until, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_occurrence_free),
                        events = crm_event_parse_object (ical, crm_transaction_get_zone (tx), NULL);
  const CrmEvent *master = events ? crm_events_get_master (events) : NULL;
  Expansion self = { tx, NULL, found, crm_transaction_get_zone (tx), event, from, until, taken, events };

  if (!master || g_strcmp0 (master->status, "cancelled") == 0 || (!master->recurrence && !master->rich))
    return g_steal_pointer (&found);
  for (guint i = 0; i < events->len; i++)
    g_hash_table_add (taken, strip_rid (((const CrmEvent *)events->pdata[i])->rid));
  return take_rows (&self, error) && add_series (&self, master, ical, error) ? g_steal_pointer (&found)
                                                                             : NULL;
}
