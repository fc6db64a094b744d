/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-store.h"

/* What the store derives: equal to a count by hand after random operations, and damage of each kind is found and repaired. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_CLI);
}

static gint64
pick (CrmStore *store, GRand *random, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM %s ORDER BY (id * %u) %% 7919 LIMIT 1", table, g_rand_int_range (random, 1, 7919));
  return crm_test_sql_integer (store, sql);
}

static void
do_something (CrmStore *store, GRand *random)
{
  static const char *const outcomes[] = { "agreed", "busy", "answered" };
  gint64 id = pick (store, random, "client"), note = pick (store, random, "note"),
         call = pick (store, random, "call"), meeting = pick (store, random, "meeting");
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *pair = g_strdup_printf ("%" G_GINT64_FORMAT ",1", id);
  g_autofree char *phone = g_strdup_printf ("067 %07d", g_rand_int_range (random, 0, 10000000));
  g_autofree char *at = g_strdup_printf ("2026-0%d-1%dT1%d:00:00Z", g_rand_int_range (random, 1, 4),
      g_rand_int_range (random, 0, 10), g_rand_int_range (random, 0, 10));
  g_autofree char *seconds = g_strdup_printf ("%d", g_rand_int_range (random, 0, 1000));

  switch (id > 1 ? g_rand_int_range (random, 0, 18) : 0)
    {
    case 0:
    case 1: crm_test_add (store, "client", "name", "Name", "phone", phone, NULL); break;
    case 2:
    case 3: crm_test_add (store, "note", "client", client, "text", "слова і слова", "at", at, NULL); break;
    case 4: crm_test_add (store, "note", "text", "nobody's", "at", at, NULL); break;
    case 5:
    case 6:
      crm_test_add (store, "call", "client", client, "at", at, "duration", seconds, "outcome",
          outcomes[g_rand_int_range (random, 0, 3)], NULL);
      break;
    case 7:
      crm_test_add (store, "meeting", "title", "Talk", "clients", pair, "starts_at", at, "state",
          g_rand_boolean (random) ? "held" : "planned", NULL);
      break;
    case 8:
      if (meeting)
        crm_test_set (store, "meeting", meeting, "state", g_rand_boolean (random) ? "held" : "missed",
            "clients", client, NULL);
      break;
    case 9:
      if (note)
        crm_test_set (store, "note", note, "at", at, "client", client, "off_record",
            g_rand_boolean (random) ? "yes" : "no", NULL);
      break;
    case 10:
      if (call)
        crm_test_set (store, "call", call, "duration", g_rand_boolean (random) ? seconds : "", "direction",
            g_rand_boolean (random) ? "in" : "out", NULL);
      break;
    case 11:
      if (note)
        crm_test_archive (store, "note", note);
      break;
    case 12:
      if (note)
        crm_test_restore (store, "note", note);
      break;
    case 13: crm_test_archive (store, "client", id); break;
    case 14: crm_test_restore (store, "client", id); break;
    case 15:
      if (call)
        crm_test_try_delete (store, "call", call, NULL);
      break;
    case 16: crm_test_set (store, "client", id, "phone", phone, "company", "1", NULL); break;
    default: g_free (crm_test_undo (store, g_rand_boolean (random))); break;
    }
}

/* By hand: a note or call counts unless it is off the record or was archived by itself. */
#define LIVE(t) \
  "(" t ".archived_at IS NULL OR EXISTS (SELECT 1 FROM client o WHERE o.id = " t \
  ".client AND o.archived_at = " t ".archived_at))"

