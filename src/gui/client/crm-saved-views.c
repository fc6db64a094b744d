/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-saved-views.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "crm-window.h"
#include "option/crm-option.h"
#include "widgets/crm-names.h"

/* Owns the rows of the saved views of entity client. Views are records like any others: saving, renaming and deleting can be
 * undone. Which one the list opens with belongs to this device and stands in the settings, by uid. Main thread. */

struct _CrmSavedViews
{
  GtkPopover parent_instance;

  CrmStore *store;           /* owned */
  CrmClientFilter *filter;   /* owned */
  CrmClientColumns *columns; /* owned */
  GSettings *settings;       /* owned, nullable */
  CrmNames *views;           /* owned */
  GtkWidget *list;
  GtkWidget *none;
  GtkWidget *offers; /* box: views that are not there yet */
  GtkWidget *entry;
  gboolean narrow; /* the filter left something out when it changed last */
  gboolean opened; /* the view to open with has been looked for */
  gint64 applied;  /* the view that was chosen last */
  gboolean applying;
  char **order; /* owned, nullable: the person's own, while a view has one */
};

G_DEFINE_FINAL_TYPE (CrmSavedViews, crm_saved_views, GTK_TYPE_POPOVER)

enum
{
  SHOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define DEFAULT_KEY "client-default-view"
#define ORDER_KEY "client-order"

static CrmRow *
find_row (CrmSavedViews *self, GtkWidget *widget)
{
  gint64 *id = g_object_get_data (G_OBJECT (widget), "crm-id");

  return id != NULL ? crm_names_find (self->views, *id) : NULL;
}

static const char *
get_text (CrmRow *row, const char *name)
{
  int index = crm_entity_find_field (row->entity, name);

  return index >= 0 ? crm_row_get_text (row, index) : NULL;
}

static gboolean
is_pinned (CrmRow *row)
{
  int index = crm_entity_find_field (row->entity, "pinned");

  /* As the navigation has it: nothing said is yes. */
  return index >= 0 &&
         (crm_value_is_empty (crm_row_get (row, index)) || crm_row_get_integer (row, index) != 0);
}

static gboolean
is_default (CrmSavedViews *self, CrmRow *row)
{
  g_autofree char *uid = crm_uid_format (row->uid);
  g_autofree char *chosen =
      self->settings != NULL ? g_settings_get_string (self->settings, DEFAULT_KEY) : NULL;

  return g_strcmp0 (uid, chosen) == 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmSavedViews) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (gtk_widget_get_parent (GTK_WIDGET (self)), error, _ ("Saving the view"), NULL);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmSavedViews) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_add_finish (CRM_STORE (source), result, NULL, &error) == 0)
    crm_window_report_error (gtk_widget_get_parent (GTK_WIDGET (self)), error, _ ("Saving the view"), NULL);
}

/* The columns stand beside the conditions, which do not know them. Caller owns; NULL when the view has none. */
static char **
dup_columns (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *member = object != NULL ? json_object_get_member (object, "columns") : NULL;
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  if (member == NULL || !JSON_NODE_HOLDS_ARRAY (member))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (member)); i++)
    {
      const char *field = json_node_get_string (json_array_get_element (json_node_get_array (member), i));

      if (field != NULL)
        g_strv_builder_add (fields, field);
    }
  return g_strv_builder_end (fields);
}

/* Takes json. */
static char *
add_columns (char *json, CrmClientColumns *columns)
{
  g_autofree char *bare = json;
  g_autoptr (JsonNode) root = json_from_string (bare, NULL);
  g_autoptr (GPtrArray) shown = crm_client_columns_dup_shown (columns, FALSE);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < shown->len; i++)
    json_array_add_string_element (array, shown->pdata[i]);
  json_object_set_array_member (json_node_get_object (root), "columns", array);
  return json_to_string (root, FALSE);
}

/* Back from a view to all clients: back to the person's own columns and order. */
static void
leave_view (CrmSavedViews *self)
{
  g_auto (GStrv) order = g_steal_pointer (&self->order);

  crm_client_columns_show_view (self->columns, NULL);
  if (order == NULL)
    return;
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, ORDER_KEY, (const char *const *)order);
  crm_client_filter_set_order (self->filter, (const char *const *)order);
}

