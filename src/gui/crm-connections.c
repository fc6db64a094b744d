/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-connections.h"

#include "campaign/crm-campaign.h"
#include "meeting/crm-sync-of.h"

/* What goes between the open book and servers: calendars, address books, messages. Owns the servers that the back ends gave, and what
 * works with them as long as the book is open. Main thread. */

void
crm_connections_begin_sync (CrmConnections *self, CrmStore *store, CrmCardFormat *card_format)
{
  self->sync = crm_calendar_sync_new (store, self->calendars);
  crm_calendar_sync_set_of (store, self->sync);
  self->contact_sync = crm_contact_sync_new (store, card_format != NULL ? self->contacts : NULL, card_format);
  crm_contact_sync_set_of (store, self->contact_sync);
}

void
crm_connections_begin_channels (CrmConnections *self, CrmStore *store)
{
  if (self->channel_factory == NULL)
    return;
  self->channels = crm_channel_manager_new (store, self->secrets, self->channel_factory, NULL);
  crm_channel_manager_set_feeder (self->channels, crm_campaign_run);
  crm_channel_manager_set_of (store, self->channels);
}

void
crm_connections_end (CrmConnections *self)
{
  g_clear_object (&self->sync);
  g_clear_object (&self->contact_sync);
  g_clear_object (&self->channels);
}

void
crm_connections_clear (CrmConnections *self)
{
  g_clear_object (&self->sync);
  g_clear_object (&self->calendars);
  g_clear_object (&self->channels);
  g_clear_object (&self->secrets);
  g_clear_object (&self->contact_sync);
  g_clear_object (&self->contacts);
}
