/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "deal/crm-deal-private.h"

/* What people do with deals: move, win, lose, open again, copy. Each function is a part of one operation; runs in the writer's
 * thread. */

static gboolean
read_number (CrmStatement *statement, double *number, gboolean *any, GError **error)
{
  gboolean row;

  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  *any = row && !crm_statement_is_null (statement, 0);
  if (*any)
    *number = crm_statement_get_real (statement, 0);
  return TRUE;
}

/* Gives every open deal of a lane a place of its own again, a whole number apart: needed once in fifty drops into the same gap. */
static gboolean
spread (CrmTransaction *tx, gint64 stage, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM deal WHERE stage = $1 AND archived_at IS NULL ORDER BY position NULLS LAST, id", error,
      1, stage);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);

  if (!ids || !entity)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_value_set_real (crm_values_slot (values, CRM_DEAL_POSITION), i);
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* The free room in the order by hand: after low (when has_low) and before high (when has_high). */
static gboolean
find_gap (CrmTransaction *tx, gint64 stage, gint64 before, double *low, gboolean *has_low, double *high,
    gboolean *has_high, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) last = NULL, next = NULL, previous = NULL;

  *has_low = *has_high = FALSE;
  if (!before)
    {
      last = crm_db_prepare (db,
          "SELECT max (position) FROM deal WHERE stage = $1 AND state = 'open' AND archived_at IS NULL",
          error);
      if (!last)
        return FALSE;
      crm_statement_bind_integer (last, 1, stage);
      return read_number (last, low, has_low, error);
    }
  next = crm_db_prepare (db, "SELECT position FROM deal WHERE id = $1 AND stage = $2", error);
  if (!next)
    return FALSE;
  crm_statement_bind_integer (next, 1, before);
  crm_statement_bind_integer (next, 2, stage);
  if (!read_number (next, high, has_high, error))
    return FALSE;
  /* The neighbour has left the lane meanwhile: the end is as good a place as any. */
  if (!*has_high)
    return find_gap (tx, stage, 0, low, has_low, high, has_high, error);
  previous = crm_db_prepare (db,
      "SELECT max (position) FROM deal WHERE stage = $1 AND position < $2 AND archived_at IS NULL", error);
  if (!previous)
    return FALSE;
  crm_statement_bind_integer (previous, 1, stage);
  crm_statement_bind_real (previous, 2, *high);
  return read_number (previous, low, has_low, error);
}

