/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"

/* The user's own entities: made, filled, found, linked both ways, taken away and brought back, also after reopening; names that are
 * taken; and what stays when an operation before them is undone. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  return crm_test_open (path, CRM_ORIGIN_CLI);
}

static gint64
add_field (CrmStore *store, const char *entity, const char *label, const char *kind, const char *target)
{
  return target ? crm_test_add (store, "own_field", "entity", entity, "label", label, "kind", kind, "target",
                      target, NULL)
                : crm_test_add (store, "own_field", "entity", entity, "label", label, "kind", kind, NULL);
}

static gboolean
has_entity (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, name);
  return entity != NULL;
}

static gboolean
has_field (CrmStore *store, const char *name, const char *field)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, name);
  return crm_entity_find_field (entity, field) >= 0;
}

static void
assert_found (CrmStore *store, const char *entity, const char *text, const char *wanted)
{
  CrmQuery *query = crm_query_new (entity);
  g_autofree char *found = NULL;

  crm_query_set_text (query, text);
  found = crm_test_find (store, query);
  g_assert_cmpstr (found, ==, wanted);
}

/* One call of crm_test_where () with one condition. */
static void
assert_where (CrmStore *store, const char *entity, const char *condition, const char *wanted)
{
  g_autofree char *found = crm_test_where (store, entity, condition, NULL);
  g_assert_cmpstr (found, ==, wanted);
}

/* Its columns are those its fields ask for, as with built-in ones. */
static void
assert_columns (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, name);
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')", name);
  gint64 n = 7; /* id, uid, version, created_at, updated_at, archived_at, operation_id */

  for (guint i = 0; i < entity->n_fields; i++)
    if (crm_field_has_column (&entity->fields[i]))
      n += 1 + (entity->fields[i].kind == CRM_KIND_MONEY) + crm_field_has_fold (&entity->fields[i]) +
           ((entity->fields[i].flags & CRM_FIELD_SORTED) != 0);
  g_assert_cmpint (crm_test_sql_integer (store, count), ==, n);
}

