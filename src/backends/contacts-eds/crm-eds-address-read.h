/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

#include "import/crm-address-source.h"

/* All contacts of every address book, as evolution-data-server is asked for them. */
#define CRM_EDS_ALL_CONTACTS "(contains \"x-evolution-any-field\" \"\")"

/* Reads one address book; answers a GTask of self with the GBytes of a vCard file. Main thread. */
void crm_eds_address_read (CrmAddressSource *self, const char *id, guint patience_ms,
    CrmAddressProgress progress, gpointer progress_data, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);

/* Connects to the registry of address books; cannot be cancelled. Ends with a sentence when the service is not there. Caller owns. */
void crm_eds_address_registry_open (GAsyncReadyCallback callback, gpointer data);
ESourceRegistry *crm_eds_address_registry_finish (GAsyncResult *result, GError **error);
/* That nobody answered. Caller owns. */
GError *crm_eds_address_error_new_silent (void);
