/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-calendar-questions.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "crm-window.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-message-dialog.h"

/* Each question owns itself until it is answered; a password is kept nowhere here. Main thread. */

typedef struct
{
  GtkWidget *from;       /* owned */
  CrmCalendarSync *sync; /* owned */
  char *source;
  gint64 calendar;
  GtkWidget *user;
  GtkWidget *password;
  GtkWidget *remember;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->from);
  g_object_unref (self->sync);
  g_free (self->source);
  g_free (self);
}

static void
question_closure_free (gpointer data, GClosure *closure)
{
  question_free (data);
}

static Question *
question_new (GtkWidget *from, CrmCalendarSync *sync, const char *source, gint64 calendar)
{
  Question *self = g_new0 (Question, 1);

  self->from = g_object_ref (from);
  self->sync = g_object_ref (sync);
  self->source = g_strdup (source);
  self->calendar = calendar;
  return self;
}

/* The dialog keeps its own, and may go before the answer of the server comes. */
static Question *
question_copy (const Question *self)
{
  return question_new (self->from, self->sync, self->source, self->calendar);
}

static void
end (Question *self, const GError *error)
{
  if (error == NULL)
    crm_desktop_sync_retry (CRM_DESKTOP_SYNC (self->sync), self->calendar);
  else if (ADW_IS_PREFERENCES_WINDOW (gtk_widget_get_root (self->from)))
    crm_setting_record_say (self->from, error);
  else if (gtk_widget_get_root (self->from) != NULL)
    crm_window_report_error (self->from, error, _ ("The calendar cannot be read"), NULL);
  question_free (self);
}

static void
on_authenticated (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_calendar_server_authenticate_finish (CRM_CALENDAR_SERVER (source), result, &error);
  end (data, error);
}

static void
on_password_response (GtkWidget *dialog, const char *response, Question *self)
{
  const char *user = gtk_editable_get_text (GTK_EDITABLE (self->user));
  CrmCalendarServer *server = crm_desktop_sync_get_server (CRM_DESKTOP_SYNC (self->sync));

  if (!g_str_equal (response, "sign-in") || server == NULL)
    return;
  crm_calendar_server_authenticate_async (server, self->source, crm_text_is_blank (user) ? NULL : user,
      gtk_editable_get_text (GTK_EDITABLE (self->password)),
      gtk_check_button_get_active (GTK_CHECK_BUTTON (self->remember)), NULL, on_authenticated,
      question_copy (self));
}

static void
on_password_changed (GtkEditable *password, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "sign-in", gtk_editable_get_text (password)[0] != '\0');
}

static GtkWidget *
make_fields (Question *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new (); /* not swapped to the disk */

  self->user = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->user), _ ("User name, if it is asked for"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->user), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("User name"), -1);
  /* Not GtkPasswordEntry: GTK 4.8 calls one that is gone when its window is closed while it has the focus. */
  self->password = gtk_entry_new_with_buffer (buffer);
  gtk_entry_set_visibility (GTK_ENTRY (self->password), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->password), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->password), _ ("Password"));
  gtk_entry_set_activates_default (GTK_ENTRY (self->password), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Password"), -1);
  self->remember = gtk_check_button_new_with_mnemonic (_ ("_Remember it in the keyring"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->remember), TRUE);
  gtk_box_append (GTK_BOX (box), self->user);
  gtk_box_append (GTK_BOX (box), self->password);
  gtk_box_append (GTK_BOX (box), self->remember);
  return box;
}

static GtkWindow *
get_window (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
crm_calendar_ask_password (
    GtkWidget *from, CrmCalendarSync *sync, const char *source, const char *name, gint64 calendar)
{
  g_autofree char *heading = g_strdup_printf (_ ("Password of “%s”"), name);
  AdwMessageDialog *dialog = crm_message_dialog_new (
      get_window (from), heading, _ ("It goes to the calendar service of the desktop, not into the book."));
  Question *self = question_new (from, sync, source, calendar);

  adw_message_dialog_set_extra_child (dialog, make_fields (self));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "sign-in", _ ("_Sign in"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "sign-in", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "sign-in", FALSE);
  adw_message_dialog_set_default_response (dialog, "sign-in");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (self->password, "changed", G_CALLBACK (on_password_changed), dialog);
  g_signal_connect_data (
      dialog, "response", G_CALLBACK (on_password_response), self, question_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (self->password);
}

static void
on_trusted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_calendar_server_trust_finish (CRM_CALENDAR_SERVER (source), result, &error);
  end (data, error);
}

static void
on_trust_response (GtkWidget *dialog, const char *response, Question *self)
{
  CrmCalendarServer *server = crm_desktop_sync_get_server (CRM_DESKTOP_SYNC (self->sync));

  if (g_str_equal (response, "trust") && server != NULL)
    crm_calendar_server_trust_async (server, self->source, NULL, on_trusted, question_copy (self));
}

void
crm_calendar_ask_trust (
    GtkWidget *from, CrmCalendarSync *sync, const char *source, const char *name, gint64 calendar)
{
  CrmCalendarServer *server = crm_desktop_sync_get_server (CRM_DESKTOP_SYNC (sync));
  g_autofree char *detail = NULL;
  g_autofree char *heading = g_strdup_printf (_ ("Trust the server of “%s”?"), name);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  if (server != NULL)
    crm_calendar_server_get_status (server, source, &detail);
  body = g_strdup_printf ("%s\n\n%s",
      detail != NULL ? detail : _ ("The certificate of the server is not known to this computer."),
      _ ("Trust it only when you know why: somebody else may pretend to be your server."));
  dialog = crm_message_dialog_new (get_window (from), heading, body);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trust", _ ("_Trust"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_trust_response),
      question_new (from, sync, source, calendar), question_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
