/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "channel/crm-inbox.h"
#include "channel/crm-outbox.h"
#include "campaign-desk.h"
#include "duplicate/crm-client-merge.h"
#include "template/crm-template.h"

/* Campaigns: who is written to and who is not, occasions, halves, rate, rest and end, what came of them; and that nobody is written to twice, not even when the
 * program is killed. */

#define PROGRAM_KILLS 12

static void
test_once (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template =
      campaign_add_template (store, "marketing", "Hello {client.name|first}, news for {client.city}!");
  gint64 campaign = campaign_add (store, template), archived, refusing;
  g_autofree char *who = NULL, *text = NULL, *got = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  const CrmCampaignLine *line;
  CrmCampaignFigures figures;
  CampaignAsk ask;
  CampaignRun result;

  crm_test_set (store, "client", campaign_add_client (store, "Anna", "+380671234567"), "city", "Kyiv", NULL);
  crm_test_set (store, "client", campaign_add_client (store, "Boris", NULL), "city", "Lviv", NULL);
  campaign_add_client (store, "Clara", "+380671234568"); /* no city */
  crm_test_add (
      store, "client", "name", "Dan", "phone", "+380671234569", "city", "Kyiv", NULL); /* never asked */
  refusing = campaign_add_client (store, "Eva", "+380671234560");
  who = campaign_text_of (refusing);
  crm_test_add (
      store, "consent", "client", who, "channel", "any", "purpose", "any", "state", "withdrawn", NULL);
  archived = campaign_add_client (store, "Fred", "+380671234561");
  crm_test_archive (store, "client", archived);
  crm_test_set (store, "client", campaign_add_client (store, "Gala", "+380 (67) 123-45-67"), "city", "Kyiv",
      NULL); /* shares Anna's */

  ask = campaign_preview (store, campaign);
  lines = ask.list;
  g_assert_cmpuint (ask.n_all, ==, 6);
  g_assert_cmpuint (ask.n_written, ==, 1);
  line = lines->pdata[0];
  g_assert_cmpstr (line->name, ==, "Anna");
  g_assert_cmpstr (line->text, ==, "Hello Anna, news for Kyiv!");
  g_assert_null (line->reason);

  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "scheduled");
  campaign_assert_refused (store, campaign_start_in_worker, campaign);
  result = campaign_run (store, 100);
  g_assert_cmpint (result.left, ==, 0);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  campaign_assert_recipients (store, campaign,
      "Anna queued; Boris skipped: Has no phone number; Clara skipped: Not known: City; Dan skipped: They "
      "have not agreed to "
      "advertising.; Eva skipped: They do not want advertising.; Gala skipped: This address has got it "
      "already, as another client’s");
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);

  /* Again and again changes nothing. */
  campaign_run_all (store);
  crm_test_clock_set ("2026-01-01T00:00:00Z");
  campaign_run_all (store);
  crm_test_clock_set ("2026-03-12T00:00:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);

  /* What waits has not been got. */
  got = crm_test_where (store, "client", "campaign=C", NULL);
  g_assert_cmpstr (got, ==, "");
  campaign_hand_over (store, "delivered");
  g_free (got);
  got = crm_test_where (store, "client", "campaign=C", NULL);
  g_assert_cmpstr (got, ==, "1");
  campaign_run_all (store);
  crm_test_assert_field (store, "campaign", campaign, "state", "done");
  figures = campaign_get_figures (store, campaign, NULL);
  g_assert_cmpuint (figures.n_recipients, ==, 6);
  g_assert_cmpuint (figures.n_skipped, ==, 5);
  g_assert_cmpuint (figures.n_sent, ==, 1);
  g_assert_cmpuint (figures.n_delivered, ==, 1);
  crm_campaign_figures_clear (&figures);
  text = crm_test_where (store, "message", "direction=out", NULL);
  campaign_assert_refused (store, campaign_start_in_worker, campaign);
  campaign_assert_refused (store, campaign_stop_in_worker, campaign);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_not_ready (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 template = campaign_add_template (store, "service", "Hello"),
         campaign = crm_test_add (store, "campaign", "name", "C", NULL);
  g_autofree char *number = campaign_text_of (template);
  g_autoptr (GError) error = NULL;
  CampaignAsk ask = { .campaign = campaign };

  campaign_assert_refused (store, campaign_start_in_worker, campaign); /* no template */
  crm_test_set (store, "campaign", campaign, "template", number, NULL);
  campaign_assert_refused (store, campaign_start_in_worker, campaign); /* no account */
  crm_store_read_sync (store, campaign_problem_in_worker, &ask, NULL);
  g_assert_cmpstr (
      ask.problem, ==, "There is no account to send with. Add one, or switch one on, in the preferences.");
  g_free (ask.problem);
  crm_test_add (store, "account", "name", "SMS", "channel", "sms", "backend", "http", "active", "yes", NULL);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const occasions[] = { "date", "holiday", "stage", "sleeping" };

      crm_test_set (store, "campaign", campaign, "occasion", occasions[i], NULL);
      campaign_assert_refused (store, campaign_start_in_worker, campaign);
      g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "state", "running", &error));
      g_clear_error (&error);
    }
  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "client.name", NULL);
  campaign_assert_refused (store, campaign_start_in_worker, campaign);
  g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "at_time", "25:00", &error));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "share_b", "100", &error));
  g_clear_error (&error);
  crm_test_set (store, "template", template, "channel", "mail", NULL);
  crm_test_set (store, "campaign", campaign, "occasion", "once", NULL);
  campaign_assert_refused (store, campaign_start_in_worker, campaign);
  crm_test_set (store, "template", template, "channel", "sms", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  /* What it needs is taken away while it runs: it rests, and nothing is lost. */
  crm_test_archive (store, "template", template);
  campaign_run_all (store);
  crm_test_assert_field (store, "campaign", campaign, "state", "paused");
  crm_test_close (store);
}

