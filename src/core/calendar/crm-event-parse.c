/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-text.h"

/* From the components of one object to its events. Each property is read by itself: what is damaged is left out, only an event
 * without a beginning is none. Any thread. */

#define DAY_SECONDS (24 * 3600)
#define MAX_DAYS 3660 /* an event takes at most ten years */
#define MAX_TITLE 1000
#define MAX_TEXT (256 * 1024)

static gboolean
read_clock (const char *value, CrmEventTime *time, gboolean *utc)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  struct icaltimetype read;

  if (strlen (text) > 32 || !g_ascii_isdigit (text[0]))
    return FALSE;
  icalerror_set_errors_are_fatal (FALSE);
  read = icaltime_from_string (text);
  if (icaltime_is_null_time (read) || read.year < 1 || read.year > 9998 || read.month < 1 ||
      read.month > 12 || read.day < 1 || read.day > 31 ||
      !g_date_valid_dmy ((GDateDay)read.day, (GDateMonth)read.month, (GDateYear)read.year))
    return FALSE;
  if (!read.is_date &&
      (read.hour < 0 || read.hour > 23 || read.minute < 0 || read.minute > 59 || read.second < 0))
    return FALSE;
  {
    GDate day;

    g_date_clear (&day, 1);
    g_date_set_dmy (&day, (GDateDay)read.day, (GDateMonth)read.month, (GDateYear)read.year);
    time->julian = g_date_get_julian (&day);
  }
  time->second = read.is_date ? -1 : read.hour * 3600 + read.minute * 60 + MIN (read.second, 59);
  *utc = !read.is_date && icaltime_is_utc (read);
  return TRUE;
}

static int
get_year (guint32 julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  return g_date_get_year (&day);
}

gboolean
crm_event_time_read (const CrmEventLine *line, const char *value, CrmEventZones *zones, CrmEventTime *time)
{
  g_autofree char *tzid = NULL;
  g_autofree char *type = NULL;
  gboolean utc;

  if (!read_clock (value != NULL ? value : crm_event_line_get_value (line), time, &utc))
    return FALSE;
  type = crm_event_line_dup_param (line, "VALUE");
  if (type != NULL && g_ascii_strcasecmp (type, "DATE") == 0)
    time->second = -1;
  tzid = crm_event_line_dup_param (line, "TZID");
  if (utc)
    time->zone = crm_event_zones_get_utc (zones);
  else
    time->zone = crm_event_zones_find (zones, time->second < 0 ? NULL : tzid, get_year (time->julian));
  time->at = crm_event_zone_get_instant (time->zone, time->julian, MAX (time->second, 0));
  return TRUE;
}

const char *
crm_event_get_clock (const CrmEvent *event)
{
  return event->zone != NULL ? event->zone : event->clock;
}

GTimeZone *
crm_event_dup_zone (const CrmEvent *event, GTimeZone *fallback)
{
  if (event->floating)
    return fallback != NULL ? g_time_zone_ref (fallback) : NULL;
  return crm_event_zone_load (event->zone);
}

int
crm_event_get_second (const CrmEvent *series, GTimeZone *zone)
{
  int second = 0;

  if (!series->all_day)
    crm_local_day (series->starts_at, zone, &second);
  return second;
}

char *
crm_event_format_rid (guint32 julian, int second)
{
  g_autofree char *date = crm_local_format (julian);

  if (date == NULL)
    return NULL;
  if (second < 0)
    return g_strdup_printf ("%.4s%.2s%.2s", date, date + 5, date + 8);
  return g_strdup_printf (
      "%.4s%.2s%.2sT%02d%02d%02d", date, date + 5, date + 8, second / 3600, second / 60 % 60, second % 60);
}

char *
crm_event_make_rid (const CrmEvent *series, const CrmEventTime *time, GTimeZone *zone)
{
  guint32 julian;
  int second;

  if (series->all_day || time->second < 0)
    return crm_event_format_rid (time->julian, series->all_day ? -1 : crm_event_get_second (series, zone));
  /* A time without a zone is one of the series' own. */
  if (time->zone->floating)
    return crm_event_format_rid (time->julian, time->second);
  julian = crm_local_day (time->at, zone, &second);
  return crm_event_format_rid (julian, second);
}

