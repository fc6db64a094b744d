/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "deal/crm-deal.h"
#include "import/crm-exporter.h"
#include "import/crm-importer.h"

#include <glib/gstdio.h>
#include <string.h>

/* Imports of tables of deals, products and employees: what is recognised, how names are looked up, what is made of a row. Main thread. */

typedef struct
{
  char *folder;
  CrmStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-deals-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "book", NULL);
  fixture->store = crm_store_new (path, NULL, CRM_ORIGIN_CLI);
  crm_store_open_sync (fixture->store, TRUE, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
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

static CrmImporter *
load_bytes (Fixture *fixture, GBytes *bytes, const char *entity)
{
  CrmImporter *importer = crm_importer_new (fixture->store, NULL);
  CrmImportOptions options = { .entity = entity };
  g_autoptr (GError) error = NULL;

  crm_importer_load_bytes (importer, bytes, "file.csv", &options, &error);
  g_assert_no_error (error);
  return importer;
}

static CrmImporter *
load (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return load_bytes (fixture, bytes, NULL);
}

static CrmImportResult *
run (CrmImporter *importer)
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

static CrmImportResult *
import (Fixture *fixture, const char *text, const char *makes)
{
  g_autoptr (CrmImporter) importer = load (fixture, text);
  g_autoptr (GError) error = NULL;

  if (makes)
    crm_importer_make (importer, makes, &error);
  g_assert_no_error (error);
  return run (importer);
}

static void
assert_counts (CrmImportResult *result, guint created, guint updated, guint duplicates, guint faulty)
{
  for (guint i = 0; i < result->faulty->len; i++)
    g_test_message ("%s", ((CrmImportItem *)result->faulty->pdata[i])->reason);
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->updated, ==, updated);
  g_assert_cmpuint (result->duplicates->len, ==, duplicates);
  g_assert_cmpuint (result->faulty->len, ==, faulty);
}

static const char *
get_fault (CrmImportResult *result, guint n)
{
  g_assert_cmpuint (n, <, result->faulty->len);
  return ((CrmImportItem *)result->faulty->pdata[n])->reason;
}

/* "STATE entity value > title (rows)" of every name, one a line. */
static void
assert_names (CrmImportResult *result, const char *expected)
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

