/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/crm-time.h"
#include "calendar/crm-agenda.h"
#include "crm-test-store.h"

/* What speaks against a planned time, one reason after the other and none where there is none; and the next free stretch. */

typedef struct
{
  gint64 exclude, starts_at, ends_at;
  gboolean all_day;
  gint64 users[2];
  guint n_users;
  const char *place;
  double latitude, longitude; /* 0: not known */
} Plan;

typedef struct
{
  gint64 user, from;
  int length;
  gint64 found;
} Search;

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

static gpointer
warn_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Plan *plan = data;

  return crm_agenda_find_warnings (tx, plan->exclude, plan->starts_at, plan->ends_at, plan->all_day,
      plan->users, plan->n_users, plan->place, plan->latitude != 0 ? plan->latitude : NAN,
      plan->longitude != 0 ? plan->longitude : NAN, error);
}

static gpointer
search_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (GError) problem = NULL;

  search->found = crm_agenda_find_free (tx, search->user, search->from, search->length, &problem);
  g_assert_no_error (problem);
  return search;
}

/* "overlap: … | hours: …" */
static char *
tell (CrmStore *store, const Plan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings = crm_store_read_sync (store, warn_in_worker, (gpointer)plan, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < warnings->len; i++)
    {
      const CrmAgendaWarning *warning = warnings->pdata[i];
      g_string_append_printf (text, "%s%s: %s", i ? " | " : "", warning->kind, warning->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define WARNS(wanted, ...) \
  G_STMT_START \
  { \
    Plan warns_plan = { __VA_ARGS__ }; \
    g_autofree char *warns_got = tell (store, &warns_plan); \
    g_assert_cmpstr (warns_got, ==, wanted); \
  } \
  G_STMT_END
#define TIMES(from, to) .starts_at = at (from), .ends_at = at (to)

static void
assert_free (CrmStore *store, gint64 user, const char *from, int minutes, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  Search search = { .user = user, .from = at (from), .length = minutes * 60 };
  g_autofree char *found = NULL;

  crm_store_read_sync (store, search_in_worker, &search, &error);
  g_assert_no_error (error);
  found = search.found ? crm_instant_format (search.found) : NULL;
  g_assert_cmpstr (found, ==, wanted);
}

/* Tuesday, 10 March 2026; work is from 9 to 18. */
static CrmStore *
open_book (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_sql (store, "UPDATE setting SET value = 'UTC' WHERE name = 'time-zone'");
  crm_test_close (store);
  return crm_test_open (path, CRM_ORIGIN_WINDOW);
}

static void
test_overlap (void)
{
  CrmStore *store = open_book ();
  gint64 tasting = crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-11 10:00Z",
      "ends_at", "2026-03-11 11:00Z", NULL);
  gint64 julia = crm_test_add (store, "user", "name", "Julia", NULL);

  WARNS ("overlap: Overlaps “Tasting” 10:00–11:00", TIMES ("2026-03-11 10:30Z", "2026-03-11 11:30Z"));
  WARNS ("overlap: Overlaps “Tasting” 10:00–11:00", TIMES ("2026-03-11 09:00Z", "2026-03-11 12:00Z"));
  /* One after the other, the meeting itself, somebody else. */
  WARNS ("", TIMES ("2026-03-11 11:00Z", "2026-03-11 12:00Z"));
  WARNS ("", TIMES ("2026-03-11 09:00Z", "2026-03-11 10:00Z"));
  WARNS ("", TIMES ("2026-03-11 10:30Z", "2026-03-11 11:30Z"), .exclude = tasting);
  WARNS ("", TIMES ("2026-03-11 10:30Z", "2026-03-11 11:30Z"), .users = { julia }, .n_users = 1);
  crm_test_set (store, "meeting", tasting, "state", "cancelled", NULL);
  WARNS ("", TIMES ("2026-03-11 10:30Z", "2026-03-11 11:30Z"));
  crm_test_close (store);
}

static void
test_travel (void)
{
  CrmStore *store = open_book ();
  gint64 meeting = crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-11 10:00Z",
      "ends_at", "2026-03-11 11:00Z", "place", "Main street 5", NULL);

  WARNS ("travel: “Tasting” is in another place and ends 10 minutes before",
      TIMES ("2026-03-11 11:10Z", "2026-03-11 12:00Z"), .place = "Station");
  WARNS ("travel: “Tasting” is in another place and begins 0 minutes after",
      TIMES ("2026-03-11 09:00Z", "2026-03-11 10:00Z"), .place = "Station");
  WARNS ("", TIMES ("2026-03-11 11:10Z", "2026-03-11 12:00Z"), .place = "main  STREET 5");
  WARNS ("", TIMES ("2026-03-11 11:15Z", "2026-03-11 12:00Z"), .place = "Station");
  WARNS ("", TIMES ("2026-03-11 11:10Z", "2026-03-11 12:00Z"));
  /* Ten kilometres need 20 minutes on the road. */
  crm_test_set (store, "meeting", meeting, "latitude", "50", "longitude", "20", NULL);
  WARNS ("travel: 10 km from “Tasting”, which ends 15 minutes before",
      TIMES ("2026-03-11 11:15Z", "2026-03-11 12:00Z"), .latitude = 50.0905, .longitude = 20);
  WARNS ("", TIMES ("2026-03-11 11:20Z", "2026-03-11 12:00Z"), .latitude = 50.0905, .longitude = 20);
  WARNS ("travel: 10 km to “Tasting”, which begins 5 minutes after",
      TIMES ("2026-03-11 09:00Z", "2026-03-11 09:55Z"), .latitude = 50.0905, .longitude = 20);
  WARNS ("", TIMES ("2026-03-11 11:00Z", "2026-03-11 12:00Z"), .latitude = 50.001, .longitude = 20,
      .place = "Next door");
  crm_test_close (store);
}

static void
test_days (void)
{
  CrmStore *store = open_book ();
  gint64 julia = crm_test_add (store, "user", "name", "Julia", "hours", "sat 10-14", NULL),
         days = crm_test_add (store, "calendar", "name", "Holidays", "role", "holidays", NULL);
  g_autofree char *her = g_strdup_printf ("%d", (int)julia),
                  *event = g_strdup_printf (
                      "INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title)"
                      " VALUES (3, %d, 'c', 'clean', 0, 'Spring Day')",
                      (int)days);

  crm_test_sql (store, event);
  crm_test_sql (store, "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
                       " (1773360000000000, 1, 3, '', 1773446400000000, 1)");
  crm_test_add (store, "leave", "user", her, "starts_on", "2026-03-21", "ends_on", "2026-03-22", NULL);
  WARNS ("holiday: Public holiday: Spring Day", TIMES ("2026-03-13 10:00Z", "2026-03-13 11:00Z"));
  WARNS ("hours: Outside the working hours of Julia: Sat 10:00–14:00",
      TIMES ("2026-03-11 10:00Z", "2026-03-11 11:00Z"), .users = { julia }, .n_users = 1);
  WARNS ("", TIMES ("2026-03-14 10:00Z", "2026-03-14 14:00Z"), .users = { julia }, .n_users = 1);
  WARNS ("leave: Julia is away until 22 March 2026 (Vacation)",
      TIMES ("2026-03-21 10:00Z", "2026-03-21 11:00Z"), .users = { julia }, .n_users = 1);
  /* Whole days: a work day among them is enough. */
  WARNS ("", TIMES ("2026-03-14 00:00Z", "2026-03-17 00:00Z"), .all_day = TRUE, .users = { julia },
      .n_users = 1);
  WARNS ("hours: Outside the working hours of Julia: Sat 10:00–14:00",
      TIMES ("2026-03-16 00:00Z", "2026-03-18 00:00Z"), .all_day = TRUE, .users = { julia }, .n_users = 1);

  assert_free (store, julia, "2026-03-11 08:00Z", 60, "2026-03-14T10:00:00Z");
  assert_free (store, julia, "2026-03-14 13:30Z", 60, "2026-03-28T10:00:00Z");
  assert_free (store, julia, "2026-03-14 13:30Z", 5 * 60, NULL);
  crm_test_close (store);
}

static void
test_free (void)
{
  CrmStore *store = open_book ();
  gint64 me = crm_test_sql_integer (store, "SELECT min (id) FROM \"user\"");

  crm_test_add (
      store, "meeting", "title", "A", "starts_at", "2026-03-11 09:00Z", "ends_at", "2026-03-11 10:05Z", NULL);
  crm_test_add (
      store, "meeting", "title", "B", "starts_at", "2026-03-11 11:00Z", "ends_at", "2026-03-11 17:30Z", NULL);
  assert_free (store, me, "2026-03-10 22:00Z", 45, "2026-03-11T10:15:00Z");
  assert_free (store, me, "2026-03-10 22:00Z", 60, "2026-03-12T09:00:00Z");
  assert_free (store, me, "2026-03-11 10:20Z", 30, "2026-03-11T10:30:00Z");
  assert_free (store, me, "2026-03-11 10:31Z", 30, "2026-03-11T17:30:00Z");
  assert_free (store, me, "2026-03-13 17:01Z", 60, "2026-03-16T09:00:00Z");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/agenda-advice/overlap", test_overlap);
  g_test_add_func ("/agenda-advice/travel", test_travel);
  g_test_add_func ("/agenda-advice/days", test_days);
  g_test_add_func ("/agenda-advice/free", test_free);
  return crm_test_store_done (g_test_run ());
}
