/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db.h"

#include <stdarg.h>
#include <string.h>

/* The driver-independent half of a connection: statement cache and the thin calls into the driver. Lives on the thread
 * that opened it. */

#define QUICK_SLOTS 64

typedef struct
{
  char *path;                       /* owned, nullable */
  GHashTable *statements;           /* owned; SQL → CrmStatement */
  CrmStatement *quick[QUICK_SLOTS]; /* not owned: of statements, by where their text stands in memory */
  gboolean is_open;
} CrmDbPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmDb, crm_db, G_TYPE_OBJECT)

static void
free_statement (gpointer data)
{
  CrmStatement *statement = data;
  g_free (statement->sql);
  statement->klass->free (statement);
}

static void
crm_db_finalize (GObject *object)
{
  CrmDb *self = CRM_DB (object);
  CrmDbPrivate *priv = crm_db_get_instance_private (self);

  crm_db_close (self);
  g_hash_table_unref (priv->statements);
  g_free (priv->path);
  G_OBJECT_CLASS (crm_db_parent_class)->finalize (object);
}

static void
crm_db_class_init (CrmDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_db_finalize;
}

static void
crm_db_init (CrmDb *self)
{
  CrmDbPrivate *priv = crm_db_get_instance_private (self);
  priv->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_statement);
}

gboolean
crm_db_open (CrmDb *self, const char *path, CrmDbFlags flags, GError **error)
{
  CrmDbPrivate *priv = crm_db_get_instance_private (self);

  g_return_val_if_fail (!priv->is_open, FALSE);

  g_free (priv->path);
  priv->path = g_strdup (path);
  priv->is_open = CRM_DB_GET_CLASS (self)->open (self, path, flags, error);
  return priv->is_open;
}

void
crm_db_close (CrmDb *self)
{
  CrmDbPrivate *priv = crm_db_get_instance_private (self);

  if (!priv->is_open)
    return;
  memset (priv->quick, 0, sizeof priv->quick);
  g_hash_table_remove_all (priv->statements);
  CRM_DB_GET_CLASS (self)->close (self);
  priv->is_open = FALSE;
}

const char *
crm_db_get_path (CrmDb *self)
{
  CrmDbPrivate *priv = crm_db_get_instance_private (self);
  return priv->path;
}

CrmStatement *
crm_db_prepare (CrmDb *self, const char *sql, GError **error)
{
  CrmDbPrivate *priv = crm_db_get_instance_private (self);
  /* Most texts are constants of the program: comparing with what came from the same place is cheaper than hashing. */
  CrmStatement **quick = &priv->quick[((guintptr)sql >> 3) % QUICK_SLOTS];
  CrmStatement *statement = *quick;

  if (!statement || strcmp (statement->sql, sql) != 0)
    statement = *quick = g_hash_table_lookup (priv->statements, sql);
  if (statement && !statement->in_use)
    {
      statement->in_use = TRUE;
      return statement;
    }

  gboolean cache = statement == NULL;
  statement = CRM_DB_GET_CLASS (self)->prepare (self, sql, error);
  if (!statement)
    return NULL;
  statement->db = self;
  statement->sql = g_strdup (sql);
  statement->in_use = TRUE;
  statement->cached = cache;
  if (cache)
    {
      g_hash_table_insert (priv->statements, statement->sql, statement);
      *quick = statement;
    }
  return statement;
}

gboolean
crm_db_script (CrmDb *self, const char *sql, GError **error)
{
  return CRM_DB_GET_CLASS (self)->script (self, sql, error);
}

gboolean
crm_db_run (CrmDb *self, const char *sql, GError **error, guint n, ...)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self, sql, error);
  va_list args;

  if (!statement)
    return FALSE;
  va_start (args, n);
  for (guint i = 1; i <= n; i++)
    crm_statement_bind_integer (statement, (int)i, va_arg (args, gint64));
  va_end (args);
  return crm_statement_run (statement, error);
}

gboolean
crm_db_run_text (CrmDb *self, const char *sql, const char *text, gint64 id, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self, sql, error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, text);
  crm_statement_bind_integer (statement, 2, id);
  return crm_statement_run (statement, error);
}

GArray *
crm_db_list_integers (CrmDb *self, const char *sql, GError **error, guint n, ...)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self, sql, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;
  va_list args;

  if (!statement)
    return NULL;
  va_start (args, n);
  for (guint i = 1; i <= n; i++)
    crm_statement_bind_integer (statement, (int)i, va_arg (args, gint64));
  va_end (args);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 number = crm_statement_get_integer (statement, 0);
      g_array_append_val (numbers, number);
    }
  return row ? NULL : g_steal_pointer (&numbers);
}

gboolean
crm_db_get_integer (CrmDb *self, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self, sql, error);
  gboolean row;

  *value = fallback;
  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  if (row && !crm_statement_is_null (statement, 0))
    *value = crm_statement_get_integer (statement, 0);
  return TRUE;
}

gboolean
crm_db_begin (CrmDb *self, gboolean write, GError **error)
{
  return CRM_DB_GET_CLASS (self)->begin (self, write, error);
}

gboolean
crm_db_commit (CrmDb *self, GError **error)
{
  return CRM_DB_GET_CLASS (self)->end (self, TRUE, error);
}

void
crm_db_rollback (CrmDb *self)
{
  CRM_DB_GET_CLASS (self)->end (self, FALSE, NULL);
}

