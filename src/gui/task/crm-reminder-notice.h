/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "task/crm-task.h"

/* Reminders as notifications of the desktop. Without a session bus nothing happens. Main thread. */

/* Who and when: "Elena Popescu · Today, 16:00"; NULL without both. Caller owns. */
char *crm_reminder_dup_line (const CrmReminder *reminder, gint64 now, GTimeZone *zone);
void crm_reminder_notice_send (
    GApplication *application, const CrmReminder *reminder, gint64 now, GTimeZone *zone);
void crm_reminder_notice_withdraw (GApplication *application, const char *uid);
/* "7 more reminders"; titles (char *) are those it stands for, none takes it back. */
void crm_reminder_notice_send_rest (GApplication *application, GPtrArray *titles);
