/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-hours.h"
#include "base/crm-local.h"
#include "base/crm-zone.h"
#include "base/crm-locale.h"
#include "widgets/crm-chip.h"

/* Pure functions over dates and items. */

#define AGENDA_DAYS 28
#define FIRST_SECOND (9 * 3600)
#define LAST_DAY 3652058 /* of the year 9998: everything shown stays within what GDate knows */

static const struct
{
  const char *name;
  const char *label;
} modes[CRM_CALENDAR_N_MODES] = {
  [CRM_CALENDAR_DAY] = { "day", NC_ ("calendar", "Day") },
  [CRM_CALENDAR_WORK_WEEK] = { "work-week", NC_ ("calendar", "Work week") },
  [CRM_CALENDAR_WEEK] = { "week", NC_ ("calendar", "Week") },
  [CRM_CALENDAR_MONTH] = { "month", NC_ ("calendar", "Month") },
  [CRM_CALENDAR_AGENDA] = { "agenda", NC_ ("calendar", "Agenda") },
};

const char *
crm_calendar_mode_get_name (CrmCalendarMode mode)
{
  g_return_val_if_fail (mode < CRM_CALENDAR_N_MODES, NULL);
  return modes[mode].name;
}

const char *
crm_calendar_mode_get_label (CrmCalendarMode mode)
{
  g_return_val_if_fail (mode < CRM_CALENDAR_N_MODES, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "calendar", modes[mode].label);
}

CrmCalendarMode
crm_calendar_mode_find (const char *name)
{
  CrmCalendarMode mode = 0;

  while (mode < CRM_CALENDAR_N_MODES && g_strcmp0 (modes[mode].name, name) != 0)
    mode++;
  return mode;
}

/* Stretches of days */

static int
get_weekday (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return (int)g_date_get_weekday (&date);
}

static guint32
get_week_begin (guint32 day, int week_start)
{
  return day - (guint32)((get_weekday (day) - week_start + 7) % 7);
}

/* From the first day of the week with work to the last. */
static void
get_work_week (guint32 day, const char *text, guint32 *first, guint *n)
{
  g_autoptr (CrmHours) hours = crm_hours_new (text != NULL ? text : CRM_HOURS_DEFAULT, NULL);
  guint32 monday = get_week_begin (day, G_DATE_MONDAY);
  int begin = G_DATE_MONDAY, end = G_DATE_FRIDAY;

  if (hours != NULL)
    {
      for (begin = G_DATE_MONDAY; begin < G_DATE_SUNDAY && !crm_hours_is_work_day (hours, begin); begin++)
        ;
      for (end = G_DATE_SUNDAY; end > begin && !crm_hours_is_work_day (hours, end); end--)
        ;
    }
  *first = monday + (guint32)(begin - G_DATE_MONDAY);
  *n = (guint)(end - begin + 1);
}

void
crm_calendar_get_span (
    CrmCalendarMode mode, guint32 day, int week_start, const char *hours, guint32 *first, guint *n)
{
  GDate date;
  guint32 begin, last;

  switch (mode)
    {
    case CRM_CALENDAR_WORK_WEEK: get_work_week (day, hours, first, n); break;
    case CRM_CALENDAR_WEEK:
      *first = get_week_begin (day, week_start);
      *n = 7;
      break;
    case CRM_CALENDAR_MONTH:
      g_date_clear (&date, 1);
      g_date_set_julian (&date, day);
      begin = day - g_date_get_day (&date) + 1;
      last = begin + g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date)) - 1;
      *first = get_week_begin (begin, week_start);
      *n = get_week_begin (last, week_start) + 7 - *first;
      break;
    case CRM_CALENDAR_AGENDA:
      *first = day;
      *n = AGENDA_DAYS;
      break;
    case CRM_CALENDAR_DAY:
    case CRM_CALENDAR_N_MODES:
    default:
      *first = day;
      *n = 1;
      break;
    }
}

guint32
crm_calendar_step (CrmCalendarMode mode, guint32 day, int direction)
{
  GDate date;
  gint64 days = mode == CRM_CALENDAR_DAY ? 1 : mode == CRM_CALENDAR_AGENDA ? AGENDA_DAYS : 7;

  if (mode != CRM_CALENDAR_MONTH)
    return (guint32)CLAMP ((gint64)day + direction * days, 400, LAST_DAY);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, CLAMP (day, 400, LAST_DAY));
  if (direction > 0)
    g_date_add_months (&date, (guint)direction);
  else
    g_date_subtract_months (&date, (guint)-direction);
  return g_date_get_julian (&date);
}

