/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-order.h"
#include "settings/crm-settings.h"

/* One list of "entity/field" for the whole program, read at first use; a list box sorts by it. What was never moved comes behind, in the
 * order of the field table. Main thread. */

#define SETTING "field-order"

static GPtrArray *
get_order (void)
{
  static GPtrArray *order = NULL;
  GSettings *settings = crm_settings_get ();
  g_auto (GStrv) saved = NULL;

  if (order != NULL)
    return order;
  order = g_ptr_array_new_with_free_func (g_free);
  saved = settings != NULL ? g_settings_get_strv (settings, SETTING) : NULL;
  for (guint i = 0; saved != NULL && saved[i] != NULL; i++)
    g_ptr_array_add (order, g_strdup (saved[i]));
  return order;
}

static void
save_order (void)
{
  GSettings *settings = crm_settings_get ();
  GPtrArray *order = get_order ();
  g_autoptr (GPtrArray) strv = g_ptr_array_new ();

  for (guint i = 0; i < order->len; i++)
    g_ptr_array_add (strv, order->pdata[i]);
  g_ptr_array_add (strv, NULL);
  if (settings != NULL)
    g_settings_set_strv (settings, SETTING, (const char *const *)strv->pdata);
}

static const char *
get_name (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "crm-order-name");
}

static gint64
get_rank (GtkWidget *row)
{
  GPtrArray *order = get_order ();
  guint at;

  if (get_name (row) == NULL)
    return -1;
  if (g_ptr_array_find_with_equal_func (order, get_name (row), g_str_equal, &at))
    return at;
  return (gint64)G_MAXINT32 + GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "crm-order-place"));
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  gint64 x = get_rank (GTK_WIDGET (a)), y = get_rank (GTK_WIDGET (b));

  return (x > y) - (x < y);
}

/* The rows stand as they shall be remembered. */
static void
remember (GtkListBox *list, GPtrArray *names)
{
  GPtrArray *order = get_order ();
  guint at;

  for (guint i = 0; i < names->len; i++)
    if (g_ptr_array_find_with_equal_func (order, names->pdata[i], g_str_equal, &at))
      g_ptr_array_remove_index (order, at);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (order, g_strdup (names->pdata[i]));
  save_order ();
  gtk_list_box_invalidate_sort (list);
}

static GPtrArray *
collect (GtkListBox *list, GtkWidget *without)
{
  GPtrArray *names = g_ptr_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (row != without && get_name (row) != NULL)
      g_ptr_array_add (names, (gpointer)get_name (row));
  return names;
}

static void
move (GtkWidget *row, GtkWidget *to, gboolean behind)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (row));
  g_autoptr (GPtrArray) names = collect (list, row);
  guint at;

  if (to == row || !g_ptr_array_find_with_equal_func (names, get_name (to), g_str_equal, &at))
    return;
  g_ptr_array_insert (names, (int)at + behind, (gpointer)get_name (row));
  remember (list, names);
}

static GtkWidget *
find_next (GtkWidget *row, int step)
{
  do
    row = step > 0 ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  while (row != NULL && (get_name (row) == NULL || !gtk_widget_get_visible (row)));
  return row;
}

void
crm_field_order_step (GtkWidget *row, int step)
{
  GtkWidget *next;

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));
  next = find_next (row, step);
  if (next == NULL)
    return;
  move (row, next, step > 0);
  gtk_widget_grab_focus (row);
}

static gboolean
on_up (GtkWidget *row, GVariant *arguments, gpointer data)
{
  crm_field_order_step (row, -1);
  return TRUE;
}

static gboolean
on_down (GtkWidget *row, GVariant *arguments, gpointer data)
{
  crm_field_order_step (row, 1);
  return TRUE;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 24, 16);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *row)
{
  GtkWidget *dragged = g_value_get_object (value);

  if (dragged == NULL || get_name (dragged) == NULL ||
      gtk_widget_get_parent (dragged) != gtk_widget_get_parent (row))
    return FALSE;
  move (dragged, row, y > gtk_widget_get_allocated_height (row) / 2.0);
  return TRUE;
}

void
crm_field_order_follow (GtkListBox *list)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));
  gtk_list_box_set_sort_func (list, compare_rows, NULL, NULL);
}

void
crm_field_order_add_row (GtkWidget *row, const char *entity, const char *field, int place)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const GdkModifierType held = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));
  g_object_set_data_full (G_OBJECT (row), "crm-order-name", g_strdup_printf ("%s/%s", entity, field), g_free);
  g_object_set_data (G_OBJECT (row), "crm-order-place", GINT_TO_POINTER (place));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), row);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Up, held),
                                          gtk_callback_action_new (on_up, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, held),
                                          gtk_callback_action_new (on_down, NULL, NULL)));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (row, keys);
}
