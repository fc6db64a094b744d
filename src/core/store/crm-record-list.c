/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-record-list.h"

#include <string.h>

#include "store/crm-ids.h"
#include "store/crm-search.h"
#include "store/crm-store-private.h"

/* A query as a GListModel: the ids of all that match, records made on demand. Main thread. Words over clients are answered by the
 * search in memory, within the ids of the query without words; else by the reader. */

#define HEAD_ROWS 256 /* a list view of GTK 4.8 has some 205 row widgets */
#define COALESCE_MS 50
#define REST_MS 250
#define REST_STEP_MS 5
#define REST_ROWS 12
#define SEEN_ROWS 30 /* a window full */
#define MAX_SINGLE_CHANGES 64
#define MANY_RECORDS 10000 /* whose numbers take a moment to be read */

struct _CrmRecordList
{
  GObject parent_instance;
  CrmStore *store;      /* owned */
  CrmQuery *query;      /* owned, nullable */
  GArray *ids;          /* owned: what is shown; may be base_ids itself */
  GArray *base_ids;     /* owned, nullable: the query without words, when those were asked for */
  CrmQuery *base_query; /* owned, nullable */
  GArray *rest;         /* owned, nullable: all ids while only the first are shown */
  GHashTable *changed;  /* ids of our entity changed since the last read, NULL: anything */
  gboolean anything_changed;
  gboolean base_pending; /* the read under way leaves the words out */
  gboolean same_query;   /* the read under way is for the query that is shown */
  guint refresh_source;
  guint rest_source;
  guint first_rows;
  GCancellable *cancellable;
  gboolean loading;
  guint64 count;
  char *error;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmRecordList, crm_record_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_LOADING = 1,
  PROP_COUNT,
  PROP_ERROR,
  N_PROPS
} CrmRecordListProperty;

static GParamSpec *properties[N_PROPS];

