/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-record-list.h"
#include "store/crm-record.h"
#include "store/crm-search.h"
#include "store/crm-store.h"

/* What tests of the store share: books in folders of their own, a clock that only tests move, one pump, and records written as a person
 * types them. Main thread. Everything asserts; functions with an error argument report it instead. */

/* Call first: g_test_init (), the clock, and the removal of all folders at the end is up to crm_test_store_done (). */
void crm_test_store_init (int *argc, char ***argv);
/* Runs what is left in the main loop, removes the folders. Returns status, for "return crm_test_store_done (g_test_run ());". */
int crm_test_store_done (int status);

/* The injected clock: starts on 2026-03-10 12:00 UTC and goes on by a millisecond each time it is read. */
void crm_test_clock_set (const char *instant);
void crm_test_clock_advance_days (int days);
void crm_test_clock_advance (gint64 seconds); /* may be negative */

/* Path of a book that is not there yet, in a folder of its own. Caller owns. */
char *crm_test_path (void);
/* Path of a book as a release wrote it, from a dump beside the schema's test (G_TEST_SRCDIR). Caller owns. */
char *crm_test_make_released (const char *dump);
/* Opens (makes) it, blocking; a window's store is opened by its task and hears other processes. Caller owns; unref closes. */
CrmStore *crm_test_open (const char *path, CrmOrigin origin);
CrmStore *crm_test_open_window (const char *path);
void crm_test_close (CrmStore *store); /* closes and runs what is left, so that nothing outlives the test */

/* Runs the main loop until done (data) is TRUE; fails the test after ten seconds, naming what was awaited. */
typedef gboolean (*CrmTestDone) (gpointer data);
#define crm_test_await(done, data) crm_test_await_at (G_STRLOC, #done, done, data)
void crm_test_await_at (const char *where, const char *what, CrmTestDone done, gpointer data);
/* Runs the main loop until nothing is left to do at this moment. */
void crm_test_settle (void);

/* Field and text pairs, ended by NULL. */
gint64 crm_test_add (CrmStore *store, const char *entity, ...) G_GNUC_NULL_TERMINATED;
void crm_test_set (CrmStore *store, const char *entity, gint64 id, ...) G_GNUC_NULL_TERMINATED;
/* version as crm_transaction_update () takes it. */
gboolean crm_test_try_set (CrmStore *store, const char *entity, gint64 id, gint64 version, const char *field,
    const char *text, GError **error);
gint64 crm_test_try_add (
    CrmStore *store, const char *entity, const char *field, const char *text, GError **error);
void crm_test_archive (CrmStore *store, const char *entity, gint64 id);
void crm_test_restore (CrmStore *store, const char *entity, gint64 id);
gboolean crm_test_try_delete (CrmStore *store, const char *entity, gint64 id, GError **error);

/* Row as it stands; NULL when there is none. Caller owns. */
CrmRow *crm_test_load (CrmStore *store, const char *entity, gint64 id);
/* One field as plain text; NULL when empty. Caller owns. */
char *crm_test_get (CrmStore *store, const char *entity, gint64 id, const char *field);
#define crm_test_assert_field(store, entity, id, field, wanted) \
  G_STMT_START \
  { \
    g_autofree char *crm_test_got = crm_test_get (store, entity, id, field); \
    g_assert_cmpstr (crm_test_got, ==, wanted); \
  } \
  G_STMT_END

/* Ids a query finds, in its order, as "1 2 3"; or the message of its error. Takes the query. Caller owns. */
char *crm_test_find (CrmStore *store, CrmQuery *query);
GArray *crm_test_find_ids (CrmStore *store, const CrmQuery *query);
/* The same for conditions "FIELD=VALUE" …, ended by NULL. */
char *crm_test_where (CrmStore *store, const char *entity, ...) G_GNUC_NULL_TERMINATED;

/* Undo or redo; the report's counts as "reversed/kept/failed", or the message of the error. Caller owns. */
char *crm_test_undo (CrmStore *store, gboolean redo);
#define crm_test_assert_undo(store, redo, wanted) \
  G_STMT_START \
  { \
    g_autofree char *crm_test_got = crm_test_undo (store, redo); \
    g_assert_cmpstr (crm_test_got, ==, wanted); \
  } \
  G_STMT_END

/* Statements run past the store, to plant damage; and the first number a statement gives. */
void crm_test_sql (CrmStore *store, const char *sql);
gint64 crm_test_sql_integer (CrmStore *store, const char *sql);
/* All problems a check finds, joined by newlines; "" when all is well. Caller owns. */
char *crm_test_check (CrmStore *store, gboolean repair);
#define crm_test_assert_in_order(store) \
  G_STMT_START \
  { \
    g_autofree char *crm_test_got = crm_test_check (store, FALSE); \
    g_assert_cmpstr (crm_test_got, ==, ""); \
  } \
  G_STMT_END
