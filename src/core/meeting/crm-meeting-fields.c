/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "base/crm-zone.h"
#include "meeting/crm-meeting-private.h"

/* What the fields of a meeting must say and what follows from them: days and instants, rule, reminders. Runs in the writer's
 * thread, before each write. */

#define MOST_REMINDERS 20
#define HOUR_MINUTES 60
#define DAY_MINUTES (24 * 60)

gint64
crm_meeting_get_integer (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  if (crm_values_has (values, field))
    return value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
  return before ? crm_row_get_integer (before, field) : 0;
}

const char *
crm_meeting_get_text (const CrmRow *before, CrmValues *values, int field)
{
  return crm_values_has (values, field) ? crm_values_get_text (values, field)
         : before                       ? crm_row_get_text (before, field)
                                        : NULL;
}

gboolean
crm_meeting_refuse (CrmEntity *entity, int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&entity->fields[field]), reason);
  return FALSE;
}

static void
clear (CrmValues *values, int field)
{
  crm_value_clear (crm_values_slot (values, field));
}

static gboolean
refuse_end (GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A meeting cannot end before it starts."));
  return FALSE;
}

/* Another beginning without another end: it lasts as long as before. */
static gboolean
settle_days (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const char *old_first = before ? crm_row_get_text (before, CRM_MEETING_STARTS_ON) : NULL,
             *first = crm_meeting_get_text (before, values, CRM_MEETING_STARTS_ON), *last;

  /* Who gives an all-day one a time of day gives it a time of day. */
  if (old_first && !crm_values_has (values, CRM_MEETING_STARTS_ON) &&
      crm_values_has (values, CRM_MEETING_STARTS_AT) &&
      crm_meeting_get_integer (NULL, values, CRM_MEETING_STARTS_AT) !=
          crm_row_get_integer (before, CRM_MEETING_STARTS_AT))
    {
      clear (values, CRM_MEETING_STARTS_ON);
      first = NULL;
    }
  if (!first)
    {
      if (old_first || crm_values_has (values, CRM_MEETING_ENDS_ON))
        clear (values, CRM_MEETING_ENDS_ON);
      if (old_first && !crm_values_has (values, CRM_MEETING_ENDS_AT))
        crm_values_set_integer (values, CRM_MEETING_ENDS_AT,
            crm_meeting_get_integer (before, values, CRM_MEETING_STARTS_AT) + G_TIME_SPAN_HOUR);
      return TRUE;
    }
  if (!crm_local_parse (first))
    return crm_meeting_refuse (entity, CRM_MEETING_STARTS_ON, _ ("The year is missing."), error);
  if (crm_values_has (values, CRM_MEETING_STARTS_ON) && !crm_values_get_text (values, CRM_MEETING_ENDS_ON) &&
      (!old_first || !crm_values_has (values, CRM_MEETING_ENDS_ON)))
    {
      const char *old_last = old_first ? crm_row_get_text (before, CRM_MEETING_ENDS_ON) : NULL;

      crm_value_take_text (crm_values_slot (values, CRM_MEETING_ENDS_ON),
          crm_date_add_days (first, old_last ? MAX (crm_date_days_between (old_first, old_last), 0) : 0));
    }
  last = crm_meeting_get_text (before, values, CRM_MEETING_ENDS_ON);
  if (last && !crm_local_parse (last))
    return crm_meeting_refuse (entity, CRM_MEETING_ENDS_ON, _ ("The year is missing."), error);
  if (!last)
    crm_values_set_text (values, CRM_MEETING_ENDS_ON, first);
  else if (strcmp (last, first) < 0)
    return refuse_end (error);
  return TRUE;
}

/* Of an all-day one the days are the truth, also of one that is put back: the book may have another zone meanwhile. */
static void
settle_midnights (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  static const int fields[] = { CRM_MEETING_STARTS_ON, CRM_MEETING_ENDS_ON, CRM_MEETING_STARTS_AT,
    CRM_MEETING_ENDS_AT };
  guint32 first = crm_local_parse (crm_meeting_get_text (before, values, CRM_MEETING_STARTS_ON)),
          last = crm_local_parse (crm_meeting_get_text (before, values, CRM_MEETING_ENDS_ON));
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    any = any || crm_values_has (values, fields[i]);
  if (!any || !first)
    return;
  crm_values_set_integer (
      values, CRM_MEETING_STARTS_AT, crm_local_instant (first, 0, crm_transaction_get_zone (tx)));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT,
      crm_local_instant (MAX (first, last) + 1, 0, crm_transaction_get_zone (tx)));
}

