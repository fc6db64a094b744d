/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-day-notice.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "today/crm-today-private.h"

/* When the day is told and in what words. In a worker's thread. */

#define PLAN_LINES 4

static const char *const kinds[] = { "day-plan", "day-summary" };

void
crm_day_notice_free (CrmDayNotice *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

/* On a day, 0 today; 0 when it is not wanted. */
static gint64
get_instant (const CrmDayFrame *frame, const char *kind, guint day)
{
  const char *time = crm_transaction_get_setting (frame->tx, kind);
  int hour, minute;

  if (!time || sscanf (time, "%2d:%2d", &hour, &minute) != 2)
    return 0;
  return crm_local_instant (frame->day + day, (hour * 60 + minute) * 60, frame->zone);
}

/* Told is told for the day, also when the time is set to another one. */
static gboolean
is_told (const CrmDayFrame *frame, const char *kind, gboolean *told, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT 1 FROM reminder_told WHERE entity = $1 AND record_id = $2 AND remind_at = $3", error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, kind);
  crm_statement_bind_integer (statement, 2, frame->user);
  crm_statement_bind_integer (statement, 3, frame->today_at);
  return crm_statement_step (statement, told, error);
}

gint64
crm_day_notice_get_next (CrmTransaction *tx, gint64 now, GError **error)
{
  g_auto (CrmDayFrame) frame = { 0 };
  gint64 next = G_MAXINT64;

  if (!crm_day_frame_init (&frame, tx, now, error))
    return G_MAXINT64;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gint64 at = get_instant (&frame, kinds[i], 0);
      gboolean told = FALSE;

      if (at && !is_told (&frame, kinds[i], &told, error))
        return G_MAXINT64;
      if (at)
        next = MIN (next, told ? get_instant (&frame, kinds[i], 1) : at);
    }
  return next;
}

/* Takes the text; what there is none of is not said. */
static void
add_count (GPtrArray *parts, guint n, char *text)
{
  if (n)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

static char *
join (GPtrArray *parts, const char *separator)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (separator, (char **)parts->pdata);
}

static char *
say_line (const CrmTodayLine *line)
{
  if (line->client_name)
    /* Translators: what to do or what was done, then for which client. */
    return g_strdup_printf (_ ("%s (%s)"), line->title, line->client_name);
  return g_strdup (line->title);
}

/* "2 overdue · 3 for today" and what comes first, by its time. */
static char *
say_plan (const CrmDayFrame *frame, CrmToday *today)
{
  GPtrArray *agenda = crm_today_get_agenda (today), *overdue = crm_today_get_overdue (today);
  guint late = crm_today_get_n_overdue (today), actions = crm_today_get_actions (today);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (!actions)
    return NULL;
  actions = actions > late ? actions - late : 0;
  add_count (counts, late, g_strdup_printf (ngettext ("%u overdue", "%u overdue", late), late));
  add_count (counts, actions, g_strdup_printf (ngettext ("%u for today", "%u for today", actions), actions));
  g_ptr_array_add (lines, join (counts, " · "));
  for (guint i = 0; i < agenda->len + overdue->len && lines->len <= PLAN_LINES; i++)
    {
      const CrmTodayLine *line = i < agenda->len ? agenda->pdata[i] : overdue->pdata[i - agenda->len];
      g_autofree char *text = say_line (line),
                      *time = i < agenda->len && line->at ? crm_today_say_time (frame, line->at) : NULL;

      g_ptr_array_add (lines, time ? g_strconcat (time, " ", text, NULL) : g_steal_pointer (&text));
    }
  return join (lines, "\n");
}

static char *
say_summary (CrmToday *today)
{
  guint done = crm_today_get_n_done (today), left = crm_today_get_actions (today),
        tomorrow = crm_today_get_tomorrow (today)->len;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);

  if (!done && !left && !tomorrow)
    return NULL;
  add_count (counts, done, g_strdup_printf (ngettext ("%u done", "%u done", done), done));
  add_count (counts, left, g_strdup_printf (ngettext ("%u left", "%u left", left), left));
  add_count (counts, tomorrow,
      g_strdup_printf (ngettext ("%u for tomorrow", "%u for tomorrow", tomorrow), tomorrow));
  return join (counts, " · ");
}

GPtrArray *
crm_day_notice_take (CrmTransaction *tx, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_day_notice_free);
  g_auto (CrmDayFrame) frame = { 0 };
  g_autoptr (CrmToday) today = NULL;

  if (!crm_day_frame_init (&frame, tx, now, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const CrmReminder mark = { .entity = kinds[i], .id = frame.user, .remind_at = frame.today_at };
      gint64 at = get_instant (&frame, kinds[i], 0);
      g_autoptr (GError) local = NULL;
      g_autofree char *body = NULL;

      if (!at || at > now)
        continue;
      if (!crm_reminder_mark_told (tx, &mark, &local))
        {
          if (!local)
            continue;
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (!today && !(today = crm_today_read (tx, now, error)))
        return NULL;
      /* In the evening the plan is none any more. */
      if (i > 0)
        g_ptr_array_set_size (notices, 0);
      body = i == 0 ? say_plan (&frame, today) : say_summary (today);
      if (body)
        {
          CrmDayNotice *notice = g_new0 (CrmDayNotice, 1);

          notice->kind = kinds[i];
          notice->title = g_strdup (i == 0 ? _ ("Your plan for today") : _ ("Your day"));
          notice->body = g_steal_pointer (&body);
          g_ptr_array_add (notices, notice);
        }
    }
  return g_steal_pointer (&notices);
}
