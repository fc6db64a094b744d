/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reminders-page.h"

#include "calendar/crm-calendar-sync.h"
#include "crm-test-calendar-server.h"
#include "crm-test-notifications.h"
#include "meeting/crm-meeting.h"
#include "meeting/crm-sync-of.h"

/* Reminders of meetings as a person meets them: before each where it is, after it the question how it went, and what the desktop tells is left to it. */

static gpointer
load_meeting_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "meeting", *(gint64 *)data, error);
}

static gboolean
was_held (Reminders *f, gint64 meeting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (f->store, load_meeting_in_worker, &meeting, &error);

  g_assert_no_error (error);
  return g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "held") == 0;
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
test_meeting (Reminders *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  gint64 client = crm_test_add_client (f->store, "Anna Kowalska");
  gint64 meeting =
      reminders_add_meeting (f, "Tasting", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", client, 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint32 id;

  reminders_start (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);
  reminders_set_clock ("2026-03-10T13:45:00Z");
  reminders_check (f);
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
  id = crm_test_notifications_find ("Tasting");
  g_assert_cmpstr (crm_test_notifications_get_body (id), ==,
      "Anna Kowalska · In 15 minutes, 16:00 – 17:00 · ul. Długa 12");
  before = dup_labels (id);
  g_assert_cmpstr (before, ==, "Directions, In 10 minutes");
  crm_test_notifications_press (id, "In 10 minutes");
  crm_test_await (reminders_none_stands, f);
  reminders_set_clock ("2026-03-10T13:55:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  id = crm_test_notifications_find ("Tasting");
  g_assert_cmpuint (id, !=, 0);
  crm_test_notifications_press (id, "Directions");
  crm_test_await (reminders_has_opened, f);
  g_assert_cmpint (f->verb, ==, CRM_REMINDER_WAY);
  g_assert_cmpint (f->meeting, ==, meeting);
  g_assert_cmpint (f->client, ==, client);

  reminders_set_clock ("2026-03-10T15:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  id = crm_test_notifications_find ("Did “Tasting” take place?");
  g_assert_cmpuint (id, !=, 0);
  after = dup_labels (id);
  g_assert_cmpstr (after, ==, "Took place, Outcome…");
  sent = crm_test_notifications_get_sent ();
  {
    CrmStore *old = f->store;

    crm_reminders_set_store (f->reminders, NULL);
    f->store = reminders_open_again (old);
    crm_store_close (old);
    g_object_unref (old);
    reminders_start (f);
    reminders_settle_bus ();
    g_assert_cmpuint (crm_test_notifications_get_sent (), ==, sent);
  }
  g_assert_false (was_held (f, meeting));
}

/* Answered in the notification itself. */
static void
test_meeting_held (Reminders *f, gconstpointer data)
{
  gint64 meeting =
      reminders_add_meeting (f, "Tasting", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", NULL, 0, 0);

  reminders_start (f);
  reminders_set_clock ("2026-03-10T15:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  crm_test_notifications_press (crm_test_notifications_find ("Did “Tasting” take place?"), "Took place");
  crm_test_await (reminders_none_stands, f);
  g_assert_true (was_held (f, meeting));
  g_assert_cmpstr (crm_store_get_undo_purpose (f->store), ==, "“Tasting” took place");
}

static gboolean
is_in_step (gpointer data)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (data));

  return !crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (data)) && health->len == 1 &&
         ((CrmCalendarHealth *)health->pdata[0])->last_success != 0;
}

/* What the desktop tells of is left to it, and not told later either. */
static void
test_desktop_tells (Reminders *f, gconstpointer data)
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
  calendar = ((CrmCalendarHealth *)crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (sync))->pdata[0])->calendar;
  reminders_add_meeting (f, "Theirs", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", 0, calendar);
  reminders_add_meeting (f, "Ours", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", "15", 0, 0);
  reminders_start (f);
  reminders_set_clock ("2026-03-10T13:45:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  g_assert_cmpuint (crm_test_notifications_find ("Ours"), !=, 0);
  /* Evolution's program ends in the meantime: what it has told of stays told. */
  crm_test_calendar_server_set_announcing (server, FALSE);
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  /* How it went the desktop does not ask. */
  reminders_set_clock ("2026-03-10T15:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_find ("Did “Theirs” take place?"), !=, 0);
  crm_reminders_set_store (f->reminders, NULL);
  g_object_unref (sync);
  g_object_unref (server);
}

int
main (int argc, char **argv)
{
  crm_test_notifications_start ();
  crm_test_gui_init (&argc, &argv);
  reminders_use_clock ();
#define ADD(name, func) g_test_add (name, Reminders, NULL, reminders_set_up, func, reminders_tear_down)
  ADD ("/meeting-reminders/meeting", test_meeting);
  ADD ("/meeting-reminders/held", test_meeting_held);
  ADD ("/meeting-reminders/desktop-tells", test_desktop_tells);
  return g_test_run ();
}
