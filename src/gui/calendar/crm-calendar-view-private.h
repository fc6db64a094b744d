/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-ahead.h"
#include "calendar/crm-calendar-details.h"
#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-calendar-view.h"
#include "calendar/crm-day-tasks.h"
#include "today/crm-day-ticker.h"

/* What the files of the calendar page share: crm-calendar-view.c builds and lays out, crm-calendar-view-read.c reads and shows,
 * crm-calendar-view-actions.c acts, crm-calendar-view-parts.c has panel and search. Main thread. */
struct _CrmCalendarView
{
  CrmView parent_instance;

  GtkWidget *header;
  GtkWidget *back_button;
  GtkWidget *today_button;
  GtkWidget *new_button;
  AdwWindowTitle *title;
  GtkLabel *narrow_title; /* of a telephone: below the header */
  GtkWidget *modes;
  GtkBox *mode_box;
  GtkMenuButton *mode_menu;
  GtkMenuButton *layers_button;
  GtkPopover *layers_popover;
  GtkToggleButton *panel_button;
  GtkSpinner *spinner;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  GtkLabel *search_words;
  GtkWidget *window_strips;
  AdwBin *strip_place;
  GtkRevealer *error_strip;
  GtkLabel *error_label;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkWidget *empty;
  AdwFlap *flap;
  GtkWidget *panel;
  AdwBin *month_place;
  AdwBin *tasks_place;
  AdwBin *details_place;

  GtkWidget *time_grid;
  GtkWidget *month_grid;
  GtkWidget *list;
  CrmMiniMonth *month;
  CrmDayTasks *tasks;
  CrmCalendarDetails *details;
  CrmCalendarLayers *layers;
  CrmDayTicker *day_ticker; /* owned */

  CrmCalendarMode mode;  /* what the person chose */
  CrmCalendarMode shown; /* what is shown: narrow windows have day and agenda */
  guint32 day;           /* the one the page is about */
  guint32 first;         /* of what is shown */
  guint n;
  guint32 today;     /* as last known */
  CrmAgenda *agenda; /* owned, nullable: as read */
  char *wanted_kind; /* selected: kind, id and rid, kept over readings; kind NULL: nothing */
  gint64 wanted_id;
  char *wanted_rid;
  gint64 focus_at; /* where the cursor goes when it is read, 0 none */
  GCancellable *cancellable;
  CrmCalendarAhead *ahead;        /* owned: the days beside those on show */
  GCancellable *next_cancellable; /* of what comes next */
  gint64 next_at;                 /* when that was read, monotonic; 0 not yet, or it changed */
  guint refresh;
  CrmCalendarSync *sync; /* weak, nullable: whose events are followed */
  guint server_refresh;  /* while the page is looked at */
  guint idle_refreshes;  /* not done since the window was active */
  guint spinner_delay;
  gboolean reading;
  gboolean stale;  /* changed since the reading began */
  gboolean unseen; /* changed while another page was in front */
  gboolean print;  /* as soon as it is read */
  gboolean shown_page;
  gboolean narrow;
  gboolean panel_wanted;
};

CrmStore *crm_calendar_view_get_store (CrmCalendarView *self);
CrmAgendaItem *crm_calendar_view_get_selected (CrmCalendarView *self);
/* What is selected: in the panel, and what can be done with it. */
void crm_calendar_view_show_selection (CrmCalendarView *self);
/* crm-calendar-view-read.c */
void crm_calendar_view_show_titles (CrmCalendarView *self);
void crm_calendar_view_show_month (CrmCalendarView *self);
/* Shows again what was read, where nothing came of a change. */
void crm_calendar_view_show_again (CrmCalendarView *self);
/* What is read for the page when it begins with this day. Caller owns. */
CrmAgendaQuery *crm_calendar_view_make_query (CrmCalendarView *self, guint32 first);
/* What was read ahead is true no more. */
void crm_calendar_view_forget (CrmCalendarView *self);
/* Reads the days on show, whatever was being read; shows them at once where they were read ahead. */
void crm_calendar_view_begin_reading (CrmCalendarView *self);
/* The same days again. */
void crm_calendar_view_refresh (CrmCalendarView *self);
/* After what else is being told, or when the page is looked at again. */
void crm_calendar_view_refresh_soon (CrmCalendarView *self);
void crm_calendar_view_set_day (CrmCalendarView *self, guint32 day);
void crm_calendar_view_select_item (CrmCalendarView *self, const CrmAgendaItem *item);
void crm_calendar_view_set_panel (CrmCalendarView *self, gboolean shown);
/* Beside the title the views are buttons where both have room, else a menu. */
void crm_calendar_view_fit_modes (CrmCalendarView *self);
/* The window gives the focus to its first widget, a button: then keys are for the days. */
void crm_calendar_view_focus_soon (CrmCalendarView *self);
/* crm-calendar-view-parts.c: the template's callbacks of panel and search */
void crm_calendar_view_bind_parts (GtkWidgetClass *widget_class);
/* crm-calendar-view-actions.c */
void crm_calendar_view_install_actions (GtkWidgetClass *widget_class);
void crm_calendar_view_connect_grid (CrmCalendarView *self, GtkWidget *grid);
