/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "db/crm-db-migrator.h"
#include "store/crm-entity.h"

/* The schema: every field has its columns and every column its field; what was released is never changed; and books of each released version
 * open whole. */

static gboolean
has_column (CrmStore *store, const char *table, const char *column)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE name = '%s'", table, column);
  return crm_test_sql_integer (store, sql) == 1;
}

static void
expect_column (CrmStore *store, GHashTable *known, const char *table, const char *field, const char *suffix)
{
  char *column = g_strconcat (field, suffix, NULL);

  if (!has_column (store, table, column))
    g_error ("%s has no column %s", table, column);
  g_hash_table_add (known, column);
}

static void
test_columns (void)
{
  static const char *const shared[] = { "id", "uid", "version", "created_at", "updated_at", "archived_at",
    "operation_id" };
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  for (guint e = 0; e < n; e++)
    {
      g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char *count =
          g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')", infos[e]->name);

      for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
        expect_column (store, known, infos[e]->name, shared[i], "");
      for (guint f = 0; f < infos[e]->n_fields; f++)
        {
          const CrmField *field = &infos[e]->fields[f];

          if (!crm_field_has_column (field))
            {
              /* Nothing is kept twice. */
              g_assert_false (has_column (store, infos[e]->name, field->name));
              continue;
            }
          expect_column (store, known, infos[e]->name, field->name, "");
          if (field->kind == CRM_KIND_MONEY)
            expect_column (store, known, infos[e]->name, field->name, "_currency");
          if (crm_field_has_fold (field))
            expect_column (store, known, infos[e]->name, field->name, "_fold");
          if (crm_field_has_fold (field) && field->flags & CRM_FIELD_SORTED)
            expect_column (store, known, infos[e]->name, field->name, "_key");
        }
      /* And no column is without a field. */
      if (crm_test_sql_integer (store, count) != g_hash_table_size (known))
        g_error ("%s has columns that no field explains", infos[e]->name);
    }
  crm_test_close (store);
}

/* A released file that differs by a letter would make two kinds of books of one number. Add a line to released.txt with a release; never
 * change one. */
static void
test_released (void)
{
  g_autofree char *path = crm_test_path ();
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "released.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  guint n = 0;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "  ", 2);
      g_autofree char *sql = NULL;

      if (!*lines[i])
        continue;
      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      sql = g_strdup_printf (
          "SELECT count (*) FROM schema_migration WHERE checksum = '%s' AND name = '%s'", parts[0], parts[1]);
      if (crm_test_sql_integer (store, sql) != 1)
        g_error ("%s is not as it was released", parts[1]);
      n++;
    }
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM schema_migration"), >=, n);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT max (number) FROM schema_migration"), ==,
      crm_db_migrator_get_newest ());
  crm_test_close (store);
}

static char *
make_book_1 (void)
{
  return crm_test_make_released ("schema-1.sql");
}

/* What later schemas derive of its records. */
static void
assert_derived_1 (CrmStore *store)
{
  crm_test_assert_in_order (store);
  crm_test_assert_field (store, "task", 1, "kind", "todo");
  crm_test_assert_field (store, "task", 1, "state", "open");
  crm_test_assert_field (store, "task", 1, "due_key", "2026-04-02T00:00:00Z");
  crm_test_assert_field (store, "client", 2, "next_step", "Подзвонити");
  crm_test_assert_field (store, "client", 2, "next_on", "2026-04-01");
  crm_test_assert_field (store, "client", 3, "open_deals", "1");
  crm_test_assert_field (store, "client", 3, "open_amount", "120050");
}