gboolean
crm_event_rid_read (const char *rid, GTimeZone *zone, CrmEventTime *time)
{
  gboolean utc;

  static const CrmEventZone told;

  *time = (CrmEventTime){ .zone = &told };
  if (!read_clock (rid, time, &utc) || time->second < 0)
    return FALSE;
  time->at = crm_local_instant (time->julian, time->second, zone);
  return TRUE;
}

/* A text as it is kept; NULL for none. */
static char *
read_text (const CrmEventPart *part, const char *name, gsize max)
{
  const CrmEventLine *line = crm_event_part_find (part, name);
  g_autofree char *text = line != NULL ? crm_event_text_read (crm_event_line_get_value (line)) : NULL;

  if (text == NULL || crm_text_is_blank (text))
    return NULL;
  g_strstrip (text);
  if (strlen (text) > max)
    {
      char *cut = g_utf8_find_prev_char (text, text + max);

      if (cut != NULL)
        *cut = '\0';
    }
  return g_steal_pointer (&text);
}

/* Of the day or the instant that the event ends at, as its duration tells. FALSE when it is none. */
gboolean
crm_event_add_duration (const char *value, const CrmEventTime *start, CrmEventTime *end)
{
  struct icaldurationtype duration;
  gint64 days;
  gint64 seconds;

  if (strlen (value) > 64)
    return FALSE;
  duration = icaldurationtype_from_string (value);
  days = (gint64)duration.weeks * 7 + duration.days;
  seconds = (gint64)duration.hours * 3600 + (gint64)duration.minutes * 60 + duration.seconds;
  if (icaldurationtype_is_bad_duration (duration) || duration.is_neg || days < 0 || days > MAX_DAYS ||
      seconds < 0 || seconds > (gint64)MAX_DAYS * DAY_SECONDS)
    return FALSE;
  *end = *start;
  if (start->second < 0)
    {
      end->julian += (guint32)(days + seconds / DAY_SECONDS);
      return TRUE;
    }
  /* A day is as long as its clocks make it, an hour has sixty minutes. */
  end->julian += (guint32)days;
  end->at = crm_event_zone_get_instant (start->zone, end->julian, start->second) + seconds * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
read_end (const CrmEventPart *part, CrmEventZones *zones, const CrmEventTime *start, CrmEventTime *end)
{
  const CrmEventLine *line = crm_event_part_find (part, "DTEND");

  if (line != NULL && crm_event_time_read (line, NULL, zones, end))
    {
      /* An end that names no zone is told by the clock of the beginning. */
      if (end->zone->floating)
        end->at = crm_event_zone_get_instant (start->zone, end->julian, MAX (end->second, 0));
      return (end->second < 0) == (start->second < 0);
    }
  line = crm_event_part_find (part, "DURATION");
  return line != NULL && crm_event_add_duration (crm_event_line_get_value (line), start, end);
}

/* An answer and a refusal need not repeat when it begins (RFC 5546, 3.2.3 and 3.2.5). */
static const CrmEventLine *
find_start (const CrmEventPart *part, gboolean brief)
{
  static const char *const names[] = { "DTSTART", "RECURRENCE-ID", "DTSTAMP" };
  const CrmEventLine *line = NULL;

  for (guint i = 0; line == NULL && i < (brief ? G_N_ELEMENTS (names) : 1); i++)
    line = crm_event_part_find (part, names[i]);
  return line;
}

static gboolean
read_times (const CrmEventPart *part, CrmEventZones *zones, gboolean brief, CrmEvent *event, GError **error)
{
  const CrmEventLine *line = find_start (part, brief);
  CrmEventTime start;
  CrmEventTime end;
  gboolean has_end;

  if (line == NULL || !crm_event_time_read (line, NULL, zones, &start))
    {
      g_set_error_literal (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The event does not tell when it begins."));
      return FALSE;
    }
  has_end = read_end (part, zones, &start, &end);
  event->all_day = start.second < 0;
  if (event->all_day)
    {
      guint32 last = has_end && end.julian > start.julian ? end.julian - 1 : start.julian;

      event->starts_on = crm_local_format (start.julian);
      event->ends_on = crm_local_format (MIN (last, start.julian + MAX_DAYS));
      return TRUE;
    }
  event->starts_at = start.at;
  event->ends_at = has_end && end.at > start.at ? end.at : start.at;
  event->zone = g_strdup (start.zone->name);
  event->floating = start.zone->floating;
  if (event->floating && start.zone->zone != NULL)
    event->clock = g_strdup (g_time_zone_get_identifier (start.zone->zone));
  event->rich = start.zone->own != NULL;
  return TRUE;
}

static void
read_recurrence (const CrmEventPart *part, CrmEvent *event)
{
  const CrmEventLine *start = crm_event_part_find (part, "DTSTART");
  gboolean own_clock = event->rich;
  gboolean recurs = FALSE;
  guint n_rules = 0;

  event->rich = FALSE;
  for (guint i = 0; i < part->items->len; i++)
    {
      const CrmEventLine *line = g_array_index (part->items, CrmEventItem, i).line;

      if (line == NULL)
        continue;
      /* Some leave the value empty, others name the beginning again. */
      if (crm_text_is_blank (crm_event_line_get_value (line)) ||
          (crm_event_line_is (line, "RDATE") && start != NULL &&
              g_str_equal (crm_event_line_get_value (line), crm_event_line_get_value (start))))
        continue;
      if (crm_event_line_is (line, "RDATE") || crm_event_line_is (line, "EXRULE"))
        event->rich = TRUE;
      if (!crm_event_line_is (line, "RRULE"))
        continue;
      recurs = TRUE;
      if (n_rules++ == 0)
        {
          g_autoptr (CrmRecurrence) rule = crm_recurrence_new (crm_event_line_get_value (line), NULL);

          event->recurrence = rule != NULL ? crm_recurrence_to_string (rule) : NULL;
        }
    }
  event->rich |= n_rules > 1 || (recurs && (event->recurrence == NULL || own_clock));
}

static void
read_excluded (const CrmEventPart *part, CrmEventZones *zones, CrmEvent *event, GTimeZone *zone)
{
  for (guint i = 0; i < part->items->len; i++)
    {
      const CrmEventLine *line = g_array_index (part->items, CrmEventItem, i).line;
      g_autoptr (GPtrArray) values = NULL;

      if (line == NULL || !crm_event_line_is (line, "EXDATE"))
        continue;
      values = crm_event_value_split (crm_event_line_get_value (line), ',', CRM_EVENT_MAX_EXCLUDED);
      for (guint k = 0; k < values->len && event->excluded->len < CRM_EVENT_MAX_EXCLUDED; k++)
        {
          CrmEventTime time;
          g_autofree char *rid = NULL;

          if (!crm_event_time_read (line, values->pdata[k], zones, &time))
            continue;
          rid = crm_event_make_rid (event, &time, zone);
          if (rid != NULL)
            g_ptr_array_add (event->excluded, g_steal_pointer (&rid));
        }
    }
}

static gboolean
has_word (const CrmEventPart *part, const char *name, const char *word)
{
  const CrmEventLine *line = crm_event_part_find (part, name);

  return line != NULL && g_ascii_strcasecmp (crm_event_line_get_value (line), word) == 0;
}

gboolean
crm_event_read_alarm (const CrmEventPart *valarm, gboolean all_day, int *minutes)
{
  const CrmEventLine *trigger = crm_event_part_find (valarm, "TRIGGER");
  g_autofree char *related = trigger != NULL ? crm_event_line_dup_param (trigger, "RELATED") : NULL;
  const char *value = trigger != NULL ? crm_event_line_get_value (trigger) : "";
  struct icaldurationtype duration;
  gint64 seconds;

  /* One that is heard reminds as well as one that is seen. */
  if ((!has_word (valarm, "ACTION", "DISPLAY") && !has_word (valarm, "ACTION", "AUDIO")) ||
      strlen (value) > 64 || strchr (value, 'P') == NULL ||
      (related != NULL && g_ascii_strcasecmp (related, "END") == 0))
    return FALSE;
  duration = icaldurationtype_from_string (value);
  if (icaldurationtype_is_bad_duration (duration))
    return FALSE;
  seconds = ((gint64)duration.weeks * 7 + duration.days) * DAY_SECONDS + (gint64)duration.hours * 3600 +
            (gint64)duration.minutes * 60 + duration.seconds;
  seconds = duration.is_neg ? seconds : -seconds;
  /* What a meeting cannot keep is left to others. */
  if (seconds > (gint64)CRM_MEETING_MOST_MINUTES * 60 || seconds < (all_day ? 1 - DAY_SECONDS : 0))
    return FALSE;
  *minutes = (int)(seconds / 60);
  return TRUE;
}

static void
read_reminders (const CrmEventPart *part, CrmEvent *event)
{
  for (guint i = 0; i < part->items->len && event->reminders->len < CRM_EVENT_MAX_REMINDERS; i++)
    {
      const CrmEventPart *valarm = g_array_index (part->items, CrmEventItem, i).part;
      gboolean known = FALSE;
      int minutes;

      if (valarm == NULL || !crm_event_part_is (valarm, "VALARM") ||
          !crm_event_read_alarm (valarm, event->all_day, &minutes))
        continue;
      for (guint k = 0; k < event->reminders->len; k++)
        known |= g_array_index (event->reminders, int, k) == minutes;
      if (!known)
        g_array_append_val (event->reminders, minutes);
    }
}

gboolean
crm_event_is_online (const char *place)
{
  g_autofree char *scheme = place != NULL ? g_uri_parse_scheme (place) : NULL;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) &&
         strpbrk (place, " \\\n") == NULL;
}

/* RFC 7986 first, then what the large ones write; many say it in the place. */
CrmEventLine *
crm_event_find_online (const CrmEventPart *vevent)
{
  static const char *const names[] = { "CONFERENCE", "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK", "LOCATION" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CrmEventLine *line = crm_event_part_find (vevent, names[i]);

      if (line != NULL && crm_event_is_online (crm_event_line_get_value (line)))
        return line;
    }
  return NULL;
}

static void
read_position (const CrmEventPart *part, CrmEvent *event)
{
  const CrmEventLine *line = crm_event_part_find (part, "GEO");
  char *end = NULL;
  double latitude;
  double longitude;

  if (line == NULL)
    return;
  latitude = g_ascii_strtod (crm_event_line_get_value (line), &end);
  if (end == crm_event_line_get_value (line) || *end != ';')
    return;
  longitude = g_ascii_strtod (end + 1, &end);
  if (*end != '\0' || !(latitude >= -90 && latitude <= 90) || !(longitude >= -180 && longitude <= 180))
    return;
  event->latitude = latitude;
  event->longitude = longitude;
}

static char *
dup_address (const CrmEventLine *line)
{
  const char *value = crm_event_line_get_value (line);
  g_autofree char *email = NULL;

  if (g_ascii_strncasecmp (value, "mailto:", 7) == 0 && strchr (value, '@') != NULL)
    {
      g_autofree char *plain = g_uri_unescape_string (value + 7, "/");

      return g_strdup (plain != NULL && g_utf8_validate (plain, -1, NULL) ? plain : value + 7);
    }
  email = crm_event_line_dup_param (line, "EMAIL");
  if (email != NULL && strchr (email, '@') != NULL)
    return g_steal_pointer (&email);
  /* Some leave out the scheme. */
  return strchr (value, '@') != NULL && strpbrk (value, ":/ ") == NULL ? g_strdup (value) : NULL;
}

static const char *
map_param (const CrmEventLine *line, const char *name, const char *const (*table)[2])
{
  g_autofree char *word = crm_event_line_dup_param (line, name);

  for (guint i = 0; word != NULL && table[i][0] != NULL; i++)
    {
      if (g_ascii_strcasecmp (word, table[i][0]) == 0)
        return table[i][1];
    }
  return NULL;
}

CrmEventPerson *
crm_event_read_person (const CrmEventLine *line)
{
  static const char *const roles[][2] = { { "CHAIR", "chair" }, { "OPT-PARTICIPANT", "optional" },
    { "NON-PARTICIPANT", "informed" }, { NULL, NULL } };
  static const char *const answers[][2] = { { "ACCEPTED", "accepted" }, { "DECLINED", "declined" },
    { "TENTATIVE", "tentative" }, { "DELEGATED", "delegated" }, { NULL, NULL } };
  static const char *const things[][2] = { { "ROOM", "thing" }, { "RESOURCE", "thing" }, { NULL, NULL } };
  g_autofree char *name = crm_event_line_dup_param (line, "CN");
  g_autofree char *address = dup_address (line);
  CrmEventPerson *person;

  if (map_param (line, "CUTYPE", things) != NULL || (address == NULL && crm_text_is_blank (name)))
    return NULL;
  person = crm_event_person_new (name, address);
  if (g_strcmp0 (person->name, person->address) == 0 && person->address != NULL)
    g_clear_pointer (&person->name, g_free);
  if (crm_event_line_is (line, "ORGANIZER"))
    {
      person->organizer = TRUE;
      person->role = crm_event_intern_role ("chair");
      person->answer = crm_event_intern_answer ("accepted");
      return person;
    }
  person->role = crm_event_intern_role (map_param (line, "ROLE", roles));
  person->answer = crm_event_intern_answer (map_param (line, "PARTSTAT", answers));
  return person;
}

static void
read_people (const CrmEventPart *part, CrmEvent *event)
{
  const CrmEventLine *organizer = crm_event_part_find (part, "ORGANIZER");
  CrmEventPerson *chair;

  for (guint i = 0; i < part->items->len && event->people->len < CRM_EVENT_MAX_PEOPLE; i++)
    {
      const CrmEventLine *line = g_array_index (part->items, CrmEventItem, i).line;
      CrmEventPerson *person;

      if (line == NULL || !crm_event_line_is (line, "ATTENDEE") ||
          (person = crm_event_read_person (line)) == NULL)
        continue;
      if (crm_event_find_person (event->people, person->address, person->name) == NULL)
        g_ptr_array_add (event->people, person);
      else
        crm_event_person_free (person);
    }
  chair = organizer != NULL ? crm_event_read_person (organizer) : NULL;
  if (chair == NULL)
    return;
  /* Whoever invites leads, whatever else is said of them, and comes first. */
  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];

      if (chair->address != NULL ? g_strcmp0 (person->address, chair->address) == 0
                                 : g_strcmp0 (person->name, chair->name) == 0)
        {
          chair->answer = person->answer;
          g_ptr_array_remove_index (event->people, i);
          break;
        }
    }
  g_ptr_array_insert (event->people, 0, chair);
}