static void
test_batches (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "service", "Hello {client.name}");
  gint64 campaign = campaign_add (store, template), now, first, last;

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%02u", i), *phone = g_strdup_printf ("+3806712345%02u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  crm_test_set (store, "campaign", campaign, "starts_at", "2026-03-11T08:00:00Z", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  g_assert_cmpint (
      campaign_run (store, 10).next, ==, crm_date_instant ("2026-03-11", NULL) + 8 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 0);
  crm_test_add (store, "client", "name", "Late", "phone", "+380501234567", NULL);
  crm_test_clock_set ("2026-03-11T08:00:00Z");
  g_assert_cmpint (campaign_run (store, 10).left, ==, 16);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 10);
  /* Who comes after it has been settled is not in it. */
  crm_test_add (store, "client", "name", "Later", "phone", "+380501234568", NULL);
  g_assert_cmpint (campaign_run (store, 10).left, ==, 6);
  g_assert_cmpint (campaign_run (store, 10).left, ==, 0);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 26);

  /* Two a minute, ten minutes ahead at most. */
  campaign_hand_over (store, "sent");
  campaign = campaign_add (store, template);
  crm_test_set (store, "campaign", campaign, "rate", "2", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  now = crm_clock_now ();
  g_assert_cmpint (campaign_run (store, 100).left, ==, 0);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 21);
  first = crm_test_sql_integer (store, "SELECT min (due_at) FROM message WHERE campaign = 2");
  last = crm_test_sql_integer (store, "SELECT max (due_at) FROM message WHERE campaign = 2");
  g_assert_cmpint (last - first, ==, 20 * 30 * G_USEC_PER_SEC);
  g_assert_cmpint (first, >=, now);
  g_assert_cmpint (campaign_run (store, 100).next, <, last);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 21);
  crm_test_clock_set ("2026-03-11T08:12:00Z");
  campaign_run (store, 100);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 27);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (DISTINCT due_at) FROM message WHERE campaign = 2"), ==, 27);
  crm_test_close (store);
}

