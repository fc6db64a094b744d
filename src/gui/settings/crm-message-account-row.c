/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-message-account-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-money.h"
#include "base/crm-time.h"
#include "settings/crm-message-account-dialog.h"
#include "settings/crm-setting-record.h"
#include "settings/crm-test-message.h"
#include "widgets/crm-message-dialog.h"
#include "widgets/crm-names.h"

/* Holds a reference on the channels; its record is looked up when something is done about it. Main thread. */

#define MICROS 1000000

struct _CrmMessageAccountRow
{
  AdwExpanderRow parent_instance;

  CrmChannelManager *manager; /* owned */
  CrmNames *accounts;         /* owned: records */
  gint64 account;
  GtkWidget *active;
  GtkWidget *state_row;
  GtkWidget *spinner;
  GtkWidget *retry;
  GtkWidget *main_row;
  GtkWidget *main;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmMessageAccountRow, crm_message_account_row, ADW_TYPE_EXPANDER_ROW)

static void
append (GString *text, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* Takes words. */
static void
append_counted (GString *text, guint n, char *words)
{
  if (n > 0)
    append (text, words);
  g_free (words);
}

static void
append_balance (GString *text, const CrmAccountHealth *health)
{
  g_autofree char *amount = NULL, *words = NULL;

  if (!health->has_balance)
    return;
  if (health->balance.currency[0] != '\0')
    {
      gint64 unit = 1;

      for (guint i = crm_money_digits (health->balance.currency); i < 6; i++)
        unit *= 10;
      amount = crm_money_display (health->balance.micros / unit, health->balance.currency, FALSE);
    }
  else
    amount = g_strdup_printf ("%.2f", (double)health->balance.micros / MICROS);
  words = g_strdup_printf (_ ("balance %s"), amount);
  append (text, words);
}

char *
crm_account_health_dup_line (const CrmAccountHealth *health, gint64 now, GTimeZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!health->active)
    append (text, _ ("Switched off"));
  else if (health->error != NULL && health->error[0] != '\0')
    append (text, health->error);
  else
    append (text, crm_channel_status_get_label (health->status));
  if (health->active && health->last_success != 0)
    {
      g_autofree char *when = crm_instant_display_relative (health->last_success, now, zone);
      g_autofree char *words = g_strdup_printf (_ ("last success: %s"), when);

      append (text, words);
    }
  if (health->active && health->next_try > now && health->status != CRM_CHANNEL_CONNECTED)
    {
      g_autofree char *when = crm_instant_display_relative (health->next_try, now, zone);
      g_autofree char *words = g_strdup_printf (_ ("next try: %s"), when);

      append (text, words);
    }
  append_balance (text, health);
  append_counted (text, health->n_queued,
      g_strdup_printf (
          ngettext ("%u message waits", "%u messages wait", health->n_queued), health->n_queued));
  append_counted (text, health->n_uncertain,
      g_strdup_printf (ngettext ("%u was perhaps sent: decide in the outbox",
                           "%u were perhaps sent: decide in the outbox", health->n_uncertain),
          health->n_uncertain));
  append_counted (text, health->n_failed,
      g_strdup_printf (ngettext ("%u was not sent", "%u were not sent", health->n_failed), health->n_failed));
  return g_strdup (text->str);
}

/* What is done */

static CrmRow *
get_record (CrmMessageAccountRow *self)
{
  return crm_names_find (self->accounts, self->account);
}

static void
set_flag (CrmMessageAccountRow *self, int field, gboolean flag)
{
  CrmRow *row = get_record (self);

  if (!self->showing && row != NULL)
    crm_setting_record_set_flag (
        GTK_WIDGET (self), crm_channel_manager_get_store (self->manager), row, field, flag);
}

static void
on_active (CrmMessageAccountRow *self)
{
  set_flag (self, CRM_ACCOUNT_ACTIVE, gtk_switch_get_active (GTK_SWITCH (self->active)));
}

static void
on_main (CrmMessageAccountRow *self)
{
  set_flag (self, CRM_ACCOUNT_MAIN, gtk_switch_get_active (GTK_SWITCH (self->main)));
}

static void
on_retry (CrmMessageAccountRow *self)
{
  crm_channel_manager_retry (self->manager, self->account);
}

static void
on_edit (CrmMessageAccountRow *self)
{
  CrmRow *row = get_record (self);

  if (row != NULL)
    crm_message_account_dialog_present (GTK_WIDGET (self), self->manager, row);
}

static void
on_test (CrmMessageAccountRow *self)
{
  CrmRow *row = get_record (self);

  if (row != NULL)
    crm_test_message_present (GTK_WIDGET (self), self->manager, row);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageAccountRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_secret_store_forget_finish (CRM_SECRET_STORE (source), result, &error) &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    crm_setting_record_say (GTK_WIDGET (self), error);
}

