/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-row-private.h"
#include <glib/gi18n-lib.h>
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-history.h"

/* Shows one field, and has the actions and the menu of its row. Main thread. */

G_DEFINE_FINAL_TYPE (CrmFieldRow, crm_field_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_COMMIT,
  SIGNAL_MOVE,
  SIGNAL_DONE,
  SIGNAL_REMOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

const CrmField *
crm_field_row_get_table_line (CrmFieldRow *self)
{
  return &self->entity->fields[self->index];
}

void
crm_field_row_show_value (CrmFieldRow *self)
{
  const char *text = self->display != NULL ? self->display : self->plain;
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->value), text[0] != '\0' ? text : "—");
  gtk_widget_set_tooltip_text (self->value, text[0] != '\0' ? text : NULL);
  name = g_strdup_printf ("%s: %s", crm_field_get_label (crm_field_row_get_table_line (self)),
      text[0] != '\0' ? text : _ ("empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Actions of the row */

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_field_row_begin_edit (CRM_FIELD_ROW (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);

  gdk_clipboard_set_text (
      gtk_widget_get_clipboard (widget), self->display != NULL ? self->display : self->plain);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);

  crm_field_row_begin_edit (self);
  if (self->editor == NULL)
    return;
  crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editor), "");
  crm_field_row_commit (self, 0);
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmFieldRow *self = CRM_FIELD_ROW (widget);

  crm_field_history_popup (self->content, self->store, crm_entity_get_name (self->entity), self->id,
      crm_field_row_get_table_line (self)->name);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
show_menu (CrmFieldRow *self, double x, double y)
{
  gboolean own = (crm_field_row_get_table_line (self)->flags & CRM_FIELD_OWN) != 0;
  GdkRectangle at = { x, y, 1, 1 };

  if (self->menu == NULL)
    {
      g_autoptr (GMenu) menu = g_menu_new ();

      g_menu_append (menu, _ ("Edit"), "field.edit");
      g_menu_append (menu, _ ("Copy"), "field.copy");
      g_menu_append (menu, _ ("Clear"), "field.clear");
      g_menu_append (menu, _ ("History of this field"), "field.history");
      if (own)
        g_menu_append (menu, _ ("Remove this field everywhere…"), "field.remove");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_menu (CRM_FIELD_ROW (widget), 24, gtk_widget_get_allocated_height (widget));
}

static void
on_right_click (GtkGestureClick *gesture, int n, double x, double y, CrmFieldRow *self)
{
  show_menu (self, x, y);
}

static void
on_hover (GtkEventControllerMotion *motion, GParamSpec *pspec, CrmFieldRow *self)
{
  gtk_widget_set_visible (self->copy, gtk_event_controller_motion_contains_pointer (motion) &&
                                          self->editor == NULL && self->plain[0] != '\0');
}

static void
on_caption_enter (GtkEventControllerMotion *motion, double x, double y, CrmFieldRow *self)
{
  crm_field_history_load_tooltip (self->caption, self->store, crm_entity_get_name (self->entity), self->id,
      crm_field_row_get_table_line (self)->name);
}

static void
watch_caption (CrmFieldRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (on_caption_enter), self);
  gtk_widget_add_controller (self->caption, motion);
}

/* The row goes, or its window: what was typed stays. */
static void
crm_field_row_unroot (GtkWidget *widget)
{
  crm_field_row_leave (CRM_FIELD_ROW (widget));
  GTK_WIDGET_CLASS (crm_field_row_parent_class)->unroot (widget);
}

static void
crm_field_row_dispose (GObject *object)
{
  CrmFieldRow *self = CRM_FIELD_ROW (object);

  g_clear_handle_id (&self->leave_idle, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_weak_pointer (&self->left_in);
  self->editor = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_field_row_parent_class)->dispose (object);
}

static void
crm_field_row_finalize (GObject *object)
{
  CrmFieldRow *self = CRM_FIELD_ROW (object);

  g_clear_pointer (&self->entity, crm_entity_unref);
  g_free (self->plain);
  g_free (self->edit_plain);
  g_free (self->display);
  g_free (self->refused);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (crm_field_row_parent_class)->finalize (object);
}

