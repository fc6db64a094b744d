/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-object.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* Text to components and back, and the revision of an object. Owns nothing. Any thread. */

#define ETAG "X-EVOLUTION-CALDAV-ETAG"
#define HREF "X-EVOLUTION-CALDAV-HREF"
#define END_OF_RULE "X-EVOLUTION-ENDDATE"

typedef char *(*RenameZone) (const char *tzid, gpointer data); /* NULL: as it is */

/* The library of iCalendar has no g_autoptr of its own in the oldest version that is supported. */
#define owned __attribute__ ((cleanup (unref_owned)))

static void
unref_owned (gpointer owner)
{
  GObject **object = owner;

  g_clear_object (object);
}

static void
rename_zones (ICalComponent *component, RenameZone rename, gpointer data)
{
  for (ICalProperty *property = i_cal_component_get_first_property (component, I_CAL_ANY_PROPERTY);
       property != NULL; g_object_unref (property),
                    property = i_cal_component_get_next_property (component, I_CAL_ANY_PROPERTY))
    {
      owned ICalParameter *zone = i_cal_property_get_first_parameter (property, I_CAL_TZID_PARAMETER);
      g_autofree char *name = zone != NULL ? rename (i_cal_parameter_get_tzid (zone), data) : NULL;

      if (name != NULL)
        i_cal_parameter_set_tzid (zone, name);
    }
}

/* The Olson name within "/freeassociation.sourceforge.net/Europe/Moscow" and its like; NULL for a zone of somebody's own. */
static char *
dup_olson (const char *tzid)
{
  const char *name = tzid;

  while (name != NULL && *name != '\0')
    {
      if (*name != '/' && i_cal_timezone_get_builtin_timezone (name) != NULL)
        return g_strdup (name);
      name = strchr (name + 1, '/');
      if (name != NULL)
        name++;
    }
  return NULL;
}

static char *
to_olson (const char *tzid, gpointer data)
{
  GHashTable *own = data; /* names of zones that are not Olson's */
  g_autofree char *name = tzid != NULL ? dup_olson (tzid) : NULL;

  if (name == NULL && tzid != NULL)
    g_hash_table_add (own, g_strdup (tzid));
  return g_steal_pointer (&name);
}

/* Evolution's programs know a zone by the name that their library gives it. */
static char *
to_builtin (const char *tzid, gpointer data)
{
  g_autofree char *name = tzid != NULL ? dup_olson (tzid) : NULL;
  ICalTimezone *zone = name != NULL ? i_cal_timezone_get_builtin_timezone (name) : NULL;

  return zone != NULL ? g_strdup (i_cal_timezone_get_tzid (zone)) : NULL;
}

/* What the service writes into events for its own use. */
static void
remove_marks (ICalComponent *component)
{
  e_cal_util_component_remove_x_property (component, ETAG);
  e_cal_util_component_remove_x_property (component, HREF);
  for (ICalProperty *rule = i_cal_component_get_first_property (component, I_CAL_RRULE_PROPERTY);
       rule != NULL;
       g_object_unref (rule), rule = i_cal_component_get_next_property (component, I_CAL_RRULE_PROPERTY))
    i_cal_property_remove_parameter_by_name (rule, END_OF_RULE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
append_sorted (GString *out, GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_string_append (out, texts->pdata[i]);
}

/* A component as the file of a calendar may also have it in another order. Caller owns. */
static char *
dup_canonical (ICalComponent *component)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new ("(");

  for (ICalProperty *property = i_cal_component_get_first_property (component, I_CAL_ANY_PROPERTY);
       property != NULL; g_object_unref (property),
                    property = i_cal_component_get_next_property (component, I_CAL_ANY_PROPERTY))
    g_ptr_array_add (lines, i_cal_property_as_ical_string (property));
  for (ICalComponent *part = i_cal_component_get_first_component (component, I_CAL_ANY_COMPONENT);
       part != NULL;
       g_object_unref (part), part = i_cal_component_get_next_component (component, I_CAL_ANY_COMPONENT))
    g_ptr_array_add (parts, dup_canonical (part));
  append_sorted (out, lines);
  append_sorted (out, parts);
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static char *
dup_digest (GPtrArray *components)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < components->len; i++)
    g_ptr_array_add (texts, dup_canonical (components->pdata[i]));
  append_sorted (all, texts);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, all->str, (gssize)all->len);
}

/* The ETag of the file on the server; NULL when one of the components was never there. */
static char *
dup_etag (GPtrArray *components)
{
  g_autofree char *etag = NULL;

  for (guint i = 0; i < components->len; i++)
    {
      g_autofree char *one = e_cal_util_component_dup_x_property (components->pdata[i], ETAG);

      if (one == NULL || *one == '\0')
        return NULL;
      if (etag == NULL)
        etag = g_steal_pointer (&one);
    }
  return g_steal_pointer (&etag);
}