static void
on_filter_changed (CrmSavedViews *self)
{
  gboolean narrow =
      crm_client_filter_is_narrow (self->filter) || crm_client_filter_get_text (self->filter) != NULL;
  gboolean left = self->narrow && !narrow && !self->applying;

  self->narrow = narrow;
  if (left)
    leave_view (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
apply_row (CrmSavedViews *self, CrmRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_from_json (get_text (row, "query"), &error);

  if (query == NULL)
    crm_window_report_error (gtk_widget_get_parent (GTK_WIDGET (self)), error, _ ("Opening the view"), NULL);
  else
    {
      g_auto (GStrv) columns = dup_columns (get_text (row, "query"));

      if (self->order == NULL)
        self->order = g_strdupv ((char **)crm_client_filter_get_order (self->filter));
      self->applied = row->id;
      self->applying = TRUE;
      crm_client_filter_load (self->filter, query);
      self->applying = FALSE;
      crm_client_columns_show_view (self->columns, (const char *const *)columns);
    }
}

static void
on_row_activated (CrmSavedViews *self, GtkListBoxRow *list_row)
{
  CrmRow *row = find_row (self, GTK_WIDGET (list_row));

  if (row != NULL)
    apply_row (self, row);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_pin_clicked (CrmSavedViews *self, GtkWidget *button)
{
  CrmRow *row = find_row (self, button);
  CrmValues *values;

  if (row == NULL)
    return;
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, crm_entity_find_field (row->entity, "pinned"), !is_pinned (row));
  crm_store_set_async (self->store, row->id, row->version, values, NULL, on_written, g_object_ref (self));
}

static void
on_default_clicked (CrmSavedViews *self, GtkWidget *button)
{
  CrmRow *row = find_row (self, button);
  g_autofree char *uid = NULL;

  if (row == NULL || self->settings == NULL)
    return;
  uid = is_default (self, row) ? g_strdup ("") : crm_uid_format (row->uid);
  g_settings_set_string (self->settings, DEFAULT_KEY, uid);
  g_signal_emit_by_name (self->views, "changed");
}

static void
on_delete_clicked (CrmSavedViews *self, GtkWidget *button)
{
  CrmRow *row = find_row (self, button);

  if (row != NULL)
    crm_store_archive_async (
        self->store, "saved_view", &row->id, 1, FALSE, NULL, on_written, g_object_ref (self));
}

static void
on_renamed (CrmSavedViews *self, GtkWidget *entry)
{
  CrmRow *row = find_row (self, entry);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  CrmValues *values;

  if (row == NULL || name[0] == '\0' || g_strcmp0 (name, get_text (row, "name")) == 0)
    return;
  values = crm_values_new (row->entity);
  crm_values_set_text (values, crm_entity_find_field (row->entity, "name"), name);
  crm_store_set_async (self->store, row->id, row->version, values, NULL, on_written, g_object_ref (self));
}

static void
on_editing_changed (CrmSavedViews *self, GParamSpec *pspec, GtkEditableLabel *label)
{
  if (!gtk_editable_label_get_editing (label))
    on_renamed (self, GTK_WIDGET (label));
}

static void
on_rename_clicked (GtkWidget *label)
{
  gtk_editable_label_start_editing (GTK_EDITABLE_LABEL (label));
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "crm-id", g_memdup2 (&id, sizeof id), g_free);
}

static GtkWidget *
add_button (GtkWidget *box, const char *icon, const char *words, gint64 id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  set_id (button, id);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_view (CrmSavedViews *self, CrmRow *row)
{
  GtkWidget *list_row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *name = get_text (row, "name");
  GtkWidget *label = gtk_editable_label_new (name);
  gboolean pinned = is_pinned (row), opens = is_default (self, row);
  GtkWidget *button;

  /* Renaming is the button's work; a click on the name applies the view. */
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 8);
  set_id (label, row->id);
  g_signal_connect_swapped (label, "notify::editing", G_CALLBACK (on_editing_changed), self);
  gtk_box_append (GTK_BOX (box), label);
  button = add_button (
      box, "crm-pin-symbolic", pinned ? _ ("Take from the sidebar") : _ ("Show in the sidebar"), row->id);
  if (pinned)
    gtk_widget_add_css_class (button, "accent");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_pin_clicked), self);
  if (self->settings != NULL)
    {
      button = add_button (box, opens ? "starred-symbolic" : "non-starred-symbolic",
          opens ? _ ("No longer open with this view") : _ ("Open the list with this view"), row->id);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_default_clicked), self);
    }
  button = add_button (box, "document-edit-symbolic", _ ("Rename"), row->id);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_rename_clicked), label);
  button = add_button (box, "user-trash-symbolic", _ ("Delete this view"), row->id);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_delete_clicked), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_id (list_row, row->id);
  g_object_set_data (G_OBJECT (list_row), "crm-label", label);
  gtk_list_box_append (GTK_LIST_BOX (self->list), list_row);
}

