/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-charset.h"
#include "import/crm-csv-writer.h"
#include "import/crm-import-row.h"

#include <stdint.h>
#include <string.h>

/* Any bytes as a CSV file: decoding, reading, mapping and typing never crash and never warn, texts stay valid, no
 * byte of the file is in two records, and what was read is the same after writing it. With libFuzzer this is its entry
 * point; without, a test that tries its own seeds and a fixed series of mutations of them. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_round_trip (CrmCsvTable *table)
{
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  g_autoptr (GString) written = g_string_new (NULL);
  guint width = crm_csv_table_get_n_columns (table);
  CrmCsvDialect plain = { .delimiter = ',', .quote = '"', .width = width, .line = 1 };
  CrmCsvRecord record;
  CrmCsvRecord back;

  while (crm_csv_reader_next (reader, &record))
    if (record.fault == CRM_CSV_FAULT_NONE)
      crm_csv_append_record (written, (const char *const *)record.cells, width);

  g_autoptr (CrmCsvReader) first = crm_csv_table_read (table);
  g_autoptr (CrmCsvReader) again = crm_csv_reader_new (written->str, (gssize)written->len, &plain);
  while (crm_csv_reader_next (first, &record))
    {
      if (record.fault != CRM_CSV_FAULT_NONE)
        continue;
      g_assert_true (crm_csv_reader_next (again, &back));
      g_assert_cmpuint (back.n_cells, ==, width);
      for (guint i = 0; i < width; i++)
        g_assert_cmpstr (back.cells[i], ==, record.cells[i]);
    }
  g_assert_false (crm_csv_reader_next (again, &back));
}

static void
check_rows (CrmCsvTable *table)
{
  g_autoptr (CrmImportMapping) mapping = crm_import_mapping_propose (table);
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  const char *end = NULL;
  guint line = 0;
  CrmCsvRecord record;

  g_assert_true ((mapping->entity == NULL) == (mapping->problem != NULL));
  while (crm_csv_reader_next (reader, &record))
    {
      g_autoptr (CrmImportRow) row = crm_import_row_new (&record, table, mapping, NULL);

      g_assert_cmpuint (record.line, >, line);
      g_assert_cmpuint (record.n_cells, >=, mapping->n_columns);
      g_assert_true (end == NULL || record.raw >= end);
      line = record.line;
      end = record.raw + record.raw_length;
      g_assert_true (row->faults->len > 0 || crm_import_row_get_text (row, "name") != NULL);
      for (guint i = 0; i < row->fields->len; i++)
        {
          const CrmImportField *field = &g_array_index (row->fields, CrmImportField, i);
          if (field->value.type == CRM_VALUE_TEXT)
            g_assert_true (g_utf8_validate (field->value.v.text, -1, NULL));
        }
      for (guint i = 0; i < row->addresses->len; i++)
        {
          const CrmImportAddress *address = &g_array_index (row->addresses, CrmImportAddress, i);
          g_assert_true (address->value[0] != '\0' && g_utf8_validate (address->value, -1, NULL));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  text = crm_charset_to_utf8 (bytes, NULL, NULL, NULL, &error);
  if (text == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_autoptr (CrmCsvTable) table = crm_csv_table_new (text, &error);
  if (table == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  check_round_trip (table);
  check_rows (table);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_MUTATIONS 2000

typedef struct
{
  const char *bytes;
  gsize length;
} Seed;

#define SEED(text) \
  { \
    text, sizeof (text) - 1 \
  }

static const Seed seeds[] = {
  SEED ("name,phone,email,birthday,note\nAnn,+380671234567,a@b.example,24.08.1993,\"x, \"\"y\"\"\nz\"\n"
        "\"Bob\nRoe\",\"1;2\",c@d,1/2/3,\n"),
  SEED ("\xD4\xE0\xEC\xE8\xEB\xE8\xFF;\xC8\xEC\xFF;"
        "\xD2\xE5\xEB\xE5\xF4\xEE\xED\n\xCA\xF3\xE7\xFC\xEC\xE8\xED\xE0;"
        "\xC4\xFD\xED\xED\xE0;7(9940)977-45-73\xA0\n"),
  SEED (
      "sep=;\r\nID;ISDELETED;NAME;BILLINGCITY;CREATEDDATE;X\r\n1;true;A;B;2006-04-15T03:23:15.000Z;1,5\r\n"),
  SEED ("Name,E-mail 1 - Type,E-mail 1 - Value,Address 1 - Street,Birth Year,Birth Month,Birth Day\n"
        "A,* Work,a@b ::: c@d,S,1990,2,30\n"),
  SEED ("\xFF\xFE"
        "n\0a\0m\0e\0;\0b\0\n\0\x10\x04\0\x30;\0\"\0\n\0"),
  SEED ("\xEF\xBB\xBF\"a\"\t\"b\"\n\"1\t2\n3\n"),
  SEED ("1,1,1,,,\n2\t2\t2\n3\t3\t3\n"),
  SEED ("\x96\xBC\x91\x4F,\x83\x81\x81\x5B\x83\x8B\n\x8E\x52\x93\x63\x82\xBD\x82\xEB\x82\xA4,a@b\n"),
};

static const char *const pieces[] = { "\r\n", "\n", "\r", "\"", "\"\"", ",", ";", "\t", "|", "sep=;", "=\"",
  "@", ":::", "1.5", "03/04/2020", "\xD0", "\xEF\xBB\xBF", "NULL", "+", "\xE2\x80\x8B", "phone", "name",
  "--02-29", "1E+9" };

static void
mutate (GByteArray *data, GRand *rand)
{
  for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
    {
      guint at = (guint)g_rand_int_range (rand, 0, (gint32)data->len + 1);
      guint wanted = (guint)g_rand_int_range (rand, 0, 24);
      guint length = MIN (wanted, data->len - at);
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
      g_autoptr (GByteArray) tail = g_byte_array_new ();

      g_byte_array_append (tail, data->data + at, data->len - at);
      g_byte_array_set_size (data, at);
      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0: /* drop */ g_byte_array_remove_range (tail, 0, length); break;
        case 1: /* repeat */ g_byte_array_append (data, tail->data, length); break;
        case 2: /* another byte */
          if (tail->len > 0)
            tail->data[0] = (guint8)g_rand_int (rand);
          break;
        default: g_byte_array_append (data, (const guint8 *)piece, (guint)strlen (piece)); break;
        }
      g_byte_array_append (data, tail->data, tail->len);
    }
}

static void
test_seeds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    LLVMFuzzerTestOneInput ((const uint8_t *)seeds[i].bytes, seeds[i].length);
}

static void
test_mutations (void)
{
  GRand *rand = g_rand_new_with_seed (20261121);

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      const Seed *seed = &seeds[i % G_N_ELEMENTS (seeds)];
      g_autoptr (GByteArray) data = g_byte_array_new ();
      g_byte_array_append (data, (const guint8 *)seed->bytes, (guint)seed->length);
      mutate (data, rand);
      LLVMFuzzerTestOneInput (data->data, data->len);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/csv/seeds", test_seeds);
  g_test_add_func ("/fuzz/csv/mutations", test_mutations);
  return g_test_run ();
}

#endif
