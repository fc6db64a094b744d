/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-search.h"

#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>

#include "base/crm-text.h"
#include "store/crm-search-code.h"
#include "store/crm-store-private.h"
#include "store/crm-text-scan.h"

/* Search as you type: the search lines of all clients in one buffer in name order, scanned on the main thread in about a
 * millisecond. Read by the reader; clients edited since stand apart until the next loading. */

#define MAX_EDITED 512
#define CHUNK 8192 /* clients read at a time: some milliseconds */
#define PRIORITY 1 /* between what the person waits for: counts take longer */

typedef struct
{
  char *buffer; /* packed lines, each ended by '\n', and padding */
  gsize length;
  guint32 *offsets; /* n + 1 */
  gint64 *ids;      /* in name order */
  guint n;
  guint32 *rows; /* n_rows, by id: where it is, counted from 1; NULL until one is asked for */
  guint n_rows;
} Lines;

struct _CrmSearch
{
  CrmStore *store; /* borrowed: owns us */
  Lines *lines;    /* owned; NULL while not loaded */
  GHashTable
      *edited; /* id → packed line (owned), or NULL for one that is gone: they replace what lines say */
  gboolean loading;
  gboolean stale; /* something changed while loading */
  GCancellable *cancellable;
  GPtrArray *waiting; /* Waiter */
};

typedef struct
{
  void (*callback) (gpointer data);
  gpointer data;
} Waiter;

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

static void
lines_free (Lines *self)
{
  g_free (self->buffer);
  g_free (self->offsets);
  g_free (self->ids);
  g_free (self->rows);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lines, lines_free)

void
crm_search_free (CrmSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->lines, lines_free);
  g_hash_table_unref (self->edited);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

CrmSearch *
crm_store_get_search (CrmStore *store)
{
  CrmSearch *self = store->search;

  if (self)
    return self;
  self = store->search = g_new0 (CrmSearch, 1);
  self->store = store;
  self->edited = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  return self;
}

gboolean
crm_search_is_loaded (CrmSearch *self)
{
  return self->lines != NULL;
}

/* What a loading has read so far; goes to and fro between the main thread and the reader. */
typedef struct
{
  enum
  {
    MEASURE, /* how long the lines are, in the order of the numbers of their clients */
    ORDER,   /* where each belongs, in the order of names */
    READ,    /* the lines themselves, each to its place: none is kept twice */
    DONE
  } phase;
  GArray *known;    /* gint64: numbers of clients that have lines, ascending */
  GArray *sizes;    /* guint32: of those lines */
  GArray *places;   /* guint32: where they begin in the buffer, NO_PLACE of clients that are not listed */
  GArray *offsets;  /* guint32: of lines in the buffer */
  GArray *ids;      /* gint64, in name order */
  GBytes *last_key; /* of the last client read in name order; NULL at the beginning */
  gint64 last_id;   /* of the last one read in the phase */
  char *buffer;
  gsize length;
} Loading;

#define NO_PLACE G_MAXUINT32

static void
clear_loading (gpointer data)
{
  Loading *self = data;

  g_array_unref (self->known);
  g_array_unref (self->sizes);
  g_array_unref (self->places);
  g_array_unref (self->offsets);
  g_array_unref (self->ids);
  g_clear_pointer (&self->last_key, g_bytes_unref);
  g_free (self->buffer);
}

static void
unref_loading (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_loading);
}

static Loading *
loading_new (void)
{
  Loading *self = g_atomic_rc_box_new0 (Loading);

  self->known = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static void
measure_line (Loading *self, gint64 id, const char *line, gsize length)
{
  guint32 size = (guint32)crm_search_pack (line, length, NULL) + 1, place = NO_PLACE;

  g_array_append_val (self->known, id);
  g_array_append_val (self->sizes, size);
  g_array_append_val (self->places, place);
}

/* A line that changed since it was measured stays out: then everything is read again. */
static void
place_line (Loading *self, gint64 id, const char *line, gsize length, GByteArray *packed)
{
  guint32 place;
  gsize size;
  guint at;

  if (!g_array_binary_search (self->known, &id, compare_ids, &at))
    return;
  place = g_array_index (self->places, guint32, at);
  if (packed->len < length)
    g_byte_array_set_size (packed, (guint)length);
  size = crm_search_pack (line, length, (char *)packed->data);
  if (place != NO_PLACE && size + 1 == g_array_index (self->sizes, guint32, at))
    memcpy (self->buffer + place, packed->data, size);
}

static gboolean
read_texts (Loading *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmStatement) texts = crm_db_prepare (db,
      "SELECT client_id, line FROM client_search WHERE client_id > $1 ORDER BY client_id LIMIT $2", error);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  guint n = 0;
  gboolean row = FALSE;

  if (!texts)
    return FALSE;
  crm_statement_bind_integer (texts, 1, self->last_id);
  crm_statement_bind_integer (texts, 2, CHUNK);
  while (crm_statement_step (texts, &row, error) && row)
    {
      gsize length;
      gconstpointer line = crm_statement_get_bytes (texts, 1, &length);

      self->last_id = crm_statement_get_integer (texts, 0);
      if (self->phase == MEASURE)
        measure_line (self, self->last_id, line, length);
      else
        place_line (self, self->last_id, line, length, packed);
      n++;
    }
  if (row)
    return FALSE;
  if (n < CHUNK)
    {
      self->phase++;
      self->last_id = 0;
    }
  return TRUE;
}

