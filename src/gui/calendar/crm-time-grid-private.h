/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "calendar/crm-calendar-grid.h"
#include "calendar/crm-grid-turn.h"
#include "calendar/crm-time-head.h"
#include "calendar/crm-time-sheet.h"
#include "today/crm-day-ticker.h"

/* What the parts of CrmTimeGrid share: the widget, the pointer (-drag) and the keyboard (-keys). */
#define CRM_TYPE_TIME_GRID (crm_time_grid_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeGrid, crm_time_grid, CRM, TIME_GRID, GtkWidget)

#define CRM_TIME_SNAP 15 /* minutes */
#define CRM_TIME_DAY (24 * 60)

typedef enum
{
  CRM_TIME_DRAG_NONE,
  CRM_TIME_DRAG_CREATE,
  CRM_TIME_DRAG_CREATE_DAYS, /* in the strip */
  CRM_TIME_DRAG_MOVE,
  CRM_TIME_DRAG_START, /* the upper edge */
  CRM_TIME_DRAG_END    /* the lower edge */
} CrmTimeDragKind;

/* What the pointer is about to do, and where it would end. */
typedef struct
{
  CrmTimeDragKind kind;
  gboolean bar;    /* it was taken up in the strip */
  gboolean active; /* moved far enough */
  GtkGesture *gesture;
  CrmAgenda *agenda;   /* owned: item's */
  CrmAgendaItem *item; /* of what is moved */
  double x;            /* of the pointer, in the grid */
  double y;
  guint32 anchor_day; /* where it was taken up */
  double anchor_minute;
  int grip;          /* minutes between the beginning of the item and the pointer */
  guint32 grip_days; /* the same in days */
  guint tick;
  gboolean valid; /* it may be put down where it is */
  gint64 starts_at;
  gint64 ends_at;
  gboolean all_day;
} CrmTimeDrag;

struct _CrmTimeGrid
{
  GtkWidget parent_instance;

  CrmGridItems items;
  GtkWidget *head;     /* CrmTimeHead */
  GtkWidget *scrolled; /* holds sheet */
  GtkWidget *sheet;    /* CrmTimeSheet */
  GtkWidget *empty;    /* says so where nothing is planned */
  GtkWidget *status;   /* what screen readers are told, not seen */
  CrmDayTicker *ticker;
  gboolean opened; /* it was scrolled to the beginning of a day */
  guint32 today;
  gint64 go_at;       /* where to go with an agenda that has it, 0 */
  gboolean has_frame; /* what was drawn is shown until something is made of it */
  CrmTimeDrag drag;
  GtkDropTarget *drop; /* of records from lists */
  double drop_x;       /* of the pointer that carries one, in the grid */
  double drop_y;
  CrmGridTurn turn;
  CrmAgenda *late_agenda; /* owned, nullable: came during a drag */
  guint32 late_first;
  guint late_n;
};

void crm_time_grid_update (CrmTimeGrid *self);
void crm_time_grid_select_item (CrmTimeGrid *self, CrmAgendaItem *item);
/* Scrolls so that minutes from to to are seen. */
void crm_time_grid_show_minutes (CrmTimeGrid *self, int from, int to);
void crm_time_grid_announce (CrmTimeGrid *self, const char *text);
void crm_time_grid_create (
    CrmTimeGrid *self, gint64 starts_at, gint64 ends_at, gboolean all_day, const GdkRectangle *where);
void crm_time_grid_change (CrmTimeGrid *self, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at,
    gboolean all_day, gboolean copy);
/* Of what was drawn and is being filled in. */
void crm_time_grid_drop_frame (CrmTimeGrid *self);
/* The tile at a place of the grid, NULL. */
CrmEventTile *crm_time_grid_pick (CrmTimeGrid *self, double x, double y);
/* Where a child is, in the grid. */
GdkRectangle crm_time_grid_get_rectangle (CrmTimeGrid *self, GtkWidget *child);
CrmEventTile *crm_time_grid_find_tile (CrmTimeGrid *self, const CrmAgendaItem *item);
/* The instant of a minute of a day, which may be the next day's midnight. */
gint64 crm_time_grid_get_instant (CrmTimeGrid *self, guint32 day, int minute);

void crm_time_drag_install (CrmTimeGrid *self);
/* Nothing happens. */
void crm_time_drag_cancel (CrmTimeGrid *self);
/* Frames a time as while it is drawn. */
void crm_time_drag_show_frame (CrmTimeGrid *self, gint64 starts_at, gint64 ends_at, gboolean all_day);
void crm_time_drag_hide_frame (CrmTimeGrid *self);
gboolean crm_time_drag_is_active (CrmTimeGrid *self);
/* Other days are shown below the pointer. */
void crm_time_drag_follow (CrmTimeGrid *self);

void crm_time_drop_install (CrmTimeGrid *self);
void crm_time_drop_follow (CrmTimeGrid *self);

/* A drag has come to x of the grid. */
void crm_time_turn_follow (CrmTimeGrid *self, double x);

gboolean crm_time_keys_press (CrmCalendarGrid *grid, guint keyval, GdkModifierType state);
void crm_time_keys_install (CrmTimeGrid *self);
