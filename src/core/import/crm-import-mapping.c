/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-mapping.h"
#include "import/crm-import-content.h"
#include "import/crm-import-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Proposes what the columns of a table are for: headings first, then what the cells look like, then what the columns
 * mean together (known layouts, whether it is a table of clients at all). No state; any thread. */

static const char *const targets[] = { "name", "first_name", "middle_name", "last_name", "kind", "company",
  "position", "status", "roles", "source", "phone", "email", "web", "handle", "street", "city", "region",
  "postcode", "country", "birthday", "birth_year", "birth_month", "birth_day", "language", "interests",
  "notes", "owner", "tags", "uid", "external_id", "created_at", "label", "deleted", NULL };

const char *const *
crm_import_mapping_targets (void)
{
  return targets;
}

static void
ignore (CrmImportColumn *column)
{
  column->target = NULL;
  column->ignored = TRUE;
}

static const char *
intern_target (const char *target)
{
  for (gsize i = 0; targets[i] != NULL; i++)
    if (strcmp (targets[i], target) == 0)
      return targets[i];
  return NULL;
}

gboolean
crm_import_target_is_multiple (const char *target)
{
  static const char *const multiple[] = { "phone", "email", "web", "handle", "notes", "interests", "tags",
    "roles", "street", "label", NULL };
  return g_strv_contains (multiple, target);
}

static gboolean
is_address (const char *target)
{
  static const char *const address[] = { "street", "city", "region", "postcode", "country", NULL };
  return target != NULL && g_strv_contains (address, target);
}

static gboolean
has_target (const CrmImportMapping *self, const char *target)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (self->columns[i].target, target) == 0)
      return TRUE;
  return FALSE;
}

static int
find_key (char **keys, guint n, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (keys[i], key) == 0)
      return (int)i;
  return -1;
}

