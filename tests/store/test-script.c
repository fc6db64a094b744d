/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "script/crm-script.h"

/* Which script fits a conversation, and where its answers go. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (store, "client", "name", "Anna", "kind", "person", "status", "lead", NULL);
  crm_test_add (store, "client", "name", "Acme", "kind", "company", "status", "customer", NULL);
  crm_test_add (store, "deal", "title", "Beans", "client", "2", NULL);
  return store;
}

typedef struct
{
  gint64 client;
  gint64 deal;
} About;

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const About *about = data;
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (CrmRow) script = crm_script_find (tx, about->client, about->deal, &questions, error);
  g_autoptr (GString) text = NULL;

  if (!script)
    return g_strdup (error && *error ? "error" : "none");
  text = g_string_new (crm_row_get_text (script, CRM_SCRIPT_NAME));
  for (guint i = 0; i < questions->len; i++)
    g_string_append_printf (
        text, "|%s", crm_row_get_text (questions->pdata[i], CRM_SCRIPT_QUESTION_QUESTION));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_found (CrmStore *store, gint64 client, gint64 deal, const char *wanted)
{
  About about = { client, deal };
  g_autoptr (GError) error = NULL;
  g_autofree char *got = crm_store_read_sync (store, find_in_worker, &about, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_find (void)
{
  CrmStore *store = open_new ();

  assert_found (store, 1, 0, "none");
  crm_test_add (store, "script", "name", "Any", NULL);
  crm_test_add (store, "script", "name", "Companies", "client_kind", "company", NULL);
  crm_test_add (store, "script", "name", "Customers", "client_status", "customer", NULL);
  crm_test_add (store, "script", "name", "First stage", "stage", "1", NULL);
  crm_test_add (store, "script", "name", "Second stage", "stage", "2", NULL);
  crm_test_add (store, "script", "name", "Off", "client_status", "lead", "active", "no", NULL);
  crm_test_add (
      store, "script_question", "script", "1", "question", "Last", "answer", "text", "position", "2", NULL);
  crm_test_add (
      store, "script_question", "script", "1", "question", "First", "answer", "text", "position", "1", NULL);
  assert_found (store, 1, 0, "Any|First|Last");
  assert_found (store, 2, 0, "Customers");
  assert_found (store, 2, 1, "First stage");
  crm_test_close (store);
}

typedef struct
{
  gint64 question;
  gint64 client;
  gint64 deal;
  const char *answer;
  char *rest;
} Answer;

static gboolean
answer_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Answer *answer = data;
  g_autoptr (CrmRow) question = crm_transaction_load (tx, "script_question", answer->question, error);
  GError *own = NULL;

  answer->rest = crm_script_answer (tx, question, answer->client, answer->deal, answer->answer, &own);
  if (own)
    g_propagate_error (error, own);
  return own == NULL;
}

static void
assert_rest (CrmStore *store, gint64 question, gint64 deal, const char *words, const char *wanted)
{
  Answer answer = { question, 2, deal, words, NULL };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Call", answer_in_worker, &answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer.rest, ==, wanted);
  g_free (answer.rest);
}

static void
test_answer (void)
{
  CrmStore *store = open_new ();
  Answer wrong = { 2, 2, 1, "some day", NULL };
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "script", "name", "Any", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Town", "answer", "text", "target",
      "client.city", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "When", "answer", "date", "target",
      "deal.expected_close", "step", "meeting", NULL);
  crm_test_add (
      store, "script_question", "script", "1", "question", "Meet", "answer", "yes-no", "step", "call", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Gone", "answer", "text", "target",
      "client.x_99", NULL);

  assert_rest (store, 1, 1, "Lviv", NULL);
  crm_test_assert_field (store, "client", 2, "city", "Lviv");
  assert_rest (store, 2, 1, "2026-04-01", NULL);
  crm_test_assert_field (store, "deal", 1, "expected_close", "2026-04-01");
  crm_test_assert_field (store, "task", 1, "due_on", "2026-04-01");
  crm_test_assert_field (store, "task", 1, "kind", "meeting");
  assert_rest (store, 3, 0, "yes", NULL);
  crm_test_assert_field (store, "task", 2, "title", "Meet");
  crm_test_assert_field (store, "task", 2, "kind", "call");
  /* What has no place stays for the text. */
  assert_rest (store, 3, 0, "no", "Meet: no");
  assert_rest (store, 4, 0, "Tea", "Gone: Tea");
  assert_rest (store, 1, 0, "", NULL);
  crm_test_assert_field (store, "client", 2, "city", "Lviv");
  /* A question mark is sign enough. */
  crm_test_add (
      store, "script_question", "script", "1", "question", "How many a month?", "answer", "text", NULL);
  assert_rest (store, 5, 0, "12", "How many a month? 12");
  /* A yes is no date: it stays for the text, and the call can be saved. */
  crm_test_add (store, "script_question", "script", "1", "question", "Soon", "answer", "yes-no", "target",
      "deal.expected_close", NULL);
  assert_rest (store, 6, 1, "yes", "Soon: yes");
  crm_test_add (store, "script_question", "script", "1", "question", "Who", "answer", "choice", "choices",
      "person\nship", "target", "client.kind", NULL);
  assert_rest (store, 7, 1, "ship", "Who: ship");

  /* A date that is none is refused, and nothing is written. */
  g_assert_false (crm_store_write_sync (store, "Call", answer_in_worker, &wrong, NULL, &error));
  g_assert_nonnull (error);
  crm_test_assert_field (store, "deal", 1, "expected_close", "2026-04-01");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/script/find", test_find);
  g_test_add_func ("/script/answer", test_answer);
  return crm_test_store_done (g_test_run ());
}
