/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-tables.h"

#include <string.h>

#include "import/crm-import-content.h"
#include "import/crm-import-names.h"
#include "store/crm-entity.h"

/* The dictionary of headings of deals, products and employees. Words are separated by | and brought to the compared form once, on first
 * use. Any thread. */

typedef struct
{
  const char *entity;
  const char *target;
  const char *headings;
} Names;

static const Names names[] = {
  { "deal", "external_id",
      "external id|external key|opportunity id|opportunity number|deal id|deal number|deal no|record id|id|№|"
      "id сделки|номер сделки|код сделки|номер|внешний код|id угоди|номер угоди|код угоди|зовнішній код|"
      "Deal-ID|Deal-Nr|Nummer" },
  { "deal", "title",
      "title|opportunity name|opportunity|deal|deal name|deal title|subject|name|сделка|название сделки|"
      "название|наименование|тема|угода|назва угоди|назва|найменування|Titel|Dealname|Verkaufschance|"
      "Bezeichnung|Betreff" },
  { "deal", "client",
      "associated company|associated contact|client|client name|customer|customer name|account|account "
      "name|company|company name|organization|"
      "organization name|organisation|contact|contact name|contact person|buyer|клиент|имя клиента|"
      "название клиента|компания|название компании|контрагент|заказчик|покупатель|контакт|организация|клієнт|"
      "назва клієнта|компанія|назва компанії|замовник|покупець|організація|Kunde|Kundenname|Firma|Firmenname|"
      "Unternehmen|Kontakt|Ansprechpartner|Auftraggeber" },
  { "deal", "stage",
      "stage|stage name|deal stage|opportunity stage|sales stage|pipeline stage|phase|status|deal "
      "status|этап|"
      "этап сделки|этап воронки|стадия|стадия сделки|статус|статус сделки|етап|етап угоди|етап воронки|"
      "стадія|стадія угоди|статус угоди|Verkaufsphase|Vertriebsphase|Stufe" },
  { "deal", "state", "state|outcome|deal state|result|результат|состояние|стан|Ergebnis|Zustand" },
  { "deal", "amount",
      "amount|deal amount|deal value|value|close value|opportunity amount|budget|sum|total|total amount|"
      "revenue|expected revenue|deal size|бюджет|сумма|сумма сделки|стоимость|сума|сума угоди|вартість|"
      "Betrag|Summe|Wert|Dealwert|Auftragswert|Umsatz" },
  { "deal", "price",
      "price|unit price|sales price|list price|цена|цена за единицу|ціна|ціна за одиницю|Preis|Einzelpreis" },
  { "deal", "quantity", "quantity|qty|количество|кол-во|кількість|к-сть|Menge|Anzahl" },
  { "deal", "product",
      "product|product name|item|service|товар|продукт|название товара|услуга|назва товару|послуга|Produkt|"
      "Artikel|Leistung" },
  { "deal", "opened_at",
      "opened at|opened|open date|engage date|created|created at|created date|create date|creation date|"
      "date created|date opened|start date|дата создания|создано|создана|создан|дата открытия|открыта|"
      "дата начала|дата створення|створено|створена|дата відкриття|відкрито|erstellt|erstellt am|angelegt am|"
      "eröffnet am|Erstellungsdatum|Beginn" },
  { "deal", "close_date",
      "close date|closing date|closed|closed date|closed on|date closed|actual close date|won date|"
      "дата закрытия|закрыта|закрыто|дата завершения|дата закриття|закрито|дата завершення|Abschlussdatum|"
      "abgeschlossen am|geschlossen am|Abschluss" },
  { "deal", "expected_close",
      "expected close|expected close date|expected closing|expected to close|estimated close date|"
      "forecast date|планируемая дата закрытия|ожидаемая дата закрытия|планова дата закриття|"
      "очікувана дата закриття|erwarteter Abschluss|voraussichtlicher Abschluss|geplanter Abschluss" },
  { "deal", "owner",
      "owner|deal owner|opportunity owner|sales agent|sales rep|sales "
      "representative|salesperson|seller|agent|"
      "assigned to|responsible|responsible user|account manager|manager|ответственный|менеджер|"
      "менеджер сделки|продавец|сотрудник|відповідальний|менеджер угоди|продавець|співробітник|"
      "Verantwortlich|Verantwortlicher|Verkäufer|Betreuer|Zuständig|Vertriebsmitarbeiter|Sachbearbeiter" },
  { "deal", "pipeline",
      "pipeline|pipeline name|deal pipeline|funnel|воронка|воронка продаж|воронка "
      "продажів|Vertriebspipeline" },
  { "deal", "source",
      "source|lead source|deal source|источник|источник сделки|джерело|джерело угоди|Quelle|Leadquelle|"
      "Herkunft" },
  { "deal", "probability",
      "probability|probability %|win probability|вероятность|ймовірність|імовірність|Wahrscheinlichkeit" },
  { "deal", "tags", "tags|tag|labels|теги|тег|теги сделки|теги угоди|метки|мітки|Schlagwörter|Schlagworte" },
  { "deal", "lost_reason",
      "lost reason|loss reason|reason lost|closed lost reason|reason for loss|причина отказа|причина потери|"
      "причина проигрыша|причина відмови|причина програшу|причина втрати|Verlustgrund|Absagegrund" },
  { "deal", "currency", "currency|currency code|валюта|код валюты|код валюти|Währung" },
  { "deal", "text",
      "notes|note|comment|comments|description|remarks|примечание|комментарий|описание|примітка|коментар|"
      "опис|"
      "Notiz|Notizen|Bemerkung|Beschreibung|Kommentar" },
  { "product", "name",
      "product|product name|name|title|item|item name|service|товар|название|название товара|наименование|"
      "продукт|услуга|назва|назва товару|найменування|послуга|Produkt|Produktname|Artikelname|"
      "Artikelbezeichnung|Bezeichnung|Leistung" },
  { "product", "article",
      "article|article number|article no|sku|product code|product id|product number|item number|item code|"
      "code|артикул|код товара|код|номер товара|код товару|номер товару|Artikelnummer|Artikelnr|Art.-Nr.|"
      "Artikel-Nr.|Produktnummer" },
  { "product", "price",
      "price|unit price|sales price|list price|selling price|retail price|цена|цена продажи|розничная цена|"
      "стоимость|ціна|ціна продажу|роздрібна ціна|вартість|Preis|Verkaufspreis|Einzelpreis|Listenpreis" },
  { "product", "cost",
      "cost|unit cost|cost price|purchase price|buying price|себестоимость|закупочная цена|цена закупки|"
      "собівартість|закупівельна ціна|ціна закупівлі|Einkaufspreis|Kosten|Selbstkosten" },
  { "product", "unit",
      "unit|unit of measure|unit of measurement|uom|единица|единица измерения|ед. изм.|ед|одиниця|"
      "одиниця виміру|од. вим.|од|Einheit|Mengeneinheit" },
  { "product", "category",
      "category|category name|product category|product group|group|series|категория|категория товара|группа|"
      "группа товаров|серия|категорія|категорія товару|група|група товарів|серія|Kategorie|Warengruppe|"
      "Produktgruppe|Serie" },
  { "product", "tax",
      "tax|tax rate|vat|vat rate|ндс|ставка ндс|пдв|ставка пдв|MwSt|USt|Steuersatz|Mehrwertsteuer" },
  { "product", "supplier",
      "supplier|supplier name|vendor|vendor name|поставщик|постачальник|Lieferant|Lieferantenname" },
  { "product", "stock",
      "stock|in stock|units in stock|quantity in stock|on hand|остаток|на складе|в наличии|залишок|на складі|"
      "в наявності|Lagerbestand|Bestand|auf Lager" },
  { "product", "active",
      "active|is active|on sale|for sale|активен|активный|в продаже|активний|у продажу|aktiv|im Verkauf" },
  { "product", "discontinued", "discontinued|снят с продажи|знято з продажу|eingestellt|ausgelaufen" },
  { "product", "text", "text|description|product description|описание|опис|Beschreibung" },
  { "user", "name",
      "name|full name|sales agent|agent|sales rep|sales representative|salesperson|seller|employee|"
      "employee name|user|user name|manager|account manager|сотрудник|менеджер|продавец|фио|имя|"
      "ответственный|співробітник|працівник|продавець|піб|ім'я|відповідальний|Mitarbeiter|Mitarbeiterin|"
      "Verkäufer|Vertriebsmitarbeiter|Benutzer" },
  { "user", "login", "login|account|логин|логін|Benutzername|Anmeldename" },
  { "user", "email",
      "email|e-mail|e-mail address|email address|mail|почта|электронная почта|пошта|електронна пошта|"
      "E-Mail-Adresse" },
  { "user", "active", "active|is active|активен|активний|aktiv" },
};

