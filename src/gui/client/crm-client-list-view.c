/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-list-view.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client-actions.h"
#include "client/crm-client-chips.h"
#include "client/crm-client-filter.h"
#include "client/crm-client-footer.h"
#include "client/crm-client-list-header.h"
#include "client/crm-client-preview.h"
#include "client/crm-client-states.h"
#include "client/crm-client-table.h"
#include "client/crm-client.h"
#include "client/crm-columns-popover.h"
#include "client/crm-filter-popover.h"
#include "client/crm-saved-views.h"
#include "client/crm-text-hits.h"
#include "crm-window.h"
#include "settings/crm-settings.h"
#include "store/crm-search.h"

/* The page Clients. Owns the record list and the filter; what is shown goes one way: chip, search, title click → filter →
 * query → list → rows, counts, states. Main thread. */

#define FIRST_ROWS 40
#define NAVIGATION_WIDTH 212
#define PREVIEW_WIDTH 360

struct _CrmClientListView
{
  CrmView parent_instance;

  CrmRecordList *list;     /* owned */
  CrmClientFilter *filter; /* owned */
  CrmClientLook *look;     /* owned */
  CrmClientStates *states;
  CrmClientTable *table;
  CrmClientChips *chips;
  CrmClientFooter *footer;
  CrmClientPreview *preview;
  CrmTextHits *hits;
  CrmSavedViews *saved_views;
  GtkWidget *row_popover;
  GtkWidget *columns_popover;
  CrmEntity *entity; /* owned: the snapshot the columns were made from */
  CrmQuery *shown;   /* owned, nullable: what the list was last asked for */
  gboolean show_preview;
  gboolean narrow;
  int width;           /* of the window */
  gboolean to_top;     /* the next rows answer another question: they are shown from the first one */
  gboolean want_focus; /* the rows get the focus as soon as there are some */

  CrmClientListHeader *header;
  GtkScrolledWindow *chips_scrolled;
  GtkMenuButton *views_button;
  GtkMenuButton *filter_button;
  GtkRevealer *error_strip;
  GtkLabel *error_label;
  AdwBin *states_place;
  AdwBin *hits_place;
  AdwBin *preview_place;
  AdwBin *footer_place;
  GMenuModel *row_menu;
};

G_DEFINE_FINAL_TYPE (CrmClientListView, crm_client_list_view, CRM_TYPE_VIEW)

