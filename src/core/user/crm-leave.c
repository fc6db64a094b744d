/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "user/crm-user.h"

/* Field table of leave (A92). The hook runs in the writer's thread. */

static const CrmChoice kinds[] = {
  { "vacation", N_ ("Vacation") },
  { "sick", N_ ("Sick leave") },
  { "trip", N_ ("Business trip") },
  { "other", N_ ("Away") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_LEAVE_USER] = { "user", N_ ("Employee"), CRM_KIND_LINK, CRM_FIELD_REQUIRED | CRM_FIELD_OWNED,
      .target = "user" },
  [CRM_LEAVE_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = kinds },
  [CRM_LEAVE_STARTS_ON] = { "starts_on", N_ ("First day"), CRM_KIND_DATE, CRM_FIELD_REQUIRED },
  [CRM_LEAVE_ENDS_ON] = { "ends_on", N_ ("Last day"), CRM_KIND_DATE, CRM_FIELD_REQUIRED },
  [CRM_LEAVE_NOTE] = { "note", N_ ("Remark"), CRM_KIND_TEXT, 0 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_LEAVE_N_FIELDS);

static const char *
get (const CrmRow *before, CrmValues *values, int field)
{
  return crm_values_has (values, field) ? crm_values_get_text (values, field)
         : before                       ? crm_row_get_text (before, field)
                                        : NULL;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *first = get (before, values, CRM_LEAVE_STARTS_ON),
             *last = get (before, values, CRM_LEAVE_ENDS_ON);

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_get_text (values, CRM_LEAVE_KIND))
    crm_values_set_text (values, CRM_LEAVE_KIND, "vacation");
  if (first && !last)
    crm_values_set_text (values, CRM_LEAVE_ENDS_ON, first);
  else if (first && before && strcmp (last, first) < 0 && !crm_values_has (values, CRM_LEAVE_ENDS_ON))
    {
      /* One that is only told a later beginning is as long as before. */
      int days = crm_date_days_between (crm_row_get_text (before, CRM_LEAVE_STARTS_ON), last);
      g_autofree char *end = crm_date_add_days (first, MAX (days, 0));
      crm_values_set_text (values, CRM_LEAVE_ENDS_ON, end);
    }
  else if (first && strcmp (last, first) < 0)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A leave cannot end before it begins."));
      return FALSE;
    }
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_leave_entity = {
  .name = "leave",
  .label = N_ ("Leave"),
  .plural = N_ ("Leave"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
  .hooks = &hooks,
};
