/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "task/crm-task.h"

/* Reminders: due at the right instant across changes of the clocks, none lost over a restart or a sleep, none told twice, only one's own. */

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_reminder_list_due (tx, *(gint64 *)data, error);
}

static GPtrArray *
list (CrmStore *store, const char *now)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = at (now);
  GPtrArray *reminders = crm_store_read_sync (store, list_in_worker, &instant, &error);

  g_assert_no_error (error);
  return reminders;
}

/* "title title …" of what is due. */
static char *
tell (CrmStore *store, const char *now)
{
  g_autoptr (GPtrArray) reminders = list (store, now);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reminders->len; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "", ((CrmReminder *)reminders->pdata[i])->title);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define DUE(now, wanted) \
  G_STMT_START \
  { \
    g_autofree char *due_got = tell (store, now); \
    g_assert_cmpstr (due_got, ==, wanted); \
  } \
  G_STMT_END

static gpointer
next_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *now = data;

  *now = crm_reminder_get_next (tx, *now, error);
  return now;
}

static gint64
get_next (CrmStore *store, const char *now)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = at (now);

  crm_store_read_sync (store, next_in_worker, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

typedef struct
{
  CrmReminder *reminder;
  gboolean fresh;
} Mark;

static gboolean
mark_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Mark *mark = data;
  g_autoptr (GError) local = NULL;

  mark->fresh = crm_reminder_mark_told (tx, mark->reminder, &local);
  if (!local)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Tells all that is due; how many nobody had told before. */
static guint
mark (CrmStore *store, GPtrArray *reminders)
{
  guint fresh = 0;

  for (guint i = 0; i < reminders->len; i++)
    {
      g_autoptr (GError) error = NULL;
      Mark data = { reminders->pdata[i], FALSE };

      crm_store_write_sync (store, "Told", mark_in_worker, &data, NULL, &error);
      g_assert_no_error (error);
      fresh += data.fresh;
    }
  return fresh;
}

static guint
mark_due (CrmStore *store, const char *now)
{
  g_autoptr (GPtrArray) reminders = list (store, now);
  return mark (store, reminders);
}

static gboolean
zone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", data, error);
}

