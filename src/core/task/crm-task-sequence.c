/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "task/crm-task-kinds.h"
#include "task/crm-task.h"

/* Field tables of sequences, their steps and their runs. */

static const CrmChoice run_states[] = {
  { "running", N_ ("Running") },
  { "reached", N_ ("Result reached") },
  { "stopped", N_ ("Stopped") },
  { "finished", N_ ("All steps done") },
  { NULL, NULL },
};

static const CrmField sequence_fields[] = {
  [CRM_TASK_SEQUENCE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_SEQUENCE_GOAL] = { "goal", N_ ("Result wanted"), CRM_KIND_TEXT },
  [CRM_TASK_SEQUENCE_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_TASK_SEQUENCE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (sequence_fields) == CRM_TASK_SEQUENCE_N_FIELDS);

static const CrmField step_fields[] = {
  [CRM_TASK_STEP_SEQUENCE] = { "task_sequence", N_ ("Sequence"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "task_sequence" },
  [CRM_TASK_STEP_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = crm_task_kinds },
  [CRM_TASK_STEP_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_STEP_DAYS] = { "days", N_ ("After days"), CRM_KIND_INTEGER },
  [CRM_TASK_STEP_TIME] = { "time", N_ ("At"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_TASK_STEP_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (step_fields) == CRM_TASK_STEP_N_FIELDS);

static const CrmField run_fields[] = {
  [CRM_TASK_RUN_SEQUENCE] = { "task_sequence", N_ ("Sequence"), CRM_KIND_LINK, CRM_FIELD_REQUIRED,
      .target = "task_sequence" },
  [CRM_TASK_RUN_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_TASK_RUN_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "deal" },
  [CRM_TASK_RUN_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_TASK_RUN_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = run_states },
  [CRM_TASK_RUN_ENDED_AT] = { "ended_at", N_ ("Ended"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (run_fields) == CRM_TASK_RUN_N_FIELDS);

const CrmEntityInfo crm_task_sequence_entity = {
  .name = "task_sequence",
  .label = N_ ("Sequence"),
  .plural = N_ ("Sequences"),
  .fields = sequence_fields,
  .n_fields = G_N_ELEMENTS (sequence_fields),
  .title_field = CRM_TASK_SEQUENCE_NAME,
};

const CrmEntityInfo crm_task_step_entity = {
  .name = "task_step",
  .label = N_ ("Step of a sequence"),
  .plural = N_ ("Steps of sequences"),
  .fields = step_fields,
  .n_fields = G_N_ELEMENTS (step_fields),
  .title_field = CRM_TASK_STEP_TITLE,
};

const CrmEntityInfo crm_task_run_entity = {
  .name = "task_run",
  .label = N_ ("Sequence under way"),
  .plural = N_ ("Sequences under way"),
  .fields = run_fields,
  .n_fields = G_N_ELEMENTS (run_fields),
  .title_field = -1,
};
