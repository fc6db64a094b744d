/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-card-view-private.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-fields.h"
#include "client/crm-client-paste.h"
#include "client/crm-client-sheet.h"
#include "client/crm-client-unmerge.h"
#include "client/crm-person-actions.h"
#include "crm-link.h"
#include "crm-window.h"
#include "import/crm-export-dialog.h"
#include "task/crm-sequence-dialog.h"
#include "timeline/crm-card-actions.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-field-groups.h"
#include "widgets/crm-field-history.h"

/* What the card does by its menu, buttons and keys. Main thread. */

static CrmStore *
get_store (CrmClientCardView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

static void
go_to_neighbour (CrmClientCardView *self, int step)
{
  guint position =
      self->neighbours != NULL ? crm_record_list_find (self->neighbours, self->client_id) : G_MAXUINT;
  gint64 id;

  if (position == G_MAXUINT || (step < 0 && position == 0))
    return;
  id = crm_record_list_get_id (self->neighbours, position + step);
  /* A value that cannot be saved is put right first. */
  if (id != 0 && crm_field_groups_commit (self->fields))
    crm_client_card_view_set_client (self, id, self->neighbours);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_neighbour (CRM_CLIENT_CARD_VIEW (widget), -1);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_neighbour (CRM_CLIENT_CARD_VIEW (widget), 1);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  crm_client_card_view_show_pane (self, "fields");
  crm_client_fields_edit_first (CRM_CLIENT_FIELDS (self->fields));
}

static void
add_own_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  crm_client_card_view_show_pane (self, "fields");
  crm_client_fields_add_own (CRM_CLIENT_FIELDS (self->fields));
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->data != NULL)
    crm_field_history_present (widget, get_store (self), "client", self->client_id,
        crm_row_get_text (self->data->row, CRM_CLIENT_NAME));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->client_id != 0 && CRM_IS_WINDOW (root))
    crm_export_dialog_present (GTK_WINDOW (root), get_store (self),
        crm_window_get_card_format (CRM_WINDOW (root)), "client", &self->client_id, 1);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->client_id != 0)
    crm_client_sheet_print (widget, get_store (self), self->client_id);
}

static void
copy_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);
  g_autofree char *link = self->data != NULL ? crm_link_dup (self->data->row) : NULL;

  if (link == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  crm_window_toast (widget, _ ("Link copied"));
}

static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->data != NULL)
    crm_client_paste_begin (widget, get_store (self), self->data->row, g_str_equal (name, "card.paste"));
}

static void
unmerge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->data != NULL)
    crm_client_unmerge (widget, get_store (self), self->data->row);
}

static void
person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->data != NULL && g_str_equal (name, "card.erase"))
    crm_person_ask_erase (widget, get_store (self), self->data->row);
  else if (self->data != NULL)
    crm_person_save (widget, get_store (self), self->data->row);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  crm_card_archive (
      widget, get_store (self), "client", self->client_id, _ ("The client could not be changed"));
}

static void
sequence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  if (self->client_id != 0 && g_str_equal (name, "card.begin-sequence"))
    crm_sequence_dialog_start (widget, get_store (self), self->client_id, 0);
  else if (self->client_id != 0)
    crm_sequence_dialog_end (widget, get_store (self), self->client_id, 0);
}

static void
open_address (CrmClientCardView *self, const char *kind)
{
  CrmRow *row = self->data != NULL ? crm_client_card_data_get_main (self->data, kind) : NULL;

  if (row != NULL)
    crm_client_contacts_open (GTK_WIDGET (self), kind, crm_row_get_text (row, CRM_ADDRESS_VALUE),
        crm_row_get_text (row, CRM_ADDRESS_NORMAL));
}

static void
call_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_address (CRM_CLIENT_CARD_VIEW (widget), "phone");
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_address (CRM_CLIENT_CARD_VIEW (widget), "email");
}

static void
mode_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  crm_client_card_view_show_pane (self, "timeline");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  /* A client that is still being read takes the composer over when it is there. */
  if (self->data == NULL || self->data->row->id != self->client_id)
    self->wanted_mode = g_variant_get_int32 (parameter);
  else
    crm_composer_begin (CRM_COMPOSER (self->composer), g_variant_get_int32 (parameter));
}

/* To this number. */
static void
message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (widget);

  crm_client_card_view_show_pane (self, "timeline");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_begin_message (CRM_COMPOSER (self->composer), g_variant_get_string (parameter, NULL));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_card_view_load (CRM_CLIENT_CARD_VIEW (widget));
}

void
crm_client_card_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "card.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "card.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "card.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "card.add-own-field", NULL, add_own_field_action);
  gtk_widget_class_install_action (widget_class, "card.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "card.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "card.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "card.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "card.fill", NULL, fill_action);
  gtk_widget_class_install_action (widget_class, "card.paste", NULL, fill_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "card.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "card.paste", NULL);
  gtk_widget_class_install_action (widget_class, "card.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "card.unmerge", NULL, unmerge_action);
  gtk_widget_class_install_action (widget_class, "card.erase", NULL, person_action);
  gtk_widget_class_install_action (widget_class, "card.save-data", NULL, person_action);
  gtk_widget_class_install_action (widget_class, "card.begin-sequence", NULL, sequence_action);
  gtk_widget_class_install_action (widget_class, "card.end-sequence", NULL, sequence_action);
  gtk_widget_class_install_action (widget_class, "card.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "card.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "card.mode", "i", mode_action);
  gtk_widget_class_install_action (widget_class, "card.message", "s", message_action);
  gtk_widget_class_install_action (widget_class, "card.retry", NULL, retry_action);
  crm_card_bind_keys (widget_class);
}