/* Views that most books want sooner or later; a click makes one like any other. */
static const struct
{
  const char *name;
  const char *role;
  const char *color;
} offers[] = {
  { N_ ("Suppliers"), "supplier", "orange" },
  { N_ ("Carriers"), "carrier", "purple" },
};

static char *
dup_offer_query (guint index)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");

  crm_condition_add (
      crm_query_get_where (query), crm_condition_new ("roles", CRM_TEST_EQUAL, offers[index].role));
  crm_query_add_order (query, "name");
  return crm_query_to_json (query);
}

static void
on_offer_clicked (CrmSavedViews *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "crm-index"));
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "saved_view");
  g_autofree char *json = dup_offer_query (index);
  g_autoptr (CrmQuery) query = crm_query_from_json (json, NULL);
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_SAVED_VIEW_NAME, _ (offers[index].name));
  crm_values_set_text (values, CRM_SAVED_VIEW_ENTITY, "client");
  crm_values_set_text (values, CRM_SAVED_VIEW_QUERY, json);
  crm_values_set_text (values, CRM_SAVED_VIEW_COLOR, offers[index].color);
  crm_values_set_integer (values, CRM_SAVED_VIEW_PINNED, TRUE);
  crm_store_add_async (self->store, values, NULL, on_added, g_object_ref (self));
  crm_client_filter_load (self->filter, query);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
has_view (CrmSavedViews *self, guint index)
{
  g_autofree char *json = dup_offer_query (index);
  g_autoptr (CrmQuery) wanted = crm_query_from_json (json, NULL);

  for (guint i = 0; i < crm_names_get_count (self->views); i++)
    {
      CrmRow *row = crm_names_get_row (self->views, i);
      g_autoptr (CrmQuery) query = crm_query_from_json (get_text (row, "query"), NULL);

      if (query != NULL && crm_query_equal (query, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
show_offers (CrmSavedViews *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->offers)) != NULL)
    gtk_box_remove (GTK_BOX (self->offers), child);
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      g_autofree char *words = g_strdup_printf (_ ("Add the view “%s”"), _ (offers[i].name));
      GtkWidget *button;

      if (has_view (self, i))
        continue;
      button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (button),
          g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label", words, NULL));
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "crm-index", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_offer_clicked), self);
      gtk_box_append (GTK_BOX (self->offers), button);
    }
}

static gboolean
let_go (gpointer row)
{
  g_object_unref (row);
  return G_SOURCE_REMOVE;
}

/* A name that has lost the focus is asked about it once more by GTK, a tenth of a second later, gone or not (4.8). */
static void
remove_row (CrmSavedViews *self, GtkWidget *row)
{
  g_signal_handlers_disconnect_by_data (g_object_get_data (G_OBJECT (row), "crm-label"), self);
  g_timeout_add_seconds (1, let_go, g_object_ref (row));
  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

/* The row in which the focus is; -1: it is elsewhere. */
static int
find_focus (CrmSavedViews *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (self->list);

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* Gives it to the row that has come in the place of an earlier one. */
static void
return_focus (CrmSavedViews *self, gint64 id, int place)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (*(gint64 *)g_object_get_data (G_OBJECT (row), "crm-id") == id)
      place = i;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), place);
  if (row == NULL && place > 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), place - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_views (CrmSavedViews *self)
{
  GtkWidget *child;
  guint n = 0;
  int place = find_focus (self);
  gint64 focused = 0;

  if (place >= 0)
    {
      child = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), place));
      focused = *(gint64 *)g_object_get_data (G_OBJECT (child), "crm-id");
    }
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    remove_row (self, child);
  for (guint i = 0; i < crm_names_get_count (self->views); i++)
    {
      CrmRow *row = crm_names_get_row (self->views, i);

      if (g_strcmp0 (get_text (row, "entity"), "client") != 0)
        continue;
      add_view (self, row);
      n++;
      /* Once, when the page opens; not over what somebody has chosen since. */
      if (!self->opened && is_default (self, row) && !crm_client_filter_is_narrow (self->filter) &&
          crm_client_filter_get_text (self->filter) == NULL)
        apply_row (self, row);
    }
  if (crm_names_is_loaded (self->views))
    self->opened = TRUE;
  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  if (place >= 0)
    return_focus (self, focused, place);
  show_offers (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
on_save (CrmSavedViews *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (name[0] == '\0')
    {
      gtk_widget_grab_focus (self->entry);
      return;
    }
  crm_saved_views_save (self, name);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
crm_saved_views_dispose (GObject *object)
{
  CrmSavedViews *self = CRM_SAVED_VIEWS (object);
  GtkWidget *row;

  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  while (self->list != NULL && (row = gtk_widget_get_first_child (self->list)) != NULL)
    remove_row (self, row);
  self->list = NULL;
  g_clear_object (&self->views);
  g_clear_pointer (&self->order, g_strfreev);
  g_clear_object (&self->settings);
  g_clear_object (&self->filter);
  g_clear_object (&self->columns);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_saved_views_parent_class)->dispose (object);
}

static void
crm_saved_views_class_init (CrmSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_saved_views_dispose;
  signals[SHOWN] = g_signal_new (
      "shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_saved_views_init (CrmSavedViews *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save"));

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_size_request (self->list, 320, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Saved views"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  self->none = gtk_label_new (_ ("No saved views yet"));
  gtk_widget_add_css_class (self->none, "dim-label");
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Name of the present view"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the present view"), -1);
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_save), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), self);
  gtk_box_append (GTK_BOX (row), self->entry);
  gtk_box_append (GTK_BOX (row), save);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->none);
  self->offers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (box), self->offers);
  gtk_box_append (GTK_BOX (box), row);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
