/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "store/crm-store.h"

/* What a person answers to a reminder, wherever it was pressed. Holds the application as long as it lives, so that a program
 * started only for it does not end before. Main thread. */
typedef struct _CrmReminderAnswer CrmReminderAnswer;

typedef enum
{
  CRM_REMINDER_FINISH,
  CRM_REMINDER_SNOOZE,
  CRM_REMINDER_PUT_OFF, /* to tomorrow */
  CRM_REMINDER_OPEN
} CrmReminderVerb;

/* uid: the task's. until (µs): of SNOOZE. */
CrmReminderAnswer *crm_reminder_answer_new (
    GApplication *application, CrmReminderVerb verb, const char *uid, gint64 until);
void crm_reminder_answer_free (CrmReminderAnswer *self);
const char *crm_reminder_answer_get_uid (CrmReminderAnswer *self);
/* Takes self. Writes it as one operation that is named by title (nullable); what is done or gone already is left alone. An OPEN writes nothing
 * and calls open. What fails is reported in the window that is in front. */
void crm_reminder_answer_run (CrmReminderAnswer *self, CrmStore *store, const char *title,
    void (*open) (gint64 task, gint64 client, gpointer data), gpointer data, GDestroyNotify data_free);
