/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicate/crm-duplicate-finder.h"

#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "base/crm-worker.h"
#include "client/crm-client.h"
#include "duplicate/crm-duplicate-private.h"

/* Reads what is compared, a piece at a time so that nobody waits for the whole, and has it paired by a thread of its own. The object lives on the
 * main thread; *_in_worker run in the store's reader, pair_in_thread in a thread of the pool. */

#define CHUNK 4096
#define PRIORITY 60
#define WAIT_SMALL 2 /* seconds after a change until the book is looked through again */
#define WAIT_LARGE 60
#define LARGE 20000
#define MAX_CANDIDATES 64

typedef enum
{
  READ_PEOPLE,
  READ_ADDRESSES,
  READ_DISTINCT,
  READ_ALL
} Phase;

/* What has been read so far; goes to and fro between the main thread and the reader. */
typedef struct
{
  Phase phase;
  gint64 last_id;
  double progress;
  CrmDuplicateData *data;
} Reading;

struct _CrmDuplicateFinder
{
  GObject parent_instance;
  CrmStore *store;           /* weak */
  GCancellable *cancellable; /* of the work under way; NULL: none */
  GArray *pairs;             /* owned; NULL: not known */
  double progress;
  guint n_people;
  gboolean stale; /* clients have changed since it was begun */
  guint wait_source;
};

G_DEFINE_FINAL_TYPE (CrmDuplicateFinder, crm_duplicate_finder, G_TYPE_OBJECT)

char *
crm_duplicate_describe (CrmDuplicateGrounds grounds)
{
  const struct
  {
    CrmDuplicateGrounds ground;
    const char *words;
  } all[] = {
    { CRM_DUPLICATE_PHONE, _ ("same phone") },
    { CRM_DUPLICATE_EMAIL, _ ("same e-mail") },
    { CRM_DUPLICATE_NAME, _ ("same name") },
    { CRM_DUPLICATE_SIMILAR, _ ("similar name") },
    { CRM_DUPLICATE_BIRTHDAY, _ ("same birthday") },
    { CRM_DUPLICATE_COMPANY, _ ("same company") },
    { CRM_DUPLICATE_DOMAIN, _ ("e-mails of one company") },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (grounds & all[i].ground)
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", all[i].words);
  return g_string_free (text, FALSE);
}

static void
clear_reading (gpointer data)
{
  g_clear_pointer (&((Reading *)data)->data, crm_duplicate_data_free);
}

static void
unref_reading (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_reading);
}

static Reading *
reading_new (void)
{
  Reading *self = g_atomic_rc_box_new0 (Reading);

  self->data = crm_duplicate_data_new ();
  return self;
}

static void
add_person (Reading *self, CrmStatement *statement)
{
  crm_duplicate_data_add (self->data, crm_statement_get_integer (statement, 0),
      g_strcmp0 (crm_statement_get_text (statement, 1), "company") == 0,
      crm_statement_get_integer (statement, 2), crm_statement_get_text (statement, 3),
      crm_statement_get_text (statement, 4));
}

static void
add_address (Reading *self, CrmStatement *statement)
{
  crm_duplicate_data_add_address (self->data, crm_statement_get_integer (statement, 1),
      g_strcmp0 (crm_statement_get_text (statement, 2), "email") == 0, crm_statement_get_text (statement, 3),
      crm_phone_get_whole (crm_statement_get_text (statement, 4), crm_statement_get_text (statement, 5)));
}

static void
add_apart (Reading *self, CrmStatement *statement)
{
  crm_duplicate_data_set_apart (
      self->data, crm_statement_get_integer (statement, 0), crm_statement_get_integer (statement, 1));
}

#define PERSON "SELECT id, kind, company, name_fold, birthday FROM client WHERE archived_at IS NULL AND "
#define ADDRESS \
  "SELECT id, client, kind, match_key, value, normal FROM address WHERE archived_at IS NULL AND kind IN " \
  "('phone', " \
  "'email') AND match_key " \
  "IS NOT NULL AND "
#define DISTINCT \
  "SELECT record_id, target_id FROM record_link WHERE entity = 'client' AND field = 'distinct'" \
  " UNION ALL SELECT a, b FROM client_distinct"

/* One piece; afterwards phase is the next one when this is at its end. */
static gboolean
read_piece (Reading *self, CrmDb *db, GError **error)
{
  static const char *const sql[] = { PERSON "id > $1 ORDER BY id LIMIT $2",
    ADDRESS "id > $1 ORDER BY id LIMIT $2", DISTINCT };
  static void (*const add[]) (Reading *, CrmStatement *) = { add_person, add_address, add_apart };
  g_autoptr (CrmStatement) statement = crm_db_prepare (db, sql[self->phase], error);
  gboolean row = FALSE;
  guint n = 0;

  if (!statement)
    return FALSE;
  if (self->phase != READ_DISTINCT)
    {
      crm_statement_bind_integer (statement, 1, self->last_id);
      crm_statement_bind_integer (statement, 2, CHUNK);
    }
  while (crm_statement_step (statement, &row, error) && row)
    {
      self->last_id = crm_statement_get_integer (statement, 0);
      add[self->phase](self, statement);
      n++;
    }
  if (row)
    return FALSE;
  if (n < CHUNK || self->phase == READ_DISTINCT)
    {
      self->phase++;
      self->last_id = 0;
    }
  return TRUE;
}