static gboolean
read_order (Loading *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmStatement) order = crm_db_prepare (db,
      self->last_key
          ? "SELECT id, name_key FROM client WHERE archived_at IS NULL AND (name_key, id) > ($2, $3)"
            " ORDER BY name_key, id LIMIT $1"
          : "SELECT id, name_key FROM client WHERE archived_at IS NULL ORDER BY name_key, id LIMIT $1",
      error);
  gsize size;
  guint n = 0;
  gboolean row = FALSE;

  if (!order)
    return FALSE;
  crm_statement_bind_integer (order, 1, CHUNK);
  if (self->last_key)
    {
      gconstpointer key = g_bytes_get_data (self->last_key, &size);

      crm_statement_bind_bytes (order, 2, key, size);
      crm_statement_bind_integer (order, 3, self->last_id);
    }
  while (crm_statement_step (order, &row, error) && row)
    {
      guint32 offset = (guint32)self->length;
      guint at;

      self->last_id = crm_statement_get_integer (order, 0);
      if (++n == CHUNK)
        {
          gconstpointer key = crm_statement_get_bytes (order, 1, &size);

          g_clear_pointer (&self->last_key, g_bytes_unref);
          self->last_key = g_bytes_new (key, size);
        }
      if (!g_array_binary_search (self->known, &self->last_id, compare_ids, &at))
        continue;
      g_array_append_val (self->offsets, offset);
      g_array_append_val (self->ids, self->last_id);
      g_array_index (self->places, guint32, at) = offset;
      self->length += g_array_index (self->sizes, guint32, at);
    }
  if (row)
    return FALSE;
  if (n < CHUNK)
    {
      guint32 end = (guint32)self->length;

      g_array_append_val (self->offsets, end);
      self->buffer = g_malloc (self->length + CRM_TEXT_SCAN_PAD);
      memset (self->buffer, '\n', self->length);
      memset (self->buffer + self->length, 0, CRM_TEXT_SCAN_PAD);
      self->phase++;
      self->last_id = 0;
    }
  return TRUE;
}

/* Texts by number and the order from the covering index are sequential passes joined in memory, and all in pieces, so that what the person
 * waits for is never read after the whole of it. */
static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Loading *loading = data;
  CrmDb *db = crm_transaction_get_db (tx);

  if (!(loading->phase == ORDER ? read_order (loading, db, error) : read_texts (loading, db, error)))
    return NULL;
  if (loading->phase == DONE)
    crm_db_release_memory (db);
  return g_atomic_rc_box_acquire (loading);
}

static Lines *
make_lines (Loading *loading)
{
  Lines *lines = g_new0 (Lines, 1);

  lines->n = loading->ids->len;
  lines->length = loading->length;
  lines->buffer = g_steal_pointer (&loading->buffer);
  lines->offsets = (guint32 *)(void *)g_array_steal (loading->offsets, NULL);
  lines->ids = (gint64 *)(void *)g_array_steal (loading->ids, NULL);
  return lines;
}

static void on_loaded (GObject *source, GAsyncResult *result, gpointer data);
static void reload (CrmSearch *self);

static void
load_next (CrmSearch *self, Loading *loading)
{
  crm_store_read_async (self->store, PRIORITY, load_in_worker, g_atomic_rc_box_acquire (loading),
      unref_loading, unref_loading, self->cancellable, on_loaded, self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Loading *loading = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmSearch *self = data;
  g_autoptr (GPtrArray) waiting = NULL;

  if (error && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)))
    return; /* the store is going: data may be gone already */
  if (loading && loading->phase != DONE)
    {
      load_next (self, loading);
      unref_loading (loading);
      return;
    }
  self->loading = FALSE;
  if (!loading)
    {
      g_info ("The search could not be loaded: %s", error ? error->message : "");
      return;
    }
  g_clear_pointer (&self->lines, lines_free);
  self->lines = make_lines (loading);
  unref_loading (loading);
