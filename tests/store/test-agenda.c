/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "calendar/crm-agenda.h"
#include "crm-test-store.h"

/* What stands in a stretch of days: each layer by itself and all together, what touches the edges, other zones, bounds, what a day is, and the
 * days that have something. */

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
  return crm_agenda_read (tx, data, error);
}

static gpointer
days_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read_days (tx, data, error);
}

static CrmAgenda *
read_query (CrmStore *store, CrmAgendaQuery *query)
{
  g_autoptr (GError) error = NULL;
  CrmAgenda *agenda = crm_store_read_sync (store, read_in_worker, query, &error);

  g_assert_no_error (error);
  return agenda;
}

/* Of the days from first on and before last, in UTC. */
static CrmAgenda *
read_days (CrmStore *store, const char *first, const char *last, CrmLayers layers)
{
  CrmAgendaQuery query = { .from = at (first), .until = at (last), .layers = layers };

  return read_query (store, &query);
}

/* "kind title 10 09:00-10:00 | kind title 11-13" by the clocks of UTC. */
static char *
tell (CrmAgenda *agenda)
{
  GPtrArray *items = crm_agenda_get_items (agenda);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const CrmAgendaItem *item = items->pdata[i];
      g_autofree char *from = crm_instant_format (item->starts_at), *to = crm_instant_format (item->ends_at);

      g_string_append_printf (text, "%s%s %s ", i ? " | " : "", item->kind, item->title);
      if (item->all_day)
        g_string_append_printf (text, "%.5s–%.5s", from + 5, to + 5);
      else
        g_string_append_printf (text, "%.11s–%.5s", from + 5, to + 11);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define SAYS(agenda, wanted) \
  G_STMT_START \
  { \
    g_autofree char *says_got = tell (agenda); \
    g_assert_cmpstr (says_got, ==, wanted); \
  } \
  G_STMT_END

#define SHOWS(store, first, last, layers, wanted) \
  G_STMT_START \
  { \
    g_autoptr (CrmAgenda) shows_got = read_days (store, first, last, layers); \
    SAYS (shows_got, wanted); \
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

/* It is Tuesday, 10 March 2026, noon. */
static CrmStore *
open_book (const char *zone)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  set (store, "time-zone", zone);
  set (store, "working-hours", "1-5 09:00-13:00;1-5 14:00-18:00;6 10:00-14:00");
  return store;
}

static void
test_meetings (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 roastery = crm_test_add (store, "client", "kind", "company", "name", "Roastery", NULL), anna, peter;
  g_autofree char *company = g_strdup_printf ("%d", (int)roastery), *clients = NULL;
  g_autoptr (CrmAgenda) week = NULL;
  const CrmAgendaItem *item;

  anna = crm_test_add (store, "client", "name", "Anna", "company", company, "phone", "+380671234567", NULL);
  peter = crm_test_add (store, "client", "name", "Peter", NULL);
  clients = g_strdup_printf ("%d, %d", (int)anna, (int)peter);
  crm_test_add (store, "meeting", "title", "Tasting", "starts_at", "2026-03-10 14:00", "ends_at",
      "2026-03-10 15:15", "clients", clients, "place", "Cafe", "text", "Bring Kenya", "online",
      "https://meet.example.org/a", NULL);
  crm_test_add (store, "meeting", "title", "Forgotten", "starts_at", "2026-03-09 09:00", "ends_at",
      "2026-03-09 10:00", NULL);
  crm_test_add (store, "meeting", "title", "Held", "starts_at", "2026-03-09 09:00", "ends_at",
      "2026-03-09 09:30", "state", "held", NULL);
  /* At the edges of the week: those that touch it and those that do not. */
  crm_test_add (store, "meeting", "title", "Over", "starts_at", "2026-03-08 22:00", "ends_at",
      "2026-03-09 00:00", NULL);
  crm_test_add (store, "meeting", "title", "Night", "starts_at", "2026-03-08 22:00", "ends_at",
      "2026-03-09 01:00", NULL);
  crm_test_add (store, "meeting", "title", "Month", "starts_at", "2026-03-01 08:00", "ends_at",
      "2026-04-01 08:00", NULL);
  crm_test_add (store, "meeting", "title", "Long over", "starts_at", "2026-03-01 08:00", "ends_at",
      "2026-03-09 00:00", NULL);
  crm_test_add (store, "meeting", "title", "Next week", "starts_at", "2026-03-16 00:00", "ends_at",
      "2026-03-16 01:00", NULL);
  crm_test_add (store, "meeting", "title", "Last", "starts_at", "2026-03-15 23:59", "ends_at",
      "2026-03-16 01:00", NULL);
  crm_test_add (store, "meeting", "title", "Fair", "starts_at", "2026-03-12 00:00", "starts_on", "2026-03-12",
      "ends_on", "2026-03-14", NULL);
  crm_test_archive (store, "meeting",
      crm_test_add (store, "meeting", "title", "Gone", "starts_at", "2026-03-10 14:00", NULL));

  week = read_days (store, "2026-03-09", "2026-03-16", CRM_LAYER_ALL);
  SAYS (week,
      "meeting Month 03-01T08:00–08:00 | meeting Night 03-08T22:00–01:00 | meeting Forgotten "
      "03-09T09:00–10:00"
      " | meeting Held 03-09T09:00–09:30 | meeting Tasting 03-10T14:00–15:15 | meeting Fair 03-12–03-15"
      " | meeting Last 03-15T23:59–01:00");
  g_assert_cmpuint (crm_agenda_get_n_left_out (week), ==, 0);
  item = crm_agenda_get_items (week)->pdata[4];
  g_assert_cmpstr (item->step, ==, "meeting");
  g_assert_cmpstr (item->rid, ==, "");
  g_assert_cmpstr (item->state, ==, "planned");
  g_assert_cmpstr (item->place, ==, "Cafe");
  g_assert_cmpstr (item->online, ==, "https://meet.example.org/a");
  g_assert_cmpstr (item->text, ==, "Bring Kenya");
  g_assert_cmpint (item->client, ==, anna);
  g_assert_cmpstr (item->client_name, ==, "Anna");
  g_assert_cmpstr (item->client_caption, ==, "Roastery");
  g_assert_nonnull (item->phone);
  g_assert_cmpuint (item->n_clients, ==, 2);
  g_assert_false (item->unanswered);
  g_assert_false (item->repeats);
  g_assert_null (item->sync);
  item = crm_agenda_get_items (week)->pdata[2];
  g_assert_true (item->unanswered);
  item = crm_agenda_get_items (week)->pdata[3];
  g_assert_false (item->unanswered);
  crm_test_close (store);
}

static void
test_layers (void)
{
  CrmStore *store = open_book ("UTC");
  g_autofree char *anna = g_strdup_printf (
      "%d", (int)crm_test_add (store, "client", "name", "Anna", "birthday", "1980-03-11", NULL));
  gint64 julia = crm_test_add (store, "user", "name", "Julia", NULL);
  g_autofree char *her = g_strdup_printf ("%d", (int)julia);
  CrmAgendaQuery query = {
    .from = at ("2026-03-09"), .until = at ("2026-03-16"), .layers = CRM_LAYER_ALL, .owner = julia
  };
  g_autoptr (CrmAgenda) hers = NULL;

  crm_test_add (
      store, "task", "title", "Call", "kind", "call", "due_at", "2026-03-10 09:15", "client", anna, NULL);
  crm_test_add (store, "task", "title", "Any time", "due_on", "2026-03-10", NULL);
  crm_test_add (store, "task", "title", "Sunday", "due_on", "2026-03-15", "owner", her, NULL);
  crm_test_add (store, "task", "title", "Monday", "due_on", "2026-03-16", NULL);
  crm_test_add (store, "task", "title", "Before", "due_on", "2026-03-08", NULL);
  crm_test_add (store, "task", "title", "Done", "due_on", "2026-03-09", "state", "done", NULL);
  crm_test_add (store, "task", "title", "Refused", "due_on", "2026-03-09", "state", "declined", NULL);
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_TASKS,
      "task Done 03-09–03-10 | task Any time 03-10–03-11 | task Call 03-10T09:15–09:15 | task Sunday "
      "03-15–03-16");
  /* One that a meeting was made of is that meeting, as long as it stands. */
  {
    gint64 task = crm_test_add (store, "task", "title", "Show it", "due_on", "2026-03-12", NULL), meeting;
    g_autofree char *id = g_strdup_printf ("%d", (int)task);

    meeting = crm_test_add (store, "meeting", "title", "Show it", "starts_at", "2026-03-12 10:00", "ends_at",
        "2026-03-12 11:00", "task", id, NULL);
    SHOWS (store, "2026-03-12", "2026-03-13", CRM_LAYER_TASKS | CRM_LAYER_MEETINGS,
        "meeting Show it 03-12T10:00–11:00");
    crm_test_set (store, "meeting", meeting, "state", "cancelled", NULL);
    SHOWS (store, "2026-03-12", "2026-03-13", CRM_LAYER_TASKS, "task Show it 03-12–03-13");
    crm_test_set (store, "task", task, "due_on", "2026-04-12", NULL);
  }

  crm_test_add (store, "deal", "title", "Beans", "client", anna, "expected_close", "2026-03-12", NULL);
  crm_test_add (store, "deal", "title", "Later", "client", anna, "expected_close", "2026-03-20", NULL);
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_CLOSINGS, "closing Beans 03-12–03-13");

  crm_test_add (store, "leave", "user", her, "starts_on", "2026-03-05", "ends_on", "2026-03-10", NULL);
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_LEAVE, "leave Julia: Vacation 03-05–03-11");
  SHOWS (store, "2026-03-11", "2026-03-16", CRM_LAYER_LEAVE, "");
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_BIRTHDAYS, "birthday Birthday: turns 46 03-11–03-12");

  hers = read_query (store, &query);
  SAYS (hers, "leave Julia: Vacation 03-05–03-11 | task Sunday 03-15–03-16");
  crm_test_close (store);
}