static void
check_by_hand (CrmStore *store)
{
  static const struct
  {
    const char *what, *sql;
  } sums[] = {
    { "last contact",
        "SELECT count (*) FROM client c LEFT JOIN client_figures f ON f.client_id = c.id WHERE "
        "f.last_contact_at IS DISTINCT FROM"
        " (SELECT max (x.at) FROM (SELECT n.at FROM note n WHERE n.client = c.id AND n.off_record IS NOT "
        "TRUE AND " LIVE ("n") " UNION ALL SELECT l.at FROM call l WHERE l.client = c.id AND l.off_record IS "
                               "NOT TRUE AND " LIVE (
                                   "l") " UNION ALL SELECT m.starts_at FROM meeting m JOIN record_link r ON "
                                        "r.entity = 'meeting' AND r.record_id = m.id"
                                        " WHERE r.target_id = c.id AND m.state = 'held' AND m.archived_at IS "
                                        "NULL) x)" },
    { "notes of the days",
        "SELECT (SELECT coalesce (sum (entries), 0) FROM activity_day WHERE kind = 'note') -"
        " (SELECT count (*) FROM note n WHERE n.off_record IS NOT TRUE AND (" LIVE ("n") "))" },
    { "calls of the days",
        "SELECT (SELECT coalesce (sum (entries), 0) FROM activity_day WHERE kind = 'call') -"
        " (SELECT count (*) FROM call n WHERE n.off_record IS NOT TRUE AND (" LIVE ("n") "))" },
    { "seconds of calls",
        "SELECT (SELECT coalesce (sum (seconds), 0) FROM activity_day WHERE kind = 'call') -"
        " (SELECT coalesce (sum (n.duration), 0) FROM call n WHERE n.off_record IS NOT TRUE AND (" LIVE (
            "n") "))" },
    { "meetings of the days",
        "SELECT (SELECT coalesce (sum (entries), 0) FROM activity_day WHERE kind = 'meeting') -"
        " (SELECT count (*) FROM meeting WHERE state = 'held' AND archived_at IS NULL)" },
    { "main phones", "SELECT count (*) FROM client c LEFT JOIN client_figures f ON f.client_id = c.id WHERE "
                     "f.phone IS DISTINCT FROM"
                     " (SELECT a.value FROM address a WHERE a.client = c.id AND (a.archived_at IS NULL OR "
                     "a.archived_at = c.archived_at) ORDER BY a.main DESC NULLS LAST, a.id LIMIT 1)" },
    { "texts", "SELECT (SELECT count (*) FROM body) - (SELECT count (*) FROM note)" },
    { "lines of nobody", "SELECT (SELECT count (*) FROM activity WHERE client_id = 0) - (SELECT count (*) "
                         "FROM note n WHERE n.client IS NULL AND n.archived_at IS NULL)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      gint64 wrong = crm_test_sql_integer (store, sums[i].sql);
      if (wrong)
        g_error ("%s: off by %" G_GINT64_FORMAT, sums[i].what, wrong);
    }
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      CrmStore *store = open_new ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);

      g_test_message ("seed %u", seed);
      crm_test_add (store, "client", "name", "Company", "kind", "company", NULL);
      crm_test_sql (store, "UPDATE operation SET undoable = FALSE");
      for (int i = 0; i < 150; i++)
        {
          do_something (store, random);
          if (i % 10 == 9)
            {
              crm_test_assert_in_order (store);
              check_by_hand (store);
            }
        }
      crm_test_close (store);
    }
}

#define FIGURES "1 client has wrong figures or a wrong search line."
#define LINES "1 record has wrong lines on the timeline."
#define SUMS "The daily sums of activities are wrong."
#define ADDRESS "1 address has a wrong normal form."
#define LINK "1 link leads nowhere."
#define INDEX "The index of long texts is wrong."
#define FORM "1 value is found or sorted by a wrong form."
#define NOBODYS "1 text belongs to no record."

