/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"

/* The page Outbox: what waits, what is being sent, what failed or nobody knows of, and what can be done about it, with one or several at once. Follows
 * what happens. */
#define CRM_TYPE_OUTBOX_VIEW (crm_outbox_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutboxView, crm_outbox_view, CRM, OUTBOX_VIEW, CrmView)

GtkWidget *crm_outbox_view_new (CrmStore *store);
GtkListBox *crm_outbox_view_get_list (CrmOutboxView *self);
/* "list", "empty", "error" or "waiting". */
const char *crm_outbox_view_get_state (CrmOutboxView *self);
