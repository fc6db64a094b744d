/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-writes.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "deal/crm-deal-fields.h"
#include "task/crm-task.h"

/* Each call hands one job to the writer, which owns it. Main thread; the functions …_in_worker in the writer. */

typedef struct
{
  GArray *ids; /* owned */
  CrmBoardGroup group;
  const char *field; /* interned, nullable */
  gint64 lane;
  char *key;     /* lane, or state */
  gint64 before; /* or reason */
  char **filled; /* nullable */
  char *title;   /* of a step, or comment */
  char *kind;
  char *date;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_array_unref (job->ids);
  g_free (job->key);
  g_strfreev (job->filled);
  g_free (job->title);
  g_free (job->kind);
  g_free (job->date);
  g_free (job);
}

static Job *
job_new (GArray *ids)
{
  Job *job = g_new0 (Job, 1);

  job->ids = g_array_copy (ids);
  return job;
}

static const gint64 *
get_ids (Job *job)
{
  return (const gint64 *)(gpointer)job->ids->data;
}

char *
crm_deal_writes_dup_subject (const char *title, guint n)
{
  if (n == 1 && title != NULL)
    return g_strdup (title);
  return g_strdup_printf (ngettext ("%u deal", "%u deals", n), n);
}

/* Moves */

/* What the person filled in goes only into fields that are empty. */
static gboolean
fill_in_worker (CrmTransaction *tx, Job *job, GError **error)
{
  for (guint i = 0; i < job->ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", get_ids (job)[i], error);
      g_autoptr (CrmValues) values = NULL;

      if (row == NULL)
        return FALSE;
      values = crm_values_new (row->entity);
      for (guint f = 0; job->filled[f] != NULL && job->filled[f + 1] != NULL; f += 2)
        {
          int field = crm_entity_find_field (row->entity, job->filled[f]);

          if (field >= 0 && crm_value_is_empty (crm_row_get (row, field)) &&
              !crm_transaction_read_value (tx, values, field, job->filled[f + 1], error))
            return FALSE;
        }
      if (crm_values_count (values) > 0 && !crm_transaction_update (tx, row->id, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  if (job->filled != NULL && !fill_in_worker (tx, job, error))
    return FALSE;
  if (job->group == CRM_BOARD_BY_STAGE)
    return crm_deal_move (tx, get_ids (job), job->ids->len, job->lane, job->before, error);
  for (guint i = 0; i < job->ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", get_ids (job)[i], error);
      g_autoptr (CrmValues) values = NULL;

      if (row == NULL)
        return FALSE;
      values = crm_values_new (row->entity);
      if (!crm_deal_fields_set_lane (values, row, job->group, job->field, job->lane, job->key, error) ||
          !crm_transaction_update (tx, row->id, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_deal_writes_move (CrmStore *store, GArray *ids, const char *subject, CrmBoardGroup group,
    const CrmLane *lane, gint64 before, const char *const *filled, GAsyncReadyCallback callback,
    gpointer data)
{
  Job *job = job_new (ids);
  /* Translators: a deal and the stage it goes to. */
  g_autofree char *purpose = g_strdup_printf (_ ("%s → %s"), subject, lane->title);

  job->group = group;
  job->field = lane->field;
  job->lane = lane->id;
  job->key = g_strdup (lane->key);
  job->before = before;
  job->filled = g_strdupv ((char **)filled);
  crm_store_write_async (store, purpose, move_in_worker, job, job_free, NULL, callback, data);
}

static gboolean
state_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  return crm_deal_set_state (tx, get_ids (job), job->ids->len, job->key, 0, NULL, error);
}

void
crm_deal_writes_state (CrmStore *store, GArray *ids, const char *subject, const char *state,
    GAsyncReadyCallback callback, gpointer data)
{
  Job *job = job_new (ids);
  g_autofree char *purpose = NULL;

  if (g_str_equal (state, "won"))
    purpose = g_strdup_printf (C_ ("deal", "Won: %s"), subject);
  else if (g_str_equal (state, "lost"))
    purpose = g_strdup_printf (C_ ("deal", "Lost: %s"), subject);
  else
    purpose = g_strdup_printf (_ ("Opened again: %s"), subject);
  job->key = g_strdup (state);
  crm_store_write_async (store, purpose, state_in_worker, job, job_free, NULL, callback, data);
}

static gboolean
reason_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);

  for (guint i = 0; entity != NULL && i < job->ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      if (job->before != 0)
        crm_values_set_integer (values, CRM_DEAL_LOST_REASON, job->before);
      if (job->title != NULL)
        crm_values_set_text (values, CRM_DEAL_LOST_COMMENT, job->title);
      if (!crm_transaction_update (tx, get_ids (job)[i], 0, values, error))
        return FALSE;
    }
  return entity != NULL;
}

void
crm_deal_writes_reason (CrmStore *store, GArray *ids, const char *subject, gint64 reason, const char *comment,
    GAsyncReadyCallback callback, gpointer data)
{
  Job *job = job_new (ids);
  g_autofree char *purpose = g_strdup_printf (_ ("Reason of loss: %s"), subject);

  job->before = reason;
  job->title = g_strdup (comment);
  crm_store_write_async (store, purpose, reason_in_worker, job, job_free, NULL, callback, data);
}

/* Steps */

static gboolean
add_step_in_worker (CrmTransaction *tx, const CrmRow *deal, const char *kind, const char *title,
    const char *date, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (CrmValues) values = NULL;
  gint64 owner = crm_row_get_integer (deal, CRM_DEAL_OWNER);

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_KIND, kind);
  crm_values_set_integer (values, CRM_TASK_DEAL, deal->id);
  if (crm_row_get_integer (deal, CRM_DEAL_CLIENT) != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, crm_row_get_integer (deal, CRM_DEAL_CLIENT));
  crm_values_set_integer (values, CRM_TASK_OWNER, owner != 0 ? owner : crm_transaction_get_user (tx));
  if (date != NULL)
    crm_values_set_text (values, CRM_TASK_DUE_ON, date);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
postpone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  for (guint i = 0; i < job->ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", get_ids (job)[i], error);
      const char *close, *step, *due;
      gint64 task;

      if (row == NULL)
        return FALSE;
      close = crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE);
      step = crm_row_get_text (row, CRM_DEAL_NEXT_ENTITY);
      due = crm_row_get_text (row, CRM_DEAL_NEXT_ON);
      task = crm_row_get_integer (row, CRM_DEAL_NEXT_ID);
      if (close != NULL && strcmp (close, job->date) < 0)
        {
          g_autoptr (CrmValues) values = crm_values_new (row->entity);

          crm_values_set_text (values, CRM_DEAL_EXPECTED_CLOSE, job->date);
          if (!crm_transaction_update (tx, row->id, 0, values, error))
            return FALSE;
        }
      /* A meeting stays where it is: that is agreed with others. */
      if (g_strcmp0 (step, "task") == 0 && (due == NULL || strcmp (due, job->date) < 0))
        {
          if (!crm_task_reschedule (tx, &task, 1, job->date, 0, error))
            return FALSE;
        }
      else if (step == NULL && !add_step_in_worker (tx, row, "todo", _ ("Take up again"), job->date, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_deal_writes_postpone (CrmStore *store, GArray *ids, const char *subject, const char *date,
    GAsyncReadyCallback callback, gpointer data)
{
  Job *job = job_new (ids);
  g_autofree char *day = crm_date_display (date);
  /* Translators: a deal and the day until which it rests. */
  g_autofree char *purpose = g_strdup_printf (_ ("%s postponed to %s"), subject, day);

  job->date = g_strdup (date);
  crm_store_write_async (store, purpose, postpone_in_worker, job, job_free, NULL, callback, data);
}

static gboolean
step_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", get_ids (job)[0], error);

  return row != NULL && add_step_in_worker (tx, row, job->kind, job->title, job->date, error);
}

static Job *
job_new_one (gint64 deal)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, deal);
  return job_new (ids);
}

void
crm_deal_writes_step (CrmStore *store, gint64 deal, const char *kind, const char *title, const char *date,
    GAsyncReadyCallback callback, gpointer data)
{
  Job *job = job_new_one (deal);
  g_autofree char *purpose = g_strdup_printf (_ ("Planned: “%s”"), title);

  job->kind = g_strdup (kind);
  job->title = g_strdup (title);
  job->date = g_strdup (date);
  crm_store_write_async (store, purpose, step_in_worker, job, job_free, NULL, callback, data);
}

static gboolean
done_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", get_ids (job)[0], error);
  g_autoptr (GError) local = NULL;

  if (row == NULL)
    return FALSE;
  crm_task_finish (tx, crm_row_get_integer (row, CRM_DEAL_NEXT_ID), NULL, NULL, NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

void
crm_deal_writes_done (
    CrmStore *store, gint64 deal, const char *title, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *purpose = g_strdup_printf (C_ ("task", "Done: %s"), title);

  crm_store_write_async (store, purpose, done_in_worker, job_new_one (deal), job_free, NULL, callback, data);
}