static void
test_halves (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 a = campaign_add_template (store, "service", "Text A {client.name}"),
         b = campaign_add_template (store, "service", "Text B {client.name}");
  gint64 campaign = campaign_add (store, a), other = campaign_add (store, a);
  g_autofree char *second = campaign_text_of (b);
  CrmCampaignFigures half[2];
  CampaignAsk before, after;
  guint differing = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%03u", i), *phone = g_strdup_printf ("+380671234%03u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  crm_test_set (store, "campaign", campaign, "template_b", second, "share_b", "25", NULL);
  crm_test_set (store, "campaign", other, "template_b", second, "share_b", "25", NULL);
  before = campaign_preview (store, campaign);
  after = campaign_preview (store, other);
  for (guint i = 0; i < before.list->len; i++)
    differing += ((CrmCampaignLine *)before.list->pdata[i])->second !=
                 ((CrmCampaignLine *)after.list->pdata[i])->second;
  g_assert_cmpuint (differing, >, 20); /* another draw for another campaign */
  g_ptr_array_unref (after.list);

  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  half[0] = campaign_get_figures (store, campaign, "a");
  half[1] = campaign_get_figures (store, campaign, "b");
  g_assert_cmpuint (half[0].n_recipients + half[1].n_recipients, ==, 200);
  g_assert_cmpuint (half[1].n_recipients, >, 25);
  g_assert_cmpuint (half[1].n_recipients, <, 75);
  for (guint i = 0; i < before.list->len; i++)
    {
      const CrmCampaignLine *line = before.list->pdata[i];
      g_autofree char *sql = g_strdup_printf (
          "SELECT count (*) FROM message WHERE campaign = %lld AND client = %lld AND template = %lld",
          (long long)campaign, (long long)line->client, (long long)(line->second ? b : a));

      g_assert_cmpint (crm_test_sql_integer (store, sql), ==, 1);
      g_assert_true (g_str_has_prefix (line->text, line->second ? "Text B" : "Text A"));
    }
  g_ptr_array_unref (before.list);
  crm_campaign_figures_clear (&half[0]);
  crm_campaign_figures_clear (&half[1]);
  crm_test_close (store);
}

static void
test_cap (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 news = campaign_add_template (store, "marketing", "News"),
         notice = campaign_add_template (store, "service", "Notice");
  gint64 first = campaign_add (store, news), second = campaign_add (store, news),
         third = campaign_add (store, notice), fourth = campaign_add (store, news),
         fifth = campaign_add (store, news);

  campaign_add_client (store, "Anna", "+380671234567");
  campaign_act (store, campaign_start_in_worker, first);
  campaign_run_all (store);
  campaign_hand_over (store, "sent");
  crm_test_clock_advance_days (2);
  campaign_act (store, campaign_start_in_worker, second);
  campaign_act (store, campaign_start_in_worker, third);
  crm_test_set (store, "campaign", fourth, "cap_days", "0", NULL);
  campaign_act (store, campaign_start_in_worker, fourth);
  campaign_run_all (store);
  campaign_assert_recipients (store, second, "Anna skipped: Was written to less than 3 days ago");
  campaign_assert_recipients (store, third, "Anna queued"); /* what they need to know is told */
  campaign_assert_recipients (store, fourth, "Anna queued");
  crm_test_clock_advance_days (10);
  campaign_act (store, campaign_start_in_worker, fifth);
  campaign_run_all (store);
  campaign_assert_recipients (store, fifth, "Anna queued");
  crm_test_close (store);
}

typedef struct
{
  gint64 keep, other;
} Merge;

static gboolean
merge_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Merge *merge = data;

  return crm_client_merge (tx, merge->keep, merge->other, NULL, error);
}

static void
merge (CrmStore *store, gint64 keep, gint64 other)
{
  Merge both = { keep, other };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Merge", merge_in_worker, &both, NULL, &error);
  g_assert_no_error (error);
}