static int
compare_components (gconstpointer a, gconstpointer b)
{
  g_autofree char *rid_a = crm_eds_object_dup_rid (*(ICalComponent *const *)a);
  g_autofree char *rid_b = crm_eds_object_dup_rid (*(ICalComponent *const *)b);

  return strcmp (rid_a, rid_b);
}

/* The text of a zone that is only this calendar's. */
static void
append_zone (GString *text, ECalClient *client, const char *tzid, GCancellable *cancellable)
{
  ICalTimezone *zone = NULL; /* owned by client */
  owned ICalComponent *component = NULL;
  g_autofree char *part = NULL;

  if (client == NULL || !e_cal_client_get_timezone_sync (client, tzid, &zone, cancellable, NULL) ||
      zone == NULL)
    return;
  component = i_cal_timezone_get_component (zone);
  part = component != NULL ? i_cal_component_as_ical_string (component) : NULL;
  if (part != NULL)
    g_string_append (text, part);
}

CrmCalendarObject *
crm_eds_object_new (
    const char *uid, GPtrArray *components, ECalClient *client, gboolean tagged, GCancellable *cancellable)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = NULL;
  g_autofree char *revision = tagged ? dup_etag (components) : NULL;
  GHashTableIter iter;
  gpointer tzid;

  if (components->len == 0)
    return crm_calendar_object_new (uid, NULL, NULL);
  g_ptr_array_sort (components, compare_components);
  for (guint i = 0; i < components->len; i++)
    {
      remove_marks (components->pdata[i]);
      rename_zones (components->pdata[i], to_olson, own);
    }
  if (!tagged)
    revision = dup_digest (components);
  text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Clientele//EN\r\n");
  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &tzid, NULL))
    append_zone (text, client, tzid, cancellable);
  for (guint i = 0; i < components->len; i++)
    {
      g_autofree char *part = i_cal_component_as_ical_string (components->pdata[i]);

      g_string_append (text, part);
    }
  g_string_append (text, "END:VCALENDAR\r\n");
  return crm_calendar_object_new (uid, text->str, revision);
}

char *
crm_eds_object_dup_rid (ICalComponent *component)
{
  g_autofree char *rid = e_cal_util_component_get_recurid_as_string (component);

  return rid != NULL && !g_str_equal (rid, "0") ? g_steal_pointer (&rid) : g_strdup ("");
}

ICalComponent *
crm_eds_object_find (GPtrArray *components, const char *rid)
{
  for (guint i = 0; i < components->len; i++)
    {
      g_autofree char *own = crm_eds_object_dup_rid (components->pdata[i]);

      if (g_str_equal (own, rid))
        return components->pdata[i];
    }
  return NULL;
}

void
crm_eds_object_mark (ICalComponent *component, GPtrArray *current)
{
  static const char *const marks[] = { ETAG, HREF };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (guint j = 0; j < current->len; j++)
      {
        g_autofree char *value = e_cal_util_component_dup_x_property (current->pdata[j], marks[i]);

        if (value == NULL)
          continue;
        e_cal_util_component_set_x_property (component, marks[i], value);
        break;
      }
}

static ICalProperty *
make_recurrence_id (ICalTime *time, const char *tzid)
{
  ICalProperty *property = i_cal_property_new_recurrenceid (time);

  if (tzid != NULL)
    i_cal_property_take_parameter (property, i_cal_parameter_new_tzid (tzid));
  return property;
}

/* An exception names its occurrence by the master's kind of value and in the master's time zone, and has no rule of its own. */
static void
prepare_exception (ICalComponent *exception, ICalComponent *master)
{
  static const ICalPropertyKind rules[] = { I_CAL_RRULE_PROPERTY, I_CAL_RDATE_PROPERTY, I_CAL_EXDATE_PROPERTY,
    I_CAL_EXRULE_PROPERTY };
  owned ICalProperty *start = i_cal_component_get_first_property (master, I_CAL_DTSTART_PROPERTY);
  owned ICalProperty *old = i_cal_component_get_first_property (exception, I_CAL_RECURRENCEID_PROPERTY);
  owned ICalParameter *zone = NULL;
  owned ICalTime *first = NULL, *id = NULL;
  ICalTimezone *builtin;
  const char *tzid;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    e_cal_util_component_remove_property_by_kind (exception, rules[i], TRUE);
  if (start == NULL || old == NULL)
    return;
  zone = i_cal_property_get_first_parameter (start, I_CAL_TZID_PARAMETER);
  tzid = zone != NULL ? i_cal_parameter_get_tzid (zone) : NULL;
  first = i_cal_property_get_dtstart (start);
  id = i_cal_property_get_recurrenceid (old);
  builtin = tzid != NULL ? i_cal_timezone_get_builtin_timezone_from_tzid (tzid) : NULL;
  if (i_cal_time_is_date (first) && !i_cal_time_is_date (id))
    i_cal_time_set_is_date (id, TRUE);
  else if (builtin != NULL && i_cal_time_is_utc (id))
    i_cal_time_convert_to_zone_inplace (id, builtin);
  else
    return;
  e_cal_util_component_remove_property_by_kind (exception, I_CAL_RECURRENCEID_PROPERTY, TRUE);
  i_cal_component_take_property (exception, make_recurrence_id (id, i_cal_time_is_date (id) ? NULL : tzid));
}

