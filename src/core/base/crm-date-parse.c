/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-month.h"
#include "base/crm-text.h"
#include "base/crm-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Reading dates as people and other programs write them. A date that can be two days is refused, never
 * guessed. Pure functions; any thread. */

typedef enum
{
  READ_NOTHING,
  READ_IMPOSSIBLE, /* it looks like a date, but there is no such day */
  READ_AMBIGUOUS,
  READ_DAY,
} ReadResult;

typedef struct
{
  guint n_numbers;
  guint number[3];
  guint n_digits[3];
  char sign; /* between them */
} Numbers;

/* Two digits mean the hundred years that end ten years from now: birthdays are past, terms are near. */
static guint
complete_year (guint year, guint n_digits)
{
  gint64 now = crm_clock_now () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
  guint last;

  if (n_digits > 2)
    return year;
  last = (today != NULL ? (guint)g_date_time_get_year (today) : 2000) + 10;
  year += last / 100 * 100;
  return year > last ? year - 100 : year;
}

/* "24.08.1993", "8/24/93", "1993-08-24", "24.08.": one to four digits, the same sign between. */
static gboolean
split_numbers (const char *text, Numbers *numbers)
{
  char sign = '\0';

  memset (numbers, 0, sizeof *numbers);
  for (;;)
    {
      guint i = numbers->n_numbers;
      const char *start = text;

      if (i == 3)
        return FALSE;
      for (; g_ascii_isdigit (*text) && text - start < 4; text++)
        numbers->number[i] = numbers->number[i] * 10 + (guint)g_ascii_digit_value (*text);
      numbers->n_digits[i] = (guint)(text - start);
      if (numbers->n_digits[i] == 0 || numbers->n_digits[i] == 3)
        return FALSE;
      numbers->n_numbers++;

      /* "24.08." and "24.08.1993 г." aside, a sign is followed by a number. */
      if (*text == '.' && text[1] == '\0')
        text++;
      if (*text == '\0')
        break;
      if ((*text != '.' && *text != '/' && *text != '-') || (sign != '\0' && *text != sign))
        return FALSE;
      sign = numbers->sign = *text++;
      while (*text == ' ')
        text++;
    }
  return numbers->n_numbers >= 2;
}

/* Puts numbers into a day in the given order; FALSE when they do not make one. */
static gboolean
arrange (const Numbers *numbers, CrmDateOrder order, CrmDay *day)
{
  static const guint places[][3] = {
    [CRM_DATE_ORDER_DMY] = { 2, 1, 0 },
    [CRM_DATE_ORDER_MDY] = { 2, 0, 1 },
    [CRM_DATE_ORDER_YMD] = { 0, 1, 2 },
  };
  guint year = places[order][0];
  guint month = places[order][1];
  guint date = places[order][2];

  if (numbers->n_numbers == 2)
    {
      /* Without the year the others keep their order. */
      gboolean day_first = order == CRM_DATE_ORDER_DMY;

      if (numbers->n_digits[0] > 2 || numbers->n_digits[1] > 2)
        return FALSE;
      *day = (CrmDay){ 0, numbers->number[day_first], numbers->number[!day_first] };
      return crm_day_is_valid (day);
    }

  if (numbers->n_digits[month] > 2 || numbers->n_digits[date] > 2 || numbers->n_digits[year] % 2 != 0)
    return FALSE;
  *day = (CrmDay){ complete_year (numbers->number[year], numbers->n_digits[year]), numbers->number[month],
    numbers->number[date] };
  return day->year != 0 && crm_day_is_valid (day);
}

/* Bit 1 << order for each order in which the numbers are a day; day is the first of them, and different tells
 * whether another is another day. */
