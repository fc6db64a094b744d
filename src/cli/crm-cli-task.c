/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/crm-clock.h"
#include "base/crm-when.h"
#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "crm-cli-record.h"
#include "task/crm-task.h"

/* "task": what is done with one task: done with what follows, put off to another time, opened again. */

typedef struct
{
  gint64 id;
  const char *outcome; /* nullable */
  CrmWhen when;
  gint64 next; /* made by "done" */
} Task;

static gboolean
finish_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Task *task = data;
  CrmNextStep step = { .due_on = task->when.date, .due_at = task->when.at };
  g_autoptr (GError) problem = NULL;

  task->next =
      crm_task_finish (tx, task->id, task->outcome, NULL, task->when.date != NULL ? &step : NULL, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Task *task = data;
  return crm_task_reschedule (tx, &task->id, 1, task->when.date, task->when.at, error);
}

static gboolean
open_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_task_reopen (tx, ((Task *)data)->id, error);
}

static gboolean
read_when (CrmCli *cli, const char *text, CrmWhen *when, GError **error)
{
  int week_start = (int)g_ascii_strtoll (crm_store_get_setting (cli->store, "week-start"), NULL, 10);
  return crm_when_parse (text, crm_clock_now (), crm_store_get_zone (cli->store), week_start, when, error);
}

static gboolean
print_next (CrmCli *cli, gint64 next, GError **error)
{
  if (cli->json && next != 0)
    return crm_cli_print_record (cli, next, TRUE, error);
  if (cli->json)
    {
      CrmCliArray array = CRM_CLI_ARRAY_INIT;
      crm_cli_array_end (&array);
    }
  else if (next != 0)
    printf ("%lld\n", (long long)next);
  return TRUE;
}

static gboolean
finish (CrmCli *cli, Task *task, const char *name, GError **error)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Finish %s"), name);
  task->outcome = cli->outcome;
  if (cli->next != NULL && !read_when (cli, cli->next, &task->when, error))
    return FALSE;
  return crm_store_write_sync (cli->store, purpose, finish_in_worker, task, NULL, error) &&
         print_next (cli, task->next, error);
}

static gboolean
move (CrmCli *cli, Task *task, const char *name, GError **error)
{
  g_autofree char *text = g_strjoinv (" ", cli->arguments + 2);
  /* The reason stays in the history. */
  g_autofree char *purpose = cli->reason != NULL ? g_strdup_printf (_ ("Put off %s: %s"), name, cli->reason)
                                                 : g_strdup_printf (_ ("Put off %s"), name);
  if (!read_when (cli, text, &task->when, error) ||
      !crm_store_write_sync (cli->store, purpose, move_in_worker, task, NULL, error))
    return FALSE;
  return !cli->json || crm_cli_print_record (cli, task->id, TRUE, error);
}

static gboolean
open_again (CrmCli *cli, Task *task, const char *name, GError **error)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Open %s again"), name);
  if (!crm_store_write_sync (cli->store, purpose, open_in_worker, task, NULL, error))
    return FALSE;
  return !cli->json || crm_cli_print_record (cli, task->id, TRUE, error);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *action = cli->arguments[0];
  gboolean done = g_str_equal (action, "done"), moves = g_str_equal (action, "move");
  Task task = { 0 };

  if (!done && !moves && !g_str_equal (action, "open"))
    return refuse (error, _ ("A task can be told: done, move, open."));
  if (moves != (cli->n_arguments > 2))
    return refuse (error, moves ? _ ("“move” needs a time, as “tomorrow 10:00”.")
                                : _ ("Only “move” takes a time behind the number."));
  if (!done && (cli->outcome != NULL || cli->next != NULL))
    return refuse (error, _ ("Only “done” has --outcome and --next."));
  if (!moves && cli->reason != NULL)
    return refuse (error, _ ("Only “move” has --reason."));
  if (!crm_cli_parse_id (cli->arguments[1], &task.id, error))
    return FALSE;
  cli->entity = crm_store_get_entity (cli->store, "task");
  g_autofree char *name = crm_cli_dup_record_name (cli, task.id, error);
  if (name == NULL)
    return FALSE;
  gboolean ok = done    ? finish (cli, &task, name, error)
                : moves ? move (cli, &task, name, error)
                        : open_again (cli, &task, name, error);
  crm_when_clear (&task.when);
  return ok;
}

const CrmCliVerb crm_cli_task_verb = {
  .name = "task",
  .arguments = "done|move|open ID [WHEN]",
  .summary = N_ ("Finishes a task, puts it off or opens it again"),
  .details = N_ (
      "WHEN is said in words: “tomorrow 10:00”, “in 3 days”, “fri”, “2026-12-01”. “done” prints the number\n"
      "of the next task, if there is one."),
  .options = CRM_CLI_OUTCOME | CRM_CLI_NEXT | CRM_CLI_REASON,
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
