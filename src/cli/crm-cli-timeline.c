/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "activity/crm-activity.h"
#include "base/crm-text.h"
#include "crm-cli-arguments.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "timeline": what happened with a client and, for a company, with its people; newest first. Reads in the reader while the
 * main thread waits. */

enum
{
  COLUMNS = 7
};

typedef struct
{
  CrmCli *cli;
  gint64 client;
} Timeline;

/* The record that led to this one: its entity and id, as {"entity", "id"}; null when none. */
static JsonNode *
trigger_to_json (const CrmRow *row)
{
  int entity = crm_entity_find_field (row->entity, "trigger_entity");
  int id = crm_entity_find_field (row->entity, "trigger");
  if (entity < 0 || id < 0 || crm_row_get_integer (row, id) == 0)
    return json_node_new (JSON_NODE_NULL);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_member (object, "entity", crm_cli_text_to_json (crm_row_get_text (row, entity)));
  json_object_set_int_member (object, "id", crm_row_get_integer (row, id));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
activity_to_json (CrmActivity *activity)
{
  const CrmActivityLine *line = crm_activity_get_line (activity);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_member (object, "at", crm_cli_instant_to_json (line->at));
  json_object_set_string_member (object, "kind", line->kind);
  json_object_set_string_member (object, "entity", line->entity);
  json_object_set_int_member (object, "id", line->record_id);
  json_object_set_member (object, "summary", crm_cli_text_to_json (line->summary));
  json_object_set_member (object, "author", crm_cli_text_to_json (crm_activity_get_author (activity)));
  json_object_set_member (object, "deal", crm_cli_id_to_json (line->deal_id));
  json_object_set_member (object, "trigger", trigger_to_json (crm_activity_get_row (activity)));
  json_node_take_object (node, object);
  return node;
}

static void
add_activity (CrmCliTable *table, CrmActivity *activity, CrmTransaction *tx)
{
  const CrmActivityLine *line = crm_activity_get_line (activity);
  char **cells = g_new0 (char *, COLUMNS);
  cells[0] = crm_cli_instant_format (line->at, crm_transaction_get_zone (tx));
  cells[1] = g_strdup (line->kind);
  cells[2] = g_strdup_printf ("%" G_GINT64_FORMAT, line->record_id);
  cells[3] = g_strdup (crm_activity_get_client_name (activity));
  cells[4] = crm_text_excerpt (line->summary, 70);
  cells[5] = g_strdup (crm_activity_get_author (activity));
  cells[6] = g_strdup (crm_activity_get_trigger_title (activity));
  crm_cli_table_take_row (table, cells);
}

static CrmCliTable *
make_table (void)
{
  CrmCliTable *table = crm_cli_table_new (COLUMNS);
  const char *headings[COLUMNS] = { "at", "kind", "id", _ ("with"), "summary", "author", "trigger" };
  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == 2);
  return table;
}

static gpointer
timeline_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Timeline *timeline = data;
  CrmCli *cli = timeline->cli;
  g_autofree char *name = crm_transaction_dup_title (tx, "client", timeline->client);
  if (name == NULL)
    {
      crm_cli_set_missing (error, "client", timeline->client);
      return NULL;
    }
  CrmActivityFilter filter = { .client_id = timeline->client, .kind = cli->kind, .text = cli->text };
  g_autoptr (GPtrArray) lines = crm_transaction_timeline (tx, &filter, 0, 0, MAX (cli->limit, 0), error);
  if (lines == NULL)
    return NULL;
  g_autoptr (CrmCliTable) table = make_table ();
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  for (guint i = 0; i < lines->len && cli->limit != 0; i++)
    if (cli->json)
      crm_cli_array_add (&array, activity_to_json (lines->pdata[i]));
    else
      add_activity (table, lines->pdata[i], tx);
  if (cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
  return timeline;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  Timeline timeline = { cli, 0 };
  return crm_cli_parse_id (cli->arguments[0], &timeline.client, error) &&
         crm_store_read_sync (cli->store, timeline_in_worker, &timeline, error) != NULL;
}

const CrmCliVerb crm_cli_timeline_verb = {
  .name = "timeline",
  .arguments = "CLIENT-ID",
  .summary = N_ ("Tells what happened with a client, newest first"),
  .details = N_ ("The timeline of a company includes that of its people."),
  .options = CRM_CLI_KIND | CRM_CLI_TEXT | CRM_CLI_LIMIT,
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
