/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-list-view-private.h"

#include "client/crm-columns-popover.h"
#include "client/crm-filter-popover.h"
#include "settings/crm-settings.h"
#include "store/crm-search.h"
#include "widgets/crm-popover-at.h"
#include "widgets/crm-scaled.h"

/* The page Clients: builds it, owns the record list and the filter. Main thread. */

#define FIRST_ROWS 40
#define NAVIGATION_WIDTH 212
#define PREVIEW_WIDTH 360
#define BRIEF_WIDTH 480 /* below it the foot says one thing only */

G_DEFINE_FINAL_TYPE (CrmClientListView, crm_client_list_view, CRM_TYPE_VIEW)

enum
{
  PROP_SHOW_PREVIEW = 1,
  PROP_SHOW_ARCHIVED,
  PROP_TOTAL_COLUMN,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static CrmStore *
get_store (CrmClientListView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* Rows */

static gboolean
on_top_idle (gpointer data)
{
  g_autoptr (CrmClientListView) self = data;

  if (self->table != NULL)
    crm_client_table_scroll_to_top (self->table);
  return G_SOURCE_REMOVE;
}

/* Before the table hears of it. Of many rows that come at once GTK keeps the one with the focus in sight, wherever it has gone, and draws
 * nothing as long as its place is not known (4.8): a list that was seen from its beginning is seen from there again, before the next
 * frame. */
static void
on_rows_changing (CrmClientListView *self, guint position, guint removed, guint added)
{
  if (added >= FIRST_ROWS && self->table != NULL && crm_client_table_is_at_top (self->table))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_top_idle, g_object_ref (self), NULL);
}

static void
on_table_selected (CrmClientListView *self)
{
  CrmRecordSelection *selection = crm_client_table_get_selection (self->table);
  guint n = crm_record_selection_get_count (selection);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean in_footer = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->footer));

  crm_client_footer_set_selected (self->footer, crm_record_selection_is_multi (selection) ? n : 0);
  /* The button that archived them has gone with them. */
  if (in_footer && !gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  if (self->show_preview)
    {
      g_autoptr (GArray) ids = n == 1 ? crm_record_selection_dup_ids (selection) : NULL;

      crm_client_preview_set_client (self->preview, ids != NULL && ids->len > 0
                                                        ? g_array_index (ids, gint64, 0)
                                                        : crm_client_list_view_get_target_id (self));
    }
}

static void
on_view_shown (CrmClientListView *self)
{
  gint64 id = crm_saved_views_get_shown (self->saved_views);
  g_autoptr (CrmQuery) incomplete = crm_client_filter_build_scope (CRM_CLIENT_SCOPE_INCOMPLETE);
  g_autofree char *mark = id != 0 ? crm_view_dup_saved_mark (id) : NULL;

  if (mark == NULL && crm_client_filter_shows (self->filter, incomplete))
    mark = g_strdup ("incomplete");
  crm_view_set_mark (CRM_VIEW (self), mark);
}

static void
make_filter_popover (GtkMenuButton *button, gpointer data)
{
  CrmClientListView *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, crm_filter_popover_new (self->filter, self->look));
}

static void
on_table_menu (CrmClientListView *self, int x, int y)
{
  GdkRectangle at = { x, y, 1, 1 };

  if (self->row_popover == NULL)
    {
      self->row_popover = gtk_popover_menu_new_from_model (self->row_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->row_popover), FALSE);
      gtk_widget_set_halign (self->row_popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->row_popover, GTK_WIDGET (self->table));
    }
  crm_client_list_view_update_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->row_popover));
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
      g_free (self->total_column);
      self->total_column = g_settings_get_string (settings, "client-total");
    }
  crm_client_totals_set_column (self->totals, self->total_column);
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
  crm_client_columns_set_room (crm_client_table_get_columns (self->table),
      preview || self->width < crm_scaled (1100) ? MAX (room, 1) : 0);
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
    crm_client_list_view_focus_rows (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer data)
{
  CrmClientListView *self = data;

  crm_client_look_refresh (self->look);
  crm_client_chips_recount (self->chips);
  return G_SOURCE_CONTINUE;
}

static void
crm_client_list_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CRM_CLIENT_LIST_VIEW (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (crm_client_list_view_parent_class)->unmap (widget);
}

/* The window gives the focus to its first widget after this. */
static void
crm_client_list_view_map (GtkWidget *widget)
{
  CRM_CLIENT_LIST_VIEW (widget)->tick_id = g_timeout_add_seconds (60, on_tick, widget);
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
  crm_client_list_view_focus_rows (self);
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
  crm_client_footer_set_narrow (self->footer, width < BRIEF_WIDTH);
  update_room (self);
}

