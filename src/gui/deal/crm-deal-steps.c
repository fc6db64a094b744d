/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-steps.h"
#include <glib/gi18n-lib.h>
#include "deal/crm-deal.h"

/* Keeps nothing; what a write needs is copied. Main thread, but for functions named _in_worker. */

typedef struct
{
  gint64 deal;
  gint64 stage;
  GStrv filled;
  char *state;
  gint64 reason;
  char *comment;
  gint64 id; /* result */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_strfreev (step->filled);
  g_free (step->state);
  g_free (step->comment);
  g_free (step);
}

static Step *
step_new (CrmRow *deal)
{
  Step *step = g_new0 (Step, 1);

  step->deal = deal->id;
  return step;
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Step *step = data;

  if (step->filled != NULL && step->filled[0] != NULL)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
      g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

      if (values == NULL)
        return FALSE;
      for (guint i = 0; step->filled[i] != NULL && step->filled[i + 1] != NULL; i += 2)
        if (!crm_transaction_read_value (
                tx, values, crm_entity_find_field (entity, step->filled[i]), step->filled[i + 1], error))
          return FALSE;
      if (!crm_transaction_update (tx, step->deal, 0, values, error))
        return FALSE;
    }
  return crm_deal_move (tx, &step->deal, 1, step->stage, 0, error);
}

void
crm_deal_steps_move (CrmStore *store, CrmRow *deal, gint64 stage, const char *stage_name,
    const char *const *filled, GAsyncReadyCallback callback, gpointer data)
{
  Step *step = step_new (deal);
  /* Translators: a deal and the stage it was moved to: "Espresso machine lease → Negotiation". */
  g_autofree char *purpose =
      g_strdup_printf (_ ("%s → %s"), crm_row_get_text (deal, CRM_DEAL_TITLE), stage_name);

  step->stage = stage;
  step->filled = g_strdupv ((GStrv)filled);
  crm_store_write_async (store, purpose, move_in_worker, step, step_free, NULL, callback, data);
}

static gboolean
set_state_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Step *step = data;

  return crm_deal_set_state (tx, &step->deal, 1, step->state, 0, NULL, error);
}

void
crm_deal_steps_set_state (
    CrmStore *store, CrmRow *deal, const char *state, GAsyncReadyCallback callback, gpointer data)
{
  Step *step = step_new (deal);
  const char *title = crm_row_get_text (deal, CRM_DEAL_TITLE);
  g_autofree char *purpose = g_str_equal (state, "won")    ? g_strdup_printf (_ ("“%s” won"), title)
                             : g_str_equal (state, "lost") ? g_strdup_printf (_ ("“%s” lost"), title)
                                                           : g_strdup_printf (_ ("“%s” opened again"), title);

  step->state = g_strdup (state);
  crm_store_write_async (store, purpose, set_state_in_worker, step, step_free, NULL, callback, data);
}

static gboolean
set_reason_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Step *step = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  if (step->reason != 0)
    crm_values_set_integer (values, CRM_DEAL_LOST_REASON, step->reason);
  if (step->comment != NULL)
    crm_values_set_text (values, CRM_DEAL_LOST_COMMENT, step->comment);
  return crm_transaction_update (tx, step->deal, 0, values, error);
}

void
crm_deal_steps_set_reason (CrmStore *store, CrmRow *deal, gint64 reason, const char *comment,
    GAsyncReadyCallback callback, gpointer data)
{
  Step *step = step_new (deal);

  step->reason = reason;
  step->comment = g_strdup (comment);
  crm_store_write_async (
      store, _ ("Reason of loss"), set_reason_in_worker, step, step_free, NULL, callback, data);
}

/* A copy */

static gboolean
clone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Step *step = data;

  step->id = crm_deal_clone (tx, step->deal, NULL, NULL, error);
  return step->id != 0;
}

static void
on_cloned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    g_task_return_int (task, step->id);
  else
    g_task_return_error (task, error);
}

void
crm_deal_steps_clone (CrmStore *store, CrmRow *deal, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, NULL, callback, data);
  g_autofree char *purpose = g_strdup_printf (_ ("“%s” copied"), crm_row_get_text (deal, CRM_DEAL_TITLE));
  Step *step = step_new (deal);

  g_task_set_task_data (task, step, step_free);
  crm_store_write_async (store, purpose, clone_in_worker, step, NULL, NULL, on_cloned, task);
}

gint64
crm_deal_steps_clone_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  gssize id = g_task_propagate_int (G_TASK (result), error);

  return id > 0 ? id : 0;
}