/* Headings that only a table of the entity has. */
static const Names telling[] = {
  { "deal", "",
      "opportunity id|opportunity number|opportunity|opportunity name|opportunity stage|opportunity owner|"
      "opportunity amount|deal|deal id|deal number|deal name|deal title|deal stage|deal status|deal owner|"
      "deal amount|deal value|deal pipeline|сделка|id сделки|номер сделки|название сделки|этап сделки|"
      "статус сделки|стадия сделки|сумма сделки|этап воронки|угода|id угоди|номер угоди|назва угоди|"
      "етап угоди|статус угоди|стадія угоди|сума угоди|етап воронки|Verkaufschance|Dealname|Deal-ID|Dealwert|"
      "Verkaufsphase|Vertriebsphase" },
  { "deal", "stage", "stage|stage name|sales stage|pipeline stage|этап|стадия|етап|стадія" },
  { "product", "",
      "product|product name|товар|название товара|продукт|назва товару|Produkt|Produktname|Artikelname|"
      "Artikelbezeichnung" },
  { "user", "",
      "sales agent|sales rep|sales representative|salesperson|employee|employee name|сотрудник|"
      "співробітник|працівник|Mitarbeitername|Vertriebsmitarbeiter" },
  { "order", "",
      "order id|order|order number|order date|invoice|invoice number|заказ|номер заказа|замовлення|"
      "номер замовлення|счет|рахунок|Bestellung|Bestellnummer|Auftrag|Rechnungsnummer" },
};

