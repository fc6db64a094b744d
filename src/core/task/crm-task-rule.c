/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "task/crm-task-kinds.h"
#include "task/crm-task.h"

/* Rules that make a task when something happens. Runs in the writer's thread. */

static const CrmChoice events[] = {
  { "client-added", N_ ("A client is added") },
  { "deal-opened", N_ ("A deal is opened") },
  { "stage-entered", N_ ("A deal enters a stage") },
  { "deal-won", N_ ("A deal is won") },
  { "deal-lost", N_ ("A deal is lost") },
  { "call-logged", N_ ("A call is logged") },
  { "meeting-held", N_ ("A meeting was held") },
  { "task-done", N_ ("A task is done") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_TASK_RULE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_RULE_EVENT] = { "event", N_ ("When"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = events },
  [CRM_TASK_RULE_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, 0, .target = "stage" },
  [CRM_TASK_RULE_OUTCOME] = { "outcome", N_ ("Outcome"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_TASK_RULE_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = crm_task_kinds },
  [CRM_TASK_RULE_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_RULE_DAYS] = { "days", N_ ("After days"), CRM_KIND_INTEGER },
  [CRM_TASK_RULE_TIME] = { "time", N_ ("At"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_TASK_RULE_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_TASK_RULE_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_TASK_RULE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TASK_RULE_N_FIELDS);

const CrmEntityInfo crm_task_rule_entity = {
  .name = "task_rule",
  .label = N_ ("Task rule"),
  .plural = N_ ("Task rules"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TASK_RULE_NAME,
};
