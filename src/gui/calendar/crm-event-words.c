/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "base/crm-locale.h"

/* No state. Main thread. */

static const struct
{
  const char *step; /* of an item, or its kind */
  const char *icon;
  const char *style;
  const char *word;
} looks[] = {
  { "meeting", "crm-meeting-symbolic", "meet", NC_ ("calendar", "meeting") },
  { "call", "call-start-symbolic", "call", NC_ ("calendar", "call") },
  { "letter", "mail-unread-symbolic", "mail", NC_ ("calendar", "letter") },
  { "todo", "crm-task-symbolic", "task", NC_ ("calendar", "to do") },
  { "wait", "content-loading-symbolic", "task", NC_ ("calendar", "wait for the client") },
  { "deal", "crm-deal-symbolic", "deal", NC_ ("calendar", "expected closing") },
  { "closing", "crm-deal-symbolic", "deal", NC_ ("calendar", "expected closing") },
  { "birthday", "crm-gift-symbolic", "sms", NC_ ("calendar", "birthday") },
  { "date", "x-office-calendar-symbolic", "note", NC_ ("calendar", "date") },
  { "leave", "weather-clear-symbolic", "chat", NC_ ("calendar", "leave") },
  { "holiday", "starred-symbolic", "chat", NC_ ("calendar", "holiday") },
  { "event", "x-office-calendar-symbolic", "task", NC_ ("calendar", "event") },
};

static guint
find_look (const CrmAgendaItem *item)
{
  gboolean own_step = g_strcmp0 (item->kind, "task") == 0;
  const char *key = own_step && item->step != NULL ? item->step : item->kind;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].step, key) == 0)
      return i;
  return own_step ? 3 : G_N_ELEMENTS (looks) - 1;
}

const char *
crm_event_get_icon (const CrmAgendaItem *item)
{
  return looks[find_look (item)].icon;
}

const char *
crm_event_get_style (const CrmAgendaItem *item)
{
  return looks[find_look (item)].style;
}

const char *
crm_event_get_kind (const CrmAgendaItem *item)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "calendar", looks[find_look (item)].word);
}

static const char *
get_filled (const char *text)
{
  return text != NULL && text[0] != '\0' ? text : NULL;
}

const char *
crm_event_get_lead (const CrmAgendaItem *item, const char **second)
{
  const char *title = get_filled (item->title);
  const char *client = get_filled (item->client_name);

  *second = client != NULL ? title : get_filled (item->place);
  if (client != NULL)
    return client;
  return title != NULL ? title : crm_event_get_kind (item);
}

/* Times */

static GDateTime *
open_instant (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
format_instant (gint64 at, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) local = open_instant (at, zone);

  return local != NULL ? crm_locale_format_date (local, format) : g_strdup ("");
}

char *
crm_event_dup_clock (gint64 at, GTimeZone *zone)
{
  /* Translators: the time of day in the calendar: 8:05. */
  return format_instant (at, zone, C_ ("calendar", "%-H:%M"));
}

char *
crm_event_dup_times (gint64 starts_at, gint64 ends_at, GTimeZone *zone)
{
  g_autofree char *from = crm_event_dup_clock (starts_at, zone);
  g_autofree char *to = NULL;

  if (ends_at <= starts_at)
    return g_steal_pointer (&from);
  to = crm_event_dup_clock (ends_at, zone);
  /* Translators: from and to a time of day. */
  return g_strdup_printf (C_ ("calendar", "%s – %s"), from, to);
}

