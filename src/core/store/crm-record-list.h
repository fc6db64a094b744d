/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-record.h"

/* A list is a query: a GListModel of CrmRecord that holds ids only; rows are read in batches for the records that are still
 * alive. Main thread. Follows every commit; emits minimal items-changed up to 64 changes, else removes all and inserts all.
 * Properties (notify): "loading", "count" (guint64, exact; G_MAXUINT64 while unknown), "error" (char *, nullable). */
#define CRM_TYPE_RECORD_LIST (crm_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordList, crm_record_list, CRM, RECORD_LIST, GObject)

CrmRecordList *crm_record_list_new (CrmStore *store);
/* Shows another query (copied); old rows stay until the new ones are there. With a text, the quick search of the store answers. */
void crm_record_list_set_query (CrmRecordList *self, const CrmQuery *query);
CrmQuery *crm_record_list_get_query (CrmRecordList *self); /* owned by self, do not change */
gboolean crm_record_list_is_loading (CrmRecordList *self);
guint64 crm_record_list_get_count (CrmRecordList *self);
const char *crm_record_list_get_error (CrmRecordList *self);
void crm_record_list_retry (CrmRecordList *self);
/* The id at a position without making a record; 0 beyond the end. */
gint64 crm_record_list_get_id (CrmRecordList *self, guint position);
/* Position of an id, or G_MAXUINT. */
guint crm_record_list_find (CrmRecordList *self, gint64 id);
/* All ids, in order; owned by self until the next change. */
const gint64 *crm_record_list_get_ids (CrmRecordList *self, guint *n);
/* Shows only this many rows of a new query at once and the rest when typing pauses (0: all at once); get_ids () and the count know all. */
void crm_record_list_set_first_rows (CrmRecordList *self, guint n);
