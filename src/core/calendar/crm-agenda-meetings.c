/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-agenda-private.h"

#include <string.h>

#include "base/crm-recurrence.h"
#include "calendar/crm-calendar-sync-private.h"

/* Meetings and events of the desktop's calendars in a stretch of days, found by table occurrence: most begin at most a day before it, the few
 * long ones are found by their end. In a worker's thread. */

/* $5 to $3 is the stretch, $2 a day before it. The long ones are found by their own index, whatever order they are wanted in (+ 0). */
#define SHORT(source) \
  " WHERE o.source = " source " AND o.starts_at >= $2 AND o.starts_at < $3 AND (o.starts_at >= $5 OR" \
  " o.ends_at > $5)"
#define LONG(source) \
  " WHERE o.source = " source " AND o.ends_at - o.starts_at > 86400000000 AND o.ends_at > $5" \
  " AND o.starts_at + 0 < $2 AND o.starts_at + 0 < $3"
#define ORDER " ORDER BY o.starts_at LIMIT $1"
#define LONG_ORDER " ORDER BY o.starts_at + 0 LIMIT $1"

/* The first client of a meeting is the one it is shown with. */
#define MEETING_SELECT \
  "SELECT o.rid, o.starts_at, o.ends_at, o.all_day, " MEETING_COLUMNS \
  " FROM occurrence o CROSS JOIN meeting m" MEETING_JOINS
#define MEETING_COLUMNS \
  "m.id, m.version, m.title, m.state, m.place, m.online," \
  " m.series, m.calendar, k.color, e.id, e.state, substr (b.body, 1, 200)," \
  " (SELECT count (*) FROM record_link n WHERE n.entity = 'meeting' AND n.record_id = m.id AND n.field =" \
  " 'clients'), " CRM_AGENDA_WHO_COLUMNS
#define MEETING_JOINS \
  " LEFT JOIN record_link l ON l.entity = 'meeting' AND l.record_id = m.id AND l.field = 'clients'" \
  " AND l.position = 0 LEFT JOIN body b ON b.entity = 'meeting' AND b.record_id = m.id" \
  " LEFT JOIN calendar k ON k.id = m.calendar" \
  " LEFT JOIN calendar_event e ON e.meeting_id = COALESCE (m.series, m.id) AND e.calendar_id = " \
  "m.calendar" CRM_AGENDA_WHO_JOINS ("l.target_id", "m.deal", "m.owner")
/* A time that has no row; an instance that lasts longer than FAR_DAYS is found by its beginning only. */
#define FAR_SELECT \
  "SELECT $2, $3, $4, $5, " MEETING_COLUMNS " FROM meeting m" MEETING_JOINS " WHERE m.id = $1"
#define FAR_DAYS 31
#define MEETING_COUNT "SELECT count (*) FROM (SELECT 1 FROM occurrence o CROSS JOIN meeting m"
/* The people of one meeting are few, the meetings of one person many: looked at by meeting (+ 0). */
#define MEETING_AND \
  " AND m.id = o.parent_id AND ($6 = 0 OR m.state = 'planned') AND ($4 = 0 OR m.owner = $4 OR EXISTS " \
  "(SELECT 1 FROM participant p WHERE" \
  " p.meeting = m.id AND p.\"user\" + 0 = $4 AND p.archived_at IS NULL))"

#define EVENT_COLUMNS "e.id, e.title, k.id, k.color, k.role"
#define EVENT_SELECT \
  "SELECT o.rid, o.starts_at, o.ends_at, o.all_day, " EVENT_COLUMNS \
  " FROM occurrence o CROSS JOIN calendar_event e CROSS JOIN calendar k"
#define EVENT_COUNT \
  "SELECT count (*) FROM (SELECT 1 FROM occurrence o CROSS JOIN calendar_event e CROSS JOIN calendar k"
