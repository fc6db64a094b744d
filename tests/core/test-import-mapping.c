/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-names.h"
#include "import/crm-import-row.h"

#include <string.h>

/* Tables of other programs and of spreadsheets in four languages: which field each column becomes, and what the
 * cells become. */

static CrmCsvTable *
make_table (const char *text)
{
  g_autoptr (GError) error = NULL;
  CrmCsvTable *table = crm_csv_table_new (g_strdup (text), &error);

  g_assert_no_error (error);
  return table;
}

typedef struct
{
  const char *path;
  const char *text;
  const char *layout;
  const char *entity;
  const char *targets; /* separated by blanks; "own" and "-" for none */
} Case;

static const Case cases[] = {
  { "english",
      "Full Name,Company,Job Title,Mobile,E-mail,Web Site,City,ZIP,Birthday,Notes\n"
      "Ann Lee,Acme,CEO,+15551234567,a@b.example,acme.example,Rome,00100,1990-01-31,x\n",
      NULL, "client", "name company position phone email web city postcode birthday notes" },
  { "ukrainian",
      "Прізвище;Ім'я;По батькові;Телефон;Ел. пошта;Місто;Дата народження;Відповідальний;Мітки\n"
      "Коваль;Олена;Іванівна;0671234567;a@b.example;Київ;24.08.1993;Петро;vip\n",
      NULL, "client", "last_name first_name middle_name phone email city birthday owner tags" },
  { "russian",
      "Фамилия;Имя;Отчество;Пол;Телефон;Дата рождения;Email;Дата регистрации;Код\n"
      "Кузьмина;Дэнна;Витальевна;2;7(9940)977-45-73;24.08.1993;a@b.example;27.03.2016;1\n",
      NULL, "client", "last_name first_name middle_name own phone birthday email created_at own" },
  { "russian-short",
      "ФИО;Моб. тел.;Эл. почта;Адрес;Комментарий\nПётр Щукин;89123456789;a@b.example;Тверь;x\n", NULL,
      "client", "name phone email street notes" },
  { "german",
      "Vorname;Nachname;Firma;Straße;PLZ;Ort;Land;Telefon geschäftlich;Handy;E-Mail-Adresse;Geburtsdatum\n"
      "Jürgen;Groß;Müller;Weg 3;90402;Nürnberg;DE;0911 123456;0171 1234567;j@g.example;24.12.1970\n",
      NULL, "client",
      "first_name last_name company street postcode city country phone phone email birthday" },
  { "german-name", "Name;Vorname;Telefon\nGroß;Jürgen;0911 123456\n", NULL, "client",
      "last_name first_name phone" },
  { "google-old",
      "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
      "Phone 1 - Value,Organization 1 - Name\n"
      "Ann Lee,Ann,Lee,* myContacts ::: VIP,* Work,a@b.example ::: c@d.example,Mobile,"
      "+15551234567 ::: +15551234568,Acme\n",
      "google", "client", "name first_name last_name tags label email label phone company" },
  { "google-new",
      "First Name,Last Name,File As,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,"
      "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Value\n"
      "Ann,Lee,,Acme,VIP,Work,a@b.example,Home,\"Weg 1, Rome\",Weg 1,Rome,http://acme.example\n",
      "google", "client", "first_name last_name - company tags label email - - street city web" },
  { "outlook",
      "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Home Street,Business Phone,"
      "Mobile Phone,E-mail Address,Birthday\n"
      "Mr.,Ann,Lee,Acme,CEO,Weg 1,Rome,,+15551234567,+15551234568,a@b.example,2/24/1993\n",
      "outlook", "client",
      "own first_name last_name company position street city street phone phone email birthday" },
  { "thunderbird",
      "First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Fax Number,Birth Year,"
      "Birth Month,Birth Day\nAnn,Lee,Ann Lee,a@b.example,,,,1990,1,31\n",
      "thunderbird", "client",
      "first_name last_name name email email phone phone birth_year birth_month birth_day" },
  { "salesforce",
      "ID,ISDELETED,NAME,BILLINGSTREET,BILLINGCITY,PHONE,OWNERID,CREATEDDATE,SYSTEMMODSTAMP,EXTRA_ID__C\n"
      "001x,false,Acme,Weg 1,Rome,(555) 123-4567,005x,2006-04-15T03:23:15.000Z,2006-04-15T03:23:15.000Z,"
      "4-203-974-0000\n",
      "salesforce", "client", "external_id deleted name street city phone - created_at - own" },
  { "chatwoot",
      "id,name,email,identifier,phone_number,ip_address\n1,Ann,a@b.example,x-1,+15551234567,10.0.0.1\n",
      "chatwoot", "client", "external_id name email own phone own" },
  { "no-header", "John Doe,John,Doe,john@doe.example\nJane Roe,Jane,Roe,jane@roe.example\n", NULL, "client",
      "name first_name last_name email" },
  { "by-content", "Имя клиента;Данные\nАнна;+380671234567\nПётр;+380671234568\n", NULL, "client",
      "name phone" },
  { "unknown-choice", "Name,Phone,Status\nAnn,5551234567,frozen\n", NULL, "client", "name phone own" },
  { "known-choice", "Name,Phone,Status\nAnn,5551234567,Lead\n", NULL, "client", "name phone status" },
  { "companies", "account,sector,revenue,employees,subsidiary_of\nAcme,it,1.5,10,\nBeta,it,2.5,20,Acme\n",
      NULL, "client", "name own own own company" },
  { "products", "product,series,sales_price\nGTX,G,550\n", NULL, NULL, "own own own" },
  { "products-russian", "Название;Цена;Описание;Активен\nКрем;700;x;1\nМыло;70;x;0\n", NULL, NULL,
      "name own notes own" },
  { "deals",
      "opportunity_id,sales_agent,product,account,deal_stage,close_date,close_value\n"
      "X1,Moses,GTX,Acme,Won,10/20/2016,1054\n",
      NULL, NULL, "own own own name own own own" },
  { "code-table", "Код;Название\n1;мужской\n2;женский\n", NULL, NULL, "own name" },
  { "dictionary",
      "accounts,,,,,\nname,phone,,product,price,\nx,,,,,\nproduct,series,price,deal,stage,account\n", NULL,
      NULL, "name own own own own own" },
  { "two-headers",
      "First Name,Last Name,Phone,Extra\nNPSP__FIRST__C,NPSP__LAST__C,NPSP__PHONE__C,NPSP__EXTRA__C\n", NULL,
      NULL, "first_name last_name own own" },
  { "pipedrive",
      "Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Mobile,Person - ID,Person "
      "- Owner\n"
      "Jane Doe,Acme,jane@acme.example,+1 212 555 0101,7,Bob\n",
      "pipedrive", "client", "name company email phone external_id owner" },
  { "hubspot",
      "Record ID,First Name,Last Name,Email,Lead Status,Associated Company,Lifecycle Stage\n"
      "51,Ann,Lee,a@b.example,NEW,Acme,customer\n52,Bob,Roe,b@b.example,NEW,,lead\n",
      "hubspot", "client", "external_id first_name last_name email own company status" },
  { "zoho",
      "Record Id,Contact Owner.id,First Name,Last Name,Account Name,Email,Mobile,Tag,Created Time\n"
      "zcrm_1,zcrm_2,Ann,Lee,Acme,a@b.example,+15551234567,vip,2021-06-16 16:00:43\n",
      "zoho", "client", "external_id own first_name last_name company email phone tags created_at" },
  { "amocrm",
      "ID;Тип;Наименование;Имя;Фамилия;Компания;Ближайшая задача;Рабочий телефон;Должность (контакт)\n"
      "1;контакт;Анна Петрова;Анна;Петрова;Вектор;нет;+79123456789;Закупщик\n"
      "2;компания;Вектор;;;;;+74951234567;\n",
      "amocrm", "client", "external_id kind name first_name last_name company own phone position" },
  { "bitrix24",
      "ID;Фамилия;Имя;Корпоративный сайт;Рабочий e-mail;Улица, номер дома;Тип контакта\n"
      "5;Кузнецова;Мария;https://k.example;m@k.example;Тверская, 1;Клиенты\n",
      "bitrix24", "client", "external_id last_name first_name web email street roles" },
  { "outlook-russian",
      "Имя;Фамилия;Улица (раб. адрес);Почтовый код (дом.);Телефон переносной;Адрес эл. почты;Тип эл. почты\n"
      "Иван;Сидоров;ул. Ленина 1;101000;8 (912) 345-67-89;i@r.example;SMTP\n",
      "outlook", "client", "first_name last_name street postcode phone email -" },
  { "outlook-german",
      "Vorname,Nachname,Firma,Straße geschäftlich,Land/Region geschäftlich,Ort privat,Telefon geschäftlich,"
      "Weiteres Telefon,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse,Geburtstag,"
      "Geschlecht,Jahrestag,Priorität,Privat\n"
      "Grit,Groß,Wald AG,Weg 1,Deutschland,Ulm,+49 221 123456,0171 5554499,g@g.example,SMTP,Grit Groß,"
      "h@g.example,0.0.00,Keine Angabe,0.0.00,Normal,Aus\n",
      "outlook", "client",
      "first_name last_name company street country city phone phone email - - email birthday - - - -" },
  { "thunderbird-german",
      "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Mobil-Tel.-Nr.,Privat: Ort,"
      "Dienstlich: PLZ,Geburtsjahr,Geburtsmonat,Geburtstag\n"
      "Ina,Groß,Ina Groß,i@g.example,030 123456,0170 1112223,Ulm,90402,1980,12,3\n",
      "thunderbird", "client",
      "first_name last_name name email phone phone city postcode birth_year birth_month birth_day" },
  { "thunderbird-russian",
      "Имя,Фамилия,Отображаемое имя,Адрес электронной почты,Альтернативный адрес электронной почты,"
      "Номер мобильного телефона,Город,Город (раб.),Год рождения,Месяц рождения,День рождения\n"
      "Анна,Ким,Анна Ким,a@r.example,,89123456789,Омск,Томск,1980,12,3\n",
      "thunderbird", "client",
      "first_name last_name name email email phone city city birth_year birth_month birth_day" },
  { "thunderbird-ukrainian",
      "Ім'я,Прізвище,Ім'я для показу,Альтернативна адреса електронної пошти,Номер пейджера,Вебсторінка 1,"
      "Рік народження,Місяць народження,День народження\n"
      "Анна,Кім,Анна Кім,a@u.example,,https://u.example,1980,12,3\n",
      "thunderbird", "client", "first_name last_name name email phone web birth_year birth_month birth_day" },
  { "google-photo",
      "First Name,Last Name,Photo,E-mail 1 - Label,E-mail 1 - Value,Website 1 - Value\n"
      "Ann,Lee,https://p.example/1,Work,a@b.example,http://acme.example\n",
      "google", "client", "first_name last_name - label email web" },
  { "codes-like-phones", "Код;Наименование;Телефон;ИНН\n00-00000012;Ромашка;+7 495 123-45-67;5902123456\n",
      NULL, "client", "own name phone own" },
  { "salesforce-report",
      "First Name,Last Name,Company / Account,Mailing State/Province,Mailing Zip/Postal Code,Phone\n"
      "Ann,Lee,Acme,TX,78767,(512) 757-6000\n",
      NULL, "client", "first_name last_name company region postcode phone" },
  { "phones-of-digits", "姓名,电话\n王小明,+86 138 0013 8000\n李丽,13900139000\n", NULL, "client",
      "name phone" },
  { "names-alone", "Name\nОлена\nІван\n", NULL, "client", "name" },
  { "codes", "Код;Наименование;Телефон\n000000012;Ромашка;(495) 123-45-67 доб. 12\n", NULL, "client",
      "own name phone" },
  { "whose",
      "Тип агента\tНаименование агента\tЭлектронная почта агента\tТелефон агента\tДиректор\tИНН\n"
      "ООО\tСтрой\ta@b.example\t+7 495 123-45-67\tПопов Вадим\t8880473721\n",
      NULL, "client", "own name email phone own own" },
  { "whose-english",
      "Sr. No.;Person Name;Organisation;Contact Title;Company City;Assigned Agent\n"
      "1;Ann Lee;Acme;Buyer;Rome;bob@ours.example\n",
      NULL, "client", "own name company position city owner" },
  { "company-parts", "companyname,companycity,companystate\nAcme,Boston,Massachusetts\n", NULL, "client",
      "company city region" },
  { "owner-email", "NAME,PHONE,OWNER:User-username\nAcme,5551234567,us@ours.example\n", NULL, "client",
      "name phone own" },
  { "salutations", "title,firstname,lastname\nMrs.,Ann,Lee\nMr,Bob,Roe\n", NULL, "client",
      "own first_name last_name" },
  { "short-headings", "first,last,address\nJohn,Doe,120 any st.\n", NULL, "client",
      "first_name last_name street" },
  { "first-and-last-by-content", "Иван;Иванов;+7 900 000 01 01\nАнна;Сидорова; +7 900 000 01 03\n", NULL,
      "client", "first_name last_name phone" },
  { "name-and-city-by-content", "Иванов Иван;Москва;+7 900 000 01 01\nПетрова Анна;Москва;+7 900 000 01 02\n",
      NULL, "client", "name own phone" },
  { "below-a-note",
      "Notes:\n\"Some addresses are missing, see the help\"\n\n"
      "First Name,Last Name,URL,Company\nAnn,Lee,https://l.example/ann,Acme\nBob,Roe,,Beta\n",
      NULL, "client", "first_name last_name web company" },
  { "journals", "TITLE,ABBR,ISSN,URL\nComputing Surveys,Comp. Surv.,0360-0300,http://a.example\n", NULL, NULL,
      "position own own web" },
  { "opportunities",
      "ID,ISDELETED,NAME,STAGENAME,AMOUNT,PROBABILITY\n006x,false,Acme - 600 Widgets,Closed Won,5.0,100.0\n",
      "salesforce", "client", "external_id deleted name own own own" },
  { "ours",
      "uid,name,phone,phone label,web,external_id,created_at\nx-1,Ann,BusinessPhone,work fax,web log,,\n",
      "clientele", "client", "uid name phone label web external_id created_at" },
  { "unknown-language",
      "Jméno;Město;Telefon\nŘehoř Šťastný;Plzeň;+420 601 123 456\nŽofie Malá;Brno;+420 601 123 457\n", NULL,
      "client", "name own phone" },
  { "type-is-role", "Name,Contact type,Phone\nA A,Clients,+441134960000\nB B,Suppliers,+441134960001\n", NULL,
      "client", "name roles phone" },
  { "type-is-kind", "Имя;Тип;Телефон\nАнна;Физлицо;89123456789\n", NULL, "client", "first_name kind phone" },
  { "ratings-beside", "Name;Phone;E-mail;Rating;Discount\nAnna Berg;0671112233;a@b.example;5;10,5\n", NULL,
      "client", "name phone email own own" },
};

