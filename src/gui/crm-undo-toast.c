/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-undo-toast.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "crm-window.h"
#include "crm-work.h"
#include "settings/crm-setting-toast.h"

/* Undo and redo of the window. Owns the toast on show, of which there is one at most: a newer step replaces it, the older ones
 * stay reachable by Ctrl+Z. Main thread. */

struct _CrmUndoToast
{
  GObject parent_instance;
  CrmStore *store;          /* owned */
  AdwToastOverlay *overlay; /* weak */
  AdwToast *toast;          /* owned, nullable */
  guint running;            /* undos and redos on their way: their own commits need no toast */
};

G_DEFINE_FINAL_TYPE (CrmUndoToast, crm_undo_toast, G_TYPE_OBJECT)

#define TOAST_SECONDS 8

static void
on_dismissed (AdwToast *toast, CrmUndoToast *self)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

void
crm_undo_toast_hide (CrmUndoToast *self)
{
  g_autoptr (AdwToast) old = g_steal_pointer (&self->toast);

  if (old != NULL)
    adw_toast_dismiss (old);
}

static AdwToast *
show_toast (CrmUndoToast *self, const char *text, const char *button)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  crm_undo_toast_hide (self);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  /* An error stays until it is read; an offer to take back that waited behind it would come too late. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, button);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, 0);
  adw_toast_overlay_add_toast (self->overlay, toast);
  return toast;
}

static void
on_undo_clicked (AdwToast *toast, CrmUndoToast *self)
{
  const gint64 *operation = g_object_get_data (G_OBJECT (toast), "operation");

  crm_undo_toast_run_operation (self, *operation);
}

static void
on_redo_clicked (AdwToast *toast, CrmUndoToast *self)
{
  crm_undo_toast_run (self, TRUE);
}

static void
on_undo_again_clicked (AdwToast *toast, CrmUndoToast *self)
{
  crm_undo_toast_run (self, FALSE);
}

static char *
describe (const CrmUndoReport *report, gboolean redo)
{
  g_autofree char *done = g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Undone: %s"), report->purpose);
  guint left = report->kept + report->failed;

  if (left == 0)
    return g_steal_pointer (&done);
  /* What somebody changed since is never overwritten; the person must hear of it. */
  if (report->sentences != NULL && report->sentences->len > 0)
    return g_strdup_printf ("%s. %s", done, (const char *)g_ptr_array_index (report->sentences, 0));
  return g_strdup_printf (
      ngettext ("%s, but %u record was left as it is", "%s, but %u records were left as they are", left),
      done, left);
}

static void
finish (CrmUndoToast *self, CrmStore *store, GAsyncResult *result, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (store, result, &error);
  g_autofree char *text = NULL;
  AdwToast *toast;

  self->running--;
  if (self->overlay == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOTHING))
    {
      crm_window_toast (GTK_WIDGET (self->overlay), error->message);
      return;
    }
  if (report == NULL)
    {
      crm_window_report_error (GTK_WIDGET (self->overlay), error,
          redo ? _ ("It could not be done again") : _ ("It could not be undone"), NULL);
      return;
    }
  text = describe (report, redo);
  toast = show_toast (self, text, redo ? _ ("_Undo") : _ ("_Redo"));
  g_signal_connect_object (toast, "button-clicked",
      redo ? G_CALLBACK (on_undo_again_clicked) : G_CALLBACK (on_redo_clicked), self, 0);
}

typedef struct
{
  CrmUndoToast *self; /* owned */
  CrmWork *work;      /* owned */
  gboolean redo;
} Step;

static void
on_stepped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Step *step = data;

  crm_work_end (step->work);
  finish (step->self, CRM_STORE (source), result, step->redo);
  g_object_unref (step->work);
  g_object_unref (step->self);
}

/* purpose: nullable, when it is not known by name. */
static Step *
step_new (CrmUndoToast *self, const char *purpose, gboolean redo)
{
  Step *step = g_new0 (Step, 1);
  g_autofree char *doing = purpose == NULL
                               ? g_strdup (redo ? _ ("Redo") : _ ("Undo"))
                               : g_strdup_printf (redo ? _ ("Redo: %s") : _ ("Undo: %s"), purpose);

  step->self = g_object_ref (self);
  step->work = crm_work_new (GTK_WIDGET (self->overlay), doing, 0);
  step->redo = redo;
  self->running++;
  return step;
}

static void
crm_undo_toast_dispose (GObject *object)
{
  CrmUndoToast *self = CRM_UNDO_TOAST (object);

  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->overlay);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_undo_toast_parent_class)->dispose (object);
}

static void
crm_undo_toast_class_init (CrmUndoToastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_undo_toast_dispose;
}

static void
crm_undo_toast_init (CrmUndoToast *self)
{
}

CrmUndoToast *
crm_undo_toast_new (CrmStore *store, AdwToastOverlay *overlay)
{
  CrmUndoToast *self = g_object_new (CRM_TYPE_UNDO_TOAST, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->overlay, overlay);
  return self;
}

void
crm_undo_toast_follow (CrmUndoToast *self, CrmChangeSet *changes)
{
  gint64 operation = crm_change_set_get_operation (changes);
  const char *purpose = crm_change_set_get_purpose (changes);
  const char *notice = crm_change_set_get_notice (changes);
  g_autofree char *both = NULL;
  AdwToast *toast;

  g_return_if_fail (CRM_IS_UNDO_TOAST (self));
  if (self->running > 0 || purpose == NULL || !crm_change_set_is_undoable (changes))
    return;
  /* Preferences lie in front, and it is seen there. */
  if (crm_setting_toast_is_offered (self->store))
    {
      crm_undo_toast_hide (self);
      return;
    }
  /* What followed by itself must be heard of. */
  both = notice != NULL ? g_strdup_printf ("%s. %s", purpose, notice) : NULL;
  toast = show_toast (self, both != NULL ? both : purpose, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "operation", g_memdup2 (&operation, sizeof operation), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self, 0);
}

void
crm_undo_toast_run (CrmUndoToast *self, gboolean redo)
{
  Step *step;

  g_return_if_fail (CRM_IS_UNDO_TOAST (self));
  step = step_new (
      self, redo ? crm_store_get_redo_purpose (self->store) : crm_store_get_undo_purpose (self->store), redo);
  crm_store_undo_async (self->store, redo, crm_work_get_cancellable (step->work), on_stepped, step);
}

void
crm_undo_toast_run_operation (CrmUndoToast *self, gint64 operation)
{
  Step *step;

  g_return_if_fail (CRM_IS_UNDO_TOAST (self));
  step = step_new (self, NULL, FALSE);
  crm_store_undo_operation_async (
      self->store, operation, crm_work_get_cancellable (step->work), on_stepped, step);
}
