/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-book-repair.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "base/crm-worker.h"
#include "crm-window.h"
#include "store/crm-backups.h"

/* The backups are looked through, and the chosen one is copied, in threads: a book may be large. Owns the paths. Main thread. */

struct _CrmBookRepair
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *found;  /* label */
  GtkWidget *newest; /* button */
  char *book;
  char *backup; /* the newest that can be read; NULL: none yet */
};

G_DEFINE_FINAL_TYPE (CrmBookRepair, crm_book_repair, GTK_TYPE_WIDGET)

typedef struct
{
  char *path;
  CrmBackupInfo info;
} Newest;

static void
newest_free (gpointer data)
{
  Newest *newest = data;

  g_free (newest->path);
  g_free (newest);
}

char *
crm_book_repair_describe (gint64 clients, gint64 changed_at)
{
  g_autofree char *many = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lld client", "%lld clients", (gulong)clients), (long long)clients);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *when = changed_at ? crm_instant_display_full (changed_at, zone) : NULL;

  return when ? g_strdup_printf (_ ("%s; last change: %s"), many, when) : g_steal_pointer (&many);
}

static void
look_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) paths = crm_backups_list (data);

  for (guint i = 0; i < paths->len; i++)
    {
      CrmBackupInfo info;
      Newest *newest;

      if (!crm_backups_look (paths->pdata[i], &info, NULL))
        continue;
      newest = g_new (Newest, 1);
      *newest = (Newest){ g_strdup (paths->pdata[i]), info };
      g_task_return_pointer (task, newest, newest_free);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmBookRepair *self = CRM_BOOK_REPAIR (source);
  Newest *newest = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *what = NULL, *text = NULL;

  if (!newest)
    return;
  if (self->box != NULL)
    {
      self->backup = g_strdup (newest->path);
      what = crm_book_repair_describe (newest->info.clients, newest->info.changed_at);
      text = g_strdup_printf (_ ("The newest backup: %s"), what);
      gtk_label_set_label (GTK_LABEL (self->found), text);
      gtk_widget_set_visible (self->found, TRUE);
      gtk_widget_set_visible (self->newest, TRUE);
    }
  newest_free (newest);
}

/* data: the book and the backup. The window may be gone meanwhile. */
static void
replace_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char **paths = data;
  g_autofree char *kept = NULL;
  GError *error = NULL;

  if (crm_backups_replace_damaged (paths[0], paths[1], &kept, &error))
    g_task_return_pointer (task, g_steal_pointer (&kept), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmBookRepair *self = CRM_BOOK_REPAIR (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->box == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!kept)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The backup could not be restored"), NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.reopen", NULL);
}

static void
replace (CrmBookRepair *self, const char *backup)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_replaced, NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_task_set_task_data (
      task, g_strdupv ((char *[]){ self->book, (char *)backup, NULL }), (GDestroyNotify)g_strfreev);
  crm_task_run_in_thread (task, replace_func);
}

static void
on_newest (CrmBookRepair *self)
{
  replace (self, self->backup);
}

static void
on_chosen (GtkNativeDialog *chooser, int response, CrmBookRepair *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (path && self->box != NULL)
    replace (self, path);
  g_object_unref (chooser);
  g_object_unref (self);
}

static void
on_choose (CrmBookRepair *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Restore a backup"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
          GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_chosen), g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
crm_book_repair_dispose (GObject *object)
{
  CrmBookRepair *self = CRM_BOOK_REPAIR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->book, g_free);
  g_clear_pointer (&self->backup, g_free);
  G_OBJECT_CLASS (crm_book_repair_parent_class)->dispose (object);
}

static void
crm_book_repair_class_init (CrmBookRepairClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_book_repair_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_book_repair_init (CrmBookRepair *self)
{
  GtkWidget *choose = gtk_button_new_with_mnemonic (_ ("Choose a _backup…"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->found = gtk_label_new (NULL);
  self->newest = gtk_button_new_with_mnemonic (_ ("_Restore the newest backup"));
  gtk_label_set_wrap (GTK_LABEL (self->found), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->found), GTK_JUSTIFY_CENTER);
  gtk_widget_set_visible (self->found, FALSE);
  gtk_widget_set_visible (self->newest, FALSE);
  gtk_widget_add_css_class (self->newest, "pill");
  gtk_widget_add_css_class (self->newest, "suggested-action");
  gtk_widget_add_css_class (choose, "pill");
  gtk_box_append (GTK_BOX (self->box), self->found);
  gtk_box_append (GTK_BOX (self->box), self->newest);
  gtk_box_append (GTK_BOX (self->box), choose);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (self->newest, "clicked", G_CALLBACK (on_newest), self);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (on_choose), self);
}

GtkWidget *
crm_book_repair_new (const char *book)
{
  CrmBookRepair *self = g_object_new (CRM_TYPE_BOOK_REPAIR, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);

  self->book = g_strdup (book);
  g_task_set_task_data (task, g_strdup (book), g_free);
  crm_task_run_in_thread (task, look_func);
  return GTK_WIDGET (self);
}