static void
read_state (const CrmEventPart *part, CrmEventZones *zones, CrmEvent *event)
{
  const CrmEventLine *line = crm_event_part_find (part, "SEQUENCE");
  CrmEventTime time;

  event->status = has_word (part, "STATUS", "CANCELLED")   ? "cancelled"
                  : has_word (part, "STATUS", "TENTATIVE") ? "tentative"
                                                           : "confirmed";
  event->is_private = has_word (part, "CLASS", "PRIVATE") || has_word (part, "CLASS", "CONFIDENTIAL");
  if (line != NULL)
    event->sequence =
        (int)CLAMP (g_ascii_strtoll (crm_event_line_get_value (line), NULL, 10), 0, G_MAXINT / 2);
  line = crm_event_part_find (part, "LAST-MODIFIED");
  if (line == NULL)
    line = crm_event_part_find (part, "DTSTAMP");
  if (line != NULL && crm_event_time_read (line, NULL, zones, &time))
    event->modified_at = time.at;
}

static CrmEvent *
read_event (
    const CrmEventPart *part, CrmEventZones *zones, GTimeZone *fallback, gboolean brief, GError **error)
{
  g_autoptr (CrmEvent) event = crm_event_new ();
  g_autoptr (GTimeZone) zone = NULL;
  const CrmEventLine *online = crm_event_find_online (part);

  if (!read_times (part, zones, brief, event, error))
    return NULL;
  event->uid = read_text (part, "UID", MAX_TITLE);
  event->title = read_text (part, "SUMMARY", MAX_TITLE);
  event->place = online == NULL || !crm_event_line_is (online, "LOCATION")
                     ? read_text (part, "LOCATION", MAX_TITLE)
                     : NULL;
  event->text = read_text (part, "DESCRIPTION", MAX_TEXT);
  event->online = online != NULL ? g_strdup (crm_event_line_get_value (online)) : NULL;
  if (event->title != NULL)
    g_strdelimit (event->title, "\n", ' ');
  zone = crm_event_dup_zone (event, fallback);
  read_position (part, event);
  read_recurrence (part, event);
  read_excluded (part, zones, event, zone);
  read_reminders (part, event);
  read_people (part, event);
  read_state (part, zones, event);
  return g_steal_pointer (&event);
}

