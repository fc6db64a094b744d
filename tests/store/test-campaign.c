/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "campaign/crm-campaign.h"
#include "channel/crm-outbox.h"
#include "crm-test-store.h"
#include "template/crm-template.h"

/* Campaigns: who is written to and who is not, occasions, halves, rate, rest and end, what came of them; and that nobody is written to twice, not even when the
 * program is killed. */

#define PROGRAM_KILLS 12

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (store, "account", "name", "SMS", "channel", "sms", "backend", "http", "active", "yes", NULL);
  return store;
}

static char *
text_of (gint64 number)
{
  return g_strdup_printf ("%lld", (long long)number);
}

static gint64
add_template (CrmStore *store, const char *purpose, const char *text)
{
  gint64 id = crm_test_add (store, "template", "name", "T", "channel", "any", "purpose", purpose, NULL);
  g_autofree char *number = text_of (id);

  crm_test_add (store, "template_text", "template", number, "text", text, NULL);
  return id;
}

/* phone NULL: none. Agrees to everything. */
static gint64
add_client (CrmStore *store, const char *name, const char *phone)
{
  gint64 id = crm_test_add (store, "client", "name", name, phone ? "phone" : NULL, phone, NULL);
  g_autofree char *number = text_of (id);

  crm_test_add (
      store, "consent", "client", number, "channel", "any", "purpose", "marketing", "state", "given", NULL);
  return id;
}

static gint64
add_campaign (CrmStore *store, gint64 template)
{
  g_autofree char *number = text_of (template);

  return crm_test_add (store, "campaign", "name", "C", "template", number, NULL);
}

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_start (tx, *(gint64 *)data, error);
}

static gboolean
pause_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_pause (tx, *(gint64 *)data, error);
}

static gboolean
stop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_stop (tx, *(gint64 *)data, error);
}

static void
act (CrmStore *store, CrmWriteFunc func, gint64 campaign)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Act", func, &campaign, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_refused (CrmStore *store, CrmWriteFunc func, gint64 campaign)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_sync (store, "Act", func, &campaign, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
}

typedef struct
{
  guint limit;
  gint64 left, next;
} Run;

static gboolean
run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Run *run = data;

  run->left = crm_campaign_run (tx, run->limit, &run->next, error);
  return run->left >= 0;
}

static Run
run (CrmStore *store, guint limit)
{
  g_autoptr (GError) error = NULL;
  Run result = { .limit = limit };

  crm_store_write_sync (store, "Run", run_in_worker, &result, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
run_all (CrmStore *store)
{
  while (run (store, 100).left > 0)
    ;
}

/* "Anna queued; Boris skipped: Has no phone number", by name. */
static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
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

#define assert_recipients(store, campaign, wanted) \
  G_STMT_START \
  { \
    gint64 list_of = campaign; \
    g_autofree char *list_got = crm_store_read_sync (store, list_in_worker, &list_of, NULL); \
    g_assert_cmpstr (list_got, ==, wanted); \
  } \
  G_STMT_END

static gint64
count_messages (CrmStore *store, gint64 campaign)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM message WHERE campaign = %lld", (long long)campaign);

  return crm_test_sql_integer (store, sql);
}

typedef struct
{
  gint64 campaign;
  const char *variant;
  CrmCampaignFigures figures;
  GPtrArray *list;
  guint n_all, n_written;
  CrmCampaignEstimate estimate;
  char *problem;
} Ask;

static gpointer
figures_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return crm_campaign_get_figures (tx, ask->campaign, ask->variant, &ask->figures, error) ? data : NULL;
}

static CrmCampaignFigures
get_figures (CrmStore *store, gint64 campaign, const char *variant)
{
  g_autoptr (GError) error = NULL;
  Ask ask = { .campaign = campaign, .variant = variant };

  crm_store_read_sync (store, figures_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask.figures;
}

static gpointer
preview_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->list = crm_campaign_preview (tx, ask->campaign, 0, 0, &ask->n_all, &ask->n_written, error);
  return ask->list ? data : NULL;
}

