/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-browser.h"

#include <glib/gi18n-lib.h>

#include "import/crm-index-list.h"

/* Tiles over a list. Owns one list model a tile; the column view shows the one of the tile that is pressed. Main thread. */

typedef struct
{
  CrmIndexList *rows; /* owned */
  GtkToggleButton *button;
  GtkLabel *count;
} Tile;

struct _CrmImportBrowser
{
  GtkBox parent_instance;
  const CrmImportTile *table;
  gpointer data;
  Tile *tiles;
  guint n_tiles;
  guint open;
  GtkBox *row;
  GtkStack *stack;
  GtkColumnView *view;
  GtkLabel *empty;
  GtkSingleSelection *selection; /* owned by the view */
};

G_DEFINE_FINAL_TYPE (CrmImportBrowser, crm_import_browser, GTK_TYPE_BOX)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define COLUMN "crm-column"

/* List */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN));

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), column == 0 ? 6 : 8);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), column == 0 ? 1 : 0);
  if (column == 0)
    {
      gtk_widget_add_css_class (cell, "numeric");
      gtk_widget_add_css_class (cell, "dim-label");
    }
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmImportBrowser *self = data;
  GtkWidget *cell = gtk_list_item_get_child (item);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN));
  guint position = crm_index_get_position (gtk_list_item_get_item (item));
  g_autofree char *text = self->table[self->open].cell (position, column, self->data);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  /* Sentences are longer than columns. */
  gtk_widget_set_tooltip_text (cell, column > 0 ? text : NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
}

static void
add_column (CrmImportBrowser *self, guint column, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) shown = NULL;

  g_object_set_data (G_OBJECT (factory), COLUMN, GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  shown = gtk_column_view_column_new (_ (title), factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  if (column == 0)
    gtk_column_view_column_set_fixed_width (shown, 84);
  else
    gtk_column_view_column_set_expand (shown, TRUE);
  gtk_column_view_append_column (self->view, shown);
}

static void
show_tile (CrmImportBrowser *self)
{
  const CrmImportTile *tile = &self->table[self->open];
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GListModel *rows = G_LIST_MODEL (self->tiles[self->open].rows);

  /* Columns first go, then the rows: cells are never bound with the functions of another tile. */
  gtk_single_selection_set_model (self->selection, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; tile->columns[i] != NULL; i++)
    add_column (self, i, tile->columns[i]);
  gtk_single_selection_set_model (self->selection, rows);
  gtk_label_set_text (self->empty, _ (tile->empty));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (rows) > 0 ? "rows" : "empty");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (tile->label), -1);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_selected (GtkSingleSelection *selection, GParamSpec *pspec, CrmImportBrowser *self)
{
  if (gtk_single_selection_get_model (selection) != NULL)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_activated (GtkColumnView *view, guint position, CrmImportBrowser *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

/* Tiles */

static void
on_toggled (GtkToggleButton *button, CrmImportBrowser *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < self->n_tiles; i++)
    if (self->tiles[i].button == button)
      self->open = i;
  show_tile (self);
}

static void
add_tile (CrmImportBrowser *self, guint tile)
{
  const CrmImportTile *info = &self->table[tile];
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *count = gtk_label_new ("0");
  GtkWidget *label = gtk_label_new (_ (info->label));

  gtk_widget_add_css_class (count, "big");
  gtk_widget_add_css_class (count, "numeric");
  if (info->style != NULL)
    gtk_widget_add_css_class (count, info->style);
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (tile > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->tiles[0].button);
  self->tiles[tile].rows = crm_index_list_new (0);
  self->tiles[tile].button = GTK_TOGGLE_BUTTON (button);
  self->tiles[tile].count = GTK_LABEL (count);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (self->row, button);
}

static void
crm_import_browser_finalize (GObject *object)
{
  CrmImportBrowser *self = CRM_IMPORT_BROWSER (object);

  for (guint i = 0; i < self->n_tiles; i++)
    g_clear_object (&self->tiles[i].rows);
  g_free (self->tiles);
  G_OBJECT_CLASS (crm_import_browser_parent_class)->finalize (object);
}

static void
crm_import_browser_dispose (GObject *object)
{
  CrmImportBrowser *self = CRM_IMPORT_BROWSER (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  self->selection = NULL;
  G_OBJECT_CLASS (crm_import_browser_parent_class)->dispose (object);
}

static void
crm_import_browser_class_init (CrmImportBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_import_browser_dispose;
  object_class->finalize = crm_import_browser_finalize;
  signals[SELECTED] = g_signal_new (
      "selected", CRM_TYPE_IMPORT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", CRM_TYPE_IMPORT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
crm_import_browser_init (CrmImportBrowser *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *view, *empty;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 14);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What becomes of the rows"), -1);
  self->row = GTK_BOX (row);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (self->selection));
  gtk_widget_add_css_class (view, "clients");
  gtk_widget_add_css_class (view, "compact");
  g_signal_connect (view, "activate", G_CALLBACK (on_activated), self);
  self->view = GTK_COLUMN_VIEW (view);
  empty = gtk_label_new (NULL);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (empty), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_start (empty, 24);
  gtk_widget_set_margin_end (empty, 24);
  self->empty = GTK_LABEL (empty);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_stack_add_named (GTK_STACK (stack), scrolled, "rows");
  gtk_stack_add_named (GTK_STACK (stack), empty, "empty");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_widget_add_css_class (stack, "card");
  gtk_widget_set_overflow (stack, GTK_OVERFLOW_HIDDEN);
  self->stack = GTK_STACK (stack);
  gtk_box_append (GTK_BOX (self), row);
  gtk_box_append (GTK_BOX (self), stack);
}

void
crm_import_browser_set_tiles (
    CrmImportBrowser *self, const CrmImportTile *tiles, guint n_tiles, gpointer data)
{
  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self));
  g_return_if_fail (self->tiles == NULL && n_tiles > 0);
  self->table = tiles;
  self->data = data;
  self->tiles = g_new0 (Tile, n_tiles);
  self->n_tiles = n_tiles;
  for (guint i = 0; i < n_tiles; i++)
    add_tile (self, i);
  gtk_toggle_button_set_active (self->tiles[0].button, TRUE);
}

