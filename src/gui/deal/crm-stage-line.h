/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include <adwaita.h>

/* The stages of a deal's pipeline as a row of buttons with the days it stood in each; a click goes there, whatever lies between.
 * Left and Right walk, Enter goes.
 * Signal "chosen" (gint64 stage). */
#define CRM_TYPE_STAGE_LINE (crm_stage_line_get_type ())
G_DECLARE_FINAL_TYPE (CrmStageLine, crm_stage_line, CRM, STAGE_LINE, AdwBin)

GtkWidget *crm_stage_line_new (void);
void crm_stage_line_set_data (CrmStageLine *self, CrmDealCardData *data);
/* times: CrmStageTime, or NULL while they are not known. */
void crm_stage_line_set_times (CrmStageLine *self, GArray *times);
/* The button of a stage, or NULL: for popovers. */
GtkWidget *crm_stage_line_get_button (CrmStageLine *self, gint64 stage);