/* Words */

char *
crm_calendar_format_day (guint32 day, const char *format)
{
  GDate date;
  g_autoptr (GDateTime) time = NULL;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  time = g_date_time_new_utc (
      g_date_get_year (&date), (int)g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return crm_locale_format_date (time, format);
}

/* Weekdays and months are lower case in many languages; at the head of a line they are not. */
static char *
capitalise (char *text)
{
  g_autofree char *whole = text;
  GString *out = g_string_new (NULL);

  if (*whole != '\0')
    {
      g_string_append_unichar (out, g_unichar_totitle (g_utf8_get_char (whole)));
      g_string_append (out, g_utf8_next_char (whole));
    }
  return g_string_free (out, FALSE);
}

char *
crm_calendar_format_heading (guint32 day, const char *format)
{
  return capitalise (crm_calendar_format_day (day, format));
}

static char *
dup_stretch (guint32 first, guint32 last)
{
  GDate begin, end;
  g_autofree char *from = NULL, *until = NULL;

  g_date_clear (&begin, 1);
  g_date_clear (&end, 1);
  g_date_set_julian (&begin, first);
  g_date_set_julian (&end, last);
  if (g_date_get_year (&begin) != g_date_get_year (&end))
    /* Translators: a day of a stretch of days: 28 December 2026. */
    from = crm_calendar_format_day (first, C_ ("date", "%-d %B %Y"));
  else if (g_date_get_month (&begin) != g_date_get_month (&end))
    /* Translators: the first day of a stretch that ends in another month of the same year: 30 November. */
    from = crm_calendar_format_day (first, C_ ("date", "%-d %B"));
  else
    /* Translators: the first day of a stretch within one month: 16. */
    from = crm_calendar_format_day (first, C_ ("date", "%-d"));
  until = crm_calendar_format_day (last, C_ ("date", "%-d %B %Y"));
  /* Translators: two days: 16 – 22 November 2026. */
  return g_strdup_printf (C_ ("dates", "%s – %s"), from, until);
}

char *
crm_calendar_dup_title (CrmCalendarMode mode, guint32 day, guint32 first, guint n)
{
  if (mode == CRM_CALENDAR_DAY)
    /* Translators: Wednesday, 18 November 2026. */
    return crm_calendar_format_heading (first, C_ ("date", "%A, %-d %B %Y"));
  if (mode == CRM_CALENDAR_MONTH)
    /* Translators: a month that stands alone: November 2026. */
    return crm_calendar_format_heading (day, C_ ("date", "%OB %Y"));
  return dup_stretch (first, first + n - 1);
}

/* ISO counts weeks by their Thursday. */
static guint
get_week_number (guint32 first, guint n)
{
  GDate date;
  guint32 thursday = get_week_begin (first + MIN (n - 1, 3), G_DATE_MONDAY) + 3;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, thursday);
  return g_date_get_iso8601_week_of_year (&date);
}

static guint
count_appointments (CrmAgenda *agenda)
{
  GPtrArray *items = crm_agenda_get_items (agenda);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const CrmAgendaItem *item = items->pdata[i];

      if (g_strcmp0 (item->state, "cancelled") != 0 &&
          (g_str_equal (item->kind, "meeting") ||
              (g_str_equal (item->kind, "task") && g_strcmp0 (item->step, "call") == 0)))
        n++;
    }
  return n;
}