/* To a server the service tells an event's own times by names that everybody knows; the names of occurrences it gives on as they are. */
static void
use_known_names (ICalComponent *component)
{
  static const ICalPropertyKind kinds[] = { I_CAL_RECURRENCEID_PROPERTY, I_CAL_EXDATE_PROPERTY,
    I_CAL_RDATE_PROPERTY };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (ICalProperty *property = i_cal_component_get_first_property (component, kinds[i]); property != NULL;
         g_object_unref (property), property = i_cal_component_get_next_property (component, kinds[i]))
      {
        owned ICalParameter *zone = i_cal_property_get_first_parameter (property, I_CAL_TZID_PARAMETER);
        g_autofree char *name = zone != NULL ? dup_olson (i_cal_parameter_get_tzid (zone)) : NULL;

        if (name != NULL)
          i_cal_parameter_set_tzid (zone, name);
      }
}

static GPtrArray *
read_zones (ICalComponent *calendar)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_object_unref);

  for (ICalComponent *part = i_cal_component_get_first_component (calendar, I_CAL_VTIMEZONE_COMPONENT);
       part != NULL;
       g_object_unref (part), part = i_cal_component_get_next_component (calendar, I_CAL_VTIMEZONE_COMPONENT))
    {
      ICalTimezone *zone = i_cal_timezone_new ();
      ICalComponent *copy = i_cal_component_clone (part);

      if (i_cal_timezone_set_component (zone, copy))
        g_ptr_array_add (zones, zone);
      else
        g_object_unref (zone);
      g_object_unref (copy);
    }
  return zones;
}

/* A component without what the service sets by itself. Caller owns. */
static char *
dup_meaning (ICalComponent *component)
{
  owned ICalComponent *copy = i_cal_component_clone (component);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  remove_marks (copy);
  e_cal_util_component_remove_property_by_kind (copy, I_CAL_LASTMODIFIED_PROPERTY, TRUE);
  rename_zones (copy, to_olson, own);
  return dup_canonical (copy);
}

gboolean
crm_eds_object_is_same (ICalComponent *a, ICalComponent *b)
{
  g_autofree char *meaning_a = dup_meaning (a);
  g_autofree char *meaning_b = dup_meaning (b);

  return g_str_equal (meaning_a, meaning_b);
}

static char *
collect_zone (const char *tzid, gpointer data)
{
  ICalTimezone *zone = tzid != NULL ? i_cal_timezone_get_builtin_timezone_from_tzid (tzid) : NULL;

  if (zone != NULL && !g_ptr_array_find (data, zone, NULL))
    g_ptr_array_add (data, g_object_ref (zone));
  return NULL;
}

GPtrArray *
crm_eds_object_list_zones (GPtrArray *components)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < components->len; i++)
    rename_zones (components->pdata[i], collect_zone, zones);
  return zones;
}

static GError *
make_refusal (void)
{
  return g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED,
      _ ("The meeting cannot be written down in a form that calendars understand."));
}

GPtrArray *
crm_eds_object_read (const char *ical, const char *uid, gboolean tagged, GPtrArray **zones, GError **error)
{
  owned ICalComponent *calendar = i_cal_parser_parse_string (ical);
  g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func (g_object_unref);
  ICalComponent *master;

  if (calendar != NULL && i_cal_component_isa (calendar) == I_CAL_VCALENDAR_COMPONENT)
    for (ICalComponent *part = i_cal_component_get_first_component (calendar, I_CAL_VEVENT_COMPONENT);
         part != NULL;
         g_object_unref (part), part = i_cal_component_get_next_component (calendar, I_CAL_VEVENT_COMPONENT))
      if (g_strcmp0 (i_cal_component_get_uid (part), uid) == 0)
        {
          ICalComponent *copy = i_cal_component_clone (part);

          rename_zones (copy, to_builtin, NULL);
          g_ptr_array_add (components, copy);
        }
  if (components->len == 0)
    {
      g_propagate_error (error, make_refusal ());
      return NULL;
    }
  master = crm_eds_object_find (components, "");
  for (guint i = 0; master != NULL && i < components->len; i++)
    if (components->pdata[i] != master)
      prepare_exception (components->pdata[i], master);
  for (guint i = 0; tagged && i < components->len; i++)
    use_known_names (components->pdata[i]);
  g_ptr_array_sort (components, compare_components);
  *zones = read_zones (calendar);
  return g_steal_pointer (&components);
}
