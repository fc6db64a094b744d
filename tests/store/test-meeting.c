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

/* ---- Actions ---- */

typedef struct
{
  char what; /* 'd'etach, 'm'ove, 't'itle, 'r'emove, 'c'opy, 'f'inish, 'p'articipant, 'R'ule */
  gint64 id;
  const char *rid, *text;
  CrmMeetingScope scope;
  gint64 from, until;
  gboolean all_day;
  gint64 made;
} Act;

static gboolean
act_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", NULL);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (GError) problem = NULL;
  CrmMeetingNext next = { .entity = "meeting", .title = "Again", .due_at = act->from };

  switch (act->what)
    {
    case 'd': act->made = crm_meeting_detach (tx, act->id, act->rid, &problem); break;
    case 'm':
      act->made =
          crm_meeting_move (tx, act->id, act->rid, act->scope, act->from, act->until, act->all_day, &problem);
      break;
    case 't':
    case 'R':
      crm_values_set_text (values, act->what == 't' ? CRM_MEETING_TITLE : CRM_MEETING_RECURRENCE, act->text);
      act->made = crm_meeting_edit (tx, act->id, act->rid, act->scope, values, &problem);
      break;
    case 'r': crm_meeting_remove (tx, act->id, act->rid, act->scope, &problem); break;
    case 'c': act->made = crm_meeting_copy (tx, act->id, act->from, &problem); break;
    case 'f':
      act->made = crm_meeting_finish (
          tx, act->id, act->rid, "held", "agreed", act->text, 0, 0, act->from ? &next : NULL, &problem);
      break;
    default: g_assert_not_reached ();
    }
  if (problem)
    g_propagate_error (error, g_steal_pointer (&problem));
  return problem == NULL;
}

static gint64
try_act (CrmStore *store, Act act, GError **error)
{
  crm_store_write_sync (store, "Act", act_in_worker, &act, NULL, error);
  return act.made;
}

static gint64
do_act (CrmStore *store, Act act)
{
  g_autoptr (GError) error = NULL;
  gint64 made = try_act (store, act, &error);

  g_assert_no_error (error);
  crm_test_assert_in_order (store);
  return made;
}

#define REFUSES(store, wanted, ...) \
  G_STMT_START \
  { \
    g_autoptr (GError) refused = NULL; \
    try_act (store, (Act){ __VA_ARGS__ }, &refused); \
    g_assert_nonnull (refused); \
    g_assert_cmpstr (refused->message, ==, wanted); \
  } \
  G_STMT_END

static gpointer
dump_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const sql[] = {
    "SELECT id, title, starts_at, ends_at, starts_on, ends_on, recurrence, excluded, series, rid, state, "
    "archived_at IS NULL, outcome FROM meeting ORDER BY id",
    "SELECT starts_at, parent_id, rid, ends_at, all_day FROM occurrence ORDER BY starts_at, parent_id, rid",
    "SELECT id, meeting, client, \"user\", address, role, answer, position, archived_at IS NULL FROM "
    "participant "
    "ORDER BY id",
    "SELECT record_id, position, target_id FROM record_link ORDER BY record_id, position",
    "SELECT client_id, next_key, next_title FROM client_figures ORDER BY client_id",
  };
  static const int columns[] = { 13, 5, 9, 3, 3 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql[i], error);
      gboolean row;

      if (!statement)
        break;
      while (crm_statement_step (statement, &row, error) && row)
        for (int k = 0; k < columns[i]; k++)
          if (crm_statement_get_type (statement, k) == CRM_VALUE_INTEGER)
            g_string_append_printf (text, "%" G_GINT64_FORMAT "%c", crm_statement_get_integer (statement, k),
                k + 1 < columns[i] ? '|' : '\n');
          else
            g_string_append_printf (text, "%s%c",
                crm_statement_is_null (statement, k) ? "-" : crm_statement_get_text (statement, k),
                k + 1 < columns[i] ? '|' : '\n');
    }
  return g_string_free (text, FALSE);
}

/* All there is of meetings. */
static char *
dump (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = crm_store_read_sync (store, dump_in_worker, NULL, &error);

  g_assert_no_error (error);
  return text;
}

