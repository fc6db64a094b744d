/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when-reader.h"

#include <string.h>

/* Reading times: by the clock, by words, by the part of the day. Pure functions; any thread. */

typedef struct
{
  int minute; /* of the day */
  gboolean bare;
  gboolean sure; /* it can be nothing else than a time */
  CrmWordPart part;
} Clock;

static gboolean
is_fold (const CrmWhenReader *self, guint i, const char *fold)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  return token != NULL && g_strcmp0 (token->fold, fold) == 0;
}

/* ":30" or ".30" behind an hour, without blanks. */
static guint
read_minute (const CrmWhenReader *self, guint i, char sign, int *minute)
{
  const CrmToken *token = crm_when_reader_get (self, i + 1);

  if (!crm_when_reader_is_sign (self, i, sign) || !crm_when_reader_is_glued (self, i) ||
      !crm_when_reader_is_glued (self, i + 1) || token->type != CRM_TOKEN_NUMBER || token->n_digits != 2 ||
      token->number > 59)
    return i;
  *minute = (int)token->number;
  return i + 2;
}

/* "pm", "p.m." */
static guint
read_meridian (const CrmWhenReader *self, guint i, gboolean *pm)
{
  if (crm_when_reader_means (self, i, CRM_WORD_AM, NULL) ||
      crm_when_reader_means (self, i, CRM_WORD_PM, NULL))
    {
      *pm = crm_when_reader_means (self, i, CRM_WORD_PM, NULL);
      return i + 1;
    }
  if ((is_fold (self, i, "a") || is_fold (self, i, "p")) && crm_when_reader_is_sign (self, i + 1, '.') &&
      crm_when_reader_is_glued (self, i + 1) && crm_when_reader_is_glued (self, i + 2) &&
      is_fold (self, i + 2, "m"))
    {
      *pm = is_fold (self, i, "p");
      i += 3;
      return crm_when_reader_is_sign (self, i, '.') && crm_when_reader_is_glued (self, i) ? i + 1 : i;
    }
  return i;
}

static guint
apply_meridian (const CrmWhenReader *self, guint i, Clock *clock)
{
  gboolean pm;
  guint end = read_meridian (self, i, &pm);
  int hour = clock->minute / 60;

  if (end == i || hour < 1 || hour > 12)
    return i;
  clock->minute = clock->minute % 60 + (hour % 12 + (pm ? 12 : 0)) * 60;
  clock->bare = FALSE;
  clock->sure = TRUE;
  return end;
}

/* "вечора" behind an hour, "in the evening". */
static guint
read_part_of (const CrmWhenReader *self, guint i, CrmWordPart *part)
{
  int value;

  if (crm_when_reader_means (self, i, CRM_WORD_PART_OF, &value))
    {
      *part = (CrmWordPart)value;
      return i + 1;
    }
  if (is_fold (self, i, "in") && is_fold (self, i + 1, "the") &&
      crm_when_reader_means (self, i + 2, CRM_WORD_PART, &value))
    {
      *part = (CrmWordPart)value;
      return i + 3;
    }
  return i;
}

/* "годині", "часов 30 минут", "o'clock", "h" behind an hour. */
static guint
read_hour_word (const CrmWhenReader *self, guint i, Clock *clock)
{
  int unit;
  guint end = i;
  const CrmToken *token;

  if (crm_when_reader_means (self, i, CRM_WORD_OCLOCK, NULL))
    end = i + 1;
  else if (crm_when_reader_means (self, i, CRM_WORD_UNIT, &unit) && unit == CRM_WORD_UNIT_HOUR)
    end = crm_when_skip_dot (self, i + 1);
  else if (crm_when_reader_is_glued (self, i) &&
           crm_when_reader_means (self, i, CRM_WORD_UNIT_LETTER, &unit) && unit == CRM_WORD_UNIT_HOUR)
    end = i + 1;
  if (end == i)
    return i;

  token = crm_when_reader_get (self, end);
  /* "14h30" */
  if (token != NULL && token->type == CRM_TOKEN_NUMBER && crm_when_reader_is_glued (self, i) &&
      crm_when_reader_is_glued (self, end) && token->n_digits == 2 && token->number < 60 &&
      clock->minute % 60 == 0)
    {
      clock->minute += (int)token->number;
      clock->bare = FALSE;
      return end + 1;
    }
  if (token != NULL && token->type == CRM_TOKEN_NUMBER && !token->phone && token->number < 60 &&
      token->n_digits <= 2 && clock->minute % 60 == 0 &&
      crm_when_reader_means (self, end + 1, CRM_WORD_UNIT, &unit) && unit == CRM_WORD_UNIT_MINUTE)
    {
      clock->minute += (int)token->number;
      clock->bare = FALSE;
      end = crm_when_skip_dot (self, end + 2);
    }
  return end;
}