#define EVENT_AND " AND e.id = o.parent_id" EVENT_WANTED ("$4", "$6")
#define EVENT_WANTED(holidays, others) \
  " AND k.id = e.calendar_id AND k.visible AND k.mode <> 'off' AND k.archived_at IS NULL AND" \
  " ((k.role = 'holidays' AND " holidays " = 1) OR (k.role <> 'holidays' AND " others " = 1))"
/* Events that repeat, for times that have no row. */
#define EVENT_FAR_LIST \
  "SELECT e.id, e.base FROM calendar k CROSS JOIN calendar_event e WHERE e.meeting_id IS NULL AND" \
  " e.base IS NOT NULL" EVENT_WANTED ("$1", "$2")
#define EVENT_FAR_SELECT \
  "SELECT $2, $3, $4, $5, " EVENT_COLUMNS " FROM calendar_event e JOIN calendar k ON k.id = e.calendar_id" \
  " WHERE e.id = $1"

#define COUNT_END " LIMIT $1) n"

static void
bind_stretch (const CrmAgendaReading *reading, CrmStatement *statement)
{
  /* All-day ones have the midnights of another zone. */
  gint64 pad = reading->other_zone ? G_TIME_SPAN_DAY : 0;

  crm_statement_bind_integer (statement, 2, reading->from - pad - G_TIME_SPAN_DAY);
  crm_statement_bind_integer (statement, 3, reading->until + pad);
  crm_statement_bind_integer (statement, 5, reading->from - pad);
}

static void
bind_meetings (const CrmAgendaReading *reading, CrmStatement *statement)
{
  bind_stretch (reading, statement);
  crm_statement_bind_integer (statement, 4, reading->owner);
  crm_statement_bind_integer (statement, 6, reading->upcoming);
}

static const char *
get_sync (CrmStatement *statement)
{
  const char *state = crm_statement_get_text (statement, 14);

  if (crm_statement_is_null (statement, 11) || g_strcmp0 (state, "clean") == 0)
    return NULL;
  if (g_strcmp0 (state, "conflict") == 0)
    return "conflict";
  /* What the last try could not send waits for the next one, whatever was said of it. */
  return g_strcmp0 (state, "failed") == 0 ? "error" : "queued";
}

static gboolean
read_meeting (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  crm_agenda_item_set_times (item, reading, crm_statement_get_integer (statement, 1),
      crm_statement_get_integer (statement, 2), crm_statement_get_integer (statement, 3) != 0);
  item->kind = item->step = "meeting";
  g_free (item->rid);
  item->rid = g_strdup (crm_statement_get_text (statement, 0));
  item->id = crm_statement_get_integer (statement, 4);
  item->version = crm_statement_get_integer (statement, 5);
  item->title = g_strdup (crm_statement_get_text (statement, 6));
  item->state = g_strdup (crm_statement_get_text (statement, 7));
  item->place = g_strdup (crm_statement_get_text (statement, 8));
  item->online = g_strdup (crm_statement_get_text (statement, 9));
  item->repeats = *item->rid != '\0' || !crm_statement_is_null (statement, 10);
  item->calendar = crm_statement_get_integer (statement, 11);
  item->color = g_strdup (crm_statement_get_text (statement, 12));
  item->sync = get_sync (statement);
  item->text = g_strdup (crm_statement_get_text (statement, 15));
  crm_agenda_item_read_who (item, statement, 17);
  item->n_clients = (guint)crm_statement_get_integer (statement, 16);
  item->unanswered = g_strcmp0 (item->state, "planned") == 0 && item->ends_at <= reading->now;
  return TRUE;
}

/* Only when, for the days that have something. */
static gboolean
read_times (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  crm_agenda_item_set_times (item, reading, crm_statement_get_integer (statement, 0),
      crm_statement_get_integer (statement, 1), crm_statement_get_integer (statement, 2) != 0);
  return TRUE;
}

