/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-scope-dialog.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-message-dialog.h"

/* One question with three answers; "only this one" is the answer of Enter. Main thread. */

typedef struct
{
  CrmScopeFunc chosen;
  void (*cancelled) (gpointer data);
  gpointer data;
  GDestroyNotify data_free;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->data_free != NULL)
    question->data_free (question->data);
  g_free (question);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "this"))
    question->chosen (CRM_MEETING_THIS, question->data);
  else if (g_str_equal (response, "following"))
    question->chosen (CRM_MEETING_FOLLOWING, question->data);
  else if (g_str_equal (response, "all"))
    question->chosen (CRM_MEETING_ALL, question->data);
  else if (question->cancelled != NULL)
    question->cancelled (question->data);
}

void
crm_scope_dialog_ask (GtkWidget *from, const char *heading, gboolean destructive, CrmScopeFunc chosen,
    void (*cancelled) (gpointer data), gpointer data, GDestroyNotify data_free)
{
  AdwResponseAppearance appearance = destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_DEFAULT;
  Question *question;
  AdwMessageDialog *dialog;

  g_return_if_fail (GTK_IS_WIDGET (from) && chosen != NULL);
  question = g_new0 (Question, 1);
  question->chosen = chosen;
  question->cancelled = cancelled;
  question->data = data;
  question->data_free = data_free;
  dialog = crm_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (from)), heading, _ ("This meeting repeats. Which ones do you mean?"));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "this", _ ("_Only this one"),
      "following", _ ("This and _following"), "all", _ ("_All"), NULL);
  adw_message_dialog_set_response_appearance (
      dialog, "this", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_appearance (dialog, "following", appearance);
  adw_message_dialog_set_response_appearance (dialog, "all", appearance);
  adw_message_dialog_set_default_response (dialog, "this");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