/* Gives the exception its place in the series; series NULL: the exception came without, and tells the time by its own clock. */
static gboolean
read_rid (
    const CrmEventPart *part, CrmEventZones *zones, GTimeZone *fallback, CrmEvent *series, CrmEvent *event)
{
  const CrmEventLine *line = crm_event_part_find (part, "RECURRENCE-ID");
  const CrmEvent *told_by = series != NULL ? series : event;
  g_autoptr (GTimeZone) zone = crm_event_dup_zone (told_by, fallback);
  g_autofree char *range = crm_event_line_dup_param (line, "RANGE");
  CrmEventTime time;
  char *rid;

  if (!crm_event_time_read (line, NULL, zones, &time) ||
      (rid = crm_event_make_rid (told_by, &time, zone)) == NULL)
    return FALSE;
  g_free (event->rid);
  event->rid = rid;
  /* It speaks of all that follow, which one exception cannot: the series is shown only. */
  if (range != NULL && g_ascii_strcasecmp (range, "THISANDFUTURE") == 0)
    {
      event->rich = event->ranged = TRUE;
      if (series != NULL)
        series->rich = TRUE;
    }
  return TRUE;
}

typedef struct
{
  CrmEvent *event;
  CrmEventPart *part;
} Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Found *)a)->event->rid, ((const Found *)b)->event->rid);
}

