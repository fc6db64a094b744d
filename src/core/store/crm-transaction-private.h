/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-activity-line.h"
#include "store/crm-book.h"
#include "store/crm-check.h"
#include "store/crm-store.h"
#include "store/crm-transaction.h"

struct _CrmTransaction
{
  CrmDb *db;     /* not owned */
  CrmBook *book; /* owned reference */
  gboolean writing;
  gint64 now;
  CrmOrigin origin;
  const char *purpose; /* not owned */
  gboolean undoable;
  gint64 undoes_id;    /* operation this one undoes, or 0 */
  gint64 operation_id; /* 0 until something is written */
  GArray *changes;     /* CrmChange */
  GString *notice;     /* NULL until something is noted */
  GHashTable *touched; /* client ids to refresh */
  GHashTable *touched_deals;
  GHashTable *touched_conversations;
  GHashTable *linkable; /* "entity\x1fid" of records known to be there, looked up once */
  GHashTable *day_sums; /* "day\x1fauthor\x1fkind\x1fdirection" → DaySum; added to activity_day at the end */
  gboolean importing;
  gboolean verbatim;         /* hooks add nothing */
  gint64 next_line_id;       /* of activity; 0 until read */
  gint64 last_seq;           /* after the commit: newest line of the log, own or not */
  gboolean book_changed;     /* settings, own entities or own fields */
  GCancellable *cancellable; /* not owned, nullable: of who asked for the write */
  int *progress;             /* not owned, nullable: counted up atomically */
  CrmCheckWatch *watch;      /* not owned, nullable: who waits for a check */
  CrmReadContext read_context;
};

/* Begins on the connection; FALSE leaves nothing open. */
gboolean crm_transaction_begin (
    CrmTransaction *self, CrmDb *db, CrmBook *book, gboolean writing, GError **error);
/* Derived data, then COMMIT; FALSE after rolling back. */
gboolean crm_transaction_commit (CrmTransaction *self, GError **error);
void crm_transaction_rollback (CrmTransaction *self);
void crm_transaction_clear (CrmTransaction *self);

/* Reads the book anew, so that the rest of this transaction sees what was changed. What was borrowed from it is gone then. */
gboolean crm_transaction_reload_book (CrmTransaction *self, GError **error);
/* The same, when records of this entity make up the book: own entities and own fields. Last in a write. */
gboolean crm_transaction_follow_book (CrmTransaction *self, const char *entity, GError **error);

/* One more record is written or made anew; FALSE when who asked for it cancelled. */
gboolean crm_transaction_go_on (CrmTransaction *self, GError **error);

/* The operation row, made at the first change. */
gboolean crm_transaction_ensure_operation (CrmTransaction *self, GError **error);
/* One line of the log, and of the change set. detail: JSON or NULL. */
gboolean crm_transaction_log (CrmTransaction *self, CrmEntity *entity, gint64 id, CrmChangeOp op,
    gint64 version, const char *detail, gint64 client, GError **error);
/* The client a row is about: itself, its field "client", or 0. */
gint64 crm_row_get_client (const CrmRow *row);

/* Reads one row from a statement made of crm_entity_get_select (). */
CrmRow *crm_row_read (CrmStatement *statement, CrmEntity *entity);
/* Fills the list fields (links, tags) of a row being made. */
gboolean crm_row_read_lists (CrmDb *db, CrmRow *row, GError **error);

/* What a text of a field with a folded twin is found by. Caller owns, nullable. */
char *crm_transaction_dup_fold (CrmTransaction *self, const CrmField *field, const char *text);
/* Replaces a list field. fresh: the record is being inserted, so there is nothing to replace. */
gboolean crm_transaction_store_list (CrmTransaction *self, CrmEntity *entity, gint64 id,
    const CrmField *field, const CrmValue *value, gboolean fresh, GError **error);
/* Replaces the text of a record and its index entry; NULL removes. */
gboolean crm_transaction_store_body (
    CrmTransaction *self, const char *entity, gint64 id, const char *title, const char *body, GError **error);
/* Lines, figures and follow-ups after a change of a record. */
gboolean crm_transaction_after_write (CrmTransaction *self, CrmEntity *entity, gint64 id,
    const CrmRow *before, const CrmRow *after, GError **error);
