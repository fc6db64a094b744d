/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-setting-toast.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* Owns the toast on show, of which there is one at most: a newer step replaces it. Main thread. */

#define KEY "crm-setting-toast" /* of the store: the one that offers */

struct _CrmSettingToast
{
  GObject parent_instance;
  CrmStore *store;              /* owned */
  AdwPreferencesWindow *window; /* weak */
  AdwToast *toast;              /* owned, nullable */
  guint running;                /* undos on their way: their own commits need no toast */
};

G_DEFINE_FINAL_TYPE (CrmSettingToast, crm_setting_toast, G_TYPE_OBJECT)

static void
on_dismissed (AdwToast *toast, CrmSettingToast *self)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

static AdwToast *
show_toast (CrmSettingToast *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  if (self->toast != NULL)
    {
      g_autoptr (AdwToast) old = g_steal_pointer (&self->toast);

      adw_toast_dismiss (old);
    }
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, 0);
  adw_preferences_window_add_toast (self->window, toast);
  return toast;
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmSettingToast) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);
  g_autofree char *text = NULL;

  self->running--;
  if (self->window == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    text = g_strdup (error->message);
  else if (report->sentences != NULL && report->sentences->len > 0)
    text = g_strdup (g_ptr_array_index (report->sentences, 0));
  else
    text = g_strdup_printf (_ ("Undone: %s"), report->purpose);
  show_toast (self, text);
}

static void
on_undo_clicked (AdwToast *toast, CrmSettingToast *self)
{
  const gint64 *operation = g_object_get_data (G_OBJECT (toast), "operation");

  self->running++;
  crm_store_undo_operation_async (self->store, *operation, NULL, on_undone, g_object_ref (self));
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmSettingToast *self)
{
  const char *purpose = crm_change_set_get_purpose (changes);
  gint64 operation = crm_change_set_get_operation (changes);
  AdwToast *toast;

  if (self->running > 0 || self->window == NULL || purpose == NULL || !crm_change_set_is_undoable (changes))
    return;
  toast = show_toast (self, purpose);
  g_object_set_data_full (G_OBJECT (toast), "operation", g_memdup2 (&operation, sizeof operation), g_free);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self, 0);
}

static void
crm_setting_toast_dispose (GObject *object)
{
  CrmSettingToast *self = CRM_SETTING_TOAST (object);

  if (self->store != NULL && g_object_get_data (G_OBJECT (self->store), KEY) == self)
    g_object_set_data (G_OBJECT (self->store), KEY, NULL);
  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_setting_toast_parent_class)->dispose (object);
}

static void
crm_setting_toast_class_init (CrmSettingToastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_setting_toast_dispose;
}

static void
crm_setting_toast_init (CrmSettingToast *self)
{
}

CrmSettingToast *
crm_setting_toast_new (CrmStore *store, AdwPreferencesWindow *window)
{
  CrmSettingToast *self = g_object_new (CRM_TYPE_SETTING_TOAST, NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->window, window);
  g_object_set_data (G_OBJECT (store), KEY, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}

gboolean
crm_setting_toast_is_offered (CrmStore *store)
{
  return g_object_get_data (G_OBJECT (store), KEY) != NULL;
}
