/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "calendar/crm-agenda-private.h"
#include "user/crm-user.h"

/* What else stands in a calendar by its own date: tasks, expected closings, leave. In a worker's thread. */

/* A task that a meeting was made of stands there as that meeting. The day is that of the book's zone; $5 and $6 are a day wider than the stretch, $7 and $8 its own days. */
#define TASK_FROM(done) \
  " FROM task t" CRM_AGENDA_WHO_JOINS ("t.client", "t.deal", \
      "t.owner") " LEFT JOIN body b ON b.entity = 'task' AND b.record_id = t.id" TASK_WHERE (done)
#define TASK_WHERE(done) \
  " WHERE t.due_on >= $5 AND t.due_on <= $6 AND t.done_at IS " done " AND t.archived_at IS NULL" \
  " AND ((t.due_at >= $2 AND t.due_at < $3) OR (t.due_at IS NULL AND t.due_on >= $7 AND t.due_on <= $8))" \
  " AND COALESCE (t.state, 'open') <> 'declined' AND ($4 = 0 OR t.owner = $4) AND NOT EXISTS (SELECT 1 FROM" \
  " meeting x WHERE x.task = t.id AND x.state IN ('planned', 'held') AND x.archived_at IS NULL)"
#define TASK_SELECT(done) \
  "SELECT t.id, t.version, t.title, t.kind, t.state, t.due_on, t.due_at, t.recurrence, substr (b.body, 1," \
  " 200), " CRM_AGENDA_WHO_COLUMNS \
  TASK_FROM (done) " ORDER BY t.due_on, t.due_at, t.id LIMIT $1"
#define TASK_COUNT(done) "SELECT count (*) FROM (SELECT 1 FROM task t" TASK_WHERE (done) " LIMIT $1) n"

static void
bind_tasks (const CrmAgendaReading *reading, CrmStatement *statement)
{
  g_autofree char *before = crm_local_format (reading->first_day - 1),
                  *after = crm_local_format (reading->last_day + 1);

  crm_statement_bind_integer (statement, 2, reading->from);
  crm_statement_bind_integer (statement, 3, reading->until);
  crm_statement_bind_integer (statement, 4, reading->owner);
  crm_statement_bind_text (statement, 5, before);
  crm_statement_bind_text (statement, 6, after ? after : reading->last_on);
  crm_statement_bind_text (statement, 7, reading->first_on);
  crm_statement_bind_text (statement, 8, reading->last_on);
}

/* The words a page knows; anything else an older program wrote is a thing to do. */
static const char *
get_step (const char *kind)
{
  static const char *const steps[] = { "call", "letter", "meeting", "wait" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (kind, steps[i]) == 0)
      return steps[i];
  return "todo";
}

static gboolean
read_task (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  item->kind = "task";
  item->id = crm_statement_get_integer (statement, 0);
  item->version = crm_statement_get_integer (statement, 1);
  item->title = g_strdup (crm_statement_get_text (statement, 2));
  item->step = get_step (crm_statement_get_text (statement, 3));
  item->state = g_strdup (g_strcmp0 (crm_statement_get_text (statement, 4), "done") == 0 ? "done" : "open");
  item->repeats = !crm_statement_is_null (statement, 7);
  item->text = g_strdup (crm_statement_get_text (statement, 8));
  crm_agenda_item_read_who (item, statement, 9);
  if (crm_statement_is_null (statement, 6))
    {
      guint32 day = crm_local_parse (crm_statement_get_text (statement, 5));
      crm_agenda_item_set_days (item, reading, day, day);
    }
  else
    item->starts_at = item->ends_at = crm_statement_get_integer (statement, 6);
  return TRUE;
}

