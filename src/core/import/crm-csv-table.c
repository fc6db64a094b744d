/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-csv-table.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "import/crm-import-names.h"
#include "import/crm-import-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Owns the text of one table and what its first records tell: whether there is a header, how the columns are called,
 * cells to look at. Made once, then only read; any thread. */

#define N_SAMPLES 500
#define MAX_TITLE_LINES 5

struct _CrmCsvTable
{
  gatomicrefcount ref_count;
  char *text;
  gsize length;
  CrmCsvDialect dialect;
  gboolean has_header;
  CrmCsvDialect data; /* dialect, beginning at the first data record */
  GStrv headings;
  GPtrArray *samples; /* of GStrv: one for each sampled record */
};

static const char *
name_other_format (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "BEGIN:VCARD", 11) == 0)
    return N_ ("This file has visiting cards (vCard), not a table.");
  if (g_ascii_strncasecmp (text, "BEGIN:VCALENDAR", 15) == 0)
    return N_ ("This file is a calendar, not a table.");
  if (g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0 || g_ascii_strncasecmp (text, "<html", 5) == 0 ||
      g_ascii_strncasecmp (text, "<table", 6) == 0)
    return N_ ("This file is a web page, even if its name says otherwise; open it in a spreadsheet and save "
               "it as CSV.");
  if (g_str_has_prefix (text, "<?xml"))
    return N_ ("This is an XML file, not a table.");
  if (g_regex_match_simple ("^(\\{\\s*(\"[^\"]*\"\\s*:|\\})|\\[\\s*([\\[{\\]]|\"vcard\"))", text, 0, 0))
    return N_ ("This is a JSON file, not a table.");
  if (text[0] == '\0')
    return N_ ("This file is empty.");
  return NULL;
}

static gboolean
is_typed (CrmImportLook look)
{
  return look != CRM_IMPORT_LOOK_EMPTY && look != CRM_IMPORT_LOOK_TEXT && look != CRM_IMPORT_LOOK_PERSON;
}

/* Number of cells whose text is a heading we know. */
static guint
count_known (char **cells, guint n_cells)
{
  guint n = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      CrmImportSureness sureness;
      if (cells[i][0] != '\0' &&
          (crm_import_names_find (cells[i], &sureness) != NULL || crm_import_names_is_foreign (cells[i])))
        n++;
    }
  return n;
}

/* Whether the cells of one column make its first one look like a heading (positive) or like data (negative). */
static int
rate_heading (CrmCsvTable *self, guint column)
{
  GStrv first = g_ptr_array_index (self->samples, 0);
  CrmImportSureness sureness;
  CrmImportLook look = crm_import_value_look (first[column]);
  guint n = 0;
  guint n_typed = 0;
  guint n_person = 0;

  if (look == CRM_IMPORT_LOOK_EMPTY)
    return 0;
  if (look == CRM_IMPORT_LOOK_EMAIL || look == CRM_IMPORT_LOOK_PHONE)
    return -8;
  if (crm_import_names_find (first[column], &sureness) != NULL && sureness != CRM_IMPORT_SURE_PART)
    return 4;
  for (guint i = 1; i < MIN (self->samples->len, 50); i++)
    {
      GStrv cells = g_ptr_array_index (self->samples, i);
      CrmImportLook other = crm_import_value_look (cells[column]);
      n += other != CRM_IMPORT_LOOK_EMPTY;
      n_typed += is_typed (other);
      n_person += other == CRM_IMPORT_LOOK_PERSON;
    }
  if (is_typed (look))
    return -3;
  if (n > 0 && n_typed * 5 >= n * 4)
    return 3;
  if (look == CRM_IMPORT_LOOK_PERSON && n_person * 5 >= n * 4)
    return -2;
  return 0;
}

static gboolean
find_header (CrmCsvTable *self)
{
  GStrv first = g_ptr_array_index (self->samples, 0);
  guint width = self->dialect.width;
  int rating = 0;

  /* Headings that we know, most of them: whatever stands below. */
  if (count_known (first, width) * 2 >= width && width > 1)
    return TRUE;
  for (guint i = 0; i < width; i++)
    rating += rate_heading (self, i);
  return rating >= 0;
}

static guint
count_used (char **cells, guint n_cells)
{
  guint n = 0;

  for (guint i = 0; i < n_cells; i++)
    n += cells[i][0] != '\0';
  return n;
}

