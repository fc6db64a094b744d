/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "task/crm-task.h"

/* Reminders as notifications of the desktop. Without a session bus nothing happens. Main thread. */

/* What it says first: the title; of a meeting that is over the question. Caller owns. */
char *crm_reminder_dup_title (const CrmReminder *reminder);
/* Who, when and where: "Elena Popescu · Today, 16:00 · ul. Długa 12"; NULL without any. Caller owns. */
char *crm_reminder_dup_line (const CrmReminder *reminder, gint64 now, GTimeZone *zone);
/* online: the meeting has a room to join. */
void crm_reminder_notice_send (
    GApplication *application, const CrmReminder *reminder, gboolean online, gint64 now, GTimeZone *zone);
void crm_reminder_notice_withdraw (GApplication *application, const char *key);
/* "7 more reminders"; titles (char *) are those it stands for, none takes it back. */
void crm_reminder_notice_send_rest (GApplication *application, GPtrArray *titles);
