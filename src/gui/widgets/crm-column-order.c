/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-column-order.h"

/* Owns the sort keys of a column view whose model sorts itself. GTK's own view sorter is used for the clicks and the arrow
 * only: every column has a sorter that compares nothing, and asking the view sorter to compare two dummies tells, by which of
 * them is called with what sign, which title was clicked and in which direction. Main thread. */

typedef struct
{
  GtkColumnViewColumn *column; /* owned */
  GtkSorter *sorter;           /* owned */
  char *key;                   /* owned */
  char *title;                 /* owned: without the mark of a further key */
} Entry;

struct _CrmColumnOrder
{
  GObject parent_instance;

  GtkColumnView *view; /* borrowed */
  GPtrArray *entries;  /* owned; Entry * */
  GPtrArray *keys;     /* owned; char * with sign */
  Entry *asked;        /* while probing: the sorter that was called first */
  gboolean extend;     /* the click under way had Shift */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmColumnOrder, crm_column_order, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->column);
  g_object_unref (entry->sorter);
  g_free (entry->key);
  g_free (entry->title);
  g_free (entry);
}

static const char *
bare (const char *key)
{
  return key[0] == '-' ? key + 1 : key;
}

static Entry *
find_entry (CrmColumnOrder *self, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (((Entry *)self->entries->pdata[i])->key, bare (key)))
      return self->entries->pdata[i];
  return NULL;
}

/* Titles of the second and further keys carry an arrow of their own: GTK draws only the first one's. */
static void
show_titles (CrmColumnOrder *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autofree char *marked = NULL;

      for (guint k = 1; k < self->keys->len; k++)
        if (g_str_equal (bare (self->keys->pdata[k]), entry->key))
          marked = g_strdup_printf (
              "%s %s%u", entry->title, ((char *)self->keys->pdata[k])[0] == '-' ? "↓" : "↑", k + 1);
      gtk_column_view_column_set_title (entry->column, marked != NULL ? marked : entry->title);
    }
}

static void
show_arrow (CrmColumnOrder *self)
{
  const char *first = self->keys->len > 0 ? self->keys->pdata[0] : NULL;
  Entry *entry = first != NULL ? find_entry (self, first) : NULL;

  self->quiet = TRUE;
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  /* A key whose column is hidden sorts without an arrow. */
  if (entry != NULL && gtk_column_view_column_get_column_view (entry->column) != NULL)
    gtk_column_view_sort_by_column (
        self->view, entry->column, first[0] == '-' ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->quiet = FALSE;
  show_titles (self);
}

static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer data)
{
  CrmColumnOrder *self = CRM_COLUMN_ORDER ((gpointer)a);

  for (guint i = 0; self->asked == NULL && i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if ((gpointer)entry->column == data)
        self->asked = entry;
    }
  return 1;
}

static void
on_sorter_changed (CrmColumnOrder *self, int change, GtkSorter *sorter)
{
  GtkOrdering ordering;
  g_autofree char *key = NULL;
  guint at = G_MAXUINT;

  if (self->quiet)
    return;
  self->asked = NULL;
  ordering = gtk_sorter_compare (sorter, self, self->view);
  if (self->asked == NULL)
    return;

  key = g_strconcat (ordering == GTK_ORDERING_SMALLER ? "-" : "", self->asked->key, NULL);
  for (guint i = 0; i < self->keys->len; i++)
    if (g_str_equal (bare (self->keys->pdata[i]), self->asked->key))
      at = i;
  if (self->extend && self->keys->len > 0)
    {
      if (at != G_MAXUINT)
        {
          const char *old = self->keys->pdata[at];
          char *turned = old[0] == '-' ? g_strdup (old + 1) : g_strconcat ("-", old, NULL);

          g_free (self->keys->pdata[at]);
          self->keys->pdata[at] = turned;
        }
      else
        g_ptr_array_add (self->keys, g_strdup (self->asked->key));
      show_arrow (self);
    }
  else
    {
      g_ptr_array_set_size (self->keys, 0);
      g_ptr_array_add (self->keys, g_steal_pointer (&key));
      show_titles (self);
    }
  self->asked = NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_view_pressed (CrmColumnOrder *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->extend = (state & GDK_SHIFT_MASK) != 0;
}

static void
crm_column_order_finalize (GObject *object)
{
  CrmColumnOrder *self = CRM_COLUMN_ORDER (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->keys);
  G_OBJECT_CLASS (crm_column_order_parent_class)->finalize (object);
}

static void
crm_column_order_class_init (CrmColumnOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_column_order_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_column_order_init (CrmColumnOrder *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
}

CrmColumnOrder *
crm_column_order_new (GtkColumnView *view)
{
  CrmColumnOrder *self = g_object_new (CRM_TYPE_COLUMN_ORDER, NULL);
  GtkGesture *press = gtk_gesture_click_new ();

  self->view = view;
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_view_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (
      gtk_column_view_get_sorter (view), "changed", G_CALLBACK (on_sorter_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_column_order_add_column (CrmColumnOrder *self, GtkColumnViewColumn *column, const char *key)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->column = g_object_ref (column);
  entry->key = g_strdup (key);
  entry->title = g_strdup (gtk_column_view_column_get_title (column));
  entry->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, column, NULL));
  g_ptr_array_add (self->entries, entry);
  gtk_column_view_column_set_sorter (column, entry->sorter);
}

void
crm_column_order_remove_column (CrmColumnOrder *self, GtkColumnViewColumn *column)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *)self->entries->pdata[i])->column == column)
      {
        self->quiet = TRUE;
        gtk_column_view_column_set_sorter (column, NULL);
        self->quiet = FALSE;
        g_ptr_array_remove_index (self->entries, i);
        return;
      }
}

char **
crm_column_order_dup_keys (CrmColumnOrder *self)
{
  char **keys = g_new0 (char *, self->keys->len + 1);

  for (guint i = 0; i < self->keys->len; i++)
    keys[i] = g_strdup (self->keys->pdata[i]);
  return keys;
}

void
crm_column_order_set_keys (CrmColumnOrder *self, const char *const *keys)
{
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (self->keys, g_strdup (keys[i]));
  show_arrow (self);
}

/* GTK has no property for it: the title is the only label below the head of the view that says so. */
static GtkWidget *
find_title (GtkWidget *parent, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found =
          GTK_IS_LABEL (child) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (child)), title) == 0
              ? child
              : find_title (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_title (GtkColumnViewColumn *column)
{
  GtkColumnView *view = gtk_column_view_column_get_column_view (column);
  GtkWidget *head = view != NULL ? gtk_widget_get_first_child (GTK_WIDGET (view)) : NULL;

  return head != NULL ? find_title (head, gtk_column_view_column_get_title (column)) : NULL;
}

void
crm_column_fit (GtkColumnViewColumn *column)
{
  GtkWidget *label = get_title (column);

  if (label == NULL)
    return;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, gtk_column_view_column_get_title (column));
}

void
crm_column_align_end (GtkColumnViewColumn *column)
{
  GtkWidget *label = get_title (column);
  GtkWidget *box = label != NULL ? gtk_widget_get_parent (label) : NULL;

  if (box == NULL)
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  /* The place of the arrow stands before it then. */
  if (GTK_IS_BOX (box))
    for (GtkWidget *next; (next = gtk_widget_get_next_sibling (label)) != NULL;)
      gtk_box_reorder_child_after (GTK_BOX (box), next, NULL);
}
