/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/crm-activity-line.h"
#include "store/crm-check.h"
#include "store/crm-transaction-private.h"

/* Compares the sums of days with the lines they add up. Runs in the writer's thread. */

typedef struct
{
  const char *day; /* of the chunk, as the rest: equal texts are one */
  const char *kind;
  const char *direction;
  gint64 author_id;
} Key;

typedef struct
{
  gint64 entries;
  gint64 seconds;
} Sum;

typedef struct
{
  GStringChunk *texts;
  GHashTable *days; /* hour → day that all of it is on; "" when two meet in it */
  GHashTable *sums; /* Key → Sum */
} Sums;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->day) * 31 + g_direct_hash (key->kind) * 17 + g_direct_hash (key->direction) * 7 +
         (guint)key->author_id;
}

static gboolean
is_key_equal (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->day == other->day && one->kind == other->kind && one->direction == other->direction &&
         one->author_id == other->author_id;
}

/* texts: shared by those that are compared. */
static void
sums_init (Sums *self, GStringChunk *texts)
{
  self->texts = texts;
  self->days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->sums = g_hash_table_new_full (hash_key, is_key_equal, g_free, g_free);
}

static void
sums_clear (Sums *self)
{
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->sums, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static const char *
take_day (Sums *self, char *day)
{
  const char *kept = g_string_chunk_insert_const (self->texts, day);

  g_free (day);
  return kept;
}

/* What day it is takes a calendar; what day an hour is on need be asked once. */
static const char *
get_day (Sums *self, CrmTransaction *tx, gint64 at)
{
  gint64 hour = at / G_TIME_SPAN_HOUR * G_TIME_SPAN_HOUR;
  const char *day;

  if (at < 0)
    return take_day (self, crm_activity_dup_day (tx, at));
  day = g_hash_table_lookup (self->days, &hour);
  if (!day)
    {
      const char *last = take_day (self, crm_activity_dup_day (tx, hour + G_TIME_SPAN_HOUR - 1));

      day = take_day (self, crm_activity_dup_day (tx, hour));
      if (day != last)
        day = "";
      g_hash_table_insert (self->days, g_memdup2 (&hour, sizeof hour), (gpointer)day);
    }
  return *day ? day : take_day (self, crm_activity_dup_day (tx, at));
}

static void
add (Sums *self, const char *day, CrmStatement *row)
{
  const char *direction = crm_statement_get_text (row, 3);
  Key key = { day, g_string_chunk_insert_const (self->texts, crm_statement_get_text (row, 2)),
    g_string_chunk_insert_const (self->texts, direction ? direction : ""),
    crm_statement_get_integer (row, 1) };
  Sum *sum = g_hash_table_lookup (self->sums, &key);

  if (!sum)
    {
      sum = g_new0 (Sum, 1);
      g_hash_table_insert (self->sums, g_memdup2 (&key, sizeof key), sum);
    }
  sum->entries += crm_statement_get_integer (row, 4);
  sum->seconds += crm_statement_get_integer (row, 5);
}

static gboolean
add_lines (Sums *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) lines = crm_db_prepare (tx->db,
      "SELECT at, coalesce (author_id, 0), kind, direction, 1, coalesce (duration, 0) FROM activity WHERE "
      "main AND counted",
      error);
  gboolean row = FALSE;

  if (!lines)
    return FALSE;
  while (crm_statement_step (lines, &row, error) && row)
    add (self, get_day (self, tx, crm_statement_get_integer (lines, 0)), lines);
  return !row;
}

static gboolean
add_stored (Sums *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) stored = crm_db_prepare (
      tx->db, "SELECT day, author_id, kind, direction, entries, seconds FROM activity_day", error);
  gboolean row = FALSE;

  if (!stored)
    return FALSE;
  while (crm_statement_step (stored, &row, error) && row)
    add (self, g_string_chunk_insert_const (self->texts, crm_statement_get_text (stored, 0)), stored);
  return !row;
}

static gboolean
is_same (Sums *a, Sums *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a->sums) != g_hash_table_size (b->sums))
    return FALSE;
  g_hash_table_iter_init (&iter, a->sums);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Sum *one = value, *other = g_hash_table_lookup (b->sums, key);

      if (!other || one->entries != other->entries || one->seconds != other->seconds)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_anew (Sums *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) insert = crm_db_prepare (tx->db,
      "INSERT INTO activity_day (day, author_id, kind, direction, entries, seconds) VALUES ($1, $2, $3, $4, "
      "$5, $6)",
      error);
  GHashTableIter iter;
  gpointer data, value;

  if (!insert || !crm_db_run (tx->db, "DELETE FROM activity_day", error, 0))
    return FALSE;
  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &data, &value))
    {
      const Key *key = data;
      const Sum *sum = value;

      crm_statement_bind_text (insert, 1, key->day);
      crm_statement_bind_integer (insert, 2, key->author_id);
      crm_statement_bind_text (insert, 3, key->kind);
      crm_statement_bind_text (insert, 4, key->direction);
      crm_statement_bind_integer (insert, 5, sum->entries);
      crm_statement_bind_integer (insert, 6, sum->seconds);
      if (!crm_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_check_sums (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_auto (Sums) expected = { 0 };
  g_auto (Sums) stored = { 0 };

  /* Sums of this very transaction are not written yet. */
  if (repair && !crm_transaction_take_day_sums (tx, error))
    return FALSE;
  g_hash_table_remove_all (tx->day_sums);
  sums_init (&expected, texts);
  sums_init (&stored, texts);
  if (!add_lines (&expected, tx, error) || !add_stored (&stored, tx, error))
    return FALSE;
  crm_check_watch_tell (tx->watch, CRM_CHECK_SUMS, 1, 1);
  if (is_same (&expected, &stored))
    return TRUE;
  crm_check_add_problem (problems, g_strdup (_ ("The daily sums of activities are wrong.")));
  return !repair || write_anew (&expected, tx, error);
}
