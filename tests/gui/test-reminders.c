/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendar-server.h"
#include "crm-test-notifications.h"
#include "meeting/crm-meeting.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-autostart.h"
#include "settings/crm-preferences.h"
#include "settings/crm-settings.h"
#include "task/crm-reminder-strip.h"
#include "task/crm-wakeup.h"

/* Reminders as a person meets them: notifications that arrive over the bus and are pressed there, the strip in the window, programs and clocks
 * that come and go. The clock stands still until a test moves it. */

static gint now_seconds; /* (atomic) */

static gint64
read_clock (gpointer data)
{
  return (gint64)(guint)g_atomic_int_get (&now_seconds) * G_USEC_PER_SEC;
}

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

static void
set_clock (const char *text)
{
  g_atomic_int_set (&now_seconds, (gint)(at (text) / G_USEC_PER_SEC));
}

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
} Fixture;

static void
on_checked (CrmReminders *reminders, Fixture *f)
{
  f->checks++;
}

static void
on_open (CrmReminders *reminders, const CrmReminderFound *found, Fixture *f)
{
  f->opened++;
  f->verb = found->verb;
  f->task = found->task;
  f->meeting = found->meeting;
  f->client = found->client;
}

static CrmReminders *
make_reminders (Fixture *f)
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

static void
set_setting (CrmStore *store, const char *name, const char *value)
{
  const char *setting[] = { name, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Setting", set_in_worker, setting, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  set_clock ("2026-03-10T12:00:00Z");
  crm_test_notifications_clear ();
  f->store = crm_test_store_new (TRUE);
  set_setting (f->store, "time-zone", "Europe/Kyiv");
  f->reminders = make_reminders (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_reminders_set_store (f->reminders, NULL);
  g_object_unref (f->reminders);
  crm_test_store_remove (f->store);
}

typedef struct
{
  Fixture *f;
  guint checks;
} Awaited;

static gboolean
is_checked (gpointer data)
{
  const Awaited *awaited = data;

  return awaited->f->checks > awaited->checks;
}

/* Looks now, and waits for what comes of it. */
static void
check (Fixture *f)
{
  Awaited awaited = { f, f->checks };

  crm_reminders_check (f->reminders);
  crm_test_await (is_checked, &awaited);
}

static void
start (Fixture *f)
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

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
settle_bus (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (crm_test_application ()));
  gboolean done = FALSE;

  g_dbus_connection_call (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
      "org.freedesktop.Notifications", "GetCapabilities", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      on_pong, &done);
  crm_test_await (is_true, &done);
}

static gint64
add_task (CrmStore *store, const char *title, const char *due_at, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  if (strlen (due_at) == 10)
    crm_values_set_text (values, CRM_TASK_DUE_ON, due_at);
  else
    crm_values_set_integer (values, CRM_TASK_DUE_AT, at (due_at));
  if (client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  return crm_test_add (store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "task", *(gint64 *)data, error);
}

static CrmRow *
load (CrmStore *store, gint64 task)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &task, &error);

  g_assert_no_error (error);
  return row;
}

