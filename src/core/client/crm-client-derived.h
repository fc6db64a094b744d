/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client.h"

/* What is derived from a client: figures (last contact, main addresses) and the line the quick search reads. In a write function. */
gboolean crm_client_refresh (CrmTransaction *tx, gint64 id, GError **error);
/* Compares both of all clients with what they should be, or makes them anew. */
gboolean crm_client_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);

/* Parts of a search line begin with these bytes; the rest is folded text. */
#define CRM_SEARCH_NAME '\x01'
#define CRM_SEARCH_COMPANY '\x02'
#define CRM_SEARCH_PHONE '\x03'
#define CRM_SEARCH_EMAIL '\x04'
#define CRM_SEARCH_WEB '\x05'
#define CRM_SEARCH_TAG '\x06'
#define CRM_SEARCH_NOTES '\x07'

/* Normal form and match key of an address. Caller owns both; either may be NULL. Any thread. */
void crm_address_normalise (CrmPhoneFormat *format, const char *region, const char *kind, const char *value,
    char **normal, char **key);
