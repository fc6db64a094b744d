/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* A month of 7 × 6 days: today is filled, the days that are shown elsewhere are shaded, a dot says that something is planned. PageUp and PageDown
 * turn months, arrows move the cursor, Enter chooses. Signal "day-chosen" (guint day, a number of base/crm-local.h). */
#define CRM_TYPE_MINI_MONTH (crm_mini_month_get_type ())
G_DECLARE_FINAL_TYPE (CrmMiniMonth, crm_mini_month, CRM, MINI_MONTH, GtkWidget)

GtkWidget *crm_mini_month_new (CrmStore *store);
/* What the page shows: its days, and the one the cursor is on; turns to that month. */
void crm_mini_month_set_shown (CrmMiniMonth *self, guint32 first, guint n, guint32 cursor);
/* Reads dots, today and the first day of the week anew. */
void crm_mini_month_refresh (CrmMiniMonth *self);
/* TRUE when a day of the 42 has a dot. */
gboolean crm_mini_month_has_dot (CrmMiniMonth *self, guint32 day);
gboolean crm_mini_month_is_loading (CrmMiniMonth *self);
