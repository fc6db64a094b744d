/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-columns.h"

/* Which columns the client list shows, and in what order. */
#define CRM_TYPE_COLUMNS_POPOVER (crm_columns_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmColumnsPopover, crm_columns_popover, CRM, COLUMNS_POPOVER, GtkPopover)

/* Takes a reference. */
GtkWidget *crm_columns_popover_new (CrmClientColumns *columns);