/* How far the reading is: half of the work, the addresses more than the people. */
static gboolean
measure (Reading *self, CrmDb *db, GError **error)
{
  gint64 last = 1;

  if (self->phase < READ_DISTINCT &&
      !crm_db_get_integer (db,
          self->phase == READ_PEOPLE ? "SELECT max (id) FROM client" : "SELECT max (id) FROM address", 1,
          &last, error))
    return FALSE;
  self->progress = self->phase == READ_PEOPLE      ? 0.2 * (double)self->last_id / (double)MAX (last, 1)
                   : self->phase == READ_ADDRESSES ? 0.2 + 0.3 * (double)self->last_id / (double)MAX (last, 1)
                                                   : 0.5;
  return TRUE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  CrmDb *db = crm_transaction_get_db (tx);

  if (!read_piece (reading, db, error) || !measure (reading, db, error))
    return NULL;
  if (reading->phase == READ_ALL)
    crm_db_release_memory (db);
  return g_atomic_rc_box_acquire (reading);
}

GArray *
crm_duplicate_find_all (CrmTransaction *tx, GCancellable *cancellable, GError **error)
{
  Reading *reading = reading_new ();
  GArray *pairs = NULL;
  gboolean done = TRUE;

  while (done && reading->phase != READ_ALL)
    done = read_piece (reading, crm_transaction_get_db (tx), error) &&
           !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (done && !(pairs = crm_duplicate_pairs (reading->data, cancellable)))
    g_cancellable_set_error_if_cancelled (cancellable, error);
  unref_reading (reading);
  return pairs;
}

#define FIRST_CYRILLIC 0x0400
#define N_CYRILLIC 0x0130

/* What a letter becomes at the beginning of a word that is written in one spelling. */
static guchar
get_initial (gunichar c)
{
  static guchar ascii[128], cyrillic[N_CYRILLIC];
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      for (guint i = 0; i < 128 + N_CYRILLIC; i++)
        {
          char text[8] = { 0 };
          g_autofree char *level = NULL;

          g_unichar_to_utf8 (i < 128 ? i : FIRST_CYRILLIC + i - 128, text);
          level = crm_text_level (text);
          *(i < 128 ? &ascii[i] : &cyrillic[i - 128]) = (guchar)*level & 127;
        }
      g_once_init_leave (&made, 1);
    }
  return c < 128                                                  ? ascii[c]
         : c >= FIRST_CYRILLIC && c < FIRST_CYRILLIC + N_CYRILLIC ? cyrillic[c - FIRST_CYRILLIC]
                                                                  : 127;
}

/* The letters that words of a name begin with. */
static void
get_initials (const char *fold, gboolean initials[128])
{
  gboolean inside = FALSE;

  memset (initials, 0, 128 * sizeof *initials);
  for (const char *p = fold; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = c < 128 ? g_ascii_isalnum (c) || c == '\'' : g_unichar_isalnum (c);

      if (letter && !inside)
        initials[get_initial (c)] = TRUE;
      inside = letter;
    }
}

/* A candidate only: what it is in the end is weighed as in the whole book. */
static gboolean
may_be (const char *fold, const char *key, const char *name)
{
  g_autofree char *other = key ? crm_duplicate_name_key (name, TRUE, NULL) : NULL;

  return (key && g_strcmp0 (key, other) == 0) || crm_text_similarity (fold, name) >= 900;
}

/* Names are gone through as they stand in the index, most of them put aside by the letters their words begin with. */
static gboolean
find_by_name (CrmTransaction *tx, const char *fold, GHashTable *ids, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT id, name_fold FROM client ORDER BY name_fold", error);
  g_autofree char *key = crm_duplicate_name_key (fold, TRUE, NULL);
  gboolean wanted[128], initials[128], row = FALSE;

  if (!statement)
    return FALSE;
  get_initials (fold, wanted);
  while (crm_statement_step (statement, &row, error) && row && g_hash_table_size (ids) < MAX_CANDIDATES)
    {
      const char *name = crm_statement_get_text (statement, 1);
      gint64 id = crm_statement_get_integer (statement, 0);
      guint n = 0, n_wanted = 0;

      if (!name)
        continue;
      get_initials (name, initials);
      for (guint i = 0; i < 128; i++)
        {
          n_wanted += wanted[i];
          n += wanted[i] && initials[i];
        }
      if (n && n + 1 >= n_wanted && may_be (fold, key, name))
        g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }
  return !row || g_hash_table_size (ids) >= MAX_CANDIDATES;
}

