/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>

#include "base/crm-sums.h"
#include "campaign/crm-campaign.h"
#include "crm-cli-column.h"
#include "crm-cli-named.h"
#include "crm-cli-output.h"

/* "campaign": what one would write, its start, rest and end, and what came of it. */

typedef struct
{
  gint64 campaign;
  guint limit;
  GPtrArray *lines;
  guint n_all, n_written;
  CrmCampaignFigures figures[3]; /* all, a, b */
  GPtrArray *reasons;
  gboolean halves;
  char *name, *state, *problem;
} Campaign;

static void
clear (Campaign *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->figures); i++)
    crm_campaign_figures_clear (&self->figures[i]);
  g_free (self->name);
  g_free (self->state);
  g_free (self->problem);
}

static gpointer
preview_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Campaign *self = data;

  self->lines =
      crm_campaign_preview (tx, self->campaign, 0, self->limit, &self->n_all, &self->n_written, error);
  return self->lines ? data : NULL;
}

static gpointer
status_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const variants[] = { NULL, "a", "b" };
  Campaign *self = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", self->campaign, error);

  if (!row)
    return NULL;
  self->name = g_strdup (crm_row_get_text (row, CRM_CAMPAIGN_NAME));
  self->state = g_strdup (crm_row_get_text (row, CRM_CAMPAIGN_STATE));
  self->halves = crm_row_get_integer (row, CRM_CAMPAIGN_TEMPLATE_B) != 0;
  for (guint i = 0; i < (self->halves ? 3u : 1u); i++)
    if (!crm_campaign_get_figures (tx, self->campaign, variants[i], &self->figures[i], error))
      return NULL;
  self->reasons = crm_campaign_list_reasons (tx, self->campaign, error);
  if (g_strcmp0 (self->state, "draft") == 0 || g_strcmp0 (self->state, "paused") == 0)
    self->problem = crm_campaign_dup_problem (tx, self->campaign);
  return self->reasons ? data : NULL;
}

static void
print_lines_json (Campaign *self)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CrmCampaignLine *line = self->lines->pdata[i];
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_int_member (object, "client", line->client);
      json_object_set_member (object, "name", crm_cli_text_to_json (line->name));
      json_object_set_member (object, "address", crm_cli_text_to_json (line->address));
      json_object_set_member (object, "occasion", crm_cli_text_to_json (line->occasion));
      json_object_set_member (object, "text", crm_cli_text_to_json (line->text));
      json_object_set_member (object, "reason", crm_cli_text_to_json (line->reason));
      json_object_set_string_member (object, "variant", line->second ? "b" : "a");
      json_node_take_object (node, object);
      crm_cli_array_add (&array, node);
    }
  crm_cli_array_end (&array);
}

static void
print_lines (Campaign *self)
{
  g_autoptr (CrmCliTable) table = crm_cli_table_new (4);

  crm_cli_table_set_heading (table, 0, _ ("Client"), FALSE);
  crm_cli_table_set_heading (table, 1, _ ("Address"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("Text"), FALSE);
  crm_cli_table_set_heading (table, 3, _ ("Why not"), FALSE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CrmCampaignLine *line = self->lines->pdata[i];
      char **cells = g_new0 (char *, 5);

      cells[0] = g_strdup (line->name);
      cells[1] = g_strdup (line->address ? line->address : "");
      cells[2] = g_strdup (line->text ? line->text : "");
      cells[3] = g_strdup (line->reason ? line->reason : "");
      crm_cli_table_take_row (table, cells);
    }
  crm_cli_table_print (table);
}

static gboolean
preview (CrmCli *cli, Campaign *self, GError **error)
{
  self->limit = cli->limit > 0 ? (guint)MIN (cli->limit, G_MAXINT) : 0;
  if (!crm_store_read_sync (cli->store, preview_in_worker, self, error))
    return FALSE;
  if (cli->json)
    print_lines_json (self);
  else
    print_lines (self);
  crm_cli_say (_ ("%u of %u would be written to."), self->n_written, self->n_all);
  return TRUE;
}

static JsonObject *
make_figures (const CrmCampaignFigures *figures)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "recipients", figures->n_recipients);
  json_object_set_int_member (object, "waiting", figures->n_waiting);
  json_object_set_int_member (object, "queued", figures->n_queued);
  json_object_set_int_member (object, "skipped", figures->n_skipped);
  json_object_set_int_member (object, "sent", figures->n_sent);
  json_object_set_int_member (object, "delivered", figures->n_delivered);
  json_object_set_int_member (object, "failed", figures->n_failed);
  json_object_set_int_member (object, "uncertain", figures->n_uncertain);
  json_object_set_int_member (object, "stopped", figures->n_stopped);
  json_object_set_int_member (object, "answered", figures->n_answered);
  json_object_set_int_member (object, "buyers", figures->n_buyers);
  json_object_set_member (object, "sales", crm_cli_text_to_json (figures->sales));
  json_object_set_member (object, "price", crm_cli_text_to_json (figures->price));
  if (isnan (figures->score))
    json_object_set_null_member (object, "score");
  else
    json_object_set_double_member (object, "score", figures->score);
  return object;
}

static char *
dup_comparison (const Campaign *self)
{
  return self->halves ? crm_campaign_compare (self->figures[1].n_sent, self->figures[1].n_answered,
                            self->figures[2].n_sent, self->figures[2].n_answered)
                      : NULL;
}