static void
test_targets (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CrmCsvTable) table = make_table (c->text);
  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const CrmImportColumn *column = &mapping->columns[i];
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
          column->target != NULL ? column->target
          : column->own          ? "own"
                                 : "-");
    }
  g_assert_cmpstr (found->str, ==, c->targets);
  g_assert_cmpstr (mapping->layout, ==, c->layout);
  g_assert_cmpstr (mapping->entity, ==, c->entity);
  g_assert_cmpint (mapping->problem == NULL, ==, c->entity != NULL);
}

/* The n-th data record, read by the proposed mapping. */
static CrmImportRow *
read_row (const char *text, guint n)
{
  g_autoptr (CrmCsvTable) table = make_table (text);
  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  CrmCsvRecord record;

  for (guint i = 0; i <= n; i++)
    g_assert_true (crm_csv_reader_next (reader, &record));
  return crm_import_row_new (&record, table, mapping, NULL);
}

static char *
describe_addresses (const CrmImportRow *row)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < row->addresses->len; i++)
    {
      const CrmImportAddress *a = &g_array_index (row->addresses, CrmImportAddress, i);
      g_string_append_printf (
          out, "%s%s:%s=%s", i > 0 ? " " : "", a->kind, a->label != NULL ? a->label : "", a->value);
    }
  return g_string_free (out, FALSE);
}