static gint64
get (Fixture *f, gint64 task, int field)
{
  g_autoptr (CrmRow) row = load (f->store, task);

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
static void
change (CrmStore *store, gint64 task, int field, gint64 value)
{
  Change what = { task, field, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Change", change_in_worker, &what, NULL, &error);
  g_assert_no_error (error);
}

static void
test_due (Fixture *f, gconstpointer data)
{
  gint64 client = crm_test_add_client (f->store, "Олена Ґанжа");
  gint64 task = add_task (f->store, "Call back", "2026-03-10T14:00:00Z", client);
  g_autoptr (CrmRow) row = load (f->store, task);
  g_autofree char *uid = crm_uid_format (row->uid);
  g_autofree char *wanted =
      g_strdup_printf ("default= app.task-done::%s=Done app.task-snooze::%s=In 10 minutes "
                       "app.task-tomorrow::%s=Tomorrow",
          uid, uid, uid);
  g_autofree char *actions = NULL;
  guint32 id;

  start (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);

  set_clock ("2026-03-10T14:00:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  id = crm_test_notifications_find ("Call back");
  g_assert_cmpuint (id, !=, 0);
  g_assert_cmpstr (crm_test_notifications_get_body (id), ==, "Олена Ґанжа · Today, 16:00");
  actions = crm_test_notifications_dup_actions (id);
  g_assert_cmpstr (actions, ==, wanted);

  /* Once, however often it is looked. */
  check (f);
  set_clock ("2026-03-10T13:00:00Z");
  check (f);
  set_clock ("2026-03-12T13:00:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);

  /* The notification itself leads to the client. */
  crm_test_notifications_press (id, NULL);
  while (f->opened == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->task, ==, task);
  g_assert_cmpint (f->client, ==, client);
  g_assert_cmpuint (crm_reminders_get_n (f->reminders), ==, 0);
}

/* reminders: minutes before; calendar 0: none. */
static gint64
add_meeting (Fixture *f, const char *title, const char *start, const char *end, const char *reminders,
    gint64 client, gint64 calendar)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, at (start));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, at (end));
  crm_values_set_text (values, CRM_MEETING_PLACE, "ul. Długa 12");
  crm_values_set_text (values, CRM_MEETING_REMINDERS, reminders);
  if (client != 0)
    g_array_append_val (clients, client);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), clients);
  if (calendar != 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, calendar);
  return crm_test_add (f->store, values);
}

static gpointer
load_meeting_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "meeting", *(gint64 *)data, error);
}

static gboolean
was_held (Fixture *f, gint64 meeting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (f->store, load_meeting_in_worker, &meeting, &error);

  g_assert_no_error (error);
  return g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "held") == 0;
}

static gboolean
nothing_stands (gpointer data)
{
  Fixture *f = data;

  return crm_reminders_get_n (f->reminders) == 0 && crm_test_notifications_get_n () == 0 &&
         crm_store_get_pending (f->store) == 0;
}

