/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "deal/crm-deal.h"
#include "task/crm-task-kinds.h"
#include "task/crm-task-private.h"

/* Sequences, their steps and their runs: starting one, going on from step to step, ending it. Runs in the writer's thread. */

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
  [CRM_TASK_SEQUENCE_RUNS_ON] = { "runs_on", N_ ("Goes on when the deal is closed"), CRM_KIND_BOOLEAN },
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

static gboolean
prepare_step (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  return crm_transaction_is_verbatim (tx) ||
         crm_task_plan_check (values, CRM_TASK_STEP_DAYS, CRM_TASK_STEP_TIME, error);
}

static const CrmEntityHooks step_hooks = { .prepare = prepare_step };

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
  .hooks = &step_hooks,
};

const CrmEntityInfo crm_task_run_entity = {
  .name = "task_run",
  .label = N_ ("Sequence under way"),
  .plural = N_ ("Sequences under way"),
  .fields = run_fields,
  .n_fields = G_N_ELEMENTS (run_fields),
  .title_field = -1,
};

/* Takes the sentence. */
static gboolean
refuse (char *sentence, GError **error)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  g_free (sentence);
  return FALSE;
}

/* The step behind another one (0: the first), which may be archived meanwhile; 0 when there is none. */
static gboolean
find_step (CrmTransaction *tx, gint64 sequence, gint64 previous, gint64 *step, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, archived_at IS NOT NULL FROM task_step WHERE task_sequence = $1 ORDER BY position NULLS "
      "LAST, id",
      error);
  gboolean row = FALSE, passed = !previous;

  *step = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, sequence);
  while (!*step && crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      if (passed && !crm_statement_get_integer (statement, 1))
        *step = id;
      passed = passed || id == previous;
    }
  return *step || !row;
}

static gboolean
add_task (CrmTransaction *tx, const CrmRow *run, gint64 step_id, gint64 previous, GError **error)
{
  g_autoptr (CrmRow) step = crm_transaction_load (tx, "task_step", step_id, error);
  g_autoptr (CrmValues) values = NULL;
  gint64 owner = crm_row_get_integer (run, CRM_TASK_RUN_OWNER);

  if (!step)
    return FALSE;
  values = crm_task_plan_new (tx, crm_row_get_text (step, CRM_TASK_STEP_KIND),
      crm_row_get_text (step, CRM_TASK_STEP_TITLE), crm_row_get_integer (run, CRM_TASK_RUN_CLIENT),
      crm_row_get_integer (run, CRM_TASK_RUN_DEAL), owner, crm_row_get_integer (step, CRM_TASK_STEP_DAYS),
      crm_row_get_text (step, CRM_TASK_STEP_TIME), error);
  if (!values)
    return FALSE;
  if (owner)
    crm_values_set_integer (values, CRM_TASK_OWNER, owner);
  crm_values_set_integer (values, CRM_TASK_RUN, run->id);
  crm_values_set_integer (values, CRM_TASK_STEP, step_id);
  if (previous)
    {
      crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "task");
      crm_values_set_integer (values, CRM_TASK_TRIGGER, previous);
    }
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* The first integer of a query with two parameters; 0 when there is none. */
static gboolean
look_up (CrmTransaction *tx, const char *sql, gint64 a, gint64 b, gint64 *found, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row;

  *found = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, a);
  crm_statement_bind_integer (statement, 2, b);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *found = crm_statement_get_integer (statement, 0);
  return TRUE;
}

