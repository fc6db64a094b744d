/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "deal/crm-board-view.h"
#include "deal/crm-deals-view.h"

/* The page Deals in a real window with four deals in the first stages of a real book. */

#define MAX_STAGES 8

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmDealsView *view;
  CrmBoardView *board;
  gint64 stages[MAX_STAGES];
  guint n_stages;
  gint64 a, b, c, d; /* a, b, c from top to bottom in the first stage, d in the second */
} Page;

typedef struct
{
  Page *page;
  guint64 count;
} PageCount;

gint64 page_add_deal (Page *page, const char *title, gint64 stage, gint64 minor);
CrmRow *page_get_deal (Page *page, gint64 id);
gint64 page_get_stage (Page *page, gint64 id);
double page_get_position (Page *page, gint64 id);
void page_undo (Page *page);
gboolean page_is_board (gpointer data);
void page_reset_settings (const char *order);
gboolean page_has_tiles (gpointer data);
void page_open (Page *page, const char *order);
/* The window as small as a phone, on the screen and not only by its word. */
void page_make_narrow (Page *page);
void page_close (Page *page);
CrmLaneView *page_get_lane (Page *page, guint index);
GtkWidget *page_get_tile (Page *page, gint64 id);
void page_await_place (Page *page, gint64 deal, guint lane, guint index, guint64 count);
gboolean page_has_count (gpointer data);
gboolean page_is_left (gpointer data);
gboolean page_is_not_left (gpointer data);
gboolean page_is_target (gpointer data);
gboolean page_is_place_after (gpointer data);
void page_pick_up (Page *page, GtkWidget *tile);
void page_carry_to (Page *page, GtkWidget *widget, double fx, double fy);
gboolean page_has_focus (gpointer data);
void page_focus_tile (Page *page, gint64 id);
