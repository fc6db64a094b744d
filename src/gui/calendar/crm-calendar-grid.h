/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calendar/crm-agenda.h"

/* What the grids of the calendar page share: the days they show, the items on them, and what a person does with them. A grid never writes: it says
 * what was meant and the page does it. Implemented by CrmTimeGrid (day, work week, week) and CrmMonthGrid. Main thread. */
#define CRM_TYPE_CALENDAR_GRID (crm_calendar_grid_get_type ())
G_DECLARE_INTERFACE (CrmCalendarGrid, crm_calendar_grid, CRM, CALENDAR_GRID, GtkWidget)

struct _CrmCalendarGridInterface
{
  GTypeInterface parent_interface;
  /* days as crm_local numbers; agenda NULL: loading (what was shown stays, at 55 %). */
  void (*set_agenda) (CrmCalendarGrid *self, guint32 first_day, guint n_days, CrmAgenda *agenda);
  /* kind, id and rid of an item ("meeting", 5, ""), or kind NULL: nothing. Does not emit "selected". */
  void (*select) (CrmCalendarGrid *self, const char *kind, gint64 id, const char *rid);
  /* Scrolls there and puts the keyboard's cursor on the slot. */
  void (*go_to) (CrmCalendarGrid *self, gint64 at);
  CrmAgendaItem *(*get_selected) (CrmCalendarGrid *self);
  /* A key that the window takes before the grid can; nullable. */
  gboolean (*press) (CrmCalendarGrid *self, guint keyval, GdkModifierType state);
};

/* Signals, with times in µs snapped to 15 minutes (whole local days when all_day; the end exclusive):
 *   "selected" (CrmAgendaItem *item or NULL)
 *   "activated" (CrmAgendaItem *item): Enter or double click
 *   "create" (gint64 starts_at, gint64 ends_at, gboolean all_day, GdkRectangle *where in the grid's coordinates): drag over empty time, Enter on a slot
 *   "change" (CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day, gboolean copy): moved or resized by pointer or keys. The grid
 *     shows it there at once; when the change is not made after all, set_agenda with the agenda it has puts it back
 *   "remove" (CrmAgendaItem *item): Delete
 *   "menu" (CrmAgendaItem *item, GdkRectangle *where): right click, Menu key
 *   "dropped" (const char *entity, gint64 id, gint64 at, gboolean all_day): a client from the list, a task from Today or Tasks
 *   "show-day" (guint day): "+n" or the head of a day was activated
 *   "page" (int direction): the cursor left the shown days
 *   "turn" (int direction): something dragged is held at the edge of the shown days */
void crm_calendar_grid_set_agenda (CrmCalendarGrid *self, guint32 first_day, guint n_days, CrmAgenda *agenda);
void crm_calendar_grid_select (CrmCalendarGrid *self, const char *kind, gint64 id, const char *rid);
void crm_calendar_grid_go_to (CrmCalendarGrid *self, gint64 at);
/* The item selected, or NULL. Owned by the agenda. */
CrmAgendaItem *crm_calendar_grid_get_selected (CrmCalendarGrid *self);
/* Does what the key does where the focus is; FALSE when it does nothing there. */
gboolean crm_calendar_grid_press (CrmCalendarGrid *self, guint keyval, GdkModifierType state);

/* CrmTimeGrid: 1 to 7 columns of hours with the heads of the days and the all-day strip above. */
GtkWidget *crm_time_grid_new (CrmStore *store);
/* CrmMonthGrid: weeks of seven days, as many as n_days has. */
GtkWidget *crm_month_grid_new (CrmStore *store);
