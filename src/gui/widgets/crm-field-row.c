/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-row.h"
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-history.h"

/* Shows one field and makes its editor when editing begins. Keeps the version the person saw at that moment, so that a change by
 * somebody else is never overwritten unseen. Main thread. */

struct _CrmFieldRow
{
  GtkListBoxRow parent_instance;
  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: keeps field alive */
  int index;
  gint64 id;
  gint64 version;      /* newest known */
  gint64 edit_version; /* what the person saw when editing began */
  char *plain;         /* newest known, never NULL */
  char *edit_plain;    /* what editing began with */
  char *display;       /* nullable */
  int step;            /* where to go after the save under way */
  gboolean pending;
  guint leave_idle;   /* source that commits what was left, or 0 */
  GtkWidget *content; /* caption over value */
  GtkWidget *caption; /* label, or what replaced it */
  GtkWidget *value;   /* label */
  GtkWidget *shown;   /* the label, or what replaces it */
  GtkWidget *editor;  /* while editing */
  GtkWidget *suffixes;
  GtkWidget *copy;
  GtkWidget *error_box;
  GtkWidget *error_label;
  GtkWidget *menu; /* popover, made when first asked for */
};

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

static const CrmField *
get_field (CrmFieldRow *self)
{
  return &self->entity->fields[self->index];
}

static void
show_error (CrmFieldRow *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_box, message != NULL);
  if (self->editor != NULL)
    {
      GtkWidget *input = gtk_widget_get_first_child (self->editor);

      gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
          message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      if (message != NULL)
        gtk_widget_add_css_class (input, "error");
      else
        gtk_widget_remove_css_class (input, "error");
    }
}

static void
show_value (CrmFieldRow *self)
{
  const char *text = self->display != NULL ? self->display : self->plain;
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->value), text[0] != '\0' ? text : "—");
  gtk_widget_set_tooltip_text (self->value, text[0] != '\0' ? text : NULL);
  name = g_strdup_printf (
      "%s: %s", crm_field_get_label (get_field (self)), text[0] != '\0' ? text : _ ("empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
end_edit (CrmFieldRow *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);

  if (editor == NULL)
    return;
  show_error (self, NULL);
  gtk_box_remove (GTK_BOX (self->content), editor);
  gtk_widget_set_visible (self->shown, TRUE);
  show_value (self);
}

/* Saving */

typedef struct
{
  char *entity;
  char *field;
  char *text;
  gint64 id;
  gint64 version;
} TextChange;

static void
text_change_free (gpointer data)
{
  TextChange *change = data;

  g_free (change->entity);
  g_free (change->field);
  g_free (change->text);
  g_free (change);
}

/* Links and tags are named in words that only the book can read. */
static gboolean
set_text_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  TextChange *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, change->entity, error);
  g_autoptr (CrmValues) values = NULL;
  int index;

  if (entity == NULL)
    return FALSE;
  index = crm_entity_find_field (entity, change->field);
  values = crm_values_new (entity);
  return crm_transaction_read_value (tx, values, index, change->text, error) &&
         crm_transaction_update (tx, change->id, change->version, values, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFieldRow) self = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  crm_field_row_finish (self, error);
}

static void
save (CrmFieldRow *self, CrmValues *values, const char *text)
{
  const CrmField *field = get_field (self);

  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS)
    {
      TextChange *change = g_new0 (TextChange, 1);
      g_autofree char *purpose = g_strdup_printf (_ ("Change “%s”"), crm_field_get_label (field));

      change->entity = g_strdup (crm_entity_get_name (self->entity));
      change->field = g_strdup (field->name);
      change->text = g_strdup (text);
      change->id = self->id;
      change->version = self->edit_version;
      crm_store_write_async (self->store, purpose, set_text_in_worker, change, text_change_free, NULL,
          on_saved, g_object_ref (self));
      return;
    }
  crm_store_set_async (self->store, self->id, self->edit_version, g_steal_pointer (&values), NULL, on_saved,
      g_object_ref (self));
}

void
crm_field_row_commit (CrmFieldRow *self, int step)
{
  g_autofree char *text = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) error = NULL;
  gboolean handled = FALSE;

  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor == NULL || self->pending)
    return;
  text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
  if (g_str_equal (text, self->edit_plain))
    {
      gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

      end_edit (self);
      if (step != 0)
        g_signal_emit (self, signals[SIGNAL_MOVE], 0, step);
      else if (focused)
        gtk_widget_grab_focus (GTK_WIDGET (self));
      g_signal_emit (self, signals[SIGNAL_DONE], 0);
      return;
    }
  values = crm_values_new (self->entity);
  if (!crm_field_editor_check (CRM_FIELD_EDITOR (self->editor), values, self->index, &error))
    {
      show_error (self, error->message);
      return;
    }
  self->pending = TRUE;
  self->step = step;
  g_signal_emit (self, signals[SIGNAL_COMMIT], 0, text, &handled);
  if (!handled)
    save (self, g_steal_pointer (&values), text);
}