static void start_read (CrmRecordList *self, gboolean same_query);

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_RECORD_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmRecordList *self = CRM_RECORD_LIST (model);

  if (position >= self->ids->len)
    return NULL;
  return crm_store_get_record (
      self->store, crm_query_get_entity (self->query), g_array_index (self->ids, gint64, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_state (CrmRecordList *self, gboolean loading, const char *error)
{
  if (self->loading != loading)
    {
      self->loading = loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
  if (g_strcmp0 (self->error, error) != 0)
    {
      g_free (self->error);
      self->error = g_strdup (error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
}

static void
set_count (CrmRecordList *self, guint64 count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* Before ids are changed in place; n: how many of them must remain. */
static void
part_from_base (CrmRecordList *self, guint n)
{
  GArray *own;

  if (self->ids != self->base_ids)
    return;
  own = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (own, self->ids->data, n);
  g_array_unref (self->ids);
  self->ids = own;
}

/* Tells a few moved, new and gone records one by one, so that views keep their place; FALSE when that is not possible. */
static gboolean
splice (CrmRecordList *self, GArray *fresh)
{
  g_autoptr (GArray) old_positions = g_array_new (FALSE, FALSE, sizeof (guint)),
                     new_positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) old_kept = NULL, new_kept = NULL;
  GArray *shown;

  if (self->anything_changed || g_hash_table_size (self->changed) > MAX_SINGLE_CHANGES)
    return FALSE;
  old_kept = crm_ids_without (self->ids, self->changed, old_positions);
  new_kept = crm_ids_without (fresh, self->changed, new_positions);
  if (!crm_ids_equal (old_kept, new_kept))
    return FALSE;

  part_from_base (self, self->ids->len);
  shown = self->ids;
  for (guint i = old_positions->len; i > 0; i--)
    {
      guint position = g_array_index (old_positions, guint, i - 1);
      g_array_remove_index (shown, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  for (guint i = 0; i < new_positions->len; i++)
    {
      guint position = g_array_index (new_positions, guint, i);
      g_array_insert_val (shown, position, g_array_index (fresh, gint64, position));
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
    }
  return TRUE;
}

/* The rows a view makes widgets for come a few a turn, so that none is long, and after all drawing and reading; those behind cost
 * nothing. */
static gboolean
on_rest (gpointer data)
{
  CrmRecordList *self = data;
  guint shown = self->ids->len;
  guint more = shown < HEAD_ROWS ? MIN (REST_ROWS, self->rest->len - shown) : self->rest->len - shown;

  if (shown + more < self->rest->len)
    {
      g_array_append_vals (self->ids, &g_array_index (self->rest, gint64, shown), more);
      self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, REST_STEP_MS, on_rest, self, NULL);
    }
  else
    {
      self->rest_source = 0;
      g_array_unref (self->ids);
      self->ids = g_steal_pointer (&self->rest);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), shown, 0, more);
  return G_SOURCE_REMOVE;
}

/* All that is left at once: before the rows are compared with others. */
static void
finish_rest (CrmRecordList *self)
{
  guint shown = self->ids->len;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&self->rest);
  g_list_model_items_changed (G_LIST_MODEL (self), shown, 0, self->ids->len - shown);
}

static void
change_rows (CrmRecordList *self, guint position, guint removed, const GArray *from, guint added)
{
  part_from_base (self, position);
  g_array_set_size (self->ids, position);
  if (added)
    g_array_append_vals (self->ids, &g_array_index (from, gint64, position), added);
  if (removed || added)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* In three steps, because GTK asks for every row of a single large change, and destroys and builds anew the widgets of all rows that
 * go and come apart: the tail goes, the head (as many rows as a view has widgets) is exchanged, the new tail comes. */
static void
refill (CrmRecordList *self, GArray *fresh, gboolean same_query)
{
  guint old = self->ids->len;
  guint head = MIN (fresh->len, HEAD_ROWS), kept;

  if (old > HEAD_ROWS)
    {
      change_rows (self, HEAD_ROWS, old - HEAD_ROWS, NULL, 0);
      old = HEAD_ROWS;
    }
  if (!same_query && self->first_rows && fresh->len > self->first_rows)
    {
      /* A view builds some two hundred rows whatever it shows: what is seen comes first, the rest when typing pauses. */
      self->rest = g_array_ref (fresh);
      self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, on_rest, self, NULL);
      kept = old > 0 && old <= self->first_rows &&
                     memcmp (self->ids->data, fresh->data, old * sizeof (gint64)) == 0
                 ? old
                 : 0;
      change_rows (self, kept, old - kept, fresh, self->first_rows - kept);
      return;
    }
  change_rows (self, 0, old, fresh, head);
  if (fresh->len > head)
    change_rows (self, head, 0, fresh, fresh->len - head);
}

static void
drop_rest (CrmRecordList *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->rest, g_array_unref);
}

/* What comes first, while the numbers of all are still being read. */
static void
show_first (CrmRecordList *self, GArray *first)
{
  drop_rest (self);
  refill (self, first, FALSE);
  set_count (self, G_MAXUINT64);
}

static void
show (CrmRecordList *self, GArray *fresh, gboolean same_query)
{
  if (self->rest_source && same_query)
    finish_rest (self);
  else
    drop_rest (self);
  if (!crm_ids_equal (self->ids, fresh) && !(same_query && splice (self, fresh)))
    refill (self, fresh, same_query);
  /* What changed since the reading began is still to come, and is told one by one then. */
  if (!self->refresh_source)
    {
      g_hash_table_remove_all (self->changed);
      self->anything_changed = FALSE;
    }
  set_count (self, fresh->len);
  set_state (self, FALSE, NULL);
}

typedef struct
{
  CrmRecordList *list; /* owned; not used in the worker */
  GArray *ids;
} Head;

typedef struct
{
  const char *entity; /* interned */
  GArray *ids;
  guint n;
} HeadRead;

static void
free_head_read (gpointer data)
{
  g_array_unref (((HeadRead *)data)->ids);
  g_free (data);
}

static gpointer
load_head_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  HeadRead *read = data;
  return crm_transaction_load_many (
      tx, read->entity, (const gint64 *)(void *)read->ids->data, read->n, error);
}

static void
on_head_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Head *head = data;
  g_autoptr (CrmRecordList) self = head->list;
  g_autoptr (GArray) ids = head->ids;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_store_read_finish (CRM_STORE (source), result, &error);

  g_free (head);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  for (guint i = 0; rows && i < rows->len; i++)
    crm_store_adopt_row (CRM_STORE (source), rows->pdata[i]);
  show (self, ids, FALSE);
}

/* Shows what a query found. The rows a person sees are read first, so that no empty ones flash by: the old ones stay for the
 * millisecond it takes. */
static void
present (CrmRecordList *self, GArray *fresh, gboolean same_query)
{
  HeadRead *read;
  Head *head;

  if (same_query || !self->first_rows || !fresh->len || crm_ids_equal (self->ids, fresh))
    {
      show (self, fresh, same_query);
      return;
    }
  set_state (self, TRUE, self->error);
  read = g_new0 (HeadRead, 1);
  read->entity = g_intern_string (crm_query_get_entity (self->query));
  read->ids = g_array_ref (fresh);
  read->n = MIN (fresh->len, SEEN_ROWS);
  head = g_new0 (Head, 1);
  head->list = g_object_ref (self);
  head->ids = g_array_ref (fresh);
  crm_store_read_async (self->store, 0, load_head_in_worker, read, free_head_read,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_head_loaded, head);
}

static gboolean
has_words (CrmQuery *query)
{
  g_auto (GStrv) words = NULL;

  if (!crm_query_get_text (query) || !g_str_equal (crm_query_get_entity (query), "client"))
    return FALSE;
  words = crm_search_words (crm_query_get_text (query));
  return words[0] != NULL;
}

/* Ids of base that the search finds, in the order of base. */
static GArray *
intersect (CrmRecordList *self, GArray *base)
{
  CrmSearch *search = crm_store_get_search (self->store);
  guint count;
  g_autoptr (GArray) hits = crm_search_find (search, crm_query_get_text (self->query), 0, &count);
  g_autoptr (CrmQuery) plain = crm_query_new (crm_query_get_entity (self->query));

  /* Hits come in name order already; where that is the order of the list there is nothing to intersect. */
  if (crm_query_equal (plain, self->base_query) && !crm_search_has_edited (search))
    return g_steal_pointer (&hits);
  return crm_ids_select (base, hits);
}

/* Words, and those taken back, answered at once from memory; FALSE when the reader must be asked. */
static gboolean
show_from_memory (CrmRecordList *self, gboolean same_query)
{
  g_autoptr (CrmQuery) base = NULL;
  g_autoptr (GArray) found = NULL;

  if (!self->base_ids)
    return FALSE;
  if (!crm_query_get_text (self->query) && crm_query_equal (self->query, self->base_query))
    {
      present (self, self->base_ids, same_query);
      return TRUE;
    }
  if (!has_words (self->query) || !crm_search_is_loaded (crm_store_get_search (self->store)))
    return FALSE;
  base = crm_query_copy (self->query);
  crm_query_set_text (base, NULL);
  if (!crm_query_equal (base, self->base_query))
    return FALSE;
  found = intersect (self, self->base_ids);
  present (self, found, same_query);
  return TRUE;
}

typedef struct
{
  CrmQuery *query;
  guint n_head;   /* rows to be read with the ids */
  gboolean first; /* of a large book only those rows: all the ids are asked for next */
} Find;

typedef struct
{
  GArray *ids;
  GPtrArray *rows;  /* nullable: the first rows */
  gboolean partial; /* there are more ids */
} Found;

static void
free_find (gpointer data)
{
  crm_query_free (((Find *)data)->query);
  g_free (data);
}

static void
free_found (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->ids, g_array_unref);
  g_clear_pointer (&found->rows, g_ptr_array_unref);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, free_found)