static Ask
preview (CrmStore *store, gint64 campaign)
{
  g_autoptr (GError) error = NULL;
  Ask ask = { .campaign = campaign };

  crm_store_read_sync (store, preview_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask;
}

static gpointer
problem_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->problem = crm_campaign_dup_problem (tx, ask->campaign);
  return data;
}

/* As if the provider had taken it: all that is queued, or one state for all. */
static void
hand_over (CrmStore *store, const char *state)
{
  g_autofree char *at = crm_instant_format (crm_clock_now ());
  g_autoptr (CrmQuery) query = crm_query_new ("message");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "queued"));
  ids = crm_test_find_ids (store, query);
  for (guint i = 0; i < ids->len; i++)
    crm_test_set (store, "message", g_array_index (ids, gint64, i), "state", state, "sent_at", at, NULL);
}

static void
test_once (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "marketing", "Hello {client.name|first}, news for {client.city}!");
  gint64 campaign = add_campaign (store, template), archived, refusing;
  g_autofree char *who = NULL, *text = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  const CrmCampaignLine *line;
  CrmCampaignFigures figures;
  Ask ask;
  Run result;

  crm_test_set (store, "client", add_client (store, "Anna", "+380671234567"), "city", "Kyiv", NULL);
  crm_test_set (store, "client", add_client (store, "Boris", NULL), "city", "Lviv", NULL);
  add_client (store, "Clara", "+380671234568"); /* no city */
  crm_test_add (
      store, "client", "name", "Dan", "phone", "+380671234569", "city", "Kyiv", NULL); /* never asked */
  refusing = add_client (store, "Eva", "+380671234560");
  who = text_of (refusing);
  crm_test_add (
      store, "consent", "client", who, "channel", "any", "purpose", "any", "state", "withdrawn", NULL);
  archived = add_client (store, "Fred", "+380671234561");
  crm_test_archive (store, "client", archived);
  crm_test_set (store, "client", add_client (store, "Gala", "+380 (67) 123-45-67"), "city", "Kyiv",
      NULL); /* shares Anna's */

  ask = preview (store, campaign);
  lines = ask.list;
  g_assert_cmpuint (ask.n_all, ==, 6);
  g_assert_cmpuint (ask.n_written, ==, 1);
  line = lines->pdata[0];
  g_assert_cmpstr (line->name, ==, "Anna");
  g_assert_cmpstr (line->text, ==, "Hello Anna, news for Kyiv!");
  g_assert_null (line->reason);

  act (store, start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "scheduled");
  assert_refused (store, start_in_worker, campaign);
  result = run (store, 100);
  g_assert_cmpint (result.left, ==, 0);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  assert_recipients (store, campaign,
      "Anna queued; Boris skipped: Has no phone number; Clara skipped: Not known: City; Dan skipped: They "
      "have not agreed to "
      "advertising.; Eva skipped: They do not want advertising.; Gala skipped: This address has got it "
      "already, as another client’s");
  g_assert_cmpint (count_messages (store, campaign), ==, 1);

  /* Again and again changes nothing. */
  run_all (store);
  crm_test_clock_set ("2026-01-01T00:00:00Z");
  run_all (store);
  crm_test_clock_set ("2026-03-12T00:00:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1);

  hand_over (store, "delivered");
  run_all (store);
  crm_test_assert_field (store, "campaign", campaign, "state", "done");
  figures = get_figures (store, campaign, NULL);
  g_assert_cmpuint (figures.n_recipients, ==, 6);
  g_assert_cmpuint (figures.n_skipped, ==, 5);
  g_assert_cmpuint (figures.n_sent, ==, 1);
  g_assert_cmpuint (figures.n_delivered, ==, 1);
  crm_campaign_figures_clear (&figures);
  text = crm_test_where (store, "message", "direction=out", NULL);
  assert_refused (store, start_in_worker, campaign);
  assert_refused (store, stop_in_worker, campaign);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_not_ready (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 template = add_template (store, "service", "Hello"),
         campaign = crm_test_add (store, "campaign", "name", "C", NULL);
  g_autofree char *number = text_of (template);
  g_autoptr (GError) error = NULL;
  Ask ask = { .campaign = campaign };

  assert_refused (store, start_in_worker, campaign); /* no template */
  crm_test_set (store, "campaign", campaign, "template", number, NULL);
  assert_refused (store, start_in_worker, campaign); /* no account */
  crm_store_read_sync (store, problem_in_worker, &ask, NULL);
  g_assert_cmpstr (ask.problem, ==, "There is no account to send with. Add one in the preferences.");
  g_free (ask.problem);
  crm_test_add (store, "account", "name", "SMS", "channel", "sms", "backend", "http", "active", "yes", NULL);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const occasions[] = { "date", "holiday", "stage", "sleeping" };

      crm_test_set (store, "campaign", campaign, "occasion", occasions[i], NULL);
      assert_refused (store, start_in_worker, campaign);
      g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "state", "running", &error));
      g_clear_error (&error);
    }
  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "client.name", NULL);
  assert_refused (store, start_in_worker, campaign);
  g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "at_time", "25:00", &error));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "campaign", campaign, 0, "share_b", "100", &error));
  g_clear_error (&error);
  crm_test_set (store, "template", template, "channel", "mail", NULL);
  crm_test_set (store, "campaign", campaign, "occasion", "once", NULL);
  assert_refused (store, start_in_worker, campaign);
  crm_test_set (store, "template", template, "channel", "sms", NULL);
  act (store, start_in_worker, campaign);
  /* What it needs is taken away while it runs: it rests, and nothing is lost. */
  crm_test_archive (store, "template", template);
  run_all (store);
  crm_test_assert_field (store, "campaign", campaign, "state", "paused");
  crm_test_close (store);
}

