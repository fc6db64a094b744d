/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "today/crm-today-private.h"

/* The tasks and meetings of the day. In a worker's thread. */

#define LIMIT "200"
/* So long it is told who set a task that somebody declined it, unless it is given to another or deleted. */
#define DECLINED_DAYS 7

/* Columns of a task, see read_task (). */
#define TASK_SELECT \
  "SELECT t.id, t.version, t.title, t.kind, t.due_on, t.due_at, t.priority, t.deal, d.title, t.created_at," \
  " t.done_at, u.name, " CRM_WHO_COLUMNS ", w.due_on FROM task t LEFT JOIN deal d ON d.id = t.deal" \
  " LEFT JOIN \"user\" u ON u.id = t.owner LEFT JOIN task w ON t.trigger_entity = 'task' AND w.id = " \
  "t.\"trigger\"" \
  " AND w.kind = 'wait' AND w.outcome = 'no-answer'" CRM_WHO_JOINS ("t.client")
#define MEETING_SELECT(from) \
  "SELECT t.id, t.version, t.title, o.starts_at, o.ends_at, t.place, t.deal, d.title, o.rid, " \
  "o.all_day, " CRM_WHO_COLUMNS " FROM " from " LEFT JOIN deal d ON d.id = t.deal" CRM_WHO_JOINS ( \
      "(SELECT l.target_id FROM record_link l WHERE l.entity = 'meeting' AND l.field = 'clients' AND" \
      " l.record_id = t.id ORDER BY l.position LIMIT 1)")
#define MINE "(t.owner = $1 OR t.owner IS NULL)"
#define OPEN "t.done_at IS NULL AND t.archived_at IS NULL"

typedef struct
{
  CrmTodayLine *line;
  gint64 created_at;
  gint64 done_at;
  const char *owner;  /* valid until the next row; nullable */
  const char *waited; /* the same: until when one waited in vain before */
} Task;

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

static void
read_task (CrmStatement *statement, Task *out)
{
  CrmTodayLine *line = g_new0 (CrmTodayLine, 1);

  line->kind = "task";
  line->id = crm_statement_get_integer (statement, 0);
  line->version = crm_statement_get_integer (statement, 1);
  line->title = g_strdup (crm_statement_get_text (statement, 2));
  line->step = get_step (crm_statement_get_text (statement, 3));
  line->due_on = g_strdup (crm_statement_get_text (statement, 4));
  line->at = crm_statement_get_integer (statement, 5);
  line->important = g_strcmp0 (crm_statement_get_text (statement, 6), "high") == 0;
  line->deal = crm_statement_get_integer (statement, 7);
  line->deal_title = g_strdup (crm_statement_get_text (statement, 8));
  out->created_at = crm_statement_get_integer (statement, 9);
  out->done_at = crm_statement_get_integer (statement, 10);
  out->owner = crm_statement_get_text (statement, 11);
  crm_today_line_read_who (line, statement, 12);
  out->waited = crm_statement_get_text (statement, 17);
  out->line = line;
}

static void
read_meeting (const CrmDayFrame *frame, CrmStatement *statement, CrmTodayLine *line)
{
  const char *place = crm_statement_get_text (statement, 5), *rid = crm_statement_get_text (statement, 8);
  gint64 starts_at = crm_statement_get_integer (statement, 3);

  line->kind = line->step = "meeting";
  line->id = crm_statement_get_integer (statement, 0);
  line->version = crm_statement_get_integer (statement, 1);
  line->title = g_strdup (crm_statement_get_text (statement, 2));
  line->at = starts_at;
  line->ends_at = crm_statement_get_integer (statement, 4);
  line->due_on = crm_instant_date (starts_at, frame->zone);
  line->deal = crm_statement_get_integer (statement, 6);
  line->deal_title = g_strdup (crm_statement_get_text (statement, 7));
  if (rid && *rid)
    line->rid = g_strdup (rid);
  /* Whole days have no time of day. */
  if (crm_statement_get_integer (statement, 9))
    line->at = 0;
  crm_today_line_read_who (line, statement, 10);
  if (place)
    {
      g_free (line->client_caption);
      line->client_caption = g_strdup (place);
    }
}

static gboolean
read_overdue (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      TASK_SELECT " WHERE t.due_key < $2 AND " OPEN " AND " MINE
                  " ORDER BY t.due_key DESC, t.id DESC LIMIT " LIMIT,
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->now);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Task task;

      read_task (statement, &task);
      g_ptr_array_add (self->overdue, task.line);
      task.line->reason = g_str_equal (task.line->step, "wait")
                              ? crm_today_say_waited (frame, task.line->due_on)
                          : task.waited ? crm_today_say_waited (frame, task.waited)
                                        : crm_today_say_late (frame, task.line->due_on, task.line->at);
    }
  return !row;
}