static void
test_birthdays (void)
{
  CrmStore *store = open_book ("UTC");

  crm_test_add (store, "client", "name", "Leap", "birthday", "2000-02-29", NULL);
  crm_test_add (store, "client", "name", "New Year", "birthday", "--01-01", NULL);
  crm_test_add (store, "client", "name", "Eve", "birthday", "1970-12-31", NULL);
  crm_test_add (store, "client", "name", "Not yet", "birthday", "2026-01-02", NULL);
  crm_test_archive (
      store, "client", crm_test_add (store, "client", "name", "Gone", "birthday", "--01-01", NULL));
  SHOWS (store, "2026-02-28", "2026-03-01", CRM_LAYER_BIRTHDAYS, "birthday Birthday: turns 26 02-28–03-01");
  SHOWS (store, "2026-03-01", "2026-03-02", CRM_LAYER_BIRTHDAYS, "");
  SHOWS (store, "2028-02-28", "2028-02-29", CRM_LAYER_BIRTHDAYS, "");
  SHOWS (store, "2028-02-29", "2028-03-01", CRM_LAYER_BIRTHDAYS, "birthday Birthday: turns 28 02-29–03-01");
  SHOWS (store, "2025-12-29", "2026-01-05", CRM_LAYER_BIRTHDAYS,
      "birthday Birthday: turns 55 12-31–01-01 | birthday Birthday 01-01–01-02 | birthday Birthday "
      "01-02–01-03");
  SHOWS (store, "1999-12-31", "2001-01-01", CRM_LAYER_BIRTHDAYS,
      "birthday Birthday: turns 29 12-31–01-01 | birthday Birthday 01-01–01-02 | birthday Birthday "
      "02-29–03-01"
      " | birthday Birthday: turns 30 12-31–01-01");
  crm_test_close (store);
}

