/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "today/crm-day-notice.h"
#include "today/crm-today.h"

/* The day: which line stands where and why, across midnight, changes of the clocks and of the user; hints and what was dismissed; goals of each
 * measure and period; counters compared with plain SQL on random data. */

typedef struct
{
  gint64 now;
  guint actions, overdue;
} Count;

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_today_read (tx, *(gint64 *)data, error);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;

  return crm_today_count (tx, count->now, &count->actions, &count->overdue, error) ? count : NULL;
}

/* The day at an instant; its counters agree with those that are read alone. */
static CrmToday *
read_day (CrmStore *store, const char *now)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = at (now);
  CrmToday *today = crm_store_read_sync (store, read_in_worker, &instant, &error);
  Count count = { .now = instant };

  g_assert_no_error (error);
  crm_store_read_sync (store, count_in_worker, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_today_get_actions (today), ==, count.actions);
  return today;
}

/* "title: reason | …" */
static char *
tell (GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmTodayLine *line = lines->pdata[i];
      g_string_append_printf (text, "%s%s: %s", i ? " | " : "", line->title, line->reason);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define SAYS(today, list, wanted) \
  G_STMT_START \
  { \
    g_autofree char *says_got = tell (crm_today_get_##list (today)); \
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
  set (store, "currency", "EUR");
  set (store, "week-start", "1");
  return store;
}

static void
test_lists (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL), julia, line;
  g_autofree char *id = g_strdup_printf ("%d", (int)anna), *her = NULL;

  crm_test_add (store, "task", "title", "Old", "due_on", "2026-03-08", NULL);
  crm_test_add (
      store, "task", "title", "Yesterday", "due_on", "2026-03-09", "client", id, "kind", "call", NULL);
  crm_test_add (store, "task", "title", "Morning", "due_at", "2026-03-10 09:15", NULL);
  crm_test_add (store, "task", "title", "Just now", "due_at", "2026-03-10 11:40", NULL);
  crm_test_add (store, "task", "title", "Any time", "due_on", "2026-03-10", NULL);
  crm_test_add (store, "task", "title", "First", "due_on", "2026-03-10", "priority", "high", NULL);
  crm_test_add (store, "task", "title", "At four", "due_at", "2026-03-10 16:00", NULL);
  crm_test_add (store, "task", "title", "Midnight", "due_at", "2026-03-11 00:00", NULL);
  crm_test_add (store, "task", "title", "Later", "due_on", "2026-03-12", NULL);
  crm_test_add (store, "task", "title", "Some day", NULL);
  crm_test_add (store, "task", "title", "Their answer", "kind", "wait", "due_on", "2026-03-10", NULL);
  crm_test_add (store, "task", "title", "Waited", "kind", "wait", "due_on", "2026-03-05", NULL);
  line = crm_test_add (store, "task", "title", "Gone", "due_on", "2026-03-10", NULL);
  crm_test_archive (store, "task", line);
  crm_test_add (store, "task", "title", "Finished", "due_on", "2026-03-10", "state", "done", NULL);
  crm_test_add (store, "task", "title", "Refused", "due_on", "2026-03-10", "state", "declined", NULL);
  crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-10 14:00", "ends_at",
      "2026-03-10 15:15", "clients", id, "place", "Cafe", NULL);
  crm_test_add (store, "meeting", "title", "Fair", "starts_at", "2026-03-09 09:00", "ends_at",
      "2026-03-11 18:00", NULL);
  crm_test_add (store, "meeting", "title", "Forgotten", "starts_at", "2026-03-06 09:00", NULL);
  crm_test_add (
      store, "meeting", "title", "Cancelled", "starts_at", "2026-03-10 09:00", "state", "cancelled", NULL);
  crm_test_add (store, "meeting", "title", "Held", "starts_at", "2026-03-10 08:00", "state", "held", NULL);
  crm_test_add (store, "meeting", "title", "Next day", "starts_at", "2026-03-11 10:00", NULL);
  julia = crm_test_add (store, "user", "name", "Julia", NULL);
  her = g_strdup_printf ("%d", (int)julia);
  crm_test_add (store, "task", "title", "For Julia", "due_on", "2026-03-09", "owner", her, NULL);
  crm_test_add (store, "task", "title", "Hers later", "due_on", "2026-03-19", "owner", her, NULL);

  today = read_day (store, "2026-03-10T12:00:00Z");
  SAYS (today, overdue,
      "Just now: 20 minutes late | Morning: 2 hours late | Yesterday: 1 day late | Old: 2 days late"
      " | Forgotten: Was planned for 6 March: did it take place? | Waited: No answer, waited until 5 March");
  SAYS (today, agenda,
      "Fair: 9 March | Tasting: Today 14:00 | At four: Today 16:00 | First: Today | Any time: Today");
  SAYS (today, tomorrow, "Midnight: Tomorrow 00:00 | Next day: Tomorrow 10:00");
  SAYS (today, waiting, "Their answer: Waiting since today, until 10 March | For Julia: Julia: 1 day late");
  SAYS (today, done, "Finished: Done at 12:00 | Held: Done at 08:00");
  /* Six are late, five are of today. */
  g_assert_cmpuint (crm_today_get_n_overdue (today), ==, 6);
  g_assert_cmpuint (crm_today_get_n_done (today), ==, 2);
  g_assert_cmpuint (crm_today_get_actions (today), ==, 11);
  {
    const CrmTodayLine *tasting = crm_today_get_agenda (today)->pdata[1];

    g_assert_cmpstr (tasting->kind, ==, "meeting");
    g_assert_cmpint (tasting->client, ==, anna);
    g_assert_cmpstr (tasting->client_name, ==, "Anna");
    g_assert_cmpstr (tasting->client_caption, ==, "Cafe");
    g_assert_cmpint (tasting->ends_at - tasting->at, ==, 75 * G_TIME_SPAN_MINUTE);
  }

  /* The same book at midnight: what was of today is late, tomorrow is today. */
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-11T00:00:00Z");
  SAYS (today, agenda, "Fair: 9 March | Midnight: Today 00:00 | Next day: Today 10:00");
  SAYS (today, tomorrow, "Later: Tomorrow");
  SAYS (today, done, "");
  crm_test_close (store);
}