static void
on_remove_response (AdwMessageDialog *dialog, const char *response, CrmMessageAccountRow *self)
{
  CrmRow *row = get_record (self);
  CrmSecretStore *secrets = crm_channel_manager_get_secrets (self->manager);
  g_autofree char *owner = row != NULL ? crm_uid_format (row->uid) : NULL;

  if (!g_str_equal (response, "remove") || row == NULL)
    return;
  if (secrets != NULL)
    crm_secret_store_forget_async (secrets, owner, NULL, on_forgotten, g_object_ref (self));
  crm_setting_record_archive (GTK_WIDGET (self), crm_channel_manager_get_store (self->manager), row);
}

static void
on_remove (CrmMessageAccountRow *self)
{
  const char *name = crm_names_get_title (self->accounts, self->account);
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), name != NULL ? name : "");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwMessageDialog *dialog = crm_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
      _ ("Its messages stay. What waits to be sent through it is not sent. Its password is removed from the "
         "keyring: undo "
         "brings back the account, but not the password."));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What is shown */

void
crm_message_account_row_set_health (CrmMessageAccountRow *self, const CrmAccountHealth *health)
{
  g_autofree char *title = NULL, *line = NULL, *subtitle = NULL, *label = NULL;
  gboolean busy;

  g_return_if_fail (CRM_IS_MESSAGE_ACCOUNT_ROW (self));
  busy = health->active && health->status == CRM_CHANNEL_CONNECTING;
  title = g_markup_escape_text (health->name != NULL ? health->name : "", -1);
  line = crm_account_health_dup_line (
      health, crm_clock_now (), crm_store_get_zone (crm_channel_manager_get_store (self->manager)));
  subtitle = g_markup_escape_text (line, -1);
  label = g_strdup_printf (_ ("Use “%s”"), health->name);
  self->showing = TRUE;
  self->account = health->account;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->active), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_switch_set_active (GTK_SWITCH (self->active), health->active);
  gtk_switch_set_active (GTK_SWITCH (self->main), health->main);
  gtk_widget_set_sensitive (self->main_row, health->active);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), subtitle);
  gtk_widget_set_visible (self->retry, health->active);
  gtk_button_set_label (
      GTK_BUTTON (self->retry), health->status == CRM_CHANNEL_CONNECTED ? _ ("Chec_k now") : _ ("Ret_ry"));
  gtk_widget_set_visible (self->spinner, busy);
  if (busy)
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
  /* What asks for somebody is open by itself. */
  if (health->active && (health->status == CRM_CHANNEL_CREDENTIALS || health->status == CRM_CHANNEL_BROKEN ||
                            health->status == CRM_CHANNEL_CERTIFICATE))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  self->showing = FALSE;
}

gint64
crm_message_account_row_get_account (CrmMessageAccountRow *self)
{
  return self->account;
}

static void
crm_message_account_row_dispose (GObject *object)
{
  CrmMessageAccountRow *self = CRM_MESSAGE_ACCOUNT_ROW (object);

  g_clear_object (&self->manager);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (crm_message_account_row_parent_class)->dispose (object);
}

static void
crm_message_account_row_class_init (CrmMessageAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_message_account_row_dispose;
}

static GtkWidget *
make_switch (CrmMessageAccountRow *self, GCallback callback)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (widget, "notify::active", callback, self);
  return widget;
}

static GtkWidget *
make_button (CrmMessageAccountRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
crm_message_account_row_init (CrmMessageAccountRow *self)
{
  GtkWidget *row;

  self->active = make_switch (self, G_CALLBACK (on_active));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->active);

  self->state_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), _ ("State"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->state_row), 5);
  self->spinner = gtk_spinner_new ();
  self->retry = make_button (self, _ ("Ret_ry"), G_CALLBACK (on_retry));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), self->retry);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->state_row);

  self->main_row = adw_action_row_new ();
  self->main = make_switch (self, G_CALLBACK (on_main));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->main_row), _ ("For new messages"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->main_row), _ ("Taken when no other account is chosen"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->main_row), self->main);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->main_row), self->main);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->main_row);

  row = adw_action_row_new ();
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row), make_button (self, _ ("Send a _test to me…"), G_CALLBACK (on_test)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, _ ("_Change…"), G_CALLBACK (on_edit)));
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row), make_button (self, _ ("Re_move…"), G_CALLBACK (on_remove)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
crm_message_account_row_new (CrmChannelManager *manager)
{
  CrmMessageAccountRow *self = g_object_new (CRM_TYPE_MESSAGE_ACCOUNT_ROW, NULL);

  self->manager = g_object_ref (manager);
  self->accounts = crm_names_get (crm_channel_manager_get_store (manager), "account");
  return GTK_WIDGET (self);
}
