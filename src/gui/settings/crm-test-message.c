/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-test-message.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "channel/crm-outbox.h"
#include "settings/crm-setting-record.h"
#include "store/crm-record.h"
#include "user/crm-user.h"

/* Follows the message it sent until the window is closed. Main thread, but for functions named _in_worker. */

#define CRM_TYPE_TEST_MESSAGE (crm_test_message_get_type ())
G_DECLARE_FINAL_TYPE (CrmTestMessage, crm_test_message, CRM, TEST_MESSAGE, AdwWindow)

struct _CrmTestMessage
{
  AdwWindow parent_instance;

  CrmChannelManager *manager; /* owned */
  gint64 account;
  CrmRecord *user;    /* owned */
  CrmRecord *message; /* owned: what was sent, NULL before */
  GtkWidget *number;
  GtkWidget *text;
  GtkWidget *state;
  GtkWidget *spinner;
  GtkWidget *send;
  gboolean sending;
};

G_DEFINE_FINAL_TYPE (CrmTestMessage, crm_test_message, ADW_TYPE_WINDOW)

typedef struct
{
  CrmTestMessage *self; /* owned */
  gint64 account, user, message;
  char *number, *text;
} Sending;

static void
sending_free (Sending *self)
{
  g_object_unref (self->self);
  g_free (self->number);
  g_free (self->text);
  g_free (self);
}

static void
say (CrmTestMessage *self, const char *title, const char *words, gboolean busy)
{
  g_autofree char *markup = words != NULL ? g_markup_escape_text (words, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), markup != NULL ? markup : "");
  gtk_widget_set_visible (self->spinner, busy);
  if (busy)
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
}

static void
on_message_changed (CrmTestMessage *self)
{
  const char *state = crm_record_get_text (self->message, CRM_MESSAGE_STATE);
  CrmRow *row = crm_record_get_row (self->message);

  if (row == NULL || state == NULL)
    return;
  say (self, crm_field_get_choice_label (&crm_message_entity.fields[CRM_MESSAGE_STATE], state),
      crm_record_get_text (self->message, CRM_MESSAGE_ERROR),
      g_str_equal (state, "queued") || g_str_equal (state, "sending"));
}

static gboolean
send_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Sending *sending = data;
  CrmSendRequest request = { .channel = "sms",
    .address = sending->number,
    .account = sending->account,
    .text = sending->text,
    .due_at = crm_transaction_get_now (tx),
    .urgent = TRUE };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "user", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  /* What has gone out is not taken back. */
  crm_transaction_set_automatic (tx);
  /* The number is remembered for the next time. */
  if (values == NULL ||
      !crm_values_read (
          values, CRM_USER_PHONE, sending->number, crm_transaction_get_read_context (tx), error) ||
      !crm_transaction_update (tx, sending->user, 0, values, error))
    return FALSE;
  sending->message = crm_outbox_queue (tx, &request, error);
  return sending->message != 0;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  CrmTestMessage *self = sending->self;
  g_autoptr (GError) error = NULL;

  self->sending = FALSE;
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    say (self, _ ("Not sent"), error->message, FALSE);
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      if (self->message != NULL)
        g_signal_handlers_disconnect_by_data (self->message, self);
      g_clear_object (&self->message);
      self->message = crm_store_get_record (CRM_STORE (source), "message", sending->message);
      g_signal_connect_object (
          self->message, "changed", G_CALLBACK (on_message_changed), self, G_CONNECT_SWAPPED);
      on_message_changed (self);
      crm_channel_manager_tick (self->manager);
    }
  gtk_widget_set_sensitive (self->send, TRUE);
  sending_free (sending);
}

static void
on_send (CrmTestMessage *self)
{
  CrmStore *store = crm_channel_manager_get_store (self->manager);
  Sending *sending;

  if (self->sending || crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->number))))
    return;
  self->sending = TRUE;
  sending = g_new0 (Sending, 1);
  sending->self = g_object_ref (self);
  sending->account = self->account;
  sending->user = crm_store_get_user (store);
  sending->number = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number)));
  sending->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text)));
  gtk_widget_set_sensitive (self->send, FALSE);
  say (self, _ ("Sending…"), NULL, TRUE);
  crm_store_write_async (
      store, _ ("Test message sent"), send_in_worker, sending, NULL, NULL, on_sent, sending);
}

static void
on_send_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_send (CRM_TEST_MESSAGE (widget));
}

static void
on_typed (CrmTestMessage *self)
{
  gtk_widget_set_sensitive (
      self->send, !crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->number))));
}

static void
on_user_changed (CrmTestMessage *self)
{
  const char *phone = crm_record_get_text (self->user, CRM_USER_PHONE);

  if (phone != NULL && crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->number))))
    gtk_editable_set_text (GTK_EDITABLE (self->number), phone);
}

static gboolean
on_close_request (CrmTestMessage *self)
{
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  return FALSE;
}

static void
crm_test_message_dispose (GObject *object)
{
  CrmTestMessage *self = CRM_TEST_MESSAGE (object);

  g_clear_object (&self->manager);
  g_clear_object (&self->user);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (crm_test_message_parent_class)->dispose (object);
}

static void
crm_test_message_class_init (CrmTestMessageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_test_message_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "test.send", NULL, on_send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "test.send", NULL);
}

static void
crm_test_message_init (CrmTestMessage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *close = gtk_button_new_with_mnemonic (_ ("_Close")), *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 360);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "window.close");
  self->send = gtk_button_new_with_mnemonic (_ ("_Send"));
  gtk_widget_add_css_class (self->send, "suggested-action");
  gtk_widget_set_sensitive (self->send, FALSE);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (on_send), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), close);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->send);
  self->number = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->number), _ ("My number"));
  gtk_text_set_input_purpose (
      GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->number))), GTK_INPUT_PURPOSE_PHONE);
  g_signal_connect_swapped (self->number, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->number, "entry-activated", G_CALLBACK (on_send), self);
  self->text = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text), _ ("Text"));
  gtk_editable_set_text (GTK_EDITABLE (self->text), _ ("A test from Clientele"));
  self->state = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->state), 6);
  self->spinner = gtk_spinner_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), self->spinner);
  adw_preferences_group_add (group, self->number);
  adw_preferences_group_add (group, self->text);
  adw_preferences_group_add (group, self->state);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request), NULL);
  say (self, _ ("Not sent yet"), _ ("It goes at once, and costs what any message costs."), FALSE);
}

void
crm_test_message_present (GtkWidget *from, CrmChannelManager *manager, CrmRow *account)
{
  CrmTestMessage *self;
  CrmStore *store = crm_channel_manager_get_store (manager);
  GtkRoot *root = gtk_widget_get_root (from);
  g_autofree char *title = g_strdup_printf (_ ("Test of “%s”"), crm_row_get_text (account, CRM_ACCOUNT_NAME));

  self = g_object_new (CRM_TYPE_TEST_MESSAGE, "title", title, "transient-for",
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
  self->manager = g_object_ref (manager);
  self->account = account->id;
  self->user = crm_store_get_record (store, "user", crm_store_get_user (store));
  g_signal_connect_object (self->user, "changed", G_CALLBACK (on_user_changed), self, G_CONNECT_SWAPPED);
  on_user_changed (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->number);
}
