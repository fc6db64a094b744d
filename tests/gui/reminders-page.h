/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"

#include "task/crm-reminders.h"

/* Reminders of a book with notifications on a bus, and a clock that tests set. */

typedef struct
{
  CrmStore *store;
  CrmReminders *reminders;
  guint checks;
  guint opened;
  CrmReminderVerb verb;
  gint64 task;
  gint64 meeting;
  gint64 client;
} Reminders;

gint64 reminders_read_time (const char *text);
/* From now on it is then. */
void reminders_set_clock (const char *text);
CrmReminders *reminders_make (Reminders *f);
void reminders_set_setting (CrmStore *store, const char *name, const char *value);
void reminders_set_up (Reminders *f, gconstpointer data);
void reminders_tear_down (Reminders *f, gconstpointer data);
/* Looks now, and waits for what comes of it. */
void reminders_check (Reminders *f);
/* Begins to follow the book. */
void reminders_start (Reminders *f);
/* Of a gboolean. */
gboolean reminders_is_true (gpointer data);
/* What was sent over the bus before has arrived. */
void reminders_settle_bus (void);
gint64 reminders_add_task (CrmStore *store, const char *title, const char *due_at, gint64 client);
CrmRow *reminders_load_task (CrmStore *store, gint64 task);
gint64 reminders_get_integer (Reminders *f, gint64 task, int field);
/* field -1: away with it. */
void reminders_change_task (CrmStore *store, gint64 task, int field, gint64 value);
/* reminders: minutes before; calendar 0: none. */
gint64 reminders_add_meeting (Reminders *f, const char *title, const char *start, const char *end,
    const char *reminders, gint64 client, gint64 calendar);
/* For crm_test_await (); of a Reminders. */
gboolean reminders_has_opened (gpointer data);
gboolean reminders_none_stands (gpointer data);
/* The same book in another program. Caller owns. */
CrmStore *reminders_open_again (CrmStore *store);
gboolean reminders_two_stand (gpointer data);
gboolean reminders_one_stands (gpointer data);
/* Call before anything is read; it is the clock of crm_clock_now () until the end. */
void reminders_use_clock (void);
