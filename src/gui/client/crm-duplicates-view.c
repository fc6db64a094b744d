/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-duplicates-view.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "client/crm-duplicate-list.h"
#include "client/crm-merge-pane.h"
#include "crm-window.h"
#include "store/crm-record.h"
#include "widgets/crm-wrap-layout.h"

/* Shows what the store's finder knows and lets it look when the page comes to the front. A pair that was decided leaves the list, and the next one is
 * shown. Main thread. */

#define LIST_WIDTH 280
#define NARROW_WIDTH 860

struct _CrmDuplicatesView
{
  CrmView parent_instance;
  CrmDuplicateFinder *finder; /* owned */
  GtkSingleSelection *selection;
  CrmMergePane *pane;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkWidget *list;
  GtkWidget *list_pane;
  GtkWidget *working; /* in the header, while it looks again */
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (CrmDuplicatesView, crm_duplicates_view, CRM_TYPE_VIEW)

guint
crm_duplicates_view_get_n_pairs (CrmDuplicatesView *self)
{
  g_return_val_if_fail (CRM_IS_DUPLICATES_VIEW (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static const CrmDuplicatePair *
get_selected (CrmDuplicatesView *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? crm_duplicate_item_get_pair (item) : NULL;
}

static void
update_actions (CrmDuplicatesView *self)
{
  gboolean ready = crm_merge_pane_is_ready (self->pane);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.merge", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.apart", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.swap", ready);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "duplicates.skip", crm_duplicates_view_get_n_pairs (self) > 1);
}

static void
show_pair (CrmDuplicatesView *self)
{
  const CrmDuplicatePair *pair = get_selected (self);

  crm_merge_pane_set_pair (self->pane, pair != NULL ? pair->a : 0, pair != NULL ? pair->b : 0);
  update_actions (self);
}

static void
show_state (CrmDuplicatesView *self)
{
  guint n = crm_duplicates_view_get_n_pairs (self);
  gboolean running = crm_duplicate_finder_is_running (self->finder),
           known = crm_duplicate_finder_is_known (self->finder);
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("%'u pair", "%'u pairs", n), n) : g_strdup ("");

  adw_window_title_set_subtitle (self->title, text);
  gtk_progress_bar_set_fraction (self->progress, crm_duplicate_finder_get_progress (self->finder));
  gtk_widget_set_visible (self->working, running && known);
  gtk_stack_set_visible_child_name (self->stack, n > 0     ? "list"
                                                 : running ? "working"
                                                 : known   ? "empty"
                                                           : "stopped");
}

static void
on_items_changed (CrmDuplicatesView *self)
{
  show_state (self);
  show_pair (self);
}

/* Actions */

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_merge (CRM_DUPLICATES_VIEW (widget)->pane);
}

static void
apart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_tell_apart (CRM_DUPLICATES_VIEW (widget)->pane);
}

static void
swap_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_merge_pane_swap (CRM_DUPLICATES_VIEW (widget)->pane);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDuplicatesView *self = CRM_DUPLICATES_VIEW (widget);
  guint n = crm_duplicates_view_get_n_pairs (self);
  guint next = n > 0 ? (gtk_single_selection_get_selected (self->selection) + 1) % n : 0;

  if (n == 0)
    return;
  gtk_single_selection_set_selected (self->selection, next);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", next);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_duplicate_finder_cancel (CRM_DUPLICATES_VIEW (widget)->finder);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_duplicate_finder_start (CRM_DUPLICATES_VIEW (widget)->finder);
}

static void
on_apart (CrmDuplicatesView *self, gint64 one, gint64 other)
{
  crm_duplicate_finder_drop (self->finder, one, other);
}

/* Rows */

static char *
dup_names (CrmRecord *a, CrmRecord *b)
{
  const char *first = crm_record_get_text (a, CRM_CLIENT_NAME),
             *second = crm_record_get_text (b, CRM_CLIENT_NAME);

  /* Translators: two clients that may be the same one. */
  return first != NULL && second != NULL ? g_strdup_printf (_ ("%s and %s"), first, second) : NULL;
}

