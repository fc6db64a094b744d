/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "widgets/crm-scaled.h"

/* Where the days stand, the same in the heads and in the hours: a gutter for the times, then columns of one width. rtl: mirrored. Main thread. */

#define CRM_TIME_GUTTER crm_scaled (46)

/* Place of a column; index n is the end. */
void crm_time_columns_get (int width, guint n, guint index, gboolean rtl, int *x, int *column_width);
/* The column at a place, the nearest one outside. */
guint crm_time_columns_find (int width, guint n, double x, gboolean rtl);
