/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-csv-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Splits CSV text into records. The text is only read; cells are copied, unquoted, into one buffer that every record
 * uses again, so reading allocates nothing once the longest record was seen. Belongs to the thread that reads. */

struct _CrmCsvReader
{
  CrmCsvDialect dialect;
  const char *start; /* not owned */
  const char *next;
  const char *end;
  guint line;       /* of next */
  GString *buffer;  /* the cells of the record, each with its NUL */
  GArray *offsets;  /* gsize: where each cell begins in buffer */
  GPtrArray *cells; /* the same as pointers */
};

CrmCsvReader *
crm_csv_reader_new (const char *text, gssize length, const CrmCsvDialect *dialect)
{
  CrmCsvReader *self = g_new0 (CrmCsvReader, 1);
  gsize n = length < 0 ? strlen (text) : (gsize)length;

  g_assert (dialect->start <= n);
  self->dialect = *dialect;
  self->start = text;
  self->next = text + dialect->start;
  self->end = text + n;
  self->line = MAX (dialect->line, 1);
  self->buffer = g_string_sized_new (1024);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
  if (self->next == text && n >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    self->next += 3;
  return self;
}

void
crm_csv_reader_free (CrmCsvReader *self)
{
  g_string_free (self->buffer, TRUE);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static const char *
find_line_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;
  return p;
}

static const char *
skip_line_end (CrmCsvReader *self, const char *p)
{
  if (p < self->end)
    {
      self->line++;
      p += *p == '\r' && p + 1 < self->end && p[1] == '\n' ? 2 : 1;
    }
  return p;
}

static void
begin_cell (CrmCsvReader *self)
{
  gsize offset = self->buffer->len;
  g_array_append_val (self->offsets, offset);
}

static void
end_cell (CrmCsvReader *self)
{
  g_string_append_c (self->buffer, '\0');
}

/* Where a quoted cell's text begins, or NULL: blanks before the quote are allowed. */
static const char *
find_opening_quote (CrmCsvReader *self, const char *p)
{
  while (p < self->end && *p == ' ')
    p++;
  return p < self->end && *p == self->dialect.quote ? p + 1 : NULL;
}

static gboolean
ends_cell (CrmCsvReader *self, const char *p)
{
  return p == self->end || *p == self->dialect.delimiter || *p == '\n' || *p == '\r';
}

/* Copies a quoted cell that begins at cell, its text behind the opening quote at p; returns where it stops (at a delimiter, line end or the end),
 * or NULL when the quote is not balanced: no closing one up to the end, or one in the middle of a word lines below. */
static const char *
read_quoted (CrmCsvReader *self, const char *cell, const char *p, guint *n_lines)
{
  char quote = self->dialect.quote;
  gsize begin = self->buffer->len;

  for (;;)
    {
      const char *stop = memchr (p, quote, self->end - p);
      if (stop == NULL)
        return NULL;
      for (const char *q = p; q < stop; q++)
        if (*q == '\n' || (*q == '\r' && q[1] != '\n'))
          (*n_lines)++;
      g_string_append_len (self->buffer, p, stop - p);
      p = stop + 1;
      if (p < self->end && *p == quote)
        {
          g_string_append_c (self->buffer, quote);
          p++;
          continue;
        }

      const char *after = p;
      while (after < self->end && *after == ' ' && self->dialect.delimiter != ' ')
        after++;
      if (ends_cell (self, after))
        return after;
      if (*n_lines > 0)
        return NULL;
      /* A quote inside the cell that nobody doubled: the rest is taken as it stands. */
      const char *rest = p - 1;
      while (!ends_cell (self, p))
        p++;
      if (*cell == quote)
        g_string_append_len (self->buffer, rest, p - rest - (p - rest > 1 && p[-1] == quote));
      else
        g_string_append_len (g_string_truncate (self->buffer, begin), cell, p - cell);
      return p;
    }
}

/* Gives the line that has the unbalanced quote as one cell and goes on below it, so that the rest is not lost. */
static void
give_up_line (CrmCsvReader *self, CrmCsvRecord *record, const char *begin)
{
  const char *stop = find_line_end (begin, self->end);

  record->fault = CRM_CSV_FAULT_QUOTE;
  g_string_truncate (self->buffer, 0);
  g_array_set_size (self->offsets, 0);
  begin_cell (self);
  g_string_append_len (self->buffer, begin, stop - begin);
  end_cell (self);
  self->line = record->line;
  record->raw_length = stop - begin;
  self->next = skip_line_end (self, stop);
}

static void
read_record (CrmCsvReader *self, CrmCsvRecord *record)
{
  const char *begin = self->next;
  const char *p = begin;
  char delimiter = self->dialect.delimiter;

  record->line = self->line;
  record->fault = CRM_CSV_FAULT_NONE;
  record->raw = begin;
  g_string_truncate (self->buffer, 0);
  g_array_set_size (self->offsets, 0);
  for (;;)
    {
      begin_cell (self);
      const char *quoted =
          p < self->end && (*p == ' ' || *p == self->dialect.quote) ? find_opening_quote (self, p) : NULL;
      if (quoted != NULL)
        {
          guint n_lines = 0;
          p = read_quoted (self, p, quoted, &n_lines);
          if (p == NULL)
            {
              give_up_line (self, record, begin);
              return;
            }
          self->line += n_lines;
        }
      else
        {
          const char *stop = p;
          while (stop < self->end && *stop != delimiter && *stop != '\n' && *stop != '\r')
            stop++;
          g_string_append_len (self->buffer, p, stop - p);
          p = stop;
        }
      end_cell (self);
      if (p == self->end || *p != delimiter)
        break;
      p++;
    }
  record->raw_length = p - begin;
  self->next = skip_line_end (self, p);
}

static gboolean
is_blank_record (CrmCsvReader *self)
{
  for (gsize i = 0; i < self->buffer->len; i++)
    if (self->buffer->str[i] != '\0' && !g_ascii_isspace (self->buffer->str[i]))
      return FALSE;
  return TRUE;
}

static const char *
get_cell (CrmCsvReader *self, guint i)
{
  return self->buffer->str + g_array_index (self->offsets, gsize, i);
}

/* A record that is one cell by the delimiter of the table, but by another one has exactly the cells of the table: the
 * file was put together from two. Splits it again; TRUE when that fits. */
static gboolean
try_other_delimiter (CrmCsvReader *self, CrmCsvRecord *record)
{
  static const char candidates[] = ",;\t|";
  CrmCsvDialect own = self->dialect;
  const char *next = self->next;
  guint line = self->line;

  for (const char *c = candidates; *c != '\0'; c++)
    {
      if (*c == own.delimiter || memchr (record->raw, *c, record->raw_length) == NULL)
        continue;
      self->dialect.delimiter = *c;
      self->next = record->raw;
      self->line = record->line;
      read_record (self, record);
      guint used = self->offsets->len;
      while (used > 0 && get_cell (self, used - 1)[0] == '\0')
        used--;
      self->dialect = own;
      if (record->fault == CRM_CSV_FAULT_NONE && self->next == next && used == own.width)
        return TRUE;
    }
  self->next = record->raw;
  self->line = record->line;
  read_record (self, record);
  g_assert (self->next == next && self->line == line);
  return FALSE;
}

static gboolean
is_blank (const char *cell)
{
  return cell[strspn (cell, " \t")] == '\0';
}

static void
fit_to_width (CrmCsvReader *self, CrmCsvRecord *record)
{
  guint width = self->dialect.width;

  record->n_read = self->offsets->len;
  if (width > 0)
    {
      while (self->offsets->len > width && is_blank (get_cell (self, self->offsets->len - 1)))
        g_array_set_size (self->offsets, self->offsets->len - 1);
      if (self->offsets->len > width && record->fault == CRM_CSV_FAULT_NONE)
        record->fault = CRM_CSV_FAULT_TOO_MANY;
    }
  record->n_cells = MAX (self->offsets->len, width);
  g_ptr_array_set_size (self->cells, (int)record->n_cells);
  for (guint i = 0; i < record->n_cells; i++)
    self->cells->pdata[i] = i < self->offsets->len ? (char *)get_cell (self, i) : (char *)"";
  record->cells = (char **)self->cells->pdata;
}

gboolean
crm_csv_reader_next (CrmCsvReader *self, CrmCsvRecord *record)
{
  while (self->next < self->end)
    {
      read_record (self, record);
      if (is_blank_record (self))
        continue;
      if (self->dialect.width > 2 && self->offsets->len == 1 && record->fault == CRM_CSV_FAULT_NONE)
        try_other_delimiter (self, record);
      fit_to_width (self, record);
      return TRUE;
    }
  return FALSE;
}

gsize
crm_csv_reader_get_offset (CrmCsvReader *self)
{
  return self->next - self->start;
}

guint
crm_csv_reader_get_line (CrmCsvReader *self)
{
  return self->line;
}

char *
crm_csv_record_dup_reason (const CrmCsvRecord *record, const CrmCsvDialect *dialect)
{
  switch (record->fault)
    {
    case CRM_CSV_FAULT_QUOTE:
      return g_strdup (_ ("A quotation mark is opened in this line and never closed."));
    case CRM_CSV_FAULT_TOO_MANY:
      return g_strdup_printf (
          _ ("This line has %u cells, but the table has only %u columns."), record->n_cells, dialect->width);
    case CRM_CSV_FAULT_NONE: return NULL;
    }
  return NULL;
}