/* A later version of the same counts. */
static void
keep_found (GArray *all, GHashTable *by_rid, CrmEvent *event, CrmEventPart *part)
{
  gpointer at = g_hash_table_lookup (by_rid, event->rid);
  Found found = { event, part };

  if (at == NULL)
    {
      g_array_append_val (all, found);
      g_hash_table_insert (by_rid, g_strdup (event->rid), GUINT_TO_POINTER (all->len));
      return;
    }
  {
    Found *known = &g_array_index (all, Found, GPOINTER_TO_UINT (at) - 1);

    if (event->sequence < known->event->sequence)
      crm_event_free (event);
    else
      {
        crm_event_free (known->event);
        *known = found;
      }
  }
}

static CrmEventPart *
get_vevent (const CrmEventPart *calendar, guint i, gboolean exception)
{
  CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;

  if (part == NULL || !crm_event_part_is (part, "VEVENT") ||
      (crm_event_part_find (part, "RECURRENCE-ID") != NULL) != exception)
    return NULL;
  return part;
}

static gboolean
read_all (const CrmEventPart *calendar, CrmEventZones *zones, GTimeZone *fallback, gboolean exceptions,
    GArray *all, GHashTable *by_rid, GError **error)
{
  CrmEvent *series = exceptions && all->len > 0 ? g_array_index (all, Found, 0).event : NULL;
  const CrmEventLine *method = crm_event_part_find (calendar, "METHOD");
  gboolean brief = method != NULL && (g_str_equal (crm_event_line_get_value (method), "REPLY") ||
                                         g_str_equal (crm_event_line_get_value (method), "CANCEL"));

  for (guint i = 0; i < calendar->items->len; i++)
    {
      CrmEventPart *part = get_vevent (calendar, i, exceptions);
      g_autoptr (CrmEvent) event = NULL;

      if (part == NULL)
        continue;
      if (all->len >= CRM_EVENT_MAX_COMPONENTS)
        {
          g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("The event has more exceptions than anybody could keep."));
          return FALSE;
        }
      event = read_event (part, zones, fallback, brief, error);
      if (event == NULL)
        return FALSE;
      if (exceptions && !read_rid (part, zones, fallback, series, event))
        {
          g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("An exception does not tell which time of its series it is."));
          return FALSE;
        }
      if (series != NULL && event->uid == NULL)
        event->uid = g_strdup (series->uid);
      keep_found (all, by_rid, g_steal_pointer (&event), part);
    }
  return TRUE;
}