#ifdef __GLIBC__
  /* What was read on the way is as large as what is kept, and would stay with the program. */
  malloc_trim (0);
#endif
  if (self->stale)
    {
      self->stale = FALSE;
      reload (self);
    }
  else
    g_hash_table_remove_all (self->edited);
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiter *waiter = waiting->pdata[i];
      waiter->callback (waiter->data);
    }
}

/* Anew: what is there serves until then. */
static void
reload (CrmSearch *self)
{
  Loading *loading;

  if (self->loading)
    return;
  self->loading = TRUE;
  loading = loading_new ();
  load_next (self, loading);
  unref_loading (loading);
}

void
crm_search_load (CrmSearch *self, void (*callback) (gpointer data), gpointer data)
{
  if (self->lines && !self->loading)
    {
      if (callback)
        callback (data);
      return;
    }
  if (callback)
    {
      Waiter *waiter = g_new0 (Waiter, 1);
      waiter->callback = callback;
      waiter->data = data;
      g_ptr_array_add (self->waiting, waiter);
    }
  reload (self);
}

static void
free_ids (gpointer data)
{
  g_array_unref (data);
}

static gpointer
read_edited_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *ids = data;
  /* A company's people carry its name. */
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT s.client_id, s.line, c.archived_at FROM client_search s JOIN client c ON c.id = s.client_id"
      " WHERE s.client_id = $1 OR s.client_id IN (SELECT id FROM client WHERE company = $1)",
      error);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  if (!statement)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gboolean row = FALSE;

      g_hash_table_insert (lines, g_memdup2 (&id, sizeof id), NULL);
      crm_statement_bind_integer (statement, 1, id);
      while (crm_statement_step (statement, &row, error) && row)
        {
          gint64 found = crm_statement_get_integer (statement, 0);
          gsize length;
          const char *line = crm_statement_get_bytes (statement, 1, &length);
          char *padded = crm_statement_is_null (statement, 2) ? g_malloc0 (length + CRM_TEXT_SCAN_PAD) : NULL;

          if (padded)
            crm_search_pack (line, length, padded);
          g_hash_table_replace (lines, g_memdup2 (&found, sizeof found), padded);
        }
      if (row)
        return NULL;
      crm_statement_reset (statement);
    }
  return g_steal_pointer (&lines);
}

static void
on_edited_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) lines = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmSearch *self = data;
  GHashTableIter iter;
  gpointer key, value;

  if (!lines)
    return;
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (self->edited, key, value);
    }
  if (g_hash_table_size (self->edited) > MAX_EDITED)
    reload (self);
}

void
crm_search_apply (CrmSearch *self, CrmChangeSet *changes)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CrmChange *list;
  gboolean all;
  guint n;

  if (!self->lines && !self->loading)
    return;
  list = crm_change_set_get_changes (changes, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean client = g_str_equal (list[i].entity, "client");
      gint64 id = client ? list[i].id : g_str_equal (list[i].entity, "address") ? list[i].client : 0;

      if (id && (!ids->len || g_array_index (ids, gint64, ids->len - 1) != id))
        g_array_append_val (ids, id);
    }
  /* A tag's new name stands in the lines of who knows how many. */
  all = crm_change_set_is_reload (changes);
  for (guint i = 0; i < n; i++)
    all = all || (g_str_equal (list[i].entity, "tag") && list[i].op != CRM_CHANGE_INSERT);
  if (self->loading && (ids->len || all))
    self->stale = TRUE;
  if (all || ids->len > MAX_EDITED)
    reload (self);
  else if (ids->len)
    crm_store_read_async (self->store, -1, read_edited_in_worker, g_steal_pointer (&ids), free_ids,
        (GDestroyNotify)g_hash_table_unref, self->cancellable, on_edited_read, self);
}

