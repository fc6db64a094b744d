/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-csv-reader.h"
#include "import/crm-csv-table.h"
#include "import/crm-csv-writer.h"

#include <string.h>

/* CSV texts: delimiters found, records read with their lines, faults named, and what is written comes back. */

/* All records of a text as "line:cell|cell" lines, faults marked by ! and ^. */
static char *
read_all (const char *text, CrmCsvDialect *dialect)
{
  g_autoptr (CrmCsvReader) reader = NULL;
  GString *out = g_string_new (NULL);
  CrmCsvRecord record;

  crm_csv_dialect_find (dialect, text, -1);
  reader = crm_csv_reader_new (text, -1, dialect);
  while (crm_csv_reader_next (reader, &record))
    {
      g_string_append_printf (out, "%u:", record.line);
      for (guint i = 0; i < record.n_cells; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", record.cells[i]);
      if (record.fault == CRM_CSV_FAULT_QUOTE)
        g_string_append (out, "!");
      if (record.fault == CRM_CSV_FAULT_TOO_MANY)
        g_string_append (out, "^");
      g_string_append (out, "\n");
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *path;
  const char *text;
  char delimiter;
  const char *expected;
} Case;

static const Case cases[] = {
  { "comma", "a,b,c\n1,2,3\n", ',', "1:a|b|c\n2:1|2|3\n" },
  { "semicolon", "name;price\nx, y;1,5\nz, w;2,5\n", ';', "1:name|price\n2:x, y|1,5\n3:z, w|2,5\n" },
  { "decimals-without-header", "1,5;2,5;3,5\n4,5;5,5;6,5\n", ';', "1:1,5|2,5|3,5\n2:4,5|5,5|6,5\n" },
  { "tab", "name\tnote\nx\ta, b, c\n", '\t', "1:name|note\n2:x|a, b, c\n" },
  { "bar", "a|b\n1|2\n", '|', "1:a|b\n2:1|2\n" },
  { "one-column", "name\nAnna\nBoris\n", ',', "1:name\n2:Anna\n3:Boris\n" },
  { "sentences", "name,note\nx,\"a; b; c\"\ny,\"d; e; f\"\n", ',',
      "1:name|note\n2:x|a; b; c\n3:y|d; e; f\n" },
  { "quotes", "a,b\n\"\"\"The Best\"\" Co\",\"x,\"\"y\"\"\"\n", ',', "1:a|b\n2:\"The Best\" Co|x,\"y\"\n" },
  { "lines-in-cells", "a,b\n\"1\n2\r\n3\",x\ny,z\n", ',', "1:a|b\n2:1\n2\r\n3|x\n5:y|z\n" },
  { "mixed-line-ends", "a,b\r\n1,2\n3,4\r5,6", ',', "1:a|b\n2:1|2\n3:3|4\n4:5|6\n" },
  { "blank-lines", "\n\na,b\n\n  \n1,2\n,\n\n", ',', "3:a|b\n6:1|2\n" },
  { "short-rows", "a,b,c\n1\n2,3\n4,5,6\n", ',', "1:a|b|c\n2:1||\n3:2|3|\n4:4|5|6\n" },
  { "long-rows", "a,b\n1,2,,\n3,4,5\n6,7\n", ',', "1:a|b\n2:1|2\n3:3|4|5^\n4:6|7\n" },
  { "blanks-beyond", "a,b\n1,2\n6,7, \n", ',', "1:a|b\n2:1|2\n3:6|7\n" },
  { "sep-line", "sep=;\r\na;b\r\n1,0;2\r\n", ';', "2:a|b\n3:1,0|2\n" },
  { "quoted-sep-line", "\"sep=|\"\na|b\n", '|', "2:a|b\n" },
  { "mark", "\xEF\xBB\xBF\"a\",\"b\"\n1,2\n", ',', "1:a|b\n2:1|2\n" },
  { "open-quote-at-end", "a,b\n1,2\n\"3,4\n5,6\n", ',', "1:a|b\n2:1|2\n3:\"3,4|!\n4:5|6\n" },
  { "open-quote-in-middle", "a,b\n\"1,2\n\"3\",4\n5,6\n", ',', "1:a|b\n2:\"1,2|!\n3:3|4\n4:5|6\n" },
  { "inch", "a,b\n5\" pipe,1\n\"6\" pipe\",2\n", ',', "1:a|b\n2:5\" pipe|1\n3:6\" pipe|2\n" },
  { "blank-before-quote", "a, b\n1, \"x, y\"\n2, \"p\" q\n", ',', "1:a| b\n2:1|x, y\n3:2| \"p\" q\n" },
  { "two-delimiters", "1,1,1,,,,\n2\t2\t2\n3\t3\t3\n", '\t', "1:1|1|1\n2:2|2|2\n3:3|3|3\n" },
  { "empty-quoted", "a,b\n\"\",x\n", ',', "1:a|b\n2:|x\n" },
  { "no-end-of-line", "a,b\n1,", ',', "1:a|b\n2:1|\n" },
};

static void
test_read (gconstpointer data)
{
  const Case *c = data;
  CrmCsvDialect dialect;
  g_autofree char *read = read_all (c->text, &dialect);

  g_assert_cmpstr (read, ==, c->expected);
  g_assert_cmpint (dialect.delimiter, ==, c->delimiter);
}

static void
test_reasons (void)
{
  CrmCsvDialect dialect;
  const char *text = "a,b\n1,2,3\n\"x,y\n";
  CrmCsvRecord record;

  crm_csv_dialect_find (&dialect, text, -1);
  g_autoptr (CrmCsvReader) reader = crm_csv_reader_new (text, -1, &dialect);
  g_assert_true (crm_csv_reader_next (reader, &record));
  g_assert_null (crm_csv_record_dup_reason (&record, &dialect));
  g_assert_true (crm_csv_reader_next (reader, &record));
  g_autofree char *many = crm_csv_record_dup_reason (&record, &dialect);
  g_assert_cmpstr (many, ==, "This line has 3 cells, but the table has only 2 columns.");
  g_assert_cmpint (record.raw_length, ==, 5);
  g_assert_cmpint (memcmp (record.raw, "1,2,3", 5), ==, 0);
  g_assert_true (crm_csv_reader_next (reader, &record));
  g_autofree char *quote = crm_csv_record_dup_reason (&record, &dialect);
  g_assert_nonnull (strstr (quote, "quotation mark"));
  g_assert_cmpuint (record.line, ==, 3);
  g_assert_false (crm_csv_reader_next (reader, &record));
}

/* What is written comes back the same, whatever is in it. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "", "a", "Ї", ",", ";", "\"", "\n", "\r\n", "\r", "\t", "|", " ",
    "=1+1", "+380", "-5", "@anna", "'", "NULL", "😀" };
  GRand *rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint width = (guint)g_rand_int_range (rand, 2, 6);
      guint n = (guint)g_rand_int_range (rand, 1, 6);
      for (guint i = 0; i < n * width; i++)
        {
          GString *cell = g_string_new (i % width == 0 ? "x" : NULL);
          for (int k = g_rand_int_range (rand, 0, 4); k > 0; k--)
            g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          g_ptr_array_add (cells, g_string_free (cell, FALSE));
        }
      for (guint i = 0; i < n; i++)
        crm_csv_append_record (text, (const char *const *)cells->pdata + i * width, width);

      CrmCsvDialect dialect = { .delimiter = ',', .quote = '"', .width = width, .line = 1 };
      g_autoptr (CrmCsvReader) reader = crm_csv_reader_new (text->str, (gssize)text->len, &dialect);
      CrmCsvRecord record;
      for (guint i = 0; i < n; i++)
        {
          g_assert_true (crm_csv_reader_next (reader, &record));
          g_assert_cmpuint (record.n_cells, ==, width);
          for (guint j = 0; j < width; j++)
            g_assert_cmpstr (record.cells[j], ==, g_ptr_array_index (cells, i * width + j));
        }
      g_assert_false (crm_csv_reader_next (reader, &record));
    }
  g_rand_free (rand);
}

static void
test_write (void)
{
  static const char *const cells[] = { "a", NULL, "x,y", "say \"hi\"", "+380671234567", "" };
  g_autoptr (GString) text = g_string_new (NULL);

  crm_csv_append_record (text, cells, G_N_ELEMENTS (cells));
  g_assert_cmpstr (text->str, ==, "a,,\"x,y\",\"say \"\"hi\"\"\",+380671234567,\r\n");
}

static void
test_header (void)
{
  static const struct
  {
    const char *text;
    gboolean header;
    const char *first_heading;
    guint first_line;
  } tables[] = {
    { "name,phone\nAnna,123\n", TRUE, "name", 2 },
    { "John Doe,John,Doe,john@doe.example\nJane Doe,Jane,Doe,jane@doe.example\n", FALSE, "Column 1", 1 },
    { "Anna Koval,+380671234567\nBoris Lys,+380671234568\n", FALSE, "Column 1", 1 },
    { "Код;Назва\n1;чоловік\n2;жінка\n", TRUE, "Код", 2 },
    { "column1,column2\nrow1,row2\n", TRUE, "column1", 2 },
    { "Клієнти 2026;;\n;;\nПІБ;Телефон;Місто\nАнна;1;Київ\n", TRUE, "ПІБ", 4 },
    { "phone,phone,,phone\n1,2,3,4\n", TRUE, "phone", 2 },
    { "name,phone\n", TRUE, "name", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmCsvTable) table = crm_csv_table_new (g_strdup (tables[i].text), &error);
      g_assert_no_error (error);
      g_assert_cmpint (crm_csv_table_has_header (table), ==, tables[i].header);
      g_assert_cmpstr (crm_csv_table_get_heading (table, 0), ==, tables[i].first_heading);
      g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
      CrmCsvRecord record;
      g_assert_cmpint (crm_csv_reader_next (reader, &record), ==, tables[i].first_line > 0);
      if (tables[i].first_line > 0)
        g_assert_cmpuint (record.line, ==, tables[i].first_line);
    }
}

static void
test_headings (void)
{
  g_autoptr (CrmCsvTable) table = crm_csv_table_new (g_strdup ("phone,phone,,phone\n1,2,3,4\n"), NULL);

  g_assert_cmpstr (crm_csv_table_get_heading (table, 1), ==, "phone (2)");
  g_assert_cmpstr (crm_csv_table_get_heading (table, 2), ==, "Column 3");
  g_assert_cmpstr (crm_csv_table_get_heading (table, 3), ==, "phone (3)");
  g_assert_cmpstr (crm_csv_table_get_sample (table, 3, 0), ==, "4");
  g_assert_null (crm_csv_table_get_sample (table, 3, 1));
}

static void
test_no_table (void)
{
  static const struct
  {
    const char *text;
    const char *word;
  } others[] = {
    { "", "empty" },
    { "\n \n", "empty" },
    { ",,\n,,\n", "empty" },
    { "BEGIN:VCARD\nVERSION:3.0\n", "vCard" },
    { "<html><table><tr>", "web page" },
    { "{\"name\": 1}", "JSON" },
    { "[{\"name\": 1}]", "JSON" },
    { "<?xml version=\"1.0\"?>", "XML" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmCsvTable) table = crm_csv_table_new (g_strdup (others[i].text), &error);
      g_assert_null (table);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, others[i].word));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/read/", cases[i].path, NULL);
      g_test_add_data_func (path, &cases[i], test_read);
    }
  g_test_add_func ("/csv/reasons", test_reasons);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/header", test_header);
  g_test_add_func ("/csv/headings", test_headings);
  g_test_add_func ("/csv/no-table", test_no_table);
  return g_test_run ();
}
