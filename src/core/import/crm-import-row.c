/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-row.h"
#include "base/crm-text.h"
#include "import/crm-import-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Puts the cells of one record together as a client: name from its parts, addresses with labels, one postal address,
 * typed values, and every reason why a cell could not be used. Made and used by one thread at a time. */

/* What is gathered while the columns are read. */
typedef struct
{
  const CrmCsvRecord *record;
  CrmCsvTable *table;
  const CrmImportMapping *mapping;
  CrmImportReading reading;
  CrmImportRow *row;
  const char *first;
  const char *middle;
  const char *last;
  const char *birth[3]; /* year, month, day */
  GStrvBuilder *tags;
} Gathering;

static void
clear_field (gpointer data)
{
  crm_value_clear (&((CrmImportField *)data)->value);
}

static void
clear_address (gpointer data)
{
  CrmImportAddress *address = data;
  g_free (address->label);
  g_free (address->value);
}

static void
clear_own (gpointer data)
{
  crm_value_clear (&((CrmImportOwn *)data)->value);
}

static CrmImportField *
find_field (const CrmImportRow *self, const char *field)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (g_array_index (self->fields, CrmImportField, i).field, field) == 0)
      return &g_array_index (self->fields, CrmImportField, i);
  return NULL;
}

/* Takes the value. */
static void
add_field (CrmImportRow *self, const char *field, CrmValue *value)
{
  CrmImportField added = { field, *value };

  *value = (CrmValue)CRM_VALUE_INIT;
  g_array_append_val (self->fields, added);
}

static void
add_text (CrmImportRow *self, const char *field, const char *text, const char *separator)
{
  CrmImportField *present = find_field (self, field);

  if (text[0] == '\0')
    return;
  if (present == NULL)
    {
      CrmValue value = CRM_VALUE_INIT;
      crm_value_set_text (&value, text);
      add_field (self, field, &value);
    }
  else if (separator != NULL && strcmp (present->value.v.text, text) != 0)
    crm_value_take_text (&present->value, g_strconcat (present->value.v.text, separator, text, NULL));
}

static void
add_fault (Gathering *g, guint column, const char *reason)
{
  g_ptr_array_add (
      g->row->faults, g_strdup_printf ("%s: %s", crm_csv_table_get_heading (g->table, column), reason));
}

/* A file that this program wrote: its cells are what they were, whatever they look like. */
static gboolean
is_ours (const Gathering *g)
{
  return g_strcmp0 (g->mapping->layout, "clientele") == 0;
}

/* The label of an address: from the column beside it, else from the heading. Caller owns. */
static char *
find_label (Gathering *g, guint column)
{
  for (guint i = 0; i < g->mapping->n_columns; i++)
    {
      if (g->mapping->columns[i].target == NULL || strcmp (g->mapping->columns[i].target, "label") != 0 ||
          g->mapping->columns[i].label_of != (int)column)
        continue;
      g_autofree char *text = crm_import_value_clean (g->record->cells[i]);
      if (is_ours (g) && text[0] != '\0')
        return g_steal_pointer (&text);
      /* Google puts a star before the main one. */
      char *words = g_strstrip (text + strspn (text, "* "));
      const char *known = crm_import_names_label (words);
      if (words[0] != '\0')
        return g_strdup (known != NULL ? known : words);
    }
  return g_strdup (g->mapping->columns[column].label);
}

