/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-names.h"
#include "base/crm-text.h"

#include <string.h>

/* The dictionary of column headings. Tables below are words as people write them, separated by |; they are brought to
 * the compared form once, on first use, and never change afterwards. Any thread. */

typedef struct
{
  const char *target;
  const char *headings;
} Names;

/* Headings that mean this and nothing else. */
static const Names sure[] = {
  { "name",
      "full name|display name|contact name|client name|customer name|client|customer|contact|file as|"
      "company or person|contact person|person|ПІБ|П.І.Б.|повне ім'я|клієнт|контакт|контактна особа|"
      "ім'я клієнта|назва клієнта|прізвище ім'я по батькові|прізвище та ім'я|прізвище ім'я|покупець|замовник|"
      "контрагент|абонент|ФИО|Ф.И.О.|полное имя|имя клиента|имя и фамилия|клиент|контакт|контактное "
      "лицо|название клиента|"
      "фамилия имя отчество|фамилия и имя|фамилия имя|покупатель|заказчик|наименование контрагента|"
      "наименование клиента|отображаемое имя|Kunde|Kundenname|Ansprechpartner|vollständiger Name|Anzeigename|"
      "Kontakt|Vor- und Nachname|Name Vorname|полное имя контакта|повне ім'я контакту|ім'я для показу|"
      "показувати як" },
  { "first_name", "first name|given name|forename|christian "
                  "name|fname|first|имя|ім'я|Vorname|Rufname|prenom|имя сотрудника" },
  { "last_name",
      "last name|family name|surname|lname|last|фамилия|фамілія|прізвище|Nachname|Familienname|Zuname" },
  { "middle_name", "middle name|additional name|patronymic|отчество|по батькові|Mittelname|zweiter "
                   "Vorname|weitere Vornamen" },
  { "company",
      "company|company name|organization|organisation|organization name|organization 1 name|organisation "
      "name|"
      "firm|employer|business name|associated company|primary company|associated company names|subsidiary "
      "of|parent account|parent company|компания|фирма|организация|"
      "место работы|название компании|название организации|наименование "
      "организации|работодатель|компанія|фірма|"
      "організація|назва компанії|назва організації|місце "
      "роботи|підприємство|предприятие|юрлицо|юрособа|Firma|"
      "Firmenname|Unternehmen|Organisation|Arbeitgeber|Betrieb|company / account" },
  { "position",
      "position|job title|job|title|role in company|organization title|organization 1 title|occupation|post|"
      "должность|посада|профессия|професія|Funktion|Stelle|Berufsbezeichnung|Beruf|Arbeitstitel" },
  { "kind", "type of record|тип|тип записи|тип запису|client type|customer type|contact type|record "
            "type|type of client|person or company|тип клиента|"
            "вид клиента|тип контрагента|вид контрагента|тип клієнта|вид клієнта|физ/юр|Kundentyp|"
            "Kundenart|Kontaktart" },
  { "status", "status|client status|customer status|lead status|lifecycle stage|статус|статус "
              "клиента|стан|статус клієнта|"
              "состояние|Kundenstatus" },
  { "roles", "roles|role|relationship|тип контакта|роль|ролі|роли|отношения|Rolle|Rollen" },
  { "source",
      "source|lead source|how did you hear|referral source|origin|acquisition channel|источник|источник "
      "клиента|"
      "откуда узнал|откуда узнали|джерело|джерело клієнта|звідки дізнався|звідки дізналися|канал привлечения|"
      "Quelle|Herkunft|Leadquelle" },
  { "phone",
      "phone|phone number|phone no|telephone|telephone number|tel|mobile|mobile phone|mobile number|cell|"
      "cell phone|cellphone|primary phone|main phone|company main phone|business phone|work phone|home phone|"
      "other phone|assistants phone|callback|car phone|radio phone|fax|fax number|home fax|business fax|work "
      "fax|"
      "other fax|pager|pager number|phone value|handphone|contact number|contact phone|телефон|номер "
      "телефона|"
      "тел|мобильный|мобильный телефон|моб тел|моб|сотовый|сотовый телефон|рабочий телефон|домашний телефон|"
      "городской телефон|факс|контактный телефон|телефон мобильный|телефон рабочий|телефон домашний|номер|"
      "номер телефону|мобільний|мобільний телефон|робочий телефон|домашній телефон|контактний телефон|"
      "телефон мобільний|телефон робочий|телефон домашній|Telefon|Telefonnummer|Telefon geschäftlich|"
      "Telefon privat|Mobil|Mobiltelefon|Mobilnummer|Handy|Handynummer|Rufnummer|Faxnummer|Fax geschäftlich|"
      "Fax privat|Tel. mobil|Festnetz|Festnetznummer|Tel. dienstlich|Tel. privat|Fax-Nummer|Pager-Nummer|"
      "Mobil-Tel.-Nr.|Mobiltelefonnummer|Autotelefon|Haupttelefon|Weiteres Telefon|Weiteres Fax|Telefon "
      "Firma|"
      "Telefon Assistent|Rückmeldung|телефон переносной|другой телефон|другой факс|рабочий факс|домашний "
      "факс|"
      "основной телефон|основной телефон организации|телефон раб|телефон дом|телефон помощника|"
      "телефон в машине|обратный вызов|радиотелефон|пейджер|номер факса|номер факсу|номер пейджера|"
      "номер мобильного телефона|номер мобільного телефону" },
  { "email",
      "email|e-mail|e-mail address|email address|mail|primary email|secondary email|e-mail value|email value|"
      "work email|home email|other email|personal email|business email|contact email|электронная почта|почта|"
      "эл. почта|электронный адрес|адрес электронной почты|эл. адрес|имейл|мейл|майл|електронна пошта|"
      "електронна адреса|ел. пошта|пошта|адреса електронної пошти|эл почта|E-Mail-Adresse|Mailadresse|"
      "E-Mail geschäftlich|E-Mail privat|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|"
      "альтернативный адрес электронной почты|альтернативна адреса електронної пошти" },
  { "web",
      "web|website|web site|web page|webpage|homepage|home page|url|personal web page|business web page|"
      "website value|site url|company website|сайт|веб-сайт|вебсайт|веб-страница|веб сторінка|адрес сайта|"
      "сторінка|страница|вебсторінка|Webseite|Internetseite|Internet" },
  { "handle", "handle|screen name|telegram|viber|whatsapp|skype|instagram|facebook|signal|messenger|im|im "
              "value|linkedin|"
              "twitter|vk|вконтакте|телеграм|вайбер|ватсап|вацап|скайп|инстаграм|інстаграм|фейсбук|"
              "мессенджер|месенджер|"
              "aim screen name|Messenger-Name|интернет-пейджер" },
  { "street",
      "address|street|street address|postal address|address line|home address|work address|business address|"
      "other address|home street|work street|business street|other street|billing street|billing address|"
      "shipping street|shipping address|mailing street|mailing address|address street|address formatted|"
      "адрес|улица|улица, номер дома|вулиця, номер будинку|почтовый адрес|адрес проживания|фактический "
      "адрес|юридический адрес|домашний адрес|"
      "рабочий адрес|адрес доставки|адреса|вулиця|поштова адреса|адреса проживання|фактична адреса|"
      "юридична адреса|домашня адреса|адреса доставки|Straße|Anschrift|Adresse|Postanschrift|"
      "Straße und Hausnummer|Straße Nr|Straße geschäftlich|Straße privat|Lieferadresse|Rechnungsadresse|"
      "Weitere Straße|Privat: Adresse|Dienstlich: Adresse" },
  { "city",
      "city|cities|town|locality|home city|work city|business city|other city|billing city|shipping "
      "city|mailing "
      "city|"
      "address city|city/town|suburb|город|населенный пункт|населённый пункт|місто|населений пункт|Ort|Stadt|"
      "Wohnort|Ort geschäftlich|Ort privat|Weiterer Ort|Privat: Ort|Dienstlich: Ort" },
  { "region",
      "region|state|province|county|counties|state/province|home state|work state|business state|other state|"
      "billing state|shipping state|mailing state|address region|область|регион|край|район|регіон|Bundesland|"
      "Region geschäftlich|Region privat|Weitere Region|Bundesland geschäftlich|Bundesland privat|Kanton|"
      "Bundesland/Kanton privat|Weiteres/r Bundesland/Kanton|Privat: Bundesland|Dienstlich: Bundesland|"
      "mailing state/province|billing state/province|shipping state/province|other state/province" },
  { "postcode",
      "postcode|post code|postal code|zip|zip code|home zip|work zip|home zip code|work zip code|home postal "
      "code|"
      "business postal code|other postal code|billing postal code|shipping postal code|mailing postal code|"
      "billing zip|mailing zip|address postal code|zip/postal code|индекс|почтовый индекс|почтовый "
      "код|індекс|поштовий "
      "індекс|"
      "PLZ|Postleitzahl|Postleitzahl geschäftlich|Postleitzahl privat|Weitere Postleitzahl|Privat: PLZ|"
      "Dienstlich: PLZ|mailing zip/postal code|billing zip/postal code|shipping zip/postal code|"
      "other zip/postal code" },
  { "country",
      "country|home country|work country|business country|other country|home country/region|"
      "business country/region|other country/region|billing country|shipping country|mailing country|"
      "address country|country/region|страна|страна или регион|країна|країна або регіон|Land|Land/Region|"
      "Land geschäftlich|Land privat|Land/Region geschäftlich|Land/Region privat|Weiteres Land|"
      "Weiteres/e Land/Region|Privat: Land|Dienstlich: Land" },
  { "birthday",
      "birthday|birth date|birthdate|date of birth|dob|born|дата рождения|день рождения|рождение|др|д.р.|"
      "родился|дата народження|день народження|дн|народився|Geburtstag|Geburtsdatum|geboren|geboren am" },
  { "birth_year", "birth year|year of birth|год рождения|рік народження|Geburtsjahr" },
  { "birth_month", "birth month|month of birth|месяц рождения|місяць народження|Geburtsmonat" },
  /* "Birth day" alone reads like "Birthday": the columns beside it tell. */
  { "birth_day", "day of birth|день рождения (число)|день народження (число)|Geburtstag (Tag)" },
  { "interests", "interests|hobby|hobbies|интересы|хобби|увлечения|інтереси|захоплення|хобі|Interessen" },
  { "notes",
      "notes|note|comment|comments|remark|remarks|description|additional information|about|примечание|"
      "примечания|комментарий|комментарии|заметка|заметки|особенности|описание|дополнительно|примітка|"
      "примітки|"
      "коментар|коментарі|нотатки|нотатка|особливості|опис|додатково|Notiz|Notizen|Bemerkung|Bemerkungen|"
      "Anmerkung|Anmerkungen|Kommentar|Beschreibung" },
  { "owner",
      "owner|account owner|contact owner|lead owner|assigned to|assigned agent|assigned "
      "user|responsible|account manager|manager|"
      "ответственный|менеджер|куратор|відповідальний|Verantwortlich|Betreuer|Zuständig|Sachbearbeiter" },
  { "tags",
      "tags|tag|labels|categories|group membership|groups|теги|тег|метки|метка|мітки|мітка|группа|группы|"
      "група|групи|категории|категорії|Schlagwörter|Schlagworte|Kategorien|Gruppen" },
  { "uid", "uid|uuid" },
  { "external_id",
      "external id|external key|customer number|customer no|customer id|client id|contact id|client number|"
      "account id|account number|код клиента|номер клиента|id клиента|внешний код|код контрагента|код "
      "клієнта|"
      "номер клієнта|id клієнта|зовнішній код|Kundennummer|Kunden-Nr|Kundennr" },
  { "created_at",
      "created at|created|created time|person created|organization created|created date|creation date|date "
      "created|create date|registered|registration date|"
      "date added|added|customer since|дата регистрации|дата создания|создан|дата добавления|добавлен|"
      "дата реєстрації|дата створення|створено|дата додавання|додано|erstellt|erstellt am|angelegt|"
      "angelegt am|Erstellungsdatum|Kunde seit|add time|person add time|organization add time|"
      "дата создания контакта|дата створення контакту" },
  { "language", "language|язык|мова|Sprache" },
  { "deleted", "is deleted" },
};