/* Headings above which there are lines of a title: the record that has the header, 0 mostly. */
static guint
find_header_record (CrmCsvTable *self)
{
  guint width = self->dialect.width;
  GStrv first = g_ptr_array_index (self->samples, 0);

  /* "Notes:" above a table is a title, however well we know the word. */
  if (width < 3 || (count_used (first, width) > 1 && count_known (first, width) > 0))
    return 0;
  for (guint i = 1; i < MIN (self->samples->len, MAX_TITLE_LINES); i++)
    {
      if (count_used (g_ptr_array_index (self->samples, i - 1), width) > 2)
        return 0;
      if (count_known (g_ptr_array_index (self->samples, i), width) >= 2)
        return i;
    }
  return 0;
}

static void
name_columns (CrmCsvTable *self, GStrv header)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->headings = g_new0 (char *, self->dialect.width + 1);
  for (guint i = 0; i < self->dialect.width; i++)
    {
      g_autofree char *base = header != NULL ? g_strstrip (g_strdup (header[i])) : g_strdup ("");
      char *heading = base[0] != '\0' ? g_strdup (base) : g_strdup_printf (_ ("Column %u"), i + 1);
      for (guint n = 2; g_hash_table_contains (seen, heading); n++)
        {
          g_free (heading);
          heading = g_strdup_printf ("%s (%u)", base[0] != '\0' ? base : _ ("Column"), n);
        }
      self->headings[i] = heading;
      g_hash_table_add (seen, heading);
    }
}

CrmCsvTable *
crm_csv_table_new (char *text, GError **error)
{
  return crm_csv_table_new_forced (text, '\0', 0, error);
}

CrmCsvTable *
crm_csv_table_new_forced (char *text, char delimiter, int header, GError **error)
{
  g_autoptr (CrmCsvTable) self = g_new0 (CrmCsvTable, 1);
  const char *other = name_other_format (text);
  gsize offsets[MAX_TITLE_LINES + 1];
  guint lines[MAX_TITLE_LINES + 1];
  CrmCsvRecord record;

  g_atomic_ref_count_init (&self->ref_count);
  self->text = text;
  self->length = strlen (text);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  if (other != NULL)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ (other));
      return NULL;
    }

  if (delimiter)
    crm_csv_dialect_force (&self->dialect, text, (gssize)self->length, delimiter);
  else
    crm_csv_dialect_find (&self->dialect, text, (gssize)self->length);
  g_autoptr (CrmCsvReader) reader = crm_csv_reader_new (text, (gssize)self->length, &self->dialect);
  while (self->samples->len <= N_SAMPLES && crm_csv_reader_next (reader, &record))
    {
      /* A damaged record still counts for where the header ends, but is no sample. */
      if (self->samples->len > 0 && record.fault != CRM_CSV_FAULT_NONE)
        continue;
      GStrv cells = g_new0 (char *, self->dialect.width + 1);
      for (guint i = 0; i < self->dialect.width; i++)
        cells[i] = g_strdup (record.cells[i]);
      if (self->samples->len < G_N_ELEMENTS (offsets))
        {
          offsets[self->samples->len] = crm_csv_reader_get_offset (reader);
          lines[self->samples->len] = crm_csv_reader_get_line (reader);
        }
      g_ptr_array_add (self->samples, cells);
    }
  if (self->samples->len == 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This file is empty."));
      return NULL;
    }

  guint at = header < 0 ? 0 : find_header_record (self);
  self->data = self->dialect;
  self->has_header = header > 0 || (header == 0 && (at > 0 || find_header (self)));
  name_columns (self, self->has_header ? g_ptr_array_index (self->samples, at) : NULL);
  if (self->has_header)
    {
      self->data.start = offsets[at];
      self->data.line = lines[at];
      g_ptr_array_remove_range (self->samples, 0, at + 1);
    }
  return g_steal_pointer (&self);
}

CrmCsvTable *
crm_csv_table_ref (CrmCsvTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_csv_table_unref (CrmCsvTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->text);
  g_strfreev (self->headings);
  g_ptr_array_unref (self->samples);
  g_free (self);
}

const CrmCsvDialect *
crm_csv_table_get_dialect (CrmCsvTable *self)
{
  return &self->dialect;
}

gboolean
crm_csv_table_has_header (CrmCsvTable *self)
{
  return self->has_header;
}

guint
crm_csv_table_get_n_columns (CrmCsvTable *self)
{
  return self->dialect.width;
}

const char *
crm_csv_table_get_heading (CrmCsvTable *self, guint column)
{
  return self->headings[column];
}

const char *
crm_csv_table_get_sample (CrmCsvTable *self, guint column, guint record)
{
  if (record >= self->samples->len)
    return NULL;
  return ((GStrv)g_ptr_array_index (self->samples, record))[column];
}

CrmCsvReader *
crm_csv_table_read (CrmCsvTable *self)
{
  return crm_csv_reader_new (self->text, (gssize)self->length, &self->data);
}
