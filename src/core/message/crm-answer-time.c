/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-answer-time.h"

/* Walks from the newest message of each direction to the oldest. Runs in a worker's thread. */

#define MAX_READ 300
#define MAX_WAIT (30 * G_TIME_SPAN_DAY)

typedef struct
{
  gint64 at;
  gboolean in;
} Line;

static gboolean
read_direction (
    CrmTransaction *tx, gint64 client, gboolean in, GArray *lines, const char **channel, GError **error)
{
  /* Each direction by itself: so the index on client, direction and time gives the newest ones first. */
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT at, state, campaign, channel FROM message WHERE client = $1 AND direction = $2 AND archived_at "
      "IS NULL "
      "ORDER BY at DESC LIMIT $3",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_text (statement, 2, in ? "in" : "out");
  crm_statement_bind_integer (statement, 3, MAX_READ);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *state = crm_statement_get_text (statement, 1);
      Line line = { crm_statement_get_integer (statement, 0), in };

      if (channel && !*channel)
        *channel = g_intern_string (crm_statement_get_text (statement, 3));
      if (!crm_statement_is_null (statement, 2) ||
          (state && (g_str_equal (state, "queued") || g_str_equal (state, "sending") ||
                        g_str_equal (state, "failed") || g_str_equal (state, "cancelled"))))
        continue;
      g_array_append_val (lines, line);
    }
  return !row;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *lines[] = { a, b };

  return (lines[0]->at > lines[1]->at) - (lines[0]->at < lines[1]->at);
}

gboolean
crm_answer_time_read (CrmTransaction *tx, gint64 client, CrmAnswerTime *out, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gint64 sum[2] = { 0, 0 }, since = 0;
  guint n[2] = { 0, 0 };
  gboolean waits_in = FALSE;

  *out = (CrmAnswerTime){ 0 };
  if (!read_direction (tx, client, TRUE, lines, &out->channel, error) ||
      !read_direction (tx, client, FALSE, lines, NULL, error))
    return FALSE;
  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (since && line->in == waits_in)
        continue;
      if (since && line->at - since <= MAX_WAIT)
        {
          sum[line->in] += line->at - since;
          n[line->in]++;
        }
      since = line->at;
      waits_in = line->in;
    }
  out->n_ours = n[FALSE];
  out->ours = n[FALSE] ? sum[FALSE] / n[FALSE] : 0;
  out->n_theirs = n[TRUE];
  out->theirs = n[TRUE] ? sum[TRUE] / n[TRUE] : 0;
  return TRUE;
}