/* Tasks of today and tomorrow; what one waits for is not to be done. */
static gboolean
read_coming (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      TASK_SELECT " WHERE t.due_key >= $2 AND t.due_key <= $3 AND t.due_on = $4 AND COALESCE (t.kind, "
                  "'todo') <> 'wait' AND " OPEN " AND " MINE " ORDER BY t.due_key, t.id LIMIT " LIMIT,
      error);

  if (!statement)
    return FALSE;
  for (int day = 0; day < 2; day++)
    {
      gboolean row = FALSE;

      crm_statement_reset (statement);
      crm_statement_bind_integer (statement, 1, frame->user);
      crm_statement_bind_integer (statement, 2, day ? frame->tomorrow_at : frame->now);
      crm_statement_bind_integer (statement, 3, day ? frame->after_at : frame->tomorrow_at);
      crm_statement_bind_text (statement, 4, day ? frame->tomorrow : frame->today);
      while (crm_statement_step (statement, &row, error) && row)
        {
          Task task;

          read_task (statement, &task);
          g_ptr_array_add (day ? self->tomorrow : self->agenda, task.line);
          task.line->reason = task.waited && !task.line->at
                                  ? crm_today_say_waited (frame, task.waited)
                                  : crm_today_say_due (frame, task.line->due_on, task.line->at);
        }
      if (row)
        return FALSE;
    }
  return TRUE;
}

/* Waits that run; and what others should have done for this user by now. */
static gboolean
read_waiting (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) waits = crm_db_prepare (frame->db,
      TASK_SELECT " WHERE t.kind = 'wait' AND (t.due_key >= $2 OR t.due_key IS NULL) AND " OPEN " AND " MINE
                  " ORDER BY t.due_key NULLS LAST, t.id LIMIT " LIMIT,
      error);
  g_autoptr (CrmStatement) others = crm_db_prepare (frame->db,
      TASK_SELECT " WHERE t.due_key < $2 AND t.assigner = $1 AND t.owner <> $1 AND " OPEN
                  " ORDER BY t.due_key, t.id LIMIT " LIMIT,
      error);
  g_autoptr (CrmStatement) declined = crm_db_prepare (frame->db,
      TASK_SELECT " WHERE t.done_at >= $2 AND t.state = 'declined' AND t.assigner = $1 AND t.owner <> $1 AND"
                  " t.archived_at IS NULL ORDER BY t.done_at DESC, t.id DESC LIMIT " LIMIT,
      error);
  gboolean row = FALSE;
  Task task;

  if (!waits || !others || !declined)
    return FALSE;
  crm_statement_bind_integer (waits, 1, frame->user);
  crm_statement_bind_integer (waits, 2, frame->now);
  while (crm_statement_step (waits, &row, error) && row)
    {
      read_task (waits, &task);
      g_ptr_array_add (self->waiting, task.line);
      task.line->reason = crm_today_say_waiting (frame, task.created_at, task.line->due_on);
    }
  if (row)
    return FALSE;
  crm_statement_bind_integer (others, 1, frame->user);
  crm_statement_bind_integer (others, 2, frame->now);
  while (crm_statement_step (others, &row, error) && row)
    {
      g_autofree char *late = NULL;

      read_task (others, &task);
      g_ptr_array_add (self->waiting, task.line);
      late = crm_today_say_late (frame, task.line->due_on, task.line->at);
      /* Translators: who should have done it, and how late it is. */
      task.line->reason = g_strdup_printf (_ ("%s: %s"), task.owner ? task.owner : "", late);
    }
  if (row)
    return FALSE;
  crm_statement_bind_integer (declined, 1, frame->user);
  crm_statement_bind_integer (declined, 2, frame->now - DECLINED_DAYS * G_TIME_SPAN_DAY);
  while (crm_statement_step (declined, &row, error) && row)
    {
      read_task (declined, &task);
      g_ptr_array_add (self->waiting, task.line);
      task.line->declined = TRUE;
      /* Translators: who did not take a task. */
      task.line->reason = g_strdup_printf (_ ("%s declined"), task.owner ? task.owner : "");
    }
  return !row;
}

/* Times today (also of what began earlier and lasts) and tomorrow; and what of days before nobody told the outcome of. */
static gboolean
read_meetings (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) coming = crm_db_prepare (frame->db,
      MEETING_SELECT (CRM_TODAY_TIMES) " WHERE t.state = 'planned' AND " CRM_TODAY_MY_MEETING
                                       " ORDER BY o.starts_at, t.id LIMIT " LIMIT,
      error);
  g_autoptr (CrmStatement) past = crm_db_prepare (frame->db,
      MEETING_SELECT (CRM_TODAY_PAST) " WHERE " CRM_TODAY_IS_PAST
                                      " ORDER BY o.starts_at DESC, t.id DESC LIMIT " LIMIT,
      error);
  gboolean row = FALSE;

  if (!coming || !past)
    return FALSE;
  for (int day = 0; day < 2; day++)
    {
      crm_statement_reset (coming);
      crm_statement_bind_integer (coming, 1, frame->user);
      crm_statement_bind_integer (coming, 2, day ? frame->tomorrow_at : frame->today_at);
      crm_statement_bind_integer (coming, 3, day ? frame->after_at : frame->tomorrow_at);
      while (crm_statement_step (coming, &row, error) && row)
        {
          CrmTodayLine *line;

          /* What lasts since before stands once, on the first of the days. */
          if (day && crm_statement_get_integer (coming, 3) < frame->tomorrow_at)
            continue;
          line = g_new0 (CrmTodayLine, 1);
          read_meeting (frame, coming, line);
          line->reason = crm_today_say_due (frame, line->due_on, line->at);
          g_ptr_array_add (day ? self->tomorrow : self->agenda, line);
        }
      if (row)
        return FALSE;
    }
  crm_statement_bind_integer (past, 1, frame->user);
  crm_statement_bind_integer (past, 2, frame->today_at);
  while (crm_statement_step (past, &row, error) && row)
    {
      CrmTodayLine *line = g_new0 (CrmTodayLine, 1);

      read_meeting (frame, past, line);
      line->reason = crm_today_say_meeting_past (frame, line->due_on);
      g_ptr_array_add (self->overdue, line);
    }
  return !row;
}