static void
test_google_row (void)
{
  g_autoptr (CrmImportRow) row = read_row (cases[6].text, 0);
  g_autofree char *addresses = describe_addresses (row);

  g_assert_cmpuint (row->faults->len, ==, 0);
  g_assert_cmpuint (row->line, ==, 2);
  g_assert_cmpstr (crm_import_row_get_text (row, "name"), ==, "Ann Lee");
  g_assert_cmpstr (crm_import_row_get_text (row, "company"), ==, "Acme");
  g_assert_cmpstr (addresses, ==,
      "email:work=a@b.example email:work=c@d.example phone:mobile=+15551234567 "
      "phone:mobile=+15551234568");
  g_assert_cmpuint (g_strv_length (row->tags), ==, 1);
  g_assert_cmpstr (row->tags[0], ==, "VIP");
}

static void
test_phone_labels (void)
{
  g_autoptr (CrmImportRow) row =
      read_row ("Name,Phone\nAnn,\"+420601111222 (Work), +420601111223 (моб), +420601111224 (Ian)\"\n", 0);
  g_autofree char *addresses = describe_addresses (row);

  g_assert_cmpstr (
      addresses, ==, "phone:work=+420601111222 phone:mobile=+420601111223 phone:=+420601111224 (Ian)");
}

/* What we exported comes back as it was, words in the place of a number too. */
static void
test_ours (void)
{
  const char *text = "uid,name,phone,phone label,web,tags,external_id,created_at\n"
                     "x-1,Ann,BusinessPhone,work fax,web log,My Contacts,,\n"
                     "x-2,Bob,3.80671E+11,home,,,,\n";
  g_autoptr (CrmImportRow) row = read_row (text, 0);
  g_autofree char *addresses = describe_addresses (row);
  g_autoptr (CrmImportRow) rounded = read_row (text, 1);

  g_assert_cmpuint (row->faults->len, ==, 0);
  g_assert_cmpstr (addresses, ==, "phone:work fax=BusinessPhone web:=web log");
  g_assert_cmpstr (row->tags[0], ==, "My Contacts");
  g_assert_cmpuint (rounded->faults->len, ==, 1);
}

