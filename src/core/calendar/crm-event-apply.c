/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-write.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* An object with our events put in: component by component, aspect by aspect, and only what differs. An object in which nothing
 * differs is given back byte for byte. Any thread. */

#define PRODID "-//Clientele//Clientele//EN"

typedef struct
{
  CrmEventPart *calendar;
  GPtrArray *old;    /* CrmEvent * */
  GPtrArray *parts;  /* their VEVENTs */
  CrmEventForm form; /* of the series, as it is written now */
  gboolean form_changed;
  gint64 now;
  gboolean changed;
} Apply;

static gboolean
find_old (Apply *self, const char *rid, CrmEvent **old, CrmEventPart **part)
{
  for (guint i = 0; i < self->old->len; i++)
    {
      *old = self->old->pdata[i];
      *part = self->parts->pdata[i];
      if (g_str_equal ((*old)->rid, rid))
        return TRUE;
    }
  *old = NULL;
  *part = NULL;
  return FALSE;
}

static gboolean
has_rid (GPtrArray *events, const char *rid)
{
  for (guint i = 0; i < events->len; i++)
    {
      if (g_str_equal (((CrmEvent *)events->pdata[i])->rid, rid))
        return TRUE;
    }
  return FALSE;
}

static void
remove_part (CrmEventPart *calendar, const CrmEventPart *part)
{
  for (guint i = 0; i < calendar->items->len; i++)
    {
      if (g_array_index (calendar->items, CrmEventItem, i).part == part)
        {
          crm_event_part_remove (calendar, i);
          return;
        }
    }
}

/* Lines stay of which every time is still left out; what they lack is added. */
static void
write_excluded (
    Apply *self, CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event, GTimeZone *fallback)
{
  g_autoptr (CrmEventZones) zones = crm_event_zones_new (self->calendar, fallback);
  g_autoptr (GTimeZone) zone = old != NULL ? crm_event_dup_zone (old, fallback) : NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < event->excluded->len; i++)
    g_hash_table_add (wanted, event->excluded->pdata[i]);
  for (guint i = vevent->items->len; i > 0; i--)
    {
      const CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, i - 1).line;
      g_autoptr (GPtrArray) values = NULL;
      g_autoptr (GPtrArray) rids = NULL;
      gboolean stays = old != NULL && !self->form_changed;

      if (line == NULL || !crm_event_line_is (line, "EXDATE"))
        continue;
      values = crm_event_value_split (crm_event_line_get_value (line), ',', CRM_EVENT_MAX_EXCLUDED);
      rids = g_ptr_array_new_with_free_func (g_free);
      for (guint k = 0; stays && k < values->len; k++)
        {
          CrmEventTime time;
          char *rid = crm_event_time_read (line, values->pdata[k], zones, &time)
                          ? crm_event_make_rid (old, &time, zone)
                          : NULL;

          stays = rid != NULL && g_hash_table_contains (wanted, rid);
          g_ptr_array_add (rids, rid);
        }
      for (guint k = 0; stays && k < rids->len; k++)
        g_hash_table_remove (wanted, rids->pdata[k]);
      if (!stays)
        crm_event_part_remove (vevent, i - 1);
    }
  for (guint i = 0; i < event->excluded->len; i++)
    {
      const char *rid = event->excluded->pdata[i];

      if (g_hash_table_remove (wanted, rid))
        crm_event_part_insert_line (vevent, crm_event_part_find_place (vevent, "EXDATE"),
            crm_event_form_write (&self->form, "EXDATE", rid));
    }
}

static gboolean
has_same_people (const CrmEvent *a, const CrmEvent *b)
{
  for (guint i = 0; i < a->people->len; i++)
    {
      const CrmEventPerson *person = a->people->pdata[i];

      if (crm_event_find_person (b->people, person->address, person->name) == NULL)
        return FALSE;
    }
  return a->people->len == b->people->len;
}