/* An hour in digits with what belongs to it. near: a preposition of time or a day stands before it. */
/* "в 14-30", "завтра 14-45": what cannot be the end of a range, or hardly is. */
static guint
read_dash_minute (const CrmWhenReader *self, guint i, gboolean at, int *minute)
{
  guint end = read_minute (self, i, '-', minute);

  return end != i && (*minute > 24 || *minute == 0 || (at && (*minute == 15 || *minute == 20))) ? end : i;
}

static guint
read_digits (const CrmWhenReader *self, guint i, gboolean near, gboolean said_at, Clock *clock)
{
  const CrmToken *token = crm_when_reader_get (self, i);
  guint at = i + 1;
  guint end;
  int minute = 0;
  CrmWordPart part;

  if (token == NULL || token->type != CRM_TOKEN_NUMBER || token->phone || token->n_digits > 2 ||
      token->number > 23)
    return i;
  *clock = (Clock){ .minute = (int)token->number * 60 };
  clock->bare = !token->zero && token->number >= 1 && token->number <= 6;

  end = read_minute (self, at, ':', &minute);
  if (end != at)
    {
      int seconds;

      clock->minute += minute;
      clock->bare = FALSE;
      clock->sure = TRUE;
      at = read_minute (self, end, ':', &seconds);
    }
  else
    {
      end = read_minute (self, at, '.', &minute);
      if (end != at)
        {
          gboolean pm;

          clock->minute += minute;
          clock->bare = FALSE;
          /* "10.30" alone may be anything. */
          if (!near && read_meridian (self, end, &pm) == end)
            return i;
          clock->sure = TRUE;
          at = end;
        }
      else if (near)
        {
          end = read_dash_minute (self, at, said_at, &minute);
          if (end != at)
            {
              clock->minute += minute;
              clock->bare = FALSE;
              clock->sure = TRUE;
              at = end;
            }
        }
    }

  end = apply_meridian (self, at, clock);
  if (end != at)
    return end;
  if (near && crm_when_reader_is_sign (self, at, '-') && crm_when_reader_is_glued (self, at) &&
      crm_when_reader_is_glued (self, at + 1) &&
      (is_fold (self, at + 1, "й") || is_fold (self, at + 1, "ій")))
    at += 2;
  end = read_hour_word (self, at, clock);
  if (end != at)
    {
      /* "15 годин" alone is a length of time. */
      if (!near && !crm_when_reader_means (self, at, CRM_WORD_OCLOCK, NULL))
        return i;
      clock->sure = TRUE;
      at = end;
    }
  end = read_part_of (self, at, &part);
  /* So is "3 дня". */
  if (end != at && (near || part != CRM_WORD_PART_AFTERNOON || clock->sure) && clock->minute < 13 * 60)
    {
      clock->part = part;
      clock->sure = TRUE;
      at = end;
    }
  return at;
}

/* "о третій", "at five", "в два часа". */
static guint
read_hour_in_words (const CrmWhenReader *self, guint i, Clock *clock)
{
  int hour;
  guint at = i + 1;
  guint end;

  if (is_fold (self, i, "час") && read_part_of (self, at, &clock->part) != at)
    {
      *clock = (Clock){ .minute = 60, .sure = TRUE };
      return read_part_of (self, at, &clock->part);
    }
  /* "в час", but not "в час пик". */
  if (is_fold (self, i, "час") && i > 0 && is_fold (self, i - 1, "в") && crm_when_reader_is_free (self, at))
    {
      *clock = (Clock){ .minute = 60, .bare = TRUE, .sure = TRUE };
      return at;
    }
  if (!crm_when_reader_means (self, i, CRM_WORD_HOUR_ORDINAL, &hour) &&
      !(crm_when_reader_means (self, i, CRM_WORD_NUMBER, &hour) && hour <= 12))
    return i;
  *clock = (Clock){ .minute = hour * 60, .bare = hour <= 6 };
  end = apply_meridian (self, at, clock);
  if (end != at)
    return end;
  end = read_hour_word (self, at, clock);
  clock->sure = end != at;
  at = end;
  end = read_part_of (self, at, &clock->part);
  clock->sure |= end != at;
  /* "в один" is no time. */
  return clock->sure || hour > 1 || is_fold (self, i, "one") ||
                 crm_when_reader_means (self, i, CRM_WORD_HOUR_ORDINAL, NULL)
             ? end
             : i;
}

