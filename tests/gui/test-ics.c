/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>
#include <string.h>

#include "calendar/crm-calendar.h"
#include "calendar/crm-event.h"
#include "calendar/crm-ics-dialog.h"
#include "calendar/crm-invite.h"
#include "client/crm-client.h"
#include "meeting/crm-meeting.h"
#include "user/crm-user.h"

/* A calendar file dropped on the window: what stands in it, adding, once more, answers; and an invitation on its way to a mail
 * program, which is a script here. */

#define EVENTS \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Fair & " \
  "more\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\n" \
  "DTSTART;TZID=Europe/Berlin:20301005T100000\r\nDTEND;TZID=Europe/" \
  "Berlin:20301005T110000\r\nRRULE:FREQ=WEEKLY\r\n" \
  "SUMMARY:Weekly <talk>\r\nLOCATION:Main street 1\r\nATTENDEE:mailto:Anna@Example.org\r\n" \
  "ORGANIZER:mailto:boss@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:" \
  "20301201\r\n" \
  "DTEND;VALUE=DATE:20301203\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:c\r\nSUMMARY:x\r\nEND:" \
  "VEVENT\r\n" \
  "END:VCALENDAR\r\n"
#define REPLY \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20301005T080000Z\r\n" \
  "SUMMARY:Weekly " \
  "<talk>\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define BRIEF_REPLY \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20301004T080000Z\r\n" \
  "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

#define CANCEL \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:" \
  "20301208\r\nSEQUENCE:1\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define COUNTER \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:" \
  "20301208\r\nSEQUENCE:1\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define MAIL \
  "From: a@example.org\r\nTo: b@example.org\r\nContent-Type: text/calendar; charset=utf-8\r\n" \
  "Content-Transfer-Encoding: " \
  "quoted-printable\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:b\r\n" \
  "DTSTART;VALUE=3DDATE:20301202\r\nSEQUENCE:1\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  char *folder;
  gint64 anna;
  GtkWindow *dialog;
  const char *text;
  char *wanted;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = NULL;
  CrmValues *values;

  f->store = crm_test_store_new (TRUE);
  entity = crm_store_get_entity (f->store, "client");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_NAME, "Anna Kowalska");
  crm_values_set_text (values, CRM_CLIENT_EMAIL, "anna@example.org");
  f->anna = crm_test_add (f->store, values);
  f->window = crm_test_window_new (f->store);
  f->folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
  remove_all (f->folder);
  g_free (f->folder);
  g_free (f->wanted);
}

static gboolean
has_dialog (gpointer data)
{
  Fixture *f = data;

  f->dialog = crm_test_get_dialog (f->window);
  return f->dialog != NULL && crm_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_LABEL, f->text) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) == NULL;
}

/* As if it were dropped on the window; text is awaited in the dialog. */
static void
drop (Fixture *f, const char *ical, const char *text)
{
  g_autofree char *path =
      g_build_filename (f->folder, g_str_has_prefix (ical, "From:") ? "some.eml" : "some.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, ical, -1, NULL));
  crm_window_import (f->window, file);
  f->text = text;
  crm_test_await (has_dialog, f);
  g_assert_true (CRM_IS_ICS_DIALOG (f->dialog));
}

static void
assert_shown (Fixture *f, const char *text)
{
  if (crm_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_LABEL, text) == NULL)
    g_error ("“%s” is not shown", text);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (data);

  return GINT_TO_POINTER ((int)crm_transaction_count (tx, query, error) + 1);
}

static int
count (Fixture *f, const char *entity)
{
  return GPOINTER_TO_INT (crm_store_read_sync (f->store, count_in_worker, (gpointer)entity, NULL)) - 1;
}

static void
test_add (Fixture *f, gconstpointer data)
{
  drop (f, EVENTS, "Weekly <talk>");
  assert_shown (f, "Anna Kowalska");
  assert_shown (f, "Main street 1");
  assert_shown (f, "5 October 2030");
  assert_shown (f, "Fair & more");
  assert_shown (f, "In this book only");
  assert_shown (f, "does not tell when it begins");
  g_assert_cmpint (count (f, "meeting"), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
  g_assert_cmpint (count (f, "meeting"), ==, 2);
  g_assert_nonnull (strstr (crm_store_get_undo_purpose (f->store), "some.ics"));

  /* Once more: it says so and adds nothing. */
  drop (f, EVENTS, "Weekly <talk>");
  assert_shown (f, "In the book");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
  g_assert_cmpint (count (f, "meeting"), ==, 2);

  drop (f, REPLY, "Accepts");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
  g_assert_nonnull (strstr (crm_store_get_undo_purpose (f->store), "Answers"));

  /* An answer need not repeat what it is about, nor when that is. */
  drop (f, BRIEF_REPLY, "Declines");
  assert_shown (f, "Weekly <talk>");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
}

static gboolean
add_calendar (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "calendar", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CALENDAR_NAME, "Shop");
  crm_values_set_text (values, CRM_CALENDAR_SOURCE, "shop");
  crm_values_set_text (values, CRM_CALENDAR_MODE, "both");
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gpointer
is_kept (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", 1, error);

  return row != NULL && crm_row_get_integer (row, CRM_MEETING_CALENDAR) != 0 ? GINT_TO_POINTER (1) : NULL;
}

/* A calendar of the desktop can be chosen instead of the book. */
static void
test_calendar (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Use a calendar", add_calendar, NULL, NULL, &error);
  g_assert_no_error (error);
  drop (f, EVENTS, "Weekly <talk>");
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (crm_test_find (GTK_WIDGET (f->dialog), ADW_TYPE_COMBO_ROW, NULL)), 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
  g_assert_cmpint (count (f, "meeting"), ==, 2);
  g_assert_nonnull (crm_store_read_sync (f->store, is_kept, NULL, NULL));
}

static gpointer
is_moved (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", 2, error);

  return row != NULL && g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STARTS_ON), "2030-12-02") == 0
             ? GINT_TO_POINTER (1)
             : NULL;
}

