/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-message-account-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "channel/crm-outbox.h"
#include "settings/crm-account-draft.h"
#include "settings/crm-provider-dialog.h"
#include "settings/crm-provider-list.h"

/* Owns the account as it is being typed, and the provider chosen; the rows of its settings are made anew with the provider. Nothing is written before "Save".
 * Main thread. */

#define CRM_TYPE_MESSAGE_ACCOUNT_DIALOG (crm_message_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmMessageAccountDialog, crm_message_account_dialog, CRM, MESSAGE_ACCOUNT_DIALOG, AdwWindow)

struct _CrmMessageAccountDialog
{
  AdwWindow parent_instance;

  CrmChannelManager *manager; /* owned */
  CrmAccountDraft *draft;     /* owned */
  CrmProviderList *providers; /* owned */
  CrmProvider *provider;      /* owned, nullable: modem, or a definition that cannot be read */
  GCancellable *cancellable;  /* of the try that runs, owned */
  GtkWidget *provider_row;
  AdwPreferencesGroup *settings;
  GPtrArray *setting_rows; /* borrowed */
  GtkWidget *name, *sender, *rate, *quiet, *main;
  GtkWidget *result;
  GtkWidget *spinner;
  GtkWidget *try_button;
  GtkWidget *save;
  gboolean name_typed;
  gboolean showing;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmMessageAccountDialog, crm_message_account_dialog, ADW_TYPE_WINDOW)

static const char *
get_typed (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
say (CrmMessageAccountDialog *self, const char *title, const char *words, gboolean busy, gboolean failed)
{
  g_autofree char *markup = words != NULL ? g_markup_escape_text (words, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result), markup != NULL ? markup : "");
  gtk_widget_set_visible (self->spinner, busy);
  if (busy)
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (failed)
    gtk_widget_add_css_class (self->result, "error");
  else
    gtk_widget_remove_css_class (self->result, "error");
}

/* What is typed */

static const CrmProviderSetting *
get_settings (CrmMessageAccountDialog *self, guint *n)
{
  *n = 0;
  return self->provider != NULL ? crm_provider_get_settings (self->provider, n) : NULL;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = crm_text_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
}

static void
take_typed (CrmMessageAccountDialog *self)
{
  guint n;
  const CrmProviderSetting *settings = get_settings (self, &n);

  for (guint i = 0; i < n && i < self->setting_rows->len; i++)
    g_hash_table_insert (self->draft->settings, g_strdup (settings[i].name),
        g_strstrip (g_strdup (get_typed (self->setting_rows->pdata[i]))));
  set_text (&self->draft->name, get_typed (self->name));
  set_text (&self->draft->sender, get_typed (self->sender));
  set_text (&self->draft->quiet, get_typed (self->quiet));
  self->draft->rate = g_ascii_strtoll (get_typed (self->rate), NULL, 10);
  self->draft->main = gtk_switch_get_active (GTK_SWITCH (self->main));
}

static gboolean
is_complete (CrmMessageAccountDialog *self)
{
  guint n;
  const CrmProviderSetting *settings = get_settings (self, &n);
  g_autoptr (GError) error = NULL;
  gboolean complete = !crm_text_is_blank (get_typed (self->name)) &&
                      (self->provider != NULL || g_str_equal (self->draft->backend, "modem"));

  for (guint i = 0; i < n && i < self->setting_rows->len; i++)
    if (settings[i].required && crm_text_is_blank (get_typed (self->setting_rows->pdata[i])))
      complete = FALSE;
  if (!crm_text_is_blank (get_typed (self->quiet)) &&
      !crm_quiet_hours_check (get_typed (self->quiet), &error))
    {
      gtk_widget_add_css_class (self->quiet, "error");
      gtk_widget_set_tooltip_text (self->quiet, error->message);
      return FALSE;
    }
  gtk_widget_remove_css_class (self->quiet, "error");
  gtk_widget_set_tooltip_text (self->quiet, NULL);
  return complete;
}

