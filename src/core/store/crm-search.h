/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Search as you type over all clients, in memory: one folded line a client in list order. Owned by the store; loaded by the reader
 * in the background at the first use, patched from change sets. Main thread. */
typedef struct _CrmSearch CrmSearch;

/* Borrowed; made at the first call, not loaded by it. */
CrmSearch *crm_store_get_search (CrmStore *self);
/* FALSE: crm_search_find () has no answer yet, and the query in the database takes its place. */
gboolean crm_search_is_loaded (CrmSearch *self);
/* Starts loading when that has not been done; "changed" of the store is not emitted for it. callback may be NULL; called at once when there
 * is nothing to load. */
void crm_search_load (CrmSearch *self, void (*callback) (gpointer data), gpointer data);
/* TRUE when clients edited since loading come last in crm_search_find (), out of order. */
gboolean crm_search_has_edited (CrmSearch *self);
/* Ids of clients that have all words, in name order, at most max (0 = all); *count is exact. NULL while not loaded. Caller owns. */
GArray *crm_search_find (CrmSearch *self, const char *text, guint max, guint *count);
/* Where in a client's line a word was found when it is not in the visible name: "phone …42 187", "e-mail …", a translated reason or NULL. Caller owns. */
char *crm_search_dup_reason (CrmSearch *self, gint64 client_id, const char *text);
/* Memory held, bytes. */
gsize crm_search_get_size (CrmSearch *self);
