/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-book.h"
#include "store/crm-transaction.h"

/* Inside a write: stores settings of a new book. */
gboolean crm_settings_store_all (CrmDb *db, GHashTable *settings, GError **error);
/* TRUE when the book's sort keys are known to be of the ICU at work, whose tables need not be opened to see it. */
gboolean crm_settings_is_order_known (CrmBook *book);
/* Records by which order sort keys are made. */
gboolean crm_settings_store_order (CrmDb *db, CrmCollator *collator, GError **error);
/* Makes all sort keys anew with collator and records its version. */
gboolean crm_settings_rekey (CrmDb *db, CrmBook *book, CrmCollator *collator, GError **error);
/* Compares everything derived with what it should be (problems gets sentences, nullable), or makes it anew. */
gboolean crm_book_derive (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
/* Derives everything once after the book came to a newer schema (setting "derived-schema": whose figures are complete). Outside a transaction. */
gboolean crm_book_complete (CrmDb *db, CrmPhoneFormat *phone_format, GError **error);