void
crm_import_browser_set_size (CrmImportBrowser *self, guint tile, guint n)
{
  g_autofree char *count = g_strdup_printf ("%'u", n);
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self) && tile < self->n_tiles);
  name = g_strdup_printf ("%s %s", count, _ (self->table[tile].label));
  gtk_label_set_text (self->tiles[tile].count, count);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->tiles[tile].button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  crm_index_list_set_size (self->tiles[tile].rows, n);
  if (tile == self->open)
    gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : "empty");
}

void
crm_import_browser_set_shown (CrmImportBrowser *self, guint tile, gboolean shown)
{
  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self) && tile < self->n_tiles);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles[tile].button), shown);
}

void
crm_import_browser_touch (CrmImportBrowser *self, guint tile, guint position)
{
  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self) && tile < self->n_tiles);
  crm_index_list_touch (self->tiles[tile].rows, position);
}

void
crm_import_browser_open (CrmImportBrowser *self, guint tile)
{
  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self) && tile < self->n_tiles);
  gtk_toggle_button_set_active (self->tiles[tile].button, TRUE);
}

guint
crm_import_browser_get_open (CrmImportBrowser *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_BROWSER (self), 0);
  return self->open;
}

guint
crm_import_browser_get_selected (CrmImportBrowser *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_BROWSER (self), GTK_INVALID_LIST_POSITION);
  return gtk_single_selection_get_selected (self->selection);
}

void
crm_import_browser_select (CrmImportBrowser *self, guint position)
{
  GtkWidget *inner;

  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self));
  gtk_single_selection_set_selected (self->selection, position);
  /* The action belongs to the list inside the column view; GTK 4.8 has no function for it. */
  inner = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  while (inner != NULL && !GTK_IS_LIST_VIEW (inner))
    inner = gtk_widget_get_prev_sibling (inner);
  if (inner != NULL)
    gtk_widget_activate_action (inner, "list.scroll-to-item", "u", position);
}

void
crm_import_browser_focus_list (CrmImportBrowser *self)
{
  g_return_if_fail (CRM_IS_IMPORT_BROWSER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