static void
test_batches (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "service", "Hello {client.name}");
  gint64 campaign = add_campaign (store, template), now, first, last;

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%02u", i), *phone = g_strdup_printf ("+3806712345%02u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  crm_test_set (store, "campaign", campaign, "starts_at", "2026-03-11T08:00:00Z", NULL);
  act (store, start_in_worker, campaign);
  g_assert_cmpint (run (store, 10).next, ==, crm_date_instant ("2026-03-11", NULL) + 8 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (count_messages (store, campaign), ==, 0);
  crm_test_add (store, "client", "name", "Late", "phone", "+380501234567", NULL);
  crm_test_clock_set ("2026-03-11T08:00:00Z");
  g_assert_cmpint (run (store, 10).left, ==, 16);
  g_assert_cmpint (count_messages (store, campaign), ==, 10);
  /* Who comes after it has been settled is not in it. */
  crm_test_add (store, "client", "name", "Later", "phone", "+380501234568", NULL);
  g_assert_cmpint (run (store, 10).left, ==, 6);
  g_assert_cmpint (run (store, 10).left, ==, 0);
  g_assert_cmpint (count_messages (store, campaign), ==, 26);

  /* Two a minute, ten minutes ahead at most. */
  hand_over (store, "sent");
  campaign = add_campaign (store, template);
  crm_test_set (store, "campaign", campaign, "rate", "2", NULL);
  act (store, start_in_worker, campaign);
  now = crm_clock_now ();
  g_assert_cmpint (run (store, 100).left, ==, 0);
  g_assert_cmpint (count_messages (store, campaign), ==, 21);
  first = crm_test_sql_integer (store, "SELECT min (due_at) FROM message WHERE campaign = 2");
  last = crm_test_sql_integer (store, "SELECT max (due_at) FROM message WHERE campaign = 2");
  g_assert_cmpint (last - first, ==, 20 * 30 * G_USEC_PER_SEC);
  g_assert_cmpint (first, >=, now);
  g_assert_cmpint (run (store, 100).next, <, last);
  g_assert_cmpint (count_messages (store, campaign), ==, 21);
  crm_test_clock_set ("2026-03-11T08:12:00Z");
  run (store, 100);
  g_assert_cmpint (count_messages (store, campaign), ==, 27);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (DISTINCT due_at) FROM message WHERE campaign = 2"), ==, 27);
  crm_test_close (store);
}