/* Between settling and writing some turned out to be one: each is written to once, as whom they are now, and if they want it. */
static void
test_merged (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign =
      campaign_add (store, campaign_add_template (store, "marketing", "News for {client.name}"));
  gint64 first = campaign_add_client (store, "A first", "+380671230001"),
         anna = campaign_add_client (store, "Anna", "+380671230002"),
         boris = campaign_add_client (store, "Boris", "+380671230003"),
         vera = campaign_add_client (store, "Vera", "+380671230004"), kept, twice, silent;

  crm_test_set (store, "campaign", campaign, "rate", "1", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run (store, 1);
  kept = campaign_add_client (store, "Kept", NULL);
  twice = campaign_add_client (store, "Twice", NULL);
  silent = campaign_add_client (store, "Silent", NULL);
  crm_test_add (store, "consent", "client", "Silent", "channel", "sms", "state", "withdrawn", NULL);
  merge (store, kept, anna);
  merge (store, twice, kept); /* and once more */
  merge (store, silent, boris);
  merge (store, first, vera); /* who has got it */
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign,
      "A first queued; Silent skipped: They do not want advertising.; Twice queued; Vera skipped: The client "
      "is archived");
  g_assert_cmpint (
      crm_test_sql_integer (
          store, "SELECT count (*) FROM message m JOIN client c ON c.id = m.client WHERE c.name = 'Twice'"),
      ==, 1);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
ask_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  CrmIncoming *incoming = g_new0 (CrmIncoming, 1);

  incoming->remote_id = g_strdup ("a");
  incoming->address = g_strdup ("+380671230001");
  incoming->text = g_strdup ("When do you open?");
  g_ptr_array_add (messages, incoming);
  return crm_inbox_take (tx, *(gint64 *)data, messages, NULL, NULL, error);
}

/* Whoever asked something is not answered by what everybody gets. */
static void
test_no_answer (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "We moved")),
         account = crm_test_sql_integer (store, "SELECT min (id) FROM account");

  campaign_add_client (store, "Anna", "+380671230001");
  crm_store_write_sync (store, "Take", ask_in_worker, &account, NULL, NULL);
  crm_test_clock_advance (60);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  campaign_hand_over (store, "sent");
  campaign_assert_recipients (store, campaign, "Anna queued");
  g_assert_cmpint (
      crm_test_sql_integer (store,
          "SELECT count (*) FROM conversation_figures WHERE waiting_since IS NOT NULL AND n_messages = 2"),
      ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_rest (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "service", "Hello");
  gint64 campaign = campaign_add (store, template);
  CrmCampaignFigures figures;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%u", i), *phone = g_strdup_printf ("+38067123456%u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run (store, 2);
  campaign_act (store, campaign_pause_in_worker, campaign);
  campaign_assert_refused (store, campaign_pause_in_worker, campaign);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  campaign_assert_recipients (
      store, campaign, "N0 queued; N1 queued; N2 waiting; N3 waiting; N4 waiting; N5 waiting");
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  campaign_run (store, 2);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 4);
  campaign_act (store, campaign_stop_in_worker, campaign);
  campaign_assert_recipients (
      store, campaign, "N0 stopped; N1 stopped; N2 stopped; N3 stopped; N4 stopped; N5 stopped");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 0);
  figures = campaign_get_figures (store, campaign, NULL);
  g_assert_cmpuint (figures.n_stopped, ==, 6);
  crm_campaign_figures_clear (&figures);

  /* The stop taken back: everything is as it was. */
  g_free (crm_test_undo (store, FALSE));
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  campaign_assert_recipients (
      store, campaign, "N0 queued; N1 queued; N2 queued; N3 queued; N4 waiting; N5 waiting");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM outbox WHERE stage = 'queued'"), ==, 4);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 6);

  /* What has gone is gone, the rest is taken back. */
  crm_test_set (store, "message", 1, "state", "sent", NULL);
  crm_test_archive (store, "campaign", campaign);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE state = 'sent'"), ==, 1);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE state = 'cancelled'"), ==, 5);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A start that is taken back takes back what it had queued. */
static void
test_undo_start (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "Hello"));

  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  g_free (crm_test_undo (store, FALSE));
  crm_test_assert_field (store, "campaign", campaign, "state", "draft");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 0);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 1);
  crm_test_close (store);
}

