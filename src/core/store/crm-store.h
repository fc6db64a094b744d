/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "base/crm-phone.h"
#include "store/crm-change-set.h"
#include "store/crm-query.h"
#include "store/crm-row.h"
#include "store/crm-transaction.h"
#include "store/crm-values.h"

/* One open book. Lives on the main thread; owns the writer and the reader (a worker and a connection each). Views hear signal
 * "changed" (CrmChangeSet), once per commit of this or another process, and "settings-changed" when the book's own settings,
 * own fields or the whole book (restore) changed. */
#define CRM_TYPE_STORE (crm_store_get_type ())
G_DECLARE_FINAL_TYPE (CrmStore, crm_store, CRM, STORE, GObject)

typedef enum
{
  CRM_ORIGIN_WINDOW,
  CRM_ORIGIN_CLI,
  CRM_ORIGIN_SYNC,
  CRM_ORIGIN_RULE,
  CRM_ORIGIN_IMPORT
} CrmOrigin;

/* phone_format: NULL takes the plain one. origin: whose operations this store writes. */
CrmStore *crm_store_new (const char *path, CrmPhoneFormat *phone_format, CrmOrigin origin);
/* Default book: $XDG_DATA_HOME/clientele/book.clientele. Caller owns. */
char *crm_store_dup_default_path (void);