static void
test_names (void)
{
  g_autoptr (CrmImportRow) parts = read_row (cases[2].text, 0);
  g_assert_cmpstr (crm_import_row_get_text (parts, "name"), ==, "Дэнна Витальевна Кузьмина");
  g_assert_cmpstr (crm_import_row_get_text (parts, "birthday"), ==, "1993-08-24");
  g_assert_cmpstr (crm_import_row_get_text (parts, "kind"), ==, "person");
  g_assert_cmpint (
      crm_import_row_get (parts, "created_at")->v.integer, ==, G_GINT64_CONSTANT (1459036800000000));

  const char *mixed =
      "Name,Company,E-mail\nAnn,Acme,a@b.example\n,Acme,\n,,c@d.example\n,,\"\"\nNULL,N/A,-\n";
  g_autoptr (CrmImportRow) company = read_row (mixed, 1);
  g_assert_cmpstr (crm_import_row_get_text (company, "name"), ==, "Acme");
  g_assert_cmpstr (crm_import_row_get_text (company, "kind"), ==, "company");
  g_assert_null (crm_import_row_get (company, "company"));
  g_autoptr (CrmImportRow) email = read_row (mixed, 2);
  g_assert_cmpstr (crm_import_row_get_text (email, "name"), ==, "c@d.example");
  g_autoptr (CrmImportRow) nothing = read_row (mixed, 3);
  g_assert_cmpuint (nothing->line, ==, 6);
  g_assert_cmpuint (nothing->faults->len, ==, 1);

  /* What the name does not say of its parts is kept. */
  g_autoptr (CrmImportRow) called = read_row ("Display Name,First Name,Last Name\nMum,Anna,Lee\n", 0);
  g_assert_cmpstr (crm_import_row_get_text (called, "name"), ==, "Mum");
  g_assert_cmpstr (crm_import_row_get_text (called, "notes"), ==, "Anna Lee");
  const char *customers =
      "Клієнт;Телефон\nТОВ «Сонце»;0441112233\nSonne GmbH;030 112233\nАнна Тов;0441112234\n"
      "ФОП Сич;0441112235\n";
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (CrmImportRow) customer = read_row (customers, i);
      g_assert_cmpstr (crm_import_row_get_text (customer, "kind"), ==, i < 2 ? "company" : "person");
    }

  g_autoptr (CrmImportRow) born = read_row (cases[9].text, 0);
  g_assert_cmpstr (crm_import_row_get_text (born, "birthday"), ==, "1990-01-31");
}

