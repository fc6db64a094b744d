/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-call.h"

/* Owns its task, the cancellable of its steps and the sources that end it early. Some of evolution-data-server's steps cannot be cancelled
 * once begun, so the answer never waits for them. Main thread. */

CrmEdsCall *
crm_eds_call_ref (CrmEdsCall *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_eds_call_unref (CrmEdsCall *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->data, self->free_data);
  g_object_unref (self->cancellable);
  g_object_unref (self->task);
  g_free (self);
}

static void
end (CrmEdsCall *self)
{
  self->answered = TRUE;
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->cancel != NULL)
    {
      g_source_destroy (self->cancel);
      g_clear_pointer (&self->cancel, g_source_unref);
    }
  g_cancellable_cancel (self->cancellable);
}

void
crm_eds_call_return_pointer (CrmEdsCall *self, gpointer result, GDestroyNotify free_result)
{
  if (self->answered)
    {
      free_result (result);
      return;
    }
  end (self);
  g_task_return_pointer (self->task, result, free_result);
}

void
crm_eds_call_return_true (CrmEdsCall *self)
{
  if (self->answered)
    return;
  end (self);
  g_task_return_boolean (self->task, TRUE);
}

void
crm_eds_call_return_error (CrmEdsCall *self, GError *error)
{
  if (self->answered)
    {
      g_error_free (error);
      return;
    }
  end (self);
  g_task_return_error (self->task, error);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (CrmEdsCall) self = crm_eds_call_ref (data);
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  crm_eds_call_return_error (self, error);
  return G_SOURCE_REMOVE;
}

static gboolean
on_impatient (gpointer data)
{
  g_autoptr (CrmEdsCall) self = crm_eds_call_ref (data);

  self->patience = 0;
  self->on_end_of_patience (self);
  return G_SOURCE_REMOVE;
}

void
crm_eds_call_be_patient (CrmEdsCall *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
}

CrmEdsCall *
crm_eds_call_new (gpointer source, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer callback_data, guint patience_ms, void (*on_end_of_patience) (CrmEdsCall *self), gpointer data,
    GDestroyNotify free_data)
{
  CrmEdsCall *self = g_new0 (CrmEdsCall, 1);

  g_ref_count_init (&self->ref_count);
  self->task = g_task_new (source, cancellable, callback, callback_data);
  /* What was answered before a cancel stays the answer. */
  g_task_set_check_cancellable (self->task, FALSE);
  self->cancellable = g_cancellable_new ();
  self->on_end_of_patience = on_end_of_patience;
  self->data = data;
  self->free_data = free_data;
  if (cancellable != NULL)
    {
      self->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel, G_SOURCE_FUNC (on_cancelled), self, NULL);
      g_source_attach (self->cancel, NULL);
    }
  self->patience = g_timeout_add (patience_ms, on_impatient, self);
  return self;
}