/* Ids of meetings that repeat and whose rows may end before the stretch does. Caller owns. */
static GArray *
list_series (CrmAgendaReading *self, GError **error)
{
  return crm_db_list_integers (self->db,
      "SELECT m.id FROM meeting m WHERE m.recurrence IS NOT NULL AND m.archived_at IS NULL AND"
      " ($1 = 0 OR m.owner = $1 OR EXISTS (SELECT 1 FROM participant p WHERE p.meeting = m.id AND"
      " p.\"user\" + 0 = $1 AND p.archived_at IS NULL)) ORDER BY m.id",
      error, 1, self->owner);
}

typedef gboolean (*ReadFunc) (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item);

/* What a series is shown with, without its times. */
static gboolean
read_series (
    CrmAgendaReading *self, CrmStatement *statement, const CrmOccurrence *time, ReadFunc func, GError **error)
{
  g_autoptr (CrmAgendaItem) item = crm_agenda_item_new (NULL, NULL);
  gboolean row;

  crm_statement_reset (statement);
  crm_statement_bind_integer (statement, 1, time->meeting);
  crm_statement_bind_text (statement, 2, time->rid);
  crm_statement_bind_integer (statement, 3, time->starts_at);
  crm_statement_bind_integer (statement, 4, time->ends_at);
  crm_statement_bind_integer (statement, 5, time->all_day);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row && func (self, statement, item))
    crm_agenda_reading_take (self, g_steal_pointer (&item));
  return TRUE;
}

/* Behind the horizon of table occurrence the rules are asked. */
static gboolean
add_far_times (CrmAgendaReading *self, GError **error)
{
  gint64 pad = self->other_zone ? G_TIME_SPAN_DAY : 0, horizon;
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GArray) series = NULL;

  if (!crm_occurrence_get_horizon (self->tx, &horizon, error))
    return FALSE;
  if (self->until + pad <= horizon)
    return TRUE;
  series = list_series (self, error);
  statement = crm_db_prepare (self->db, FAR_SELECT, error);
  if (!series || !statement)
    return FALSE;
  for (guint i = 0; i < series->len; i++)
    {
      g_autoptr (GPtrArray) times = crm_meeting_list_occurrences (self->tx, g_array_index (series, gint64, i),
          MAX (self->from - pad - FAR_DAYS * G_TIME_SPAN_DAY, horizon), self->until + pad, self->max, error);

      if (!times)
        return FALSE;
      for (guint k = 0; k < times->len; k++)
        if (!read_series (self, statement, times->pdata[k], read_meeting, error))
          return FALSE;
    }
  return TRUE;
}

gboolean
crm_agenda_read_meetings (CrmAgendaReading *self, GError **error)
{
  static const CrmAgendaLayer whole[] = {
    { MEETING_SELECT SHORT ("0") MEETING_AND ORDER, MEETING_COUNT SHORT ("0") MEETING_AND COUNT_END,
        bind_meetings, read_meeting },
    { MEETING_SELECT LONG ("0") MEETING_AND LONG_ORDER, MEETING_COUNT LONG ("0") MEETING_AND COUNT_END,
        bind_meetings, read_meeting },
  };
#define TIMES_SELECT "SELECT o.starts_at, o.ends_at, o.all_day FROM occurrence o CROSS JOIN meeting m"
#define TIMES_AND " AND m.state <> 'cancelled'" MEETING_AND " LIMIT $1"
  static const CrmAgendaLayer times[] = {
    { TIMES_SELECT SHORT ("0") TIMES_AND, MEETING_COUNT SHORT ("0") MEETING_AND COUNT_END, bind_meetings,
        read_times },
    { TIMES_SELECT LONG ("0") TIMES_AND, MEETING_COUNT LONG ("0") MEETING_AND COUNT_END, bind_meetings,
        read_times },
  };
  const CrmAgendaLayer *layers = self->days ? times : whole;

  return crm_agenda_reading_add (self, &layers[0], error) &&
         crm_agenda_reading_add (self, &layers[1], error) && add_far_times (self, error);
}

