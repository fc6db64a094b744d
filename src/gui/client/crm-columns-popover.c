/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-columns-popover.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-check-keys.h"

/* Owns one row a column: a check button, and buttons that move it. Main thread. */

struct _CrmColumnsPopover
{
  GtkPopover parent_instance;

  CrmClientColumns *columns; /* owned */
  GtkWidget *box;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmColumnsPopover, crm_columns_popover, GTK_TYPE_POPOVER)

static guint
get_index (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "crm-index"));
}

static void
on_toggled (CrmColumnsPopover *self, GtkWidget *check)
{
  if (self->quiet)
    return;
  /* The rows say it already: no need to build them anew under the pointer. */
  self->quiet = TRUE;
  crm_client_columns_set_shown (
      self->columns, get_index (check), gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  self->quiet = FALSE;
}

/* place: in its row. */
static void
focus_cell (CrmColumnsPopover *self, guint index, guint place)
{
  GtkWidget *cell = gtk_widget_get_first_child (self->box);

  for (guint i = 0; cell != NULL && i < index; i++)
    cell = gtk_widget_get_next_sibling (cell);
  cell = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
  for (guint i = 0; cell != NULL && i < place; i++)
    cell = gtk_widget_get_next_sibling (cell);
  if (cell != NULL && gtk_widget_is_sensitive (cell))
    gtk_widget_grab_focus (cell);
}

/* The rows are made anew: the button that was pressed goes with its column. */
static void
on_up_clicked (CrmColumnsPopover *self, GtkWidget *button)
{
  guint index = get_index (button);

  crm_client_columns_move (self->columns, index, -1);
  focus_cell (self, MAX (index, 2) - 1, 1);
}

static void
on_down_clicked (CrmColumnsPopover *self, GtkWidget *button)
{
  guint index = get_index (button);

  crm_client_columns_move (self->columns, index, 1);
  focus_cell (self, MIN (index + 1, crm_client_columns_get_n (self->columns) - 1), 2);
}

static void
add_move (CrmColumnsPopover *self, GtkWidget *row, guint index, const char *icon, const char *words,
    GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (button), "crm-index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_widget_set_sensitive (button, index > 0);
  gtk_box_append (GTK_BOX (row), button);
}

static void
show_rows (CrmColumnsPopover *self)
{
  GtkWidget *child;

  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < crm_client_columns_get_n (self->columns); i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      const char *title = crm_client_columns_get_title (self->columns, i);
      GtkWidget *check = gtk_check_button_new_with_label (title);
      g_autofree char *up = g_strdup_printf (_ ("Move %s up"), title);
      g_autofree char *down = g_strdup_printf (_ ("Move %s down"), title);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), crm_client_columns_get_shown (self->columns, i));
      gtk_widget_set_sensitive (
          check, !g_str_equal (crm_client_columns_get_field (self->columns, i), "name"));
      gtk_widget_set_hexpand (check, TRUE);
      g_object_set_data (G_OBJECT (check), "crm-index", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (row), check);
      add_move (self, row, i, "go-up-symbolic", up, G_CALLBACK (on_up_clicked));
      add_move (self, row, i, "go-down-symbolic", down, G_CALLBACK (on_down_clicked));
      gtk_box_append (GTK_BOX (self->box), row);
    }
  self->quiet = FALSE;
}

static void
on_columns_changed (CrmColumnsPopover *self)
{
  if (!self->quiet)
    show_rows (self);
}

static void
crm_columns_popover_dispose (GObject *object)
{
  CrmColumnsPopover *self = CRM_COLUMNS_POPOVER (object);

  self->quiet = TRUE;
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (crm_columns_popover_parent_class)->dispose (object);
}

static void
crm_columns_popover_class_init (CrmColumnsPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_columns_popover_dispose;
}

static void
crm_columns_popover_init (CrmColumnsPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  crm_check_keys_add (self->box);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_set_margin_start (self->box, 6);
  gtk_widget_set_margin_end (self->box, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
}

GtkWidget *
crm_columns_popover_new (CrmClientColumns *columns)
{
  CrmColumnsPopover *self = g_object_new (CRM_TYPE_COLUMNS_POPOVER, NULL);

  self->columns = g_object_ref (columns);
  /* Before it is shown: a popover takes its size from what it has then. */
  show_rows (self);
  g_signal_connect_object (
      columns, "columns-changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
