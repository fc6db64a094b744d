/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-write.h"

#include <math.h>
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-time.h"

/* Writes one aspect of an event at a time, on the lines that are there: their parameters, and every line that is not meant, stay.
 * The HTML copy of a text goes with the text it was made of. */

#define TIME_LENGTH 32

void
crm_event_form_clear (CrmEventForm *self)
{
  g_clear_pointer (&self->tzid, g_free);
}

void
crm_event_form_read (const CrmEventPart *vevent, CrmEventForm *form)
{
  const CrmEventLine *line = crm_event_part_find (vevent, "DTSTART");
  const char *value = line != NULL ? crm_event_line_get_value (line) : "";

  *form = (CrmEventForm){ 0 };
  form->is_date = strchr (value, 'T') == NULL;
  form->utc = g_str_has_suffix (value, "Z");
  if (line != NULL && !form->is_date && !form->utc)
    form->tzid = crm_event_line_dup_param (line, "TZID");
}

gboolean
crm_event_form_equal (const CrmEventForm *a, const CrmEventForm *b)
{
  return a->is_date == b->is_date && a->utc == b->utc && g_strcmp0 (a->tzid, b->tzid) == 0;
}

CrmEventLine *
crm_event_form_write (const CrmEventForm *self, const char *property, const char *rid)
{
  g_autofree char *text = g_strconcat (property, ":", rid, self->utc ? "Z" : "", NULL);
  CrmEventLine *line = crm_event_line_new (text);

  if (self->is_date)
    crm_event_line_set_param (line, "VALUE", "DATE");
  else if (self->tzid != NULL)
    crm_event_line_set_param (line, "TZID", self->tzid);
  return line;
}

void
crm_event_write_text (CrmEventPart *vevent, const char *property, const char *text)
{
  g_autofree char *value = text != NULL ? crm_event_text_write (text) : NULL;
  CrmEventLine *line = crm_event_part_find (vevent, property);

  if (value != NULL && line != NULL)
    {
      crm_event_line_set_value (line, value);
      crm_event_line_set_param (line, "ALTREP", NULL);
      return;
    }
  if (value != NULL)
    {
      g_autofree char *made = g_strconcat (property, ":", value, NULL);

      line = crm_event_line_new (made);
    }
  crm_event_part_replace (vevent, property, value != NULL ? line : NULL);
}

static char *
format_local (gint64 at, GTimeZone *zone)
{
  int second = 0;
  g_autofree char *date = crm_local_format (crm_local_day (at, zone, &second));

  if (date == NULL)
    date = g_strdup ("1970-01-01");
  return g_strdup_printf (
      "%.4s%.2s%.2sT%02d%02d%02d", date, date + 5, date + 8, second / 3600, second / 60 % 60, second % 60);
}

void
crm_event_write_instant (CrmEventPart *vevent, const char *property, gint64 at)
{
  g_autofree char *local = format_local (at, NULL);
  g_autofree char *value = g_strconcat (local, "Z", NULL);
  CrmEventLine *line = crm_event_part_find (vevent, property);

  if (line != NULL)
    crm_event_line_set_value (line, value);
  else
    {
      g_autofree char *text = g_strconcat (property, ":", value, NULL);

      crm_event_part_replace (vevent, property, crm_event_line_new (text));
    }
}

/* The TZID by which this text calls a zone; its VTIMEZONE is added when it has none. */
static char *
dup_tzid (CrmEventPart *calendar, CrmEventZones *zones, const char *name, int year)
{
  CrmEventPart *described;
  guint place = 0;

  for (guint i = 0; i < calendar->items->len; i++)
    {
      const CrmEventItem *item = &g_array_index (calendar->items, CrmEventItem, i);
      const CrmEventLine *line;

      if (item->part == NULL)
        {
          place = i + 1;
          continue;
        }
      line = crm_event_part_is (item->part, "VTIMEZONE") ? crm_event_part_find (item->part, "TZID") : NULL;
      if (line != NULL)
        {
          const char *tzid = crm_event_line_get_value (line);

          if (g_strcmp0 (crm_event_zones_find (zones, tzid, year)->name, name) == 0)
            return g_strdup (tzid);
        }
    }
  described = crm_event_zone_describe (name, year - 1);
  if (described != NULL)
    {
      CrmEventItem item = { .part = described };

      g_array_insert_val (calendar->items, MIN (place, calendar->items->len), item);
    }
  return g_strdup (name);
}

