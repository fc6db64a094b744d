/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "crm-window.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-row-private.h"

/* Editing a field row and saving what was typed. Keeps the version the person saw when editing began, so that a change by somebody else is
 * never overwritten unseen. Main thread. */

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
refuse (CrmFieldRow *self, const GError *error)
{
  g_free (self->refused);
  self->refused = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (error);
}

void
crm_field_row_end_edit (CrmFieldRow *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);

  if (editor == NULL)
    return;
  show_error (self, NULL);
  g_clear_pointer (&self->refused, g_free);
  g_clear_error (&self->refusal);
  gtk_box_remove (GTK_BOX (self->content), editor);
  gtk_widget_set_visible (self->shown, TRUE);
  crm_field_row_show_value (self);
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
  const CrmField *field = crm_field_row_get_table_line (self);

  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS)
    {
      TextChange *change = g_new0 (TextChange, 1);
      g_autofree char *purpose = g_strdup_printf (_ ("“%s” changed"), crm_field_get_label (field));

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

/* values: taken. */
static void
start_save (CrmFieldRow *self, CrmValues *values, const char *text, int step)
{
  gboolean handled = FALSE;

  show_error (self, NULL);
  self->pending = TRUE;
  self->step = step;
  g_signal_emit_by_name (self, "commit", text, &handled);
  if (handled)
    crm_values_free (values);
  else
    save (self, values, text);
}

void
crm_field_row_commit (CrmFieldRow *self, int step)
{
  g_autofree char *text = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor == NULL || self->pending)
    return;
  text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
  if (g_str_equal (text, self->edit_plain))
    {
      gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

      crm_field_row_end_edit (self);
      if (step != 0)
        g_signal_emit_by_name (self, "move", step);
      else if (focused)
        gtk_widget_grab_focus (GTK_WIDGET (self));
      g_signal_emit_by_name (self, "done");
      return;
    }
  values = crm_values_new (self->entity);
  if (!crm_field_editor_check (CRM_FIELD_EDITOR (self->editor), values, self->index, &error))
    {
      refuse (self, error);
      show_error (self, error->message);
      return;
    }
  start_save (self, g_steal_pointer (&values), text, step);
}

static void
report_left (CrmFieldRow *self, const GError *error)
{
  /* A window that is closing shows nothing any more. */
  if (self->left_in != NULL && gtk_widget_get_mapped (self->left_in))
    crm_window_report_error (self->left_in, error, _ ("This could not be saved"), NULL);
}

void
crm_field_row_leave (CrmFieldRow *self)
{
  g_autofree char *text = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) error = NULL;

  if (self->editor == NULL)
    return;
  g_set_weak_pointer (&self->left_in, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
  if (!self->pending && !g_str_equal (text, self->edit_plain))
    {
      values = crm_values_new (self->entity);
      /* What was refused, by a change of somebody else perhaps, is not tried again unseen. */
      if (g_strcmp0 (text, self->refused) == 0)
        report_left (self, self->refusal);
      else if (crm_field_editor_check (CRM_FIELD_EDITOR (self->editor), values, self->index, &error))
        {
          self->leaving = TRUE;
          start_save (self, g_steal_pointer (&values), text, 0);
          self->leaving = FALSE;
        }
      else
        report_left (self, error);
    }
  if (self->pending)
    self->n_left++;
  self->pending = FALSE;
  crm_field_row_end_edit (self);
}

void
crm_field_row_finish (CrmFieldRow *self, const GError *error)
{
  gboolean focused;
  const CrmField *field;

  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->leaving)
    {
      self->pending = FALSE;
      return;
    }
  /* Saves end in the order they began. */
  if (self->n_left > 0)
    {
      self->n_left--;
      if (error != NULL)
        report_left (self, error);
      return;
    }
  self->pending = FALSE;
  if (self->editor == NULL)
    return;
  if (error != NULL)
    refuse (self, error);
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
  field = crm_field_row_get_table_line (self);
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  if (field->kind == CRM_KIND_TEXT || field->kind == CRM_KIND_PHONE || field->kind == CRM_KIND_EMAIL ||
      field->kind == CRM_KIND_LONG)
    {
      g_free (self->plain);
      self->plain = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
      g_clear_pointer (&self->display, g_free);
    }
  crm_field_row_end_edit (self);
  if (self->step != 0)
    g_signal_emit_by_name (self, "move", self->step);
  else if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "done");
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
      if (crm_field_editor_is_choosing (CRM_FIELD_EDITOR (self->editor)))
        return GDK_EVENT_PROPAGATE;
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

typedef struct
{
  float y, height; /* where the row was last */
  int still;       /* for how many frames */
  int frames;      /* since editing began */
} Arrival;

#define STILL_FRAMES 10
#define MAX_FRAMES 120

/* A row that has just come has no place at the first tick, and GTK, which scrolls to what takes the focus, knew none. Nor is the first
 * place its last: the rows above it come and are filled with it. */
static gboolean
come_into_view (GtkWidget *row, GdkFrameClock *clock, gpointer data)
{
  Arrival *arrival = data;
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);
  GtkWidget *content = viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  graphene_rect_t place;

  if (content == NULL || CRM_FIELD_ROW (row)->editor == NULL || ++arrival->frames > MAX_FRAMES)
    return G_SOURCE_REMOVE;
  if (!gtk_widget_compute_bounds (row, content, &place) || place.size.height <= 0 ||
      place.origin.y != arrival->y || place.size.height != arrival->height)
    {
      arrival->y = place.origin.y;
      arrival->height = place.size.height;
      arrival->still = 0;
      return G_SOURCE_CONTINUE;
    }
  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), place.origin.y,
      place.origin.y + place.size.height);
  return ++arrival->still < STILL_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
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
  if (!crm_field_editor_can_edit (crm_field_row_get_table_line (self)))
    return;
  self->edit_version = self->version;
  g_free (self->edit_plain);
  self->edit_plain = g_strdup (self->plain);
  self->editor = crm_field_editor_new (self->store, crm_field_row_get_table_line (self));
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
  crm_field_editor_begin (CRM_FIELD_EDITOR (self->editor));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), come_into_view, g_new0 (Arrival, 1), g_free);
}

void
crm_field_row_revert (CrmFieldRow *self)
{
  g_return_if_fail (CRM_IS_FIELD_ROW (self));
  if (self->editor == NULL)
    return;
  crm_field_row_end_edit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "done");
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
