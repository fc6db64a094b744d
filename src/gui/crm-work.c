/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-work.h"

#include "crm-window.h"

/* Owns the cancellable, the counter and the timer that shows it. Main thread; only the counter is written elsewhere. */

#define SHOW_MS 300

struct _CrmWork
{
  GObject parent_instance;

  GtkWidget *from; /* weak */
  char *doing;     /* owned */
  guint steps;
  int done;                  /* atomic */
  GCancellable *cancellable; /* owned */
  guint show_id;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (CrmWork, crm_work, G_TYPE_OBJECT)

static gboolean
show (gpointer data)
{
  CrmWork *self = data;
  g_autofree char *text = NULL;

  if (self->from == NULL)
    {
      self->show_id = 0;
      return G_SOURCE_REMOVE;
    }
  self->shown = TRUE;
  if (self->steps > 0)
    {
      guint64 done = MIN ((guint)g_atomic_int_get (&self->done), self->steps);

      text = g_strdup_printf ("%s · %u %%", self->doing, (guint)(done * 100 / self->steps));
    }
  crm_window_set_busy (self->from, text != NULL ? text : self->doing, self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
crm_work_finalize (GObject *object)
{
  CrmWork *self = CRM_WORK (object);

  g_clear_weak_pointer (&self->from);
  g_free (self->doing);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (crm_work_parent_class)->finalize (object);
}

static void
crm_work_class_init (CrmWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_work_finalize;
}

static void
crm_work_init (CrmWork *self)
{
  self->cancellable = g_cancellable_new ();
}

CrmWork *
crm_work_new (GtkWidget *from, const char *doing, guint steps)
{
  CrmWork *self = g_object_new (CRM_TYPE_WORK, NULL);

  g_set_weak_pointer (&self->from, from);
  self->doing = g_strdup (doing);
  self->steps = steps;
  self->show_id = g_timeout_add (SHOW_MS, show, self);
  return self;
}

GCancellable *
crm_work_get_cancellable (CrmWork *self)
{
  return self->cancellable;
}

int *
crm_work_get_progress (CrmWork *self)
{
  return &self->done;
}

void
crm_work_end (CrmWork *self)
{
  g_return_if_fail (CRM_IS_WORK (self));
  g_clear_handle_id (&self->show_id, g_source_remove);
  if (self->shown && self->from != NULL)
    crm_window_set_busy (self->from, NULL, NULL);
  self->shown = FALSE;
}