/* The hour that comes: "to four", "три", "третя". */
static gboolean
means_coming_hour (const CrmWhenReader *self, guint i, int *hour)
{
  const CrmToken *token = crm_when_reader_get (self, i);

  if (token != NULL && token->type == CRM_TOKEN_NUMBER && !token->phone)
    {
      *hour = (int)token->number;
      return token->n_digits <= 2 && *hour >= 1 && *hour <= 12;
    }
  return crm_when_reader_means (self, i, CRM_WORD_HOUR_CASE, hour) ||
         (crm_when_reader_means (self, i, CRM_WORD_NUMBER, hour) && *hour <= 12);
}

/* Minutes as digits or words, or a quarter. */
static guint
read_some_minutes (const CrmWhenReader *self, guint i, int *minutes)
{
  gboolean half;
  CrmWordUnit unit;
  guint end;

  if (crm_when_reader_means (self, i, CRM_WORD_QUARTER, NULL))
    {
      *minutes = 15;
      return i + 1;
    }
  end = crm_when_read_amount (self, i, minutes, &half);
  if (end == i || half || *minutes < 1 || *minutes > 30)
    return i;
  return crm_when_read_unit (self, end, *minutes, &unit) != end && unit == CRM_WORD_UNIT_MINUTE
             ? crm_when_read_unit (self, end, *minutes, &unit)
             : end;
}

/* "без четверти три", "за десять третя", "ten to four", "10 past 3" */
static guint
read_missing (const CrmWhenReader *self, guint i, gboolean near, Clock *clock)
{
  gboolean without = is_fold (self, i, "без"), until = is_fold (self, i, "за");
  int minutes;
  int hour;
  int sign = -1;
  guint at = i + (without || until);
  guint end = read_some_minutes (self, at, &minutes);
  gboolean quarter = crm_when_reader_means (self, at, CRM_WORD_QUARTER, NULL);

  if (end == at || (!near && !(quarter && (without || until))))
    return i;
  if (!without && !until && (quarter || !crm_when_reader_means (self, end++, CRM_WORD_PAST, &sign)))
    return i;
  /* "2 to 3" and "10 to 12" are from one hour to the other. */
  if (!without && !until && (minutes % 5 != 0 || (sign < 0 && crm_when_reader_is_number (self, i))))
    return i;
  if (!means_coming_hour (self, end, &hour) ||
      (until && !crm_when_reader_means (self, end, CRM_WORD_HOUR_CASE, NULL)) ||
      !crm_when_reader_is_free (self, end + 1))
    return i;
  *clock = (Clock){ .minute = (hour * 60 + sign * minutes + 12 * 60) % (12 * 60), .sure = TRUE };
  clock->bare = clock->minute < 7 * 60;
  if (clock->minute < 60)
    clock->minute += 12 * 60;
  return apply_meridian (self, end + 1, clock);
}

/* Of the hour that begins then: "полтретьего", "четверть третьего", "пів 12". */
static guint
read_part_of_hour (const CrmWhenReader *self, guint i, gboolean at, Clock *clock)
{
  gboolean half = crm_when_reader_means (self, i, CRM_WORD_HALF, NULL);
  const CrmToken *token = crm_when_reader_get (self, i + 1);
  CrmWordPart part;
  int minute = 30;
  int hour = 0;
  guint end = i + 1;

  if (!crm_when_reader_means (self, i, CRM_WORD_HALF_OF_HOUR, &hour))
    {
      if (!half && !crm_when_reader_means (self, i, CRM_WORD_QUARTER, NULL))
        return i;
      if (!crm_when_reader_means (self, i + 1, CRM_WORD_HOUR_CASE, &hour) && at && is_fold (self, i, "пів") &&
          token != NULL && token->type == CRM_TOKEN_NUMBER && token->number >= 1 && token->number <= 12)
        hour = (int)token->number;
      minute = half ? 30 : 15;
      end = i + 2;
    }
  /* "четверть третьего", but not "половину второго платежа" */
  if (hour == 0 || (read_part_of (self, end, &part) == end && !crm_when_reader_is_free (self, end)))
    return i;
  hour = hour == 1 ? 12 : hour - 1;
  *clock = (Clock){ .minute = hour * 60 + minute, .bare = hour <= 6, .sure = TRUE };
  return read_part_of (self, end, &clock->part);
}

