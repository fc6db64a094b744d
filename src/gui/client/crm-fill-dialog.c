/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-fill-dialog.h"
#include <glib/gi18n-lib.h>
#include "base/crm-text.h"
#include "client/crm-address-label.h"
#include "client/crm-client-fill.h"
#include "import/crm-card-text.h"

/* Text above, below it what was read and what it would replace. Main thread, but for functions named _in_worker. */

struct _CrmFillDialog
{
  AdwWindow parent_instance;
  CrmStore *store;       /* owned */
  CrmCardFormat *format; /* owned, nullable */
  gint64 client;
  char *name;
  GCancellable *cancellable; /* owned, nullable: of the comparison under way */
  GPtrArray *items;          /* CrmFillItem, owned, nullable */
  GtkTextView *text;
  GtkListBox *list;
  GtkWidget *hint;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (CrmFillDialog, crm_fill_dialog, ADW_TYPE_WINDOW)

CrmCard *
crm_fill_read_text (CrmCardFormat *format, const char *text)
{
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CrmCard) card = NULL;

  if (crm_text_is_blank (text))
    return NULL;
  if (format != NULL && g_strstr_len (text, -1, "BEGIN:VCARD") != NULL)
    {
      bytes = g_bytes_new (text, strlen (text));
      cards = crm_card_format_parse_file (format, bytes, "UTF-8", NULL);
      if (cards != NULL && cards->len > 0)
        return crm_card_copy (g_ptr_array_index (cards, 0));
    }
  card = crm_card_new_from_text (text);
  if (card->full_name == NULL && card->addresses->len == 0 && card->note == NULL &&
      !crm_card_has_postal (card))
    return NULL;
  return g_steal_pointer (&card);
}

/* What was read */

typedef struct
{
  gint64 client;
  CrmCard *card;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  crm_card_free (ask->card);
  g_free (ask);
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return crm_client_fill_list_in_worker (tx, ask->client, ask->card, error);
}

static void
update_apply (CrmFillDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    any = any || ((CrmFillItem *)g_ptr_array_index (self->items, i))->wanted;
  gtk_widget_set_sensitive (self->apply, any);
}

static void
on_check_toggled (GtkCheckButton *check, CrmFillDialog *self)
{
  CrmFillItem *item = g_object_get_data (G_OBJECT (check), "item");

  item->wanted = gtk_check_button_get_active (check);
  update_apply (self);
}

static GtkWidget *
new_row (CrmFillDialog *self, CrmFillItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *caption = item->label != NULL ? crm_address_label_display (item->kind, item->label)
                                                 : g_strdup (crm_fill_item_get_label (item));
  g_autofree char *subtitle =
      item->old != NULL ? g_strdup_printf (_ ("%s instead of “%s”"), caption, item->old) : g_strdup (caption);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->wanted);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "item", item);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (row), item->value != NULL ? item->value : _ ("The picture"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static void
show_items (CrmFillDialog *self, const char *hint)
{
  GtkWidget *child;
  gboolean any = self->items != NULL && self->items->len > 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; any && i < self->items->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_label_set_text (GTK_LABEL (self->hint), any ? _ ("Will be written:") : hint);
  update_apply (self);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFillDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  /* The rows point into the items they were made of. */
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);

  self->items = g_steal_pointer (&items);
  show_items (self, error != NULL ? error->message : _ ("The card has all of this already."));
}

static void
on_text_changed (CrmFillDialog *self)
{
  g_autofree char *text = NULL;
  g_autoptr (CrmCard) card = NULL;
  Ask *ask;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  card = crm_fill_read_text (self->format, text);
  if (card == NULL)
    {
      g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);

      show_items (self, _ ("Paste the signature of a letter, a vCard, or any text with numbers in it."));
      return;
    }
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (Ask, 1);
  ask->client = self->client;
  ask->card = g_steal_pointer (&card);
  crm_store_read_async (self->store, 0, list_in_worker, ask, ask_free, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_listed, g_object_ref (self));
}

/* Writing */

typedef struct
{
  gint64 client;
  GPtrArray *items;
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_ptr_array_unref (fill->items);
  g_free (fill);
}

static gboolean
fill_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Fill *fill = data;

  return crm_client_fill_in_worker (tx, fill->client, fill->items, error);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFillDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      if (self->list != NULL)
        gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (self->list == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->hint), error->message);
  gtk_widget_set_sensitive (self->apply, TRUE);
}

void
crm_fill_dialog_apply (CrmFillDialog *self)
{
  Fill *fill;
  g_autofree char *purpose = NULL;

  g_return_if_fail (CRM_IS_FILL_DIALOG (self));
  if (self->items == NULL || !gtk_widget_get_sensitive (self->apply))
    return;
  fill = g_new0 (Fill, 1);
  fill->client = self->client;
  fill->items = g_ptr_array_ref (self->items);
  purpose = g_strdup_printf (_ ("“%s” filled in"), self->name);
  gtk_widget_set_sensitive (self->apply, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  crm_store_write_async (
      self->store, purpose, fill_in_worker, fill, fill_free, NULL, on_filled, g_object_ref (self));
}

/* The dialog */

static void
crm_fill_dialog_dispose (GObject *object)
{
  CrmFillDialog *self = CRM_FILL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->text), self);
  self->text = NULL;
  self->list = NULL;
  G_OBJECT_CLASS (crm_fill_dialog_parent_class)->dispose (object);
}

static void
crm_fill_dialog_finalize (GObject *object)
{
  CrmFillDialog *self = CRM_FILL_DIALOG (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->format);
  g_clear_object (&self->store);
  g_free (self->name);
  G_OBJECT_CLASS (crm_fill_dialog_parent_class)->finalize (object);
}

static void
crm_fill_dialog_class_init (CrmFillDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_fill_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_fill_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-fill-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFillDialog, text);
  gtk_widget_class_bind_template_child (widget_class, CrmFillDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CrmFillDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, CrmFillDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, crm_fill_dialog_apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_fill_dialog_init (CrmFillDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmFillDialog *
crm_fill_dialog_present (GtkWidget *from, CrmStore *store, CrmCardFormat *format, gint64 client,
    const char *name, const char *text)
{
  CrmFillDialog *self =
      g_object_new (CRM_TYPE_FILL_DIALOG, "transient-for", GTK_WINDOW (gtk_widget_get_root (from)), NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);

  self->store = g_object_ref (store);
  self->format = format != NULL ? g_object_ref (format) : NULL;
  self->client = client;
  self->name = g_strdup (name);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (on_text_changed), self);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  on_text_changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->text));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GtkListBox *
crm_fill_dialog_get_list (CrmFillDialog *self)
{
  g_return_val_if_fail (CRM_IS_FILL_DIALOG (self), NULL);
  return self->list;
}