/* By name, which has an index, and by the next step: what comes first is known without a look at the rest. */
static gboolean
is_first_known (const CrmQuery *query)
{
  const char *order = crm_query_get_order ((CrmQuery *)query)[0];

  return g_str_equal (crm_query_get_entity (query), "client") && !crm_query_get_text (query) &&
         (!order || g_str_equal (order, "name") || g_str_equal (order, "next_key"));
}

/* The rows that are seen first come with the ids: nothing else gets between the two. */
static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Find *find = data;
  g_autoptr (Found) found = g_new0 (Found, 1);
  gint64 last = 0;

  if (find->first && is_first_known (find->query) &&
      !crm_db_get_integer (crm_transaction_get_db (tx), "SELECT max (id) FROM client", 0, &last, error))
    return NULL;
  if (last > MANY_RECORDS)
    crm_query_set_limit (find->query, find->n_head);
  found->ids = crm_transaction_find (tx, find->query, error);
  if (!found->ids)
    return NULL;
  found->partial = last > MANY_RECORDS && found->ids->len >= find->n_head;
  if (find->n_head && found->ids->len)
    {
      found->rows = crm_transaction_load_many (tx, crm_query_get_entity (find->query),
          (const gint64 *)(void *)found->ids->data, MIN (found->ids->len, find->n_head), error);
      if (!found->rows)
        return NULL;
    }
  return g_steal_pointer (&found);
}