static CrmStore *
open_in (const char *path, const char *zone)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);

  crm_store_write_sync (store, "Zone", zone_in_worker, (gpointer)zone, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static void
test_told (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "Europe/Kyiv"), *second;
  g_autoptr (GPtrArray) here = NULL, there = NULL;
  const CrmReminder *reminder;
  gint64 task, user;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_test_add (store, "client", "name", "Anna", NULL);
  task = crm_test_add (
      store, "task", "title", "Call", "kind", "call", "client", "Anna", "due_at", "2026-03-10T16:00", NULL);
  crm_test_add (store, "task", "title", "Day", "due_on", "2026-03-10", NULL);
  crm_test_add (
      store, "task", "title", "Early", "due_on", "2026-03-11", "remind_at", "2026-03-10T15:00", NULL);
  g_assert_cmpint (get_next (store, "2026-03-10T12:00:00Z"), ==, at ("2026-03-10T13:00:00Z"));
  g_assert_cmpint (get_next (store, "2026-03-10T13:00:00Z"), ==, at ("2026-03-10T14:00:00Z"));
  g_assert_cmpint (get_next (store, "2026-03-10T14:00:00Z"), ==, G_MAXINT64);
  DUE ("2026-03-10T12:59:59Z", "");
  DUE ("2026-03-10T13:00:00Z", "Early");
  DUE ("2026-03-10T14:00:00Z", "Early Call");

  here = list (store, "2026-03-10T14:00:00Z");
  reminder = here->pdata[1];
  g_assert_cmpstr (reminder->entity, ==, "task");
  g_assert_cmpint (reminder->id, ==, task);
  g_assert_cmpint (reminder->due_at, ==, at ("2026-03-10T14:00:00Z"));
  g_assert_cmpint (reminder->remind_at, ==, reminder->due_at);
  g_assert_cmpstr (reminder->due_on, ==, "2026-03-10");
  g_assert_cmpstr (reminder->kind, ==, "call");
  g_assert_cmpstr (reminder->client_name, ==, "Anna");
  g_assert_cmpint (reminder->client, ==, 1);
  reminder = here->pdata[0];
  g_assert_cmpint (reminder->due_at, ==, 0);
  g_assert_cmpint (reminder->client, ==, 0);

  /* Two programs have seen the same: one of them tells. */
  second = crm_test_open (path, CRM_ORIGIN_WINDOW);
  there = list (second, "2026-03-10T14:00:00Z");
  g_assert_cmpuint (there->len, ==, 2);
  g_assert_cmpuint (mark (store, here), ==, 2);
  g_assert_cmpuint (mark (second, there), ==, 0);
  crm_test_close (second);
  DUE ("2026-03-10T14:00:00Z", "");
  /* Hearing is nothing that could be undone. */
  g_assert_cmpstr (crm_store_get_undo_purpose (store), ==, "Add");

  /* In ten minutes again, and put off. */
  crm_test_set (store, "task", task, "remind_at", "2026-03-10T14:10:00Z", NULL);
  DUE ("2026-03-10T14:09:00Z", "");
  DUE ("2026-03-10T14:10:00Z", "Call");
  g_assert_cmpuint (mark_due (store, "2026-03-10T14:10:00Z"), ==, 1);
  crm_test_set (store, "task", task, "due_at", "2026-03-11T14:00:00Z", NULL);
  DUE ("2026-03-11T13:59:00Z", "");
  DUE ("2026-03-11T14:00:00Z", "Call");
  /* Done, archived, somebody else's: silence; opened again: not forgotten. */
  crm_test_set (store, "task", task, "state", "done", NULL);
  DUE ("2026-03-11T14:00:00Z", "");
  g_assert_cmpint (get_next (store, "2026-03-10T14:00:00Z"), ==, G_MAXINT64);
  crm_test_set (store, "task", task, "state", "open", NULL);
  DUE ("2026-03-11T14:00:00Z", "Call");
  crm_test_archive (store, "task", task);
  DUE ("2026-03-11T14:00:00Z", "");
  crm_test_restore (store, "task", task);
  DUE ("2026-03-11T14:00:00Z", "Call");
  user = crm_test_add (store, "user", "name", "Ivan", NULL);
  g_assert_cmpint (user, !=, 0);
  crm_test_set (store, "task", task, "owner", "Ivan", NULL);
  DUE ("2026-03-11T14:00:00Z", "");
  g_assert_cmpint (get_next (store, "2026-03-10T14:00:00Z"), ==, G_MAXINT64);
  /* What belongs to nobody is not lost. */
  crm_test_set (store, "task", task, "owner", "", NULL);
  DUE ("2026-03-11T14:00:00Z", "Call");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_restart (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "Europe/Kyiv");

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_test_add (store, "task", "title", "Morning", "due_at", "2026-03-11T09:00", NULL);
  crm_test_add (store, "task", "title", "Noon", "due_at", "2026-03-11T12:00", NULL);
  DUE ("2026-03-10T12:00:00Z", "");
  crm_test_close (store);

  /* Closed while the first was due. */
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  DUE ("2026-03-11T08:00:00Z", "Morning");
  g_assert_cmpuint (mark_due (store, "2026-03-11T08:00:00Z"), ==, 1);
  DUE ("2026-03-11T08:00:00Z", "");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  DUE ("2026-03-11T08:00:01Z", "");
  g_assert_cmpint (get_next (store, "2026-03-11T08:00:01Z"), ==, at ("2026-03-11T10:00:00Z"));

  /* Asleep over the second: the clock jumps, and it is told once, however late; set back, not again. */
  DUE ("2026-03-13T06:00:00Z", "Noon");
  g_assert_cmpuint (mark_due (store, "2026-03-13T06:00:00Z"), ==, 1);
  DUE ("2026-03-13T06:00:01Z", "");
  DUE ("2026-03-11T10:00:00Z", "");
  crm_test_close (store);
}