static void
test_records (void)
{
  CrmStore *store = open_new ();
  gint64 id = crm_test_add (store, "own_entity", "label", "Велосипед", "plural", "Велосипеди", NULL);
  g_autoptr (CrmEntity) bike = crm_store_get_entity (store, "велосипед");

  g_assert_cmpint (id, ==, 1);
  crm_test_assert_field (store, "own_entity", 1, "name", "u_1");
  g_assert_nonnull (bike);
  g_assert_true (crm_entity_is_own (bike));
  g_assert_cmpstr (crm_entity_get_name (bike), ==, "u_1");
  g_assert_cmpstr (crm_entity_get_plural (bike), ==, "Велосипеди");

  add_field (store, "u_1", "Frame", "integer", NULL);
  add_field (store, "Велосипед", "Price", "money", NULL);
  add_field (store, "u_1", "Colour", "text", NULL);
  assert_columns (store, "u_1");
  crm_test_add (store, "u_1", "title", "Їжак", "frame", "54", "price", "900 EUR", "tags", "red, old", "text",
      "Нова камера позаду", NULL);
  crm_test_add (store, "u_1", "title", "Ара", "colour", "Small green", NULL);
  crm_test_assert_field (store, "u_1", 1, "frame", "54");
  crm_test_assert_field (store, "u_1", 1, "price", "900.00 EUR");
  crm_test_assert_field (store, "u_1", 1, "text", "Нова камера позаду");
  crm_test_assert_field (store, "u_1", 1, "tags", "1;2");
  /* By name, as people sort; found by its name, an own text and its long text. */
  assert_found (store, "u_1", NULL, "2 1");
  assert_found (store, "u_1", "їжак", "1");
  assert_found (store, "u_1", "green", "2");
  assert_found (store, "u_1", "камера", "1");
  assert_where (store, "u_1", "frame>50", "1");
  assert_where (store, "u_1", "tags=old", "1");
  assert_where (store, "u_1", "colour~GREEN", "2");
  crm_test_set (store, "u_1", 1, "frame", "56", "title", "Яструб", NULL);
  crm_test_archive (store, "u_1", 2);
  assert_found (store, "u_1", NULL, "1");
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "u_1", 1, "frame", "54");
  g_assert_true (crm_test_try_delete (store, "u_1", 1, NULL));
  assert_found (store, "u_1", NULL, "2");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "u_1", 1, "text", "Нова камера позаду");
  crm_test_assert_field (store, "u_1", 1, "price", "900.00 EUR");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *label, *says;
  } cases[] = {
    { "vehicle", "There is already a module" },
    { "VEHICLE", "There is already a module" },
    { "Client", "is there already" },
    { "client", "is there already" },
    { "Clients", "is there already" },
    { "own_field", "is there already" },
    { "u_7", "cannot be called" },
    { "all", "cannot be called" },
    { "", "must not be empty" },
  };
  CrmStore *store = open_new ();
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "own_entity", "label", "Vehicle", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (crm_test_try_add (store, "own_entity", "label", cases[i].label, &error), ==, 0);
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      if (!strstr (error->message, cases[i].says))
        g_error ("%s: %s", cases[i].label, error->message);
      g_clear_error (&error);
    }
  /* Its own name again is no other's; one that is free once more can be taken. */
  crm_test_set (store, "own_entity", 1, "label", "VEHICLE", NULL);
  crm_test_archive (store, "own_entity", 1);
  g_assert_cmpint (crm_test_try_add (store, "own_entity", "label", "Vehicle", &error), ==, 2);
  g_assert_no_error (error);
  g_assert_true (has_entity (store, "u_2"));
  /* A module that has records is not removed for good. */
  crm_test_add (store, "u_2", "title", "Van", NULL);
  g_assert_false (crm_test_try_delete (store, "own_entity", 2, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_true (has_entity (store, "u_2"));
  g_assert_true (crm_test_try_delete (store, "u_2", 1, NULL));
  g_assert_true (crm_test_try_delete (store, "own_entity", 2, NULL));
  g_assert_false (has_entity (store, "u_2"));
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "vehicle", 1, "title", "Van");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_links (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GError) error = NULL;
  gint64 anna = crm_test_add (store, "client", "name", "Anna", NULL);
  gint64 bert = crm_test_add (store, "client", "name", "Bert", NULL);

  crm_test_add (store, "own_entity", "label", "Vehicle", NULL);
  crm_test_add (store, "own_entity", "label", "Garage", NULL);
  add_field (store, "vehicle", "Owner", "link", "client");
  add_field (store, "vehicle", "Drivers", "links", "client");
  add_field (store, "client", "Car", "link", "vehicle");
  add_field (store, "vehicle", "Place", "link", "garage");
  /* The name is stored, not what was typed. */
  crm_test_assert_field (store, "own_field", 3, "target", "u_1");
  crm_test_assert_field (store, "own_field", 4, "entity", "u_1");
  assert_columns (store, "u_1");

  crm_test_add (store, "garage", "title", "North", NULL);
  crm_test_add (
      store, "vehicle", "title", "Van", "owner", "Anna", "drivers", "Bert; Anna", "place", "North", NULL);
  crm_test_set (store, "client", bert, "car", "Van", NULL);
  crm_test_assert_field (store, "u_1", 1, "owner", "1");
  crm_test_assert_field (store, "u_1", 1, "drivers", "2;1");
  crm_test_assert_field (store, "client", bert, "car", "1");
  assert_where (store, "u_1", "owner=Anna", "1");
  assert_where (store, "u_1", "drivers=Bert", "1");
  assert_where (store, "u_1", "place~nor", "1");
  assert_where (store, "client", "car=Van", "2");

  /* A link leads somewhere. */
  g_assert_false (crm_test_try_set (store, "u_1", 1, 0, "owner", "77", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "u_1", 1, 0, "drivers", "1;77", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  /* What is linked to is not removed for good, in either direction. */
  g_assert_false (crm_test_try_delete (store, "client", anna, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_test_try_delete (store, "u_1", 1, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_assert_in_order (store);

  /* Links go and come with the module they lead to. */
  crm_test_archive (store, "own_entity", 1);
  g_assert_false (has_field (store, "client", "car"));
  g_assert_true (crm_test_try_delete (store, "client", anna, NULL));
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "client", bert, "car", "1");
  crm_test_assert_field (store, "u_1", 1, "owner", "1");
  crm_test_assert_in_order (store);

  /* A link to what is gone is found and mended. */
  crm_test_sql (store, "UPDATE u_1 SET x_1 = 99");
  {
    g_autofree char *problems = crm_test_check (store, TRUE);
    g_assert_cmpstr (problems, ==, "1 link leads nowhere.");
  }
  crm_test_assert_field (store, "u_1", 1, "owner", NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  const char *entity, *kind, *target;
} Wanted;

static gboolean
add_link_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (CrmEntity) own = crm_transaction_get_entity (tx, "own_field", error);
  g_autoptr (CrmValues) values = crm_values_new (own);

  crm_values_set_text (values, crm_entity_find_field (own, "entity"), wanted->entity);
  crm_values_set_text (values, crm_entity_find_field (own, "label"), "Of");
  crm_values_set_text (values, crm_entity_find_field (own, "kind"), wanted->kind);
  crm_values_set_text (values, crm_entity_find_field (own, "target"), wanted->target);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
test_targets (void)
{
  static const Wanted cases[] = {
    { "client", "link", NULL },
    { "client", "links", "" },
    { "client", "link", "nothing" },
    { "client", "text", "client" },
    { "client", "link", "address" },
    { "nothing", "link", "client" },
  };
  Wanted good = { "deal", "links", "task" };
  CrmStore *store = open_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (crm_store_write_sync (store, "Field", add_link_in_worker, (gpointer)&cases[i], NULL, &error))
        g_error ("a field of kind %s to “%s” was made", cases[i].kind, cases[i].target);
      g_assert_true (error->domain == CRM_STORE_ERROR);
    }
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM own_field"), ==, 0);
  g_assert_true (crm_store_write_sync (store, "Field", add_link_in_worker, &good, NULL, NULL));
  /* Where it leads is not changed afterwards. */
  g_assert_false (crm_test_try_set (store, "own_field", 1, 0, "target", "client", NULL));
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_reopened (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_add (store, "own_entity", "label", "Vehicle", NULL);
  add_field (store, "vehicle", "Plate", "text", NULL);
  crm_test_add (store, "vehicle", "title", "Van", "plate", "AA 1234", NULL);
  crm_test_close (store);

  store = crm_test_open (path, CRM_ORIGIN_CLI);
  crm_test_assert_field (store, "vehicle", 1, "plate", "AA 1234");
  for (int i = 0; i < 3; i++)
    crm_test_assert_undo (store, FALSE, "1/0/0");
  g_assert_false (has_entity (store, "u_1"));
  crm_test_assert_in_order (store);
  crm_test_close (store);

  store = crm_test_open (path, CRM_ORIGIN_CLI);
  g_assert_false (has_entity (store, "u_1"));
  for (int i = 0; i < 3; i++)
    crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_field (store, "vehicle", 1, "plate", "AA 1234");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
make_all_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  static const char *const steps[][7] = {
    { "own_entity", "label", "Vehicle" },
    { "own_field", "entity", "Vehicle", "label", "Plate", "kind", "text" },
    { "vehicle", "title", "Van", "plate", "AA 1234" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, steps[i][0], error);
      g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

      for (guint k = 1; values && k + 1 < G_N_ELEMENTS (steps[i]) && steps[i][k]; k += 2)
        crm_values_set_text (values, crm_entity_find_field (entity, steps[i][k]), steps[i][k + 1]);
      if (!values || !crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* One operation may make an entity, a field of it and a record with both: undo and redo follow the book as it changes. */
static void
test_at_once (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "All", make_all_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_test_assert_undo (store, FALSE, "3/0/0");
  g_assert_false (has_entity (store, "vehicle"));
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, TRUE, "3/0/0");
  crm_test_assert_field (store, "vehicle", 1, "plate", "AA 1234");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* The creation of an entity that is in use stands, and says so. */
static void
test_in_use (void)
{
  CrmStore *store = open_new ();

  crm_test_add (store, "own_entity", "label", "Vehicle", NULL);
  crm_test_add (store, "vehicle", "title", "Van", NULL);
  crm_test_sql (store, "UPDATE operation SET undoable = FALSE WHERE id = (SELECT max (id) FROM operation)");
  crm_test_assert_undo (store, FALSE, "0/1/0");
  crm_test_assert_field (store, "vehicle", 1, "title", "Van");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/own-entity/records", test_records);
  g_test_add_func ("/own-entity/refused", test_refused);
  g_test_add_func ("/own-entity/links", test_links);
  g_test_add_func ("/own-entity/targets", test_targets);
  g_test_add_func ("/own-entity/reopened", test_reopened);
  g_test_add_func ("/own-entity/at-once", test_at_once);
  g_test_add_func ("/own-entity/in-use", test_in_use);
  return crm_test_store_done (g_test_run ());
}