/* Events of the desktop's calendars, holidays, and where a meeting stands that is kept there. */
static void
test_events (void)
{
  CrmStore *store = open_book ("UTC");
  g_autofree char *work =
      g_strdup_printf ("%d", (int)crm_test_add (store, "calendar", "name", "Work", "color", "#1c71d8",
                                 "visible", "true", "mode", "both", NULL));
  gint64 hidden = crm_test_add (store, "calendar", "name", "Hidden", "visible", "false", NULL),
         days = crm_test_add (
             store, "calendar", "name", "Holidays", "role", "holidays", "visible", "true", NULL);
  g_autofree char *events = NULL;
  static const char *const states[] = { "clean", "push", "conflict", "failed", "push" };
  static const char *const syncs[] = { NULL, "queued", "conflict", "error", "queued" };
  g_autoptr (CrmAgenda) agenda = NULL;

  events =
      g_strdup_printf ("INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title) VALUES"
                       " (1, %s, 'a', 'clean', 0, 'Dentist'), (2, %d, 'b', 'clean', 0, 'Secret'),"
                       " (3, %d, 'c', 'clean', 0, 'Spring Day')",
          work, (int)hidden, (int)days);
  crm_test_sql (store, events);
  crm_test_sql (store, "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
                       " (1773309600000000, 1, 1, '20260312T100000', 1773313200000000, 0),"
                       " (1773309600000000, 1, 2, '', 1773313200000000, 0),"
                       " (1773360000000000, 1, 3, '', 1773446400000000, 1)");
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_ALL,
      "event Dentist 03-12T10:00–11:00 | holiday Spring Day 03-13–03-14");
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_EVENTS, "event Dentist 03-12T10:00–11:00");
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_HOLIDAYS, "holiday Spring Day 03-13–03-14");
  agenda = read_days (store, "2026-03-09", "2026-03-16", CRM_LAYER_EVENTS);
  {
    const CrmAgendaItem *item = crm_agenda_get_items (agenda)->pdata[0];

    g_assert_true (item->read_only);
    g_assert_true (item->repeats);
    g_assert_cmpint (item->id, ==, 1);
    g_assert_cmpstr (item->color, ==, "#1c71d8");
  }

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *hour = g_strdup_printf ("2026-03-10 %02u:00", 10 + i), *sql = NULL;
      gint64 id =
          crm_test_add (store, "meeting", "title", "Meeting", "starts_at", hour, "calendar", work, NULL);

      sql = g_strdup_printf (
          "INSERT INTO calendar_event (calendar_id, ical_uid, meeting_id, state, tries, error)"
          " VALUES (%s, 'm%u', %d, '%s', 0, %s)",
          work, i, (int)id, states[i], i >= 3 ? "'Refused'" : "NULL");
      crm_test_sql (store, sql);
    }
  crm_test_add (
      store, "meeting", "title", "Not yet", "starts_at", "2026-03-10 20:00", "calendar", work, NULL);
  g_clear_pointer (&agenda, crm_agenda_unref);
  agenda = read_days (store, "2026-03-10", "2026-03-11", CRM_LAYER_MEETINGS);
  g_assert_cmpuint (crm_agenda_get_items (agenda)->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      const CrmAgendaItem *item = crm_agenda_get_items (agenda)->pdata[i];

      g_assert_cmpstr (item->sync, ==, i < 5 ? syncs[i] : "queued");
      g_assert_cmpstr (item->color, ==, "#1c71d8");
    }
  crm_test_close (store);
}

