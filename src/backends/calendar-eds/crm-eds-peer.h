/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar-eds/crm-eds-job.h"
#include "contacts-eds/crm-eds-call.h"

/* One calendar that is followed: opens it, opens it again when its service dies, knows how it is, fetches from its server, and does its
 * jobs. Main thread. Signals: "status" · "objects" (GPtrArray of CrmCalendarObject *) · "died" (its service). */
#define CRM_TYPE_EDS_PEER (crm_eds_peer_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsPeer, crm_eds_peer, CRM, EDS_PEER, GObject)

CrmEdsPeer *crm_eds_peer_new (const CrmEdsKind *kind, guint patience_ms);
/* Connects. source NULL: there is no such calendar now; status and why (words, nullable) are then the peer's. */
void crm_eds_peer_set_source (
    CrmEdsPeer *self, ESource *source, ESourceRegistry *registry, CrmCalendarStatus status, const char *why);
ESource *crm_eds_peer_get_source (CrmEdsPeer *self);
/* error (nullable): words, caller owns. */
CrmCalendarStatus crm_eds_peer_get_status (CrmEdsPeer *self, char **error);
/* NULL while it is not open. Borrowed. */
EClient *crm_eds_peer_get_client (CrmEdsPeer *self);
/* What it is about: "local" "caldav" …; its objects carry ETags; it is somewhere else. */
gboolean crm_eds_source_is_tagged (ESource *source);
gboolean crm_eds_source_is_remote (ESource *source);

/* Fetches; call (nullable, a reference is taken) is answered with TRUE. */
void crm_eds_peer_refresh (CrmEdsPeer *self, CrmEdsCall *call);
/* Now is a good moment for a calendar that could not be reached. */
void crm_eds_peer_nudge (CrmEdsPeer *self);
/* job's transfer and cancellable are of this peer; NULL with an error (UNREACHABLE …) while it cannot be used; writing: it must be safe to write. */
CrmEdsJob *crm_eds_peer_new_job (
    CrmEdsPeer *self, CrmEdsJobKind kind, gboolean writing, GCancellable *cancellable, GError **error);
void crm_eds_peer_push (CrmEdsPeer *self, CrmEdsJob *job, CrmEdsJobDone done, gpointer data);
/* A job ended: what was written is not told of, and a server that is gone is noticed. */
void crm_eds_peer_note (CrmEdsPeer *self, const CrmEdsJob *job);
/* The list of calendars ended, and is back. */
void crm_eds_peer_note_lost (CrmEdsPeer *self);
void crm_eds_peer_note_found (CrmEdsPeer *self);
/* The server did not answer in time. */
void crm_eds_peer_note_silence (CrmEdsPeer *self);
/* Answers a question for a password, or (user and password NULL) for trust in a certificate; call is answered with TRUE. */
void crm_eds_peer_sign_in (
    CrmEdsPeer *self, const char *user, const char *password, gboolean remember, CrmEdsCall *call);
void crm_eds_peer_trust (CrmEdsPeer *self, CrmEdsCall *call);
/* Ends everything; nothing is told of any more. */
void crm_eds_peer_close (CrmEdsPeer *self);