char *
crm_event_dup_day (guint32 day, const char *format)
{
  GDate date;
  g_autoptr (GDateTime) time = NULL;

  g_date_clear (&date, 1);
  if (!g_date_valid_julian (day))
    return g_strdup ("");
  g_date_set_julian (&date, day);
  time = g_date_time_new_utc (
      g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return time != NULL ? crm_locale_format_date (time, format) : g_strdup ("");
}

int
crm_event_get_week (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return (int)g_date_get_iso8601_week_of_year (&date);
}

static const char *
get_day_format (gboolean dated)
{
  /* Translators: a day as screen readers say it. */
  return dated ? C_ ("calendar", "%A %-d %B") : "%A";
}

static char *
dup_spoken_days (gint64 starts_at, gint64 ends_at, gboolean dated, GTimeZone *zone)
{
  guint32 first = crm_local_day (starts_at, zone, NULL);
  guint32 last = ends_at > starts_at ? crm_local_day (ends_at - 1, zone, NULL) : first;
  g_autofree char *from = crm_event_dup_day (first, get_day_format (dated || last - first > 6));
  g_autofree char *to = crm_event_dup_day (last, get_day_format (dated || last - first > 6));

  if (last <= first)
    /* Translators: %s is a day. */
    return g_strdup_printf (C_ ("calendar", "%s, all day"), from);
  /* Translators: from one day to another. */
  return g_strdup_printf (C_ ("calendar", "%s to %s"), from, to);
}

char *
crm_event_dup_spoken_times (
    gint64 starts_at, gint64 ends_at, gboolean all_day, gboolean dated, GTimeZone *zone)
{
  guint32 first = crm_local_day (starts_at, zone, NULL);
  guint32 last = ends_at > starts_at ? crm_local_day (ends_at - 1, zone, NULL) : first;
  g_autofree char *day = NULL;
  g_autofree char *last_day = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (all_day)
    return dup_spoken_days (starts_at, ends_at, dated, zone);
  day = crm_event_dup_day (first, get_day_format (dated));
  from = crm_event_dup_clock (starts_at, zone);
  if (ends_at <= starts_at)
    return g_strdup_printf ("%s %s", day, from);
  to = crm_event_dup_clock (ends_at, zone);
  if (last <= first)
    /* Translators: day, from and to a time: Thursday 10:00 to 11:00. */
    return g_strdup_printf (C_ ("calendar", "%s %s to %s"), day, from, to);
  last_day = crm_event_dup_day (last, get_day_format (dated));
  /* Translators: day and time, day and time: Thursday 22:00 to Friday 2:00. */
  return g_strdup_printf (C_ ("calendar", "%s %s to %s %s"), day, from, last_day, to);
}

static const char *
get_state (const CrmAgendaItem *item)
{
  if (g_strcmp0 (item->state, "held") == 0)
    return C_ ("calendar", "held");
  if (g_strcmp0 (item->state, "done") == 0)
    return C_ ("calendar", "done");
  if (g_strcmp0 (item->state, "missed") == 0)
    return C_ ("calendar", "missed");
  if (g_strcmp0 (item->state, "cancelled") == 0)
    return C_ ("calendar", "cancelled");
  return item->unanswered ? _ ("did it take place?") : NULL;
}

static const char *
get_sync (const CrmAgendaItem *item)
{
  if (g_strcmp0 (item->sync, "queued") == 0)
    return _ ("not yet in the desktop's calendar");
  if (g_strcmp0 (item->sync, "conflict") == 0)
    return _ ("changed here and in the desktop's calendar");
  if (g_strcmp0 (item->sync, "error") == 0)
    return _ ("the desktop's calendar refused it");
  return NULL;
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static void
append_what (GString *text, const char *separator, const CrmAgendaItem *item)
{
  append (text, separator, get_state (item));
  append (text, separator, get_sync (item));
  append (text, separator, item->repeats ? C_ ("calendar", "repeats") : NULL);
  append (text, separator, item->read_only ? C_ ("calendar", "cannot be changed here") : NULL);
}

char *
crm_event_dup_name (const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day,
    gboolean dated, GTimeZone *zone)
{
  g_autofree char *times = crm_event_dup_spoken_times (starts_at, ends_at, all_day, dated, zone);
  g_autofree char *what = NULL;
  GString *text = g_string_new (times);

  if (item->title != NULL && item->title[0] != '\0')
    /* Translators: kind and title of an item of the calendar: meeting Tasting and price talk. */
    what = g_strdup_printf (C_ ("calendar", "%s %s"), crm_event_get_kind (item), item->title);
  append (text, ", ", what != NULL ? what : crm_event_get_kind (item));
  append (text, ", ", item->client_name);
  append (text, ", ", item->place);
  append_what (text, ", ", item);
  return g_string_free (text, FALSE);
}

char *
crm_event_dup_tooltip (
    const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone)
{
  g_autofree char *times = crm_event_dup_spoken_times (starts_at, ends_at, all_day, FALSE, zone);
  GString *text = g_string_new (NULL);

  append (text, "\n", item->client_name);
  append (text, "\n", item->title);
  append (text, "\n", times);
  append (text, "\n", item->place);
  append (text, "\n", item->owner_name);
  append_what (text, "\n", item);
  return g_string_free (text, FALSE);
}
