/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Which fields of a deal a stage asks for: a list to tick, own fields included. Every change is written at once. */
#define CRM_TYPE_REQUIRED_ROW (crm_required_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequiredRow, crm_required_row, CRM, REQUIRED_ROW, AdwActionRow)

GtkWidget *crm_required_row_new (CrmStore *store, const char *title);
void crm_required_row_set_stage (CrmRequiredRow *self, CrmRow *stage);