static gboolean
has_address (const CrmImportRow *self, const char *kind, const char *value)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const CrmImportAddress *address = &g_array_index (self->addresses, CrmImportAddress, i);
      if (strcmp (address->kind, kind) == 0 && strcmp (address->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "+420 601 111 222 (mobile)": takes the label off the number. NULL when nothing is known of what stands there. */
static const char *
cut_label (char *phone)
{
  char *bracket = strrchr (phone, '(');
  const char *label;

  if (bracket == NULL || bracket == phone || !g_str_has_suffix (phone, ")") ||
      strpbrk (bracket, "0123456789") != NULL)
    return NULL;
  label = crm_import_names_label (bracket);
  if (label != NULL)
    {
      *bracket = '\0';
      g_strchomp (phone);
    }
  return label;
}

static void
add_addresses (Gathering *g, guint column, const char *kind, GStrv values)
{
  for (guint i = 0; values[i] != NULL; i++)
    {
      const char *label = strcmp (kind, "phone") == 0 ? cut_label (values[i]) : NULL;

      if (!has_address (g->row, kind, values[i]))
        {
          CrmImportAddress address = { kind, label != NULL ? g_strdup (label) : find_label (g, column),
            g_strdup (values[i]) };
          g_array_append_val (g->row->addresses, address);
        }
    }
}

static void
read_address (Gathering *g, guint column, const char *kind, const char *cell)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = NULL;

  if (strcmp (kind, "phone") == 0)
    values = crm_import_value_phones (cell, &error);
  else if (strcmp (kind, "email") == 0)
    values = crm_import_value_emails (cell, &error);
  else if (strcmp (kind, "handle") == 0)
    values = crm_import_value_split (cell);
  else
    {
      g_auto (GStrv) parts = crm_import_value_split (cell);
      g_autoptr (GStrvBuilder) urls = g_strv_builder_new ();
      for (guint i = 0; parts[i] != NULL && error == NULL; i++)
        {
          g_autofree char *url = crm_import_value_url (parts[i], &error);
          if (url != NULL)
            g_strv_builder_add (urls, url);
        }
      values = g_strv_builder_end (urls);
    }
  /* A card may have words where a number belongs, and an export of it has them too. */
  if (error != NULL && is_ours (g) && !crm_import_value_is_rounded (cell))
    {
      g_strfreev (values);
      values = g_strdupv ((char *[]){ (char *)cell, NULL });
      g_clear_error (&error);
    }
  if (error != NULL)
    add_fault (g, column, error->message);
  else
    add_addresses (g, column, kind, values);
}

static void
read_choice (Gathering *g, guint column, const char *target, const char *cell)
{
  g_auto (GStrv) parts = crm_import_value_split (cell);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean several = strcmp (target, "roles") == 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = crm_import_names_choice (target, parts[i]);
      if (word == NULL || (i > 0 && !several))
        {
          g_autofree char *reason = g_strdup_printf (_ ("“%s” is none of the values known here."), cell);
          add_fault (g, column, reason);
          return;
        }
      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", word);
    }
  add_text (g->row, target, words->str, several ? " " : NULL);
}

static void
read_typed (Gathering *g, guint column, const char *target, CrmKind kind, const char *cell)
{
  g_autoptr (GError) error = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  g->reading.date_order = g->mapping->columns[column].date_order;
  g->reading.decimal_sign = g->mapping->columns[column].decimal_sign;
  if (!crm_import_value_read (kind, cell, &g->reading, &value, &error))
    add_fault (g, column, error->message);
  else if (crm_value_is_empty (&value))
    return;
  else if (target != NULL)
    add_field (g->row, target, &value);
  else
    {
      CrmImportOwn own = { column, value };
      value = (CrmValue)CRM_VALUE_INIT;
      g_array_append_val (g->row->own, own);
    }
}

static void
read_tags (Gathering *g, const char *cell)
{
  g_auto (GStrv) parts = crm_import_value_split (cell);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *tag = parts[i] + strspn (parts[i], "* ");
      /* The group in which Google keeps all of them says nothing. */
      if (tag[0] != '\0' && (is_ours (g) || (g_ascii_strcasecmp (tag, "myContacts") != 0 &&
                                                g_ascii_strcasecmp (tag, "My Contacts") != 0)))
        g_strv_builder_add (g->tags, tag);
    }
}

/* One postal address is kept in fields: the first that the record has. The others go to the notes in one line each. */
static void
read_postal (Gathering *g)
{
  static const char *const parts[] = { "street", "city", "region", "postcode", "country" };
  const CrmImportMapping *mapping = g->mapping;
  const char *chosen = NULL;
  g_autoptr (GPtrArray) done = g_ptr_array_new ();
  g_autofree char *main_line = NULL;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const char *group = mapping->columns[i].group;
      if (mapping->columns[i].target == NULL ||
          !g_strv_contains ((const char *const[]){ "street", "city", "region", "postcode", "country", NULL },
              mapping->columns[i].target) ||
          g_ptr_array_find_with_equal_func (done, group, g_str_equal, NULL))
        continue;
      g_autoptr (GString) line = g_string_new (NULL);
      gboolean any = FALSE;
      for (gsize part = 0; part < G_N_ELEMENTS (parts); part++)
        for (guint j = i; j < mapping->n_columns; j++)
          {
            if (g_strcmp0 (mapping->columns[j].target, parts[part]) != 0 ||
                strcmp (mapping->columns[j].group, group) != 0)
              continue;
            g_autofree char *text = crm_import_value_clean (g->record->cells[j]);
            if (text[0] == '\0')
              continue;
            any = TRUE;
            g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", text);
            if (chosen == NULL || strcmp (chosen, group) == 0)
              {
                chosen = group;
                add_text (g->row, parts[part], text, ", ");
              }
          }
      g_ptr_array_add (done, (gpointer)group);
      if (any && main_line == NULL)
        main_line = g_strdup (line->str);
      else if (any && strcmp (main_line, line->str) != 0)
        {
          g_autofree char *note = g_strdup_printf (
              _ ("Further address (%s): %s"), crm_csv_table_get_heading (g->table, i), line->str);
          add_text (g->row, "notes", note, "\n");
        }
    }
}

