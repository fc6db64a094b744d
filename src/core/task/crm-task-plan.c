/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "task/crm-task-private.h"
#include "user/crm-work-day.h"

/* The tasks that rules and sequences plan: what they are called, when they are due, whose they are. Runs in the writer's thread. */

#define MAX_DAYS 3650

gboolean
crm_task_refuse (CrmEntity *entity, int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&entity->fields[field]), reason);
  return FALSE;
}

/* "9:05" and "09:05"; -1 for anything else. */
static int
read_minutes (const char *time)
{
  int hour = 0, minute = 0;
  gsize n = strspn (time, "0123456789");

  if (n < 1 || n > 2 || time[n] != ':' || strlen (time + n) != 3 || !g_ascii_isdigit (time[n + 1]) ||
      !g_ascii_isdigit (time[n + 2]))
    return -1;
  hour = (int)g_ascii_strtoll (time, NULL, 10);
  minute = (int)g_ascii_strtoll (time + n + 1, NULL, 10);
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

gboolean
crm_task_plan_check (CrmValues *values, int days, int time, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  const CrmValue *number = crm_values_get (values, days);
  const char *text = crm_values_get_text (values, time);

  if (number && number->type == CRM_VALUE_INTEGER && (number->v.integer < 0 || number->v.integer > MAX_DAYS))
    return crm_task_refuse (entity, days, _ ("It must be between 0 and 3650."), error);
  if (text)
    {
      int minutes = read_minutes (text);

      if (minutes < 0)
        return crm_task_refuse (entity, time, _ ("A time is written like 09:30."), error);
      crm_value_take_text (
          crm_values_slot (values, time), g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60));
    }
  return TRUE;
}

gboolean
crm_task_plan_get_owner (CrmTransaction *tx, gint64 client, gint64 deal, gint64 *owner, GError **error)
{
  *owner = 0;
  if (deal)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", deal, error);

      if (!row)
        return FALSE;
      *owner = crm_row_get_integer (row, CRM_DEAL_OWNER);
    }
  if (!*owner && client)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", client, error);

      if (!row)
        return FALSE;
      *owner = crm_row_get_integer (row, CRM_CLIENT_OWNER);
    }
  if (!*owner)
    *owner = crm_transaction_get_user (tx);
  return TRUE;
}

/* In one pass, so that a name with braces stays a name. */
static char *
expand_title (CrmTransaction *tx, const char *title, gint64 client, gint64 deal)
{
  static const struct
  {
    const char *word, *entity;
  } names[] = { { "{client}", "client" }, { "{deal}", "deal" } };
  g_autoptr (GString) text = g_string_new (NULL);

  while (*title)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (names) && !g_str_has_prefix (title, names[i].word))
        i++;
      if (i < G_N_ELEMENTS (names))
        {
          gint64 id = i == 0 ? client : deal;
          g_autofree char *name = id ? crm_transaction_dup_title (tx, names[i].entity, id) : NULL;

          g_string_append (text, name ? name : "");
          title += strlen (names[i].word);
        }
      else
        g_string_append_c (text, *title++);
    }
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

CrmValues *
crm_task_plan_new (CrmTransaction *tx, const char *kind, const char *title, gint64 client, gint64 deal,
    gint64 owner, gint64 days, const char *time, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autofree char *name = expand_title (tx, title, client, deal);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 now = crm_transaction_get_now (tx), at = 0;
  guint32 day = crm_local_day (now, zone, NULL) + CLAMP (days, 0, MAX_DAYS);
  int minutes = time ? read_minutes (time) : -1;
  CrmValues *values;

  /* What is for today is for today. */
  if (!entity || (days > 0 && !crm_work_day_find (tx, owner, &day, error)))
    return NULL;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_KIND, kind);
  crm_values_set_text (values, CRM_TASK_TITLE, *name ? name : title);
  if (client)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  if (deal)
    crm_values_set_integer (values, CRM_TASK_DEAL, deal);
  if (minutes >= 0)
    at = crm_local_instant (day, minutes * 60, zone);
  /* Nothing is overdue from the start. */
  if (at > now)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, at);
  else
    crm_value_take_text (crm_values_slot (values, CRM_TASK_DUE_ON), crm_local_format (day));
  return values;
}
