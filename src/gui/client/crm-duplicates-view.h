/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"

/* The page of clients that may be the same: pairs at the left, the two side by side at the right, worked through with the keys M, N and S. */
#define CRM_TYPE_DUPLICATES_VIEW (crm_duplicates_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicatesView, crm_duplicates_view, CRM, DUPLICATES_VIEW, CrmView)

GtkWidget *crm_duplicates_view_new (CrmStore *store);
/* Number of pairs on show, for tests. */
guint crm_duplicates_view_get_n_pairs (CrmDuplicatesView *self);
