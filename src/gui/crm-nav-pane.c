/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-nav-pane.h"

#include <glib/gi18n-lib.h>

#include "crm-built-in-views.h"
#include "crm-view.h"
#include "widgets/crm-dot.h"
#include "widgets/crm-drag-hover.h"
#include "widgets/crm-late-menu.h"

/* The navigation pane. Owns its rows; holds a reference on the store once the book is open and reads the saved lists and
 * their counts through it, never more than one read at a time. Main thread; read_saved_in_worker in the reader. */

struct _CrmNavPane
{
  AdwBin parent_instance;
  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GtkMenuButton *new_button;
  GMenuModel *new_menu;
  GtkListBox *pages;
  GtkLabel *saved_heading;
  GtkListBox *saved;
  GtkListBox *built_in;
  GtkStack *state_stack;
  GtkImage *state_icon;
  GtkSpinner *state_spinner;
  GtkLabel *state_label;
  GtkWidget *stop;
  char *mark; /* owned, nullable: name of the row of the list on show */

  CrmStore *store;           /* owned, NULL until the book is open */
  CrmBuiltInViews *views;    /* owned, nullable like it */
  GCancellable *cancellable; /* owned */
  guint refresh;             /* waiting timeout */
  guint waiting;             /* timeout: a write has not been done yet */
  char *busy;                /* nullable: what a page said is under way */
  GCancellable *stoppable;   /* owned, nullable: of what is under way */
  gboolean reading;
  gboolean stale; /* changed while reading */
};

G_DEFINE_FINAL_TYPE (CrmNavPane, crm_nav_pane, ADW_TYPE_BIN)

/* Counts may be a little late: a burst of commits is one read. */
#define REFRESH_MS 200
/* A write that takes longer than this waits for somebody else. */
#define WAITING_MS 700

typedef struct
{
  gint64 id;
  char *name;
  char *color; /* nullable */
  gint64 count;
} SavedList;

static void
saved_list_free (gpointer data)
{
  SavedList *list = data;

  g_free (list->name);
  g_free (list->color);
  g_free (list);
}

static gint64
count_in_worker (CrmTransaction *tx, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_from_json (json, &error);

  return query != NULL ? crm_transaction_count (tx, query, &error) : -1;
}

static gpointer
read_saved_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "saved_view", error);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *lists;
  int name, json, color, pinned;

  if (entity == NULL)
    return NULL;
  name = crm_entity_find_field (entity, "name");
  json = crm_entity_find_field (entity, "query");
  color = crm_entity_find_field (entity, "color");
  pinned = crm_entity_find_field (entity, "pinned");
  g_return_val_if_fail (name >= 0 && json >= 0 && pinned >= 0, NULL);

  query = crm_query_new ("saved_view");
  crm_query_add_order (query, "position");
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  rows = crm_transaction_load_many (tx, "saved_view", (const gint64 *)ids->data, ids->len, error);
  if (rows == NULL)
    return NULL;

  lists = g_ptr_array_new_with_free_func (saved_list_free);
  for (guint i = 0; i < rows->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      SavedList *list;

      /* One that never was asked about stands in the navigation. */
      if (!crm_value_is_empty (crm_row_get (row, pinned)) && crm_row_get_integer (row, pinned) == 0)
        continue;
      list = g_new0 (SavedList, 1);
      list->id = row->id;
      list->name = g_strdup (crm_row_get_text (row, name));
      list->color = color >= 0 ? g_strdup (crm_row_get_text (row, color)) : NULL;
      list->count = count_in_worker (tx, crm_row_get_text (row, json));
      g_ptr_array_add (lists, list);
    }
  return lists;
}

static void
clear_list (GtkListBox *box)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, row);
}

/* What people name may be long; what the program names is not. */
static GtkWidget *
make_row (const char *title, const char *color, gint64 number, gboolean ellipsized)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *dot = crm_dot_new (color);
  GtkWidget *name = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), ellipsized ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), name);
  if (number >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
      GtkWidget *count = gtk_label_new (text);

      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_add_css_class (count, "numeric");
      gtk_widget_add_css_class (count, "caption");
      gtk_box_append (GTK_BOX (box), count);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/* The page stays selected in the list above: this says what it shows of it. */
static void
show_mark (CrmNavPane *self, GtkListBox *box)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (box, i)) != NULL; i++)
    {
      gboolean shown = g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), self->mark) == 0;

      if (shown)
        gtk_widget_add_css_class (GTK_WIDGET (row), "shown");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row), "shown");
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, shown, -1);
    }
}

