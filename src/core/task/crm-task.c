/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "store/crm-activity-line.h"
#include "task/crm-task-kinds.h"
#include "task/crm-task-private.h"

/* Field table of the task, what follows from its fields, and the line a finished one writes. The hooks run in the writer's
 * thread. */

const CrmChoice crm_task_kinds[] = {
  { "todo", N_ ("To do") },
  { "call", N_ ("Call") },
  { "letter", N_ ("Letter") },
  { "meeting", N_ ("Meeting") },
  { "wait", N_ ("Wait for the client") },
  { NULL, NULL },
};

static const CrmChoice priorities[] = {
  { "high", N_ ("Important") },
  { "low", N_ ("Can wait") },
  { NULL, NULL },
};

static const CrmChoice states[] = {
  { "open", N_ ("Open") },
  { "doing", N_ ("In progress") },
  { "done", N_ ("Done") },
  { "declined", N_ ("Declined") },
  { NULL, NULL },
};

#define MOST_AHEAD (24 * G_TIME_SPAN_HOUR) /* of a clock elsewhere */
#define COMPUTED (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)

static const CrmField fields[] = {
  [CRM_TASK_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TASK_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_TASK_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "deal" },
  [CRM_TASK_DUE_ON] = { "due_on", N_ ("Due on"), CRM_KIND_DATE },
  [CRM_TASK_DUE_AT] = { "due_at", N_ ("Due at"), CRM_KIND_INSTANT },
  [CRM_TASK_DONE_AT] = { "done_at", N_ ("Done"), CRM_KIND_INSTANT },
  [CRM_TASK_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_TASK_KIND] = { "kind", N_ ("Kind"), CRM_KIND_CHOICE, 0, .choices = crm_task_kinds },
  [CRM_TASK_PRIORITY] = { "priority", N_ ("Priority"), CRM_KIND_CHOICE, 0, .choices = priorities },
  [CRM_TASK_ASSIGNER] = { "assigner", N_ ("Set by"), CRM_KIND_LINK, CRM_FIELD_READ_ONLY, .target = "user" },
  [CRM_TASK_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, 0, .choices = states },
  [CRM_TASK_OUTCOME] = { "outcome", N_ ("Outcome"), CRM_KIND_OPTION, 0, .target = "outcome" },
  [CRM_TASK_REMIND_AT] = { "remind_at", N_ ("Remind at"), CRM_KIND_INSTANT },
  [CRM_TASK_RECURRENCE] = { "recurrence", N_ ("Repeats"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_TASK_OCCURRENCE] = { "occurrence", N_ ("Occurrence"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY },
  [CRM_TASK_TRIGGER_ENTITY] = { "trigger_entity", N_ ("Follows up"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_TASK_TRIGGER] = { "trigger", N_ ("Follow-up of"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
  [CRM_TASK_TASK_RULE] = { "task_rule", N_ ("Made by the rule"), CRM_KIND_LINK,
      CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY, .target = "task_rule" },
  [CRM_TASK_RUN] = { "run", N_ ("Part of the sequence"), CRM_KIND_LINK, CRM_FIELD_HIDDEN,
      .target = "task_run" },
  [CRM_TASK_STEP] = { "step", N_ ("Step of the sequence"), CRM_KIND_LINK, CRM_FIELD_HIDDEN,
      .target = "task_step" },
  [CRM_TASK_TEXT] = { "text", N_ ("Notes"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  [CRM_TASK_CLIENT_NAME] = { "client_name", N_ ("Name of the client"), CRM_KIND_TEXT, COMPUTED,
      .sql = "(SELECT c.name FROM client c WHERE c.id = t.client)",
      .sql_fold = "(SELECT c.name_fold FROM client c WHERE c.id = t.client)",
      .sql_key = "(SELECT c.name_key FROM client c WHERE c.id = t.client)" },
  [CRM_TASK_DEAL_TITLE] = { "deal_title", N_ ("Title of the deal"), CRM_KIND_TEXT, COMPUTED,
      .sql = "(SELECT d.title FROM deal d WHERE d.id = t.deal)" },
  [CRM_TASK_KEY] = { "due_key", N_ ("Due by"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TASK_N_FIELDS);

/* Due by: the time, else the end of the day; 0 without a date. */
static gint64
make_key (const char *due_on, gint64 due_at, GTimeZone *zone)
{
  g_autofree char *next = due_at || !due_on ? NULL : crm_date_add_days (due_on, 1);

  return due_at ? due_at : next ? crm_date_instant (next, zone) : 0;
}

gint64
crm_task_get_integer (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  if (crm_values_has (values, field))
    return value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
  return before ? crm_row_get_integer (before, field) : 0;
}

const char *
crm_task_get_text (const CrmRow *before, CrmValues *values, int field)
{
  return crm_values_has (values, field) ? crm_values_get_text (values, field)
         : before                       ? crm_row_get_text (before, field)
                                        : NULL;
}

/* A reminder keeps its distance to what it reminds of; what had none yet reminds as the book's settings say, and so does one that was put
 * off past the time. */
static void
settle_reminder (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  const char *due_on = crm_task_get_text (before, values, CRM_TASK_DUE_ON),
             *old_on = before ? crm_row_get_text (before, CRM_TASK_DUE_ON) : NULL;
  gint64 due_at = crm_task_get_integer (before, values, CRM_TASK_DUE_AT),
         old_at = before ? crm_row_get_integer (before, CRM_TASK_DUE_AT) : 0,
         reminder = before ? crm_row_get_integer (before, CRM_TASK_REMIND_AT) : 0, moved = 0;
  GTimeZone *zone = crm_transaction_get_zone (tx);

  if (crm_values_has (values, CRM_TASK_REMIND_AT) ||
      (before && due_at == old_at && g_strcmp0 (due_on, old_on) == 0))
    return;
  /* What is past when it is written down needs none, until it is put off. */
  if (due_at && (!before || (!old_at && (!reminder || old_on)) || reminder > old_at ||
                    (!reminder && old_at <= before->created_at)))
    moved = crm_reminder_get_default (tx, due_on, due_at);
  else if (due_at && old_at && reminder)
    moved = due_at - (old_at - reminder);
  else if (due_on && !due_at &&
           (!before || old_at || (!reminder && !old_on) ||
               (!reminder && crm_reminder_get_of_day (tx, old_on) <= before->created_at)))
    moved = crm_reminder_get_default (tx, due_on, 0);
  else if (due_on && old_on && !old_at && reminder)
    {
      int second;
      guint32 day = crm_local_day (reminder, zone, &second);

      moved = crm_local_instant (day + crm_date_days_between (old_on, due_on), second, zone);
    }
  else if (!old_on)
    moved = reminder;
  if (moved)
    crm_values_set_integer (values, CRM_TASK_REMIND_AT, moved);
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_REMIND_AT));
}

/* Day and time belong together: a time has its day, another day drops the time unless one comes along. */
static void
settle_due (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  gint64 key;

  if (!crm_values_has (values, CRM_TASK_DUE_AT) && !crm_values_has (values, CRM_TASK_DUE_ON))
    return;
  if (crm_values_has (values, CRM_TASK_DUE_AT) && crm_task_get_integer (NULL, values, CRM_TASK_DUE_AT))
    crm_value_take_text (crm_values_slot (values, CRM_TASK_DUE_ON),
        crm_instant_date (
            crm_task_get_integer (NULL, values, CRM_TASK_DUE_AT), crm_transaction_get_zone (tx)));
  else if (crm_values_has (values, CRM_TASK_DUE_ON) && !crm_values_has (values, CRM_TASK_DUE_AT) &&
           g_strcmp0 (crm_values_get_text (values, CRM_TASK_DUE_ON),
               before ? crm_row_get_text (before, CRM_TASK_DUE_ON) : NULL) != 0)
    crm_value_clear (crm_values_slot (values, CRM_TASK_DUE_AT));
  key = make_key (crm_task_get_text (before, values, CRM_TASK_DUE_ON),
      crm_task_get_integer (before, values, CRM_TASK_DUE_AT), crm_transaction_get_zone (tx));
  if (key)
    crm_values_set_integer (values, CRM_TASK_KEY, key);
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_KEY));
  settle_reminder (tx, before, values);
}

/* Done is done at some time, and open is not. */
static void
settle_state (CrmTransaction *tx, const CrmRow *before, CrmValues *values)
{
  const char *state = crm_values_get_text (values, CRM_TASK_STATE);
  gboolean done = crm_task_get_integer (NULL, values, CRM_TASK_DONE_AT) != 0;

  if (state && !crm_values_has (values, CRM_TASK_DONE_AT))
    {
      gboolean ends = g_str_equal (state, "done") || g_str_equal (state, "declined");
      gint64 since = before ? crm_row_get_integer (before, CRM_TASK_DONE_AT) : 0;

      if (ends && !since)
        crm_values_set_integer (values, CRM_TASK_DONE_AT, crm_transaction_get_now (tx));
      else if (!ends && since)
        crm_value_clear (crm_values_slot (values, CRM_TASK_DONE_AT));
    }
  else if (crm_values_has (values, CRM_TASK_DONE_AT) && !state)
    crm_values_set_text (values, CRM_TASK_STATE, done ? "done" : "open");
  else if (!before && !state)
    crm_values_set_text (values, CRM_TASK_STATE, "open");
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  gint64 user = crm_transaction_get_user (tx);
  gint64 deal_id =
      crm_values_has (values, CRM_TASK_DEAL) ? crm_task_get_integer (NULL, values, CRM_TASK_DEAL) : 0;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (crm_task_get_integer (NULL, values, CRM_TASK_DONE_AT) > crm_transaction_get_now (tx) + MOST_AHEAD)
    return crm_task_refuse (
        crm_values_get_entity (values), CRM_TASK_DONE_AT, _ ("It lies in the future."), error);
  if (crm_values_get_text (values, CRM_TASK_DUE_ON) &&
      !crm_local_parse (crm_values_get_text (values, CRM_TASK_DUE_ON)))
    return crm_task_refuse (
        crm_values_get_entity (values), CRM_TASK_DUE_ON, _ ("The year is missing."), error);
  if (!before && !crm_values_get_text (values, CRM_TASK_KIND))
    crm_values_set_text (values, CRM_TASK_KIND, "todo");
  if (!before && !crm_values_has (values, CRM_TASK_OWNER) && user)
    crm_values_set_integer (values, CRM_TASK_OWNER, user);
  /* Who gives a task to somebody else wants to see what becomes of it. */
  if (crm_values_has (values, CRM_TASK_OWNER) && !crm_values_has (values, CRM_TASK_ASSIGNER) && user)
    {
      gint64 owner = crm_task_get_integer (NULL, values, CRM_TASK_OWNER);

      if (owner && owner != user)
        crm_values_set_integer (values, CRM_TASK_ASSIGNER, user);
      else if (!before || !crm_row_get_integer (before, CRM_TASK_ASSIGNER))
        crm_value_clear (crm_values_slot (values, CRM_TASK_ASSIGNER));
    }
  /* A step of a deal is a step of its client. */
  if (deal_id && !crm_task_get_integer (before, values, CRM_TASK_CLIENT))
    {
      g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", deal_id, error);
      int field = deal ? crm_entity_find_field (deal->entity, "client") : -1;

      if (!deal)
        return FALSE;
      if (crm_row_get_integer (deal, field))
        crm_values_set_integer (values, CRM_TASK_CLIENT, crm_row_get_integer (deal, field));
    }
  settle_due (tx, before, values);
  settle_state (tx, before, values);
  return crm_task_settle_repeat (tx, before, values, error);
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

/* Instants by which day tasks are due depend on the zone of the book. */
static gboolean
check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db, "SELECT id, due_on, due_at, due_key FROM task", error);
  g_autoptr (CrmStatement) update = crm_db_prepare (db, "UPDATE task SET due_key = $1 WHERE id = $2", error);
  guint wrong = 0;
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      gint64 key = make_key (
          crm_statement_get_text (all, 1), crm_statement_get_integer (all, 2), crm_transaction_get_zone (tx));

      if (key == (crm_statement_is_null (all, 3) ? 0 : crm_statement_get_integer (all, 3)))
        continue;
      wrong++;
      if (key)
        crm_statement_bind_integer (update, 1, key);
      else
        crm_statement_bind_null (update, 1);
      crm_statement_bind_integer (update, 2, crm_statement_get_integer (all, 0));
      if (repair && !crm_statement_run (update, error))
        return FALSE;
    }
  if (row)
    return FALSE;
  if (wrong && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u task is due by a wrong instant.",
                                                    "%u tasks are due by a wrong instant.", wrong),
                                   wrong));
  return TRUE;
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .describe = describe,
  .observe = crm_task_observe,
  .check = check,
};

const CrmEntityInfo crm_task_entity = {
  .name = "task",
  .label = N_ ("Task"),
  .plural = N_ ("Tasks"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TASK_TITLE,
  .hooks = &hooks,
};
