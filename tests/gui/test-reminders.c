/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reminders-page.h"

#include "base/crm-clock.h"
#include "crm-test-notifications.h"
#include "task/crm-reminder-strip.h"
#include "task/crm-task.h"
#include "task/crm-wakeup.h"

/* Reminders of tasks as a person meets them: notifications that arrive over the bus and are pressed there, the strip in the window, programs and
 * clocks that come and go. */

static void
test_due (Reminders *f, gconstpointer data)
{
  gint64 client = crm_test_add_client (f->store, "Олена Ґанжа");
  gint64 task = reminders_add_task (f->store, "Call back", "2026-03-10T14:00:00Z", client);
  g_autoptr (CrmRow) row = reminders_load_task (f->store, task);
  g_autofree char *uid = crm_uid_format (row->uid);
  g_autofree char *wanted =
      g_strdup_printf ("default= app.task-done::%s=Done app.task-snooze::%s=In 10 minutes "
                       "app.task-tomorrow::%s=Tomorrow",
          uid, uid, uid);
  g_autofree char *actions = NULL;
  guint32 id;

  reminders_start (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);

  reminders_set_clock ("2026-03-10T14:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  id = crm_test_notifications_find ("Call back");
  g_assert_cmpuint (id, !=, 0);
  g_assert_cmpstr (crm_test_notifications_get_body (id), ==, "Олена Ґанжа · Today, 16:00");
  actions = crm_test_notifications_dup_actions (id);
  g_assert_cmpstr (actions, ==, wanted);

  /* Once, however often it is looked. */
  reminders_check (f);
  reminders_set_clock ("2026-03-10T13:00:00Z");
  reminders_check (f);
  reminders_set_clock ("2026-03-12T13:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);

  /* The notification itself leads to the client. */
  crm_test_notifications_press (id, NULL);
  crm_test_await (reminders_has_opened, f);
  g_assert_cmpint (f->task, ==, task);
  g_assert_cmpint (f->client, ==, client);
  g_assert_cmpuint (crm_reminders_get_n (f->reminders), ==, 0);
}

static void
test_answers (Reminders *f, gconstpointer data)
{
  gint64 done = reminders_add_task (f->store, "Done one", "2026-03-10T14:00:00Z", 0);
  gint64 later = reminders_add_task (f->store, "Later one", "2026-03-10T14:01:00Z", 0);
  gint64 tomorrow = reminders_add_task (f->store, "Tomorrow one", "2026-03-10T14:02:00Z", 0);

  reminders_start (f);
  reminders_set_clock ("2026-03-10T14:02:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 3);
  crm_test_notifications_press (crm_test_notifications_find ("Done one"), "Done");
  crm_test_notifications_press (crm_test_notifications_find ("Later one"), "In 10 minutes");
  crm_test_notifications_press (crm_test_notifications_find ("Tomorrow one"), "Tomorrow");
  crm_test_await (reminders_none_stands, f);
  g_assert_cmpint (reminders_get_integer (f, done, CRM_TASK_DONE_AT), !=, 0);
  g_assert_cmpint (
      reminders_get_integer (f, later, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-10T14:12:00Z"));
  g_assert_cmpint (
      reminders_get_integer (f, later, CRM_TASK_DUE_AT), ==, reminders_read_time ("2026-03-10T14:01:00Z"));
  g_assert_cmpint (
      reminders_get_integer (f, tomorrow, CRM_TASK_DUE_AT), ==, reminders_read_time ("2026-03-11T14:02:00Z"));
  g_assert_cmpint (reminders_get_integer (f, tomorrow, CRM_TASK_REMIND_AT), ==,
      reminders_read_time ("2026-03-11T14:02:00Z"));
  g_assert_cmpstr (crm_store_get_undo_purpose (f->store), !=, NULL);

  reminders_set_clock ("2026-03-10T14:12:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 1);
  g_assert_cmpuint (crm_test_notifications_find ("Later one"), !=, 0);
}

/* The wish to be reminded tomorrow, of what is due by then, already, or much later; over a change of the clocks. */
static void
test_tomorrow (Reminders *f, gconstpointer data)
{
  gint64 late, far;

  reminders_set_clock ("2026-03-24T12:00:00Z");
  late = reminders_add_task (f->store, "Late", "2026-03-25T07:30:00Z", 0);
  far = reminders_add_task (f->store, "Far", "2026-04-20", 0);
  reminders_change_task (f->store, far, CRM_TASK_REMIND_AT, reminders_read_time ("2026-03-28T08:00:00Z"));
  reminders_set_clock ("2026-03-28T09:00:00Z");
  reminders_start (f);
  reminders_settle_bus ();
  crm_test_notifications_press (crm_test_notifications_find ("Late"), "Tomorrow");
  crm_test_notifications_press (crm_test_notifications_find ("Far"), "Tomorrow");
  crm_test_await (reminders_none_stands, f);
  /* 9:30 and 10:00 in Kyiv, where the clocks are put on that night. */
  g_assert_cmpint (
      reminders_get_integer (f, late, CRM_TASK_DUE_AT), ==, reminders_read_time ("2026-03-29T06:30:00Z"));
  g_assert_cmpint (
      reminders_get_integer (f, late, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-29T06:30:00Z"));
  g_assert_cmpint (
      reminders_get_integer (f, far, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-29T07:00:00Z"));
  {
    g_autoptr (CrmRow) row = reminders_load_task (f->store, far);

    g_assert_cmpstr (crm_row_get_text (row, CRM_TASK_DUE_ON), ==, "2026-04-20");
  }
}

/* Closed while it was due: told at the next start, and at no other. */
static void
test_restart (Reminders *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  CrmStore *old;

  reminders_add_task (f->store, "Night", "2026-03-10T22:00:00Z", 0);
  reminders_start (f);
  for (guint i = 0; i < 2; i++)
    {
      crm_reminders_set_store (f->reminders, NULL);
      old = f->store;
      f->store = reminders_open_again (old);
      crm_store_close (old);
      g_object_unref (old);
      reminders_set_clock ("2026-03-11T07:00:00Z");
      reminders_start (f);
      reminders_settle_bus ();
      g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
    }
}

/* Two programs on one book: one tells; and what is answered in the one is gone in the other. */
static void
test_two_programs (Reminders *f, gconstpointer data)
{
  guint sent = crm_test_notifications_get_sent ();
  Reminders other = { 0 };
  gint64 task = reminders_add_task (f->store, "Both", "2026-03-10T14:00:00Z", 0);

  other.store = reminders_open_again (f->store);
  other.reminders = reminders_make (&other);
  reminders_start (f);
  reminders_start (&other);
  reminders_set_clock ("2026-03-10T14:00:00Z");
  crm_reminders_check (f->reminders);
  reminders_check (&other);
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
  g_assert_cmpuint (crm_reminders_get_n (f->reminders) + crm_reminders_get_n (other.reminders), ==, 1);

  reminders_change_task (other.store, task, CRM_TASK_DONE_AT, reminders_read_time ("2026-03-10T14:00:00Z"));
  /* The change of another program is heard by watching the file; here the hook looks. */
  reminders_check (f);
  reminders_check (&other);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_reminders_get_n (f->reminders), ==, 0);
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 0);
  crm_reminders_set_store (other.reminders, NULL);
  g_object_unref (other.reminders);
  crm_store_close (other.store);
  g_object_unref (other.store);
}

static void
test_done_elsewhere (Reminders *f, gconstpointer data)
{
  gint64 first = reminders_add_task (f->store, "First", "2026-03-10T14:00:00Z", 0);
  gint64 second = reminders_add_task (f->store, "Second", "2026-03-10T14:00:00Z", 0);
  gint64 third = reminders_add_task (f->store, "Third", "2026-03-10T14:00:00Z", 0);

  reminders_start (f);
  reminders_set_clock ("2026-03-10T14:00:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 3);
  /* By a view of this program: heard without being asked. */
  reminders_change_task (f->store, first, CRM_TASK_DONE_AT, reminders_read_time ("2026-03-10T14:00:00Z"));
  crm_test_await (reminders_two_stand, f);
  reminders_change_task (f->store, second, CRM_TASK_DUE_AT, reminders_read_time ("2026-03-12T14:00:00Z"));
  crm_test_await (reminders_one_stands, f);
  reminders_change_task (f->store, third, -1, 0);
  crm_test_await (reminders_none_stands, f);
}

static void
test_many (Reminders *f, gconstpointer data)
{
  guint32 rest;

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *title = g_strdup_printf ("Task %d", i);
      g_autofree char *due = g_strdup_printf ("2026-03-10T14:%02d:00Z", i);

      reminders_add_task (f->store, title, due, 0);
    }
  reminders_set_clock ("2026-03-20T12:00:00Z");
  reminders_start (f);
  reminders_settle_bus ();
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
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 4);
  crm_test_notifications_press (rest, NULL);
  crm_test_await (reminders_has_opened, f);
  g_assert_cmpint (f->task, ==, 0);
  crm_reminders_dismiss (f->reminders, NULL);
  crm_test_await (reminders_none_stands, f);
}

/* Of the wall clock, on which nine in the morning is another instant after the change. */
static void
test_settings (Reminders *f, gconstpointer data)
{
  gint64 task;

  g_assert_cmpstr (crm_store_get_setting (f->store, "reminder-minutes"), ==, "0");
  task = reminders_add_task (f->store, "At", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-10T14:00:00Z"));
  task = reminders_add_task (f->store, "Day", "2026-03-11", 0);
  g_assert_cmpint (reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, 0);

  reminders_set_setting (f->store, "reminder-minutes", "30");
  reminders_set_setting (f->store, "reminder-day", "09:00");
  task = reminders_add_task (f->store, "Before", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-10T13:30:00Z"));
  reminders_change_task (f->store, task, CRM_TASK_DUE_AT, reminders_read_time ("2026-03-12T10:00:00Z"));
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-12T09:30:00Z"));
  task = reminders_add_task (f->store, "Soon", "2026-03-10T12:10:00Z", 0);
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-10T12:10:00Z"));
  task = reminders_add_task (f->store, "Winter", "2026-03-28", 0);
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-28T07:00:00Z"));
  task = reminders_add_task (f->store, "Summer", "2026-03-29", 0);
  g_assert_cmpint (
      reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-29T06:00:00Z"));
  task = reminders_add_task (f->store, "Past nine", "2026-03-10", 0);
  g_assert_cmpint (reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, 0);

  reminders_set_setting (f->store, "reminder-minutes", "never");
  task = reminders_add_task (f->store, "Silent", "2026-03-10T14:00:00Z", 0);
  g_assert_cmpint (reminders_get_integer (f, task, CRM_TASK_REMIND_AT), ==, 0);
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

/* A wide page keeps the window from getting narrower at once: it is asked for until it is. */
static gboolean
fits_narrow_window (gpointer data)
{
  GtkWidget *strips = gtk_widget_get_parent (data);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (data));

  if (gtk_widget_get_width (window) > 400)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), 1000, 640);
      gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
      return FALSE;
    }
  return gtk_widget_get_width (strips) < gtk_widget_get_width (window);
}

static void
test_strip (Reminders *f, gconstpointer data)
{
  gint64 client = crm_test_add_client (f->store, "Elena Popescu");
  gint64 first = reminders_add_task (f->store, TITLE, "2026-03-10T14:00:00Z", client);
  CrmWindow *window;
  GtkWidget *strip;
  GtkWidget *focus;

  reminders_add_task (f->store, "Send the offer", "2026-03-10T14:05:00Z", 0);
  window = crm_test_window_new (f->store);
  strip = crm_reminder_strip_new (f->reminders);
  crm_window_add_strip (window, strip);
  g_assert_false (gtk_widget_get_visible (strip));
  reminders_start (f);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  reminders_set_clock ("2026-03-10T14:00:00Z");
  reminders_check (f);
  g_assert_true (gtk_widget_get_visible (strip));
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  gtk_test_accessible_assert_role (strip, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (
      strip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Reminder: " TITLE ", Elena Popescu · Today, 16:00");
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "Elena Popescu · Today, 16:00"));
  g_assert_null (crm_test_find (strip, GTK_TYPE_LABEL, "+1"));
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_parent (strip)), ==, 520);

  /* On a page that has a place for it, it does the same as over the others. */
  g_assert_true (gtk_widget_is_sensitive (find_button (strip, "reminder.done")));
  crm_window_show_page (window, "calendar");
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_true (gtk_widget_is_sensitive (find_button (strip, "reminder.done")));
  crm_window_show_page (window, "clients");
  crm_test_await_frame (GTK_WIDGET (window));
  g_assert_true (gtk_widget_is_sensitive (find_button (strip, "reminder.done")));

  /* Nothing of it is beyond the edges of a window as small as a telephone. */
  crm_test_await (fits_narrow_window, strip);

  /* Another one does not push the first away from under the pointer. */
  reminders_set_clock ("2026-03-10T14:05:00Z");
  reminders_check (f);
  reminders_settle_bus ();
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, TITLE));
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "+1"));
  g_assert_cmpuint (crm_test_notifications_get_n (), ==, 2);

  g_signal_emit_by_name (find_button (strip, "reminder.done"), "clicked");
  crm_test_await (is_asked, window);
  g_assert_cmpint (reminders_get_integer (f, first, CRM_TASK_DONE_AT), ==, 0);

  gtk_popover_popdown (
      GTK_POPOVER (crm_test_find (GTK_WIDGET (window), g_type_from_name ("CrmOutcomePopover"), NULL)));

  /* Away here, away on the desktop; the task stays. */
  g_assert_true (gtk_widget_activate_action (strip, "reminder.snooze", "i", 60));
  crm_test_await (reminders_one_stands, f);
  g_assert_nonnull (crm_test_find (strip, GTK_TYPE_LABEL, "Send the offer"));
  g_signal_emit_by_name (find_button (strip, "reminder.dismiss"), "clicked");
  crm_test_await (reminders_none_stands, f);
  g_assert_cmpint (
      reminders_get_integer (f, first, CRM_TASK_REMIND_AT), ==, reminders_read_time ("2026-03-10T15:05:00Z"));
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
  crm_test_await (reminders_is_true, &woken);
  /* And again, and at once for what is past. */
  woken = FALSE;
  crm_wakeup_set (wakeup, crm_clock_now () - G_TIME_SPAN_DAY);
  crm_test_await (reminders_is_true, &woken);
  crm_wakeup_free (wakeup);
}

int
main (int argc, char **argv)
{
  crm_test_notifications_start ();
  crm_test_gui_init (&argc, &argv);
  reminders_use_clock ();
#define ADD(name, func) g_test_add (name, Reminders, NULL, reminders_set_up, func, reminders_tear_down)
  ADD ("/reminders/due", test_due);
  ADD ("/reminders/answers", test_answers);
  ADD ("/reminders/tomorrow", test_tomorrow);
  ADD ("/reminders/restart", test_restart);
  ADD ("/reminders/two-programs", test_two_programs);
  ADD ("/reminders/done-elsewhere", test_done_elsewhere);
  ADD ("/reminders/many", test_many);
  ADD ("/reminders/settings", test_settings);
  ADD ("/reminders/strip", test_strip);
  g_test_add_func ("/reminders/wakeup", test_wakeup);
  return g_test_run ();
}
