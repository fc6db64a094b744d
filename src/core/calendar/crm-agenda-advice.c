/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-agenda-private.h"
#include "user/crm-user.h"

/* What speaks against a time that somebody plans, and the next time nothing speaks against. Nothing is ever refused. In a worker's
 * thread. */

#define MAX_OVERLAPS "5"
#define MAX_NEIGHBOURS "20"
#define TRAVEL_HOURS 12
#define ROAD_PER_FLIGHT 1.3
#define METRES_PER_HOUR 40000.0
#define NEAR_METRES 300.0
#define SAME_TIME_MINUTES 15
#define FREE_DAYS 60

/* A time that is planned. */
typedef struct
{
  CrmTransaction *tx; /* not owned */
  CrmDb *db;          /* not owned */
  GTimeZone *zone;    /* not owned */
  gint64 exclude;
  gint64 starts_at, ends_at;
  gboolean all_day;
  const gint64 *users;
  guint n_users;
  const char *place;
  double latitude, longitude;
  guint32 first_day, last_day;
  GPtrArray *warnings;
} Plan;

void
crm_agenda_warning_free (CrmAgendaWarning *self)
{
  g_free (self->text);
  g_free (self);
}

static void
warn (Plan *plan, const char *kind, gint64 meeting, char *text)
{
  CrmAgendaWarning *warning = g_new0 (CrmAgendaWarning, 1);

  warning->kind = kind;
  warning->meeting = meeting;
  warning->text = text;
  g_ptr_array_add (plan->warnings, warning);
}

static char *
say_time (const Plan *plan, gint64 at)
{
  int second = 0;

  crm_local_day (at, plan->zone, &second);
  return g_strdup_printf ("%d:%02d", second / 3600, second / 60 % 60);
}

/* "(m.owner IN (…) OR EXISTS …)": a handful of users. */
static char *
format_busy (const gint64 *users, guint n_users)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_users; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i ? ", " : "", users[i]);
  return g_strdup_printf (
      "m.id = o.parent_id AND m.state IN ('planned', 'held') AND (m.owner IN (%s) OR EXISTS"
      " (SELECT 1 FROM participant p WHERE p.meeting = m.id AND p.\"user\" + 0 IN (%s)"
      " AND p.archived_at IS NULL))",
      list->str, list->str);
}

static gboolean
has_user (const Plan *plan, gint64 user)
{
  for (guint i = 0; i < plan->n_users; i++)
    if (plan->users[i] == user)
      return TRUE;
  return FALSE;
}

