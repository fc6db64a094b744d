/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-zone.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-zone.h"

/* Which clock a TZID means. A name of the zone database is taken by its word; any other must agree with the rules that the
 * file brings along, else a zone with the same rules is looked for; when there is none, libical follows the file's own. What
 * was found once is remembered for all threads, rules by the thread that read them; the rest belongs to its caller. */

#define MAX_ZONES 200
#define MAX_RULES 100  /* of one VTIMEZONE */
#define MAX_LINES 1000 /* likewise */
#define MAX_FOUND 4096 /* remembered */
#define MAX_KEPT 64    /* rules that a thread keeps */
#define FIRST_YEAR 1970
#define MAX_NAME 64
#define N_WEEKS 104 /* over which rules are compared */
#define WEEK (7 * 24 * 3600)

struct _CrmEventZones
{
  const CrmEventPart *calendar;
  GTimeZone *fallback;
  GHashTable *zones; /* tzid → CrmEventZone */
  CrmEventZone floating;
  CrmEventZone utc;
};

/* Where many people live, before those that only happen to have the same rules. */
static const char *const favourites[] = { "Europe/Kyiv", "Europe/Berlin", "Europe/London", "Europe/Moscow",
  "Europe/Istanbul", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
  "America/Sao_Paulo", "Asia/Jerusalem", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo",
  "Australia/Sydney", "Etc/UTC" };

/* Rules as libical reads them, shared by the calendars that a thread reads: libical goes through all their years anew each time. */
typedef struct
{
  icaltimezone *zone;
} Kept;

static void
kept_clear (gpointer data)
{
  icaltimezone_free (((Kept *)data)->zone, 1);
}

static void
kept_release (gpointer data)
{
  g_rc_box_release_full (data, kept_clear);
}

static void
zone_free (CrmEventZone *self)
{
  g_free (self->tzid);
  g_free (self->name);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->kept, kept_release);
  g_free (self);
}

static gboolean
is_utc (const char *name)
{
  static const char *const names[] = { "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "Zulu", "Etc/Zulu", "UCT",
    "Etc/UCT", "Universal", "Etc/Universal", "Coordinated Universal Time", NULL };

  return g_strv_contains (names, name);
}

/* The name becomes part of a path: nothing but what such names are made of. */
static gboolean
is_safe (const char *name)
{
  const char *p = name;

  if (strlen (name) > MAX_NAME || g_str_has_prefix (name, "posix") || g_str_has_prefix (name, "right") ||
      g_str_equal (name, "localtime"))
    return FALSE;
  for (;;)
    {
      if (!g_ascii_isupper (*p))
        return FALSE;
      while (g_ascii_isalnum (*p) || *p == '_' || *p == '-' || *p == '+')
        p++;
      if (*p == '\0')
        return TRUE;
      if (*p++ != '/')
        return FALSE;
    }
}

static gboolean
is_listed (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_NAME + 1];
  UChar canonical[MAX_NAME + 1];
  UBool listed = FALSE;

  u_charsToUChars (name, wide, (int32_t)strlen (name) + 1);
  ucal_getCanonicalTimeZoneID (wide, -1, canonical, MAX_NAME, &listed, &status);
  return U_SUCCESS (status) && listed;
}

GTimeZone *
crm_event_zone_load (const char *name)
{
  if (name == NULL || is_utc (name) || !is_safe (name) || (strchr (name, '/') == NULL && !is_listed (name)))
    return NULL;
  return crm_zone_new (name);
}

static gboolean
is_known (const char *name)
{
  g_autoptr (GTimeZone) zone = crm_event_zone_load (name);

  return zone != NULL;
}

static char *
find_windows (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_NAME + 1];
  UChar found[MAX_NAME + 1];
  char id[MAX_NAME + 1];
  int32_t length;

  if (strlen (name) > MAX_NAME || !g_str_is_ascii (name))
    return NULL;
  u_charsToUChars (name, wide, (int32_t)strlen (name) + 1);
  length = ucal_getTimeZoneIDForWindowsID (wide, -1, NULL, found, MAX_NAME, &status);
  if (U_FAILURE (status) || length <= 0 || length > MAX_NAME)
    return NULL;
  u_UCharsToChars (found, id, length);
  id[length] = '\0';
  return is_known (id) ? g_strdup (id) : is_utc (id) ? g_strdup ("UTC") : NULL;
}

