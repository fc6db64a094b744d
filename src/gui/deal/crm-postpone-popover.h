/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks until when a deal rests. Signal "chosen" (const char *date). */
#define CRM_TYPE_POSTPONE_POPOVER (crm_postpone_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmPostponePopover, crm_postpone_popover, CRM, POSTPONE_POPOVER, GtkPopover)

GtkWidget *crm_postpone_popover_new (CrmStore *store);
