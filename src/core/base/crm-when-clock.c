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
static guint
read_digits (const CrmWhenReader *self, guint i, gboolean near, Clock *clock)
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
  return clock->sure || hour > 1 || is_fold (self, i, "one") ? end : i;
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
    return read_digits (self, i, near, clock);
  if (near || at)
    end = read_hour_in_words (self, i, clock);
  if (end == i)
    end = read_fraction (self, i, clock);
  return end;
}

/* The end of a range: "-16:00", "до 16". */
static guint
read_range_end (const CrmWhenReader *self, guint i, gboolean from, gboolean near, const Clock *begin,
    CrmWhenReading *reading)
{
  guint at = i + 1;
  gboolean dash = crm_when_reader_is_sign (self, i, '-');
  Clock clock;
  guint end;

  if (!dash && !((from || begin->sure) && crm_when_reader_means (self, i, CRM_WORD_TO, NULL)))
    return i;
  end = read_digits (self, at, near || from || begin->sure, &clock);
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
  if (reading->kind != CRM_WHEN_DAY_NONE && crm_when_reader_means (self, i, CRM_WORD_END, &part) &&
      part == 1 + CRM_WORD_UNIT_DAY)
    {
      reading->part = CRM_WORD_PART_EVENING;
      return i + 1;
    }
  if (!crm_when_reader_means (self, i, CRM_WORD_PART_ALONE, &part) &&
      !(after && crm_when_reader_means (self, i, CRM_WORD_PART, &part)))
    return i;
  reading->part = (CrmWordPart)part;
  return i + 1;
}

static guint
read_noon (const CrmWhenReader *self, guint i, gboolean after, CrmWhenReading *reading)
{
  if (reading->has_clock || reading->part_minute >= 0)
    return i;
  if (crm_when_reader_means (self, i, CRM_WORD_NOON, NULL))
    {
      reading->has_clock = TRUE;
      reading->minute = 12 * 60;
      return i + 1;
    }
  if (crm_when_reader_means (self, i, CRM_WORD_AFTER, NULL) &&
      crm_when_reader_means (self, i + 1, CRM_WORD_LUNCH, NULL))
    {
      reading->part_minute = 14 * 60;
      return i + 2;
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