static gboolean
find_by_address (CrmTransaction *tx, gint64 client, GHashTable *ids, GError **error)
{
  g_autoptr (GArray) found = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT DISTINCT b.client FROM address a JOIN address b ON b.match_key = a.match_key AND b.kind = "
      "a.kind"
      " WHERE a.client = $1 AND a.kind IN ('phone', 'email') AND a.archived_at IS NULL AND b.archived_at IS "
      "NULL LIMIT 64",
      error, 1, client);

  for (guint i = 0; found && i < found->len; i++)
    g_hash_table_add (ids, g_memdup2 (&g_array_index (found, gint64, i), sizeof (gint64)));
  return found != NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

static gboolean
read_some (CrmTransaction *tx, Reading *reading, const char *sql, gint64 id, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      if (reading->phase == READ_PEOPLE)
        add_person (reading, statement);
      else
        add_address (reading, statement);
    }
  return !row;
}

static gboolean
read_candidates (CrmTransaction *tx, Reading *reading, GHashTable *ids, GError **error)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (order, key, 1);
  g_array_sort (order, compare_ids);
  for (reading->phase = READ_PEOPLE; reading->phase < READ_DISTINCT; reading->phase++)
    for (guint i = 0; i < order->len; i++)
      if (!read_some (tx, reading, reading->phase == READ_PEOPLE ? PERSON "id = $1" : ADDRESS "client = $1",
              g_array_index (order, gint64, i), error))
        return FALSE;
  /* Whose domain it is can only be told from the whole book. */
  for (guint i = 0; i < reading->data->people->len; i++)
    g_array_index (reading->data->people, CrmDuplicatePerson, i).domain = NULL;
  return read_piece (reading, crm_transaction_get_db (tx), error);
}

GArray *
crm_duplicate_find_of (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", client, error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *fold = row ? crm_text_fold (crm_row_get_text (row, CRM_CLIENT_NAME)) : NULL;
  GArray *pairs = NULL;
  Reading *reading;

  if (!row)
    return NULL;
  if (row->archived_at)
    return g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePair));
  g_hash_table_add (ids, g_memdup2 (&client, sizeof client));
  reading = reading_new ();
  if (find_by_address (tx, client, ids, error) && find_by_name (tx, fold, ids, error) &&
      read_candidates (tx, reading, ids, error))
    pairs = crm_duplicate_pairs (reading->data, NULL);
  unref_reading (reading);
  for (guint i = pairs ? pairs->len : 0; i-- > 0;)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);

      if (pair->a != client && pair->b != client)
        g_array_remove_index (pairs, i);
    }
  return pairs;
}

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell (CrmDuplicateFinder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pair_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GArray *pairs = crm_duplicate_pairs (reading->data, cancellable);

  clear_reading (reading);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  if (pairs)
    g_task_return_pointer (task, pairs, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error_if_cancelled (task);
}

static void wait_for_quiet (CrmDuplicateFinder *self);

static void
end (CrmDuplicateFinder *self)
{
  g_clear_object (&self->cancellable);
  if (self->stale)
    wait_for_quiet (self);
  tell (self);
}

static void
on_paired (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmDuplicateFinder *self = CRM_DUPLICATE_FINDER (source);
  GArray *pairs = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Cancelled: somebody has told already. */
  if (!pairs || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      g_clear_pointer (&pairs, g_array_unref);
      return;
    }
  g_clear_pointer (&self->pairs, g_array_unref);
  self->pairs = pairs;
  end (self);
}

static void read_next (CrmDuplicateFinder *self, Reading *reading);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDuplicateFinder) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (!reading)
    {
      /* What cannot be read now is no matter for a message: it is asked again. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->cancellable)
        end (self);
      return;
    }
  if (!self->cancellable || g_cancellable_is_cancelled (self->cancellable))
    {
      unref_reading (reading);
      return;
    }
  self->progress = reading->progress;
  self->n_people = reading->data->people->len;
  tell (self);
  if (reading->phase != READ_ALL)
    {
      read_next (self, reading);
      unref_reading (reading);
      return;
    }
  task = g_task_new (self, self->cancellable, on_paired, NULL);
  g_task_set_task_data (task, reading, unref_reading);
  crm_task_run_in_thread (task, pair_in_thread);
}

static void
read_next (CrmDuplicateFinder *self, Reading *reading)
{
  if (self->store)
    crm_store_read_async (self->store, PRIORITY, read_in_worker, g_atomic_rc_box_acquire (reading),
        unref_reading, unref_reading, self->cancellable, on_read, g_object_ref (self));
}

static void
begin (CrmDuplicateFinder *self)
{
  Reading *reading = reading_new ();

  g_clear_handle_id (&self->wait_source, g_source_remove);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  self->progress = 0;
  read_next (self, reading);
  unref_reading (reading);
  tell (self);
}

static gboolean
on_quiet (gpointer data)
{
  CrmDuplicateFinder *self = data;

  self->wait_source = 0;
  if (!self->cancellable)
    begin (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (CrmDuplicateFinder *self)
{
  g_clear_handle_id (&self->wait_source, g_source_remove);
  self->wait_source =
      g_timeout_add_seconds (self->n_people > LARGE ? WAIT_LARGE : WAIT_SMALL, on_quiet, self);
}

/* Who was put away is in no pair any more. */
static gboolean
drop_archived (CrmDuplicateFinder *self, CrmChangeSet *changes)
{
  guint n, before = self->pairs ? self->pairs->len : 0;
  const CrmChange *list = crm_change_set_get_changes (changes, &n);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n; i++)
    if ((list[i].op == CRM_CHANGE_ARCHIVE || list[i].op == CRM_CHANGE_DELETE) &&
        g_str_equal (list[i].entity, "client"))
      g_hash_table_add (gone, (gpointer)&list[i].id);
  if (!g_hash_table_size (gone))
    return FALSE;
  for (guint i = before; i-- > 0;)
    {
      const CrmDuplicatePair *pair = &g_array_index (self->pairs, CrmDuplicatePair, i);

      if (g_hash_table_contains (gone, &pair->a) || g_hash_table_contains (gone, &pair->b))
        g_array_remove_index (self->pairs, i);
    }
  return self->pairs && self->pairs->len < before;
}

