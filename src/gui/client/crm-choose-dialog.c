/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-choose-dialog.h"

#include <glib/gi18n-lib.h>

/* Owns the rows of names while somebody picks from them. Escape is cancel, Ctrl+Enter the verb. Main thread. */

struct _CrmChooseDialog
{
  AdwWindow parent_instance;

  gboolean several;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *verb;
};

G_DEFINE_FINAL_TYPE (CrmChooseDialog, crm_choose_dialog, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkCheckButton *
get_check (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "crm-check");
}

static const char *
get_name (GtkListBoxRow *row)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
}

static gboolean
is_shown (GtkListBoxRow *row, gpointer data)
{
  CrmChooseDialog *self = data;
  g_autofree char *words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *name = g_utf8_casefold (get_name (row), -1);

  return strstr (name, words) != NULL;
}

static GtkListBoxRow *
get_first_shown (CrmChooseDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (is_shown (row, self))
      return row;
  return NULL;
}

/* What was looked for is the first one that fits; nothing else is chosen without having been pointed at. */
static GtkListBoxRow *
get_choice (CrmChooseDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL && is_shown (row, self))
    return row;
  return gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] != '\0' ? get_first_shown (self) : NULL;
}

static void
answer (CrmChooseDialog *self)
{
  g_autoptr (GStrvBuilder) add = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) remove = g_strv_builder_new ();
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) removed = NULL;
  GtkListBoxRow *choice = self->several ? NULL : get_choice (self), *row;

  if (!self->several && choice == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    {
      GtkCheckButton *check = get_check (row);
      int before = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "crm-state"));

      if (!self->several)
        {
          if (row == choice)
            g_strv_builder_add (add, get_name (row));
        }
      else if (gtk_check_button_get_inconsistent (check))
        continue;
      else if (gtk_check_button_get_active (check))
        g_strv_builder_add (add, get_name (row));
      else if (before != 0)
        g_strv_builder_add (remove, get_name (row));
    }
  if (self->several && typed[0] != '\0')
    g_strv_builder_add (add, typed);
  added = g_strv_builder_end (add);
  removed = g_strv_builder_end (remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (added[0] != NULL || removed[0] != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, added, removed);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_check_toggled (GtkCheckButton *check)
{
  gtk_check_button_set_inconsistent (check, FALSE);
}

static void
on_row_activated (CrmChooseDialog *self)
{
  if (!self->several)
    answer (self);
}

static void
on_entry_changed (CrmChooseDialog *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

/* From the words into the list. */
static gboolean
on_entry_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmChooseDialog *self)
{
  GtkListBoxRow *row = get_first_shown (self);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  if (!self->several)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer (CRM_CHOOSE_DIALOG (widget));
}

static void
crm_choose_dialog_class_init (CrmChooseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRV);
  gtk_widget_class_install_action (widget_class, "choose.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "choose.apply", NULL);
}

static void
crm_choose_dialog_init (CrmChooseDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  self->list = gtk_list_box_new ();
  self->verb = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->verb), "choose.apply");
  gtk_widget_add_css_class (self->verb, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->verb);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), is_shown, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (answer), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_margin_top (inner, 14);
  gtk_widget_set_margin_bottom (inner, 14);
  gtk_widget_set_margin_start (inner, 14);
  gtk_widget_set_margin_end (inner, 14);
  gtk_box_append (GTK_BOX (inner), self->entry);
  gtk_box_append (GTK_BOX (inner), scrolled);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 360, 440);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

CrmChooseDialog *
crm_choose_dialog_new (GtkWindow *parent, const char *title, const char *verb, gboolean several)
{
  CrmChooseDialog *self =
      g_object_new (CRM_TYPE_CHOOSE_DIALOG, "transient-for", parent, "title", title, NULL);
  const char *hint = several ? _ ("Find or add a tag") : _ ("Find");

  self->several = several;
  gtk_button_set_label (GTK_BUTTON (self->verb), verb);
  gtk_button_set_use_underline (GTK_BUTTON (self->verb), TRUE);
  /* Else Cancel would have it. */
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_list_box_set_selection_mode (
      GTK_LIST_BOX (self->list), several ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  return self;
}

void
crm_choose_dialog_add (CrmChooseDialog *self, const char *name, int state)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  g_object_set_data (G_OBJECT (row), "crm-state", GINT_TO_POINTER (state));
  if (self->several)
    {
      GtkWidget *check = gtk_check_button_new ();

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), state == 1);
      gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (check), state == -1);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_object_set_data (G_OBJECT (row), "crm-check", check);
    }
  else
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (!self->several && state == 1)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
}