static void
assert_day (
    CrmAgenda *agenda, guint i, gboolean works, const char *spans, const char *holiday, const char *away)
{
  const CrmAgendaDay *day = crm_agenda_get_days (agenda)->pdata[i];
  g_autoptr (GString) text = g_string_new (NULL), names = g_string_new (NULL);

  for (guint k = 0; k < day->spans->len; k++)
    g_string_append_printf (text, "%s%d", k ? " " : "", g_array_index (day->spans, int, k));
  for (guint k = 0; k < day->away->len; k++)
    g_string_append_printf (names, "%s%s", k ? " " : "", (char *)day->away->pdata[k]);
  g_assert_cmpint (day->works, ==, works);
  g_assert_cmpstr (text->str, ==, spans);
  g_assert_cmpstr (day->holiday, ==, holiday);
  g_assert_cmpstr (names->str, ==, away);
}

/* Nobody notes the times of the years to come: the rule is asked, and what has a row is not told twice. */
static void
test_far_events (void)
{
  CrmStore *store = open_book ("UTC");
  CrmAgendaQuery query = { .from = at ("2029-03-01"), .until = at ("2029-03-04"), .layers = CRM_LAYER_ALL };
  g_autoptr (CrmAgenda) agenda = NULL;

  crm_test_add (store, "calendar", "name", "Work", "visible", "true", "mode", "both", NULL);
  crm_test_sql (store,
      "INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title, base) VALUES (1, 1, 'a', "
      "'clean', 0, 'Rent', 'BEGIN:VCALENDAR' || char (13, 10) || 'BEGIN:VEVENT' || char (13, 10) || 'UID:a' "
      "|| char (13, 10) || 'DTSTART:20240110T090000Z' || char (13, 10) || 'DTEND:20240110T100000Z' || char "
      "(13, 10) || 'EXDATE:20290410T090000Z' || char (13, 10) || 'RRULE:FREQ=MONTHLY' || char (13, 10) || "
      "'END:VEVENT' || char (13, 10) || 'END:VCALENDAR'), (2, 1, 'b', 'clean', 0, 'Fair', 'BEGIN:VCALENDAR' "
      "|| char (13, 10) || 'BEGIN:VEVENT' || char (13, 10) || 'UID:b' || char (13, 10) || "
      "'DTSTART;VALUE=DATE:20240302' || char (13, 10) || 'RRULE:FREQ=YEARLY' || char (13, 10) || "
      "'END:VEVENT' "
      "|| char (13, 10) || 'END:VCALENDAR')");
  crm_test_sql (store, "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
                       " (1867914000000000, 1, 1, '20290311T090000', 1867917600000000, 0),"
                       " (1867827600000000, 1, 1, '20290310T090000', 1867831200000000, 0)");
  SHOWS (store, "2029-03-01", "2029-06-01", CRM_LAYER_EVENTS,
      "event Fair 03-02–03-03 | event Rent 03-10T09:00–10:00 | event Rent 03-11T09:00–10:00 | event Rent "
      "05-10T09:00–10:00");
  /* Near by only rows count. */
  SHOWS (store, "2026-05-01", "2026-06-01", CRM_LAYER_EVENTS, "");

  /* Holidays of those years are also what their days are. */
  crm_test_set (store, "calendar", 1, "role", "holidays", NULL);
  agenda = read_query (store, &query);
  assert_day (agenda, 0, TRUE, "540 780 840 1080", NULL, "");
  assert_day (agenda, 1, FALSE, "", "Fair", "");
  assert_day (agenda, 2, TRUE, "600 840", NULL, "");
  crm_test_close (store);
}