static void
on_name_changed (CrmRecord *record, GtkWidget *row)
{
  CrmRecord *a = g_object_get_data (G_OBJECT (row), "a"), *b = g_object_get_data (G_OBJECT (row), "b");
  GtkLabel *label = GTK_LABEL (gtk_widget_get_first_child (row));
  g_autofree char *text = a != NULL && b != NULL ? dup_names (a, b) : NULL;

  gtk_label_set_text (label, text != NULL ? text : "…");
}

static void
set_record (GtkWidget *row, const char *key, CrmRecord *record)
{
  CrmRecord *old = g_object_get_data (G_OBJECT (row), key);

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_name_changed, row);
  if (record != NULL)
    g_signal_connect_object (record, "changed", G_CALLBACK (on_name_changed), row, 0);
  g_object_set_data_full (G_OBJECT (row), key, record, g_object_unref);
}

static GtkWidget *
new_line (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, CrmDuplicatesView *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  gtk_widget_set_margin_start (row, 6);
  gtk_widget_set_margin_end (row, 6);
  gtk_box_append (GTK_BOX (row), new_line ("semibold"));
  gtk_box_append (GTK_BOX (row), new_line ("dim-label"));
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, CrmDuplicatesView *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  const CrmDuplicatePair *pair = crm_duplicate_item_get_pair (gtk_list_item_get_item (item));
  CrmStore *store = crm_view_get_store (CRM_VIEW (self));
  g_autofree char *why = crm_duplicate_describe (pair->grounds);

  set_record (row, "a", crm_store_get_record (store, "client", pair->a));
  set_record (row, "b", crm_store_get_record (store, "client", pair->b));
  on_name_changed (NULL, row);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (row)), why);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, CrmDuplicatesView *self)
{
  set_record (gtk_list_item_get_child (item), "a", NULL);
  set_record (gtk_list_item_get_child (item), "b", NULL);
}

/* The page */

static void
crm_duplicates_view_shown (CrmView *view)
{
  CrmDuplicatesView *self = CRM_DUPLICATES_VIEW (view);

  crm_duplicate_finder_start (self->finder);
  gtk_widget_grab_focus (self->list);
}

static void
crm_duplicates_view_width_changed (CrmView *view, int width)
{
  gtk_widget_set_visible (CRM_DUPLICATES_VIEW (view)->list_pane, width >= NARROW_WIDTH);
}

static void
crm_duplicates_view_dispose (GObject *object)
{
  CrmDuplicatesView *self = CRM_DUPLICATES_VIEW (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->finder);
  G_OBJECT_CLASS (crm_duplicates_view_parent_class)->dispose (object);
}

static void
crm_duplicates_view_class_init (CrmDuplicatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    const char *action;
    GtkWidgetActionActivateFunc run;
    guint key;
  } actions[] = {
    { "duplicates.merge", merge_action, GDK_KEY_m },
    { "duplicates.apart", apart_action, GDK_KEY_n },
    { "duplicates.skip", skip_action, GDK_KEY_s },
    { "duplicates.swap", swap_action, GDK_KEY_x },
    { "duplicates.cancel", cancel_action, 0 },
    { "duplicates.look", look_action, 0 },
  };

  G_OBJECT_CLASS (klass)->dispose = crm_duplicates_view_dispose;
  CRM_VIEW_CLASS (klass)->shown = crm_duplicates_view_shown;
  CRM_VIEW_CLASS (klass)->width_changed = crm_duplicates_view_width_changed;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].action, NULL, actions[i].run);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, 0, actions[i].action, NULL);
    }
}

static void
crm_duplicates_view_init (CrmDuplicatesView *self)
{
}