/* Puts back a removed record from its log line. */
gboolean crm_transaction_reinsert (
    CrmTransaction *self, CrmEntity *entity, gint64 id, const char *detail, GError **error);
/* Sentence naming a record that refers to this one, or NULL; owned: looks at what it owns as well. Caller owns. */
char *crm_transaction_find_reference (
    CrmTransaction *self, const char *entity, gint64 id, gboolean owned, GError **error);
/* Touches the clients and deals the record tells of. */
void crm_transaction_touch_told (CrmTransaction *self, const CrmRow *row);
/* Archives again what that line of the log brought back, with what came back with it and since. */
gboolean crm_transaction_archive_again (
    CrmTransaction *self, const char *entity, gint64 id, gint64 line, GError **error);
/* Removes one record with its text, lists and lines, without looking at what refers to it. */
gboolean crm_transaction_remove_one (CrmTransaction *self, CrmEntity *entity, gint64 id, GError **error);

/* The log's JSON. */
char *crm_change_log_format_update (CrmEntity *entity, const CrmRow *before, CrmValues *values);
char *crm_change_log_format_row (const CrmRow *row);
/* Values as they were (or became) in an update's detail. */
CrmValues *crm_change_log_parse_update (CrmEntity *entity, const char *detail, gboolean old);
gboolean crm_change_log_parse_row (CrmEntity *entity, const char *detail, CrmRow *row);
const char *crm_change_op_get_name (CrmChangeOp op);
gboolean crm_change_op_from_name (const char *name, CrmChangeOp *op);
const char *crm_origin_get_name (CrmOrigin origin);

/* Activity lines: a record that is archived by itself has none; the day a line counts for (caller owns); the daily sums. */
gboolean crm_activity_is_hidden (CrmTransaction *self, const CrmRow *row);
char *crm_activity_dup_day (CrmTransaction *self, gint64 at);
gboolean crm_transaction_take_day_sums (CrmTransaction *self, GError **error);
void crm_transaction_add_day_sum (CrmTransaction *self, const CrmActivityLine *line, int sign);

/* Change sets. */
CrmChangeSet *crm_change_set_new (GArray *changes, gint64 operation, const char *purpose, gboolean undoable);
CrmChangeSet *crm_change_set_new_reload (void);
/* Before anybody else has it. Takes the text, nullable. */
void crm_change_set_take_notice (CrmChangeSet *self, char *notice);

/* Compiled form of a query. */
typedef struct
{
  gboolean joined;       /* set by the caller when its columns need the entity's join */
  const char *among;     /* set by the caller: SQL of the only ids to look at; nullable */
  GString *sql;          /* ends with the condition when not ordered */
  GPtrArray *parameters; /* CrmValue *, owned */
} CrmQuerySql;
gboolean crm_query_compile (CrmTransaction *tx, const CrmQuery *query, const char *columns, gboolean ordered,
    CrmQuerySql *out, GError **error);
void crm_query_sql_clear (CrmQuerySql *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmQuerySql, crm_query_sql_clear)
/* Appends text, and for a value "$n" after it. */
void crm_query_sql_append (CrmQuerySql *self, const char *text);
void crm_query_sql_append_integer (CrmQuerySql *self, const char *text, gint64 number);
CrmStatement *crm_query_sql_prepare (CrmDb *db, CrmQuerySql *self, GError **error);

/* Queries that are ordered by the next step of clients have a faster way. */
gboolean crm_query_is_by_next (const CrmQuery *query);
GArray *crm_query_find_by_next (CrmTransaction *tx, const CrmQuery *query, GError **error);
/* As crm_transaction_find (), among the ids that this SQL gives; NULL for all. */
GArray *crm_transaction_find_among (
    CrmTransaction *tx, const CrmQuery *query, const char *among, GError **error);

/* Undo of one operation within a writing transaction. */
CrmUndoReport *crm_transaction_undo (CrmTransaction *tx, gint64 operation, GError **error);
/* Newest operation this user may undo or redo: its id and purpose (owned); 0 when none. */
gint64 crm_transaction_find_undo (CrmTransaction *tx, gboolean redo, char **purpose, GError **error);

/* A value bound to a parameter; money and lists must not come here. */
void crm_statement_bind_value (CrmStatement *statement, int n, const CrmValue *value);
