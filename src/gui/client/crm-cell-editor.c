/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-cell-editor.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "client/crm-cell-writes.h"
#include "crm-window.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-popover-at.h"

/* Keeps the version the person saw when editing began, so that a change by somebody else is never overwritten unseen. Main thread. */

#define MIN_WIDTH 200

struct _CrmCellEditor
{
  GtkPopover parent_instance;

  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: holds the field */
  int index;
  gint64 id;
  gint64 version;
  char *plain; /* owned: what was there */
  GtkWidget *editor;
  GtkWidget *error;
  gboolean pending;
  gboolean done; /* nothing is left to be written */
  int columns;   /* where to go after the commit under way */
  int rows;
};

G_DEFINE_FINAL_TYPE (CrmCellEditor, crm_cell_editor, GTK_TYPE_POPOVER)

enum
{
  MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const CrmField *
get_field (CrmCellEditor *self)
{
  return &self->entity->fields[self->index];
}

static void
show_error (CrmCellEditor *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text);
  gtk_widget_set_visible (self->error, text[0] != '\0');
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
      text[0] != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
finish (CrmCellEditor *self)
{
  self->done = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->columns != 0 || self->rows != 0)
    g_signal_emit (self, signals[MOVED], 0, self->columns, self->rows);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCellEditor) self = data;
  g_autoptr (GError) error = NULL;

  self->pending = FALSE;
  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      finish (self);
      return;
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      GtkWidget *at = crm_popover_get_at (GTK_POPOVER (self));

      if (at != NULL)
        crm_window_report_error (at, error, crm_field_get_label (get_field (self)), NULL);
      return;
    }
  if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT))
    {
      /* Seen now: the next Enter is meant. */
      self->version = 0;
      show_error (self, _ ("Somebody changed this meanwhile. Enter keeps yours, Escape takes theirs."));
      return;
    }
  show_error (self, error->message);
}

static void
commit (CrmCellEditor *self, int columns, int rows)
{
  g_autofree char *text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editor));
  g_autofree char *purpose = NULL;
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  g_autoptr (GError) error = NULL;
  GPtrArray *cells;

  if (self->pending || self->done)
    return;
  self->columns = columns;
  self->rows = rows;
  if (g_str_equal (text, self->plain))
    {
      finish (self);
      return;
    }
  if (!crm_field_editor_check (CRM_FIELD_EDITOR (self->editor), values, self->index, &error))
    {
      GtkWidget *at = crm_popover_get_at (GTK_POPOVER (self));

      show_error (self, error->message);
      if (!gtk_widget_get_mapped (GTK_WIDGET (self)) && at != NULL)
        crm_window_report_error (at, error, crm_field_get_label (get_field (self)), NULL);
      return;
    }
  self->pending = TRUE;
  cells = crm_cell_writes_new ();
  crm_cell_writes_add (cells, self->id, self->version, get_field (self), text);
  purpose = g_strdup_printf (_ ("“%s” changed"), crm_field_get_label (get_field (self)));
  crm_cell_writes_run_async (cells, self->store, purpose, NULL, on_written, g_object_ref (self));
}

static gboolean
on_key (CrmCellEditor *self, guint keyval, guint code, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      self->done = TRUE;
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!control &&
          (crm_field_editor_is_multiline (CRM_FIELD_EDITOR (self->editor)) || !GTK_IS_TEXT (focus)))
        return GDK_EVENT_PROPAGATE;
      commit (self, 0, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab: commit (self, 1, 0); return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab: commit (self, -1, 0); return GDK_EVENT_STOP;
    default: return GDK_EVENT_PROPAGATE;
    }
}

static void
on_decided (CrmCellEditor *self)
{
  commit (self, 0, 0);
}

/* A click elsewhere: what was typed counts. */
static void
on_closed (CrmCellEditor *self)
{
  commit (self, 0, 0);
}

static void
crm_cell_editor_dispose (GObject *object)
{
  CrmCellEditor *self = CRM_CELL_EDITOR (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_cell_editor_parent_class)->dispose (object);
}

static void
crm_cell_editor_finalize (GObject *object)
{
  CrmCellEditor *self = CRM_CELL_EDITOR (object);

  g_free (self->plain);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_cell_editor_parent_class)->finalize (object);
}

static void
crm_cell_editor_class_init (CrmCellEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_cell_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_cell_editor_finalize;
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
crm_cell_editor_init (CrmCellEditor *self)
{
}

/* Links and tags by their names, the rest as it is kept. */
static char *
dup_plain (CrmClientLook *look, CrmRow *row, const CrmField *field, int index)
{
  char *plain;

  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS)
    return crm_client_look_dup_text (look, row, field->name);
  plain = crm_field_format_plain (field, crm_row_get (row, index));
  return plain != NULL ? plain : g_strdup ("");
}

CrmCellEditor *
crm_cell_editor_open (CrmClientCell *cell, CrmClientLook *look)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (cell));
  CrmRecord *record = crm_client_cell_get_record (cell);
  CrmRow *row = record != NULL ? crm_record_get_row (record) : NULL;
  const char *name = crm_client_cell_get_field (cell);
  int index = row != NULL && name != NULL ? crm_entity_find_field (row->entity, name) : -1;
  GtkWidget *box;
  GtkEventController *keys;
  CrmCellEditor *self;

  if (index < 0 || !crm_cell_can_be_written (&row->entity->fields[index]))
    return NULL;
  self = g_object_new (CRM_TYPE_CELL_EDITOR, NULL);
  self->store = g_object_ref (crm_client_look_get_store (look));
  self->entity = crm_entity_ref (row->entity);
  self->index = index;
  self->id = row->id;
  self->version = row->version;
  self->plain = dup_plain (look, row, get_field (self), index);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->editor = crm_field_editor_new (self->store, get_field (self));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editor), self->plain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
      crm_field_get_label (get_field (self)), -1);
  gtk_widget_set_size_request (self->editor, MAX (gtk_widget_get_width (place), MIN_WIDTH), -1);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 40);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "field-error");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (box), self->editor);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_set_offset (GTK_POPOVER (self), 0, -gtk_widget_get_height (place));
  gtk_widget_add_css_class (GTK_WIDGET (self), "cell-editor");

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->editor, keys);
  g_signal_connect_swapped (self->editor, "commit", G_CALLBACK (on_decided), self);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
  crm_popover_open_at (GTK_POPOVER (self), place);
  gtk_widget_grab_focus (self->editor);
  return self;
}