static UEnumeration *
list_zones (void)
{
  UErrorCode status = U_ZERO_ERROR;

  return ucal_openTimeZoneIDEnumeration (UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &status);
}

static const char *
get_next_zone (UEnumeration *zones)
{
  UErrorCode status = U_ZERO_ERROR;

  return zones != NULL ? uenum_next (zones, NULL, &status) : NULL;
}

/* "(UTC+01:00) Amsterdam, Berlin, Rome": the cities are those of zones. */
static char *
find_city (const char *label)
{
  const char *close = label[0] == '(' ? strchr (label, ')') : NULL;
  g_auto (GStrv) cities = NULL;
  char *found = NULL;
  UEnumeration *zones;

  if (close == NULL || strlen (label) > 2 * MAX_NAME)
    return NULL;
  cities = g_strsplit_set (close + 1, ",/", 8);
  for (guint i = 0; cities[i] != NULL; i++)
    g_strdelimit (g_strstrip (cities[i]), " ", '_');
  zones = list_zones ();
  for (const char *name; found == NULL && (name = get_next_zone (zones)) != NULL;)
    {
      const char *slash = strrchr (name, '/');

      if (slash != NULL && g_strv_contains ((const char *const *)cities, slash + 1) && is_known (name))
        found = g_strdup (name);
    }
  uenum_close (zones);
  return found;
}

/* "GMT+0300", "UTC-5": the database names whole hours the other way round. */
static char *
find_offset (const char *name)
{
  const char *p = g_str_has_prefix (name, "GMT") || g_str_has_prefix (name, "UTC") ? name + 3 : "";
  char *end = NULL;
  guint64 hours = g_ascii_isdigit (*p ? p[1] : 0) ? g_ascii_strtoull (p + 1, &end, 10) : G_MAXUINT64;

  if ((*p != '+' && *p != '-') || hours == G_MAXUINT64)
    return NULL;
  if (g_str_equal (end, ":00"))
    end += 3;
  else if (end - p > 3 && hours % 100 == 0)
    hours /= 100;
  if (*end != '\0' || hours > 14 || (*p == '-' && hours > 12))
    return NULL;
  return hours == 0 ? g_strdup ("UTC") : g_strdup_printf ("Etc/GMT%c%u", *p == '+' ? '-' : '+', (guint)hours);
}

char *
crm_event_zone_normalise (const char *tzid)
{
  g_autofree char *name = g_strstrip (g_strdup (tzid));
  char *found;

  if (is_utc (name))
    return g_strdup ("UTC");
  if (is_known (name))
    return g_steal_pointer (&name);
  if (g_ascii_strcasecmp (name, "tzone://Microsoft/Utc") == 0)
    return g_strdup ("UTC");
  found = find_offset (name);
  if (found == NULL)
    found = find_windows (name);
  if (found == NULL)
    found = find_city (name);
  /* "/mozilla.org/20050126_1/Europe/Berlin" */
  for (const char *p = name; found == NULL && (p = strchr (p, '/')) != NULL; p++)
    {
      if (strchr (p + 1, '/') != NULL && is_known (p + 1))
        found = g_strdup (p + 1);
      else if (is_utc (p + 1))
        found = g_strdup ("UTC");
    }
  return found;
}

static gboolean
is_offset (const char *value)
{
  gsize length = strlen (value);

  if ((length != 5 && length != 7) || (value[0] != '+' && value[0] != '-'))
    return FALSE;
  return strspn (value + 1, "0123456789") == length - 1 && g_ascii_digit_value (value[1]) < 2;
}

