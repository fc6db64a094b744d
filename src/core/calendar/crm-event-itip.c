/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-write.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* iTIP messages made of an object: what others are to know of it, and nothing they need not, such as when somebody is reminded. Any
 * thread. */

static CrmEventPart *
get_vevent (const CrmEventPart *calendar, guint i)
{
  CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;

  return part != NULL && crm_event_part_is (part, "VEVENT") ? part : NULL;
}

static void
remove_alarms (CrmEventPart *vevent)
{
  for (guint i = vevent->items->len; i > 0; i--)
    {
      const CrmEventPart *part = g_array_index (vevent->items, CrmEventItem, i - 1).part;

      if (part != NULL && crm_event_part_is (part, "VALARM"))
        crm_event_part_remove (vevent, i - 1);
    }
}

/* What is between a calendar and its server is no business of those who get the message (RFC 6638, 7). */
static void
remove_scheduling (CrmEventPart *vevent)
{
  for (guint i = 0; i < vevent->items->len; i++)
    {
      CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i).line;

      if (line == NULL || !(crm_event_line_is (line, "ATTENDEE") || crm_event_line_is (line, "ORGANIZER")))
        continue;
      crm_event_line_set_param (line, "SCHEDULE-AGENT", NULL);
      crm_event_line_set_param (line, "SCHEDULE-STATUS", NULL);
      crm_event_line_set_param (line, "SCHEDULE-FORCE-SEND", NULL);
    }
}

/* Takes out those who are not address (NULL: nobody); returns how many are left. */
static guint
keep_attendees (CrmEventPart *vevent, const char *address)
{
  guint n = 0;

  for (guint i = vevent->items->len; i > 0; i--)
    {
      const CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i - 1).line;
      CrmEventPerson *person;

      if (line == NULL || !crm_event_line_is (line, "ATTENDEE"))
        continue;
      person = crm_event_read_person (line);
      if (address != NULL && (person == NULL || g_strcmp0 (person->address, address) != 0))
        crm_event_part_remove (vevent, i - 1);
      else
        n++;
      g_clear_pointer (&person, crm_event_person_free);
    }
  return n;
}

static void
raise_sequence (CrmEventPart *vevent)
{
  const CrmEventLine *line = crm_event_part_find (vevent, "SEQUENCE");
  gint64 sequence = line != NULL ? g_ascii_strtoll (crm_event_line_get_value (line), NULL, 10) : 0;
  g_autofree char *text = g_strdup_printf ("SEQUENCE:%d", (int)CLAMP (sequence, 0, G_MAXINT / 2) + 1);

  crm_event_part_replace (vevent, "SEQUENCE", crm_event_line_new (text));
}

static guint
prepare (CrmEventPart *vevent, const char *method, const CrmEventPerson *sender, gint64 now)
{
  gboolean reply = g_str_equal (method, "REPLY");

  remove_alarms (vevent);
  remove_scheduling (vevent);
  crm_event_write_instant (vevent, "DTSTAMP", now);
  if (!reply)
    crm_event_part_replace (vevent, "ORGANIZER", crm_event_write_person (sender, "ORGANIZER"));
  if (g_str_equal (method, "CANCEL"))
    {
      crm_event_write_text (vevent, "STATUS", "CANCELLED");
      raise_sequence (vevent);
    }
  return keep_attendees (vevent, reply ? sender->address : NULL);
}

static gboolean
is_described (const CrmEventPart *calendar, const char *tzid)
{
  for (guint i = 0; i < calendar->items->len; i++)
    {
      const CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;
      const CrmEventLine *line =
          part != NULL && crm_event_part_is (part, "VTIMEZONE") ? crm_event_part_find (part, "TZID") : NULL;

      if (line != NULL && g_str_equal (crm_event_line_get_value (line), tzid))
        return TRUE;
    }
  return FALSE;
}

static void
describe_zone (CrmEventPart *calendar, const CrmEventLine *line)
{
  g_autofree char *tzid = crm_event_line_dup_param (line, "TZID");
  g_autofree char *name = tzid != NULL ? crm_event_zone_normalise (tzid) : NULL;
  int year = (int)g_ascii_strtoll (crm_event_line_get_value (line), NULL, 10) / 10000;
  CrmEventItem item = { 0 };
  guint place = 0;

  if (name == NULL || is_described (calendar, tzid))
    return;
  item.part = crm_event_zone_describe (name, year > 1970 ? year - 1 : 1970);
  if (item.part == NULL)
    return;
  crm_event_line_set_value (crm_event_part_find (item.part, "TZID"), tzid);
  while (place < calendar->items->len && g_array_index (calendar->items, CrmEventItem, place).part == NULL)
    place++;
  g_array_insert_val (calendar->items, place, item);
}

/* A calendar that is one of the desktop's knows the zones of the world; who gets the message need not, and it must tell them (RFC 5545, 3.6.5). */
static void
describe_zones (CrmEventPart *calendar)
{
  g_autoptr (GPtrArray) vevents = g_ptr_array_new ();

  for (guint i = 0; i < calendar->items->len; i++)
    if (get_vevent (calendar, i) != NULL)
      g_ptr_array_add (vevents, get_vevent (calendar, i));
  for (guint i = 0; i < vevents->len; i++)
    {
      const CrmEventPart *vevent = vevents->pdata[i];

      for (guint k = 0; k < vevent->items->len; k++)
        if (g_array_index (vevent->items, CrmEventItem, k).line != NULL)
          describe_zone (calendar, g_array_index (vevent->items, CrmEventItem, k).line);
    }
}

static void
set_method (CrmEventPart *calendar, const char *method)
{
  g_autofree char *text = g_strconcat ("METHOD:", method, NULL);

  crm_event_part_replace (calendar, "METHOD", NULL);
  crm_event_part_insert_line (calendar, 0, crm_event_line_new (text));
}

char *
crm_event_invite (const char *object, const char *method, const char *organizer_name,
    const char *organizer_address, gint64 now, GError **error)
{
  g_autoptr (CrmEventPart) calendar = NULL;
  CrmEventPerson *sender;
  GString *out;
  guint n = 0;

  g_return_val_if_fail (object != NULL && method != NULL && organizer_address != NULL, NULL);

  calendar = crm_event_parse_calendar (object, error);
  if (calendar == NULL)
    return NULL;
  sender = crm_event_person_new (organizer_name, organizer_address);
  for (guint i = 0; i < calendar->items->len; i++)
    {
      CrmEventPart *vevent = get_vevent (calendar, i);

      n += vevent != NULL ? prepare (vevent, method, sender, now) : 0;
    }
  crm_event_person_free (sender);
  if (n == 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("None of the participants has an e-mail address."));
      return NULL;
    }
  describe_zones (calendar);
  set_method (calendar, method);
  out = g_string_new (NULL);
  crm_event_part_append_to (calendar, out);
  return g_string_free (out, FALSE);
}
