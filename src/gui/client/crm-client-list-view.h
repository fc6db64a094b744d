/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "store/crm-record-list.h"

/* The page Clients: search, chips, filter, the list itself, preview, actions on a selection. The action clients.show-saved (x) shows a
 * saved view. */
#define CRM_TYPE_CLIENT_LIST_VIEW (crm_client_list_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientListView, crm_client_list_view, CRM, CLIENT_LIST_VIEW, CrmView)

GtkWidget *crm_client_list_view_new (CrmStore *store);
/* What the page shows now; owned by self. */
CrmRecordList *crm_client_list_view_get_list (CrmClientListView *self);
/* Shows what a query asks for: its conditions become those of the filter. */
void crm_client_list_view_show_query (CrmClientListView *self, CrmQuery *query);
/* Shows clients with something missing. */
void crm_client_list_view_show_incomplete (CrmClientListView *self);
/* Offers to export the clients that are selected; FALSE when the person has selected none. */
gboolean crm_client_list_view_export_selected (CrmClientListView *self);
