/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "client/crm-client.h"
#include "crm-test-store.h"

/* Records: writing, refusing, conflicts, archiving, removing, values of every kind, own fields, history, settings. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_CLI);
}

static void
test_write (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (
      store, "client", "name", "Олена Іваненко", "city", "Київ", "phone", "067 123 45 67", NULL);
  g_autoptr (CrmRow) first = crm_test_load (store, "client", id), second = NULL;

  g_assert_cmpint (first->version, ==, 1);
  crm_test_assert_field (store, "client", id, "name", "Олена Іваненко");
  crm_test_assert_field (store, "client", id, "kind", "person");
  crm_test_assert_field (store, "client", id, "status", "lead");
  crm_test_assert_field (store, "client", id, "phone", "067 123 45 67");
  crm_test_assert_field (store, "client", id, "birthday", NULL);

  crm_test_set (store, "client", id, "city", "Львів", "name", "Олена Іваненко", NULL);
  second = crm_test_load (store, "client", id);
  g_assert_cmpint (second->version, ==, 2);
  g_assert_cmpint (second->created_at, ==, first->created_at);
  g_assert_cmpint (second->updated_at, >, first->updated_at);
  g_assert_cmpmem (second->uid, 16, first->uid, 16);
  crm_test_assert_field (store, "client", id, "city", "Львів");

  /* Nothing to change is no change. */
  crm_test_set (store, "client", id, "city", "Львів", NULL);
  crm_test_set (store, "client", id, "phone", "067 123 45 67", NULL);
  {
    g_autoptr (CrmRow) third = crm_test_load (store, "client", id);
    g_assert_cmpint (third->version, ==, 2);
  }
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM change WHERE entity = 'client'"), ==, 2);
  crm_test_set (store, "client", id, "city", "", NULL);
  crm_test_assert_field (store, "client", id, "city", NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *entity, *field, *text, *says;
  } cases[] = {
    { "client", "city", "Київ", "Name" },
    { "client", "name", "  ", "Name" },
    { "client", "status", "friend", "friend" },
    { "client", "birthday", "2023-02-29", NULL },
    { "client", "birthday", "03/04/2020", NULL },
    { "client", "owner", "99", "Responsible" },
    { "client", "owner", "Nobody at all", "Nobody at all" },
    { "client", "company", "77", NULL },
    { "client", "last_contact", "2026-01-01", NULL },
    { "deal", "amount", "many", NULL },
    { "note", "pinned", "perhaps", NULL },
    { "call", "duration", "long", NULL },
    { "meeting", "starts_at", "someday", NULL },
  };
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (g_str_equal (cases[i].entity, "client") && i > 0)
        g_assert_false (crm_test_try_set (store, "client", id, 0, cases[i].field, cases[i].text, &error));
      else
        g_assert_cmpint (
            crm_test_try_add (store, cases[i].entity, cases[i].field, cases[i].text, &error), ==, 0);
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      if (cases[i].says && !strstr (error->message, cases[i].says))
        g_error ("“%s” does not say “%s”", error->message, cases[i].says);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

    g_assert_false (crm_test_try_set (store, "client", id, 0, "name", "", &error));
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_false (crm_test_try_set (store, "client", 500, 0, "name", "Nobody", &error));
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);
    g_clear_error (&error);
    g_assert_false (crm_test_try_set (store, "client", id, 0, "company", number, &error));
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_false (crm_test_try_set (store, "client", id, 0, "email", "no address", &error));
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  }
  /* What was refused left nothing behind. */
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM client"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM operation WHERE undoable"), ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_conflict (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "city", "Kyiv", NULL);
  g_autoptr (GError) error = NULL;

  /* Two people opened version 1. */
  g_assert_true (crm_test_try_set (store, "client", id, 1, "city", "Lviv", &error));
  g_assert_true (crm_test_try_set (store, "client", id, 1, "country", "Ukraine", &error));
  crm_test_assert_field (store, "client", id, "city", "Lviv");
  crm_test_assert_field (store, "client", id, "country", "Ukraine");
  g_assert_false (crm_test_try_set (store, "client", id, 1, "city", "Odesa", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Lviv"));
  crm_test_assert_field (store, "client", id, "city", "Lviv");
  g_clear_error (&error);
  /* Both wrote the same: no conflict. */
  g_assert_true (crm_test_try_set (store, "client", id, 1, "city", "Lviv", &error));
  /* Who saw the newest may. */
  g_assert_true (crm_test_try_set (store, "client", id, 3, "city", "Odesa", &error));
  g_assert_no_error (error);
  /* A list field is a field too. */
  g_assert_true (crm_test_try_set (store, "client", id, 4, "tags", "a,b", &error));
  g_assert_false (crm_test_try_set (store, "client", id, 4, "tags", "c", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  /* Archived meanwhile: the edit still lands. */
  crm_test_archive (store, "client", id);
  g_assert_true (crm_test_try_set (store, "client", id, 5, "city", "Dnipro", &error));
  g_assert_no_error (error);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_archive (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (
      store, "client", "name", "Anna", "phone", "067 123 45 67", "email", "a@example.com", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  gint64 kept = crm_test_add (store, "note", "client", client, "text", "stays", NULL);
  gint64 gone = crm_test_add (store, "note", "client", client, "text", "goes before", NULL);
  gint64 task = crm_test_add (store, "task", "client", client, "title", "Call back", NULL);
  gint64 deal = crm_test_add (store, "deal", "client", client, "title", "Roof", NULL);
  g_autoptr (CrmRow) row = NULL;

  crm_test_archive (store, "note", gone);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM activity WHERE entity = 'note'"), ==, 1);
  crm_test_archive (store, "client", id);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM address WHERE archived_at IS NULL"), ==, 0);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM note WHERE archived_at IS NULL"), ==, 0);
  row = crm_test_load (store, "task", task);
  g_assert_cmpint (row->archived_at, !=, 0);
  g_clear_pointer (&row, crm_row_unref);
  /* A deal only refers to its client. */
  row = crm_test_load (store, "deal", deal);
  g_assert_cmpint (row->archived_at, ==, 0);
  g_clear_pointer (&row, crm_row_unref);
  /* Lists leave it out; its history stays whole. */
  {
    g_autofree char *found = crm_test_where (store, "client", NULL);
    g_assert_cmpstr (found, ==, "");
  }
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM activity WHERE entity = 'note'"), ==, 1);
  crm_test_assert_in_order (store);
  /* Archiving twice changes nothing. */
  {
    gint64 before = crm_test_sql_integer (store, "SELECT count (*) FROM change");
    crm_test_archive (store, "client", id);
    g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM change"), ==, before);
  }
  crm_test_restore (store, "client", id);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM address WHERE archived_at IS NULL"), ==, 2);
  row = crm_test_load (store, "note", kept);
  g_assert_cmpint (row->archived_at, ==, 0);
  g_clear_pointer (&row, crm_row_unref);
  row = crm_test_load (store, "note", gone);
  g_assert_cmpint (row->archived_at, !=, 0);
  g_clear_pointer (&row, crm_row_unref);
  row = crm_test_load (store, "task", task);
  g_assert_cmpint (row->archived_at, ==, 0);
  crm_test_assert_field (store, "client", id, "phone", "067 123 45 67");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_delete (void)
{
  CrmStore *store = open_new ();
  gint64 company =
      crm_test_add (store, "client", "name", "Ромашка", "kind", "company", "phone", "044 222 33 44", NULL);
  gint64 person = crm_test_add (store, "client", "name", "Anna", "company", "Ромашка", "tags", "vip", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, company);
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "note", "client", client, "text", "with words", "title", "Note", NULL);
  g_assert_false (crm_test_try_delete (store, "client", company, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM note"), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM address"), ==, 1);
  /* A tag in use, an employee who is responsible. */
  g_assert_false (crm_test_try_delete (store, "tag", 1, &error));
  g_clear_error (&error);
  g_assert_false (crm_test_try_delete (store, "user", 1, &error));
  g_clear_error (&error);
  crm_test_set (store, "client", person, "company", "", NULL);
  g_assert_true (crm_test_try_delete (store, "client", company, &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM note"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM body"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM activity"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM activity_day"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM address"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM client_search"), ==, 1);
  crm_test_assert_in_order (store);
  g_assert_false (crm_test_try_delete (store, "client", company, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);
  /* Its number is not given again. */
  g_assert_cmpint (crm_test_add (store, "client", "name", "Other", NULL), >, person);
  crm_test_close (store);
}

/* Entity, field, what is typed, how it stands in files. */
static const struct
{
  const char *entity, *field, *typed, *plain;
} values[] = {
  { "client", "name", "  Іван «Ваня» O'Neil 😀  ", "Іван «Ваня» O'Neil 😀" },
  { "client", "notes", "two\nlines; and \"quotes\"", "two\nlines; and \"quotes\"" },
  { "client", "birthday", "--02-29", "--02-29" },
  { "client", "birthday", "24.08.1993", "1993-08-24" },
  { "client", "status_at", "2026-02-03T04:05:06Z", "2026-02-03T04:05:06Z" },
  { "client", "status", "Customer", "customer" },
  { "client", "roles", "partner, customer", "customer;partner" },
  { "client", "source", "Word of mouth", "Word of mouth" },
  { "client", "owner", "1", "1" },
  { "client", "tags", "vip; новий,vip", "1;2" },
  { "client", "phone", "+380 (67) 123-45-67", "+380 (67) 123-45-67" },
  { "client", "email", "Anna@Example.COM", "Anna@Example.COM" },
  { "client", "web", "https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2" },
  { "client", "street", "вул. Хрещатик, 1", "вул. Хрещатик, 1" },
  { "client", "photo", "iVBORw0KGgo=", "iVBORw0KGgo=" },
  { "deal", "amount", "1 234,50 EUR", "1234.50 EUR" },
  { "deal", "amount", "-0.01 USD", "-0.01 USD" },
  { "deal", "amount", "5000 JPY", "5000 JPY" },
  { "call", "duration", "6:40", "400" },
  { "call", "text", "Long text\n\nwith paragraphs", "Long text\n\nwith paragraphs" },
  { "note", "pinned", "yes", "true" },
  { "note", "off_record", "no", "false" },
  { "import_batch", "added", "-9223372036854775807", "-9223372036854775807" },
};

static void
test_values (void)
{
  CrmStore *store = open_new ();
  gint64 client = crm_test_add (store, "client", "name", "Anna", NULL);
  gint64 deal = crm_test_add (store, "deal", "title", "Roof", NULL);
  gint64 note = crm_test_add (store, "note", "text", "words", NULL);
  gint64 call = crm_test_add (store, "call", "text", "words", NULL);
  gint64 batch = crm_test_add (store, "import_batch", "name", "file.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *entity = values[i].entity, *field = values[i].field;
      gint64 id = g_str_equal (entity, "client") ? client
                  : g_str_equal (entity, "deal") ? deal
                  : g_str_equal (entity, "note") ? note
                  : g_str_equal (entity, "call") ? call
                                                 : batch;
      g_autofree char *before = crm_test_get (store, entity, id, field);

      crm_test_set (store, entity, id, field, values[i].typed, NULL);
      crm_test_assert_field (store, entity, id, field, values[i].plain);
      g_free (crm_test_undo (store, FALSE));
      crm_test_assert_field (store, entity, id, field, before);
      g_free (crm_test_undo (store, TRUE));
      crm_test_assert_field (store, entity, id, field, values[i].plain);
      crm_test_assert_in_order (store);
    }
  /* Removed and put back, every value is the same. */
  {
    g_autoptr (CrmRow) before = crm_test_load (store, "client", client), after = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (crm_test_try_delete (store, "client", client, &error));
    g_free (crm_test_undo (store, FALSE));
    after = crm_test_load (store, "client", client);
    g_assert_nonnull (after);
    for (guint i = 0; i < before->entity->n_fields; i++)
      if (!crm_value_equal (crm_row_get (before, (int)i), crm_row_get (after, (int)i)))
        g_error ("client.%s came back different", before->entity->fields[i].name);
    g_assert_cmpmem (before->uid, 16, after->uid, 16);
    g_assert_cmpint (before->created_at, ==, after->created_at);
  }
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
history_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_history (tx, "client", *(gint64 *)data, NULL, error);
}

static gpointer
shown_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_history_shown (tx, "client", *(gint64 *)data, NULL, error);
}

static void
test_history (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "city", "Kyiv", NULL);
  g_autoptr (GPtrArray) lines = NULL;
  CrmHistoryLine *line;

  crm_test_clock_advance_days (1);
  crm_test_set (
      store, "client", id, "city", "Lviv", "tags", "vip", "status", "contact", "language", "de", NULL);
  crm_test_archive (store, "client", id);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  lines = crm_store_read_sync (store, history_in_worker, &id, NULL);
  g_assert_nonnull (lines);
  /* Restored, archived, four fields and the date of the status, added. */
  g_assert_cmpuint (lines->len, ==, 8);
  line = lines->pdata[0];
  g_assert_cmpstr (line->purpose, ==, "Undo: Archive");
  g_assert_cmpstr (line->author, ==, crm_store_get_user_name (store));
  for (guint i = 2; i < 7; i++)
    {
      line = lines->pdata[i];
      g_assert_cmpstr (line->purpose, ==, "Set");
      if (g_strcmp0 (line->field, "city") == 0)
        {
          g_assert_cmpstr (line->old_value, ==, "Kyiv");
          g_assert_cmpstr (line->new_value, ==, "Lviv");
        }
      if (g_strcmp0 (line->field, "tags") == 0)
        g_assert_cmpstr (line->new_value, ==, "vip");
      if (g_strcmp0 (line->field, "status") == 0)
        g_assert_cmpstr (line->new_value, ==, "contact");
    }
  line = lines->pdata[7];
  g_assert_cmpstr (line->purpose, ==, "Add");
  g_assert_null (line->field);

  /* Scripts read the words of the schema, people their own. */
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = crm_store_read_sync (store, shown_in_worker, &id, NULL);
  for (guint i = 2; i < 7; i++)
    {
      line = lines->pdata[i];
      if (g_strcmp0 (line->field, "status") == 0)
        {
          g_assert_cmpstr (line->old_value, ==, "Lead");
          g_assert_cmpstr (line->new_value, ==, "Contact");
        }
      if (g_strcmp0 (line->field, "language") == 0)
        g_assert_cmpstr (line->new_value, ==, "Deutsch");
    }
  crm_test_close (store);
}

static void
test_addresses (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", "phone", "111 11 11", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  gint64 second =
      crm_test_add (store, "address", "client", client, "kind", "phone", "value", "222 22 22", NULL);

  crm_test_assert_field (store, "client", id, "phone", "111 11 11");
  /* Only one is the main one. */
  crm_test_set (store, "address", second, "main", "yes", NULL);
  crm_test_assert_field (store, "client", id, "phone", "222 22 22");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM address WHERE main"), ==, 1);
  crm_test_set (store, "client", id, "phone", "333 33 33", NULL);
  crm_test_assert_field (store, "address", second, "value", "333 33 33");
  /* Without the main one the other steps forward. */
  crm_test_set (store, "client", id, "phone", "", NULL);
  crm_test_assert_field (store, "client", id, "phone", "111 11 11");
  crm_test_set (store, "client", id, "phone", "", NULL);
  crm_test_assert_field (store, "client", id, "phone", NULL);
  crm_test_assert_in_order (store);
  for (int i = 0; i < 4; i++)
    g_free (crm_test_undo (store, FALSE));
  crm_test_assert_field (store, "client", id, "phone", "111 11 11");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_status_rules (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "client", "name", "Anna", NULL);
  g_autofree char *client = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  crm_test_add (store, "call", "client", client, "outcome", "busy", NULL);
  crm_test_assert_field (store, "client", id, "status", "lead");
  crm_test_add (store, "call", "client", client, "outcome", "interested", NULL);
  crm_test_assert_field (store, "client", id, "status", "contact");
  crm_test_assert_field (store, "client", id, "status_reason", "Interested on the phone");
  /* The call and what followed from it are one operation. */
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_field (store, "client", id, "status", "lead");
  crm_test_assert_field (store, "client", id, "status_reason", NULL);
  /* A rule of the business itself; never backwards. */
  crm_test_add (store, "status_rule", "name", "Paid", "event", "note", "field", "text", "contains", "оплат",
      "status", "customer", NULL);
  crm_test_add (store, "note", "client", client, "text", "ОПЛАТИЛА рахунок", NULL);
  crm_test_assert_field (store, "client", id, "status", "customer");
  crm_test_add (store, "call", "client", client, "outcome", "interested", NULL);
  crm_test_assert_field (store, "client", id, "status", "customer");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  gint64 ids[3];
  GCancellable *cancellable;
  int progress;
  GError *error;
  gboolean done;
} Long;

/* Cancelled from elsewhere when the second of three is due. */
static gboolean
rename_all (CrmTransaction *tx, gpointer data, GError **error)
{
  Long *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  crm_transaction_set_progress (tx, &job->progress);
  for (guint i = 0; i < G_N_ELEMENTS (job->ids); i++)
    {
      g_autoptr (CrmValues) change = crm_values_new (entity);

      if (i == 1 && job->cancellable)
        g_cancellable_cancel (job->cancellable);
      crm_values_set_text (change, CRM_CLIENT_CITY, "Львів");
      if (!crm_transaction_update (tx, job->ids[i], 0, change, error))
        return FALSE;
    }
  return TRUE;
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer data)
{
  Long *job = data;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &job->error);
  job->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Long *)data)->done;
}