/* Of more than can be shown each day has its first, and tells how many there are beside. */
static void
test_crowd (void)
{
  CrmStore *store = open_book ("UTC");
  CrmAgendaQuery query = { .from = at ("2026-03-09"),
    .until = at ("2026-03-12"),
    .layers = CRM_LAYER_MEETINGS | CRM_LAYER_TASKS,
    .max = 60 };
  g_autoptr (CrmAgenda) agenda = NULL;
  guint of_day[3] = { 0 };
  static const guint left[] = { 22, 6, 0 };

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *from = g_strdup_printf ("2026-03-%02uT%02u:00:00Z",
                          i < 40   ? 9
                          : i < 65 ? 10
                                   : 11,
                          i % 20),
                      *to = g_strdup_printf ("2026-03-%02uT%02u:30:00Z",
                          i < 40   ? 9
                          : i < 65 ? 10
                                   : 11,
                          i % 20);

      crm_test_add (store, "meeting", "title", "One", "starts_at", from, "ends_at", to, NULL);
    }
  crm_test_add (store, "meeting", "title", "Journey", "starts_at", "2026-03-09T01:00:00Z", "ends_at",
      "2026-03-11T01:00:00Z", NULL);
  crm_test_add (store, "task", "title", "To do", "due_on", "2026-03-09", NULL);
  agenda = read_query (store, &query);
  for (guint i = 0; i < crm_agenda_get_items (agenda)->len; i++)
    {
      const CrmAgendaItem *item = crm_agenda_get_items (agenda)->pdata[i];

      /* What was agreed upon comes first. */
      g_assert_cmpstr (item->kind, ==, "meeting");
      of_day[(item->starts_at - query.from) / G_TIME_SPAN_DAY]++;
    }
  g_assert_cmpuint (of_day[0], ==, 20);
  g_assert_cmpuint (of_day[1], ==, 19);
  g_assert_cmpuint (of_day[2], ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    g_assert_cmpuint (((CrmAgendaDay *)crm_agenda_get_days (agenda)->pdata[i])->n_left_out, ==, left[i]);
  g_assert_cmpuint (crm_agenda_get_n_left_out (agenda), ==, 72 - 44);
  crm_test_close (store);
}

/* What comes next is still to come, also when somebody came early. */
static void
test_upcoming (void)
{
  CrmStore *store = open_book ("UTC");
  CrmAgendaQuery query = { .from = at ("2026-03-12"),
    .until = at ("2026-03-16"),
    .layers = CRM_LAYER_MEETINGS,
    .max = 2,
    .upcoming = TRUE };
  g_autoptr (CrmAgenda) agenda = NULL;
  g_autofree char *text = NULL;

  crm_test_add (store, "meeting", "title", "Early", "starts_at", "2026-03-12T10:00:00Z", "ends_at",
      "2026-03-12T11:00:00Z", "state", "held", NULL);
  crm_test_add (store, "meeting", "title", "Off", "starts_at", "2026-03-12T12:00:00Z", "ends_at",
      "2026-03-12T13:00:00Z", "state", "cancelled", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *from = g_strdup_printf ("2026-03-13T1%u:00:00Z", i),
                      *to = g_strdup_printf ("2026-03-13T1%u:30:00Z", i);

      crm_test_add (store, "meeting", "title", "Next", "starts_at", from, "ends_at", to, NULL);
    }
  agenda = read_query (store, &query);
  text = tell (agenda);
  g_assert_cmpstr (text, ==, "meeting Next 03-13T10:00–10:30 | meeting Next 03-13T11:00–11:30");
  g_assert_cmpuint (crm_agenda_get_n_left_out (agenda), ==, 0);
  crm_test_close (store);
}

