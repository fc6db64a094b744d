/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* One product beside the list: its fields, edited in place, and the deals that contain it. Follows the book. */
#define CRM_TYPE_PRODUCT_PANE (crm_product_pane_get_type ())
G_DECLARE_FINAL_TYPE (CrmProductPane, crm_product_pane, CRM, PRODUCT_PANE, AdwBin)

GtkWidget *crm_product_pane_new (CrmStore *store);
/* 0 shows nothing. edit: begins with the name, for one just added. */
void crm_product_pane_set_product (CrmProductPane *self, gint64 id, gboolean edit);
gint64 crm_product_pane_get_product (CrmProductPane *self);