/* Programs known by headings that only they write. */
static const char *
find_layout (char **keys, guint n)
{
  static const struct
  {
    const char *layout;
    const char *keys[4];
  } layouts[] = {
    { "clientele", { "uid", "externalid", "createdat" } },
    { "google", { "email1value" } },
    { "google", { "givenname", "familyname", "groupmembership" } },
    { "google", { "phone1value" } },
    { "thunderbird", { "primaryemail", "displayname" } },
    { "thunderbird", { "primaryemail", "firstname", "lastname" } },
    { "outlook", { "emailaddress", "businessphone" } },
    { "outlook", { "emailaddress", "email2address" } },
    { "outlook", { "businessstreet", "homestreet" } },
    { "outlook", { "emailadresse", "emailtyp" } },
    { "outlook", { "strassegeschaftlich", "strasseprivat" } },
    { "outlook", { "адресэлпочты", "телефонпереносной" } },
    { "outlook", { "адресэлпочты", "краткоеимяэлпочты" } },
    { "thunderbird", { "primareemailadresse", "anzeigename" } },
    { "thunderbird", { "альтернативныйадресэлектроннойпочты", "отображаемоеимя" } },
    { "thunderbird", { "альтернативнаадресаелектронноїпошти", "номерпейджера" } },
    { "salesforce", { "id", "isdeleted" } },
    { "salesforce", { "systemmodstamp" } },
    { "salesforce", { "ownerid", "createdbyid" } },
    { "chatwoot", { "identifier", "phonenumber", "email" } },
    { "pipedrive", { "personname", "personid" } },
    { "pipedrive", { "organizationname", "organizationid" } },
    { "hubspot", { "recordid", "lifecyclestage" } },
    { "zoho", { "recordid", "contactownerid" } },
    { "zoho", { "recordid", "leadownerid" } },
    { "zoho", { "recordid", "accountownerid" } },
    { "amocrm", { "id", "ближайшаязадача" } },
    { "bitrix24", { "id", "корпоративныйсайт" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      gboolean all = TRUE;
      for (gsize j = 0; j < 4 && layouts[i].keys[j] != NULL; j++)
        all = all && find_key (keys, n, layouts[i].keys[j]) >= 0;
      if (all)
        return layouts[i].layout;
    }
  return NULL;
}

/* "E-mail 1 - Type" tells the kind of "E-mail 1 - Value". */
static void
pair_labels (CrmImportMapping *self, char **keys)
{
  static const char *const endings[] = { "type", "label" };

  for (guint i = 0; i < self->n_columns; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (endings); j++)
      {
        if (!g_str_has_suffix (keys[i], endings[j]))
          continue;
        g_autofree char *stem = g_strndup (keys[i], strlen (keys[i]) - strlen (endings[j]));
        if (stem[0] == '\0')
          continue;
        g_autofree char *value_key = g_strconcat (stem, "value", NULL);
        int value = find_key (keys, self->n_columns, value_key);
        g_autofree char *street = g_strconcat (stem, "street", NULL);
        if (value < 0 && find_key (keys, self->n_columns, stem) >= 0)
          value = find_key (keys, self->n_columns, stem);
        if (value >= 0 && self->columns[value].target != NULL &&
            (strcmp (self->columns[value].target, "phone") == 0 ||
                strcmp (self->columns[value].target, "email") == 0 ||
                strcmp (self->columns[value].target, "handle") == 0 ||
                strcmp (self->columns[value].target, "web") == 0))
          {
            self->columns[i] = (CrmImportColumn){ .target = "label", .label_of = value, .group = "" };
          }
        else if (find_key (keys, self->n_columns, street) >= 0)
          ignore (&self->columns[i]);
      }
}

static const char *
find_group (const char *key)
{
  static const struct
  {
    const char *word;
    const char *group;
  } words[] = {
    { "billing", "billing" },
    { "rechnung", "billing" },
    { "юрид", "billing" },
    { "shipping", "shipping" },
    { "liefer", "shipping" },
    { "достав", "shipping" },
    { "mailing", "mailing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (key, words[i].word) != NULL)
      return words[i].group;
  /* "Address 2 - City", but not "Address 2": that is the second line of one. */
  if (g_str_has_prefix (key, "address") && g_ascii_isdigit (key[7]) && strlen (key) > 8)
    return key[7] == '1' ? "1" : key[7] == '2' ? "2" : "3";
  const char *label = crm_import_names_label (key);
  return label != NULL ? label : "";
}

/* Columns that only say "City" beside "Home address" belong to that address. */
static void
merge_groups (CrmImportMapping *self)
{
  const char *named = NULL;

  for (guint i = 0; i < self->n_columns && named == NULL; i++)
    if (is_address (self->columns[i].target) && self->columns[i].group[0] != '\0')
      named = self->columns[i].group;
  if (named == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    for (guint j = 0; j < self->n_columns; j++)
      if (is_address (self->columns[i].target) && is_address (self->columns[j].target) &&
          self->columns[i].group[0] == '\0' && strcmp (self->columns[j].group, named) == 0 &&
          strcmp (self->columns[i].target, self->columns[j].target) == 0)
        return;
  for (guint i = 0; i < self->n_columns; i++)
    if (is_address (self->columns[i].target) && self->columns[i].group[0] == '\0')
      self->columns[i].group = named;
}

static void
map_by_heading (CrmImportMapping *self, CrmCsvTable *table, char **keys, CrmImportSureness *sureness)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *heading = crm_csv_table_get_heading (table, i);
      CrmImportColumn *column = &self->columns[i];
      const CrmImportContent content = crm_import_content_measure (table, i);
      const char *named = crm_import_names_find (heading, &sureness[i]);
      const char *target = named != NULL ? crm_import_content_choose (&content, named) : NULL;

      /* What we wrote ourselves is what its heading says. */
      gboolean ours = g_strcmp0 (self->layout, "clientele") == 0 && sureness[i] != CRM_IMPORT_SURE_PART;
      if (target == NULL ||
          (!ours && !crm_import_content_agrees (&content, target, sureness[i] == CRM_IMPORT_SURE_PART)))
        {
          sureness[i] = CRM_IMPORT_SURE_NOT;
          continue;
        }
      column->target = intern_target (target);
      if (strcmp (target, "phone") == 0 || strcmp (target, "email") == 0)
        column->label = crm_import_names_label (heading);
      else if (strcmp (target, "handle") == 0)
        column->label = crm_import_names_service (heading);
      else if (is_address (target))
        column->group = find_group (keys[i]);
    }
}

/* "Owner e-mail": somebody of ours. */
static gboolean
is_of_owner (const char *heading)
{
  static const char *const owners[] = { "owner", "assigned", "createdby", "ответственн", "відповідальн" };
  g_autofree char *key = crm_import_names_key (heading);

  for (gsize i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_str_has_prefix (key, owners[i]))
      return TRUE;
  return FALSE;
}

/* Columns that another program added for itself are called like "ORACLE_ID__C". */
static gboolean
is_added_name (const char *heading)
{
  return g_str_has_suffix (heading, "__C") || g_str_has_suffix (heading, "__c");
}

/* Columns without a known heading, by what their cells look like. */
static void
map_by_content (CrmImportMapping *self, CrmCsvTable *table)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      CrmImportColumn *column = &self->columns[i];
      if (column->target != NULL || crm_import_names_is_foreign (crm_csv_table_get_heading (table, i)) ||
          is_of_owner (crm_csv_table_get_heading (table, i)))
        continue;
      /* Such columns are codes, whatever they look like. */
      if (column->ignored || is_added_name (crm_csv_table_get_heading (table, i)))
        continue;
      const CrmImportContent content = crm_import_content_measure (table, i);
      const char *target = crm_import_content_target (&content);
      if (target != NULL && strcmp (target, "email") != 0 && crm_csv_table_has_header (table) &&
          (crm_import_names_is_code (crm_csv_table_get_heading (table, i)) ||
              crm_import_names_is_business (crm_csv_table_get_heading (table, i))))
        target = NULL;
      if (target != NULL)
        {
          column->target = intern_target (target);
          column->guessed = TRUE;
        }
    }
}

static gboolean
may_be_name (const CrmImportMapping *self, CrmCsvTable *table, guint column)
{
  const char *heading = crm_csv_table_get_heading (table, column);

  return self->columns[column].target == NULL && !self->columns[column].ignored &&
         (!crm_csv_table_has_header (table) ||
             (!crm_import_names_is_foreign (heading) && !crm_import_names_is_business (heading)));
}

/* A table without known headings: the first column of names is the name; the two whose words make it up are its parts. */
static void
map_names_by_content (CrmImportMapping *self, CrmCsvTable *table)
{
  int name = -1;

  for (guint i = 0; i < self->n_columns && name < 0; i++)
    {
      const CrmImportContent content = crm_import_content_measure (table, i);
      if (may_be_name (self, table, i) && content.n_filled > 0 &&
          content.looks[CRM_IMPORT_LOOK_PERSON] * 10 >= content.n_filled * 6)
        name = (int)i;
    }
  for (guint i = 0; i < self->n_columns && name < 0; i++)
    {
      const CrmImportContent content = crm_import_content_measure (table, i);
      guint words = content.looks[CRM_IMPORT_LOOK_PERSON] + content.looks[CRM_IMPORT_LOOK_TEXT] -
                    content.n_mostly_digits;
      if (may_be_name (self, table, i) && content.n_filled > 0 && words * 10 >= content.n_filled * 9)
        name = (int)i;
    }
  /* "Anna; Berg": one word in each of two columns. */
  for (guint i = 0;
       !crm_csv_table_has_header (table) && i + 1 < self->n_columns && (name < 0 || i <= (guint)name); i++)
    if (may_be_name (self, table, i) && may_be_name (self, table, i + 1) &&
        crm_import_content_are_words (table, i) && crm_import_content_are_words (table, i + 1))
      {
        self->columns[i].target = "first_name";
        self->columns[i + 1].target = "last_name";
        self->columns[i].guessed = self->columns[i + 1].guessed = TRUE;
        return;
      }
  if (name < 0)
    return;
  self->columns[name].target = "name";
  self->columns[name].guessed = TRUE;
  for (guint i = 0; i + 1 < self->n_columns; i++)
    if (self->columns[i].target == NULL && self->columns[i + 1].target == NULL &&
        crm_import_content_are_parts (table, (guint)name, i, i + 1))
      {
        self->columns[i].target = "first_name";
        self->columns[i + 1].target = "last_name";
        self->columns[i].guessed = self->columns[i + 1].guessed = TRUE;
        return;
      }
}

/* Outlook writes into every line that it does not know the gender. */
static gboolean
says_nothing (CrmCsvTable *table, guint column)
{
  static const char *const words[] = { "", "Unspecified", "Keine Angabe", "Не определено", "Не визначено",
    "Не вказано", NULL };
  const char *cell;

  for (guint i = 0; (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
    if (!g_strv_contains (words, cell))
      return FALSE;
  return TRUE;
}

/* What headings mean beside others. */
static void
apply_layout (CrmImportMapping *self, CrmCsvTable *table, char **keys)
{
  static const char *const inner_salesforce[] = { "masterrecordid", "parentid", "ownerid", "createdbyid",
    "lastmodifieddate", "lastmodifiedbyid", "systemmodstamp", "accountid", "lastvieweddate",
    "lastreferenceddate", "photourl", NULL };
  /* What only Outlook itself makes use of. */
  static const char *const inner_outlook[] = { "emailtype", "email2type", "email3type", "emaildisplayname",
    "email2displayname", "email3displayname", "priority", "private", "sensitivity", "internetfreebusy",
    "directoryserver", "emailtyp", "email2typ", "email3typ", "emailangezeigtername", "email2angezeigtername",
    "email3angezeigtername", "prioritat", "privat", "vertraulichkeit", "internetfreigebucht", "типэлпочты",
    "тип2элпочты", "тип3элпочты", "краткоеимяэлпочты", "краткое2имяэлпочты", "краткое3имяэлпочты", "важность",
    "частное", "пометка", "сведенияодоступностивинтернете", "серверкаталогов", NULL };
  static const char *const genders[] = { "gender", "geschlecht", "пол", "стать", NULL };
  static const char *const birth_days[] = { "birthday", "geburtstag", "деньрождения", "деньнародження" };
  static const char *const ids[] = { "id", "recordid", "personid", "organizationid" };
  guint n = self->n_columns;
  int id = -1;

  for (gsize i = 0; i < G_N_ELEMENTS (ids) && id < 0; i++)
    id = find_key (keys, n, ids[i]);
  if (self->layout != NULL && id >= 0 && strcmp (self->layout, "clientele") != 0)
    {
      for (guint i = 0; i < n; i++)
        if (g_strcmp0 (self->columns[i].target, "external_id") == 0)
          self->columns[i].target = NULL;
      self->columns[id].target = "external_id";
    }
  if (g_strcmp0 (self->layout, "salesforce") == 0)
    for (guint i = 0; i < n; i++)
      if (g_strv_contains (inner_salesforce, keys[i]))
        ignore (&self->columns[i]);
  if (g_strcmp0 (self->layout, "outlook") == 0)
    for (guint i = 0; i < n; i++)
      if (g_strv_contains (inner_outlook, keys[i]))
        ignore (&self->columns[i]);
  for (guint i = 0; g_strcmp0 (self->layout, "outlook") == 0 && i < n; i++)
    if (g_strv_contains (genders, keys[i]) && says_nothing (table, i))
      ignore (&self->columns[i]);
  /* A picture's address leads to nobody else's screen. */
  int photo = find_key (keys, n, "photo");
  if (photo >= 0 && g_strcmp0 (self->layout, "google") == 0)
    ignore (&self->columns[photo]);
  /* The stage of life says more than what became of the first call. */
  int life = find_key (keys, n, "lifecyclestage"), lead = find_key (keys, n, "leadstatus");
  if (life >= 0 && lead >= 0 && g_strcmp0 (self->columns[life].target, "status") == 0)
    self->columns[lead].target = NULL;
  /* Beside people, an account is their company. */
  int account = find_key (keys, n, "accountname");
  if (account >= 0 && has_target (self, "first_name") && has_target (self, "last_name") &&
      g_strcmp0 (self->columns[account].target, "name") == 0)
    self->columns[account].target = "company";

  /* Both a salutation and a job are called "Title". */
  int title = find_key (keys, n, "title");
  if (title >= 0 && (find_key (keys, n, "jobtitle") >= 0 || find_key (keys, n, "position") >= 0))
    self->columns[title].target = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (birth_days) && has_target (self, "birth_month"); i++)
    {
      int birth_day = find_key (keys, n, birth_days[i]);
      if (birth_day >= 0)
        self->columns[birth_day].target = "birth_day";
    }
  int file_as = find_key (keys, n, "fileas");
  if (file_as >= 0 && has_target (self, "first_name"))
    ignore (&self->columns[file_as]);
  /* Where "lastname" has the family name, "surname" is what Russian courses call a patronymic. */
  int surname = find_key (keys, n, "surname");
  if (surname >= 0 && (find_key (keys, n, "lastname") >= 0 || find_key (keys, n, "familyname") >= 0) &&
      !has_target (self, "middle_name"))
    self->columns[surname].target = "middle_name";
  /* "Name; Vorname": the family name is called the name. */
  int name = find_key (keys, n, "name");
  if (name >= 0 && has_target (self, "first_name") && !has_target (self, "last_name") &&
      self->layout == NULL && crm_import_content_single_words (table, (guint)name))
    self->columns[name].target = "last_name";

  /* The formatted address repeats the street, city and so on. */
  for (guint i = 0; i < n; i++)
    if (g_str_has_suffix (keys[i], "formatted") && g_strcmp0 (self->columns[i].target, "street") == 0)
      for (guint j = 0; j < n; j++)
        if (j != i && g_strcmp0 (self->columns[j].target, "street") == 0 &&
            strcmp (self->columns[j].group, self->columns[i].group) == 0)
          {
            ignore (&self->columns[i]);
            break;
          }
}

/* A field that has one value takes it from one column, the first that has any; the rest become own fields. */
static void
drop_repeated (CrmImportMapping *self, CrmCsvTable *table)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *target = self->columns[i].target;
      if (target == NULL || crm_import_target_is_multiple (target) || is_address (target))
        continue;
      for (guint j = i + 1; j < self->n_columns; j++)
        {
          if (g_strcmp0 (self->columns[j].target, target) != 0)
            continue;
          const CrmImportContent first = crm_import_content_measure (table, i);
          self->columns[first.n_filled > 0 ? j : i].target = NULL;
          if (first.n_filled == 0)
            break;
        }
    }
}

