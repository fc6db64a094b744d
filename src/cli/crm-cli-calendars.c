/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-calendars.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "calendar/crm-calendar-sync-object.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "calendars": the calendars the book uses and how they are, as it knows; the desktop is not asked. */

enum
{
  COLUMNS = 9
};

static JsonNode *
health_to_json (const CrmCalendarHealth *health)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", health->calendar);
  json_object_set_string_member (object, "name", health->name);
  json_object_set_string_member (object, "mode", health->mode);
  json_object_set_string_member (object, "role", health->role);
  json_object_set_boolean_member (object, "main", health->main);
  json_object_set_int_member (object, "queued", health->n_queued);
  json_object_set_int_member (object, "conflicts", health->n_conflicts);
  json_object_set_int_member (object, "failed", health->n_failed);
  json_object_set_member (object, "last_success",
      health->last_success ? crm_cli_instant_to_json (health->last_success) : json_node_new (JSON_NODE_NULL));
  json_object_set_member (object, "error", crm_cli_text_to_json (health->error));
  json_node_take_object (node, object);
  return node;
}

static void
add_row (CrmCliTable *table, const CrmCalendarHealth *health)
{
  char **cells = g_new0 (char *, COLUMNS);

  cells[0] = g_strdup_printf ("%lld", (long long)health->calendar);
  cells[1] = g_strdup (health->name);
  cells[2] = g_strdup (health->mode);
  cells[3] = g_strdup (health->role);
  cells[4] = g_strdup_printf ("%u", health->n_queued);
  cells[5] = g_strdup_printf ("%u", health->n_conflicts);
  cells[6] = g_strdup_printf ("%u", health->n_failed);
  cells[7] = health->last_success ? crm_instant_format (health->last_success) : NULL;
  cells[8] = g_strdup (health->error);
  crm_cli_table_take_row (table, cells);
}

void
crm_cli_print_calendars (GPtrArray *health, gboolean json)
{
  static const char *const headings[COLUMNS] = { "id", "name", "mode", "role", "queued", "conflicts",
    "failed", "last success", "error" };
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == 0 || (i >= 4 && i <= 6));
  for (guint i = 0; i < health->len; i++)
    if (json)
      crm_cli_array_add (&array, health_to_json (health->pdata[i]));
    else
      add_row (table, health->pdata[i]);
  if (json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_standing_read (tx, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autoptr (GPtrArray) standings = crm_store_read_sync (cli->store, read_in_worker, NULL, error);
  g_autoptr (GPtrArray) health = g_ptr_array_new ();

  if (!standings)
    return FALSE;
  for (guint i = 0; i < standings->len; i++)
    g_ptr_array_add (health, ((CrmCalendarStanding *)standings->pdata[i])->health);
  crm_cli_print_calendars (health, cli->json);
  return TRUE;
}

const CrmCliVerb crm_cli_calendars_verb = {
  .name = "calendars",
  .arguments = "",
  .summary = N_ ("Lists the desktop's calendars that the book uses, and how they are"),
  .details = N_ ("queued: meetings that a calendar has not got yet; conflicts: changed on both sides;"
                 " failed: refused by the calendar."),
  .min_arguments = 0,
  .max_arguments = 0,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
