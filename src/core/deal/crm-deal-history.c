/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "deal/crm-deal-private.h"

/* How a deal moved: a record for each entry into a stage and each change of state, and the line it writes on timelines. Runs in the
 * writer's thread. */

static gboolean
add_move (
    CrmTransaction *tx, gint64 deal, gint64 stage, gint64 from, const char *state, gint64 at, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_move", error);
  g_autoptr (CrmValues) values = NULL;

  if (!entity)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_DEAL_MOVE_DEAL, deal);
  crm_values_set_integer (values, CRM_DEAL_MOVE_STAGE, stage);
  if (from)
    crm_values_set_integer (values, CRM_DEAL_MOVE_FROM_STAGE, from);
  crm_values_set_text (values, CRM_DEAL_MOVE_STATE, state);
  crm_values_set_integer (values, CRM_DEAL_MOVE_AT, at);
  if (crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_DEAL_MOVE_USER, crm_transaction_get_user (tx));
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* The moves of a deal that was opened and closed before it came here. */
static gboolean
add_past (CrmTransaction *tx, gint64 deal, gint64 stage, const char *state, gint64 opened, gint64 closed,
    GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_move", error);
  g_autoptr (CrmValues) first = entity ? crm_values_new (entity) : NULL;

  if (!first)
    return FALSE;
  crm_values_set_integer (first, CRM_DEAL_MOVE_DEAL, deal);
  crm_values_set_integer (first, CRM_DEAL_MOVE_STAGE, stage);
  crm_values_set_text (first, CRM_DEAL_MOVE_STATE, "open");
  crm_values_set_integer (first, CRM_DEAL_MOVE_AT, opened);
  crm_values_set_integer (first, CRM_DEAL_MOVE_UNTIL, closed);
  return crm_transaction_insert (tx, first, NULL, error) &&
         add_move (tx, deal, stage, stage, state, closed, error);
}

gboolean
crm_deal_open_history (CrmTransaction *tx, gint64 deal, CrmValues *values, GError **error)
{
  gint64 stage = crm_values_get (values, CRM_DEAL_STAGE)->v.integer;
  gint64 opened = crm_values_get (values, CRM_DEAL_OPENED_AT)->v.integer;
  const CrmValue *closed = crm_values_get (values, CRM_DEAL_CLOSED_AT);
  const char *state = crm_values_get_text (values, CRM_DEAL_STATE);

  if (closed && closed->type == CRM_VALUE_INTEGER && closed->v.integer > opened)
    return add_past (tx, deal, stage, state, opened, closed->v.integer, error);
  return add_move (tx, deal, stage, 0, state, opened, error);
}

/* The move that lasts, 0 when there is none. */
static gint64
find_last (CrmTransaction *tx, gint64 deal, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM deal_move WHERE deal = $1 AND until IS NULL AND archived_at IS NULL ORDER BY at DESC, "
      "id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return 0;
  crm_statement_bind_integer (statement, 1, deal);
  return crm_statement_step (statement, &row, error) && row ? crm_statement_get_integer (statement, 0) : 0;
}

gboolean
crm_deal_extend_history (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 stage = crm_row_get_integer (after, CRM_DEAL_STAGE),
         from = crm_row_get_integer (before, CRM_DEAL_STAGE), last;
  const char *state = crm_row_get_text (after, CRM_DEAL_STATE);
  gint64 now = crm_transaction_get_now (tx), opened = crm_row_get_integer (after, CRM_DEAL_OPENED_AT),
         closed = crm_row_get_integer (after, CRM_DEAL_CLOSED_AT);
  g_autoptr (GError) local = NULL;

  if (!stage || (stage == from && g_strcmp0 (state, crm_row_get_text (before, CRM_DEAL_STATE)) == 0))
    return TRUE;
  /* Closed, it was put elsewhere because its stage went: nothing happened to the sale. */
  if (!g_str_equal (state, "open") && g_strcmp0 (state, crm_row_get_text (before, CRM_DEAL_STATE)) == 0 &&
      crm_row_get_integer (before, CRM_DEAL_STAGE_AT) == crm_row_get_integer (after, CRM_DEAL_STAGE_AT))
    return TRUE;
  last = find_last (tx, after->id, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Closed before there were stages. */
  if (!last && !from && closed > opened && closed < now)
    return add_past (tx, after->id, stage, state, opened, closed, error);
  if (last)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_move", error);
      g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

      if (!values)
        return FALSE;
      crm_values_set_integer (values, CRM_DEAL_MOVE_UNTIL, now);
      if (!crm_transaction_update (tx, last, 0, values, error))
        return FALSE;
    }
  return add_move (tx, after->id, stage, from, state, now, error);
}

