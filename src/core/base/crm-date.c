/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-day.h"
#include "base/crm-time.h"

#include <string.h>

/* Stored dates and reckoning with them. Pure functions; any thread. */

#define MAX_YEAR 9999

gboolean
crm_day_is_valid (const CrmDay *self)
{
  if (self->year > MAX_YEAR || self->month < 1 || self->month > 12)
    return FALSE;
  /* Any leap year will do where there is none. */
  return g_date_valid_dmy ((GDateDay)MIN (self->day, 32), (GDateMonth)self->month,
      (GDateYear)(self->year != 0 ? self->year : 2000));
}

gboolean
crm_day_read_digits (const char **text, guint n, guint *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      *number = *number * 10 + (guint)g_ascii_digit_value ((*text)[i]);
    }
  *text += n;
  return TRUE;
}

gboolean
crm_day_read (CrmDay *self, const char *date)
{
  const char *p = date;

  if (p == NULL)
    return FALSE;
  if (g_str_has_prefix (p, "--"))
    {
      self->year = 0;
      p += 2;
    }
  else
    {
      if (!crm_day_read_digits (&p, 4, &self->year) || self->year == 0 || *p++ != '-')
        return FALSE;
    }
  return crm_day_read_digits (&p, 2, &self->month) && *p++ == '-' &&
         crm_day_read_digits (&p, 2, &self->day) && *p == '\0' && crm_day_is_valid (self);
}

char *
crm_day_format (const CrmDay *self)
{
  if (self->year == 0)
    return g_strdup_printf ("--%02u-%02u", self->month, self->day);
  return g_strdup_printf ("%04u-%02u-%02u", self->year, self->month, self->day);
}

gboolean
crm_date_is_valid (const char *date)
{
  CrmDay day;

  return crm_day_read (&day, date);
}

/* Days since the year 1; 0 for what is no full date. */
static guint32
get_julian (const char *date)
{
  CrmDay day;
  GDate gdate;

  if (!crm_day_read (&day, date) || day.year == 0)
    return 0;
  g_date_clear (&gdate, 1);
  g_date_set_dmy (&gdate, (GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
  return g_date_get_julian (&gdate);
}

char *
crm_date_add_days (const char *date, int days)
{
  gint64 julian = get_julian (date);
  GDate gdate;
  CrmDay day;

  if (julian == 0 || julian + days < 1 || julian + days > get_julian ("9999-12-31"))
    return NULL;

  g_date_clear (&gdate, 1);
  g_date_set_julian (&gdate, (guint32)(julian + days));
  day = (CrmDay){ g_date_get_year (&gdate), (guint)g_date_get_month (&gdate), g_date_get_day (&gdate) };
  return crm_day_format (&day);
}

int
crm_date_days_between (const char *from, const char *to)
{
  guint32 first = get_julian (from);
  guint32 last = get_julian (to);

  g_return_val_if_fail (first != 0 && last != 0, 0);

  return (int)last - (int)first;
}

char *
crm_date_next_birthday (const char *birthday, const char *today)
{
  CrmDay born;
  CrmDay now;
  CrmDay next;

  if (!crm_day_read (&born, birthday) || !crm_day_read (&now, today) || now.year == 0)
    return NULL;

  next = born;
  next.year = now.year;
  if (born.month < now.month || (born.month == now.month && born.day < now.day))
    next.year++;
  if (!crm_day_is_valid (&next))
    {
      /* 29 February in a common year is the 28th, which may be today itself. */
      next.day = 28;
    }
  return crm_day_format (&next);
}
