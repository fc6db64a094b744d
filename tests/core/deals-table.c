/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deals-table.h"

#include <glib/gstdio.h>
#include <string.h>

/* A book with clients, products and stages, and tables of deals that are read into it. */

void
deals_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-deals-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "book", NULL);
  fixture->store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  crm_store_open_sync (fixture->store, TRUE, 0, &error);
  g_assert_no_error (error);
}

void
deals_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  crm_store_close (fixture->store);
  g_clear_object (&fixture->store);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

CrmImporter *
deals_load_bytes (Fixture *fixture, GBytes *bytes, const char *entity)
{
  CrmImporter *importer = crm_importer_new (fixture->store, NULL);
  CrmImportOptions options = { .entity = entity };
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "file.csv", &options, &error);
  g_assert_no_error (error);
  return importer;
}

CrmImporter *
deals_load (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return deals_load_bytes (fixture, bytes, NULL);
}

CrmImportResult *
deals_run (CrmImporter *importer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportPlan) plan = crm_importer_plan_sync (importer, NULL, &error);
  CrmImportResult *result;

  g_assert_no_error (error);
  result = crm_importer_run_sync (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* A plan says what a run does, of names as well. */
  for (guint i = 0; i < CRM_IMPORT_N_VERDICTS; i++)
    g_assert_cmpuint (plan->items[i]->len, ==, result->plan->items[i]->len);
  g_assert_cmpuint (plan->names->len, ==, result->plan->names->len);
  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *planned = plan->names->pdata[i], *done = result->plan->names->pdata[i];

      g_assert_cmpint (planned->state, ==, done->state);
      g_assert_cmpstr (planned->title, ==, done->title);
      g_assert_cmpuint (planned->rows, ==, done->rows);
    }
  return result;
}

CrmImportResult *
deals_import (Fixture *fixture, const char *text, const char *makes)
{
  g_autoptr (CrmImporter) importer = deals_load (fixture, text);
  g_autoptr (GError) error = NULL;

  if (makes)
    crm_importer_make (importer, makes, &error);
  g_assert_no_error (error);
  return deals_run (importer);
}

void
deals_assert_counts (CrmImportResult *result, guint created, guint updated, guint duplicates, guint faulty)
{
  for (guint i = 0; i < result->faulty->len; i++)
    g_test_message ("%s", ((CrmImportItem *)result->faulty->pdata[i])->reason);
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->updated, ==, updated);
  g_assert_cmpuint (result->duplicates->len, ==, duplicates);
  g_assert_cmpuint (result->faulty->len, ==, faulty);
}

const char *
deals_get_fault (CrmImportResult *result, guint n)
{
  g_assert_cmpuint (n, <, result->faulty->len);
  return ((CrmImportItem *)result->faulty->pdata[n])->reason;
}

/* "STATE entity value > title (rows)" of every name, one a line. */
void
deals_assert_names (CrmImportResult *result, const char *expected)
{
  static const char *const states[] = { "missing", "taken", "chosen", "state", "made", "empty" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->plan->names->len; i++)
    {
      const CrmImportName *name = result->plan->names->pdata[i];
      g_string_append_printf (text, "%s %s %s > %s (%u)\n", states[name->state], name->entity, name->value,
          name->title ? name->title : "", name->rows);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static gpointer
read_text (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), data, error);
  gboolean row = FALSE;

  if (!statement || !crm_statement_step (statement, &row, error))
    return NULL;
  return g_strdup (row && crm_statement_get_text (statement, 0) ? crm_statement_get_text (statement, 0) : "");
}

void
deals_assert_sql (Fixture *fixture, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = crm_store_read_sync (fixture->store, read_text, (gpointer)sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* "Name probability" of every stage in its order. */
void
deals_assert_stages (Fixture *fixture, const char *expected)
{
  deals_assert_sql (fixture,
      "SELECT group_concat (name || ' ' || probability, ', ') FROM (SELECT * FROM stage WHERE archived_at IS "
      "NULL AND pipeline IN (SELECT id FROM pipeline WHERE archived_at IS NULL) ORDER BY position)",
      expected);
}

void
deals_assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = crm_store_check_sync (fixture->store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

void
deals_undo (Fixture *fixture, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (fixture->store, redo, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed, ==, 0);
  g_assert_cmpuint (report->kept, ==, 0);
}

/* Two companies, two products, two employees. */
void
deals_fill (Fixture *fixture)
{
  g_autoptr (CrmImportResult) clients = deals_import (
      fixture, "account,sector,phone\nNorth Star,it,+380671234567\nBlue Lake,it,+380671234568\n", NULL);
  g_autoptr (CrmImportResult) products = deals_import (
      fixture, "product,series,sales_price,article\nTea Pro,T,12.50,A-1\nTea Basic,T,7,A-2\n", NULL);
  g_autoptr (CrmImportResult) users =
      deals_import (fixture, "sales_agent,office\nAda Berg,East\nIvo Kolar,West\n", NULL);

  deals_assert_counts (clients, 2, 0, 0, 0);
  deals_assert_counts (products, 2, 0, 0, 0);
  deals_assert_counts (users, 2, 0, 0, 0);
}
