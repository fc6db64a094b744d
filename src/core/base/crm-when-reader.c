/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when-reader.h"
#include "base/crm-local.h"

#include <string.h>

/* The ground under the readers of days and times: tokens, amounts, prepositions, day reckoning, and what a reading
 * comes to. Pure functions; any thread. */

#define MAX_JULIAN 3652059 /* 9999-12-31 */
#define MAX_PREFIXES 4
#define DAY_MINUTES (24 * 60)

gboolean
crm_when_reader_init (CrmWhenReader *self, const char *text, gint64 now, GTimeZone *zone, int week_start)
{
  memset (self, 0, sizeof *self);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  self->today = crm_local_day (now, zone, &self->second);
  if (self->today == 0)
    return FALSE;
  self->tokens = crm_tokens_new (text);
  self->now = now;
  self->zone = zone;
  self->week_start = CLAMP (week_start, 1, 7);
  return TRUE;
}

void
crm_when_reader_clear (CrmWhenReader *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
}

const CrmToken *
crm_when_reader_get (const CrmWhenReader *self, guint i)
{
  return i < self->tokens->len ? &g_array_index (self->tokens, CrmToken, i) : NULL;
}

gboolean
crm_when_reader_means (const CrmWhenReader *self, guint i, CrmWordMeaning meaning, int *value)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && crm_word_means (token->word, meaning, value);
}

gboolean
crm_when_reader_is_sign (const CrmWhenReader *self, guint i, char sign)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && token->type == CRM_TOKEN_SIGN && token->sign == (gunichar)sign;
}

gboolean
crm_when_reader_is_glued (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && i > 0 && !token->blank_before;
}

static gboolean
is_currency (const CrmToken *token)
{
  return token->type == CRM_TOKEN_SIGN &&
         (g_unichar_type (token->sign) == G_UNICODE_CURRENCY_SYMBOL || token->sign == '%' ||
             token->sign == 0x2030 || token->sign == 0x00B0);
}

gboolean
crm_when_reader_is_number (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  const CrmToken *before = i > 0 ? crm_when_reader_get (self, i - 1) : NULL;

  if (token == NULL || token->type != CRM_TOKEN_NUMBER || token->phone)
    return FALSE;
  if (before == NULL)
    return TRUE;
  if (before->type == CRM_TOKEN_SIGN &&
      (is_currency (before) || before->sign == '#' || before->sign == 0x2116) && before->sign != '%')
    return FALSE;
  if (token->blank_before)
    return TRUE;
  if (before->type != CRM_TOKEN_SIGN)
    return FALSE;
  if (before->sign == '.' || before->sign == ',')
    return i > 1 && crm_when_reader_get (self, i - 2)->type == CRM_TOKEN_WORD;
  if (before->sign == '-' || before->sign == ':')
    return i > 1 && before->blank_before == FALSE &&
           crm_when_reader_get (self, i - 2)->type == CRM_TOKEN_WORD &&
           crm_when_reader_get (self, i - 2)->word != NULL;
  return before->sign != '/' && before->sign != '+' && before->sign != '=' && before->sign != '*' &&
         before->sign != '_' && (before->sign != '@' || before->blank_before);
}