static void
test_days (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 julia = crm_test_add (store, "user", "name", "Julia", "hours", "5-7 08:00-12:00", NULL),
         days = crm_test_add (store, "calendar", "name", "Holidays", "role", "holidays", NULL);
  g_autofree char *her = g_strdup_printf ("%d", (int)julia),
                  *event = g_strdup_printf (
                      "INSERT INTO calendar_event (id, calendar_id, ical_uid, state, tries, title)"
                      " VALUES (3, %d, 'c', 'clean', 0, 'Spring Day')",
                      (int)days);
  CrmAgendaQuery query = {
    .from = at ("2026-03-12"), .until = at ("2026-03-16"), .layers = CRM_LAYER_ALL, .owner = julia
  };
  g_autoptr (CrmAgenda) ours = NULL, hers = NULL, bare = NULL;

  crm_test_sql (store, event);
  crm_test_sql (store, "INSERT INTO occurrence (starts_at, source, parent_id, rid, ends_at, all_day) VALUES"
                       " (1773360000000000, 1, 3, '', 1773446400000000, 1)");
  crm_test_add (store, "leave", "user", her, "starts_on", "2026-03-14", "ends_on", "2026-03-20", NULL);
  crm_test_add (store, "leave", "user", her, "kind", "sick", "starts_on", "2026-03-14", NULL);
  hers = read_query (store, &query);
  query.owner = 0;
  ours = read_query (store, &query);
  g_assert_cmpuint (crm_agenda_get_days (ours)->len, ==, 4);
  assert_day (ours, 0, TRUE, "540 780 840 1080", NULL, "");
  assert_day (ours, 1, FALSE, "", "Spring Day", "");
  assert_day (ours, 2, TRUE, "600 840", NULL, "Julia");
  assert_day (ours, 3, FALSE, "", NULL, "Julia");
  assert_day (hers, 0, TRUE, "", NULL, "");
  assert_day (hers, 1, FALSE, "", "Spring Day", "");
  assert_day (hers, 2, TRUE, "480 720", NULL, "Julia");
  assert_day (hers, 3, FALSE, "480 720", NULL, "Julia");
  /* What is switched off says nothing of a day either. */
  query.layers = CRM_LAYER_HOLIDAYS;
  bare = read_query (store, &query);
  assert_day (bare, 0, TRUE, "", NULL, "");
  assert_day (bare, 1, TRUE, "", "Spring Day", "");
  assert_day (bare, 3, TRUE, "", NULL, "");
  g_clear_pointer (&bare, crm_agenda_unref);
  query.layers = CRM_LAYER_HOURS | CRM_LAYER_LEAVE;
  bare = read_query (store, &query);
  assert_day (bare, 1, FALSE, "", NULL, "");
  assert_day (bare, 2, TRUE, "600 840", NULL, "Julia");
  crm_test_close (store);
}

/* Which days have something, byte by byte. */
static void
test_marks (void)
{
  CrmStore *store = open_book ("UTC");
  CrmAgendaQuery query = { .from = at ("2026-03-01"), .until = at ("2026-03-11"), .layers = CRM_LAYER_ALL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) marks = NULL;
  const guint8 wanted[] = { 0, 1, 0, 1, 1, 1, 0, 1, 0, 0 };

  crm_test_add (
      store, "meeting", "title", "One", "starts_at", "2026-03-02 23:00", "ends_at", "2026-03-03 00:00", NULL);
  crm_test_add (store, "meeting", "title", "Long", "starts_at", "2026-03-04 10:00", "ends_at",
      "2026-03-06 10:00", NULL);
  crm_test_add (
      store, "meeting", "title", "Cancelled", "starts_at", "2026-03-09 10:00", "state", "cancelled", NULL);
  crm_test_add (store, "task", "title", "Task", "due_on", "2026-03-08", NULL);
  crm_test_add (store, "task", "title", "After", "due_on", "2026-03-11", NULL);
  marks = crm_store_read_sync (store, days_in_worker, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (marks, NULL), g_bytes_get_size (marks), wanted, sizeof wanted);
  crm_test_close (store);
}

