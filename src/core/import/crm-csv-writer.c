/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-csv-writer.h"

#include <string.h>

/* Writes records as text that crm-csv-reader and every spreadsheet read back the same. No state; any thread. */

static gboolean
needs_quotes (const char *cell)
{
  gsize n = strlen (cell);

  /* Delimiters of other dialects are quoted too, so that a reader that guesses cannot be misled by them; and so is
   * what looks like a byte order mark, which readers drop. */
  return n > 0 && (strpbrk (cell, ",;\t|\"\r\n") != NULL || cell[0] == ' ' || cell[n - 1] == ' ' ||
                      g_str_has_prefix (cell, "\xEF\xBB\xBF"));
}

void
crm_csv_append_cell (GString *out, const char *cell, gboolean first)
{
  if (!first)
    g_string_append_c (out, ',');
  if (cell == NULL)
    return;
  if (!needs_quotes (cell))
    {
      g_string_append (out, cell);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
crm_csv_append_end (GString *out)
{
  g_string_append (out, "\r\n");
}

void
crm_csv_append_record (GString *out, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    crm_csv_append_cell (out, cells[i], i == 0);
  crm_csv_append_end (out);
}
