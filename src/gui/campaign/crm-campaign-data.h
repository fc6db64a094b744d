/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaign/crm-campaign.h"

/* What the page Campaigns reads. …_in_worker in the reader. */

/* A line of a list: of a campaign, or of a segment (state NULL). */
typedef struct
{
  gint64 id;
  char *name;
  char *state;    /* word; NULL */
  char *occasion; /* word; NULL */
  char *words;    /* of a segment: its conditions */
  guint n_all, n_waiting, n_skipped;
  gint64 count; /* of a segment; -1: not counted yet */
} CrmCampaignItem;
void crm_campaign_item_free (CrmCampaignItem *self);
/* CrmCampaignItem *: campaigns, those that run first, then the newest. data: NULL. */
gpointer crm_campaign_read_list_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
/* CrmCampaignItem *: segments by name, not counted. */
gpointer crm_segment_read_list_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);

/* One campaign with what came of it. */
typedef struct
{
  CrmRow *row;
  GHashTable *titles;            /* as field groups want them */
  CrmCampaignFigures figures[3]; /* all, a, b */
  GPtrArray *reasons;            /* char *: reason, count … */
  char *problem;                 /* why it cannot be started; NULL */
  char *comparison;              /* NULL: there are no halves */
} CrmCampaignData;
void crm_campaign_data_free (CrmCampaignData *self);
/* data: gint64 *. */
gpointer crm_campaign_read_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