static void
assert_sql (Fixture *fixture, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = crm_store_read_sync (fixture->store, read_text, (gpointer)sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* "Name probability" of every stage in its order. */
static void
assert_stages (Fixture *fixture, const char *expected)
{
  assert_sql (fixture,
      "SELECT group_concat (name || ' ' || probability, ', ') FROM (SELECT * FROM stage WHERE archived_at IS "
      "NULL AND pipeline IN (SELECT id FROM pipeline WHERE archived_at IS NULL) ORDER BY position)",
      expected);
}

static void
write_book (Fixture *fixture, CrmWriteFunc func)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (fixture->store, "Test", func, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = crm_store_check_sync (fixture->store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
undo (Fixture *fixture, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (fixture->store, redo, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed, ==, 0);
  g_assert_cmpuint (report->kept, ==, 0);
}

/* Two companies, two products, two employees. */
static void
fill (Fixture *fixture)
{
  g_autoptr (CrmImportResult) clients = import (
      fixture, "account,sector,phone\nNorth Star,it,+380671234567\nBlue Lake,it,+380671234568\n", NULL);
  g_autoptr (CrmImportResult) products =
      import (fixture, "product,series,sales_price,article\nTea Pro,T,12.50,A-1\nTea Basic,T,7,A-2\n", NULL);
  g_autoptr (CrmImportResult) users =
      import (fixture, "sales_agent,office\nAda Berg,East\nIvo Kolar,West\n", NULL);

  assert_counts (clients, 2, 0, 0, 0);
  assert_counts (products, 2, 0, 0, 0);
  assert_counts (users, 2, 0, 0, 0);
}

/* Headings */

typedef struct
{
  const char *name;
  const char *text;
  const char *entity;
  const char *targets;
} Case;

static const Case cases[] = {
  { "english",
      "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
      "X1,Ada,Tea,North,Won,10/20/2016,3/1/2017,10\n",
      "deal", "external_id owner product client stage opened_at close_date amount" },
  { "ukrainian",
      "Назва угоди;Клієнт;Етап;Сума;Дата закриття;Відповідальний;Воронка;Ймовірність;Теги\n"
      "Дах;Зірка;Оферта;10;01.02.2026;Ада;Продажі;20 %;а\n",
      "deal", "title client stage amount close_date owner pipeline probability tags" },
  { "russian",
      "Сделка;Компания;Этап сделки;Бюджет;Дата "
      "создания;Ответственный\nКрыша;Звезда;Оферта;10;01.02.2026;Ада\n",
      "deal", "title client stage amount opened_at owner" },
  { "german",
      "Dealname;Kunde;Verkaufsphase;Betrag;Abschlussdatum;Verantwortlich;Währung\nDach;Stern;Angebot;10;01."
      "02.2026;Ada;EUR\n",
      "deal", "title client stage amount close_date owner currency" },
  { "state-and-stage",
      "Deal "
      "ID,Title,Organization,Status,Stage,Value\n7,Roof,North,Open,Offer,10\n8,Wall,North,Won,Offer,10\n",
      "deal", "external_id title client state stage amount" },
  { "status-alone", "Deal,Client,Status,Amount\nRoof,North,open,10\nWall,North,won,10\n", "deal",
      "title client state amount" },
  { "own-export", "title,client,amount,state,stage,pipeline,closed_at\nRoof,North,10,open,Offer,Sales,\n",
      "deal", "title client amount state stage pipeline closed_at" },
  { "salesforce",
      "Opportunity Name,Account Name,Stage,Amount,Close Date,Probability (%),Opportunity Owner,Created Date\n"
      "Roof,North,Offer,10,10/20/2016,20,Ada,10/19/2016\n",
      "deal", "title client stage amount close_date probability owner opened_at" },
  { "hubspot",
      "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Associated Company\n"
      "7,Roof,Closed won,2016-10-20 10:00,Ada,10,Sales,North\n",
      "deal", "external_id title stage close_date owner amount pipeline client" },
  { "pipedrive",
      "Deal - ID,Deal - Title,Deal - Organization,Deal - Status,Deal - Stage,Deal - Value\n"
      "7,Roof,North,Open,Offer,10\n",
      "deal", "external_id title client state stage amount" },
  { "amocrm",
      "ID;Название сделки;Компания;Ответственный;Этап сделки;Воронка;Бюджет;Дата создания;Теги сделки\n"
      "7;Крыша;Звезда;Ада;Успешно реализовано;Продажи;10;20.10.2016 10:00:00;а\n",
      "deal", "external_id title client owner stage pipeline amount opened_at tags" },
  { "products", "product,series,sales_price\nTea,T,5\n", "product", "name category price" },
  { "products-russian", "Название;Цена;Описание;Активен;Производитель\nКрем;700;x;1;2\nМыло;70;x;0;3\n",
      "product", "name price text active -" },
  { "products-codes",
      "productID,productName,supplierID,unitPrice,unitsInStock,discontinued\n1,Tea,4,5.5,3,0\n", "product",
      "article name - price stock discontinued" },
  { "employees", "sales_agent,manager,regional_office\nAda Berg,Ivo Kolar,East\n", "user", "name - -" },
  { "clients", "account,sector,revenue,employees\nNorth,it,1.5,10\n", "client", NULL },
  { "people", "Name,Phone,Stage,Amount\nAda Berg,+380671234567,cold,5\n", "client", NULL },
};

static void
test_headings (Fixture *fixture, gconstpointer data)
{
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      const Case *c = &cases[k];
      g_autoptr (CrmImporter) importer = load (fixture, c->text);
      g_autoptr (GString) found = g_string_new (NULL);

      g_test_message ("%s", c->name);
      g_assert_cmpstr (crm_importer_get_entity (importer), ==, c->entity);
      for (guint i = 0; c->targets && i < crm_importer_get_n_columns (importer); i++)
        {
          const char *target = crm_importer_get_mapping (importer, i);
          g_string_append_printf (found, "%s%s", i ? " " : "", target ? target : "-");
        }
      if (c->targets)
        g_assert_cmpstr (found->str, ==, c->targets);
      if (c->targets)
        g_assert_null (crm_importer_get_problem (importer));
    }
}

static void
test_mapping (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer =
      load (fixture, "Deal,Client,Stage,Sum A,Sum B\nRoof,North Star,Offer,5,6\n");
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_null (crm_importer_get_mapping (importer, 3));
  g_assert_true (crm_importer_map (importer, "Sum B=amount", &error));
  g_assert_cmpstr (crm_importer_get_mapping (importer, 4), ==, "amount");
  g_assert_true (crm_importer_map (importer, "4=price", &error));
  g_assert_cmpstr (crm_importer_get_target_label (importer, "price"), ==, "Price of the product");
  g_assert_true (crm_importer_map (importer, "4=", &error));
  g_assert_false (crm_importer_map (importer, "4=phone", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_importer_map (importer, "4=weight", NULL));
  for (guint i = 0; i < 2; i++)
    crm_importer_set_mapping (importer, i, NULL, NULL);
  g_assert_nonnull (strstr (crm_importer_get_problem (importer), "which deals"));
  g_assert_true (crm_importer_map (importer, "Deal=title", &error));
  g_assert_null (crm_importer_get_problem (importer));
  result = run (importer);
  assert_counts (result, 1, 0, 0, 0);
  assert_sql (fixture, "SELECT amount || amount_currency || ifnull (client, '-') FROM deal", "600EUR-");
}

/* One deal */

#define DEALS "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"

static const char sales[] = DEALS "D1,Ada Berg,TeaPro,North Star,Won,10/20/2016,3/1/2017,1054\n"
                                  "D2,Ivo Kolar,Tea Basic,Blue Lake,Lost,10/21/2016,3/2/2017,0\n"
                                  "D3,ivo  kolar,Tea Pro,,Offer,11/5/2016,,\n"
                                  "D4,Ada Berg,tea-pro,North Star,Won,10/22/2016,10/22/2016,12.50\n";

static void
test_deals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = NULL, second = NULL;

  fill (fixture);
  first = import (fixture, sales, NULL);
  assert_counts (first, 4, 0, 0, 0);
  assert_names (first, "taken product TeaPro > Tea Pro (1)\n"
                       "made stage Won > Won (2)\nmade stage Lost > Lost (1)\n"
                       "taken product tea-pro > Tea Pro (1)\n");
  assert_sql (fixture, "SELECT group_concat (title, ';') FROM (SELECT title FROM deal ORDER BY external_id)",
      "Tea Pro – North Star;Tea Basic – Blue Lake;Tea Pro;Tea Pro – North Star");
  assert_sql (fixture,
      "SELECT group_concat (t, ';') FROM (SELECT d.state || ' ' || s.name || ' ' || u.name AS t FROM deal d"
      " JOIN stage s ON s.id = d.stage JOIN \"user\" u ON u.id = d.owner ORDER BY d.external_id)",
      "won Won Ada Berg;lost Lost Ivo Kolar;open Offer Ivo Kolar;won Won Ada Berg");
  /* The amount of the file is typed; an empty one follows the line. */
  assert_sql (fixture,
      "SELECT group_concat (amount || '/' || ifnull (amount_typed, 0), ';') FROM (SELECT * FROM deal ORDER "
      "BY "
      "external_id)",
      "105400/1;0/1;1250/0;1250/1");
  assert_sql (fixture,
      "SELECT group_concat (t, ';') FROM (SELECT p.name || ' ' || l.quantity || ' ' || l.price AS t FROM "
      "deal d"
      " JOIN deal_line l ON l.deal = d.id JOIN product p ON p.id = l.product ORDER BY d.external_id)",
      "Tea Pro 1000 105400;Tea Basic 1000 700;Tea Pro 1000 1250;Tea Pro 1000 1250");
  /* Opened and closed then, month first as the column shows. */
  assert_sql (fixture,
      "SELECT date (opened_at / 1000000, 'unixepoch') || date (closed_at / 1000000, 'unixepoch') FROM deal "
      "WHERE external_id = 'D1'",
      "2016-10-202017-03-01");
  assert_sql (fixture, "SELECT count (*) FROM deal WHERE closed_at IS NULL AND state = 'open'", "1");
  assert_sql (
      fixture, "SELECT count (*) || '/' || sum (until = at) FROM deal_move WHERE until IS NOT NULL", "2/0");
  assert_sql (fixture,
      "SELECT group_concat (state, ' ') FROM (SELECT state FROM deal_move m WHERE deal = (SELECT id FROM "
      "deal WHERE external_id = 'D1') ORDER BY at)",
      "open won");
  assert_sql (fixture,
      "SELECT group_concat (name || position, ' ') FROM (SELECT * FROM stage ORDER BY position)",
      "New request0 Qualified1 Offer2 Negotiation3 Contract4 Won5 Lost6");
  assert_sound (fixture);

  second = import (fixture, sales, NULL);
  assert_counts (second, 0, 0, 4, 0);
  assert_names (second, "taken product TeaPro > Tea Pro (1)\ntaken product tea-pro > Tea Pro (1)\n");
  assert_sql (fixture, "SELECT count (*) FROM deal_line", "4");

  undo (fixture, FALSE);
  assert_sql (fixture,
      "SELECT (SELECT count (*) FROM deal) + (SELECT count (*) FROM deal_line) + (SELECT count (*) FROM "
      "deal_move)"
      " + (SELECT count (*) FROM stage)",
      "0");
  assert_sound (fixture);
  undo (fixture, TRUE);
  assert_sql (fixture, "SELECT count (*) FROM deal", "4");
  assert_sound (fixture);
}

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

  fill (fixture);
  result = import (fixture, strangers, NULL);
  assert_counts (result, 1, 0, 0, 5);
  g_assert_cmpstr (get_fault (result, 0), ==, "There is no employee “Nobody” in the book.");
  g_assert_cmpstr (get_fault (result, 1), ==, "There is no product “Coffee” in the book.");
  g_assert_cmpstr (get_fault (result, 2), ==, "There is no client “New Moon” in the book.");
  g_assert_cmpstr (get_fault (result, 4), ==, "There is no stage “Visit” in the pipeline “Sales”.");
  g_assert_nonnull (strstr (get_fault (result, 3), "Tasting"));
  assert_names (result,
      "missing user Nobody >  (1)\nmissing product Coffee >  (1)\nmissing client New Moon >  (2)\n"
      "missing stage Tasting >  (1)\nmissing stage Visit >  (1)\n");
  assert_sql (fixture, "SELECT group_concat (external_id) FROM deal", "E6");
  assert_sql (fixture, "SELECT count (*) FROM client", "2");
}

static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = NULL, again = NULL;

  fill (fixture);
  result = import (fixture, strangers, "stage,client,product,user");
  assert_counts (result, 6, 0, 0, 0);
  assert_names (result, "made user Nobody > Nobody (1)\nmade product Coffee > Coffee (1)\n"
                        "made client New Moon > New Moon (2)\nmade stage Tasting > Tasting (1)\n"
                        "made stage Visit > Visit (1)\n");
  assert_sql (fixture, "SELECT kind || count (*) FROM client WHERE name = 'New Moon'", "company1");
  assert_sql (fixture,
      "SELECT count (*) FROM deal d JOIN client c ON c.id = d.client WHERE c.name = 'New Moon'", "2");
  /* Behind the open ones, in the order in which they come; a sale there is likelier than before them, evenly, and the result says how
   * likely. */
  assert_stages (fixture, "Offer 50, Tasting 66, Visit 83");
  g_assert_cmpint (((CrmImportName *)result->plan->names->pdata[3])->probability, ==, 66);
  g_assert_cmpint (((CrmImportName *)result->plan->names->pdata[0])->probability, ==, -1);
  /* A product without a price costs what was paid. */
  assert_sql (fixture,
      "SELECT l.price FROM deal_line l JOIN product p ON p.id = l.product WHERE p.name = 'Coffee'", "500");
  assert_sound (fixture);
  again = import (fixture, strangers, NULL);
  assert_counts (again, 0, 0, 6, 0);
  undo (fixture, FALSE);
  assert_sql (fixture,
      "SELECT (SELECT count (*) FROM client) || (SELECT count (*) FROM product) || (SELECT count (*) FROM "
      "deal)",
      "220");
  assert_sound (fixture);
}

static void
test_open_stages_before_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) result = NULL;

  result = import (fixture,
      "Deal,Stage,Amount,Client\nA,Closed Won,1,\nB,Tasting,1,\nC,Verloren,1,\nD,Visit,1,\n", "stage");
  assert_counts (result, 4, 0, 0, 0);
  assert_stages (fixture, "Tasting 33, Visit 66, Closed Won 100, Verloren 0");
  g_clear_pointer (&result, crm_import_result_unref);
  /* Other words for the same states find the stages there are. */
  result = import (fixture, "Угода;Етап;Сума\nE;Успішно реалізовано;1\nF;Проиграна;1\n", NULL);
  assert_counts (result, 2, 0, 0, 0);
  assert_names (
      result, "state stage Успішно реалізовано > Closed Won (1)\nstate stage Проиграна > Verloren (1)\n");
  assert_stages (fixture, "Tasting 33, Visit 66, Closed Won 100, Verloren 0");
  assert_sound (fixture);
}