static void
make_birthday (Gathering *g)
{
  gint64 parts[3] = { 0 };

  if (g->birth[1] == NULL || g->birth[2] == NULL || find_field (g->row, "birthday") != NULL)
    return;
  for (int i = 0; i < 3; i++)
    if (g->birth[i] != NULL && !g_ascii_string_to_signed (g->birth[i], 10, 0, 9999, &parts[i], NULL))
      parts[1] = 99;
  g_autofree char *date =
      g->birth[0] != NULL ? g_strdup_printf ("%04d-%02d-%02d", (int)parts[0], (int)parts[1], (int)parts[2])
                          : g_strdup_printf ("--%02d-%02d", (int)parts[1], (int)parts[2]);
  if (crm_date_is_valid (date))
    add_text (g->row, "birthday", date, NULL);
  else
    g_ptr_array_add (g->row->faults, g_strdup_printf (_ ("Year %s, month %s, day %s is not a date."),
                                         g->birth[0] != NULL ? g->birth[0] : "–", g->birth[1], g->birth[2]));
}

static gboolean
has_words (const char *text, const char *wanted)
{
  g_auto (GStrv) words = crm_text_words (text);
  g_auto (GStrv) all = crm_text_words (wanted);

  for (guint i = 0; all[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)words, all[i]))
      return FALSE;
  return TRUE;
}

/* The name from its parts, the company or the e-mail, whichever is there; and whether it is a person or a company. */
static void
make_name (Gathering *g)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *parts[] = { g->first, g->middle, g->last };
  gboolean person = find_field (g->row, "name") != NULL && !g->mapping->companies;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", parts[i]);
  if (name->len > 0)
    {
      person = TRUE;
      if (find_field (g->row, "name") == NULL)
        add_text (g->row, "name", name->str, NULL);
      /* "Mum" beside "Anna" and "Smith": what the name does not say is kept. */
      else if (!has_words (crm_import_row_get_text (g->row, "name"), name->str))
        add_text (g->row, "notes", name->str, "\n");
    }

  CrmImportField *company = find_field (g->row, "company");
  CrmImportField *present = find_field (g->row, "name");
  gboolean is_company = present != NULL && !person;
  if (present == NULL && company != NULL)
    {
      /* A record of the company itself. */
      g_autofree char *own_name = g_strdup (company->value.v.text);
      g_array_remove_index (
          g->row->fields, (guint)(company - (CrmImportField *)(void *)g->row->fields->data));
      add_text (g->row, "name", own_name, NULL);
      is_company = TRUE;
    }
  else if (present != NULL && company != NULL && name->len == 0 &&
           strcmp (present->value.v.text, company->value.v.text) == 0)
    {
      g_array_remove_index (
          g->row->fields, (guint)(company - (CrmImportField *)(void *)g->row->fields->data));
      is_company = TRUE;
    }
  for (guint i = 0; find_field (g->row, "name") == NULL && i < g->row->addresses->len; i++)
    {
      const CrmImportAddress *address = &g_array_index (g->row->addresses, CrmImportAddress, i);
      if (strcmp (address->kind, "email") == 0)
        add_text (g->row, "name", address->value, NULL);
    }
  if (find_field (g->row, "name") == NULL)
    g_ptr_array_add (g->row->faults, g_strdup (_ ("There is no name in this line.")));
  else if (find_field (g->row, "kind") == NULL)
    {
      /* A name written as first and last name is a person's, whatever its words; "Name" alone may be read as a first one. */
      if ((name->len == 0 || (!g->middle && !g->last)) && company == NULL && present != NULL)
        is_company = is_company || crm_import_names_is_company (present->value.v.text);
      add_text (g->row, "kind", is_company ? "company" : "person", NULL);
    }
}

