/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deals-table.h"

#include <string.h>

#include "base/crm-error.h"
#include "import/crm-importer.h"

/* Names in a table of deals that the book lacks: faulty, made, or called otherwise; and what becomes of them when it is read again. */

/* Names */

static const char strangers[] = DEALS "E1,Nobody,Tea Pro,North Star,Offer,10/20/2016,,5\n"
                                      "E2,Ada Berg,Coffee,North Star,Offer,10/20/2016,,5\n"
                                      "E3,Ada Berg,Tea Pro,New Moon,Offer,10/20/2016,,5\n"
                                      "E4,Ada Berg,Tea Pro,new moon,Tasting,10/20/2016,,5\n"
                                      "E5,Ada Berg,Tea Pro,North Star,Visit,10/20/2016,,5\n"
                                      "E6,Ada Berg,Tea Pro,North Star,Offer,10/20/2016,,5\n";

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = NULL;

  deals_fill (fixture);
  result = deals_import (fixture, strangers, NULL);
  deals_assert_counts (result, 1, 0, 0, 5);
  g_assert_cmpstr (deals_get_fault (result, 0), ==, "There is no employee “Nobody” in the book.");
  g_assert_cmpstr (deals_get_fault (result, 1), ==, "There is no product “Coffee” in the book.");
  g_assert_cmpstr (deals_get_fault (result, 2), ==, "There is no client “New Moon” in the book.");
  g_assert_cmpstr (deals_get_fault (result, 4), ==, "There is no stage “Visit” in the pipeline “Sales”.");
  g_assert_nonnull (strstr (deals_get_fault (result, 3), "Tasting"));
  deals_assert_names (result,
      "missing user Nobody >  (1)\nmissing product Coffee >  (1)\nmissing client New Moon >  (2)\n"
      "missing stage Tasting >  (1)\nmissing stage Visit >  (1)\n");
  deals_assert_sql (fixture, "SELECT group_concat (external_id) FROM deal", "E6");
  deals_assert_sql (fixture, "SELECT count (*) FROM client", "2");
}

static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = NULL, again = NULL;

  deals_fill (fixture);
  result = deals_import (fixture, strangers, "stage,client,product,user");
  deals_assert_counts (result, 6, 0, 0, 0);
  deals_assert_names (result, "made user Nobody > Nobody (1)\nmade product Coffee > Coffee (1)\n"
                              "made client New Moon > New Moon (2)\nmade stage Tasting > Tasting (1)\n"
                              "made stage Visit > Visit (1)\n");
  deals_assert_sql (fixture, "SELECT kind || count (*) FROM client WHERE name = 'New Moon'", "company1");
  deals_assert_sql (fixture,
      "SELECT count (*) FROM deal d JOIN client c ON c.id = d.client WHERE c.name = 'New Moon'", "2");
  /* Behind the open ones, in the order in which they come; a sale there is likelier than before them, evenly, and the result says how
   * likely. */
  deals_assert_stages (fixture, "Offer 50, Tasting 66, Visit 83");
  g_assert_cmpint (((CrmImportName *)result->plan->names->pdata[3])->probability, ==, 66);
  g_assert_cmpint (((CrmImportName *)result->plan->names->pdata[0])->probability, ==, -1);
  /* A product without a price costs what was paid. */
  deals_assert_sql (fixture,
      "SELECT l.price FROM deal_line l JOIN product p ON p.id = l.product WHERE p.name = 'Coffee'", "500");
  deals_assert_sound (fixture);
  again = deals_import (fixture, strangers, NULL);
  deals_assert_counts (again, 0, 0, 6, 0);
  deals_undo (fixture, FALSE);
  deals_assert_sql (fixture,
      "SELECT (SELECT count (*) FROM client) || (SELECT count (*) FROM product) || (SELECT count (*) FROM "
      "deal)",
      "220");
  deals_assert_sound (fixture);
}

