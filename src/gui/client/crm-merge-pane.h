/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Two clients side by side: what differs is chosen field by field, and what they have together is shown beforehand. Properties (notify): "ready": it shows a
 * pair that can be merged. Signals: "merged" (kept, other: gint64): it was done; "apart" (one, other): they were told apart. */
#define CRM_TYPE_MERGE_PANE (crm_merge_pane_get_type ())
G_DECLARE_FINAL_TYPE (CrmMergePane, crm_merge_pane, CRM, MERGE_PANE, AdwBin)

GtkWidget *crm_merge_pane_new (CrmStore *store);
/* Who stays and who goes up into it; 0, 0: nobody. */
void crm_merge_pane_set_pair (CrmMergePane *self, gint64 keep, gint64 other);
gboolean crm_merge_pane_is_ready (CrmMergePane *self);
/* The other one stays. */
void crm_merge_pane_swap (CrmMergePane *self);
/* Writes; what goes wrong is said in the pane. */
void crm_merge_pane_merge (CrmMergePane *self);
void crm_merge_pane_tell_apart (CrmMergePane *self);