static void
test_open_1 (void)
{
  g_autofree char *path = make_book_1 (), *found = NULL;
  CrmStore *store;
  CrmQuery *query;

  store = crm_test_open (path, CRM_ORIGIN_CLI);
  assert_derived_1 (store);
  g_assert_cmpstr (crm_store_get_user_name (store), ==, "Марія");
  crm_test_assert_field (store, "client", 2, "name", "Олена Іваненко");
  crm_test_assert_field (store, "client", 2, "phone", "+380671234567");
  crm_test_assert_field (store, "client", 2, "company_name", "Ромашка");
  crm_test_assert_field (store, "client", 2, "улюблений колір", "синій");
  crm_test_assert_field (store, "client", 2, "birthday", "--03-08");
  crm_test_assert_field (store, "deal", 1, "amount", "1200.50 EUR");
  crm_test_assert_field (store, "call", 1, "duration", "400");
  crm_test_assert_field (store, "note", 1, "text", "Говорили про дах, хоче черепицю");
  query = crm_query_new ("client");
  crm_query_set_text (query, "горіх");
  found = crm_test_find (store, query);
  g_assert_cmpstr (found, ==, "2");
  /* Its last operations are undone as if it had always been this version. */
  crm_test_assert_field (store, "client", 3, "city", "Bonn");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "client", 3, "city", "Berlin");
  crm_test_assert_in_order (store);
  /* And it has what came since. */
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT max (number) FROM schema_migration"), ==,
      crm_db_migrator_get_newest ());
  g_assert_cmpint (crm_db_migrator_get_newest (), >=, 2);
  crm_test_add (store, "own_entity", "label", "Дах", NULL);
  crm_test_add (
      store, "own_field", "entity", "дах", "label", "Власник", "kind", "link", "target", "client", NULL);
  crm_test_add (store, "дах", "title", "Червона черепиця", "власник", "Олена Іваненко", NULL);
  crm_test_assert_field (store, "u_1", 1, "власник", "2");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A deal that was won before there were stages stays won when they come, and was won then. */
static void
test_closed_1 (void)
{
  g_autofree char *path = make_book_1 ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_sql (store, "UPDATE deal SET state = 'won', opened_at = 1767261600000000, "
                       "closed_at = 1767348000000000");
  crm_test_add (store, "deal", "title", "Roof", NULL);
  crm_test_assert_field (store, "deal", 1, "stage", "1");
  crm_test_assert_field (store, "deal", 1, "state", "won");
  crm_test_assert_field (store, "deal", 1, "closed_at", "2026-01-02T10:00:00Z");
  crm_test_assert_field (store, "deal_move", 1, "until", "2026-01-02T10:00:00Z");
  crm_test_assert_field (store, "deal_move", 2, "state", "won");
  crm_test_assert_field (store, "deal_move", 2, "at", "2026-01-02T10:00:00Z");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Derived once, not each time a book is opened: that would take long, and hide what is wrong. */
static void
test_derive_once (void)
{
  g_autofree char *path = make_book_1 (), *problems = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_sql (store, "UPDATE task SET due_key = 5");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT due_key FROM task"), ==, 5);
  problems = crm_test_check (store, TRUE);
  g_assert_cmpstr (problems, !=, "");
  assert_derived_1 (store);
  crm_test_close (store);
  /* A new book begins complete. */
  g_clear_pointer (&path, g_free);
  path = crm_test_path ();
  store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT value = (SELECT max (number) FROM schema_migration) FROM "
                                   "setting WHERE name = 'derived-schema'"),
      ==, 1);
  crm_test_close (store);
}

/* Meetings of a book from before the calendar take place, and their clients take part. */
static void
test_open_3 (void)
{
  g_autofree char *path = crm_test_make_released ("schema-3.sql");
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_assert_in_order (store);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM occurrence"), ==, 3);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM participant WHERE meeting = 1"), ==, 2);
  crm_test_assert_field (store, "client", 2, "next_step", "Look at the roof");
  crm_test_assert_field (store, "deal", 1, "amount", "1200.50 EUR");
  crm_test_assert_field (store, "meeting", 3, "title", "Nobody");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "meeting", 3, "title", "Nobody yet");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A book of the calendar has its messages, which were only noted down, when messages are sent and received. */
