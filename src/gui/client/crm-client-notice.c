/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-notice.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "client/crm-merge-dialog.h"
#include "crm-window.h"
#include "duplicate/crm-duplicate-finder.h"

/* Asks the book who this client looks like after each change of it. Main thread; *_in_worker in the store's workers. */

struct _CrmClientNotice
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* of the look under way, nullable */
  gint64 client_id;          /* 0: none */
  gint64 other_id;           /* whom it looks like, or 0 */
  gint64 apart_id;           /* whom it was told apart from here last, or 0 */
  GtkWidget *label;
  GtkWidget *compare;
  GtkWidget *distinct;
  GtkWidget *restore;
};

G_DEFINE_FINAL_TYPE (CrmClientNotice, crm_client_notice, ADW_TYPE_BIN)

/* Whom a client looks like most, and why. */
typedef struct
{
  gint64 id;
  char *name;
  gint64 created_at;
  char *reason;
} Twin;

static void
twin_free (gpointer data)
{
  Twin *twin = data;

  g_free (twin->name);
  g_free (twin->reason);
  g_free (twin);
}

static gpointer
find_twin_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;
  g_autoptr (GArray) pairs = crm_duplicate_find_of (tx, client, error);
  const CrmDuplicatePair *pair =
      pairs != NULL && pairs->len > 0 ? &g_array_index (pairs, CrmDuplicatePair, 0) : NULL;
  g_autoptr (CrmRow) row = NULL;
  Twin *twin;

  if (pairs == NULL)
    return NULL;
  twin = g_new0 (Twin, 1);
  if (pair == NULL)
    return twin;
  twin->id = pair->a == client ? pair->b : pair->a;
  row = crm_transaction_load (tx, "client", twin->id, error);
  if (row == NULL)
    {
      twin_free (twin);
      return NULL;
    }
  twin->name = g_strdup (crm_row_get_text (row, CRM_CLIENT_NAME));
  twin->created_at = row->created_at;
  twin->reason = crm_duplicate_describe (pair->grounds);
  return twin;
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
on_twin (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientNotice) self = data;
  g_autoptr (GError) error = NULL;
  Twin *twin = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *text = NULL;

  /* A hint that cannot be had is no matter for a message. */
  if (twin != NULL && self->store != NULL)
    {
      self->other_id = twin->id;
      if (twin->id != 0)
        {
          g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (twin->created_at / G_USEC_PER_SEC);

          /* Translators: a name, the year since which the client is in the book, and why. */
          text = g_strdup_printf (
              _ ("Looks like %s (%d): %s"), twin->name, g_date_time_get_year (since), twin->reason);
        }
      say (self, text);
    }
  g_clear_pointer (&twin, twin_free);
}

static void
look_for_twin (CrmClientNotice *self)
{
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 40, find_twin_in_worker,
      g_memdup2 (&self->client_id, sizeof self->client_id), g_free, twin_free, self->cancellable, on_twin,
      g_object_ref (self));
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
  if (data == NULL || self->client_id != data->row->id)
    {
      self->other_id = self->apart_id = 0;
      say (self, NULL);
    }
  self->client_id = data != NULL ? data->row->id : 0;
  if (archived)
    say (self, _ ("This client is archived and left out of lists and counts."));
  else if (gtk_widget_get_visible (self->restore))
    say (self, NULL);
  gtk_widget_set_visible (self->compare, !archived);
  gtk_widget_set_visible (self->distinct, !archived);
  gtk_widget_set_visible (self->restore, archived);
  if (data != NULL && !archived)
    look_for_twin (self);
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
}

/* That two are not the same is written to one of them only, and may be taken back. */
static void
on_store_changed (CrmClientNotice *self, CrmChangeSet *changes)
{
  if (self->apart_id == 0 || gtk_widget_get_visible (self->restore) ||
      !(crm_change_set_has (changes, "client", self->apart_id) ||
          crm_change_set_has (changes, "client", self->client_id)))
    return;
  stop_looking (self);
  look_for_twin (self);
}

static void
on_compare_clicked (CrmClientNotice *self)
{
  if (self->other_id != 0)
    crm_merge_dialog_present (GTK_WIDGET (self), self->store, self->client_id, self->other_id);
}

static void
on_distinct_clicked (CrmClientNotice *self)
{
  gint64 *ids;

  if (self->other_id == 0)
    return;
  ids = g_new (gint64, 2);
  ids[0] = self->client_id;
  ids[1] = self->apart_id = self->other_id;
  crm_store_write_async (self->store, _ ("Marked as not the same"), mark_distinct_in_worker, ids, g_free,
      NULL, on_distinct, g_object_ref (self));
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
  self->compare = add_button (self, buttons, _ ("Compare"), G_CALLBACK (on_compare_clicked));
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
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
