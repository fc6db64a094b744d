/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Whether a client may be written to, and what they agreed to: a line on the card with a popover to note or withdraw it, and what was noted before.
 * Hidden until somebody can be written to, or something was noted. Main thread. */
#define CRM_TYPE_CLIENT_CONSENT (crm_client_consent_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientConsent, crm_client_consent, CRM, CLIENT_CONSENT, AdwBin)

GtkWidget *crm_client_consent_new (CrmStore *store);
/* 0: none. */
void crm_client_consent_set_client (CrmClientConsent *self, gint64 client);
