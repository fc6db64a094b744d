/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-time-sheet.h"

/* What lies below and above the events of a sheet. Private to CrmTimeSheet. */
void crm_time_sheet_draw_ground (
    GtkWidget *sheet, GtkSnapshot *snapshot, const CrmGridItems *items, int hour_height);
void crm_time_sheet_draw_now (
    GtkWidget *sheet, GtkSnapshot *snapshot, const CrmGridItems *items, int hour_height);
void crm_time_sheet_draw_cursor (GtkWidget *sheet, GtkSnapshot *snapshot, const GdkRectangle *area);
/* Hours the clock leaves out (from < to) or has twice on a day; FALSE when it is an ordinary one. */
gboolean crm_time_sheet_find_leap (GTimeZone *zone, guint32 day, int *from, int *to, gboolean *twice);
