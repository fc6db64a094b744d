/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-list.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "crm-window.h"
#include "deal/crm-deal-words.h"
#include "widgets/crm-column-order.h"
#include "widgets/crm-record-selection.h"
#include "widgets/crm-scaled.h"

/* Owns the column view and its foot. Main thread. */

#define AROUND 100 /* deals before and behind the one that is opened, which its card leads to */

typedef enum
{
  COLUMN_TITLE,
  COLUMN_CLIENT,
  COLUMN_STAGE,
  COLUMN_AMOUNT,
  COLUMN_NEXT,
  COLUMN_CLOSE,
  COLUMN_OWNER,
  N_COLUMNS
} Column;

struct _CrmDealList
{
  GtkBox parent_instance;

  CrmRecordList *list;           /* owned */
  CrmRecordSelection *selection; /* owned */
  CrmDealLook *look;             /* owned */
  CrmNames *stages;              /* owned */
  CrmColumnOrder *order;         /* owned */
  GtkWidget *view;
  GtkWidget *foot;
  GtkColumnViewColumn *columns[N_COLUMNS]; /* owned */
  GHashTable *cells;                       /* owned; set of bound inscriptions */
};

G_DEFINE_FINAL_TYPE (CrmDealList, crm_deal_list, GTK_TYPE_BOX)

enum
{
  ORDER_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *title;
  const char *key; /* the store orders by it */
  int width;
} columns[N_COLUMNS] = {
  [COLUMN_TITLE] = { N_ ("Deal"), "title", -1 },
  [COLUMN_CLIENT] = { N_ ("Client"), "client_name", 160 },
  [COLUMN_STAGE] = { N_ ("Stage"), NULL, 120 },
  [COLUMN_AMOUNT] = { N_ ("Amount"), "amount", 110 },
  [COLUMN_NEXT] = { N_ ("Next step"), "next_key", 220 },
  [COLUMN_CLOSE] = { N_ ("Expected to close"), "expected_close", 130 },
  [COLUMN_OWNER] = { N_ ("Responsible"), NULL, 130 },
};

static char *
dup_text (CrmDealList *self, const CrmRow *row, Column column)
{
  switch (column)
    {
    case COLUMN_TITLE: return g_strdup (crm_row_get_text (row, CRM_DEAL_TITLE));
    case COLUMN_CLIENT: return g_strdup (crm_row_get_text (row, CRM_DEAL_CLIENT_NAME));
    case COLUMN_STAGE:
      return g_strdup (crm_names_get_title (self->stages, crm_row_get_integer (row, CRM_DEAL_STAGE)));
    case COLUMN_AMOUNT: return crm_deal_dup_amount (row);
    case COLUMN_NEXT:
      {
        g_autofree char *title = crm_deal_dup_next_title (row);
        g_autofree char *when =
            crm_deal_dup_next_when (crm_deal_look_get_store (self->look), row, crm_clock_now ());

        /* The day first: it must not be cut. */
        return when != NULL ? g_strdup_printf ("%s · %s", when, title) : g_steal_pointer (&title);
      }
    case COLUMN_CLOSE:
      return crm_deal_dup_close (crm_deal_look_get_store (self->look), row, crm_clock_now ());
    case COLUMN_OWNER:
      return g_strdup (crm_names_get_title (
          crm_deal_look_get_users (self->look), crm_row_get_integer (row, CRM_DEAL_OWNER)));
    case N_COLUMNS:
    default: return NULL;
    }
}

static void
set_style (GtkWidget *widget, const char *style)
{
  static const char *const styles[] = { "late", "today", "ok", "dim" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i], style) == 0)
      gtk_widget_add_css_class (widget, styles[i]);
    else
      gtk_widget_remove_css_class (widget, styles[i]);
}

/* Names of rows are on cell and row: a list item has none of its own yet. */
static void
name_row (GtkWidget *cell, CrmDealList *self, const CrmRow *row)
{
  g_autofree char *spoken = crm_deal_dup_spoken (crm_deal_look_get_store (self->look), row, crm_clock_now ());
  GtkWidget *parent = gtk_widget_get_parent (cell);

  for (guint i = 0; parent != NULL && i < 2; i++, parent = gtk_widget_get_parent (parent))
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Beside the words of the next step stands its sign. */
static void
show_step (GtkWidget *cell, CrmDealList *self, const CrmRow *row)
{
  GtkWidget *icon = gtk_widget_get_prev_sibling (cell);
  CrmNextState state = crm_deal_get_next_state (crm_deal_look_get_store (self->look), row, crm_clock_now ());

  set_style (cell, state != CRM_NEXT_PLANNED ? crm_next_state_get_style (state) : NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), crm_deal_get_next_icon (row, state));
  set_style (icon, crm_deal_get_next_style (row, state));
}

