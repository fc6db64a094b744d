/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar-eds/crm-eds-job.h"

/* Follows one connection to a calendar and tells of objects that are other than they were when last told of. Main thread.
 * Signals: "ready" (it follows) · "failed" (const GError *: it cannot) · "objects" (GPtrArray of CrmCalendarObject *) · "busy" (gboolean: the service talks
 * with the server, or has ended). */
#define CRM_TYPE_EDS_FEED (crm_eds_feed_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsFeed, crm_eds_feed, CRM, EDS_FEED, GObject)

/* known: revisions by UID as they were told of; outlives connections. transfer, known: references are taken; thread must outlive self. */
CrmEdsFeed *crm_eds_feed_new (
    const CrmEdsKind *kind, CrmEdsTransfer *transfer, GThreadPool *thread, GHashTable *known);
void crm_eds_feed_start (CrmEdsFeed *self);
/* What the view of its kind tells: an object is another one; the service is busy (words) or not (none). */
void crm_eds_feed_collect (CrmEdsFeed *self, const char *uid);
void crm_eds_feed_progress (CrmEdsFeed *self, const char *words);
/* Nothing is told of any more. */
void crm_eds_feed_stop (CrmEdsFeed *self);
/* Reads everything and tells of differences; what is missing counts as gone when whole is set. Answers when all was told of. */
void crm_eds_feed_compare_async (
    CrmEdsFeed *self, gboolean whole, GAsyncReadyCallback callback, gpointer data);
gboolean crm_eds_feed_compare_finish (CrmEdsFeed *self, GAsyncResult *result, GError **error);
/* This is known already: the program has written it itself. revision NULL: it is not there (any more). */
void crm_eds_feed_note (CrmEdsFeed *self, const char *uid, const char *revision);