static void
test_postal (void)
{
  g_autoptr (CrmImportRow) row =
      read_row ("Full Name,Home Address,Home Address 2,Home City,Home Zip,Work Address,Work City\n"
                "Ann Lee,Weg 1,Floor 2,Rome,00100,Via 3,Milan\n"
                "Bob Roe,,,,,Via 3,Milan\n",
          0);
  g_assert_cmpstr (crm_import_row_get_text (row, "street"), ==, "Weg 1, Floor 2");
  g_assert_cmpstr (crm_import_row_get_text (row, "city"), ==, "Rome");
  g_assert_cmpstr (crm_import_row_get_text (row, "postcode"), ==, "00100");
  g_assert_cmpstr (
      crm_import_row_get_text (row, "notes"), ==, "Further address (Work Address): Via 3, Milan");
}

static void
test_faults (void)
{
  const char *text = "Name,Phone,E-mail,Birthday\n"
                     "Ann,5551234567,a@b.example,03/04/2020\n"
                     "Bob,3.80671E+11,b@b.example,05/06/2020\n"
                     "Eve,5551234567,e@e@e,1990-01-31\n"
                     "Joe,1,2,3,4,5\n";
  g_autoptr (CrmImportRow) ambiguous = read_row (text, 0);
  g_assert_cmpuint (ambiguous->faults->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (ambiguous->faults, 0), "Birthday: "));
  g_autoptr (CrmImportRow) rounded = read_row (text, 1);
  g_assert_cmpuint (rounded->faults->len, ==, 2);
  g_autoptr (CrmImportRow) email = read_row (text, 2);
  g_assert_cmpuint (email->faults->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (email->faults, 0), "e@e@e"));
  g_autoptr (CrmImportRow) wide = read_row (text, 3);
  g_assert_cmpuint (wide->faults->len, ==, 1);
  g_assert_null (crm_import_row_get (wide, "name"));

  /* One day behind the twelfth tells how the whole column is written. */
  g_autoptr (CrmImportRow) told =
      read_row ("Name,Phone,Birthday\nAnn,5551234567,03/04/2020\nBob,1234567,12/31/1999\n", 0);
  g_assert_cmpuint (told->faults->len, ==, 0);
  g_assert_cmpstr (crm_import_row_get_text (told, "birthday"), ==, "2020-03-04");

  g_autoptr (CrmImportRow) dotted = read_row ("Ім'я;Телефон;День народження\nОля;0501234567;3.4.1991\n", 0);
  g_assert_cmpuint (dotted->faults->len, ==, 0);
  g_assert_cmpstr (crm_import_row_get_text (dotted, "birthday"), ==, "1991-04-03");
  g_autoptr (CrmImportRow) no_day =
      read_row ("Name,Phone,Birthday\nAnn,5551234567,0/0/00\nBob,1,1/31/1990\n", 0);
  g_assert_cmpuint (no_day->faults->len, ==, 0);
  g_assert_null (crm_import_row_get (no_day, "birthday"));

  g_autoptr (CrmImportRow) dotted_none =
      read_row ("Name,Phone,Geburtstag\nAnn,5551234567,0.0.00\nBob,1,31.1.1990\n", 0);
  g_assert_cmpuint (dotted_none->faults->len, ==, 0);

  g_autoptr (CrmImportRow) deleted = read_row ("ID,ISDELETED,NAME\n1,true,Acme\n2,false,Beta\n", 0);
  g_assert_cmpuint (deleted->faults->len, ==, 1);
  g_autoptr (CrmImportRow) kept = read_row ("ID,ISDELETED,NAME\n1,true,Acme\n2,false,Beta\n", 1);
  g_assert_cmpuint (kept->faults->len, ==, 0);
  g_assert_cmpstr (crm_import_row_get_text (kept, "external_id"), ==, "salesforce:2");
}

