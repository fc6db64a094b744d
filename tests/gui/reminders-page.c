/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reminders-page.h"

#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "crm-test-notifications.h"
#include "meeting/crm-meeting.h"

/* Owns the clock, which stands still until a test moves it. Main thread. */

static gint now_seconds; /* (atomic) */

static gint64
read_clock (gpointer data)
{
  return (gint64)(guint)g_atomic_int_get (&now_seconds) * G_USEC_PER_SEC;
}

gint64
reminders_read_time (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

void
reminders_set_clock (const char *text)
{
  g_atomic_int_set (&now_seconds, (gint)(reminders_read_time (text) / G_USEC_PER_SEC));
}

static void
on_checked (CrmReminders *reminders, Reminders *f)
{
  f->checks++;
}

static void
on_open (CrmReminders *reminders, const CrmReminderFound *found, Reminders *f)
{
  f->opened++;
  f->verb = found->verb;
  f->task = found->task;
  f->meeting = found->meeting;
  f->client = found->client;
}

CrmReminders *
reminders_make (Reminders *f)
{
  CrmReminders *reminders = crm_reminders_new (G_APPLICATION (crm_test_application ()));

  g_signal_connect (reminders, "checked", G_CALLBACK (on_checked), f);
  g_signal_connect (reminders, "open", G_CALLBACK (on_open), f);
  return reminders;
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const char *const *setting = data;

  return crm_transaction_set_setting (tx, setting[0], setting[1], error);
}

void
reminders_set_setting (CrmStore *store, const char *name, const char *value)
{
  const char *setting[] = { name, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Setting", set_in_worker, setting, NULL, &error);
  g_assert_no_error (error);
}

void
reminders_set_up (Reminders *f, gconstpointer data)
{
  reminders_set_clock ("2026-03-10T12:00:00Z");
  crm_test_notifications_clear ();
  f->store = crm_test_store_new (TRUE);
  reminders_set_setting (f->store, "time-zone", "Europe/Kyiv");
  f->reminders = reminders_make (f);
}

void
reminders_tear_down (Reminders *f, gconstpointer data)
{
  crm_reminders_set_store (f->reminders, NULL);
  g_object_unref (f->reminders);
  crm_test_store_remove (f->store);
}

typedef struct
{
  Reminders *f;
  guint checks;
} Awaited;

static gboolean
is_checked (gpointer data)
{
  const Awaited *awaited = data;

  return awaited->f->checks > awaited->checks;
}

/* Looks now, and waits for what comes of it. */
void
reminders_check (Reminders *f)
{
  Awaited awaited = { f, f->checks };

  crm_reminders_check (f->reminders);
  crm_test_await (is_checked, &awaited);
}

void
reminders_start (Reminders *f)
{
  Awaited awaited = { f, f->checks };

  crm_reminders_set_store (f->reminders, f->store);
  crm_test_await (is_checked, &awaited);
}

/* The bus has been asked after everything before was sent over it: what was to come is there. */
static void
on_pong (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  *(gboolean *)data = TRUE;
}

gboolean
reminders_is_true (gpointer data)
{
  return *(gboolean *)data;
}

void
reminders_settle_bus (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (crm_test_application ()));
  gboolean done = FALSE;

  g_dbus_connection_call (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
      "org.freedesktop.Notifications", "GetCapabilities", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      on_pong, &done);
  crm_test_await (reminders_is_true, &done);
}

gint64
reminders_add_task (CrmStore *store, const char *title, const char *due_at, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  if (strlen (due_at) == 10)
    crm_values_set_text (values, CRM_TASK_DUE_ON, due_at);
  else
    crm_values_set_integer (values, CRM_TASK_DUE_AT, reminders_read_time (due_at));
  if (client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  return crm_test_add (store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

CrmRow *
reminders_load_task (CrmStore *store, gint64 task)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &task, &error);

  g_assert_no_error (error);
  return row;
}

gint64
reminders_get_integer (Reminders *f, gint64 task, int field)
{
  g_autoptr (CrmRow) row = reminders_load_task (f->store, task);

  return crm_row_get_integer (row, field);
}

typedef struct
{
  gint64 task;
  int field;
  gint64 value;
} Change;

static gboolean
change_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  if (change->field < 0)
    return crm_transaction_archive (tx, "task", change->task, error);
  crm_values_set_integer (values, change->field, change->value);
  return crm_transaction_update (tx, change->task, 0, values, error);
}

/* field -1: away with it. */
void
reminders_change_task (CrmStore *store, gint64 task, int field, gint64 value)
{
  Change what = { task, field, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Change", change_in_worker, &what, NULL, &error);
  g_assert_no_error (error);
}

/* reminders: minutes before; calendar 0: none. */
gint64
reminders_add_meeting (Reminders *f, const char *title, const char *start, const char *end,
    const char *reminders, gint64 client, gint64 calendar)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, reminders_read_time (start));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, reminders_read_time (end));
  crm_values_set_text (values, CRM_MEETING_PLACE, "ul. Długa 12");
  crm_values_set_text (values, CRM_MEETING_REMINDERS, reminders);
  if (client != 0)
    g_array_append_val (clients, client);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), clients);
  if (calendar != 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, calendar);
  return crm_test_add (f->store, values);
}

gboolean
reminders_has_opened (gpointer data)
{
  return ((Reminders *)data)->opened > 0;
}

gboolean
reminders_none_stands (gpointer data)
{
  Reminders *f = data;

  return crm_reminders_get_n (f->reminders) == 0 && crm_test_notifications_get_n () == 0 &&
         crm_store_get_pending (f->store) == 0;
}

CrmStore *
reminders_open_again (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  CrmStore *other = crm_store_new (crm_store_get_path (store), NULL, CRM_ORIGIN_WINDOW);

  crm_store_open_sync (other, FALSE, 30, &error);
  g_assert_no_error (error);
  return other;
}

gboolean
reminders_two_stand (gpointer data)
{
  return crm_reminders_get_n (((Reminders *)data)->reminders) == 2 && crm_test_notifications_get_n () == 2;
}

gboolean
reminders_one_stands (gpointer data)
{
  return crm_reminders_get_n (((Reminders *)data)->reminders) == 1 && crm_test_notifications_get_n () == 1;
}

void
reminders_use_clock (void)
{
  crm_clock_set (read_clock, NULL);
  reminders_set_clock ("2026-03-10T12:00:00Z");
}