static char *
say_done (const CrmDayFrame *frame, gint64 at)
{
  g_autofree char *time = crm_today_say_time (frame, at);

  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("Done at %s"), time);
}

static gboolean
read_done (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) tasks = crm_db_prepare (frame->db,
      TASK_SELECT
      " WHERE t.done_at >= $2 AND t.done_at < $3 AND t.state = 'done' AND t.archived_at IS NULL AND " MINE
      " ORDER BY t.done_at DESC, t.id DESC LIMIT " LIMIT,
      error);
  g_autoptr (CrmStatement) meetings = crm_db_prepare (frame->db,
      MEETING_SELECT (
          "occurrence o JOIN meeting t ON t.id = o.parent_id") " WHERE o.starts_at >= $2 AND o.starts_at < "
                                                               "$3 AND "
                                                               "o.source = 0 AND t.state = 'held' "
                                                               "AND " CRM_TODAY_MY_MEETING
                                                               " ORDER BY o.starts_at DESC, t.id DESC "
                                                               "LIMIT " LIMIT,
      error);
  g_autoptr (CrmStatement) all = crm_db_prepare (frame->db,
      "SELECT count (*) FROM task t WHERE t.done_at >= $2 AND t.done_at < $3 AND t.state = 'done' AND"
      " t.archived_at IS NULL AND " MINE,
      error);
  CrmStatement *statements[] = { all, tasks, meetings };
  gboolean row = FALSE;

  if (!tasks || !meetings || !all)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      crm_statement_bind_integer (statements[i], 1, frame->user);
      crm_statement_bind_integer (statements[i], 2, frame->today_at);
      crm_statement_bind_integer (statements[i], 3, frame->tomorrow_at);
    }
  if (!crm_statement_step (all, &row, error))
    return FALSE;
  self->n_done = (guint)crm_statement_get_integer (all, 0);
  while (crm_statement_step (tasks, &row, error) && row)
    {
      Task task;

      read_task (tasks, &task);
      g_ptr_array_add (self->done, task.line);
      task.line->at = task.done_at;
      task.line->reason = say_done (frame, task.done_at);
    }
  if (row)
    return FALSE;
  while (crm_statement_step (meetings, &row, error) && row)
    {
      CrmTodayLine *line = g_new0 (CrmTodayLine, 1);

      read_meeting (frame, meetings, line);
      g_ptr_array_add (self->done, line);
      line->reason = say_done (frame, line->ends_at ? line->ends_at : line->at);
      self->n_done++;
    }
  return !row;
}

/* By time; then what only has its day, the important first. */
static int
compare_agenda (gconstpointer a, gconstpointer b)
{
  const CrmTodayLine *first = *(const CrmTodayLine *const *)a, *second = *(const CrmTodayLine *const *)b;

  if (!first->at != !second->at)
    return first->at ? -1 : 1;
  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  if (first->important != second->important)
    return first->important ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

/* When a line was due, for the order of what is late: a day counts until its end. */
static int
compare_overdue (gconstpointer a, gconstpointer b)
{
  const CrmTodayLine *first = *(const CrmTodayLine *const *)a, *second = *(const CrmTodayLine *const *)b;
  int order = g_strcmp0 (second->due_on, first->due_on);

  if (order)
    return order;
  if (!first->at != !second->at)
    return first->at ? 1 : -1;
  return first->at > second->at ? -1 : first->at < second->at;
}

static int
compare_done (gconstpointer a, gconstpointer b)
{
  const CrmTodayLine *first = *(const CrmTodayLine *const *)a, *second = *(const CrmTodayLine *const *)b;

  return first->at > second->at ? -1 : first->at < second->at;
}

gboolean
crm_today_read_lists (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  if (!read_overdue (self, frame, error) || !read_coming (self, frame, error) ||
      !read_meetings (self, frame, error) || !read_done (self, frame, error) ||
      !read_waiting (self, frame, error))
    return FALSE;
  g_ptr_array_sort (self->overdue, compare_overdue);
  g_ptr_array_sort (self->agenda, compare_agenda);
  g_ptr_array_sort (self->tomorrow, compare_agenda);
  g_ptr_array_sort (self->done, compare_done);
  return TRUE;
}
