/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-timeline-message.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "message/crm-message-bubble.h"
#include "message/crm-message-words.h"

/* The place of a bubble holds its reading, which ends with it. Main thread, but for the function named _in_worker. */

CrmRow *
crm_timeline_message_get (CrmActivity *activity)
{
  CrmRow *row = crm_activity_get_row (activity);

  return row != NULL && g_str_equal (crm_entity_get_name (row->entity), "message") ? row : NULL;
}

char *
crm_timeline_message_dup_title (CrmRow *message)
{
  const char *channel = crm_row_get_text (message, CRM_MESSAGE_CHANNEL);
  gboolean in = crm_message_is_incoming (message);

  if (g_strcmp0 (channel, "mail") == 0)
    return g_strdup (in ? _ ("Incoming letter") : _ ("Letter"));
  if (g_strcmp0 (channel, "chat") == 0)
    return g_strdup (in ? _ ("Incoming chat message") : _ ("Chat message"));
  return g_strdup (in ? _ ("Incoming SMS") : _ ("SMS"));
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_message_item_read_in_worker (tx, data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) place = data;
  g_autoptr (CrmMessageItem) item = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* Most have nothing more to say, and keep their bubble. */
  if (item != NULL && (item->answer != NULL || item->campaign != NULL || item->author != NULL))
    adw_bin_set_child (ADW_BIN (place), crm_message_bubble_new (CRM_STORE (source), item));
}

GtkWidget *
crm_timeline_message_new (CrmStore *store, CrmRow *message)
{
  GtkWidget *place = adw_bin_new ();
  GCancellable *cancellable = g_cancellable_new ();
  CrmMessageItem bare = { .row = message };

  adw_bin_set_child (ADW_BIN (place), crm_message_bubble_new (store, &bare));
  gtk_widget_set_margin_top (place, 4);
  g_signal_connect_data (place, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable,
      (GClosureNotify)(GCallback)g_object_unref, G_CONNECT_SWAPPED);
  crm_store_read_async (store, 2, read_in_worker, crm_row_ref (message), (GDestroyNotify)crm_row_unref,
      (GDestroyNotify)crm_message_item_free, cancellable, on_read, g_object_ref (place));
  return place;
}