/* Several tables in one sheet, above or beside each other: headings come again between the data. */
static gboolean
has_inner_headings (CrmImportMapping *self, CrmCsvTable *table)
{
  for (guint i = 0; i < 20 && crm_csv_table_get_sample (table, 0, i) != NULL; i++)
    {
      guint n_known = 0;
      guint n_filled = 0;
      gboolean same = TRUE;
      for (guint j = 0; j < self->n_columns; j++)
        {
          CrmImportSureness sureness;
          const char *cell = crm_csv_table_get_sample (table, j, i);
          if (cell[0] == '\0')
            continue;
          n_filled++;
          n_known += crm_import_names_is_foreign (cell) || is_added_name (cell) ||
                     (crm_import_names_find (cell, &sureness) != NULL && sureness != CRM_IMPORT_SURE_PART);
          same = same && strcmp (cell, crm_csv_table_get_heading (table, j)) == 0;
        }
      if (!same && n_known >= 4 && n_known * 2 >= n_filled)
        return TRUE;
    }
  return FALSE;
}

static void
check (CrmImportMapping *self, CrmCsvTable *table, gboolean strict)
{
  static const char *const evidence[] = { "phone", "email", "web", "handle", "street", "city", "postcode",
    "birthday", "position", "company", "last_name", "first_name", "status", "kind", "roles", NULL };
  gboolean named = has_target (self, "name");
  gboolean parts = has_target (self, "first_name") || has_target (self, "last_name");
  gboolean company = has_target (self, "company");
  guint n_evidence = 0;
  guint n_foreign = 0;
  guint n_business = 0;
  gboolean shared_name = FALSE;

  g_clear_pointer (&self->problem, g_free);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *heading = crm_csv_table_get_heading (table, i);
      CrmImportSureness sureness;
      if (self->columns[i].target != NULL)
        n_evidence += g_strv_contains (evidence, self->columns[i].target);
      n_foreign += crm_import_names_is_foreign (heading);
      n_business += crm_import_names_is_business (heading);
      if (g_strcmp0 (self->columns[i].target, "name") == 0)
        {
          crm_import_names_find (heading, &sureness);
          shared_name = sureness != CRM_IMPORT_SURE;
        }
    }

  gboolean usable = named || parts || company || has_target (self, "email");
  gboolean client = usable;
  if (strict && self->layout == NULL)
    {
      client = usable && n_foreign <= n_evidence &&
               (n_foreign == 0 || !shared_name || has_target (self, "phone") || has_target (self, "email"));
      if (client && !parts && (!named || shared_name) && !(named && self->n_columns == 1))
        client = n_evidence + n_business >= (named || has_target (self, "email") ? 1 : 2);
    }
  if (strict && client)
    client = !has_inner_headings (self, table);
  self->entity = client ? "client" : NULL;
  self->companies = !parts && (n_business > 0 || (company && !named)) && !has_target (self, "kind");
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (self->columns[i].target, "name") == 0 && !parts)
      {
        g_autofree char *key = crm_import_names_key (crm_csv_table_get_heading (table, i));
        if (g_str_has_prefix (key, "account"))
          self->companies = TRUE;
      }
  if (client)
    return;
  if (strict && usable && has_inner_headings (self, table))
    self->problem =
        g_strdup (_ ("This is not one table: headings come again between its lines. Save each table as a "
                     "file of its own."));
  else if (n_foreign >= 2)
    self->problem =
        g_strdup (_ ("This looks like a list of products, orders or deals: no column has the names of "
                     "clients."));
  else
    self->problem =
        g_strdup (_ ("No column with names of people or companies was found. If there is one, choose it as "
                     "“Name”."));
}