crm_saved_views_new (CrmStore *store, CrmClientFilter *filter, CrmClientColumns *columns, GSettings *settings)
{
  CrmSavedViews *self = g_object_new (CRM_TYPE_SAVED_VIEWS, NULL);

  self->store = g_object_ref (store);
  self->filter = g_object_ref (filter);
  self->columns = g_object_ref (columns);
  g_signal_connect_object (filter, "changed", G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      g_autoptr (GSettingsSchema) schema = NULL;

      g_object_get (settings, "settings-schema", &schema, NULL);
      if (g_settings_schema_has_key (schema, DEFAULT_KEY))
        self->settings = g_object_ref (settings);
    }
  self->views = crm_names_get (store, "saved_view");
  g_signal_connect_swapped (self->views, "changed", G_CALLBACK (show_views), self);
  show_views (self);
  return GTK_WIDGET (self);
}

void
crm_saved_views_apply (CrmSavedViews *self, gint64 id)
{
  CrmRow *row = crm_names_find (self->views, id);

  if (row != NULL)
    apply_row (self, row);
}

/* One that leaves nobody out is on show only when it was chosen: else every list of all clients would be it. */
static gboolean
is_shown (CrmSavedViews *self, CrmRow *row)
{
  g_autoptr (CrmQuery) query = NULL;

  if (row == NULL || g_strcmp0 (get_text (row, "entity"), "client") != 0)
    return FALSE;
  query = crm_query_from_json (get_text (row, "query"), NULL);
  return query != NULL && crm_client_filter_shows (self->filter, query) &&
         (row->id == self->applied || crm_client_filter_is_narrow (self->filter) ||
             crm_query_get_text (query) != NULL);
}

gint64
crm_saved_views_get_shown (CrmSavedViews *self)
{
  g_return_val_if_fail (CRM_IS_SAVED_VIEWS (self), 0);
  /* Two may say the same. */
  if (is_shown (self, crm_names_find (self->views, self->applied)))
    return self->applied;
  for (guint i = 0; i < crm_names_get_count (self->views); i++)
    if (is_shown (self, crm_names_get_row (self->views, i)))
      return crm_names_get_row (self->views, i)->id;
  return 0;
}

void
crm_saved_views_save (CrmSavedViews *self, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "saved_view");
  g_autoptr (CrmQuery) query = crm_client_filter_build (self->filter);
  g_autofree char *json = add_columns (crm_query_to_json (query), self->columns);
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, crm_entity_find_field (entity, "name"), name);
  crm_values_set_text (values, crm_entity_find_field (entity, "entity"), "client");
  crm_values_set_text (values, crm_entity_find_field (entity, "query"), json);
  crm_values_set_integer (values, crm_entity_find_field (entity, "pinned"), TRUE);
  crm_store_add_async (self->store, values, NULL, on_added, g_object_ref (self));
}
