/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "deal/crm-board-private.h"
#include "store/crm-store-private.h"

/* The board as the window has it: one reading at a time, asked for again by commits, by another query and by the clock. Main thread. */

#define MORE_CARDS 50
#define MOST_DROPPED 3
#define FIRST_ROWS 6                /* of each lane, about what is seen of it */
#define LONGEST_WAIT_MS (60 * 1000) /* the clock may be set, and the machine may sleep */

struct _CrmBoard
{
  GObject parent_instance;
  CrmStore *store;      /* owned */
  CrmBoardQuery *query; /* owned, nullable */
  CrmBoardData *data;   /* owned, nullable */
  GHashTable *more;     /* lane key → cards */
  GCancellable *cancellable;
  gboolean reading;
  gboolean wanted; /* something changed since the reading began, or while held */
  gboolean asked;  /* the query is newer than the data */
  gboolean fresh;  /* nothing of the query has been shown */
  gboolean held;
  guint dropped; /* readings in a row that were overtaken */
  gboolean loading;
  char *error;
  guint turn_source;
};

G_DEFINE_FINAL_TYPE (CrmBoard, crm_board, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADING = 1,
  PROP_ERROR,
  N_PROPS
} CrmBoardProperty;

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct
{
  CrmBoardQuery *query;
  GHashTable *more;
  gboolean fresh;
} Reading;

typedef struct
{
  CrmBoardData *data;
  GPtrArray *rows; /* nullable: CrmRow of the cards that are seen first */
} Found;

static void start_read (CrmBoard *self);

static void
set_state (CrmBoard *self, gboolean loading, const char *error)
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
want (CrmBoard *self)
{
  self->wanted = TRUE;
  if (!self->reading && !self->held && self->query)
    start_read (self);
}

static gboolean on_turn (gpointer data);

static void
wait_for_turn (CrmBoard *self)
{
  gint64 left = (crm_board_data_get_turn (self->data) - crm_clock_now ()) / G_TIME_SPAN_MILLISECOND + 1;

  g_clear_handle_id (&self->turn_source, g_source_remove);
  self->turn_source = g_timeout_add ((guint)CLAMP (left, 1, LONGEST_WAIT_MS), on_turn, self);
}

static gboolean
on_turn (gpointer data)
{
  CrmBoard *self = data;

  self->turn_source = 0;
  if (crm_clock_now () > crm_board_data_get_turn (self->data))
    want (self);
  else
    wait_for_turn (self);
  return G_SOURCE_REMOVE;
}

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  crm_board_query_free (reading->query);
  g_hash_table_unref (reading->more);
  g_free (reading);
}

static void
free_found (gpointer data)
{
  Found *found = data;

  crm_board_data_unref (found->data);
  g_clear_pointer (&found->rows, g_ptr_array_unref);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, free_found)

/* What a new query finds has not been shown before: the cards come with the lanes, not frames later. */
static GPtrArray *
load_first_rows (CrmTransaction *tx, CrmBoardData *data, GError **error)
{
  GPtrArray *lanes = crm_board_data_get_lanes (data);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lanes->len; i++)
    {
      const CrmLane *lane = lanes->pdata[i];

      g_array_append_vals (ids, lane->ids->data, MIN (lane->ids->len, FIRST_ROWS));
    }
  return crm_transaction_load_many (tx, "deal", (const gint64 *)(gconstpointer)ids->data, ids->len, error);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  CrmBoardData *board = crm_board_read (tx, reading->query, reading->more, error);
  g_autoptr (Found) found = NULL;

  if (!board)
    return NULL;
  found = g_new0 (Found, 1);
  found->data = board;
  if (reading->fresh && !(found->rows = load_first_rows (tx, board, error)))
    return NULL;
  return g_steal_pointer (&found);
}