static void
test_answers (Fixture *f, gconstpointer data)
{
  gint64 done = add_task (f->store, "Done one", "2026-03-10T14:00:00Z", 0);
  gint64 later = add_task (f->store, "Later one", "2026-03-10T14:01:00Z", 0);
  gint64 tomorrow = add_task (f->store, "Tomorrow one", "2026-03-10T14:02:00Z", 0);

  start (f);
  set_clock ("2026-03-10T14:02:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 3);
  crm_test_notifications_press (crm_test_notifications_find ("Done one"), "Done");
  crm_test_notifications_press (crm_test_notifications_find ("Later one"), "In 10 minutes");
  crm_test_notifications_press (crm_test_notifications_find ("Tomorrow one"), "Tomorrow");
  crm_test_await (nothing_stands, f);
  g_assert_cmpint (get (f, done, CRM_TASK_DONE_AT), !=, 0);
  g_assert_cmpint (get (f, later, CRM_TASK_REMIND_AT), ==, at ("2026-03-10T14:12:00Z"));
  g_assert_cmpint (get (f, later, CRM_TASK_DUE_AT), ==, at ("2026-03-10T14:01:00Z"));
  g_assert_cmpint (get (f, tomorrow, CRM_TASK_DUE_AT), ==, at ("2026-03-11T14:02:00Z"));
  g_assert_cmpint (get (f, tomorrow, CRM_TASK_REMIND_AT), ==, at ("2026-03-11T14:02:00Z"));
  g_assert_cmpstr (crm_store_get_undo_purpose (f->store), !=, NULL);

  set_clock ("2026-03-10T14:12:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  g_assert_cmpuint (crm_test_notifications_find ("Later one"), !=, 0);
}

static CrmStore *
open_again (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  CrmStore *other = crm_store_new (crm_store_get_path (store), NULL, CRM_ORIGIN_WINDOW);

  crm_store_open_sync (other, FALSE, 5, &error);
  g_assert_no_error (error);
  return other;
}

static char *
dup_labels (guint32 id)
{
  g_autofree char *actions = crm_test_notifications_dup_actions (id);
  g_auto (GStrv) parts = g_strsplit (actions, "=", -1);
  g_autoptr (GString) labels = g_string_new (NULL);

  /* "key=label key=label …": of each part what comes before the next key. */
  for (guint i = 2; parts[i] != NULL; i++)
    {
      char *next = g_strstr_len (parts[i], -1, " app.");

      if (next != NULL)
        *next = '\0';
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", parts[i]);
    }
  return g_string_free (g_steal_pointer (&labels), FALSE);
}

/* Before a meeting: when and where, and the way there; after it the question how it went. Each once, also for programs to come. */
static void
test_meeting (Fixture *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  gint64 client = crm_test_add_client (f->store, "Anna Kowalska");
  gint64 meeting =
      add_meeting (f, "Tasting", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", client, 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint32 id;

  start (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);
  set_clock ("2026-03-10T13:45:00Z");
  check (f);
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
  id = crm_test_notifications_find ("Tasting");
  g_assert_cmpstr (crm_test_notifications_get_body (id), ==,
      "Anna Kowalska · In 15 minutes, 16:00 – 17:00 · ul. Długa 12");
  before = dup_labels (id);
  g_assert_cmpstr (before, ==, "Directions, In 10 minutes");
  crm_test_notifications_press (id, "In 10 minutes");
  crm_test_await (nothing_stands, f);
  set_clock ("2026-03-10T13:55:00Z");
  check (f);
  settle_bus ();
  id = crm_test_notifications_find ("Tasting");
  g_assert_cmpuint (id, !=, 0);
  crm_test_notifications_press (id, "Directions");
  while (f->opened == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->verb, ==, CRM_REMINDER_WAY);
  g_assert_cmpint (f->meeting, ==, meeting);
  g_assert_cmpint (f->client, ==, client);

  set_clock ("2026-03-10T15:00:00Z");
  check (f);
  settle_bus ();
  id = crm_test_notifications_find ("Did “Tasting” take place?");
  g_assert_cmpuint (id, !=, 0);
  after = dup_labels (id);
  g_assert_cmpstr (after, ==, "Took place, Outcome…");
  sent = crm_test_notifications_get_sent ();
  {
    CrmStore *old = f->store;

    crm_reminders_set_store (f->reminders, NULL);
    f->store = open_again (old);
    crm_store_close (old);
    g_object_unref (old);
    start (f);
    settle_bus ();
    g_assert_cmpuint (crm_test_notifications_get_sent (), ==, sent);
  }
  g_assert_false (was_held (f, meeting));
}

/* Answered in the notification itself. */
static void
test_meeting_held (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", NULL, 0, 0);

  start (f);
  set_clock ("2026-03-10T15:00:00Z");
  check (f);
  settle_bus ();
  crm_test_notifications_press (crm_test_notifications_find ("Did “Tasting” take place?"), "Took place");
  crm_test_await (nothing_stands, f);
  g_assert_true (was_held (f, meeting));
  g_assert_cmpstr (crm_store_get_undo_purpose (f->store), ==, "“Tasting” took place");
}

static gboolean
is_in_step (gpointer data)
{
  GPtrArray *health = crm_calendar_sync_get_health (data);

  return !crm_calendar_sync_is_loading (data) && health->len == 1 &&
         ((CrmCalendarHealth *)health->pdata[0])->last_success != 0;
}

/* What the desktop tells of is left to it, and not told later either. */
static void
test_desktop_tells (Fixture *f, gconstpointer data)
{
  CrmTestCalendarServer *server = crm_test_calendar_server_new ();
  CrmCalendarSync *sync;
  gint64 calendar;

  crm_test_calendar_server_add_calendar (server, "work", "Work");
  crm_test_calendar_server_set_announcing (server, TRUE);
  sync = crm_calendar_sync_new (f->store, CRM_CALENDAR_SERVER (server));
  crm_calendar_sync_set_of (f->store, sync);
  crm_calendar_sync_use_async (sync, "work", "both", "events", TRUE, NULL, NULL, NULL);
  crm_test_await (is_in_step, sync);
  calendar = ((CrmCalendarHealth *)crm_calendar_sync_get_health (sync)->pdata[0])->calendar;
  add_meeting (f, "Theirs", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", 0, calendar);
  add_meeting (f, "Ours", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", 0, 0);
  start (f);
  set_clock ("2026-03-10T13:45:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  g_assert_cmpuint (crm_test_notifications_find ("Ours"), !=, 0);
  /* Evolution's program ends in the meantime: what it has told of stays told. */
  crm_test_calendar_server_set_announcing (server, FALSE);
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  /* How it went the desktop does not ask. */
  set_clock ("2026-03-10T15:00:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_find ("Did “Theirs” take place?"), !=, 0);
  crm_reminders_set_store (f->reminders, NULL);
  g_object_unref (sync);
  g_object_unref (server);
}

/* The wish to be reminded tomorrow, of what is due by then, already, or much later; over a change of the clocks. */
static void
test_tomorrow (Fixture *f, gconstpointer data)
{
  gint64 late, far;

  set_clock ("2026-03-24T12:00:00Z");
  late = add_task (f->store, "Late", "2026-03-25T07:30:00Z", 0);
  far = add_task (f->store, "Far", "2026-04-20", 0);
  change (f->store, far, CRM_TASK_REMIND_AT, at ("2026-03-28T08:00:00Z"));
  set_clock ("2026-03-28T09:00:00Z");
  start (f);
  settle_bus ();
  crm_test_notifications_press (crm_test_notifications_find ("Late"), "Tomorrow");
  crm_test_notifications_press (crm_test_notifications_find ("Far"), "Tomorrow");
  crm_test_await (nothing_stands, f);
  /* 9:30 and 10:00 in Kyiv, where the clocks are put on that night. */
  g_assert_cmpint (get (f, late, CRM_TASK_DUE_AT), ==, at ("2026-03-29T06:30:00Z"));
  g_assert_cmpint (get (f, late, CRM_TASK_REMIND_AT), ==, at ("2026-03-29T06:30:00Z"));
  g_assert_cmpint (get (f, far, CRM_TASK_REMIND_AT), ==, at ("2026-03-29T07:00:00Z"));
  {
    g_autoptr (CrmRow) row = load (f->store, far);

    g_assert_cmpstr (crm_row_get_text (row, CRM_TASK_DUE_ON), ==, "2026-04-20");
  }
}

/* Closed while it was due: told at the next start, and at no other. */
static void
test_restart (Fixture *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  CrmStore *old;

  add_task (f->store, "Night", "2026-03-10T22:00:00Z", 0);
  start (f);
  for (guint i = 0; i < 2; i++)
    {
      crm_reminders_set_store (f->reminders, NULL);
      old = f->store;
      f->store = open_again (old);
      crm_store_close (old);
      g_object_unref (old);
      set_clock ("2026-03-11T07:00:00Z");
      start (f);
      settle_bus ();
      g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
    }
}

/* Two programs on one book: one tells; and what is answered in the one is gone in the other. */
static void
test_two_programs (Fixture *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  Fixture other = { 0 };
  gint64 task = add_task (f->store, "Both", "2026-03-10T14:00:00Z", 0);

  other.store = open_again (f->store);
  other.reminders = make_reminders (&other);
  start (f);
  start (&other);
  set_clock ("2026-03-10T14:00:00Z");
  crm_reminders_check (f->reminders);
  check (&other);
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
  g_assert_cmpuint (crm_reminders_get_n (f->reminders) + crm_reminders_get_n (other.reminders), ==, 1);

  change (other.store, task, CRM_TASK_DONE_AT, at ("2026-03-10T14:00:00Z"));
  /* The change of another program is heard by watching the file; here the hook looks. */
  check (f);
  check (&other);
  settle_bus ();
  g_assert_cmpuint (crm_reminders_get_n (f->reminders), ==, 0);
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);
  crm_reminders_set_store (other.reminders, NULL);
  g_object_unref (other.reminders);
  crm_store_close (other.store);
  g_object_unref (other.store);
}

static gboolean
two_stand (gpointer data)
{
  return crm_reminders_get_n (((Fixture *)data)->reminders) == 2 && crm_test_notifications_get_n () == 2;
}

static gboolean
one_stands (gpointer data)
{
  return crm_reminders_get_n (((Fixture *)data)->reminders) == 1 && crm_test_notifications_get_n () == 1;
}

static void
test_done_elsewhere (Fixture *f, gconstpointer data)
{
  gint64 first = add_task (f->store, "First", "2026-03-10T14:00:00Z", 0);
  gint64 second = add_task (f->store, "Second", "2026-03-10T14:00:00Z", 0);
  gint64 third = add_task (f->store, "Third", "2026-03-10T14:00:00Z", 0);

  start (f);
  set_clock ("2026-03-10T14:00:00Z");
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 3);
  /* By a view of this program: heard without being asked. */
  change (f->store, first, CRM_TASK_DONE_AT, at ("2026-03-10T14:00:00Z"));
  crm_test_await (two_stand, f);
  change (f->store, second, CRM_TASK_DUE_AT, at ("2026-03-12T14:00:00Z"));
  crm_test_await (one_stands, f);
  change (f->store, third, -1, 0);
  crm_test_await (nothing_stands, f);
}

static void
test_many (Fixture *f, gconstpointer data)
{
  guint32 rest;

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *title = g_strdup_printf ("Task %d", i);
      g_autofree char *due = g_strdup_printf ("2026-03-10T14:%02d:00Z", i);

      add_task (f->store, title, due, 0);
    }
  set_clock ("2026-03-20T12:00:00Z");
  start (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 4);
  g_assert_cmpuint (crm_reminders_get_n (f->reminders), ==, 10);
  for (int i = 7; i < 10; i++)
    {
      g_autofree char *title = g_strdup_printf ("Task %d", i);

      g_assert_cmpuint (crm_test_notifications_find (title), !=, 0);
    }
  rest = crm_test_notifications_find ("7 more reminders");
  g_assert_cmpuint (rest, !=, 0);
  g_assert_nonnull (strstr (crm_test_notifications_get_body (rest), "Task 6"));
  check (f);
  settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 4);
  crm_test_notifications_press (rest, NULL);
  while (f->opened == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->task, ==, 0);
  crm_reminders_dismiss (f->reminders, NULL);
  crm_test_await (nothing_stands, f);
}

/* Of the wall clock, on which nine in the morning is another instant after the change. */
static void
test_settings (Fixture *f, gconstpointer data)
{
  gint64 task;

  g_assert_cmpstr (crm_store_get_setting (f->store, "reminder-minutes"), ==, "0");
  task = add_task (f->store, "At", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-10T14:00:00Z"));
  task = add_task (f->store, "Day", "2026-03-11", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, 0);

  set_setting (f->store, "reminder-minutes", "30");
  set_setting (f->store, "reminder-day", "09:00");
  task = add_task (f->store, "Before", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-10T13:30:00Z"));
  change (f->store, task, CRM_TASK_DUE_AT, at ("2026-03-12T10:00:00Z"));
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-12T09:30:00Z"));
  task = add_task (f->store, "Soon", "2026-03-10T12:10:00Z", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-10T12:10:00Z"));
  task = add_task (f->store, "Winter", "2026-03-28", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-28T07:00:00Z"));
  task = add_task (f->store, "Summer", "2026-03-29", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, at ("2026-03-29T06:00:00Z"));
  task = add_task (f->store, "Past nine", "2026-03-10", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, 0);

  set_setting (f->store, "reminder-minutes", "never");
  task = add_task (f->store, "Silent", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (get (f, task, CRM_TASK_REMIND_AT), ==, 0);
}

static GtkWidget *
find_button (GtkWidget *root, const char *action)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return GTK_IS_ACTIONABLE (root) &&
                 g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0
             ? root
             : NULL;
}

static gboolean
is_asked (gpointer window)
{
  GType type = g_type_from_name ("CrmOutcomePopover");

  return type != 0 && crm_test_find (window, type, NULL) != NULL;
}

/* Longer than the strip is wide. */
#define TITLE "Call about the blend, the new prices for the hotel, the transport and the grinders"

static void
test_strip (Fixture *f, gconstpointer data)
{
  gint64 client = crm_test_add_client (f->store, "Elena Popescu");
  gint64 first = add_task (f->store, TITLE, "2026-03-10T14:00:00Z", client);
  CrmWindow *window;
  GtkWidget *strip;
  GtkWidget *focus;

  add_task (f->store, "Send the offer", "2026-03-10T14:05:00Z", 0);
  window = crm_test_window_new (f->store);
  strip = crm_reminder_strip_new (f->reminders);
  crm_window_add_strip (window, strip);
  g_assert_false (gtk_widget_get_visible (strip));
  start (f);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  set_clock ("2026-03-10T14:00:00Z");
  check (f);
  g_assert_true (gtk_widget_get_visible (strip));
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  gtk_test_accessible_assert_role (strip, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (
      strip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Reminder: " TITLE ", Elena Popescu · Today, 16:00");
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "Elena Popescu · Today, 16:00"));
  g_assert_null (crm_test_find (strip, GTK_TYPE_LABEL, "+1"));
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_parent (strip)), ==, 520);

  /* Another one does not push the first away from under the pointer. */
  set_clock ("2026-03-10T14:05:00Z");
  check (f);
  settle_bus ();
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, TITLE));
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "+1"));
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 2);

  g_signal_emit_by_name (find_button (strip, "reminder.done"), "clicked");
  crm_test_await (is_asked, window);
  g_assert_cmpint (get (f, first, CRM_TASK_DONE_AT), ==, 0);

  gtk_popover_popdown (
      GTK_POPOVER (crm_test_find (GTK_WIDGET (window), g_type_from_name ("CrmOutcomePopover"), NULL)));

  /* Away here, away on the desktop; the task stays. */
  g_assert_true (gtk_widget_activate_action (strip, "reminder.snooze", "i", 60));
  crm_test_await (one_stands, f);
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "Send the offer"));
  g_signal_emit_by_name (find_button (strip, "reminder.dismiss"), "clicked");
  crm_test_await (nothing_stands, f);
  g_assert_cmpint (get (f, first, CRM_TASK_REMIND_AT), ==, at ("2026-03-10T15:05:00Z"));
  g_assert_false (gtk_widget_get_visible (strip));
  crm_reminders_set_store (f->reminders, NULL);
  crm_test_window_destroy (window);
}

