/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks why a deal was lost, after it was: Escape leaves it open. Signal "chosen" (gint64 reason, const char *comment (nullable)). */
#define CRM_TYPE_LOST_POPOVER (crm_lost_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmLostPopover, crm_lost_popover, CRM, LOST_POPOVER, GtkPopover)

GtkWidget *crm_lost_popover_new (CrmStore *store);
