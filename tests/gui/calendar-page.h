/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-view-private.h"
#include "crm-test-gui.h"

/* The page Calendar in a window of its own, on Wednesday 18 November 2026 at 10:00 UTC, in Warsaw. */

#define NOW (G_GINT64_CONSTANT (1794996000) * G_USEC_PER_SEC)

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmCalendarView *view;
  gint64 client;
  GtkWidget *popover;
} Page;

typedef struct
{
  Page *page;
  const char *title;
  gint64 starts_at; /* 0: it is not there */
} CalendarAwaited;

/* What the clock says. */
extern gint64 calendar_now;

gint64 calendar_at (Page *page, const char *text);
gint64 calendar_add_meeting (
    Page *page, const char *title, const char *from, const char *to, const char *rule);
CrmRow *calendar_load (Page *page, gint64 id);
int calendar_count (Page *page, const char *entity);
gboolean calendar_is_ready (gpointer data);
void calendar_settle (Page *page);
CrmAgendaItem *calendar_find_item (Page *page, const char *title);
gboolean calendar_is_elsewhere (gpointer data);
void calendar_await_item (Page *page, const char *title, const char *when);
void calendar_open_page (Page *page);
void calendar_set_up (Page *page, gconstpointer data);
void calendar_tear_down (Page *page, gconstpointer data);
gboolean calendar_has_popover (gpointer data);
gboolean calendar_has_dialog (gpointer data);
void calendar_activate (GtkEditable *entry);
