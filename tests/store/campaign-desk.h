/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaign/crm-campaign.h"
#include "crm-test-store.h"

/* What tests of campaigns share: a book with an account, clients and templates, and the run of a campaign as the program does it. Everything asserts. */

typedef struct
{
  guint limit;
  gint64 left, next;
} CampaignRun;

typedef struct
{
  gint64 campaign;
  const char *variant;
  CrmCampaignFigures figures;
  GPtrArray *list;
  guint n_all, n_written;
  CrmCampaignEstimate estimate;
  char *problem;
} CampaignAsk;

CrmStore *campaign_open_new (void);
char *campaign_text_of (gint64 number);
gint64 campaign_add_template (CrmStore *store, const char *purpose, const char *text);
/* phone NULL: none. Agrees to everything. */
gint64 campaign_add_client (CrmStore *store, const char *name, const char *phone);
gint64 campaign_add (CrmStore *store, gint64 template);
gboolean campaign_start_in_worker (CrmTransaction *tx, gpointer data, GError **error);
gboolean campaign_pause_in_worker (CrmTransaction *tx, gpointer data, GError **error);
gboolean campaign_stop_in_worker (CrmTransaction *tx, gpointer data, GError **error);
void campaign_act (CrmStore *store, CrmWriteFunc func, gint64 campaign);
void campaign_assert_refused (CrmStore *store, CrmWriteFunc func, gint64 campaign);
gboolean campaign_run_in_worker (CrmTransaction *tx, gpointer data, GError **error);
CampaignRun campaign_run (CrmStore *store, guint limit);
void campaign_run_all (CrmStore *store);
/* "Anna queued; Boris skipped: Has no phone number", by name. */
gpointer campaign_list_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
gint64 campaign_count_messages (CrmStore *store, gint64 campaign);
CrmCampaignFigures campaign_get_figures (CrmStore *store, gint64 campaign, const char *variant);
CampaignAsk campaign_preview (CrmStore *store, gint64 campaign);
gpointer campaign_problem_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
/* As if the provider had taken it: all that is queued, or one state for all. */
void campaign_hand_over (CrmStore *store, const char *state);

#define campaign_assert_recipients(store, campaign, wanted) \
  G_STMT_START \
  { \
    gint64 list_of = campaign; \
    g_autofree char *list_got = crm_store_read_sync (store, campaign_list_in_worker, &list_of, NULL); \
    g_assert_cmpstr (list_got, ==, wanted); \
  } \
  G_STMT_END
