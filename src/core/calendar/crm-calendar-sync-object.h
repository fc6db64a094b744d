/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-sync.h"

/* Between crm-calendar-sync and its health. */

/* What the book says of a calendar, and which one of the desktop it is. */
typedef struct
{
  CrmCalendarHealth *health;
  char *source;
  char *address; /* of whose calendar it is, as the book knows it; nullable */
} CrmCalendarStanding;
void crm_calendar_standing_free (CrmCalendarStanding *self);
/* CrmCalendarStanding *; used ones first. Any transaction. Caller owns. */
GPtrArray *crm_calendar_standing_read (CrmTransaction *tx, GError **error);
