/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar-eds/crm-eds-feed.h"
#include "contacts-eds/crm-eds-call.h"

/* Fetches over one connection: has the service ask the server, waits until it has ended, and has the feed tell what is new. Main thread.
 * Signals: "ended" (const GError *, nullable; gboolean: nothing else failed meanwhile) · "stirred" (the service fetched by itself). */
#define CRM_TYPE_EDS_FETCH (crm_eds_fetch_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsFetch, crm_eds_fetch, CRM, EDS_FETCH, GObject)

/* remote: there is a server to ask. References are taken. */
CrmEdsFetch *crm_eds_fetch_new (EClient *client, CrmEdsFeed *feed, gboolean remote, guint patience_ms);
/* Begins unless it has; call (nullable, a reference is taken) is answered with TRUE by a fetch that began after it. */
void crm_eds_fetch_begin (CrmEdsFetch *self, CrmEdsCall *call);
/* A fetch that was asked for and has not begun is asked for once more; the service forgets some. */
void crm_eds_fetch_again (CrmEdsFetch *self);
/* What the server is being asked at present is asked in vain. Takes error. */
void crm_eds_fetch_fail (CrmEdsFetch *self, GError *error);
/* Something else failed meanwhile: the end of this fetch is no sign of health. */
void crm_eds_fetch_spoil (CrmEdsFetch *self);
/* Nothing is told of any more; who waits is told that the calendar cannot be reached. */
void crm_eds_fetch_stop (CrmEdsFetch *self);