static void
test_open_stages_before_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = NULL;

  result = deals_import (fixture,
      "Deal,Stage,Amount,Client\nA,Closed Won,1,\nB,Tasting,1,\nC,Verloren,1,\nD,Visit,1,\n", "stage");
  deals_assert_counts (result, 4, 0, 0, 0);
  deals_assert_stages (fixture, "Tasting 33, Visit 66, Closed Won 100, Verloren 0");
  g_clear_pointer (&result, crm_import_result_unref);
  /* Other words for the same states find the stages there are. */
  result = deals_import (fixture, "Угода;Етап;Сума\nE;Успішно реалізовано;1\nF;Проиграна;1\n", NULL);
  deals_assert_counts (result, 2, 0, 0, 0);
  deals_assert_names (
      result, "state stage Успішно реалізовано > Closed Won (1)\nstate stage Проиграна > Verloren (1)\n");
  deals_assert_stages (fixture, "Tasting 33, Visit 66, Closed Won 100, Verloren 0");
  deals_assert_sound (fixture);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL, later = NULL;
  g_autoptr (CrmImportResult) result = NULL, next = NULL;
  g_autoptr (GError) error = NULL;
  const char *target;

  deals_fill (fixture);
  importer = deals_load (fixture, strangers);
  g_assert_true (crm_importer_name (importer, "user:Nobody=", &error));
  g_assert_true (crm_importer_name (importer, "stage:Tasting = offer", &error));
  g_assert_true (crm_importer_name (importer, "client:New Moon=Blue Lake", &error));
  crm_importer_set_answer (importer, "product", "Coffee", CRM_IMPORT_ANSWER_MAKE, NULL);
  crm_importer_set_answer (importer, "stage", "Visit", CRM_IMPORT_ANSWER_TAKE, "Nowhere");
  g_assert_false (crm_importer_name (importer, "stage", NULL));
  g_assert_false (crm_importer_name (importer, "tag:a=b", NULL));
  g_assert_false (crm_importer_make (importer, "stage,tag", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  result = deals_run (importer);
  deals_assert_counts (result, 5, 0, 0, 1);
  g_assert_cmpstr (deals_get_fault (result, 0), ==, "There is no stage “Nowhere” in the pipeline “Sales”.");
  deals_assert_names (result, "empty user Nobody >  (1)\nmade product Coffee > Coffee (1)\n"
                              "chosen client New Moon > Blue Lake (2)\nchosen stage Tasting > Offer (1)\n"
                              "missing stage Visit >  (1)\n");
  deals_assert_sql (fixture, "SELECT count (*) FROM deal WHERE owner IS NULL", "1");
  deals_assert_sound (fixture);

  /* Another file of this form. */
  later = deals_load (fixture, DEALS "G1,Nobody,Tea Pro,NEW MOON,Tasting,10/20/2016,,5\n");
  g_assert_true (crm_importer_is_remembered (later));
  g_assert_cmpint (
      crm_importer_get_answer (later, "client", "new moon", &target), ==, CRM_IMPORT_ANSWER_TAKE);
  g_assert_cmpstr (target, ==, "Blue Lake");
  next = deals_run (later);
  deals_assert_counts (next, 1, 0, 0, 0);
}

static void
test_other_names (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Deal,Client,Stage,Amount,Product\n"
                             "By phone,067 123 45 67,Offer,1,\n"
                             "By article,North Star,Offer,1,a-2\n"
                             "By number,N-7,Offer,1,\n"
                             "Twice,Twin,Offer,1,\n"
                             "A number is no id,1,Offer,1,\n";
  g_autoptr (CrmImportResult) clients = NULL, result = NULL;

  deals_fill (fixture);
  clients =
      deals_import (fixture, "name,customer number,phone\nTwin,N-7,5551234567\nTwin,N-8,5551234568\n", NULL);
  deals_assert_counts (clients, 2, 0, 0, 0);
  result = deals_import (fixture, file, NULL);
  deals_assert_counts (result, 3, 0, 0, 2);
  g_assert_nonnull (strstr (deals_get_fault (result, 0), "several"));
  g_assert_nonnull (strstr (deals_get_fault (result, 1), "“1”"));
  deals_assert_sql (fixture,
      "SELECT c.name FROM deal d JOIN client c ON c.id = d.client WHERE title = 'By phone'", "North Star");
  deals_assert_sql (
      fixture, "SELECT p.name FROM deal_line l JOIN product p ON p.id = l.product", "Tea Basic");
  deals_assert_sql (fixture,
      "SELECT c.external_id FROM deal d JOIN client c ON c.id = d.client WHERE title = 'By number'", "N-7");
}

static void
test_pipelines (Fixture *fixture, gconstpointer data)
{
  static const char file[] =
      "Deal,Pipeline,Stage,Amount\nA,Service,Call,1\nB,Sales,Offer,1\nC,Service,Offer,1\nD,,Offer,1\n";
  g_autoptr (CrmImportResult) none = deals_import (fixture, file, NULL), made = NULL;

  deals_assert_counts (none, 2, 0, 0, 2);
  made = deals_import (fixture, file, "pipeline,stage");
  deals_assert_counts (made, 2, 0, 2, 0);
  deals_assert_sql (fixture,
      "SELECT group_concat (p.name || '/' || s.name, ' ') FROM deal d JOIN stage s ON s.id = d.stage JOIN "
      "pipeline p"
      " ON p.id = d.pipeline AND p.id = s.pipeline ORDER BY d.title",
      "Sales/Offer Sales/Offer Service/Call Service/Offer");
  deals_assert_sql (fixture,
      "SELECT group_concat (s.probability, ' ') FROM stage s JOIN pipeline p ON p.id = s.pipeline WHERE "
      "p.name "
      "= 'Service' ORDER BY s.position",
      "33 66");
  deals_assert_sound (fixture);
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Manager,Office\nAda Berg,East\nada berg,East\n", 43);
  g_autoptr (CrmImporter) importer = deals_load_bytes (fixture, bytes, "user");
  g_autoptr (CrmImportResult) first = deals_run (importer), second = deals_run (importer);

  deals_assert_counts (first, 1, 0, 1, 0);
  deals_assert_counts (second, 0, 0, 2, 0);
  deals_assert_sql (fixture, "SELECT count (*) FROM \"user\" WHERE name = 'Ada Berg'", "1");
}

#define ADD(name, func) g_test_add ("/import-deals/" name, Fixture, NULL, deals_set_up, func, deals_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("missing", test_missing);
  ADD ("made", test_made);
  ADD ("open-stages-before-closed", test_open_stages_before_closed);
  ADD ("answers", test_answers);
  ADD ("other-names", test_other_names);
  ADD ("pipelines", test_pipelines);
  ADD ("users", test_users);
  return g_test_run ();
}