/* Opens, migrates, makes the first user and the book's settings when new. create FALSE refuses a missing file. */
void crm_store_open_async (
    CrmStore *self, gboolean create, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_store_open_finish (CrmStore *self, GAsyncResult *result, GError **error);
/* The same, blocking: for the command line and tests only. wait_seconds: how long writes wait for another writer. */
gboolean crm_store_open_sync (CrmStore *self, gboolean create, guint wait_seconds, GError **error);
/* Ends both workers after what is queued. Also done by dispose. */
void crm_store_close (CrmStore *self);

const char *crm_store_get_path (CrmStore *self);
/* Before it is opened: the book is only looked at, and every write fails with a sentence. */
void crm_store_set_read_only (CrmStore *self, gboolean read_only);
gboolean crm_store_is_read_only (CrmStore *self);
/* TRUE when the book had no client when it was opened. */
gboolean crm_store_is_fresh (CrmStore *self);

/* One operation = one transaction; cancelled while it runs, it is given up whole. purpose is what history and undo call it, translated
 * and in the past ("Client “Anna” added"), as it is told when it has been done. func runs in the writer; its data is freed there. Result: FALSE with error (nothing was written), else what changed. */
typedef gboolean (*CrmWriteFunc) (CrmTransaction *tx, gpointer data, GError **error);
void crm_store_write_async (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    GDestroyNotify data_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_write_finish (
    CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error);
/* Blocking twin for command line and tests; changes may be NULL. */
gboolean crm_store_write_sync (CrmStore *self, const char *purpose, CrmWriteFunc func, gpointer data,
    CrmChangeSet **changes, GError **error);

/* Number of writes asked for and not finished: more than a moment above 0 means that an import or another program holds the book, and people are told.
 * Signal "pending-changed". */
guint crm_store_get_pending (CrmStore *self);
/* TRUE while one of them is being done: the others wait for that, not for another program. */
gboolean crm_store_is_writing (CrmStore *self);

/* Reading: func returns a result that finish hands over; result_free frees it when nobody takes it. priority: 0 is what the user waits
 * for, larger is later; from CRM_READ_LATER on it is read beside the others, so that rows never wait for a count. Cancelling interrupts
 * what is being read. */
#define CRM_READ_LATER 2
typedef gpointer (*CrmReadFunc) (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
void crm_store_read_async (CrmStore *self, int priority, CrmReadFunc func, gpointer data,
    GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
gpointer crm_store_read_finish (CrmStore *self, GAsyncResult *result, GError **error);
gpointer crm_store_read_sync (CrmStore *self, CrmReadFunc func, gpointer data, GError **error);

/* What is done to one record. */
typedef enum
{
  CRM_EDIT_ADDED,
  CRM_EDIT_CHANGED,
  CRM_EDIT_ARCHIVED,
  CRM_EDIT_RESTORED,
  CRM_EDIT_REMOVED,
} CrmEdit;

/* By what words history and undo call it, for people: "Client “Anna” added". title NULL: the record has none and goes by its number, or, when
 * id is 0, by its noun alone. Caller owns; any thread. */
char *crm_store_name_edit (CrmEdit edit, const CrmEntity *entity, const char *title, gint64 id);

/* Intents every entity shares. The result is that of crm_store_write_finish (); add's id by crm_store_add_finish (). */
void crm_store_add_async (CrmStore *self, CrmValues *values, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data); /* takes values */
gint64 crm_store_add_finish (CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error);
void crm_store_set_async (CrmStore *self, gint64 id, gint64 version, CrmValues *values,
    GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer user_data); /* takes values; finish: write_finish */
/* Archives or restores several records as one operation. */
void crm_store_archive_async (CrmStore *self, const char *entity, const gint64 *ids, guint n,
    gboolean restore, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Undo and redo by name. report: per record "kept" sentences of an undo that could not reverse everything. */
typedef struct
{
  gint64 operation;
  char *purpose;
  guint reversed;
  guint kept;
  guint failed;
  GPtrArray *sentences;
} CrmUndoReport;
void crm_undo_report_free (CrmUndoReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmUndoReport, crm_undo_report_free)
void crm_store_undo_async (CrmStore *self, gboolean redo, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
/* Undoes one operation by its number (undo of an import from its result page). */
void crm_store_undo_operation_async (CrmStore *self, gint64 operation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
CrmUndoReport *crm_store_undo_finish (CrmStore *self, GAsyncResult *result, GError **error);
CrmUndoReport *crm_store_undo_sync (CrmStore *self, gboolean redo, GError **error);
/* What Ctrl+Z and Ctrl+Shift+Z would do; NULL when nothing. Kept up to date by "changed". Owned by self. */
const char *crm_store_get_undo_purpose (CrmStore *self);
const char *crm_store_get_redo_purpose (CrmStore *self);

/* Current snapshot of an entity (new reference), NULL when unknown. Main thread. */
CrmEntity *crm_store_get_entity (CrmStore *self, const char *name);
/* Every entity there is, built-in ones first (new references). Caller owns. Main thread. */
GPtrArray *crm_store_dup_entities (CrmStore *self);
/* The user who acts here. */
gint64 crm_store_get_user (CrmStore *self);
const char *crm_store_get_user_name (CrmStore *self);
/* Settings of the book: "phone-region", "currency", "time-zone", "week-start" (1 Monday … 7), "sort-locale"; and of reminders:
 * "reminder-minutes" ("never", or so many minutes before the time), "reminder-day" ("never", or "HH:MM" of a day),
 * "check-in-tolerance" (how many metres from its place still count as being at a meeting; unset: 300);
 * "day-plan" and "day-summary" ("never", or "HH:MM" at which the day is told in the morning and in the evening);
 * "meeting-reminders" ("never", or minutes before the start: "30 1440");
 * of messages: "quiet-hours" ("21:00-09:00", "-": none), "marketing-consent" ("asked": only who agreed is sent advertising; "assumed"), "stop-words" (the
 * business's own, between commas), "other-account" ("never", or after how many minutes in vain the next account sends what waits);
 * "business-name", "business-phone", "business-web", "business-address" (of the business itself, for texts to clients; may be empty);
 * "working-hours" as crm_hours_to_string () writes them. NULL when it has none. Owned by self. */
const char *crm_store_get_setting (CrmStore *self, const char *name);
GTimeZone *crm_store_get_zone (CrmStore *self);
CrmPhoneFormat *crm_store_get_phone_format (CrmStore *self);
/* In a write function: changes one setting (a new sort-locale re-keys, a new phone-region re-normalises, in the same transaction). */
gboolean crm_transaction_set_setting (
    CrmTransaction *tx, const char *name, const char *value, GError **error);

/* Own fields: in a write function. kind as crm_kind_get_name (); choices: words separated by newline for choice kinds. Returns the own field's name
 * ("x_7"), caller owns. */
char *crm_transaction_add_own_field (CrmTransaction *tx, const char *entity, const char *label, CrmKind kind,
    const char *choices, GError **error);
gboolean crm_transaction_remove_own_field (
    CrmTransaction *tx, const char *entity, const char *name, GError **error);

/* Whole book; blocking, for the command line; the window uses the async twins. */
gboolean crm_store_backup_sync (CrmStore *self, const char *path, GError **error);
gboolean crm_store_restore_sync (CrmStore *self, const char *path, GError **error);
void crm_store_backup_async (CrmStore *self, const char *path, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_backup_finish (CrmStore *self, GAsyncResult *result, GError **error);
void crm_store_restore_async (CrmStore *self, const char *path, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_restore_finish (CrmStore *self, GAsyncResult *result, GError **error);
/* Writes the book anew, so that nothing that was removed can be read in its files; after an erasure. */
gboolean crm_store_compact_sync (CrmStore *self, GError **error);
void crm_store_compact_async (
    CrmStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_store_compact_finish (CrmStore *self, GAsyncResult *result, GError **error);
/* Problems as sentences (char *); empty when all is well. Compares activity lines, figures, roll-ups, search lines and the text index with what
 * they should be; repair makes them anew. */
GPtrArray *crm_store_check_sync (CrmStore *self, gboolean repair, GError **error);
/* The same, saying from the writer's thread how much of it is done. */
GPtrArray *crm_store_check_watched_sync (CrmStore *self, gboolean repair,
    void (*tell) (guint percent, gpointer data), gpointer data, GError **error);

/* One line of history of a record. */
typedef struct
{
  gint64 at;
  char *author;
  char *purpose;
  char *field;
  char *old_value;
  char *new_value;
} CrmHistoryLine;
void crm_history_line_free (CrmHistoryLine *self);
/* The last operation that changed a record and still stands. */
typedef struct
{
  gint64 id; /* 0: none */
  char *purpose;
  guint n_records; /* that it changed */
} CrmLastOperation;
void crm_last_operation_free (CrmLastOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLastOperation, crm_last_operation_free)
/* In a reading function. Caller owns. */
CrmLastOperation *crm_transaction_last_operation (
    CrmTransaction *tx, const char *entity, gint64 id, GError **error);
/* Newest first, CrmHistoryLine *; of a client also what came to and went from its addresses, as fields phone, email, web and handle.
 * field NULL: all fields. In a reading function. */
GPtrArray *crm_transaction_history (
    CrmTransaction *tx, const char *entity, gint64 id, const char *field, GError **error);
/* The same with values as people read them: "24 January 1974", "Customer". */
GPtrArray *crm_transaction_history_shown (
    CrmTransaction *tx, const char *entity, gint64 id, const char *field, GError **error);