static void
test_own_fields (void)
{
  g_autoptr (CrmCsvTable) table = make_table ("Full Name,Rating,Share,Active,Member since when,Budget,Door\n"
                                              "Ann Lee,5,\"1,5\",yes,24.12.1999,€ 300,007\n"
                                              "Bob Roe,7,2,no,25.12.1999,€ 12.50,042\n");
  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);
  static const CrmKind kinds[] = { CRM_KIND_TEXT, CRM_KIND_INTEGER, CRM_KIND_REAL, CRM_KIND_BOOLEAN,
    CRM_KIND_DATE, CRM_KIND_MONEY, CRM_KIND_TEXT };

  for (guint i = 1; i < mapping->n_columns; i++)
    {
      g_assert_true (mapping->columns[i].own);
      g_assert_cmpint (mapping->columns[i].own_kind, ==, kinds[i]);
    }
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  CrmCsvRecord record;
  g_assert_true (crm_csv_reader_next (reader, &record));
  g_autoptr (CrmImportRow) row = crm_import_row_new (&record, table, mapping, NULL);
  g_assert_cmpuint (row->faults->len, ==, 0);
  g_assert_cmpuint (row->own->len, ==, 6);
  g_assert_cmpfloat (g_array_index (row->own, CrmImportOwn, 1).value.v.real, ==, 1.5);
  g_assert_cmpint (g_array_index (row->own, CrmImportOwn, 4).value.v.money.minor, ==, 30000);
  g_assert_cmpstr (g_array_index (row->own, CrmImportOwn, 5).value.v.text, ==, "007");
}

