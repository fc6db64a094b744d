/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/crm-error.h"
#include "crm-cli-arguments.h"
#include "crm-cli-record.h"
#include "deal/crm-deal.h"

/* "deal": puts a deal into another stage, wins it, loses it, opens it again. */

typedef struct
{
  const char *action;
  const char *stage;   /* of "move" */
  const char *reason;  /* of "lost", nullable */
  const char *comment; /* of "lost", nullable */
  gint64 id;
} Change;

static gboolean
move_in_worker (CrmTransaction *tx, const Change *change, GError **error)
{
  g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", change->id, error);
  if (deal == NULL)
    return FALSE;
  gint64 pipeline = crm_row_get_integer (deal, CRM_DEAL_PIPELINE);
  if (pipeline == 0)
    pipeline = crm_pipeline_ensure (tx, error);
  gint64 stage = pipeline ? crm_pipeline_resolve_stage (tx, pipeline, change->stage, error) : 0;
  return stage && crm_deal_move (tx, &change->id, 1, stage, 0, error);
}

static gboolean
change_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;
  gint64 reason = 0;

  if (g_str_equal (change->action, "move"))
    return move_in_worker (tx, change, error);
  if (change->reason)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
      g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
      g_autoptr (GError) local = NULL;

      if (!values || !crm_transaction_read_value (tx, values, CRM_DEAL_LOST_REASON, change->reason, &local))
        {
          /* Said of the reason, not of the deal's field. */
          if (g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
            g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
                _ ("There is no reason of loss “%s” in the book."), change->reason);
          else if (local)
            g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      reason = crm_values_get (values, CRM_DEAL_LOST_REASON)->v.integer;
    }
  return crm_deal_set_state (tx, &change->id, 1, change->action, reason, change->comment, error);
}

static char *
make_purpose (const Change *change, const char *name)
{
  if (g_str_equal (change->action, "move"))
    return g_strdup_printf (_ ("Move %s"), name);
  if (g_str_equal (change->action, "won"))
    return g_strdup_printf (_ ("Win %s"), name);
  if (g_str_equal (change->action, "lost"))
    return g_strdup_printf (_ ("Lose %s"), name);
  return g_strdup_printf (_ ("Open %s again"), name);
}

static gboolean
check_usage (CrmCli *cli, Change *change, GError **error)
{
  static const char *const actions[] = { "move", "won", "lost", "open", NULL };
  gboolean move;

  change->action = cli->arguments[0];
  if (!g_strv_contains (actions, change->action))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
          _ ("“%s” is nothing a deal can do: move, won, lost or open."), change->action);
      return FALSE;
    }
  move = g_str_equal (change->action, "move");
  if (cli->n_arguments != (move ? 3 : 2))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“deal %s” needs: %s."), change->action,
          move ? "ID STAGE" : "ID");
      return FALSE;
    }
  if ((cli->reason || cli->comment) && !g_str_equal (change->action, "lost"))
    {
      g_set_error_literal (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("--reason and --comment belong to “deal lost”."));
      return FALSE;
    }
  change->stage = move ? cli->arguments[2] : NULL;
  change->reason = cli->reason && *cli->reason ? cli->reason : NULL;
  change->comment = cli->comment && *cli->comment ? cli->comment : NULL;
  return crm_cli_parse_id (cli->arguments[1], &change->id, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  Change change = { 0 };

  if (!check_usage (cli, &change, error))
    return FALSE;
  cli->entity = crm_store_get_entity (cli->store, "deal");
  g_autofree char *name = crm_cli_dup_record_name (cli, change.id, error);
  if (name == NULL)
    return FALSE;
  g_autofree char *purpose = make_purpose (&change, name);
  g_autoptr (CrmChangeSet) changes = NULL;
  if (!crm_store_write_sync (cli->store, purpose, change_in_worker, &change, &changes, error))
    {
      crm_cli_name_field (cli->entity, error);
      return FALSE;
    }
  if (!cli->json && changes != NULL && crm_change_set_get_notice (changes) != NULL)
    printf ("%s\n", crm_change_set_get_notice (changes));
  return !cli->json || crm_cli_print_record (cli, change.id, TRUE, error);
}

const CrmCliVerb crm_cli_deal_verb = {
  .name = "deal",
  .arguments = "move ID STAGE | won ID | lost ID | open ID",
  .summary = N_ ("Moves a deal to a stage, wins, loses or opens it"),
  .details = N_ ("A stage is given by its number or name. A lost deal keeps its stage."),
  .options = CRM_CLI_REASON | CRM_CLI_COMMENT,
  .min_arguments = 2,
  .max_arguments = 3,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
