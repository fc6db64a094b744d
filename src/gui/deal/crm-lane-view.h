/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"
#include "deal/crm-deal-look.h"
#include "deal/crm-deal-tile.h"

/* One lane of the board: head with figures of all its deals, and its first cards. It shows what the board's reading says; what is done
 * with it, it asks for by the actions board.add, board.fold and board.more (target: its key).
 * Signal "filled": further cards have been made. */
#define CRM_TYPE_LANE_VIEW (crm_lane_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmLaneView, crm_lane_view, CRM, LANE_VIEW, GtkBox)

GtkWidget *crm_lane_view_new (CrmDealLook *look, const char *key);
const char *crm_lane_view_get_key (CrmLaneView *self);
/* data keeps lane alive. query: what was asked for. n_lines: currencies the widest head needs. */
void crm_lane_view_set_lane (
    CrmLaneView *self, CrmBoardData *data, const CrmLane *lane, const CrmBoardQuery *query, guint n_lines);
const CrmLane *crm_lane_view_get_lane (CrmLaneView *self); /* NULL before the first */
void crm_lane_view_set_folded (CrmLaneView *self, gboolean folded);
gboolean crm_lane_view_get_folded (CrmLaneView *self);
/* "3 deals · € 26,500". Caller owns. */
char *crm_lane_view_dup_summary (CrmLaneView *self);

/* Cards, in order. */
guint crm_lane_view_get_n_tiles (CrmLaneView *self);
CrmDealTile *crm_lane_view_get_tile (CrmLaneView *self, guint index); /* NULL beyond the end */
CrmDealTile *crm_lane_view_find (CrmLaneView *self, gint64 id);       /* NULL when it has no such card */
guint crm_lane_view_get_index (CrmLaneView *self, CrmDealTile *tile);
/* Takes a card out (a reference is handed over), puts one in. */
CrmDealTile *crm_lane_view_steal (CrmLaneView *self, gint64 id);
void crm_lane_view_insert (CrmLaneView *self, CrmDealTile *tile, guint index);
/* Back to the first card. */
void crm_lane_view_rewind (CrmLaneView *self);
void crm_lane_view_scroll_to (CrmLaneView *self, GtkWidget *tile);
/* Scrolls the cards by so many pixels. */
void crm_lane_view_scroll_by (CrmLaneView *self, double by);

/* While something is dragged over it. y: in the lane. */
guint crm_lane_view_find_place (CrmLaneView *self, double y);
/* index G_MAXUINT: no place is shown. */
void crm_lane_view_show_place (CrmLaneView *self, guint index, int height);
void crm_lane_view_set_target (CrmLaneView *self, gboolean target);
/* Figures as they would be with so much more (or less); NULL: as they are. */
void crm_lane_view_preview (CrmLaneView *self, CrmSums *sums, CrmSums *weighted, int count);

/* The form of a new deal, above or below the cards; begins or moves the focus there. */
void crm_lane_view_begin_add (CrmLaneView *self, gboolean at_end);
gboolean crm_lane_view_is_adding (CrmLaneView *self);
