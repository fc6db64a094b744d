/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-pieces.h"

/* The hours of the days shown, with lines, veils and events; scrolled by what it stands in. It has a cursor of its own: half an hour of a day. What
 * is done here its grid does. */
#define CRM_TYPE_TIME_SHEET (crm_time_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeSheet, crm_time_sheet, CRM, TIME_SHEET, GtkWidget)

/* items outlives it. */
GtkWidget *crm_time_sheet_new (const CrmGridItems *items);
/* The items are others, or elsewhere. */
void crm_time_sheet_update (CrmTimeSheet *self);
/* The time has gone on: only the line of now. */
void crm_time_sheet_tick (CrmTimeSheet *self);
/* What of it is to be seen, px; events elsewhere are not drawn. */
void crm_time_sheet_set_seen (CrmTimeSheet *self, double from, double to);

/* px an hour, 36 to 120. */
void crm_time_sheet_set_hour_height (CrmTimeSheet *self, int height);
int crm_time_sheet_get_hour_height (CrmTimeSheet *self);
/* Day and minute at a place, not snapped. */
void crm_time_sheet_find (CrmTimeSheet *self, double x, double y, guint32 *day, double *minute);
/* The area of some hours of a day. */
GdkRectangle crm_time_sheet_get_area (CrmTimeSheet *self, guint32 day, int from, int to);
/* Minute at which the first event of the days shown begins, -1 when there is none. */
int crm_time_sheet_get_first_minute (CrmTimeSheet *self);

/* Tiles in the order of time. Caller owns the array. */
GPtrArray *crm_time_sheet_list_tiles (CrmTimeSheet *self);
/* day 0: its first part. NULL when it is not shown. */
CrmEventTile *crm_time_sheet_find_tile (CrmTimeSheet *self, const CrmAgendaItem *item, guint32 day);
/* A tile of that day which lies in these minutes, the first one; not one of except (nullable). */
CrmEventTile *crm_time_sheet_find_at (
    CrmTimeSheet *self, guint32 day, int from, int to, const CrmAgendaItem *except);

void crm_time_sheet_set_cursor (CrmTimeSheet *self, guint32 day, int minute);
void crm_time_sheet_get_cursor (CrmTimeSheet *self, guint32 *day, int *minute);

/* What would be: a frame over some hours with words in it. item NULL: something new. */
void crm_time_sheet_show_ghost (CrmTimeSheet *self, guint32 day, int from, int to, const CrmAgendaItem *item,
    const char *lead, const char *times);
void crm_time_sheet_hide_ghost (CrmTimeSheet *self);