/* RFC 5546, 2.1.4: whoever was invited has to look again. */
static gboolean
is_weighty (const CrmEvent *old, const CrmEvent *event)
{
  return !crm_event_equal_in (old, event, CRM_EVENT_TIME) ||
         !crm_event_equal_in (old, event, CRM_EVENT_PLACE) ||
         !crm_event_equal_in (old, event, CRM_EVENT_RECURRENCE) ||
         !crm_event_equal_in (old, event, CRM_EVENT_STATUS) || !has_same_people (old, event);
}

static void
stamp (Apply *self, CrmEventPart *vevent, int sequence)
{
  g_autofree char *text = g_strdup_printf ("SEQUENCE:%d", sequence);

  crm_event_write_instant (vevent, "DTSTAMP", self->now);
  crm_event_write_instant (vevent, "LAST-MODIFIED", self->now);
  if (sequence > 0)
    crm_event_part_replace (vevent, "SEQUENCE", crm_event_line_new (text));
  self->changed = TRUE;
}

static void
update (Apply *self, CrmEventPart *vevent, const CrmEvent *old, const CrmEvent *event, gboolean series,
    GTimeZone *fallback)
{
  gboolean differs = FALSE;
  gboolean rid_changed = !series && self->form_changed && *event->rid != '\0';

  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    {
      if (crm_event_equal_in (old, event, i))
        continue;
      differs = TRUE;
      crm_event_write (self->calendar, vevent, old, event, i);
    }
  if (series)
    {
      g_auto (CrmEventForm) before = self->form;

      crm_event_form_read (vevent, &self->form);
      self->form_changed = !crm_event_form_equal (&before, &self->form);
      if (differs && (self->form_changed || !crm_event_equal_in (old, event, CRM_EVENT_RECURRENCE)))
        write_excluded (self, vevent, old, event, fallback);
    }
  if (rid_changed)
    crm_event_part_replace (
        vevent, "RECURRENCE-ID", crm_event_form_write (&self->form, "RECURRENCE-ID", event->rid));
  if (differs || rid_changed)
    stamp (self, vevent, MAX (old->sequence, event->sequence) + (rid_changed || is_weighty (old, event)));
}

static CrmEventPart *
copy_part (const CrmEventPart *part)
{
  g_autoptr (GString) text = g_string_new (NULL);

  crm_event_part_append_to (part, text);
  return crm_event_part_parse (text->str, NULL);
}

/* A time that differs is its series but for that: what others wrote into the series belongs to it too. master: what the series' VEVENT says now. */
static gboolean
derive (Apply *self, const CrmEvent *master, const CrmEvent *event)
{
  static const char *const rules[] = { "RRULE", "RDATE", "EXDATE", "EXRULE" };
  CrmEvent *old;
  CrmEventPart *part = NULL;
  CrmEventPart *vevent;

  if (*master->rid != '\0' || !find_old (self, "", &old, &part))
    return FALSE;
  vevent = copy_part (part);
  if (vevent == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    crm_event_part_replace (vevent, rules[i], NULL);
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    if (i != CRM_EVENT_RECURRENCE && !crm_event_equal_in (master, event, i))
      crm_event_write (self->calendar, vevent, master, event, i);
  crm_event_part_replace (
      vevent, "RECURRENCE-ID", crm_event_form_write (&self->form, "RECURRENCE-ID", event->rid));
  crm_event_write_instant (vevent, "CREATED", self->now);
  stamp (self, vevent, MAX (MAX (old->sequence, master->sequence), event->sequence));
  crm_event_part_take_part (self->calendar, vevent);
  return TRUE;
}

static void
create (Apply *self, const CrmEvent *event, gboolean series, GTimeZone *fallback)
{
  CrmEventPart *vevent = crm_event_part_new ("VEVENT");

  crm_event_write_text (vevent, "UID", event->uid);
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    crm_event_write (self->calendar, vevent, NULL, event, i);
  if (series || *event->rid == '\0')
    {
      crm_event_form_clear (&self->form);
      crm_event_form_read (vevent, &self->form);
      write_excluded (self, vevent, NULL, event, fallback);
    }
  else
    crm_event_part_replace (
        vevent, "RECURRENCE-ID", crm_event_form_write (&self->form, "RECURRENCE-ID", event->rid));
  if (event->is_private)
    crm_event_write_text (vevent, "CLASS", "PRIVATE");
  crm_event_write_instant (vevent, "CREATED", self->now);
  stamp (self, vevent, event->sequence);
  crm_event_part_take_part (self->calendar, vevent);
}

/* Series before exceptions: they are called by its clock. */
static void
put_events (Apply *self, GPtrArray *events, GTimeZone *fallback)
{
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];
      gboolean series = *event->rid == '\0';
      CrmEvent *old;
      CrmEventPart *part;

      /* An exception that came without its series has a clock of its own. */
      if (!series && *((const CrmEvent *)events->pdata[0])->rid != '\0')
        {
          crm_event_form_clear (&self->form);
          self->form.is_date = event->all_day;
          self->form.utc = !event->all_day && event->zone == NULL && !event->floating;
          self->form.tzid = g_strdup (event->all_day ? NULL : event->zone);
        }
      if (find_old (self, event->rid, &old, &part))
        update (self, part, old, event, series, fallback);
      else if (series || !derive (self, events->pdata[0], event))
        create (self, event, series, fallback);
    }
  for (guint i = 0; i < self->old->len; i++)
    {
      const CrmEvent *old = self->old->pdata[i];

      if (*old->rid == '\0' || has_rid (events, old->rid))
        continue;
      remove_part (self->calendar, self->parts->pdata[i]);
      self->changed = TRUE;
    }
}

