/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-sums.h"
#include "deal/crm-deal.h"

/* Deals in lanes. A lane knows its count and sums over all its deals, and the first of them in order. */

typedef enum
{
  CRM_BOARD_BY_STAGE,
  CRM_BOARD_BY_MONTH, /* of the expected close; the key is "2026-11", "" for deals without a date */
  CRM_BOARD_BY_OWNER,
  CRM_BOARD_BY_SOURCE,
  CRM_BOARD_BY_FIELD /* an own field of the business */
} CrmBoardGroup;

typedef enum
{
  CRM_BOARD_URGENCY, /* next step overdue, today, none, later (earliest first), waiting; then longest in the stage */
  CRM_BOARD_AMOUNT, /* largest first, currencies apart */
  CRM_BOARD_AGE,    /* longest in the stage first */
  CRM_BOARD_CLOSE,  /* earliest expected close first, none last */
  CRM_BOARD_BY_HAND
} CrmBoardOrder;

/* What the next step of a deal says at a glance; the segments of a lane's bar, in this order. */
typedef enum
{
  CRM_NEXT_OVERDUE,
  CRM_NEXT_TODAY,
  CRM_NEXT_PLANNED,
  CRM_NEXT_NONE,
  CRM_NEXT_WAITING,
  CRM_NEXT_N_STATES
} CrmNextState;

/* By the figures of a row (deal or client): next_key, next_kind. Day tasks are overdue when their day is over. now: µs; today: local "YYYY-MM-DD". */
CrmNextState crm_next_state (
    gint64 next_key, const char *next_kind, const char *next_on, gint64 now, const char *today);

typedef struct
{
  gint64 pipeline; /* 0: all of them */
  CrmBoardGroup group;
  const char
      *field; /* by own field: its name, interned; NULL, or one that is not there (any more): one lane */
  CrmBoardOrder order;
  CrmQuery
      *where;  /* of entity "deal": text and conditions; its order and limit are not used; owned, nullable */
  guint first; /* cards a lane shows at first (50) */
  int next_state; /* only deals of this CrmNextState, or -1; the segments stay those of all */
  gboolean
      closed; /* group by stage: also lanes of won and lost stages; by own field without one: also such deals */
} CrmBoardQuery;
/* TRUE when lanes can be made by a field: an own one that has one word, or one line. */
gboolean crm_board_takes_field (const CrmField *field);
CrmBoardQuery *crm_board_query_new (void);
CrmBoardQuery *crm_board_query_copy (const CrmBoardQuery *self);
void crm_board_query_free (CrmBoardQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBoardQuery, crm_board_query_free)

typedef struct
{
  char *key;         /* stage id, month, owner id, source or word as text: stable between readings */
  const char *field; /* by own field: its name, interned; else NULL */
  gint64 id;         /* stage or owner, else 0 */
  char *title;       /* name of the stage, "November 2026", name of the owner, source */
  char *state;       /* by stage: "open", "won", "lost"; else "open" */
  char *color;
  char *required;
  gint64 probability; /* by stage; -1 otherwise */
  gint64 rot_days;    /* 0 never */
  guint64 count;
  CrmSums *sums;                       /* every currency by itself */
  CrmSums *weighted;                   /* amount × probability that counts, rounded at the end */
  guint64 segments[CRM_NEXT_N_STATES]; /* of its open deals */
  guint64 rotting;
  GArray *ids; /* gint64: cards in order, at most as many as asked for */
} CrmLane;

/* One reading of a board: immutable, reference-counted. */
typedef struct _CrmBoardData CrmBoardData;
CrmBoardData *crm_board_data_ref (CrmBoardData *self);
void crm_board_data_unref (CrmBoardData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBoardData, crm_board_data_unref)
GPtrArray *crm_board_data_get_lanes (CrmBoardData *self); /* CrmLane *, owned by self */
guint64 crm_board_data_get_count (CrmBoardData *self);
CrmSums *crm_board_data_get_sums (CrmBoardData *self);
CrmSums *crm_board_data_get_weighted (CrmBoardData *self);
/* Any transaction. more: lane key → number of cards it shows (GUINT_TO_POINTER), for lanes that were asked for more; nullable. */
CrmBoardData *crm_board_read (
    CrmTransaction *tx, const CrmBoardQuery *query, GHashTable *more, GError **error);

/* The board on the main thread: reads in the background, follows commits. Properties (notify): "loading", "error". Signal "changed" when data
 * is new. */
#define CRM_TYPE_BOARD (crm_board_get_type ())
G_DECLARE_FINAL_TYPE (CrmBoard, crm_board, CRM, BOARD, GObject)
CrmBoard *crm_board_new (CrmStore *store);
/* Old data stays until the new is there. Copied. */
void crm_board_set_query (CrmBoard *self, const CrmBoardQuery *query);
const CrmBoardQuery *crm_board_get_query (CrmBoard *self);
CrmBoardData *crm_board_get_data (CrmBoard *self); /* NULL until first read; owned by self */
gboolean crm_board_is_loading (CrmBoard *self);
const char *crm_board_get_error (CrmBoard *self);
void crm_board_retry (CrmBoard *self);
/* Fifty more cards of a lane. */
void crm_board_show_more (CrmBoard *self, const char *key);
/* While held (a drag runs) commits are noted, not shown; release shows them. */
void crm_board_hold (CrmBoard *self);
void crm_board_release (CrmBoard *self);
