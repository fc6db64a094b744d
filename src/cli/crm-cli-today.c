/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"
#include "today/crm-today.h"

/* "today": the lines of the page Today, each with the reason for which it is there. Reads in the reader while the main thread waits. */

static const struct
{
  const char *name; /* as --json tells it */
  const char *title;
  GPtrArray *(*get) (CrmToday *today);
} groups[] = {
  { "overdue", N_ ("Overdue"), crm_today_get_overdue },
  { "agenda", N_ ("Today"), crm_today_get_agenda },
  { "tomorrow", N_ ("Tomorrow"), crm_today_get_tomorrow },
  { "hints", N_ ("Worth a look"), crm_today_get_hints },
  { "waiting", N_ ("Waiting for an answer"), crm_today_get_waiting },
  { "done", N_ ("Done today"), crm_today_get_done },
};

enum
{
  COLUMNS = 7
};

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_today_read (tx, crm_clock_now (), error);
}

static JsonNode *
line_to_json (const CrmTodayLine *line, const char *group)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "group", group);
  json_object_set_string_member (object, "kind", line->kind);
  json_object_set_member (object, "step", crm_cli_text_to_json (line->step));
  json_object_set_member (object, "hint", crm_cli_text_to_json (line->hint));
  json_object_set_int_member (object, "id", line->id);
  json_object_set_member (object, "title", crm_cli_text_to_json (line->title));
  json_object_set_member (object, "reason", crm_cli_text_to_json (line->reason));
  json_object_set_member (object, "client", crm_cli_id_to_json (line->client));
  json_object_set_member (object, "client_name", crm_cli_text_to_json (line->client_name));
  json_object_set_member (object, "deal", crm_cli_id_to_json (line->deal));
  json_object_set_member (object, "deal_title", crm_cli_text_to_json (line->deal_title));
  json_object_set_member (object, "due_on", crm_cli_text_to_json (line->due_on));
  json_object_set_member (
      object, "due_at", line->at != 0 ? crm_cli_instant_to_json (line->at) : json_node_new (JSON_NODE_NULL));
  json_node_take_object (node, object);
  return node;
}

static void
add_line (CrmCliTable *table, const CrmTodayLine *line, const char *title)
{
  char **cells = g_new0 (char *, COLUMNS);
  cells[0] = g_strdup (title);
  cells[1] = g_strdup (line->kind);
  cells[2] = g_strdup_printf ("%lld", (long long)line->id);
  cells[3] = g_strdup (line->title);
  cells[4] = g_strdup (line->reason);
  cells[5] = g_strdup (line->client_name);
  cells[6] = g_strdup (line->deal_title);
  crm_cli_table_take_row (table, cells);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  static const char *const headings[COLUMNS] = { "group", "kind", "id", "title", "reason", "client", "deal" };
  g_autoptr (CrmToday) today = crm_store_read_sync (cli->store, read_in_worker, NULL, error);
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  if (today == NULL)
    return FALSE;
  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == 2);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GPtrArray *lines = groups[i].get (today);
      for (guint j = 0; j < lines->len; j++)
        if (cli->json)
          crm_cli_array_add (&array, line_to_json (lines->pdata[j], groups[i].name));
        else
          add_line (table, lines->pdata[j], _ (groups[i].title));
    }
  if (cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
  return TRUE;
}

const CrmCliVerb crm_cli_today_verb = {
  .name = "today",
  .arguments = "",
  .summary = N_ ("Tells what the day asks for, and why"),
  .details = N_ ("Overdue, today, tomorrow, what is worth a look, what one waits for, what is done."),
  .min_arguments = 0,
  .max_arguments = 0,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
