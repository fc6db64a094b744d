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
      "meeting Month 03-01T08:00–08:00 | meeting Night 03-08T22:00–01:00 | meeting Forgotten 03-09T09:00–10:00"
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
  g_autofree char *anna = g_strdup_printf ("%d", (int)crm_test_add (store, "client", "name", "Anna", "birthday",
                                                      "1980-03-11", NULL));
  gint64 julia = crm_test_add (store, "user", "name", "Julia", NULL);
  g_autofree char *her = g_strdup_printf ("%d", (int)julia);
  CrmAgendaQuery query = { .from = at ("2026-03-09"), .until = at ("2026-03-16"), .layers = CRM_LAYER_ALL,
    .owner = julia };
  g_autoptr (CrmAgenda) hers = NULL;

  crm_test_add (store, "task", "title", "Call", "kind", "call", "due_at", "2026-03-10 09:15", "client", anna, NULL);
  crm_test_add (store, "task", "title", "Any time", "due_on", "2026-03-10", NULL);
  crm_test_add (store, "task", "title", "Sunday", "due_on", "2026-03-15", "owner", her, NULL);
  crm_test_add (store, "task", "title", "Monday", "due_on", "2026-03-16", NULL);
  crm_test_add (store, "task", "title", "Before", "due_on", "2026-03-08", NULL);
  crm_test_add (store, "task", "title", "Done", "due_on", "2026-03-09", "state", "done", NULL);
  crm_test_add (store, "task", "title", "Refused", "due_on", "2026-03-09", "state", "declined", NULL);
  SHOWS (store, "2026-03-09", "2026-03-16", CRM_LAYER_TASKS,
      "task Done 03-09–03-10 | task Any time 03-10–03-11 | task Call 03-10T09:15–09:15 | task Sunday 03-15–03-16");

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
  crm_test_archive (store, "client", crm_test_add (store, "client", "name", "Gone", "birthday", "--01-01", NULL));
  SHOWS (store, "2026-02-28", "2026-03-01", CRM_LAYER_BIRTHDAYS, "birthday Birthday: turns 26 02-28–03-01");
  SHOWS (store, "2026-03-01", "2026-03-02", CRM_LAYER_BIRTHDAYS, "");
  SHOWS (store, "2028-02-28", "2028-02-29", CRM_LAYER_BIRTHDAYS, "");
  SHOWS (store, "2028-02-29", "2028-03-01", CRM_LAYER_BIRTHDAYS, "birthday Birthday: turns 28 02-29–03-01");
  SHOWS (store, "2025-12-29", "2026-01-05", CRM_LAYER_BIRTHDAYS,
      "birthday Birthday: turns 55 12-31–01-01 | birthday Birthday 01-01–01-02 | birthday Birthday 01-02–01-03");
  SHOWS (store, "1999-12-31", "2001-01-01", CRM_LAYER_BIRTHDAYS,
      "birthday Birthday: turns 29 12-31–01-01 | birthday Birthday 01-01–01-02 | birthday Birthday 02-29–03-01"
      " | birthday Birthday: turns 30 12-31–01-01");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/agenda/meetings", test_meetings);
  g_test_add_func ("/agenda/layers", test_layers);
  g_test_add_func ("/agenda/birthdays", test_birthdays);
  return crm_test_store_done (g_test_run ());
}
