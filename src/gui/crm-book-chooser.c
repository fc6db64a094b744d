/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-book-chooser.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-message-dialog.h"

/* The desktop's dialog for the file of a book; owns itself until it was answered. Main thread. */

typedef struct
{
  void (*chosen) (const char *path, gpointer data);
  gpointer data;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* The document portal lends single files to a sandbox. */
static gboolean
is_lent (const char *path)
{
  g_autofree char *lent = g_build_filename (g_get_user_runtime_dir (), "doc", "", NULL);

  return g_str_has_prefix (path, lent) || g_str_has_prefix (path, "/run/flatpak/doc/");
}

/* What was confirmed stands in a file beside the book for a while, and that one would not outlive the loan. */
static void
refuse_lent (GtkWindow *parent)
{
  AdwMessageDialog *dialog = crm_message_dialog_new (parent, _ ("This book cannot be used where it lies"),
      _ ("The sandbox lends Clientele this one file, but not what is written beside it. “Restore…” in the "
         "preferences puts what is in it in the place of your book."));

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_book_chooser_take (
    GtkWindow *parent, const char *path, void (*chosen) (const char *path, gpointer data), gpointer data)
{
  if (is_lent (path))
    refuse_lent (parent);
  else
    chosen (path, data);
}

static void
on_response (GtkNativeDialog *chooser, int response, Choice *choice)
{
  g_autoptr (GtkWindow) parent = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  void (*chosen) (const char *path, gpointer data) = choice->chosen;
  gpointer data = choice->data;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_set_object (&parent, gtk_native_dialog_get_transient_for (chooser));
  /* The choice may go with it. */
  g_object_unref (chooser);
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    crm_book_chooser_take (parent, path, chosen, data);
}

void
crm_book_chooser_present (GtkWindow *parent, void (*chosen) (const char *path, gpointer data), gpointer data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Open another book"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) books = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->chosen = chosen;
  choice->data = data;
  gtk_file_filter_set_name (books, _ ("Books"));
  gtk_file_filter_add_suffix (books, "clientele");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), books);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_response), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
