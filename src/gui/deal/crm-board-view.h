/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "deal/crm-board.h"
#include "deal/crm-deal-look.h"
#include "deal/crm-lane-view.h"

/* The lanes of a board side by side, or one at a time in a narrow window. Deals are moved with the pointer, by keys and by menu.
 * Signal "lane-changed": another lane is in front of a narrow window, or it says something else. */
#define CRM_TYPE_BOARD_VIEW (crm_board_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmBoardView, crm_board_view, CRM, BOARD_VIEW, AdwBin)

/* settings: nullable. */
GtkWidget *crm_board_view_new (CrmStore *store, CrmBoard *board, CrmDealLook *look, GSettings *settings);
void crm_board_view_set_narrow (CrmBoardView *self, gboolean narrow);
/* The lane a narrow window shows; NULL in a wide one. */
CrmLaneView *crm_board_view_get_front_lane (CrmBoardView *self);
/* Opens the form of a new deal in the lane that has the focus, else in the first. */
void crm_board_view_begin_add (CrmBoardView *self);
/* TRUE while a form of a new deal is open. */
gboolean crm_board_view_is_adding (CrmBoardView *self);
/* Gives the focus to the card that had it last. */
void crm_board_view_focus (CrmBoardView *self);
/* Each lane to its first card: what is shown is something else now. */
void crm_board_view_rewind (CrmBoardView *self);

guint crm_board_view_get_n_lanes (CrmBoardView *self);
CrmLaneView *crm_board_view_get_lane (CrmBoardView *self, guint index);
CrmLaneView *crm_board_view_find_lane (CrmBoardView *self, const char *key);
/* The card of a deal, NULL when it is not shown; lane (out, nullable). */
CrmDealTile *crm_board_view_find_tile (CrmBoardView *self, gint64 deal, CrmLaneView **lane);
gboolean crm_board_view_is_selected (CrmBoardView *self, gint64 deal);
/* What was said last to a screen reader. */
const char *crm_board_view_get_status (CrmBoardView *self);