/* "half past 3", "пів на третю", "quarter to five" */
static guint
read_fraction (const CrmWhenReader *self, guint i, Clock *clock)
{
  gboolean half = crm_when_reader_means (self, i, CRM_WORD_HALF, NULL);
  const CrmToken *token = crm_when_reader_get (self, i + 2);
  guint end;
  int sign;
  int hour = 0;

  if (!half && !crm_when_reader_means (self, i, CRM_WORD_QUARTER, NULL))
    return i;
  if (is_fold (self, i + 1, "на") && crm_when_reader_means (self, i + 2, CRM_WORD_HOUR_ORDINAL, &hour))
    {
      hour = hour == 1 ? 12 : hour - 1;
      *clock = (Clock){ .minute = hour * 60 + (half ? 30 : 15), .bare = hour <= 6, .sure = TRUE };
      end = read_part_of (self, i + 3, &clock->part);
      return end;
    }
  if (!crm_when_reader_means (self, i + 1, CRM_WORD_PAST, &sign) || (half && sign < 0) || token == NULL)
    return i;
  if (token->type == CRM_TOKEN_NUMBER && !token->phone && token->number >= 1 && token->number <= 12)
    hour = (int)token->number;
  else if (!crm_when_reader_means (self, i + 2, CRM_WORD_NUMBER, &hour) || hour > 12)
    return i;
  *clock = (Clock){ .minute = hour * 60 + (half ? 30 : 15 * sign), .sure = TRUE };
  clock->bare = clock->minute < 7 * 60;
  end = apply_meridian (self, i + 3, clock);
  return end != i + 3 ? end : read_part_of (self, i + 3, &clock->part);
}

static guint
read_point (const CrmWhenReader *self, guint i, gboolean at, gboolean near, Clock *clock)
{
  guint end = i;

  memset (clock, 0, sizeof *clock);
  if (crm_when_reader_is_number (self, i) ||
      (is_fold (self, i - 1, "t") && crm_when_reader_is_glued (self, i)))
    {
      end = read_missing (self, i, near, clock);
      return end != i ? end : read_digits (self, i, near, at, clock);
    }
  end = read_missing (self, i, near, clock);
  if (end == i)
    end = read_part_of_hour (self, i, at, clock);
  if (end == i && (near || at))
    end = read_hour_in_words (self, i, clock);
  if (end == i)
    end = read_fraction (self, i, clock);
  return end;
}

/* "between 10 and 12": the word stands before the first hour, which may have minutes and "am". */
static gboolean
is_between (const CrmWhenReader *self, guint i)
{
  for (guint n = 1; n <= i && n <= 6; n++)
    if (is_fold (self, i - n, "between") || is_fold (self, i - n, "між") || is_fold (self, i - n, "между"))
      return TRUE;
  return FALSE;
}

/* The end of a range: "-16:00", "до 16". */
static guint
read_range_end (const CrmWhenReader *self, guint i, gboolean from, gboolean near, const Clock *begin,
    CrmWhenReading *reading)
{
  guint at = i + 1;
  gboolean dash = crm_when_reader_is_sign (self, i, '-');
  gboolean to = crm_when_reader_means (self, i, CRM_WORD_TO, NULL);
  gboolean between = crm_when_reader_means (self, i, CRM_WORD_AND, NULL) && is_between (self, i);
  Clock clock;
  guint end;

  if (!dash && !between && !((from || near || begin->sure) && to))
    return i;
  end = read_digits (self, at, near || from || begin->sure, FALSE, &clock);
  if (end == at || (!clock.sure && !crm_when_reader_is_free (self, end)) ||
      (!from && !near && !begin->sure && !clock.sure))
    return i;
  reading->until = clock.minute;
  reading->bare_until = clock.minute < 12 * 60 && (clock.bare || begin->bare);
  return end;
}

