/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deals-view.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "deal/crm-deal-list.h"
#include "deal/crm-deals-header.h"
#include "deal/crm-deals-strip.h"
#include "settings/crm-settings.h"
#include "widgets/crm-popover-at.h"

/* The page Deals: owns board, list and filter, and goes from what a person chose to what is asked of the store. Main thread;
 * ensure_in_worker in the writer. */

#define FIRST_CARDS 50
#define ALL_PIPELINES "all"

struct _CrmDealsView
{
  CrmView parent_instance;

  CrmBoard *board;       /* owned */
  CrmRecordList *list;   /* owned */
  CrmDealFilter *filter; /* owned */
  CrmDealLook *look;     /* owned */
  CrmNames *pipelines;   /* owned */
  GSettings *settings;   /* borrowed, nullable */
  GActionMap *actions;   /* owned */
  CrmDealsHeader *header;
  AdwBin *strip_place;
  GtkStack *stack;
  AdwStatusPage *error_page;
  CrmDealsStrip *strip;
  CrmBoardView *board_view;
  CrmDealList *deal_list;
  char *pipeline;  /* owned, nullable: uid, "all", or NULL for the main one */
  gboolean adding; /* a new deal was asked for: the board is shown although it is empty */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmDealsView, crm_deals_view, CRM_TYPE_VIEW)

static const char *const orders[] = {
  [CRM_BOARD_URGENCY] = "urgency",
  [CRM_BOARD_AMOUNT] = "amount",
  [CRM_BOARD_AGE] = "age",
  [CRM_BOARD_CLOSE] = "close",
  [CRM_BOARD_BY_HAND] = "hand",
};
static const char *const groups[] = {
  [CRM_BOARD_BY_STAGE] = "stage",
  [CRM_BOARD_BY_MONTH] = "month",
  [CRM_BOARD_BY_OWNER] = "owner",
  [CRM_BOARD_BY_SOURCE] = "source",
};

static CrmStore *
get_store (CrmDealsView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* State of a choice: a word, or its place among words. */
static const char *
get_word (CrmDealsView *self, const char *name)
{
  GVariant *state = g_action_get_state (g_action_map_lookup_action (self->actions, name));
  const char *word = g_intern_string (g_variant_get_string (state, NULL));

  g_variant_unref (state);
  return word;
}

static guint
get_choice (CrmDealsView *self, const char *name, const char *const *words, guint n)
{
  const char *word = get_word (self, name);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i], word))
      return i;
  return 0;
}

static gboolean
get_flag (CrmDealsView *self, const char *name)
{
  g_autoptr (GVariant) state = g_action_get_state (g_action_map_lookup_action (self->actions, name));

  return g_variant_get_boolean (state);
}

#define OWN_FIELD "field:" /* of a group: before the name of the field */

/* The own field the lanes are made by, or NULL. */
static const char *
find_field (CrmDealsView *self)
{
  const char *word = get_word (self, "group");
  g_autoptr (CrmEntity) entity = crm_store_get_entity (get_store (self), "deal");
  int field =
      g_str_has_prefix (word, OWN_FIELD) ? crm_entity_find_field (entity, word + strlen (OWN_FIELD)) : -1;

  return field >= 0 && crm_board_takes_field (&entity->fields[field])
             ? g_intern_string (entity->fields[field].name)
             : NULL;
}

static gboolean
is_list (CrmDealsView *self)
{
  return g_str_equal (get_word (self, "mode"), "list");
}

/* Asking the store */

/* The pipeline chosen last, if it is still there, else the main one; 0 for all. */
static gint64
find_pipeline (CrmDealsView *self)
{
  gint64 main_one = 0;
  guint n = crm_names_get_count (self->pipelines);

  if (g_strcmp0 (self->pipeline, ALL_PIPELINES) == 0 && n > 1)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      CrmRow *row = crm_names_get_row (self->pipelines, i);
      g_autofree char *uid = crm_uid_format (row->uid);

      if (g_strcmp0 (uid, self->pipeline) == 0)
        return row->id;
      if (main_one == 0 || crm_row_get_integer (row, CRM_PIPELINE_MAIN) != 0)
        main_one = row->id;
    }
  return main_one;
}

static void
ask_list (CrmDealsView *self, gint64 pipeline)
{
  g_autoptr (CrmQuery) query = crm_deal_filter_build (self->filter, TRUE);
  g_auto (GStrv) keys = crm_deal_list_dup_order (self->deal_list);

  if (pipeline != 0)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, pipeline);

      crm_condition_add (crm_query_get_where (query), crm_condition_new ("pipeline", CRM_TEST_EQUAL, id));
    }
  if (!get_flag (self, "closed") || crm_deal_filter_get_next (self->filter) >= 0)
    crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "open"));
  for (guint i = 0; keys[i] != NULL; i++)
    crm_query_add_order (query, keys[i]);
  if (keys[0] == NULL)
    crm_query_add_order (query, "next_key");
  crm_record_list_set_query (self->list, query);
}

