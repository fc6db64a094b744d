/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-undo-toast.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "crm-window.h"
#include "crm-work.h"

/* Undo and redo of a window. Owns the toast on show, of which there is one at most: a newer step replaces it, the older ones
 * stay reachable by Ctrl+Z. Main thread. */

#define IN_FRONT "crm-undo-toast" /* of the store: the one of the preferences, which lie before the window */

struct _CrmUndoToast
{
  GObject parent_instance;
  CrmStore *store;  /* owned */
  GtkWidget *place; /* weak: an AdwToastOverlay or AdwPreferencesWindow */
  AdwToast *toast;  /* owned, nullable */
  guint running;    /* undos and redos on their way: their own commits need no toast */
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

static void
add_toast (CrmUndoToast *self, AdwToast *toast)
{
  if (ADW_IS_PREFERENCES_WINDOW (self->place))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self->place), toast);
  else
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->place), toast);
}

static void
say (CrmUndoToast *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  add_toast (self, adw_toast_new (markup));
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
  add_toast (self, toast);
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
  if (self->place == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOTHING))
    {
      say (self, error->message);
      return;
    }
  if (report == NULL)
    {
      crm_window_report_error (
          self->place, error, redo ? _ ("It could not be done again") : _ ("It could not be undone"), NULL);
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
  step->work = crm_work_new (self->place, doing, 0);
  step->redo = redo;
  self->running++;
  return step;
}

/* Shows the toast of a commit when it can be undone. */
static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmUndoToast *self)
{
  gint64 operation = crm_change_set_get_operation (changes);
  const char *purpose = crm_change_set_get_purpose (changes);
  const char *notice = crm_change_set_get_notice (changes);
  CrmUndoToast *in_front = g_object_get_data (G_OBJECT (store), IN_FRONT);
  g_autofree char *both = NULL;
  AdwToast *toast;

  if (self->running > 0 || self->place == NULL || purpose == NULL || !crm_change_set_is_undoable (changes))
    return;
  if (in_front != NULL && in_front != self)
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

static void
crm_undo_toast_dispose (GObject *object)
{
  CrmUndoToast *self = CRM_UNDO_TOAST (object);

  if (self->store != NULL && g_object_get_data (G_OBJECT (self->store), IN_FRONT) == self)
    g_object_set_data (G_OBJECT (self->store), IN_FRONT, NULL);
  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->place);
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
crm_undo_toast_new (CrmStore *store, GtkWidget *place)
{
  CrmUndoToast *self = g_object_new (CRM_TYPE_UNDO_TOAST, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->place, place);
  if (ADW_IS_PREFERENCES_WINDOW (place))
    g_object_set_data (G_OBJECT (store), IN_FRONT, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}

void
crm_undo_toast_run (CrmUndoToast *self, gboolean redo)
{
  const char *purpose;
  Step *step;

  g_return_if_fail (CRM_IS_UNDO_TOAST (self));
  purpose = redo ? crm_store_get_redo_purpose (self->store) : crm_store_get_undo_purpose (self->store);
  /* What is still being written is the step that goes, not the last one that is known by name. */
  step = step_new (self, crm_store_get_pending (self->store) == 0 ? purpose : NULL, redo);
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
