/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-pipeline.h"

/* A sale under way. state is the deal's own: entering a won or lost stage sets it, losing a deal elsewhere keeps the stage, so that where
 * deals die stays known. */
enum
{
  CRM_DEAL_TITLE,
  CRM_DEAL_CLIENT,
  CRM_DEAL_AMOUNT,
  CRM_DEAL_STATE, /* "open", "won", "lost" */
  CRM_DEAL_SOURCE,
  CRM_DEAL_EXPECTED_CLOSE,
  CRM_DEAL_CLOSED_AT,
  CRM_DEAL_OWNER,
  CRM_DEAL_TAGS,
  CRM_DEAL_PIPELINE,
  CRM_DEAL_STAGE,
  CRM_DEAL_STAGE_AT,     /* when it entered the stage it stands in */
  CRM_DEAL_POSITION,     /* place in its lane by hand: smaller is higher */
  CRM_DEAL_PROBABILITY,  /* per cent; empty: that of the stage */
  CRM_DEAL_AMOUNT_TYPED, /* the amount was typed and does not follow the lines */
  CRM_DEAL_CONTRACT,     /* signed or not */
  CRM_DEAL_SUPPLIER,
  CRM_DEAL_CARRIER,
  CRM_DEAL_LOST_REASON,
  CRM_DEAL_LOST_COMMENT,
  CRM_DEAL_OPENED_AT,
  CRM_DEAL_PREVIOUS, /* the deal this one repeats */
  CRM_DEAL_EXTERNAL_ID,
  CRM_DEAL_PAY_BY,  /* day by which it is to be paid */
  CRM_DEAL_PAID_ON, /* day on which it was */
  CRM_DEAL_TEXT,
  CRM_DEAL_WEIGHT,      /* computed: probability that counts, per cent */
  CRM_DEAL_CLIENT_NAME, /* computed */
  CRM_DEAL_ROT_DAYS,    /* computed: the stage's limit */
  CRM_DEAL_NEXT_KEY, /* computed: the instant by which the next step is due; G_MAXINT64 when it has no date; empty: no next step */
  CRM_DEAL_NEXT_ON,     /* computed: its date */
  CRM_DEAL_NEXT_AT,     /* computed: its time, when it has one */
  CRM_DEAL_NEXT_KIND,   /* computed: "call" "letter" "meeting" "todo" "wait" */
  CRM_DEAL_NEXT_TITLE,  /* computed */
  CRM_DEAL_NEXT_ENTITY, /* computed: "task", "meeting" */
  CRM_DEAL_NEXT_ID,     /* computed */
  CRM_DEAL_N_FIELDS
};
extern const CrmEntityInfo crm_deal_entity;

/* Further people of a deal, with their roles. */
enum
{
  CRM_DEAL_CONTACT_DEAL, /* owned by it */
  CRM_DEAL_CONTACT_CLIENT,
  CRM_DEAL_CONTACT_ROLE, /* option list "deal-role" */
  CRM_DEAL_CONTACT_POSITION,
  CRM_DEAL_CONTACT_N_FIELDS
};
extern const CrmEntityInfo crm_deal_contact_entity;

/* One line of what is sold. Money of all lines of a deal is in one currency. */
enum
{
  CRM_DEAL_LINE_DEAL, /* owned by it */
  CRM_DEAL_LINE_PRODUCT,
  CRM_DEAL_LINE_TITLE,    /* the product's name at that time, or words */
  CRM_DEAL_LINE_QUANTITY, /* 1/1000 of a unit */
  CRM_DEAL_LINE_UNIT,
  CRM_DEAL_LINE_PRICE,    /* a unit, without tax */
  CRM_DEAL_LINE_DISCOUNT, /* 1/100 % */
  CRM_DEAL_LINE_TAX,      /* 1/100 % */
  CRM_DEAL_LINE_COST,     /* a unit */
  CRM_DEAL_LINE_TOTAL, /* set by the program: quantity × price less discount, rounded half away from zero, once */
  CRM_DEAL_LINE_TAX_AMOUNT, /* set by the program: tax on the rounded total, rounded the same way */
  CRM_DEAL_LINE_MARGIN,     /* set by the program: total less quantity × cost */
  CRM_DEAL_LINE_POSITION,
  CRM_DEAL_LINE_N_FIELDS
};
extern const CrmEntityInfo crm_deal_line_entity;