static void
test_clocks (void)
{
  static const struct
  {
    const char *zone, *now, *due, *wanted;
  } lines[] = {
    { "Europe/Kyiv", "2026-03-28T12:00:00Z", "2026-03-29T02:30", "2026-03-29T00:30:00Z" },
    { "Europe/Kyiv", "2026-03-28T12:00:00Z", "2026-03-29T09:00", "2026-03-29T06:00:00Z" },
    { "Europe/Kyiv", "2026-10-24T12:00:00Z", "2026-10-25T09:00", "2026-10-25T07:00:00Z" },
    { "America/New_York", "2026-03-07T12:00:00Z", "2026-03-08T09:00", "2026-03-08T13:00:00Z" },
    { "America/New_York", "2026-10-31T12:00:00Z", "2026-11-01T09:00", "2026-11-01T14:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *path = crm_test_path ();
      CrmStore *store = open_in (path, lines[i].zone);
      gint64 wanted = at (lines[i].wanted);
      g_autofree char *before = crm_instant_format (wanted - G_USEC_PER_SEC);

      crm_test_clock_set (lines[i].now);
      crm_test_add (store, "task", "title", "Wake", "due_at", lines[i].due, NULL);
      g_assert_cmpint (get_next (store, lines[i].now), ==, wanted);
      DUE (before, "");
      DUE (lines[i].wanted, "Wake");
      crm_test_close (store);
    }
}

/* ---- Meetings ---- */

typedef struct
{
  gint64 id;
  const char *rid;
  gint64 until; /* 0: tomorrow */
} Snooze;

static gboolean
snooze_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Snooze *snooze = data;

  return snooze->until ? crm_reminder_snooze_meeting (tx, snooze->id, snooze->rid, snooze->until, error)
                       : crm_reminder_put_off_meeting (tx, snooze->id, snooze->rid, error);
}

static gboolean
snooze (CrmStore *store, gint64 id, const char *rid, const char *until, GError **error)
{
  Snooze job = { id, rid, until ? at (until) : 0 };

  return crm_store_write_sync (store, "Snooze", snooze_in_worker, &job, NULL, error);
}

static gpointer
stands_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1 + crm_reminder_stands (tx, data));
}

static gboolean
stands (CrmStore *store, CrmReminder *reminder)
{
  return GPOINTER_TO_INT (crm_store_read_sync (store, stands_in_worker, reminder, NULL)) == 2;
}

/* Several for one meeting: the last one that is due tells, once; none of what is over. */
static void
test_meeting (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "Europe/Kyiv");
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;
  const CrmReminder *reminder;
  gint64 id;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_test_add (store, "client", "name", "Anna", NULL);
  id = crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-12T16:00", "ends_at",
      "2026-03-12T17:00", "clients", "Anna", "place", "Cafe", "reminders", "1440 30", NULL);
  g_assert_cmpint (get_next (store, "2026-03-10T12:00:00Z"), ==, at ("2026-03-11T14:00:00Z"));
  g_assert_cmpint (get_next (store, "2026-03-11T14:00:00Z"), ==, at ("2026-03-12T13:30:00Z"));
  g_assert_cmpint (get_next (store, "2026-03-12T13:30:00Z"), ==, G_MAXINT64);
  DUE ("2026-03-11T13:59:59Z", "");
  due = list (store, "2026-03-11T14:00:00Z");
  g_assert_cmpuint (due->len, ==, 1);
  reminder = due->pdata[0];
  g_assert_cmpstr (reminder->entity, ==, "meeting");
  g_assert_cmpint (reminder->id, ==, id);
  g_assert_cmpstr (reminder->rid, ==, "");
  g_assert_cmpint (reminder->due_at, ==, at ("2026-03-12T14:00:00Z"));
  g_assert_cmpint (reminder->ends_at, ==, at ("2026-03-12T15:00:00Z"));
  g_assert_cmpstr (reminder->place, ==, "Cafe");
  g_assert_cmpstr (reminder->client_name, ==, "Anna");
  g_assert_cmpuint (mark (store, due), ==, 1);
  g_assert_cmpuint (mark (store, due), ==, 0);
  g_assert_true (stands (store, due->pdata[0]));
  DUE ("2026-03-11T14:00:00Z", "");

  /* Again in an hour; not when it is over by then. */
  g_assert_true (snooze (store, id, "", "2026-03-11T15:00:00Z", &error));
  DUE ("2026-03-11T14:59:00Z", "");
  DUE ("2026-03-11T15:00:00Z", "Tasting");
  g_assert_cmpuint (mark_due (store, "2026-03-11T15:00:00Z"), ==, 1);
  g_assert_false (snooze (store, id, "", "2026-03-12T15:00:00Z", &error));
  g_assert_cmpstr (error->message, ==, "“Tasting” is over by then.");
  g_clear_error (&error);

  /* Asleep over it: told while it lasts, not afterwards. */
  DUE ("2026-03-12T14:59:00Z", "Tasting");
  DUE ("2026-03-12T15:00:00Z", "");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  DUE ("2026-03-12T14:30:00Z", "Tasting");

  /* Moved: all anew. What was wished of the old time is void. */
  crm_test_set (store, "meeting", id, "starts_at", "2026-03-20T16:00", NULL);
  g_assert_false (stands (store, due->pdata[0]));
  DUE ("2026-03-12T14:30:00Z", "");
  DUE ("2026-03-19T14:00:00Z", "Tasting");
  crm_test_clock_set ("2026-03-18T12:00:00Z");
  g_assert_true (snooze (store, id, "", NULL, &error)); /* put off to tomorrow noon */
  g_assert_cmpint (get_next (store, "2026-03-18T13:00:00Z"), <=, at ("2026-03-19T12:00:01Z"));
  crm_test_set (store, "meeting", id, "state", "cancelled", NULL);
  DUE ("2026-03-19T14:00:00Z", "");
  g_assert_cmpint (get_next (store, "2026-03-18T13:00:00Z"), ==, G_MAXINT64);
  crm_test_close (store);
}

