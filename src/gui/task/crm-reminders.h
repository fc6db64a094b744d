/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "task/crm-reminder-answer.h"

/* Reminds: asks the open book what is due, now and at the instant of the next one, and tells it as notifications. What was told and not
 * answered yet stands in its list, which the strips of windows show. Meetings of calendars of which the desktop tells by itself are left to it
 * (crm_calendar_sync_must_announce ()); after the end of a meeting it is asked whether it took place. Adds to the application the actions
 * task-done, task-snooze, task-tomorrow, task-open, meeting-ask, meeting-way (s: crm_reminder_dup_key (), for a notification may be pressed
 * when another book is open) and reminders. Main thread.
 *
 * Signals: "changed": the list is another one. "checked": the book was asked, and what it said was told. "book-needed": a notification was
 * pressed and no book is open. "open" (const CrmReminderFound *): a person wants to see it, to say what came of it, or the way there; neither task
 * nor meeting: all of them. */
#define CRM_TYPE_REMINDERS (crm_reminders_get_type ())
G_DECLARE_FINAL_TYPE (CrmReminders, crm_reminders, CRM, REMINDERS, GObject)

/* application is held weakly; it must be registered. */
CrmReminders *crm_reminders_new (GApplication *application);
/* The open book, or NULL: takes back what stands. Whoever pressed a notification before is served now. */
void crm_reminders_set_store (CrmReminders *self, CrmStore *store);
CrmStore *crm_reminders_get_store (CrmReminders *self); /* borrowed, nullable */
/* The book cannot be opened: what waits for it is given up. */
void crm_reminders_give_up (CrmReminders *self);
/* Looks at the clock and the book. Done by itself when time comes, the clock is set or tasks change. */
void crm_reminders_check (CrmReminders *self);

/* What stands, in the order it is shown; borrowed until "changed". */
guint crm_reminders_get_n (CrmReminders *self);
const CrmReminder *crm_reminders_get (CrmReminders *self, guint index);
const char *crm_reminders_get_key (CrmReminders *self, guint index);
/* A meeting that can be joined online. */
gboolean crm_reminders_is_online (CrmReminders *self, guint index);
/* Answers. key as above; what is not there any more is left alone. */
void crm_reminders_finish (CrmReminders *self, const char *key);
void crm_reminders_snooze (CrmReminders *self, const char *key, guint minutes);
void crm_reminders_put_off (CrmReminders *self, const char *key);
void crm_reminders_open (CrmReminders *self, const char *key);
/* What came of a meeting, and how to get to it: answered by "open". */
void crm_reminders_ask (CrmReminders *self, const char *key);
void crm_reminders_find_way (CrmReminders *self, const char *key);
/* Not shown any longer, here and as a notification; NULL: all of them. The task stays as it is. */
void crm_reminders_dismiss (CrmReminders *self, const char *key);
