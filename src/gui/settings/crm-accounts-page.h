/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-calendar-sync.h"
#include "channel/crm-channel-manager.h"
#include "contact/crm-contact-sync.h"

/* Page "accounts" of the preferences: calendars of the desktop, how each is used and fares, and which one is for new meetings. sync NULL: says
 * that there are none. channels and contacts NULL: nothing is said of them. Main thread. */
#define CRM_TYPE_ACCOUNTS_PAGE (crm_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmAccountsPage, crm_accounts_page, CRM, ACCOUNTS_PAGE, AdwPreferencesPage)

GtkWidget *crm_accounts_page_new (
    CrmStore *store, CrmChannelManager *channels, CrmCalendarSync *sync, CrmContactSync *contacts);