static void
ask (CrmDealsView *self)
{
  g_autoptr (CrmBoardQuery) query = NULL;
  gboolean list = is_list (self);

  if (!crm_names_is_loaded (self->pipelines))
    return;
  query = crm_board_query_new ();
  query->pipeline = find_pipeline (self);
  /* Of a list the board gives the sums of everything. */
  query->group = list ? CRM_BOARD_BY_FIELD : get_choice (self, "group", groups, G_N_ELEMENTS (groups));
  query->field = list ? NULL : find_field (self);
  if (query->field != NULL)
    query->group = CRM_BOARD_BY_FIELD;
  query->order = get_choice (self, "order", orders, G_N_ELEMENTS (orders));
  g_clear_pointer (&query->where, crm_query_free);
  query->where = crm_deal_filter_build (self->filter, FALSE);
  query->first = list ? 1 : FIRST_CARDS;
  query->next_state = crm_deal_filter_get_next (self->filter);
  query->closed = get_flag (self, "closed");
  crm_board_set_query (self->board, query);
  if (list)
    ask_list (self, query->pipeline);
}

/* Showing */

static const char *
choose_state (CrmDealsView *self)
{
  CrmBoardData *data = crm_board_get_data (self->board);

  if (crm_board_get_error (self->board) != NULL && data == NULL)
    return "error";
  if (data == NULL)
    return "waiting";
  if (crm_board_data_get_count (data) == 0 && !self->adding && !crm_board_view_is_adding (self->board_view))
    {
      if (crm_deal_filter_is_narrow (self->filter))
        return "nothing";
      return "empty";
    }
  return is_list (self) ? "list" : "board";
}

static void
update (CrmDealsView *self)
{
  CrmBoardData *data = crm_board_get_data (self->board);
  const char *error = crm_board_get_error (self->board);

  if (error != NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error, -1);

      adw_status_page_set_description (self->error_page, markup);
    }
  crm_deals_strip_set_data (self->strip, data,
      get_flag (self, "closed") && (is_list (self) || get_choice (self, "group", groups,
                                                          G_N_ELEMENTS (groups)) == CRM_BOARD_BY_STAGE));
  crm_deal_list_set_data (self->deal_list, data);
  gtk_stack_set_visible_child_name (self->stack, choose_state (self));
  crm_deals_header_set_loading (
      self->header, crm_board_is_loading (self->board) || crm_record_list_is_loading (self->list));
}

static void
on_board_notify (CrmDealsView *self)
{
  const char *error = crm_board_get_error (self->board);

  /* Deals that are shown stay; what went wrong is said beside them. */
  if (error != NULL && crm_board_get_data (self->board) != NULL)
    {
      g_autoptr (GError) local = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, error);

      crm_window_report_error (GTK_WIDGET (self), local, _ ("Reading the deals"), "deals.retry");
    }
  update (self);
}

static void
begin_add (CrmDealsView *self)
{
  crm_board_view_begin_add (self->board_view);
  self->adding = FALSE;
}

static void
on_board_changed (CrmDealsView *self)
{
  update (self);
  if (self->adding && crm_board_view_get_n_lanes (self->board_view) > 0)
    begin_add (self);
}

static void
on_lane_changed (CrmDealsView *self)
{
  CrmLaneView *lane = is_list (self) ? NULL : crm_board_view_get_front_lane (self->board_view);
  g_autofree char *summary = lane != NULL ? crm_lane_view_dup_summary (lane) : NULL;

  crm_deals_header_set_title (
      self->header, lane != NULL ? crm_lane_view_get_lane (lane)->title : _ ("Deals"), summary);
}

static void
on_filter_changed (CrmDealsView *self)
{
  GAction *next = g_action_map_lookup_action (self->actions, "next");

  crm_deals_header_set_text (self->header, crm_deal_filter_get_text (self->filter));
  g_simple_action_set_state (
      G_SIMPLE_ACTION (next), g_variant_new_int32 (crm_deal_filter_get_next (self->filter)));
  crm_board_view_rewind (self->board_view);
  ask (self);
}

static void
on_pipelines_changed (CrmDealsView *self)
{
  crm_deals_header_set_pipelines (self->header, self->pipelines, find_pipeline (self));
  ask (self);
}

static void
on_searched (CrmDealsView *self)
{
  g_autofree char *text = crm_deals_header_dup_text (self->header);

  crm_deal_filter_set_text (self->filter, text);
}

