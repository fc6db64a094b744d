/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "store/crm-activity-line.h"

/* Field table of the task, and the line a finished one writes. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_TASK_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_TASK_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_TASK_DUE_ON] = { "due_on", N_ ("Due on"), CRM_KIND_DATE },
  [CRM_TASK_DUE_AT] = { "due_at", N_ ("Due at"), CRM_KIND_INSTANT },
  [CRM_TASK_DONE_AT] = { "done_at", N_ ("Done"), CRM_KIND_INSTANT },
  [CRM_TASK_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TASK_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *due = crm_values_get (values, CRM_TASK_DUE_AT);

  if (!before && !crm_values_has (values, CRM_TASK_OWNER) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_TASK_OWNER, crm_transaction_get_user (tx));
  if (due && due->type == CRM_VALUE_INTEGER && !crm_values_has (values, CRM_TASK_DUE_ON))
    crm_value_take_text (crm_values_slot (values, CRM_TASK_DUE_ON),
        crm_instant_date (due->v.integer, crm_transaction_get_zone (tx)));
  return TRUE;
}

static gboolean
describe (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  gint64 client = crm_row_get_integer (row, CRM_TASK_CLIENT);

  line->at = crm_row_get_integer (row, CRM_TASK_DONE_AT);
  if (!line->at)
    return FALSE;
  line->kind = "task";
  line->deal_id = crm_row_get_integer (row, CRM_TASK_DEAL);
  line->author_id = crm_row_get_integer (row, CRM_TASK_OWNER);
  line->summary = g_strdup (crm_row_get_text (row, CRM_TASK_TITLE));
  if (client)
    g_array_append_val (clients, client);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .describe = describe };

const CrmEntityInfo crm_task_entity = {
  .name = "task",
  .label = N_ ("Task"),
  .plural = N_ ("Tasks"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TASK_TITLE,
  .hooks = &hooks,
};
