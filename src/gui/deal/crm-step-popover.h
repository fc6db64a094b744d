/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* The next step of a deal: done, or another one planned. Signals: "done"; "planned" (const char *kind, const char *title, const char *date
 * (nullable)). */
#define CRM_TYPE_STEP_POPOVER (crm_step_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmStepPopover, crm_step_popover, CRM, STEP_POPOVER, GtkPopover)

/* deal: its row. */
GtkWidget *crm_step_popover_new (CrmStore *store, const CrmRow *deal);