static gboolean
ensure_pipeline (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_pipeline_ensure (tx, error) != 0;
}

static gboolean
change_stage (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  gint64 pipeline = crm_pipeline_get_main (tx);

  crm_values_set_integer (values, CRM_STAGE_ROT_DAYS, 3);
  return crm_transaction_update (
      tx, crm_pipeline_resolve_stage (tx, pipeline, "Qualified", error), 0, values, error);
}

/* Stages of a file become the pipeline of a book that nobody has worked with. */
static void
test_stages_taken_over (Fixture *fixture, gconstpointer data)
{
  static const char usual[] = "New request 10, Qualified 30, Offer 50, Negotiation 75, Contract 90";
  static const char file[] = "Deal,Stage,Amount\nA,Prospecting,1\nB,Won,1\nC,Engaging,1\nD,negotiation,1\n";
  g_autoptr (CrmImportResult) first = NULL, second = NULL, none = NULL, third = NULL, fourth = NULL;

  first = import (fixture, file, "stage");
  assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  assert_sound (fixture);
  undo (fixture, FALSE);
  assert_sql (fixture, "SELECT count (*) FROM stage", "0");

  /* A pipeline that was only looked at is no other; taken back, it is there again, and once more the same. */
  write_book (fixture, ensure_pipeline);
  second = import (fixture, file, "stage");
  assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  undo (fixture, FALSE);
  assert_stages (fixture, usual);
  none = import (fixture, "Deal,Stage,Amount\nE,Offer,1\nF,Nowhere,1\n", NULL);
  assert_counts (none, 1, 0, 0, 1);
  assert_stages (fixture, usual);
  undo (fixture, FALSE);
  third = import (fixture, file, "stage");
  assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  undo (fixture, FALSE);
  assert_sound (fixture);

  /* One that a person has changed stays whole. */
  write_book (fixture, change_stage);
  fourth = import (fixture, file, "stage");
  assert_stages (fixture,
      "New request 10, Qualified 30, Offer 50, Negotiation 75, Contract 90, Prospecting 93, Engaging 96, "
      "Won 100");
}