/* The form for a timed event: the one there is where it still tells the time. */
static void
choose_form (CrmEventPart *calendar, const CrmEventPart *vevent, const CrmEvent *event, CrmEventForm *form)
{
  g_autoptr (CrmEventZones) zones = crm_event_zones_new (calendar, NULL);
  int year = (int)(1970 + event->starts_at / (G_TIME_SPAN_DAY * 365.2425));

  crm_event_form_read (vevent, form);
  if (form->tzid == NULL && !form->is_date && !form->utc && crm_event_get_clock (event) != NULL)
    return;
  if (form->tzid != NULL && event->zone != NULL &&
      g_strcmp0 (crm_event_zones_find (zones, form->tzid, year)->name, event->zone) == 0)
    return;
  crm_event_form_clear (form);
  form->is_date = FALSE;
  form->utc = event->zone == NULL && !event->floating;
  form->tzid = event->zone != NULL ? dup_tzid (calendar, zones, event->zone, year) : NULL;
}

static void
put_time (CrmEventPart *vevent, const char *property, const CrmEventForm *form, const char *value)
{
  CrmEventLine *line = crm_event_part_find (vevent, property);
  g_autofree char *text = g_strconcat (value, form->utc ? "Z" : "", NULL);

  if (line == NULL)
    {
      crm_event_part_replace (vevent, property, crm_event_form_write (form, property, value));
      return;
    }
  crm_event_line_set_value (line, text);
  crm_event_line_set_param (line, "VALUE", form->is_date ? "DATE" : NULL);
  crm_event_line_set_param (line, "TZID", form->is_date ? NULL : form->tzid);
}

static char *
format_day (const char *date, int days)
{
  g_autofree char *other = crm_date_add_days (date, days);

  return g_strdup_printf ("%.4s%.2s%.2s", other, other + 5, other + 8);
}

static void
write_days (CrmEventPart *vevent, const CrmEvent *event)
{
  CrmEventForm form = { .is_date = TRUE };
  g_autofree char *first = format_day (event->starts_on, 0);
  g_autofree char *end = format_day (event->ends_on != NULL ? event->ends_on : event->starts_on, 1);

  put_time (vevent, "DTSTART", &form, first);
  put_time (vevent, "DTEND", &form, end);
  crm_event_part_replace (vevent, "DURATION", NULL);
}

static void
write_time (CrmEventPart *calendar, CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event)
{
  g_auto (CrmEventForm) form = { 0 };
  g_autoptr (GTimeZone) zone = crm_event_zone_load (crm_event_get_clock (event));
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (event->all_day)
    {
      write_days (vevent, event);
      return;
    }
  choose_form (calendar, vevent, event, &form);
  start = format_local (event->starts_at, form.utc ? NULL : zone);
  end = format_local (event->ends_at, form.utc ? NULL : zone);
  put_time (vevent, "DTSTART", &form, start);
  if (crm_event_part_find (vevent, "DURATION") != NULL && old != NULL && !old->all_day &&
      old->ends_at - old->starts_at == event->ends_at - event->starts_at)
    return;
  crm_event_part_replace (vevent, "DURATION", NULL);
  if (event->ends_at > event->starts_at)
    put_time (vevent, "DTEND", &form, end);
  else
    crm_event_part_replace (vevent, "DTEND", NULL);
}

