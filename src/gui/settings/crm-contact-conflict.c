/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-contact-conflict.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-message-dialog.h"

/* One question, which its dialog owns while that is open. Reading and deciding happen in worker's threads, which get copies. Main thread. */

typedef struct
{
  GtkWidget *from;      /* owned */
  CrmContactSync *sync; /* owned */
  gint64 client;
  gint64 link; /* that is asked about */
} Asking;

typedef struct
{
  CrmCardFormat *format; /* owned */
  gint64 client, link;
  char *choice; /* nullable */
} Work;

static void
asking_free (Asking *self)
{
  g_object_unref (self->from);
  g_object_unref (self->sync);
  g_free (self);
}

static void
asking_closure_free (gpointer data, GClosure *closure)
{
  asking_free (data);
}

static Asking *
asking_new (GtkWidget *from, CrmContactSync *sync, gint64 client)
{
  Asking *self = g_new0 (Asking, 1);

  self->from = g_object_ref (from);
  self->sync = g_object_ref (sync);
  self->client = client;
  return self;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->format);
  g_free (work->choice);
  g_free (work);
}

static Work *
work_new (Asking *self, const char *choice)
{
  Work *work = g_new0 (Work, 1);

  work->format = g_object_ref (crm_contact_sync_get_format (self->sync));
  work->client = self->client;
  work->link = self->link;
  work->choice = g_strdup (choice);
  return work;
}

static void ask (Asking *self);

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Work *work = data;

  return crm_contact_conflict_resolve (tx, work->format, work->link, work->choice, error);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  crm_setting_record_say (self->from, error);
  if (ok)
    ask (self);
  else
    asking_free (self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Asking *self = data;

  if (!g_str_equal (response, "ours") && !g_str_equal (response, "theirs"))
    return;
  crm_store_write_async (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync)), _ ("Version chosen"),
      resolve_in_worker, work_new (self, response), work_free, NULL, on_resolved,
      asking_new (self->from, self->sync, self->client));
}

static void
add_label (GtkWidget *grid, const char *text, const char *style, int column, int row)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : _ ("nothing"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static GtkWidget *
new_grid (const CrmContactConflict *conflict)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  add_label (grid, _ ("Here"), "heading", 1, 0);
  add_label (grid, _ ("There"), "heading", 2, 0);
  for (guint i = 0; i < conflict->differences->len; i++)
    {
      const CrmContactDifference *one = conflict->differences->pdata[i];

      add_label (
          grid, crm_field_get_label (&crm_client_entity.fields[one->field]), "dim-label", 0, (int)i + 1);
      add_label (grid, one->ours, NULL, 1, (int)i + 1);
      add_label (grid, one->theirs, NULL, 2, (int)i + 1);
    }
  return grid;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;

  return crm_contact_conflict_list (tx, work->format, work->client, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = crm_store_read_finish (CRM_STORE (source), result, &error);
  const CrmContactConflict *one = conflicts != NULL && conflicts->len > 0 ? conflicts->pdata[0] : NULL;
  GtkRoot *root = gtk_widget_get_root (self->from);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  crm_setting_record_say (self->from, error);
  if (one == NULL || root == NULL)
    {
      asking_free (self);
      return;
    }
  self->link = one->link;
  body = g_strdup_printf (_ ("Changed here and in “%s”. Nothing was overwritten."), one->book_name);
  dialog = crm_message_dialog_new (GTK_WINDOW (root), one->title, body);
  adw_message_dialog_set_extra_child (dialog, new_grid (one));
  adw_message_dialog_add_responses (
      dialog, "later", _ ("Later"), "ours", _ ("Keep mine"), "theirs", _ ("Take theirs"), NULL);
  adw_message_dialog_set_close_response (dialog, "later");
  adw_message_dialog_set_default_response (dialog, "later");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), self, asking_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask (Asking *self)
{
  crm_store_read_async (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync)), 0, read_in_worker,
      work_new (self, NULL), work_free, (GDestroyNotify)g_ptr_array_unref, NULL, on_read, self);
}

void
crm_contact_conflict_ask (GtkWidget *from, CrmContactSync *sync, gint64 client)
{
  ask (asking_new (from, sync, client));
}
