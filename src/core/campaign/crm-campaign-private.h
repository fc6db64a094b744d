/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaign/crm-campaign.h"

/* What the files of campaigns share. All of it in a worker's thread, inside a transaction. */

#define CRM_CAMPAIGN_WINDOW G_TIME_SPAN_DAY /* how late an occasion may still be written about */
#define CRM_CAMPAIGN_PREVIEW_DAYS 7         /* how far ahead occasions are shown before */
#define CRM_CAMPAIGN_CAP_SETTING "campaign-cap-days"
#define CRM_CAMPAIGN_CAP_DEFAULT 3

/* A campaign as it is run: its record, read once. */
typedef struct
{
  CrmTransaction *tx; /* not owned */
  CrmRow *row;
  gint64 id, segment, stage, account;
  gint64 templates[2];
  const char *purposes[2]; /* static */
  const char *channel, *occasion, *state;
  GTimeZone *zone; /* of the book, not owned */
  int share_b;     /* per cent; 0: no second template */
  int lead;        /* days */
  int at;          /* second of the day; -1: not given */
  gint64 cap[2];   /* days, 0 none */
} CrmCampaignPlan;

CrmCampaignPlan *crm_campaign_plan_new (CrmTransaction *tx, gint64 campaign, GError **error);
void crm_campaign_plan_free (CrmCampaignPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCampaignPlan, crm_campaign_plan_free)
/* TRUE for the half that gets the second template: always the same for a client. */
gboolean crm_campaign_plan_is_second (const CrmCampaignPlan *self, const guint8 client_uid[16]);
/* "10:00" to seconds; -1 for what is no time. */
int crm_campaign_read_time (const char *text);

/* Somebody to be written to because of something. */
typedef struct
{
  gint64 client, deal, meeting;
  char *rid; /* of one time of a recurring meeting, nullable */
  char *key; /* names the occasion: unique for a client in the campaign */
  char *words;
  gint64 due_at;
} CrmCampaignOccasion;
void crm_campaign_occasion_free (CrmCampaignOccasion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCampaignOccasion, crm_campaign_occasion_free)
/* Those due after from and not after until, for clients of the segment. CrmCampaignOccasion *. ahead: also what will only become one (a draft is shown). */
GPtrArray *crm_campaign_list_occasions (
    CrmCampaignPlan *plan, gint64 from, gint64 until, gboolean ahead, GError **error);
/* What an occasion was, by its key; NULL without error when it is over (cancelled, moved). */
CrmCampaignOccasion *crm_campaign_read_occasion (
    CrmCampaignPlan *plan, gint64 client, const char *key, GError **error);
/* When occasions come up next after now (G_MAXINT64: never). */
gint64 crm_campaign_get_next (const CrmCampaignPlan *plan, gint64 now);

/* What one would get. */
typedef struct
{
  char *name, *address;
  char *match;          /* what the address is compared by */
  char *subject, *text; /* text NULL: it is not written to */
  char *reason;
  gboolean second;
} CrmCampaignLetter;
void crm_campaign_letter_clear (CrmCampaignLetter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmCampaignLetter, crm_campaign_letter_clear)
/* FALSE only on failure; a reason is none. variant: -1 by lot, 0, 1. */
gboolean crm_campaign_write_letter (CrmCampaignPlan *plan, const CrmCampaignOccasion *occasion, int variant,
    CrmCampaignLetter *out, GError **error);
/* INVALID with a sentence when it cannot be started as it is. */
gboolean crm_campaign_check_ready (CrmCampaignPlan *plan, GError **error);
/* Who waits, and what is queued, is taken back; or brought back. */
gboolean crm_campaign_take_back (CrmTransaction *tx, gint64 campaign, GError **error);
gboolean crm_campaign_bring_back (CrmTransaction *tx, gint64 campaign, GError **error);