static void
test_figures (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "Hello {client.name}"));
  const char *const names[] = { "Anna", "Boris", "Clara", "Dan" };
  g_autofree char *ids[4] = { NULL };
  gint64 reply;
  CrmCampaignFigures figures;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+38067123456%u", i);

      ids[i] = campaign_text_of (crm_test_add (store, "client", "name", names[i], "phone", phone, NULL));
    }
  crm_test_add (store, "deal", "title", "Before", "client", ids[0], "amount", "10 EUR", "state", "won", NULL);
  crm_test_clock_set ("2026-03-10T13:00:00Z");
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  campaign_hand_over (store, "sent");
  for (gint64 i = 1; i <= 4; i++)
    crm_test_set (store, "message", i, "price", "0.075", "price_currency", "EUR", NULL);
  crm_test_set (store, "message", 2, "state", "delivered", NULL);
  crm_test_set (store, "message", 4, "state", "failed", NULL);
  crm_test_clock_set ("2026-03-11T13:00:00Z");
  crm_test_add (store, "message", "client", ids[0], "channel", "sms", "direction", "in", "address",
      "+380671234560", "text", "Yes please", NULL);
  reply = crm_test_add (store, "message", "client", ids[1], "channel", "sms", "direction", "in", "address",
      "+380671234561", "text", "enough", NULL);
  {
    g_autofree char *message = campaign_text_of (reply);

    crm_test_add (store, "consent", "client", ids[1], "channel", "sms", "purpose", "any", "state",
        "withdrawn", "source", "stop-word", "message", message, NULL);
  }
  crm_test_add (store, "deal", "title", "After", "client", ids[0], "amount", "100 EUR", "state", "won", NULL);
  crm_test_add (store, "deal", "title", "More", "client", ids[0], "amount", "50 UAH", "state", "won", NULL);
  crm_test_add (store, "deal", "title", "Failed", "client", ids[3], "amount", "70 EUR", "state", "won", NULL);
  crm_test_clock_set ("2026-05-11T13:00:00Z");
  crm_test_add (store, "deal", "title", "Late", "client", ids[1], "amount", "70 EUR", "state", "won", NULL);
  figures = campaign_get_figures (store, campaign, NULL);
  g_assert_cmpuint (figures.n_recipients, ==, 4);
  g_assert_cmpuint (figures.n_sent, ==, 3);
  g_assert_cmpuint (figures.n_delivered, ==, 1);
  g_assert_cmpuint (figures.n_failed, ==, 1);
  g_assert_cmpuint (figures.n_answered, ==, 1);
  g_assert_cmpuint (figures.n_buyers, ==, 1);
  g_assert_cmpstr (figures.sales, ==, "EUR 10000;UAH 5000");
  g_assert_cmpstr (figures.price, ==, "EUR 30");
  g_assert_true (isnan (figures.score));
  crm_campaign_figures_clear (&figures);
  crm_test_close (store);
}

/* Against values worked out elsewhere: z of 30/200 and 50/200 is 2.5; 12 % and 15 % need 2,037 of each for 80 % power. */
static void
test_compare (void)
{
  static const struct
  {
    guint n_a, a, n_b, b;
    const char *part;
  } cases[] = {
    { 200, 30, 200, 50, "B is better" },
    { 200, 50, 200, 30, "A is better" },
    { 100, 12, 100, 15, "2036 messages" },
    { 20, 0, 20, 3, "This may be chance" },
    { 100, 10, 200, 20, "equally well" },
    { 100, 0, 100, 0, "Nobody has answered" },
    { 0, 0, 100, 5, "Nothing can be compared" },
    { 5, 0, 5, 5, "too few answers" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = crm_campaign_compare (cases[i].n_a, cases[i].a, cases[i].n_b, cases[i].b);

      if (!strstr (words, cases[i].part))
        g_error ("%u: %s", i, words);
    }
}

static gboolean
propose_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  gpointer *ask = data;

  *(gint64 *)ask[1] = crm_campaign_make_proposal (tx, ask[0], error);
  return *(gint64 *)ask[1] != 0;
}

static void
test_proposals (void)
{
  CrmStore *store = campaign_open_new ();
  g_autofree char *pipeline =
      campaign_text_of (crm_test_add (store, "pipeline", "name", "P", "main", "yes", NULL));

  /* As in a new book: a sale that is won stands in the last stage. */
  crm_test_add (store, "stage", "name", "Offer", "pipeline", pipeline, "state", "open", NULL);
  campaign_add_client (store, "Anna Berg", "+380671234567");
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
    {
      gint64 campaign = 0;
      gpointer data[] = { (gpointer)proposal->id, &campaign };
      g_autoptr (GError) error = NULL;
      CampaignAsk ask;

      crm_store_write_sync (store, "Propose", propose_in_worker, data, NULL, &error);
      g_assert_no_error (error);
      ask = campaign_preview (store, campaign);
      g_ptr_array_unref (ask.list);
      campaign_act (store, campaign_start_in_worker, campaign);
      campaign_run_all (store);
    }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
estimate_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CampaignAsk *ask = data;

  return crm_campaign_estimate (tx, ask->campaign, &ask->estimate, error) ? data : NULL;
}