static void
on_typed (CrmMessageAccountDialog *self)
{
  gboolean complete = is_complete (self);

  if (self->showing)
    return;
  gtk_widget_set_sensitive (self->save, complete);
  gtk_widget_set_sensitive (self->try_button, complete);
}

static void
on_name_typed (CrmMessageAccountDialog *self)
{
  if (!self->showing)
    self->name_typed = !crm_text_is_blank (get_typed (self->name));
  on_typed (self);
}

/* The rows of the provider's settings */

static GtkWidget *
make_setting_row (CrmMessageAccountDialog *self, const CrmProviderSetting *setting)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *typed = g_hash_table_lookup (self->draft->settings, setting->name);
  g_autofree char *label = g_markup_escape_text (setting->label, -1);
  const char *value = typed != NULL ? typed : setting->value;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_tooltip_text (row, setting->hint);
  if (setting->secret)
    {
      GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

      gtk_text_set_visibility (GTK_TEXT (text), FALSE);
      gtk_text_set_input_purpose (GTK_TEXT (text), GTK_INPUT_PURPOSE_PASSWORD);
    }
  if (value != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), value);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self);
  return row;
}

static void
show_settings (CrmMessageAccountDialog *self)
{
  guint n;
  const CrmProviderSetting *settings;

  for (guint i = 0; i < self->setting_rows->len; i++)
    adw_preferences_group_remove (self->settings, self->setting_rows->pdata[i]);
  g_ptr_array_set_size (self->setting_rows, 0);
  settings = get_settings (self, &n);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = make_setting_row (self, &settings[i]);

      adw_preferences_group_add (self->settings, row);
      g_ptr_array_add (self->setting_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->settings), n > 0);
}

static void
show_provider (CrmMessageAccountDialog *self)
{
  const char *documentation = self->provider != NULL ? crm_provider_get_documentation (self->provider) : NULL;
  g_autofree char *line =
      documentation != NULL ? g_strdup_printf (_ ("Described at %s"), documentation) : NULL;

  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->provider_row), line != NULL ? line
                                           : g_strcmp0 (self->draft->backend, "modem") == 0
                                               ? _ ("Through ModemManager: a modem, or a phone that is one")
                                               : "");
  self->showing = TRUE;
  show_settings (self);
  if (!self->name_typed)
    gtk_editable_set_text (
        GTK_EDITABLE (self->name), crm_provider_list_get_name (self->providers,
                                       adw_combo_row_get_selected (ADW_COMBO_ROW (self->provider_row))));
  self->showing = FALSE;
  say (self, _ ("Not tried yet"), _ ("Signs in and sends nothing."), FALSE, FALSE);
  on_typed (self);
}

static void
choose_provider (CrmMessageAccountDialog *self, guint position)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->provider, crm_provider_unref);
  g_clear_pointer (&self->draft->definition, g_free);
  g_clear_pointer (&self->draft->provider, g_free);
  g_free (self->draft->backend);
  self->draft->backend = g_strdup (crm_provider_list_get_backend (self->providers, position));
  self->draft->provider = g_strdup (crm_provider_list_get_id (self->providers, position));
  self->draft->definition = g_strdup (crm_provider_list_get_own_definition (self->providers, position));
  if (g_str_equal (self->draft->backend, "http"))
    self->provider = crm_provider_list_make (self->providers, position, &error);
  show_provider (self);
  if (error != NULL)
    say (self, _ ("This provider cannot be used"), error->message, FALSE, TRUE);
}

static void
on_provider (CrmMessageAccountDialog *self)
{
  if (self->showing)
    return;
  take_typed (self);
  choose_provider (self, adw_combo_row_get_selected (ADW_COMBO_ROW (self->provider_row)));
}

/* Own providers were added, changed or removed: the choice stays with the provider it was. */
static void
on_providers_changed (CrmMessageAccountDialog *self)
{
  guint position;

  /* Until all are known, what the account has could be taken for another one. */
  if (!crm_provider_list_is_loaded (self->providers))
    return;
  position = crm_provider_list_find (self->providers, self->draft->backend, self->draft->provider);
  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->provider_row), crm_provider_list_get_names (self->providers));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->provider_row), position);
  self->showing = FALSE;
  choose_provider (self, position);
}

