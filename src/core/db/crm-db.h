/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "base/crm-value.h"

/* The driver interface: one connection to a book. Everything above it is written in the portable SQL subset with
 * $1 parameters; what differs between databases (text index, wake-up, backup, locking) is a function here.
 * A connection and its statements belong to the thread that uses them; interrupt () may come from any thread. */
#define CRM_TYPE_DB (crm_db_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmDb, crm_db, CRM, DB, GObject)

typedef struct _CrmStatement CrmStatement;

typedef enum
{
  CRM_DB_CREATE = 1 << 0,    /* make the file when it is not there */
  CRM_DB_READ_ONLY = 1 << 1, /* refuse writes */
} CrmDbFlags;

typedef enum
{
  CRM_DB_LOCK_NONE,
  CRM_DB_LOCK_SHARED,    /* "I have this book open" */
  CRM_DB_LOCK_EXCLUSIVE, /* nobody else has */
} CrmDbLock;

/* done and total are in units of the database's own (pages). */
typedef void (*CrmDbProgress) (gint64 done, gint64 total, gpointer data);

/* A folded word of the text of a number: in its title or else its body, where nth words stand before it. */
typedef void (*CrmDbWordFunc) (gint64 id, gboolean title, guint nth, const char *word, gpointer data);

struct _CrmDbClass
{
  GObjectClass parent_class;
  gboolean (*open) (CrmDb *self, const char *path, CrmDbFlags flags, GError **error);
  void (*close) (CrmDb *self);
  CrmStatement *(*prepare) (CrmDb *self, const char *sql, GError **error);
  gboolean (*script) (CrmDb *self, const char *sql, GError **error);
  gboolean (*begin) (CrmDb *self, gboolean write, GError **error);
  gboolean (*end) (CrmDb *self, gboolean commit, GError **error);
  gint64 (*get_change_mark) (CrmDb *self);
  gboolean (*lock) (CrmDb *self, CrmDbLock lock, GError **error);
  gboolean (*backup) (CrmDb *self, const char *path, CrmDbProgress progress, gpointer data,
      GCancellable *cancellable, GError **error);
  gboolean (*restore) (CrmDb *self, const char *path, GError **error);
  gboolean (*check) (CrmDb *self, GPtrArray *problems, GError **error);
  gboolean (*index_text) (
      CrmDb *self, gint64 id, const char *title, const char *body, gboolean add, GError **error);
  gboolean (*compare_texts) (CrmDb *self, gboolean *same, GError **error);
  gboolean (*clear_texts) (CrmDb *self, GError **error);
  gboolean (*foreach_word) (CrmDb *self, CrmDbWordFunc func, gpointer data, GError **error);
  const char *(*match_condition) (CrmDb *self);
  char *(*format_match) (CrmDb *self, const char *const *words);
  void (*set_busy_timeout) (CrmDb *self, guint milliseconds);
  void (*optimize) (CrmDb *self);
  gboolean (*compact) (CrmDb *self, GError **error);
  void (*release_memory) (CrmDb *self);
  void (*interrupt) (CrmDb *self);
  const char *dialect; /* "sqlite": the suffix of its schema files */
};

/* Opens the book at path on this thread. CRM_DB_ERROR: CORRUPT when the file is no book or damaged, DENIED, UNAVAILABLE. */
gboolean crm_db_open (CrmDb *self, const char *path, CrmDbFlags flags, GError **error);
/* Gives up what is under way and the lock; nothing happens when it is not open. */
void crm_db_close (CrmDb *self);
/* As it was given to open (), also after closing; NULL before. Owned by self. */
const char *crm_db_get_path (CrmDb *self);

/* A statement ready to be bound. Give it back with crm_statement_done () (g_autoptr does); it is kept for the next caller
 * of the same text. */
CrmStatement *crm_db_prepare (CrmDb *self, const char *sql, GError **error);
/* Runs several statements without parameters (schema files). */
gboolean crm_db_script (CrmDb *self, const char *sql, GError **error);
/* Runs one statement whose parameters are integers; for small fixed statements. */
gboolean crm_db_run (CrmDb *self, const char *sql, GError **error, guint n, ...);
/* Runs one statement whose $1 is a text (nullable) and $2 an id. */
gboolean crm_db_run_text (CrmDb *self, const char *sql, const char *text, gint64 id, GError **error);
/* First column of all rows as integers (gint64), with integer parameters as above. Caller owns. */
GArray *crm_db_list_integers (CrmDb *self, const char *sql, GError **error, guint n, ...);
/* First column of the first row as integer; fallback when there is no row. */
gboolean crm_db_get_integer (CrmDb *self, const char *sql, gint64 fallback, gint64 *value, GError **error);

/* Begins a transaction; write: waits for other writers for as long as the busy timeout says, then fails with BUSY. They do not nest. */
gboolean crm_db_begin (CrmDb *self, gboolean write, GError **error);
/* When it returns TRUE what was written survives a crash; FALSE: nothing of it is there. */
gboolean crm_db_commit (CrmDb *self, GError **error);
/* Gives the transaction up; without one nothing happens. */
void crm_db_rollback (CrmDb *self);