/* Nor does anything go from a book that has deals. */
static void
test_stages_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = import (fixture, "Deal,Stage,Amount\nA,Offer,1\n", NULL),
                              second = import (fixture, "Deal,Stage,Amount\nB,Engaging,1\n", "stage");

  assert_counts (second, 1, 0, 0, 0);
  assert_stages (fixture, "New request 10, Qualified 30, Offer 50, Negotiation 75, Contract 90, Engaging 95");
}

/* A pipeline that the file brings is the only one of a new book. */
static void
test_pipeline_taken_over (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Deal,Pipeline,Stage,Amount\nA,Service,Call,1\nB,Service,Visit,1\n";
  g_autoptr (CrmImportResult) result = import (fixture, file, "pipeline,stage");

  assert_counts (result, 2, 0, 0, 0);
  assert_sql (
      fixture, "SELECT group_concat (name || main) FROM pipeline WHERE archived_at IS NULL", "Service1");
  assert_stages (fixture, "Call 33, Visit 66");
  assert_sound (fixture);
  undo (fixture, FALSE);
  assert_sql (fixture, "SELECT count (*) FROM pipeline", "0");
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL, later = NULL;
  g_autoptr (CrmImportResult) result = NULL, next = NULL;
  g_autoptr (GError) error = NULL;
  const char *target;

  fill (fixture);
  importer = load (fixture, strangers);
  g_assert_true (crm_importer_name (importer, "user:Nobody=", &error));
  g_assert_true (crm_importer_name (importer, "stage:Tasting = offer", &error));
  g_assert_true (crm_importer_name (importer, "client:New Moon=Blue Lake", &error));
  crm_importer_set_answer (importer, "product", "Coffee", CRM_IMPORT_ANSWER_MAKE, NULL);
  crm_importer_set_answer (importer, "stage", "Visit", CRM_IMPORT_ANSWER_TAKE, "Nowhere");
  g_assert_false (crm_importer_name (importer, "stage", NULL));
  g_assert_false (crm_importer_name (importer, "tag:a=b", NULL));
  g_assert_false (crm_importer_make (importer, "stage,tag", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  result = run (importer);
  assert_counts (result, 5, 0, 0, 1);
  g_assert_cmpstr (get_fault (result, 0), ==, "There is no stage “Nowhere” in the pipeline “Sales”.");
  assert_names (result, "empty user Nobody >  (1)\nmade product Coffee > Coffee (1)\n"
                        "chosen client New Moon > Blue Lake (2)\nchosen stage Tasting > Offer (1)\n"
                        "missing stage Visit >  (1)\n");
  assert_sql (fixture, "SELECT count (*) FROM deal WHERE owner IS NULL", "1");
  assert_sound (fixture);

  /* Another file of this form. */
  later = load (fixture, DEALS "G1,Nobody,Tea Pro,NEW MOON,Tasting,10/20/2016,,5\n");
  g_assert_true (crm_importer_is_remembered (later));
  g_assert_cmpint (
      crm_importer_get_answer (later, "client", "new moon", &target), ==, CRM_IMPORT_ANSWER_TAKE);
  g_assert_cmpstr (target, ==, "Blue Lake");
  next = run (later);
  assert_counts (next, 1, 0, 0, 0);
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

  fill (fixture);
  clients = import (fixture, "name,customer number,phone\nTwin,N-7,5551234567\nTwin,N-8,5551234568\n", NULL);
  assert_counts (clients, 2, 0, 0, 0);
  result = import (fixture, file, NULL);
  assert_counts (result, 3, 0, 0, 2);
  g_assert_nonnull (strstr (get_fault (result, 0), "several"));
  g_assert_nonnull (strstr (get_fault (result, 1), "“1”"));
  assert_sql (fixture, "SELECT c.name FROM deal d JOIN client c ON c.id = d.client WHERE title = 'By phone'",
      "North Star");
  assert_sql (fixture, "SELECT p.name FROM deal_line l JOIN product p ON p.id = l.product", "Tea Basic");
  assert_sql (fixture,
      "SELECT c.external_id FROM deal d JOIN client c ON c.id = d.client WHERE title = 'By number'", "N-7");
}

static void
test_pipelines (Fixture *fixture, gconstpointer data)
{
  static const char file[] =
      "Deal,Pipeline,Stage,Amount\nA,Service,Call,1\nB,Sales,Offer,1\nC,Service,Offer,1\nD,,Offer,1\n";
  g_autoptr (CrmImportResult) none = import (fixture, file, NULL), made = NULL;

  assert_counts (none, 2, 0, 0, 2);
  made = import (fixture, file, "pipeline,stage");
  assert_counts (made, 2, 0, 2, 0);
  assert_sql (fixture,
      "SELECT group_concat (p.name || '/' || s.name, ' ') FROM deal d JOIN stage s ON s.id = d.stage JOIN "
      "pipeline p"
      " ON p.id = d.pipeline AND p.id = s.pipeline ORDER BY d.title",
      "Sales/Offer Sales/Offer Service/Call Service/Offer");
  assert_sql (fixture,
      "SELECT group_concat (s.probability, ' ') FROM stage s JOIN pipeline p ON p.id = s.pipeline WHERE "
      "p.name "
      "= 'Service' ORDER BY s.position",
      "33 66");
  assert_sound (fixture);
}

/* Matching again */

static void
test_again (Fixture *fixture, gconstpointer data)
{
  static const char plain[] = "Deal,Client,Stage,Amount,Product,Created,Close date,Owner\n"
                              "A,North Star,Won,,Tea Pro,,,\n"
                              "B,North Star,Offer,5,,1.2.2026,3.4.2026,Ada Berg\n"
                              "B,North Star,Offer,5,,1.2.2026,3.4.2026,Ada Berg\n"
                              ",Blue Lake,Lost,5,Tea Basic,,13.4.2026,\n";
  g_autoptr (CrmImportResult) first = NULL, second = NULL, third = NULL, fourth = NULL;

  fill (fixture);
  first = import (fixture, plain, NULL);
  assert_counts (first, 3, 0, 1, 0);
  assert_sql (fixture, "SELECT expected_close FROM deal WHERE title = 'B'", "2026-04-03");
  assert_sql (fixture, "SELECT count (*) FROM deal WHERE owner IS NULL", "2");
  /* Nothing says when it was opened, but it was open before it was closed. */
  assert_sql (fixture, "SELECT opened_at = closed_at FROM deal WHERE state = 'lost'", "1");
  second = import (fixture, plain, NULL);
  assert_counts (second, 0, 0, 4, 0);
  third = import (fixture, "Deal,Client,Stage,Amount,Product\nB,North Star,Offer,6,\n", NULL);
  assert_counts (third, 1, 0, 0, 0);

  /* A time of day behind the date. */
  g_clear_pointer (&third, crm_import_result_unref);
  third = import (
      fixture, "Deal,Stage,Amount,Created,Close date\nT,Offer,1,20.10.2016 10:30,21.10.2016 09:00\n", NULL);
  assert_counts (third, 1, 0, 0, 0);
  assert_sql (fixture,
      "SELECT expected_close || strftime (' %H:%M', opened_at / 1000000, 'unixepoch') FROM deal WHERE title "
      "= 'T'",
      "2016-10-21 10:30");

  /* By number: empty fields are filled, others kept and told. */
  g_clear_pointer (&first, crm_import_result_unref);
  first = import (fixture, "Deal ID,Deal,Client,Stage,Amount\n9,Roof,,Offer,\n", NULL);
  assert_counts (first, 1, 0, 0, 0);
  fourth = import (fixture,
      "Deal ID,Deal,Client,Stage,Amount,Product,Owner\n9,Roof,Blue Lake,Contract,5,Tea Pro,Nobody\n", NULL);
  assert_counts (fourth, 0, 0, 0, 1);
  g_clear_pointer (&fourth, crm_import_result_unref);
  fourth = import (
      fixture, "Deal ID,Deal,Client,Stage,Amount,Product\n9,House,Blue Lake,Contract,5,Tea Pro\n", NULL);
  assert_counts (fourth, 0, 1, 0, 0);
  g_assert_cmpuint (fourth->differences->len, ==, 2);
  g_assert_cmpstr (((CrmImportDifference *)fourth->differences->pdata[1])->kept, ==, "Offer");
  g_assert_cmpstr (((CrmImportDifference *)fourth->differences->pdata[1])->offered, ==, "Contract");
  assert_sql (fixture,
      "SELECT d.title || c.name || d.amount || d.amount_typed || (SELECT count (*) FROM deal_line l WHERE "
      "l.deal = d.id)"
      " FROM deal d JOIN client c ON c.id = d.client WHERE d.external_id = '9'",
      "RoofBlue Lake50011");
  assert_sound (fixture);
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  /* One row a product, as order lists have it. */
  static const char file[] = "Deal ID,Deal,Stage,Product,Quantity,Unit price,Amount\n"
                             "1,Party,Offer,Tea Pro,\"1,5\",10,\n"
                             "1,Party,Offer,Tea Basic,\"2,25\",,\n"
                             "2,Dinner,Offer,Tea Pro,4,,20\n"
                             "3,Lunch,Offer,Tea Pro,0,,20\n"
                             "4,Tea,Offer,Tea Pro,\"1,2345\",,20\n"
                             "5,Ball,Offer,,many,,20\n";
  g_autoptr (CrmImportResult) result = NULL, again = NULL;

  fill (fixture);
  result = import (fixture, file, NULL);
  assert_counts (result, 2, 1, 0, 3);
  assert_sql (fixture,
      "SELECT group_concat (t, ' ') FROM (SELECT d.external_id || ':' || l.quantity || 'x' || l.price || '=' "
      "|| l.total"
      " AS t FROM deal_line l JOIN deal d ON d.id = l.deal ORDER BY l.id)",
      "1:1500x1000=1500 1:2250x700=1575 2:4000x500=2000");
  assert_sql (fixture, "SELECT amount FROM deal WHERE external_id = '1'", "3075");
  assert_sound (fixture);
  again = import (fixture, file, NULL);
  assert_counts (again, 0, 0, 3, 3);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Deal;Etap;Stage;Amount;Currency;Probability;Tags;Lead source;Close date\n"
                             "A;;Offer;1 200,50;UAH;20 %;vip, new;Fair;03/04/2026\n"
                             "B;;Offer;NULL;;;;;\n"
                             "C;;Offer;12,00;XYZW;;;;\n"
                             "D;;Offer;12,00;;150;;;\n"
                             "E;;Offer;twelve;;;;;\n";
  g_autoptr (CrmImportResult) result = import (fixture, file, NULL);

  /* Which of 3 and 4 is the month nobody knows. */
  assert_counts (result, 1, 0, 0, 4);
  g_assert_nonnull (strstr (get_fault (result, 0), "Close date"));
  g_assert_nonnull (strstr (get_fault (result, 1), "XYZW"));
  g_clear_pointer (&result, crm_import_result_unref);
  g_autoptr (CrmImporter) importer = load (fixture, file);
  crm_importer_set_date_order (importer, 8, CRM_DATE_ORDER_MDY);
  result = run (importer);
  assert_counts (result, 1, 0, 1, 3);
  assert_sql (fixture,
      "SELECT amount || amount_currency || probability || source || expected_close FROM deal WHERE title = "
      "'A'",
      "120050UAH20Fair2026-03-04");
  assert_sql (fixture, "SELECT group_concat (name) FROM tag", "vip,new");
  assert_sql (fixture, "SELECT count (*) FROM \"option\" WHERE list = 'source' AND name = 'Fair'", "1");
  assert_sql (fixture, "SELECT amount IS NULL FROM deal WHERE title = 'B'", "1");
  assert_sound (fixture);
}

static void
cancel_midway (guint done, guint total, gpointer data)
{
  if (done >= 256)
    g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Deal ID,Deal,Client,Stage,Amount\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (text, "%u,Deal %u,Client %u,Won,%u\n", i, i, i % 9, i);
  importer = load (fixture, text->str);
  g_assert_true (crm_importer_make (importer, "client", &error));
  result = crm_importer_run_sync (importer, cancel_midway, cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result);
  assert_sql (fixture,
      "SELECT (SELECT count (*) FROM deal) + (SELECT count (*) FROM client) + (SELECT count (*) FROM "
      "pipeline)",
      "0");
  result = run (importer);
  assert_counts (result, 600, 0, 0, 0);
  assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'person'", "9");
  assert_sound (fixture);
}

/* Products and employees */

static void
test_products (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Название;Артикул;Цена;НДС;Остаток;Активен;Описание;Поставщик;Ед. изм.\n"
                             "Крем;K-1;700;20 %;1,5;1;Для рук;;шт\n"
                             "Мыло;;70,5;7,7;NULL;0;NULL;Blue Lake;шт\n"
                             "Щётка;K-3;дорого;;;;;;\n"
                             "Гель;K-4;5;0,125;;;;;\n"
                             "Лак;K-5;5;;;;;Никто;\n";
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GBytes) cyrillic = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmImportResult) first = NULL, second = NULL, third = NULL;

  fill (fixture);
  bytes = g_convert (file, -1, "WINDOWS-1251", "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (bytes);
  cyrillic = g_bytes_new (bytes, length);
  importer = load_bytes (fixture, cyrillic, NULL);
  g_assert_cmpstr (crm_importer_get_entity (importer), ==, "product");
  first = run (importer);
  assert_counts (first, 2, 0, 0, 3);
  assert_sql (fixture,
      "SELECT name || article || price || '/' || tax || '/' || stock || '/' || active FROM product WHERE "
      "article = 'K-1'",
      "КремK-170000/2000/1500/1");
  assert_sql (fixture,
      "SELECT p.price || '/' || p.tax || ifnull (p.stock, '-') || p.active || c.name FROM product p JOIN "
      "client c ON c.id ="
      " p.supplier WHERE p.name = 'Мыло'",
      "7050/770-0Blue Lake");
  assert_sql (fixture, "SELECT count (*) FROM body WHERE entity = 'product'", "1");
  assert_sql (fixture, "SELECT count (*) FROM \"option\" WHERE list = 'unit' AND name = 'шт'", "1");
  second = run (importer);
  assert_counts (second, 0, 0, 2, 3);

  /* The same article with another price; the same name, first with an article; the same name with another article. */
  third = import (fixture, "Product,SKU,Price\nКрем,K-1,800\nМыло,K-2,70.5\nКрем,K-9,5\n", NULL);
  assert_counts (third, 1, 2, 0, 0);
  g_assert_cmpuint (third->differences->len, ==, 1);
  assert_sql (fixture, "SELECT article FROM product WHERE name = 'Мыло'", "K-2");
  assert_sql (fixture, "SELECT price FROM product WHERE article = 'K-1'", "70000");
  assert_sound (fixture);
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Manager,Office\nAda Berg,East\nada berg,East\n", 43);
  g_autoptr (CrmImporter) importer = load_bytes (fixture, bytes, "user");
  g_autoptr (CrmImportResult) first = run (importer), second = run (importer);

  assert_counts (first, 1, 0, 1, 0);
  assert_counts (second, 0, 0, 2, 0);
  assert_sql (fixture, "SELECT count (*) FROM \"user\" WHERE name = 'Ada Berg'", "1");
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  CrmExportSelection deals = { .entity = "deal" };
  Fixture other = { NULL, NULL };
  g_autoptr (CrmImportResult) sold = NULL, same = NULL, moved = NULL;
  g_autoptr (CrmImporter) again = NULL, elsewhere = NULL;
  g_autoptr (GBytes) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  sold = import (fixture, sales, NULL);
  assert_counts (sold, 4, 0, 0, 0);
  before = crm_exporter_dup_sync (fixture->store, &deals, "csv", NULL, NULL, &error);
  g_assert_no_error (error);
  again = load_bytes (fixture, before, NULL);
  g_assert_cmpstr (crm_importer_get_entity (again), ==, "deal");
  same = run (again);
  assert_counts (same, 0, 0, 4, 0);

  set_up (&other, NULL);
  fill (&other);
  elsewhere = load_bytes (&other, before, NULL);
  moved = run (elsewhere);
  assert_counts (moved, 4, 0, 0, 0);
  after = crm_exporter_dup_sync (other.store, &deals, "csv", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before), g_bytes_get_data (after, NULL),
      g_bytes_get_size (after));
  assert_sound (&other);
  tear_down (&other, NULL);
}

#define ADD(name, func) g_test_add ("/import-deals/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("headings", test_headings);
  ADD ("mapping", test_mapping);
  ADD ("deals", test_deals);
  ADD ("missing", test_missing);
  ADD ("made", test_made);
  ADD ("open-stages-before-closed", test_open_stages_before_closed);
  ADD ("stages-taken-over", test_stages_taken_over);
  ADD ("stages-kept", test_stages_kept);
  ADD ("pipeline-taken-over", test_pipeline_taken_over);
  ADD ("answers", test_answers);
  ADD ("other-names", test_other_names);
  ADD ("pipelines", test_pipelines);
  ADD ("again", test_again);
  ADD ("lines", test_lines);
  ADD ("values", test_values);
  ADD ("cancel", test_cancel);
  ADD ("products", test_products);
  ADD ("users", test_users);
  ADD ("round-trip", test_round_trip);
  return g_test_run ();
}