static guint
try_orders (const Numbers *numbers, CrmDay *day, gboolean *different)
{
  guint fits = 0;

  *different = FALSE;
  for (CrmDateOrder order = CRM_DATE_ORDER_DMY; order <= CRM_DATE_ORDER_YMD; order++)
    {
      CrmDay other;

      if (!arrange (numbers, order, &other))
        continue;
      /* Month and day without a year: that order is the other one's twin. */
      if (order == CRM_DATE_ORDER_YMD && numbers->n_numbers == 2)
        continue;
      if (fits == 0)
        *day = other;
      else if (memcmp (day, &other, sizeof other) != 0)
        *different = TRUE;
      fits |= 1u << order;
    }
  return fits;
}

static ReadResult
read_numbers (const char *text, CrmDateOrder order, CrmDay *day)
{
  Numbers numbers;
  gboolean different;
  guint fits;

  if (!split_numbers (text, &numbers))
    return READ_NOTHING;

  /* Four digits say where the year is, whatever the order of the column. */
  if (numbers.n_numbers == 3 && numbers.n_digits[0] == 4)
    order = CRM_DATE_ORDER_YMD;
  else if (order == CRM_DATE_ORDER_YMD && numbers.n_numbers == 3 && numbers.n_digits[2] == 4)
    order = CRM_DATE_ORDER_UNKNOWN;

  if (order != CRM_DATE_ORDER_UNKNOWN)
    return arrange (&numbers, order, day) ? READ_DAY : READ_IMPOSSIBLE;

  /* Nobody who writes dots begins with the month (CLDR knows no such locale). */
  if (numbers.sign == '.' && (numbers.n_numbers == 2 || numbers.n_digits[2] == 4) &&
      arrange (&numbers, CRM_DATE_ORDER_DMY, day))
    return READ_DAY;

  fits = try_orders (&numbers, day, &different);
  if (fits == 0)
    return READ_IMPOSSIBLE;
  return different ? READ_AMBIGUOUS : READ_DAY;
}

/* "19930824", "--0824" and "--08-24". */
static ReadResult
read_basic (const char *text, CrmDay *day)
{
  const char *p = text;

  day->year = 0;
  if (g_str_has_prefix (p, "--"))
    p += 2;
  else if (!crm_day_read_digits (&p, 4, &day->year))
    return READ_NOTHING;
  if (!crm_day_read_digits (&p, 2, &day->month))
    return READ_NOTHING;
  if (*p == '-' && g_str_has_prefix (text, "--"))
    p++;
  if (!crm_day_read_digits (&p, 2, &day->day) || *p != '\0')
    return READ_NOTHING;
  if (day->year == 0 && text[0] != '-')
    return READ_IMPOSSIBLE;
  return crm_day_is_valid (day) ? READ_DAY : READ_IMPOSSIBLE;
}

/* Words that stand around a day or a year and say nothing. */
static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "р", "рік", "року", "г", "год", "года", "de", "del", "of", "the",
    "den", "am", "st", "nd", "rd", "th", "го", "е", "-го", "-е", NULL };

  return g_strv_contains (fillers, word) || crm_month_is_weekday (word);
}

