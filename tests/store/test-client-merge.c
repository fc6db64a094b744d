/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-error.h"
#include "client/crm-client.h"
#include "crm-test-store.h"
#include "duplicate/crm-client-merge.h"
#include "import/crm-demo.h"
#include "message/crm-message.h"

/* Two clients become one: what goes over, what is chosen, what may stand only once, and that all of it is taken back and done again at any later time.
 * At the end a whole business is merged at random: after each step the book is in order, and what is taken back is as it was. */

#define N_MERGES 25

typedef struct
{
  gint64 keep, other;
  GHashTable *choices;
} Merge;

static gboolean
merge_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Merge *merge = data;

  return crm_client_merge (tx, merge->keep, merge->other, merge->choices, error);
}

static gint64
try_merge (CrmStore *store, gint64 keep, gint64 other, GHashTable *choices, GError **error)
{
  Merge merge = { keep, other, choices };
  g_autoptr (CrmChangeSet) changes = NULL;

  if (!crm_store_write_sync (store, "Merge", merge_in_worker, &merge, &changes, error))
    return 0;
  return crm_change_set_get_operation (changes);
}

static gint64
merge (CrmStore *store, gint64 keep, gint64 other, GHashTable *choices)
{
  g_autoptr (GError) error = NULL;
  gint64 operation = try_merge (store, keep, other, choices, &error);

  g_assert_no_error (error);
  g_assert_cmpint (operation, >, 0);
  return operation;
}

typedef struct
{
  CrmStore *store;
  CrmUndoReport *report;
  gboolean done;
} Undo;

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  Undo *undo = data;
  g_autoptr (GError) error = NULL;

  undo->report = crm_store_undo_finish (CRM_STORE (source), result, &error);
  g_assert_no_error (error);
  undo->done = TRUE;
}

static gboolean
is_undone (gpointer data)
{
  return ((Undo *)data)->done;
}

/* Takes one operation back, however much was done since. */
static void
undo_operation (CrmStore *store, gint64 operation)
{
  Undo undo = { store };

  crm_store_undo_operation_async (store, operation, NULL, on_undone, &undo);
  crm_test_await (is_undone, &undo);
  crm_undo_report_free (undo.report);
}

static char *
number (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static gint64
count (CrmStore *store, const char *format, gint64 id)
{
  g_autofree char *text = number (id);
  g_auto (GStrv) parts = g_strsplit (format, "%", -1);
  g_autofree char *sql = g_strjoinv (text, parts);

  return crm_test_sql_integer (store, sql);
}

/* Everything a person could see, without when it was written. */
static gpointer
dump_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  GString *text = g_string_new (NULL);
  static const char *const tables[] = {
    "SELECT entity || field || record_id || ' ' || position || ' ' || target_id FROM record_link ORDER BY 1",
    "SELECT entity || record_id || ' ' || client_id || ' ' || at || kind || counted || coalesce (summary, "
    "'') FROM "
    "activity ORDER BY 1",
    "SELECT client_id || line FROM client_search ORDER BY 1",
    "SELECT entity || record_id || body FROM body ORDER BY 1",
    "SELECT campaign_id || ' ' || client_id || ' ' || occasion || state FROM campaign_recipient ORDER BY 1",
    "SELECT parent_id || ' ' || starts_at || rid FROM occurrence WHERE source = 0 ORDER BY 1",
    "SELECT message_id || stage FROM outbox ORDER BY 1",
  };

  for (guint e = 0; e < entities->len; e++)
    {
      CrmEntity *entity = entities->pdata[e];
      g_autofree char *sql =
          g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY id", crm_entity_get_name (entity));
      g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx), sql, error, 0);

      g_assert_nonnull (ids);
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (CrmRow) row =
              crm_transaction_load (tx, crm_entity_get_name (entity), g_array_index (ids, gint64, i), error);

          g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %d", crm_entity_get_name (entity), row->id,
              row->archived_at != 0);
          for (guint f = 0; f < entity->n_fields; f++)
            {
              g_autofree char *plain = crm_field_format_plain (&entity->fields[f], crm_row_get (row, (int)f));

              if (plain)
                g_string_append_printf (text, " %s=%s", entity->fields[f].name, plain);
            }
          g_string_append_c (text, '\n');
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), tables[i], error);
      gboolean row = FALSE;

      g_assert_nonnull (statement);
      while (crm_statement_step (statement, &row, error) && row)
        g_string_append_printf (text, "%u %s\n", i, crm_statement_get_text (statement, 0));
      g_assert_false (row);
    }
  return g_string_free (text, FALSE);
}

static char *
dump (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = crm_store_read_sync (store, dump_in_worker, NULL, &error);

  g_assert_no_error (error);
  return text;
}