static void
test_open_4 (void)
{
  g_autofree char *path = crm_test_make_released ("schema-4.sql");
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_assert_in_order (store);
  crm_test_assert_field (store, "message", 1, "text", "Дякую, чекаю");
  crm_test_assert_field (store, "meeting", 1, "title", "Tasting");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE state IS NOT NULL"), ==, 0);
  /* Each address is a conversation, and nothing in it waits for an answer. */
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM conversation"), ==, 2);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE conversation IS NULL"), ==, 0);
  crm_test_assert_field (store, "conversation", 1, "client", "2");
  crm_test_assert_field (store, "conversation", 1, "n_messages", "2");
  crm_test_assert_field (store, "conversation", 1, "last_direction", "out");
  crm_test_assert_field (store, "conversation", 2, "preview", "Price list");
  crm_test_assert_field (store, "conversation", 2, "client", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM conversation_figures WHERE n_unread "
                                                "> 0 OR waiting_since IS NOT NULL"),
      ==, 0);
  crm_test_close (store);
}

/* A book of messages: what was sent, received, answered and agreed to, what waits, and a campaign. */
static void
test_open_5 (void)
{
  g_autofree char *path = crm_test_make_released ("schema-5.sql"), *found = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  CrmQuery *query;

  crm_test_assert_in_order (store);
  crm_test_assert_field (store, "client", 2, "name", "Олена Коваль");
  crm_test_assert_field (store, "client", 2, "company_name", "Кав'ярня «Лев»");
  crm_test_assert_field (store, "client", 2, "last_contact_direction", "in");
  crm_test_assert_field (store, "account", 1, "provider", "generic-http");
  crm_test_assert_field (store, "provider", 1, "name", "Own");
  crm_test_assert_field (store, "message", 1, "state", "sent");
  crm_test_assert_field (store, "message", 1, "template", "1");
  crm_test_assert_field (store, "message", 5, "campaign", "1");
  crm_test_assert_field (store, "message", 5, "state", "queued");
  crm_test_assert_field (store, "message", 6, "state", "queued");
  crm_test_assert_field (store, "message", 6, "text", "It waits");
  crm_test_assert_field (store, "conversation", 1, "n_messages", "4");
  crm_test_assert_field (store, "conversation", 3, "n_unread", "1");
  crm_test_assert_field (store, "conversation", 3, "preview", "Скільки коштує?");
  crm_test_assert_field (store, "answer", 1, "score", "5");
  crm_test_assert_field (store, "answer", 1, "asked", "1");
  crm_test_assert_field (store, "consent", 1, "state", "withdrawn");
  crm_test_assert_field (store, "campaign", 1, "budget", "50.00 UAH");
  crm_test_assert_field (store, "segment_exclusion", 1, "client", "4");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 2);
  /* And its scripts can branch. */
  crm_test_add (store, "script", "name", "Call", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Rent?", "answer", "yes-no", NULL);
  crm_test_add (store, "script_question", "script", "1", "question", "Where?", "answer", "text",
      "after_question", "Rent?", "after_answer", "yes", NULL);
  crm_test_assert_field (store, "script_question", 2, "after_question", "1");
  query = crm_query_new ("message");
  crm_query_set_text (query, "знижка");
  found = crm_test_find (store, query);
  g_assert_cmpstr (found, ==, "5");
  for (guint i = 0; i < 4; i++)
    crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "client", 3, "city", "Berlin");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_restore_1 (void)
{
  g_autofree char *old = make_book_1 (), *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (GError) error = NULL;

  crm_store_restore_sync (store, old, &error);
  g_assert_no_error (error);
  assert_derived_1 (store);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/schema/columns", test_columns);
  g_test_add_func ("/schema/released", test_released);
  g_test_add_func ("/schema/open-5", test_open_5);
  g_test_add_func ("/schema/open-4", test_open_4);
  g_test_add_func ("/schema/open-3", test_open_3);
  g_test_add_func ("/schema/open-1", test_open_1);
  g_test_add_func ("/schema/closed-1", test_closed_1);
  g_test_add_func ("/schema/derive-once", test_derive_once);
  g_test_add_func ("/schema/restore-1", test_restore_1);
  return crm_test_store_done (g_test_run ());
}