static void
test_halves (void)
{
  CrmStore *store = open_new ();
  gint64 a = add_template (store, "service", "Text A {client.name}"),
         b = add_template (store, "service", "Text B {client.name}");
  gint64 campaign = add_campaign (store, a), other = add_campaign (store, a);
  g_autofree char *second = text_of (b);
  CrmCampaignFigures half[2];
  Ask before, after;
  guint differing = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%03u", i), *phone = g_strdup_printf ("+380671234%03u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  crm_test_set (store, "campaign", campaign, "template_b", second, "share_b", "25", NULL);
  crm_test_set (store, "campaign", other, "template_b", second, "share_b", "25", NULL);
  before = preview (store, campaign);
  after = preview (store, other);
  for (guint i = 0; i < before.list->len; i++)
    differing += ((CrmCampaignLine *)before.list->pdata[i])->second !=
                 ((CrmCampaignLine *)after.list->pdata[i])->second;
  g_assert_cmpuint (differing, >, 20); /* another draw for another campaign */
  g_ptr_array_unref (after.list);

  act (store, start_in_worker, campaign);
  run_all (store);
  half[0] = get_figures (store, campaign, "a");
  half[1] = get_figures (store, campaign, "b");
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
  CrmStore *store = open_new ();
  gint64 news = add_template (store, "marketing", "News"), notice = add_template (store, "service", "Notice");
  gint64 first = add_campaign (store, news), second = add_campaign (store, news),
         third = add_campaign (store, notice), fourth = add_campaign (store, news),
         fifth = add_campaign (store, news);

  add_client (store, "Anna", "+380671234567");
  act (store, start_in_worker, first);
  run_all (store);
  hand_over (store, "sent");
  crm_test_clock_advance_days (2);
  act (store, start_in_worker, second);
  act (store, start_in_worker, third);
  crm_test_set (store, "campaign", fourth, "cap_days", "0", NULL);
  act (store, start_in_worker, fourth);
  run_all (store);
  assert_recipients (store, second, "Anna skipped: Was written to less than 3 days ago");
  assert_recipients (store, third, "Anna queued"); /* what they need to know is told */
  assert_recipients (store, fourth, "Anna queued");
  crm_test_clock_advance_days (10);
  act (store, start_in_worker, fifth);
  run_all (store);
  assert_recipients (store, fifth, "Anna queued");
  crm_test_close (store);
}

static void
test_rest (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "service", "Hello");
  gint64 campaign = add_campaign (store, template);
  CrmCampaignFigures figures;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%u", i), *phone = g_strdup_printf ("+38067123456%u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  act (store, start_in_worker, campaign);
  run (store, 2);
  act (store, pause_in_worker, campaign);
  assert_refused (store, pause_in_worker, campaign);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 2);
  assert_recipients (store, campaign, "N0 queued; N1 queued; N2 waiting; N3 waiting; N4 waiting; N5 waiting");
  act (store, start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  run (store, 2);
  g_assert_cmpint (count_messages (store, campaign), ==, 4);
  act (store, stop_in_worker, campaign);
  assert_recipients (
      store, campaign, "N0 stopped; N1 stopped; N2 stopped; N3 stopped; N4 stopped; N5 stopped");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 0);
  figures = get_figures (store, campaign, NULL);
  g_assert_cmpuint (figures.n_stopped, ==, 6);
  crm_campaign_figures_clear (&figures);

  /* The stop taken back: everything is as it was. */
  g_free (crm_test_undo (store, FALSE));
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  assert_recipients (store, campaign, "N0 queued; N1 queued; N2 queued; N3 queued; N4 waiting; N5 waiting");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM outbox WHERE stage = 'queued'"), ==, 4);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 6);

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
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "Hello"));

  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  act (store, start_in_worker, campaign);
  g_free (crm_test_undo (store, FALSE));
  crm_test_assert_field (store, "campaign", campaign, "state", "draft");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 0);
  act (store, start_in_worker, campaign);
  run_all (store);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 1);
  crm_test_close (store);
}

