/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli-arguments.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "history": who changed what in a record, and when; newest first. Also of a record that was removed for good. */

enum
{
  COLUMNS = 6
};

typedef struct
{
  CrmCli *cli;
  gint64 id;
} History;

static JsonNode *
line_to_json (const CrmHistoryLine *line)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_member (object, "at", crm_cli_instant_to_json (line->at));
  json_object_set_member (object, "author", crm_cli_text_to_json (line->author));
  json_object_set_member (object, "purpose", crm_cli_text_to_json (line->purpose));
  json_object_set_member (object, "field", crm_cli_text_to_json (line->field));
  json_object_set_member (object, "old", crm_cli_text_to_json (line->old_value));
  json_object_set_member (object, "new", crm_cli_text_to_json (line->new_value));
  json_node_take_object (node, object);
  return node;
}

static void
add_line (CrmCliTable *table, const CrmHistoryLine *line, CrmTransaction *tx)
{
  char **cells = g_new0 (char *, COLUMNS);
  cells[0] = crm_cli_instant_format (line->at, crm_transaction_get_zone (tx));
  cells[1] = g_strdup (line->author);
  cells[2] = g_strdup (line->purpose);
  cells[3] = g_strdup (line->field);
  cells[4] = g_strdup (line->old_value);
  cells[5] = g_strdup (line->new_value);
  crm_cli_table_take_row (table, cells);
}

static gpointer
history_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  History *history = data;
  const char *entity = crm_entity_get_name (history->cli->entity);
  g_autoptr (GPtrArray) lines = crm_transaction_history (tx, entity, history->id, NULL, error);
  if (lines == NULL)
    return NULL;
  g_autofree char *title = lines->len ? NULL : crm_transaction_dup_title (tx, entity, history->id);
  if (lines->len == 0 && title == NULL)
    {
      crm_cli_set_missing (error, entity, history->id);
      return NULL;
    }
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  const char *headings[COLUMNS] = { "at", "author", "purpose", "field", "old", "new" };
  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], FALSE);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  for (guint i = 0; i < lines->len; i++)
    if (history->cli->json)
      crm_cli_array_add (&array, line_to_json (lines->pdata[i]));
    else
      add_line (table, lines->pdata[i], tx);
  if (history->cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
  return history;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  History history = { cli, 0 };
  return crm_cli_parse_id (cli->arguments[1], &history.id, error) &&
         crm_store_read_sync (cli->store, history_in_worker, &history, error) != NULL;
}

const CrmCliVerb crm_cli_history_verb = {
  .name = "history",
  .arguments = "ENTITY ID",
  .summary = N_ ("Tells who changed what in a record, newest first"),
  .min_arguments = 2,
  .max_arguments = 2,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
