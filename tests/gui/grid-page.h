/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "calendar/crm-calendar-grid.h"
#include "calendar/crm-time-head.h"
#include "calendar/crm-time-sheet.h"

/* A grid of the calendar in a window of its own, on a real book: what it asks for is told in words, written and read again, as the page does it. */

typedef struct
{
  CrmStore *store;
  GtkWindow *window;
  GtkWidget *grid;
  guint32 first;
  guint n_days;
  CrmAgenda *agenda;
  gboolean refuse; /* changes are not made */
  guint n_signals; /* of those below */
  char *told;      /* what was asked for last */
} Page;

typedef struct
{
  double x;
  double y;
} Point;

gint64 page_read_time (const char *text, GTimeZone *zone);
gint64 page_add_meeting (Page *page, const char *title, const char *from, const char *to);
void page_reload (Page *page);
CrmAgendaItem *page_find_item (Page *page, const char *title);
void page_begin (Page *page, const char *zone, const char *first, guint n_days);
void page_show (Page *page, gboolean month);
void page_close (Page *page);
CrmTimeSheet *page_get_sheet (Page *page);
CrmTimeHead *page_get_head (Page *page);
GtkWidget *page_get_tile (Page *page, const char *title);
const char *page_get_status (Page *page);
Point page_point_at (Page *page, guint day, int minute);
Point page_point_in_strip (Page *page, guint day);
Point page_point_on (Page *page, GtkWidget *widget, double fx, double fy);
gboolean page_has_ghost (gpointer data);
gboolean page_has_no_ghost (gpointer data);
void page_carry (Page *page, Point from, Point to);
void page_await_told (Page *page, const char *told);
void page_drag (Page *page, Point from, Point to, const char *told);
void page_press (Page *page, const char *keys, const char *told);