static gboolean
check_calendar (const CrmEventPart *calendar, GError **error)
{
  const CrmEventLine *line = crm_event_part_find (calendar, "VERSION");
  const char *version = line != NULL ? crm_event_line_get_value (line) : "";

  if (g_str_equal (version, "1.0"))
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("This is the old form vCalendar 1.0, which Clientele does not read. Export it as iCalendar "
             "2.0."));
      return FALSE;
    }
  line = crm_event_part_find (calendar, "CALSCALE");
  if (line != NULL && g_ascii_strcasecmp (crm_event_line_get_value (line), "GREGORIAN") != 0)
    {
      g_autofree char *name = crm_text_excerpt (crm_event_line_get_value (line), 40);

      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("The dates are of the calendar “%s”, which Clientele does not know."), name);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
crm_event_read_calendar (const CrmEventPart *calendar, GTimeZone *zone, GPtrArray **parts, GError **error)
{
  g_autoptr (CrmEventZones) zones = crm_event_zones_new (calendar, zone);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GHashTable) by_rid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_free);
  gboolean fine = check_calendar (calendar, error) &&
                  read_all (calendar, zones, zone, FALSE, all, by_rid, error) &&
                  read_all (calendar, zones, zone, TRUE, all, by_rid, error);

  g_array_sort (all, compare_found);
  for (guint i = 0; i < all->len; i++)
    {
      g_ptr_array_add (events, g_array_index (all, Found, i).event);
      if (parts != NULL)
        g_ptr_array_add (*parts, g_array_index (all, Found, i).part);
    }
  if (fine && events->len == 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There is no event in it."));
      fine = FALSE;
    }
  if (!fine)
    g_clear_pointer (&events, g_ptr_array_unref);
  return events;
}