void
crm_field_row_finish (CrmFieldRow *self, const GError *error)
{
  gboolean focused;
  const CrmField *field;

  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  self->pending = FALSE;
  if (self->editor == NULL)
    return;
  if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT))
    {
      g_autofree char *message = g_strdup_printf (
          _ ("Somebody changed this to “%s” meanwhile. Enter keeps yours, Escape takes theirs."),
          self->display != NULL ? self->display : self->plain);

      /* Seen now: the next Enter is meant. */
      self->edit_version = 0;
      show_error (self, message);
      return;
    }
  if (error != NULL)
    {
      show_error (self, error->message);
      return;
    }
  /* The commit is told to everybody in a moment; until then what was typed stands. */
  field = get_field (self);
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  if (field->kind == CRM_KIND_TEXT || field->kind == CRM_KIND_PHONE || field->kind == CRM_KIND_EMAIL ||
      field->kind == CRM_KIND_LONG)
    {
      g_free (self->plain);
      self->plain = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
      g_clear_pointer (&self->display, g_free);
    }
  end_edit (self);
  if (self->step != 0)
    g_signal_emit (self, signals[SIGNAL_MOVE], 0, self->step);
  else if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* Editing */

static gboolean
on_editor_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  CrmFieldRow *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  switch (keyval)
    {
    case GDK_KEY_Escape: crm_field_row_revert (self); return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (crm_field_editor_is_multiline (CRM_FIELD_EDITOR (self->editor)) && (state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      /* Enter opens a list of choices and presses buttons; their pick commits. */
      if (!GTK_IS_TEXT (focus) && !GTK_IS_TEXT_VIEW (focus) && (state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      crm_field_row_commit (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab: crm_field_row_commit (self, 1); return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab: crm_field_row_commit (self, -1); return GDK_EVENT_STOP;
    default: return GDK_EVENT_PROPAGATE;
    }
}

static void
on_editor_commit (CrmFieldEditor *editor, CrmFieldRow *self)
{
  crm_field_row_commit (self, 0);
}

static gboolean
commit_left_field (gpointer data)
{
  CrmFieldRow *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->leave_idle = 0;
  /* Another window in front is no decision, nor is a calendar or a list of suggestions. */
  if (self->editor != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL &&
      GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)))
    crm_field_row_commit (self, 0);
  return G_SOURCE_REMOVE;
}

static void
on_editor_focus_leave (GtkEventControllerFocus *controller, CrmFieldRow *self)
{
  /* Not now: GTK is still walking the widgets the focus leaves, and a commit may take the editor away. */
  if (self->leave_idle == 0)
    self->leave_idle = g_idle_add (commit_left_field, self);
}

void
crm_field_row_begin_edit (CrmFieldRow *self)
{
  GtkEventController *key, *focus;

  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor != NULL)
    {
      gtk_widget_grab_focus (self->editor);
      return;
    }
  if (!crm_field_editor_can_edit (get_field (self)))
    return;
  self->edit_version = self->version;
  g_free (self->edit_plain);
  self->edit_plain = g_strdup (self->plain);
  self->editor = crm_field_editor_new (self->store, get_field (self));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editor), self->plain);
  key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_editor_key), self);
  g_signal_connect (self->editor, "commit", G_CALLBACK (on_editor_commit), self);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "leave", G_CALLBACK (on_editor_focus_leave), self);
  gtk_widget_set_visible (self->shown, FALSE);
  gtk_widget_set_visible (self->copy, FALSE);
  gtk_box_append (GTK_BOX (self->content), self->editor);
  gtk_widget_add_controller (self->editor, key);
  gtk_widget_add_controller (self->editor, focus);
  gtk_widget_grab_focus (self->editor);
}

void
crm_field_row_revert (CrmFieldRow *self)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor == NULL)
    return;
  end_edit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
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

  crm_field_history_popup (
      self->content, self->store, crm_entity_get_name (self->entity), self->id, get_field (self)->name);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
show_menu (CrmFieldRow *self, double x, double y)
{
  gboolean own = (get_field (self)->flags & CRM_FIELD_OWN) != 0;
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
  crm_field_history_load_tooltip (
      self->caption, self->store, crm_entity_get_name (self->entity), self->id, get_field (self)->name);
}

static void
watch_caption (CrmFieldRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (on_caption_enter), self);
  gtk_widget_add_controller (self->caption, motion);
}

static void
crm_field_row_dispose (GObject *object)
{
  CrmFieldRow *self = CRM_FIELD_ROW (object);

  g_clear_handle_id (&self->leave_idle, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
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
  G_OBJECT_CLASS (crm_field_row_parent_class)->finalize (object);
}

static void
crm_field_row_class_init (CrmFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_field_row_finalize;
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
  crm_field_row_set_caption (self, crm_field_get_label (get_field (self)));
  if (get_field (self)->kind == CRM_KIND_LONG || get_field (self)->kind == CRM_KIND_DATE)
    {
      gtk_label_set_wrap (GTK_LABEL (self->value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self->value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (self->value), get_field (self)->kind == CRM_KIND_LONG ? 6 : 2);
    }
  show_value (self);
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
  /* Another record: what was typed belonged to the old one and has been committed or given up by now. */
  if (self->id != id && self->editor != NULL)
    end_edit (self);
  self->id = id;
  self->version = version;
  g_free (self->plain);
  self->plain = g_strdup (plain != NULL ? plain : "");
  g_free (self->display);
  self->display = g_strdup (display);
  show_value (self);
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

gboolean
crm_field_row_is_editing (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), FALSE);
  return self->editor != NULL;
}

const char *
crm_field_row_get_error (CrmFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_ROW (self), NULL);
  return gtk_widget_get_visible (self->error_box) ? gtk_label_get_text (GTK_LABEL (self->error_label)) : NULL;
}

void
crm_field_row_set_edit_text (CrmFieldRow *self, const char *text)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor != NULL)
    crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editor), text);
}
