/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "calendar/crm-calendar-grid.h"

/* The agenda: what is planned as a list, a heading for each day. Speaks as the grids do (CrmCalendarGrid); Enter on a row opens it, Delete removes it. */
#define CRM_TYPE_AGENDA_LIST (crm_agenda_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmAgendaList, crm_agenda_list, CRM, AGENDA_LIST, AdwBin)

GtkWidget *crm_agenda_list_new (CrmStore *store);
/* Rows in order; for tests. */
GtkListBox *crm_agenda_list_get_list (CrmAgendaList *self);