static const Names states[] = {
  { "won", "",
      "won|closed won|сделка успешна|угода успішна|сделка выиграна|угода виграна|deal "
      "won|win|success|successful|closed successfully|выиграна|выиграно|выигран|успешно|"
      "успех|успешно реализовано|успешно завершена|закрыта успешно|закрыто успешно|виграна|виграно|виграний|"
      "успішно|успіх|успішно реалізовано|успішно завершена|закрита успішно|закрито успішно|gewonnen|"
      "erfolgreich|erfolgreich abgeschlossen|abgeschlossen gewonnen|geschlossen gewonnen" },
  { "lost", "",
      "lost|closed lost|closed lost to competition|сделка провалена|сделка проиграна|угода провалена|угода "
      "програна|deal lost|loss|rejected|проиграна|проиграно|проигран|потеряна|потеряно|отказ|"
      "закрыто и не реализовано|закрыта неуспешно|закрыто неуспешно|програна|програно|втрачена|втрачено|"
      "відмова|закрито і не реалізовано|закрита неуспішно|закрито неуспішно|verloren|abgeschlossen verloren|"
      "geschlossen verloren|abgelehnt" },
  { "open", "",
      "open|in progress|active|открыта|открыто|в работе|активна|відкрита|відкрито|в роботі|у роботі|offen|"
      "in Bearbeitung|aktiv" },
};

