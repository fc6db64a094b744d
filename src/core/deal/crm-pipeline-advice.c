/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "deal/crm-deal.h"

/* What may be wrong with a pipeline, in sentences: too many stages, stages called alike, never used, passed by. Any worker's thread. */

#define MANY_STAGES 8
#define ENOUGH_DEALS 20 /* fewer say nothing about a stage */
#define ALIKE 900

typedef struct
{
  gint64 id;
  char *name;
  char *fold;
  gboolean open;
} Stage;

static void
clear_stage (gpointer data)
{
  Stage *self = data;

  g_free (self->name);
  g_free (self->fold);
}

static GArray *
list_stages (CrmTransaction *tx, gint64 pipeline, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, name_fold, state FROM stage WHERE pipeline = $1 AND archived_at IS NULL"
      " ORDER BY position NULLS LAST, id",
      error);
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (Stage));
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  g_array_set_clear_func (stages, clear_stage);
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *fold = crm_statement_get_text (statement, 2);
      Stage stage = { crm_statement_get_integer (statement, 0),
        g_strdup (crm_statement_get_text (statement, 1)), g_strdup (fold ? fold : ""),
        g_strcmp0 (crm_statement_get_text (statement, 3), "open") == 0 };

      g_array_append_val (stages, stage);
    }
  return row ? NULL : g_steal_pointer (&stages);
}

static gboolean
is_latin (const char *fold)
{
  g_autofree char *latin = crm_text_latin (fold);

  return g_str_equal (latin, fold);
}

/* Names in two scripts are two languages, and a word that sounds alike may well mean something else. */
static gboolean
is_alike (const Stage *a, const Stage *b)
{
  return g_str_equal (a->fold, b->fold) ||
         (is_latin (a->fold) == is_latin (b->fold) && crm_text_similarity (a->fold, b->fold) >= ALIKE);
}

static void
advise_names (GArray *stages, GPtrArray *advice)
{
  for (guint i = 0; i < stages->len; i++)
    for (guint k = i + 1; k < stages->len; k++)
      {
        const Stage *a = &g_array_index (stages, Stage, i), *b = &g_array_index (stages, Stage, k);

        if (is_alike (a, b))
          g_ptr_array_add (advice, g_strdup_printf (_ ("The stages “%s” and “%s” are called alike. One of "
                                                       "them may be enough."),
                                       a->name, b->name));
      }
}

static void
advise_use (const Stage *stage, const CrmStageHistory *history, gint64 n_deals, GPtrArray *advice)
{
  gint64 came_by = history->entered + history->skipped;

  if (!stage->open)
    return;
  if (!history->entered && n_deals >= ENOUGH_DEALS)
    g_ptr_array_add (
        advice, g_strdup_printf (
                    ngettext ("No deal has ever stood in “%s”, of %lld deal of this pipeline.",
                        "No deal has ever stood in “%s”, of %lld deals of this pipeline.", (gulong)n_deals),
                    stage->name, (long long)n_deals));
  else if (came_by >= ENOUGH_DEALS && history->skipped * 2 > came_by)
    g_ptr_array_add (advice,
        g_strdup_printf (ngettext ("%lld of %lld deal went past “%s” without standing in it.",
                             "%lld of %lld deals went past “%s” without standing in it.", (gulong)came_by),
            (long long)history->skipped, (long long)came_by, stage->name));
}

static gboolean
count_deals (CrmTransaction *tx, gint64 pipeline, gint64 *n, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT count (*) FROM deal WHERE pipeline = $1 AND archived_at IS NULL", error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, pipeline);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *n = row ? crm_statement_get_integer (statement, 0) : 0;
  return TRUE;
}

GPtrArray *
crm_pipeline_get_advice (CrmTransaction *tx, gint64 pipeline, GError **error)
{
  g_autoptr (GPtrArray) advice = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) stages = list_stages (tx, pipeline, error), history = NULL;
  gint64 n_deals = 0;
  guint n_open = 0;

  if (!stages || !(history = crm_pipeline_get_history (tx, pipeline, error)) ||
      !count_deals (tx, pipeline, &n_deals, error))
    return NULL;
  for (guint i = 0; i < stages->len; i++)
    n_open += g_array_index (stages, Stage, i).open;
  if (n_open > MANY_STAGES)
    g_ptr_array_add (advice,
        g_strdup_printf (ngettext ("This pipeline has %u open stage. More than %d are hard to keep true.",
                             "This pipeline has %u open stages. More than %d are hard to keep true.", n_open),
            n_open, MANY_STAGES));
  advise_names (stages, advice);
  for (guint i = 0; i < stages->len; i++)
    for (guint k = 0; k < history->len; k++)
      if (g_array_index (history, CrmStageHistory, k).stage == g_array_index (stages, Stage, i).id)
        advise_use (
            &g_array_index (stages, Stage, i), &g_array_index (history, CrmStageHistory, k), n_deals, advice);
  return g_steal_pointer (&advice);
}
