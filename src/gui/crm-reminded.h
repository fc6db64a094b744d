/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"
#include "task/crm-reminder-answer.h"

/* A member of whoever waits for the window; zeroed at first. */
typedef struct
{
  CrmReminderVerb verb;
  gint64 task;
  gint64 meeting;
  char *rid; /* owned, nullable */
  gint64 client;
  char *place;  /* owned, nullable */
  char *online; /* owned, nullable */
} CrmReminded;

void crm_reminded_set (CrmReminded *self, const CrmReminderFound *found);
/* Nothing but the card of a client. */
void crm_reminded_set_client (CrmReminded *self, gint64 client);
void crm_reminded_clear (CrmReminded *self);
/* The book is open in window. strip (nullable): the strip of reminders, which may ask. */
void crm_reminded_show (const CrmReminded *self, CrmWindow *window, GtkWidget *strip);