/* Headings that tables of products, places and categories have as well. */
static const Names shared[] = {
  { "name", "name|account|account name|title name|название|наименование|назва|найменування|Bezeichnung" },
};

/* Words that tell the target when they stand within a heading, and the content agrees. */
static const Names parts[] = {
  { "email", "email|e-mail|почта|пошта|имейл" },
  { "phone", "phone|telefon|телефон|mobile|mobil|handy|мобильн|мобільн|факс|telefax" },
  { "web", "website|webseite|web page|сайт" },
  { "birthday", "birth|рожден|народжен|geburt" },
};

static const char *const foreign_headings =
    "subject|body|stage name|service|service name|услуга|наименование услуги|послуга|назва послуги|"
    "product|product id|product name|product code|sku|article|unit price|sales price|list "
    "price|price|cost|quantity|qty|"
    "quantity per unit|units in stock|discount|order id|order|order number|order date|invoice|invoice number|"
    "opportunity id|opportunity|opportunity name|deal|deal stage|deal name|deal value|stage|pipeline|close "
    "date|"
    "close value|expected revenue|engage date|category id|category name|supplier id|series|in stock|barcode|"
    "товар|цена|ціна|количество|кількість|артикул|сумма|сума|заказ|замовлення|номер заказа|производитель|"
    "виробник|остаток|скидка|знижка|угода|сделка|этап|етап|склад|Produkt|Artikel|Artikelnummer|Preis|Menge|"
    "Anzahl|Bestellung|Bestellnummer|Rabatt|Lager|Auftrag|Rechnungsnummer";

