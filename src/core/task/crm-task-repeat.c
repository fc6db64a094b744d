/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-time.h"
#include "task/crm-task-private.h"

/* Tasks that come again. Each remembers where the rule puts it, so that putting one off moves neither the days nor the time of those to
 * come; a number of times is counted down from task to task. Runs in the writer's thread. */

#define DAY_SECONDS (24 * 60 * 60)

/* A place in a series: a local day, or a local time of it. */
typedef struct
{
  guint32 day;
  int second; /* -1: the whole day */
} Place;

static char *
format_place (Place place)
{
  g_autofree char *day = crm_local_format (place.day);

  if (place.second < 0)
    return g_steal_pointer (&day);
  return g_strdup_printf ("%sT%02d:%02d", day, place.second / 3600, place.second / 60 % 60);
}

static gboolean
read_place (const char *text, Place *place)
{
  g_autofree char *day = g_strndup (text ? text : "", strlen ("YYYY-MM-DD"));
  int hour, minute;

  *place = (Place){ crm_local_parse (day), -1 };
  if (text && strlen (text) > strlen (day) && sscanf (text + strlen (day), "T%2d:%2d", &hour, &minute) == 2)
    place->second = hour * 3600 + minute * 60;
  return place->day != 0;
}

static Place
get_due_place (const char *due_on, gint64 due_at, GTimeZone *zone)
{
  Place place = { crm_local_parse (due_on), -1 };

  if (due_at)
    place.day = crm_local_day (due_at, zone, &place.second);
  return place;
}

gboolean
crm_task_settle_repeat (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const char *rule = crm_task_get_text (before, values, CRM_TASK_RECURRENCE),
             *old = before ? crm_row_get_text (before, CRM_TASK_RECURRENCE) : NULL,
             *due_on = crm_task_get_text (before, values, CRM_TASK_DUE_ON);
  gint64 due_at = crm_task_get_integer (before, values, CRM_TASK_DUE_AT);

  if (!rule)
    {
      if (before && crm_row_get_text (before, CRM_TASK_OCCURRENCE))
        crm_value_clear (crm_values_slot (values, CRM_TASK_OCCURRENCE));
      return TRUE;
    }
  if (crm_values_has (values, CRM_TASK_RECURRENCE))
    {
      g_autoptr (CrmRecurrence) recurrence = crm_recurrence_new (rule, error);

      if (!recurrence)
        {
          g_prefix_error (error, "%s: ", crm_field_get_label (&entity->fields[CRM_TASK_RECURRENCE]));
          return FALSE;
        }
      crm_value_take_text (
          crm_values_slot (values, CRM_TASK_RECURRENCE), crm_recurrence_to_string (recurrence));
      rule = crm_values_get_text (values, CRM_TASK_RECURRENCE);
    }
  if (!due_on)
    return crm_task_refuse (entity, CRM_TASK_RECURRENCE, _ ("A task that comes again needs a date."), error);
  if (!crm_values_has (values, CRM_TASK_OCCURRENCE) &&
      (g_strcmp0 (rule, old) != 0 || !crm_row_get_text (before, CRM_TASK_OCCURRENCE)))
    crm_value_take_text (crm_values_slot (values, CRM_TASK_OCCURRENCE),
        format_place (get_due_place (due_on, due_at, crm_transaction_get_zone (tx))));
  return TRUE;
}

/* The next place behind place and behind today, and how many the series has from place up to it; FALSE when it is over. */
static gboolean
find_next (
    const CrmRecurrence *recurrence, Place place, gint64 now, GTimeZone *zone, Place *next, guint *passed)
{
  g_autofree char *first = crm_local_format (place.day);
  guint32 today = crm_local_day (now, zone, NULL);

  if (place.second < 0)
    {
      g_autofree char *after = crm_local_format (MAX (place.day, today)),
                      *date = crm_recurrence_next_date (recurrence, first, after, zone);
      g_autoptr (GPtrArray) dates = NULL;

      if (!date)
        return FALSE;
      *next = (Place){ crm_local_parse (date), -1 };
      dates = crm_recurrence_list_dates (recurrence, first, first, date, zone, CRM_RECURRENCE_MAX_STEPS);
      *passed = dates->len;
    }
  else
    {
      gint64 begin = crm_local_instant (place.day, place.second, zone),
             tomorrow = crm_local_instant (today + 1, 0, zone), at;
      g_autoptr (GArray) instants = NULL;

      if (!crm_recurrence_next_instant (recurrence, begin, MAX (begin, tomorrow - 1), zone, &at))
        return FALSE;
      /* The time of the series, also behind a night in which the clocks left it out. */
      *next = (Place){ crm_local_day (at, zone, NULL), place.second };
      instants = crm_recurrence_list_instants (recurrence, begin, begin, at, zone, CRM_RECURRENCE_MAX_STEPS);
      *passed = instants->len;
    }
  return TRUE;
}

