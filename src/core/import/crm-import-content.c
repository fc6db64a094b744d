/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-content.h"
#include "base/crm-text.h"
#include "import/crm-import-names.h"

#include <string.h>

/* Looks at the cells of columns: what they can be, how dates and decimals are written in them. No state; any thread. */

#define N_LOOKED_AT 200

static gboolean
is_salutation (const char *text)
{
  static const char *const words[] = { "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "пан",
    "пані", "г-н", "г-жа", "господин", "госпожа", NULL };
  g_autofree char *fold = crm_text_fold (text);

  g_strchomp (fold);
  if (g_str_has_suffix (fold, "."))
    fold[strlen (fold) - 1] = '\0';
  return g_strv_contains (words, fold);
}

static gboolean
is_mostly_digits (const char *text)
{
  guint digits = 0, letters = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      digits += g_unichar_isdigit (g_utf8_get_char (p));
      letters += g_unichar_isalpha (g_utf8_get_char (p));
    }
  return digits > letters;
}

/* Fields that take words of a list only. */
static const char *const choices[CRM_IMPORT_N_CHOICES] = { "kind", "status", "roles" };

CrmImportContent
crm_import_content_measure (CrmCsvTable *table, guint column)
{
  CrmImportContent self = { 0 };
  const char *cell;

  for (guint i = 0; i < N_LOOKED_AT && (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
    {
      CrmImportLook look = crm_import_value_look (cell);
      if (look == CRM_IMPORT_LOOK_EMPTY)
        continue;
      g_autofree char *digits = crm_text_digits (cell);
      g_autofree char *dmy = crm_date_parse (cell, CRM_DATE_ORDER_DMY, NULL);
      g_autofree char *mdy = dmy == NULL ? crm_date_parse (cell, CRM_DATE_ORDER_MDY, NULL) : NULL;
      self.n_filled++;
      self.looks[look]++;
      self.n_with_at += strchr (cell, '@') != NULL;
      self.n_phone_digits += strlen (digits) >= 5;
      self.n_mostly_digits += look == CRM_IMPORT_LOOK_TEXT && is_mostly_digits (cell);
      self.n_salutations += is_salutation (cell);
      self.n_dates += dmy != NULL || mdy != NULL || look == CRM_IMPORT_LOOK_DATE;
      for (gsize j = 0; j < G_N_ELEMENTS (choices); j++)
        {
          g_auto (GStrv) parts = crm_import_value_split (cell);
          gboolean all = parts[0] != NULL;
          for (guint k = 0; parts[k] != NULL; k++)
            all = all && crm_import_names_choice (choices[j], parts[k]) != NULL;
          self.n_words[j] += all;
        }
    }
  return self;
}

const char *
crm_import_content_choose (const CrmImportContent *self, const char *target)
{
  const char *other = NULL;

  for (gsize j = 0; j < G_N_ELEMENTS (choices); j++)
    if (self->n_filled > 0 && self->n_words[j] == self->n_filled)
      {
        if (strcmp (choices[j], target) == 0)
          return target;
        other = other != NULL ? other : choices[j];
      }
  for (gsize j = 0; other != NULL && j < G_N_ELEMENTS (choices); j++)
    if (strcmp (choices[j], target) == 0)
      return other;
  return target;
}

gboolean
crm_import_content_agrees (const CrmImportContent *self, const char *target, gboolean strictly)
{
  guint need = strictly ? 8 : 5;
  guint n = self->n_filled;

  if (n == 0)
    return !strictly;
  if (strcmp (target, "email") == 0)
    return self->n_with_at * 10 >= n * need || (!strictly && self->n_with_at > 0);
  if (strcmp (target, "phone") == 0)
    return self->n_phone_digits * 10 >= n * need;
  if (strcmp (target, "birthday") == 0 || strcmp (target, "created_at") == 0)
    return self->n_dates * 10 >= n * need;
  if (strcmp (target, "web") == 0)
    return (self->looks[CRM_IMPORT_LOOK_URL] + self->looks[CRM_IMPORT_LOOK_TEXT]) * 10 >= n * need;
  /* Words we do not know would all be faults: such a column is better kept as it is. */
  for (gsize j = 0; j < G_N_ELEMENTS (choices); j++)
    if (strcmp (target, choices[j]) == 0)
      return self->n_words[j] == n;
  /* Both a job and "Mrs." are called "Title". */
  if (strcmp (target, "position") == 0)
    return self->n_salutations < n;
  if (strcmp (target, "name") == 0 || strcmp (target, "first_name") == 0 || strcmp (target, "last_name") == 0)
    return self->looks[CRM_IMPORT_LOOK_REAL] + self->looks[CRM_IMPORT_LOOK_DATE] < n;
  return TRUE;
}

const char *
crm_import_content_target (const CrmImportContent *self)
{
  guint n = self->n_filled;

  if (n == 0)
    return NULL;
  if (self->looks[CRM_IMPORT_LOOK_EMAIL] * 10 >= n * 8)
    return "email";
  if (self->looks[CRM_IMPORT_LOOK_PHONE] * 10 >= n * 8)
    return "phone";
  /* Numbers without any sign between them, beside others that can be nothing else. */
  if (self->looks[CRM_IMPORT_LOOK_PHONE] * 2 >= n && self->n_phone_digits == n &&
      self->looks[CRM_IMPORT_LOOK_PHONE] + self->looks[CRM_IMPORT_LOOK_INTEGER] == n)
    return "phone";
  if (self->looks[CRM_IMPORT_LOOK_URL] * 10 >= n * 8)
    return "web";
  return NULL;
}

gboolean
crm_import_content_are_parts (CrmCsvTable *table, guint name, guint first, guint last)
{
  const char *whole;
  guint n = 0;

  for (guint i = 0; (whole = crm_csv_table_get_sample (table, name, i)) != NULL; i++)
    {
      g_autofree char *joined = g_strconcat (
          crm_csv_table_get_sample (table, first, i), " ", crm_csv_table_get_sample (table, last, i), NULL);
      g_autofree char *joined_fold = crm_text_fold (joined);
      g_autofree char *fold = crm_text_fold (whole);
      if (fold[0] == '\0' && joined_fold[0] == '\0')
        continue;
      if (strcmp (joined_fold, fold) != 0)
        return FALSE;
      n++;
    }
  return n > 0;
}

gboolean
crm_import_content_single_words (CrmCsvTable *table, guint column)
{
  const char *cell;

  for (guint i = 0; (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
    {
      g_autofree char *text = crm_import_value_clean (cell);
      if (strchr (text, ' ') != NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_import_content_are_words (CrmCsvTable *table, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *cell;
  guint n = 0;

  for (guint i = 0; i < N_LOOKED_AT && (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
    {
      g_autofree char *text = crm_import_value_clean (cell);
      if (text[0] == '\0')
        continue;
      if (!g_unichar_isupper (g_utf8_get_char (text)))
        return FALSE;
      for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
        if (!g_unichar_isalpha (g_utf8_get_char (p)) && strchr ("-'", *p) == NULL &&
            g_utf8_get_char (p) != 0x2019)
          return FALSE;
      g_hash_table_add (seen, (gpointer)cell);
      n++;
    }
  /* Cities and groups come again and again. */
  return n > 0 && g_hash_table_size (seen) * 2 > n;
}

/* What an unknown column could be kept as. */
static CrmKind
guess_own_kind (const CrmImportContent *self, CrmCsvTable *table, guint column)
{
  guint n = self->n_filled;
  guint integers = self->looks[CRM_IMPORT_LOOK_INTEGER];
  const char *cell;

  if (n == 0)
    return CRM_KIND_TEXT;
  if (self->looks[CRM_IMPORT_LOOK_DATE] == n)
    {
      for (guint i = 0; (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
        if (strchr (cell, ':') != NULL)
          return CRM_KIND_INSTANT;
      return CRM_KIND_DATE;
    }
  if (self->looks[CRM_IMPORT_LOOK_MONEY] == n)
    return CRM_KIND_MONEY;
  if (self->looks[CRM_IMPORT_LOOK_BOOLEAN] == n)
    return CRM_KIND_BOOLEAN;
  if (integers + self->looks[CRM_IMPORT_LOOK_REAL] < n)
    return CRM_KIND_TEXT;

  gboolean zero = FALSE;
  gboolean one = FALSE;
  gboolean more = FALSE;
  for (guint i = 0; (cell = crm_csv_table_get_sample (table, column, i)) != NULL; i++)
    {
      g_autofree char *text = crm_import_value_clean (cell);
      /* Numbers that begin with a nought or are very long are codes. */
      if ((text[0] == '0' && g_ascii_isdigit (text[1])) || strlen (text) > 15)
        return CRM_KIND_TEXT;
      zero |= strcmp (text, "0") == 0;
      one |= strcmp (text, "1") == 0;
      more |= text[0] != '\0' && strcmp (text, "0") != 0 && strcmp (text, "1") != 0;
    }
  if (integers < n)
    return CRM_KIND_REAL;
  return zero && one && !more ? CRM_KIND_BOOLEAN : CRM_KIND_INTEGER;
}

static gboolean
is_date_target (const CrmImportColumn *column)
{
  if (column->target != NULL)
    return strcmp (column->target, "birthday") == 0 || strcmp (column->target, "created_at") == 0;
  return column->own && (column->own_kind == CRM_KIND_DATE || column->own_kind == CRM_KIND_INSTANT);
}

static gboolean
is_decimal (const CrmImportColumn *column)
{
  return column->target == NULL && column->own &&
         (column->own_kind == CRM_KIND_REAL || column->own_kind == CRM_KIND_MONEY);
}

/* 1.2.1990, perhaps with a time behind it; an empty cell is no contradiction. */
static gboolean
is_dotted (const char *cell)
{
  g_autofree char *text = crm_import_value_clean (cell);
  const char *p = text;

  for (int part = 0; part < 2; part++)
    {
      gsize n = strspn (p, "0123456789");
      if (n < 1 || n > 2 || p[n] != '.')
        return text[0] == '\0';
      p += n + 1;
    }
  return g_ascii_isdigit (*p);
}

/* A sign that has not exactly three digits behind it, or follows the other sign, is a decimal sign. */
static void
vote_decimal (const char *cell, guint *points, guint *commas)
{
  const char *last = NULL;

  for (const char *p = cell; *p != '\0'; p++)
    if (*p == '.' || *p == ',')
      last = p;
  if (last == NULL)
    return;
  gsize behind = strspn (last + 1, "0123456789");
  char other = *last == '.' ? ',' : '.';
  gboolean mixed = memchr (cell, other, last - cell) != NULL;
  if (!mixed && (behind == 3 || memchr (cell, *last, last - cell) != NULL))
    return;
  if (*last == '.')
    (*points)++;
  else
    (*commas)++;
}

static gboolean
can_read (const CrmImportColumn *column, CrmKind kind, const char *cell)
{
  CrmImportReading reading = {
    .date_order = column->date_order, .decimal_sign = column->decimal_sign, .currency = "EUR"
  };
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  return crm_import_value_read (kind, cell, &reading, &value, NULL);
}

/* Own fields whose cells cannot all be read by their kind are texts. A date that is only ambiguous stays a date: a
 * person says how to read it. */
static void
check_own_kinds (CrmImportMapping *mapping, CrmCsvTable *table)
{
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  CrmCsvRecord record;

  while (crm_csv_reader_next (reader, &record))
    for (guint i = 0; i < mapping->n_columns && record.fault == CRM_CSV_FAULT_NONE; i++)
      {
        CrmImportColumn *column = &mapping->columns[i];
        const char *cell = record.cells[i];
        if (!column->own || column->own_kind == CRM_KIND_TEXT || can_read (column, column->own_kind, cell))
          continue;
        if (is_date_target (column) && crm_import_value_look (cell) == CRM_IMPORT_LOOK_DATE)
          continue;
        column->own_kind = column->own_kind == CRM_KIND_INTEGER && can_read (column, CRM_KIND_REAL, cell)
                               ? CRM_KIND_REAL
                               : CRM_KIND_TEXT;
      }
}

/* How the cells of columns are written, over the whole table. filled: nullable. */
static void
vote (CrmCsvTable *table, CrmImportColumn *columns, guint n, const gboolean *dates, const gboolean *decimals,
    gboolean *filled)
{
  g_autoptr (CrmCsvReader) reader = crm_csv_table_read (table);
  g_autofree CrmDateVote *votes = g_new0 (CrmDateVote, n);
  g_autofree guint *points = g_new0 (guint, n);
  g_autofree guint *commas = g_new0 (guint, n);
  g_autofree gboolean *other_than_dots = g_new0 (gboolean, n);
  CrmCsvRecord record;

  while (crm_csv_reader_next (reader, &record))
    for (guint i = 0; i < n && record.fault == CRM_CSV_FAULT_NONE; i++)
      {
        if (record.cells[i][0] == '\0')
          continue;
        if (filled != NULL && !filled[i])
          {
            g_autofree char *text = crm_import_value_clean (record.cells[i]);
            filled[i] = text[0] != '\0';
          }
        if (dates[i])
          {
            crm_date_vote (&votes[i], record.cells[i]);
            other_than_dots[i] |= !is_dotted (record.cells[i]);
          }
        else if (decimals[i])
          vote_decimal (record.cells[i], &points[i], &commas[i]);
      }
  for (guint i = 0; i < n; i++)
    {
      columns[i].date_order = crm_date_vote_result (&votes[i]);
      /* Nobody puts the month first when the parts are kept apart by dots. */
      if (columns[i].date_order == CRM_DATE_ORDER_UNKNOWN && dates[i] && !other_than_dots[i] &&
          votes[i].mdy == 0 && votes[i].ymd == 0)
        columns[i].date_order = CRM_DATE_ORDER_DMY;
      columns[i].decimal_sign = points[i] > commas[i] ? '.' : commas[i] > points[i] ? ',' : 0;
    }
}

void
crm_import_content_settle_kinds (CrmImportMapping *mapping, CrmCsvTable *table, const CrmKind *kinds)
{
  guint n = mapping->n_columns;
  g_autofree gboolean *dates = g_new0 (gboolean, n);
  g_autofree gboolean *decimals = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    {
      dates[i] = kinds[i] == CRM_KIND_DATE || kinds[i] == CRM_KIND_INSTANT;
      decimals[i] = kinds[i] == CRM_KIND_REAL || kinds[i] == CRM_KIND_MONEY || kinds[i] == CRM_KIND_DECIMAL;
    }
  vote (table, mapping->columns, n, dates, decimals, NULL);
}

void
crm_import_content_settle (CrmImportMapping *mapping, CrmCsvTable *table)
{
  guint n = mapping->n_columns;
  g_autofree gboolean *dates = g_new0 (gboolean, n);
  g_autofree gboolean *decimals = g_new0 (gboolean, n);
  g_autofree gboolean *filled = g_new0 (gboolean, n);
  gboolean any_own = FALSE;

  for (guint i = 0; i < n; i++)
    {
      CrmImportColumn *column = &mapping->columns[i];
      const CrmImportContent content = crm_import_content_measure (table, i);
      column->own = column->target == NULL && !column->ignored;
      column->own_kind = column->own ? guess_own_kind (&content, table, i) : CRM_KIND_TEXT;
      any_own |= column->own_kind != CRM_KIND_TEXT;
      dates[i] = is_date_target (column);
      decimals[i] = is_decimal (column);
    }
  vote (table, mapping->columns, n, dates, decimals, filled);
  for (guint i = 0; i < n; i++)
    mapping->columns[i].own = mapping->columns[i].own && filled[i];
  if (any_own)
    check_own_kinds (mapping, table);
}
