/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-filter.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "deal/crm-deal.h"

/* People and deals are read when the popover is opened for the first time for a client. Main thread, but for functions named _in_worker. */

#define MAX_OFFERED 500

struct _CrmTimelineFilter
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  GCancellable *cancellable; /* owned, nullable: of the read under way */
  gboolean read;             /* for this client */
  gboolean filling;
  GtkWidget *button;
  GtkWidget *people_box;
  GtkWidget *deals_box;
  GtkDropDown *people;
  GtkDropDown *deals;
  GtkDropDown *directions;
  GArray *person_ids; /* owned: gint64, 0 first */
  GArray *deal_ids;   /* owned: likewise */
};

G_DEFINE_FINAL_TYPE (CrmTimelineFilter, crm_timeline_filter, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GPtrArray *people; /* CrmRow */
  GPtrArray *deals;  /* CrmRow */
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_pointer (&choices->people, g_ptr_array_unref);
  g_clear_pointer (&choices->deals, g_ptr_array_unref);
  g_free (choices);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static GPtrArray *
load_in_worker (CrmTransaction *tx, const char *entity, const char *field, gint64 client, const char *order,
    GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, CRM_TEST_EQUAL, value));
  crm_query_add_order (query, order);
  crm_query_set_limit (query, MAX_OFFERED);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, entity, (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;
  g_autoptr (Choices) choices = g_new0 (Choices, 1);

  choices->people = load_in_worker (tx, "client", "company", client, "name", error);
  if (choices->people == NULL)
    return NULL;
  choices->deals = load_in_worker (tx, "deal", "client", client, "title", error);
  return choices->deals != NULL ? g_steal_pointer (&choices) : NULL;
}

static void
update_look (CrmTimelineFilter *self)
{
  if (crm_timeline_filter_is_set (self))
    gtk_widget_add_css_class (self->button, "accent");
  else
    gtk_widget_remove_css_class (self->button, "accent");
}

static void
fill (GtkDropDown *drop, GArray *ids, GPtrArray *rows, int field, const char *all)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 none = 0;

  g_array_set_size (ids, 0);
  g_array_append_val (ids, none);
  gtk_string_list_append (names, all);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      const char *title = crm_row_get_text (row, field);

      g_array_append_val (ids, row->id);
      gtk_string_list_append (names, title != NULL ? title : "");
    }
  gtk_drop_down_set_model (drop, G_LIST_MODEL (names));
}

static void
show_choices (CrmTimelineFilter *self, Choices *choices)
{
  self->filling = TRUE;
  fill (self->people, self->person_ids, choices != NULL ? choices->people : NULL, CRM_CLIENT_NAME,
      _ ("Everybody"));
  fill (
      self->deals, self->deal_ids, choices != NULL ? choices->deals : NULL, CRM_DEAL_TITLE, _ ("All deals"));
  gtk_widget_set_visible (self->people_box, self->person_ids->len > 1);
  gtk_widget_set_visible (self->deals_box, self->deal_ids->len > 1);
  self->filling = FALSE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTimelineFilter) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Choices) choices = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  show_choices (self, choices);
}

static void
on_popped_up (CrmTimelineFilter *self)
{
  if (self->read || self->client == 0)
    return;
  self->read = TRUE;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->client, sizeof self->client),
      g_free, choices_free, self->cancellable, on_read, g_object_ref (self));
}

static void
on_selected (CrmTimelineFilter *self)
{
  if (self->filling)
    return;
  update_look (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkDropDown *
add_choice (CrmTimelineFilter *self, GtkWidget *box, const char *label, GtkWidget **whole)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = gtk_label_new (label);
  GtkWidget *drop =
      gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop), whole != NULL);
  gtk_widget_set_size_request (drop, 220, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (on_selected), self);
  gtk_box_append (GTK_BOX (line), caption);
  gtk_box_append (GTK_BOX (line), drop);
  gtk_box_append (GTK_BOX (box), line);
  if (whole != NULL)
    *whole = line;
  return GTK_DROP_DOWN (drop);
}

static void
crm_timeline_filter_dispose (GObject *object)
{
  CrmTimelineFilter *self = CRM_TIMELINE_FILTER (object);

  self->filling = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_timeline_filter_parent_class)->dispose (object);
}

static void
crm_timeline_filter_finalize (GObject *object)
{
  CrmTimelineFilter *self = CRM_TIMELINE_FILTER (object);

  g_array_unref (self->person_ids);
  g_array_unref (self->deal_ids);
  G_OBJECT_CLASS (crm_timeline_filter_parent_class)->finalize (object);
}

static void
crm_timeline_filter_class_init (CrmTimelineFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_timeline_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_filter_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_timeline_filter_init (CrmTimelineFilter *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  const char *const directions[] = { _ ("Both ways"), _ ("From them"), _ ("From us"), NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (directions);

  self->person_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->deal_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->filling = TRUE;
  self->directions = add_choice (self, box, _ ("Direction"), NULL);
  gtk_drop_down_set_model (self->directions, G_LIST_MODEL (names));
  self->people = add_choice (self, box, _ ("Person"), &self->people_box);
  self->deals = add_choice (self, box, _ ("Deal"), &self->deals_box);
  self->filling = FALSE;
  show_choices (self, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (on_popped_up), self);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "crm-filter-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _ ("Only some of it"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Only some of it"), -1);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
crm_timeline_filter_new (CrmStore *store)
{
  CrmTimelineFilter *self = g_object_new (CRM_TYPE_TIMELINE_FILTER, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

void
crm_timeline_filter_clear (CrmTimelineFilter *self)
{
  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->directions, 0);
  gtk_drop_down_set_selected (self->people, 0);
  gtk_drop_down_set_selected (self->deals, 0);
  self->filling = FALSE;
  update_look (self);
}

void
crm_timeline_filter_set_client (CrmTimelineFilter *self, gint64 client)
{
  g_return_if_fail (CRM_IS_TIMELINE_FILTER (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->client = client;
  self->read = FALSE;
  show_choices (self, NULL);
  crm_timeline_filter_clear (self);
}

static gint64
get_chosen (GtkDropDown *drop, GArray *ids)
{
  guint position = gtk_drop_down_get_selected (drop);

  return position < ids->len ? g_array_index (ids, gint64, position) : 0;
}

gint64
crm_timeline_filter_get_person (CrmTimelineFilter *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), 0);
  return get_chosen (self->people, self->person_ids);
}

gint64
crm_timeline_filter_get_deal (CrmTimelineFilter *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), 0);
  return get_chosen (self->deals, self->deal_ids);
}

const char *
crm_timeline_filter_get_direction (CrmTimelineFilter *self)
{
  static const char *const words[] = { NULL, "in", "out" };
  guint position;

  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), NULL);
  position = gtk_drop_down_get_selected (self->directions);
  return position < G_N_ELEMENTS (words) ? words[position] : NULL;
}

gboolean
crm_timeline_filter_is_set (CrmTimelineFilter *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), FALSE);
  return crm_timeline_filter_get_person (self) != 0 || crm_timeline_filter_get_deal (self) != 0 ||
         crm_timeline_filter_get_direction (self) != NULL;
}

GtkDropDown *
crm_timeline_filter_get_directions (CrmTimelineFilter *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_FILTER (self), NULL);
  return self->directions;
}