static void
on_provider_saved (const char *id, gpointer data)
{
  CrmMessageAccountDialog *self = data;

  g_free (self->draft->provider);
  self->draft->provider = g_strdup (id);
  crm_provider_list_reload (self->providers);
}

static void
on_edit_provider (CrmMessageAccountDialog *self)
{
  guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self->provider_row));
  g_autofree char *definition = crm_provider_list_dup_definition (self->providers, position);

  take_typed (self);
  crm_provider_dialog_present (GTK_WIDGET (self), crm_channel_manager_get_store (self->manager),
      crm_provider_list_is_own (self->providers, position) ? self->draft->provider : NULL, definition,
      self->draft->settings, self->draft->sender, on_provider_saved, self);
}

/* Trying and saving */

static void
on_tried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageAccountDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean well = crm_channel_manager_try_finish (CRM_CHANNEL_MANAGER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->try_button, is_complete (self));
  if (well)
    say (self, _ ("It works"), _ ("The provider accepts these settings. Nothing was sent."), FALSE, FALSE);
  else
    say (self, _ ("It does not work"), error->message, FALSE, TRUE);
}

static void
on_try (CrmMessageAccountDialog *self)
{
  take_typed (self);
  say (self, _ ("Trying…"), NULL, TRUE, FALSE);
  gtk_widget_set_sensitive (self->try_button, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_channel_manager_try_async (self->manager, self->draft->backend, self->draft->provider,
      self->draft->definition, self->draft->sender, self->draft->settings, self->cancellable, on_tried,
      g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageAccountDialog) self = data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (crm_account_draft_save_finish (result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  say (self, _ ("Not saved"), error->message, FALSE, TRUE);
}

static void
on_save (CrmMessageAccountDialog *self)
{
  if (self->saving || !is_complete (self))
    return;
  self->saving = TRUE;
  take_typed (self);
  gtk_widget_set_sensitive (self->save, FALSE);
  crm_account_draft_save_async (self->draft, self->manager, self->provider, on_saved, g_object_ref (self));
}

static void
on_save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_save (CRM_MESSAGE_ACCOUNT_DIALOG (widget));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageAccountDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean well = crm_account_draft_load_finish (self->draft, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->settings), TRUE);
  on_providers_changed (self);
  if (!well)
    say (self, _ ("The password could not be read"), error->message, FALSE, TRUE);
}

static gboolean
on_close_request (CrmMessageAccountDialog *self)
{
  /* GTK 4.8 gives the focus to a window that is gone when something is still asked. */
  g_cancellable_cancel (self->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  return FALSE;
}

static void
crm_message_account_dialog_dispose (GObject *object)
{
  CrmMessageAccountDialog *self = CRM_MESSAGE_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->manager);
  g_clear_object (&self->providers);
  g_clear_pointer (&self->provider, crm_provider_unref);
  g_clear_pointer (&self->draft, crm_account_draft_free);
  g_clear_pointer (&self->setting_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_message_account_dialog_parent_class)->dispose (object);
}

static void
crm_message_account_dialog_class_init (CrmMessageAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_message_account_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "account.save", NULL, on_save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "account.save", NULL);
}

static GtkWidget *
make_entry_row (CrmMessageAccountDialog *self, AdwPreferencesGroup *group, const char *title, const char *tip)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, tip);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self);
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
make_header (CrmMessageAccountDialog *self)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static AdwPreferencesGroup *
make_provider_group (CrmMessageAccountDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *edit = gtk_button_new_with_mnemonic (_ ("Chan_ge…"));

  self->provider_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->provider_row), _ ("Provider"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->provider_row), 2);
  g_signal_connect_swapped (self->provider_row, "notify::selected", G_CALLBACK (on_provider), self);
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (edit, _ ("How this provider is spoken to: copy it and change it"));
  g_signal_connect_swapped (edit, "clicked", G_CALLBACK (on_edit_provider), self);
  adw_preferences_group_set_header_suffix (group, edit);
  adw_preferences_group_set_title (group, _ ("Who sends"));
  adw_preferences_group_add (group, self->provider_row);
  return group;
}