static void
print_status_json (Campaign *self)
{
  JsonObject *object = make_figures (&self->figures[0]), *reasons = json_object_new ();
  g_autofree char *comparison = dup_comparison (self);

  json_object_set_int_member (object, "campaign", self->campaign);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "state", self->state);
  json_object_set_member (object, "problem", crm_cli_text_to_json (self->problem));
  for (guint i = 0; i < self->reasons->len; i += 2)
    json_object_set_int_member (
        reasons, self->reasons->pdata[i], g_ascii_strtoll (self->reasons->pdata[i + 1], NULL, 10));
  json_object_set_object_member (object, "reasons", reasons);
  if (self->halves)
    {
      json_object_set_object_member (object, "a", make_figures (&self->figures[1]));
      json_object_set_object_member (object, "b", make_figures (&self->figures[2]));
      json_object_set_member (object, "comparison", crm_cli_text_to_json (comparison));
    }
  crm_cli_print_object (object);
}

static void
add_row (CrmCliTable *table, const char *name, char *value)
{
  char **cells = g_new0 (char *, 3);

  cells[0] = g_strdup (name);
  cells[1] = value;
  crm_cli_table_take_row (table, cells);
}

static void
add_number (CrmCliTable *table, const char *name, guint number)
{
  add_row (table, name, g_strdup_printf ("%u", number));
}

static void
add_sums (CrmCliTable *table, const char *name, const char *text)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (text);
  char *shown = crm_sums_display (sums, NULL, FALSE);

  add_row (table, name, shown ? shown : g_strdup ("0"));
}

static void
print_status (Campaign *self)
{
  const CrmCampaignFigures *figures = &self->figures[0];
  g_autoptr (CrmCliTable) table = crm_cli_table_new (2);
  g_autofree char *comparison = dup_comparison (self);

  crm_cli_table_set_heading (table, 0, _ ("Campaign"), FALSE);
  crm_cli_table_set_heading (table, 1, self->name, FALSE);
  add_row (table, _ ("State"),
      g_strdup (crm_field_get_choice_label (&crm_campaign_entity.fields[CRM_CAMPAIGN_STATE], self->state)));
  if (self->problem)
    add_row (table, _ ("Not ready"), g_strdup (self->problem));
  add_number (table, _ ("Recipients"), figures->n_recipients);
  add_number (table, _ ("Waiting"), figures->n_waiting);
  add_number (table, _ ("Queued"), figures->n_queued);
  add_number (table, _ ("Sent"), figures->n_sent);
  add_number (table, _ ("Delivered"), figures->n_delivered);
  add_number (table, _ ("Failed"), figures->n_failed);
  add_number (table, _ ("Uncertain"), figures->n_uncertain);
  add_number (table, _ ("Taken back"), figures->n_stopped);
  add_number (table, _ ("Answered"), figures->n_answered);
  add_number (table, _ ("Bought"), figures->n_buyers);
  add_sums (table, _ ("Sales"), figures->sales);
  add_sums (table, _ ("Cost of sending"), figures->price);
  add_number (table, _ ("Left out"), figures->n_skipped);
  for (guint i = 0; i < self->reasons->len; i += 2)
    {
      g_autofree char *reason = g_strconcat ("  ", self->reasons->pdata[i], NULL);

      add_row (table, reason, g_strdup (self->reasons->pdata[i + 1]));
    }
  crm_cli_table_print (table);
  if (comparison)
    printf ("%s\n", comparison);
}

static gboolean
status (CrmCli *cli, Campaign *self, GError **error)
{
  if (!crm_store_read_sync (cli->store, status_in_worker, self, error))
    return FALSE;
  if (cli->json)
    print_status_json (self);
  else
    print_status (self);
  return TRUE;
}

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_start (tx, ((Campaign *)data)->campaign, error);
}

static gboolean
pause_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_pause (tx, ((Campaign *)data)->campaign, error);
}

static gboolean
stop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_stop (tx, ((Campaign *)data)->campaign, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  static const struct
  {
    const char *name, *purpose;
    CrmWriteFunc func;
  } actions[] = {
    { "start", N_ ("Start campaign"), start_in_worker },
    { "pause", N_ ("Pause campaign"), pause_in_worker },
    { "stop", N_ ("Stop campaign"), stop_in_worker },
  };
  const char *action = cli->arguments[0];
  Campaign self = { 0 };
  gboolean previews = g_str_equal (action, "preview"), done = FALSE,
           known = previews || g_str_equal (action, "status");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    known = known || g_str_equal (action, actions[i].name);
  if (!known)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
        _ ("A campaign can be told: preview, start, pause, stop, status."));
  else if (!previews && cli->limit != CRM_CLI_NOT_GIVEN)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("Only “preview” has --limit."));
  else if (crm_cli_find_named (cli, "campaign", cli->arguments[1], &self.campaign, error))
    {
      if (previews)
        done = preview (cli, &self, error);
      else if (g_str_equal (action, "status"))
        done = status (cli, &self, error);
      for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
        if (g_str_equal (action, actions[i].name))
          {
            /* Translators: what is done, and the name of the campaign. */
            g_autofree char *purpose =
                g_strdup_printf (_ ("%s “%s”"), _ (actions[i].purpose), cli->arguments[1]);

            done = crm_store_write_sync (cli->store, purpose, actions[i].func, &self, NULL, error) &&
                   (!cli->json || status (cli, &self, error));
          }
    }
  clear (&self);
  return done;
}

const CrmCliVerb crm_cli_campaign_verb = {
  .name = "campaign",
  .arguments = "preview|start|pause|stop|status NAME",
  .summary = N_ ("Shows what a campaign would write, starts and stops it"),
  .details = N_ ("NAME is the name of a campaign or its number. Messages go out while the window is open, or "
                 "by “sync”."),
  .options = CRM_CLI_LIMIT,
  .min_arguments = 2,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
