/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"

#include "base/crm-time.h"
#include "client/crm-client-sales.h"
#include "message/crm-answer-time.h"

/* What a client card says about turnover since a day and about how long answers take. */

typedef struct
{
  gint64 client;
  gint64 since;
} Ask;

static gpointer
read_since (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  char *sums;

  if (!crm_client_sales_read_since (tx, ask->client, ask->since, &sums, error))
    return NULL;
  return sums != NULL ? sums : g_strdup ("");
}

static void
test_sales_since (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 client = crm_test_add (store, "client", "name", "Anna", NULL);
  g_autofree char *link = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autofree char *sums = NULL, *none = NULL;
  g_autoptr (GError) error = NULL;
  Ask ask = { client, crm_date_instant ("2026-11-01", NULL) };

  crm_test_add (store, "deal", "title", "Before", "client", link, "amount", "100 EUR", "state", "won",
      "closed_at", "2026-10-31T23:59:59Z", NULL);
  none = crm_store_read_sync (store, read_since, &ask, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  crm_test_add (store, "deal", "title", "First", "client", link, "amount", "20 EUR", "state", "won",
      "closed_at", "2026-11-01T00:00:00Z", NULL);
  crm_test_add (store, "deal", "title", "Second", "client", link, "amount", "3.50 EUR", "state", "won",
      "closed_at", "2026-11-12T00:00:00Z", NULL);
  crm_test_add (store, "deal", "title", "Third", "client", link, "amount", "7 USD", "state", "won",
      "closed_at", "2026-11-12T00:00:00Z", NULL);
  crm_test_add (store, "deal", "title", "Open", "client", link, "amount", "1000 EUR", NULL);
  sums = crm_store_read_sync (store, read_since, &ask, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sums, ==, "EUR 2350;USD 700");
  crm_test_close (store);
}

static gpointer
read_answers (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmAnswerTime *answers = g_new (CrmAnswerTime, 1);

  if (crm_answer_time_read (tx, *(gint64 *)data, answers, error))
    return answers;
  g_free (answers);
  return NULL;
}

static CrmAnswerTime *
ask_answers (CrmStore *store, gint64 client)
{
  g_autoptr (GError) error = NULL;
  CrmAnswerTime *answers = crm_store_read_sync (store, read_answers, &client, &error);

  g_assert_no_error (error);
  return answers;
}

static void
add_message (CrmStore *store, const char *client, const char *channel, const char *direction, const char *at)
{
  crm_test_add (store, "message", "client", client, "channel", channel, "direction", direction, "at", at,
      "address", "+380671112233", "text", "Words", NULL);
}

static void
test_answers (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 client = crm_test_add (store, "client", "name", "Anna", NULL);
  g_autofree char *link = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autofree CrmAnswerTime *none = ask_answers (store, client);
  g_autofree CrmAnswerTime *answers = NULL;

  g_assert_cmpuint (none->n_ours, ==, 0);
  g_assert_null (none->channel);
  /* The first of two questions waits; a talk that begins anew after two months is no answer. */
  add_message (store, link, "sms", "in", "2026-08-01T10:00:00Z");
  add_message (store, link, "sms", "in", "2026-08-01T10:30:00Z");
  add_message (store, link, "sms", "out", "2026-08-01T11:00:00Z");
  add_message (store, link, "sms", "in", "2026-10-01T10:00:00Z");
  add_message (store, link, "sms", "out", "2026-10-01T13:00:00Z");
  add_message (store, link, "mail", "in", "2026-10-02T13:00:00Z");
  answers = ask_answers (store, client);
  g_assert_cmpuint (answers->n_ours, ==, 2);
  g_assert_cmpint (answers->ours, ==, 2 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (answers->n_theirs, ==, 1);
  g_assert_cmpint (answers->theirs, ==, G_TIME_SPAN_DAY);
  g_assert_cmpstr (answers->channel, ==, "mail");
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/card-figures/sales-since", test_sales_since);
  g_test_add_func ("/card-figures/answers", test_answers);
  return crm_test_store_done (g_test_run ());
}