/* A book of Kyiv looked at from New York: what has a time is at that instant, what has a day is on that day. */
static void
test_zones (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  g_autoptr (GTimeZone) york = g_time_zone_new_identifier ("America/New_York");
  guint32 day = crm_local_parse ("2026-03-12");
  CrmAgendaQuery query = { .from = crm_local_instant (day, 0, york),
    .until = crm_local_instant (day + 1, 0, york),
    .layers = CRM_LAYER_ALL,
    .zone = york };
  g_autoptr (CrmAgenda) agenda = NULL;

  crm_test_add (store, "meeting", "title", "Fair", "starts_at", "2026-03-11 22:00Z", "starts_on",
      "2026-03-12", "ends_on", "2026-03-14", NULL);
  crm_test_add (store, "meeting", "title", "Late", "starts_at", "2026-03-13 03:00Z", "ends_at",
      "2026-03-13 03:30Z", NULL);
  crm_test_add (store, "meeting", "title", "Earlier", "starts_at", "2026-03-12 03:00Z", "ends_at",
      "2026-03-12 03:30Z", NULL);
  crm_test_add (store, "task", "title", "Any time", "due_on", "2026-03-12", NULL);
  crm_test_add (store, "task", "title", "Next day there", "due_at", "2026-03-13 01:00Z", NULL);
  agenda = read_query (store, &query);
  SAYS (agenda, "meeting Fair 03-12–03-15 | task Any time 03-12–03-13 | task Next day there 03-13T01:00–01:00"
                " | meeting Late 03-13T03:00–03:30");
  g_assert_cmpint (((CrmAgendaItem *)crm_agenda_get_items (agenda)->pdata[0])->starts_at, ==, query.from);
  crm_test_close (store);
}

/* More than wanted are left out and counted; too long a stretch is refused. */
static void
test_bounds (void)
{
  CrmStore *store = open_book ("UTC");
  CrmAgendaQuery query = {
    .from = at ("2026-03-09"), .until = at ("2026-03-16"), .layers = CRM_LAYER_ALL, .max = 3
  };
  g_autoptr (CrmAgenda) agenda = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *hour = g_strdup_printf ("2026-03-10 %02u:00", 10 + i);

      crm_test_add (store, "meeting", "title", "Meeting", "starts_at", hour, NULL);
      crm_test_add (store, "task", "title", "Task", "due_at", hour, NULL);
    }
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *born = g_strdup_printf ("19%u0-03-11", i);
      crm_test_add (store, "client", "name", "Anna", "birthday", born, NULL);
    }
  agenda = read_query (store, &query);
  SAYS (agenda,
      "meeting Meeting 03-10T10:00–10:00 | task Task 03-10T10:00–10:00 | meeting Meeting 03-10T11:00–11:00");
  g_assert_cmpuint (crm_agenda_get_n_left_out (agenda), ==, 11);
  query.until = at ("2036-05-01");
  g_assert_null (crm_store_read_sync (store, read_in_worker, &query, &error));
  g_assert_nonnull (error);
  crm_test_close (store);
}

typedef struct
{
  const char *entity, *label;
  char *name;
} OwnField;

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  OwnField *field = data;

  field->name = crm_transaction_add_own_field (tx, field->entity, field->label, CRM_KIND_DATE, NULL, error);
  return field->name != NULL;
}

static void
test_own_dates (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (GError) error = NULL;
  OwnField contract = { "client", "Contract ends", NULL }, delivery = { "deal", "Delivery", NULL };

  crm_store_write_sync (store, "Add", add_field_in_worker, &contract, NULL, &error);
  g_assert_no_error (error);
  crm_store_write_sync (store, "Add", add_field_in_worker, &delivery, NULL, &error);
  g_assert_no_error (error);
  crm_test_add (store, "client", "name", "Anna", contract.name, "2026-03-12", NULL);
  crm_test_add (store, "client", "name", "Peter", contract.name, "--03-11", NULL);
  crm_test_add (store, "client", "name", "Later", contract.name, "2026-03-16", NULL);
  crm_test_add (store, "deal", "title", "Beans", delivery.name, "2026-03-10", NULL);
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_OWN_DATES,
      "date Delivery 03-10–03-11 | date Contract ends 03-11–03-12 | date Contract ends 03-12–03-13");
  SHOWS (store, "2027-03-08", "2027-03-15", CRM_LAYER_OWN_DATES, "date Contract ends 03-11–03-12");
  g_free (contract.name);
  g_free (delivery.name);
  crm_test_close (store);
}

typedef struct
{
  gint64 series;
  const char *rid, *from, *to;
} Move;

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Move *move = data;

  if (move->from)
    return crm_meeting_move (tx, move->series, move->rid, CRM_MEETING_THIS, at (move->from), at (move->to),
               FALSE, error) != 0;
  return crm_meeting_remove (tx, move->series, move->rid, CRM_MEETING_THIS, error);
}

