/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-names.h"

/* Owns the rows of one small entity in their order and an index by id. Reads them again when a commit touches the
 * entity. Main thread; the store keeps it by a weak reference, so it lives as long as somebody shows a name. */

struct _CrmNames
{
  GObject parent_instance;

  CrmStore *store;           /* owned */
  char *entity;              /* owned */
  char *key;                 /* owned; under which the store knows this object */
  GPtrArray *rows;           /* owned, nullable until loaded; CrmRow * */
  GHashTable *by_id;         /* owned; gint64 in the row → row */
  GCancellable *cancellable; /* owned, nullable: the read under way */
};

G_DEFINE_FINAL_TYPE (CrmNames, crm_names, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gpointer
read_rows_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, data, error);
  g_autoptr (CrmQuery) query = crm_query_new (data);
  g_autoptr (GArray) ids = NULL;

  if (entity == NULL)
    return NULL;
  if (crm_entity_find_field (entity, "position") >= 0)
    {
      crm_query_add_order (query, "position");
      if (entity->info->title_field >= 0)
        crm_query_add_order (query, entity->fields[entity->info->title_field].name);
    }
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  return crm_transaction_load_many (tx, data, (const gint64 *)(gpointer)ids->data, ids->len, error);
}

static void
on_rows_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmNames *self;

  /* A failed read leaves the old names: the views that need the records report the error themselves. */
  if (rows == NULL)
    return;
  self = CRM_NAMES (data);
  g_clear_object (&self->cancellable);
  g_hash_table_remove_all (self->by_id);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      CrmRow *row = self->rows->pdata[i];

      g_hash_table_insert (self->by_id, &row->id, row);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
load (CrmNames *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 1, read_rows_in_worker, g_strdup (self->entity), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_rows_read, self);
}

static void
on_store_changed (CrmNames *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, self->entity))
    load (self);
}

static void
crm_names_dispose (GObject *object)
{
  CrmNames *self = CRM_NAMES (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      g_object_set_data (G_OBJECT (self->store), self->key, NULL);
    }
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_names_parent_class)->dispose (object);
}

static void
crm_names_finalize (GObject *object)
{
  CrmNames *self = CRM_NAMES (object);

  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->entity);
  g_free (self->key);
  G_OBJECT_CLASS (crm_names_parent_class)->finalize (object);
}

static void
crm_names_class_init (CrmNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_names_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_names_finalize;

  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_names_init (CrmNames *self)
{
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
}

CrmNames *
crm_names_get (CrmStore *store, const char *entity)
{
  g_autofree char *key = g_strconcat ("crm-names-", entity, NULL);
  CrmNames *self = g_object_get_data (G_OBJECT (store), key);

  if (self != NULL)
    return g_object_ref (self);

  self = g_object_new (CRM_TYPE_NAMES, NULL);
  self->store = g_object_ref (store);
  self->entity = g_strdup (entity);
  self->key = g_strdup (key);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (on_store_changed), self);
  g_signal_connect_swapped (store, "settings-changed", G_CALLBACK (load), self);
  g_object_set_data (G_OBJECT (store), key, self);
  load (self);
  return self;
}

gboolean
crm_names_is_loaded (CrmNames *self)
{
  return self->rows != NULL;
}

guint
crm_names_get_count (CrmNames *self)
{
  return self->rows != NULL ? self->rows->len : 0;
}

CrmRow *
crm_names_get_row (CrmNames *self, guint position)
{
  return position < crm_names_get_count (self) ? self->rows->pdata[position] : NULL;
}

CrmRow *
crm_names_find (CrmNames *self, gint64 id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

const char *
crm_names_get_title (CrmNames *self, gint64 id)
{
  CrmRow *row = crm_names_find (self, id);

  if (row == NULL || row->entity->info->title_field < 0)
    return NULL;
  return crm_row_get_text (row, row->entity->info->title_field);
}

const char *
crm_names_get_text (CrmNames *self, gint64 id, const char *field)
{
  CrmRow *row = crm_names_find (self, id);
  int index = row != NULL ? crm_entity_find_field (row->entity, field) : -1;

  return index < 0 ? NULL : crm_row_get_text (row, index);
}