static void
test_damage (void)
{
  static const struct
  {
    const char *sql, *named;
  } damage[] = {
    { "UPDATE client_figures SET last_contact_at = 5 WHERE client_id = 1", FIGURES },
    { "UPDATE client_figures SET last_contact_kind = 'mail' WHERE client_id = 1", FIGURES },
    { "UPDATE client_figures SET phone = '0' WHERE client_id = 1", FIGURES },
    { "DELETE FROM client_figures WHERE client_id = 1", FIGURES },
    { "UPDATE client_search SET line = 'nonsense' WHERE client_id = 1", FIGURES },
    { "DELETE FROM client_search WHERE client_id = 1", FIGURES },
    { "UPDATE activity SET summary = 'other' WHERE entity = 'note'", LINES },
    { "UPDATE activity SET summary = NULL WHERE entity = 'note'", LINES },
    { "UPDATE activity SET author_id = 77 WHERE entity = 'call'", LINES },
    { "UPDATE activity SET client_id = 2 WHERE entity = 'call'", LINES },
    { "UPDATE activity SET at = at + 1 WHERE entity = 'call'", LINES },
    { "UPDATE activity SET deal_id = 7 WHERE entity = 'call'", LINES },
    { "UPDATE activity SET kind = 'note' WHERE entity = 'call'", LINES },
    { "UPDATE activity SET direction = 'in' WHERE entity = 'call'", LINES },
    { "UPDATE activity SET duration = NULL WHERE entity = 'call'", LINES },
    { "UPDATE activity SET main = FALSE WHERE entity = 'note'", LINES },
    { "UPDATE activity SET main = NOT main WHERE entity = 'meeting'", LINES },
    { "DELETE FROM activity WHERE entity = 'meeting' AND NOT main", LINES },
    { "UPDATE activity SET counted = FALSE WHERE entity = 'note'", LINES },
    { "DELETE FROM activity WHERE entity = 'call'", LINES },
    { "INSERT INTO activity (client_id, at, id, entity, record_id, main, kind, counted) VALUES (1, 5, 900, "
      "'note', 900, TRUE, 'note', TRUE)",
        LINES },
    { "INSERT INTO activity (client_id, at, id, entity, record_id, main, kind, counted) VALUES (1, 5, 901, "
      "'note', 1, TRUE, 'note', TRUE)",
        LINES },
    /* The same line twice. */
    { "INSERT INTO activity (client_id, at, id, entity, record_id, main, kind, direction, author_id, "
      "duration, "
      "counted, summary) SELECT client_id, at, 902, entity, record_id, main, kind, direction, author_id, "
      "duration, counted, summary FROM activity WHERE entity = 'call'",
        LINES },
    { "UPDATE activity_day SET entries = entries + 1", SUMS },
    { "UPDATE activity_day SET seconds = seconds + 1 WHERE kind = 'call'", SUMS },
    { "UPDATE activity_day SET day = '2020-01-01' WHERE kind = 'call'", SUMS },
    { "UPDATE activity_day SET author_id = author_id + 1 WHERE kind = 'call'", SUMS },
    { "UPDATE activity_day SET direction = 'in' WHERE kind = 'call'", SUMS },
    { "DELETE FROM activity_day", SUMS },
    { "INSERT INTO activity_day VALUES ('2020-01-01', 1, 'note', '', 1, 0)", SUMS },
    { "UPDATE address SET normal = '12' WHERE kind = 'phone'", ADDRESS },
    { "UPDATE address SET match_key = NULL WHERE kind = 'email'", ADDRESS },
    { "INSERT INTO record_link VALUES ('client', 1, 'tags', 7, 700)", LINK },
    { "INSERT INTO record_link VALUES ('client', 700, 'tags', 0, 1)", LINK },
    { "INSERT INTO body_index (body_index) VALUES ('delete-all')", INDEX },
    { "INSERT INTO body_index (rowid, title, body) VALUES (900, '', 'ghost')", INDEX },
    { "INSERT INTO body_index (rowid, title, body) VALUES (1, '', 'one word more')", INDEX },
    { "UPDATE body SET body = 'зовсім інше' WHERE id = 1", INDEX },
    { "UPDATE body SET title = 'Roofs' WHERE id = 1", INDEX },
    /* As many texts as before, one of them under a number that no text has; and one that lacks its words. */
    { "INSERT INTO body_index (body_index, rowid, title, body) VALUES ('delete', 1, 'roofs', 'зовсім інше'); "
      "INSERT INTO body_index (rowid, title, body) VALUES (900, 'roofs', 'зовсім інше')",
        INDEX },
    { "INSERT INTO body_index (body_index, rowid, title, body) VALUES ('delete', 1, 'roofs', 'зовсім інше'); "
      "INSERT INTO body_index (rowid, title, body) VALUES (1, 'roofs', 'зовсім')",
        INDEX },
    { "UPDATE client SET name_fold = 'wrong' WHERE id = 1", FORM },
    { "UPDATE client SET name_key = x'00' WHERE id = 1", FORM },
    { "UPDATE client SET city_fold = NULL WHERE id = 1", FORM },
    { "UPDATE client SET city_key = NULL WHERE id = 1", FORM },
    /* Forms of a text that is not there. */
    { "UPDATE client SET city_fold = 'kyiv' WHERE id = 2", FORM },
    { "UPDATE client SET city_key = x'00' WHERE id = 2", FORM },
    { "INSERT INTO body (entity, record_id, body) VALUES ('note', 900, 'of nobody')", NOBODYS },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "Anna", "phone", "067 123 45 67", "email", "a@example.com", "tags",
      "vip", "city", "Kyiv", NULL);
  crm_test_add (store, "client", "name", "Borys", NULL);
  crm_test_add (store, "note", "client", "1", "text", "про дах", "title", "Roof", NULL);
  crm_test_add (store, "call", "client", "1", "duration", "60", NULL);
  crm_test_add (store, "meeting", "title", "Talk", "clients", "2,1", "starts_at", "2026-03-01T10:00:00Z",
      "ends_at", "2026-03-01T11:00:00Z", "state", "held", NULL);
  crm_test_assert_in_order (store);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autofree char *found = NULL, *repaired = NULL, *after = NULL;

      crm_test_sql (store, damage[i].sql);
      found = crm_test_check (store, FALSE);
      if (!strstr (found, damage[i].named))
        g_error ("Not named: %s: %s", damage[i].sql, found);
      repaired = crm_test_check (store, TRUE);
      g_assert_nonnull (strstr (repaired, damage[i].named));
      after = crm_test_check (store, FALSE);
      if (*after)
        g_error ("Not repaired: %s: %s", damage[i].sql, after);
    }
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM body"), ==, 1);
  {
    g_autofree char *found = crm_test_where (store, "client", "name=anna", "city=kyiv", NULL);
    g_assert_cmpstr (found, ==, "1");
  }
  /* What the person wrote is as it was. */
  crm_test_assert_field (store, "client", 1, "name", "Anna");
  crm_test_assert_field (store, "client", 1, "phone", "067 123 45 67");
  crm_test_assert_field (store, "client", 1, "tags", "1");
  crm_test_close (store);
}