gint64
crm_db_get_change_mark (CrmDb *self)
{
  return CRM_DB_GET_CLASS (self)->get_change_mark (self);
}

gboolean
crm_db_lock (CrmDb *self, CrmDbLock lock, GError **error)
{
  return CRM_DB_GET_CLASS (self)->lock (self, lock, error);
}

gboolean
crm_db_backup (CrmDb *self, const char *path, CrmDbProgress progress, gpointer data,
    GCancellable *cancellable, GError **error)
{
  return CRM_DB_GET_CLASS (self)->backup (self, path, progress, data, cancellable, error);
}

gboolean
crm_db_restore (CrmDb *self, const char *path, GError **error)
{
  return CRM_DB_GET_CLASS (self)->restore (self, path, error);
}

gboolean
crm_db_check (CrmDb *self, GPtrArray *problems, GError **error)
{
  return CRM_DB_GET_CLASS (self)->check (self, problems, error);
}

gboolean
crm_db_index_text (CrmDb *self, gint64 id, const char *title, const char *body, gboolean add, GError **error)
{
  return CRM_DB_GET_CLASS (self)->index_text (self, id, title, body, add, error);
}

gboolean
crm_db_compare_texts (CrmDb *self, gboolean *same, GError **error)
{
  return CRM_DB_GET_CLASS (self)->compare_texts (self, same, error);
}

gboolean
crm_db_clear_texts (CrmDb *self, GError **error)
{
  return CRM_DB_GET_CLASS (self)->clear_texts (self, error);
}

gboolean
crm_db_foreach_word (CrmDb *self, CrmDbWordFunc func, gpointer data, GError **error)
{
  return CRM_DB_GET_CLASS (self)->foreach_word (self, func, data, error);
}

const char *
crm_db_match_condition (CrmDb *self)
{
  return CRM_DB_GET_CLASS (self)->match_condition (self);
}

char *
crm_db_format_match (CrmDb *self, const char *const *words)
{
  return CRM_DB_GET_CLASS (self)->format_match (self, words);
}

void
crm_db_set_busy_timeout (CrmDb *self, guint milliseconds)
{
  CRM_DB_GET_CLASS (self)->set_busy_timeout (self, milliseconds);
}

void
crm_db_optimize (CrmDb *self)
{
  CRM_DB_GET_CLASS (self)->optimize (self);
}

gboolean
crm_db_compact (CrmDb *self, GError **error)
{
  return CRM_DB_GET_CLASS (self)->compact (self, error);
}

void
crm_db_release_memory (CrmDb *self)
{
  CRM_DB_GET_CLASS (self)->release_memory (self);
}

void
crm_db_interrupt (CrmDb *self)
{
  CRM_DB_GET_CLASS (self)->interrupt (self);
}

void
crm_statement_bind_integer (CrmStatement *self, int n, gint64 value)
{
  self->klass->bind (self, n, CRM_VALUE_INTEGER, value, 0, NULL, 0);
}

void
crm_statement_bind_real (CrmStatement *self, int n, double value)
{
  self->klass->bind (self, n, CRM_VALUE_REAL, 0, value, NULL, 0);
}

void
crm_statement_bind_text (CrmStatement *self, int n, const char *value)
{
  if (value)
    self->klass->bind (self, n, CRM_VALUE_TEXT, 0, 0, value, strlen (value));
  else
    crm_statement_bind_null (self, n);
}

void
crm_statement_bind_bytes (CrmStatement *self, int n, gconstpointer data, gsize size)
{
  self->klass->bind (self, n, CRM_VALUE_BLOB, 0, 0, data, size);
}

void
crm_statement_bind_null (CrmStatement *self, int n)
{
  self->klass->bind (self, n, CRM_VALUE_NULL, 0, 0, NULL, 0);
}

gboolean
crm_statement_step (CrmStatement *self, gboolean *row, GError **error)
{
  return self->klass->step (self, row, error);
}

gboolean
crm_statement_run (CrmStatement *self, GError **error)
{
  gboolean row = TRUE, ok = TRUE;

  while (ok && row)
    ok = self->klass->step (self, &row, error);
  self->klass->reset (self);
  return ok;
}

gboolean
crm_statement_insert (CrmStatement *self, gint64 *id, GError **error)
{
  gboolean ok = self->klass->insert (self, id, error);

  self->klass->reset (self);
  return ok;
}

void
crm_statement_reset (CrmStatement *self)
{
  self->klass->reset (self);
}

gboolean
crm_statement_is_null (CrmStatement *self, int column)
{
  return self->klass->get_type (self, column) == CRM_VALUE_NULL;
}

gint64
crm_statement_get_integer (CrmStatement *self, int column)
{
  return self->klass->get_integer (self, column);
}

double
crm_statement_get_real (CrmStatement *self, int column)
{
  return self->klass->get_real (self, column);
}

const char *
crm_statement_get_text (CrmStatement *self, int column)
{
  return self->klass->get_text (self, column);
}

gconstpointer
crm_statement_get_bytes (CrmStatement *self, int column, gsize *size)
{
  return self->klass->get_bytes (self, column, size);
}

int
crm_statement_get_type (CrmStatement *self, int column)
{
  return (int)self->klass->get_type (self, column);
}

void
crm_statement_done (CrmStatement *self)
{
  if (!self)
    return;
  self->klass->reset (self);
  self->in_use = FALSE;
  if (!self->cached)
    free_statement (self);
}