/* A line of STANDARD or DAYLIGHT that libical may see: no rule that would have it count for ever. */
static gboolean
is_line_sound (const CrmEventLine *line, gboolean *wanted)
{
  const char *value = crm_event_line_get_value (line);

  *wanted = TRUE;
  if (crm_event_line_is (line, "TZOFFSETFROM") || crm_event_line_is (line, "TZOFFSETTO"))
    return is_offset (value);
  if (crm_event_line_is (line, "RRULE"))
    {
      g_autoptr (CrmRecurrence) rule = crm_recurrence_new (value, NULL);
      g_autofree char *upper = g_ascii_strup (value, -1);

      return rule != NULL &&
             (strstr (upper, "FREQ=YEARLY") != NULL || strstr (upper, "FREQ=MONTHLY") != NULL);
    }
  if (crm_event_line_is (line, "DTSTART") || crm_event_line_is (line, "RDATE"))
    return strlen (value) < 4096;
  *wanted = FALSE;
  return TRUE;
}

/* A rule of every year that begins in 1601, as Outlook writes it, begins when computers did: the years between cost time and nothing else. */
static void
shorten_rule (CrmEventPart *rule)
{
  const CrmEventLine *start = crm_event_part_find (rule, "DTSTART"),
                     *every = crm_event_part_find (rule, "RRULE");
  const char *value = start != NULL ? crm_event_line_get_value (start) : NULL;
  g_autofree char *upper = every != NULL ? g_ascii_strup (crm_event_line_get_value (every), -1) : NULL;
  g_autofree char *line = NULL;

  if (value == NULL || upper == NULL || strlen (value) < 15 || strncmp (value, "1970", 4) >= 0 ||
      strncmp (value + 4, "0229", 4) == 0 || strstr (upper, "FREQ=YEARLY") == NULL ||
      strstr (upper, "INTERVAL") != NULL || strstr (upper, "COUNT") != NULL ||
      strstr (upper, "UNTIL") != NULL)
    return;
  line = g_strdup_printf ("DTSTART:%d%s", FIRST_YEAR, value + 4);
  crm_event_part_replace (rule, "DTSTART", crm_event_line_new (line));
}

static gboolean
copy_rule (const CrmEventPart *rule, CrmEventPart *to, guint *n_lines)
{
  CrmEventPart *copy = crm_event_part_new (rule->name);

  crm_event_part_take_part (to, copy);
  for (guint i = 0; i < rule->items->len; i++)
    {
      const CrmEventLine *line = g_array_index (rule->items, CrmEventItem, i).line;
      gboolean wanted;

      if (line == NULL)
        continue;
      if (!is_line_sound (line, &wanted) || ++*n_lines > MAX_LINES)
        return FALSE;
      if (wanted)
        crm_event_part_take_line (copy, crm_event_line_new (line->text));
    }
  shorten_rule (copy);
  return crm_event_part_find (copy, "DTSTART") != NULL && crm_event_part_find (copy, "TZOFFSETTO") != NULL &&
         crm_event_part_find (copy, "TZOFFSETFROM") != NULL;
}

/* What libical is to read of a VTIMEZONE; NULL when it is not sound. */
static char *
dup_rules (const CrmEventPart *vtimezone)
{
  g_autoptr (CrmEventPart) copy = crm_event_part_new ("VTIMEZONE");
  GString *out;
  guint n_rules = 0;
  guint n_lines = 0;

  crm_event_part_take_line (copy, crm_event_line_new ("TZID:own"));
  for (guint i = 0; i < vtimezone->items->len; i++)
    {
      const CrmEventPart *rule = g_array_index (vtimezone->items, CrmEventItem, i).part;

      if (rule == NULL || (!crm_event_part_is (rule, "STANDARD") && !crm_event_part_is (rule, "DAYLIGHT")))
        continue;
      if (++n_rules > MAX_RULES || !copy_rule (rule, copy, &n_lines))
        return NULL;
    }
  if (n_rules == 0)
    return NULL;
  out = g_string_new (NULL);
  crm_event_part_append_to (copy, out);
  return g_string_free (out, FALSE);
}

