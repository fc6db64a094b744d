/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* When somebody works in a week: "1-5 09:00-18:00;6 10:00-14:00" (1 is Monday; several spans a day by repeating it). The book's own
 * are its setting "working-hours". Immutable; any thread. */
typedef struct _CrmHours CrmHours;

#define CRM_HOURS_DEFAULT "1-5 09:00-18:00"
/* What the spelling is explained by, described. */
#define CRM_HOURS_EXAMPLE "1-5 09:00-18:00;6 10:00-14:00"

/* NULL with a sentence when it cannot be read. */
CrmHours *crm_hours_new (const char *text, GError **error);
void crm_hours_free (CrmHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHours, crm_hours_free)
/* One canonical spelling, to store. Caller owns. */
char *crm_hours_to_string (const CrmHours *self);
/* For people, translated: "Mon–Fri 9:00–18:00, Sat 10:00–14:00". Caller owns. */
char *crm_hours_describe (const CrmHours *self);
/* Spans of a day of the week (1 Monday … 7 Sunday) as pairs of minutes since midnight; n is the number of pairs. Owned by self. */
const int *crm_hours_get_day (const CrmHours *self, int weekday, guint *n);
/* Any work at all on that day. */
gboolean crm_hours_is_work_day (const CrmHours *self, int weekday);
