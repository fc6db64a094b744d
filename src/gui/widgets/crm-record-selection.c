/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-record-selection.h"

/* Owns the set of selected ids of one record list. GtkMultiSelection keeps every selected object alive, which for
 * Ctrl+A on 100,000 rows means 100,000 records; a set of numbers does the same job. Main thread. */

struct _CrmRecordSelection
{
  GObject parent_instance;

  CrmRecordList *list; /* owned */
  GHashTable *ids;     /* owned; set of gint64 * */
  gboolean multi;
};

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (CRM_RECORD_SELECTION (model)->list));
}

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_RECORD;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (CRM_RECORD_SELECTION (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
add (CrmRecordSelection *self, guint position)
{
  gint64 id = crm_record_list_get_id (self->list, position);

  if (id == 0 || g_hash_table_contains (self->ids, &id))
    return FALSE;
  return g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
}

static gboolean
drop (CrmRecordSelection *self, guint position)
{
  gint64 id = crm_record_list_get_id (self->list, position);

  return g_hash_table_remove (self->ids, &id);
}

/* A list that has no rows any more has lost its selection as well, which GTK's own function takes for a mistake. */
static void
tell_all (CrmRecordSelection *self)
{
  g_signal_emit_by_name (self, "selection-changed", 0, get_n_items (G_LIST_MODEL (self)));
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  gint64 id;

  if (g_hash_table_size (self->ids) == 0)
    return FALSE;
  id = crm_record_list_get_id (self->list, position);
  return id != 0 && g_hash_table_contains (self->ids, &id);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  GtkBitset *set = gtk_bitset_new_empty ();
  guint n = get_n_items (G_LIST_MODEL (model));

  if (g_hash_table_size (self->ids) == 0)
    return set;
  for (guint i = position; i < n && i - position < n_items; i++)
    if (is_selected (model, i))
      gtk_bitset_add (set, i);
  return set;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  guint n = get_n_items (G_LIST_MODEL (model));

  if (unselect_rest)
    g_hash_table_remove_all (self->ids);
  self->multi = TRUE;
  for (guint i = position; i < n && i - position < n_items; i++)
    add (self, i);
  if (unselect_rest)
    tell_all (self);
  else
    gtk_selection_model_selection_changed (model, position, n_items);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);

  if (unselect_rest)
    {
      g_hash_table_remove_all (self->ids);
      self->multi = FALSE;
      add (self, position);
      tell_all (self);
    }
  else
    {
      self->multi = TRUE;
      add (self, position);
      gtk_selection_model_selection_changed (model, position, 1);
    }
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  guint n = get_n_items (G_LIST_MODEL (model));

  self->multi = TRUE;
  for (guint i = position; i < n && i - position < n_items; i++)
    drop (self, i);
  gtk_selection_model_selection_changed (model, position, n_items);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return unselect_range (model, position, 1);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  const gint64 *ids;
  guint n;

  self->multi = TRUE;
  ids = crm_record_list_get_ids (self->list, &n);
  for (guint i = 0; i < n; i++)
    if (!g_hash_table_contains (self->ids, &ids[i]))
      g_hash_table_add (self->ids, g_memdup2 (&ids[i], sizeof ids[i]));
  tell_all (self);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);

  self->multi = FALSE;
  if (g_hash_table_size (self->ids) == 0)
    return TRUE;
  g_hash_table_remove_all (self->ids);
  tell_all (self);
  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (model);
  GtkBitsetIter iter;
  guint position;

  self->multi = TRUE;
  if (gtk_bitset_iter_init_first (&iter, mask, &position))
    do
      {
        if (gtk_bitset_contains (selected, position))
          add (self, position);
        else
          drop (self, position);
      }
    while (gtk_bitset_iter_next (&iter, &position));
  tell_all (self);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmRecordSelection, crm_record_selection, G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
        G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
on_list_items_changed (CrmRecordSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Records that left the result are no longer selected; done when the new result is whole, because a refill takes
 * every row out for a moment. */
static void
on_list_notify_loading (CrmRecordSelection *self)
{
  g_autoptr (GHashTable) kept = NULL;
  const gint64 *ids;
  guint n;

  if (g_hash_table_size (self->ids) == 0 || crm_record_list_is_loading (self->list))
    return;
  ids = crm_record_list_get_ids (self->list, &n);
  if (n != crm_record_list_get_count (self->list))
    return;

  kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (self->ids, &ids[i]))
      g_hash_table_add (kept, g_memdup2 (&ids[i], sizeof ids[i]));
  if (g_hash_table_size (kept) == g_hash_table_size (self->ids))
    return;
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&kept);
  if (g_hash_table_size (self->ids) == 0)
    self->multi = FALSE;
  tell_all (self);
}

static void
crm_record_selection_dispose (GObject *object)
{
  CrmRecordSelection *self = CRM_RECORD_SELECTION (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (crm_record_selection_parent_class)->dispose (object);
}

static void
crm_record_selection_finalize (GObject *object)
{
  g_hash_table_unref (CRM_RECORD_SELECTION (object)->ids);
  G_OBJECT_CLASS (crm_record_selection_parent_class)->finalize (object);
}

static void
crm_record_selection_class_init (CrmRecordSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_record_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_record_selection_finalize;
}

static void
crm_record_selection_init (CrmRecordSelection *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

CrmRecordSelection *
crm_record_selection_new (CrmRecordList *list)
{
  CrmRecordSelection *self = g_object_new (CRM_TYPE_RECORD_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_list_items_changed), self);
  g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (on_list_notify_loading), self);
  return self;
}

guint
crm_record_selection_get_count (CrmRecordSelection *self)
{
  return g_hash_table_size (self->ids);
}

gboolean
crm_record_selection_is_multi (CrmRecordSelection *self)
{
  return self->multi && g_hash_table_size (self->ids) > 0;
}

GArray *
crm_record_selection_dup_ids (CrmRecordSelection *self)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 *ids;
  guint n;

  if (g_hash_table_size (self->ids) == 0)
    return result;
  ids = crm_record_list_get_ids (self->list, &n);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (self->ids, &ids[i]))
      g_array_append_val (result, ids[i]);
  return result;
}
