/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board-view.h"

/* What the files of the board share: crm-board-view.c shows the lanes and keeps focus and selection, crm-board-drag.c is the pointer,
 * crm-board-keys.c keyboard and menu, crm-board-moves.c what is done with deals. Main thread. */

enum
{
  CRM_BOARD_ZONE_WON,
  CRM_BOARD_ZONE_LOST,
  CRM_BOARD_ZONE_POSTPONE,
  CRM_BOARD_ZONE_DELETE,
  CRM_BOARD_N_ZONES
};

typedef struct
{
  GArray *ids; /* owned, nullable: gint64 being dragged */
  gboolean active;
  double x; /* where the pointer is, in the board */
  double y;
  CrmLaneView *over; /* borrowed, nullable */
  guint index;       /* place in it, G_MAXUINT: shown none */
  int zone;          /* -1 none */
  int height;        /* of the card that is dragged */
  guint tick;
  gint64 rim_since;  /* narrow: monotonic time since the pointer rests at the rim, 0 */
  gint64 edge_since; /* the same of the upper or lower edge of a lane */
} CrmBoardDrag;

struct _CrmBoardView
{
  AdwBin parent_instance;

  CrmStore *store;     /* owned */
  CrmBoard *board;     /* owned */
  CrmDealLook *look;   /* owned */
  GSettings *settings; /* owned, nullable */
  GtkWidget *stack;
  GtkWidget *scrolled;
  GtkWidget *row;
  GtkWidget *carousel;
  GtkWidget *zones; /* revealer */
  GtkWidget *zone[CRM_BOARD_N_ZONES];
  GtkWidget *status;
  GtkWidget *popover;   /* nullable: the one that asks something */
  guint asking;         /* tick: a refused move is about to ask; it holds the board */
  GPtrArray *lanes;     /* owned; CrmLaneView (references), in order */
  GHashTable *selected; /* owned; set of gint64 * */
  GHashTable *folded;   /* owned; set of char * */
  gint64 cursor;        /* the deal whose card can have the focus */
  gint64 anchor;        /* where Shift and click select from */
  gint64 pressed;       /* the deal on whose card the button went down; 0: beside them */
  gboolean want_focus;
  gboolean rewound; /* what is shown next is another choice, seen from its beginning */
  gboolean narrow;
  gint64 told;    /* deal whose new place is to be said */
  char *told_key; /* owned: lane it goes to */
  guint told_n;
  guint holds;
  guint minute;
  CrmBoardDrag drag;
};

/* Shows what the board has read; also puts back what a refused move had moved. */
void crm_board_view_show (CrmBoardView *self);
void crm_board_view_set_cursor (CrmBoardView *self, CrmDealTile *tile, gboolean focus);
CrmDealTile *crm_board_view_get_cursor (CrmBoardView *self, CrmLaneView **lane);
void crm_board_view_toggle_selected (CrmBoardView *self, gint64 deal, gboolean selected);
void crm_board_view_clear_selection (CrmBoardView *self);
/* The selected deals when the one given is among them, else that one; in the order of the board. Caller owns. */
GArray *crm_board_view_dup_targets (CrmBoardView *self, gint64 deal);
void crm_board_view_say (CrmBoardView *self, const char *text);
gboolean crm_board_view_is_by_hand (CrmBoardView *self);
gboolean crm_board_view_is_folded (CrmBoardView *self, const char *key);
void crm_board_view_toggle_folded (CrmBoardView *self, const char *key);
/* The board stays as it is until as many releases. */
void crm_board_view_hold (CrmBoardView *self);
void crm_board_view_release (CrmBoardView *self);
gboolean crm_board_view_ids_contain (GArray *ids, gint64 id);

/* Shows a popover (taken) at a place of the board; the card has the focus again when it closes. */
void crm_board_view_popup (CrmBoardView *self, GtkWidget *popover, const GdkRectangle *at);
void crm_board_view_stop_asking (CrmBoardView *self);

/* Pointer. */
void crm_board_drag_install (CrmBoardView *self);
void crm_board_drag_stop (CrmBoardView *self);
GtkWidget *crm_board_drag_make_zones (CrmBoardView *self);

/* Keys, menu. */
void crm_board_keys_install_actions (GtkWidgetClass *widget_class);
void crm_board_keys_install (CrmBoardView *self);
void crm_board_keys_popup_menu (CrmBoardView *self, CrmDealTile *tile, double x, double y);
/* The card at a place of the board; step (out, nullable): whether it is its next step. */
CrmDealTile *crm_board_view_pick (CrmBoardView *self, double x, double y, gboolean *step);

/* What is done. at: in the board, where a question is asked; NULL: at the card. */
void crm_board_move (CrmBoardView *self, GArray *ids, CrmLaneView *to, guint index);
/* The place a deal takes in a lane that is sorted by itself. */
guint crm_board_find_sorted (CrmBoardView *self, CrmLaneView *lane, gint64 deal);
void crm_board_win (CrmBoardView *self, GArray *ids);
void crm_board_lose (CrmBoardView *self, GArray *ids, const GdkRectangle *at);
void crm_board_postpone (CrmBoardView *self, GArray *ids, const GdkRectangle *at);
void crm_board_delete (CrmBoardView *self, GArray *ids);
void crm_board_ask_step (CrmBoardView *self, gint64 deal);
void crm_board_open (CrmBoardView *self, gint64 deal);