static void
on_pipeline (CrmDealsView *self, gint64 id)
{
  CrmRow *row = id != 0 ? crm_names_find (self->pipelines, id) : NULL;

  g_free (self->pipeline);
  self->pipeline = row != NULL ? crm_uid_format (row->uid) : g_strdup (ALL_PIPELINES);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "deal-pipeline", self->pipeline);
  ask (self);
}

static void
on_left (CrmDealsView *self)
{
  if (is_list (self))
    crm_deal_list_focus (self->deal_list);
  else
    crm_board_view_focus (self->board_view);
}

/* Actions */

static gboolean
ensure_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_pipeline_ensure (tx, error) != 0;
}

static void
on_ensured (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealsView) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    return;
  self->adding = FALSE;
  crm_window_report_error (GTK_WIDGET (self), error, _ ("Preparing the stages"), NULL);
}

static void
new_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDealsView *self = data;

  self->adding = TRUE;
  if (is_list (self))
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "mode", g_variant_new_string ("board"));
  if (crm_names_is_loaded (self->pipelines) && crm_names_get_count (self->pipelines) == 0)
    {
      crm_store_write_async (get_store (self), _ ("First pipeline made"), ensure_in_worker, NULL, NULL, NULL,
          on_ensured, g_object_ref (self));
      return;
    }
  update (self);
  if (crm_board_view_get_n_lanes (self->board_view) > 0)
    begin_add (self);
}

static void
retry_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDealsView *self = data;

  crm_board_retry (self->board);
  crm_record_list_retry (self->list);
}

static void
clear_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_deal_filter_clear (CRM_DEALS_VIEW (data)->filter);
}

static void
fields_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDealsView *self = data;

  /* Not on the button itself: that would take the focus from it at the first arrow key. */
  crm_popover_open_at (
      GTK_POPOVER (crm_deal_look_make_popover (self->look)), crm_deals_header_get_menu_button (self->header));
}

static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmDealsView *self = data;
  int state = g_variant_get_int32 (parameter);

  /* The same segment again lets go of it. */
  if (state >= 0 && state < CRM_NEXT_N_STATES && crm_deal_filter_get_next (self->filter) != state)
    crm_deal_filter_set_next (self->filter, state);
  else
    crm_deal_filter_set_next (self->filter, -1);
}

static void
choice_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  CrmDealsView *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  g_autofree char *key = g_strdup_printf ("deal-%s", name);

  g_simple_action_set_state (action, value);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, key, g_variant_get_string (value, NULL));
  crm_board_view_rewind (self->board_view);
  ask (self);
  update (self);
  on_lane_changed (self);
}

static void
closed_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  ask (data);
}

static void
compact_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_simple_action_set_state (action, value);
  crm_deal_look_set_compact (CRM_DEALS_VIEW (data)->look, g_variant_get_boolean (value));
}

static const GActionEntry entries[] = {
  { "new", new_action },
  { "retry", retry_action },
  { "clear-filters", clear_action },
  { "fields", fields_action },
  { "next", next_action, "i", "-1" },
  { "mode", NULL, "s", "'board'", choice_action },
  { "order", NULL, "s", "'urgency'", choice_action },
  { "group", NULL, "s", "'stage'", choice_action },
  { "closed", NULL, NULL, "false", closed_action },
  { "compact", NULL, NULL, "false", compact_action },
};

static void
set_word (CrmDealsView *self, const char *name, const char *const *words, guint n)
{
  g_autofree char *key = g_strdup_printf ("deal-%s", name);
  g_autofree char *word = g_settings_get_string (self->settings, key);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i], word) || g_str_has_prefix (word, OWN_FIELD))
      g_simple_action_set_state (
          G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), g_variant_new_string (word));
}

/* Own fields come and go. */
static void
on_fields_changed (CrmDealsView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (get_store (self), "deal");

  crm_deals_header_set_own_fields (self->header, entity, OWN_FIELD);
  ask (self);
}

static void
add_actions (CrmDealsView *self)
{
  static const char *const modes[] = { "board", "list" };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  self->actions = G_ACTION_MAP (group);
  g_action_map_add_action_entries (self->actions, entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "deals", G_ACTION_GROUP (group));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, "compact")),
      g_variant_new_boolean (crm_deal_look_get_compact (self->look)));
  if (self->settings == NULL)
    return;
  set_word (self, "mode", modes, G_N_ELEMENTS (modes));
  set_word (self, "order", orders, G_N_ELEMENTS (orders));
  set_word (self, "group", groups, G_N_ELEMENTS (groups));
  self->pipeline = g_settings_get_string (self->settings, "deal-pipeline");
}

/* Overrides */

static gboolean
crm_deals_view_focus_search (CrmView *view)
{
  return crm_deals_header_focus_search (CRM_DEALS_VIEW (view)->header);
}