/* Slavic infinitives: what stands before them is complete. */
gboolean
crm_when_is_infinitive (const char *fold)
{
  static const char *const endings[] = { "ть", "ти", "тись", "тися", "ться", "чь", "чься" };

  if (g_utf8_strlen (fold, -1) < 5)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (fold, endings[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free_word (const CrmToken *token)
{
  static const CrmWordMeaning free_meanings[] = { CRM_WORD_LINK, CRM_WORD_VERB, CRM_WORD_CALL,
    CRM_WORD_LETTER, CRM_WORD_MEETING, CRM_WORD_IMPORTANT, CRM_WORD_ON, CRM_WORD_AT, CRM_WORD_FROM,
    CRM_WORD_UNTIL, CRM_WORD_DAY, CRM_WORD_TONIGHT, CRM_WORD_WEEKDAY, CRM_WORD_WEEKDAY_DOUBT, CRM_WORD_PART,
    CRM_WORD_PART_ALONE, CRM_WORD_EVERY, CRM_WORD_EVERY_WEEKDAY, CRM_WORD_EVERY_WORKDAY, CRM_WORD_ADVERB,
    CRM_WORD_NEXT, CRM_WORD_THIS };

  if (!token->blank_before || crm_word_means (token->word, CRM_WORD_MEASURE, NULL))
    return FALSE;
  if (token->capital)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (free_meanings); i++)
    {
      if (crm_word_means (token->word, free_meanings[i], NULL))
        return TRUE;
    }
  return crm_when_is_infinitive (token->fold);
}

static gboolean
is_free_sign (const CrmWhenReader *self, guint i, const CrmToken *token)
{
  const CrmToken *after = crm_when_reader_get (self, i + 1);

  if (is_currency (token))
    return FALSE;
  if (token->blank_before || after == NULL || after->blank_before || after->type == CRM_TOKEN_SIGN)
    return token->sign != '+' && token->sign != '*' && token->sign != '=';
  return strchr (",;!?)\"", (int)MIN (token->sign, 0x7F)) != NULL && after->type != CRM_TOKEN_NUMBER;
}

gboolean
crm_when_reader_is_free (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  if (token == NULL)
    return TRUE;
  switch (token->type)
    {
    case CRM_TOKEN_WORD: return is_free_word (token);
    case CRM_TOKEN_NUMBER: return token->phone;
    case CRM_TOKEN_SIGN: return token->phone || is_free_sign (self, i, token);
    }
  return FALSE;
}

guint
crm_when_skip_dot (const CrmWhenReader *self, guint i)
{
  const CrmToken *word = i > 0 ? crm_when_reader_get (self, i - 1) : NULL;
  const CrmToken *after = crm_when_reader_get (self, i + 1);

  if (word == NULL || word->type != CRM_TOKEN_WORD || g_utf8_strlen (word->fold, -1) > 4 ||
      !crm_when_reader_is_sign (self, i, '.') || !crm_when_reader_is_glued (self, i))
    return i;
  /* Three dots are no abbreviation. */
  return after == NULL || after->type != CRM_TOKEN_SIGN || after->blank_before ? i + 1 : i;
}

guint
crm_when_read_amount (const CrmWhenReader *self, guint i, int *amount, gboolean *half)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  const CrmToken *after;

  *half = FALSE;
  if (crm_when_reader_means (self, i, CRM_WORD_NUMBER_AND_HALF, amount))
    {
      *half = TRUE;
      return i + 1;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_HALF, amount))
    {
      *half = TRUE;
      return crm_when_reader_means (self, i + 1, CRM_WORD_A, NULL) ? i + 2 : i + 1;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_A, amount) && *amount == 1)
    {
      /* "a couple of days" */
      if (!crm_when_reader_means (self, i + 1, CRM_WORD_NUMBER, amount))
        return i + 1;
      i++;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_NUMBER, amount))
    {
      const CrmToken *of = crm_when_reader_get (self, i + 1);

      return of != NULL && g_strcmp0 (of->fold, "of") == 0 ? i + 2 : i + 1;
    }
  if (token == NULL || token->type != CRM_TOKEN_NUMBER || token->phone || token->n_digits > 4)
    return i;
  *amount = (int)token->number;
  after = crm_when_reader_get (self, i + 2);
  if (after == NULL || after->type != CRM_TOKEN_NUMBER || after->phone ||
      !crm_when_reader_is_glued (self, i + 1) || !crm_when_reader_is_glued (self, i + 2))
    return i + 1;
  /* "2-3 days" are two of them at least. */
  if (crm_when_reader_is_sign (self, i + 1, '-'))
    return i + 3;
  *half = after->number == 5 && after->n_digits == 1;
  if (*half && (crm_when_reader_is_sign (self, i + 1, '.') || crm_when_reader_is_sign (self, i + 1, ',')))
    return i + 3;
  return i;
}

