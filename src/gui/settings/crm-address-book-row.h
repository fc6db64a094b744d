/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "contact/crm-contact-sync.h"

/* An address book of the desktop in the preferences: how it is used, whose word counts, and how it fares. Main thread. */
#define CRM_TYPE_ADDRESS_BOOK_ROW (crm_address_book_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmAddressBookRow, crm_address_book_row, CRM, ADDRESS_BOOK_ROW, AdwExpanderRow)

GtkWidget *crm_address_book_row_new (CrmContactSync *sync);
/* Shows this state; copies what it needs. */
void crm_address_book_row_set_health (CrmAddressBookRow *self, const CrmContactHealth *health);
const char *crm_address_book_row_get_source (CrmAddressBookRow *self);
/* "In step: 5 minutes ago · 12 clients". Caller owns. */
char *crm_contact_health_dup_line (const CrmContactHealth *health, gint64 now, GTimeZone *zone);
