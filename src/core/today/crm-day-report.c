/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "today/crm-day-notice.h"
#include "today/crm-today-private.h"

/* What a user did on a day, in words that can be pasted somewhere. In a worker's thread. */

typedef struct
{
  gint64 at;
  char *text;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_free (deed->text);
  g_free (deed);
}

/* "Call (Anna): New deal, agreed". Each but what may be NULL. */
static void
add_deed (
    GPtrArray *deeds, gint64 at, const char *what, const char *client, const char *deal, const char *how)
{
  Deed *deed = g_new0 (Deed, 1);
  g_autofree char *said =
      /* Translators: what to do or what was done, then for which client. */
      client ? g_strdup_printf (_ ("%s (%s)"), what, client) : g_strdup (what);

  deed->at = at;
  deed->text = g_strconcat (
      said, deal || how ? ": " : "", deal ? deal : "", deal && how ? ", " : "", how ? how : "", NULL);
  g_ptr_array_add (deeds, deed);
}

static int
compare_deeds (gconstpointer a, gconstpointer b)
{
  const Deed *x = *(Deed *const *)a, *y = *(Deed *const *)b;

  return x->at < y->at ? -1 : x->at > y->at;
}

static CrmStatement *
ask (const CrmDayFrame *frame, const char *sql, GError **error)
{
  CrmStatement *statement = crm_db_prepare (frame->db, sql, error);

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->today_at);
  crm_statement_bind_integer (statement, 3, frame->tomorrow_at);
  return statement;
}

/* Calls that were no tasks; those are told as such. */
static gboolean
read_calls (const CrmDayFrame *frame, GPtrArray *deeds, GError **error)
{
  g_autoptr (CrmStatement) statement = ask (frame,
      "SELECT l.at, c.name, d.title, l.outcome FROM call l LEFT JOIN client c ON c.id = l.client"
      " LEFT JOIN deal d ON d.id = l.deal WHERE l.author = $1 AND l.at >= $2 AND l.at < $3 AND l.archived_at "
      "IS "
      "NULL AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = l.task AND t.done_at >= $2)",
      error);
  g_autoptr (CrmEntity) call = crm_transaction_get_entity (frame->tx, "call", error);
  gboolean row = FALSE;

  if (!statement || !call)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *outcome = crm_statement_get_text (statement, 3);

      add_deed (deeds, crm_statement_get_integer (statement, 0), crm_entity_get_label (call),
          crm_statement_get_text (statement, 1), crm_statement_get_text (statement, 2),
          outcome ? crm_field_get_choice_label (&call->fields[CRM_CALL_OUTCOME], outcome) : NULL);
    }
  return !row;
}

static gboolean
read_deals (const CrmDayFrame *frame, GPtrArray *deeds, GError **error)
{
  g_autoptr (CrmStatement) statement = ask (frame,
      "SELECT m.at, d.title, c.name, m.state FROM deal_move m JOIN deal d ON d.id = m.deal LEFT JOIN client c"
      " ON c.id = d.client WHERE m.\"user\" = $1 AND m.at >= $2 AND m.at < $3 AND m.until IS NULL AND "
      "m.state <> "
      "'open' AND m.archived_at IS NULL AND d.archived_at IS NULL",
      error);
  gboolean row = FALSE;

  while (statement && crm_statement_step (statement, &row, error) && row)
    {
      const char *title = crm_statement_get_text (statement, 1);
      gboolean won = g_strcmp0 (crm_statement_get_text (statement, 3), "won") == 0;
      g_autofree char *what =
          won ? g_strdup_printf (_ ("“%s” won"), title) : g_strdup_printf (_ ("“%s” lost"), title);

      add_deed (deeds, crm_statement_get_integer (statement, 0), what, crm_statement_get_text (statement, 2),
          NULL, NULL);
    }
  return statement && !row;
}

char *
crm_day_report_read (CrmTransaction *tx, gint64 now, GError **error)
{
  g_auto (CrmDayFrame) frame = { 0 };
  g_autoptr (CrmToday) today = NULL;
  g_autoptr (GPtrArray) deeds = g_ptr_array_new_with_free_func (deed_free);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!crm_day_frame_init (&frame, tx, now, error) || !read_calls (&frame, deeds, error) ||
      !read_deals (&frame, deeds, error) || !(today = crm_today_read (tx, now, error)))
    return NULL;
  for (guint i = 0; i < crm_today_get_done (today)->len; i++)
    {
      const CrmTodayLine *line = crm_today_get_done (today)->pdata[i];

      add_deed (deeds, line->ends_at ? line->ends_at : line->at, line->title, line->client_name,
          line->deal_title, NULL);
    }
  g_ptr_array_sort (deeds, compare_deeds);
  for (guint i = 0; i < deeds->len; i++)
    g_string_append_printf (text, "• %s\n", ((Deed *)deeds->pdata[i])->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