static guint
read_part (const CrmWhenReader *self, guint i, gboolean after, CrmWhenReading *reading)
{
  int part;

  if (reading->part != CRM_WORD_PART_NONE || reading->part_minute >= 0)
    return i;
  /* "friday EOD" */
  if (reading->kind != CRM_WHEN_DAY_NONE && crm_when_read_day_end (self, i) != i)
    {
      reading->part = CRM_WORD_PART_EVENING;
      return crm_when_read_day_end (self, i);
    }
  /* "close of business friday" */
  if (is_fold (self, i, "close") && crm_when_read_day_end (self, i) != i)
    {
      reading->part = CRM_WORD_PART_EVENING;
      return crm_when_read_day_end (self, i);
    }
  /* "с утра" */
  if (i > 0 && crm_when_reader_means (self, i, CRM_WORD_PART, &part) && part == CRM_WORD_PART_MORNING &&
      (is_fold (self, i - 1, "с") || is_fold (self, i - 1, "з") || is_fold (self, i - 1, "із")))
    after = TRUE;
  if (!crm_when_reader_means (self, i, CRM_WORD_PART_ALONE, &part) &&
      !(after && crm_when_reader_means (self, i, CRM_WORD_PART, &part)))
    return i;
  reading->part = (CrmWordPart)part;
  return i + 1;
}

static guint
read_noon (const CrmWhenReader *self, guint i, gboolean after, CrmWhenReading *reading)
{
  int place;

  if (reading->has_clock || reading->part_minute >= 0)
    return i;
  if (crm_when_reader_means (self, i, CRM_WORD_NOON, NULL))
    {
      reading->has_clock = TRUE;
      reading->minute = 12 * 60;
      return i + 1;
    }
  if ((crm_when_reader_means (self, i, CRM_WORD_AFTER, NULL) || is_fold (self, i, "по")) &&
      crm_when_reader_means (self, i + 1, CRM_WORD_LUNCH, NULL))
    {
      reading->part_minute = 14 * 60;
      return i + 2;
    }
  /* "во второй половине дня" */
  if ((crm_when_reader_means (self, i, CRM_WORD_ORDINAL, &place) ||
          crm_when_reader_means (self, i, CRM_WORD_HOUR_ORDINAL, &place)) &&
      (place == 1 || place == 2) && crm_when_reader_means (self, i + 1, CRM_WORD_HALF, NULL) &&
      is_fold (self, i + 2, "дня"))
    {
      reading->part_minute = (place == 1 ? 9 : 14) * 60;
      return i + 3;
    }
  if (after && i > 0 && crm_when_reader_means (self, i, CRM_WORD_LUNCH, NULL) &&
      (crm_when_reader_means (self, i - 1, CRM_WORD_ON, NULL) ||
          crm_when_reader_means (self, i - 1, CRM_WORD_AT, NULL)))
    {
      gboolean before =
          is_fold (self, i - 1, "до") || is_fold (self, i - 1, "перед") || is_fold (self, i - 1, "before");

      reading->part_minute = (before ? 12 : 13) * 60;
      return i + 1;
    }
  return i;
}

guint
crm_when_read_clock (
    const CrmWhenReader *self, guint i, gboolean at, gboolean on, gboolean from, CrmWhenReading *reading)
{
  gboolean after_day = reading->kind != CRM_WHEN_DAY_NONE || self->whole;
  gboolean near = at || after_day || from;
  guint end;
  guint range;
  Clock clock;

  end = read_part (self, i, on || at || after_day || reading->has_clock, reading);
  if (end == i)
    end = read_noon (self, i, on || at, reading);
  if (end != i || reading->has_clock)
    return end;

  end = read_point (self, i, at, near, &clock);
  if (end == i)
    return i;
  range = read_range_end (self, end, from, near, &clock, reading);
  /* "з 10 машин": a beginning needs its end, unless it is a time by itself. */
  if (range == end && !clock.sure &&
      (!near || (from && !at && !after_day) || !crm_when_reader_is_free (self, end)))
    return i;
  reading->has_clock = TRUE;
  reading->minute = clock.minute;
  reading->bare = clock.bare;
  if (clock.part != CRM_WORD_PART_NONE)
    reading->part = clock.part;
  return range;
}