/* Does it, takes it back and does it again: both times everything is as it was. */
static gint64
act_and_back (CrmStore *store, Act act)
{
  g_autofree char *before = dump (store), *after = NULL, *undone = NULL, *redone = NULL;
  gint64 made = do_act (store, act);

  after = dump (store);
  g_assert_cmpstr (after, !=, before);
  g_free (crm_test_undo (store, FALSE));
  undone = dump (store);
  g_assert_cmpstr (undone, ==, before);
  crm_test_assert_in_order (store);
  g_free (crm_test_undo (store, TRUE));
  redone = dump (store);
  g_assert_cmpstr (redone, ==, after);
  crm_test_assert_in_order (store);
  return made;
}

#define THURSDAYS \
  "title", "Round", "starts_at", "2026-03-12 10:00", "ends_at", "2026-03-12 11:00", "recurrence", \
      "FREQ=WEEKLY;BYDAY=TH;COUNT=5"

static void
test_this (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL), id, own, copy;
  g_autofree char *her = g_strdup_printf ("%d", (int)anna);

  id = crm_test_add (store, "meeting", THURSDAYS, "clients", her, "place", "Cafe", "text", "Plan", NULL);
  own = act_and_back (store, (Act){ 'm', id, "20260319T100000", .from = at ("2026-03-20T12:00:00Z"),
                                 .until = at ("2026-03-20T14:00:00Z") });
  g_assert_cmpint (own, !=, id);
  crm_test_assert_field (store, "meeting", own, "place", "Cafe");
  crm_test_assert_field (store, "meeting", own, "clients", her);
  crm_test_assert_field (store, "meeting", own, "rid", "20260319T100000");
  SAYS (store, own, 9, "2026-03-20T12:00-2026-03-20T14:00");
  /* Of five the third, behind the change of the clocks, is asked for by its local time. */
  SAYS (store, id, 9,
      "20260312T100000 2026-03-12T08:00-2026-03-12T09:00 | 20260326T100000 2026-03-26T08:00-2026-03-26T09:00 "
      "| "
      "20260402T100000 2026-04-02T07:00-2026-04-02T08:00 | 20260409T100000 "
      "2026-04-09T07:00-2026-04-09T08:00");
  g_assert_cmpint (do_act (store, (Act){ 'd', id, "20260319T100000" }), ==, own);
  act_and_back (store, (Act){ 'r', id, "20260326T100000" });
  act_and_back (store, (Act){ 'r', id, "20260319T100000" });
  SAYS (store, own, 9, "");
  REFUSES (store, "“Round” does not take place at that time.", 'd', id, "20260319T100000");
  REFUSES (store, "“Round” does not take place at that time.", 'd', id, "20260313T100000");
  REFUSES (store, "“Round” does not take place at that time.", 'd', id, "20260312T110000");
  REFUSES (store, "“Round” repeats. Say which of its times is meant.", 'd', id, NULL);
  REFUSES (store, "A meeting cannot end before it starts.", 'm', id, "20260312T100000", NULL,
      CRM_MEETING_THIS, 20, 10);

  /* How it went; the next one has its people and nothing of what was said. */
  copy = act_and_back (
      store, (Act){ 'f', id, "20260312T100000", "They want more", .from = at ("2026-05-01T10:00:00Z") });
  crm_test_assert_field (store, "meeting", copy, "title", "Again");
  crm_test_assert_field (store, "meeting", copy, "state", "planned");
  crm_test_assert_field (store, "meeting", copy, "clients", her);
  crm_test_assert_field (store, "meeting", copy, "recurrence", NULL);
  crm_test_assert_field (store, "meeting", copy, "trigger_entity", "meeting");
  SAYS (store, copy, 9, "2026-05-01T10:00-2026-05-01T11:00");
  own = do_act (store, (Act){ 'd', id, "20260312T100000" });
  crm_test_assert_field (store, "meeting", own, "state", "held");
  crm_test_assert_field (store, "meeting", own, "text", "Plan\n\nThey want more");
  crm_test_close (store);
}

