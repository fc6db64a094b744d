/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-hours.h"

#include "base/crm-error.h"
#include "base/crm-locale.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Owns the spans of each day of a week, in order and apart from each other. Reads what it writes, also the spelling for people in the
 * language of messages. Immutable; any thread. */

#define N_DAYS 7
#define MIDNIGHT (24 * 60)
#define MAX_LENGTH 1000
#define MAX_SPANS 6 /* so that the longest spelling is read again */

struct _CrmHours
{
  GArray *days[N_DAYS]; /* int: pairs of minutes */
};

/* Where a text is read, and which days its times are for. */
typedef struct
{
  const char *at;
  guint days; /* bit 0 Monday … */
} Reader;

static void
skip_blanks (Reader *self)
{
  while (g_unichar_isspace (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
}

/* A hyphen or one of the dashes people and this program write. */
static gboolean
skip_dash (Reader *self)
{
  skip_blanks (self);
  switch (g_utf8_get_char (self->at))
    {
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      self->at = g_utf8_next_char (self->at);
      skip_blanks (self);
      return TRUE;
    default: return FALSE;
    }
}

static int
read_number (Reader *self)
{
  int number = 0;
  guint n = 0;

  for (; g_ascii_isdigit (*self->at) && n < 3; self->at++, n++)
    number = number * 10 + g_ascii_digit_value (*self->at);
  return n == 0 || n == 3 ? -1 : number;
}

/* "9", "09:00", "9.30"; 24:00 is the end of the day. */
static int
read_time (Reader *self)
{
  int hour = read_number (self), minute = 0;

  if ((*self->at == ':' || *self->at == '.') && g_ascii_isdigit (self->at[1]))
    {
      self->at++;
      minute = read_number (self);
    }
  if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > MIDNIGHT)
    return -1;
  return hour * 60 + minute;
}

/* Name of a day, 0 Monday, in the language of messages. */
static char *
dup_day_name (guint day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2024, 1, 1 + (int)day, 12, 0, 0); /* a Monday */

  return crm_locale_format_date (date, format);
}

static gboolean
is_day_name (const char *fold, guint day)
{
  static const char *const names[N_DAYS] = { "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday" };
  static const char *const formats[] = { "%a", "%A" };

  if (strlen (fold) >= 3 && g_str_has_prefix (names[day], fold))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = dup_day_name (day, formats[i]), *name_fold = crm_text_fold (name);
      gsize length = strlen (name_fold);

      if (length && name_fold[length - 1] == '.')
        name_fold[length - 1] = '\0';
      if (g_str_equal (fold, name_fold))
        return TRUE;
    }
  return FALSE;
}

/* 0 Monday … 6; -1: no day stands here. */
static int
read_day (Reader *self)
{
  const char *end = self->at;
  g_autofree char *word = NULL, *fold = NULL;

  if (g_ascii_isdigit (*self->at))
    {
      int number = read_number (self);
      return number >= 1 && number <= N_DAYS ? number - 1 : -1;
    }
  while (g_unichar_isalpha (g_utf8_get_char (end)) || g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  word = g_strndup (self->at, (gsize)(end - self->at));
  fold = crm_text_fold (word);
  for (guint day = 0; *fold && day < N_DAYS; day++)
    if (is_day_name (fold, day))
      {
        self->at = *end == '.' ? end + 1 : end;
        return (int)day;
      }
  return -1;
}

/* "1-5", "Mon–Fri", "1,3,5", "Sat-Mon". */
static gboolean
read_days (Reader *self)
{
  guint days = 0;

  for (;;)
    {
      int first, last;

      skip_blanks (self);
      first = last = read_day (self);
      if (first >= 0 && skip_dash (self))
        last = read_day (self);
      if (first < 0 || last < 0)
        return FALSE;
      for (int day = first;; day = (day + 1) % N_DAYS)
        {
          days |= 1u << day;
          if (day == last)
            break;
        }
      skip_blanks (self);
      if (*self->at != ',')
        break;
      self->at++;
    }
  if (*self->at == ':')
    self->at++;
  self->days = days;
  return TRUE;
}

static gboolean
read_span (Reader *self, int *from, int *until)
{
  skip_blanks (self);
  *from = read_time (self);
  if (*from < 0 || !skip_dash (self))
    return FALSE;
  *until = read_time (self);
  skip_blanks (self);
  return *until >= 0 && (*self->at == '\0' || *self->at == ',' || *self->at == ';');
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const int *first = a, *second = b;

  return first[0] != second[0] ? first[0] - second[0] : first[1] - second[1];
}

/* Puts a day's spans in order and joins those that touch. */
static void
tidy (GArray *spans)
{
  int *pairs = (int *)(void *)spans->data;
  guint n = spans->len / 2, kept = 0;

  if (n == 0)
    return;
  qsort (pairs, n, 2 * sizeof (int), compare_spans);
  for (guint i = 1; i < n; i++)
    {
      if (pairs[2 * i] <= pairs[2 * kept + 1])
        pairs[2 * kept + 1] = MAX (pairs[2 * kept + 1], pairs[2 * i + 1]);
      else
        {
          kept++;
          pairs[2 * kept] = pairs[2 * i];
          pairs[2 * kept + 1] = pairs[2 * i + 1];
        }
    }
  g_array_set_size (spans, 2 * (kept + 1));
}

/* With an example in the names of the reader's own language. */
static void
set_bad (GError **error)
{
  g_autoptr (CrmHours) hours = crm_hours_new (CRM_HOURS_EXAMPLE, NULL);
  g_autofree char *example = crm_hours_describe (hours);

  /* Translators: “Mon–Fri 9:00–18:00, Sat 10:00–14:00” */
  g_set_error (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Working hours are written like “%s”."), example);
}

static gboolean
read_all (CrmHours *self, Reader *reader, GError **error)
{
  for (;;)
    {
      Reader again = *reader;
      int from, until;

      /* After a comma stands another span of the same days, or other days. */
      if (!reader->days || !read_span (&again, &from, &until))
        {
          again = *reader;
          if (!read_days (&again) || !read_span (&again, &from, &until))
            {
              set_bad (error);
              return FALSE;
            }
        }
      *reader = again;
      if (from >= until)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("Work ends later on the day than it begins."));
          return FALSE;
        }
      for (guint day = 0; day < N_DAYS; day++)
        if (reader->days & (1u << day))
          {
            g_array_append_val (self->days[day], from);
            g_array_append_val (self->days[day], until);
          }
      if (*reader->at == '\0')
        return TRUE;
      if (*reader->at == ';')
        reader->days = 0;
      reader->at++;
      skip_blanks (reader);
      if (*reader->at == '\0')
        return TRUE;
    }
}