static void
take (CrmBoard *self, Found *found)
{
  g_clear_pointer (&self->data, crm_board_data_unref);
  self->data = crm_board_data_ref (found->data);
  self->dropped = 0;
  self->fresh = FALSE;
  /* Rows that were overtaken by a commit must not come after those it told. */
  for (guint i = 0; found->rows && !self->wanted && i < found->rows->len; i++)
    crm_store_adopt_row (self->store, found->rows->pdata[i]);
  wait_for_turn (self);
  set_state (self, FALSE, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBoard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  /* What was asked before another query, or read before a drag or the last commit, would show cards where they were; but something is shown
   * when commits never end. */
  if (self->held || self->asked || (self->wanted && self->dropped < MOST_DROPPED))
    {
      self->wanted = TRUE;
      self->dropped++;
    }
  else if (found)
    take (self, found);
  else
    set_state (self, FALSE, error->message);
  if (self->wanted && !self->held && !self->reading)
    start_read (self);
}

static void
start_read (CrmBoard *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GHashTableIter iter;
  gpointer key, value;

  self->reading = TRUE;
  self->wanted = self->asked = FALSE;
  reading->query = crm_board_query_copy (self->query);
  reading->fresh = self->fresh;
  reading->more = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->more);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (reading->more, g_strdup (key), value);
  crm_store_read_async (self->store, 0, read_in_worker, reading, free_reading, free_found, self->cancellable,
      on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmBoard *self)
{
  /* Tasks and meetings make known the deals whose next step they change. */
  static const char *const entities[] = { "deal", "stage", "pipeline", "client", "user", "tag" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (crm_change_set_touches (changes, entities[i]))
      {
        want (self);
        return;
      }
}

static void
on_store_settings_changed (CrmStore *store, CrmBoard *self)
{
  want (self);
}

static void
crm_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmBoard *self = CRM_BOARD (object);

  switch ((CrmBoardProperty)id)
    {
    case PROP_LOADING: g_value_set_boolean (value, self->loading); break;
    case PROP_ERROR: g_value_set_string (value, self->error); break;
    case N_PROPS:
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_board_dispose (GObject *object)
{
  CrmBoard *self = CRM_BOARD (object);

  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_board_parent_class)->dispose (object);
}

static void
crm_board_finalize (GObject *object)
{
  CrmBoard *self = CRM_BOARD (object);

  g_clear_pointer (&self->query, crm_board_query_free);
  g_clear_pointer (&self->data, crm_board_data_unref);
  g_hash_table_unref (self->more);
  g_free (self->error);
  G_OBJECT_CLASS (crm_board_parent_class)->finalize (object);
}

static void
crm_board_class_init (CrmBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_board_get_property;
  object_class->dispose = crm_board_dispose;
  object_class->finalize = crm_board_finalize;
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_board_init (CrmBoard *self)
{
  self->more = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

CrmBoard *
crm_board_new (CrmStore *store)
{
  CrmBoard *self = g_object_new (CRM_TYPE_BOARD, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_store_settings_changed), self, 0);
  return self;
}

static gboolean
where_equal (CrmQuery *a, CrmQuery *b)
{
  return a == b || (a && b && crm_query_equal (a, b));
}

/* A new query waits for nobody: what was asked before is not shown any more. */
static void
ask (CrmBoard *self)
{
  self->asked = self->reading;
  set_state (self, TRUE, self->error);
  want (self);
}

void
crm_board_set_query (CrmBoard *self, const CrmBoardQuery *query)
{
  const CrmBoardQuery *old = self->query;

  if (old && old->pipeline == query->pipeline && old->group == query->group && old->field == query->field &&
      old->order == query->order && old->first == query->first && old->next_state == query->next_state &&
      old->closed == query->closed && where_equal (old->where, query->where))
    return;
  g_clear_pointer (&self->query, crm_board_query_free);
  self->query = crm_board_query_copy (query);
  g_hash_table_remove_all (self->more);
  self->fresh = TRUE;
  ask (self);
}

const CrmBoardQuery *
crm_board_get_query (CrmBoard *self)
{
  return self->query;
}

CrmBoardData *
crm_board_get_data (CrmBoard *self)
{
  return self->data;
}

gboolean
crm_board_is_loading (CrmBoard *self)
{
  return self->loading;
}

const char *
crm_board_get_error (CrmBoard *self)
{
  return self->error;
}

void
crm_board_retry (CrmBoard *self)
{
  if (self->query)
    ask (self);
}

void
crm_board_show_more (CrmBoard *self, const char *key)
{
  GPtrArray *lanes = self->data ? crm_board_data_get_lanes (self->data) : NULL;

  for (guint i = 0; lanes && i < lanes->len; i++)
    {
      const CrmLane *lane = lanes->pdata[i];

      if (!g_str_equal (lane->key, key) || lane->ids->len >= lane->count)
        continue;
      g_hash_table_insert (self->more, g_strdup (key), GUINT_TO_POINTER (lane->ids->len + MORE_CARDS));
      want (self);
    }
}

void
crm_board_hold (CrmBoard *self)
{
  self->held = TRUE;
}

void
crm_board_release (CrmBoard *self)
{
  self->held = FALSE;
  if (self->wanted)
    want (self);
}
