/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record-list.h"

/* A GtkSelectionModel over a record list that remembers ids, not objects: selecting everything makes no record,
 * and the selection survives sorting and refills. */
#define CRM_TYPE_RECORD_SELECTION (crm_record_selection_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordSelection, crm_record_selection, CRM, RECORD_SELECTION, GObject)

/* Takes a reference on list. */
CrmRecordSelection *crm_record_selection_new (CrmRecordList *list);
guint crm_record_selection_get_count (CrmRecordSelection *self);
/* TRUE when the person picked rows (Ctrl, Shift, Ctrl+A), FALSE when the one selected row is only the cursor. */
gboolean crm_record_selection_is_multi (CrmRecordSelection *self);
/* Selected ids (gint64) in the list's order. Caller owns. */
GArray *crm_record_selection_dup_ids (CrmRecordSelection *self);
