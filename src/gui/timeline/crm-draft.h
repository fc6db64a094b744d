/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What was typed and not saved yet, for each client and deal of a book: at hand at once, and in a small file of this user's state so that a
 * restart or a crash loses nothing. Main thread. Client 0: quick add, which has no client yet. */

/* NULL when there is none. Owned by the store until the next change. */
const char *crm_draft_get (CrmStore *store, const char *entity, gint64 id, const char *key);
/* NULL or "" removes. The file follows within a second. */
void crm_draft_set (CrmStore *store, const char *entity, gint64 id, const char *key, const char *value);
void crm_draft_clear (CrmStore *store, const char *entity, gint64 id, const char *prefix);
/* Writes the file now. */
void crm_draft_flush (CrmStore *store);