/* The rule for what is left of a series that had a number of times. */
static char *
count_down (const char *rule, guint passed)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (guint i = 0; parts[i]; i++)
    if (g_str_has_prefix (parts[i], "COUNT="))
      {
        gint64 left = g_ascii_strtoll (parts[i] + strlen ("COUNT="), NULL, 10) - passed;

        g_free (parts[i]);
        parts[i] = g_strdup_printf ("COUNT=%" G_GINT64_FORMAT, MAX (left, 1));
      }
  return g_strjoinv (";", parts);
}

/* The reminder of the next task: as long before it, by the clock on the wall, as this one was before its own; 0 none. */
static gint64
move_reminder (const CrmRow *task, Place next, gint64 next_at, GTimeZone *zone)
{
  gint64 reminder = crm_row_get_integer (task, CRM_TASK_REMIND_AT),
         due_at = crm_row_get_integer (task, CRM_TASK_DUE_AT), distance;
  Place due = get_due_place (crm_row_get_text (task, CRM_TASK_DUE_ON), due_at, zone), remind;
  gint64 local;

  if (next_at && !due_at)
    return next_at;
  if (!reminder || (due_at && !next_at))
    return 0;
  if (due_at)
    reminder = MIN (reminder, due_at);
  remind.day = crm_local_day (reminder, zone, &remind.second);
  distance = ((gint64)due.day - remind.day) * DAY_SECONDS + MAX (due.second, 0) - remind.second;
  if (!due_at && remind.day > due.day)
    distance = -remind.second;
  local = (gint64)next.day * DAY_SECONDS + MAX (next.second, 0) - distance;
  return crm_local_instant ((guint32)(local / DAY_SECONDS), (int)(local % DAY_SECONDS), zone);
}

static gboolean
has_next (CrmTransaction *tx, gint64 task, gboolean *found, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM task WHERE \"trigger\" = $1 AND trigger_entity = 'task' AND recurrence IS NOT NULL AND "
      "archived_at IS NULL LIMIT 1",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, task);
  return crm_statement_step (statement, found, error);
}

static void
copy_fields (const CrmRow *task, CrmValues *values)
{
  static const int copied[] = { CRM_TASK_TITLE, CRM_TASK_CLIENT, CRM_TASK_DEAL, CRM_TASK_OWNER, CRM_TASK_KIND,
    CRM_TASK_PRIORITY, CRM_TASK_ASSIGNER, CRM_TASK_TEXT };

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    crm_value_copy (crm_values_slot (values, copied[i]), crm_row_get (task, copied[i]));
  /* Fields of the business's own stay with the work they describe. */
  for (guint i = CRM_TASK_N_FIELDS; i < task->entity->n_fields; i++)
    crm_value_copy (crm_values_slot (values, (int)i), crm_row_get (task, (int)i));
}

gboolean
crm_task_repeat (CrmTransaction *tx, const CrmRow *task, GError **error)
{
  const char *rule = crm_row_get_text (task, CRM_TASK_RECURRENCE);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autoptr (CrmRecurrence) recurrence = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autofree char *next_rule = NULL;
  Place place, next;
  gint64 next_at = 0, reminder;
  guint passed;
  gboolean found;

  if (!rule)
    return TRUE;
  /* Opened again and done again: the next one is there already. */
  if (!has_next (tx, task->id, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  recurrence = crm_recurrence_new (rule, error);
  if (!recurrence)
    return FALSE;
  if (!read_place (crm_row_get_text (task, CRM_TASK_OCCURRENCE), &place))
    place = get_due_place (
        crm_row_get_text (task, CRM_TASK_DUE_ON), crm_row_get_integer (task, CRM_TASK_DUE_AT), zone);
  if (!place.day || !find_next (recurrence, place, crm_transaction_get_now (tx), zone, &next, &passed))
    return TRUE;

  values = crm_values_new (task->entity);
  copy_fields (task, values);
  if (next.second >= 0)
    {
      next_at = crm_local_instant (next.day, next.second, zone);
      crm_values_set_integer (values, CRM_TASK_DUE_AT, next_at);
    }
  else
    crm_value_take_text (crm_values_slot (values, CRM_TASK_DUE_ON), crm_local_format (next.day));
  reminder = move_reminder (task, next, next_at, zone);
  if (reminder)
    crm_values_set_integer (values, CRM_TASK_REMIND_AT, reminder);
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_REMIND_AT));
  next_rule = count_down (rule, passed);
  crm_values_set_text (values, CRM_TASK_RECURRENCE, next_rule);
  crm_value_take_text (crm_values_slot (values, CRM_TASK_OCCURRENCE), format_place (next));
  crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "task");
  crm_values_set_integer (values, CRM_TASK_TRIGGER, task->id);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}