static void
on_wake (gpointer data)
{
  *(gboolean *)data = TRUE;
}

static void
test_wakeup (void)
{
  gboolean woken = FALSE;
  CrmWakeup *wakeup = crm_wakeup_new (on_wake, &woken);

  crm_wakeup_set (wakeup, crm_clock_now () + 20 * 1000);
  crm_test_await (is_true, &woken);
  /* And again, and at once for what is past. */
  woken = FALSE;
  crm_wakeup_set (wakeup, crm_clock_now () - G_TIME_SPAN_DAY);
  crm_test_await (is_true, &woken);
  crm_wakeup_free (wakeup);
}

typedef struct
{
  gboolean done;
  gboolean ok;
  GError *error;
} Autostart;

static void
on_autostart (GObject *source, GAsyncResult *result, gpointer data)
{
  Autostart *autostart = data;

  autostart->ok = crm_autostart_set_finish (result, &autostart->error);
  autostart->done = TRUE;
}

static gboolean
set_autostart (GDBusConnection *portal, gboolean on, GError **error)
{
  Autostart autostart = { FALSE, FALSE, NULL };

  crm_autostart_set_async (portal, on, NULL, on_autostart, &autostart);
  crm_test_await (is_true, &autostart.done);
  if (autostart.error != NULL)
    g_propagate_error (error, autostart.error);
  return autostart.ok;
}