/* Signs, joined and taken-apart letters, numbers: what the index takes for words need not be what this program does, and is no damage. */
static void
test_odd_texts (void)
{
  static const char *const texts[] = { "!!! ???", "a-b_c/d.e", "³ ½ Ⅷ ①", "e\xcc\x81t\xc3\xa9", "हिन्दी शब्द",
    "がぎぐ 東京", "naïve ﬁx Straße", "  two\tlines\nand\xc2\xa0more ", "😀 ☎ 555", "ІЇЄҐ ё й",
    "x\xcc\x80\xcc\xb4y", "it’s 5% of ₴100" };
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "Anna", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    crm_test_add (store, "note", "client", "1", "text", texts[i], NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
set_zone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", data, error);
}

/* The day of a line is that of the book's zone, also where a day begins or ends within an hour and before 1970. */
static void
test_days (void)
{
  static const char *const times[] = { "2026-03-28T18:29:59Z", "2026-03-28T18:30:00Z", "2026-03-28T18:59:59Z",
    "1969-12-31T18:29:59Z", "1969-12-31T18:30:00Z", "1969-12-31T23:59:59Z" };
  g_autoptr (GError) error = NULL;
  CrmStore *store = open_new ();

  crm_store_write_sync (store, "Set", set_zone_in_worker, (gpointer) "Asia/Kolkata", NULL, &error);
  g_assert_no_error (error);
  crm_test_add (store, "client", "name", "Anna", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    crm_test_add (store, "note", "client", "1", "text", "a", "at", times[i], NULL);
  crm_test_assert_in_order (store);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT entries FROM activity_day WHERE day = '2026-03-29'"), ==, 2);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT entries FROM activity_day WHERE day = '1970-01-01'"), ==, 2);
  crm_test_close (store);
}

static void
on_told (guint percent, gpointer data)
{
  guint *last = data;

  g_assert_cmpuint (percent, >, *last);
  g_assert_cmpuint (percent, <=, 100);
  *last = percent;
}

static void
test_watched (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  CrmStore *store = open_new ();
  guint last = 0;

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "note", "client", "1", "text", "one", NULL);
  problems = crm_store_check_watched_sync (store, FALSE, on_told, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (last, ==, 100);
  crm_test_close (store);
}

static void
test_off_record (void)
{
  CrmStore *store = open_new ();

  crm_test_add (store, "client", "name", "Anna", NULL);
  crm_test_add (store, "note", "client", "1", "text", "counts", "at", "2026-03-01T10:00:00Z", NULL);
  crm_test_add (store, "call", "client", "1", "at", "2026-03-05T10:00:00Z", "off_record", "yes", NULL);
  crm_test_assert_field (store, "client", 1, "last_contact", "2026-03-01T10:00:00Z");
  crm_test_assert_field (store, "client", 1, "last_contact_kind", "note");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM activity_day"), ==, 1);
  crm_test_set (store, "call", 1, "off_record", "no", NULL);
  crm_test_assert_field (store, "client", 1, "last_contact", "2026-03-05T10:00:00Z");
  crm_test_assert_field (store, "client", 1, "last_contact_direction", "out");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/derived/random", test_random);
  g_test_add_func ("/derived/damage", test_damage);
  g_test_add_func ("/derived/odd-texts", test_odd_texts);
  g_test_add_func ("/derived/days", test_days);
  g_test_add_func ("/derived/watched", test_watched);
  g_test_add_func ("/derived/off-record", test_off_record);
  return crm_test_store_done (g_test_run ());
}