static const char *const business_headings =
    "industry|sector|revenue|annual revenue|turnover|employees|number of employees|num employees|num emp|"
    "company industry|year established|founded|"
    "legal form|vat number|vat id|tax id|отрасль|сфера "
    "деятельности|выручка|сотрудников|инн|окпо|кпп|огрн|галузь|"
    "сфера діяльності|єдрпоу|іпн|кількість працівників|Branche|Umsatz|Mitarbeiter|Mitarbeiterzahl|USt-IdNr|"
    "Rechtsform";

/* Headings of numbers and pictures, which look like phones and web pages. */
static const char *const code_headings =
    "code|id|no|nr|№|n|ref|reference|issn|e-issn|isbn|ean|upc|passport|contract|contract number|iban|bank "
    "account|photo|photo "
    "url|photo path|picture|"
    "image|image url|avatar|logo|код|ид|номер договора|договор|паспорт|снилс|счет|расчетный счет|фото|"
    "фотография|картинка|изображение|аватар|логотип|номер договору|договір|рнокпп|рахунок|розрахунковий "
    "рахунок|"
    "світлина|зображення|Nummer|Vertragsnummer|Vertrag|Ausweis|Ausweisnummer|Konto|Kontonummer|Foto|Bild";

static const Names labels[] = {
  { "fax", "fax|факс" },
  { "pager", "pager|пейджер" },
  { "mobile", "переносн|mobil|cell|handy|моб|сотов|handphone" },
  { "home", "домадрес|коддом|home|privat|personal|домашн|особист|личн|городск" },
  { "work", "раб|роб|work|business|office|company|buro|geschaft|dienst|firma|рабоч|робоч|служеб|"
            "службов|офис|офіс" },
  { "other", "other|andere|weiter|друг|інш" },
};