guint
crm_when_read_unit (const CrmWhenReader *self, guint i, int amount, CrmWordUnit *unit)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  int value;
  int next;
  gboolean work = crm_when_reader_means (self, i, CRM_WORD_WORK, NULL);

  if (work)
    i++;
  if (crm_when_reader_means (self, i, CRM_WORD_UNIT, &value))
    {
      token = crm_when_reader_get (self, i);
      /* "через год" is Russian and a year, "через 2 год" is Ukrainian and hours. */
      if (strcmp (token->fold, "год") == 0 &&
          crm_when_reader_means (self, crm_when_skip_dot (self, i + 1) + 1, CRM_WORD_UNIT, &next) &&
          next == CRM_WORD_UNIT_MINUTE)
        value = CRM_WORD_UNIT_HOUR;
      else if (strcmp (token->fold, "год") == 0)
        value = amount % 10 == 1 && amount % 100 != 11 ? CRM_WORD_UNIT_YEAR : CRM_WORD_UNIT_HOUR;
      if (work && value != CRM_WORD_UNIT_DAY)
        return i - 1;
      *unit = work ? CRM_WORD_UNIT_WORKDAY : (CrmWordUnit)value;
      return crm_when_skip_dot (self, i + 1);
    }
  if (!work && i > 0 && crm_when_reader_is_glued (self, i) &&
      crm_when_reader_get (self, i - 1)->type == CRM_TOKEN_NUMBER &&
      crm_when_reader_means (self, i, CRM_WORD_UNIT_LETTER, &value))
    {
      *unit = (CrmWordUnit)value;
      return i + 1;
    }
  return work ? i - 1 : i;
}

int
crm_when_get_weekday (guint32 julian)
{
  return (int)((julian - 1) % 7) + 1;
}

guint32
crm_when_week_begin (guint32 julian, int week_start)
{
  guint32 past = (guint32)((crm_when_get_weekday (julian) - week_start + 7) % 7);

  return julian > past ? julian - past : 0;
}

static guint32
add_months (guint32 julian, gint64 months)
{
  GDate date;
  gint64 month;
  guint year;
  guint8 last;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  month = (gint64)g_date_get_year (&date) * 12 + g_date_get_month (&date) - 1 + months;
  if (month < 12 || month >= 10000 * 12)
    return 0;
  year = (guint)(month / 12);
  last = g_date_get_days_in_month ((GDateMonth)(month % 12 + 1), (GDateYear)year);
  g_date_set_dmy (&date, MIN (g_date_get_day (&date), last), (GDateMonth)(month % 12 + 1), (GDateYear)year);
  return g_date_get_julian (&date);
}

guint32
crm_when_add (guint32 julian, CrmWordUnit unit, int amount)
{
  gint64 day = julian;

  switch (unit)
    {
    case CRM_WORD_UNIT_MINUTE:
    case CRM_WORD_UNIT_HOUR: return 0;
    case CRM_WORD_UNIT_DAY: day += amount; break;
    case CRM_WORD_UNIT_WORKDAY:
      /* Whole weeks at once; what is left one day after the other. */
      day += amount / 5 * 7;
      for (int left = amount % 5; left > 0;)
        left -= crm_when_get_weekday ((guint32)++day) <= 5;
      while (day >= 1 && crm_when_get_weekday ((guint32)day) > 5)
        day++;
      break;
    case CRM_WORD_UNIT_WEEK: day += 7 * (gint64)amount; break;
    case CRM_WORD_UNIT_MONTH: return add_months (julian, amount);
    case CRM_WORD_UNIT_QUARTER: return add_months (julian, 3 * (gint64)amount);
    case CRM_WORD_UNIT_YEAR: return add_months (julian, 12 * (gint64)amount);
    }
  return day >= 1 && day <= MAX_JULIAN ? (guint32)day : 0;
}

guint32
crm_when_next_day (guint32 from, guint month, guint day)
{
  GDate date;
  guint year;
  guint m;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, from);
  year = g_date_get_year (&date);
  m = month != 0 ? month : (guint)g_date_get_month (&date);
  /* 29 February may be eight years away. */
  for (guint i = 0; i < 12 && year <= 9999; i++)
    {
      if (g_date_valid_dmy ((GDateDay)MIN (day, 32), (GDateMonth)m, (GDateYear)year))
        {
          g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)m, (GDateYear)year);
          if (g_date_get_julian (&date) >= from)
            return g_date_get_julian (&date);
        }
      if (month != 0 || m == 12)
        year++;
      if (month == 0)
        m = m % 12 + 1;
    }
  return 0;
}

void
crm_when_reading_init (CrmWhenReading *reading)
{
  *reading = (CrmWhenReading){ .until = -1, .part_minute = -1 };
}

static gboolean
is_empty (const CrmWhenReading *reading)
{
  return reading->kind == CRM_WHEN_DAY_NONE && !reading->has_clock && reading->part == CRM_WORD_PART_NONE &&
         reading->part_minute < 0 && !reading->exact;
}