/* An entry into a stage or a change of state; the time it lasted is until less at. */
enum
{
  CRM_DEAL_MOVE_DEAL, /* owned by it */
  CRM_DEAL_MOVE_STAGE,
  CRM_DEAL_MOVE_FROM_STAGE, /* empty: the deal was opened */
  CRM_DEAL_MOVE_STATE,
  CRM_DEAL_MOVE_AT,
  CRM_DEAL_MOVE_UNTIL, /* empty: it stands there now */
  CRM_DEAL_MOVE_USER,
  CRM_DEAL_MOVE_N_FIELDS
};
extern const CrmEntityInfo crm_deal_move_entity;

/* Days in the stage: whole periods of 24 hours. */
int crm_deal_get_stage_days (const CrmRow *deal, gint64 now);
/* TRUE when an open deal has stood longer in its stage than the stage allows and neither a step is planned nor a wait runs: an overdue
 * step is none. */
gboolean crm_deal_is_rotting (const CrmRow *deal, gint64 now);

/* In a write function. Each is one step of an operation that undo takes back whole. */

/* Puts deals into a stage, in the given order, before another deal of that stage in the order by hand (0: at the end; -1: place as it is).
 * Checks the fields the stage requires: CRM_STORE_ERROR_REQUIRED names them. */
gboolean crm_deal_move (
    CrmTransaction *tx, const gint64 *deals, guint n, gint64 stage, gint64 before, GError **error);
/* Won: goes to the pipeline's first won stage, if it has one. Open: opens a closed deal again where it stands (in the first open stage, if it
 * stands in a won or lost one). Lost: keeps the stage; reason 0 and comment NULL when not told. */
gboolean crm_deal_set_state (CrmTransaction *tx, const gint64 *deals, guint n, const char *state,
    gint64 reason, const char *comment, GError **error);
/* A copy with its lines and contacts, open, in the first stage, without what happened. Returns its id. expected_close may be NULL. */
gint64 crm_deal_clone (
    CrmTransaction *tx, gint64 deal, const char *title, const char *expected_close, GError **error);

/* Sums of the lines of a deal, each line rounded by itself. */
typedef struct
{
  guint n_lines;
  gint64 total;    /* without tax */
  gint64 discount; /* what was taken off */
  gint64 tax;
  gint64 margin; /* over the lines whose cost is known */
  guint n_costed;
  char currency[4];
} CrmDealTotals;
gboolean crm_deal_get_totals (CrmTransaction *tx, gint64 deal, CrmDealTotals *out, GError **error);
/* What lines would come to; FALSE when it is too large to be money. Any thread. */
gboolean crm_deal_line_compute (
    gint64 quantity, gint64 price, gint64 discount, gint64 tax, gint64 *total, gint64 *tax_amount);

/* A line of another deal with this product or for this client (A25, A26), newest first. */
typedef struct
{
  gint64 deal;
  char *deal_title;
  char *client_name;
  char *title;
  gint64 quantity;
  gint64 price;
  char currency[4];
  gint64 discount;
  char *state;
  gint64 at; /* closed, else opened */
} CrmPastLine;
void crm_past_line_free (CrmPastLine *self);
/* client: lines of its other deals (all products when product is 0); product: what others paid for it. Either may be 0, not both. except: the deal
 * that is looked at. CrmPastLine *. Any transaction. */
GPtrArray *crm_deal_list_past_lines (
    CrmTransaction *tx, gint64 client, gint64 product, gint64 except, guint limit, GError **error);

/* How long the deal stood in each stage of its pipeline (µs, open state only, until now for the present one), in the order of the stages. */
typedef struct
{
  gint64 stage;
  gint64 time;
  gint64 typical; /* median of all deals; 0 unknown */
  gint64 won;     /* deals that ever stood in it and were won */
  gint64 lost;    /* and lost, anywhere */
  gboolean now;
} CrmStageTime;
GArray *crm_deal_get_stage_times (CrmTransaction *tx, gint64 deal, GError **error);
