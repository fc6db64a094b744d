/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What messages say about the business itself: its name, phone, web page and address, settings of the book. Main thread. */
#define CRM_TYPE_BUSINESS_GROUP (crm_business_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmBusinessGroup, crm_business_group, CRM, BUSINESS_GROUP, AdwPreferencesGroup)

GtkWidget *crm_business_group_new (CrmStore *store);
