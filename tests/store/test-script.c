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

  crm_test_add (store, "own_field", "entity", "client", "label", "Shelf", "kind", "text", NULL);
  crm_test_add (store, "script", "name", "Any", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Town", "answer", "text", "target",
      "client.city", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "When", "answer", "date", "target",
      "deal.expected_close", "step", "meeting", NULL);
  crm_test_add (
      store, "script_question", "script", "1", "question", "Meet", "answer", "yes-no", "step", "call", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Gone", "answer", "text", "target",
      "client.x_1", NULL);
  crm_test_archive (store, "own_field", 1);

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

/* The answers to the first four questions, as far as they are there, and which of them are asked then: "1100". */
static void
assert_asked (CrmStore *store, const char *const *answers, const char *wanted)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_row_unref);
  g_autoptr (GString) asked = g_string_new (NULL);

  for (gint64 id = 1; id <= 4; id++)
    {
      CrmRow *question = crm_test_load (store, "script_question", id);

      if (question->archived_at)
        crm_row_unref (question);
      else
        g_ptr_array_add (questions, question);
    }
  for (guint i = 0; i < questions->len; i++)
    g_string_append_c (asked, crm_script_is_asked (questions, answers, i) ? '1' : '0');
  g_assert_cmpstr (asked->str, ==, wanted);
}

static void
assert_refused (CrmStore *store, const char *field, const char *text, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_test_try_set (store, "script_question", 1, 0, field, text, &error));
  g_assert_nonnull (strstr (error->message, reason));
}

/* A question that comes only after an answer of another one, and one after that. */
static void
test_branches (void)
{
  CrmStore *store = open_new ();

  crm_test_add (store, "script", "name", "Any", NULL);
  crm_test_add (store, "script", "name", "Other", NULL);
  crm_test_add (
      store, "script_question", "script", "1", "question", "Do you rent?", "answer", "yes-no", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Which?", "answer", "choice", "choices",
      "Light\n Dark ", "after_question", "1", "after_answer", "yes", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Why?", "answer", "text",
      "after_question", "2", "after_answer", "Dark", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "What?", "answer", "text",
      "after_question", "3", NULL);
  assert_asked (store, (const char *const[]){ "", "", "", "" }, "1000");
  assert_asked (store, (const char *const[]){ "no", "", "", "" }, "1000");
  assert_asked (store, (const char *const[]){ "yes", "", "", "" }, "1100");
  assert_asked (store, (const char *const[]){ "yes", "Light", "", "" }, "1100");
  assert_asked (store, (const char *const[]){ "yes", "Dark", "", "" }, "1110");
  assert_asked (store, (const char *const[]){ "yes", "Dark", "So", "" }, "1111");
  /* What was answered before its question went does not bring others. */
  assert_asked (store, (const char *const[]){ "no", "Dark", "So", "" }, "1000");

  assert_refused (store, "after_question", "1", "never asked");
  assert_refused (store, "after_question", "4", "never asked");
  assert_refused (store, "after_question", "Nobody", "Nobody");
  assert_refused (store, "after_answer", "yes", "with yes or no");
  assert_refused (store, "target", "nonsense", "like client.city");
  assert_refused (store, "target", "client.nonsense", "like client.city");
  assert_refused (store, "target", "deal.client", "like client.city");
  assert_refused (store, "target", "task.title", "like client.city");
  crm_test_set (store, "script_question", 1, "target", "client.city", NULL);
  /* Another question has other answers. */
  crm_test_set (store, "script_question", 3, "after_question", "1", NULL);
  crm_test_assert_field (store, "script_question", 3, "after_answer", NULL);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "script_question", 3, "after_answer", "Dark");
  crm_test_add (store, "script_question", "script", "2", "question", "Elsewhere", "answer", "yes-no", NULL);
  assert_refused (store, "after_question", "5", "the same script");
  /* Nothing waits for what is gone. */
  crm_test_archive (store, "script_question", 1);
  assert_asked (store, (const char *const[]){ "", "", "" }, "100");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/script/find", test_find);
  g_test_add_func ("/script/answer", test_answer);
  g_test_add_func ("/script/branches", test_branches);
  return crm_test_store_done (g_test_run ());
}