static void
show_cell (GtkWidget *cell)
{
  CrmDealList *self = g_object_get_data (G_OBJECT (cell), "crm-list");
  CrmRecord *record = g_object_get_data (G_OBJECT (cell), "crm-record");
  Column column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "crm-column"));
  CrmRow *row = record != NULL ? crm_record_get_row (record) : NULL;
  g_autofree char *text = row != NULL ? dup_text (self, row, column) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
  if (row == NULL)
    return;
  if (column == COLUMN_TITLE)
    name_row (cell, self, row);
  if (column == COLUMN_NEXT)
    show_step (cell, self, row);
}

static GtkWidget *
get_cell (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  return GTK_IS_INSCRIPTION (child) ? child : gtk_widget_get_last_child (child);
}

static void
on_setup (CrmDealList *self, GtkListItem *item, GtkListItemFactory *factory)
{
  Column column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "crm-column"));
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), column == COLUMN_TITLE ? 24 : 10);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 4);
  if (column == COLUMN_TITLE)
    gtk_widget_add_css_class (cell, "semibold");
  if (column == COLUMN_AMOUNT || column == COLUMN_CLOSE)
    gtk_widget_add_css_class (cell, "numeric");
  g_object_set_data (G_OBJECT (cell), "crm-list", self);
  g_object_set_data (G_OBJECT (cell), "crm-column", GUINT_TO_POINTER (column));
  if (column == COLUMN_AMOUNT)
    gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
  if (column == COLUMN_NEXT)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_widget_set_hexpand (cell, TRUE);
      gtk_box_append (GTK_BOX (box), gtk_image_new ());
      gtk_box_append (GTK_BOX (box), cell);
      gtk_list_item_set_child (item, box);
    }
  else
    gtk_list_item_set_child (item, cell);
  /* The row is selected, and not by its cell as well: with Ctrl that would take it back (GTK 4.8). */
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (CrmDealList *self, GtkListItem *item)
{
  GtkWidget *cell = get_cell (item);
  CrmRecord *record = gtk_list_item_get_item (item);

  g_object_set_data_full (G_OBJECT (cell), "crm-record", g_object_ref (record), g_object_unref);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (show_cell), cell);
  g_hash_table_add (self->cells, cell);
  show_cell (cell);
}

static void
on_unbind (CrmDealList *self, GtkListItem *item)
{
  GtkWidget *cell = get_cell (item);
  CrmRecord *record = g_object_get_data (G_OBJECT (cell), "crm-record");

  if (record != NULL)
    g_signal_handlers_disconnect_by_data (record, cell);
  g_hash_table_remove (self->cells, cell);
  g_object_set_data (G_OBJECT (cell), "crm-record", NULL);
}

static void
on_names_changed (CrmDealList *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    show_cell (cell);
}

static void
on_activate (CrmDealList *self, guint position)
{
  gint64 id = crm_record_list_get_id (self->list, position);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (id == 0)
    return;
  for (guint i = position - MIN (position, AROUND); i <= position + AROUND; i++)
    {
      gint64 near = crm_record_list_get_id (self->list, i);

      if (near != 0)
        g_array_append_val (order, near);
    }
  crm_window_open_deal (GTK_WIDGET (self), id, (const gint64 *)(gconstpointer)order->data, order->len);
}

static void
on_order_changed (CrmDealList *self)
{
  g_signal_emit (self, signals[ORDER_CHANGED], 0);
}

static void
crm_deal_list_dispose (GObject *object)
{
  CrmDealList *self = CRM_DEAL_LIST (object);

  if (self->view != NULL)
    {
      gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), NULL);
      for (guint i = 0; i < N_COLUMNS; i++)
        g_signal_handlers_disconnect_by_data (gtk_column_view_column_get_factory (self->columns[i]), self);
      g_signal_handlers_disconnect_by_data (self->stages, self);
      g_signal_handlers_disconnect_by_data (self->look, self);
      self->view = NULL;
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->order);
  g_clear_object (&self->stages);
  g_clear_object (&self->look);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (crm_deal_list_parent_class)->dispose (object);
}

static void
crm_deal_list_finalize (GObject *object)
{
  g_hash_table_unref (CRM_DEAL_LIST (object)->cells);
  G_OBJECT_CLASS (crm_deal_list_parent_class)->finalize (object);
}

