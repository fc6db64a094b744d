/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deals-table.h"

#include <string.h>

#include "base/crm-error.h"
#include "deal/crm-pipeline.h"
#include "import/crm-exporter.h"
#include "import/crm-importer.h"

/* Imports of tables of deals, products and employees: what is recognised, how names are looked up, what is made of a row. Main thread. */

static void
write_book (Fixture *fixture, CrmWriteFunc func)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (fixture->store, "Test", func, NULL, NULL, &error);
  g_assert_no_error (error);
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
      g_autoptr (CrmImporter) importer = deals_load (fixture, c->text);
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
      deals_load (fixture, "Deal,Client,Stage,Sum A,Sum B\nRoof,North Star,Offer,5,6\n");
  g_autoptr (CrmImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  deals_fill (fixture);
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
  result = deals_run (importer);
  deals_assert_counts (result, 1, 0, 0, 0);
  deals_assert_sql (fixture, "SELECT amount || amount_currency || ifnull (client, '-') FROM deal", "600EUR-");
}

static const char sales[] = DEALS "D1,Ada Berg,TeaPro,North Star,Won,10/20/2016,3/1/2017,1054\n"
                                  "D2,Ivo Kolar,Tea Basic,Blue Lake,Lost,10/21/2016,3/2/2017,0\n"
                                  "D3,ivo  kolar,Tea Pro,,Offer,11/5/2016,,\n"
                                  "D4,Ada Berg,tea-pro,North Star,Won,10/22/2016,10/22/2016,12.50\n";

static void
test_deals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = NULL, second = NULL;

  deals_fill (fixture);
  first = deals_import (fixture, sales, NULL);
  deals_assert_counts (first, 4, 0, 0, 0);
  deals_assert_names (first, "taken product TeaPro > Tea Pro (1)\n"
                             "made stage Won > Won (2)\nmade stage Lost > Lost (1)\n"
                             "taken product tea-pro > Tea Pro (1)\n");
  deals_assert_sql (fixture,
      "SELECT group_concat (title, ';') FROM (SELECT title FROM deal ORDER BY external_id)",
      "Tea Pro – North Star;Tea Basic – Blue Lake;Tea Pro;Tea Pro – North Star");
  deals_assert_sql (fixture,
      "SELECT group_concat (t, ';') FROM (SELECT d.state || ' ' || s.name || ' ' || u.name AS t FROM deal d"
      " JOIN stage s ON s.id = d.stage JOIN \"user\" u ON u.id = d.owner ORDER BY d.external_id)",
      "won Won Ada Berg;lost Lost Ivo Kolar;open Offer Ivo Kolar;won Won Ada Berg");
  /* The amount of the file is typed; an empty one follows the line. */
  deals_assert_sql (fixture,
      "SELECT group_concat (amount || '/' || ifnull (amount_typed, 0), ';') FROM (SELECT * FROM deal ORDER "
      "BY "
      "external_id)",
      "105400/1;0/1;1250/0;1250/1");
  deals_assert_sql (fixture,
      "SELECT group_concat (t, ';') FROM (SELECT p.name || ' ' || l.quantity || ' ' || l.price AS t FROM "
      "deal d"
      " JOIN deal_line l ON l.deal = d.id JOIN product p ON p.id = l.product ORDER BY d.external_id)",
      "Tea Pro 1000 105400;Tea Basic 1000 700;Tea Pro 1000 1250;Tea Pro 1000 1250");
  /* Opened and closed then, month first as the column shows. */
  deals_assert_sql (fixture,
      "SELECT date (opened_at / 1000000, 'unixepoch') || date (closed_at / 1000000, 'unixepoch') FROM deal "
      "WHERE external_id = 'D1'",
      "2016-10-202017-03-01");
  deals_assert_sql (fixture, "SELECT count (*) FROM deal WHERE closed_at IS NULL AND state = 'open'", "1");
  deals_assert_sql (
      fixture, "SELECT count (*) || '/' || sum (until = at) FROM deal_move WHERE until IS NOT NULL", "2/0");
  deals_assert_sql (fixture,
      "SELECT group_concat (state, ' ') FROM (SELECT state FROM deal_move m WHERE deal = (SELECT id FROM "
      "deal WHERE external_id = 'D1') ORDER BY at)",
      "open won");
  deals_assert_sql (fixture,
      "SELECT group_concat (name || position, ' ') FROM (SELECT * FROM stage ORDER BY position)",
      "New request0 Qualified1 Offer2 Negotiation3 Contract4 Won5 Lost6");
  deals_assert_sound (fixture);

  second = deals_import (fixture, sales, NULL);
  deals_assert_counts (second, 0, 0, 4, 0);
  deals_assert_names (second, "taken product TeaPro > Tea Pro (1)\ntaken product tea-pro > Tea Pro (1)\n");
  deals_assert_sql (fixture, "SELECT count (*) FROM deal_line", "4");

  deals_undo (fixture, FALSE);
  deals_assert_sql (fixture,
      "SELECT (SELECT count (*) FROM deal) + (SELECT count (*) FROM deal_line) + (SELECT count (*) FROM "
      "deal_move)"
      " + (SELECT count (*) FROM stage)",
      "0");
  deals_assert_sound (fixture);
  deals_undo (fixture, TRUE);
  deals_assert_sql (fixture, "SELECT count (*) FROM deal", "4");
  deals_assert_sound (fixture);
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

  first = deals_import (fixture, file, "stage");
  deals_assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  deals_assert_sound (fixture);
  deals_undo (fixture, FALSE);
  deals_assert_sql (fixture, "SELECT count (*) FROM stage", "0");

  /* A pipeline that was only looked at is no other; taken back, it is there again, and once more the same. */
  write_book (fixture, ensure_pipeline);
  second = deals_import (fixture, file, "stage");
  deals_assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  deals_undo (fixture, FALSE);
  deals_assert_stages (fixture, usual);
  none = deals_import (fixture, "Deal,Stage,Amount\nE,Offer,1\nF,Nowhere,1\n", NULL);
  deals_assert_counts (none, 1, 0, 0, 1);
  deals_assert_stages (fixture, usual);
  deals_undo (fixture, FALSE);
  third = deals_import (fixture, file, "stage");
  deals_assert_stages (fixture, "Negotiation 75, Prospecting 83, Engaging 91, Won 100");
  deals_undo (fixture, FALSE);
  deals_assert_sound (fixture);

  /* One that a person has changed stays whole. */
  write_book (fixture, change_stage);
  fourth = deals_import (fixture, file, "stage");
  deals_assert_stages (fixture,
      "New request 10, Qualified 30, Offer 50, Negotiation 75, Contract 90, Prospecting 93, Engaging 96, "
      "Won 100");
}