static const char company_headings[] =
    "account|account name|company|company name|organization|organization name|organisation|компания|"
    "название компании|организация|контрагент|компанія|назва компанії|організація|Firma|Firmenname|"
    "Unternehmen";

typedef struct
{
  GHashTable *names;   /* "entity:key" → target */
  GHashTable *telling; /* "entity:target:key" */
  GHashTable *states;  /* key → state */
  GHashTable *companies;
} Dictionary;

static void
add_words (GHashTable *table, const char *prefix, const char *words, const char *value)
{
  g_auto (GStrv) all = g_strsplit (words, "|", -1);

  for (guint i = 0; all[i]; i++)
    {
      g_autofree char *key = crm_import_names_key (all[i]);
      g_hash_table_insert (table, g_strconcat (prefix, *key ? key : all[i], NULL), (gpointer)value);
    }
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static const Dictionary *
get_dictionary (void)
{
  static gsize once = 0;
  static Dictionary dictionary;

  if (g_once_init_enter (&once))
    {
      dictionary.names = new_table ();
      dictionary.telling = new_table ();
      dictionary.states = new_table ();
      dictionary.companies = new_table ();
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *prefix = g_strconcat (names[i].entity, ":", NULL);
          add_words (dictionary.names, prefix, names[i].headings, names[i].target);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
        {
          g_autofree char *prefix = g_strconcat (telling[i].entity, ":", telling[i].target, ":", NULL);
          add_words (dictionary.telling, prefix, telling[i].headings, "");
        }
      for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
        add_words (dictionary.states, "", states[i].headings, states[i].entity);
      add_words (dictionary.companies, "", company_headings, "");
      g_once_init_leave (&once, 1);
    }
  return &dictionary;
}

const char *
crm_import_tables_find (const char *entity, const char *heading)
{
  static const char *const prefixes[] = { "deal", "opportunity" };
  g_autofree char *key = crm_import_names_key (heading);
  g_autofree char *full = g_strconcat (entity, ":", *key ? key : heading, NULL);
  const char *target = g_hash_table_lookup (get_dictionary ()->names, full);

  /* "Deal - Organization" is what "Organization" is in a table of deals. */
  for (gsize i = 0; !target && strcmp (entity, "deal") == 0 && i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (key, prefixes[i]) && key[strlen (prefixes[i])])
      {
        g_autofree char *rest = g_strconcat ("deal:", key + strlen (prefixes[i]), NULL);
        target = g_hash_table_lookup (get_dictionary ()->names, rest);
      }
  return target;
}

const char *
crm_import_tables_find_state (const char *text)
{
  g_autofree char *key = crm_import_names_key (text);

  return g_hash_table_lookup (get_dictionary ()->states, key);
}

gboolean
crm_import_tables_names_companies (const char *heading)
{
  g_autofree char *key = crm_import_names_key (heading);

  return g_hash_table_contains (get_dictionary ()->companies, key);
}

/* Number of headings that only tables of the entity have (target "": at all; else of that target). */
static guint
count_telling (CrmCsvTable *table, const char *entity, const char *target)
{
  guint n = 0;

  for (guint i = 0; i < crm_csv_table_get_n_columns (table); i++)
    {
      g_autofree char *key = crm_import_names_key (crm_csv_table_get_heading (table, i));
      g_autofree char *full = g_strconcat (entity, ":", target, ":", key, NULL);
      n += g_hash_table_contains (get_dictionary ()->telling, full);
    }
  return n;
}

static gboolean
has (CrmCsvTable *table, const char *entity, const char *target)
{
  for (guint i = 0; i < crm_csv_table_get_n_columns (table); i++)
    if (g_strcmp0 (crm_import_tables_find (entity, crm_csv_table_get_heading (table, i)), target) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
maps_to (const CrmImportMapping *clients, const char *target)
{
  for (guint i = 0; i < clients->n_columns; i++)
    if (g_strcmp0 (clients->columns[i].target, target) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_deals (CrmCsvTable *table, const CrmImportMapping *clients)
{
  static const char *const targets[] = { "stage", "amount", "close_date", "expected_close", "opened_at",
    "pipeline", "client", "product", "owner", "probability" };
  gboolean addresses = maps_to (clients, "phone") || maps_to (clients, "email");
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    n += has (table, "deal", targets[i]);
  if (count_telling (table, "deal", ""))
    return n >= 2 && (has (table, "deal", "stage") || has (table, "deal", "amount") ||
                         has (table, "deal", "close_date") || has (table, "deal", "expected_close"));
  return !addresses && count_telling (table, "deal", "stage") &&
         (has (table, "deal", "client") || has (table, "deal", "title")) &&
         (has (table, "deal", "amount") || has (table, "deal", "close_date") ||
             has (table, "deal", "expected_close"));
}

static gboolean
is_products (CrmCsvTable *table)
{
  gboolean priced = has (table, "product", "price") || has (table, "product", "cost");

  if (!has (table, "product", "name") || count_telling (table, "order", ""))
    return FALSE;
  /* What was bought, and how much of it, is no list of products. */
  if (has (table, "deal", "quantity") && !has (table, "product", "article"))
    return FALSE;
  return priced || (count_telling (table, "product", "") &&
                       (has (table, "product", "article") || has (table, "product", "category")));
}

static gboolean
is_users (CrmCsvTable *table)
{
  for (guint i = 0; i < crm_csv_table_get_n_columns (table); i++)
    {
      g_autofree char *key = crm_import_names_key (crm_csv_table_get_heading (table, i));
      g_autofree char *full = g_strconcat ("user::", key, NULL);

      if (g_hash_table_contains (get_dictionary ()->telling, full))
        {
          const CrmImportContent content = crm_import_content_measure (table, i);
          /* "Employees: 12" is a number of them. */
          return content.n_filled && content.looks[CRM_IMPORT_LOOK_PERSON] * 10 >= content.n_filled * 6;
        }
    }
  return FALSE;
}

/* How many of the headings are names of fields of the entity, of 1000; what either has alone counts against it. */
static guint
rate (CrmCsvTable *table, const CrmEntityInfo *info)
{
  guint n_columns = crm_csv_table_get_n_columns (table), n_fields = 0, same = 0;

  for (guint f = 0; f < info->n_fields; f++)
    {
      if (info->fields[f].flags & (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY))
        continue;
      n_fields++;
      for (guint i = 0; i < n_columns; i++)
        if (g_strcmp0 (crm_csv_table_get_heading (table, i), info->fields[f].name) == 0)
          {
            same++;
            break;
          }
    }
  return same * 1000 / MAX (n_columns + n_fields - same, 1);
}

/* What this program exported names its columns as its fields are called, the first one "uid". A task must not become a client called like
 * it. */
static const char *
find_exported (CrmCsvTable *table)
{
  guint n, best = 500;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);
  const char *name = NULL;

  if (g_strcmp0 (crm_csv_table_get_heading (table, 0), "uid") != 0)
    return NULL;
  for (guint e = 0; e < n; e++)
    {
      guint rated = rate (table, infos[e]);

      if (rated > best)
        {
          best = rated;
          name = infos[e]->name;
        }
    }
  return name;
}

const char *
crm_import_tables_recognise (CrmCsvTable *table, const CrmImportMapping *clients)
{
  const char *exported;

  if (!crm_csv_table_has_header (table))
    return NULL;
  exported = find_exported (table);
  if (exported)
    return exported;
  if (is_deals (table, clients))
    return "deal";
  /* The others only where the table is none of clients. */
  if (clients->entity)
    return NULL;
  if (is_products (table))
    return "product";
  return is_users (table) ? "user" : NULL;
}
