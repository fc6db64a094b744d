/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-store-private.h"

#include "base/crm-error.h"

/* A record on the main thread. The store keeps it weakly by entity and id; rows come in batches from the reader. */

#define BATCH 256
#define ARRIVAL_TURN_US 5000
#define RECENT 512

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
} RecordKey;

struct _CrmRecord
{
  GObject parent_instance;
  RecordKey key;   /* first, so that the record itself is its key in the store's table */
  CrmStore *store; /* borrowed; NULL after the store is gone */
  CrmRow *row;     /* nullable */
  gboolean gone;
  gboolean wanted; /* stands in the store's batch */
};

G_DEFINE_FINAL_TYPE (CrmRecord, crm_record, G_TYPE_OBJECT)

static guint changed_signal;

guint
crm_record_key_hash (gconstpointer data)
{
  const RecordKey *key = data;
  return g_direct_hash (key->entity) ^ g_int64_hash (&key->id);
}

gboolean
crm_record_key_equal (gconstpointer a, gconstpointer b)
{
  const RecordKey *x = a, *y = b;
  return x->id == y->id && x->entity == y->entity;
}

static void
crm_record_dispose (GObject *object)
{
  CrmRecord *self = CRM_RECORD (object);

  if (self->store)
    crm_store_forget_record (self->store, self);
  self->store = NULL;
  G_OBJECT_CLASS (crm_record_parent_class)->dispose (object);
}

static void
crm_record_finalize (GObject *object)
{
  g_clear_pointer (&CRM_RECORD (object)->row, crm_row_unref);
  G_OBJECT_CLASS (crm_record_parent_class)->finalize (object);
}

static void
crm_record_class_init (CrmRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_record_dispose;
  object_class->finalize = crm_record_finalize;
  changed_signal = g_signal_new (
      "changed", CRM_TYPE_RECORD, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_record_init (CrmRecord *self)
{
}

CrmRecord *
crm_store_get_record (CrmStore *self, const char *entity, gint64 id)
{
  RecordKey key = { g_intern_string (entity), id };
  CrmRecord *record = g_hash_table_lookup (self->records, &key);

  if (record)
    return g_object_ref (record);
  record = g_object_new (CRM_TYPE_RECORD, NULL);
  record->key = key;
  record->store = self;
  g_hash_table_insert (self->records, &record->key, record);
  crm_store_want_row (self, record);
  return record;
}

void
crm_store_forget_record (CrmStore *self, CrmRecord *record)
{
  g_hash_table_remove (self->records, &record->key);
  if (record->wanted)
    g_ptr_array_remove_fast (self->hollow, record);
}

void
crm_record_forget_store (CrmRecord *self)
{
  self->store = NULL;
}

static gboolean
value_changed (CrmRow *old, CrmRow *row, guint field)
{
  return !crm_value_equal (crm_row_get (old, (int)field), crm_row_get (row, (int)field));
}

void
crm_record_take_row (CrmRecord *self, CrmRow *row)
{
  g_autoptr (CrmRow) old = g_steal_pointer (&self->row);

  self->row = row;
  self->gone = row == NULL;
  g_object_ref (self);
  if (old && row && old->entity->n_fields == row->entity->n_fields)
    {
      gboolean any = FALSE;

      for (guint i = 0; i < row->entity->n_fields; i++)
        if (value_changed (old, row, i))
          {
            any = TRUE;
            g_signal_emit (self, changed_signal, g_quark_from_string (row->entity->fields[i].name));
          }
      if (!any && (old->version != row->version || old->archived_at != row->archived_at))
        g_signal_emit (self, changed_signal, 0);
    }
  else
    g_signal_emit (self, changed_signal, 0);
  g_object_unref (self);
}

void
crm_record_refresh (CrmRecord *self)
{
  if (self->store)
    crm_store_want_row (self->store, self);
}

typedef struct
{
  const char *entity;
  GArray *ids;
  GPtrArray *records; /* owned references, main thread */
} Batch;

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  g_array_unref (batch->ids);
  g_free (batch);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;
  return crm_transaction_load_many (
      tx, batch->entity, (const gint64 *)(void *)batch->ids->data, batch->ids->len, error);
}

static void
remember (CrmStore *self, CrmRecord *record)
{
  g_queue_push_tail (&self->recent, g_object_ref (record));
  while (self->recent.length > RECENT)
    g_object_unref (g_queue_pop_head (&self->recent));
}

void
crm_store_adopt_row (CrmStore *self, CrmRow *row)
{
  RecordKey key = { g_intern_string (crm_entity_get_name (row->entity)), row->id };
  CrmRecord *known = g_hash_table_lookup (self->records, &key);
  g_autoptr (CrmRecord) record = known ? g_object_ref (known) : g_object_new (CRM_TYPE_RECORD, NULL);

  if (!known)
    {
      record->key = key;
      record->store = self;
      g_hash_table_insert (self->records, &record->key, record);
    }
  if (record->wanted)
    {
      record->wanted = FALSE;
      g_ptr_array_remove_fast (self->hollow, record);
    }
  crm_record_take_row (record, crm_row_ref (row));
  remember (self, record);
}

/* A batch that was read: both arrays are owned. */
typedef struct
{
  GPtrArray *records; /* as asked for */
  GPtrArray *rows;    /* in the same order; one that is missing is gone */
  guint next_record;
  guint next_row;
} Arrival;

static void
free_arrival (gpointer data)
{
  Arrival *arrival = data;

  g_ptr_array_unref (arrival->records);
  g_ptr_array_unref (arrival->rows);
  g_free (arrival);
}

static void
take_next (CrmStore *self, Arrival *arrival)
{
  CrmRecord *record = arrival->records->pdata[arrival->next_record++];
  CrmRow *row = arrival->next_row < arrival->rows->len ? arrival->rows->pdata[arrival->next_row] : NULL;

  if (row && row->id == record->key.id)
    {
      arrival->next_row++;
      crm_record_take_row (record, crm_row_ref (row));
      remember (self, record);
    }
  else
    crm_record_take_row (record, NULL);
}

/* Every row changes some cells of a view. Two hundred at once would hold up the main loop for longer than a frame lasts. */
static gboolean
on_arrived (gpointer data)
{
  g_autoptr (CrmStore) self = g_object_ref (data);
  gint64 end = g_get_monotonic_time () + ARRIVAL_TURN_US;
  Arrival *arrival;

  while ((arrival = g_queue_peek_head (&self->arrived)))
    {
      if (arrival->next_record == arrival->records->len)
        free_arrival (g_queue_pop_head (&self->arrived));
      else if (g_get_monotonic_time () > end)
        return G_SOURCE_CONTINUE;
      else
        take_next (self, arrival);
    }
  self->arrived_source = 0;
  return G_SOURCE_REMOVE;
}

void
crm_store_drop_arrived (CrmStore *self)
{
  g_clear_handle_id (&self->arrived_source, g_source_remove);
  g_queue_clear_full (&self->arrived, free_arrival);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmStore *self = CRM_STORE (source);
  g_autoptr (GPtrArray) records = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_store_read_finish (self, result, &error);
  Arrival *arrival;

  if (!rows)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) &&
          !g_error_matches (error, CRM_DB_ERROR, CRM_DB_ERROR_UNAVAILABLE))
        g_info ("Rows could not be read: %s", error->message);
      return;
    }
  arrival = g_new0 (Arrival, 1);
  arrival->records = g_steal_pointer (&records);
  arrival->rows = g_steal_pointer (&rows);
  g_queue_push_tail (&self->arrived, arrival);
  /* Before the views are drawn. */
  if (!self->arrived_source)
    self->arrived_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_arrived, self, NULL);
}