static gboolean
settle_end (const CrmRow *before, CrmValues *values, GError **error)
{
  gint64 start = crm_meeting_get_integer (before, values, CRM_MEETING_STARTS_AT),
         end = crm_meeting_get_integer (before, values, CRM_MEETING_ENDS_AT),
         old_start = before ? crm_row_get_integer (before, CRM_MEETING_STARTS_AT) : 0,
         old_end = before ? crm_row_get_integer (before, CRM_MEETING_ENDS_AT) : 0;

  if (crm_values_has (values, CRM_MEETING_STARTS_AT) && !crm_values_has (values, CRM_MEETING_ENDS_AT) &&
      old_end && start)
    crm_values_set_integer (values, CRM_MEETING_ENDS_AT, start + MAX (old_end - old_start, 0));
  else if ((crm_values_has (values, CRM_MEETING_STARTS_AT) || crm_values_has (values, CRM_MEETING_ENDS_AT)) &&
           end && end < start)
    return refuse_end (error);
  start = crm_meeting_get_integer (before, values, CRM_MEETING_ACTUAL_START);
  end = crm_meeting_get_integer (before, values, CRM_MEETING_ACTUAL_END);
  if ((crm_values_has (values, CRM_MEETING_ACTUAL_START) ||
          crm_values_has (values, CRM_MEETING_ACTUAL_END)) &&
      start && end && end < start)
    return refuse_end (error);
  return TRUE;
}

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  int x = *(const int *)a, y = *(const int *)b;

  return x < y ? -1 : x > y;
}

GArray *
crm_meeting_parse_reminders (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text ? text : "", " ,;", -1);
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; words[i]; i++)
    {
      gint64 number;
      int one;
      guint k = 0;

      if (!*words[i])
        continue;
      if (!g_ascii_string_to_signed (words[i], 10, -DAY_MINUTES + 1, CRM_MEETING_MOST_MINUTES, &number, NULL))
        return NULL;
      one = (int)number;
      while (k < minutes->len && g_array_index (minutes, int, k) != one)
        k++;
      if (k == minutes->len)
        g_array_append_val (minutes, one);
    }
  g_array_sort (minutes, compare_minutes);
  return minutes->len <= MOST_REMINDERS ? g_steal_pointer (&minutes) : NULL;
}

/* As the book's settings remind: of whole days at the time that days have. Caller owns; NULL for none. */
static char *
get_default_reminders (CrmTransaction *tx, gboolean all_day)
{
  const char *setting = crm_transaction_get_setting (tx, all_day ? "reminder-day" : "meeting-reminders");
  int hour, minute;

  if (!all_day)
    return g_strdup (g_strcmp0 (setting, "never") == 0 ? NULL : setting ? setting : "30");
  if (!setting || sscanf (setting, "%2d:%2d", &hour, &minute) != 2)
    return NULL;
  return g_strdup_printf ("%d", -(hour * HOUR_MINUTES + minute));
}

/* One of whole days gets a time of day: what reminded of it on the day itself would come behind its beginning. */
static void
take_timed_reminders (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  const char *old = crm_row_get_text (before, CRM_MEETING_REMINDERS);
  g_autoptr (GArray) minutes = crm_meeting_parse_reminders (old);
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; minutes && i < minutes->len; i++)
    if (g_array_index (minutes, int, i) >= 0)
      g_string_append_printf (left, "%d ", g_array_index (minutes, int, i));
  if (!minutes || !minutes->len || g_array_index (minutes, int, 0) >= 0)
    return;
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_REMINDERS),
      left->len ? g_strdup (left->str) : get_default_reminders (tx, FALSE));
}

static gboolean
settle_reminders (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  g_autoptr (GArray) minutes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all_day = crm_meeting_get_text (before, values, CRM_MEETING_STARTS_ON) != NULL;

  if (!before && !crm_values_has (values, CRM_MEETING_REMINDERS) && !crm_transaction_is_import (tx) &&
      !crm_meeting_get_integer (NULL, values, CRM_MEETING_SERIES) &&
      crm_meeting_get_integer (NULL, values, CRM_MEETING_STARTS_AT) > crm_transaction_get_now (tx))
    crm_value_take_text (
        crm_values_slot (values, CRM_MEETING_REMINDERS), get_default_reminders (tx, all_day));
  if (!all_day && before && crm_row_get_text (before, CRM_MEETING_STARTS_ON) &&
      !crm_values_has (values, CRM_MEETING_REMINDERS))
    take_timed_reminders (tx, before, values);
  if (!crm_values_get_text (values, CRM_MEETING_REMINDERS))
    return TRUE;
  minutes = crm_meeting_parse_reminders (crm_values_get_text (values, CRM_MEETING_REMINDERS));
  if (!minutes)
    return crm_meeting_refuse (crm_values_get_entity (values), CRM_MEETING_REMINDERS,
        _ ("Reminders are minutes before the start, like “30 1440”, at most 60 days."), error);
  for (guint i = 0; i < minutes->len; i++)
    g_string_append_printf (text, "%s%d", i ? " " : "", g_array_index (minutes, int, i));
  crm_values_set_text (values, CRM_MEETING_REMINDERS, text->str);
  return TRUE;
}

/* The times of a series are called by its clock: it must not become another one with the book's. */
static void
keep_clock (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  const char *name = g_time_zone_get_identifier (crm_transaction_get_zone (tx));
  g_autoptr (GTimeZone) zone = crm_zone_new (name);

  if (zone && !crm_meeting_get_text (before, values, CRM_MEETING_STARTS_ON) &&
      !crm_meeting_get_text (before, values, CRM_MEETING_ZONE))
    crm_values_set_text (values, CRM_MEETING_ZONE, name);
}

