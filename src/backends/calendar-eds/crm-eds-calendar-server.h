/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"

#define CRM_TYPE_EDS_CALENDAR_SERVER (crm_eds_calendar_server_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmEdsCalendarServer, crm_eds_calendar_server, CRM, EDS_CALENDAR_SERVER, CrmCalendarServer)

/* patience_ms: how long the service is waited for before it counts as absent; reading and writing may take three times as long. */
CrmCalendarServer *crm_eds_calendar_server_new (guint patience_ms);
/* The same of address books; nothing can be written there. */
CrmCalendarServer *crm_eds_contact_server_new (guint patience_ms);