/* Of two long texts that should be the same, the first line that is not. */
static void
assert_same (const char *is, const char *was)
{
  g_auto (GStrv) a = g_strsplit (is, "\n", -1), b = g_strsplit (was, "\n", -1);

  for (guint i = 0; a[i] && b[i]; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
}

/* The book is undone to before and done again to what it is. */
static void
assert_there_and_back (CrmStore *store, const char *before)
{
  g_autofree char *merged = dump (store), *undone = NULL, *redone = NULL, *report = NULL;

  crm_test_assert_in_order (store);
  report = crm_test_undo (store, FALSE);
  undone = dump (store);
  assert_same (undone, before);
  crm_test_assert_in_order (store);
  g_clear_pointer (&report, g_free);
  report = crm_test_undo (store, TRUE);
  redone = dump (store);
  assert_same (redone, merged);
  crm_test_assert_in_order (store);
}

static void
test_fields (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 keep = crm_test_add (store, "client", "name", "Anna Kowalska", "city", "Kyiv", "status", "lead",
             "tags", "a, b", "phone", "+380 44 111 22 33", "notes", "Likes tea", "roles", "customer", NULL),
         other = crm_test_add (store, "client", "name", "Анна Ковальська", "city", "Lviv", "status",
             "customer", "tags", "b, c", "phone", "+380 44 555 66 77", "email", "anna@example.org", "notes",
             "Calls late", "country", "Ukraine", "roles", "supplier", NULL);
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *before = dump (store), *note = NULL, *addresses = NULL;

  g_hash_table_insert (choices, (gpointer) "phone", GUINT_TO_POINTER (CRM_MERGE_OTHER));
  g_hash_table_insert (choices, (gpointer) "country", GUINT_TO_POINTER (CRM_MERGE_AUTO));
  merge (store, keep, other, choices);
  crm_test_assert_field (store, "client", keep, "name", "Anna Kowalska");
  crm_test_assert_field (store, "client", keep, "city", "Kyiv");
  crm_test_assert_field (store, "client", keep, "country", "Ukraine");
  crm_test_assert_field (store, "client", keep, "status", "customer");
  crm_test_assert_field (store, "client", keep, "notes", "Likes tea\nCalls late");
  crm_test_assert_field (store, "client", keep, "phone", "+380 44 555 66 77");
  crm_test_assert_field (store, "client", keep, "email", "anna@example.org");
  g_assert_cmpint (
      count (store,
          "SELECT count (*) FROM record_link WHERE entity = 'client' AND field = 'tags' AND record_id = %",
          keep),
      ==, 3);
  g_assert_cmpint (
      count (store, "SELECT roles = ' customer supplier ' FROM client WHERE id = %", keep), ==, 1);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM address WHERE archived_at IS NULL AND client = %", keep), ==, 3);
  /* What was not taken is still to be read. */
  note = crm_test_where (store, "note", "text~Lviv", NULL);
  g_assert_cmpstr (note, !=, "");
  crm_test_assert_field (
      store, "note", g_ascii_strtoll (note, NULL, 10), "title", "Merged with “Анна Ковальська”");
  g_assert_cmpint (count (store, "SELECT archived_at IS NOT NULL FROM client WHERE id = %", other), ==, 1);
  assert_there_and_back (store, before);
  crm_test_close (store);
}

static void
test_refused (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 a = crm_test_add (store, "client", "name", "A", NULL),
         b = crm_test_add (store, "client", "name", "B", NULL);
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (try_merge (store, a, a, NULL, &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (try_merge (store, a, 99, NULL, &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_hash_table_insert (choices, (gpointer) "city", GUINT_TO_POINTER (CRM_MERGE_BOTH));
  g_assert_cmpint (try_merge (store, a, b, choices, &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_hash_table_remove_all (choices);
  g_hash_table_insert (choices, (gpointer) "last_contact", GUINT_TO_POINTER (CRM_MERGE_KEEP));
  g_assert_cmpint (try_merge (store, a, b, choices, &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  crm_test_archive (store, "client", b);
  g_assert_cmpint (try_merge (store, a, b, NULL, &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_close (store);
}

/* What both have, where only one may be: addresses, a meeting, a deal, a segment. */
static void
test_once (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 keep = crm_test_add (store, "client", "name", "Anna", "phone", "+380 44 111 22 33", NULL),
         other = crm_test_add (store, "client", "name", "Hanna", "phone", "(044) 111-22-33", NULL),
         third = crm_test_add (store, "client", "name", "Company", "kind", "company", NULL);
  g_autofree char *k = number (keep), *o = number (other), *c = number (third);
  g_autofree char *both = g_strdup_printf ("%s, %s, %s", k, o, c), *last = g_strdup_printf ("%s, %s", o, c);
  gint64 meeting = crm_test_add (
             store, "meeting", "title", "Talk", "clients", both, "starts_at", "2026-03-12T10:00:00Z", NULL),
         lone = crm_test_add (
             store, "meeting", "title", "Other", "clients", last, "starts_at", "2026-03-13T10:00:00Z", NULL),
         deal = crm_test_add (store, "deal", "title", "Cake", "client", k, NULL),
         second = crm_test_add (store, "deal", "title", "Pie", "client", c, "supplier", o, NULL),
         segment = crm_test_add (store, "segment", "name", "All", "query",
             "{\"entity\":\"client\",\"where\":{\"all\":[]}}", NULL);
  g_autofree char *d = number (deal), *e = number (second), *s = number (segment), *before = NULL,
                  *clients = NULL;

  crm_test_add (store, "deal_contact", "deal", d, "client", o, NULL);
  crm_test_add (store, "deal_contact", "deal", e, "client", k, NULL);
  crm_test_add (store, "deal_contact", "deal", e, "client", o, NULL);
  crm_test_add (store, "segment_exclusion", "segment", s, "client", k, NULL);
  crm_test_add (store, "segment_exclusion", "segment", s, "client", o, NULL);
  crm_test_set (store, "client", keep, "company", c, NULL);
  before = dump (store);
  merge (store, keep, other, NULL);
  clients = g_strdup_printf ("%s;%s", k, c);
  crm_test_assert_field (store, "meeting", meeting, "clients", clients);
  crm_test_assert_field (store, "meeting", lone, "clients", clients);
  crm_test_assert_field (store, "deal", second, "supplier", k);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM participant WHERE archived_at IS NULL AND client = %", keep), ==,
      2);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM participant WHERE archived_at IS NULL AND client = %", other), ==,
      0);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM deal_contact WHERE archived_at IS NULL AND client = %", keep), ==,
      1);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM deal_contact WHERE archived_at IS NULL AND client = %", other), ==,
      0);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM segment_exclusion WHERE archived_at IS NULL AND client = %", keep),
      ==, 1);
  g_assert_cmpint (
      count (store, "SELECT count (*) FROM address WHERE archived_at IS NULL AND client = %", keep), ==, 1);
  assert_there_and_back (store, before);
  /* A person who went up into the own company does not work for itself. */
  merge (store, third, keep, NULL);
  crm_test_assert_field (store, "client", third, "company", NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
allows_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean allows = crm_consent_allows (tx, *(gint64 *)data, NULL, "sms", "marketing", NULL, &local);

  g_assert_no_error (local);
  return GINT_TO_POINTER (allows ? 1 : 2);
}

static gboolean
allows (CrmStore *store, gint64 client)
{
  return GPOINTER_TO_INT (crm_store_read_sync (store, allows_in_worker, &client, NULL)) == 1;
}

/* Who said no under one name is not written to under the other, whichever was said last. */
static void
test_consent (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 keep = crm_test_add (store, "client", "name", "Anna", NULL),
         other = crm_test_add (store, "client", "name", "Hanna", NULL);
  g_autofree char *k = number (keep), *o = number (other), *before = NULL;

  crm_test_add (store, "consent", "client", o, "channel", "sms", "purpose", "any", "state", "withdrawn", "at",
      "2026-01-01T10:00:00Z", NULL);
  crm_test_add (store, "consent", "client", k, "channel", "sms", "purpose", "marketing", "state", "given",
      "at", "2026-02-01T10:00:00Z", NULL);
  before = dump (store);
  g_assert_true (allows (store, keep));
  merge (store, keep, other, NULL);
  g_assert_false (allows (store, keep));
  assert_there_and_back (store, before);
  crm_test_close (store);
}

typedef struct
{
  char *entity;
  char *field;
} Own;

static gboolean
add_own_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Own *own = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "own_entity", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (CrmEntity) field_entity = crm_transaction_get_entity (tx, "own_field", error);
  g_autoptr (CrmValues) field = crm_values_new (field_entity);
  gint64 id;

  crm_values_set_text (values, crm_entity_find_field (entity, "label"), "Car");
  id = crm_transaction_insert (tx, values, NULL, error);
  own->entity = g_strdup_printf ("u_%" G_GINT64_FORMAT, id);
  crm_values_set_text (field, crm_entity_find_field (field_entity, "entity"), own->entity);
  crm_values_set_text (field, crm_entity_find_field (field_entity, "label"), "Drivers");
  crm_values_set_text (field, crm_entity_find_field (field_entity, "kind"), "links");
  crm_values_set_text (field, crm_entity_find_field (field_entity, "target"), "client");
  id = crm_transaction_insert (tx, field, NULL, error);
  own->field = g_strdup_printf ("x_%" G_GINT64_FORMAT, id);
  return id != 0;
}

/* The user's own records go along, though nobody told the program of them. */
static void
test_own (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 keep = crm_test_add (store, "client", "name", "Anna", NULL),
         other = crm_test_add (store, "client", "name", "Hanna", NULL), car, van;
  g_autofree char *k = number (keep), *o = number (other), *both = g_strdup_printf ("%s, %s", o, k),
                  *before = NULL;
  Own own = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_write_sync (store, "Own", add_own_in_worker, &own, NULL, &error));
  g_assert_no_error (error);
  car = crm_test_add (store, own.entity, "title", "Car 1", own.field, o, NULL);
  van = crm_test_add (store, own.entity, "title", "Van", own.field, both, NULL);
  before = dump (store);
  merge (store, keep, other, NULL);
  crm_test_assert_field (store, own.entity, car, own.field, k);
  crm_test_assert_field (store, own.entity, van, own.field, k);
  assert_there_and_back (store, before);
  g_free (own.entity);
  g_free (own.field);
  crm_test_close (store);
}

/* A merge is taken back although both went on living since. */
static void
test_later (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 keep = crm_test_add (store, "client", "name", "Anna", "tags", "a", NULL),
         other = crm_test_add (store, "client", "name", "Hanna", "tags", "b", "city", "Lviv", NULL), old,
         fresh, operation;
  g_autofree char *k = number (keep), *o = number (other), *tags = NULL;

  old = crm_test_add (store, "note", "client", o, "text", "Before", NULL);
  operation = merge (store, keep, other, NULL);
  fresh = crm_test_add (store, "note", "client", k, "text", "After", NULL);
  crm_test_set (store, "client", keep, "tags", "a, b, c", "name", "Anna Maria", NULL);
  undo_operation (store, operation);
  crm_test_assert_field (store, "note", old, "client", o);
  crm_test_assert_field (store, "note", fresh, "client", k);
  crm_test_assert_field (store, "client", keep, "name", "Anna Maria");
  crm_test_assert_field (store, "client", keep, "city", NULL);
  crm_test_assert_field (store, "client", other, "city", "Lviv");
  g_assert_cmpint (count (store, "SELECT archived_at IS NULL FROM client WHERE id = %", other), ==, 1);
  /* The tag that came with the merge goes with it, the one added since stays. */
  g_assert_cmpint (
      count (store,
          "SELECT count (*) FROM record_link WHERE entity = 'client' AND field = 'tags' AND record_id = %",
          keep),
      ==, 2);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gint64
pick (CrmStore *store, GRand *rand, gint64 except)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) ids = crm_test_find_ids (store, query);
  gint64 id;

  do
    id = g_array_index (ids, gint64, g_rand_int_range (rand, 0, (int)ids->len));
  while (id == except);
  return id;
}

static void
test_random (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  g_autoptr (GError) error = NULL;
  gint64 operations[N_MERGES];

  g_assert_true (crm_demo_fill_sync (store, 60, 7, 5, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_ptr_array_add (states, dump (store));
  for (guint i = 0; i < N_MERGES; i++)
    {
      gint64 keep = pick (store, rand, 0), other = pick (store, rand, keep);
      g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint f = 0; f < entity->n_fields; f++)
        if (!(entity->fields[f].flags &
                (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE | CRM_FIELD_READ_ONLY | CRM_FIELD_REQUIRED)) &&
            f != CRM_CLIENT_STATUS_REASON && f != CRM_CLIENT_COMPANY)
          g_hash_table_insert (choices, (gpointer)entity->fields[f].name,
              GUINT_TO_POINTER (g_rand_int_range (rand, CRM_MERGE_AUTO, CRM_MERGE_BOTH)));
      operations[i] = merge (store, keep, other, choices);
      crm_test_assert_in_order (store);
      g_ptr_array_add (states, dump (store));
    }
  for (guint i = N_MERGES; i-- > 0;)
    {
      g_autofree char *report = crm_test_undo (store, FALSE), *now = dump (store);
      assert_same (now, states->pdata[i]);
    }
  crm_test_assert_in_order (store);
  for (guint i = 0; i < N_MERGES; i++)
    {
      g_autofree char *report = crm_test_undo (store, TRUE), *now = dump (store);
      assert_same (now, states->pdata[i + 1]);
    }
  /* And in any order. */
  for (guint left = N_MERGES; left > 0; left--)
    {
      guint i = (guint)g_rand_int_range (rand, 0, (int)left);

      undo_operation (store, operations[i]);
      operations[i] = operations[left - 1];
      crm_test_assert_in_order (store);
    }
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/client-merge/fields", test_fields);
  g_test_add_func ("/client-merge/refused", test_refused);
  g_test_add_func ("/client-merge/once", test_once);
  g_test_add_func ("/client-merge/consent", test_consent);
  g_test_add_func ("/client-merge/own", test_own);
  g_test_add_func ("/client-merge/later", test_later);
  g_test_add_func ("/client-merge/random", test_random);
  return crm_test_store_done (g_test_run ());
}