static void
read_column (Gathering *g, guint i, const char *cell)
{
  const CrmImportColumn *column = &g->mapping->columns[i];
  const char *target = column->target;
  gboolean deleted;

  if (target == NULL)
    {
      if (column->own)
        read_typed (g, i, NULL, column->own_kind, cell);
      return;
    }
  if (strcmp (target, "phone") == 0 || strcmp (target, "email") == 0 || strcmp (target, "web") == 0 ||
      strcmp (target, "handle") == 0)
    read_address (g, i, target, cell);
  else if (strcmp (target, "first_name") == 0)
    g->first = cell;
  else if (strcmp (target, "middle_name") == 0)
    g->middle = cell;
  else if (strcmp (target, "last_name") == 0)
    g->last = cell;
  else if (strcmp (target, "birth_year") == 0)
    g->birth[0] = cell;
  else if (strcmp (target, "birth_month") == 0)
    g->birth[1] = cell;
  else if (strcmp (target, "birth_day") == 0)
    g->birth[2] = cell;
  else if (strcmp (target, "kind") == 0 || strcmp (target, "status") == 0 || strcmp (target, "roles") == 0)
    read_choice (g, i, target, cell);
  else if (strcmp (target, "birthday") == 0)
    read_typed (g, i, target, CRM_KIND_DATE, cell);
  else if (strcmp (target, "created_at") == 0)
    read_typed (g, i, target, CRM_KIND_INSTANT, cell);
  else if (strcmp (target, "tags") == 0)
    read_tags (g, cell);
  else if (strcmp (target, "notes") == 0 || strcmp (target, "interests") == 0)
    add_text (g->row, target, cell, "\n");
  else if (strcmp (target, "deleted") == 0)
    {
      if (crm_import_value_boolean (cell, &deleted) && deleted)
        g_ptr_array_add (g->row->faults, g_strdup (_ ("The file marks this record as deleted.")));
    }
  else if (strcmp (target, "external_id") == 0 && g->mapping->layout != NULL &&
           strcmp (g->mapping->layout, "clientele") != 0)
    {
      /* Numbers of two programs must not meet. */
      g_autofree char *id = g_strconcat (g->mapping->layout, ":", cell, NULL);
      add_text (g->row, target, id, NULL);
    }
  else if (!g_strv_contains (
               (const char *const[]){ "label", "street", "city", "region", "postcode", "country", NULL },
               target))
    add_text (g->row, target, cell, NULL);
}

CrmImportRow *
crm_import_row_new_empty (guint line)
{
  CrmImportRow *self = g_new0 (CrmImportRow, 1);

  self->line = line;
  self->fields = g_array_new (FALSE, FALSE, sizeof (CrmImportField));
  g_array_set_clear_func (self->fields, clear_field);
  self->addresses = g_array_new (FALSE, FALSE, sizeof (CrmImportAddress));
  g_array_set_clear_func (self->addresses, clear_address);
  self->own = g_array_new (FALSE, FALSE, sizeof (CrmImportOwn));
  g_array_set_clear_func (self->own, clear_own);
  self->faults = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CrmImportRow *
crm_import_row_new (const CrmCsvRecord *record, CrmCsvTable *table, const CrmImportMapping *mapping,
    const CrmImportReading *reading)
{
  CrmImportRow *self = crm_import_row_new_empty (record->line);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Gathering g = { .record = record, .table = table, .mapping = mapping, .row = self, .tags = tags };

  if (reading != NULL)
    g.reading = *reading;
  if (record->fault != CRM_CSV_FAULT_NONE)
    {
      g_ptr_array_add (self->faults, crm_csv_record_dup_reason (record, crm_csv_table_get_dialect (table)));
      self->tags = g_strv_builder_end (tags);
      return self;
    }
  for (guint i = 0; i < mapping->n_columns && i < record->n_cells; i++)
    {
      char *cell = crm_import_value_clean (record->cells[i]);
      g_ptr_array_add (cells, cell);
      if (cell[0] != '\0')
        read_column (&g, i, cell);
    }
  read_postal (&g);
  make_birthday (&g);
  make_name (&g);
  self->tags = g_strv_builder_end (tags);
  return self;
}

void
crm_import_row_free (CrmImportRow *self)
{
  g_array_unref (self->fields);
  g_array_unref (self->addresses);
  g_array_unref (self->own);
  g_strfreev (self->tags);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

const CrmValue *
crm_import_row_get (const CrmImportRow *self, const char *field)
{
  const CrmImportField *found = find_field (self, field);
  return found != NULL ? &found->value : NULL;
}

const char *
crm_import_row_get_text (const CrmImportRow *self, const char *field)
{
  const CrmValue *value = crm_import_row_get (self, field);
  return value != NULL && value->type == CRM_VALUE_TEXT ? value->v.text : NULL;
}