static void
test_following (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 id = crm_test_add (store, "meeting", THURSDAYS, "excluded", "20260319T100000 20260409T100000", NULL),
         own, rest;

  own = do_act (store, (Act){ 't', id, "20260402T100000", "Mine", CRM_MEETING_THIS });
  rest = act_and_back (store, (Act){ 'm', id, "20260326T100000", NULL, CRM_MEETING_FOLLOWING,
                                  at ("2026-03-27T15:00:00Z"), at ("2026-03-27T15:30:00Z") });
  crm_test_assert_field (store, "meeting", id, "recurrence", "FREQ=WEEKLY;UNTIL=20260326T095959Z;BYDAY=TH");
  crm_test_assert_field (store, "meeting", id, "excluded", "20260319T100000");
  SAYS (store, id, 9, "20260312T100000 2026-03-12T10:00-2026-03-12T11:00");
  /* Two are behind it: three are left, of which one is an exception and one is left out. */
  crm_test_assert_field (store, "meeting", rest, "recurrence", "FREQ=WEEKLY;COUNT=3;BYDAY=FR");
  crm_test_assert_field (store, "meeting", rest, "excluded", "20260410T150000");
  SAYS (store, rest, 9, "20260327T150000 2026-03-27T15:00-2026-03-27T15:30");
  crm_test_assert_field (store, "meeting", own, "rid", "20260403T150000");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT series FROM meeting WHERE title = 'Mine'"), ==, rest);
  SAYS (store, own, 9, "2026-04-02T10:00-2026-04-02T11:00");
  act_and_back (store, (Act){ 'r', rest, "20260403T150000", NULL, CRM_MEETING_FOLLOWING });
  SAYS (store, own, 9, "");
  crm_test_close (store);
}

static void
test_all (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 id = crm_test_add (store, "meeting", THURSDAYS, NULL), held, own, all_day;

  held = do_act (store, (Act){ 'd', id, "20260312T100000" });
  crm_test_set (store, "meeting", held, "state", "held", NULL);
  own = do_act (store, (Act){ 't', id, "20260319T100000", "Mine" });
  do_act (store, (Act){ 'r', id, "20260326T100000" });
  /* From Thursday 2 April, ten, to Wednesday at half past nine. */
  act_and_back (store, (Act){ 'm', id, "20260402T100000", NULL, CRM_MEETING_ALL, at ("2026-04-01T06:30:00Z"),
                           at ("2026-04-01T07:00:00Z") });
  crm_test_assert_field (store, "meeting", id, "recurrence", "FREQ=WEEKLY;COUNT=5;BYDAY=WE");
  crm_test_assert_field (store, "meeting", id, "excluded", "20260325T093000");
  crm_test_assert_field (store, "meeting", own, "rid", "20260318T093000");
  SAYS (store, id, 9,
      "20260401T093000 2026-04-01T06:30-2026-04-01T07:00 | 20260408T093000 "
      "2026-04-08T06:30-2026-04-08T07:00");
  /* All day, and back. */
  act_and_back (store, (Act){ 'm', id, "20260401T093000", NULL, CRM_MEETING_ALL, at ("2026-04-01T06:30:00Z"),
                           at ("2026-04-02T06:30:00Z"), TRUE });
  SAYS (store, id, 1, "20260401 2026-03-31T21:00-2026-04-02T21:00 day");
  crm_test_assert_field (store, "meeting", own, "rid", "20260318");
  act_and_back (store, (Act){ 'm', id, "20260401", NULL, CRM_MEETING_ALL, at ("2026-04-01T06:30:00Z"),
                           at ("2026-04-01T07:00:00Z") });
  /* A rule without the exceptions' days lets them go. */
  act_and_back (store, (Act){ 'R', id, NULL, "FREQ=DAILY;INTERVAL=2;COUNT=20", CRM_MEETING_ALL });
  crm_test_assert_field (store, "meeting", own, "series", NULL);
  crm_test_assert_field (store, "meeting", own, "rid", NULL);
  crm_test_assert_undo (store, FALSE, "2/0/0");
  /* What was held stays when everything goes. */
  act_and_back (store, (Act){ 'r', id, "20260401T093000", NULL, CRM_MEETING_ALL });
  SAYS (store, id, 9, "");
  SAYS (store, own, 9, "");
  SAYS (store, held, 9, "2026-03-12T08:00-2026-03-12T09:00");
  crm_test_assert_field (store, "meeting", held, "series", NULL);

  /* Days named by the month move where that can be said. */
  all_day = crm_test_add (store, "meeting", "title", "Report", "starts_on", "2026-03-13", "recurrence",
      "FREQ=MONTHLY;BYDAY=2FR", NULL);
  act_and_back (store, (Act){ 'm', all_day, NULL, NULL, CRM_MEETING_ALL, at ("2026-03-17T10:00:00Z"),
                           at ("2026-03-17T11:00:00Z"), TRUE });
  crm_test_assert_field (store, "meeting", all_day, "recurrence", "FREQ=MONTHLY;BYDAY=3TU");
  SAYS (store, all_day, 2,
      "20260317 2026-03-16T22:00-2026-03-17T22:00 day | 20260421 2026-04-20T21:00-2026-04-21T21:00 day");
  crm_test_set (store, "meeting", all_day, "recurrence", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", NULL);
  REFUSES (store, "The rule of this series names its days. Change the rule to move it to another day.", 'm',
      all_day, NULL, NULL, CRM_MEETING_ALL, at ("2026-03-18T10:00:00Z"), at ("2026-03-18T11:00:00Z"), TRUE);
  crm_test_close (store);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *field, *text, *message;
  } refused[] = {
    { "ends_at", "2026-03-12 09:00", "A meeting cannot end before it starts." },
    { "recurrence", "FREQ=HOURLY", "Repeats: A rule cannot repeat something several times a day." },
    { "zone", "Kyiv", "Time zone: No time zone has this name. One is written like Europe/Kyiv." },
    { "reminders", "soon",
        "Reminders: Reminders are minutes before the start, like “30 1440”, at most 60 days." },
    { "reminders", "86401",
        "Reminders: Reminders are minutes before the start, like “30 1440”, at most 60 days." },
    { "starts_on", "--03-12", "First day: The year is missing." },
    { "excluded", "tomorrow", "Left out: A time of a series is written like 20261119T100000." },
    { "rid", "20260312T100000",
        "Time in the series: A meeting of a series says which time of the series it is, and no other does." },
    { "latitude", "91", "Latitude: There is no such place on the earth." },
  };
  CrmStore *store = open_book ("UTC");
  gint64 id = crm_test_add (store, "meeting", "title", "Visit", "starts_at", "2026-03-12 10:00", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (crm_test_try_set (store, "meeting", id, 0, refused[i].field, refused[i].text, &error));
      g_assert_cmpstr (error->message, ==, refused[i].message);
    }
  crm_test_set (store, "meeting", id, "reminders", "1440, 30 30", NULL);
  crm_test_assert_field (store, "meeting", id, "reminders", "30 1440");
  crm_test_set (store, "meeting", id, "recurrence", "FREQ=DAILY", NULL);
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (crm_test_try_set (store, "meeting", id, 0, "state", "held", &error));
    g_assert_cmpstr (error->message, ==, "State: Of a series, one time after the other takes place.");
  }
  crm_test_close (store);
}

