/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

#include "calendar/crm-calendar-server.h"
#include "contacts-eds/crm-eds-call.h"

/* How a calendar stands with its server: connected, wanting a password or trust in a certificate, or not reached. The service tells of
 * several states in a moment; what counts is what has lasted. Main thread. Signals: "changed" · "question" (the service asked, at this moment, for a password or trust, or could
 * not reach the server). */
#define CRM_TYPE_EDS_ACCOUNT (crm_eds_account_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsAccount, crm_eds_account, CRM, EDS_ACCOUNT, GObject)

CrmEdsAccount *crm_eds_account_new (ESource *source, ESourceRegistry *registry);
/* CONNECTING, CONNECTED (for long enough), UNREACHABLE, CREDENTIALS or CERTIFICATE. error: words, borrowed, nullable. */
CrmCalendarStatus crm_eds_account_get_status (CrmEdsAccount *self, const char **error);
/* What "question" is about, as an error. Caller owns. */
GError *crm_eds_account_dup_question (CrmEdsAccount *self);
/* At this very moment, without waiting for what lasts. */
gboolean crm_eds_account_is_connected (CrmEdsAccount *self);
/* At this very moment: the service, or who keeps the passwords, was asked for one. */
gboolean crm_eds_account_is_awaiting (CrmEdsAccount *self);
/* call (a reference is taken) is answered with TRUE, or with what went wrong. */
void crm_eds_account_sign_in (
    CrmEdsAccount *self, const char *user, const char *password, gboolean remember, CrmEdsCall *call);
void crm_eds_account_trust (CrmEdsAccount *self, CrmEdsCall *call);
