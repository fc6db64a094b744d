/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-zone.h"
#include "calendar/crm-calendar-sync-private.h"

/* When an event that is no meeting takes place: rows of table occurrence (source 1), derived from its object. Rules that a meeting
 * could not keep are followed as far as the rules of recurrence go: each rule and each single date for itself. What lies behind the horizon has no rows and is told when it is asked for.
 * Runs in a worker's thread. */

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

/* A day of an all-day one, or a moment of a timed one, unless it is left out or there already. */
static gboolean
add_time (Expansion *self, const CrmEvent *master, gint64 at, const char *day, GError **error)
{
  g_autofree char *rid = NULL;

  if (master->all_day)
    {
      guint32 first = crm_local_parse (day), from = crm_local_parse (master->starts_on),
              to = crm_local_parse (master->ends_on);
      g_auto (GStrv) parts = g_strsplit (day, "-", 3);

      rid = g_strjoinv (NULL, parts);
      if (!first || !g_hash_table_add (self->taken, g_strdup (rid)))
        return TRUE;
      return add (self, rid, crm_local_instant (first, 0, self->zone),
          crm_local_instant (first + (to > from ? to - from : 0) + 1, 0, self->zone), TRUE, error);
    }
  else
    {
      g_autoptr (GTimeZone) zone = master->zone ? crm_zone_new (master->zone) : NULL;
      GTimeZone *used = zone ? zone : master->floating ? self->zone : NULL;
      int second;
      guint32 julian = crm_local_day (at, used, &second);
      g_autofree char *date = julian ? crm_local_format (julian) : NULL;
      g_auto (GStrv) parts = date ? g_strsplit (date, "-", 3) : NULL;
      g_autofree char *joined = parts ? g_strjoinv (NULL, parts) : NULL;

      if (!joined)
        return TRUE;
      rid = g_strdup_printf ("%sT%02d%02d%02d", joined, second / 3600, second / 60 % 60, second % 60);
      if (!g_hash_table_add (self->taken, g_strdup (rid)))
        return TRUE;
      return add (self, rid, at, at + (master->ends_at - master->starts_at), FALSE, error);
    }
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
        if (!add_time (self, master, 0, days->pdata[i], error))
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
        if (!add_time (self, master, g_array_index (times, gint64, i), NULL, error))
          return FALSE;
    }
  return TRUE;
}

static icalcomponent *
find_master (icalcomponent *calendar)
{
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (!icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY))
      return event;
  return NULL;
}

/* A single date of RDATE, as long as the event itself. */
static gboolean
add_date (Expansion *self, const CrmEvent *master, icaltimetype time, GError **error)
{
  GTimeZone *zone = NULL;
  g_autoptr (GTimeZone) named = master->zone ? crm_zone_new (master->zone) : NULL;
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", time.year, time.month, time.day);
  guint32 julian = crm_local_parse (day);

  if (!julian)
    return TRUE;
  zone = icaltime_is_utc (time) ? NULL : named ? named : master->floating ? self->zone : NULL;
  return add_time (self, master,
      crm_local_instant (julian, time.hour * 3600 + time.minute * 60 + time.second, zone), day, error);
}

static gboolean
add_rich (Expansion *self, const CrmEvent *master, const char *ical, GError **error)
{
  icalcomponent *calendar = icalparser_parse_string (ical);
  icalcomponent *event = calendar ? find_master (calendar) : NULL;
  gboolean ok = TRUE;

  for (icalproperty *property = event ? icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY) : NULL;
       ok && property; property = icalcomponent_get_next_property (event, ICAL_RRULE_PROPERTY))
    {
      struct icalrecurrencetype rule = icalproperty_get_rrule (property);
      char *text = icalrecurrencetype_as_string_r (&rule);

      ok = !text || add_rule (self, master, text, error);
      if (text)
        icalmemory_free_buffer (text);
    }
  for (icalproperty *property = event ? icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY) : NULL;
       ok && property; property = icalcomponent_get_next_property (event, ICAL_RDATE_PROPERTY))
    {
      struct icaldatetimeperiodtype date = icalproperty_get_rdate (property);

      ok = add_date (self, master, icaltime_is_null_time (date.time) ? date.period.start : date.time, error);
    }
  if (calendar)
    icalcomponent_free (calendar);
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
             add_time (self, master, master->starts_at, master->starts_on, error)) &&
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
    g_date_time_to_unix (until) * G_USEC_PER_SEC, taken };

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
  Expansion self = { tx, NULL, found, crm_transaction_get_zone (tx), event, from, until, taken };

  if (!master || g_strcmp0 (master->status, "cancelled") == 0 || (!master->recurrence && !master->rich))
    return g_steal_pointer (&found);
  for (guint i = 0; i < events->len; i++)
    g_hash_table_add (taken, strip_rid (((const CrmEvent *)events->pdata[i])->rid));
  return take_rows (&self, error) && add_series (&self, master, ical, error) ? g_steal_pointer (&found)
                                                                             : NULL;
}
