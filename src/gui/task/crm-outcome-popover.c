/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-outcome-popover.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "task/crm-outcome-form.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "widgets/crm-popover-at.h"

/* A task is done: the questions and what is written. Owns itself: it ends when it is closed. Main thread, but for the function named
 * _in_worker. */

#define WIDTH 420

#define CRM_TYPE_OUTCOME_POPOVER (crm_outcome_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutcomePopover, crm_outcome_popover, CRM, OUTCOME_POPOVER, GtkPopover)

/* What is read before it is shown. */
typedef struct
{
  CrmRow *task;        /* owned */
  GPtrArray *outcomes; /* char *, owned */
} Known;

struct _CrmOutcomePopover
{
  GtkPopover parent_instance;

  CrmStore *store; /* owned */
  Known *known;    /* owned */
  CrmOutcomeForm *form;
};

G_DEFINE_FINAL_TYPE (CrmOutcomePopover, crm_outcome_popover, GTK_TYPE_POPOVER)

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->task, crm_row_unref);
  g_clear_pointer (&known->outcomes, g_ptr_array_unref);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static void
save (CrmOutcomePopover *self)
{
  const CrmRow *task = self->known->task;
  g_autofree char *text = NULL;
  g_auto (CrmOutcomeNext) next = { 0 };
  CrmNextStep step = { 0 };

  if (!crm_outcome_form_read_next (self->form, &next))
    return;
  text = crm_outcome_form_dup_text (self->form);
  step.waits_only = g_strcmp0 (next.kind, "wait") == 0;
  step.kind = next.kind;
  step.title = next.title;
  step.due_on = next.due_on;
  step.due_at = next.due_at;
  crm_task_write_done (GTK_WIDGET (self), self->store, task->id, crm_row_get_text (task, CRM_TASK_TITLE),
      crm_outcome_form_get_outcome (self->form), text, next.wanted ? &step : NULL);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
crm_outcome_popover_dispose (GObject *object)
{
  CrmOutcomePopover *self = CRM_OUTCOME_POPOVER (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_outcome_popover_parent_class)->dispose (object);
}

static void
crm_outcome_popover_finalize (GObject *object)
{
  g_clear_pointer (&CRM_OUTCOME_POPOVER (object)->known, known_free);
  G_OBJECT_CLASS (crm_outcome_popover_parent_class)->finalize (object);
}

static void
crm_outcome_popover_class_init (CrmOutcomePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_outcome_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_outcome_popover_finalize;
}

static void
crm_outcome_popover_init (CrmOutcomePopover *self)
{
}

static GtkWidget *
fill (CrmOutcomePopover *self, int width)
{
  const CrmRow *task = self->known->task;
  const char *title = crm_row_get_text (task, CRM_TASK_TITLE);
  g_autofree char *repeat = crm_task_dup_repeat (task, crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *name = g_strdup_printf (_ ("How did it go? %s"), title);
  const CrmOutcomeAbout about = {
    .title = title,
    .kind = crm_row_get_text (task, CRM_TASK_KIND),
    .repeat = repeat,
    .has_client = crm_row_get_integer (task, CRM_TASK_CLIENT) != 0,
  };
  GtkWidget *foot;
  GtkWidget *button;

  self->form = CRM_OUTCOME_FORM (crm_outcome_form_new (self->store, self->known->outcomes, &about));
  g_signal_connect_swapped (self->form, "save", G_CALLBACK (save), self);
  foot = crm_outcome_foot_new (_ ("Enter saves · Esc leaves it open"), _ ("_Done"), &button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (save), self);
  gtk_popover_set_child (
      GTK_POPOVER (self), crm_outcome_frame_new (title, crm_row_get_text (task, CRM_TASK_CLIENT_NAME), width,
                              GTK_WIDGET (self->form), foot));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/* Showing */

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Known) known = g_new0 (Known, 1);

  known->task = crm_transaction_load (tx, "task", *(gint64 *)data, error);
  known->outcomes = known->task != NULL ? crm_outcome_list (tx, error) : NULL;
  return known->outcomes != NULL ? g_steal_pointer (&known) : NULL;
}

typedef struct
{
  GtkWidget *at; /* weak */
} Asked;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, NULL);
  CrmOutcomePopover *self;
  GtkWidget *button;

  if (known != NULL && asked->at != NULL && crm_row_get_integer (known->task, CRM_TASK_DONE_AT) != 0)
    crm_task_write_reopen (
        asked->at, CRM_STORE (source), known->task->id, crm_row_get_text (known->task, CRM_TASK_TITLE));
  else if (known != NULL && asked->at != NULL && gtk_widget_get_mapped (asked->at))
    {
      self = g_object_new (CRM_TYPE_OUTCOME_POPOVER, NULL);
      self->store = g_object_ref (CRM_STORE (source));
      self->known = g_steal_pointer (&known);
      button = fill (self, crm_popover_get_width (asked->at, WIDTH));
      crm_popover_open_at (GTK_POPOVER (self), asked->at);
      gtk_widget_grab_focus (button);
    }
  g_clear_weak_pointer (&asked->at);
}

void
crm_outcome_popover_show (GtkWidget *at, CrmStore *store, gint64 task)
{
  Asked *asked;

  g_return_if_fail (GTK_IS_WIDGET (at) && CRM_IS_STORE (store));
  asked = g_new0 (Asked, 1);
  g_set_weak_pointer (&asked->at, at);
  crm_store_read_async (
      store, 0, read_in_worker, g_memdup2 (&task, sizeof task), g_free, known_free, NULL, on_read, asked);
}
