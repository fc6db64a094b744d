/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "base/crm-error.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "meeting/crm-meeting.h"
#include "task/crm-task-kinds.h"
#include "task/crm-task-private.h"

/* Rules that make a task when something happens, in the operation in which it happens. Runs in the writer's thread. */

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

/* Words of a call's outcome are kept as the call keeps them, whether they were given in the language of the window or not. */
static gboolean
settle_outcome (CrmTransaction *tx, CrmValues *values, GError **error)
{
  const char *outcome = crm_values_get_text (values, CRM_TASK_RULE_OUTCOME);
  g_autoptr (CrmEntity) entity = outcome ? crm_transaction_get_entity (tx, "call", error) : NULL;
  g_autoptr (CrmValues) call = NULL;

  if (!outcome)
    return TRUE;
  if (!entity)
    return FALSE;
  call = crm_values_new (entity);
  if (!crm_values_read (call, CRM_CALL_OUTCOME, outcome, crm_transaction_get_read_context (tx), error))
    return FALSE;
  crm_values_set_text (values, CRM_TASK_RULE_OUTCOME, crm_values_get_text (call, CRM_CALL_OUTCOME));
  return TRUE;
}

/* A condition belongs to one event; one left over from another event goes. */
static gboolean
settle_condition (const CrmRow *before, CrmValues *values, const char *event, const char *wanted, int field,
    const char *reason, GError **error)
{
  const CrmValue *value = crm_values_get (values, field);

  if (g_strcmp0 (event, wanted) == 0)
    return TRUE;
  if (value && !crm_value_is_empty (value))
    return crm_task_refuse (crm_values_get_entity (values), field, reason, error);
  if (before && !crm_value_is_empty (crm_row_get (before, field)))
    crm_value_clear (crm_values_slot (values, field));
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *event = crm_task_get_text (before, values, CRM_TASK_RULE_EVENT);

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  return crm_task_plan_check (values, CRM_TASK_RULE_DAYS, CRM_TASK_RULE_TIME, error) &&
         settle_condition (before, values, event, "stage-entered", CRM_TASK_RULE_STAGE,
             _ ("Only a rule for entering a stage has one."), error) &&
         settle_condition (before, values, event, "call-logged", CRM_TASK_RULE_OUTCOME,
             _ ("Only a rule for calls has one."), error) &&
         settle_outcome (tx, values, error);
}

/* What happened, as rules see it. */
typedef struct
{
  const char *name;
  const CrmRow *row;
  gint64 client;
  gint64 deal;
  gint64 stage;        /* stage-entered */
  const char *outcome; /* call-logged, nullable */
  gboolean first;      /* call-logged: it is new, and not only its outcome */
} Event;

/* TRUE when the rule made the task, or one that it follows up: a rule does not feed itself. */
static gboolean
is_own_task (CrmTransaction *tx, gint64 rule, gint64 task, gboolean *own, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "WITH RECURSIVE chain (id, task_rule, depth) AS (SELECT id, task_rule, 0 FROM task WHERE id = $1 UNION "
      "ALL SELECT p.id, p.task_rule, depth + 1 FROM chain c JOIN task t ON t.id = c.id JOIN task p ON p.id = "
      "t.\"trigger\" WHERE t.trigger_entity = 'task' AND depth < 100) SELECT 1 FROM chain WHERE task_rule = "
      "$2 LIMIT 1",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, task);
  crm_statement_bind_integer (statement, 2, rule);
  return crm_statement_step (statement, own, error);
}

static gboolean
make_task (CrmTransaction *tx, const CrmRow *rule, const Event *event, GError **error)
{
  gint64 owner = crm_row_get_integer (rule, CRM_TASK_RULE_OWNER);
  g_autoptr (CrmValues) values = NULL;

  if (!owner && !crm_task_plan_get_owner (tx, event->client, event->deal, &owner, error))
    return FALSE;
  values = crm_task_plan_new (tx, crm_row_get_text (rule, CRM_TASK_RULE_KIND),
      crm_row_get_text (rule, CRM_TASK_RULE_TITLE), event->client, event->deal, owner,
      crm_row_get_integer (rule, CRM_TASK_RULE_DAYS), crm_row_get_text (rule, CRM_TASK_RULE_TIME), error);
  if (!values)
    return FALSE;
  if (owner)
    crm_values_set_integer (values, CRM_TASK_OWNER, owner);
  /* Nobody set it: it was the rule. */
  crm_value_clear (crm_values_slot (values, CRM_TASK_ASSIGNER));
  crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, crm_entity_get_name (event->row->entity));
  crm_values_set_integer (values, CRM_TASK_TRIGGER, event->row->id);
  crm_values_set_integer (values, CRM_TASK_TASK_RULE, rule->id);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
