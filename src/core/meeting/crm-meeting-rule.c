/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "meeting/crm-meeting-private.h"

/* The rule of a series that is cut or moved: the same words with other numbers and days. Pure functions on canonical rules; any thread. */

static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* Takes the parts that begin with a name out of a rule. */
static char *
drop_parts (const char *rule, const char *const *names)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; parts[i]; i++)
    {
      gboolean drop = FALSE;

      for (guint k = 0; names[k]; k++)
        drop = drop || g_str_has_prefix (parts[i], names[k]);
      if (!drop)
        g_ptr_array_add (left, parts[i]);
    }
  g_ptr_array_add (left, NULL);
  return g_strjoinv (";", (char **)left->pdata);
}

static char *
format_instant (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return time ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");
}

char *
crm_rule_cut (const char *rule, const CrmMeetingTimes *times, const CrmMeetingTime *before)
{
  static const char *const ends[] = { "COUNT=", "UNTIL=", NULL };
  g_autofree char *open = drop_parts (rule, ends), *until = NULL;
  char day[CRM_RID_SIZE];

  crm_rid_format (day, before->day - 1, -1);
  until = times->second < 0 ? g_strdup (day) : format_instant (before->starts_at - G_USEC_PER_SEC);
  return g_strconcat (open, ";UNTIL=", until, NULL);
}

char *
crm_rule_count_down (const char *rule, guint passed)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (guint i = 0; parts[i]; i++)
    if (g_str_has_prefix (parts[i], "COUNT="))
      {
        gint64 left = g_ascii_strtoll (parts[i] + strlen ("COUNT="), NULL, 10) - passed;

        g_free (parts[i]);
        parts[i] = g_strdup_printf ("COUNT=%" G_GINT64_FORMAT, MAX (left, 1));
      }
  return g_strjoinv (";", parts);
}

static char *
shift_until (const char *until, gint64 days, gint64 difference)
{
  guint32 day;
  int second;
  g_autofree char *local = g_strndup (until, strlen ("YYYYMMDDTHHMMSS"));
  char shifted[CRM_RID_SIZE];

  if (!crm_rid_parse (local, &day, &second))
    return g_strdup (until);
  if (second >= 0)
    return format_instant (crm_local_instant (day, second, NULL) + difference);
  crm_rid_format (shifted, (guint32)((gint64)day + days), -1);
  return g_strdup (shifted);
}

/* Days of the week, "MO,WE": each as many days later. NULL when one has a place in the month. */
static char *
shift_weekdays (const char *list, gint64 days)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  for (guint i = 0; words[i]; i++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (weekdays) && !g_str_equal (words[i], weekdays[k]))
        k++;
      if (k == G_N_ELEMENTS (weekdays))
        return NULL;
      g_free (words[i]);
      words[i] = g_strdup (weekdays[((gint64)k + days % 7 + 7) % 7]);
    }
  return g_strjoinv (",", words);
}

/* "2TU" or "-1FR" for a day: counted from the end when it was before and can be. NULL when the rule named another day. */
static char *
shift_place (const char *list, const GDate *old, const GDate *now)
{
  char *word;
  long place = strtol (list, &word, 10);
  int old_place = (g_date_get_day (old) - 1) / 7 + 1, place_now = (g_date_get_day (now) - 1) / 7 + 1;
  gboolean last =
      g_date_get_day (now) + 7 > g_date_get_days_in_month (g_date_get_month (now), g_date_get_year (now));

  if (!place || strlen (word) != 2 || !g_str_equal (word, weekdays[g_date_get_weekday (old) - 1]) ||
      (place > 0 && place != old_place))
    return NULL;
  return g_strdup_printf ("%d%s", (place == -1 || place_now == 5) && last ? -1 : place_now,
      weekdays[g_date_get_weekday (now) - 1]);
}

char *
crm_rule_shift (const char *rule, guint32 from, guint32 to, gint64 difference, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);
  gint64 days = (gint64)to - from;
  gboolean weekly = strstr (rule, "FREQ=WEEKLY") != NULL;
  GDate old, now;

  g_date_clear (&old, 1);
  g_date_set_julian (&old, from);
  g_date_clear (&now, 1);
  g_date_set_julian (&now, to);
  for (guint i = 0; parts[i]; i++)
    {
      char *equal = strchr (parts[i], '='), *value = NULL;
      g_autofree char *name = equal ? g_strndup (parts[i], (gsize)(equal - parts[i])) : NULL;

      if (!name)
        continue;
      if (g_str_equal (name, "UNTIL"))
        value = shift_until (equal + 1, days, difference);
      else if (!days || !g_str_has_prefix (name, "BY"))
        continue;
      else if (g_str_equal (name, "BYDAY") && weekly)
        value = shift_weekdays (equal + 1, days);
      else if (g_str_equal (name, "BYDAY") && !strchr (equal, ','))
        value = shift_place (equal + 1, &old, &now);
      else if (g_str_equal (name, "BYMONTHDAY") && atoi (equal + 1) == g_date_get_day (&old) &&
               !strchr (equal, ','))
        value = g_strdup_printf ("%d", g_date_get_day (&now));
      else if (g_str_equal (name, "BYMONTH") && atoi (equal + 1) == (int)g_date_get_month (&old) &&
               !strchr (equal, ','))
        value = g_strdup_printf ("%d", (int)g_date_get_month (&now));
      if (!value)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("The rule of this series names its days. Change the rule to move it to another day."));
          return NULL;
        }
      g_free (parts[i]);
      parts[i] = g_strconcat (name, "=", value, NULL);
      g_free (value);
    }
  return g_strjoinv (";", parts);
}
