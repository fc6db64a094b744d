/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-calendar-module.h"

#include "calendar-eds/crm-eds-calendar-server.h"

/* The one symbol of the module that links the calendars of evolution-data-server. Owns nothing; main thread. */

const CrmEdsCalendarModule crm_eds_calendar_module = { crm_eds_calendar_server_new,
  crm_eds_contact_server_new };