/* Timed ones only: what is noted for a whole day leaves room for meetings. */
static gboolean
find_overlaps (Plan *plan, GError **error)
{
  g_autofree char *busy = format_busy (plan->users, plan->n_users);
  g_autofree char *sql = g_strdup_printf (
      "SELECT m.id, m.title, o.starts_at, o.ends_at FROM occurrence o CROSS JOIN meeting m"
      " WHERE o.source = 0 AND o.starts_at >= $1 AND o.starts_at < $3 AND o.ends_at > $2 AND NOT o.all_day"
      " AND m.id <> $4 AND %s ORDER BY o.starts_at LIMIT " MAX_OVERLAPS,
      busy);
  g_autoptr (CrmStatement) meetings = crm_db_prepare (plan->db, sql, error);
  g_autoptr (CrmStatement) events = crm_db_prepare (plan->db,
      "SELECT 0, e.title, o.starts_at, o.ends_at FROM occurrence o CROSS JOIN calendar_event e CROSS JOIN "
      "calendar k"
      " WHERE o.source = 1 AND o.starts_at >= $1 AND o.starts_at < $3 AND o.ends_at > $2 AND NOT o.all_day"
      " AND e.id = o.parent_id AND k.id = e.calendar_id AND k.mode <> 'off' AND k.role <> 'holidays' AND "
      "k.visible"
      " AND k.archived_at IS NULL ORDER BY o.starts_at LIMIT " MAX_OVERLAPS,
      error);
  CrmStatement *statements[] = { meetings, events };

  if (!meetings || !events)
    return FALSE;
  /* The calendars of the desktop are those of the one who sits at it. */
  for (guint i = 0; i < (has_user (plan, crm_transaction_get_user (plan->tx)) ? 2 : 1); i++)
    {
      gboolean row = FALSE;

      crm_statement_bind_integer (statements[i], 1, plan->starts_at - G_TIME_SPAN_DAY);
      crm_statement_bind_integer (statements[i], 2, plan->starts_at);
      crm_statement_bind_integer (statements[i], 3, plan->ends_at);
      if (statements[i] == meetings)
        crm_statement_bind_integer (statements[i], 4, plan->exclude);
      while (crm_statement_step (statements[i], &row, error) && row)
        {
          const char *title = crm_statement_get_text (statements[i], 1);
          g_autofree char *from = say_time (plan, crm_statement_get_integer (statements[i], 2)),
                          *to = say_time (plan, crm_statement_get_integer (statements[i], 3));

          /* Translators: title of another meeting, and from when to when it takes place. */
          warn (plan, "overlap", crm_statement_get_integer (statements[i], 0),
              g_strdup_printf (_ ("Overlaps “%s” %s–%s"), title ? title : "", from, to));
        }
      if (row)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  gint64 id;
  const char *title;
  const char *place; /* nullable */
  double latitude, longitude;
  gint64 gap; /* µs between the two */
  gboolean before;
} Neighbour;

static char *
say_minutes (gint64 gap)
{
  gulong minutes = (gulong)(gap / G_TIME_SPAN_MINUTE);

  if (minutes >= 120)
    return g_strdup_printf (ngettext ("%lu hour", "%lu hours", minutes / 60), minutes / 60);
  return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", minutes), minutes);
}

static void
say_distance (Plan *plan, const Neighbour *other, double metres)
{
  g_autofree char *gap = say_minutes (other->gap), *distance = NULL;

  distance = metres < 10000 ? g_strdup_printf (_ ("%.1f km"), metres / 1000)
                            : g_strdup_printf (_ ("%.0f km"), metres / 1000);
  if (other->before)
    warn (plan, "travel", other->id,
        /* Translators: a distance ("12 km"), title of a meeting, and a time ("15 minutes"). */
        g_strdup_printf (_ ("%s from “%s”, which ends %s before"), distance, other->title, gap));
  else
    warn (plan, "travel", other->id,
        /* Translators: a distance ("12 km"), title of a meeting, and a time ("15 minutes"). */
        g_strdup_printf (_ ("%s to “%s”, which begins %s after"), distance, other->title, gap));
}

static void
say_other_place (Plan *plan, const Neighbour *other)
{
  g_autofree char *gap = say_minutes (other->gap);

  if (other->before)
    warn (plan, "travel", other->id,
        /* Translators: title of a meeting, a time ("10 minutes"). */
        g_strdup_printf (_ ("“%s” is in another place and ends %s before"), other->title, gap));
  else
    warn (plan, "travel", other->id,
        /* Translators: title of a meeting, a time ("10 minutes"). */
        g_strdup_printf (_ ("“%s” is in another place and begins %s after"), other->title, gap));
}

/* TRUE when it was worth a warning. */
static gboolean
judge_way (Plan *plan, const Neighbour *other)
{
  g_autofree char *here = NULL, *there = NULL;

  if (!isnan (plan->latitude) && !isnan (plan->longitude) && !isnan (other->latitude) &&
      !isnan (other->longitude))
    {
      double metres =
          crm_position_get_distance (plan->latitude, plan->longitude, other->latitude, other->longitude);
      double hours = metres * ROAD_PER_FLIGHT / METRES_PER_HOUR;

      if (metres < NEAR_METRES || hours * 3600 * G_USEC_PER_SEC <= (double)other->gap)
        return FALSE;
      say_distance (plan, other, metres);
      return TRUE;
    }
  if (crm_text_is_blank (plan->place) || crm_text_is_blank (other->place) ||
      other->gap >= SAME_TIME_MINUTES * G_TIME_SPAN_MINUTE)
    return FALSE;
  here = crm_text_fold (plan->place);
  there = crm_text_fold (other->place);
  if (g_str_equal (here, there))
    return FALSE;
  say_other_place (plan, other);
  return TRUE;
}

/* The way from the meeting before and to the one after. */
static gboolean
find_travel (Plan *plan, gboolean before, GError **error)
{
  g_autofree char *busy = format_busy (plan->users, plan->n_users);
  g_autofree char *sql = g_strdup_printf (
      "SELECT m.id, m.title, m.place, m.latitude, m.longitude, o.starts_at, o.ends_at FROM occurrence o"
      " CROSS JOIN meeting m WHERE o.source = 0 AND o.starts_at >= $1 AND o.starts_at < $2 AND o.ends_at <= "
      "$3"
      " AND NOT o.all_day AND m.id <> $4 AND (m.place IS NOT NULL OR m.latitude IS NOT NULL) AND %s"
      " ORDER BY %s LIMIT " MAX_NEIGHBOURS,
      busy, before ? "o.ends_at DESC" : "o.starts_at");
  g_autoptr (CrmStatement) statement = crm_db_prepare (plan->db, sql, error);
  gboolean row = FALSE, told = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (
      statement, 1, before ? plan->starts_at - 2 * TRAVEL_HOURS * G_TIME_SPAN_HOUR : plan->ends_at);
  crm_statement_bind_integer (
      statement, 2, before ? plan->starts_at : plan->ends_at + TRAVEL_HOURS * G_TIME_SPAN_HOUR);
  crm_statement_bind_integer (statement, 3, before ? plan->starts_at : G_MAXINT64);
  crm_statement_bind_integer (statement, 4, plan->exclude);
  while (!told && crm_statement_step (statement, &row, error) && row)
    {
      Neighbour other = { .id = crm_statement_get_integer (statement, 0),
        .title = crm_statement_get_text (statement, 1),
        .place = crm_statement_get_text (statement, 2),
        .latitude = crm_statement_is_null (statement, 3) ? NAN : crm_statement_get_real (statement, 3),
        .longitude = crm_statement_is_null (statement, 4) ? NAN : crm_statement_get_real (statement, 4),
        .before = before };

      other.gap = before ? plan->starts_at - crm_statement_get_integer (statement, 6)
                         : crm_statement_get_integer (statement, 5) - plan->ends_at;
      if (other.gap > TRAVEL_HOURS * G_TIME_SPAN_HOUR)
        continue;
      told = judge_way (plan, &other);
    }
  return told || !row;
}

static gboolean
find_leave (Plan *plan, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (plan->db,
      "SELECT u.name, l.kind, l.ends_on FROM leave l JOIN \"user\" u ON u.id = l.\"user\" WHERE l.\"user\" = "
      "$1"
      " AND l.starts_on <= $3 AND l.ends_on >= $2 AND l.archived_at IS NULL ORDER BY l.starts_on LIMIT 1",
      error);
  g_autofree char *first = crm_local_format (plan->first_day), *last = crm_local_format (plan->last_day);

  if (!statement)
    return FALSE;
  for (guint i = 0; i < plan->n_users; i++)
    {
      g_autofree char *day = NULL;
      const char *kind;
      gboolean row;

      crm_statement_reset (statement);
      crm_statement_bind_integer (statement, 1, plan->users[i]);
      crm_statement_bind_text (statement, 2, first);
      crm_statement_bind_text (statement, 3, last);
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        continue;
      kind = crm_field_get_choice_label (
          &crm_leave_entity.fields[CRM_LEAVE_KIND], crm_statement_get_text (statement, 1));
      day = crm_date_display (crm_statement_get_text (statement, 2));
      /* Translators: an employee, a day, and why ("Vacation"). */
      warn (plan, "leave", 0,
          g_strdup_printf (
              _ ("%s is away until %s (%s)"), crm_statement_get_text (statement, 0), day, kind ? kind : ""));
    }
  return TRUE;
}

/* Within the hours of a day; one that ends on another day never is. */
static gboolean
is_within (const CrmHours *hours, guint32 day, int from, int to)
{
  guint n;
  const int *spans = crm_hours_get_day (hours, crm_agenda_get_weekday (day), &n);

  for (guint i = 0; i < n; i++)
    if (from >= spans[2 * i] * 60 && to <= spans[2 * i + 1] * 60)
      return TRUE;
  return FALSE;
}

static gboolean
works_any_day (const CrmHours *hours, guint32 first, guint32 last)
{
  for (guint32 day = first; day <= last; day++)
    if (crm_hours_is_work_day (hours, crm_agenda_get_weekday (day)))
      return TRUE;
  return FALSE;
}

static gboolean
find_hours (Plan *plan, GError **error)
{
  int from, to;
  guint32 from_day = crm_local_day (plan->starts_at, plan->zone, &from),
          to_day = crm_local_day (plan->ends_at, plan->zone, &to);

  /* Midnight is the end of the day before. */
  if (to_day == from_day + 1 && to == 0)
    {
      to_day = from_day;
      to = 24 * 3600;
    }
  for (guint i = 0; i < plan->n_users; i++)
    {
      g_autoptr (CrmHours) hours = crm_agenda_read_hours (plan->tx, plan->users[i], error);
      g_autofree char *name = NULL, *words = NULL;

      if (!hours)
        return FALSE;
      if (plan->all_day ? works_any_day (hours, plan->first_day, plan->last_day)
                        : from_day == to_day && is_within (hours, from_day, from, to))
        continue;
      name = crm_transaction_dup_title (plan->tx, "user", plan->users[i]);
      words = crm_hours_describe (hours);
      /* Translators: an employee, and when they work ("Mon–Fri 9:00–18:00"). */
      warn (plan, "hours", 0,
          g_strdup_printf (_ ("Outside the working hours of %s: %s"), name ? name : "", words));
    }
  return TRUE;
}

static gboolean
find_holiday (Plan *plan, gboolean *found, GError **error)
{
  g_autoptr (GPtrArray) days =
      crm_agenda_list_days (plan->tx, plan->zone, plan->first_day, plan->last_day, 0, error);

  if (!days)
    return FALSE;
  for (guint i = 0; i < days->len && !*found; i++)
    {
      const CrmAgendaDay *day = days->pdata[i];

      if (!day->holiday)
        continue;
      *found = TRUE;
      /* Translators: the name of the holiday. */
      warn (plan, "holiday", 0,
          *day->holiday ? g_strdup_printf (_ ("Public holiday: %s"), day->holiday)
                        : g_strdup (_ ("Public holiday")));
    }
  return TRUE;
}

GPtrArray *
crm_agenda_find_warnings (CrmTransaction *tx, gint64 exclude, gint64 starts_at, gint64 ends_at,
    gboolean all_day, const gint64 *users, guint n_users, const char *place, double latitude,
    double longitude, GError **error)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_agenda_warning_free);
  gint64 me = crm_transaction_get_user (tx);
  Plan plan = { .tx = tx,
    .db = crm_transaction_get_db (tx),
    .zone = crm_transaction_get_zone (tx),
    .exclude = exclude,
    .starts_at = starts_at,
    .ends_at = MAX (ends_at, starts_at + 1),
    .all_day = all_day,
    .users = n_users ? users : &me,
    .n_users = n_users ? n_users : 1,
    .place = place,
    .latitude = latitude,
    .longitude = longitude,
    .warnings = warnings };
  gboolean holiday = FALSE;

  plan.first_day = crm_local_day (starts_at, plan.zone, NULL);
  plan.last_day = crm_local_day (plan.ends_at - 1, plan.zone, NULL);
  if (plan.first_day < 2 || plan.last_day < plan.first_day)
    return g_steal_pointer (&warnings);
  plan.last_day = MIN (plan.last_day, plan.first_day + CRM_AGENDA_MAX_DAYS);
  if (!all_day && (!find_overlaps (&plan, error) || !find_travel (&plan, TRUE, error) ||
                      !find_travel (&plan, FALSE, error)))
    return NULL;
  if (!find_leave (&plan, error) || !find_holiday (&plan, &holiday, error))
    return NULL;
  if (!holiday && !find_hours (&plan, error))
    return NULL;
  return g_steal_pointer (&warnings);
}