enum
{
  PROP_SHOW_PREVIEW = 1,
  PROP_SHOW_ARCHIVED,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static CrmStore *
get_store (CrmClientListView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* The ids an action works on: the selection, else the row with the focus. */
static GArray *
dup_target_ids (CrmClientListView *self)
{
  GArray *ids = crm_record_selection_dup_ids (crm_client_table_get_selection (self->table));
  guint current = ids->len == 0 ? crm_client_table_get_current (self->table) : G_MAXUINT;
  gint64 id = crm_record_list_get_id (self->list, current);

  if (id != 0)
    g_array_append_val (ids, id);
  return ids;
}

/* One client for actions that have only one: the row with the focus, else the first of the selection. */
static gint64
get_target_id (CrmClientListView *self)
{
  guint current = crm_client_table_get_current (self->table);
  g_autoptr (GArray) ids = NULL;

  if (current != G_MAXUINT)
    return crm_record_list_get_id (self->list, current);
  ids = dup_target_ids (self);
  return ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
}

static char *
dup_target_text (CrmClientListView *self, int field)
{
  gint64 id = get_target_id (self);
  g_autoptr (CrmRecord) record = id != 0 ? crm_store_get_record (get_store (self), "client", id) : NULL;

  return record != NULL ? g_strdup (crm_record_get_text (record, field)) : NULL;
}

static void
update_actions (CrmClientListView *self)
{
  g_autofree char *phone = dup_target_text (self, CRM_CLIENT_PHONE);
  g_autofree char *email = dup_target_text (self, CRM_CLIENT_EMAIL);
  gboolean archived = crm_client_filter_get_archived (self->filter);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.copy-phone", phone != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.copy-email", email != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.restore", archived);
}

static void
update_state (CrmClientListView *self)
{
  const char *error = crm_record_list_get_error (self->list);

  gtk_revealer_set_reveal_child (self->error_strip, error != NULL);
  if (error != NULL)
    gtk_label_set_text (self->error_label, error);
  crm_client_states_update (self->states, self->list, self->filter, self->entity);
}

/* The page opens with the focus in the rows, where arrows move and letters search; not while somebody types. */
static void
focus_rows (CrmClientListView *self)
{
  if (!self->want_focus || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  self->want_focus = FALSE;
  if (crm_client_filter_get_text (self->filter) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
on_list_notify (CrmClientListView *self)
{
  guint64 count = crm_record_list_get_count (self->list);

  if (self->to_top && !crm_record_list_is_loading (self->list))
    {
      self->to_top = FALSE;
      crm_client_table_scroll_to_top (self->table);
    }
  crm_client_list_header_set_loading (self->header, crm_record_list_is_loading (self->list));
  crm_client_list_header_set_count (self->header, count);
  crm_client_footer_set_count (self->footer, count, crm_client_filter_get_archived (self->filter));
  update_state (self);
  focus_rows (self);
}

/* From choice to query */

static void
on_filter_changed (CrmClientListView *self)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build (self->filter);
  const char *text = crm_client_filter_get_text (self->filter);
  g_autoptr (CrmQuery) unordered = NULL;

  if (self->shown != NULL && crm_query_equal (self->shown, query))
    return;
  /* Another order keeps the selection, another set of clients does not: nothing stays selected unseen. */
  if (self->shown != NULL)
    {
      unordered = crm_query_copy (self->shown);
      crm_query_clear_order (unordered);
      for (const char *const *key = crm_query_get_order (query); *key != NULL; key++)
        crm_query_add_order (unordered, *key);
      if (!crm_query_equal (unordered, query))
        gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (crm_client_table_get_selection (self->table)));
    }
  g_clear_pointer (&self->shown, crm_query_free);
  self->shown = crm_query_copy (query);

  self->to_top = TRUE;
  crm_client_look_set_text (self->look, text);
  crm_record_list_set_query (self->list, query);
  crm_text_hits_set_text (self->hits, text);
  crm_client_columns_set_order (
      crm_client_table_get_columns (self->table), crm_client_filter_get_order (self->filter));
  crm_client_list_header_set_text (self->header, text);
  if (crm_client_filter_get_conditions (self->filter)->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "accent");
  update_actions (self);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "clients.archive", !crm_client_filter_get_archived (self->filter));
  update_state (self);
}

static void
on_order_changed (CrmClientListView *self)
{
  g_auto (GStrv) keys = crm_client_columns_dup_order (crm_client_table_get_columns (self->table));

  crm_client_filter_set_order (self->filter, (const char *const *)keys);
}

static void
on_searched (CrmClientListView *self)
{
  g_autofree char *text = crm_client_list_header_dup_text (self->header);

  crm_client_filter_set_text (self->filter, text);
}

static void
open_position (CrmClientListView *self, guint position)
{
  gint64 id = crm_record_list_get_id (self->list, position);

  if (id != 0)
    crm_window_open_client (GTK_WIDGET (self), id, self->list);
}

static void
on_search_activated (CrmClientListView *self)
{
  /* Enter right after the last key must not open a hit of the words before. */
  on_searched (self);
  if (!crm_record_list_is_loading (self->list))
    open_position (self, 0);
}

static void
on_search_down (CrmClientListView *self)
{
  crm_client_table_focus_rows (self->table);
}

static void
on_search_left (CrmClientListView *self)
{
  crm_client_table_focus_rows (self->table);
}

/* Rows */

static void
on_table_selected (CrmClientListView *self)
{
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);
  guint n = crm_record_selection_get_count (selection);

  crm_client_footer_set_selected (self->footer, crm_record_selection_is_multi (selection) ? n : 0);
  if (self->show_preview)
    {
      g_autoptr (GArray) ids = n == 1 ? crm_record_selection_dup_ids (selection) : NULL;

      crm_client_preview_set_client (
          self->preview, ids != NULL && ids->len > 0 ? g_array_index (ids, gint64, 0) : get_target_id (self));
    }
}

static void
on_table_menu (CrmClientListView *self, int x, int y)
{
  GdkRectangle at = { x, y, 1, 1 };

  update_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->row_popover));
}

static void
unselect (CrmClientListView *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (crm_client_table_get_selection (self->table)));
}

/* Keys of the rows that must be seen first: the list's own Space selects, and the search entry, to which letters are passed
 * on, would take Delete and Ctrl+C for itself. */