char *
crm_calendar_dup_subtitle (CrmCalendarMode mode, guint32 first, guint n, CrmAgenda *agenda)
{
  guint number = get_week_number (first, n);
  guint appointments = agenda != NULL ? count_appointments (agenda) : 0;
  g_autofree char *week = NULL;
  g_autofree char *count = NULL;

  if (mode == CRM_CALENDAR_WEEK || mode == CRM_CALENDAR_WORK_WEEK || mode == CRM_CALENDAR_DAY)
    week = g_strdup_printf (_ ("Week %u"), number);
  /* What was left out may be anything. */
  if (agenda != NULL && crm_agenda_get_n_left_out (agenda) > 0)
    {
      guint all = crm_agenda_get_items (agenda)->len + crm_agenda_get_n_left_out (agenda);

      count = g_strdup_printf (ngettext ("%u entry", "%u entries", all), all);
    }
  else if (appointments > 0)
    count = g_strdup_printf (
        ngettext ("%u meeting or call", "%u meetings and calls", appointments), appointments);
  if (week != NULL && count != NULL)
    return g_strdup_printf ("%s · %s", week, count);
  if (count != NULL)
    return g_steal_pointer (&count);
  return week != NULL ? g_steal_pointer (&week) : g_strdup (_ ("Nothing planned"));
}

char *
crm_calendar_dup_clock (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  /* Translators: a time of day. */
  return local != NULL ? crm_locale_format_date (local, C_ ("time", "%H:%M")) : g_strdup ("");
}

char *
crm_calendar_dup_time (gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone)
{
  guint32 first = crm_local_day (starts_at, zone, NULL);
  guint32 last = crm_local_day (MAX (ends_at - 1, starts_at), zone, NULL);
  g_autofree char *from = NULL, *until = NULL, *day = NULL;

  if (first == 0 || last == 0)
    return g_strdup ("");
  if (all_day && first != last)
    return dup_stretch (first, last);
  if (first != last)
    {
      g_autofree char *begin = crm_calendar_format_day (first, C_ ("date", "%a %-d %b"));
      g_autofree char *end = crm_calendar_format_day (last, C_ ("date", "%a %-d %b"));

      from = crm_calendar_dup_clock (starts_at, zone);
      until = crm_calendar_dup_clock (ends_at, zone);
      /* Translators: day and time, day and time: Thu 19 Nov 22:00 – Fri 20 Nov 2:00. */
      return g_strdup_printf (_ ("%s %s – %s %s"), begin, from, end, until);
    }
  /* Translators: Thursday 19 Nov. */
  day = capitalise (crm_calendar_format_day (first, C_ ("date", "%A %-d %b")));
  if (all_day)
    return g_strdup_printf (_ ("%s, all day"), day);
  from = crm_calendar_dup_clock (starts_at, zone);
  if (ends_at <= starts_at)
    return g_strdup_printf (C_ ("date", "%s, %s"), day, from);
  until = crm_calendar_dup_clock (ends_at, zone);
  /* Translators: day, time, time: Thursday 19 Nov, 10:00 – 11:00. */
  return g_strdup_printf (C_ ("date", "%s, %s – %s"), day, from, until);
}

char *
crm_calendar_dup_there (gint64 at, const char *zone, GTimeZone *own)
{
  g_autoptr (GTimeZone) other = zone != NULL ? crm_zone_new (zone) : NULL;
  g_autofree char *time = NULL;
  int here, there;
  guint32 day;

  if (other == NULL)
    return NULL;
  day = crm_local_day (at, other, &there);
  if (day == crm_local_day (at, own, &here))
    {
      if (here == there)
        return NULL;
      time = crm_calendar_dup_clock (at, other);
    }
  else
    time = crm_calendar_dup_time (at, at, FALSE, other);
  /* Translators: a time in another time zone: 9:00 in Europe/London. */
  return g_strdup_printf (_ ("%s in %s"), time, zone);
}

char *
crm_calendar_dup_hours (const CrmAgendaItem *item, GTimeZone *zone)
{
  g_autofree char *from = NULL, *until = NULL;

  if (item->all_day)
    return g_strdup (_ ("All day"));
  from = crm_calendar_dup_clock (item->starts_at, zone);
  if (item->ends_at <= item->starts_at || g_str_equal (item->kind, "task"))
    return g_steal_pointer (&from);
  until = crm_calendar_dup_clock (item->ends_at, zone);
  return g_strdup_printf (C_ ("times", "%s – %s"), from, until);
}