static void
test_autostart (void)
{
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", "io.github.clientele.Clientele.desktop", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_autostart_has_file ());
  g_assert_true (set_autostart (NULL, FALSE, &error));
  g_assert_true (set_autostart (NULL, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (crm_autostart_has_file ());
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "/clientele\" --gapplication-service\n"));
  g_assert_true (g_str_has_prefix (text, "[Desktop Entry]\n"));
  g_assert_true (set_autostart (NULL, FALSE, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
is_set (gpointer data)
{
  return g_strcmp0 (crm_store_get_setting (data, "reminder-minutes"), "10") == 0;
}

static void
test_preferences (Fixture *f, gconstpointer data)
{
  GSettings *settings = crm_settings_get ();
  CrmWindow *window;
  GtkWidget *dialog, *row, *stay, *begin;

  crm_test_add_client (f->store, "Elena Popescu");
  window = crm_test_window_new (f->store);
  crm_preferences_present (GTK_WINDOW (window), f->store);
  crm_test_await (dialog_is_shown, window);
  dialog = GTK_WIDGET (crm_test_get_dialog (window));
  row = crm_test_find (dialog, ADW_TYPE_COMBO_ROW, "Tasks with a time");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  crm_test_await (is_set, f->store);
  /* What another program set is shown. */
  set_setting (f->store, "reminder-minutes", "never");
  while (adw_combo_row_get_selected (ADW_COMBO_ROW (row)) != 5)
    g_main_context_iteration (NULL, TRUE);

  stay = crm_test_find (
      crm_test_find (dialog, ADW_TYPE_ACTION_ROW, "Keep running in the background"), GTK_TYPE_SWITCH, NULL);
  begin = crm_test_find (
      crm_test_find (dialog, ADW_TYPE_ACTION_ROW, "Start with the session"), GTK_TYPE_SWITCH, NULL);
  g_assert_false (gtk_widget_is_sensitive (begin));
  gtk_switch_set_active (GTK_SWITCH (stay), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "background"));
  g_assert_true (gtk_widget_is_sensitive (begin));
  gtk_switch_set_active (GTK_SWITCH (begin), TRUE);
  while (!crm_autostart_has_file ())
    g_main_context_iteration (NULL, TRUE);
  /* Who does not want it to stay does not want it to come. */
  gtk_switch_set_active (GTK_SWITCH (stay), FALSE);
  while (crm_autostart_has_file ())
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (begin)));
  gtk_window_destroy (GTK_WINDOW (dialog));
  crm_test_window_destroy (window);
}