static void
test_participants (void)
{
  CrmStore *store = open_book ("UTC");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gint64 id;

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "client", "name", "Boris", NULL);
  id = crm_test_add (
      store, "meeting", "title", "Visit", "starts_at", "2026-03-12 10:00", "clients", "1", NULL);
  crm_test_add (store, "participant", "meeting", "1", "client", "2", "answer", "accepted", NULL);
  crm_test_assert_field (store, "meeting", id, "clients", "1;2");
  crm_test_assert_field (store, "client", 2, "next_step", "Visit");
  crm_test_add (store, "participant", "meeting", "1", "address", "c@example.org", "name", "C", NULL);
  before = dump (store);
  crm_test_set (store, "meeting", id, "clients", "2", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM participant"), ==, 2);
  crm_test_assert_field (store, "client", 1, "next_step", NULL);
  g_free (crm_test_undo (store, FALSE));
  after = dump (store);
  g_assert_cmpstr (after, ==, before);
  /* Who does not take part any more is no client of it. */
  crm_test_archive (store, "participant", 2);
  crm_test_assert_field (store, "meeting", id, "clients", "1");
  crm_test_restore (store, "participant", 2);
  crm_test_assert_field (store, "meeting", id, "clients", "1;2");
  g_assert_true (crm_test_try_delete (store, "participant", 1, &error));
  crm_test_assert_field (store, "meeting", id, "clients", "2");
  g_free (crm_test_undo (store, FALSE));
  g_free (before);
  before = dump (store);
  g_assert_true (crm_test_try_delete (store, "meeting", id, &error));
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 0);
  g_free (crm_test_undo (store, FALSE));
  g_free (after);
  after = dump (store);
  g_assert_cmpstr (after, ==, before);
  crm_test_assert_in_order (store);
  g_assert_cmpint (crm_test_try_add (store, "participant", "meeting", "1", &error), ==, 0);
  g_assert_cmpstr (error->message, ==, "A participant is a client, an employee or an e-mail address.");
  crm_test_close (store);
}

static gpointer
coming_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_meeting_list_coming (tx, "client", 1, *(gint64 *)data, 5, error);
}

