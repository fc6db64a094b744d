/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One question that evolution-data-server is asked in several steps, and that is answered once: by its last step, by an error, by a
 * cancel or, when nobody answers, by its patience ending. Steps hold references; those that come too late find it answered. Main thread. */
typedef struct _CrmEdsCall CrmEdsCall;

struct _CrmEdsCall
{
  GTask *task;
  GCancellable *cancellable; /* for all steps; cancelled with the answer */
  gboolean answered;
  GSource *cancel; /* watches the asker's cancellable; nullable */
  guint patience;  /* source */
  void (*on_end_of_patience) (CrmEdsCall *self);
  gpointer data;
  GDestroyNotify free_data;
  grefcount ref_count;
};

/* data: what the steps share; taken. on_end_of_patience must answer. Caller owns. */
CrmEdsCall *crm_eds_call_new (gpointer source, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer callback_data, guint patience_ms, void (*on_end_of_patience) (CrmEdsCall *self), gpointer data,
    GDestroyNotify free_data);
CrmEdsCall *crm_eds_call_ref (CrmEdsCall *self);
void crm_eds_call_unref (CrmEdsCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEdsCall, crm_eds_call_unref)

/* From now on it may take as long as it takes. */
void crm_eds_call_be_patient (CrmEdsCall *self);
/* The answer; nothing happens when there was one. They take what they are given. */
void crm_eds_call_return_true (CrmEdsCall *self);
void crm_eds_call_return_pointer (CrmEdsCall *self, gpointer result, GDestroyNotify free_result);
void crm_eds_call_return_error (CrmEdsCall *self, GError *error);
