/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/crm-script.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* Field tables of conversation scripts and their questions. The hook runs in the writer's thread. */

#define MAX_CHAIN 1000 /* a book written elsewhere may hold a circle */

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
  [CRM_SCRIPT_QUESTION_AFTER_QUESTION] = { "after_question", N_ ("Only after the question"), CRM_KIND_LINK, 0,
      .target = "script_question" },
  [CRM_SCRIPT_QUESTION_AFTER_ANSWER] = { "after_answer", N_ ("And its answer"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (question_fields) == CRM_SCRIPT_QUESTION_N_FIELDS);

static gboolean
refuse (int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&question_fields[field]), reason);
  return FALSE;
}

/* The value a field will have after the write; NULL when empty. */
static const CrmValue *
get_value (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = crm_values_has (values, field) ? crm_values_get (values, field)
                          : before                       ? crm_row_get (before, field)
                                                         : NULL;

  return value && !crm_value_is_empty (value) ? value : NULL;
}

static gint64
get_id (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = get_value (before, values, field);

  return value && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

static gboolean
check_target (CrmTransaction *tx, CrmValues *values, GError **error)
{
  const char *target = crm_values_get_text (values, CRM_SCRIPT_QUESTION_TARGET);
  g_auto (GStrv) parts = g_strsplit (target ? target : "", ".", 2);
  gboolean known = g_strcmp0 (parts[0], "client") == 0 || g_strcmp0 (parts[0], "deal") == 0;
  g_autoptr (CrmEntity) entity = NULL;
  int field;

  if (!target)
    return TRUE;
  if (known && !(entity = crm_transaction_get_entity (tx, parts[0], error)))
    return FALSE;
  field = entity && parts[1] ? crm_entity_find_field (entity, parts[1]) : -1;
  return (field >= 0 && crm_script_can_hold (&entity->fields[field], "text", NULL)) ||
         refuse (CRM_SCRIPT_QUESTION_TARGET,
             _ ("It is a field of a client or deal that can be filled, like client.city."), error);
}

/* The question after which another is asked belongs to the same script and does not wait for it in turn. */
static gboolean
check_after (CrmTransaction *tx, const CrmRow *before, CrmValues *values, const CrmRow *after, GError **error)
{
  gint64 next = crm_row_get_integer (after, CRM_SCRIPT_QUESTION_AFTER_QUESTION);

  if (crm_row_get_integer (after, CRM_SCRIPT_QUESTION_SCRIPT) !=
      get_id (before, values, CRM_SCRIPT_QUESTION_SCRIPT))
    return refuse (CRM_SCRIPT_QUESTION_AFTER_QUESTION, _ ("It is a question of the same script."), error);
  if (before && before->id == after->id)
    next = after->id;
  for (guint n = 0; next && before && n < MAX_CHAIN; n++)
    {
      g_autoptr (CrmRow) row = NULL;

      if (next == before->id)
        return refuse (CRM_SCRIPT_QUESTION_AFTER_QUESTION,
            _ ("Questions that wait for each other are never asked."), error);
      row = crm_transaction_load (tx, "script_question", next, error);
      if (!row)
        return FALSE;
      next = crm_row_get_integer (row, CRM_SCRIPT_QUESTION_AFTER_QUESTION);
    }
  return TRUE;
}

/* An answer to wait for that was given to another question goes with it. */
static gboolean
settle_answer (const CrmRow *before, CrmValues *values, const CrmRow *after, GError **error)
{
  const CrmValue *answer = get_value (before, values, CRM_SCRIPT_QUESTION_AFTER_ANSWER);
  g_auto (GStrv) possible = after ? crm_script_list_answers (after) : NULL;
  g_autofree char *list = NULL, *reason = NULL;

  if (!answer || (possible && g_strv_contains ((const char *const *)possible, answer->v.text)))
    return TRUE;
  if (!crm_values_has (values, CRM_SCRIPT_QUESTION_AFTER_ANSWER))
    {
      crm_value_clear (crm_values_slot (values, CRM_SCRIPT_QUESTION_AFTER_ANSWER));
      return TRUE;
    }
  if (!possible || !*possible)
    return refuse (CRM_SCRIPT_QUESTION_AFTER_ANSWER,
        _ ("It needs a question with yes or no, or with answers to choose from."), error);
  list = g_strjoinv (", ", possible);
  reason = g_strdup_printf (_ ("“%s” is none of the answers: %s."), answer->v.text, list);
  return refuse (CRM_SCRIPT_QUESTION_AFTER_ANSWER, reason, error);
}

static gboolean
question_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  gint64 id = get_id (before, values, CRM_SCRIPT_QUESTION_AFTER_QUESTION);
  g_autoptr (CrmRow) after = NULL;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!check_target (tx, values, error))
    return FALSE;
  if (!crm_values_has (values, CRM_SCRIPT_QUESTION_AFTER_QUESTION) &&
      !crm_values_has (values, CRM_SCRIPT_QUESTION_AFTER_ANSWER) &&
      !crm_values_has (values, CRM_SCRIPT_QUESTION_SCRIPT))
    return TRUE;
  if (id && (!(after = crm_transaction_load (tx, "script_question", id, error)) ||
                !check_after (tx, before, values, after, error)))
    return FALSE;
  return settle_answer (before, values, after, error);
}

static const CrmEntityHooks question_hooks = { .prepare = question_prepare };

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
  .hooks = &question_hooks,
};
