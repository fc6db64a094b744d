/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-cell-cursor.h"

#include "client/crm-cell-editor.h"

/* Keeps the name of the field; the cell is looked for in the row that has the focus, whenever that is another one. Main thread. */

#define MARK "cursor"

struct _CrmCellCursor
{
  GObject parent_instance;

  CrmClientTable *table; /* borrowed */
  CrmClientLook *look;   /* owned */
  const char *field;     /* interned, nullable */
  GtkWidget *marked;     /* weak */
  GtkRoot *root;         /* weak: whose focus is followed */
  guint moved_id;
  int columns; /* where to go from a cell that was written */
  int rows;
};

G_DEFINE_FINAL_TYPE (CrmCellCursor, crm_cell_cursor, G_TYPE_OBJECT)

static CrmClientCell *
get_cell (GtkWidget *place)
{
  GtkWidget *child = place != NULL ? gtk_widget_get_first_child (place) : NULL;

  return CRM_IS_CLIENT_CELL (child) ? CRM_CLIENT_CELL (child) : NULL;
}

/* The place of the first cell of the row with the focus; its siblings are those of the others, in the order of the columns. */
static GtkWidget *
find_first (CrmCellCursor *self)
{
  CrmClientCell *cell =
      crm_client_table_get_narrow (self->table) ? NULL : crm_client_table_get_focused (self->table);
  GtkWidget *place = cell != NULL ? gtk_widget_get_parent (GTK_WIDGET (cell)) : NULL;

  while (place != NULL && get_cell (gtk_widget_get_prev_sibling (place)) != NULL)
    place = gtk_widget_get_prev_sibling (place);
  return place;
}

static CrmClientCell *
find_cell (CrmCellCursor *self)
{
  for (GtkWidget *place = find_first (self); place != NULL && self->field != NULL;
       place = gtk_widget_get_next_sibling (place))
    {
      CrmClientCell *cell = get_cell (place);

      if (cell != NULL && crm_client_cell_get_field (cell) == self->field)
        return cell;
    }
  return NULL;
}

static void
mark (CrmCellCursor *self)
{
  CrmClientCell *cell = find_cell (self);
  GtkWidget *place = cell != NULL ? gtk_widget_get_parent (GTK_WIDGET (cell)) : NULL;

  if (self->marked == place)
    return;
  if (self->marked != NULL)
    gtk_widget_remove_css_class (self->marked, MARK);
  g_set_weak_pointer (&self->marked, place);
  if (place == NULL)
    return;
  gtk_widget_add_css_class (place, MARK);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_parent (place)),
      GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, GTK_ACCESSIBLE (cell), -1);
}

static void
follow_focus (CrmCellCursor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->table));

  if (self->root == root)
    return;
  if (self->root != NULL)
    g_signal_handlers_disconnect_by_data (self->root, self);
  g_set_weak_pointer (&self->root, root);
  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (mark), self, G_CONNECT_SWAPPED);
}

void
crm_cell_cursor_set_field (CrmCellCursor *self, const char *field)
{
  g_return_if_fail (CRM_IS_CELL_CURSOR (self));
  self->field = g_intern_string (field);
  follow_focus (self);
  mark (self);
}

const char *
crm_cell_cursor_get_field (CrmCellCursor *self)
{
  return self->field;
}

static gboolean
move (CrmCellCursor *self, int step)
{
  CrmClientCell *now = find_cell (self);
  GtkWidget *place;

  if (now == NULL)
    place = find_first (self);
  else if (step > 0)
    place = gtk_widget_get_next_sibling (gtk_widget_get_parent (GTK_WIDGET (now)));
  else
    place = gtk_widget_get_prev_sibling (gtk_widget_get_parent (GTK_WIDGET (now)));
  if (get_cell (place) == NULL)
    return FALSE;
  crm_cell_cursor_set_field (self, crm_client_cell_get_field (get_cell (place)));
  return TRUE;
}

/* When the focus is again in its row. */
static gboolean
on_moved_idle (gpointer data)
{
  CrmCellCursor *self = data;

  self->moved_id = 0;
  if (self->rows > 0)
    crm_client_table_focus_next (self->table);
  mark (self);
  /* Past what the program fills in by itself. */
  while (self->columns != 0 && move (self, self->columns))
    if (crm_cell_cursor_edit (self))
      break;
  return G_SOURCE_REMOVE;
}

static void
on_moved (CrmCellEditor *editor, int columns, int rows, CrmCellCursor *self)
{
  self->columns = columns;
  self->rows = rows;
  if (self->moved_id == 0)
    self->moved_id = g_idle_add_full (G_PRIORITY_LOW, on_moved_idle, self, NULL);
}

gboolean
crm_cell_cursor_edit (CrmCellCursor *self)
{
  CrmClientCell *cell;
  CrmCellEditor *editor;

  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), FALSE);
  if (self->field == NULL)
    move (self, 1);
  cell = find_cell (self);
  editor = cell != NULL ? crm_cell_editor_open (cell, self->look) : NULL;
  if (editor == NULL)
    return FALSE;
  g_signal_connect_object (editor, "moved", G_CALLBACK (on_moved), self, 0);
  return TRUE;
}

gboolean
crm_cell_cursor_handle_key (CrmCellCursor *self, guint keyval)
{
  gboolean backwards = gtk_widget_get_direction (GTK_WIDGET (self->table)) == GTK_TEXT_DIR_RTL;

  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), FALSE);
  if (find_first (self) == NULL)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left: move (self, backwards ? 1 : -1); return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right: move (self, backwards ? -1 : 1); return TRUE;
    case GDK_KEY_F2:
      if (!crm_cell_cursor_edit (self))
        gtk_widget_error_bell (GTK_WIDGET (self->table));
      return TRUE;
    case GDK_KEY_Escape:
      if (self->field == NULL)
        return FALSE;
      crm_cell_cursor_set_field (self, NULL);
      return TRUE;
    default: return FALSE;
    }
}

/* The row is selected by the list. */
static void
on_pressed (CrmCellCursor *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->table), x, y, GTK_PICK_DEFAULT);
  CrmClientCell *cell = picked != NULL ? crm_client_cell_find (picked) : NULL;

  if (cell != NULL && crm_client_cell_get_field (cell) != NULL)
    crm_cell_cursor_set_field (self, crm_client_cell_get_field (cell));
}

static void
crm_cell_cursor_dispose (GObject *object)
{
  CrmCellCursor *self = CRM_CELL_CURSOR (object);

  g_clear_handle_id (&self->moved_id, g_source_remove);
  g_clear_weak_pointer (&self->marked);
  g_clear_weak_pointer (&self->root);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_cell_cursor_parent_class)->dispose (object);
}

static void
crm_cell_cursor_class_init (CrmCellCursorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_cell_cursor_dispose;
}

static void
crm_cell_cursor_init (CrmCellCursor *self)
{
}

CrmCellCursor *
crm_cell_cursor_new (CrmClientTable *table, CrmClientLook *look)
{
  CrmCellCursor *self = g_object_new (CRM_TYPE_CELL_CURSOR, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  self->table = table;
  self->look = g_object_ref (look);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (table), GTK_EVENT_CONTROLLER (click));
  return self;
}
