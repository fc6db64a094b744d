/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-save.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Saving of rows that were not imported. A job owns what it needs while the file chooser is open. Main thread. */

typedef struct
{
  GtkWidget *from; /* weak */
  CrmImporter *importer;
  CrmImportPlan *plan;
} Job;

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->from);
  g_object_unref (job->importer);
  crm_import_plan_unref (job->plan);
  g_free (job);
}

static void
say (GtkWidget *from, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (markup));
}

gboolean
crm_import_save_faulty_to (GtkWidget *from, CrmImporter *importer, CrmImportPlan *plan, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;
  gboolean saved = crm_importer_save_faulty (importer, plan, file, &error);

  if (saved)
    text = g_strdup_printf (_ ("Saved to “%s”"), name);
  else
    text = g_strdup_printf (_ ("“%s” could not be written: %s"), name, error->message);
  say (from, text);
  return saved;
}

static void
on_response (GtkNativeDialog *chooser, int response, Job *job)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  if (file != NULL && job->from != NULL)
    crm_import_save_faulty_to (job->from, job->importer, job->plan, file);
  job_free (job);
}

void
crm_import_save_faulty (GtkWidget *from, CrmImporter *importer, CrmImportPlan *plan)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Save faulty rows"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
          GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = g_strdup_printf ("%s.csv", _ ("Faulty rows"));
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->from, from);
  job->importer = g_object_ref (importer);
  job->plan = crm_import_plan_ref (plan);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
