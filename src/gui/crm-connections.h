/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-sync.h"
#include "channel/crm-channel-manager.h"
#include "contact/crm-contact-sync.h"
#include "import/crm-card-format.h"

/* A member of the application; zeroed at first. */
typedef struct
{
  CrmCalendarServer *calendars;      /* owned, nullable */
  CrmCalendarSync *sync;             /* owned, nullable: of the open book */
  CrmCalendarServer *contacts;       /* owned, nullable: address books */
  CrmContactSync *contact_sync;      /* owned, nullable: of the open book */
  CrmChannelFactory channel_factory; /* nullable */
  CrmSecretStore *secrets;           /* owned, nullable */
  CrmChannelManager *channels;       /* owned, nullable: of the open book */
} CrmConnections;

/* Calendars and address books; without a card_format (nullable) no address books. */
void crm_connections_begin_sync (CrmConnections *self, CrmStore *store, CrmCardFormat *card_format);
/* Messages, where a back end makes channels. */
void crm_connections_begin_channels (CrmConnections *self, CrmStore *store);
/* The book is closed. */
void crm_connections_end (CrmConnections *self);
/* The servers too. */
void crm_connections_clear (CrmConnections *self);
