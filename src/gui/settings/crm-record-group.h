/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings/crm-record-row.h"

/* The small records of a kind as a group of the preferences, in their order: added, changed, moved and deleted in place. Of records that
 * belong to another one (stages of a pipeline) it shows those of one, chosen in its head. Follows the book. Signal "changed" when it
 * shows another state. */
#define CRM_TYPE_RECORD_GROUP (crm_record_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordGroup, crm_record_group, CRM, RECORD_GROUP, AdwPreferencesGroup)

GtkWidget *crm_record_group_new (CrmStore *store, const CrmRecordKind *kind, const char *title);
/* Of records with an owner: the one on show; 0 none. */
gint64 crm_record_group_get_owner (CrmRecordGroup *self);
void crm_record_group_set_owner (CrmRecordGroup *self, gint64 owner);
guint crm_record_group_get_count (CrmRecordGroup *self);
gboolean crm_record_group_is_loaded (CrmRecordGroup *self);