/* An invitation that is sent anew, as a message and with another day, changes the meeting; a proposal is only shown. */
static void
test_messages (Fixture *f, gconstpointer data)
{
  drop (f, CANCEL, "Not in the book");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "window.close", NULL));
  crm_test_await (has_no_dialog, f);

  drop (f, EVENTS, "Fair");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);

  drop (f, COUNTER, "Another time is proposed. If you agree, move the meeting.");
  assert_shown (f, "8 December 2030");
  g_assert_false (gtk_widget_get_sensitive (crm_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_BUTTON, "Add")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "window.close", NULL));
  crm_test_await (has_no_dialog, f);

  drop (f, MAIL, "2 December 2030");
  g_assert_cmpstr (gtk_window_get_title (f->dialog), ==, "Invitation");
  assert_shown (f, "In the book");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "ics.take", NULL));
  crm_test_await (has_no_dialog, f);
  g_assert_cmpint (count (f, "meeting"), ==, 2);
  g_assert_nonnull (crm_store_read_sync (f->store, is_moved, NULL, NULL));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  drop (f, "hello", "This is no calendar file.");
  g_assert_false (gtk_widget_get_sensitive (crm_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_BUTTON, "Add")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->dialog), "window.close", NULL));
  crm_test_await (has_no_dialog, f);
}

static gboolean
set_user_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "user", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_USER_EMAIL, "me@example.org");
  return crm_transaction_update (tx, crm_transaction_get_user (tx), 0, values, error);
}

static gint64
add_meeting (Fixture *f)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (clients, f->anna);
  crm_values_set_text (values, CRM_MEETING_TITLE, "Visit");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, G_GINT64_CONSTANT (1917000000) * G_USEC_PER_SEC);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, G_GINT64_CONSTANT (1917003600) * G_USEC_PER_SEC);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), clients);
  return crm_test_add (f->store, values);
}

static gboolean
is_written (gpointer data)
{
  return g_file_test (((Fixture *)data)->wanted, G_FILE_TEST_EXISTS);
}

static void
test_invite (Fixture *f, gconstpointer data)
{
  g_autofree char *script = g_build_filename (f->folder, "xdg-email", NULL);
  g_autofree char *code = NULL;
  g_autofree char *path = NULL;
  g_autofree char *said = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *ical = NULL;
  gint64 meeting = add_meeting (f);
  GStatBuf about;

  f->wanted = g_build_filename (f->folder, "said", NULL);
  code = g_strdup_printf ("#!/bin/sh\nfor word; do echo \"$word\"; done >'%s.part'\nmv '%s.part' '%s'\n",
      f->wanted, f->wanted, f->wanted);
  g_assert_true (g_file_set_contents_full (script, code, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (crm_store_write_sync (f->store, "", set_user_in_worker, NULL, NULL, NULL));

  path = g_strconcat (f->folder, ":", g_getenv ("PATH"), NULL);
  g_setenv ("PATH", path, TRUE);
  crm_invite_send (GTK_WIDGET (f->window), f->store, meeting, "REQUEST");
  f->text = "Anna Kowalska <anna@example.org>";
  crm_test_await (has_dialog, f);
  g_assert_false (is_written (f));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (f->dialog), "send");
  crm_test_await (is_written, f);
  g_assert_true (g_file_get_contents (f->wanted, &said, NULL, NULL));
  words = g_strsplit (said, "\n", -1);
  g_assert_true (g_strv_contains ((const char *const *)words, "anna@example.org"));
  g_assert_false (g_strv_contains ((const char *const *)words, "me@example.org"));
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_str_has_suffix (words[i], ".ics"))
        continue;
      g_assert_cmpint (g_stat (words[i], &about), ==, 0);
      g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
      g_assert_true (g_file_get_contents (words[i], &ical, NULL, NULL));
    }
  g_assert_nonnull (strstr (ical, "METHOD:REQUEST"));
  g_assert_nonnull (strstr (ical, "mailto:anna@example.org"));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  int status;

  /* No portal, a cache of our own, and the script before everything else. */
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/ics/calendar", Fixture, NULL, set_up, test_calendar, tear_down);
  g_test_add ("/ics/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/ics/messages", Fixture, NULL, set_up, test_messages, tear_down);
  g_test_add ("/ics/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/ics/invite", Fixture, NULL, set_up, test_invite, tear_down);
  status = g_test_run ();
  remove_all (folder);
  return status;
}