static const Names services[] = {
  { "telegram", "telegram|телеграм" },
  { "viber", "viber|вайбер" },
  { "whatsapp", "whatsapp|ватсап|вацап" },
  { "skype", "skype|скайп" },
  { "instagram", "instagram|инстаграм|інстаграм" },
  { "facebook", "facebook|фейсбук" },
  { "signal", "signal" },
  { "linkedin", "linkedin" },
  { "twitter", "twitter" },
  { "vk", "vk|вконтакте" },
};

typedef struct
{
  const char *target;
  Names words;
} Choice;

static const Choice choices[] = {
  { "kind", { "person",
                "person|individual|private|private person|contact|human|контакт|физлицо|физ. лицо|физическое "
                "лицо|частное лицо|"
                "человек|фізособа|фіз. особа|фізична особа|приватна "
                "особа|людина|Privatperson|Privat|natürliche Person" } },
  { "kind",
      { "company",
          "company|organization|organisation|business|account|firm|corporate|юрлицо|юр. лицо|юридическое "
          "лицо|"
          "компания|организация|фирма|юрособа|юр. особа|юридична особа|компанія|організація|фірма|Firma|"
          "Unternehmen|Geschäft|juristische Person" } },
  { "status", { "lead", "lead|prospect|new|subscriber|marketing qualified lead|sales qualified "
                        "lead|лид|лід|новый|новий|потенциальный|потенційний|Interessent|neu" } },
  { "status", { "contact", "contact|contacted|opportunity|контакт|Kontakt" } },
  { "status",
      { "customer",
          "customer|client|buyer|evangelist|клиент|клієнт|покупатель|покупець|заказчик|замовник|Kunde" } },
  { "roles", { "customer", "customer|customers|client|clients|клиент|клиенты|клієнт|клієнти|покупатель|"
                           "покупець|Kunde|Kunden" } },
  { "roles", { "supplier", "supplier|suppliers|vendor|vendors|поставщик|поставщики|постачальник|"
                           "постачальники|Lieferant|Lieferanten" } },
  { "roles", { "carrier", "carrier|shipper|перевозчик|перевізник|Spediteur|Transporteur" } },
  { "roles", { "partner", "partner|partners|партнер|партнёр|партнёры|партнери" } },
};

