/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today.h"

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "today/crm-today-private.h"

#include <glib/gi18n-lib.h>

/* One reading of the day: where today begins and ends, the counters, and what holds the lists together. Made in a worker's thread,
 * immutable afterwards, read by any. */

void
crm_today_line_free (CrmTodayLine *self)
{
  g_free (self->title);
  g_free (self->reason);
  g_free (self->due_on);
  g_free (self->rid);
  g_free (self->client_name);
  g_free (self->client_caption);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->deal_title);
  g_free (self);
}

GPtrArray *
crm_today_lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_today_line_free);
}

void
crm_today_line_read_who (CrmTodayLine *self, CrmStatement *statement, int n)
{
  self->client = crm_statement_get_integer (statement, n);
  self->client_name = g_strdup (crm_statement_get_text (statement, n + 1));
  self->client_caption = g_strdup (crm_statement_get_text (statement, n + 2));
  self->phone = g_strdup (crm_statement_get_text (statement, n + 3));
  self->email = g_strdup (crm_statement_get_text (statement, n + 4));
}

void
crm_day_frame_clear (CrmDayFrame *self)
{
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->tomorrow, g_free);
}

gboolean
crm_day_frame_init (CrmDayFrame *self, CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmStatement) week = NULL;
  gboolean row;

  self->tx = tx;
  self->db = crm_transaction_get_db (tx);
  self->zone = crm_transaction_get_zone (tx);
  self->now = now;
  self->user = crm_transaction_get_user (tx);
  self->day = crm_local_day (now, self->zone, NULL);
  if (self->day < 2 || !(self->today = crm_local_format (self->day)) ||
      !(self->tomorrow = crm_local_format (self->day + 1)))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("The clock of this computer shows no day that can be used."));
      return FALSE;
    }
  self->today_at = crm_local_instant (self->day, 0, self->zone);
  self->tomorrow_at = crm_local_instant (self->day + 1, 0, self->zone);
  self->after_at = crm_local_instant (self->day + 2, 0, self->zone);
  self->week_start = 1;
  week = crm_db_prepare (self->db, "SELECT value FROM setting WHERE name = 'week-start'", error);
  if (!week || !crm_statement_step (week, &row, error))
    return FALSE;
  if (row)
    self->week_start = CLAMP ((int)g_ascii_strtoll (crm_statement_get_text (week, 0), NULL, 10), 1, 7);
  return TRUE;
}

typedef struct
{
  guint tasks; /* overdue ones */
  guint today;
  guint meetings; /* times of planned ones today */
  guint past;     /* planned ones of days before */
} Counts;

#define MINE "(t.owner = $1 OR t.owner IS NULL)"
#define OPEN "t.done_at IS NULL AND t.archived_at IS NULL AND " MINE

static gboolean
count (const CrmDayFrame *frame, Counts *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT (SELECT count (*) FROM task t WHERE t.due_key < $5 AND " OPEN "),"
      " (SELECT count (*) FROM task t WHERE t.due_key >= $5 AND t.due_key <= $3 AND t.due_on = $4 AND "
      "COALESCE (t.kind, 'todo') <> 'wait' AND " OPEN "),"
      " (SELECT count (*) FROM " CRM_TODAY_TIMES " WHERE t.state = 'planned' AND " CRM_TODAY_MY_MEETING "),"
      " (SELECT count (*) FROM " CRM_TODAY_PAST " WHERE " CRM_TODAY_IS_PAST ")",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->today_at);
  crm_statement_bind_integer (statement, 3, frame->tomorrow_at);
  crm_statement_bind_text (statement, 4, frame->today);
  crm_statement_bind_integer (statement, 5, frame->now);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  out->tasks = (guint)crm_statement_get_integer (statement, 0);
  out->today = (guint)crm_statement_get_integer (statement, 1);
  out->meetings = (guint)crm_statement_get_integer (statement, 2);
  out->past = (guint)crm_statement_get_integer (statement, 3);
  return TRUE;
}

gboolean
crm_today_count (CrmTransaction *tx, gint64 now, guint *actions, guint *overdue, GError **error)
{
  g_auto (CrmDayFrame) frame = { 0 };
  Counts counts = { 0 };

  if (!crm_day_frame_init (&frame, tx, now, error) || !count (&frame, &counts, error))
    return FALSE;
  *actions = counts.tasks + counts.today + counts.meetings + counts.past;
  *overdue = counts.tasks;
  return TRUE;
}

CrmToday *
crm_today_read (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (CrmToday) self = g_new0 (CrmToday, 1);
  g_auto (CrmDayFrame) frame = { 0 };
  Counts counts = { 0 };

  g_atomic_ref_count_init (&self->ref_count);
  self->overdue = crm_today_lines_new ();
  self->agenda = crm_today_lines_new ();
  self->tomorrow = crm_today_lines_new ();
  self->done = crm_today_lines_new ();
  self->hints = crm_today_lines_new ();
  self->waiting = crm_today_lines_new ();
  self->goals = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_goal_state_free);
  self->weighted = crm_sums_new ();
  if (!crm_day_frame_init (&frame, tx, now, error) || !count (&frame, &counts, error) ||
      !crm_today_read_lists (self, &frame, error) || !crm_today_read_hints (self, &frame, error) ||
      !crm_today_read_goals (self, &frame, error))
    return NULL;
  self->actions = counts.tasks + counts.today + counts.meetings + counts.past;
  self->n_overdue = counts.tasks + counts.past;
  return g_steal_pointer (&self);
}

CrmToday *
crm_today_ref (CrmToday *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_today_unref (CrmToday *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->overdue);
  g_ptr_array_unref (self->agenda);
  g_ptr_array_unref (self->tomorrow);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->hints);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->goals);
  crm_sums_free (self->weighted);
  g_free (self);
}

GPtrArray *
crm_today_get_overdue (CrmToday *self)
{
  return self->overdue;
}

GPtrArray *
crm_today_get_agenda (CrmToday *self)
{
  return self->agenda;
}

GPtrArray *
crm_today_get_tomorrow (CrmToday *self)
{
  return self->tomorrow;
}

GPtrArray *
crm_today_get_done (CrmToday *self)
{
  return self->done;
}

GPtrArray *
crm_today_get_hints (CrmToday *self)
{
  return self->hints;
}

GPtrArray *
crm_today_get_waiting (CrmToday *self)
{
  return self->waiting;
}

GPtrArray *
crm_today_get_goals (CrmToday *self)
{
  return self->goals;
}

guint64
crm_today_get_calls_this_week (CrmToday *self)
{
  return self->calls_this_week;
}

guint64
crm_today_get_new_deals (CrmToday *self)
{
  return self->new_deals;
}

CrmSums *
crm_today_get_weighted (CrmToday *self)
{
  return self->weighted;
}

guint
crm_today_get_actions (CrmToday *self)
{
  return self->actions;
}

guint
crm_today_get_n_overdue (CrmToday *self)
{
  return self->n_overdue;
}

guint
crm_today_get_n_done (CrmToday *self)
{
  return self->n_done;
}