static void
write_place (CrmEventPart *vevent, const CrmEvent *event)
{
  const CrmEventLine *online = crm_event_find_online (vevent);

  /* The room that stood in the place gives way to it. */
  if (online != NULL && crm_event_line_is (online, "LOCATION") && event->place != NULL)
    {
      g_autofree char *text = g_strconcat ("CONFERENCE;VALUE=URI:", crm_event_line_get_value (online), NULL);

      crm_event_part_replace (vevent, "CONFERENCE", crm_event_line_new (text));
    }
  if (event->place != NULL || online == NULL || !crm_event_line_is (online, "LOCATION"))
    crm_event_write_text (vevent, "LOCATION", event->place);
  if (isnan (event->latitude) || isnan (event->longitude))
    crm_event_part_replace (vevent, "GEO", NULL);
  else
    {
      char latitude[G_ASCII_DTOSTR_BUF_SIZE];
      char longitude[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *text = NULL;

      g_ascii_formatd (latitude, sizeof latitude, "%.6f", event->latitude);
      g_ascii_formatd (longitude, sizeof longitude, "%.6f", event->longitude);
      text = g_strconcat ("GEO:", latitude, ";", longitude, NULL);
      crm_event_part_replace (vevent, "GEO", crm_event_line_new (text));
    }
}

static void
write_online (CrmEventPart *vevent, const CrmEvent *event)
{
  CrmEventLine *line = crm_event_find_online (vevent);

  if (event->online != NULL && line != NULL)
    crm_event_line_set_value (line, event->online);
  else if (event->online != NULL)
    {
      g_autofree char *text = g_strconcat ("CONFERENCE;VALUE=URI:", event->online, NULL);

      crm_event_part_replace (vevent, "CONFERENCE", crm_event_line_new (text));
    }
  for (; event->online == NULL && line != NULL; line = crm_event_find_online (vevent))
    {
      g_autofree char *name = g_strndup (line->text, line->name_length);

      crm_event_part_replace (vevent, name, NULL);
    }
}

static void
write_recurrence (CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event)
{
  if (old == NULL || g_strcmp0 (old->recurrence, event->recurrence) != 0)
    {
      g_autofree char *text =
          event->recurrence != NULL ? g_strconcat ("RRULE:", event->recurrence, NULL) : NULL;

      crm_event_part_replace (vevent, "RRULE", text != NULL ? crm_event_line_new (text) : NULL);
    }
}

static gboolean
has_minutes (GArray *reminders, int minutes)
{
  for (guint i = 0; reminders != NULL && i < reminders->len; i++)
    {
      if (g_array_index (reminders, int, i) == minutes)
        return TRUE;
    }
  return FALSE;
}

static CrmEventPart *
make_alarm (const CrmEvent *event, int minutes)
{
  CrmEventPart *valarm = crm_event_part_new ("VALARM");
  char *duration = icaldurationtype_as_ical_string_r (icaldurationtype_from_int (-minutes * 60));
  g_autofree char *trigger = g_strconcat ("TRIGGER:", duration, NULL);

  free (duration);
  crm_event_part_take_line (valarm, crm_event_line_new ("ACTION:DISPLAY"));
  crm_event_part_take_line (valarm, crm_event_line_new (trigger));
  crm_event_write_text (valarm, "DESCRIPTION", event->title != NULL ? event->title : "-");
  crm_event_part_take_line (valarm, crm_event_line_new ("X-CLIENTELE-ALARM:1"));
  return valarm;
}

/* An alarm of a kind that meetings do not have is somebody else's. */
static void
write_reminders (CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event)
{
  gboolean anew = old == NULL || old->all_day != event->all_day;

  for (guint i = vevent->items->len; i > 0; i--)
    {
      const CrmEventPart *valarm = g_array_index (vevent->items, CrmEventItem, i - 1).part;
      int minutes;

      if (valarm != NULL && old != NULL && crm_event_part_is (valarm, "VALARM") &&
          crm_event_read_alarm (valarm, old->all_day, &minutes) &&
          (anew || !has_minutes (event->reminders, minutes)))
        crm_event_part_remove (vevent, i - 1);
    }
  for (guint i = 0; i < event->reminders->len; i++)
    {
      int minutes = g_array_index (event->reminders, int, i);

      if (anew || !has_minutes (old->reminders, minutes))
        crm_event_part_take_part (vevent, make_alarm (event, minutes));
    }
}

static const char *
get_role_word (const CrmEventPerson *person)
{
  if (g_str_equal (person->role, "chair"))
    return "CHAIR";
  if (g_str_equal (person->role, "optional"))
    return "OPT-PARTICIPANT";
  return g_str_equal (person->role, "informed") ? "NON-PARTICIPANT" : "REQ-PARTICIPANT";
}

static const char *
get_answer_word (const CrmEventPerson *person)
{
  if (g_str_equal (person->answer, "accepted"))
    return "ACCEPTED";
  if (g_str_equal (person->answer, "declined"))
    return "DECLINED";
  if (g_str_equal (person->answer, "tentative"))
    return "TENTATIVE";
  return g_str_equal (person->answer, "delegated") ? "DELEGATED" : "NEEDS-ACTION";
}

CrmEventLine *
crm_event_write_person (const CrmEventPerson *person, const char *property)
{
  g_autofree char *address = g_uri_escape_string (person->address, "@!$&'*+/=", TRUE);
  g_autofree char *text = g_strconcat (property, ":mailto:", address, NULL);
  CrmEventLine *line = crm_event_line_new (text);

  if (person->name != NULL)
    crm_event_line_set_param (line, "CN", person->name);
  if (!g_str_equal (property, "ATTENDEE"))
    return line;
  crm_event_line_set_param (line, "ROLE", get_role_word (person));
  crm_event_line_set_param (line, "PARTSTAT", get_answer_word (person));
  /* A meeting that is planned is not yet one to which clients are invited: that is asked for, and the message goes through the user's own mail
   * program. A server that would send one of its own accord is told not to (RFC 6638, 7.1). */
  crm_event_line_set_param (line, "SCHEDULE-AGENT", "CLIENT");
  if (g_str_equal (person->answer, "none"))
    crm_event_line_set_param (line, "RSVP", "TRUE");
  return line;
}

/* Of very many people only the first are read: where the lines begin that say nothing of who left. */
static guint
find_unread (const CrmEventPart *vevent)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_person_free);
  guint i;

  for (i = 0; i < vevent->items->len && people->len < CRM_EVENT_MAX_PEOPLE; i++)
    {
      const CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i).line;
      CrmEventPerson *person;

      if (line == NULL || !crm_event_line_is (line, "ATTENDEE") ||
          (person = crm_event_read_person (line)) == NULL)
        continue;
      if (crm_event_find_person (people, person->address, person->name) == NULL)
        g_ptr_array_add (people, person);
      else
        crm_event_person_free (person);
    }
  return i;
}