char *
crm_calendar_dup_reminder (int minutes, gboolean all_day)
{
  int before = ABS (minutes);

  if (all_day)
    {
      int of_day = minutes <= 0 ? before : (1440 - minutes % 1440) % 1440;
      int days = minutes <= 0 ? 0 : (minutes + 1439) / 1440;
      g_autofree char *clock = g_strdup_printf ("%d:%02d", of_day / 60 % 24, of_day % 60);

      if (days == 0)
        return g_strdup_printf (_ ("on the day at %s"), clock);
      return g_strdup_printf (
          ngettext ("%d day before at %s", "%d days before at %s", (gulong)days), days, clock);
    }
  if (minutes == 0)
    return g_strdup (_ ("when it begins"));
  if (minutes < 0)
    return g_strdup_printf (
        ngettext ("%d minute after it begins", "%d minutes after it begins", (gulong)before), before);
  if (before % 10080 == 0)
    return g_strdup_printf (
        ngettext ("%d week before", "%d weeks before", (gulong)before / 10080), before / 10080);
  if (before % 1440 == 0)
    return g_strdup_printf (
        ngettext ("%d day before", "%d days before", (gulong)before / 1440), before / 1440);
  if (before % 60 == 0)
    return g_strdup_printf (ngettext ("%d hour before", "%d hours before", (gulong)before / 60), before / 60);
  return g_strdup_printf (ngettext ("%d minute before", "%d minutes before", (gulong)before), before);
}

char *
crm_calendar_dup_reminders (const char *reminders, gboolean all_day)
{
  g_auto (GStrv) parts = NULL;
  GString *text;

  if (reminders == NULL || *reminders == '\0')
    return NULL;
  parts = g_strsplit (reminders, " ", -1);
  text = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *words = NULL;

      if (*parts[i] == '\0')
        continue;
      words = crm_calendar_dup_reminder (atoi (parts[i]), all_day);
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, words);
    }
  if (text->len > 0)
    {
      g_autofree char *list = g_string_free (text, FALSE);

      /* Translators: when it reminds: Reminder 30 minutes before. */
      return g_strdup_printf (_ ("Reminder %s"), list);
    }
  g_string_free (text, TRUE);
  return NULL;
}

/* Looks */

static const struct
{
  const char *kind; /* of the item, or its step */
  const char *icon;
  const char *style;
} looks[] = {
  { "meeting", "crm-meeting-symbolic", "meet" },
  { "event", "x-office-calendar-symbolic", "task" },
  { "closing", "crm-deal-symbolic", "deal" },
  { "birthday", "crm-gift-symbolic", "sms" },
  { "date", "x-office-calendar-symbolic", "note" },
  { "leave", "weather-clear-symbolic", "chat" },
  { "holiday", "starred-symbolic", "sms" },
  { "call", "call-start-symbolic", "call" },
  { "letter", "mail-unread-symbolic", "mail" },
  { "wait", "content-loading-symbolic", "task" },
  { "todo", "crm-task-symbolic", "task" },
};

static guint
find_look (const CrmAgendaItem *item)
{
  const char *kind = g_str_equal (item->kind, "task") && item->step != NULL ? item->step : item->kind;
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (looks) && !g_str_equal (looks[i].kind, kind))
    i++;
  return i;
}

const char *
crm_calendar_item_get_icon (const CrmAgendaItem *item)
{
  return looks[find_look (item)].icon;
}

const char *
crm_calendar_item_get_style (const CrmAgendaItem *item)
{
  return looks[find_look (item)].style;
}

gboolean
crm_calendar_item_is_done (const CrmAgendaItem *item)
{
  return item->state != NULL && !g_str_equal (item->state, "planned") && !g_str_equal (item->state, "open") &&
         !g_str_equal (item->state, "doing");
}

gint64
crm_calendar_day_instant (guint32 day, GTimeZone *zone)
{
  return crm_local_instant (day, 0, zone);
}

guint32
crm_calendar_today (CrmStore *store)
{
  return crm_local_day (crm_clock_now (), crm_store_get_zone (store), NULL);
}

gint64
crm_calendar_propose_start (CrmStore *store, guint32 day)
{
  GTimeZone *zone = crm_store_get_zone (store);
  gint64 now = crm_clock_now ();
  gint64 hour = now - now % G_TIME_SPAN_HOUR + G_TIME_SPAN_HOUR;
  int second = 0;

  if (crm_local_day (hour, zone, &second) == day && second > FIRST_SECOND)
    return hour;
  return crm_local_instant (day, FIRST_SECOND, zone);
}