static gboolean
on_table_key (CrmClientListView *self, guint keyval, guint keycode, GdkModifierType state)
{
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);

  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_c || keyval == GDK_KEY_Insert))
    return gtk_widget_activate_action (GTK_WIDGET (self), "clients.copy", NULL);
  if (modifiers != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete: return gtk_widget_activate_action (GTK_WIDGET (self), "clients.archive", NULL);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      /* Inside words a blank is a letter of the search; on a column title it presses. */
      if (crm_client_filter_get_text (self->filter) != NULL || !crm_client_table_has_row_focus (self->table))
        return FALSE;
      g_object_set (self, "show-preview", !self->show_preview, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (crm_record_selection_is_multi (selection))
        unselect (self);
      else if (crm_client_filter_get_text (self->filter) != NULL)
        crm_client_filter_set_text (self->filter, NULL);
      else
        return FALSE;
      return TRUE;
    default: return FALSE;
    }
}

/* Actions */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gint64 id = get_target_id (self);

  if (id != 0)
    crm_window_open_client (widget, id, self->list);
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  g_autofree char *text =
      dup_target_text (self, g_str_has_suffix (name, "phone") ? CRM_CLIENT_PHONE : CRM_CLIENT_EMAIL);
  g_autofree char *said = NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  said = g_strdup_printf (_ ("Copied %s"), text);
  crm_window_toast (widget, said);
}

static void
selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  GArray *ids = dup_target_ids (self);

  if (g_str_equal (name, "clients.export") && ids->len < 2)
    {
      /* Without a selection everything the list shows. */
      guint n;
      const gint64 *all = crm_record_list_get_ids (self->list, &n);

      g_array_set_size (ids, 0);
      g_array_append_vals (ids, all, n);
    }
  if (ids->len == 0)
    {
      g_array_unref (ids);
      return;
    }
  if (g_str_equal (name, "clients.tag"))
    crm_client_actions_tag (widget, get_store (self), ids);
  else if (g_str_equal (name, "clients.assign"))
    crm_client_actions_assign (widget, get_store (self), ids);
  else if (g_str_equal (name, "clients.archive"))
    crm_client_actions_archive (widget, get_store (self), ids, FALSE);
  else if (g_str_equal (name, "clients.restore"))
    crm_client_actions_archive (widget, get_store (self), ids, TRUE);
  else if (g_str_equal (name, "clients.export"))
    crm_client_actions_export (widget, get_store (self), ids);
  else
    crm_client_actions_copy (widget, get_store (self), ids, crm_client_table_get_columns (self->table));
}

static void
add_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  gint64 id = get_target_id (self);

  if (id != 0)
    crm_client_actions_add_note (widget, get_store (self), id);
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  unselect (CRM_CLIENT_LIST_VIEW (widget));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (
      GTK_SELECTION_MODEL (crm_client_table_get_selection (CRM_CLIENT_LIST_VIEW (widget)->table)));
}

static void
columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_popover_popup (GTK_POPOVER (CRM_CLIENT_LIST_VIEW (widget)->columns_popover));
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (widget);
  const char *text = crm_client_filter_get_text (self->filter);

  if (text != NULL)
    crm_client_actions_create (widget, get_store (self), text);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_filter_clear (CRM_CLIENT_LIST_VIEW (widget)->filter);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_record_list_retry (CRM_CLIENT_LIST_VIEW (widget)->list);
}

static void
show_saved_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_saved_views_apply (CRM_CLIENT_LIST_VIEW (widget)->saved_views, g_variant_get_int64 (parameter));
}

/* Settings */

static void
add_settings (CrmClientListView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GSettings *settings = crm_settings_get ();
  g_autoptr (GAction) density = crm_client_look_create_density (self->look, settings);

  g_action_map_add_action (G_ACTION_MAP (group), density);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (group));
  if (settings != NULL)
    {
      g_auto (GStrv) order = g_settings_get_strv (settings, "client-order");

      if (order[0] != NULL)
        crm_client_filter_set_order (self->filter, (const char *const *)order);
    }
}

static void
on_settings_changed (CrmClientListView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (get_store (self), "client");

  /* Other settings of the book leave the columns alone. */
  if (entity == self->entity)
    return;
  g_clear_pointer (&self->entity, crm_entity_unref);
  self->entity = g_steal_pointer (&entity);
  crm_client_columns_reload (crm_client_table_get_columns (self->table));
}