gboolean
crm_agenda_read_tasks (CrmAgendaReading *self, GError **error)
{
  /* Two partial indexes. */
  static const CrmAgendaLayer layers[] = {
    { TASK_SELECT ("NULL"), TASK_COUNT ("NULL"), bind_tasks, read_task },
    { TASK_SELECT ("NOT NULL"), TASK_COUNT ("NOT NULL"), bind_tasks, read_task },
  };

  return crm_agenda_reading_add (self, &layers[0], error) && crm_agenda_reading_add (self, &layers[1], error);
}

#define CLOSING_WHERE \
  " WHERE t.state = 'open' AND t.archived_at IS NULL AND t.expected_close >= $2 AND t.expected_close <= $3" \
  " AND ($4 = 0 OR t.owner = $4)"

static void
bind_days (const CrmAgendaReading *reading, CrmStatement *statement)
{
  crm_statement_bind_text (statement, 2, reading->first_on);
  crm_statement_bind_text (statement, 3, reading->last_on);
  crm_statement_bind_integer (statement, 4, reading->owner);
}

static gboolean
read_closing (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  guint32 day = crm_local_parse (crm_statement_get_text (statement, 3));

  item->kind = "closing";
  item->step = "deal";
  item->id = crm_statement_get_integer (statement, 0);
  item->version = crm_statement_get_integer (statement, 1);
  item->title = g_strdup (crm_statement_get_text (statement, 2));
  crm_agenda_item_read_who (item, statement, 4);
  crm_agenda_item_set_days (item, reading, day, day);
  return day != 0;
}

gboolean
crm_agenda_read_closings (CrmAgendaReading *self, GError **error)
{
  static const CrmAgendaLayer layer = {
    "SELECT t.id, t.version, t.title, t.expected_close, " CRM_AGENDA_WHO_COLUMNS
    " FROM deal t" CRM_AGENDA_WHO_JOINS ("t.client", "t.id", "t.owner") CLOSING_WHERE
    " ORDER BY t.expected_close, t.id LIMIT $1",
    "SELECT count (*) FROM (SELECT 1 FROM deal t" CLOSING_WHERE " LIMIT $1) n", bind_days, read_closing
  };

  return crm_agenda_reading_add (self, &layer, error);
}

#define LEAVE_WHERE \
  " WHERE t.starts_on <= $3 AND t.ends_on >= $2 AND t.archived_at IS NULL AND ($4 = 0 OR t.\"user\" = $4)"

static gboolean
read_leave (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item)
{
  guint32 first = crm_local_parse (crm_statement_get_text (statement, 3)),
          last = crm_local_parse (crm_statement_get_text (statement, 4));
  const char *kind = crm_field_get_choice_label (
      &crm_leave_entity.fields[CRM_LEAVE_KIND], crm_statement_get_text (statement, 2));

  item->kind = item->step = "leave";
  item->id = crm_statement_get_integer (statement, 0);
  item->version = crm_statement_get_integer (statement, 1);
  item->text = g_strdup (crm_statement_get_text (statement, 5));
  item->owner = crm_statement_get_integer (statement, 6);
  item->owner_name = g_strdup (crm_statement_get_text (statement, 7));
  /* Translators: an employee, and why they are away ("Vacation"). */
  item->title = g_strdup_printf (_ ("%s: %s"), item->owner_name ? item->owner_name : "", kind ? kind : "");
  item->read_only = TRUE;
  crm_agenda_item_set_days (item, reading, first, last);
  return first != 0;
}

gboolean
crm_agenda_read_leave (CrmAgendaReading *self, GError **error)
{
  static const CrmAgendaLayer layer = {
    "SELECT t.id, t.version, t.kind, t.starts_on, t.ends_on, t.note, u.id, u.name"
    " FROM leave t LEFT JOIN \"user\" u ON u.id = t.\"user\"" LEAVE_WHERE
    " ORDER BY t.starts_on, t.id LIMIT $1",
    "SELECT count (*) FROM (SELECT 1 FROM leave t" LEAVE_WHERE " LIMIT $1) n", bind_days, read_leave
  };

  return crm_agenda_reading_add (self, &layer, error);
}