static void
test_estimate (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store,
      campaign_add_template (store, "service",
          "Вітаю, {client.name}! Це довге повідомлення, яке не вміщується в одну частину і йде двома."));
  CampaignAsk ask = { .campaign = campaign };

  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", NULL);
  crm_test_add (store, "client", "name", "Clara", NULL);
  crm_store_read_sync (store, estimate_in_worker, &ask, NULL);
  g_assert_cmpuint (ask.estimate.n_all, ==, 3);
  g_assert_cmpuint (ask.estimate.n_written, ==, 2);
  g_assert_cmpuint (ask.estimate.n_parts, ==, 4);
  g_assert_false (ask.estimate.has_price);
  crm_test_add (store, "message", "channel", "sms", "direction", "out", "address", "+380671234567", "text",
      "x", "price", "0.09", "price_currency", "EUR", "parts", "3", NULL);
  crm_store_read_sync (store, estimate_in_worker, &ask, NULL);
  g_assert_true (ask.estimate.has_price);
  g_assert_cmpint (ask.estimate.micros, ==, 4 * 30000);
  g_assert_cmpstr (ask.estimate.currency, ==, "EUR");
  crm_test_close (store);
}

/* The campaign is run by a program that is killed again and again, wherever it is. */
static void
test_killed (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "service", "Hello {client.name}");
  gint64 campaign = campaign_add (store, template);
  g_autofree char *path = g_strdup (crm_store_get_path (store));
  guint killed = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%03u", i), *phone = g_strdup_printf ("+380671234%03u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_close (store);

  for (guint i = 0; i < PROGRAM_KILLS; i++)
    {
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GError) error = NULL;
      GInputStream *told;
      char sign;

      child =
          g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--run", path, NULL);
      g_assert_no_error (error);
      told = g_subprocess_get_stdout_pipe (child);
      /* So many batches are in the book, the next one is under way. */
      for (guint k = 0; k <= i % 4; k++)
        if (g_input_stream_read (told, &sign, 1, NULL, NULL) != 1)
          break;
      g_subprocess_send_signal (child, SIGKILL);
      g_subprocess_wait (child, NULL, NULL);
      killed += g_subprocess_get_if_signaled (child);
    }
  g_assert_cmpuint (killed, >, PROGRAM_KILLS / 2);
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 300);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (DISTINCT client) FROM message"), ==, 300);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (DISTINCT message_id) FROM campaign_recipient"), ==, 300);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* The program that is killed: a batch a transaction, and a sign for each. */
static int
run_until_killed (const char *path)
{
  CrmStore *store = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  CampaignRun result = { .limit = 7, .left = 1 };

  if (!crm_store_open_sync (store, FALSE, 30, NULL))
    return 1;
  while (result.left > 0 && crm_store_write_sync (store, "Run", campaign_run_in_worker, &result, NULL, NULL))
    if (write (STDOUT_FILENO, ".", 1) != 1)
      return 1;
  crm_store_close (store);
  g_object_unref (store);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--run"))
    return run_until_killed (argv[2]);
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/campaign/once", test_once);
  g_test_add_func ("/campaign/not-ready", test_not_ready);
  g_test_add_func ("/campaign/batches", test_batches);
  g_test_add_func ("/campaign/halves", test_halves);
  g_test_add_func ("/campaign/cap", test_cap);
  g_test_add_func ("/campaign/merged", test_merged);
  g_test_add_func ("/campaign/no-answer", test_no_answer);
  g_test_add_func ("/campaign/rest", test_rest);
  g_test_add_func ("/campaign/undo-start", test_undo_start);
  g_test_add_func ("/campaign/figures", test_figures);
  g_test_add_func ("/campaign/compare", test_compare);
  g_test_add_func ("/campaign/proposals", test_proposals);
  g_test_add_func ("/campaign/estimate", test_estimate);
  g_test_add_func ("/campaign/killed", test_killed);
  return crm_test_store_done (g_test_run ());
}
