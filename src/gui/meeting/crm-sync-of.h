/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-sync.h"
#include "channel/crm-channel-manager.h"
#include "contact/crm-contact-sync.h"

/* Which object keeps an open book and the calendars of the desktop in step: the application makes it, pages and dialogs find it by the book.
 * Main thread. */
CrmCalendarSync *crm_calendar_sync_of (CrmStore *store); /* borrowed, NULL while there is none */
/* sync nullable; held weakly. */
void crm_calendar_sync_set_of (CrmStore *store, CrmCalendarSync *sync);
/* The same of address books, and of the accounts that messages pass through. */
CrmContactSync *crm_contact_sync_of (CrmStore *store);
void crm_contact_sync_set_of (CrmStore *store, CrmContactSync *sync);
CrmChannelManager *crm_channel_manager_of (CrmStore *store);
void crm_channel_manager_set_of (CrmStore *store, CrmChannelManager *manager);