gboolean
crm_deal_rewrite_moves (CrmTransaction *tx, gint64 deal, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (
      crm_transaction_get_db (tx), "SELECT id FROM deal_move WHERE deal = $1 ORDER BY id", error, 1, deal);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CrmRow) move = crm_transaction_load (tx, "deal_move", id, error);

      if (!move)
        return FALSE;
      move->version = MAX (move->version, 2); /* so that old lines are looked for */
      if (!crm_activity_lines_write (tx, "deal_move", id, move, error))
        return FALSE;
    }
  return TRUE;
}

/* Stable words: the window says them in its own language. */
static char *
format_summary (const char *state, gboolean first, gboolean same, const char *from, const char *to)
{
  if (!g_str_equal (state, "open"))
    return g_strdup_printf ("%s: %s", state, to);
  if (first)
    return g_strdup_printf ("opened: %s", to);
  if (same)
    return g_strdup_printf ("reopened: %s", to);
  return g_strdup_printf ("%s → %s", from, to);
}

static char *
dup_summary (CrmTransaction *tx, const CrmRow *row)
{
  gint64 stage = crm_row_get_integer (row, CRM_DEAL_MOVE_STAGE),
         from = crm_row_get_integer (row, CRM_DEAL_MOVE_FROM_STAGE);
  g_autofree char *to_name = crm_transaction_dup_title (tx, "stage", stage),
                  *from_name = from ? crm_transaction_dup_title (tx, "stage", from) : NULL;

  return format_summary (
      crm_row_get_text (row, CRM_DEAL_MOVE_STATE), !from, from == stage, from_name, to_name);
}

/* Only the words: there may be tens of thousands of moves, and neither sums nor figures depend on a name. */
gboolean
crm_deal_rename_moves (CrmTransaction *tx, gint64 stage, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db,
      "SELECT m.id, m.state, m.from_stage IS NULL, m.from_stage = m.stage, f.name, s.name FROM deal_move m"
      " JOIN stage s ON s.id = m.stage LEFT JOIN stage f ON f.id = m.from_stage"
      " WHERE m.stage = $1 OR m.from_stage = $1",
      error);
  g_autoptr (CrmStatement) update = crm_db_prepare (
      db, "UPDATE activity SET summary = $1 WHERE entity = 'deal_move' AND record_id = $2", error);
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  crm_statement_bind_integer (all, 1, stage);
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autofree char *summary = format_summary (crm_statement_get_text (all, 1),
          crm_statement_get_integer (all, 2) != 0, crm_statement_get_integer (all, 3) != 0,
          crm_statement_get_text (all, 4), crm_statement_get_text (all, 5));

      crm_statement_bind_text (update, 1, summary);
      crm_statement_bind_integer (update, 2, crm_statement_get_integer (all, 0));
      if (!crm_statement_run (update, error))
        return FALSE;
    }
  return !row;
}

gboolean
crm_deal_move_describe (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  g_autoptr (CrmRow) deal =
      crm_transaction_load (tx, "deal", crm_row_get_integer (row, CRM_DEAL_MOVE_DEAL), NULL);
  gint64 client = deal ? crm_row_get_integer (deal, CRM_DEAL_CLIENT) : 0;

  if (!deal)
    return FALSE;
  line->kind = "deal";
  line->at = crm_row_get_integer (row, CRM_DEAL_MOVE_AT);
  line->deal_id = deal->id;
  line->author_id = crm_row_get_integer (row, CRM_DEAL_MOVE_USER);
  line->summary = dup_summary (tx, row);
  if (client)
    g_array_append_val (clients, client);
  return TRUE;
}