gint64
crm_task_run_start (CrmTransaction *tx, gint64 sequence_id, gint64 client, gint64 deal, GError **error)
{
  g_autoptr (CrmRow) sequence = crm_transaction_load (tx, "task_sequence", sequence_id, error);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task_run", error);
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (CrmRow) run = NULL;
  const CrmValue *active;
  gint64 step, running, owner, id;

  g_return_val_if_fail (client || deal, 0);

  if (!sequence || !entity)
    return 0;
  active = crm_row_get (sequence, CRM_TASK_SEQUENCE_ACTIVE);
  if (sequence->archived_at || (active->type == CRM_VALUE_INTEGER && !active->v.integer))
    return refuse (g_strdup_printf (_ ("The sequence “%s” is not in use."),
                       crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME)),
        error);
  if (!find_step (tx, sequence_id, 0, &step, error))
    return 0;
  if (!step)
    return refuse (g_strdup_printf (_ ("The sequence “%s” has no steps."),
                       crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME)),
        error);
  if (deal)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", deal, error);

      if (!row)
        return 0;
      client = client ? client : crm_row_get_integer (row, CRM_DEAL_CLIENT);
    }
  if (!look_up (tx,
          deal ? "SELECT id FROM task_run WHERE task_sequence = $1 AND deal = $2 AND state = 'running' AND "
                 "archived_at IS NULL"
               : "SELECT id FROM task_run WHERE task_sequence = $1 AND client = $2 AND deal IS NULL AND "
                 "state = "
                 "'running' AND archived_at IS NULL",
          sequence_id, deal ? deal : client, &running, error))
    return 0;
  if (running)
    return refuse (g_strdup_printf (_ ("The sequence “%s” is under way here already."),
                       crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME)),
        error);
  if (!crm_task_plan_get_owner (tx, client, deal, &owner, error))
    return 0;

  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_TASK_RUN_SEQUENCE, sequence_id);
  if (client)
    crm_values_set_integer (values, CRM_TASK_RUN_CLIENT, client);
  if (deal)
    crm_values_set_integer (values, CRM_TASK_RUN_DEAL, deal);
  if (owner)
    crm_values_set_integer (values, CRM_TASK_RUN_OWNER, owner);
  crm_values_set_text (values, CRM_TASK_RUN_STATE, "running");
  id = crm_transaction_insert (tx, values, NULL, error);
  run = id ? crm_transaction_load (tx, "task_run", id, error) : NULL;
  return run && add_task (tx, run, step, 0, error) ? id : 0;
}

static gboolean
set_state (CrmTransaction *tx, const CrmRow *run, const char *state, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (run->entity);

  crm_values_set_text (values, CRM_TASK_RUN_STATE, state);
  if (g_str_equal (state, "running"))
    crm_value_clear (crm_values_slot (values, CRM_TASK_RUN_ENDED_AT));
  else
    crm_values_set_integer (values, CRM_TASK_RUN_ENDED_AT, crm_transaction_get_now (tx));
  return crm_transaction_update (tx, run->id, 0, values, error);
}

/* n: open tasks that went, nullable. */
static gboolean
end_run (CrmTransaction *tx, gint64 id, const char *state, guint *n, GError **error)
{
  g_autoptr (CrmRow) run = crm_transaction_load (tx, "task_run", id, error);
  gint64 task;

  if (!run)
    return FALSE;
  if (g_strcmp0 (crm_row_get_text (run, CRM_TASK_RUN_STATE), "running") != 0)
    {
      g_autoptr (CrmRow) sequence =
          crm_transaction_load (tx, "task_sequence", crm_row_get_integer (run, CRM_TASK_RUN_SEQUENCE), error);

      return sequence && refuse (g_strdup_printf (_ ("The sequence “%s” has ended already."),
                                     crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME)),
                             error);
    }
  if (!set_state (tx, run, state, error))
    return FALSE;
  for (;;)
    {
      if (!look_up (tx,
              "SELECT id FROM task WHERE run = $1 AND id > $2 AND done_at IS NULL AND archived_at IS NULL "
              "ORDER BY id LIMIT 1",
              id, 0, &task, error))
        return FALSE;
      if (!task)
        return TRUE;
      if (!crm_transaction_archive (tx, "task", task, error))
        return FALSE;
      if (n)
        (*n)++;
    }
}

gboolean
crm_task_run_end (CrmTransaction *tx, gint64 id, const char *state, GError **error)
{
  g_return_val_if_fail (g_str_equal (state, "reached") || g_str_equal (state, "stopped"), FALSE);

  return end_run (tx, id, state, NULL, error);
}

/* Told to the person who closed the deal. */
static void
tell_ended (CrmTransaction *tx, gint64 sequence, guint n)
{
  g_autofree char *name = crm_transaction_dup_title (tx, "task_sequence", sequence),
                  *sentence =
                      n ? g_strdup_printf (ngettext ("The sequence “%s” ended and %u task of it went.",
                                               "The sequence “%s” ended and %u tasks of it went.", n),
                              name, n)
                        : g_strdup_printf (_ ("The sequence “%s” ended."), name);

  crm_transaction_note (tx, sentence);
}

