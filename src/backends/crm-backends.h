/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-phone.h"
#include "calendar/crm-calendar-server.h"
#include "channel/crm-channel-manager.h"
#include "import/crm-address-source.h"
#include "import/crm-card-format.h"
#include "secret/crm-secret-store.h"

/* The table of back ends: the one header of this folder that the programs include. What a back end links is loaded at its first use. Any
 * thread. */

/* Phone numbers through evolution-data-server. New reference. */
CrmPhoneFormat *crm_backends_phone_format (void);

/* vCards through evolution-data-server. New reference. */
CrmCardFormat *crm_backends_card_format (void);

/* Address books of the desktop through evolution-data-server; connects when it is asked, and waits that long for somebody to answer. New
 * reference. */
#define CRM_BACKENDS_PATIENCE_MS 10000
CrmAddressSource *crm_backends_address_source (guint patience_ms);

/* Calendars of the desktop through evolution-data-server; connects when it is asked, and takes the service for absent when it does not answer
 * in that time. New reference. */
CrmCalendarServer *crm_backends_calendar_server (guint patience_ms);
/* The same of the address books, for being followed. */
CrmCalendarServer *crm_backends_contact_server (guint patience_ms);

/* The desktop's keyring through libsecret; nothing is asked before the first secret. New reference. */
CrmSecretStore *crm_backends_secret_store (void);

/* Makes channels: "http" with a provider over libsoup, "modem" with ModemManager; a CrmChannelFactory, data is not used. What a channel needs is
 * loaded when the first of its kind is made. New reference. */
CrmChannel *crm_backends_channel_factory (const char *backend, const char *provider, const char *definition,
    const char *sender, GHashTable *settings, gpointer data, GError **error);