static gint64
add_meeting (
    CrmStore *store, const char *title, gint64 client, const char *starts, const char *ends, const char *rule)
{
  g_autofree char *number = text_of (client);

  return crm_test_add (store, "meeting", "title", title, "clients", number, "starts_at", starts, "ends_at",
      ends, "state", "planned", rule ? "recurrence" : NULL, rule, NULL);
}

static void
test_meeting (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "service", "{meeting.title}: {meeting.starts_at|date}");
  gint64 campaign = add_campaign (store, template), anna, boris, moved, cancelled;
  g_autofree char *who = NULL;

  crm_test_set (store, "campaign", campaign, "occasion", "meeting", "lead_days", "1", NULL);
  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  boris = crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", NULL);
  add_meeting (store, "Weekly", anna, "2026-03-05T09:00:00Z", "2026-03-05T10:00:00Z", "FREQ=WEEKLY");
  moved = add_meeting (store, "Single", boris, "2026-03-14T09:00:00Z", "2026-03-14T10:00:00Z", NULL);
  cancelled = add_meeting (store, "Gone", boris, "2026-03-12T11:00:00Z", "2026-03-12T12:00:00Z", NULL);
  crm_test_set (store, "meeting", cancelled, "state", "cancelled", NULL);
  act (store, start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  run_all (store); /* on the 10th, at noon */
  g_assert_cmpint (count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-03-11T09:59:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-03-11T10:00:01Z");
  run_all (store);
  assert_recipients (store, campaign, "Anna queued");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store,
                       "SELECT count (*) FROM message WHERE trigger_entity = 'meeting' AND \"trigger\" = 1"),
      ==, 1);

  /* Moved to another day, it is another occasion; a declined one is none. */
  crm_test_clock_set ("2026-03-13T10:05:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 2);
  crm_test_set (
      store, "meeting", moved, "starts_at", "2026-03-14T15:00:00Z", "ends_at", "2026-03-14T16:00:00Z", NULL);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 2);
  crm_test_set (
      store, "meeting", moved, "starts_at", "2026-03-16T09:00:00Z", "ends_at", "2026-03-16T10:00:00Z", NULL);
  crm_test_clock_set ("2026-03-15T11:00:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 3);

  /* The next time of the series, a week later; the program was off until the evening, and long after. */
  crm_test_clock_set ("2026-03-18T20:00:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 4);
  crm_test_clock_set ("2026-03-27T20:00:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 4);
  who = text_of (boris);
  crm_test_close (store);
}

static void
test_after_meeting (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "How was {meeting.title}?")), anna,
         held;

  crm_test_set (
      store, "campaign", campaign, "occasion", "meeting", "lead_days", "-1", "at_time", "18:00", NULL);
  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  held = add_meeting (store, "Visit", anna, "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", NULL);
  add_meeting (store, "Missed", anna, "2026-03-10T16:00:00Z", "2026-03-10T17:00:00Z", NULL);
  act (store, start_in_worker, campaign);
  crm_test_clock_set ("2026-03-10T17:30:00Z");
  crm_test_set (store, "meeting", held, "state", "held", NULL);
  crm_test_clock_set ("2026-03-11T18:00:01Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1);
  crm_test_close (store);
}

static void
test_birthday (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "marketing", "Happy birthday, {client.name}!");
  gint64 campaign = add_campaign (store, template);

  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "client.birthday",
      "at_time", "09:30", NULL);
  crm_test_set (store, "client", add_client (store, "Anna", "+380671234567"), "birthday", "1990-03-11", NULL);
  crm_test_set (store, "client", add_client (store, "Leap", "+380671234568"), "birthday", "1992-02-29", NULL);
  crm_test_set (store, "client", add_client (store, "Year", "+380671234569"), "birthday", "--03-11", NULL);
  crm_test_set (
      store, "client", add_client (store, "Other", "+380671234560"), "birthday", "1990-03-12", NULL);
  act (store, start_in_worker, campaign);
  g_assert_cmpint (run (store, 100).next, ==,
      crm_date_instant ("2026-03-11", NULL) + 9 * G_TIME_SPAN_HOUR + 30 * G_TIME_SPAN_MINUTE);
  crm_test_clock_set ("2026-03-11T09:31:00Z");
  run_all (store);
  assert_recipients (store, campaign, "Anna queued; Year queued");
  hand_over (store, "sent");
  crm_test_clock_set ("2027-02-28T12:00:00Z"); /* a common year */
  run_all (store);
  crm_test_clock_set ("2027-03-11T12:00:00Z");
  run_all (store);
  assert_recipients (store, campaign, "Anna queued; Anna queued; Leap queued; Year queued; Year queued");
  hand_over (store, "sent");
  crm_test_clock_set ("2028-02-28T12:00:00Z"); /* a leap year: a day later */
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 5);
  crm_test_clock_set ("2028-02-29T12:00:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 6);
  crm_test_close (store);
}

