/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-record-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-setting-record.h"
#include "widgets/crm-names.h"

/* Mirrors the records of one entity in a boxed list, ordered by their position. Main thread; order_in_worker in the writer. */

struct _CrmRecordGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  const CrmRecordKind *kind;
  CrmNames *names;  /* owned */
  CrmNames *owners; /* owned, nullable */
  gint64 owner;
  GtkListBox *box;
  GtkWidget *chooser; /* nullable: of the owner */
  GtkWidget *add;
  gboolean filled;
  gboolean showing;
  gboolean adding; /* the next new record was asked for here */
};

G_DEFINE_FINAL_TYPE (CrmRecordGroup, crm_record_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmRow *one = *(CrmRow *const *)a, *other = *(CrmRow *const *)b;
  int field = GPOINTER_TO_INT (data);
  gboolean one_set = field >= 0 && !crm_value_is_empty (crm_row_get (one, field)),
           other_set = field >= 0 && !crm_value_is_empty (crm_row_get (other, field));
  gint64 left = one_set ? crm_row_get_integer (one, field) : G_MAXINT64,
         right = other_set ? crm_row_get_integer (other, field) : G_MAXINT64;

  if (left == right)
    {
      left = one->id;
      right = other->id;
    }
  return left < right ? -1 : left > right;
}

/* Borrowed rows in their order. */
static GPtrArray *
list_records (CrmNames *names, int owner_field, gint64 owner, int position)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < crm_names_get_count (names); i++)
    {
      CrmRow *row = crm_names_get_row (names, i);

      if (owner_field < 0 || crm_row_get_integer (row, owner_field) == owner)
        g_ptr_array_add (records, row);
    }
  g_ptr_array_sort_with_data (records, compare, GINT_TO_POINTER (position));
  return records;
}

static GPtrArray *
list_mine (CrmRecordGroup *self)
{
  return list_records (self->names, self->kind->owner, self->owner, self->kind->position);
}

/* Order */

typedef struct
{
  const CrmRecordKind *kind;
  gint64 owner;
  gint64 id;
  int step;      /* up or down; 0: to the place of target */
  gint64 target; /* id */
} Order;

static guint
find_place (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (((CrmRow *)records->pdata[i])->id == id)
      return i;
  return G_MAXUINT;
}

/* The order is read where it is written: keys can be pressed faster than a list is told. */
static GPtrArray *
read_order (CrmTransaction *tx, const Order *order, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, order->kind->entity, error);
  g_autoptr (CrmQuery) query = crm_query_new (order->kind->entity);
  g_autofree char *owner = g_strdup_printf ("%" G_GINT64_FORMAT, order->owner);
  g_autoptr (GArray) ids = NULL;
  GPtrArray *records;

  if (entity == NULL)
    return NULL;
  if (order->kind->owner >= 0)
    crm_condition_add (crm_query_get_where (query),
        crm_condition_new (entity->fields[order->kind->owner].name, CRM_TEST_EQUAL, owner));
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  records = crm_transaction_load_many (
      tx, order->kind->entity, (const gint64 *)(gpointer)ids->data, ids->len, error);
  if (records != NULL)
    g_ptr_array_sort_with_data (records, compare, GINT_TO_POINTER (order->kind->position));
  return records;
}