typedef struct
{
  GHashTable *sure; /* key → target */
  GHashTable *shared;
  GHashTable *foreign;  /* set of keys */
  GHashTable *business; /* set of keys */
  GHashTable *codes;    /* set of keys */
  GHashTable *choices;  /* "kind:key" → word */
} Dictionary;

char *
crm_import_names_key (const char *heading)
{
  g_autofree char *fold = crm_text_fold (heading);
  GString *key = g_string_sized_new (strlen (fold));

  for (const char *p = fold; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (key, g_utf8_get_char (p));
  return g_string_free (key, FALSE);
}

static void
add_words (GHashTable *table, const char *prefix, const char *words, const char *value)
{
  g_auto (GStrv) all = g_strsplit (words, "|", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *key = crm_import_names_key (all[i]);
      g_hash_table_insert (table, g_strconcat (prefix, key, NULL), (gpointer)value);
    }
}

static const Dictionary *
get_dictionary (void)
{
  static gsize once = 0;
  static Dictionary dictionary;

  if (g_once_init_enter (&once))
    {
      dictionary.sure = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      dictionary.shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      dictionary.foreign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      dictionary.business = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      dictionary.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      dictionary.choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (sure); i++)
        {
          add_words (dictionary.sure, "", sure[i].headings, sure[i].target);
          /* Field names themselves, as our own export writes them. */
          if (strcmp (sure[i].target, "birth_day") != 0)
            add_words (dictionary.sure, "", sure[i].target, sure[i].target);
        }
      g_hash_table_remove (dictionary.sure, "name");
      for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
        add_words (dictionary.shared, "", shared[i].headings, shared[i].target);
      add_words (dictionary.foreign, "", foreign_headings, "");
      add_words (dictionary.business, "", business_headings, "");
      add_words (dictionary.codes, "", code_headings, "");
      for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
        {
          g_autofree char *prefix = g_strconcat (choices[i].target, ":", NULL);
          add_words (dictionary.choices, prefix, choices[i].words.headings, choices[i].words.target);
        }
      g_once_init_leave (&once, 1);
    }
  return &dictionary;
}

/* First of the tables of which a word is contained in the key. */
static const char *
find_part (const Names *tables, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (tables[i].headings, "|", -1);
      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *word = crm_import_names_key (words[j]);
          if (strstr (key, word) != NULL)
            return tables[i].target;
        }
    }
  return NULL;
}

