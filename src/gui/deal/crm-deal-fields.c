/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-fields.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* No state. Any thread. */

char *
crm_deal_fields_dup_day (const char *month, const char *date)
{
  guint64 year = g_ascii_strtoull (month, NULL, 10);
  guint64 number = strlen (month) == 7 ? g_ascii_strtoull (month + 5, NULL, 10) : 0;
  guint64 day = date != NULL && strlen (date) == 10 ? g_ascii_strtoull (date + 8, NULL, 10) : 31;
  guint8 last;

  if (year == 0 || year > 9999 || number < 1 || number > 12)
    return NULL;
  last = g_date_get_days_in_month ((GDateMonth)number, (GDateYear)year);
  return g_strdup_printf ("%s-%02u", month, (guint)MIN (day, last));
}

static gboolean
set_own (CrmValues *values, const char *name, const char *key, GError **error)
{
  CrmEntity *entity = crm_values_get_entity (values);
  int field = name != NULL ? crm_entity_find_field (entity, name) : -1;

  if (field < 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
          _ ("The field of these lanes is no longer there."));
      return FALSE;
    }
  if (key[0] != '\0')
    crm_values_set_text (values, field, key);
  else
    crm_value_clear (crm_values_slot (values, field));
  return TRUE;
}

gboolean
crm_deal_fields_set_lane (CrmValues *values, const CrmRow *row, CrmBoardGroup group, const char *field,
    gint64 id, const char *key, GError **error)
{
  switch (group)
    {
    case CRM_BOARD_BY_STAGE: crm_values_set_integer (values, CRM_DEAL_STAGE, id); break;
    case CRM_BOARD_BY_MONTH:
      {
        g_autofree char *day = crm_deal_fields_dup_day (
            key, row != NULL ? crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE) : NULL);

        crm_values_set_text (values, CRM_DEAL_EXPECTED_CLOSE, day);
        break;
      }
    case CRM_BOARD_BY_OWNER:
      if (id != 0)
        crm_values_set_integer (values, CRM_DEAL_OWNER, id);
      else
        crm_value_clear (crm_values_slot (values, CRM_DEAL_OWNER));
      break;
    case CRM_BOARD_BY_SOURCE: crm_values_set_text (values, CRM_DEAL_SOURCE, key); break;
    case CRM_BOARD_BY_FIELD: return set_own (values, field, key, error);
    }
  return TRUE;
}