static void
adopt_rows (CrmRecordList *self, GPtrArray *rows)
{
  for (guint i = 0; rows && i < rows->len; i++)
    crm_store_adopt_row (self->store, rows->pdata[i]);
}

static void on_found (GObject *source, GAsyncResult *result, gpointer data);

static void
ask (CrmRecordList *self, const CrmQuery *query, gboolean first)
{
  Find *find = g_new0 (Find, 1);

  find->query = crm_query_copy ((CrmQuery *)query);
  find->n_head = self->same_query || !self->first_rows || self->base_pending ? 0 : SEEN_ROWS;
  find->first = first && find->n_head > 0;
  crm_store_read_async (self->store, 0, find_in_worker, find, free_find, free_found, self->cancellable,
      on_found, g_object_ref (self));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRecordList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (!found)
    {
      set_state (self, FALSE, error->message);
      return;
    }
  if (found->partial)
    {
      adopt_rows (self, found->rows);
      show_first (self, found->ids);
      ask (self, self->query, FALSE);
      return;
    }
  if (!crm_query_get_text (self->query) || self->base_pending)
    {
      g_clear_pointer (&self->base_ids, g_array_unref);
      g_clear_pointer (&self->base_query, crm_query_free);
      self->base_ids = g_array_ref (found->ids);
      self->base_query = crm_query_copy (self->query);
      crm_query_set_text (self->base_query, NULL);
      if (crm_query_get_text (self->query) && show_from_memory (self, self->same_query))
        return;
    }
  if (found->rows)
    {
      adopt_rows (self, found->rows);
      show (self, found->ids, self->same_query);
    }
  else
    present (self, found->ids, self->same_query);
}