/* Nor does anything go from a book that has deals. */
static void
test_stages_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportResult) first = deals_import (fixture, "Deal,Stage,Amount\nA,Offer,1\n", NULL),
                              second = deals_import (fixture, "Deal,Stage,Amount\nB,Engaging,1\n", "stage");

  deals_assert_counts (second, 1, 0, 0, 0);
  deals_assert_stages (
      fixture, "New request 10, Qualified 30, Offer 50, Negotiation 75, Contract 90, Engaging 95");
}

/* A pipeline that the file brings is the only one of a new book. */
static void
test_pipeline_taken_over (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Deal,Pipeline,Stage,Amount\nA,Service,Call,1\nB,Service,Visit,1\n";
  g_autoptr (CrmImportResult) result = deals_import (fixture, file, "pipeline,stage");

  deals_assert_counts (result, 2, 0, 0, 0);
  deals_assert_sql (
      fixture, "SELECT group_concat (name || main) FROM pipeline WHERE archived_at IS NULL", "Service1");
  deals_assert_stages (fixture, "Call 33, Visit 66");
  deals_assert_sound (fixture);
  deals_undo (fixture, FALSE);
  deals_assert_sql (fixture, "SELECT count (*) FROM pipeline", "0");
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

  deals_fill (fixture);
  first = deals_import (fixture, plain, NULL);
  deals_assert_counts (first, 3, 0, 1, 0);
  deals_assert_sql (fixture, "SELECT expected_close FROM deal WHERE title = 'B'", "2026-04-03");
  deals_assert_sql (fixture, "SELECT count (*) FROM deal WHERE owner IS NULL", "2");
  /* Nothing says when it was opened, but it was open before it was closed. */
  deals_assert_sql (fixture, "SELECT opened_at = closed_at FROM deal WHERE state = 'lost'", "1");
  second = deals_import (fixture, plain, NULL);
  deals_assert_counts (second, 0, 0, 4, 0);
  third = deals_import (fixture, "Deal,Client,Stage,Amount,Product\nB,North Star,Offer,6,\n", NULL);
  deals_assert_counts (third, 1, 0, 0, 0);

  /* A time of day behind the date. */
  g_clear_pointer (&third, crm_import_result_unref);
  third = deals_import (
      fixture, "Deal,Stage,Amount,Created,Close date\nT,Offer,1,20.10.2016 10:30,21.10.2016 09:00\n", NULL);
  deals_assert_counts (third, 1, 0, 0, 0);
  deals_assert_sql (fixture,
      "SELECT expected_close || strftime (' %H:%M', opened_at / 1000000, 'unixepoch') FROM deal WHERE title "
      "= 'T'",
      "2016-10-21 10:30");

  /* By number: empty fields are filled, others kept and told. */
  g_clear_pointer (&first, crm_import_result_unref);
  first = deals_import (fixture, "Deal ID,Deal,Client,Stage,Amount\n9,Roof,,Offer,\n", NULL);
  deals_assert_counts (first, 1, 0, 0, 0);
  fourth = deals_import (fixture,
      "Deal ID,Deal,Client,Stage,Amount,Product,Owner\n9,Roof,Blue Lake,Contract,5,Tea Pro,Nobody\n", NULL);
  deals_assert_counts (fourth, 0, 0, 0, 1);
  g_clear_pointer (&fourth, crm_import_result_unref);
  fourth = deals_import (
      fixture, "Deal ID,Deal,Client,Stage,Amount,Product\n9,House,Blue Lake,Contract,5,Tea Pro\n", NULL);
  deals_assert_counts (fourth, 0, 1, 0, 0);
  g_assert_cmpuint (fourth->differences->len, ==, 2);
  g_assert_cmpstr (((CrmImportDifference *)fourth->differences->pdata[1])->kept, ==, "Offer");
  g_assert_cmpstr (((CrmImportDifference *)fourth->differences->pdata[1])->offered, ==, "Contract");
  deals_assert_sql (fixture,
      "SELECT d.title || c.name || d.amount || d.amount_typed || (SELECT count (*) FROM deal_line l WHERE "
      "l.deal = d.id)"
      " FROM deal d JOIN client c ON c.id = d.client WHERE d.external_id = '9'",
      "RoofBlue Lake50011");
  deals_assert_sound (fixture);
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

  deals_fill (fixture);
  result = deals_import (fixture, file, NULL);
  deals_assert_counts (result, 2, 1, 0, 3);
  deals_assert_sql (fixture,
      "SELECT group_concat (t, ' ') FROM (SELECT d.external_id || ':' || l.quantity || 'x' || l.price || '=' "
      "|| l.total"
      " AS t FROM deal_line l JOIN deal d ON d.id = l.deal ORDER BY l.id)",
      "1:1500x1000=1500 1:2250x700=1575 2:4000x500=2000");
  deals_assert_sql (fixture, "SELECT amount FROM deal WHERE external_id = '1'", "3075");
  deals_assert_sound (fixture);
  again = deals_import (fixture, file, NULL);
  deals_assert_counts (again, 0, 0, 3, 3);
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
  g_autoptr (CrmImportResult) result = deals_import (fixture, file, NULL);

  /* Which of 3 and 4 is the month nobody knows. */
  deals_assert_counts (result, 1, 0, 0, 4);
  g_assert_nonnull (strstr (deals_get_fault (result, 0), "Close date"));
  g_assert_nonnull (strstr (deals_get_fault (result, 1), "XYZW"));
  g_clear_pointer (&result, crm_import_result_unref);
  g_autoptr (CrmImporter) importer = deals_load (fixture, file);
  crm_importer_set_date_order (importer, 8, CRM_DATE_ORDER_MDY);
  result = deals_run (importer);
  deals_assert_counts (result, 1, 0, 1, 3);
  deals_assert_sql (fixture,
      "SELECT amount || amount_currency || probability || source || expected_close FROM deal WHERE title = "
      "'A'",
      "120050UAH20Fair2026-03-04");
  deals_assert_sql (fixture, "SELECT group_concat (name) FROM tag", "vip,new");
  deals_assert_sql (fixture, "SELECT count (*) FROM \"option\" WHERE list = 'source' AND name = 'Fair'", "1");
  deals_assert_sql (fixture, "SELECT amount IS NULL FROM deal WHERE title = 'B'", "1");
  deals_assert_sound (fixture);
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
  importer = deals_load (fixture, text->str);
  g_assert_true (crm_importer_make (importer, "client", &error));
  result = crm_importer_run_sync (importer, cancel_midway, cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result);
  deals_assert_sql (fixture,
      "SELECT (SELECT count (*) FROM deal) + (SELECT count (*) FROM client) + (SELECT count (*) FROM "
      "pipeline)",
      "0");
  result = deals_run (importer);
  deals_assert_counts (result, 600, 0, 0, 0);
  deals_assert_sql (fixture, "SELECT count (*) FROM client WHERE kind = 'person'", "9");
  deals_assert_sound (fixture);
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

  deals_fill (fixture);
  bytes = g_convert (file, -1, "WINDOWS-1251", "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (bytes);
  cyrillic = g_bytes_new (bytes, length);
  importer = deals_load_bytes (fixture, cyrillic, NULL);
  g_assert_cmpstr (crm_importer_get_entity (importer), ==, "product");
  first = deals_run (importer);
  deals_assert_counts (first, 2, 0, 0, 3);
  deals_assert_sql (fixture,
      "SELECT name || article || price || '/' || tax || '/' || stock || '/' || active FROM product WHERE "
      "article = 'K-1'",
      "КремK-170000/2000/1500/1");
  deals_assert_sql (fixture,
      "SELECT p.price || '/' || p.tax || ifnull (p.stock, '-') || p.active || c.name FROM product p JOIN "
      "client c ON c.id ="
      " p.supplier WHERE p.name = 'Мыло'",
      "7050/770-0Blue Lake");
  deals_assert_sql (fixture, "SELECT count (*) FROM body WHERE entity = 'product'", "1");
  deals_assert_sql (fixture, "SELECT count (*) FROM \"option\" WHERE list = 'unit' AND name = 'шт'", "1");
  second = deals_run (importer);
  deals_assert_counts (second, 0, 0, 2, 3);

  /* The same article with another price; the same name, first with an article; the same name with another article. */
  third = deals_import (fixture, "Product,SKU,Price\nКрем,K-1,800\nМыло,K-2,70.5\nКрем,K-9,5\n", NULL);
  deals_assert_counts (third, 1, 2, 0, 0);
  g_assert_cmpuint (third->differences->len, ==, 1);
  deals_assert_sql (fixture, "SELECT article FROM product WHERE name = 'Мыло'", "K-2");
  deals_assert_sql (fixture, "SELECT price FROM product WHERE article = 'K-1'", "70000");
  deals_assert_sound (fixture);
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

  deals_fill (fixture);
  sold = deals_import (fixture, sales, NULL);
  deals_assert_counts (sold, 4, 0, 0, 0);
  before = crm_exporter_dup_sync (fixture->store, &deals, "csv", NULL, NULL, &error);
  g_assert_no_error (error);
  again = deals_load_bytes (fixture, before, NULL);
  g_assert_cmpstr (crm_importer_get_entity (again), ==, "deal");
  same = deals_run (again);
  deals_assert_counts (same, 0, 0, 4, 0);

  deals_set_up (&other, NULL);
  deals_fill (&other);
  elsewhere = deals_load_bytes (&other, before, NULL);
  moved = deals_run (elsewhere);
  deals_assert_counts (moved, 4, 0, 0, 0);
  after = crm_exporter_dup_sync (other.store, &deals, "csv", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before), g_bytes_get_data (after, NULL),
      g_bytes_get_size (after));
  deals_assert_sound (&other);
  deals_tear_down (&other, NULL);
}

#define ADD(name, func) g_test_add ("/import-deals/" name, Fixture, NULL, deals_set_up, func, deals_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("headings", test_headings);
  ADD ("mapping", test_mapping);
  ADD ("deals", test_deals);
  ADD ("stages-taken-over", test_stages_taken_over);
  ADD ("stages-kept", test_stages_kept);
  ADD ("pipeline-taken-over", test_pipeline_taken_over);
  ADD ("again", test_again);
  ADD ("lines", test_lines);
  ADD ("values", test_values);
  ADD ("cancel", test_cancel);
  ADD ("products", test_products);
  ADD ("round-trip", test_round_trip);
  return g_test_run ();
}
