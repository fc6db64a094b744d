/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-charset.h"
#include "import/crm-import-row.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* Shows how a table would be imported: encoding, delimiter, mapping, and the typed values of its first records (all
 * with a second argument). For looking at a file by hand. */

static void
print_value (const CrmValue *value)
{
  switch (value->type)
    {
    case CRM_VALUE_NULL: printf ("null"); break;
    case CRM_VALUE_INTEGER: printf ("%" G_GINT64_FORMAT, value->v.integer); break;
    case CRM_VALUE_REAL: printf ("%g", value->v.real); break;
    case CRM_VALUE_TEXT: printf ("“%s”", value->v.text); break;
    case CRM_VALUE_MONEY:
      printf ("%" G_GINT64_FORMAT " %s", value->v.money.minor, value->v.money.currency);
      break;
    case CRM_VALUE_BLOB: printf ("blob"); break;
    case CRM_VALUE_LIST: printf ("list"); break;
    }
}

static void
print_row (const CrmImportRow *row, CrmCsvTable *table)
{
  printf ("line %u:", row->line);
  for (guint i = 0; i < row->fields->len; i++)
    {
      const CrmImportField *field = &g_array_index (row->fields, CrmImportField, i);
      printf (" %s=", field->field);
      print_value (&field->value);
    }
  for (guint i = 0; i < row->addresses->len; i++)
    {
      const CrmImportAddress *address = &g_array_index (row->addresses, CrmImportAddress, i);
      printf (" %s/%s=“%s”", address->kind, address->label != NULL ? address->label : "", address->value);
    }
  for (guint i = 0; row->tags[i] != NULL; i++)
    printf (" #%s", row->tags[i]);
  for (guint i = 0; i < row->own->len; i++)
    {
      const CrmImportOwn *own = &g_array_index (row->own, CrmImportOwn, i);
      printf (" [%s]=", crm_csv_table_get_heading (table, own->column));
      print_value (&own->value);
    }
  for (guint i = 0; i < row->faults->len; i++)
    printf (" FAULT %s", (char *)g_ptr_array_index (row->faults, i));
  printf ("\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *charset = NULL;
  char *data = NULL;
  gsize length;
  guint n_replaced;

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      fprintf (stderr, "usage: csv-dump FILE [N]\n");
      return 2;
    }
  if (!g_file_get_contents (argv[1], &data, &length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  char *text = crm_charset_to_utf8 (bytes, NULL, &charset, &n_replaced, &error);
  g_autoptr (CrmCsvTable) table = text != NULL ? crm_csv_table_new (text, &error) : NULL;
  if (table == NULL)
    {
      printf ("refused: %s\n", error->message);
      return 1;
    }

  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);
  const CrmCsvDialect *dialect = crm_csv_table_get_dialect (table);
  printf ("charset %s, %u replaced, delimiter 0x%02x, %u columns, %s, layout %s, entity %s%s\n", charset,
      n_replaced, dialect->delimiter, dialect->width,
      crm_csv_table_has_header (table) ? "header" : "no header",
      mapping->layout != NULL ? mapping->layout : "-", mapping->entity != NULL ? mapping->entity : "-",
      mapping->companies ? ", companies" : "");
  if (mapping->problem != NULL)
    printf ("problem: %s\n", mapping->problem);
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const CrmImportColumn *column = &mapping->columns[i];
      printf ("  %s -> %s", crm_csv_table_get_heading (table, i),
          column->target != NULL ? column->target
          : column->own          ? "own "
                                 : "-");
      if (column->own)
        printf ("kind %d", column->own_kind);
      printf (" %s %s%s\n", column->label != NULL ? column->label : "", column->group,
          column->guessed ? " guessed" : "");
    }

  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  guint shown = argc > 2 ? (guint)atoi (argv[2]) : 3;
  guint n = 0;
  guint n_faulty = 0;
  CrmCsvRecord record;
  while (crm_csv_reader_next (reader, &record))
    {
      g_autoptr (CrmImportRow) row = crm_import_row_new (&record, table, mapping, NULL);
      n++;
      n_faulty += row->faults->len > 0;
      if (n <= shown || (row->faults->len > 0 && n_faulty <= shown))
        print_row (row, table);
    }
  printf ("%u records, %u faulty\n", n, n_faulty);
  return 0;
}
