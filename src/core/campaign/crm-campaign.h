/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A template written to a segment: once, or whenever there is an occasion. */
enum
{
  CRM_CAMPAIGN_NAME,
  CRM_CAMPAIGN_SEGMENT, /* empty: every client */
  CRM_CAMPAIGN_TEMPLATE,
  CRM_CAMPAIGN_TEMPLATE_B, /* the other half of a comparison */
  CRM_CAMPAIGN_SHARE_B,    /* per cent that get it; empty: 50 */
  CRM_CAMPAIGN_CHANNEL,
  CRM_CAMPAIGN_ACCOUNT,  /* empty: the main one */
  CRM_CAMPAIGN_STATE,    /* "draft" "scheduled" "running" "paused" "stopped" "done" */
  CRM_CAMPAIGN_OCCASION, /* "once"; "meeting": each client of a meeting, lead_days before; "date": a date of the client or deal (occasion_field), lead_days
                            before (negative: after), yearly for a birthday; "holiday": every year on occasion_day; "stage": a deal enters stage;
                            "sleeping": no activity for lead_days */
  CRM_CAMPAIGN_OCCASION_FIELD, /* "client.birthday", "deal.pay_by", "deal.x_3" */
  CRM_CAMPAIGN_OCCASION_DAY,   /* "--12-25" */
  CRM_CAMPAIGN_STAGE,
  CRM_CAMPAIGN_LEAD_DAYS,
  CRM_CAMPAIGN_AT_TIME,   /* "10:00", in the book's zone; empty: 10:00 */
  CRM_CAMPAIGN_STARTS_AT, /* "once": when; empty: at once */
  CRM_CAMPAIGN_RATE,      /* messages a minute; empty: as the account */
  CRM_CAMPAIGN_CAP_DAYS, /* nobody who was written to by a campaign within so many days, on whatever channel; empty: the book's setting
                             "campaign-cap-days" (3); 0: everybody */
  CRM_CAMPAIGN_SALES_DAYS, /* deals won within so many days after it count as its result; empty: 30 */
  CRM_CAMPAIGN_BUDGET,
  CRM_CAMPAIGN_STARTED_AT,
  CRM_CAMPAIGN_ENDED_AT,
  CRM_CAMPAIGN_N_FIELDS
};
extern const CrmEntityInfo crm_campaign_entity;

/* One recipient as it would be now. */
typedef struct
{
  gint64 client, deal, meeting;
  char *name, *address, *occasion;
  char *text;      /* filled; NULL when it is not written to */
  char *reason;    /* why not, in words; NULL */
  gboolean second; /* gets template_b */
} CrmCampaignLine;
void crm_campaign_line_free (CrmCampaignLine *self);
/* Any transaction. What the campaign would write now: limit lines from offset on (0: all); n_all, n_written (nullable) count everybody. CrmCampaignLine *. */
GPtrArray *crm_campaign_preview (CrmTransaction *tx, gint64 campaign, guint offset, guint limit, guint *n_all,
    guint *n_written, GError **error);

/* What it would write now, all in all, and what a part cost of late times the parts of it. Any transaction. */
typedef struct
{
  guint n_all, n_written, n_parts;
  gboolean has_price;
  gint64 micros; /* millionths of the currency; currency "": units of the provider's own */
  char currency[4];
} CrmCampaignEstimate;
gboolean crm_campaign_estimate (
    CrmTransaction *tx, gint64 campaign, CrmCampaignEstimate *out, GError **error);
/* Why it cannot be started as it is, in words; NULL when it can. Any transaction. Caller owns. */
char *crm_campaign_dup_problem (CrmTransaction *tx, gint64 campaign);

/* In write functions. start: draft or paused → scheduled or running. Who is written to is settled in campaign_recipient at its time; each of them is queued, skipped with a reason, or stopped. */
gboolean crm_campaign_start (CrmTransaction *tx, gint64 campaign, GError **error);
gboolean crm_campaign_pause (
    CrmTransaction *tx, gint64 campaign, GError **error); /* what is queued stays and waits */
gboolean crm_campaign_stop (
    CrmTransaction *tx, gint64 campaign, GError **error); /* what is queued is taken back */
/* In a write function, called by who runs channels: settles recipients of what is due, and queues at most limit messages. Returns how many are left to do at once; -1 on error. next (nullable): when
 * to come again (G_MAXINT64: never). */
gint64 crm_campaign_run (CrmTransaction *tx, guint limit, gint64 *next, GError **error);

typedef struct
{
  guint n_recipients, n_waiting, n_queued, n_skipped, n_sent, n_delivered, n_failed, n_uncertain, n_answered,
      n_stopped;
  guint n_buyers;
  char *sales;  /* as crm_sums_to_text () writes them */
  char *price;  /* what sending cost */
  double score; /* mean of scores; NAN none */
} CrmCampaignFigures;
void crm_campaign_figures_clear (CrmCampaignFigures *self);
/* Any transaction. variant: "a", "b" or NULL for both. */
gboolean crm_campaign_get_figures (
    CrmTransaction *tx, gint64 campaign, const char *variant, CrmCampaignFigures *figures, GError **error);
/* Why each skipped one was: char *: reason, count, reason, count … Caller owns. */
GPtrArray *crm_campaign_list_reasons (CrmTransaction *tx, gint64 campaign, GError **error);
/* Whether a and b differ, honestly: a sentence with what the numbers allow to say (two-proportion z-test at 95 %, and how many would be needed). Caller owns. */
char *crm_campaign_compare (guint n_a, guint answered_a, guint n_b, guint answered_b);

/* Ready ones: a proposal of crm_template_proposals with its occasion. In a write function: makes template and draft. Returns the campaign. */
gint64 crm_campaign_make_proposal (CrmTransaction *tx, const char *id, GError **error);
