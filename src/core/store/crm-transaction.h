/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-collator.h"
#include "base/crm-phone.h"
#include "db/crm-db.h"
#include "store/crm-change-set.h"
#include "store/crm-query.h"
#include "store/crm-row.h"
#include "store/crm-values.h"

/* A business operation in progress: every function here runs in the worker's thread, inside one transaction, and reads top to
 * bottom. A reading transaction refuses the writing functions. */

/* The database; for statements of the nouns themselves. Owned by the transaction. */
CrmDb *crm_transaction_get_db (CrmTransaction *self);
/* Time of the operation, the same throughout (µs). */
gint64 crm_transaction_get_now (CrmTransaction *self);
/* The user who acts. */
gint64 crm_transaction_get_user (CrmTransaction *self);
/* Settings of the book. Owned by the transaction. */
const char *crm_transaction_get_currency (CrmTransaction *self);
const char *crm_transaction_get_region (CrmTransaction *self);
/* One that needs no type of its own; NULL when the book does not have it. */
const char *crm_transaction_get_setting (CrmTransaction *self, const char *name);
GTimeZone *crm_transaction_get_zone (CrmTransaction *self);
CrmPhoneFormat *crm_transaction_get_phone_format (CrmTransaction *self);
CrmCollator *crm_transaction_get_collator (CrmTransaction *self);
const CrmReadContext *crm_transaction_get_read_context (CrmTransaction *self);

/* New reference to the entity's current snapshot; error NOT_FOUND with the name when there is none. */
CrmEntity *crm_transaction_get_entity (CrmTransaction *self, const char *name, GError **error);

/* Every entity there is: built-in ones so that those others refer to come first, then the user's own. Caller owns. */
GPtrArray *crm_transaction_dup_entities (CrmTransaction *self);

/* Writing. All return 0 or FALSE with error set; the whole transaction is then given up. */

/* Inserts; values must have the required fields. uid: NULL makes one. Returns the id. */
gint64 crm_transaction_insert (CrmTransaction *self, CrmValues *values, const guint8 *uid, GError **error);
/* The same with a number of the caller's choice, which must never have been one; 0 leaves it to the book. For what carries its number in
 * its name (u_7). */
gint64 crm_transaction_insert_as (
    CrmTransaction *self, CrmValues *values, const guint8 *uid, gint64 id, GError **error);
/* Changes the set fields. version: what the caller saw; 0 takes what is there. Fields that somebody else changed since
 * (both the same field, to different values) → CRM_STORE_ERROR_CONFLICT. Nothing to change is success without a log line. */
gboolean crm_transaction_update (
    CrmTransaction *self, gint64 id, gint64 version, CrmValues *values, GError **error);
/* Archives the record and what it owns; archived ones are left alone. */
gboolean crm_transaction_archive (CrmTransaction *self, const char *entity, gint64 id, GError **error);
/* Brings back the record and what was archived with it. */
gboolean crm_transaction_restore (CrmTransaction *self, const char *entity, gint64 id, GError **error);
/* Removes for good (with what it owns, its text and its lines); refused while others refer to it. */
gboolean crm_transaction_delete (CrmTransaction *self, const char *entity, gint64 id, GError **error);

/* A sentence for the person who acts about what followed by itself; it is told with the change set. */
void crm_transaction_note (CrmTransaction *self, const char *sentence);

/* Reading. */
CrmRow *crm_transaction_load (
    CrmTransaction *self, const char *entity, gint64 id, GError **error); /* NOT_FOUND */
/* Rows in the order of ids; unknown ids are left out. */
GPtrArray *crm_transaction_load_many (
    CrmTransaction *self, const char *entity, const gint64 *ids, guint n, GError **error);
/* Ids (gint64) a query finds, in its order. */
GArray *crm_transaction_find (CrmTransaction *self, const CrmQuery *query, GError **error);
gint64 crm_transaction_count (CrmTransaction *self, const CrmQuery *query, GError **error); /* -1 on error */
/* Id of the record whose title is exactly text (folded), or uid; 0 without error when none; INVALID when several. */
gint64 crm_transaction_resolve_link (
    CrmTransaction *self, const char *entity, const char *text, GError **error);
/* crm_values_read () plus links by id or exact name, and tags by name (made when writing). */
gboolean crm_transaction_read_value (
    CrmTransaction *self, CrmValues *values, int field, const char *text, GError **error);
/* Title of a linked record. Caller owns; NULL when gone. */
char *crm_transaction_dup_title (CrmTransaction *self, const char *entity, gint64 id);

/* Marks a record whose derived data must be made anew before the commit: entity "client" (figures, search line), "deal" or
 * "conversation" (figures). 0 is ignored. */
void crm_transaction_touch (CrmTransaction *self, const char *entity, gint64 id);
void crm_transaction_touch_client (CrmTransaction *self, gint64 client_id);
/* TRUE while records are put back as they were (undo, redo, a whole book from a file): hooks complete and add nothing of their own. */
gboolean crm_transaction_is_verbatim (CrmTransaction *self);
/* TRUE when a file is being imported: no rule of the business acts on what it brings. */
gboolean crm_transaction_is_import (CrmTransaction *self);
/* Says that this transaction imports; verbatim: also that the file has everything that belongs to its records. */
void crm_transaction_set_import (CrmTransaction *self, gboolean verbatim);
/* Says that nobody takes this operation back. Before the first write. */
void crm_transaction_set_final (CrmTransaction *self);
/* Says that what is written from here on only puts records elsewhere: nothing follows from it. Of the person's own operation. */
void crm_transaction_set_verbatim (CrmTransaction *self, gboolean verbatim);
/* Says that this transaction writes what another program did (a calendar, an address book): its operation has origin "sync" and is none that
 * the person takes back by Ctrl+Z. Before the first write. */
void crm_transaction_set_sync (CrmTransaction *self);
/* What is counted up, atomically, with every record written and again with every record whose derived data is made anew. It must outlive
 * the transaction. */
void crm_transaction_set_progress (CrmTransaction *self, int *progress);
/* What time brings by itself: nobody did it, so nobody undoes it. */
void crm_transaction_set_automatic (CrmTransaction *self);
