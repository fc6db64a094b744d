/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* Which deals the page shows: words, owners, tags, sources, the period of the expected close and the state of the next step. Signal
 * "changed". */
#define CRM_TYPE_DEAL_FILTER (crm_deal_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealFilter, crm_deal_filter, CRM, DEAL_FILTER, GObject)

/* Sets of which some members are wanted; none means any. Owners go by number, tags and sources by name. */
typedef enum
{
  CRM_DEAL_SET_OWNERS,
  CRM_DEAL_SET_TAGS,
  CRM_DEAL_SET_SOURCES,
  CRM_DEAL_N_SETS
} CrmDealSet;

typedef enum
{
  CRM_DEAL_PERIOD_ANY,
  CRM_DEAL_PERIOD_PAST,
  CRM_DEAL_PERIOD_THIS_MONTH,
  CRM_DEAL_PERIOD_NEXT_MONTH,
  CRM_DEAL_PERIOD_THREE_MONTHS,
  CRM_DEAL_PERIOD_NONE,
  CRM_DEAL_N_PERIODS
} CrmDealPeriod;

CrmDealFilter *crm_deal_filter_new (CrmStore *store);
const char *crm_deal_period_get_label (CrmDealPeriod period); /* translated */

void crm_deal_filter_set_text (CrmDealFilter *self, const char *text);
const char *crm_deal_filter_get_text (CrmDealFilter *self); /* NULL when nothing is searched */
void crm_deal_filter_set_mine (CrmDealFilter *self, gboolean mine);
gboolean crm_deal_filter_get_mine (CrmDealFilter *self);
void crm_deal_filter_toggle (CrmDealFilter *self, CrmDealSet set, const char *member);
gboolean crm_deal_filter_has (CrmDealFilter *self, CrmDealSet set, const char *member);
guint crm_deal_filter_count (CrmDealFilter *self, CrmDealSet set);
void crm_deal_filter_set_period (CrmDealFilter *self, CrmDealPeriod period);
CrmDealPeriod crm_deal_filter_get_period (CrmDealFilter *self);
/* A CrmNextState, or -1 for any. */
void crm_deal_filter_set_next (CrmDealFilter *self, int state);
int crm_deal_filter_get_next (CrmDealFilter *self);

/* TRUE when something is left out. */
gboolean crm_deal_filter_is_narrow (CrmDealFilter *self);
void crm_deal_filter_clear (CrmDealFilter *self);

/* The query behind it; next: with the state of the next step as conditions (a board is asked for it by itself). Caller owns. */
CrmQuery *crm_deal_filter_build (CrmDealFilter *self, gboolean next);
