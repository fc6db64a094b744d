/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-table.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client-cell.h"
#include "client/crm-client.h"
#include "widgets/crm-record-drag.h"

/* Owns the two views over one selection of the client list. Only the visible one has the model: each view builds some 200
 * rows. One gesture a view serves dragging, the second click and the context menu of all rows. Main thread. */

struct _CrmClientTable
{
  AdwBin parent_instance;

  CrmRecordList *list;           /* owned */
  CrmRecordSelection *selection; /* owned */
  CrmClientLook *look;           /* owned */
  CrmClientColumns *columns;     /* owned */
  GtkWidget *stack;
  GtkWidget *scrolled; /* around wide */
  GtkWidget *wide;     /* GtkColumnView */
  GtkWidget *thin;     /* GtkListView */
  gint64 pressed;      /* id of the row that was clicked last; 0: none */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmClientTable, crm_client_table, ADW_TYPE_BIN)

enum
{
  OPENED,
  SELECTED,
  MENU,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
get_view (CrmClientTable *self)
{
  return self->narrow ? self->thin : self->wide;
}

static void
set_model (CrmClientTable *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->wide), self->narrow ? NULL : model);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->thin), self->narrow ? model : NULL);
}

static void
on_activate (CrmClientTable *self, guint position)
{
  g_signal_emit (self, signals[OPENED], 0, position);
}

static void
on_selection_changed (CrmClientTable *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static CrmClientCell *
find_cell_at (CrmClientTable *self, GtkWidget *view, double x, double y)
{
  return crm_client_cell_find (gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT));
}

static void
emit_menu (CrmClientTable *self, guint position, double x, double y)
{
  /* Like a click: the menu acts on the selection, and a row outside becomes the selection. */
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[MENU], 0, (int)x, (int)y);
}

static CrmClientCell *
find_focused (CrmClientTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, get_view (self)))
    return NULL;
  return crm_client_cell_find (focus);
}

static void
on_secondary_pressed (CrmClientTable *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  CrmClientCell *cell = find_cell_at (self, view, x, y);
  double own_x, own_y;

  if (cell == NULL || crm_client_cell_get_position (cell) == G_MAXUINT)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (view, GTK_WIDGET (self), x, y, &own_x, &own_y);
  emit_menu (self, crm_client_cell_get_position (cell), own_x, own_y);
}

/* GTK counts the clicks on a row, and begins anew when that gets another place: the first click on one of several that are selected takes
 * the tools for several away. */
static void
on_primary_pressed (CrmClientTable *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  CrmClientCell *cell = find_cell_at (self, view, x, y);
  guint position;

  if (n_press == 1)
    {
      position = cell != NULL ? crm_client_cell_get_position (cell) : G_MAXUINT;
      self->pressed = position != G_MAXUINT ? crm_record_list_get_id (self->list, position) : 0;
    }
  else if (n_press == 2 && self->pressed != 0)
    {
      position = crm_record_list_find (self->list, self->pressed);
      if (position == G_MAXUINT)
        return;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      on_activate (self, position);
    }
}

static GdkContentProvider *
on_drag_prepare (CrmClientTable *self, double x, double y, GtkDragSource *source)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  CrmClientCell *cell = find_cell_at (self, view, x, y);
  CrmRecord *record = cell != NULL ? crm_client_cell_get_record (cell) : NULL;
  GdkContentProvider *both[2];
  g_autofree char *text = NULL;

  if (record == NULL)
    return NULL;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (record));
  g_object_set_data_full (
      G_OBJECT (source), "crm-name", g_strdup (crm_record_get_text (record, CRM_CLIENT_NAME)), g_free);
  both[0] = crm_record_drag_new_content ("client", crm_record_get_id (record));
  both[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (both, 2);
}

static void
on_drag_begin (CrmClientTable *self, GdkDrag *drag, GtkDragSource *source)
{
  crm_record_drag_set_icon (drag, g_object_get_data (G_OBJECT (source), "crm-name"));
}

static void
add_gestures (CrmClientTable *self, GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *open = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_secondary_pressed), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  /* After the row, which opens by itself when it stays in its place. */
  g_signal_connect_swapped (open, "pressed", G_CALLBACK (on_primary_pressed), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (open));
  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY | GDK_ACTION_LINK);
  g_signal_connect_swapped (drag, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (drag));
}

static void
on_setup (CrmClientTable *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_client_cell_new (CRM_CLIENT_CELL_NARROW, NULL, self->look, item));
}

static void
on_bind (CrmClientTable *self, GtkListItem *item)
{
  crm_client_cell_set_record (
      CRM_CLIENT_CELL (gtk_list_item_get_child (item)), CRM_RECORD (gtk_list_item_get_item (item)));
}

