/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* What people do with campaigns and segments, with the questions before and the words when it fails. Main thread. */

/* Asks first: how many would be written to, and what it would cost. */
void crm_campaign_ask_start (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name);
void crm_campaign_pause_async (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name);
/* Asks first: what waits is taken back. */
void crm_campaign_ask_stop (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name);

/* A draft; proposal (nullable): a ready one; segment 0: every client. The page Campaigns shows it. */
void crm_campaign_add (GtkWidget *from, CrmStore *store, const char *proposal, gint64 segment);
/* Asks for a name and keeps the query as a segment; then the page Campaigns shows it. Takes a copy. */
void crm_segment_ask_save (GtkWidget *from, CrmStore *store, CrmQuery *query);
/* A segment of these clients and a draft that is for them; the page Campaigns shows it. */
void crm_campaign_write_to (GtkWidget *from, CrmStore *store, CrmQuery *query);
/* The query of these clients alone. Caller owns. */
CrmQuery *crm_segment_query_of (const gint64 *ids, guint n);
