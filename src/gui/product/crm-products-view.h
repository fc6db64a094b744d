/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "store/crm-record-list.h"

/* The page Products: what the business sells, as a list with the chosen product beside it. */
#define CRM_TYPE_PRODUCTS_VIEW (crm_products_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmProductsView, crm_products_view, CRM, PRODUCTS_VIEW, CrmView)

GtkWidget *crm_products_view_new (CrmStore *store);
CrmRecordList *crm_products_view_get_list (CrmProductsView *self);
