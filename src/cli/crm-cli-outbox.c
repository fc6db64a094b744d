/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "channel/crm-outbox.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"
#include "crm-cli.h"

/* "outbox": what is on its way, and what did not arrive. */

#define SHOWN 1000

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_outbox_list (tx, *(guint *)data, NULL, error);
}

static const char *
get_stage_label (const char *stage)
{
  if (g_str_equal (stage, "queued"))
    return _ ("waits");
  if (g_str_equal (stage, "sending"))
    return _ ("is being sent");
  if (g_str_equal (stage, "uncertain"))
    return _ ("perhaps sent");
  return _ ("not sent");
}

static void
print_table (CrmCli *cli, GPtrArray *lines)
{
  g_autoptr (CrmCliTable) table = crm_cli_table_new (6);

  crm_cli_table_set_heading (table, 0, _ ("Number"), TRUE);
  crm_cli_table_set_heading (table, 1, _ ("To"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("State"), FALSE);
  crm_cli_table_set_heading (table, 3, _ ("At"), FALSE);
  crm_cli_table_set_heading (table, 4, _ ("Text"), FALSE);
  crm_cli_table_set_heading (table, 5, _ ("What went wrong"), FALSE);
  for (guint i = 0; i < lines->len; i++)
    {
      const CrmOutboxLine *line = lines->pdata[i];
      char *cells[] = { g_strdup_printf ("%lld", (long long)line->message),
        g_strdup (line->client_name ? line->client_name : line->address),
        g_strdup (get_stage_label (line->stage)),
        crm_cli_instant_format (line->due_at, crm_store_get_zone (cli->store)), g_strdup (line->text),
        g_strdup (line->error) };

      crm_cli_table_take_row (table, g_memdup2 (cells, sizeof cells));
    }
  crm_cli_table_print (table);
}

static void
print_json (GPtrArray *lines)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmOutboxLine *line = lines->pdata[i];
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *due = crm_instant_format (line->due_at);

      json_object_set_int_member (object, "message", line->message);
      json_object_set_member (object, "state", crm_cli_text_to_json (line->stage));
      json_object_set_int_member (object, "client", line->client);
      json_object_set_member (object, "client_name", crm_cli_text_to_json (line->client_name));
      json_object_set_member (object, "address", crm_cli_text_to_json (line->address));
      json_object_set_member (object, "account", crm_cli_text_to_json (line->account_name));
      json_object_set_member (object, "campaign", crm_cli_text_to_json (line->campaign_name));
      json_object_set_member (object, "due_at", crm_cli_text_to_json (due));
      json_object_set_int_member (object, "tries", line->tries);
      json_object_set_member (object, "text", crm_cli_text_to_json (line->text));
      json_object_set_member (object, "error", crm_cli_text_to_json (line->error));
      json_node_take_object (node, object);
      crm_cli_array_add (&array, node);
    }
  crm_cli_array_end (&array);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  guint limit = cli->limit > 0 ? (guint)MIN (cli->limit, G_MAXINT) : cli->json ? 0 : SHOWN;
  g_autoptr (GPtrArray) lines = crm_store_read_sync (cli->store, list_in_worker, &limit, error);

  if (!lines)
    return FALSE;
  if (cli->json)
    print_json (lines);
  else
    print_table (cli, lines);
  return TRUE;
}

const CrmCliVerb crm_cli_outbox_verb = {
  .name = "outbox",
  .arguments = "",
  .summary = N_ ("Lists messages on their way, and those that did not go"),
  .details = N_ ("“sync” sends what waits. What failed is listed for 30 days."),
  .options = CRM_CLI_LIMIT,
  .min_arguments = 0,
  .max_arguments = 0,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