gboolean
crm_deal_move (CrmTransaction *tx, const gint64 *deals, guint n, gint64 stage, gint64 before, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmRow) target = crm_transaction_load (tx, "stage", stage, error);
  double low = 0, high = 0, step = 1;
  gboolean has_low = FALSE, has_high = FALSE;

  if (!entity || !target)
    return FALSE;
  if (before >= 0)
    {
      if (!find_gap (tx, stage, before, &low, &has_low, &high, &has_high, error))
        return FALSE;
      if (has_low && has_high && !((high - low) / (n + 1) > ABS (high) * 1e-15))
        {
          if (!spread (tx, stage, error) ||
              !find_gap (tx, stage, before, &low, &has_low, &high, &has_high, error))
            return FALSE;
        }
      step = has_low && has_high ? (high - low) / (n + 1) : 1;
      if (!has_low)
        low = has_high ? high - (n + 1) : 0;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_DEAL_STAGE, stage);
      /* Also a lost deal that is put back into the stage it was lost in. */
      crm_values_set_text (values, CRM_DEAL_STATE, crm_row_get_text (target, CRM_STAGE_STATE));
      if (before >= 0)
        crm_value_set_real (crm_values_slot (values, CRM_DEAL_POSITION), low + step * (i + 1));
      if (!crm_transaction_update (tx, deals[i], 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Where a deal stands when its state becomes another by hand; 0: where it is. */
static gint64
find_place (CrmTransaction *tx, const CrmRow *deal, const char *state, GError **error)
{
  gint64 pipeline = crm_row_get_integer (deal, CRM_DEAL_PIPELINE),
         stage = crm_row_get_integer (deal, CRM_DEAL_STAGE);
  g_autoptr (CrmRow) now = NULL;
  g_autoptr (GArray) last = NULL;

  if (g_str_equal (state, "lost"))
    return 0;
  if (g_str_equal (state, "won"))
    return crm_pipeline_find_stage (tx, pipeline, "won", error);
  now = stage ? crm_transaction_load (tx, "stage", stage, NULL) : NULL;
  if (now && g_strcmp0 (crm_row_get_text (now, CRM_STAGE_STATE), "open") == 0)
    return 0;
  /* Back to where it was when it was open. */
  last = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT m.stage FROM deal_move m JOIN stage s ON s.id = m.stage WHERE m.deal = $1 AND m.archived_at IS "
      "NULL"
      " AND s.pipeline = $2 AND s.state = 'open' AND s.archived_at IS NULL ORDER BY m.at DESC, m.id DESC "
      "LIMIT 1",
      error, 2, deal->id, pipeline);
  if (!last)
    return 0;
  return last->len ? g_array_index (last, gint64, 0) : crm_pipeline_find_stage (tx, pipeline, "open", error);
}

gboolean
crm_deal_set_state (CrmTransaction *tx, const gint64 *deals, guint n, const char *state, gint64 reason,
    const char *comment, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", deals[i], error);
      g_autoptr (CrmValues) values = deal ? crm_values_new (deal->entity) : NULL;
      g_autoptr (GError) local = NULL;
      gint64 place;

      if (!deal)
        return FALSE;
      place = find_place (tx, deal, state, &local);
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (place)
        crm_values_set_integer (values, CRM_DEAL_STAGE, place);
      crm_values_set_text (values, CRM_DEAL_STATE, state);
      if (g_str_equal (state, "lost"))
        {
          if (reason)
            crm_values_set_integer (values, CRM_DEAL_LOST_REASON, reason);
          if (comment)
            crm_values_set_text (values, CRM_DEAL_LOST_COMMENT, comment);
        }
      if (!crm_transaction_update (tx, deals[i], 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Copies of what hangs on a deal by the field "deal" (its first field). */
static gboolean
copy_parts (CrmTransaction *tx, const char *name, gint64 deal, gint64 copy, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM \"%s\" WHERE deal = $1 AND archived_at IS NULL ORDER BY position NULLS LAST, id", name);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx), sql, error, 1, deal);

  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) part = crm_transaction_load (tx, name, g_array_index (ids, gint64, i), error);
      g_autoptr (CrmValues) values = part ? crm_values_new (part->entity) : NULL;

      if (!part)
        return FALSE;
      for (guint f = 0; f < part->entity->n_fields; f++)
        /* Also what is empty, or a line would take it from its product. */
        if (!(part->entity->fields[f].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)))
          crm_value_copy (crm_values_slot (values, (int)f), crm_row_get (part, (int)f));
      crm_values_set_integer (values, 0, copy);
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gint64
crm_deal_clone (
    CrmTransaction *tx, gint64 deal, const char *title, const char *expected_close, GError **error)
{
  /* What belongs to the sale that was, not to the next one. */
  static const int dropped[] = { CRM_DEAL_STATE, CRM_DEAL_STAGE, CRM_DEAL_POSITION, CRM_DEAL_OPENED_AT,
    CRM_DEAL_LOST_REASON, CRM_DEAL_LOST_COMMENT, CRM_DEAL_CONTRACT, CRM_DEAL_EXTERNAL_ID,
    CRM_DEAL_EXPECTED_CLOSE, CRM_DEAL_PROBABILITY };
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", deal, error);
  g_autoptr (CrmValues) values = row ? crm_values_new (row->entity) : NULL;
  gint64 copy;

  if (!row)
    return 0;
  for (guint f = 0; f < row->entity->n_fields; f++)
    if (!(row->entity->fields[f].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) &&
        !crm_value_is_empty (crm_row_get (row, (int)f)))
      crm_value_copy (crm_values_slot (values, (int)f), crm_row_get (row, (int)f));
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    crm_values_unset (values, dropped[i]);
  if (title)
    crm_values_set_text (values, CRM_DEAL_TITLE, title);
  if (expected_close)
    crm_values_set_text (values, CRM_DEAL_EXPECTED_CLOSE, expected_close);
  crm_values_set_integer (values, CRM_DEAL_PREVIOUS, deal);
  copy = crm_transaction_insert (tx, values, NULL, error);
  return copy && copy_parts (tx, "deal_contact", deal, copy, error) &&
                 copy_parts (tx, "deal_line", deal, copy, error)
             ? copy
             : 0;
}