static icaltimezone *
parse_rules (const char *rules)
{
  icalcomponent *component;
  icaltimezone *zone;

  icalerror_set_errors_are_fatal (FALSE);
  component = icalcomponent_new_from_string (rules);
  if (component == NULL)
    return NULL;
  zone = icaltimezone_new ();
  if (icaltimezone_set_component (zone, component))
    return zone;
  icalcomponent_free (component);
  icaltimezone_free (zone, 1);
  return NULL;
}

static void
drop_rules (gpointer data)
{
  g_hash_table_unref (data);
}

/* NULL when libical does not understand them. */
static Kept *
load_rules (const char *rules)
{
  static GPrivate private = G_PRIVATE_INIT (drop_rules);
  GHashTable *known = g_private_get (&private); /* rules → Kept */
  icaltimezone *zone;
  Kept *kept;

  if (known == NULL)
    {
      known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_release);
      g_private_set (&private, known);
    }
  kept = g_hash_table_lookup (known, rules);
  if (kept != NULL)
    return g_rc_box_acquire (kept);
  zone = parse_rules (rules);
  if (zone == NULL)
    return NULL;
  kept = g_rc_box_new0 (Kept);
  kept->zone = zone;
  if (g_hash_table_size (known) >= MAX_KEPT)
    g_hash_table_remove_all (known);
  g_hash_table_insert (known, g_strdup (rules), g_rc_box_acquire (kept));
  return kept;
}

/* What a clock shows over some years. */
typedef struct
{
  gint64 begin;         /* s */
  int offsets[N_WEEKS]; /* s, a week apart */
} Course;

static void
read_course (icaltimezone *own, int year, Course *course)
{
  struct icaltimetype at = {
    .year = year, .month = 1, .day = 1, .hour = 12, .zone = icaltimezone_get_utc_timezone ()
  };

  course->begin = (gint64)icaltime_as_timet (at);
  for (guint i = 0; i < N_WEEKS; i++)
    {
      int daylight;

      at = icaltime_from_timet_with_zone (
          (time_t)(course->begin + (gint64)i * WEEK), 0, icaltimezone_get_utc_timezone ());
      course->offsets[i] = icaltimezone_get_utc_offset_of_utc_time (own, &at, &daylight);
    }
}

static gboolean
agrees (const Course *course, GTimeZone *zone)
{
  for (guint i = 0; i < N_WEEKS; i++)
    {
      gint64 utc = course->begin + (gint64)i * WEEK;

      if (course->offsets[i] !=
          g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc)))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  char *name;
  GTimeZone *zone;
} Listed;

static void
add_listed (GArray *all, const char *name)
{
  Listed one = { NULL, is_utc (name) ? g_time_zone_new_utc () : crm_event_zone_load (name) };

  if (one.zone == NULL)
    return;
  one.name = g_strdup (is_utc (name) ? "UTC" : name);
  g_array_append_val (all, one);
}

/* All zones there are (Listed), likely ones first; read once, for a file may ask thousands of times. Any thread. */
static GArray *
get_listed (void)
{
  static GArray *all;

  if (g_once_init_enter (&all))
    {
      GArray *made = g_array_new (FALSE, FALSE, sizeof (Listed));
      UEnumeration *zones = list_zones ();

      for (guint i = 0; i < G_N_ELEMENTS (favourites); i++)
        add_listed (made, favourites[i]);
      for (const char *name; (name = get_next_zone (zones)) != NULL;)
        add_listed (made, name);
      uenum_close (zones);
      g_once_init_leave (&all, made);
    }
  return all;
}

static char *
search_name (const Course *course, GTimeZone *fallback)
{
  GArray *all;

  if (fallback != NULL && is_known (g_time_zone_get_identifier (fallback)) && agrees (course, fallback))
    return g_strdup (g_time_zone_get_identifier (fallback));
  all = get_listed ();
  for (guint i = 0; i < all->len; i++)
    {
      const Listed *one = &g_array_index (all, Listed, i);

      if (agrees (course, one->zone))
        return g_strdup (one->name);
    }
  return NULL;
}

/* The name of a zone with these rules; NULL when there is none. The one named is asked first. Every event of a calendar asks anew, and
 * libical works through the centuries for each answer: so they are remembered. */