/* Each time of a series by itself, across the change of the clocks; whole days by the clock on the wall. */
static void
test_meeting_series (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "Europe/Kyiv");
  gint64 id, own;
  g_autofree char *series = NULL;

  crm_test_clock_set ("2026-03-20T12:00:00Z");
  id = crm_test_add (store, "meeting", "title", "Round", "starts_at", "2026-03-28T09:00", "recurrence",
      "FREQ=DAILY;COUNT=3", "reminders", "60", NULL);
  series = g_strdup_printf ("%d", (int)id);
  g_assert_cmpint (get_next (store, "2026-03-20T12:00:00Z"), ==, at ("2026-03-28T06:00:00Z"));
  g_assert_cmpint (get_next (store, "2026-03-28T06:00:00Z"), ==, at ("2026-03-29T05:00:00Z"));
  DUE ("2026-03-28T06:00:00Z", "Round");
  g_assert_cmpuint (mark_due (store, "2026-03-28T06:00:00Z"), ==, 1);
  DUE ("2026-03-28T06:30:00Z", "");
  DUE ("2026-03-29T04:59:59Z", "");
  DUE ("2026-03-29T05:00:00Z", "Round");
  /* One time by itself is silent, another has a time of its own. */
  crm_test_set (store, "meeting", id, "excluded", "20260329T090000", NULL);
  DUE ("2026-03-29T05:00:00Z", "");
  own = crm_test_add (store, "meeting", "title", "Late", "starts_at", "2026-03-30T18:00", "reminders", "0",
      "series", series, "rid", "20260330T090000", NULL);
  g_assert_cmpint (own, !=, 0);
  DUE ("2026-03-30T05:00:00Z", "");
  DUE ("2026-03-30T15:00:00Z", "Late");

  /* Nine in the morning of a day of 23 hours, and the noon before. */
  crm_test_add (store, "meeting", "title", "Fair", "starts_on", "2026-03-29", "reminders", "-540 720", NULL);
  DUE ("2026-03-28T09:59:59Z", "");
  DUE ("2026-03-28T10:00:00Z", "Fair");
  g_assert_cmpuint (mark_due (store, "2026-03-28T10:00:00Z"), ==, 1);
  DUE ("2026-03-29T05:59:59Z", "");
  DUE ("2026-03-29T06:00:00Z", "Fair");
  crm_test_close (store);
}

static gpointer
list_ended_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_reminder_list_ended (tx, *(gint64 *)data, error);
}

static guint
mark_ended (CrmStore *store, const char *now, gboolean told)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = at (now);
  g_autoptr (GPtrArray) ended = crm_store_read_sync (store, list_ended_in_worker, &instant, &error);

  g_assert_no_error (error);
  return told ? mark (store, ended) : ended->len;
}