/* A narrow window and the preview take their width from the last columns, not from the name. */
static void
update_room (CrmClientListView *self)
{
  gboolean preview = self->show_preview && !self->narrow;
  int room = self->width - NAVIGATION_WIDTH - (preview ? PREVIEW_WIDTH : 0);

  gtk_widget_set_visible (GTK_WIDGET (self->preview_place), preview);
  crm_client_columns_set_room (
      crm_client_table_get_columns (self->table), preview || self->width < 1100 ? MAX (room, 1) : 0);
}

/* Overrides */

static gboolean
crm_client_list_view_focus_search (CrmView *view)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (view);

  return crm_client_list_header_focus_search (self->header);
}

static gboolean
on_map_idle (gpointer data)
{
  g_autoptr (CrmClientListView) self = data;

  if (self->table != NULL)
    focus_rows (self);
  return G_SOURCE_REMOVE;
}

/* The window gives the focus to its first widget after this. */
static void
crm_client_list_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_client_list_view_parent_class)->map (widget);
  g_idle_add (on_map_idle, g_object_ref (widget));
}

static gboolean
crm_client_list_view_add_new (CrmView *view)
{
  return gtk_widget_activate_action (GTK_WIDGET (view), "win.quick-add", "s", "client");
}

static void
crm_client_list_view_shown (CrmView *view)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (view);

  crm_search_load (crm_store_get_search (get_store (self)), NULL, NULL);
  self->want_focus = TRUE;
  focus_rows (self);
}

static void
crm_client_list_view_width_changed (CrmView *view, int width)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (view);
  gboolean narrow = width < 860;

  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      crm_client_table_set_narrow (self->table, narrow);
      crm_client_list_header_set_narrow (self->header, narrow);
    }
  self->width = width;
  update_room (self);
}

static void
crm_client_list_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  switch (id)
    {
    case PROP_SHOW_PREVIEW: g_value_set_boolean (value, self->show_preview); break;
    case PROP_SHOW_ARCHIVED:
      g_value_set_boolean (value, crm_client_filter_get_archived (self->filter));
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_client_list_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  switch (id)
    {
    case PROP_SHOW_PREVIEW:
      self->show_preview = g_value_get_boolean (value);
      update_room (self);
      on_table_selected (self);
      break;
    case PROP_SHOW_ARCHIVED:
      crm_client_filter_set_archived (self->filter, g_value_get_boolean (value));
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
build (CrmClientListView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  CrmStore *store = get_store (self);
  GSettings *settings = crm_settings_get ();

  self->list = crm_record_list_new (store);
  crm_record_list_set_first_rows (self->list, FIRST_ROWS);
  self->look = crm_client_look_new (store);
  self->entity = crm_store_get_entity (store, "client");

  self->table = CRM_CLIENT_TABLE (crm_client_table_new (self->list, self->look, settings));
  self->states = CRM_CLIENT_STATES (crm_client_states_new (GTK_WIDGET (self->table)));
  adw_bin_set_child (self->states_place, GTK_WIDGET (self->states));
  g_signal_connect_swapped (self->table, "opened", G_CALLBACK (open_position), self);
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (on_table_selected), self);
  g_signal_connect_swapped (self->table, "menu", G_CALLBACK (on_table_menu), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_table_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
  crm_client_list_header_capture (self->header, GTK_WIDGET (self->table));
  g_signal_connect_swapped (self->header, "searched", G_CALLBACK (on_searched), self);
  g_signal_connect_swapped (self->header, "activated", G_CALLBACK (on_search_activated), self);
  g_signal_connect_swapped (self->header, "down", G_CALLBACK (on_search_down), self);
  g_signal_connect_swapped (self->header, "left", G_CALLBACK (on_search_left), self);

  self->chips = CRM_CLIENT_CHIPS (crm_client_chips_new (self->filter, self->look));
  gtk_scrolled_window_set_child (self->chips_scrolled, GTK_WIDGET (self->chips));
  self->hits = CRM_TEXT_HITS (crm_text_hits_new (store));
  adw_bin_set_child (self->hits_place, GTK_WIDGET (self->hits));
  self->preview = CRM_CLIENT_PREVIEW (crm_client_preview_new (self->look));
  adw_bin_set_child (self->preview_place, GTK_WIDGET (self->preview));
  self->footer = CRM_CLIENT_FOOTER (crm_client_footer_new ());
  adw_bin_set_child (self->footer_place, GTK_WIDGET (self->footer));
  gtk_menu_button_set_popover (self->filter_button, crm_filter_popover_new (self->filter, self->look));
  self->saved_views = CRM_SAVED_VIEWS (crm_saved_views_new (store, self->filter, settings));
  gtk_menu_button_set_popover (self->views_button, GTK_WIDGET (self->saved_views));

  self->row_popover = gtk_popover_menu_new_from_model (self->row_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_popover), FALSE);
  gtk_widget_set_halign (self->row_popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->row_popover, GTK_WIDGET (self->table));
  self->columns_popover = crm_columns_popover_new (crm_client_table_get_columns (self->table));
  gtk_widget_set_parent (self->columns_popover, crm_client_list_header_get_menu_button (self->header));
}

static void
crm_client_list_view_constructed (GObject *object)
{
  const char *const by_name[] = { "name", NULL };
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  G_OBJECT_CLASS (crm_client_list_view_parent_class)->constructed (object);
  build (self);
  crm_client_filter_set_order (self->filter, by_name);
  add_settings (self);
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (
      crm_client_table_get_columns (self->table), "order-changed", G_CALLBACK (on_order_changed), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (on_list_notify), self);
  g_signal_connect_object (
      get_store (self), "settings-changed", G_CALLBACK (on_settings_changed), self, G_CONNECT_SWAPPED);
  on_filter_changed (self);
  on_list_notify (self);
}

static void
crm_client_list_view_dispose (GObject *object)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  if (self->table != NULL)
    {
      g_signal_handlers_disconnect_by_data (crm_client_table_get_columns (self->table), self);
      g_signal_handlers_disconnect_by_data (self->table, self);
      crm_client_list_header_capture (self->header, NULL);
      self->table = NULL;
    }
  g_clear_pointer (&self->row_popover, gtk_widget_unparent);
  g_clear_pointer (&self->columns_popover, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->look);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (crm_client_list_view_parent_class)->dispose (object);
}

