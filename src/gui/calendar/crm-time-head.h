/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-pieces.h"

/* The heads of the days and below them the strip of all-day items, which grows to three rows. What is done here its grid does. */
#define CRM_TYPE_TIME_HEAD (crm_time_head_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeHead, crm_time_head, CRM, TIME_HEAD, GtkWidget)

/* items outlives it. */
GtkWidget *crm_time_head_new (const CrmGridItems *items);
void crm_time_head_update (CrmTimeHead *self);
/* Another day is today. */
void crm_time_head_update_days (CrmTimeHead *self);
/* px at the end that the hours below need for their scroll bar. */
void crm_time_head_set_inset (CrmTimeHead *self, int inset);
guint32 crm_time_head_find_day (CrmTimeHead *self, double x);
/* Below the heads of the days. */
gboolean crm_time_head_is_strip (CrmTimeHead *self, double y);
GdkRectangle crm_time_head_get_area (CrmTimeHead *self, guint32 first, guint32 last);
/* Bars by their first day. Caller owns the array. */
GPtrArray *crm_time_head_list_tiles (CrmTimeHead *self);
CrmEventTile *crm_time_head_find_tile (CrmTimeHead *self, const CrmAgendaItem *item);
/* A bar over that day, the lowest row when last; NULL. */
CrmEventTile *crm_time_head_find_at (CrmTimeHead *self, guint32 day, gboolean last);
/* The bar above (by -1) or below (by 1) another one on a day; NULL. */
CrmEventTile *crm_time_head_find_next (CrmTimeHead *self, guint32 day, CrmEventTile *tile, int by);
GtkWidget *crm_time_head_get_day_button (CrmTimeHead *self, guint32 day);
void crm_time_head_show_ghost (
    CrmTimeHead *self, guint32 first, guint32 last, const CrmAgendaItem *item, const char *lead);
void crm_time_head_hide_ghost (CrmTimeHead *self);
