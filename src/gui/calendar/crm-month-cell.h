/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-grid-items.h"

#include <gtk/gtk.h>

#include "widgets/crm-scaled.h"

/* A day of the month: its number, veils, "+n" when not everything has room. What lies on it are tiles of the grid above it. */
#define CRM_TYPE_MONTH_CELL (crm_month_cell_get_type ())
G_DECLARE_FINAL_TYPE (CrmMonthCell, crm_month_cell, CRM, MONTH_CELL, GtkWidget)

#define CRM_MONTH_CELL_HEAD crm_scaled (28) /* px that the number takes */

GtkWidget *crm_month_cell_new (void);
/* other: of the month before or after. */
void crm_month_cell_set_day (CrmMonthCell *self, const CrmGridItems *items, guint32 day, gboolean other);
guint32 crm_month_cell_get_day (CrmMonthCell *self);
/* Whether what is special about the day is said by a bar already. */
void crm_month_cell_set_told (CrmMonthCell *self, gboolean told);
/* Told to screen readers. */
void crm_month_cell_set_count (CrmMonthCell *self, guint n_items);
/* "+n" at y; 0: everything is shown. */
void crm_month_cell_set_rest (CrmMonthCell *self, guint n, int y);
/* A drag would end here. */
void crm_month_cell_set_target (CrmMonthCell *self, gboolean target);
/* On the number or "+n": both lead to the day. */
gboolean crm_month_cell_leads_to_day (CrmMonthCell *self, double x, double y);
