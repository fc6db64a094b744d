/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-merge-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "client/crm-client-card-view.h"
#include "client/crm-merge-pane.h"
#include "crm-window.h"
#include "widgets/crm-dialog-parent.h"

/* A window around the two, with what can be decided in its header. Main thread. */

#define CRM_TYPE_MERGE_DIALOG (crm_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, CRM, MERGE_DIALOG, AdwWindow)

struct _CrmMergeDialog
{
  AdwWindow parent_instance;
  CrmMergePane *pane;
  GtkWidget *merge;
};

G_DEFINE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, ADW_TYPE_WINDOW)

static void
on_ready (CrmMergeDialog *self)
{
  gboolean ready = crm_merge_pane_is_ready (self->pane);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.merge", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.apart", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.swap", ready);
}

static void
on_merged (CrmMergeDialog *self, gint64 keep, gint64 other)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  CrmView *view = CRM_IS_WINDOW (parent) ? crm_window_get_view (CRM_WINDOW (parent)) : NULL;

  if (CRM_IS_CLIENT_CARD_VIEW (view) &&
      crm_client_card_view_get_client (CRM_CLIENT_CARD_VIEW (view)) == other)
    crm_window_open_client (GTK_WIDGET (parent), keep, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_merge (CRM_MERGE_DIALOG (widget)->pane);
}

static void
apart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_tell_apart (CRM_MERGE_DIALOG (widget)->pane);
}

static void
swap_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_swap (CRM_MERGE_DIALOG (widget)->pane);
}

static void
crm_merge_dialog_class_init (CrmMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "merge.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "merge.apart", NULL, apart_action);
  gtk_widget_class_install_action (widget_class, "merge.swap", NULL, swap_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "merge.merge", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "merge.merge", NULL);
}

static void
crm_merge_dialog_init (CrmMergeDialog *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
}

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
build (CrmMergeDialog *self, CrmStore *store)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *swap = gtk_button_new_from_icon_name ("object-flip-horizontal-symbolic");

  self->merge = new_button (_ ("_Merge"), "merge.merge");
  gtk_widget_add_css_class (self->merge, "suggested-action");
  gtk_widget_set_tooltip_text (self->merge, _ ("Merge (Ctrl+Enter)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (swap), "merge.swap");
  gtk_widget_set_tooltip_text (swap, _ ("Let the other one stay"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (swap), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Let the other one stay"), -1);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_button (_ ("_Cancel"), "window.close"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), swap);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->merge);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_button (_ ("_Not the same"), "merge.apart"));
  self->pane = CRM_MERGE_PANE (crm_merge_pane_new (store));
  gtk_widget_set_vexpand (GTK_WIDGET (self->pane), TRUE);
  g_signal_connect_object (self->pane, "notify::ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "merged", G_CALLBACK (on_merged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "apart", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pane));
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
crm_merge_dialog_present (GtkWidget *from, CrmStore *store, gint64 keep, gint64 other)
{
  CrmMergeDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  self = g_object_new (CRM_TYPE_MERGE_DIALOG, "modal", TRUE, "transient-for", gtk_widget_get_root (from),
      "title", _ ("Merge two clients"), "default-width", 720, "default-height", 620, "destroy-with-parent",
      TRUE, NULL);
  build (self, store);
  on_ready (self);
  crm_merge_pane_set_pair (self->pane, keep, other);
  gtk_window_present (GTK_WINDOW (self));
}