static GtkWidget *
new_header (CrmDuplicatesView *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *spinner = gtk_spinner_new (), *stop = gtk_button_new_with_label (_ ("Cancel"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  gtk_widget_set_tooltip_text (back, _ ("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Possible duplicates"), ""));
  self->working = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (stop), "duplicates.cancel");
  gtk_widget_add_css_class (stop, "flat");
  gtk_box_append (GTK_BOX (self->working), spinner);
  gtk_box_append (GTK_BOX (self->working), stop);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->working);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  return header;
}

static GtkWidget *
new_deed (const char *label, const char *key, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *hint = gtk_label_new (key);

  gtk_widget_add_css_class (hint, "palette-key");
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), hint);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkWidget *
new_list (CrmDuplicatesView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Possible duplicates"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  gtk_widget_add_css_class (scrolled, "pane");
  self->list_pane = scrolled;
  return scrolled;
}

static GtkWidget *
new_work (CrmDuplicatesView *self)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = crm_wrap_box_new ();
  GtkWidget *merge = new_deed (_ ("Merge"), "M", "duplicates.merge");
  GtkWidget *swap = gtk_button_new_from_icon_name ("object-flip-horizontal-symbolic");

  gtk_widget_add_css_class (merge, "suggested-action");
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), merge);
  gtk_box_append (GTK_BOX (bar), new_deed (_ ("Not the same"), "N", "duplicates.apart"));
  gtk_box_append (GTK_BOX (bar), new_deed (_ ("Skip"), "S", "duplicates.skip"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (swap), "duplicates.swap");
  gtk_widget_set_tooltip_text (swap, _ ("Let the other one stay (X)"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (swap), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Let the other one stay"), -1);
  gtk_box_append (GTK_BOX (bar), swap);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pane), TRUE);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->pane));
  gtk_box_append (GTK_BOX (right), bar);
  gtk_box_append (GTK_BOX (both), new_list (self));
  gtk_box_append (GTK_BOX (both), right);
  return both;
}

static GtkWidget *
new_page (const char *icon, const char *title, const char *text, GtkWidget *child)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), child);
  return page;
}

static GtkWidget *
new_pill (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkStack *
new_stack (CrmDuplicatesView *self)
{
  GtkStack *stack = GTK_STACK (gtk_stack_new ());
  GtkWidget *working = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 240, -1);
  gtk_widget_set_halign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (working), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (working), new_pill (_ ("Cancel"), "duplicates.cancel"));
  gtk_stack_add_named (stack, new_work (self), "list");
  gtk_stack_add_named (stack, new_page (NULL, _ ("Looking for duplicates…"), NULL, working), "working");
  gtk_stack_add_named (stack,
      new_page ("emblem-ok-symbolic", _ ("No possible duplicates"),
          _ ("Clients with the same phone, e-mail or name stand here."), NULL),
      "empty");
  gtk_stack_add_named (stack,
      new_page ("edit-copy-symbolic", _ ("Possible duplicates"), NULL,
          new_pill (_ ("Look for duplicates"), "duplicates.look")),
      "stopped");
  gtk_stack_set_hhomogeneous (stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (stack), TRUE);
  return stack;
}

GtkWidget *
crm_duplicates_view_new (CrmStore *store)
{
  CrmDuplicatesView *self = g_object_new (CRM_TYPE_DUPLICATES_VIEW, "store", store, "title",
      _ ("Possible duplicates"), "mark", "duplicates", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->finder = g_object_ref (crm_duplicate_finder_of (store));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (crm_duplicate_list_new (self->finder)));
  self->pane = CRM_MERGE_PANE (crm_merge_pane_new (store));
  gtk_box_append (GTK_BOX (box), new_header (self));
  self->stack = new_stack (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (
      self->selection, "notify::selected-item", G_CALLBACK (show_pair), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->selection, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::ready", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "apart", G_CALLBACK (on_apart), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
  return GTK_WIDGET (self);
}