static void
set_total_column (CrmClientListView *self, const char *field)
{
  GSettings *settings = crm_settings_get ();

  g_free (self->total_column);
  self->total_column = g_strdup (field);
  crm_client_totals_set_column (self->totals, field);
  if (settings != NULL)
    g_settings_set_string (settings, "client-total", field);
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
    case PROP_TOTAL_COLUMN: g_value_set_string (value, self->total_column); break;
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
    case PROP_TOTAL_COLUMN: set_total_column (self, g_value_get_string (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
on_totals_changed (CrmClientListView *self)
{
  crm_client_footer_set_totals (self->footer, crm_client_totals_get_without_step (self->totals),
      crm_client_totals_get_text (self->totals));
}

static void
on_columns_changed (CrmClientListView *self)
{
  crm_client_footer_set_columns (self->footer, crm_client_table_get_columns (self->table), self->entity);
}

static void
build (CrmClientListView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  CrmStore *store = get_store (self);
  GSettings *settings = crm_settings_get ();

  self->list = crm_record_list_new (store);
  crm_record_list_set_first_rows (self->list, FIRST_ROWS);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_rows_changing), self);
  self->look = crm_client_look_new (store);
  self->entity = crm_store_get_entity (store, "client");

  self->table = CRM_CLIENT_TABLE (crm_client_table_new (self->list, self->look, settings));
  self->states = CRM_CLIENT_STATES (crm_client_states_new (GTK_WIDGET (self->table)));
  adw_bin_set_child (self->states_place, GTK_WIDGET (self->states));
  g_signal_connect_swapped (self->table, "opened", G_CALLBACK (crm_client_list_view_open_position), self);
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (on_table_selected), self);
  g_signal_connect_swapped (self->table, "menu", G_CALLBACK (on_table_menu), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (crm_client_list_view_on_table_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
  self->cursor = crm_cell_cursor_new (self->table, self->look);
  crm_client_list_header_capture (self->header, GTK_WIDGET (self->table));
  crm_client_list_view_connect_search (self);

  self->chips = CRM_CLIENT_CHIPS (crm_client_chips_new (self->filter, self->look));
  gtk_scrolled_window_set_child (self->chips_scrolled, GTK_WIDGET (self->chips));
  self->hits = CRM_TEXT_HITS (crm_text_hits_new (store));
  adw_bin_set_child (self->hits_place, GTK_WIDGET (self->hits));
  self->preview = CRM_CLIENT_PREVIEW (crm_client_preview_new (self->look));
  adw_bin_set_child (self->preview_place, GTK_WIDGET (self->preview));
  self->footer = CRM_CLIENT_FOOTER (crm_client_footer_new ());
  adw_bin_set_child (self->footer_place, GTK_WIDGET (self->footer));
  self->totals = crm_client_totals_new (store);
  self->total_column = g_strdup ("open_deals");
  on_columns_changed (self);
  g_signal_connect_object (self->totals, "changed", G_CALLBACK (on_totals_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->filter_button, make_filter_popover, self, NULL);
  self->saved_views = CRM_SAVED_VIEWS (
      crm_saved_views_new (store, self->filter, crm_client_table_get_columns (self->table), settings));
  gtk_menu_button_set_popover (self->views_button, GTK_WIDGET (self->saved_views));
  g_signal_connect_object (self->saved_views, "shown", G_CALLBACK (on_view_shown), self, G_CONNECT_SWAPPED);
  on_view_shown (self);
}

void
crm_client_list_view_choose_columns (CrmClientListView *self)
{
  /* Not on the button itself: that would take the focus from it at the first arrow key. */
  crm_popover_open_at (GTK_POPOVER (crm_columns_popover_new (crm_client_table_get_columns (self->table))),
      crm_client_list_header_get_menu_button (self->header));
}

static void
crm_client_list_view_constructed (GObject *object)
{
  /* Overdue, today, later, none. */
  const char *const by_step[] = { "next_key", "name", NULL };
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  G_OBJECT_CLASS (crm_client_list_view_parent_class)->constructed (object);
  build (self);
  crm_client_filter_set_order (self->filter, by_step);
  add_settings (self);
  g_signal_connect_swapped (
      self->filter, "changed", G_CALLBACK (crm_client_list_view_on_filter_changed), self);
  g_signal_connect_swapped (crm_client_table_get_columns (self->table), "order-changed",
      G_CALLBACK (crm_client_list_view_on_order_changed), self);
  g_signal_connect_swapped (
      crm_client_table_get_columns (self->table), "columns-changed", G_CALLBACK (on_columns_changed), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (crm_client_list_view_on_list_notify), self);
  g_signal_connect_object (
      get_store (self), "settings-changed", G_CALLBACK (on_settings_changed), self, G_CONNECT_SWAPPED);
  crm_client_list_view_on_filter_changed (self);
  crm_client_list_view_on_list_notify (self);
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
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->cursor);
  g_clear_object (&self->totals);
  g_clear_object (&self->list);
  g_clear_object (&self->look);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (crm_client_list_view_parent_class)->dispose (object);
}

static void
crm_client_list_view_finalize (GObject *object)
{
  CrmClientListView *self = CRM_CLIENT_LIST_VIEW (object);

  g_free (self->total_column);
  g_clear_pointer (&self->shown, crm_query_free);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_client_list_view_parent_class)->finalize (object);
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
  widget_class->unmap = crm_client_list_view_unmap;
  view_class->focus_search = crm_client_list_view_focus_search;
  view_class->add_new = crm_client_list_view_add_new;
  view_class->shown = crm_client_list_view_shown;
  view_class->width_changed = crm_client_list_view_width_changed;

  props[PROP_SHOW_PREVIEW] =
      g_param_spec_boolean ("show-preview", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_ARCHIVED] =
      g_param_spec_boolean ("show-archived", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_TOTAL_COLUMN] =
      g_param_spec_string ("total-column", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (widget_class);
  crm_client_list_view_install_actions (widget_class);
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