/* A desktop without the portal says no politely, and so does one with it whose owner declines. */
static void
test_portal (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (crm_test_application ()));
  g_autoptr (GError) error = NULL;

  g_assert_false (set_autostart (bus, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);

  crm_test_notifications_set_portal (1);
  g_assert_false (set_autostart (bus, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  crm_test_notifications_set_portal (0);
  g_assert_true (set_autostart (bus, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (crm_test_notifications_get_portal_question (), ==,
      "Remind you of what you planned. 1 clientele --gapplication-service");
  g_assert_true (set_autostart (bus, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (crm_autostart_has_file ());
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("clientele-config-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (config, "autostart", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  crm_test_notifications_start ();
  crm_test_gui_init (&argc, &argv);
  crm_clock_set (read_clock, NULL);
  set_clock ("2026-03-10T12:00:00Z");
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/reminders/due", test_due);
  ADD ("/reminders/answers", test_answers);
  ADD ("/reminders/meeting", test_meeting);
  ADD ("/reminders/meeting-held", test_meeting_held);
  ADD ("/reminders/desktop-tells", test_desktop_tells);
  ADD ("/reminders/tomorrow", test_tomorrow);
  ADD ("/reminders/restart", test_restart);
  ADD ("/reminders/two-programs", test_two_programs);
  ADD ("/reminders/done-elsewhere", test_done_elsewhere);
  ADD ("/reminders/many", test_many);
  ADD ("/reminders/settings", test_settings);
  ADD ("/reminders/strip", test_strip);
  ADD ("/reminders/preferences", test_preferences);
  g_test_add_func ("/reminders/wakeup", test_wakeup);
  g_test_add_func ("/reminders/autostart", test_autostart);
  g_test_add_func ("/reminders/portal", test_portal);
  status = g_test_run ();
  g_rmdir (folder);
  g_rmdir (config);
  return status;
}