static void
crm_deal_list_class_init (CrmDealListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deal_list_finalize;
  signals[ORDER_CHANGED] = g_signal_new (
      "order-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_column (CrmDealList *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "crm-column", GUINT_TO_POINTER (column));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (on_unbind), self);
  self->columns[column] = gtk_column_view_column_new (_ (columns[column].title), factory);
  gtk_column_view_column_set_resizable (self->columns[column], TRUE);
  gtk_column_view_column_set_expand (self->columns[column], column == COLUMN_TITLE);
  if (columns[column].width > 0)
    gtk_column_view_column_set_fixed_width (self->columns[column], crm_scaled (columns[column].width));
  if (columns[column].key != NULL)
    crm_column_order_add_column (self->order, self->columns[column], columns[column].key);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), self->columns[column]);
  crm_column_fit (self->columns[column]);
  if (column == COLUMN_AMOUNT)
    crm_column_align_end (self->columns[column]);
}

static void
crm_deal_list_init (CrmDealList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->cells = g_hash_table_new (NULL, NULL);
}

GtkWidget *
crm_deal_list_new (CrmRecordList *list, CrmDealLook *look)
{
  CrmDealList *self = g_object_new (CRM_TYPE_DEAL_LIST, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = g_object_ref (list);
  self->look = g_object_ref (look);
  self->stages = crm_names_get (crm_deal_look_get_store (look), "stage");
  self->selection = crm_record_selection_new (list);
  self->view = gtk_column_view_new (NULL);
  gtk_widget_add_css_class (self->view, "clients");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Deals"), -1);
  self->order = crm_column_order_new (GTK_COLUMN_VIEW (self->view));
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, i);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_object (self->order, "changed", G_CALLBACK (on_order_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->stages, "changed", G_CALLBACK (on_names_changed), self);
  g_signal_connect_swapped (look, "changed", G_CALLBACK (on_names_changed), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), scrolled);
  self->foot = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->foot), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->foot), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->foot, "statusbar");
  gtk_widget_add_css_class (self->foot, "numeric");
  gtk_box_append (GTK_BOX (self), self->foot);
  return GTK_WIDGET (self);
}

char **
crm_deal_list_dup_order (CrmDealList *self)
{
  return crm_column_order_dup_keys (self->order);
}

void
crm_deal_list_set_data (CrmDealList *self, CrmBoardData *data)
{
  const char *own = crm_store_get_setting (crm_deal_look_get_store (self->look), "currency");
  g_autofree char *number = NULL;
  g_autofree char *deals = NULL;
  g_autofree char *sums = NULL;
  g_autofree char *weighted = NULL;
  g_autofree char *text = NULL;
  guint64 count;

  g_return_if_fail (CRM_IS_DEAL_LIST (self));
  if (data == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->foot), "…");
      return;
    }
  count = crm_board_data_get_count (data);
  number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  deals = g_strdup_printf (ngettext ("%s deal", "%s deals", count), number);
  sums = crm_sums_display (crm_board_data_get_sums (data), own, TRUE);
  weighted = crm_sums_display (crm_board_data_get_weighted (data), own, TRUE);
  if (sums == NULL)
    text = g_strdup (deals);
  else
    /* Translators: "16 deals · total € 146,070 · weighted € 72,779". */
    text =
        g_strdup_printf (_ ("%s · total %s · weighted %s"), deals, sums, weighted != NULL ? weighted : "0");
  gtk_label_set_text (GTK_LABEL (self->foot), text);
  gtk_widget_set_tooltip_text (self->foot, text);
}

void
crm_deal_list_set_width (CrmDealList *self, int width)
{
  /* What goes first when there is no room. */
  static const int least[N_COLUMNS] = {
    [COLUMN_CLIENT] = 860,
    [COLUMN_STAGE] = 1100,
    [COLUMN_NEXT] = 860,
    [COLUMN_CLOSE] = 1100,
    [COLUMN_OWNER] = 1100,
  };

  guint place = 0;

  width = crm_unscaled_window (width);
  /* Taken out, not hidden: a hidden column keeps its room. */
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gboolean there = gtk_column_view_column_get_column_view (self->columns[i]) != NULL;

      if (width >= least[i] && !there)
        {
          gtk_column_view_insert_column (GTK_COLUMN_VIEW (self->view), place, self->columns[i]);
          crm_column_fit (self->columns[i]);
        }
      else if (width < least[i] && there)
        gtk_column_view_remove_column (GTK_COLUMN_VIEW (self->view), self->columns[i]);
      place += width >= least[i];
    }
}

void
crm_deal_list_focus (CrmDealList *self)
{
  gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD);
}