/* "E-mail display name", "Phone type": something about an address, not the address. */
static gboolean
is_about_it (const char *key)
{
  static const char *const words[] = { "display", "type", "label", "optout", "count", "date", "status",
    "краткоеимя", "краткое2имя", "краткое3имя", "типэл", "тип2эл", "тип3эл", "angezeigt", "typ" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (key, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static char *
drop_digits (const char *key)
{
  GString *out = g_string_new (NULL);

  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* The heading in "Person - Name" and "Job title (contact)"; NULL when there is nothing beside it. Caller owns. of_person: a person's for sure. */
static char *
strip_beside (const char *heading, gboolean *of_person)
{
  static const char *const whose[] = { "Person - ", "Contact - ", "Lead - " };
  const char *bracket = strrchr (heading, '(');

  for (gsize i = 0; i < G_N_ELEMENTS (whose); i++)
    if (g_ascii_strncasecmp (heading, whose[i], strlen (whose[i])) == 0)
      {
        *of_person = TRUE;
        return g_strdup (heading + strlen (whose[i]));
      }
  return bracket > heading && g_str_has_suffix (heading, ")") ? g_strndup (heading, bracket - heading) : NULL;
}

/* The key of "Adresse" in that of "Contact address", of "Наименование" in that of "Наименование агента"; NULL when the
 * heading does not say whose it is. Caller owns. */
static char *
strip_whose (const char *key)
{
  static const char *const before[] = { "person", "contact", "lead", "client", "customer", "buyer", "guest",
    "patient", "student", "member", "company" };
  static const char *const after[] = { "клиента", "клієнта", "контакта", "контакту", "контрагента", "агента",
    "партнера", "покупателя", "покупця", "заказчика", "замовника", "поставщика", "постачальника", "пациента",
    "пацієнта", "ученика", "учня" };

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    if (g_str_has_prefix (key, before[i]) && key[strlen (before[i])] != '\0')
      return g_strdup (key + strlen (before[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
    if (g_str_has_suffix (key, after[i]) && strlen (key) > strlen (after[i]))
      return g_strndup (key, strlen (key) - strlen (after[i]));
  return NULL;
}

static const char *
find_whole (const char *heading, CrmImportSureness *sureness)
{
  const Dictionary *dictionary = get_dictionary ();
  g_autofree char *key = crm_import_names_key (heading);
  g_autofree char *bare = drop_digits (key);
  const char *target;

  *sureness = CRM_IMPORT_SURE;
  if ((target = g_hash_table_lookup (dictionary->sure, key)) != NULL ||
      (*bare != '\0' && (target = g_hash_table_lookup (dictionary->sure, bare)) != NULL))
    return target;
  *sureness = CRM_IMPORT_SURE_NAME;
  return g_hash_table_lookup (dictionary->shared, key);
}

const char *
crm_import_names_find (const char *heading, CrmImportSureness *sureness)
{
  g_autofree char *key = crm_import_names_key (heading);
  const char *target = find_whole (heading, sureness);
  gboolean of_person = FALSE;
  g_autofree char *inner = target == NULL ? strip_beside (heading, &of_person) : NULL;

  if (inner != NULL && (target = find_whole (inner, sureness)) != NULL && of_person)
    *sureness = CRM_IMPORT_SURE;
  if (target != NULL)
    return target;
  g_autofree char *rest = strip_whose (key);
  if (rest != NULL && (target = find_whole (rest, sureness)) != NULL)
    {
      *sureness = CRM_IMPORT_SURE;
      return target;
    }
  *sureness = CRM_IMPORT_SURE_PART;
  if (!is_about_it (key) && (target = find_part (parts, G_N_ELEMENTS (parts), key)) != NULL)
    return target;
  *sureness = CRM_IMPORT_SURE_NOT;
  return NULL;
}

const char *
crm_import_names_label (const char *text)
{
  g_autofree char *key = crm_import_names_key (text);
  return find_part (labels, G_N_ELEMENTS (labels), key);
}

const char *
crm_import_names_service (const char *heading)
{
  g_autofree char *key = crm_import_names_key (heading);
  return find_part (services, G_N_ELEMENTS (services), key);
}

gboolean
crm_import_names_is_foreign (const char *heading)
{
  g_autofree char *key = crm_import_names_key (heading);
  return g_hash_table_contains (get_dictionary ()->foreign, key);
}

gboolean
crm_import_names_is_business (const char *heading)
{
  g_autofree char *key = crm_import_names_key (heading);
  return g_hash_table_contains (get_dictionary ()->business, key);
}

gboolean
crm_import_names_is_code (const char *heading)
{
  g_autofree char *key = crm_import_names_key (heading);
  return g_hash_table_contains (get_dictionary ()->codes, key);
}

/* Short forms are taken in capitals only: they are words and names otherwise. */
gboolean
crm_import_names_is_company (const char *name)
{
  static const char *const forms[] = { "ТОВ", "ТзОВ", "ТЗОВ", "ООО", "ОАО", "ЗАО", "ПАО", "ПАТ", "ПрАТ",
    "GmbH", "AG", "KG", "OHG", "UG", "Ltd", "LTD", "Limited", "LLC", "LLP", "Inc", "INC", "Corp", "PLC",
    "SRL", "SARL", "BV", NULL };
  static const char *const first[] = { "АО", "АТ", "ПП", "КП", "ДП", "НВП", NULL };
  g_auto (GStrv) words = g_strsplit_set (name, " \t,.\"()", -1);
  gboolean begun = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (g_strv_contains (forms, words[i]) || (!begun && g_strv_contains (first, words[i])))
        return words[i + 1] != NULL || begun;
      begun = TRUE;
    }
  return FALSE;
}

const char *
crm_import_names_choice (const char *target, const char *text)
{
  g_autofree char *key = crm_import_names_key (text);
  g_autofree char *full = g_strconcat (target, ":", key, NULL);
  return g_hash_table_lookup (get_dictionary ()->choices, full);
}