static gboolean
settle_rule (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const char *rule = crm_meeting_get_text (before, values, CRM_MEETING_RECURRENCE),
             *state = crm_meeting_get_text (before, values, CRM_MEETING_STATE);

  if (crm_values_has (values, CRM_MEETING_RECURRENCE) && rule)
    {
      g_autoptr (CrmRecurrence) recurrence = crm_recurrence_new (rule, error);

      if (!recurrence)
        {
          g_prefix_error (error, "%s: ", crm_field_get_label (&entity->fields[CRM_MEETING_RECURRENCE]));
          return FALSE;
        }
      crm_value_take_text (
          crm_values_slot (values, CRM_MEETING_RECURRENCE), crm_recurrence_to_string (recurrence));
    }
  if (!rule)
    {
      if (before && crm_row_get_text (before, CRM_MEETING_EXCLUDED))
        clear (values, CRM_MEETING_EXCLUDED);
      return TRUE;
    }
  keep_clock (tx, before, values);
  if (crm_meeting_get_integer (before, values, CRM_MEETING_SERIES))
    return crm_meeting_refuse (
        entity, CRM_MEETING_RECURRENCE, _ ("One time of a series cannot repeat itself."), error);
  if (g_strcmp0 (state, "held") == 0 || g_strcmp0 (state, "missed") == 0)
    return crm_meeting_refuse (
        entity, CRM_MEETING_STATE, _ ("Of a series, one time after the other takes place."), error);
  return TRUE;
}

/* Which times are left out; and whose time an exception takes. */
static gboolean
settle_series (const CrmRow *before, CrmValues *values, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  gint64 series = crm_meeting_get_integer (before, values, CRM_MEETING_SERIES);
  const char *rid = crm_meeting_get_text (before, values, CRM_MEETING_RID);
  guint32 day;
  int second;

  if (crm_values_get_text (values, CRM_MEETING_EXCLUDED))
    {
      g_autoptr (GHashTable) rids = crm_rids_parse (crm_values_get_text (values, CRM_MEETING_EXCLUDED));
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, rids);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (!crm_rid_parse (key, &day, &second))
          return crm_meeting_refuse (
              entity, CRM_MEETING_EXCLUDED, _ ("A time of a series is written like 20261119T100000."), error);
      crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), crm_rids_format (rids));
    }
  if (!crm_values_has (values, CRM_MEETING_SERIES) && !crm_values_has (values, CRM_MEETING_RID))
    return TRUE;
  if (!series != !rid)
    return crm_meeting_refuse (entity, CRM_MEETING_RID,
        _ ("A meeting of a series says which time of the series it is, and no other does."), error);
  if (rid && !crm_rid_parse (rid, &day, &second))
    return crm_meeting_refuse (
        entity, CRM_MEETING_RID, _ ("A time of a series is written like 20261119T100000."), error);
  if (before && series == before->id)
    return crm_meeting_refuse (entity, CRM_MEETING_SERIES, _ ("It cannot be a part of itself."), error);
  return TRUE;
}

static gboolean
settle_place (CrmValues *values, GError **error)
{
  static const struct
  {
    int field;
    double most;
  } angles[] = { { CRM_MEETING_LATITUDE, 90 }, { CRM_MEETING_LONGITUDE, 180 } };
  CrmEntity *entity = crm_values_get_entity (values);
  const char *name = crm_values_get_text (values, CRM_MEETING_ZONE);

  for (guint i = 0; i < G_N_ELEMENTS (angles); i++)
    {
      const CrmValue *value = crm_values_get (values, angles[i].field);

      if (value && value->type == CRM_VALUE_REAL &&
          !(value->v.real >= -angles[i].most && value->v.real <= angles[i].most))
        return crm_meeting_refuse (
            entity, angles[i].field, _ ("There is no such place on the earth."), error);
    }
  if (name)
    {
      g_autoptr (GTimeZone) zone = crm_zone_new (name);

      if (!zone)
        return crm_meeting_refuse (entity, CRM_MEETING_ZONE,
            _ ("No time zone has this name. One is written like Europe/Kyiv."), error);
    }
  return TRUE;
}

gboolean
crm_meeting_settle (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  gboolean verbatim = crm_transaction_is_verbatim (tx);

  if (!before && !crm_values_get_text (values, CRM_MEETING_STATE))
    crm_values_set_text (values, CRM_MEETING_STATE, "planned");
  if (!before && !crm_values_has (values, CRM_MEETING_OWNER) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_MEETING_OWNER, crm_transaction_get_user (tx));
  if (!verbatim && !settle_days (tx, before, values, error))
    return FALSE;
  settle_midnights (tx, before, values);
  return verbatim || (settle_end (before, values, error) && settle_place (values, error) &&
                         settle_series (before, values, error) && settle_rule (tx, before, values, error) &&
                         settle_reminders (tx, before, values, error));
}
