/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "activity/crm-activity.h"
#include "activity/crm-timeline.h"

/* The history of a client or a deal: pinned entries, chips and search, one boxed list a day. Loads further pages as their end comes near and
 * keeps what is being read in its place when entries arrive.
 * Signals: "follow-up", "make-task" (CrmActivity) when the person wants to follow up an entry, or make a task of it. */
#define CRM_TYPE_TIMELINE_VIEW (crm_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineView, crm_timeline_view, CRM, TIMELINE_VIEW, AdwBin)

GtkWidget *crm_timeline_view_new (CrmStore *store);
/* The scrolled window it lies in. */
void crm_timeline_view_set_adjustment (CrmTimelineView *self, GtkAdjustment *adjustment);
/* The one ends the other; 0 shows nothing. */
void crm_timeline_view_set_client (CrmTimelineView *self, gint64 client_id);
void crm_timeline_view_set_deal (CrmTimelineView *self, gint64 deal_id);
/* "History" by default. */
void crm_timeline_view_set_title (CrmTimelineView *self, const char *title);
/* A switch beside the chips. */
void crm_timeline_view_add_switch (CrmTimelineView *self, GtkWidget *widget);
CrmTimeline *crm_timeline_view_get_timeline (CrmTimelineView *self);
/* Shows the entry of this record with what stands around it, and puts the focus there. */
void crm_timeline_view_show_record (CrmTimelineView *self, const char *entity, gint64 id);
/* Opens the search inside. */
void crm_timeline_view_focus_search (CrmTimelineView *self);
/* Closes it; FALSE when it was not open. */
gboolean crm_timeline_view_end_search (CrmTimelineView *self);
/* Moves the focus to the next (1) or previous (-1) entry. */
void crm_timeline_view_step (CrmTimelineView *self, int step);
/* Number of entries that have a row. */
guint crm_timeline_view_get_n_rows (CrmTimelineView *self);
GtkWidget *crm_timeline_view_get_row (CrmTimelineView *self, guint position);