static void
test_payment (void)
{
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "service", "Pay {deal.title}");
  gint64 campaign = add_campaign (store, template), deal;
  g_autofree char *who = NULL;

  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "deal.pay_by", "lead_days",
      "2", NULL);
  who = text_of (crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL));
  deal = crm_test_add (store, "deal", "title", "One", "client", who, "pay_by", "2026-03-13", NULL);
  crm_test_add (store, "deal", "title", "Two", "client", who, "pay_by", "2026-03-13", NULL);
  crm_test_add (
      store, "deal", "title", "Paid", "client", who, "pay_by", "2026-03-13", "paid_on", "2026-03-09", NULL);
  act (store, start_in_worker, campaign);
  crm_test_clock_set ("2026-03-11T12:00:00Z");
  run_all (store);
  /* Each deal is an occasion of its own. */
  g_assert_cmpint (count_messages (store, campaign), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE deal = 1"), ==, 1);
  g_assert_cmpint (deal, ==, 1);
  crm_test_close (store);
}

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  *(char **)data = crm_transaction_add_own_field (tx, "client", "Contract ends", CRM_KIND_DATE, NULL, error);
  return *(char **)data != NULL;
}

static void
test_own_date (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "Your contract ends"));
  g_autofree char *name = NULL, *field = NULL;
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Add field", add_field_in_worker, &name, NULL, &error);
  g_assert_no_error (error);
  field = g_strconcat ("client.", name, NULL);
  crm_test_set (
      store, "campaign", campaign, "occasion", "date", "occasion_field", field, "lead_days", "7", NULL);
  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", name, "2026-03-18", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", name, "2025-03-18", NULL);
  crm_test_add (store, "client", "name", "Clara", "phone", "+380671234569", name, "--03-18", NULL);
  act (store, start_in_worker, campaign);
  crm_test_clock_set ("2026-03-11T12:00:00Z");
  run_all (store);
  assert_recipients (store, campaign, "Anna queued; Clara queued");
  crm_test_close (store);
}

static void
test_holiday (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "Happy holidays"));
  Ask ask;

  crm_test_set (
      store, "campaign", campaign, "occasion", "holiday", "occasion_day", "--12-25", "lead_days", "1", NULL);
  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  ask = preview (store, campaign);
  g_assert_cmpuint (ask.n_written, ==, 1); /* however far away */
  g_ptr_array_unref (ask.list);
  act (store, start_in_worker, campaign);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-12-24T10:01:00Z");
  run_all (store);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1);
  hand_over (store, "sent");
  crm_test_clock_set ("2027-12-24T10:01:00Z");
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 2);
  crm_test_close (store);
}

