/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Prints how calendars are (CrmCalendarHealth *): a table, or one JSON array. */
void crm_cli_print_calendars (GPtrArray *health, gboolean json);