static char *
find_name (icaltimezone *own, const char *rules, const char *named, GTimeZone *fallback, int year)
{
  static GMutex mutex;
  static GHashTable *found; /* digest of the question → name, "" for none */
  g_autofree char *question = g_strdup_printf ("%d\n%s\n%s\n%s", year, named != NULL ? named : "",
      fallback != NULL ? g_time_zone_get_identifier (fallback) : "", rules);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, question, -1);
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *name = NULL;
  Course course;

  g_mutex_lock (&mutex);
  if (found == NULL)
    found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  name = g_strdup (g_hash_table_lookup (found, key));
  g_mutex_unlock (&mutex);
  if (name != NULL)
    return *name != '\0' ? g_steal_pointer (&name) : NULL;
  zone = named == NULL ? NULL : is_utc (named) ? g_time_zone_new_utc () : crm_event_zone_load (named);
  read_course (own, year, &course);
  name = zone != NULL && agrees (&course, zone) ? g_strdup (named) : search_name (&course, fallback);
  g_mutex_lock (&mutex);
  if (g_hash_table_size (found) >= MAX_FOUND)
    g_hash_table_remove_all (found);
  g_hash_table_insert (found, g_steal_pointer (&key), g_strdup (name != NULL ? name : ""));
  g_mutex_unlock (&mutex);
  return g_steal_pointer (&name);
}

static const CrmEventPart *
find_vtimezone (const CrmEventPart *calendar, const char *tzid)
{
  for (guint i = 0; i < calendar->items->len; i++)
    {
      const CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;
      const CrmEventLine *line;

      if (part == NULL || !crm_event_part_is (part, "VTIMEZONE"))
        continue;
      line = crm_event_part_find (part, "TZID");
      if (line != NULL && g_strcmp0 (crm_event_line_get_value (line), tzid) == 0)
        return part;
    }
  return NULL;
}

static char *
dup_location (const CrmEventPart *vtimezone)
{
  const CrmEventLine *line = crm_event_part_find (vtimezone, "X-LIC-LOCATION");

  if (line == NULL)
    line = crm_event_part_find (vtimezone, "TZID-ALIAS-OF");
  return line != NULL ? crm_event_zone_normalise (crm_event_line_get_value (line)) : NULL;
}

static gboolean
means_itself (const char *tzid, const char *name)
{
  return name != NULL && g_str_has_suffix (tzid, name);
}

static CrmEventZone *
make_zone (CrmEventZones *self, const char *tzid, int year)
{
  CrmEventZone *zone = g_new0 (CrmEventZone, 1);
  const CrmEventPart *vtimezone = find_vtimezone (self->calendar, tzid);
  g_autofree char *rules = vtimezone != NULL ? dup_rules (vtimezone) : NULL;
  g_autofree char *name = crm_event_zone_normalise (tzid);

  zone->tzid = g_strdup (tzid);
  if (rules != NULL && !means_itself (tzid, name))
    {
      if (name == NULL)
        name = dup_location (vtimezone);
      zone->kept = load_rules (rules);
      if (zone->kept != NULL)
        {
          zone->own = ((Kept *)zone->kept)->zone;
          char *found = find_name (zone->own, rules, name, self->fallback, CLAMP (year, 1971, 2034));

          g_free (name);
          name = found;
          if (name != NULL)
            {
              zone->own = NULL;
              g_clear_pointer (&zone->kept, kept_release);
            }
        }
    }
  if (name != NULL && !is_utc (name))
    {
      zone->zone = crm_event_zone_load (name);
      zone->name = zone->zone != NULL ? g_steal_pointer (&name) : NULL;
    }
  else if (name == NULL && zone->own == NULL)
    {
      zone->floating = self->floating.floating;
      zone->name = g_strdup (self->floating.name);
      zone->zone = self->floating.zone != NULL ? g_time_zone_ref (self->floating.zone) : NULL;
    }
  return zone;
}