static AdwPreferencesGroup *
make_account_group (CrmMessageAccountDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_group_set_title (group, _ ("This account"));
  self->name = make_entry_row (self, group, _ ("Name"), NULL);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_typed), self);
  self->sender = make_entry_row (self, group, _ ("Sender"),
      _ ("The number or name that the others see, as it is registered at the provider"));
  self->rate = make_entry_row (
      self, group, _ ("Messages a minute"), _ ("At most; empty: as many as the provider allows"));
  gtk_text_set_input_purpose (
      GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->rate))), GTK_INPUT_PURPOSE_DIGITS);
  self->quiet = make_entry_row (self, group, _ ("Quiet hours"),
      _ ("“21:00-09:00”: nothing but your own answers is sent then, by the recipient’s clock; “-”: never "
         "quiet"));
  self->main = gtk_switch_new ();
  gtk_widget_set_valign (self->main, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("For new messages"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->main);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->main);
  adw_preferences_group_add (group, row);
  return group;
}

static AdwPreferencesGroup *
make_try_group (CrmMessageAccountDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->result = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->result), 6);
  self->spinner = gtk_spinner_new ();
  self->try_button = gtk_button_new_with_mnemonic (_ ("_Try"));
  gtk_widget_set_valign (self->try_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->try_button, "clicked", G_CALLBACK (on_try), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->try_button);
  adw_preferences_group_add (group, self->result);
  return group;
}

static void
crm_message_account_dialog_init (CrmMessageAccountDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new ();

  self->setting_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_box_append (GTK_BOX (box), make_header (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_provider_group (self));
  self->settings = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->settings);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_account_group (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_try_group (self));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request), NULL);
}

static gboolean
has_main (CrmChannelManager *manager)
{
  GPtrArray *health = crm_channel_manager_get_health (manager);

  for (guint i = 0; i < health->len; i++)
    if (((CrmAccountHealth *)health->pdata[i])->main)
      return TRUE;
  return FALSE;
}

static void
show_draft (CrmMessageAccountDialog *self)
{
  g_autofree char *rate =
      self->draft->rate > 0 ? g_strdup_printf ("%lld", (long long)self->draft->rate) : NULL;

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->draft->name != NULL ? self->draft->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->sender), self->draft->sender != NULL ? self->draft->sender : "");
  gtk_editable_set_text (GTK_EDITABLE (self->quiet), self->draft->quiet != NULL ? self->draft->quiet : "");
  gtk_editable_set_text (GTK_EDITABLE (self->rate), rate != NULL ? rate : "");
  gtk_switch_set_active (GTK_SWITCH (self->main), self->draft->main);
  self->name_typed = self->draft->name != NULL;
  self->showing = FALSE;
}

void
crm_message_account_dialog_present (GtkWidget *from, CrmChannelManager *manager, CrmRow *row)
{
  CrmMessageAccountDialog *self;
  GtkRoot *root = gtk_widget_get_root (from);
  CrmSecretStore *secrets = crm_channel_manager_get_secrets (manager);

  self =
      g_object_new (CRM_TYPE_MESSAGE_ACCOUNT_DIALOG, "title", row != NULL ? _ ("Account") : _ ("New account"),
          "transient-for", GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
  self->manager = g_object_ref (manager);
  self->draft = row != NULL ? crm_account_draft_new_from_row (row) : crm_account_draft_new ();
  if (row == NULL)
    self->draft->main = !has_main (manager);
  self->providers = crm_provider_list_new (crm_channel_manager_get_store (manager));
  g_signal_connect_object (
      self->providers, "changed", G_CALLBACK (on_providers_changed), self, G_CONNECT_SWAPPED);
  show_draft (self);
  if (row != NULL && secrets != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->settings), FALSE);
      crm_account_draft_load_async (self->draft, secrets, self->cancellable, on_loaded, g_object_ref (self));
    }
  on_providers_changed (self);
  gtk_window_present (GTK_WINDOW (self));
}