/* When a user is busy within a day, by beginning: pairs of instants. */
static GArray *
list_busy (CrmTransaction *tx, gint64 user, gint64 from, gint64 until, GError **error)
{
  g_autofree char *busy = format_busy (&user, 1);
  g_autofree char *sql = g_strdup_printf (
      "SELECT o.starts_at, o.ends_at FROM occurrence o CROSS JOIN meeting m WHERE o.source = 0 AND "
      "o.starts_at >= $1"
      " AND o.starts_at < $3 AND o.ends_at > $2 AND NOT o.all_day AND %s ORDER BY o.starts_at",
      busy);
  g_autoptr (CrmStatement) meetings = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  g_autoptr (CrmStatement) events = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT o.starts_at, o.ends_at FROM occurrence o CROSS JOIN calendar_event e CROSS JOIN calendar k"
      " WHERE o.source = 1 AND o.starts_at >= $1 AND o.starts_at < $3 AND o.ends_at > $2 AND NOT o.all_day"
      " AND e.id = o.parent_id AND k.id = e.calendar_id AND k.mode <> 'off' AND k.role <> 'holidays' AND "
      "k.visible"
      " AND k.archived_at IS NULL ORDER BY o.starts_at",
      error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  CrmStatement *statements[] = { meetings, events };

  if (!meetings || !events)
    return NULL;
  for (guint i = 0; i < (user == crm_transaction_get_user (tx) ? 2 : 1); i++)
    {
      gboolean row = FALSE;

      crm_statement_bind_integer (statements[i], 1, from - G_TIME_SPAN_DAY);
      crm_statement_bind_integer (statements[i], 2, from);
      crm_statement_bind_integer (statements[i], 3, until);
      while (crm_statement_step (statements[i], &row, error) && row)
        {
          gint64 time[] = { crm_statement_get_integer (statements[i], 0),
            crm_statement_get_integer (statements[i], 1) };
          g_array_append_val (times, time);
        }
      if (row)
        return NULL;
    }
  return g_steal_pointer (&times);
}