CrmEventZones *
crm_event_zones_new (const CrmEventPart *calendar, GTimeZone *fallback)
{
  CrmEventZones *self = g_new0 (CrmEventZones, 1);
  const CrmEventLine *line = crm_event_part_find (calendar, "X-WR-TIMEZONE");
  g_autofree char *name = line != NULL ? crm_event_zone_normalise (crm_event_line_get_value (line)) : NULL;

  self->calendar = calendar;
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)zone_free);
  self->floating.zone = crm_event_zone_load (name);
  if (self->floating.zone != NULL)
    self->floating.name = g_steal_pointer (&name);
  else if (g_strcmp0 (name, "UTC") != 0)
    {
      self->floating.zone = fallback != NULL ? g_time_zone_ref (fallback) : NULL;
      self->floating.floating = TRUE;
    }
  self->fallback = fallback != NULL ? g_time_zone_ref (fallback) : NULL;
  return self;
}

void
crm_event_zones_free (CrmEventZones *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->zones);
  g_free (self->floating.name);
  g_clear_pointer (&self->floating.zone, g_time_zone_unref);
  g_clear_pointer (&self->fallback, g_time_zone_unref);
  g_free (self);
}

const CrmEventZone *
crm_event_zones_find (CrmEventZones *self, const char *tzid, int year)
{
  CrmEventZone *zone;

  if (tzid == NULL || *tzid == '\0')
    return &self->floating;
  zone = g_hash_table_lookup (self->zones, tzid);
  if (zone == NULL && g_hash_table_size (self->zones) >= MAX_ZONES)
    return &self->floating;
  if (zone == NULL)
    {
      zone = make_zone (self, tzid, year);
      g_hash_table_insert (self->zones, zone->tzid, zone);
    }
  return zone;
}

const CrmEventZone *
crm_event_zones_get_utc (CrmEventZones *self)
{
  return &self->utc;
}

gint64
crm_event_zone_get_instant (const CrmEventZone *self, guint32 julian, int second)
{
  struct icaltimetype at = { 0 };
  GDate day;
  int daylight;

  if (self->own == NULL)
    return crm_local_instant (julian, second, self->zone);
  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  at.year = g_date_get_year (&day);
  at.month = (int)g_date_get_month (&day);
  at.day = g_date_get_day (&day);
  at.hour = second / 3600;
  at.minute = second / 60 % 60;
  at.second = second % 60;
  return crm_local_instant (julian, second, NULL) -
         (gint64)icaltimezone_get_utc_offset (self->own, &at, &daylight) * G_USEC_PER_SEC;
}

/* The rules from a year on; those of a hundred years ago help nobody. */
static char *
dup_description (icalcomponent *component, int year)
{
  char *text = icalcomponent_as_ical_string_r (component);
  icalcomponent *copy = icalcomponent_new_from_string (text);
  struct icaltimetype start = {
    .year = year, .month = 1, .day = 1, .zone = icaltimezone_get_utc_timezone ()
  };

  if (copy == NULL)
    return text;
  free (text);
  icaltimezone_truncate_vtimezone (copy, start, icaltime_null_time (), 0);
  text = icalcomponent_as_ical_string_r (copy);
  icalcomponent_free (copy);
  return text;
}

CrmEventPart *
crm_event_zone_describe (const char *name, int year)
{
  CrmEventPart *part = NULL;
  icaltimezone *zone;
  icalcomponent *component;
  char *text;

  if (!is_known (name))
    return NULL;
  icalerror_set_errors_are_fatal (FALSE);
  zone = icaltimezone_get_builtin_timezone (name);
  if (zone == NULL && crm_zone_get_successor (name) != NULL)
    zone = icaltimezone_get_builtin_timezone (crm_zone_get_successor (name));
  component = zone != NULL ? icaltimezone_get_component (zone) : NULL;
  text = component != NULL ? dup_description (component, year) : NULL;
  if (text != NULL)
    part = crm_event_part_parse (text, NULL);
  if (part != NULL)
    {
      g_autofree char *line = g_strconcat ("TZID:", name, NULL);

      crm_event_part_replace (part, "TZID", crm_event_line_new (line));
    }
  free (text);
  return part;
}