static GtkWidget *
make_saved_row (const SavedList *list)
{
  g_autofree char *mark = crm_view_dup_saved_mark (list->id);
  GtkWidget *row = make_row (list->name, list->color != NULL ? list->color : "blue", list->count, TRUE);

  gtk_widget_set_name (row, mark);
  g_object_set_data_full (G_OBJECT (row), "saved-id", g_memdup2 (&list->id, sizeof list->id), g_free);
  return row;
}

static void
show_heading (CrmNavPane *self)
{
  gtk_widget_set_visible (
      GTK_WIDGET (self->saved_heading), gtk_widget_get_visible (GTK_WIDGET (self->saved)) ||
                                            gtk_widget_get_visible (GTK_WIDGET (self->built_in)));
}

static void refresh_saved (CrmNavPane *self);

static void
on_saved_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmNavPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lists = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (error != NULL)
    {
      /* The pane works without them; the pages report what is wrong with the book. */
      g_info ("Saved lists: %s", error->message);
      return;
    }

  clear_list (self->saved);
  for (guint i = 0; lists != NULL && i < lists->len; i++)
    gtk_list_box_append (self->saved, make_saved_row (g_ptr_array_index (lists, i)));
  show_mark (self, self->saved);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), lists != NULL && lists->len > 0);
  show_heading (self);
  if (self->stale)
    refresh_saved (self);
}

static void
refresh_saved (CrmNavPane *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  crm_store_read_async (self->store, 5, read_saved_in_worker, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_saved_read, g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  CrmNavPane *self = data;

  self->refresh = 0;
  refresh_saved (self);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmNavPane *self)
{
  if (self->refresh != 0)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->saved)) || crm_change_set_touches (changes, "saved_view"))
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

/* The button goes up a tenth of a second later: the page has made itself by then. */
static void
on_page_pressed (GtkGesture *gesture, int n_press, double x, double y, CrmNavPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->pages, (int)y);

  if (row != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.prepare-page", "s", gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
on_page_activated (GtkListBox *box, GtkListBoxRow *row, CrmNavPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
on_saved_activated (GtkListBox *box, GtkListBoxRow *row, CrmNavPane *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "saved-id");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.saved-list", "x", *id);
}

static void
on_built_in_activated (GtkListBox *box, GtkListBoxRow *row, CrmNavPane *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (g_object_get_data (G_OBJECT (row), "action"), &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
show_state (CrmNavPane *self, const char *text)
{
  const char *calm = self->store != NULL && crm_store_is_read_only (self->store)
                         ? _ ("Open for reading only")
                         : _ ("Saved on this computer");

  gtk_label_set_label (self->state_label, text != NULL ? text : calm);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_label), text);
  gtk_spinner_set_spinning (self->state_spinner, text != NULL);
  gtk_stack_set_visible_child (
      self->state_stack, text != NULL ? GTK_WIDGET (self->state_spinner) : GTK_WIDGET (self->state_icon));
}

static gboolean
on_waiting (gpointer data)
{
  CrmNavPane *self = data;

  if (self->busy == NULL)
    show_state (
        self, crm_store_is_writing (self->store) ? _ ("Writing…") : _ ("Waiting for another program…"));
  return G_SOURCE_CONTINUE;
}

static void
on_pending_changed (CrmStore *store, CrmNavPane *self)
{
  if (crm_store_get_pending (store) > 0)
    {
      if (self->waiting == 0)
        self->waiting = g_timeout_add (WAITING_MS, on_waiting, self);
      return;
    }
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->busy == NULL)
    show_state (self, NULL);
}

static void
on_stop_clicked (GtkWidget *button, CrmNavPane *self)
{
  gtk_widget_set_sensitive (button, FALSE);
  if (self->stoppable != NULL)
    g_cancellable_cancel (self->stoppable);
}

static void
crm_nav_pane_dispose (GObject *object)
{
  CrmNavPane *self = CRM_NAV_PANE (object);

  g_clear_object (&self->stoppable);
  g_clear_object (&self->views);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_pointer (&self->busy, g_free);
  g_clear_pointer (&self->mark, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_nav_pane_parent_class)->dispose (object);
}

static void
crm_nav_pane_class_init (CrmNavPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_nav_pane_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/crm-nav-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, header);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, new_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, saved_heading);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, saved);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, built_in);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, state_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, state_spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, state_label);
  gtk_widget_class_bind_template_child (widget_class, CrmNavPane, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_page_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_page_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_saved_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_built_in_activated);
}

