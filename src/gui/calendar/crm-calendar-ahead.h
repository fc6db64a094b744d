/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-agenda.h"
#include "store/crm-store.h"

/* What lies beside the days on show, read while they are looked at: whoever turns the page has it at once. Main thread. */
typedef struct _CrmCalendarAhead CrmCalendarAhead;

CrmCalendarAhead *crm_calendar_ahead_new (CrmStore *store);
void crm_calendar_ahead_free (CrmCalendarAhead *self);

/* Copies the query; its zone is owned by the copy. */
CrmAgendaQuery *crm_agenda_query_copy (const CrmAgendaQuery *query);
void crm_agenda_query_free (CrmAgendaQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAgendaQuery, crm_agenda_query_free)

/* A little later these are read, unless they are there: from now on nothing else is kept but what is on show, which was just read. */
void crm_calendar_ahead_read (CrmCalendarAhead *self, const CrmAgendaQuery *shown, CrmAgenda *agenda,
    const CrmAgendaQuery *before, const CrmAgendaQuery *after);
/* What was read by such a query; NULL when nothing was, or too long ago. Caller owns. */
CrmAgenda *crm_calendar_ahead_get (CrmCalendarAhead *self, const CrmAgendaQuery *query);
/* Something changed, or is read that does not wait. What was begun is let be; asked: what is there goes as well. */
void crm_calendar_ahead_stop (CrmCalendarAhead *self, gboolean forget);
