/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "meeting/crm-meeting.h"

/* When meetings take place, on days on which the clocks change, all day and left out; who takes part; undo, and damage that a check finds. */

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

typedef struct
{
  gint64 id, from, until;
  guint max;
} Question;

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return crm_meeting_list_occurrences (
      tx, question->id, question->from, question->until, question->max, error);
}

/* "rid start-end" of the first times from 2026 on, as "20260310T100000 10:00Z … | …". */
static char *
tell (CrmStore *store, gint64 id, guint max)
{
  g_autoptr (GError) error = NULL;
  Question question = { id, at ("2020-01-01"), at ("2030-01-01"), max };
  g_autoptr (GPtrArray) times = crm_store_read_sync (store, list_in_worker, &question, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < times->len; i++)
    {
      const CrmOccurrence *time = times->pdata[i];
      g_autofree char *starts = crm_instant_format (time->starts_at),
                      *ends = crm_instant_format (time->ends_at);

      g_assert_cmpint (time->meeting, ==, id);
      g_string_append_printf (text, "%s%s%s%.16s-%.16s%s", i ? " | " : "", time->rid, *time->rid ? " " : "",
          starts, ends, time->all_day ? " day" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define SAYS(store, id, max, wanted) \
  G_STMT_START \
  { \
    g_autofree char *says_got = tell (store, id, max); \
    g_assert_cmpstr (says_got, ==, wanted); \
  } \
  G_STMT_END

typedef struct
{
  const char *name, *value;
} Setting;

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Setting *setting = data;

  return crm_transaction_set_setting (tx, setting->name, setting->value, error);
}

static void
set (CrmStore *store, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  Setting setting = { name, value };

  crm_store_write_sync (store, "Set", set_in_worker, &setting, NULL, &error);
  g_assert_no_error (error);
}

static CrmStore *
open_book (const char *zone)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  set (store, "time-zone", zone);
  return store;
}

static void
test_single (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 id = crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-12 10:00", "ends_at",
      "2026-03-12 11:30", NULL);

  SAYS (store, id, 9, "2026-03-12T08:00-2026-03-12T09:30");
  crm_test_assert_field (store, "meeting", id, "reminders", "30");
  crm_test_set (store, "meeting", id, "starts_at", "2026-03-13 12:00", NULL);
  SAYS (store, id, 9, "2026-03-13T10:00-2026-03-13T11:30");
  crm_test_archive (store, "meeting", id);
  SAYS (store, id, 9, "");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  SAYS (store, id, 9, "2026-03-13T10:00-2026-03-13T11:30");
  crm_test_set (store, "meeting", id, "starts_on", "2026-03-28", "ends_on", "2026-03-29", NULL);
  /* The second day is an hour shorter. */
  SAYS (store, id, 9, "2026-03-27T22:00-2026-03-29T21:00 day");
  crm_test_set (store, "meeting", id, "starts_on", "2026-03-30", NULL);
  crm_test_assert_field (store, "meeting", id, "ends_on", "2026-03-31");
  SAYS (store, id, 9, "2026-03-29T21:00-2026-03-31T21:00 day");
  set (store, "time-zone", "UTC");
  SAYS (store, id, 9, "2026-03-30T00:00-2026-04-01T00:00 day");
  crm_test_set (store, "meeting", id, "starts_at", "2026-03-30 10:00", NULL);
  crm_test_assert_field (store, "meeting", id, "starts_on", NULL);
  SAYS (store, id, 9, "2026-03-30T10:00-2026-03-30T11:00");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_series (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 id = crm_test_add (store, "meeting", "title", "Round", "starts_at", "2026-03-20 10:00", "zone",
             "Europe/Kyiv", "ends_at", "2026-03-20 11:00", "recurrence", "rrule:freq=weekly;byday=fr", NULL),
         own;
  g_autofree char *series = g_strdup_printf ("%d", (int)id);

  crm_test_assert_field (store, "meeting", id, "recurrence", "FREQ=WEEKLY;BYDAY=FR");
  /* 10:00 UTC is noon in Kyiv, before and after the clocks change. */
  SAYS (store, id, 3,
      "20260320T120000 2026-03-20T10:00-2026-03-20T11:00 | 20260327T120000 2026-03-27T10:00-2026-03-27T11:00 "
      "| "
      "20260403T120000 2026-04-03T09:00-2026-04-03T10:00");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 78);
  crm_test_set (store, "meeting", id, "excluded", "20260327T120000", NULL);
  own = crm_test_add (store, "meeting", "title", "Round elsewhere", "starts_at", "2026-03-21 10:00", "series",
      series, "rid", "20260320T120000", NULL);
  SAYS (store, id, 1, "20260403T120000 2026-04-03T09:00-2026-04-03T10:00");
  SAYS (store, own, 1, "2026-03-21T10:00-2026-03-21T10:00");
  /* Who removes an exception removes its time; undo brings both back. */
  crm_test_archive (store, "meeting", own);
  crm_test_assert_field (store, "meeting", id, "excluded", "20260320T120000 20260327T120000");
  SAYS (store, id, 1, "20260403T120000 2026-04-03T09:00-2026-04-03T10:00");
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0"); /* there is no exception now */
  SAYS (store, id, 1, "20260320T120000 2026-03-20T10:00-2026-03-20T11:00");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  SAYS (store, id, 1, "20260403T120000 2026-04-03T09:00-2026-04-03T10:00");
  crm_test_assert_in_order (store);
  /* What a series owns goes and comes with it. */
  crm_test_archive (store, "meeting", id);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 0);
  crm_test_restore (store, "meeting", id);
  SAYS (store, own, 1, "2026-03-21T10:00-2026-03-21T10:00");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/meeting/single", test_single);
  g_test_add_func ("/meeting/series", test_series);
  return crm_test_store_done (g_test_run ());
}