static gboolean
order_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Order *order = data;
  g_autoptr (GPtrArray) records = read_order (tx, order, error);
  guint from, to;

  if (records == NULL)
    return FALSE;
  from = find_place (records, order->id);
  to = order->step != 0 ? from + (guint)order->step : find_place (records, order->target);
  if (from >= records->len || to >= records->len)
    return TRUE;
  g_ptr_array_insert (records, (int)to, g_ptr_array_steal_index (records, from));
  for (guint i = 0; i < records->len; i++)
    {
      CrmRow *record = records->pdata[i];
      g_autoptr (CrmValues) values = crm_values_new (record->entity);

      crm_values_set_integer (values, order->kind->position, i);
      if (!crm_transaction_update (tx, record->id, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static void
write_order (CrmRecordGroup *self, gint64 id, int step, gint64 target, const char *purpose)
{
  Order *order = g_new0 (Order, 1);

  order->kind = self->kind;
  order->owner = self->owner;
  order->id = id;
  order->step = step;
  order->target = target;
  crm_setting_record_write (GTK_WIDGET (self), self->store, purpose, order_in_worker, order, g_free);
}

static void
on_move (CrmRecordRow *row, int step, CrmRecordGroup *self)
{
  g_autofree char *title = crm_row_dup_title (crm_record_row_get_record (row));
  g_autofree char *purpose = g_strdup_printf (step < 0 ? _ ("“%s” moved up") : _ ("“%s” moved down"), title);

  if (self->kind->position >= 0)
    write_order (self, crm_record_row_get_id (row), step, 0, purpose);
}

static void
on_drop (CrmRecordRow *row, gint64 id, CrmRecordGroup *self)
{
  CrmRow *moved = crm_names_find (self->names, id);
  g_autofree char *title = moved != NULL ? crm_row_dup_title (moved) : NULL;
  g_autofree char *there = crm_row_dup_title (crm_record_row_get_record (row));
  g_autofree char *purpose = g_strdup_printf (_ ("“%s” moved to the place of “%s”"), title, there);

  if (moved != NULL)
    write_order (self, id, 0, crm_record_row_get_id (row), purpose);
}

/* Contents */

static CrmRecordRow *
find_widget (CrmRecordGroup *self, gint64 id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (crm_record_row_get_id (CRM_RECORD_ROW (child)) == id)
      return CRM_RECORD_ROW (child);
  return NULL;
}

static gboolean
has_record (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (((CrmRow *)records->pdata[i])->id == id)
      return TRUE;
  return FALSE;
}

static CrmRecordRow *
add_row (CrmRecordGroup *self, CrmRow *record)
{
  CrmRecordRow *row = CRM_RECORD_ROW (crm_record_row_new (self->store, self->kind, record));

  g_signal_connect (row, "move", G_CALLBACK (on_move), self);
  g_signal_connect (row, "drop", G_CALLBACK (on_drop), self);
  return row;
}

/* A row that is where it belongs is left alone, so that the focus stays in it. */
static void
place_row (CrmRecordGroup *self, CrmRecordRow *row, guint place)
{
  GtkWidget *there = GTK_WIDGET (gtk_list_box_get_row_at_index (self->box, (int)place));
  gboolean focused;

  if (there == GTK_WIDGET (row))
    return;
  if (gtk_widget_get_parent (GTK_WIDGET (row)) == NULL)
    {
      gtk_list_box_insert (self->box, GTK_WIDGET (row), (int)place);
      return;
    }
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self->box)) == GTK_WIDGET (row);
  g_object_ref (row);
  gtk_list_box_remove (self->box, GTK_WIDGET (row));
  gtk_list_box_insert (self->box, GTK_WIDGET (row), (int)place);
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  g_object_unref (row);
}

#define QUIET_FRAMES 4
#define MOST_FRAMES 120

typedef struct
{
  int height;
  guint quiet; /* frames in which it did not grow */
  guint frames;
} Growth;

/* A row that opens is kept in view while it grows. */
static gboolean
on_grow (GtkWidget *row, GdkFrameClock *clock, gpointer data)
{
  Growth *growth = data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *inside = scrolled != NULL ? gtk_widget_get_first_child (
                                             gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)))
                                       : NULL;
  graphene_rect_t bounds;

  if (inside == NULL || !gtk_widget_compute_bounds (row, inside, &bounds))
    return G_SOURCE_REMOVE;
  growth->quiet = gtk_widget_get_height (row) == growth->height ? growth->quiet + 1 : 0;
  growth->height = gtk_widget_get_height (row);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
      bounds.origin.y, bounds.origin.y + bounds.size.height);
  if (growth->frames++ == 1)
    crm_record_row_edit (CRM_RECORD_ROW (row));
  return growth->frames < MOST_FRAMES && growth->quiet < QUIET_FRAMES;
}

/* One that was just added is there to be told about. */
static void
open_fresh (CrmRecordGroup *self, CrmRecordRow *row)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  if (self->adding)
    gtk_widget_add_tick_callback (GTK_WIDGET (row), on_grow, g_new0 (Growth, 1), g_free);
  self->adding = FALSE;
}

static void
update (CrmRecordGroup *self)
{
  g_autoptr (GPtrArray) records = list_mine (self);
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (!has_record (records, crm_record_row_get_id (CRM_RECORD_ROW (child))))
        gtk_list_box_remove (self->box, child);
    }
  for (guint i = 0; i < records->len; i++)
    {
      CrmRow *record = records->pdata[i];
      CrmRecordRow *row = find_widget (self, record->id);
      gboolean fresh = row == NULL;

      if (fresh)
        row = add_row (self, record);
      crm_record_row_set_record (row, record, i, records->len);
      place_row (self, row, i);
      if (fresh && self->filled)
        open_fresh (self, row);
    }
  self->filled = crm_names_is_loaded (self->names);
  gtk_widget_set_visible (GTK_WIDGET (self->box), records->len > 0);
  gtk_widget_set_sensitive (self->add, self->kind->owner < 0 || self->owner != 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
crm_record_group_set_owner (CrmRecordGroup *self, gint64 owner)
{
  g_return_if_fail (CRM_IS_RECORD_GROUP (self));
  if (self->owner == owner)
    return;
  self->owner = owner;
  self->filled = FALSE;
  update (self);
}

static int
get_owner_position (CrmRow *row)
{
  return crm_entity_find_field (row->entity, "position");
}

static void
on_owner_selected (CrmRecordGroup *self)
{
  g_autoptr (GPtrArray) owners = NULL;
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chooser));
  CrmRow *first = crm_names_get_row (self->owners, 0);

  if (self->showing || first == NULL)
    return;
  owners = list_records (self->owners, -1, 0, get_owner_position (first));
  if (selected < owners->len)
    crm_record_group_set_owner (self, ((CrmRow *)owners->pdata[selected])->id);
}