/* The first stretch within the span that no busy time touches; 0: none. */
static gint64
find_gap (const GArray *busy, gint64 from, gint64 until, gint64 length)
{
  const gint64 quarter = 15 * G_TIME_SPAN_MINUTE;
  gboolean moved = TRUE;

  while (moved)
    {
      from = (from + quarter - 1) / quarter * quarter;
      moved = FALSE;
      for (guint i = 0; i < busy->len; i++)
        {
          const gint64 *time = (const gint64 *)(const void *)busy->data + 2 * i;

          if (time[0] < from + length && time[1] > from)
            {
              from = time[1];
              moved = TRUE;
            }
        }
    }
  return from + length <= until ? from : 0;
}

static gboolean
is_away (CrmTransaction *tx, gint64 user, guint32 day, gboolean *away, GError **error)
{
  g_autofree char *on = crm_local_format (day);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM leave WHERE \"user\" = $1 AND starts_on <= $2 AND ends_on >= $2 AND archived_at IS NULL "
      "LIMIT 1",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, user);
  crm_statement_bind_text (statement, 2, on);
  return crm_statement_step (statement, away, error);
}

gint64
crm_agenda_find_free (CrmTransaction *tx, gint64 user, gint64 from, int length_s, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  guint32 first = crm_local_day (from, zone, NULL);
  gint64 length = (gint64)MAX (length_s, 1) * G_USEC_PER_SEC;
  g_autoptr (GPtrArray) days = NULL;

  if (first < 2 || !(days = crm_agenda_list_days (tx, zone, first, first + FREE_DAYS - 1, user, error)))
    return 0;
  for (guint i = 0; i < days->len; i++)
    {
      const CrmAgendaDay *day = days->pdata[i];
      gint64 begin = MAX (crm_local_instant (day->day, 0, zone), from),
             end = crm_local_instant (day->day + 1, 0, zone);
      g_autoptr (GArray) busy = NULL;
      gboolean away = FALSE;

      if (!day->spans->len)
        continue;
      if (!is_away (tx, user, day->day, &away, error))
        return 0;
      if (away)
        continue;
      busy = list_busy (tx, user, begin, end, error);
      if (!busy)
        return 0;
      for (guint k = 0; k < day->spans->len; k += 2)
        {
          gint64 open = crm_local_instant (day->day, g_array_index (day->spans, int, k) * 60, zone),
                 close = crm_local_instant (day->day, g_array_index (day->spans, int, k + 1) * 60, zone),
                 found = find_gap (busy, MAX (open, begin), close, length);

          if (found)
            return found;
        }
    }
  return 0;
}