/* Of a series the time of the day counts, and of those before only the last; whole days have no hour and end with their last day. */
static void
test_series (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  g_autoptr (CrmToday) today = NULL;
  const CrmTodayLine *line;
  gint64 julia, series;

  series = crm_test_add (store, "meeting", "title", "Round", "starts_at", "2026-02-25 10:00", "ends_at",
      "2026-02-25 11:00", "recurrence", "FREQ=DAILY", NULL);
  crm_test_add (store, "meeting", "title", "Fair", "starts_on", "2026-03-08", "ends_on", "2026-03-09", NULL);
  crm_test_add (store, "meeting", "title", "Show", "starts_on", "2026-03-01", "ends_on", "2026-03-10", NULL);
  crm_test_add (store, "meeting", "title", "Next", "starts_on", "2026-03-11", NULL);
  julia = crm_test_add (store, "user", "name", "Julia", NULL);
  g_assert_cmpint (julia, !=, 0);
  crm_test_add (store, "meeting", "title", "Hers", "starts_at", "2026-03-10 17:00", "owner", "Julia", NULL);
  today = read_day (store, "2026-03-10T09:00:00Z");
  SAYS (today, overdue,
      "Round: Was planned for 9 March: did it take place? | Fair: Was planned for 8 March: did it take "
      "place?");
  SAYS (today, agenda, "Round: Today 10:00 | Show: 1 March");
  SAYS (today, tomorrow, "Round: Tomorrow 10:00 | Next: Tomorrow");
  g_assert_cmpuint (crm_today_get_actions (today), ==, 4);
  g_assert_cmpuint (crm_today_get_n_overdue (today), ==, 2);
  line = crm_today_get_overdue (today)->pdata[0];
  g_assert_cmpint (line->id, ==, series);
  g_assert_cmpstr (line->rid, ==, "20260309T100000");
  line = crm_today_get_agenda (today)->pdata[1];
  g_assert_cmpint (line->at, ==, 0);
  g_assert_null (line->rid);
  /* Whose meeting one takes part in is one's own too. */
  crm_test_add (store, "participant", "meeting", "5", "user", "1", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-10T09:00:00Z");
  SAYS (today, agenda, "Round: Today 10:00 | Hers: Today 17:00 | Show: 1 March");
  crm_test_close (store);
}

/* 25 October 2026 has 25 hours in Berlin. */
static void
test_clock_change (void)
{
  CrmStore *store = open_book ("Europe/Berlin");
  g_autoptr (CrmToday) before = NULL, last = NULL, after = NULL;

  crm_test_add (store, "task", "title", "Sunday", "due_on", "2026-10-25", NULL);
  crm_test_add (store, "task", "title", "Monday", "due_on", "2026-10-26", NULL);
  before = read_day (store, "2026-10-24T22:00:00Z");
  SAYS (before, agenda, "Sunday: Today");
  SAYS (before, tomorrow, "Monday: Tomorrow");
  last = read_day (store, "2026-10-25T22:59:59Z");
  SAYS (last, agenda, "Sunday: Today");
  after = read_day (store, "2026-10-25T23:00:00Z");
  SAYS (after, agenda, "Monday: Today");
  SAYS (after, overdue, "");
  g_clear_pointer (&after, crm_today_unref);
  after = read_day (store, "2026-10-25T23:00:01Z");
  SAYS (after, overdue, "Sunday: 1 day late");
  crm_test_close (store);
}

static void
test_deal_hints (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL), leaver, deal, hint;
  g_autofree char *id = g_strdup_printf ("%d", (int)anna), *gone = NULL, *dropped = NULL;

  crm_test_add (store, "call", "client", id, "at", "2026-03-04 10:00", "direction", "out", NULL);
  crm_test_set (store, "client", anna, "status", "customer", NULL);
  deal = crm_test_add (store, "deal", "title", "Beans", "client", id, "amount", "100 EUR", NULL);
  crm_test_sql (store, "UPDATE stage SET rot_days = 10 WHERE id = 1");
  today = read_day (store, "2026-03-16T12:00:00Z");
  SAYS (today, hints, "Plan a step: Anna: No next step in deal “Beans”, 12 days without contact");

  /* Too long in its stage, which says more; not while a step is planned. */
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-25T12:00:00Z");
  {
    g_autofree char *stage = crm_test_get (store, "stage", 1, "name");
    g_autofree char *wanted = g_strdup_printf ("Move on: Beans: 14 days in “%s”, the stage allows 10", stage);
    SAYS (today, hints, wanted);
  }
  dropped = g_strdup_printf ("%d", (int)deal);
  hint = crm_test_add (store, "task", "title", "Ask", "deal", dropped, "due_on", "2026-04-20", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-25T12:00:00Z");
  SAYS (today, hints, "");
  crm_test_archive (store, "task", hint);

  /* Dismissed until a day, then for good; only that hint, only for that deal. */
  hint = crm_test_add (store, "hint_dismissal", "hint", "rotting", "about", "deal", "about_id", dropped,
      "until", "2026-03-27", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-26T12:00:00Z");
  SAYS (today, hints, "");
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-27T00:00:00Z");
  g_assert_cmpuint (crm_today_get_hints (today)->len, ==, 1);
  crm_test_set (store, "hint_dismissal", hint, "until", "", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2030-03-27T00:00:00Z");
  for (guint i = 0; i < crm_today_get_hints (today)->len; i++)
    g_assert_cmpstr (((CrmTodayLine *)crm_today_get_hints (today)->pdata[i])->hint, !=, "rotting");
  crm_test_archive (store, "hint_dismissal", hint);
  crm_test_archive (store, "deal", deal);

  /* What should be closed by now; whose responsible person left. The largest first, at most three of a kind. */
  leaver = crm_test_add (store, "user", "name", "Mark", "active", "false", NULL);
  gone = g_strdup_printf ("%d", (int)leaver);
  crm_test_add (store, "deal", "title", "Late", "expected_close", "2026-03-09", NULL);
  crm_test_add (store, "deal", "title", "Orphan", "owner", gone, NULL);
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Deal %d", i), *amount = g_strdup_printf ("%d00 EUR", i);
      crm_test_add (store, "deal", "title", title, "amount", amount, NULL);
    }
  crm_test_add (store, "deal", "title", "Won", "state", "won", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-10T13:00:00Z");
  SAYS (today, hints,
      "Plan a step: Deal 5: No next step in deal “Deal 5”, no contact so far"
      " | Won or lost: Late: Was expected to close on 9 March"
      " | Hand over: Orphan: Mark is responsible, but does not work here any more"
      " | Plan a step: Deal 4: No next step in deal “Deal 4”, no contact so far"
      " | Plan a step: Deal 3: No next step in deal “Deal 3”, no contact so far");
  crm_test_close (store);
}

static void
test_client_hints (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  gint64 client;
  g_autofree char *id = NULL, *lead = NULL;

  crm_test_add (store, "client", "name", "Leap", "birthday", "2000-02-29", NULL);
  crm_test_add (store, "client", "name", "Soon", "birthday", "1984-03-03", NULL);
  crm_test_add (store, "client", "name", "Yearless", "birthday", "--02-27", NULL);
  crm_test_add (store, "client", "name", "Far", "birthday", "1984-03-08", NULL);
  today = read_day (store, "2026-02-27T12:00:00Z");
  /* 27 February 2026 is a Friday, 3 March a Tuesday. */
  SAYS (today, hints,
      "Birthday: Yearless: Birthday today | Birthday: Leap: Turns 26 tomorrow | Birthday: Soon: Turns 42 on "
      "Tuesday");
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2028-02-28T12:00:00Z");
  SAYS (today, hints, "Birthday: Leap: Turns 28 tomorrow | Birthday: Soon: Turns 44 on Friday");

  /* Bought, then silence; a step ends it, and a year. */
  client = crm_test_add (store, "client", "name", "Silent", "status", "customer", NULL);
  id = g_strdup_printf ("%d", (int)client);
  crm_test_add (store, "call", "client", id, "at", "2026-03-10 11:00", "direction", "out", NULL);
  crm_test_add (store, "deal", "title", "Roof", "client", id, "amount", "4200 EUR", "state", "won", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-06-07T12:00:00Z");
  SAYS (today, hints, "");
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-06-10T12:00:00Z");
  SAYS (today, hints, "Get in touch: Silent: Not contacted for 3 months; bought for €4,200 within a year");
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2027-03-12T12:00:00Z");
  for (guint i = 0; i < crm_today_get_hints (today)->len; i++)
    g_assert_cmpint (((CrmTodayLine *)crm_today_get_hints (today)->pdata[i])->id, !=, client);

  /* A lead one talked to. */
  client = crm_test_add (store, "client", "name", "Lead", "status", "lead", NULL);
  lead = g_strdup_printf ("%d", (int)client);
  crm_test_add (store, "call", "client", lead, "at", "2026-03-01 11:00", "direction", "out", NULL);
  crm_test_set (store, "client", client, "status", "lead", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-13T12:00:00Z");
  SAYS (today, hints, "Follow up: Lead: A lead without a next step, 12 days without contact");
  crm_test_add (store, "task", "title", "Ask", "client", lead, NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-13T12:00:00Z");
  SAYS (today, hints, "");
  crm_test_close (store);
}

/* A customer whose word is the last one wants help, unless something is planned or being sold. */
static void
add_message (CrmStore *store, const char *client, const char *direction, const char *at)
{
  crm_test_add (store, "message", "client", client, "channel", "sms", "direction", direction, "address",
      g_str_equal (client, "Anna") ? "+380671234567" : "+380671234568", "text", "Yes?", "at", at, NULL);
}

/* Who usually answers within hours and does not now; of who answered too seldom nothing is known. */
static void
test_answer_hint (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "client", "name", "Bob", NULL);
  for (int day = 1; day <= 3; day++)
    {
      g_autofree char *asked = g_strdup_printf ("2026-03-%02d 09:00", day);
      g_autofree char *answered = g_strdup_printf ("2026-03-%02d %02d:00", day, 10 + day);

      add_message (store, "Anna", "out", asked);
      add_message (store, "Anna", "in", answered);
    }
  add_message (store, "Bob", "out", "2026-03-01 09:00");
  add_message (store, "Bob", "in", "2026-03-01 10:00");
  add_message (store, "Bob", "out", "2026-03-09 09:00");
  add_message (store, "Anna", "out", "2026-03-09 09:00");
  today = read_day (store, "2026-03-12T12:00:00Z");
  SAYS (today, hints, "Ask again: Anna: You wrote 3 days ago; an answer usually comes within 3 hours");
  /* Within a day nobody is pressed. */
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-10T08:00:00Z");
  SAYS (today, hints, "");
  add_message (store, "Anna", "in", "2026-03-12 08:00");
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-12T12:00:00Z");
  SAYS (today, hints, "");
  crm_test_close (store);
}

/* Who set a task hears that it was declined, for a week, and no more once somebody else has it. */
static void
test_declined (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  gint64 task;

  crm_test_add (store, "user", "name", "Ivan", NULL);
  task = crm_test_add (store, "task", "title", "Deliver", "owner", "Ivan", "due_on", "2026-03-20", NULL);
  today = read_day (store, "2026-03-10T12:00:00Z");
  SAYS (today, waiting, "");
  crm_test_set (store, "task", task, "state", "declined", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-10T12:00:00Z");
  SAYS (today, waiting, "Deliver: Ivan declined");
  g_assert_true (((CrmTodayLine *)crm_today_get_waiting (today)->pdata[0])->declined);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-18T12:00:00Z");
  SAYS (today, waiting, "");
  crm_test_set (store, "task", task, "state", "open", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-10T12:00:00Z");
  SAYS (today, waiting, "");
  crm_test_close (store);
}

static void
test_support_hint (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  gint64 task, deal;

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "client", "name", "Stranger", NULL);
  crm_test_add (store, "deal", "title", "Roof", "client", "Anna", "amount", "10 EUR", "state", "won", NULL);
  crm_test_add (store, "call", "client", "Anna", "at", "2026-03-10 09:00", "direction", "in", NULL);
  crm_test_add (store, "call", "client", "Stranger", "at", "2026-03-10 09:00", "direction", "in", NULL);
  today = read_day (store, "2026-03-12T12:00:00Z");
  SAYS (today, hints,
      "Hand over to support: Anna: A customer who called or wrote 2 days ago; nothing is planned or being "
      "sold");
  task = crm_test_add (store, "task", "title", "Help", "client", "Anna", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-12T12:00:00Z");
  SAYS (today, hints, "");
  crm_test_archive (store, "task", task);
  deal = crm_test_add (store, "deal", "title", "Door", "client", "Anna", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-12T12:00:00Z");
  for (guint i = 0; i < crm_today_get_hints (today)->len; i++)
    g_assert_cmpstr (((CrmTodayLine *)crm_today_get_hints (today)->pdata[i])->hint, !=, "support");
  crm_test_archive (store, "deal", deal);
  /* Answered. */
  crm_test_add (store, "call", "client", "Anna", "at", "2026-03-11 09:00", "direction", "out", NULL);
  g_clear_pointer (&today, crm_today_unref);
  today = read_day (store, "2026-03-12T12:00:00Z");
  SAYS (today, hints, "");
  crm_test_close (store);
}

/* The plan and the summary */

static gboolean
setting_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const char *const *setting = data;
  return crm_transaction_set_setting (tx, setting[0], setting[1], error);
}

static void
set_setting (CrmStore *store, const char *name, const char *value)
{
  const char *setting[] = { name, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Set", setting_in_worker, setting, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
notices_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  GPtrArray **notices = data;

  *notices = crm_day_notice_take (tx, crm_transaction_get_now (tx), error);
  return *notices != NULL;
}

static gpointer
next_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 next = crm_day_notice_get_next (tx, crm_transaction_get_now (tx), error);

  return g_memdup2 (&next, sizeof next);
}

/* "kind: body" of what is told at an instant. */
static char *
tell_day (CrmStore *store, const char *instant)
{
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  crm_test_clock_set (instant);
  g_assert_true (crm_store_write_sync (store, "Tell", notices_in_worker, &notices, NULL, NULL));
  for (guint i = 0; i < notices->len; i++)
    {
      const CrmDayNotice *notice = notices->pdata[i];
      g_string_append_printf (text, "%s%s: %s", i ? " | " : "", notice->kind, notice->body);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define TELLS(store, instant, wanted) \
  G_STMT_START \
  { \
    g_autofree char *told = tell_day (store, instant); \
    g_assert_cmpstr (told, ==, wanted); \
  } \
  G_STMT_END

static void
assert_next (CrmStore *store, const char *instant)
{
  g_autofree gint64 *next = crm_store_read_sync (store, next_in_worker, NULL, NULL);
  g_autofree char *text = *next == G_MAXINT64 ? g_strdup ("never") : crm_instant_format (*next);

  g_assert_cmpstr (text, ==, instant);
}

static gpointer
read_report (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_day_report_read (tx, crm_clock_now (), error);
}

static void
test_notices (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 late, timed, second, deal;
  g_autofree char *report = NULL;

  crm_test_clock_set ("2026-03-10T05:00:00Z");
  crm_test_add (store, "client", "name", "Anna", NULL);
  late = crm_test_add (store, "task", "title", "Late", "due_on", "2026-03-09", NULL);
  timed = crm_test_add (
      store, "task", "title", "Call back", "client", "Anna", "due_at", "2026-03-10T10:00:00Z", NULL);
  second = crm_test_add (store, "task", "title", "Tomorrow", "due_on", "2026-03-11", NULL);

  /* Nobody asked for it. */
  assert_next (store, "never");
  TELLS (store, "2026-03-10T07:00:00Z", "");
  set_setting (store, "day-plan", "08:00");
  set_setting (store, "day-summary", "18:00");
  /* In Kyiv it is nine o'clock. */
  assert_next (store, "2026-03-10T06:00:00Z");
  TELLS (store, "2026-03-10T07:00:00Z", "day-plan: 1 overdue · 1 for today\n12:00 Call back (Anna)\nLate");
  /* Once a day, whatever is set afterwards. */
  TELLS (store, "2026-03-10T07:01:00Z", "");
  assert_next (store, "2026-03-10T16:00:00Z");
  set_setting (store, "day-plan", "09:30");
  TELLS (store, "2026-03-10T08:00:00Z", "");

  crm_test_set (store, "task", late, "state", "done", NULL);
  crm_test_set (store, "task", timed, "state", "done", NULL);
  TELLS (store, "2026-03-10T15:59:00Z", "");
  TELLS (store, "2026-03-10T16:00:00Z", "day-summary: 2 done · 1 for tomorrow");
  /* What was done by whoever is asked, in the order in which it was. */
  crm_test_clock_set ("2026-03-10T16:01:00Z");
  deal = crm_test_add (store, "deal", "title", "Beans", "client", "Anna", NULL);
  crm_test_add (store, "call", "client", "Anna", "at", "2026-03-10T09:00:00Z", "direction", "out", "outcome",
      "agreed", "deal", "Beans", NULL);
  crm_test_add (store, "call", "client", "Anna", "at", "2026-03-09T09:00:00Z", "direction", "out", NULL);
  crm_test_set (store, "deal", deal, "state", "won", NULL);
  report = crm_store_read_sync (store, read_report, NULL, NULL);
  g_assert_cmpstr (
      report, ==, "• Late\n• Call back (Anna)\n• Call (Anna): Beans, Agreed\n• “Beans” won (Anna)\n");
  assert_next (store, "2026-03-11T07:30:00Z");

  /* Who begins in the evening is not told the plan; an empty day is not told at all. */
  TELLS (store, "2026-03-11T17:00:00Z", "day-summary: 1 left");
  crm_test_set (store, "task", second, "state", "done", NULL);
  crm_test_clock_set ("2026-03-12T00:00:00Z");
  TELLS (store, "2026-03-12T17:00:00Z", "");
  /* The clocks go forward on 29 March: the time of the day stays. */
  crm_test_clock_set ("2026-03-28T17:00:00Z");
  TELLS (store, "2026-03-28T17:00:00Z", "");
  assert_next (store, "2026-03-29T06:30:00Z");
  set_setting (store, "day-plan", "never");
  set_setting (store, "day-summary", "never");
  assert_next (store, "never");
  crm_test_close (store);
}

/* done/wanted of each goal, in their order */
static char *
tell_goals (CrmToday *today)
{
  GPtrArray *goals = crm_today_get_goals (today);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < goals->len; i++)
    {
      const CrmGoalState *goal = goals->pdata[i];
      g_string_append_printf (text, "%s%s %s %lld/%lld%s%s%s", i ? " | " : "", goal->title, goal->measure,
          (long long)goal->done, (long long)goal->wanted, goal->currency, goal->left_out ? " but " : "",
          goal->left_out ? goal->left_out : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_goals (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL, other = NULL;
  g_autofree char *got = NULL, *again = NULL;
  gint64 julia = crm_test_add (store, "user", "name", "Julia", NULL);
  g_autofree char *her = g_strdup_printf ("%d", (int)julia);

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "goal", "period", "month", "measure", "won-sum", "amount", "1000 EUR", NULL);
  crm_test_add (
      store, "goal", "period", "quarter", "measure", "won-count", "number", "10", "owner", "1", NULL);
  crm_test_add (store, "goal", "period", "week", "measure", "calls", "number", "20", NULL);
  crm_test_add (store, "goal", "period", "year", "measure", "new-deals", "number", "30", NULL);
  crm_test_add (store, "goal", "period", "month", "measure", "meetings", "number", "5", NULL);
  crm_test_add (store, "goal", "period", "month", "measure", "new-clients", "number", "6", NULL);
  crm_test_add (store, "goal", "period", "month", "measure", "calls", "number", "9", "owner", her, NULL);
  for (int i = 0; i < 4; i++)
    {
      static const char *const closed[] = { "2026-03-01 00:00", "2026-02-28 23:59", "2026-03-10 10:00",
        "2026-03-31 23:59" };
      gint64 deal =
          crm_test_add (store, "deal", "title", "Deal", "amount", i == 2 ? "70 UAH" : "100 EUR", NULL);

      crm_test_set (store, "deal", deal, "state", "won", NULL);
      crm_test_set (store, "deal", deal, "closed_at", closed[i], "owner", i == 3 ? her : "1", NULL);
    }
  /* Monday is 9 March; Sunday before it belongs to another week only when weeks begin on Monday. */
  crm_test_add (store, "call", "client", "1", "at", "2026-03-08 12:00", "direction", "out", NULL);
  crm_test_add (store, "call", "client", "1", "at", "2026-03-09 00:00", "direction", "in", NULL);
  crm_test_add (store, "call", "client", "1", "at", "2026-03-15 23:59", "direction", "out", NULL);
  crm_test_add (store, "call", "client", "1", "at", "2026-03-16 00:00", "direction", "out", NULL);
  crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-02 14:00", "state", "held",
      "clients", "1", NULL);
  crm_test_add (store, "meeting", "title", "Planned", "starts_at", "2026-03-02 14:00", NULL);
  crm_test_add (store, "deal", "title", "Open", "amount", "1000 EUR", "probability", "33", NULL);

  today = read_day (store, "2026-03-12T12:00:00Z");
  got = tell_goals (today);
  g_assert_cmpstr (got, ==,
      "Goal for March won-sum 20000/100000EUR but UAH 70 | Goal for quarter 1 won-count 3/10"
      " | Goal for this week calls 2/20 | Goal for 2026 new-deals 5/30 | Goal for March meetings 1/5"
      " | Goal for March new-clients 1/6");
  g_assert_cmpuint (crm_today_get_calls_this_week (today), ==, 2);
  g_assert_cmpuint (crm_today_get_new_deals (today), ==, 5);
  g_assert_cmpint (crm_sums_get_amount (crm_today_get_weighted (today), "EUR"), ==, 33000);
  set (store, "week-start", "7");
  other = read_day (store, "2026-03-12T12:00:00Z");
  g_assert_cmpuint (crm_today_get_calls_this_week (other), ==, 2);
  g_clear_pointer (&other, crm_today_unref);
  other = read_day (store, "2026-03-08T12:00:00Z");
  g_assert_cmpuint (crm_today_get_calls_this_week (other), ==, 2);
  g_clear_pointer (&other, crm_today_unref);
  other = read_day (store, "2026-04-01T12:00:00Z");
  again = tell_goals (other);
  g_assert_nonnull (strstr (again, "Goal for April won-sum 0/100000EUR"));
  g_assert_nonnull (strstr (again, "Goal for quarter 2 won-count 0/10"));
  g_assert_cmpuint (crm_today_get_new_deals (other), ==, 0);
  crm_test_close (store);
}

/* Counters and sums on random data against plain SQL. */
static void
test_random (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (CrmToday) today = NULL;
  g_autofree char *sql = NULL, *open = NULL, *deals = NULL;
  gint64 now = at ("2026-03-10T15:00:00Z");

  crm_test_add (store, "user", "name", "Julia", NULL);
  for (int i = 0; i < 300; i++)
    {
      static const char *const kinds[] = { "call", "wait", "todo" };
      int day = g_test_rand_int_range (1, 28), hour = g_test_rand_int_range (0, 24),
          owner = g_test_rand_int_range (0, 4);
      g_autofree char *date = g_strdup_printf ("2026-03-%02d", MAX (day, 5) % 16 + 1),
                      *time = g_strdup_printf ("%s %02d:30", date, hour);

      crm_test_add (store, "task", "title", "T", "kind", kinds[g_test_rand_int_range (0, 3)], "owner",
          owner == 0 ? "2" : "1", i % 2 ? "due_on" : "due_at", i % 2 ? date : time, "state",
          g_test_rand_int_range (0, 3) ? "open" : "done", NULL);
    }
  for (int i = 0; i < 200; i++)
    {
      g_autofree char *amount = g_strdup_printf (
                          "%d.%02d %s", g_test_rand_int_range (0, 100000), i % 100, i % 3 ? "EUR" : "UAH"),
                      *weight = g_strdup_printf ("%d", g_test_rand_int_range (0, 101)),
                      *stage = g_strdup_printf ("%d", g_test_rand_int_range (1, 4));

      crm_test_add (store, "deal", "title", "D", "amount", amount, NULL);
      if (i % 2)
        crm_test_set (store, "deal", i + 1, "probability", weight, "stage", stage, NULL);
      if (i % 7 == 0)
        crm_test_set (store, "deal", i + 1, "state", "lost", NULL);
    }
  today = read_day (store, "2026-03-10T15:00:00Z");
  sql = g_strdup_printf ("SELECT count (*) FROM task WHERE state = 'open' AND owner = 1 AND"
                         " COALESCE (due_at, unixepoch (due_on, '+1 day') * 1000000) < %lld",
      (long long)now);
  g_assert_cmpint (crm_today_get_n_overdue (today), ==, crm_test_sql_integer (store, sql));
  g_assert_cmpint (
      MIN (crm_today_get_n_overdue (today), 200), ==, (gint64)crm_today_get_overdue (today)->len);
  open = g_strdup_printf (
      "SELECT count (*) FROM task WHERE state = 'open' AND owner = 1 AND due_on = '2026-03-10'"
      " AND kind <> 'wait' AND COALESCE (due_at, %lld) >= %lld",
      (long long)now, (long long)now);
  g_assert_cmpint ((gint64)crm_today_get_agenda (today)->len, ==, crm_test_sql_integer (store, open));
  g_assert_cmpint (crm_today_get_actions (today) - crm_today_get_n_overdue (today), ==,
      crm_test_sql_integer (store, open));
  for (int i = 0; i < 2; i++)
    {
      const char *currency = i ? "UAH" : "EUR";

      g_free (deals);
      deals = g_strdup_printf (
          "SELECT (sum (d.amount * COALESCE (d.probability, s.probability)) + 50) / 100 FROM deal d"
          " JOIN stage s ON s.id = d.stage WHERE d.state = 'open' AND d.amount_currency = '%s'",
          currency);
      g_assert_cmpint (crm_sums_get_amount (crm_today_get_weighted (today), currency), ==,
          crm_test_sql_integer (store, deals));
    }
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/today/lists", test_lists);
  g_test_add_func ("/today/series", test_series);
  g_test_add_func ("/today/clock-change", test_clock_change);
  g_test_add_func ("/today/hints/deals", test_deal_hints);
  g_test_add_func ("/today/hints/clients", test_client_hints);
  g_test_add_func ("/today/declined", test_declined);
  g_test_add_func ("/today/hints/support", test_support_hint);
  g_test_add_func ("/today/hints/no-answer", test_answer_hint);
  g_test_add_func ("/today/notices", test_notices);
  g_test_add_func ("/today/goals", test_goals);
  g_test_add_func ("/today/random", test_random);
  return crm_test_store_done (g_test_run ());
}
