/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "contact/crm-contact-sync.h"

/* The address books of the desktop on the accounts page. Main thread. */
#define CRM_TYPE_ADDRESS_BOOKS_GROUP (crm_address_books_group_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmAddressBooksGroup, crm_address_books_group, CRM, ADDRESS_BOOKS_GROUP, AdwPreferencesGroup)

GtkWidget *crm_address_books_group_new (CrmContactSync *sync);
