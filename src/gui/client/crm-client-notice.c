/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-notice.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "crm-window.h"

/* Asks the book who this client looks like after each change of it. Main thread; *_in_worker in the store's workers. */

struct _CrmClientNotice
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* of the look under way, nullable */
  gint64 client_id;          /* 0: none */
  gint64 other_id;           /* whom it looks like, or 0 */
  GtkWidget *label;
  GtkWidget *open;
  GtkWidget *distinct;
  GtkWidget *restore;
};

G_DEFINE_FINAL_TYPE (CrmClientNotice, crm_client_notice, ADW_TYPE_BIN)

typedef struct
{
  gint64 id;
  char *name;
  char *phone;
  char *email;
} DuplicateAsk;

static void
duplicate_ask_free (gpointer data)
{
  DuplicateAsk *ask = data;

  g_free (ask->name);
  g_free (ask->phone);
  g_free (ask->email);
  g_free (ask);
}

static gpointer
find_duplicates_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  DuplicateAsk *ask = data;

  return crm_client_find_duplicates (tx, ask->name, ask->phone, ask->email, ask->id, error);
}

static gboolean
mark_distinct_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  gint64 *ids = data;

  return crm_client_mark_distinct (tx, ids[0], ids[1], error);
}

static void
say (CrmClientNotice *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

static void
on_duplicates (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientNotice) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) duplicates = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *text = NULL;
  CrmDuplicate *first;

  /* A hint that cannot be had is no matter for a message. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  self->other_id = 0;
  if (duplicates != NULL && duplicates->len > 0)
    {
      first = g_ptr_array_index (duplicates, 0);
      self->other_id = first->id;
      text = first->reason != NULL ? g_strdup_printf (_ ("Looks like “%s” (%s)."), first->name, first->reason)
                                   : g_strdup_printf (_ ("Looks like “%s”."), first->name);
    }
  say (self, text);
}

static void
look_for_duplicates (CrmClientNotice *self, CrmClientCardData *data)
{
  DuplicateAsk *ask = g_new0 (DuplicateAsk, 1);
  CrmRow *phone = crm_client_card_data_get_main (data, "phone");
  CrmRow *email = crm_client_card_data_get_main (data, "email");

  ask->id = data->row->id;
  ask->name = g_strdup (crm_row_get_text (data->row, CRM_CLIENT_NAME));
  ask->phone = phone != NULL ? g_strdup (crm_row_get_text (phone, CRM_ADDRESS_VALUE)) : NULL;
  ask->email = email != NULL ? g_strdup (crm_row_get_text (email, CRM_ADDRESS_VALUE)) : NULL;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 10, find_duplicates_in_worker, ask, duplicate_ask_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_duplicates, g_object_ref (self));
}

static void
stop_looking (CrmClientNotice *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
crm_client_notice_set_data (CrmClientNotice *self, CrmClientCardData *data)
{
  gboolean archived = data != NULL && data->row->archived_at != 0;

  g_return_if_fail (CRM_IS_CLIENT_NOTICE (self));
  stop_looking (self);
  self->client_id = data != NULL ? data->row->id : 0;
  if (archived)
    say (self, _ ("This client is archived and left out of lists and counts."));
  else if (data == NULL || gtk_widget_get_visible (self->restore))
    say (self, NULL);
  gtk_widget_set_visible (self->open, !archived);
  gtk_widget_set_visible (self->distinct, !archived);
  gtk_widget_set_visible (self->restore, archived);
  if (data != NULL && !archived)
    look_for_duplicates (self, data);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (self, error, _ ("The client could not be changed"), NULL);
}

static void
on_distinct (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientNotice) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("This could not be remembered"), NULL);
  else if (self->store != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "card.retry", NULL);
}

static void
on_open_clicked (CrmClientNotice *self)
{
  if (self->other_id != 0)
    crm_window_open_client (GTK_WIDGET (self), self->other_id, NULL);
}

static void
on_distinct_clicked (CrmClientNotice *self)
{
  gint64 *ids;

  if (self->other_id == 0)
    return;
  ids = g_new (gint64, 2);
  ids[0] = self->client_id;
  ids[1] = self->other_id;
  crm_store_write_async (self->store, _ ("Mark as not the same"), mark_distinct_in_worker, ids, g_free, NULL,
      on_distinct, g_object_ref (self));
}

static void
on_restore_clicked (CrmClientNotice *self)
{
  crm_store_archive_async (
      self->store, "client", &self->client_id, 1, TRUE, NULL, on_restored, g_object_ref (self));
}

static void
crm_client_notice_dispose (GObject *object)
{
  CrmClientNotice *self = CRM_CLIENT_NOTICE (object);

  stop_looking (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_notice_parent_class)->dispose (object);
}

static void
crm_client_notice_class_init (CrmClientNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_notice_dispose;
}

static GtkWidget *
add_button (CrmClientNotice *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
crm_client_notice_init (CrmClientNotice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  self->open = add_button (self, buttons, C_ ("button", "Open"), G_CALLBACK (on_open_clicked));
  self->distinct = add_button (self, buttons, _ ("Not the same"), G_CALLBACK (on_distinct_clicked));
  gtk_widget_add_css_class (self->distinct, "flat");
  self->restore = add_button (self, buttons, _ ("Restore"), G_CALLBACK (on_restore_clicked));
  gtk_widget_add_css_class (box, "banner-warn");
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_client_notice_new (CrmStore *store)
{
  CrmClientNotice *self = g_object_new (CRM_TYPE_CLIENT_NOTICE, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