static void
test_stage (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "{deal.title} is {deal.stage}")),
         deal, ready;
  g_autofree char *who = NULL, *pipeline = NULL, *first = NULL, *stage = NULL;

  pipeline = text_of (crm_test_add (store, "pipeline", "name", "P", NULL));
  first = text_of (crm_test_add (store, "stage", "name", "New", "pipeline", pipeline, "state", "open", NULL));
  ready = crm_test_add (store, "stage", "name", "Ready", "pipeline", pipeline, "state", "open", NULL);
  stage = text_of (ready);
  crm_test_set (store, "campaign", campaign, "occasion", "stage", "stage", stage, NULL);
  who = text_of (crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL));
  deal = crm_test_add (
      store, "deal", "title", "Order", "client", who, "pipeline", pipeline, "stage", stage, NULL);
  crm_test_set (store, "deal", deal, "stage", first, NULL);
  crm_test_clock_set ("2026-03-10T13:00:00Z");
  act (store, start_in_worker, campaign);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 0); /* what was before the start is not told */
  crm_test_clock_set ("2026-03-10T14:00:00Z");
  crm_test_set (store, "deal", deal, "stage", stage, NULL);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1);
  crm_test_set (store, "deal", deal, "stage", first, NULL);
  crm_test_set (store, "deal", deal, "stage", stage, NULL);
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 1); /* once a deal */
  crm_test_close (store);
}

static void
test_sleeping (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "marketing", "We miss you"));
  gint64 anna = add_client (store, "Anna", "+380671234567"),
         boris = add_client (store, "Boris", "+380671234568");
  g_autofree char *sleeper = text_of (anna), *other = text_of (boris);

  crm_test_set (store, "campaign", campaign, "occasion", "sleeping", "lead_days", "30", NULL);
  crm_test_add (store, "call", "client", sleeper, "at", "2026-02-01T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  crm_test_add (store, "call", "client", other, "at", "2026-03-01T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  act (store, start_in_worker, campaign);
  run_all (store);
  assert_recipients (store, campaign, "Anna queued");
  hand_over (store, "delivered");
  crm_test_clock_set ("2026-04-15T12:00:00Z");
  run_all (store);
  /* Not again before there was something of theirs. */
  assert_recipients (store, campaign, "Anna queued; Boris queued");
  hand_over (store, "delivered");
  crm_test_add (store, "call", "client", sleeper, "at", "2026-04-16T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  crm_test_clock_set ("2026-06-20T12:00:00Z");
  run_all (store);
  assert_recipients (store, campaign, "Anna queued; Anna queued; Boris queued");
  crm_test_close (store);
}

static void
test_segment (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "Hello")), anna;
  g_autofree char *segment = NULL, *who = NULL;

  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", "city", "Kyiv", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", "city", "Lviv", NULL);
  crm_test_add (store, "client", "name", "Clara", "phone", "+380671234569", "city", "Kyiv", NULL);
  segment = text_of (crm_test_add (store, "segment", "name", "S", "query",
      "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"city\",\"test\":\"=\",\"value\":\"Kyiv\"}]}}",
      NULL));
  who = text_of (anna);
  crm_test_add (store, "segment_exclusion", "segment", segment, "client", who, NULL);
  crm_test_set (store, "campaign", campaign, "segment", segment, NULL);
  act (store, start_in_worker, campaign);
  run_all (store);
  assert_recipients (store, campaign, "Clara queued");
  crm_test_close (store);
}