static void
change (CrmStore *store, gint64 series, const char *rid, const char *from, const char *to)
{
  Move move = { series, rid, from, to };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Move", move_in_worker, &move, NULL, &error);
  g_assert_no_error (error);
}

/* A series over the change of the clocks, with one time moved and one left out; also where no rows are written down yet. */
static void
test_series (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 weekly = crm_test_add (store, "meeting", "title", "Weekly", "starts_at", "2026-03-12 08:00Z",
      "ends_at", "2026-03-12 09:00Z", "recurrence", "FREQ=WEEKLY", "place", "Cafe", NULL);
  g_autoptr (CrmAgenda) agenda = NULL;

  change (store, weekly, "20260319T100000", "2026-03-20 12:00Z", "2026-03-20 13:00Z");
  change (store, weekly, "20260326T100000", NULL, NULL);
  SHOWS (store, "2026-03-09", "2026-04-10", CRM_LAYER_MEETINGS,
      "meeting Weekly 03-12T08:00–09:00 | meeting Weekly 03-20T12:00–13:00 | meeting Weekly 04-02T07:00–08:00"
      " | meeting Weekly 04-09T07:00–08:00");
  agenda = read_days (store, "2026-03-09", "2026-03-23", CRM_LAYER_MEETINGS);
  {
    const CrmAgendaItem *first = crm_agenda_get_items (agenda)->pdata[0],
                        *moved = crm_agenda_get_items (agenda)->pdata[1];

    g_assert_true (first->repeats);
    g_assert_cmpstr (first->rid, ==, "20260312T100000");
    g_assert_cmpint (first->id, ==, weekly);
    g_assert_true (moved->repeats);
    g_assert_cmpstr (moved->rid, ==, "");
    g_assert_cmpint (moved->id, !=, weekly);
    g_assert_cmpstr (moved->place, ==, "Cafe");
  }
  /* Years later the rule is asked, and nothing is told twice where the rows end. */
  SHOWS (store, "2031-03-10", "2031-03-24", CRM_LAYER_MEETINGS,
      "meeting Weekly 03-13T08:00–09:00 | meeting Weekly 03-20T08:00–09:00");
  g_clear_pointer (&agenda, crm_agenda_unref);
  agenda = read_days (store, "2027-01-01", "2028-01-01", CRM_LAYER_MEETINGS);
  g_assert_cmpuint (crm_agenda_get_items (agenda)->len, ==, 52);
  crm_test_close (store);
}

/* Of one user: also where they only take part. */
static void
test_owner (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 julia = crm_test_add (store, "user", "name", "Julia", NULL), both;
  g_autofree char *her = g_strdup_printf ("%d", (int)julia), *meeting = NULL;
  CrmAgendaQuery query = {
    .from = at ("2026-03-09"), .until = at ("2026-03-16"), .layers = CRM_LAYER_ALL, .owner = julia
  };
  g_autoptr (CrmAgenda) hers = NULL;

  crm_test_add (store, "meeting", "title", "Mine", "starts_at", "2026-03-10 10:00", NULL);
  crm_test_add (store, "meeting", "title", "Hers", "starts_at", "2026-03-10 11:00", "owner", her, NULL);
  both = crm_test_add (store, "meeting", "title", "Both", "starts_at", "2026-03-10 12:00", NULL);
  meeting = g_strdup_printf ("%d", (int)both);
  crm_test_add (store, "participant", "meeting", meeting, "user", her, NULL);
  hers = read_query (store, &query);
  SAYS (hers, "meeting Hers 03-10T11:00–11:00 | meeting Both 03-10T12:00–12:00");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/agenda/meetings", test_meetings);
  g_test_add_func ("/agenda/layers", test_layers);
  g_test_add_func ("/agenda/birthdays", test_birthdays);
  g_test_add_func ("/agenda/events", test_events);
  g_test_add_func ("/agenda/far-events", test_far_events);
  g_test_add_func ("/agenda/crowd", test_crowd);
  g_test_add_func ("/agenda/upcoming", test_upcoming);
  g_test_add_func ("/agenda/days", test_days);
  g_test_add_func ("/agenda/marks", test_marks);
  g_test_add_func ("/agenda/zones", test_zones);
  g_test_add_func ("/agenda/bounds", test_bounds);
  g_test_add_func ("/agenda/own-dates", test_own_dates);
  g_test_add_func ("/agenda/series", test_series);
  g_test_add_func ("/agenda/owner", test_owner);
  return crm_test_store_done (g_test_run ());
}