static void
test_cancel (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Long job = { .cancellable = cancellable };

  for (guint i = 0; i < G_N_ELEMENTS (job.ids); i++)
    job.ids[i] = crm_test_add (store, "client", "name", "Anna", "city", "Київ", NULL);
  crm_store_write_async (store, "Move", rename_all, &job, NULL, cancellable, on_renamed, &job);
  crm_test_await (is_done, &job);
  g_assert_error (job.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < G_N_ELEMENTS (job.ids); i++)
    crm_test_assert_field (store, "client", job.ids[i], "city", "Київ");

  /* Uncancelled, each counts once for itself and once for what is derived from it. */
  g_clear_error (&job.error);
  job.cancellable = NULL;
  job.progress = 0;
  job.done = FALSE;
  crm_store_write_async (store, "Move", rename_all, &job, NULL, NULL, on_renamed, &job);
  crm_test_await (is_done, &job);
  g_assert_no_error (job.error);
  g_assert_cmpint (job.progress, ==, 6);
  crm_test_assert_field (store, "client", job.ids[2], "city", "Львів");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/records/write", test_write);
  g_test_add_func ("/records/refused", test_refused);
  g_test_add_func ("/records/conflict", test_conflict);
  g_test_add_func ("/records/archive", test_archive);
  g_test_add_func ("/records/delete", test_delete);
  g_test_add_func ("/records/values", test_values);
  g_test_add_func ("/records/history", test_history);
  g_test_add_func ("/records/addresses", test_addresses);
  g_test_add_func ("/records/status-rules", test_status_rules);
  g_test_add_func ("/records/cancel", test_cancel);
  return crm_test_store_done (g_test_run ());
}
