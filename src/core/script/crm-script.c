/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/crm-script.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* Field tables of conversation scripts and their questions. */

static const CrmChoice client_kinds[] = {
  { "person", N_ ("Person") },
  { "company", N_ ("Company") },
  { NULL, NULL },
};

static const CrmChoice client_statuses[] = {
  { "lead", N_ ("Lead") },
  { "contact", N_ ("Contact") },
  { "customer", N_ ("Customer") },
  { NULL, NULL },
};

static const CrmChoice answers[] = {
  { "yes-no", N_ ("Yes or no") },
  { "text", N_ ("Text") },
  { "choice", N_ ("Choice") },
  { "date", N_ ("Date") },
  { NULL, NULL },
};

static const CrmChoice steps[] = {
  { "todo", N_ ("To do") },
  { "call", N_ ("Call") },
  { "letter", N_ ("Letter") },
  { "meeting", N_ ("Meeting") },
  { NULL, NULL },
};

static const CrmField script_fields[] = {
  [CRM_SCRIPT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_SCRIPT_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, 0, .target = "stage" },
  [CRM_SCRIPT_CLIENT_KIND] = { "client_kind", N_ ("Kind of client"), CRM_KIND_CHOICE, 0,
      .choices = client_kinds },
  [CRM_SCRIPT_CLIENT_STATUS] = { "client_status", N_ ("Status of the client"), CRM_KIND_CHOICE, 0,
      .choices = client_statuses },
  [CRM_SCRIPT_ADVICE] = { "advice", N_ ("Advice"), CRM_KIND_LONG },
  [CRM_SCRIPT_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_SCRIPT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (script_fields) == CRM_SCRIPT_N_FIELDS);

static const CrmField question_fields[] = {
  [CRM_SCRIPT_QUESTION_SCRIPT] = { "script", N_ ("Script"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "script" },
  [CRM_SCRIPT_QUESTION_QUESTION] = { "question", N_ ("Question"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_SCRIPT_QUESTION_ANSWER] = { "answer", N_ ("Answer"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = answers },
  [CRM_SCRIPT_QUESTION_CHOICES] = { "choices", N_ ("Choices"), CRM_KIND_LONG, CRM_FIELD_PLAIN },
  [CRM_SCRIPT_QUESTION_TARGET] = { "target", N_ ("Goes into"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_SCRIPT_QUESTION_STEP] = { "step", N_ ("Plans"), CRM_KIND_CHOICE, 0, .choices = steps },
  [CRM_SCRIPT_QUESTION_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (question_fields) == CRM_SCRIPT_QUESTION_N_FIELDS);

const CrmEntityInfo crm_script_entity = {
  .name = "script",
  .label = N_ ("Script"),
  .plural = N_ ("Scripts"),
  .fields = script_fields,
  .n_fields = G_N_ELEMENTS (script_fields),
  .title_field = CRM_SCRIPT_NAME,
};

const CrmEntityInfo crm_script_question_entity = {
  .name = "script_question",
  .label = N_ ("Question of a script"),
  .plural = N_ ("Questions of scripts"),
  .fields = question_fields,
  .n_fields = G_N_ELEMENTS (question_fields),
  .title_field = CRM_SCRIPT_QUESTION_QUESTION,
};