static gboolean
crm_deals_view_add_new (CrmView *view)
{
  g_action_group_activate_action (G_ACTION_GROUP (CRM_DEALS_VIEW (view)->actions), "new", NULL);
  return TRUE;
}

static gboolean
on_map_idle (gpointer data)
{
  g_autoptr (CrmDealsView) self = data;

  if (self->board != NULL && !crm_board_view_is_adding (self->board_view))
    on_left (self);
  return G_SOURCE_REMOVE;
}

/* The window gives the focus to its first widget after this. */
static void
crm_deals_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_deals_view_parent_class)->map (widget);
  g_idle_add (on_map_idle, g_object_ref (widget));
}

static void
crm_deals_view_width_changed (CrmView *view, int width)
{
  CrmDealsView *self = CRM_DEALS_VIEW (view);

  self->narrow = width < 860;
  crm_deals_header_set_narrow (self->header, self->narrow);
  crm_deals_strip_set_wide (self->strip, width >= 1100);
  crm_board_view_set_narrow (self->board_view, self->narrow);
  crm_deal_list_set_width (self->deal_list, width);
}

static void
crm_deals_view_constructed (GObject *object)
{
  CrmDealsView *self = CRM_DEALS_VIEW (object);
  CrmStore *store = get_store (self);

  G_OBJECT_CLASS (crm_deals_view_parent_class)->constructed (object);
  self->settings = crm_settings_get ();
  self->filter = crm_deal_filter_new (store);
  self->look = crm_deal_look_new (store, self->settings);
  self->pipelines = crm_names_get (store, "pipeline");
  self->board = crm_board_new (store);
  self->list = crm_record_list_new (store);
  crm_record_list_set_first_rows (self->list, 40);
  add_actions (self);

  self->strip = CRM_DEALS_STRIP (crm_deals_strip_new (self->filter, self->look));
  adw_bin_set_child (self->strip_place, GTK_WIDGET (self->strip));
  self->board_view = CRM_BOARD_VIEW (crm_board_view_new (store, self->board, self->look, self->settings));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->board_view), "board");
  self->deal_list = CRM_DEAL_LIST (crm_deal_list_new (self->list, self->look));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->deal_list), "list");

  g_signal_connect_swapped (self->board_view, "lane-changed", G_CALLBACK (on_lane_changed), self);
  g_signal_connect_swapped (self->deal_list, "order-changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (self->pipelines, "changed", G_CALLBACK (on_pipelines_changed), self);
  /* After the lanes have been brought in line. */
  g_signal_connect_data (
      self->board, "changed", G_CALLBACK (on_board_changed), self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (self->board, "notify", G_CALLBACK (on_board_notify), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (update), self);
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (on_fields_changed), self, G_CONNECT_SWAPPED);
  on_pipelines_changed (self);
  on_fields_changed (self);
  update (self);
}

static void
crm_deals_view_dispose (GObject *object)
{
  CrmDealsView *self = CRM_DEALS_VIEW (object);

  if (self->board != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->board, self);
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->filter, self);
      g_signal_handlers_disconnect_by_data (self->pipelines, self);
      g_signal_handlers_disconnect_by_data (self->board_view, self);
      g_signal_handlers_disconnect_by_data (self->deal_list, self);
    }
  g_clear_object (&self->board);
  g_clear_object (&self->list);
  g_clear_object (&self->filter);
  g_clear_object (&self->look);
  g_clear_object (&self->pipelines);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->pipeline, g_free);
  G_OBJECT_CLASS (crm_deals_view_parent_class)->dispose (object);
}

static void
crm_deals_view_class_init (CrmDealsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  object_class->constructed = crm_deals_view_constructed;
  object_class->dispose = crm_deals_view_dispose;
  widget_class->map = crm_deals_view_map;
  view_class->focus_search = crm_deals_view_focus_search;
  view_class->add_new = crm_deals_view_add_new;
  view_class->width_changed = crm_deals_view_width_changed;

  g_type_ensure (CRM_TYPE_DEALS_HEADER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/deal/crm-deals-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsView, header);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsView, strip_place);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsView, error_page);
  gtk_widget_class_bind_template_callback (widget_class, on_searched);
  gtk_widget_class_bind_template_callback (widget_class, on_pipeline);
  gtk_widget_class_bind_template_callback (widget_class, on_left);
}

static void
crm_deals_view_init (CrmDealsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_deals_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_DEALS_VIEW, "store", store, "title", _ ("Deals"), NULL);
}

CrmBoard *
crm_deals_view_get_board (CrmDealsView *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);
  return self->board;
}

CrmBoardView *
crm_deals_view_get_board_view (CrmDealsView *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);
  return self->board_view;
}

CrmDealFilter *
crm_deals_view_get_filter (CrmDealsView *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);
  return self->filter;
}

const char *
crm_deals_view_get_state (CrmDealsView *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}