/* Which calendars: of holidays from parameter holidays, others from parameter others. */
static void
bind_roles (const CrmAgendaReading *reading, CrmStatement *statement, int holidays, int others)
{
  crm_statement_bind_integer (statement, holidays, (reading->layers & CRM_LAYER_HOLIDAYS) != 0);
  /* The calendars of the desktop are those of the one who sits at it. */
  crm_statement_bind_integer (statement, others,
      (reading->layers & CRM_LAYER_EVENTS) != 0 &&
          (!reading->owner || reading->owner == crm_transaction_get_user (reading->tx)));
}

static void
bind_events (const CrmAgendaReading *reading, CrmStatement *statement)
{
  bind_stretch (reading, statement);
  bind_roles (reading, statement, 4, 6);
}

static gboolean
read_event (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  crm_agenda_item_set_times (item, reading, crm_statement_get_integer (statement, 1),
      crm_statement_get_integer (statement, 2), crm_statement_get_integer (statement, 3) != 0);
  item->kind = g_strcmp0 (crm_statement_get_text (statement, 8), "holidays") == 0 ? "holiday" : "event";
  item->step = "meeting";
  g_free (item->rid);
  item->rid = g_strdup (crm_statement_get_text (statement, 0));
  item->repeats = *item->rid != '\0';
  item->id = crm_statement_get_integer (statement, 4);
  item->title = g_strdup (crm_statement_get_text (statement, 5));
  item->calendar = crm_statement_get_integer (statement, 6);
  item->color = g_strdup (crm_statement_get_text (statement, 7));
  item->read_only = TRUE;
  return TRUE;
}

gint64
crm_agenda_get_sure (CrmTransaction *tx)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_transaction_get_now (tx) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) sure = g_date_time_add_months (now, CRM_RECURRENCE_HORIZON_MONTHS - 1);

  return g_date_time_to_unix (sure) * G_USEC_PER_SEC;
}

static gboolean
add_far_events (CrmAgendaReading *self, GError **error)
{
  gint64 pad = self->other_zone ? G_TIME_SPAN_DAY : 0,
         from = MAX (self->from - pad - FAR_DAYS * G_TIME_SPAN_DAY, crm_agenda_get_sure (self->tx));
  g_autoptr (CrmStatement) list = NULL, one = NULL;
  gboolean row = FALSE;

  if (self->until + pad <= from)
    return TRUE;
  list = crm_db_prepare (self->db, EVENT_FAR_LIST, error);
  one = crm_db_prepare (self->db, EVENT_FAR_SELECT, error);
  if (!list || !one)
    return FALSE;
  bind_roles (self, list, 1, 2);
  while (crm_statement_step (list, &row, error) && row)
    {
      const char *base = crm_statement_get_text (list, 1);
      g_autoptr (GPtrArray) times = NULL;

      if (!strstr (base, "RRULE") && !strstr (base, "RDATE"))
        continue;
      times = crm_calendar_event_list_far (
          self->tx, crm_statement_get_integer (list, 0), base, from, self->until + pad, error);
      if (!times)
        return FALSE;
      for (guint i = 0; i < times->len; i++)
        if (!read_series (self, one, times->pdata[i], read_event, error))
          return FALSE;
    }
  return !row;
}

gboolean
crm_agenda_read_events (CrmAgendaReading *self, GError **error)
{
  static const CrmAgendaLayer layers[] = {
    { EVENT_SELECT SHORT ("1") EVENT_AND ORDER, EVENT_COUNT SHORT ("1") EVENT_AND COUNT_END, bind_events,
        read_event },
    { EVENT_SELECT LONG ("1") EVENT_AND LONG_ORDER, EVENT_COUNT LONG ("1") EVENT_AND COUNT_END, bind_events,
        read_event },
  };

  return crm_agenda_reading_add (self, &layers[0], error) &&
         crm_agenda_reading_add (self, &layers[1], error) && add_far_events (self, error);
}