CrmHours *
crm_hours_new (const char *text, GError **error)
{
  g_autoptr (CrmHours) self = g_new0 (CrmHours, 1);
  Reader reader = { .at = text };

  for (guint day = 0; day < N_DAYS; day++)
    self->days[day] = g_array_new (FALSE, FALSE, sizeof (int));
  if (crm_text_is_blank (text) || strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    {
      set_bad (error);
      return NULL;
    }
  if (!read_all (self, &reader, error))
    return NULL;
  for (guint day = 0; day < N_DAYS; day++)
    {
      tidy (self->days[day]);
      if (self->days[day]->len > 2 * MAX_SPANS)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("A day can have %d stretches of work at most."), MAX_SPANS);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

void
crm_hours_free (CrmHours *self)
{
  for (guint day = 0; day < N_DAYS; day++)
    g_array_unref (self->days[day]);
  g_free (self);
}

const int *
crm_hours_get_day (const CrmHours *self, int weekday, guint *n)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= N_DAYS, NULL);

  *n = self->days[weekday - 1]->len / 2;
  return (const int *)(void *)self->days[weekday - 1]->data;
}

gboolean
crm_hours_is_work_day (const CrmHours *self, int weekday)
{
  guint n;

  crm_hours_get_day (self, weekday, &n);
  return n > 0;
}

static gboolean
same_spans (const GArray *a, const GArray *b)
{
  return a->len == b->len && (!a->len || memcmp (a->data, b->data, a->len * sizeof (int)) == 0);
}

/* The last of the days from day on that are alike. */
static guint
find_last_alike (const CrmHours *self, guint day)
{
  guint last = day;

  while (last + 1 < N_DAYS && same_spans (self->days[day], self->days[last + 1]))
    last++;
  return last;
}

char *
crm_hours_to_string (const CrmHours *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint day = 0, last; day < N_DAYS; day = last + 1)
    {
      const int *spans = (const int *)(const void *)self->days[day]->data;

      last = find_last_alike (self, day);
      for (guint i = 0; i < self->days[day]->len; i += 2)
        {
          g_string_append_printf (text, "%s%u", text->len ? ";" : "", day + 1);
          if (last > day)
            g_string_append_printf (text, "-%u", last + 1);
          g_string_append_printf (text, " %02d:%02d-%02d:%02d", spans[i] / 60, spans[i] % 60,
              spans[i + 1] / 60, spans[i + 1] % 60);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
crm_hours_describe (const CrmHours *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint day = 0, last; day < N_DAYS; day = last + 1)
    {
      const int *spans = (const int *)(const void *)self->days[day]->data;
      g_autofree char *name = dup_day_name (day, "%a"), *last_name = NULL;

      last = find_last_alike (self, day);
      if (!self->days[day]->len)
        continue;
      last_name = dup_day_name (last, "%a");
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", name);
      if (last > day)
        g_string_append_printf (text, "–%s", last_name);
      for (guint i = 0; i < self->days[day]->len; i += 2)
        g_string_append_printf (text, "%s%d:%02d–%d:%02d", i ? ", " : " ", spans[i] / 60, spans[i] % 60,
            spans[i + 1] / 60, spans[i + 1] % 60);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
