/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include "widgets/crm-section.h"

/* Section "Products" of a deal: its lines in order and what they come to. Enter opens a line, Delete removes it, Ctrl+Up and Ctrl+Down or
 * a drag move it. */
#define CRM_TYPE_DEAL_LINES (crm_deal_lines_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealLines, crm_deal_lines, CRM, DEAL_LINES, AdwBin)

GtkWidget *crm_deal_lines_new (CrmStore *store);
void crm_deal_lines_set_data (CrmDealLines *self, CrmDealCardData *data);
/* Begins to add a line. */
void crm_deal_lines_add (CrmDealLines *self);
/* Adds the product of this id, or of this name when id is 0; a name that no product has opens the window for a free line. */
void crm_deal_lines_add_product (CrmDealLines *self, gint64 id, const char *name);
GtkListBox *crm_deal_lines_get_list (CrmDealLines *self);
/* "Total € 14,900" and the like, as shown below the lines; for tests. */
const char *crm_deal_lines_get_totals (CrmDealLines *self);
