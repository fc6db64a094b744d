/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-csv-reader.h"

#include <string.h>

/* Finds out how a CSV text is delimited by reading its first records with each delimiter in turn. No state; any
 * thread. */

#define SAMPLE_RECORDS 500
#define MAX_WIDTH 4096

/* In order of trust when two fit equally: commas also stand in sentences and amounts. */
static const char delimiters[] = "\t;|,";

/* Excel's own first line: sep=; with or without quotes. */
static gboolean
read_sep_line (CrmCsvDialect *self, const char *text, gsize length)
{
  const char *p = text + self->start;
  const char *end = text + length;
  gboolean quoted = p < end && *p == '"';

  p += quoted;
  if (end - p < 5 || g_ascii_strncasecmp (p, "sep=", 4) != 0 || strchr (delimiters, p[4]) == NULL)
    return FALSE;
  self->delimiter = p[4];
  p += 5;
  if (quoted && p < end && *p == '"')
    p++;
  while (p < end && *p == self->delimiter)
    p++;
  if (p < end && *p != '\r' && *p != '\n')
    return FALSE;
  if (p < end)
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
  self->start = p - text;
  self->line = 2;
  return TRUE;
}

static guint
count_used (const CrmCsvRecord *record)
{
  guint n = record->n_cells;

  while (n > 0 && record->cells[n - 1][strspn (record->cells[n - 1], " \t")] == '\0')
    n--;
  return n;
}

/* How well records fit a delimiter: 0 for not at all; sets the width of the table. Trailing empty cells do not count,
 * people and programs leave them out or add one. */
static double
rate (const CrmCsvDialect *dialect, const char *text, gsize length, guint *width)
{
  g_autoptr (CrmCsvReader) reader = crm_csv_reader_new (text, length, dialect);
  g_autofree guint *seen = g_new0 (guint, MAX_WIDTH + 1);
  CrmCsvRecord record;
  guint n = 0;
  guint n_split = 0;
  guint n_spaced = 0;
  guint n_cells = 0;
  guint first = 0;
  guint first_used = 0;
  guint usual = 0;
  guint widest = 0;

  while (n < SAMPLE_RECORDS && crm_csv_reader_next (reader, &record))
    {
      guint used = count_used (&record);
      guint cells = MIN (record.n_cells, MAX_WIDTH);
      if (n++ == 0)
        {
          first = cells;
          first_used = used;
        }
      n_split += cells > 1;
      widest = MAX (widest, used);
      seen[cells]++;
      for (guint i = 1; i < record.n_cells; i++)
        n_spaced += record.cells[i][0] == ' ';
      n_cells += record.n_cells - 1;
    }
  for (guint i = 1; i <= MAX_WIDTH; i++)
    if (seen[i] > seen[usual])
      usual = i;

  /* The header names the columns; a title above the table has one cell. */
  *width = first > 1 && (first >= usual || first_used >= widest) ? first : MAX (first, usual);
  if (n == 0 || n_split == 0)
    return 0;
  double share = (double)(seen[usual] + (usual != first ? seen[first] : 0)) / n;
  double split = (double)n_split / n;
  double spaced = n_cells > 0 ? (double)n_spaced / n_cells : 0;
  gboolean agrees = first > 1 && first + 1 >= usual && first_used <= usual;
  return split * (share + (agrees ? 1 : 0)) * (1 - 0.3 * spaced);
}

void
crm_csv_dialect_find (CrmCsvDialect *self, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;
  double best = 0;

  *self = (CrmCsvDialect){ .delimiter = ',', .quote = '"', .line = 1 };
  if (n >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    self->start = 3;
  if (read_sep_line (self, text, n))
    {
      rate (self, text, n, &self->width);
      return;
    }

  CrmCsvDialect found = *self;
  found.width = 1;
  for (const char *c = delimiters; *c != '\0'; c++)
    {
      CrmCsvDialect candidate = *self;
      guint width;
      candidate.delimiter = *c;
      double rating = rate (&candidate, text, n, &width);
      if (rating > best + 0.02)
        {
          best = rating;
          found = candidate;
          found.width = width;
        }
    }
  *self = found;
}

void
crm_csv_dialect_force (CrmCsvDialect *self, const char *text, gssize length, char delimiter)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;

  *self = (CrmCsvDialect){ .delimiter = delimiter, .quote = '"', .line = 1 };
  if (n >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    self->start = 3;
  read_sep_line (self, text, n);
  self->delimiter = delimiter;
  rate (self, text, n, &self->width);
  self->width = MAX (self->width, 1);
}
