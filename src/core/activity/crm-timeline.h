/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "activity/crm-activity.h"

/* The timeline of one client or of one deal as a GListModel of CrmActivity, newest first, paged by key. Main thread; follows commits and keeps what is
 * loaded. Properties (notify): "loading", "complete" (no more pages), "error". */
#define CRM_TYPE_TIMELINE (crm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeline, crm_timeline, CRM, TIMELINE, GObject)

CrmTimeline *crm_timeline_new (CrmStore *store);
/* Shows another client (0: none) or another deal (0: none) and loads the first page (30 lines); the one ends the other. */
void crm_timeline_set_client (CrmTimeline *self, gint64 client_id);
void crm_timeline_set_deal (CrmTimeline *self, gint64 deal_id);
/* 0 when the other is shown, or nothing. */
gint64 crm_timeline_get_client (CrmTimeline *self);
gint64 crm_timeline_get_deal (CrmTimeline *self);
/* NULL = all; "note", "call" …; text NULL or words to search inside. */
void crm_timeline_set_filter (CrmTimeline *self, const char *kind, const char *text);
/* Of a company only person's (0: all), only what is about deal (0: all), only "in" or "out" (NULL: all). */
void crm_timeline_set_scope (CrmTimeline *self, gint64 person, gint64 deal, const char *direction);
/* Begins with the newest line before an instant; 0: with the newest of all. */
void crm_timeline_jump (CrmTimeline *self, gint64 before);
/* Begins a few lines above the line of this record, unless it is loaded. */
void crm_timeline_jump_to (CrmTimeline *self, const char *entity, gint64 record);
/* FALSE while newer lines are left out. */
gboolean crm_timeline_is_at_top (CrmTimeline *self);
/* Puts a page (50) of newer lines above. */
void crm_timeline_load_newer (CrmTimeline *self);
/* Loads the next page (50 lines) unless loading or complete. */
void crm_timeline_load_more (CrmTimeline *self);
gboolean crm_timeline_is_loading (CrmTimeline *self);
gboolean crm_timeline_is_complete (CrmTimeline *self);
const char *crm_timeline_get_error (CrmTimeline *self);
/* Pinned notes and calls of the client or the deal: a second GListModel of CrmActivity. Owned by self. */
GListModel *crm_timeline_get_pinned (CrmTimeline *self);
