/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar/crm-event-private.h"

/* Times of a series that differed and are left out now: what others wrote into them waits, in a component of its own that is never
 * given away, for the time to take place again. Any thread. */

#define REMOVED "X-CLIENTELE-REMOVED"
#define MAX_REMOVED 50

static CrmEventPart *
get_part (const CrmEventPart *self, guint i, const char *name)
{
  CrmEventPart *part = g_array_index (self->items, CrmEventItem, i).part;

  return part && crm_event_part_is (part, name) ? part : NULL;
}

static const char *
get_rid (const CrmEventPart *vevent)
{
  const CrmEventLine *line = crm_event_part_find (vevent, "RECURRENCE-ID");

  return line ? crm_event_line_get_value (line) : NULL;
}

/* Left out by name, and nothing stands for it. */
static gboolean
is_left_out (const CrmEventPart *calendar, const char *rid)
{
  gboolean out = FALSE;

  for (guint i = 0; i < calendar->items->len; i++)
    {
      const CrmEventPart *vevent = get_part (calendar, i, "VEVENT");

      if (vevent && g_strcmp0 (get_rid (vevent), rid) == 0)
        return FALSE;
      for (guint k = 0; vevent && k < vevent->items->len; k++)
        {
          const CrmEventLine *line = g_array_index (vevent->items, CrmEventItem, k).line;
          g_autoptr (GPtrArray) values = NULL;

          if (!line || !crm_event_line_is (line, "EXDATE"))
            continue;
          values = crm_event_value_split (crm_event_line_get_value (line), ',', CRM_EVENT_MAX_EXCLUDED);
          out |= g_ptr_array_find_with_equal_func (values, rid, g_str_equal, NULL);
        }
    }
  return out;
}

/* The parts of before (a VCALENDAR, or what is kept in one) that after has not any more, as text. */
static void
collect (const CrmEventPart *before, const CrmEventPart *after, GString *kept, guint *n)
{
  for (guint i = 0; i < before->items->len; i++)
    {
      const CrmEventPart *vevent = get_part (before, i, "VEVENT"), *removed = get_part (before, i, REMOVED);

      if (removed)
        collect (removed, after, kept, n);
      if (!vevent || !get_rid (vevent) || *n >= MAX_REMOVED || !is_left_out (after, get_rid (vevent)))
        continue;
      crm_event_part_append_to (vevent, kept);
      ++*n;
    }
}

char *
crm_event_keep_removed (const char *before, const char *after)
{
  g_autoptr (CrmEventPart) old = NULL, now = NULL, removed = NULL;
  g_autoptr (GString) kept = NULL;
  GString *out;
  guint n = 0;

  if (!after || !before || !strstr (before, "RECURRENCE-ID") || strstr (after, "BEGIN:" REMOVED))
    return g_strdup (after);
  old = crm_event_parse_calendar (before, NULL);
  now = old ? crm_event_parse_calendar (after, NULL) : NULL;
  if (!now)
    return g_strdup (after);
  kept = g_string_new ("BEGIN:" REMOVED "\r\n");
  collect (old, now, kept, &n);
  if (!n)
    return g_strdup (after);
  g_string_append (kept, "END:" REMOVED "\r\n");
  removed = crm_event_part_parse (kept->str, NULL);
  if (removed)
    crm_event_part_take_part (now, g_steal_pointer (&removed));
  out = g_string_new (NULL);
  crm_event_part_append_to (now, out);
  return g_string_free (out, FALSE);
}

gboolean
crm_event_restore_removed (CrmEventPart *calendar)
{
  for (guint i = 0; i < calendar->items->len; i++)
    {
      g_autoptr (CrmEventPart) removed = get_part (calendar, i, REMOVED);

      if (!removed)
        continue;
      g_array_index (calendar->items, CrmEventItem, i).part = NULL;
      crm_event_part_remove (calendar, i);
      for (guint k = 0; k < removed->items->len; k++)
        if (get_part (removed, k, "VEVENT"))
          {
            crm_event_part_take_part (calendar, get_part (removed, k, "VEVENT"));
            g_array_index (removed->items, CrmEventItem, k).part = NULL;
          }
      return TRUE;
    }
  return FALSE;
}
