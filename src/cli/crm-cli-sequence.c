/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "crm-cli-named.h"
#include "crm-cli-output.h"
#include "task/crm-task.h"

/* "sequence": begins one on a client or deal, ends it there, and lists those under way. */

enum
{
  COLUMNS = 5
};

typedef struct
{
  gint64 sequence; /* 0: any */
  gint64 client;
  gint64 deal;
  const char *state; /* of an end */
  gint64 run;
  GPtrArray *runs; /* of Run */
} Job;

typedef struct
{
  gint64 id;
  gint64 client;
  gint64 deal;
  gint64 task;
  char *name;
  char *about; /* nullable */
  char *next;  /* nullable: the step to be done */
  char *due_on;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_free (self->name);
  g_free (self->about);
  g_free (self->next);
  g_free (self->due_on);
  g_free (self);
}

/* Under way, those of the sequence and of the client or deal that are asked for. */
static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT r.id, s.name, r.client, r.deal, coalesce (d.title, c.name), t.id, t.title, t.due_on"
      " FROM task_run r JOIN task_sequence s ON s.id = r.task_sequence LEFT JOIN client c ON c.id = r.client"
      " LEFT JOIN deal d ON d.id = r.deal LEFT JOIN task t ON t.run = r.id AND t.done_at IS NULL AND"
      " t.archived_at IS NULL WHERE r.state = 'running' AND r.archived_at IS NULL AND"
      " (0 = $1 OR r.task_sequence = $1) AND (0 = $2 OR r.client = $2) AND (0 = $3 OR r.deal = $3)"
      " ORDER BY r.id, t.id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, job->sequence);
  crm_statement_bind_integer (statement, 2, job->client);
  crm_statement_bind_integer (statement, 3, job->deal);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Run *run = g_new0 (Run, 1);

      run->id = crm_statement_get_integer (statement, 0);
      run->name = g_strdup (crm_statement_get_text (statement, 1));
      run->client = crm_statement_get_integer (statement, 2);
      run->deal = crm_statement_get_integer (statement, 3);
      run->about = g_strdup (crm_statement_get_text (statement, 4));
      run->task = crm_statement_get_integer (statement, 5);
      run->next = g_strdup (crm_statement_get_text (statement, 6));
      run->due_on = g_strdup (crm_statement_get_text (statement, 7));
      g_ptr_array_add (job->runs, run);
    }
  return row ? NULL : data;
}

static JsonNode *
run_to_json (const Run *run)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "run", run->id);
  json_object_set_string_member (object, "sequence", run->name);
  if (run->client)
    json_object_set_int_member (object, "client", run->client);
  if (run->deal)
    json_object_set_int_member (object, "deal", run->deal);
  if (run->task)
    {
      json_object_set_int_member (object, "task", run->task);
      json_object_set_string_member (object, "next", run->next);
    }
  if (run->due_on)
    json_object_set_string_member (object, "due_on", run->due_on);
  json_node_take_object (node, object);
  return node;
}

static void
print_runs (CrmCli *cli, GPtrArray *runs)
{
  static const char *const headings[COLUMNS] = { "run", "sequence", "about", "next", "due_on" };
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == 0);
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = runs->pdata[i];
      char **cells;

      if (cli->json)
        {
          crm_cli_array_add (&array, run_to_json (run));
          continue;
        }
      cells = g_new0 (char *, COLUMNS);
      cells[0] = g_strdup_printf ("%lld", (long long)run->id);
      cells[1] = g_strdup (run->name);
      cells[2] = g_strdup (run->about);
      cells[3] = g_strdup (run->next);
      cells[4] = g_strdup (run->due_on);
      crm_cli_table_take_row (table, cells);
    }
  if (cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
}

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  job->run = crm_task_run_start (tx, job->sequence, job->client, job->deal, error);
  return job->run != 0;
}

static gboolean
stop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  for (guint i = 0; i < job->runs->len; i++)
    {
      const Run *run = job->runs->pdata[i];
      const Run *before = i ? job->runs->pdata[i - 1] : NULL;

      /* A run with several open tasks stands there several times. */
      if ((!before || before->id != run->id) && !crm_task_run_end (tx, run->id, job->state, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

static gboolean
change (CrmCli *cli, Job *job, GError **error)
{
  const char *action = cli->arguments[0];
  gboolean starts = g_str_equal (action, "start");
  g_autofree char *purpose = NULL;

  if (!job->client && !job->deal)
    return refuse (error, _ ("Say on what: --client or --deal."));
  purpose =
      g_strdup_printf (starts ? _ ("Sequence begun: “%s”") : _ ("Sequence ended: “%s”"), cli->arguments[1]);
  if (starts)
    {
      if (!crm_store_write_sync (cli->store, purpose, start_in_worker, job, NULL, error))
        return FALSE;
    }
  else
    {
      job->state = g_str_equal (action, "reached") ? "reached" : "stopped";
      if (!crm_store_read_sync (cli->store, list_in_worker, job, error))
        return FALSE;
      if (job->runs->len == 0)
        {
          g_set_error_literal (
              error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("This sequence is not under way there."));
          return FALSE;
        }
      return crm_store_write_sync (cli->store, purpose, stop_in_worker, job, NULL, error);
    }
  if (!crm_store_read_sync (cli->store, list_in_worker, job, error))
    return FALSE;
  if (cli->json)
    print_runs (cli, job->runs);
  else
    printf ("%lld\n", (long long)job->run);
  return TRUE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  static const char *const actions[] = { "start", "stop", "reached", "list", NULL };
  const char *action = cli->arguments[0];
  gboolean lists = g_str_equal (action, "list");
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (run_free);
  Job job = { .runs = runs };

  if (!g_strv_contains (actions, action))
    return refuse (error, _ ("A sequence can be told: start, stop, reached, list."));
  if (!lists && cli->n_arguments < 2)
    return refuse (error, _ ("Say which sequence."));
  if ((cli->n_arguments > 1 &&
          !crm_cli_find_named (cli, "task_sequence", cli->arguments[1], &job.sequence, error)) ||
      (cli->client && !crm_cli_find_named (cli, "client", cli->client, &job.client, error)) ||
      (cli->deal && !crm_cli_find_named (cli, "deal", cli->deal, &job.deal, error)))
    return FALSE;
  if (!lists)
    return change (cli, &job, error);
  if (!crm_store_read_sync (cli->store, list_in_worker, &job, error))
    return FALSE;
  print_runs (cli, runs);
  return TRUE;
}

const CrmCliVerb crm_cli_sequence_verb = {
  .name = "sequence",
  .arguments = "start|stop|reached NAME, list [NAME]",
  .summary = N_ ("Begins a sequence on a client or deal, ends it, lists those under way"),
  .details = N_ ("NAME is the name of a sequence or its number. “start” prints the number of the run. "
                 "“reached” says that\n"
                 "the result wanted is there; “stop” gives up. Tasks still open go."),
  .options = CRM_CLI_ON,
  .min_arguments = 1,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
