/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A record on the main thread: one object per entity and id, weakly kept by the store, so that list, card and timeline share it. Hollow
 * until its row has been read; then signal "changed" is emitted (detail: field name, "changed::name"; without a row to compare, once for all
 * fields without detail). */
#define CRM_TYPE_RECORD (crm_record_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecord, crm_record, CRM, RECORD, GObject)

/* New reference; loads the row in the background in batches. */
CrmRecord *crm_store_get_record (CrmStore *self, const char *entity, gint64 id);

/* Known from the beginning, also while it is hollow. The store is borrowed. */
gint64 crm_record_get_id (CrmRecord *self);
CrmStore *crm_record_get_store (CrmRecord *self);
const char *crm_record_get_entity_name (CrmRecord *self);
/* NULL while hollow or when the record is gone. Owned by the record. */
CrmRow *crm_record_get_row (CrmRecord *self);
gboolean crm_record_is_gone (CrmRecord *self);
/* Shorthands: NULL or 0 while hollow. */
const char *crm_record_get_text (CrmRecord *self, int field);
gint64 crm_record_get_integer (CrmRecord *self, int field);