static void
on_store_changed (CrmDuplicateFinder *self, CrmChangeSet *changes)
{
  if (!crm_change_set_touches (changes, "client") && !crm_change_set_touches (changes, "address"))
    return;
  self->stale = TRUE;
  if (!self->pairs)
    return;
  if (!self->cancellable)
    wait_for_quiet (self);
  if (drop_archived (self, changes))
    tell (self);
}

static void
crm_duplicate_finder_dispose (GObject *object)
{
  CrmDuplicateFinder *self = CRM_DUPLICATE_FINDER (object);

  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->store);
  G_OBJECT_CLASS (crm_duplicate_finder_parent_class)->dispose (object);
}

static void
crm_duplicate_finder_finalize (GObject *object)
{
  CrmDuplicateFinder *self = CRM_DUPLICATE_FINDER (object);

  g_clear_pointer (&self->pairs, g_array_unref);
  G_OBJECT_CLASS (crm_duplicate_finder_parent_class)->finalize (object);
}

static void
crm_duplicate_finder_class_init (CrmDuplicateFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_duplicate_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_duplicate_finder_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_duplicate_finder_init (CrmDuplicateFinder *self)
{
}

CrmDuplicateFinder *
crm_duplicate_finder_of (CrmStore *store)
{
  CrmDuplicateFinder *self = g_object_get_data (G_OBJECT (store), "crm-duplicate-finder");

  if (self)
    return self;
  self = g_object_new (CRM_TYPE_DUPLICATE_FINDER, NULL);
  g_set_weak_pointer (&self->store, store);
  g_object_set_data_full (G_OBJECT (store), "crm-duplicate-finder", self, g_object_unref);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_duplicate_finder_start (CrmDuplicateFinder *self)
{
  g_return_if_fail (CRM_IS_DUPLICATE_FINDER (self));
  if (!self->cancellable && (!self->pairs || self->stale))
    begin (self);
}

void
crm_duplicate_finder_cancel (CrmDuplicateFinder *self)
{
  g_return_if_fail (CRM_IS_DUPLICATE_FINDER (self));
  g_clear_handle_id (&self->wait_source, g_source_remove);
  if (!self->cancellable)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->stale = TRUE;
  tell (self);
}

void
crm_duplicate_finder_drop (CrmDuplicateFinder *self, gint64 a, gint64 b)
{
  for (guint i = 0; self->pairs && i < self->pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (self->pairs, CrmDuplicatePair, i);

      if (pair->a != MIN (a, b) || pair->b != MAX (a, b))
        continue;
      g_array_remove_index (self->pairs, i);
      tell (self);
      return;
    }
}

gboolean
crm_duplicate_finder_is_running (CrmDuplicateFinder *self)
{
  return self->cancellable != NULL;
}

gboolean
crm_duplicate_finder_is_known (CrmDuplicateFinder *self)
{
  return self->pairs != NULL;
}

double
crm_duplicate_finder_get_progress (CrmDuplicateFinder *self)
{
  return self->progress;
}

const GArray *
crm_duplicate_finder_get_pairs (CrmDuplicateFinder *self)
{
  return self->pairs;
}