static void
test_set (void)
{
  g_autoptr (CrmCsvTable) table = make_table ("alpha,beta\nfoo,bar\nx,y\n");
  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);

  g_assert_nonnull (mapping->problem);
  g_assert_true (crm_import_mapping_set (mapping, table, 0, "name"));
  g_assert_cmpstr (mapping->entity, ==, "client");
  g_assert_null (mapping->problem);
  g_assert_true (mapping->columns[1].own);
  g_assert_true (crm_import_mapping_set (mapping, table, 1, NULL));
  g_assert_false (mapping->columns[1].own);
  g_assert_true (crm_import_mapping_set (mapping, table, 1, "own"));
  g_assert_true (mapping->columns[1].own);
  g_assert_false (crm_import_mapping_set (mapping, table, 1, "no_such_field"));
  g_autoptr (CrmImportMapping) copy = crm_import_mapping_copy (mapping);
  g_assert_cmpstr (copy->columns[0].target, ==, "name");
}

static void
assert_list (GStrv list, const char *expected)
{
  g_auto (GStrv) owned = list;
  g_assert_nonnull (owned);
  g_autofree char *joined = g_strjoinv ("|", owned);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  gboolean yes;

  assert_list (crm_import_value_phones ("7(9940)977-45-73\302\240", NULL), "7(9940)977-45-73");
  assert_list (crm_import_value_phones ("=\"0671234567\"", NULL), "0671234567");
  assert_list (crm_import_value_phones ("034441/ 2 22 67", NULL), "034441/ 2 22 67");
  assert_list (crm_import_value_phones ("034441/22267; 030/1234567", NULL), "034441/22267|030/1234567");
  assert_list (crm_import_value_phones ("x/+; 044 1234567", NULL), "x/+; 044 1234567");
  assert_list (crm_import_value_phones ("'+380671234567;", NULL), "+380671234567");
  assert_list (crm_import_value_phones ("044 123-45-67, 067 123 45 67", NULL), "044 123-45-67|067 123 45 67");
  assert_list (crm_import_value_phones ("044 123-45-67/68", NULL), "044 123-45-67/68");
  assert_list (
      crm_import_value_phones ("+7 (495) 913-11-11 (доб. 0792)", NULL), "+7 (495) 913-11-11 (доб. 0792)");
  assert_list (crm_import_value_phones ("+380671234569 (моб) +380441234569", NULL),
      "+380671234569 (моб)|+380441234569");
  assert_list (crm_import_value_phones ("89123456789 89123456780", NULL), "89123456789|89123456780");
  assert_list (crm_import_value_phones ("8 912 345 67 89", NULL), "8 912 345 67 89");
  assert_list (crm_import_value_phones ("79123456780.0", NULL), "79123456780");
  assert_list (crm_import_value_phones ("phone: +7 (922) 849-91-96", NULL), "+7 (922) 849-91-96");
  assert_list (
      crm_import_value_phones ("тел. 067 123 45 67; моб.: 0501112233", NULL), "067 123 45 67|0501112233");
  assert_list (crm_import_value_phones ("немає", NULL), "");
  g_assert_null (crm_import_value_phones ("see notes", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_list (crm_import_value_emails ("Ann Lee <ann@lee.example>", NULL), "ann@lee.example");
  assert_list (crm_import_value_emails ("a@b.example; c@d.example e@f", NULL), "a@b.example|c@d.example|e@f");
  assert_list (crm_import_value_emails ("名無し@host.example", NULL), "名無し@host.example");
  assert_list (crm_import_value_emails ("mailto:o'neil@b.example.", NULL), "o'neil@b.example");
  g_assert_null (crm_import_value_emails ("a@", NULL));
  g_assert_null (crm_import_value_emails ("a..b@c.example", NULL));
  g_assert_null (crm_import_value_emails ("none of your business", NULL));
  g_autofree char *url = crm_import_value_url (" www.acme.example/x ", NULL);
  g_assert_cmpstr (url, ==, "www.acme.example/x");
  g_autofree char *linked = crm_import_value_url ("Our page#http://acme.example/x#", NULL);
  g_assert_cmpstr (linked, ==, "http://acme.example/x");
  g_assert_null (crm_import_value_url ("call us", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (crm_import_value_boolean ("Так", &yes) && yes);
  g_assert_true (crm_import_value_boolean ("NEIN", &yes) && !yes);
  g_assert_true (crm_import_value_boolean ("1", &yes) && yes);
  g_assert_false (crm_import_value_boolean ("maybe", &yes));
  assert_list (crm_import_value_split ("vip, опт;b2b|x ::: y"), "vip|опт|b2b|x|y");
}

static void
test_typed (void)
{
  static const struct
  {
    CrmKind kind;
    const char *cell;
    char decimal_sign;
    const char *expected; /* NULL: an error */
  } typed[] = {
    { CRM_KIND_INTEGER, "1 234", 0, "1234" },
    { CRM_KIND_INTEGER, "1\302\240234\302\240567", 0, "1234567" },
    { CRM_KIND_INTEGER, "-5", 0, "-5" },
    { CRM_KIND_INTEGER, "100.0", 0, "100" },
    { CRM_KIND_INTEGER, "1.5", 0, NULL },
    { CRM_KIND_INTEGER, "10.0.0.1", 0, NULL },
    { CRM_KIND_INTEGER, "12abc", 0, NULL },
    { CRM_KIND_REAL, "1.234,5", 0, "1234.5" },
    { CRM_KIND_REAL, "1,234.5", 0, "1234.5" },
    { CRM_KIND_REAL, "1,234", ',', "1.234" },
    { CRM_KIND_REAL, "1,234", '.', "1234" },
    { CRM_KIND_MONEY, "1 200,50 грн", 0, "120050 UAH" },
    { CRM_KIND_MONEY, "12.5", 0, "1250 EUR" },
    { CRM_KIND_DATE, "24.08.1993", 0, "1993-08-24" },
    { CRM_KIND_DATE, "03/04/2020", 0, NULL },
    { CRM_KIND_INSTANT, "24.08.1993 10:15", 0, "746187300000000" },
    { CRM_KIND_INSTANT, "2006-04-15T03:23:15.000Z", 0, "1145071395000000" },
    { CRM_KIND_BOOLEAN, "да", 0, "1" },
    { CRM_KIND_BOOLEAN, "2", 0, NULL },
    { CRM_KIND_TEXT, " x ", 0, "x" },
    { CRM_KIND_TEXT, "NULL", 0, "" },
    { CRM_KIND_EMAIL, "a@b.example, c@d.example", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_auto (CrmValue) value = CRM_VALUE_INIT;
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;
      CrmImportReading reading = { .decimal_sign = typed[i].decimal_sign, .currency = "EUR" };
      gboolean read = crm_import_value_read (typed[i].kind, typed[i].cell, &reading, &value, &error);

      g_test_message ("%s", typed[i].cell);
      g_assert_cmpint (read, ==, error == NULL);
      if (!read)
        {
          g_assert_null (typed[i].expected);
          continue;
        }
      if (value.type == CRM_VALUE_INTEGER)
        found = g_strdup_printf ("%" G_GINT64_FORMAT, value.v.integer);
      else if (value.type == CRM_VALUE_REAL)
        found = g_strdup_printf ("%g", value.v.real);
      else if (value.type == CRM_VALUE_MONEY)
        found = g_strdup_printf ("%" G_GINT64_FORMAT " %s", value.v.money.minor, value.v.money.currency);
      else
        found = g_strdup (value.type == CRM_VALUE_TEXT ? value.v.text : "");
      g_assert_cmpstr (found, ==, typed[i].expected);
    }
}

static void
test_labels (void)
{
  g_assert_cmpstr (crm_import_names_label ("Home Fax"), ==, "fax");
  g_assert_cmpstr (crm_import_names_label ("Мобільний"), ==, "mobile");
  g_assert_cmpstr (crm_import_names_label ("рабочий"), ==, "work");
  g_assert_null (crm_import_names_label ("Phone 2"));
  g_assert_cmpstr (crm_import_names_choice ("kind", "Юр. лицо"), ==, "company");
  g_assert_cmpstr (crm_import_names_choice ("roles", "Постачальник"), ==, "supplier");
  g_assert_null (crm_import_names_choice ("status", "frozen"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-mapping/targets/", cases[i].path, NULL);
      g_test_add_data_func (path, &cases[i], test_targets);
    }
  g_test_add_func ("/import-mapping/google-row", test_google_row);
  g_test_add_func ("/import-mapping/phone-labels", test_phone_labels);
  g_test_add_func ("/import-mapping/ours", test_ours);
  g_test_add_func ("/import-mapping/names", test_names);
  g_test_add_func ("/import-mapping/postal", test_postal);
  g_test_add_func ("/import-mapping/faults", test_faults);
  g_test_add_func ("/import-mapping/own-fields", test_own_fields);
  g_test_add_func ("/import-mapping/set", test_set);
  g_test_add_func ("/import-mapping/values", test_values);
  g_test_add_func ("/import-mapping/typed", test_typed);
  g_test_add_func ("/import-mapping/labels", test_labels);
  return g_test_run ();
}