static gboolean
on_load (gpointer data)
{
  CrmStore *self = data;

  self->load_source = 0;
  while (self->hollow->len)
    {
      Batch *batch = g_new0 (Batch, 1);
      GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

      batch->entity = ((CrmRecord *)self->hollow->pdata[0])->key.entity;
      batch->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < self->hollow->len && batch->ids->len < BATCH;)
        {
          CrmRecord *record = self->hollow->pdata[i];

          if (record->key.entity != batch->entity)
            {
              i++;
              continue;
            }
          record->wanted = FALSE;
          g_array_append_val (batch->ids, record->key.id);
          g_ptr_array_add (records, g_object_ref (record));
          g_ptr_array_remove_index (self->hollow, i);
        }
      crm_store_read_async (self, 0, load_in_worker, batch, free_batch, (GDestroyNotify)g_ptr_array_unref,
          NULL, on_loaded, records);
    }
  return G_SOURCE_REMOVE;
}

void
crm_store_want_row (CrmStore *self, CrmRecord *record)
{
  if (record->wanted)
    return;
  record->wanted = TRUE;
  g_ptr_array_add (self->hollow, record);
  /* After the views have asked for all they show, before they are drawn. */
  if (!self->load_source)
    self->load_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_load, self, NULL);
}

gint64
crm_record_get_id (CrmRecord *self)
{
  return self->key.id;
}

CrmStore *
crm_record_get_store (CrmRecord *self)
{
  return self->store;
}

const char *
crm_record_get_entity_name (CrmRecord *self)
{
  return self->key.entity;
}

CrmRow *
crm_record_get_row (CrmRecord *self)
{
  return self->row;
}

gboolean
crm_record_is_gone (CrmRecord *self)
{
  return self->gone;
}

const char *
crm_record_get_text (CrmRecord *self, int field)
{
  return self->row ? crm_row_get_text (self->row, field) : NULL;
}

gint64
crm_record_get_integer (CrmRecord *self, int field)
{
  return self->row ? crm_row_get_integer (self->row, field) : 0;
}
