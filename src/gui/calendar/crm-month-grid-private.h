/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-grid.h"
#include "calendar/crm-event-pieces.h"
#include "calendar/crm-grid-turn.h"
#include "calendar/crm-month-cell.h"
#include "today/crm-day-ticker.h"

/* What the parts of CrmMonthGrid share: the widget, the pointer (-drag) and the keyboard (-keys). */
#define CRM_TYPE_MONTH_GRID (crm_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (CrmMonthGrid, crm_month_grid, CRM, MONTH_GRID, GtkWidget)

#define CRM_MONTH_MAX_WEEKS 6
#define CRM_MONTH_LINES 4

typedef struct
{
  gboolean pressed; /* something may be dragged */
  gboolean active;
  int end; /* -1 the beginning of a bar is drawn, 1 its end, 0 it is carried */
  double x;
  double y;
  GtkGesture *gesture;
  CrmAgenda *agenda;   /* owned: item's */
  CrmAgendaItem *item; /* NULL: days are drawn */
  guint32 anchor;
  guint32 day; /* under the pointer */
} CrmMonthDrag;

struct _CrmMonthGrid
{
  GtkWidget parent_instance;

  CrmGridItems items;
  GtkWidget *cells[CRM_MONTH_MAX_WEEKS * 7];
  GtkWidget *status;
  GArray *pieces;  /* of CrmEventPiece: all, in the order of time within a week */
  GPtrArray *bars; /* tiles, also unused ones */
  GPtrArray *lines;
  CrmDayTicker *ticker;
  guint32 today;
  guint32 cursor; /* day */
  CrmMonthDrag drag;
  CrmGridTurn turn;
  gboolean has_frame;     /* what was drawn is shown until something is made of it */
  CrmAgenda *late_agenda; /* owned, nullable: came during a drag */
  guint32 late_first;
  guint late_n;
};

void crm_month_grid_update (CrmMonthGrid *self);
void crm_month_grid_select_item (CrmMonthGrid *self, CrmAgendaItem *item);
void crm_month_grid_announce (CrmMonthGrid *self, const char *text);
void crm_month_grid_create (CrmMonthGrid *self, guint32 first, guint32 last);
void crm_month_grid_change (CrmMonthGrid *self, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at,
    gboolean all_day, gboolean copy);
/* What is shown of days that were drawn and are being filled in. */
void crm_month_grid_drop_frame (CrmMonthGrid *self);
/* The child of the grid that has the focus, NULL. */
GtkWidget *crm_month_grid_get_focus (CrmMonthGrid *self);
CrmEventTile *crm_month_grid_pick (CrmMonthGrid *self, double x, double y);
GdkRectangle crm_month_grid_get_rectangle (CrmMonthGrid *self, GtkWidget *child);
/* The cell of a day that is shown, else NULL. */
CrmMonthCell *crm_month_grid_get_cell (CrmMonthGrid *self, guint32 day);
/* The day at a place, the nearest one. */
guint32 crm_month_grid_find_day (CrmMonthGrid *self, double x, double y);
/* Tiles that are seen, by time. Caller owns the array. day 0: of all days, else those that begin or go on there. */
GPtrArray *crm_month_grid_list_tiles (CrmMonthGrid *self, guint32 day);
CrmEventTile *crm_month_grid_find_tile (CrmMonthGrid *self, const CrmAgendaItem *item);
void crm_month_grid_focus_cell (CrmMonthGrid *self, guint32 day);

/* Marks days; first more than last: none. */
void crm_month_drag_show_frame (CrmMonthGrid *self, guint32 first, guint32 last);
void crm_month_drag_install (CrmMonthGrid *self);
void crm_month_drag_cancel (CrmMonthGrid *self);
/* Other days are shown below the pointer. */
void crm_month_drag_follow (CrmMonthGrid *self);
gboolean crm_month_keys_press (CrmCalendarGrid *grid, guint keyval, GdkModifierType state);
void crm_month_keys_install (CrmMonthGrid *self);