static void
test_figures (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store, add_template (store, "service", "Hello {client.name}"));
  const char *const names[] = { "Anna", "Boris", "Clara", "Dan" };
  g_autofree char *ids[4] = { NULL };
  gint64 reply;
  CrmCampaignFigures figures;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+38067123456%u", i);

      ids[i] = text_of (crm_test_add (store, "client", "name", names[i], "phone", phone, NULL));
    }
  crm_test_add (store, "deal", "title", "Before", "client", ids[0], "amount", "10 EUR", "state", "won", NULL);
  crm_test_clock_set ("2026-03-10T13:00:00Z");
  act (store, start_in_worker, campaign);
  run_all (store);
  hand_over (store, "sent");
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
    g_autofree char *message = text_of (reply);

    crm_test_add (store, "consent", "client", ids[1], "channel", "sms", "purpose", "any", "state",
        "withdrawn", "source", "stop-word", "message", message, NULL);
  }
  crm_test_add (store, "deal", "title", "After", "client", ids[0], "amount", "100 EUR", "state", "won", NULL);
  crm_test_add (store, "deal", "title", "More", "client", ids[0], "amount", "50 UAH", "state", "won", NULL);
  crm_test_add (store, "deal", "title", "Failed", "client", ids[3], "amount", "70 EUR", "state", "won", NULL);
  crm_test_clock_set ("2026-05-11T13:00:00Z");
  crm_test_add (store, "deal", "title", "Late", "client", ids[1], "amount", "70 EUR", "state", "won", NULL);
  figures = get_figures (store, campaign, NULL);
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
  CrmStore *store = open_new ();
  g_autofree char *pipeline = text_of (crm_test_add (store, "pipeline", "name", "P", "main", "yes", NULL));

  crm_test_add (store, "stage", "name", "Won", "pipeline", pipeline, "state", "won", NULL);
  add_client (store, "Anna Berg", "+380671234567");
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
    {
      gint64 campaign = 0;
      gpointer data[] = { (gpointer)proposal->id, &campaign };
      g_autoptr (GError) error = NULL;
      Ask ask;

      crm_store_write_sync (store, "Propose", propose_in_worker, data, NULL, &error);
      g_assert_no_error (error);
      ask = preview (store, campaign);
      g_ptr_array_unref (ask.list);
      act (store, start_in_worker, campaign);
      run_all (store);
    }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
estimate_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return crm_campaign_estimate (tx, ask->campaign, &ask->estimate, error) ? data : NULL;
}

static void
test_estimate (void)
{
  CrmStore *store = open_new ();
  gint64 campaign = add_campaign (store,
      add_template (store, "service",
          "Вітаю, {client.name}! Це довге повідомлення, яке не вміщується в одну частину і йде двома."));
  Ask ask = { .campaign = campaign };

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
  CrmStore *store = open_new ();
  gint64 template = add_template (store, "service", "Hello {client.name}");
  gint64 campaign = add_campaign (store, template);
  g_autofree char *path = g_strdup (crm_store_get_path (store));
  guint killed = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%03u", i), *phone = g_strdup_printf ("+380671234%03u", i);

      crm_test_add (store, "client", "name", name, "phone", phone, NULL);
    }
  act (store, start_in_worker, campaign);
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
  run_all (store);
  g_assert_cmpint (count_messages (store, campaign), ==, 300);
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
  Run result = { .limit = 7, .left = 1 };

  if (!crm_store_open_sync (store, FALSE, 30, NULL))
    return 1;
  while (result.left > 0 && crm_store_write_sync (store, "Run", run_in_worker, &result, NULL, NULL))
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
  g_test_add_func ("/campaign/rest", test_rest);
  g_test_add_func ("/campaign/undo-start", test_undo_start);
  g_test_add_func ("/campaign/meeting", test_meeting);
  g_test_add_func ("/campaign/after-meeting", test_after_meeting);
  g_test_add_func ("/campaign/birthday", test_birthday);
  g_test_add_func ("/campaign/payment", test_payment);
  g_test_add_func ("/campaign/own-date", test_own_date);
  g_test_add_func ("/campaign/holiday", test_holiday);
  g_test_add_func ("/campaign/stage", test_stage);
  g_test_add_func ("/campaign/sleeping", test_sleeping);
  g_test_add_func ("/campaign/segment", test_segment);
  g_test_add_func ("/campaign/figures", test_figures);
  g_test_add_func ("/campaign/compare", test_compare);
  g_test_add_func ("/campaign/proposals", test_proposals);
  g_test_add_func ("/campaign/estimate", test_estimate);
  g_test_add_func ("/campaign/killed", test_killed);
  return crm_test_store_done (g_test_run ());
}