static guint
read_one (
    const CrmWhenReader *self, guint i, gboolean at, gboolean on, gboolean from, CrmWhenReading *reading)
{
  guint end = i;

  if (reading->exact)
    return i;
  if (reading->kind == CRM_WHEN_DAY_NONE)
    end = crm_when_read_offset (self, i, reading);
  if (end == i)
    end = crm_when_read_day (self, i, at, on, reading);
  if (end == i)
    end = crm_when_read_clock (self, i, at, on, from, reading);
  return end;
}

/* The letter in "2026-12-10T15:00". */
static gboolean
is_iso_time (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return g_strcmp0 (token != NULL ? token->fold : NULL, "t") == 0 && crm_when_reader_is_glued (self, i) &&
         crm_when_reader_is_glued (self, i + 1) &&
         crm_when_reader_get (self, i - 1)->type == CRM_TOKEN_NUMBER;
}

/* The letters of "1С". */
static gboolean
is_tail (const CrmWhenReader *self, guint i)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return crm_when_reader_is_glued (self, i) && token->type == CRM_TOKEN_WORD &&
         crm_when_reader_get (self, i - 1)->type == CRM_TOKEN_NUMBER;
}

/* "no later than", "не пізніше": by then. */
static guint
skip_not_later (const CrmWhenReader *self, guint i, gboolean *at, gboolean *on)
{
  static const char *const later[] = { "пізніше", "позже", "позднее", NULL };
  const CrmToken *first = crm_when_reader_get (self, i);
  const CrmToken *second = crm_when_reader_get (self, i + 1);
  const CrmToken *third = crm_when_reader_get (self, i + 2);

  if (second == NULL || first->fold == NULL || second->fold == NULL)
    return i;
  if (strcmp (first->fold, "не") == 0 && g_strv_contains (later, second->fold))
    {
      *at = *on = TRUE;
      return i + 2;
    }
  if (strcmp (first->fold, "no") == 0 && strcmp (second->fold, "later") == 0 && third != NULL &&
      g_strcmp0 (third->fold, "than") == 0)
    {
      *at = *on = TRUE;
      return i + 3;
    }
  return i;
}

/* "after friday", "після 20 грудня": the next day one works on. */
static guint
read_day_after (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  guint at = i + crm_when_reader_means (self, i, CRM_WORD_THE, NULL);
  guint end = crm_when_read_day (self, at, FALSE, TRUE, reading);

  if (end == at || reading->kind == CRM_WHEN_DAY_NONE)
    return i;
  reading->day = crm_when_add (reading->day, CRM_WORD_UNIT_WORKDAY, 1);
  reading->kind = reading->day != 0 ? CRM_WHEN_DAY_FULL : CRM_WHEN_DAY_NONE;
  return reading->day != 0 ? end : i;
}

guint
crm_when_read_more (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  for (;;)
    {
      guint at_token = i;
      guint end = i;
      gboolean at = FALSE;
      gboolean on = FALSE;
      gboolean from = FALSE;

      at_token = skip_not_later (self, at_token, &at, &on);
      if (!is_empty (reading) && (crm_when_reader_is_sign (self, i, ',') || is_iso_time (self, i)))
        at_token++;
      for (guint n = 0; n < MAX_PREFIXES; n++)
        {
          const CrmToken *token = crm_when_reader_get (self, at_token);

          if (is_tail (self, at_token) && !is_iso_time (self, at_token - 1))
            break;
          end = read_one (self, at_token, at, on, from, reading);
          if (end == at_token && crm_when_reader_means (self, at_token, CRM_WORD_AFTER, NULL) &&
              !reading->exact)
            {
              /* "after 18:00", but "after friday" is another day. */
              end = crm_when_read_clock (self, at_token + 1, TRUE, FALSE, FALSE, reading);
              if (end == at_token + 1 && reading->kind == CRM_WHEN_DAY_NONE)
                end = read_day_after (self, at_token + 1, reading);
              end = end == at_token + 1 ? at_token : end;
            }
          /* "@ 10" */
          if (end == at_token && crm_when_reader_is_sign (self, at_token, '@') && token->blank_before)
            {
              at = TRUE;
              at_token++;
              continue;
            }
          if (end != at_token || token == NULL || token->word == NULL)
            break;
          if (!crm_word_means (token->word, CRM_WORD_ON, NULL) &&
              !crm_word_means (token->word, CRM_WORD_AT, NULL) &&
              !crm_word_means (token->word, CRM_WORD_THE, NULL) &&
              !crm_word_means (token->word, CRM_WORD_FROM, NULL))
            break;
          at |= crm_word_means (token->word, CRM_WORD_AT, NULL);
          on |= crm_word_means (token->word, CRM_WORD_ON, NULL);
          from |= crm_word_means (token->word, CRM_WORD_FROM, NULL);
          at_token++;
        }
      if (end == at_token || end == i)
        return i;
      i = end;
    }
}

