/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks for the fields a stage wants filled before a deal may enter it. Signal "filled" (GStrv: pairs of field name and typed text). */
#define CRM_TYPE_REQUIRED_POPOVER (crm_required_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequiredPopover, crm_required_popover, CRM, REQUIRED_POPOVER, GtkPopover)

/* sentence: why the deal came back. fields: names that are missing. */
GtkWidget *crm_required_popover_new (CrmStore *store, const char *sentence, GPtrArray *fields);
