/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "backends/crm-backends.h"
#include "bench.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* The first sync of a large calendar: a real evolution-data-server fetches it from a real calendar server on the loopback, the program reads it and writes
 * it into a book. Tells how long that takes, and how long the window would have stood still at worst: bench-calendar EVENTS [REPORT]. */

#define PATIENCE_MS 60000

/* Of the main loop. Main thread. */
static double turn_began, longest_turn;

typedef struct
{
  CrmCalendarSync *sync;
  guint n_told;
  double told_at; /* the last of them */
  gboolean used;
} Run;

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  if (turn_began > 0)
    longest_turn = MAX (longest_turn, bench_now () - turn_began);
  result = g_poll (fds, n_fds, timeout);
  turn_began = bench_now ();
  return result;
}

static void
on_objects (CrmCalendarServer *server, const char *source, GPtrArray *objects, gpointer data)
{
  Run *run = data;

  run->n_told += objects->len;
  run->told_at = bench_now ();
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!crm_calendar_sync_use_finish (CRM_CALENDAR_SYNC (source), result, &error))
    bench_die ("%s", error->message);
  ((Run *)data)->used = TRUE;
}

static void
measure (guint n_events)
{
  g_autofree char *path = g_build_filename (crm_test_eds_get_folder (), "book.clientele", NULL);
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmCalendarServer *server = crm_backends_calendar_server (PATIENCE_MS);
  Run run = { crm_calendar_sync_new (store, server), 0, 0, FALSE };
  double start;

  g_signal_connect (server, "objects-changed", G_CALLBACK (on_objects), &run);
  g_main_context_set_poll_func (NULL, poll_and_measure);
  start = bench_now ();
  crm_calendar_sync_use_async (run.sync, CRM_TEST_CALDAV, "both", "events", TRUE, NULL, on_used, &run);
  while (!run.used || run.n_told < n_events || crm_desktop_sync_is_busy (CRM_DESKTOP_SYNC (run.sync)))
    g_main_context_iteration (NULL, TRUE);
  bench_report ("calendar: first sync, until all is read", run.told_at - start, 0, "s", BENCH_NO_LIMIT, 0);
  bench_report (
      "calendar: first sync, until all is in the book", bench_now () - start, 0, "s", BENCH_NO_LIMIT, 0);
  bench_report ("calendar: first sync, longest turn", longest_turn * 1000, 0, "ms", BENCH_NO_LIMIT, 0);
  g_main_context_set_poll_func (NULL, NULL);
  if (crm_test_sql_integer (store, "SELECT count (*) FROM calendar_event") != n_events)
    bench_die ("the book has not got all %u events", n_events);
  g_signal_handlers_disconnect_by_data (server, &run);
  g_clear_object (&run.sync);
  g_clear_object (&server);
  crm_test_settle ();
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  guint n_events = argc > 1 ? (guint)atoi (argv[1]) : 0;
  const char *report = argc > 2 ? argv[2] : NULL;
  int status;

  if (n_events == 0)
    bench_die ("usage: bench-calendar EVENTS [REPORT]");
  if (!crm_test_eds_is_installed () || !crm_test_radicale_is_installed ())
    {
      g_print ("The first sync of a calendar is not measured: evolution-data-server or radicale is not "
               "installed\n");
      return 0;
    }
  bench_report_open (report);
  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (FALSE);
  crm_test_radicale_fill (n_events);
  crm_test_calendars_add (CRM_TEST_PASSWORD);
  measure (n_events);
  status = bench_report_close () ? 1 : 0;
  crm_test_radicale_stop ();
  crm_test_eds_stop ();
  return status;
}
