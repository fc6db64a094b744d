/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "store/crm-store.h"
#include "task/crm-task.h"

/* What a person answers to a reminder, wherever it was pressed. Holds the application as long as it lives, so that a program
 * started only for it does not end before. Main thread. */
typedef struct _CrmReminderAnswer CrmReminderAnswer;

typedef enum
{
  CRM_REMINDER_FINISH,
  CRM_REMINDER_SNOOZE,
  CRM_REMINDER_PUT_OFF, /* to tomorrow */
  CRM_REMINDER_OPEN,
  CRM_REMINDER_ASK, /* a meeting: what came of it */
  CRM_REMINDER_WAY  /* a meeting: how to get there, on the road or online */
} CrmReminderVerb;

/* What was found for an OPEN, ASK or WAY. Texts are borrowed. */
typedef struct
{
  CrmReminderVerb verb;
  gint64 task;    /* 0: it is a meeting */
  gint64 meeting; /* 0: it is a task */
  const char *rid;
  gint64 client;
  const char *place;  /* nullable */
  const char *online; /* nullable */
} CrmReminderFound;
typedef void (*CrmReminderFoundFunc) (const CrmReminderFound *found, gpointer data);

/* What a reminder is called in notifications, which outlive the program: a task by its uid, a meeting by "meeting UID RID". Caller owns. */
char *crm_reminder_dup_key (const CrmReminder *reminder);

/* until (µs): of SNOOZE. */
CrmReminderAnswer *crm_reminder_answer_new (
    GApplication *application, CrmReminderVerb verb, const char *key, gint64 until);
void crm_reminder_answer_free (CrmReminderAnswer *self);
const char *crm_reminder_answer_get_key (CrmReminderAnswer *self);
/* Takes self. Writes it as one operation that is named by title (nullable); what is done or gone already is left alone. An OPEN, ASK or WAY
 * writes nothing and calls found. What fails is reported in the window that is in front. */
void crm_reminder_answer_run (CrmReminderAnswer *self, CrmStore *store, const char *title,
    CrmReminderFoundFunc found, gpointer data, GDestroyNotify data_free);