static void
crm_nav_pane_init (CrmNavPane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_late_menu_set (self->new_button, self->new_menu);
}

void
crm_nav_pane_add_page (CrmNavPane *self, const char *name, const char *title, const char *icon)
{
  GtkWidget *row, *box, *label;
  GtkWidget *badge = gtk_label_new (NULL);

  g_return_if_fail (CRM_IS_NAV_PANE (self));
  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  gtk_box_append (GTK_BOX (box), badge);
  g_object_set_data (G_OBJECT (row), "badge", badge);
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  crm_drag_hover_add (row);
  gtk_list_box_append (self->pages, row);
}

void
crm_nav_pane_set_badge (
    CrmNavPane *self, const char *name, gint64 number, const char *words, const char *style)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_NAV_PANE (self));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->pages, i)) != NULL; i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
      {
        GtkWidget *badge = g_object_get_data (G_OBJECT (row), "badge");
        const char *title = g_object_get_data (G_OBJECT (row), "title");
        g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
        g_autofree char *spoken =
            number > 0 && words != NULL ? g_strdup_printf ("%s, %s", title, words) : g_strdup (title);

        gtk_label_set_text (GTK_LABEL (badge), text);
        gtk_widget_set_visible (badge, number > 0);
        gtk_widget_set_tooltip_text (badge, words);
        if (style != NULL)
          gtk_widget_add_css_class (badge, style);
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      }
}

void
crm_nav_pane_set_built_in (
    CrmNavPane *self, const char *name, const char *title, gint64 count, const char *action)
{
  GtkListBoxRow *row;
  int place = 0;

  g_return_if_fail (CRM_IS_NAV_PANE (self));
  while ((row = gtk_list_box_get_row_at_index (self->built_in, place)) != NULL &&
         !g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
    place++;
  if (row != NULL)
    gtk_list_box_remove (self->built_in, GTK_WIDGET (row));
  if (count > 0)
    {
      GtkWidget *fresh = make_row (title, "dim-label", count, FALSE);

      gtk_widget_set_name (fresh, name);
      g_object_set_data_full (G_OBJECT (fresh), "action", g_strdup (action), g_free);
      gtk_list_box_insert (self->built_in, fresh, place);
      show_mark (self, self->built_in);
    }
  gtk_widget_set_visible (
      GTK_WIDGET (self->built_in), gtk_list_box_get_row_at_index (self->built_in, 0) != NULL);
  show_heading (self);
}

void
crm_nav_pane_select_page (CrmNavPane *self, const char *name)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self));
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->pages, i);

      if (row == NULL || g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), name) == 0)
        {
          gtk_list_box_select_row (self->pages, row);
          return;
        }
    }
}

void
crm_nav_pane_mark_list (CrmNavPane *self, const char *mark)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self));
  if (g_strcmp0 (mark, self->mark) == 0)
    return;
  g_free (self->mark);
  self->mark = g_strdup (mark);
  show_mark (self, self->saved);
  show_mark (self, self->built_in);
}

void
crm_nav_pane_set_store (CrmNavPane *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self) && CRM_IS_STORE (store));
  if (!g_set_object (&self->store, store))
    return;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (store, "pending-changed", G_CALLBACK (on_pending_changed), self, 0);
  show_state (self, self->busy);
  refresh_saved (self);
  g_clear_object (&self->views);
  self->views = crm_built_in_views_new (store, self);
}

void
crm_nav_pane_set_menu (CrmNavPane *self, GMenuModel *menu)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self));
  crm_late_menu_set (self->menu_button, menu);
}

void
crm_nav_pane_set_busy (CrmNavPane *self, const char *text, GCancellable *cancellable)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self));
  g_free (self->busy);
  self->busy = g_strdup (text);
  if (text == NULL)
    cancellable = NULL;
  g_set_object (&self->stoppable, cancellable);
  gtk_widget_set_visible (self->stop, self->stoppable != NULL);
  gtk_widget_set_sensitive (
      self->stop, self->stoppable != NULL && !g_cancellable_is_cancelled (self->stoppable));
  show_state (self, text);
  if (text == NULL && self->store != NULL)
    on_pending_changed (self->store, self);
}

void
crm_nav_pane_set_folded (CrmNavPane *self, gboolean folded)
{
  g_return_if_fail (CRM_IS_NAV_PANE (self));
  adw_header_bar_set_show_end_title_buttons (self->header, folded);
}

void
crm_nav_pane_focus (CrmNavPane *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_NAV_PANE (self));
  row = gtk_list_box_get_selected_row (self->pages);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->pages, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