/* Answers under way are for a question nobody asks any more. */
static void
drop_answers (CrmRecordList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
start_read (CrmRecordList *self, gboolean same_query)
{
  g_autoptr (CrmQuery) query = crm_query_copy (self->query);
  CrmSearch *search = crm_store_get_search (self->store);

  drop_answers (self);
  self->same_query = same_query;
  self->base_pending = FALSE;
  if (has_words (query))
    {
      if (crm_search_is_loaded (search))
        {
          /* The ids without words are read once; then every further letter is answered from memory. */
          crm_query_set_text (query, NULL);
          self->base_pending = TRUE;
        }
      else
        crm_search_load (search, NULL, NULL);
    }
  set_state (self, TRUE, self->error);
  ask (self, query, TRUE);
}

static gboolean
on_refresh (gpointer data)
{
  CrmRecordList *self = data;

  self->refresh_source = 0;
  g_clear_pointer (&self->base_ids, g_array_unref);
  g_clear_pointer (&self->base_query, crm_query_free);
  start_read (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmRecordList *self)
{
  const char *entity = self->query ? g_intern_string (crm_query_get_entity (self->query)) : NULL;
  gboolean client = g_strcmp0 (entity, "client") == 0, ours = crm_change_set_is_reload (changes);
  const CrmChange *list;
  guint n;

  if (!entity)
    return;
  if (ours)
    self->anything_changed = TRUE;
  list = crm_change_set_get_changes (changes, &n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = list[i].entity == entity ? list[i].id : client ? list[i].client : 0;

      if (!id)
        continue;
      ours = TRUE;
      if (g_hash_table_size (self->changed) <= MAX_SINGLE_CHANGES)
        g_hash_table_add (self->changed, g_memdup2 (&id, sizeof id));
      else
        self->anything_changed = TRUE;
    }
  if (ours && !self->refresh_source)
    self->refresh_source = g_timeout_add (COALESCE_MS, on_refresh, self);
}

static void
crm_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  switch ((CrmRecordListProperty)id)
    {
    case PROP_LOADING: g_value_set_boolean (value, self->loading); break;
    case PROP_COUNT: g_value_set_uint64 (value, self->count); break;
    case PROP_ERROR: g_value_set_string (value, self->error); break;
    case N_PROPS:
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_record_list_dispose (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_record_list_parent_class)->dispose (object);
}

static void
crm_record_list_finalize (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  g_clear_pointer (&self->query, crm_query_free);
  g_clear_pointer (&self->base_query, crm_query_free);
  g_clear_pointer (&self->base_ids, g_array_unref);
  g_clear_pointer (&self->rest, g_array_unref);
  g_array_unref (self->ids);
  g_hash_table_unref (self->changed);
  g_free (self->error);
  G_OBJECT_CLASS (crm_record_list_parent_class)->finalize (object);
}

static void
crm_record_list_class_init (CrmRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_record_list_get_property;
  object_class->dispose = crm_record_list_dispose;
  object_class->finalize = crm_record_list_finalize;
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT] = g_param_spec_uint64 (
      "count", NULL, NULL, 0, G_MAXUINT64, G_MAXUINT64, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_record_list_init (CrmRecordList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->count = G_MAXUINT64;
}

CrmRecordList *
crm_record_list_new (CrmStore *store)
{
  CrmRecordList *self = g_object_new (CRM_TYPE_RECORD_LIST, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return self;
}

void
crm_record_list_set_query (CrmRecordList *self, const CrmQuery *query)
{
  if (self->query && crm_query_equal (self->query, (CrmQuery *)query))
    return;
  g_clear_pointer (&self->query, crm_query_free);
  self->query = crm_query_copy (query);
  drop_answers (self);
  if (show_from_memory (self, FALSE))
    return;
  start_read (self, FALSE);
}

CrmQuery *
crm_record_list_get_query (CrmRecordList *self)
{
  return self->query;
}

gboolean
crm_record_list_is_loading (CrmRecordList *self)
{
  return self->loading;
}

guint64
crm_record_list_get_count (CrmRecordList *self)
{
  return self->count;
}

const char *
crm_record_list_get_error (CrmRecordList *self)
{
  return self->error;
}

void
crm_record_list_retry (CrmRecordList *self)
{
  if (self->query)
    start_read (self, TRUE);
}

gint64
crm_record_list_get_id (CrmRecordList *self, guint position)
{
  GArray *ids = self->rest ? self->rest : self->ids;
  return position < ids->len ? g_array_index (ids, gint64, position) : 0;
}

guint
crm_record_list_find (CrmRecordList *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

const gint64 *
crm_record_list_get_ids (CrmRecordList *self, guint *n)
{
  GArray *ids = self->rest ? self->rest : self->ids;

  *n = ids->len;
  return (const gint64 *)(void *)ids->data;
}

void
crm_record_list_set_first_rows (CrmRecordList *self, guint n)
{
  self->first_rows = n;
}
