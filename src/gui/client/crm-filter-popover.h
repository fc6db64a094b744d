/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-filter.h"
#include "client/crm-client-look.h"

/* The conditions of the client list as lines that can be edited; applied to the filter by its button or Enter. */
#define CRM_TYPE_FILTER_POPOVER (crm_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterPopover, crm_filter_popover, CRM, FILTER_POPOVER, GtkPopover)

/* Takes references. */
GtkWidget *crm_filter_popover_new (CrmClientFilter *filter, CrmClientLook *look);