guint
crm_when_read (const CrmWhenReader *self, guint i, CrmWhenReading *reading)
{
  crm_when_reading_init (reading);
  return crm_when_read_more (self, i, reading);
}

static int
get_part_minute (CrmWordPart part)
{
  switch (part)
    {
    case CRM_WORD_PART_NONE: return -1;
    case CRM_WORD_PART_MORNING: return 9 * 60;
    case CRM_WORD_PART_DAY: return 12 * 60;
    case CRM_WORD_PART_AFTERNOON: return 14 * 60;
    case CRM_WORD_PART_EVENING: return 18 * 60;
    case CRM_WORD_PART_NIGHT: return 21 * 60;
    }
  return -1;
}

/* "6" with "in the evening" or alone is 18:00. */
static int
adjust_hour (int minute, gboolean bare, CrmWordPart part)
{
  int hour = minute / 60;
  gboolean later = FALSE;

  switch (part)
    {
    case CRM_WORD_PART_NONE: later = bare; break;
    case CRM_WORD_PART_MORNING: break;
    case CRM_WORD_PART_DAY:
    case CRM_WORD_PART_AFTERNOON: later = hour >= 1 && hour <= 7; break;
    case CRM_WORD_PART_EVENING: later = hour >= 1 && hour <= 11; break;
    case CRM_WORD_PART_NIGHT:
      if (hour == 12)
        return minute - DAY_MINUTES / 2;
      later = hour >= 8 && hour <= 11;
      break;
    }
  return later ? minute + DAY_MINUTES / 2 : minute;
}

int
crm_when_reading_get_minute (const CrmWhenReading *reading)
{
  if (reading->has_clock)
    return adjust_hour (reading->minute, reading->bare, reading->part);
  return reading->part_minute >= 0 ? reading->part_minute : get_part_minute (reading->part);
}

static gint64
get_until (const CrmWhenReader *self, const CrmWhenReading *reading, guint32 day, int minute)
{
  int until = reading->until;

  if (until < 0)
    return 0;
  if (until <= minute && until + DAY_MINUTES / 2 > minute && reading->bare_until && until < DAY_MINUTES / 2)
    until += DAY_MINUTES / 2;
  if (until <= minute)
    return 0;
  return crm_local_instant (day, until * 60, self->zone);
}

gboolean
crm_when_reading_resolve (const CrmWhenReader *self, const CrmWhenReading *reading, CrmWhen *out)
{
  guint32 day = reading->kind != CRM_WHEN_DAY_NONE ? reading->day : self->today;
  int minute = crm_when_reading_get_minute (reading);

  memset (out, 0, sizeof *out);
  if (reading->exact)
    {
      out->date = crm_local_format (crm_local_day (reading->at, self->zone, NULL));
      out->has_time = TRUE;
      out->at = reading->at;
      return out->date != NULL;
    }

  /* "today in the morning", said at noon, is a day only. */
  if (!reading->has_clock && minute >= 0 && reading->kind != CRM_WHEN_DAY_NONE && day == self->today &&
      minute * 60 <= self->second)
    minute = -1;
  if (minute >= 0)
    {
      out->has_time = TRUE;
      out->at = crm_local_instant (day, minute * 60, self->zone);
      if (reading->kind == CRM_WHEN_DAY_NONE && out->at <= self->now)
        {
          if (++day > MAX_JULIAN)
            return FALSE;
          out->at = crm_local_instant (day, minute * 60, self->zone);
        }
      out->until = get_until (self, reading, day, minute);
    }
  out->date = crm_local_format (day);
  return out->date != NULL;
}
