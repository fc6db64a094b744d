/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "bench.h"
#include "campaign/crm-campaign.h"
#include "store/crm-store.h"

/* A campaign to many: settled and queued in batches: bench-campaign BOOK CLIENTS [REPORT]. The book is one of the demo; it is written to. */

#define BATCH 100

static gint64
add (CrmTransaction *tx, const char *entity, GError **error, ...)
{
  g_autoptr (CrmEntity) type = crm_transaction_get_entity (tx, entity, error);
  g_autoptr (CrmValues) values = crm_values_new (type);
  va_list arguments;
  const char *name;

  va_start (arguments, error);
  while ((name = va_arg (arguments, const char *)) != NULL)
    crm_transaction_read_value (
        tx, values, crm_entity_find_field (type, name), va_arg (arguments, const char *), error);
  va_end (arguments);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
make_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autofree char *template = NULL, *segment = NULL, *query = NULL, *limit = data;
  gint64 campaign;

  query = g_strdup_printf (
      "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"id\",\"test\":\"<\",\"value\":\"%s\"}]}}",
      limit);
  template = g_strdup_printf ("%lld",
      (long long)add (tx, "template", error, "name", "Bench", "channel", "sms", "purpose", "service", NULL));
  segment =
      g_strdup_printf ("%lld", (long long)add (tx, "segment", error, "name", "Bench", "query", query, NULL));
  limit = NULL;
  add (tx, "template_text", error, "template", template, "text", "Hello {client.name|first}, news for you!",
      NULL);
  add (tx, "account", error, "name", "Bench", "channel", "sms", "backend", "http", "active", "yes", NULL);
  campaign = add (tx, "campaign", error, "name", "Bench", "template", template, "segment", segment, NULL);
  return campaign && crm_campaign_start (tx, campaign, error);
}

/* How long the main loop is kept from what a person does: from one wait for events to the next. */
static double turn_began, longest_turn;

static int
poll_and_watch (GPollFD *fds, guint n, int timeout)
{
  int ready;

  if (turn_began > 0)
    longest_turn = MAX (longest_turn, bench_now () - turn_began);
  ready = g_poll (fds, n, timeout);
  turn_began = bench_now ();
  return ready;
}

static gboolean
run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  *(gint64 *)data = crm_campaign_run (tx, BATCH, NULL, error);
  return *(gint64 *)data >= 0;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    bench_die ("%s", error->message);
  *(gboolean *)data = TRUE;
}

/* Peak resident memory, kB. */
static double
read_peak (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || !(line = strstr (text, "VmHWM:")))
    return 0;
  return g_ascii_strtod (line + 6, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  gint64 left = 1;
  double start, longest = 0, before;
  guint n = 0;

  setlocale (LC_ALL, "");
  if (argc < 3)
    bench_die ("usage: bench-campaign BOOK CLIENTS [REPORT]");
  bench_report_open (argc > 3 ? argv[3] : NULL);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 30, &error) ||
      !crm_store_write_sync (store, "Make", make_in_worker, g_strdup (argv[2]), NULL, &error))
    bench_die ("%s", error->message);
  before = read_peak ();
  g_main_context_set_poll_func (NULL, poll_and_watch);
  start = bench_now ();
  while (left > 0)
    {
      double batch = bench_now ();
      gboolean done = FALSE;

      crm_store_write_async (store, "Run", run_in_worker, &left, NULL, NULL, on_run, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, bench_now () - batch);
      n++;
    }
  start = bench_now () - start;
  bench_report ("campaign: recipients a second", atof (argv[2]) / start, 0, "/s", BENCH_NO_LIMIT, 0);
  bench_report ("campaign: longest batch", longest * 1000, 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("campaign: longest turn of the main loop", longest_turn * 1000, 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report (
      "campaign: memory beside the book", (read_peak () - before) / 1024, 0, "MiB", BENCH_NO_LIMIT, 0);
  crm_store_close (store);
  return bench_report_close () ? 1 : 0;
}