/* "24 August 1993", "24 серпня", "Aug 24, 1993", "Di., 24. August 1993". */
static ReadResult
read_words (const char *text, CrmDay *day)
{
  Numbers numbers = { 0 };
  guint month = 0;
  int year = -1;

  while (*text != '\0')
    {
      const char *start = text;

      if (g_ascii_isdigit (*text))
        {
          guint i = numbers.n_numbers;

          if (i == 2)
            return READ_NOTHING;
          for (; g_ascii_isdigit (*text) && text - start < 4; text++)
            numbers.number[i] = numbers.number[i] * 10 + (guint)g_ascii_digit_value (*text);
          numbers.n_digits[i] = (guint)(text - start);
          if (g_ascii_isdigit (*text) || numbers.n_digits[i] == 3)
            return READ_NOTHING;
          numbers.n_numbers++;
        }
      else if (g_unichar_isalpha (g_utf8_get_char (text)))
        {
          g_autofree char *word = NULL;
          guint found;

          while (*text != '\0' && g_unichar_isalpha (g_utf8_get_char (text)))
            text = g_utf8_next_char (text);
          word = g_strndup (start, (gsize)(text - start));
          found = crm_month_find (word);
          if (found != 0 && month == 0)
            month = found;
          else if (!is_filler (word))
            return READ_NOTHING;
        }
      else if (strchr (" .,-/", *text) != NULL)
        {
          text++;
        }
      else
        {
          return READ_NOTHING;
        }
    }

  if (month == 0 || numbers.n_numbers == 0)
    return READ_NOTHING;
  if (numbers.n_digits[0] == 4)
    year = 0;
  else if (numbers.n_numbers == 2)
    year = 1;
  /* "August 1993" is no day. */
  if (year == 0 && numbers.n_numbers == 1)
    return READ_NOTHING;

  day->month = month;
  day->day = numbers.number[year == 0];
  day->year = 0;
  if (numbers.n_digits[year == 0] > 2)
    return READ_NOTHING;
  if (year >= 0)
    {
      day->year = complete_year (numbers.number[year], numbers.n_digits[year]);
      if (day->year == 0)
        return READ_IMPOSSIBLE;
    }
  return crm_day_is_valid (day) ? READ_DAY : READ_IMPOSSIBLE;
}

/* Cuts "t16:00:00z", " 16:00" and " 4:00:00 pm" behind a date in numbers. */
static void
drop_time (char *fold)
{
  gsize date = strspn (fold, "0123456789-/.");
  const char *time = fold + date + 1;

  if (date < 6 || (fold[date] != 't' && fold[date] != ' '))
    return;
  if (fold[date] == ' ' && strchr (time, ':') == NULL)
    return;
  if (g_ascii_isdigit (*time) && time[strspn (time, "0123456789:.,z+- apm")] == '\0')
    fold[date] = '\0';
}

static ReadResult
read_date (char *fold, CrmDateOrder order, CrmDay *day)
{
  ReadResult result;

  drop_time (fold);
  result = read_basic (fold, day);
  if (result == READ_NOTHING)
    result = read_numbers (fold, order, day);
  if (result == READ_NOTHING)
    result = read_words (fold, day);
  return result;
}

char *
crm_date_parse (const char *text, CrmDateOrder order, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *fold = crm_text_fold (text);
  CrmDay day = { 0 };

  switch (read_date (fold, order, &day))
    {
    case READ_DAY: return crm_day_format (&day);
    case READ_AMBIGUOUS:
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” can be read as two different days. Write the date like 2026-11-21."), shown);
      break;
    case READ_IMPOSSIBLE:
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There is no such day as “%s”."), shown);
      break;
    case READ_NOTHING:
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” is not a date. Write it like 2026-11-21."), shown);
      break;
    }
  return NULL;
}

void
crm_date_vote (CrmDateVote *vote, const char *text)
{
  g_autofree char *fold = crm_text_fold (text);
  Numbers numbers;
  CrmDay day;
  gboolean different;

  if (*fold == '\0')
    return;
  drop_time (fold);
  if (!split_numbers (fold, &numbers))
    {
      vote->other++;
      return;
    }
  switch (try_orders (&numbers, &day, &different))
    {
    case 1u << CRM_DATE_ORDER_DMY: vote->dmy++; break;
    case 1u << CRM_DATE_ORDER_MDY: vote->mdy++; break;
    case 1u << CRM_DATE_ORDER_YMD: vote->ymd++; break;
    case 0: vote->other++; break;
    default: break;
    }
}

CrmDateOrder
crm_date_vote_result (const CrmDateVote *vote)
{
  if ((vote->dmy != 0) + (vote->mdy != 0) + (vote->ymd != 0) != 1)
    return CRM_DATE_ORDER_UNKNOWN;
  if (vote->dmy != 0)
    return CRM_DATE_ORDER_DMY;
  return vote->mdy != 0 ? CRM_DATE_ORDER_MDY : CRM_DATE_ORDER_YMD;
}
