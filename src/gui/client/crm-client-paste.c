/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-paste.h"
#include "client/crm-client.h"
#include "client/crm-fill-dialog.h"
#include "crm-window.h"

/* Waits for the clipboard with what it needs for the dialog. Main thread. */

typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  CrmRow *client;  /* owned */
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->from);
  g_object_unref (paste->store);
  crm_row_unref (paste->client);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

static void
present (Paste *paste, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (paste->from);

  if (CRM_IS_WINDOW (root))
    crm_fill_dialog_present (paste->from, paste->store, crm_window_get_card_format (CRM_WINDOW (root)),
        paste->client->id, crm_row_get_text (paste->client, CRM_CLIENT_NAME), text);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Paste) paste = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && gtk_widget_get_mapped (paste->from))
    present (paste, text);
}

void
crm_client_paste_begin (GtkWidget *from, CrmStore *store, CrmRow *client, gboolean copied)
{
  g_autoptr (Paste) paste = g_new0 (Paste, 1);

  paste->from = g_object_ref (from);
  paste->store = g_object_ref (store);
  paste->client = crm_row_ref (client);
  if (copied)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (from), NULL, on_read, g_steal_pointer (&paste));
  else
    present (paste, NULL);
}