/* Word of the line at position offset, by galloping from row: hits come in order. */
static guint
find_row (const Lines *lines, guint row, guint32 offset)
{
  guint low = row, step = 1, high;

  while (low + step < lines->n && lines->offsets[low + step] <= offset)
    {
      low += step;
      step <<= 1;
    }
  high = MIN (low + step, lines->n);
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (lines->offsets[middle] <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static int
compare_length (gconstpointer a, gconstpointer b)
{
  gsize x = strlen (*(const char *const *)a), y = strlen (*(const char *const *)b);
  return x < y ? 1 : x > y ? -1 : 0;
}

static gboolean
line_has (const char *from, const char *to, char **words, guint first, char **forms)
{
  for (guint i = first; words[i]; i++)
    if (!crm_search_scan (from, to, words[i], strlen (words[i])))
      return FALSE;
  for (guint i = 0; forms && forms[i]; i++)
    if (crm_search_scan (from, to, forms[i], strlen (forms[i])))
      return TRUE;
  return forms == NULL;
}

gboolean
crm_search_has_edited (CrmSearch *self)
{
  return g_hash_table_size (self->edited) > 0;
}

GArray *
crm_search_find (CrmSearch *self, const char *text, guint max, guint *count)
{
  g_auto (GStrv) words = crm_search_words (text), forms = crm_search_forms (text);
  guint n_words = g_strv_length (words), found = 0, row = 0;
  const Lines *lines = self->lines;
  gboolean edited = g_hash_table_size (self->edited) > 0;
  GArray *ids;
  GHashTableIter iter;
  gpointer key, value;

  if (!lines)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!n_words)
    {
      *count = 0;
      return ids;
    }
  for (guint i = 0; i < n_words; i++)
    words[i][crm_search_pack (words[i], strlen (words[i]), words[i])] = '\0';
  qsort (words, n_words, sizeof *words, compare_length);
  gsize length = strlen (words[0]);
  const char *end = lines->buffer + lines->length;
  for (const char *p = lines->buffer; row < lines->n;)
    {
      const char *hit = crm_search_scan (p, end, words[0], length);

      if (!hit)
        break;
      row = find_row (lines, row, (guint32)(hit - lines->buffer));
      if ((!edited || !g_hash_table_contains (self->edited, &lines->ids[row])) &&
          ((n_words == 1 && !forms) || line_has (lines->buffer + lines->offsets[row],
                                           lines->buffer + lines->offsets[row + 1], words, 1, forms)))
        {
          if (!max || found < max)
            g_array_append_val (ids, lines->ids[row]);
          found++;
        }
      p = lines->buffer + lines->offsets[row + 1];
      row++;
    }
  g_hash_table_iter_init (&iter, self->edited);
  while (edited && g_hash_table_iter_next (&iter, &key, &value))
    if (value && line_has (value, (const char *)value + strlen (value), words, 0, forms))
      {
        if (!max || found < max)
          g_array_append_vals (ids, key, 1);
        found++;
      }
  *count = found;
  return ids;
}

/* Numbers are given one after another: those beyond are few, and are looked for. G_MAXUINT when it is not there. */
static guint
find_id (Lines *self, gint64 id)
{
  if (!self->rows)
    {
      self->n_rows = 2 * self->n + 1;
      self->rows = g_new0 (guint32, self->n_rows);
      for (guint i = 0; i < self->n; i++)
        if (self->ids[i] < self->n_rows)
          self->rows[self->ids[i]] = i + 1;
    }
  if (id < self->n_rows)
    return self->rows[id] - 1;
  for (guint i = 0; i < self->n; i++)
    if (self->ids[i] == id)
      return i;
  return G_MAXUINT;
}

/* The line of one client, NULL when there is none. */
static char *
dup_line (CrmSearch *self, gint64 client_id)
{
  gpointer line;
  guint row;

  if (g_hash_table_lookup_extended (self->edited, &client_id, NULL, &line))
    return line ? crm_search_unpack (line, strlen (line)) : NULL;
  row = self->lines ? find_id (self->lines, client_id) : G_MAXUINT;
  if (row == G_MAXUINT)
    return NULL;
  return crm_search_unpack (self->lines->buffer + self->lines->offsets[row],
      self->lines->offsets[row + 1] - self->lines->offsets[row] - 1);
}

char *
crm_search_dup_reason (CrmSearch *self, gint64 client_id, const char *text)
{
  g_autofree char *line = dup_line (self, client_id);
  g_auto (GStrv) words = crm_search_words (text);

  for (guint i = 0; line && words[i]; i++)
    {
      const char *hit = strstr (line, words[i]), *start = hit;
      g_autofree char *part = NULL;

      if (!hit)
        continue;
      while (start > line && (guchar)*start >= 0x08)
        start--;
      part = g_strndup (start + 1, strcspn (start + 1, "\x01\x02\x03\x04\x05\x06\x07"));
      switch (*start)
        {
        case '\x03': return g_strdup_printf (_ ("phone %s"), part);
        case '\x04': return g_strdup_printf (_ ("e-mail %s"), part);
        case '\x05': return g_strdup_printf (_ ("web page or messenger %s"), part);
        case '\x06': return g_strdup_printf (_ ("tag %s"), part);
        case '\x07':
          {
            g_autofree char *excerpt = crm_text_excerpt (hit, 40);
            return g_strdup_printf (_ ("note …%s"), excerpt);
          }
        default: break;
        }
    }
  return NULL;
}

gsize
crm_search_get_size (CrmSearch *self)
{
  return self->lines ? self->lines->length + self->lines->n * (sizeof (gint64) + sizeof (guint32)) : 0;
}
