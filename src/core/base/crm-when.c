/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-when.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "base/crm-when-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Finding the day and the time in a line; the readers do the reading. Pure functions; any thread. */

void
crm_when_clear (CrmWhen *self)
{
  g_free (self->date);
  memset (self, 0, sizeof *self);
}

static gboolean
has_day (const CrmWhenReading *reading)
{
  return reading->kind != CRM_WHEN_DAY_NONE || reading->exact;
}

static void
add_time (CrmWhenReading *reading, const CrmWhenReading *time)
{
  reading->has_clock = time->has_clock;
  reading->bare = time->bare;
  reading->minute = time->minute;
  reading->until = time->until;
  reading->bare_until = time->bare_until;
  if (time->part != CRM_WORD_PART_NONE)
    reading->part = time->part;
  if (time->part_minute >= 0)
    reading->part_minute = time->part_minute;
}

/* "договір від 10.11", "invoice of 10 November": what something is called. */
static gboolean
is_name_of (const CrmWhenReader *reader, guint i, const CrmWhenReading *reading)
{
  static const char *const before[] = { "від", "от", "за", "of", "dated", "vom", NULL };
  const CrmToken *word = i > 0 ? crm_when_reader_get (reader, i - 1) : NULL;

  return word != NULL && word->fold != NULL && g_strv_contains (before, word->fold) &&
         reading->kind == CRM_WHEN_DAY_FULL && crm_when_reader_get (reader, i)->type == CRM_TOKEN_NUMBER;
}

gboolean
crm_when_find (const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *out)
{
  g_auto (CrmWhenReader) reader = { 0 };
  CrmWhenReading day;
  CrmWhenReading time;
  guint day_range[2] = { 0, 0 };
  guint time_range[2] = { 0, 0 };

  g_return_val_if_fail (out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  if (!crm_when_reader_init (&reader, text, now, zone, week_start))
    return FALSE;

  for (guint i = 0; i < reader.tokens->len;)
    {
      CrmWhenReading reading;
      guint end = crm_when_read (&reader, i, &reading);

      if (end == i)
        {
          i++;
          continue;
        }
      if (has_day (&reading) && day_range[1] == 0 && !is_name_of (&reader, i, &reading))
        {
          day = reading;
          day_range[0] = i;
          day_range[1] = end;
        }
      else if (!has_day (&reading) && time_range[1] == 0)
        {
          time = reading;
          time_range[0] = i;
          time_range[1] = end;
        }
      i = end;
    }

  if (day_range[1] == 0 && time_range[1] == 0)
    return FALSE;
  if (day_range[1] == 0)
    {
      day = time;
      memcpy (day_range, time_range, sizeof day_range);
      time_range[1] = 0;
    }
  else if (time_range[1] != 0 && (day.exact || day.has_clock || day.part_minute >= 0 ||
                                     (day.part != CRM_WORD_PART_NONE && !time.has_clock)))
    time_range[1] = 0;
  if (time_range[1] != 0)
    add_time (&day, &time);
  if (!crm_when_reading_resolve (&reader, &day, out))
    return FALSE;

  out->start = crm_when_reader_get (&reader, day_range[0])->start;
  out->end = crm_when_reader_get (&reader, day_range[1] - 1)->end;
  if (time_range[1] != 0)
    {
      out->time_start = crm_when_reader_get (&reader, time_range[0])->start;
      out->time_end = crm_when_reader_get (&reader, time_range[1] - 1)->end;
    }
  return TRUE;
}

static void
set_parse_error (const CrmWhenReader *reader, const char *text, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text, -1);
  gboolean slashes = FALSE;

  for (guint i = 0; reader->tokens != NULL && i < reader->tokens->len; i++)
    slashes |= crm_when_reader_is_sign (reader, i, '/');
  if (slashes)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("“%s” is not one certain day. Write the date like 2026-11-21."), shown);
  else
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("“%s” is not understood as a day or a time. Write it like “tomorrow 10:00”, “friday” or "
           "2026-11-21."),
        shown);
}

gboolean
crm_when_parse (const char *text, gint64 now, GTimeZone *zone, int week_start, CrmWhen *out, GError **error)
{
  g_auto (CrmWhenReader) reader = { 0 };
  CrmWhenReading reading;

  g_return_val_if_fail (out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  if (crm_text_is_blank (text))
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Write a day or a time, like “tomorrow 10:00”."));
      return FALSE;
    }
  if (crm_when_reader_init (&reader, text, now, zone, week_start) && reader.tokens->len > 0)
    {
      reader.whole = TRUE;
      if (crm_when_read (&reader, 0, &reading) == reader.tokens->len &&
          crm_when_reading_resolve (&reader, &reading, out))
        {
          out->start = crm_when_reader_get (&reader, 0)->start;
          out->end = crm_when_reader_get (&reader, reader.tokens->len - 1)->end;
          return TRUE;
        }
    }
  set_parse_error (&reader, text, error);
  return FALSE;
}

char *
crm_when_parse_day (const char *text, gint64 now, GTimeZone *zone, int week_start, GError **error)
{
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (GError) local = NULL;
  g_autofree char *day = crm_date_parse (text, CRM_DATE_ORDER_UNKNOWN, &local);

  if (day && day[0] != '-')
    return g_steal_pointer (&day);
  if (crm_when_parse (text, now, zone, week_start, &when, NULL) && !when.has_time)
    return g_steal_pointer (&when.date);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return g_steal_pointer (&day);
}