static void
on_unbind (CrmClientTable *self, GtkListItem *item)
{
  crm_client_cell_set_record (CRM_CLIENT_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
on_look_changed (CrmClientTable *self)
{
  if (crm_client_look_get_compact (self->look))
    gtk_widget_add_css_class (self->wide, "compact");
  else
    gtk_widget_remove_css_class (self->wide, "compact");
}

static GtkWidget *
new_scrolled (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
build (CrmClientTable *self, GSettings *settings)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->wide = gtk_column_view_new (NULL);
  gtk_widget_add_css_class (self->wide, "clients");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->wide), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clients"), -1);
  g_signal_connect_swapped (self->wide, "activate", G_CALLBACK (on_activate), self);
  self->columns = crm_client_columns_new (GTK_COLUMN_VIEW (self->wide), self->look, settings);

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  self->thin = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->thin, "clients");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->thin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clients"), -1);
  g_signal_connect_swapped (self->thin, "activate", G_CALLBACK (on_activate), self);

  self->stack = gtk_stack_new ();
  self->scrolled = new_scrolled (self->wide);
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "wide");
  gtk_stack_add_named (GTK_STACK (self->stack), new_scrolled (self->thin), "narrow");
  /* The hidden view must not ask for its width. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  adw_bin_set_child (ADW_BIN (self), self->stack);
  add_gestures (self, self->wide);
  add_gestures (self, self->thin);
}

static void
crm_client_table_dispose (GObject *object)
{
  CrmClientTable *self = CRM_CLIENT_TABLE (object);

  if (self->wide != NULL)
    {
      gtk_column_view_set_model (GTK_COLUMN_VIEW (self->wide), NULL);
      gtk_list_view_set_model (GTK_LIST_VIEW (self->thin), NULL);
      self->wide = self->thin = NULL;
    }
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->look != NULL)
    g_signal_handlers_disconnect_by_data (self->look, self);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_client_table_parent_class)->dispose (object);
}

static gboolean
crm_client_table_grab_focus (GtkWidget *widget)
{
  CrmClientTable *self = CRM_CLIENT_TABLE (widget);

  /* Asking again would move on to the next row. */
  return find_focused (self) != NULL || gtk_widget_child_focus (get_view (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
ask_menu (GtkWidget *widget, GVariant *args, gpointer data)
{
  CrmClientTable *self = CRM_CLIENT_TABLE (widget);
  CrmClientCell *cell = find_focused (self);
  double x, y;

  if (cell == NULL)
    return FALSE;
  gtk_widget_translate_coordinates (
      GTK_WIDGET (cell), GTK_WIDGET (self), 24, gtk_widget_get_height (GTK_WIDGET (cell)) / 2.0, &x, &y);
  emit_menu (self, crm_client_cell_get_position (cell), x, y);
  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "clients.archive", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "clients.select-all", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, ask_menu, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, ask_menu, NULL);
}

static void
crm_client_table_class_init (CrmClientTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_table_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_client_table_grab_focus;
  add_keys (GTK_WIDGET_CLASS (klass));
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTED] = g_signal_new (
      "selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
crm_client_table_init (CrmClientTable *self)
{
}

GtkWidget *
crm_client_table_new (CrmRecordList *list, CrmClientLook *look, GSettings *settings)
{
  CrmClientTable *self = g_object_new (CRM_TYPE_CLIENT_TABLE, NULL);

  self->list = g_object_ref (list);
  self->look = g_object_ref (look);
  self->selection = crm_record_selection_new (list);
  build (self, settings);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self);
  g_signal_connect_swapped (look, "changed", G_CALLBACK (on_look_changed), self);
  on_look_changed (self);
  set_model (self);
  return GTK_WIDGET (self);
}

CrmRecordSelection *
crm_client_table_get_selection (CrmClientTable *self)
{
  return self->selection;
}

CrmClientColumns *
crm_client_table_get_columns (CrmClientTable *self)
{
  return self->columns;
}

void
crm_client_table_set_narrow (CrmClientTable *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  set_model (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), narrow ? "narrow" : "wide");
}

gboolean
crm_client_table_get_narrow (CrmClientTable *self)
{
  return self->narrow;
}

guint
crm_client_table_get_current (CrmClientTable *self)
{
  CrmClientCell *cell = find_focused (self);

  if (cell != NULL && crm_client_cell_get_position (cell) != G_MAXUINT)
    return crm_client_cell_get_position (cell);
  if (crm_record_selection_get_count (self->selection) == 1)
    {
      g_autoptr (GArray) ids = crm_record_selection_dup_ids (self->selection);

      if (ids->len == 1)
        return crm_record_list_find (self->list, g_array_index (ids, gint64, 0));
    }
  return G_MAXUINT;
}

void
crm_client_table_focus_rows (CrmClientTable *self)
{
  CrmClientCell *cell;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  cell = find_focused (self);
  if (cell != NULL && crm_record_selection_get_count (self->selection) == 0)
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), crm_client_cell_get_position (cell), TRUE);
}

void
crm_client_table_scroll_to_top (CrmClientTable *self)
{
  GtkWidget *scrolled = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  GtkWidget *inner = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled));

  /* GTK ignores, with a warning, an adjustment's new value while rows just exchanged have no place yet; the list's own action does not
   * need one. A column view's list is its last child. */
  if (!GTK_IS_LIST_VIEW (inner))
    for (inner = gtk_widget_get_last_child (inner); inner && !GTK_IS_LIST_VIEW (inner);)
      inner = gtk_widget_get_prev_sibling (inner);
  if (inner && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_activate_action (inner, "list.scroll-to-item", "u", 0);
}

gboolean
crm_client_table_is_at_top (CrmClientTable *self)
{
  GtkWidget *scrolled = gtk_stack_get_visible_child (GTK_STACK (self->stack));

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled))) <= 0;
}

gboolean
crm_client_table_has_row_focus (CrmClientTable *self)
{
  return find_focused (self) != NULL;
}

CrmClientCell *
crm_client_table_get_focused (CrmClientTable *self)
{
  return find_focused (self);
}

void
crm_client_table_focus_next (CrmClientTable *self)
{
  CrmClientCell *cell = find_focused (self);
  GtkWidget *row = GTK_WIDGET (cell);

  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  row = row != NULL ? gtk_widget_get_next_sibling (row) : NULL;
  /* Not by a direction: newer GTK remembers a column, and refuses to go down to its cells when they take no focus. */
  if (row == NULL || !gtk_widget_grab_focus (row))
    return;
  cell = find_focused (self);
  if (cell != NULL && !crm_record_selection_is_multi (self->selection))
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), crm_client_cell_get_position (cell), TRUE);
}