static void
update_owners (CrmRecordGroup *self)
{
  CrmRow *first = crm_names_get_row (self->owners, 0);
  g_autoptr (GPtrArray) owners =
      list_records (self->owners, -1, 0, first != NULL ? get_owner_position (first) : -1);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < owners->len; i++)
    {
      CrmRow *row = owners->pdata[i];
      g_autofree char *title = crm_row_dup_title (row);

      gtk_string_list_append (list, title);
      if (row->id == self->owner)
        selected = i;
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->chooser), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chooser), selected);
  self->showing = FALSE;
  gtk_widget_set_visible (self->chooser, owners->len > 1);
  crm_record_group_set_owner (self, owners->len > 0 ? ((CrmRow *)owners->pdata[selected])->id : 0);
  gtk_widget_set_visible (GTK_WIDGET (self), owners->len > 0);
}

static void
on_add (CrmRecordGroup *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->kind->entity);
  g_autoptr (GPtrArray) records = list_mine (self);
  CrmValues *values = crm_values_new (entity);
  CrmRow *last = records->len > 0 ? records->pdata[records->len - 1] : NULL;

  if (entity->info->title_field >= 0)
    crm_values_set_text (values, entity->info->title_field, _ (self->kind->fresh));
  if (self->kind->owner >= 0)
    crm_values_set_integer (values, self->kind->owner, self->owner);
  if (self->kind->position >= 0)
    crm_values_set_integer (values, self->kind->position,
        last != NULL ? MAX (crm_row_get_integer (last, self->kind->position) + 1, (gint64)records->len) : 0);
  if (self->kind->complete != NULL)
    self->kind->complete (self->store, values);
  self->adding = TRUE;
  crm_setting_record_add (GTK_WIDGET (self), self->store, values);
}

static void
crm_record_group_dispose (GObject *object)
{
  CrmRecordGroup *self = CRM_RECORD_GROUP (object);

  self->showing = TRUE;
  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  if (self->owners != NULL)
    g_signal_handlers_disconnect_by_data (self->owners, self);
  g_clear_object (&self->names);
  g_clear_object (&self->owners);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_record_group_parent_class)->dispose (object);
}

static void
crm_record_group_class_init (CrmRecordGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_record_group_dispose;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_record_group_init (CrmRecordGroup *self)
{
}

static void
make_head (CrmRecordGroup *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (head, GTK_ALIGN_CENTER);
  if (self->kind->owner >= 0)
    {
      self->chooser = gtk_drop_down_new (NULL, NULL);
      gtk_widget_set_visible (self->chooser, FALSE);
      g_signal_connect_swapped (self->chooser, "notify::selected", G_CALLBACK (on_owner_selected), self);
      gtk_box_append (GTK_BOX (head), self->chooser);
    }
  self->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name",
                                                    "list-add-symbolic", "label", _ (self->kind->add), NULL));
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add), self);
  gtk_box_append (GTK_BOX (head), self->add);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), head);
}

GtkWidget *
crm_record_group_new (CrmStore *store, const CrmRecordKind *kind, const char *title)
{
  CrmRecordGroup *self = g_object_new (CRM_TYPE_RECORD_GROUP, "title", title, NULL);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, kind->entity);

  self->store = g_object_ref (store);
  self->kind = kind;
  make_head (self);
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->box));
  self->names = crm_names_get (store, kind->entity);
  g_signal_connect_swapped (self->names, "changed", G_CALLBACK (update), self);
  update (self);
  if (kind->owner >= 0)
    {
      const CrmField *owner = &entity->fields[kind->owner];

      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (owner), -1);
      self->owners = crm_names_get (store, owner->target);
      g_signal_connect_swapped (self->owners, "changed", G_CALLBACK (update_owners), self);
      update_owners (self);
    }
  return GTK_WIDGET (self);
}

gint64
crm_record_group_get_owner (CrmRecordGroup *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_GROUP (self), 0);
  return self->owner;
}

guint
crm_record_group_get_count (CrmRecordGroup *self)
{
  g_autoptr (GPtrArray) records = NULL;

  g_return_val_if_fail (CRM_IS_RECORD_GROUP (self), 0);
  records = list_mine (self);
  return records->len;
}

gboolean
crm_record_group_is_loaded (CrmRecordGroup *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_GROUP (self), FALSE);
  return crm_names_is_loaded (self->names);
}