static void
crm_field_row_class_init (CrmFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_field_row_finalize;
  widget_class->unroot = crm_field_row_unroot;
  gtk_widget_class_install_action (widget_class, "field.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "field.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "field.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "field.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "field.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "field.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "field.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "field.menu", NULL);

  signals[SIGNAL_COMMIT] = g_signal_new ("commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
      g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[SIGNAL_MOVE] = g_signal_new (
      "move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new (
      "remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_error_line (CrmFieldRow *self, GtkWidget *box)
{
  self->error_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 0);
  gtk_box_append (GTK_BOX (self->error_box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (self->error_box), self->error_label);
  gtk_widget_add_css_class (self->error_box, "field-error");
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_box_append (GTK_BOX (box), self->error_box);
}

static void
crm_field_row_init (CrmFieldRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->plain = g_strdup ("");
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_widget_set_valign (self->content, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->content, 5);
  gtk_widget_set_margin_bottom (self->content, 5);
  gtk_widget_set_margin_start (self->content, 14);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (self->content), self->caption);
  self->value = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->value), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->value), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->content), self->value);
  self->shown = self->value;
  self->suffixes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_valign (self->suffixes, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (self->suffixes, 8);
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (self->copy, "flat");
  gtk_widget_add_css_class (self->copy, "circular");
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "field.copy");
  gtk_widget_set_visible (self->copy, FALSE);
  gtk_box_append (GTK_BOX (self->suffixes), self->copy);
  gtk_box_append (GTK_BOX (line), self->content);
  gtk_box_append (GTK_BOX (line), self->suffixes);
  gtk_box_append (GTK_BOX (box), line);
  add_error_line (self, box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  g_signal_connect (motion, "notify::contains-pointer", G_CALLBACK (on_hover), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_right_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  watch_caption (self);
}

GtkWidget *
crm_field_row_new (CrmStore *store, CrmEntity *entity, int field)
{
  CrmFieldRow *self = g_object_new (CRM_TYPE_FIELD_ROW, NULL);

  g_return_val_if_fail (field >= 0 && (guint)field < entity->n_fields, NULL);
  self->store = g_object_ref (store);
  self->entity = crm_entity_ref (entity);
  self->index = field;
  crm_field_row_set_caption (self, crm_field_get_label (crm_field_row_get_table_line (self)));
  if (crm_field_row_get_table_line (self)->kind == CRM_KIND_LONG ||
      crm_field_row_get_table_line (self)->kind == CRM_KIND_DATE)
    {
      gtk_label_set_wrap (GTK_LABEL (self->value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self->value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (
          GTK_LABEL (self->value), crm_field_row_get_table_line (self)->kind == CRM_KIND_LONG ? 6 : 2);
    }
  crm_field_row_show_value (self);
  return GTK_WIDGET (self);
}

int
crm_field_row_get_field (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), -1);
  return self->index;
}

void
crm_field_row_set_value (CrmFieldRow *self, gint64 id, gint64 version, const char *plain, const char *display)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  /* What was typed belongs to the old record. */
  if (self->id != id)
    crm_field_row_leave (self);
  self->id = id;
  self->version = version;
  g_free (self->plain);
  self->plain = g_strdup (plain != NULL ? plain : "");
  g_free (self->display);
  self->display = g_strdup (display);
  crm_field_row_show_value (self);
  if (GTK_IS_LABEL (self->caption))
    gtk_widget_set_tooltip_text (self->caption, NULL);
}

gint64
crm_field_row_get_id (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), 0);
  return self->id;
}

gint64
crm_field_row_get_version (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), 0);
  return self->edit_version;
}

gboolean
crm_field_row_is_empty (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), TRUE);
  return self->plain[0] == '\0';
}

void
crm_field_row_set_caption (CrmFieldRow *self, const char *caption)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (GTK_IS_LABEL (self->caption))
    gtk_label_set_text (GTK_LABEL (self->caption), caption);
}

void
crm_field_row_set_caption_widget (CrmFieldRow *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  gtk_box_remove (GTK_BOX (self->content), self->caption);
  self->caption = widget;
  gtk_box_prepend (GTK_BOX (self->content), widget);
  watch_caption (self);
}

void
crm_field_row_add_suffix (CrmFieldRow *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  gtk_box_append (GTK_BOX (self->suffixes), widget);
}

void
crm_field_row_set_ellipsize_middle (CrmFieldRow *self)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  gtk_label_set_ellipsize (GTK_LABEL (self->value), PANGO_ELLIPSIZE_MIDDLE);
}

void
crm_field_row_set_value_widget (CrmFieldRow *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  gtk_widget_set_visible (self->value, FALSE);
  self->shown = widget;
  gtk_box_append (GTK_BOX (self->content), widget);
}

void
crm_field_row_set_heading_style (CrmFieldRow *self, const char *style)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  gtk_widget_set_visible (self->caption, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "field");
  gtk_widget_set_margin_start (self->content, 0);
  gtk_widget_set_margin_end (self->suffixes, 0);
  gtk_widget_set_margin_top (self->content, 1);
  gtk_widget_set_margin_bottom (self->content, 1);
  gtk_label_set_wrap (GTK_LABEL (self->value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->value), 2);
  if (style != NULL)
    gtk_widget_add_css_class (self->value, style);
}