/* Of a series the next time is the next step, and the day alone moves it on. */
static void
test_next_step (void)
{
  CrmStore *store = open_book ("UTC");

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "meeting", THURSDAYS, "clients", "1", NULL);
  crm_test_assert_field (store, "client", 1, "next_at", "2026-03-12T10:00:00Z");
  crm_test_clock_set ("2026-03-13T00:10:00Z");
  crm_test_assert_in_order (store);
  crm_test_add (store, "client", "name", "Boris", NULL);
  crm_test_assert_field (store, "client", 1, "next_at", "2026-03-19T10:00:00Z");
  {
    gint64 now = at ("2026-03-26T10:30:00Z");
    g_autoptr (GPtrArray) coming = crm_store_read_sync (store, coming_in_worker, &now, NULL);

    /* The one that is on, and none twice. */
    g_assert_cmpuint (coming->len, ==, 1);
    g_assert_cmpstr (((CrmOccurrence *)coming->pdata[0])->rid, ==, "20260326T100000");
  }
  /* What is over without an outcome waits for one. */
  crm_test_clock_set ("2026-06-01T00:10:00Z");
  crm_test_add (store, "client", "name", "Clara", NULL);
  crm_test_assert_field (store, "client", 1, "next_at", "2026-04-09T10:00:00Z");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A task that a meeting was made of goes where the meeting goes, is done when that was held, and undo knows both. */
