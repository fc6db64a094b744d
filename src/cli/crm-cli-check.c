/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "check": is the book whole, and does everything derived agree with what it is derived from. */

/* A large book takes a while: whoever sits before it sees that it goes on. */
static void
on_progress (guint percent, gpointer data)
{
  fprintf (stderr, "\r%3u %%", percent);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gboolean watched = isatty (STDERR_FILENO);
  g_autoptr (GPtrArray) problems =
      crm_store_check_watched_sync (cli->store, cli->repair, watched ? on_progress : NULL, NULL, error);
  /* What is said next takes the place of it. */
  if (watched)
    fputs ("\r     \r", stderr);
  g_autofree char *problem = NULL;
  guint left;
  if (problems == NULL)
    return FALSE;
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  for (guint i = 0; i < problems->len; i++)
    if (cli->json)
      {
        JsonNode *node = json_node_new (JSON_NODE_OBJECT);
        JsonObject *object = json_object_new ();
        json_object_set_string_member (object, "problem", problems->pdata[i]);
        json_node_take_object (node, object);
        crm_cli_array_add (&array, node);
      }
    else
      puts (problems->pdata[i]);
  if (cli->json)
    crm_cli_array_end (&array);
  left = problems->len;
  /* What was mended was told above; what could not be is still there. */
  if (cli->repair && left > 0)
    {
      g_autoptr (GPtrArray) again = crm_store_check_watched_sync (cli->store, FALSE, NULL, NULL, error);
      if (again == NULL)
        return FALSE;
      left = again->len;
    }
  if (left == 0 && !cli->json)
    puts (_ ("The book is in order."));
  if (left == 0)
    return TRUE;
  problem = g_strdup_printf (ngettext ("The book has %u problem.", "The book has %u problems.", left), left);
  if (cli->repair)
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, problem);
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
        _ ("%s What is derived from records is made anew by “clientele-cli check --repair”."), problem);
  return FALSE;
}

const CrmCliVerb crm_cli_check_verb = {
  .name = "check",
  .arguments = "",
  .summary = N_ ("Checks that the book is in order"),
  .details = N_ ("Integrity, references, timelines, figures and search are compared with the records.\n"
                 "With --repair what is derived from the records is made anew; it tells what was wrong."),
  .options = CRM_CLI_REPAIR,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
