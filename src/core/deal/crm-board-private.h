/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* Lanes while a board is read: which there are, and into which a deal falls. In a worker's thread. */

__extension__ typedef __int128 CrmWide; /* sums of money before they are rounded */

typedef struct
{
  char currency[4];
  CrmWide minor;
  CrmWide weighted; /* amount × per cent */
} CrmLaneTotal;

/* What orders the cards of a lane: smaller is higher. */
typedef struct
{
  double place;
  gint64 a, b, id;
} CrmLaneCard;

typedef struct
{
  CrmLane *lane;     /* owned until the lanes are taken */
  gboolean optional; /* only there when it has deals */
  GArray *totals;    /* CrmLaneTotal */
  GArray *cards;     /* CrmLaneCard; a heap with the lowest card on top */
  guint limit;
} CrmLaneMaker;

#define CRM_BOARD_N_STATES 3 /* open, won, lost */

typedef struct
{
  gint64 id;
  gint64 pipeline;
  guint state;
  gint64 probability;
  gint64 rot_days;
  gboolean archived;
  CrmLaneMaker *maker; /* nullable */
  CrmLaneMaker *homes
      [CRM_BOARD_N_STATES]; /* where its deals of each state go when they are not those it shows; nullable */
} CrmBoardStage;

typedef struct _CrmBoardLanes CrmBoardLanes;
CrmBoardLanes *crm_board_lanes_new (
    CrmTransaction *tx, const CrmBoardQuery *query, GHashTable *more, const char *today, GError **error);
void crm_board_lanes_free (CrmBoardLanes *self);
/* By own field: TRUE when the field is there. */
gboolean crm_board_lanes_has_field (CrmBoardLanes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBoardLanes, crm_board_lanes_free)
/* NULL when it is no stage of any pipeline. */
const CrmBoardStage *crm_board_lanes_get_stage (CrmBoardLanes *self, gint64 id);
/* The lane of a deal, NULL when the board shows none for it. value: what the board is grouped by (month: the date), nullable. */
CrmLaneMaker *crm_board_lanes_find (
    CrmBoardLanes *self, const CrmBoardStage *stage, const char *state, gint64 owner, const char *value);
/* The makers in the order of the board (CrmLaneMaker *, owned by self). */
GPtrArray *crm_board_lanes_list (CrmBoardLanes *self);

void crm_lane_free (CrmLane *self);

/* When something a board tells changes by itself: a step becomes overdue, a deal begins to rot, the day ends (µs). */
gint64 crm_board_data_get_turn (CrmBoardData *self);