/* The line of somebody, when there is one; those who left are taken out on the way. */
static void
update_attendees (CrmEventPart *vevent, const CrmEvent *event, GHashTable *written)
{
  guint unread = find_unread (vevent);

  for (guint i = vevent->items->len; i > 0; i--)
    {
      CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i - 1).line;
      CrmEventPerson *there;
      CrmEventPerson *person;

      if (line == NULL || !crm_event_line_is (line, "ATTENDEE") ||
          (there = crm_event_read_person (line)) == NULL)
        continue;
      person = crm_event_find_person (event->people, there->address, there->name);
      if (person == NULL && i <= unread)
        crm_event_part_remove (vevent, i - 1);
      else if (person != NULL)
        {
          g_hash_table_add (written, person);
          if (g_strcmp0 (there->role, person->role) != 0 && !person->organizer)
            crm_event_line_set_param (line, "ROLE", get_role_word (person));
          if (g_strcmp0 (there->answer, person->answer) != 0)
            crm_event_line_set_param (line, "PARTSTAT", get_answer_word (person));
        }
      crm_event_person_free (there);
    }
}

static gboolean
is_same_person (const CrmEventLine *line, const CrmEventPerson *person)
{
  CrmEventPerson *there = line != NULL ? crm_event_read_person (line) : NULL;
  gboolean same = there != NULL && (person->address != NULL ? g_strcmp0 (there->address, person->address) == 0
                                                            : g_strcmp0 (there->name, person->name) == 0);

  g_clear_pointer (&there, crm_event_person_free);
  return same;
}