static void
crm_client_list_view_finalize (GObject *object)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  g_clear_pointer (&self->shown, crm_query_free);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_client_list_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clients.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "clients.copy-phone", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "clients.copy-email", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "clients.add-note", NULL, add_note_action);
  gtk_widget_class_install_action (widget_class, "clients.tag", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.assign", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.archive", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.restore", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.export", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.copy", NULL, selection_action);
  gtk_widget_class_install_action (widget_class, "clients.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "clients.unselect", NULL, unselect_action);
  gtk_widget_class_install_action (widget_class, "clients.columns", NULL, columns_action);
  gtk_widget_class_install_action (widget_class, "clients.create-searched", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "clients.clear-filters", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "clients.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "clients.show-saved", "x", show_saved_action);
  gtk_widget_class_install_property_action (widget_class, "clients.show-preview", "show-preview");
  gtk_widget_class_install_property_action (widget_class, "clients.show-archived", "show-archived");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-client-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, header);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, chips_scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, views_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, error_strip);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, error_label);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, states_place);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, hits_place);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, preview_place);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, footer_place);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListView, row_menu);
}

static void
crm_client_list_view_class_init (CrmClientListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  object_class->constructed = crm_client_list_view_constructed;
  object_class->dispose = crm_client_list_view_dispose;
  object_class->finalize = crm_client_list_view_finalize;
  object_class->get_property = crm_client_list_view_get_property;
  object_class->set_property = crm_client_list_view_set_property;
  widget_class->map = crm_client_list_view_map;
  view_class->focus_search = crm_client_list_view_focus_search;
  view_class->add_new = crm_client_list_view_add_new;
  view_class->shown = crm_client_list_view_shown;
  view_class->width_changed = crm_client_list_view_width_changed;

  props[PROP_SHOW_PREVIEW] =
      g_param_spec_boolean ("show-preview", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_ARCHIVED] =
      g_param_spec_boolean ("show-archived", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
crm_client_list_view_init (CrmClientListView *self)
{
  g_type_ensure (CRM_TYPE_CLIENT_LIST_HEADER);
  self->filter = crm_client_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_client_list_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_CLIENT_LIST_VIEW, "store", store, NULL);
}

CrmRecordList *
crm_client_list_view_get_list (CrmClientListView *self)
{
  return self->list;
}