CrmEventPart *
crm_event_parse_calendar (const char *ical, GError **error)
{
  g_autoptr (CrmEventPart) top = NULL;
  CrmEventPart *calendar;

  if (strlen (ical) > CRM_EVENT_MAX_OBJECT)
    {
      g_set_error_literal (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The event is larger than 16 MiB."));
      return NULL;
    }
  top = crm_event_part_parse (ical, error);
  if (top == NULL || crm_event_part_is (top, "VCALENDAR"))
    return g_steal_pointer (&top);
  calendar = crm_event_part_new ("VCALENDAR");
  crm_event_part_take_line (calendar, crm_event_line_new ("VERSION:2.0"));
  crm_event_part_take_part (calendar, g_steal_pointer (&top));
  return calendar;
}

GPtrArray *
crm_event_parse_object (const char *ical, GTimeZone *zone, GError **error)
{
  g_autofree char *valid = NULL;
  g_autoptr (CrmEventPart) calendar = NULL;

  g_return_val_if_fail (ical != NULL, NULL);

  if (!g_utf8_validate (ical, -1, NULL))
    ical = valid = g_utf8_make_valid (ical, -1);
  calendar = crm_event_parse_calendar (ical, error);
  return calendar != NULL ? crm_event_read_calendar (calendar, zone, NULL, error) : NULL;
}
