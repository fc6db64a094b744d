/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign-desk.h"

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"

/* Books for tests of campaigns. */

CrmStore *
campaign_open_new (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (store, "account", "name", "SMS", "channel", "sms", "backend", "http", "active", "yes", NULL);
  return store;
}

char *
campaign_text_of (gint64 number)
{
  return g_strdup_printf ("%lld", (long long)number);
}

gint64
campaign_add_template (CrmStore *store, const char *purpose, const char *text)
{
  gint64 id = crm_test_add (store, "template", "name", "T", "channel", "any", "purpose", purpose, NULL);
  g_autofree char *number = campaign_text_of (id);

  crm_test_add (store, "template_text", "template", number, "text", text, NULL);
  return id;
}

/* phone NULL: none. Agrees to everything. */
gint64
campaign_add_client (CrmStore *store, const char *name, const char *phone)
{
  gint64 id = crm_test_add (store, "client", "name", name, phone ? "phone" : NULL, phone, NULL);
  g_autofree char *number = campaign_text_of (id);

  crm_test_add (
      store, "consent", "client", number, "channel", "any", "purpose", "marketing", "state", "given", NULL);
  return id;
}

gint64
campaign_add (CrmStore *store, gint64 template)
{
  g_autofree char *number = campaign_text_of (template);

  return crm_test_add (store, "campaign", "name", "C", "template", number, NULL);
}

gboolean
campaign_start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_start (tx, *(gint64 *)data, error);
}

gboolean
campaign_pause_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_pause (tx, *(gint64 *)data, error);
}

gboolean
campaign_stop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_stop (tx, *(gint64 *)data, error);
}

void
campaign_act (CrmStore *store, CrmWriteFunc func, gint64 campaign)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Act", func, &campaign, NULL, &error);
  g_assert_no_error (error);
}

void
campaign_assert_refused (CrmStore *store, CrmWriteFunc func, gint64 campaign)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_sync (store, "Act", func, &campaign, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
}

gboolean
campaign_run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CampaignRun *run = data;

  run->left = crm_campaign_run (tx, run->limit, &run->next, error);
  return run->left >= 0;
}

CampaignRun
campaign_run (CrmStore *store, guint limit)
{
  g_autoptr (GError) error = NULL;
  CampaignRun result = { .limit = limit };

  crm_store_write_sync (store, "Run", campaign_run_in_worker, &result, NULL, &error);
  g_assert_no_error (error);
  return result;
}

void
campaign_run_all (CrmStore *store)
{
  while (campaign_run (store, 100).left > 0)
    ;
}

/* "Anna queued; Boris skipped: Has no phone number", by name. */
gpointer
campaign_list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT c.name, r.state, r.reason FROM campaign_recipient r JOIN client c ON c.id = r.client_id WHERE "
      "r.campaign_id = $1"
      " ORDER BY c.name, r.occasion",
      error);
  GString *text = g_string_new (NULL);
  gboolean row = FALSE;

  crm_statement_bind_integer (statement, 1, *(gint64 *)data);
  while (crm_statement_step (statement, &row, error) && row)
    {
      if (text->len)
        g_string_append (text, "; ");
      g_string_append_printf (
          text, "%s %s", crm_statement_get_text (statement, 0), crm_statement_get_text (statement, 1));
      if (!crm_statement_is_null (statement, 2))
        g_string_append_printf (text, ": %s", crm_statement_get_text (statement, 2));
    }
  return g_string_free (text, FALSE);
}

gint64
campaign_count_messages (CrmStore *store, gint64 campaign)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM message WHERE campaign = %lld", (long long)campaign);

  return crm_test_sql_integer (store, sql);
}

static gpointer
figures_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CampaignAsk *ask = data;

  return crm_campaign_get_figures (tx, ask->campaign, ask->variant, &ask->figures, error) ? data : NULL;
}

CrmCampaignFigures
campaign_get_figures (CrmStore *store, gint64 campaign, const char *variant)
{
  g_autoptr (GError) error = NULL;
  CampaignAsk ask = { .campaign = campaign, .variant = variant };

  crm_store_read_sync (store, figures_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask.figures;
}

static gpointer
preview_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CampaignAsk *ask = data;

  ask->list = crm_campaign_preview (tx, ask->campaign, 0, 0, &ask->n_all, &ask->n_written, error);
  return ask->list ? data : NULL;
}

CampaignAsk
campaign_preview (CrmStore *store, gint64 campaign)
{
  g_autoptr (GError) error = NULL;
  CampaignAsk ask = { .campaign = campaign };

  crm_store_read_sync (store, preview_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask;
}

gpointer
campaign_problem_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CampaignAsk *ask = data;

  ask->problem = crm_campaign_dup_problem (tx, ask->campaign);
  return data;
}

/* As if the provider had taken it: all that is queued, or one state for all. */
void
campaign_hand_over (CrmStore *store, const char *state)
{
  g_autofree char *at = crm_instant_format (crm_clock_now ());
  g_autoptr (CrmQuery) query = crm_query_new ("message");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "queued"));
  ids = crm_test_find_ids (store, query);
  for (guint i = 0; i < ids->len; i++)
    crm_test_set (store, "message", g_array_index (ids, gint64, i), "state", state, "sent_at", at, NULL);
}