/* Without somebody who invites a server had nothing to send; now that there is one it shall not begin to (see crm_event_write_person). */
static void
keep_silent (CrmEventPart *vevent)
{
  for (guint i = 0; i < vevent->items->len; i++)
    {
      CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i).line;
      g_autofree char *agent = NULL;

      if (line == NULL || !crm_event_line_is (line, "ATTENDEE"))
        continue;
      agent = crm_event_line_dup_param (line, "SCHEDULE-AGENT");
      if (agent == NULL)
        crm_event_line_set_param (line, "SCHEDULE-AGENT", "CLIENT");
    }
}

static void
write_people (CrmEventPart *vevent, const CrmEvent *event)
{
  g_autoptr (GHashTable) written = g_hash_table_new (NULL, NULL);
  const CrmEventLine *organizer = crm_event_part_find (vevent, "ORGANIZER");
  gboolean had_organizer = organizer != NULL;
  gboolean has_organizer = FALSE;

  update_attendees (vevent, event, written);
  for (guint i = 0; i < event->people->len; i++)
    {
      CrmEventPerson *person = event->people->pdata[i];

      has_organizer |= person->organizer;
      if (person->organizer && person->address != NULL && !is_same_person (organizer, person))
        crm_event_part_replace (vevent, "ORGANIZER", crm_event_write_person (person, "ORGANIZER"));
      /* One who only invites takes part by that. */
      if (person->address == NULL || g_hash_table_contains (written, person) ||
          (person->organizer && g_str_equal (person->role, "chair") &&
              g_str_equal (person->answer, "accepted")))
        continue;
      crm_event_part_insert_line (vevent, crm_event_part_find_place (vevent, "ATTENDEE"),
          crm_event_write_person (person, "ATTENDEE"));
    }
  if (!has_organizer)
    crm_event_part_replace (vevent, "ORGANIZER", NULL);
  else if (!had_organizer)
    keep_silent (vevent);
}

void
crm_event_write (CrmEventPart *calendar, CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event,
    CrmEventAspect aspect)
{
  switch (aspect)
    {
    case CRM_EVENT_TITLE: crm_event_write_text (vevent, "SUMMARY", event->title); break;
    case CRM_EVENT_PLACE: write_place (vevent, event); break;
    case CRM_EVENT_TEXT:
      crm_event_write_text (vevent, "DESCRIPTION", event->text);
      crm_event_part_replace (vevent, "X-ALT-DESC", NULL);
      break;
    case CRM_EVENT_ONLINE: write_online (vevent, event); break;
    case CRM_EVENT_TIME: write_time (calendar, vevent, old, event); break;
    case CRM_EVENT_RECURRENCE: write_recurrence (vevent, old, event); break;
    case CRM_EVENT_REMINDERS: write_reminders (vevent, old, event); break;
    case CRM_EVENT_PEOPLE: write_people (vevent, event); break;
    case CRM_EVENT_STATUS:
      crm_event_write_text (vevent, "STATUS",
          g_str_equal (event->status, "cancelled")   ? "CANCELLED"
          : g_str_equal (event->status, "tentative") ? "TENTATIVE"
                                                     : "CONFIRMED");
      break;
    case CRM_EVENT_N_ASPECTS:
    default: g_return_if_reached ();
    }
}