static void
test_task (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 task = crm_test_add (store, "task", "title", "Show the grinder", "due_at", "2026-03-09 15:00", NULL);
  g_autofree char *id = g_strdup_printf ("%d", (int)task);
  gint64 meeting = crm_test_add (
      store, "meeting", "title", "Show the grinder", "starts_at", "2026-03-12 10:00", "task", id, NULL);

  do_act (store,
      (Act){ 'm', meeting, .from = at ("2026-03-17T09:00:00Z"), .until = at ("2026-03-17T10:00:00Z") });
  crm_test_assert_field (store, "task", task, "due_on", "2026-03-17");
  crm_test_assert_field (store, "task", task, "due_at", "2026-03-17T09:00:00Z");
  crm_test_assert_field (store, "task", task, "state", "open");
  do_act (store, (Act){ 'f', meeting });
  crm_test_assert_field (store, "task", task, "state", "done");
  crm_test_assert_field (store, "task", task, "outcome", "agreed");
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_field (store, "task", task, "state", "open");
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_field (store, "task", task, "due_at", "2026-03-09T15:00:00Z");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* The horizon moves on with the clock, and back with it. */
static void
test_horizon (void)
{
  CrmStore *store = open_book ("UTC");

  crm_test_add (
      store, "meeting", "title", "Daily", "starts_on", "2026-03-10", "recurrence", "FREQ=DAILY", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 550);
  crm_test_clock_advance_days (5);
  crm_test_add (store, "client", "name", "Anna", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 550);
  crm_test_clock_advance_days (5);
  crm_test_add (store, "client", "name", "Boris", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 560);
  crm_test_assert_in_order (store);
  crm_test_clock_set ("2099-01-01T00:00:00Z");
  crm_test_add (store, "client", "name", "Clara", NULL);
  crm_test_assert_in_order (store);
  crm_test_clock_set ("2026-03-20T12:00:00Z");
  crm_test_add (store, "client", "name", "Dora", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT max (starts_at) FROM occurrence"), <=, at ("2027-09-21"));
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_damage (void)
{
  static const struct
  {
    const char *sql, *problem;
  } damage[] = {
    { "DELETE FROM occurrence WHERE parent_id = 1", "1 meeting stands at a wrong time in the calendar." },
    { "DELETE FROM occurrence WHERE rid = '20260319T100000'",
        "1 meeting stands at a wrong time in the calendar." },
    { "UPDATE occurrence SET starts_at = starts_at + 1",
        "2 meetings stand at a wrong time in the calendar." },
    { "UPDATE occurrence SET ends_at = ends_at + 1 WHERE rid = ''",
        "1 meeting stands at a wrong time in the calendar." },
    { "INSERT INTO occurrence SELECT 7, source, 77, rid, ends_at, all_day FROM occurrence WHERE rid = ''",
        "1 meeting stands at a wrong time in the calendar." },
    { "DELETE FROM occurrence", "2 meetings stand at a wrong time in the calendar." },
  };
  CrmStore *store = open_book ("UTC");
  g_autofree char *right = NULL;

  crm_test_add (store, "meeting", "title", "Visit", "starts_at", "2026-03-12 10:00", NULL);
  crm_test_add (store, "meeting", THURSDAYS, NULL);
  right = dump (store);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autofree char *found = NULL, *mended = NULL;

      crm_test_sql (store, damage[i].sql);
      found = crm_test_check (store, TRUE);
      g_assert_cmpstr (found, ==, damage[i].problem);
      mended = dump (store);
      g_assert_cmpstr (mended, ==, right);
      crm_test_assert_in_order (store);
    }
  crm_test_close (store);
}

static void
test_shifted (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 id = crm_test_add (store, "meeting", "title", "Daily", "starts_at", "2026-03-12 10:00", "ends_at",
             "2026-03-12 11:00", "recurrence", "FREQ=DAILY;COUNT=4", NULL),
         own = do_act (store, (Act){ 'd', id, "20260313T100000" }), fair;

  /* A time that was taken out as a meeting of its own goes along with the others, and nothing else is missing. */
  do_act (store, (Act){ 'r', own });
  act_and_back (store, (Act){ 'm', id, "20260312T100000", NULL, CRM_MEETING_ALL, at ("2026-03-13T10:00:00Z"),
                           at ("2026-03-13T11:00:00Z") });
  SAYS (store, id, 9,
      "20260313T100000 2026-03-13T10:00-2026-03-13T11:00 | 20260315T100000 2026-03-15T10:00-2026-03-15T11:00 "
      "| "
      "20260316T100000 2026-03-16T10:00-2026-03-16T11:00");
  /* Whole days: one that stands a day late already takes the series along by the day it is moved, not by two. */
  fair = crm_test_add (store, "meeting", "title", "Fair", "starts_on", "2026-04-01", "recurrence",
      "FREQ=WEEKLY;BYDAY=WE;COUNT=3", NULL);
  own = do_act (store, (Act){ 'm', fair, "20260408", NULL, CRM_MEETING_THIS, at ("2026-04-09T00:00:00Z"),
                           at ("2026-04-10T00:00:00Z"), TRUE });
  act_and_back (store, (Act){ 'm', own, NULL, NULL, CRM_MEETING_ALL, at ("2026-04-10T00:00:00Z"),
                           at ("2026-04-11T00:00:00Z"), TRUE });
  crm_test_assert_field (store, "meeting", fair, "recurrence", "FREQ=WEEKLY;COUNT=3;BYDAY=TH");
  crm_test_close (store);
}

static void
test_book_zone (void)
{
  CrmStore *store = open_book ("Europe/Kyiv");
  gint64 id = crm_test_add (store, "meeting", THURSDAYS, "excluded", "20260319T100000", "owner", "1", NULL);

  do_act (store, (Act){ 't', id, "20260326T100000", "Mine" });
  set (store, "time-zone", "America/New_York");
  crm_test_assert_in_order (store);
  SAYS (store, id, 9,
      "20260312T100000 2026-03-12T08:00-2026-03-12T09:00 | 20260402T100000 2026-04-02T07:00-2026-04-02T08:00 "
      "| 20260409T100000 2026-04-09T07:00-2026-04-09T08:00");
  crm_test_close (store);
}

static void
test_kind_of_time (void)
{
  CrmStore *store = open_book ("UTC");
  gint64 id;

  set (store, "reminder-day", "09:00");
  id = crm_test_add (store, "meeting", "title", "Visit", "starts_on", "2026-03-20", NULL);
  crm_test_assert_field (store, "meeting", id, "reminders", "-540");
  /* Nine hours behind its beginning nobody wants to hear of it. */
  act_and_back (store, (Act){ 'm', id, NULL, NULL, CRM_MEETING_THIS, at ("2026-03-20T10:00:00Z"),
                           at ("2026-03-20T11:00:00Z") });
  crm_test_assert_field (store, "meeting", id, "reminders", "30");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/meeting/single", test_single);
  g_test_add_func ("/meeting/series", test_series);
  g_test_add_func ("/meeting/this", test_this);
  g_test_add_func ("/meeting/following", test_following);
  g_test_add_func ("/meeting/all", test_all);
  g_test_add_func ("/meeting/refused", test_refused);
  g_test_add_func ("/meeting/participants", test_participants);
  g_test_add_func ("/meeting/next-step", test_next_step);
  g_test_add_func ("/meeting/task", test_task);
  g_test_add_func ("/meeting/horizon", test_horizon);
  g_test_add_func ("/meeting/shifted", test_shifted);
  g_test_add_func ("/meeting/book-zone", test_book_zone);
  g_test_add_func ("/meeting/kind-of-time", test_kind_of_time);
  g_test_add_func ("/meeting/damage", test_damage);
  return crm_test_store_done (g_test_run ());
}
