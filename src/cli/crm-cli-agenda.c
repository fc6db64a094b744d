/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-when.h"
#include "calendar/crm-agenda.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "agenda": what stands in the calendar on a day and those after it. Reads in the reader while the main thread waits. */

#define MAX_DAYS 366

enum
{
  DAY,
  TIME,
  KIND,
  ID,
  TITLE,
  CLIENT,
  PLACE,
  PHONE,
  N_COLUMNS
};

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read (tx, data, error);
}

static JsonNode *
item_to_json (const CrmAgendaItem *item, GTimeZone *zone)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *first = crm_local_format (crm_local_day (item->starts_at, zone, NULL));
  g_autofree char *last =
      crm_local_format (crm_local_day (MAX (item->ends_at - 1, item->starts_at), zone, NULL));
  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_member (object, "step", crm_cli_text_to_json (item->step));
  json_object_set_int_member (object, "id", item->id);
  json_object_set_member (object, "rid", crm_cli_text_to_json (*item->rid != '\0' ? item->rid : NULL));
  json_object_set_member (object, "title", crm_cli_text_to_json (item->title));
  json_object_set_boolean_member (object, "all_day", item->all_day);
  json_object_set_member (object, "first_day", crm_cli_text_to_json (first));
  json_object_set_member (object, "last_day", crm_cli_text_to_json (last));
  json_object_set_member (object, "starts_at", crm_cli_instant_to_json (item->starts_at));
  json_object_set_member (object, "ends_at", crm_cli_instant_to_json (item->ends_at));
  json_object_set_member (object, "state", crm_cli_text_to_json (item->state));
  json_object_set_member (object, "place", crm_cli_text_to_json (item->place));
  json_object_set_member (object, "online", crm_cli_text_to_json (item->online));
  json_object_set_member (object, "client", crm_cli_id_to_json (item->client));
  json_object_set_member (object, "client_name", crm_cli_text_to_json (item->client_name));
  json_object_set_member (object, "phone", crm_cli_text_to_json (item->phone));
  json_object_set_int_member (object, "clients", item->n_clients);
  json_object_set_member (object, "deal", crm_cli_id_to_json (item->deal));
  json_object_set_member (object, "deal_title", crm_cli_text_to_json (item->deal_title));
  json_object_set_member (object, "owner", crm_cli_id_to_json (item->owner));
  json_object_set_member (object, "calendar", crm_cli_id_to_json (item->calendar));
  json_object_set_boolean_member (object, "unanswered", item->unanswered);
  json_object_set_member (object, "sync", crm_cli_text_to_json (item->sync));
  json_node_take_object (node, object);
  return node;
}

static char *
format_time (const CrmAgendaItem *item, GTimeZone *zone)
{
  int from, to;
  guint32 first = crm_local_day (item->starts_at, zone, &from),
          last = crm_local_day (item->ends_at, zone, &to);
  g_autofree char *until = NULL;
  if (item->all_day)
    {
      if (last <= first + 1)
        return g_strdup (_ ("all day"));
      until = crm_local_format (last - 1);
      /* Translators: %s is the last day of something that lasts several. */
      return g_strdup_printf (_ ("until %s"), until);
    }
  if (item->ends_at <= item->starts_at)
    return g_strdup_printf ("%02d:%02d", from / 3600, from / 60 % 60);
  return g_strdup_printf ("%02d:%02d–%02d:%02d", from / 3600, from / 60 % 60, to / 3600, to / 60 % 60);
}

static void
add_item (CrmCliTable *table, const CrmAgendaItem *item, GTimeZone *zone)
{
  char **cells = g_new0 (char *, N_COLUMNS);
  cells[DAY] = crm_local_format (crm_local_day (item->starts_at, zone, NULL));
  cells[TIME] = format_time (item, zone);
  cells[KIND] = g_strdup (item->kind);
  cells[ID] = g_strdup_printf ("%lld", (long long)item->id);
  cells[TITLE] = g_strdup (item->title);
  cells[CLIENT] = g_strdup (item->client_name);
  cells[PLACE] = g_strdup (item->place != NULL ? item->place : item->online);
  cells[PHONE] = g_strdup (item->phone);
  crm_cli_table_take_row (table, cells);
}

/* The day in words; today when there are none. */
static gboolean
read_day (CrmCli *cli, guint32 *day, GError **error)
{
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *text = g_strjoinv (" ", cli->arguments);
  GTimeZone *zone = crm_store_get_zone (cli->store);
  int week_start = (int)g_ascii_strtoll (crm_store_get_setting (cli->store, "week-start"), NULL, 10);
  *day = crm_local_day (crm_clock_now (), zone, NULL);
  if (cli->n_arguments == 0)
    return TRUE;
  if (!crm_when_parse (text, crm_clock_now (), zone, week_start, &when, error))
    {
      if (error != NULL && *error != NULL)
        {
          (*error)->domain = CRM_CLI_ERROR;
          (*error)->code = CRM_CLI_ERROR_USAGE;
        }
      return FALSE;
    }
  *day = crm_local_parse (when.date);
  return TRUE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  static const char *const headings[N_COLUMNS] = { "day", "time", "kind", "id", "title", "client", "place",
    "phone" };
  GTimeZone *zone = crm_store_get_zone (cli->store);
  guint32 day;
  if (cli->days == 0 || cli->days > MAX_DAYS)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("--days takes 1 to %d."), MAX_DAYS);
      return FALSE;
    }
  if (!read_day (cli, &day, error))
    return FALSE;
  CrmAgendaQuery query = { .from = crm_local_instant (day, 0, zone),
    .until = crm_local_instant (day + (guint32)(cli->days > 0 ? cli->days : 1), 0, zone),
    .layers = CRM_LAYER_ALL,
    .zone = zone };
  g_autoptr (CrmAgenda) agenda = crm_store_read_sync (cli->store, read_in_worker, &query, error);
  g_autoptr (CrmCliTable) table = crm_cli_table_new (N_COLUMNS);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  if (agenda == NULL)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == ID);
  GPtrArray *items = crm_agenda_get_items (agenda);
  for (guint i = 0; i < items->len; i++)
    if (cli->json)
      crm_cli_array_add (&array, item_to_json (items->pdata[i], zone));
    else
      add_item (table, items->pdata[i], zone);
  if (cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
  guint left_out = crm_agenda_get_n_left_out (agenda);
  if (left_out > 0)
    crm_cli_say (ngettext ("%u more is left out; ask for fewer days.",
                     "%u more are left out; ask for fewer days.", left_out),
        left_out);
  return TRUE;
}

const CrmCliVerb crm_cli_agenda_verb = {
  .name = "agenda",
  .arguments = "[DAY]",
  .summary = N_ ("Tells what stands in the calendar"),
  .details = N_ ("DAY is said in words: “tomorrow”, “fri”, “2026-12-01”; without one it is today."),
  .options = CRM_CLI_DAYS,
  .min_arguments = 0,
  .max_arguments = G_MAXUINT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
