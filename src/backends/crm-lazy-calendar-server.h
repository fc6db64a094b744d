/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"

/* Stands for calendars whose back end is loaded with the first question. make returns a new reference. Caller owns. */
CrmCalendarServer *crm_lazy_calendar_server_new (
    guint patience_ms, CrmCalendarServer *(*make) (guint patience_ms));