/* Changes whenever another connection has committed. */
gint64 crm_db_get_change_mark (CrmDb *self);
/* Takes or changes the lock that tells other processes the book is open; never waits. */
gboolean crm_db_lock (CrmDb *self, CrmDbLock lock, GError **error);
/* Online copy into path, checked before it takes its name. Replaces an empty file or another backup, nothing else. */
gboolean crm_db_backup (CrmDb *self, const char *path, CrmDbProgress progress, gpointer data,
    GCancellable *cancellable, GError **error);
/* Copies the book at path into the open one. */
gboolean crm_db_restore (CrmDb *self, const char *path, GError **error);
/* Integrity and foreign keys; problems gets sentences (char *). */
gboolean crm_db_check (CrmDb *self, GPtrArray *problems, GError **error);
/* Adds or removes one folded text of the body index; removing needs the text it was added with. */
gboolean crm_db_index_text (
    CrmDb *self, gint64 id, const char *title, const char *body, gboolean add, GError **error);
/* Whether the index says of every text what it says when made anew, and of no other; empties it. */
gboolean crm_db_compare_texts (CrmDb *self, gboolean *same, GError **error);
gboolean crm_db_clear_texts (CrmDb *self, GError **error);
/* Tells each word in the index, once for every place in every text where it is, in no promised order: in seconds, where comparing takes
 * a minute. */
gboolean crm_db_foreach_word (CrmDb *self, CrmDbWordFunc func, gpointer data, GError **error);
/* "… IN (SELECT …  $1)": condition on body.id whose parameter is crm_db_format_match (words). */
const char *crm_db_match_condition (CrmDb *self);
/* Of folded words, each of which must begin a word of the text. Caller owns. */
char *crm_db_format_match (CrmDb *self, const char *const *words);
/* How long begin () waits for another writer; 0 not at all. */
void crm_db_set_busy_timeout (CrmDb *self, guint milliseconds);
/* Checkpoint and planner statistics, when idle. */
void crm_db_optimize (CrmDb *self);
/* Writes the book anew, so that nothing that was removed can be read in its files. Outside of a transaction; takes as long as a backup. */
gboolean crm_db_compact (CrmDb *self, GError **error);
/* Gives back what was cached for a long read that will not come again soon. */
void crm_db_release_memory (CrmDb *self);
/* What runs between begin and end fails as cancelled, now or at its next statement that takes a while. Any thread. */
void crm_db_interrupt (CrmDb *self);

/* Parameters are numbered from 1 as in the SQL; all of one statement are bound before the first step. */
void crm_statement_bind_integer (CrmStatement *self, int n, gint64 value);
void crm_statement_bind_real (CrmStatement *self, int n, double value);
void crm_statement_bind_text (CrmStatement *self, int n, const char *value); /* NULL binds NULL; copied */
void crm_statement_bind_bytes (CrmStatement *self, int n, gconstpointer data, gsize size); /* copied */
void crm_statement_bind_null (CrmStatement *self, int n);

/* TRUE with *row TRUE while there are rows. On an error *row stays TRUE, so that a loop knows how it ended. Debug builds refuse a statement with an unbound parameter. */
gboolean crm_statement_step (CrmStatement *self, gboolean *row, GError **error);
/* Steps to the end and resets: for writes. */
gboolean crm_statement_run (CrmStatement *self, GError **error);
/* The same for an INSERT of one row into a table that numbers its records itself; id: the new number. A driver whose database
 * does not tell it otherwise adds RETURNING id. */
gboolean crm_statement_insert (CrmStatement *self, gint64 *id, GError **error);
/* Ready for new values without giving it back. */
void crm_statement_reset (CrmStatement *self);

/* Of the row that was stepped to; columns are numbered from 0. NULL reads as 0, 0.0 and NULL. */
gboolean crm_statement_is_null (CrmStatement *self, int column);
gint64 crm_statement_get_integer (CrmStatement *self, int column);
double crm_statement_get_real (CrmStatement *self, int column);
const char *crm_statement_get_text (CrmStatement *self, int column); /* valid until the next step */
gconstpointer crm_statement_get_bytes (
    CrmStatement *self, int column, gsize *size);            /* valid until the next step */
int crm_statement_get_type (CrmStatement *self, int column); /* a CrmValueType */

/* Gives it back to its connection, also in the middle of its rows. NULL is ignored. */
void crm_statement_done (CrmStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmStatement, crm_statement_done)

/* For drivers. */
typedef struct
{
  void (*bind) (CrmStatement *self, int n, CrmValueType type, gint64 integer, double real, gconstpointer data,
      gsize size);
  gboolean (*step) (CrmStatement *self, gboolean *row, GError **error);
  gboolean (*insert) (CrmStatement *self, gint64 *id, GError **error);
  void (*reset) (CrmStatement *self);
  CrmValueType (*get_type) (CrmStatement *self, int column);
  gint64 (*get_integer) (CrmStatement *self, int column);
  double (*get_real) (CrmStatement *self, int column);
  const char *(*get_text) (CrmStatement *self, int column);
  gconstpointer (*get_bytes) (CrmStatement *self, int column, gsize *size);
  void (*free) (CrmStatement *self);
} CrmStatementClass;

struct _CrmStatement
{
  const CrmStatementClass *klass;
  CrmDb *db; /* not owned */
  char *sql; /* owned by the cache */
  gboolean in_use;
  gboolean cached;
};