/* People who can be reached and have no name: it stands under a heading of a language that we do not know. */
static gboolean
is_nameless (const CrmImportMapping *self)
{
  return (has_target (self, "phone") || has_target (self, "email")) && !has_target (self, "name") &&
         !has_target (self, "first_name") && !has_target (self, "last_name") && !has_target (self, "company");
}

CrmImportMapping *
crm_import_mapping_propose (CrmCsvTable *table)
{
  CrmImportMapping *self = g_new0 (CrmImportMapping, 1);
  guint n = crm_csv_table_get_n_columns (table);
  g_auto (GStrv) keys = g_new0 (char *, n + 1);
  g_autofree CrmImportSureness *sureness = g_new0 (CrmImportSureness, n);

  self->n_columns = n;
  self->columns = g_new0 (CrmImportColumn, n);
  for (guint i = 0; i < n; i++)
    {
      keys[i] =
          crm_import_names_key (crm_csv_table_has_header (table) ? crm_csv_table_get_heading (table, i) : "");
      self->columns[i].label_of = -1;
      self->columns[i].group = "";
      self->columns[i].own_kind = CRM_KIND_TEXT;
    }

  if (crm_csv_table_has_header (table))
    {
      self->layout = find_layout (keys, n);
      map_by_heading (self, table, keys, sureness);
      apply_layout (self, table, keys);
      pair_labels (self, keys);
    }
  map_by_content (self, table);
  if (!crm_csv_table_has_header (table) || is_nameless (self))
    map_names_by_content (self, table);
  drop_repeated (self, table);
  merge_groups (self);
  crm_import_content_settle (self, table);
  check (self, table, TRUE);
  return self;
}

CrmImportMapping *
crm_import_mapping_copy (const CrmImportMapping *self)
{
  CrmImportMapping *copy = g_memdup2 (self, sizeof *self);

  copy->columns = g_memdup2 (self->columns, sizeof *self->columns * self->n_columns);
  copy->problem = g_strdup (self->problem);
  return copy;
}

void
crm_import_mapping_free (CrmImportMapping *self)
{
  g_free (self->columns);
  g_free (self->problem);
  g_free (self);
}

gboolean
crm_import_mapping_set (CrmImportMapping *self, CrmCsvTable *table, guint column, const char *target)
{
  g_return_val_if_fail (column < self->n_columns, FALSE);
  gboolean own = g_strcmp0 (target, "own") == 0;
  const char *known = target != NULL ? intern_target (target) : NULL;

  if (target != NULL && known == NULL && !own)
    return FALSE;
  self->columns[column].target = known;
  self->columns[column].ignored = target == NULL;
  self->columns[column].guessed = FALSE;
  crm_import_content_settle (self, table);
  check (self, table, FALSE);
  return TRUE;
}