gboolean
crm_task_runs_end_of_deal (CrmTransaction *tx, gint64 deal, const char *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT r.id, r.task_sequence FROM task_run r JOIN task_sequence s ON s.id = r.task_sequence WHERE "
      "r.deal = $1 AND r.state = 'running' AND r.archived_at IS NULL AND s.runs_on IS NOT TRUE ORDER BY r.id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, deal);
  while (crm_statement_step (statement, &row, error) && row)
    for (int column = 0; column < 2; column++)
      {
        gint64 id = crm_statement_get_integer (statement, column);
        g_array_append_val (ids, id);
      }
  if (row)
    return FALSE;
  for (guint i = 0; i + 1 < ids->len; i += 2)
    {
      guint n = 0;

      if (!end_run (tx, g_array_index (ids, gint64, i), state, &n, error))
        return FALSE;
      tell_ended (tx, g_array_index (ids, gint64, i + 1), n);
    }
  return TRUE;
}

gboolean
crm_task_run_continue (CrmTransaction *tx, const CrmRow *task, GError **error)
{
  gint64 id = crm_row_get_integer (task, CRM_TASK_RUN), step, there;
  g_autoptr (CrmRow) run = NULL;

  if (!id)
    return TRUE;
  run = crm_transaction_load (tx, "task_run", id, error);
  if (!run)
    return FALSE;
  if (g_strcmp0 (crm_row_get_text (run, CRM_TASK_RUN_STATE), "running") != 0 || run->archived_at)
    return TRUE;
  if (!find_step (tx, crm_row_get_integer (run, CRM_TASK_RUN_SEQUENCE),
          crm_row_get_integer (task, CRM_TASK_STEP), &step, error))
    return FALSE;
  if (!step)
    return set_state (tx, run, "finished", error);
  /* Opened again and done again: the next one is there already. */
  if (!look_up (tx, "SELECT id FROM task WHERE run = $1 AND step = $2 AND archived_at IS NULL", id, step,
          &there, error))
    return FALSE;
  return there || add_task (tx, run, step, task->id, error);
}

gboolean
crm_task_run_resume (CrmTransaction *tx, const CrmRow *task, GError **error)
{
  gint64 id = crm_row_get_integer (task, CRM_TASK_RUN);
  g_autoptr (CrmRow) run = NULL;

  if (!id)
    return TRUE;
  run = crm_transaction_load (tx, "task_run", id, error);
  return run && (g_strcmp0 (crm_row_get_text (run, CRM_TASK_RUN_STATE), "finished") != 0 ||
                    set_state (tx, run, "running", error));
}

char *
crm_task_run_describe (CrmTransaction *tx, const CrmRow *task, char **goal, GError **error)
{
  gint64 id = crm_row_get_integer (task, CRM_TASK_RUN), step = crm_row_get_integer (task, CRM_TASK_STEP);
  g_autoptr (CrmStatement) steps = NULL;
  g_autoptr (CrmRow) run = NULL, sequence = NULL;
  guint n = 0, place = 0;
  gboolean row = FALSE;

  if (goal)
    *goal = NULL;
  run = id ? crm_transaction_load (tx, "task_run", id, error) : NULL;
  sequence = run ? crm_transaction_load (
                       tx, "task_sequence", crm_row_get_integer (run, CRM_TASK_RUN_SEQUENCE), error)
                 : NULL;
  steps = sequence ? crm_db_prepare (crm_transaction_get_db (tx),
                         "SELECT id FROM task_step WHERE task_sequence = $1 AND archived_at IS NULL ORDER BY "
                         "position NULLS LAST, id",
                         error)
                   : NULL;
  if (!steps)
    return NULL;
  crm_statement_bind_integer (steps, 1, sequence->id);
  while (crm_statement_step (steps, &row, error) && row)
    {
      n++;
      if (crm_statement_get_integer (steps, 0) == step)
        place = n;
    }
  if (row)
    return NULL;
  if (goal)
    *goal = g_strdup (crm_row_get_text (sequence, CRM_TASK_SEQUENCE_GOAL));
  /* The step may have been deleted meanwhile. */
  if (!place)
    return g_strdup (crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME));
  /* Translators: a sequence of steps: New client, step 2 of 3. */
  return g_strdup_printf (
      _ ("%s, step %u of %u"), crm_row_get_text (sequence, CRM_TASK_SEQUENCE_NAME), place, n);
}
