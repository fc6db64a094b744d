/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings/crm-record-editor.h"

/* One small record of the preferences: says what it is in a line, unfolds to be changed, moved and deleted. Every change is written at once.
 * Signals: "move" (int step) when the person moves it up or down, "drop" (gint64 id) when another one was dropped on it. */
#define CRM_TYPE_RECORD_ROW (crm_record_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordRow, crm_record_row, CRM, RECORD_ROW, AdwExpanderRow)

GtkWidget *crm_record_row_new (CrmStore *store, const CrmRecordKind *kind, CrmRow *record);
gint64 crm_record_row_get_id (CrmRecordRow *self);
CrmRow *crm_record_row_get_record (CrmRecordRow *self);
/* The focus goes to its first field. */
void crm_record_row_edit (CrmRecordRow *self);
/* Shows the newest state of the same record, and where it stands among n. */
void crm_record_row_set_record (CrmRecordRow *self, CrmRow *record, guint place, guint n);