static gpointer
next_end_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *now = data;

  *now = crm_reminder_get_next_end (tx, *now, error);
  return now;
}

/* "Did it take place?" is asked once, within a day. */
static void
test_meeting_ended (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "UTC");
  g_autoptr (GError) error = NULL;
  gint64 next = at ("2026-03-10T12:00:00Z"), held;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-12 16:00", "ends_at",
      "2026-03-12 17:00", NULL);
  crm_test_add (store, "meeting", "title", "Fair", "starts_on", "2026-03-11", NULL);
  held = crm_test_add (store, "meeting", "title", "Held", "starts_at", "2026-03-12 10:00", "ends_at",
      "2026-03-12 11:00", NULL);
  crm_store_read_sync (store, next_end_in_worker, &next, &error);
  g_assert_no_error (error);
  g_assert_cmpint (next, ==, at ("2026-03-12T11:00:00Z"));
  g_assert_cmpuint (mark_ended (store, "2026-03-12T10:59:59Z", FALSE), ==, 0);
  g_assert_cmpuint (mark_ended (store, "2026-03-12T11:00:00Z", FALSE), ==, 1);
  crm_test_set (store, "meeting", held, "state", "held", NULL);
  g_assert_cmpuint (mark_ended (store, "2026-03-12T11:00:00Z", FALSE), ==, 0);
  g_assert_cmpuint (mark_ended (store, "2026-03-13T18:00:00Z", FALSE), ==, 0);
  g_assert_cmpuint (mark_ended (store, "2026-03-13T16:00:00Z", TRUE), ==, 1);
  g_assert_cmpuint (mark_ended (store, "2026-03-13T16:00:00Z", FALSE), ==, 0);
  crm_test_close (store);
}

/* A fair of three days, put off on the first: the wish counts, however long ago it began. */
static void
test_meeting_long (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = open_in (path, "Europe/Kyiv");
  g_autoptr (GError) error = NULL;
  gint64 id, next;

  crm_test_clock_set ("2026-03-09T12:00:00Z");
  id = crm_test_add (store, "meeting", "title", "Fair", "starts_on", "2026-03-10", "ends_on", "2026-03-12",
      "reminders", "-540", NULL);
  g_assert_cmpuint (mark_due (store, "2026-03-10T08:00:00Z"), ==, 1);
  crm_test_clock_set ("2026-03-10T12:00:00Z");
  g_assert_true (snooze (store, id, "", NULL, &error)); /* to tomorrow at this time */
  g_assert_no_error (error);
  g_assert_cmpint (get_next (store, "2026-03-11T08:00:00Z"), <=, at ("2026-03-11T12:00:01Z"));
  DUE ("2026-03-11T11:59:00Z", "");
  DUE ("2026-03-11T12:01:00Z", "Fair");
  g_assert_cmpuint (mark_due (store, "2026-03-11T12:01:00Z"), ==, 1);
  DUE ("2026-03-11T12:02:00Z", "");

  /* A wish is kept while it can still tell something, and is forgotten with the next one after that. */
  crm_test_clock_set ("2026-03-12T14:00:00Z");
  next = crm_test_add (store, "meeting", "title", "Next", "starts_at", "2026-03-20T16:00", "ends_at",
      "2026-03-20T17:00", NULL);
  g_assert_true (snooze (store, next, "", "2026-03-15T12:00:00Z", &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM reminder_snoozed"), ==, 2);
  crm_test_clock_set ("2026-03-16T14:00:00Z");
  g_assert_true (snooze (store, next, "", "2026-03-18T12:00:00Z", &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM reminder_snoozed"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT meeting_id FROM reminder_snoozed"), ==, next);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/reminder/told", test_told);
  g_test_add_func ("/reminder/restart", test_restart);
  g_test_add_func ("/reminder/clocks", test_clocks);
  g_test_add_func ("/reminder/meeting", test_meeting);
  g_test_add_func ("/reminder/meeting-series", test_meeting_series);
  g_test_add_func ("/reminder/meeting-long", test_meeting_long);
  g_test_add_func ("/reminder/meeting-ended", test_meeting_ended);
  return crm_test_store_done (g_test_run ());
}
