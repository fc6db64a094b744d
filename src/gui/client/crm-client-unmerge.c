/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-unmerge.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "crm-window.h"
#include "duplicate/crm-client-merge.h"
#include "widgets/crm-message-dialog.h"

/* Finds the operation of the last merge that stands, asks, and has the window undo it. Main thread; find_in_worker in the store's reader. */

typedef struct
{
  GtkWidget *from; /* owned */
  gint64 client;
  GArray *merged; /* owned: in the order they went up into it */
  gint64 operation;
  char *name; /* of the one that comes back */
} Unmerge;

static void
unmerge_free (gpointer data)
{
  Unmerge *self = data;

  g_object_unref (self->from);
  g_array_unref (self->merged);
  g_free (self->name);
  g_free (self);
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Unmerge *self = data;
  g_autoptr (GError) local = NULL;

  for (guint i = self->merged->len; i-- > 0 && self->operation == 0 && local == NULL;)
    {
      gint64 other = g_array_index (self->merged, gint64, i);

      self->operation = crm_client_find_merge (tx, self->client, other, &local);
      if (self->operation != 0)
        self->name = crm_transaction_dup_title (tx, "client", other);
    }
  if (local == NULL)
    return self;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
on_answer (AdwMessageDialog *dialog, const char *response, Unmerge *self)
{
  GtkRoot *root = gtk_widget_get_root (self->from);

  if (g_str_equal (response, "back") && CRM_IS_WINDOW (root))
    crm_undo_toast_run_operation (crm_window_get_undo (CRM_WINDOW (root)), self->operation);
}

static void
destroy_unmerge (gpointer data, GClosure *closure)
{
  unmerge_free (data);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Unmerge *self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (self->from);
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (crm_store_read_finish (CRM_STORE (source), result, &error) == NULL || root == NULL)
    {
      if (error != NULL && root != NULL)
        crm_window_report_error (self->from, error, _ ("The merge could not be taken back"), NULL);
      unmerge_free (self);
      return;
    }
  if (self->operation == 0)
    {
      crm_window_toast (self->from, _ ("No merge is left to be taken back"));
      unmerge_free (self);
      return;
    }
  heading = g_strdup_printf (_ ("Take back the merge with “%s”?"), self->name);
  dialog = crm_message_dialog_new (GTK_WINDOW (root), heading,
      _ ("The other client comes back with everything it had. What was added since stays here."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "back", _ ("_Take back"), NULL);
  adw_message_dialog_set_default_response (dialog, "back");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), self, destroy_unmerge, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_client_unmerge (GtkWidget *from, CrmStore *store, CrmRow *client)
{
  const CrmValue *merged = crm_row_get (client, CRM_CLIENT_MERGED);
  Unmerge *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  if (merged->type != CRM_VALUE_LIST)
    return;
  self = g_new0 (Unmerge, 1);
  self->from = g_object_ref (from);
  self->client = client->id;
  self->merged = g_array_copy (merged->v.list);
  crm_store_read_async (store, 0, find_in_worker, self, NULL, NULL, NULL, on_found, self);
}