matches (const CrmRow *rule, const Event *event)
{
  gint64 stage = crm_row_get_integer (rule, CRM_TASK_RULE_STAGE);
  const char *outcome = crm_row_get_text (rule, CRM_TASK_RULE_OUTCOME);

  if (g_str_equal (event->name, "stage-entered"))
    return !stage || stage == event->stage;
  if (g_str_equal (event->name, "call-logged"))
    return outcome ? g_strcmp0 (outcome, event->outcome) == 0 : event->first;
  return TRUE;
}

static gboolean
apply (CrmTransaction *tx, const Event *event, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM task_rule WHERE event = $1 AND active IS NOT FALSE AND archived_at IS NULL ORDER BY "
      "position NULLS LAST, id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, event->name);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CrmRow) rule = crm_transaction_load (tx, "task_rule", id, error);
      gboolean own = FALSE;

      if (!rule ||
          (g_str_equal (event->name, "task-done") && !is_own_task (tx, id, event->row->id, &own, error)))
        return FALSE;
      if (!own && matches (rule, event) && !make_task (tx, rule, event, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
became (const CrmRow *before, const CrmRow *after, int field, const char *word)
{
  return g_strcmp0 (crm_row_get_text (after, field), word) == 0 &&
         (!before || g_strcmp0 (crm_row_get_text (before, field), word) != 0);
}

static gboolean
observe_deal (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 stage = crm_row_get_integer (after, CRM_DEAL_STAGE);
  Event event = {
    .row = after, .client = crm_row_get_integer (after, CRM_DEAL_CLIENT), .deal = after->id, .stage = stage
  };

  if (!before && became (before, after, CRM_DEAL_STATE, "open"))
    {
      event.name = "deal-opened";
      if (!apply (tx, &event, error))
        return FALSE;
    }
  if (stage && (!before || crm_row_get_integer (before, CRM_DEAL_STAGE) != stage))
    {
      event.name = "stage-entered";
      if (!apply (tx, &event, error))
        return FALSE;
    }
  event.name = became (before, after, CRM_DEAL_STATE, "won")    ? "deal-won"
               : became (before, after, CRM_DEAL_STATE, "lost") ? "deal-lost"
                                                                : NULL;
  return !event.name || apply (tx, &event, error);
}

static gboolean
observe_call (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const char *outcome = crm_row_get_text (after, CRM_CALL_OUTCOME);
  Event event = { .name = "call-logged",
    .row = after,
    .client = crm_row_get_integer (after, CRM_CALL_CLIENT),
    .deal = crm_row_get_integer (after, CRM_CALL_DEAL),
    .outcome = outcome,
    .first = !before };

  return (before && !(outcome && became (before, after, CRM_CALL_OUTCOME, outcome))) ||
         apply (tx, &event, error);
}

static gboolean
observe_meeting (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const CrmValue *clients = crm_row_get (after, CRM_MEETING_CLIENTS);
  Event event = { .name = "meeting-held",
    .row = after,
    .client = clients->type == CRM_VALUE_LIST && clients->v.list->len
                  ? g_array_index (clients->v.list, gint64, 0)
                  : 0,
    .deal = crm_row_get_integer (after, CRM_MEETING_DEAL) };

  return !became (before, after, CRM_MEETING_STATE, "held") || apply (tx, &event, error);
}

static gboolean
observe (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const CrmEntityInfo *info = after ? after->entity->info : NULL;

  if (!after || after->archived_at)
    return TRUE;
  if (info == &crm_client_entity && !before)
    return apply (tx, &(Event){ .name = "client-added", .row = after, .client = after->id }, error);
  if (info == &crm_deal_entity)
    return observe_deal (tx, before, after, error);
  if (info == &crm_call_entity)
    return observe_call (tx, before, after, error);
  if (info == &crm_meeting_entity)
    return observe_meeting (tx, before, after, error);
  if (info == &crm_task_entity && before && became (before, after, CRM_TASK_STATE, "done"))
    return apply (tx,
        &(Event){ .name = "task-done",
            .row = after,
            .client = crm_row_get_integer (after, CRM_TASK_CLIENT),
            .deal = crm_row_get_integer (after, CRM_TASK_DEAL) },
        error);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .observe = observe };

const CrmEntityInfo crm_task_rule_entity = {
  .name = "task_rule",
  .label = N_ ("Task rule"),
  .plural = N_ ("Task rules"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TASK_RULE_NAME,
  .hooks = &hooks,
};
