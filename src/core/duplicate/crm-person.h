/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client.h"

/* What the book holds of one person: to be given to them, and to be forgotten. Records that went up into the client by a merge belong to the person. */

/* In a reading function: everything about the client as JSON, files that came with messages among it (base64). Caller owns; NULL with error. */
char *crm_person_dup_json (CrmTransaction *tx, gint64 client, GError **error);

/* In a write function, the only thing in it: removes the client with everything that belongs to it, its history among it, for good: there is no undo.
 * Deals stay without the person, with their sums. Afterwards crm_store_compact_…, so that nothing can be read in the file any more. */
gboolean crm_person_erase (CrmTransaction *tx, gint64 client, GError **error);

/* In a reading function, before erasing: names of the address books of the desktop that have the person as well (char *). Caller owns. */
GPtrArray *crm_person_list_address_books (CrmTransaction *tx, gint64 client, GError **error);
/* Files beside the book at path, and in folder (nullable), that are copies of it and hold the client (char *, paths). Caller owns. Any thread; not for
 * the main thread of the window. */
GPtrArray *crm_person_list_copies (const char *path, const char *folder, const guint8 uid[16]);