static CrmEventPart *
make_calendar (void)
{
  CrmEventPart *calendar = crm_event_part_new ("VCALENDAR");

  crm_event_part_take_line (calendar, crm_event_line_new ("VERSION:2.0"));
  crm_event_part_take_line (calendar, crm_event_line_new ("PRODID:" PRODID));
  crm_event_part_take_line (calendar, crm_event_line_new ("CALSCALE:GREGORIAN"));
  return calendar;
}

/* What floating times were taken for when the events were read; of a meeting, its own zone. */
static GTimeZone *
load_fallback (GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      if (event->floating)
        return crm_event_zone_load (event->clock);
    }
  return crm_event_zone_load (((const CrmEvent *)events->pdata[0])->zone);
}

char *
crm_event_apply (const char *base, GPtrArray *events, gint64 now, GError **error)
{
  g_autoptr (CrmEventPart) calendar = NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GTimeZone) fallback = NULL;
  GString *out;
  gboolean restored;
  Apply self = { .now = now, .parts = parts };

  g_return_val_if_fail (events != NULL && events->len > 0, NULL);

  fallback = load_fallback (events);
  calendar = base != NULL ? crm_event_parse_calendar (base, error) : make_calendar ();
  if (calendar == NULL)
    return NULL;
  restored = base != NULL && crm_event_restore_removed (calendar);
  old = base != NULL ? crm_event_read_calendar (calendar, fallback, &parts, error) : g_ptr_array_new ();
  if (old == NULL)
    return NULL;
  self.calendar = calendar;
  self.old = old;
  if (old->len > 0 && *((CrmEvent *)old->pdata[0])->rid == '\0')
    crm_event_form_read (parts->pdata[0], &self.form);
  put_events (&self, events, fallback);
  crm_event_form_clear (&self.form);
  if (!self.changed && !restored && base != NULL)
    return g_strdup (base);
  out = g_string_new (NULL);
  crm_event_part_append_to (calendar, out);
  return g_string_free (out, FALSE);
}

char *
crm_event_rename (const char *ical, const char *uid)
{
  g_autoptr (CrmEventPart) calendar = crm_event_parse_calendar (ical, NULL);
  GString *out;

  if (calendar == NULL)
    return NULL;
  for (guint i = 0; i < calendar->items->len; i++)
    {
      CrmEventPart *part = g_array_index (calendar->items, CrmEventItem, i).part;

      if (part == NULL || !crm_event_part_is (part, "VEVENT"))
        continue;
      crm_event_write_text (part, "UID", uid);
      crm_event_part_replace (part, "SEQUENCE", NULL);
    }
  out = g_string_new (NULL);
  crm_event_part_append_to (calendar, out);
  return g_string_free (out, FALSE);
}
