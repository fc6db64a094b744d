/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"

/* What the module offers to crm-backends.c, which looks for this one symbol. */
typedef struct
{
  CrmCalendarServer *(*calendar_server_new) (guint patience_ms);
  CrmCalendarServer *(*contact_server_new) (guint patience_ms);
} CrmEdsCalendarModule;

#define CRM_EDS_CALENDAR_MODULE_SYMBOL "crm_eds_calendar_module"
extern const CrmEdsCalendarModule crm_eds_calendar_module;
