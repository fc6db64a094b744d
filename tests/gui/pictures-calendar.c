/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-calendar-server.h"
#include "crm-test-gui.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-calendar-view.h"
#include "calendar/crm-calendar.h"
#include "calendar/crm-ics-dialog.h"
#include "crm-shots-picture.h"
#include "meeting/crm-conflict-dialog.h"
#include "meeting/crm-conflict-strip.h"
#include "meeting/crm-sync-of.h"

/* Pictures of what only happens with a calendar server, on calendars kept in memory: one that cannot be reached, a meeting that was changed on
 * both sides, and a calendar file. pictures-calendar FOLDER WIDTHxHEIGHT. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmTestCalendarServer *server;
  CrmCalendarSync *sync;
  const char *folder;
} Pictures;

static const CrmCalendarHealth *
get_health (Pictures *self)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync));

  return health->len > 0 ? health->pdata[0] : NULL;
}

static gboolean
knows_calendars (gpointer data)
{
  return !crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (((Pictures *)data)->sync)) &&
         get_health (data) != NULL;
}

static gboolean
is_in_step (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data);

  return health != NULL && health->calendar != 0 && health->last_success != 0 && health->n_queued == 0;
}

static gboolean
has_one (gpointer data)
{
  Pictures *self = data;
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (self->server, "work");

  return uids->len == 1 && is_in_step (self);
}

static gboolean
is_unreachable (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data);

  return health != NULL && health->error != NULL;
}

static gboolean
has_conflict (gpointer data)
{
  return get_health (data)->n_conflicts == 1;
}

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (((Pictures *)data)->window) != NULL;
}

static gboolean
is_idle (gpointer data)
{
  return crm_store_get_pending (((Pictures *)data)->store) == 0;
}

static gboolean
has_quiet (gpointer data)
{
  return (*(guint *)data)-- == 0;
}

static void
take (Pictures *self, GtkWidget *window, const char *name)
{
  const char *style = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light";
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  guint frames = 5;

  crm_test_await (is_idle, self);
  while (!has_quiet (&frames))
    crm_test_await_frame (window);
  file = g_strdup_printf (
      "%s-%s-%dx%d.png", name, style, gtk_widget_get_width (window), gtk_widget_get_height (window));
  path = g_build_filename (self->folder, file, NULL);
  if (!crm_shots_save (window, path))
    g_error ("%s could not be saved", path);
  g_print ("%s\n", path);
}

static void
take_dialog (Pictures *self, const char *name)
{
  GtkWindow *dialog;

  crm_test_await (has_dialog, self);
  dialog = crm_test_get_dialog (self->window);
  take (self, GTK_WIDGET (dialog), name);
  gtk_window_destroy (dialog);
}

static gint64
plan (Pictures *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  gint64 at = g_get_real_time () / G_TIME_SPAN_HOUR * G_TIME_SPAN_HOUR + G_TIME_SPAN_HOUR;

  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting and price talk");
  crm_values_set_text (values, CRM_MEETING_PLACE, "ul. Długa 12, Kraków");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, at + G_TIME_SPAN_HOUR);
  crm_values_set_integer (values, CRM_MEETING_CALENDAR, get_health (self)->calendar);
  return crm_test_add (self->store, values);
}

/* A meeting that is changed here while somebody changes it there. */
static void
make_conflict (Pictures *self, gint64 meeting)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "meeting");
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (self->server, "work");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_PLACE, "Rynek Główny 1, Kraków");
  crm_store_set_async (self->store, meeting, 0, values, NULL, NULL, NULL);
  crm_test_await (is_idle, self);
  crm_test_calendar_server_edit (
      self->server, "work", uids->pdata[0], "LOCATION:ul. Długa 12", "LOCATION:Stary Kleparz 4");
  crm_test_calendar_server_set_status (self->server, "work", CRM_CALENDAR_CONNECTED);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (self->sync), 0);
  crm_test_await (has_conflict, self);
}

static void
show_file (Pictures *self)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-pictures-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "invitation.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  static const char text[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
      "BEGIN:VEVENT\r\nUID:one@example.com\r\nDTSTAMP:20261101T080000Z\r\nDTSTART:20301003T140000Z\r\n"
      "DTEND:20301003T150000Z\r\nSUMMARY:Tasting of Kenya\r\nLOCATION:Main street 1\r\n"
      "ORGANIZER;CN=Anna Kowalska:mailto:anna@example.com\r\n"
      "ATTENDEE;CN=Jo Smith:mailto:jo@example.com\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:two@example.com\r\nDTSTAMP:20261101T080000Z\r\nDTSTART;VALUE=DATE:20301005\r\n"
      "DTEND;VALUE=DATE:20301008\r\nSUMMARY:Coffee fair\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:three@example.com\r\nSUMMARY:Some day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  crm_window_import (self->window, file);
  take_dialog (self, "calendar-file");
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  Pictures self = { 0 };
  GtkWidget *strip;
  int width = 1280, height = 800;
  gint64 meeting;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  crm_test_gui_init (&argc, &argv);
  if (argc < 3 || sscanf (argv[2], "%dx%d", &width, &height) != 2)
    g_error ("pictures-calendar FOLDER WIDTHxHEIGHT");
  self.folder = argv[1];
  self.store = crm_test_store_new (TRUE);
  crm_test_add_client (self.store, "Anna Kowalska");
  self.server = crm_test_calendar_server_new ();
  crm_test_calendar_server_add_calendar (self.server, "work", "Work");
  self.sync = crm_calendar_sync_new (self.store, CRM_CALENDAR_SERVER (self.server));
  crm_calendar_sync_set_of (self.store, self.sync);
  crm_test_application ();
  crm_shots_settle ();
  self.window = crm_test_window_new (self.store);
  gtk_window_set_default_size (GTK_WINDOW (self.window), width, height);
  strip = crm_conflict_strip_new ();
  crm_window_add_strip (self.window, strip);
  crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (strip), self.sync);
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (self.sync));
  crm_test_await (knows_calendars, &self);
  crm_calendar_sync_use_async (self.sync, "work", "both", "events", TRUE, NULL, NULL, NULL);
  crm_test_await (is_in_step, &self);
  meeting = plan (&self);
  crm_test_await (has_one, &self);
  crm_window_show_page (self.window, "calendar");
  crm_calendar_view_set_mode (CRM_CALENDAR_VIEW (crm_window_get_view (self.window)), CRM_CALENDAR_WEEK);
  crm_test_calendar_server_set_status (self.server, "work", CRM_CALENDAR_UNREACHABLE);
  crm_test_await (is_unreachable, &self);
  take (&self, GTK_WIDGET (self.window), "calendar-unreachable");
  make_conflict (&self, meeting);
  crm_calendar_view_show_meeting (
      CRM_CALENDAR_VIEW (crm_window_get_view (self.window)), meeting, "", g_get_real_time ());
  take (&self, GTK_WIDGET (self.window), "calendar-conflict");
  crm_conflict_dialog_present (GTK_WIDGET (self.window), self.store, meeting);
  take_dialog (&self, "conflict-dialog");
  show_file (&self);
  crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (strip), NULL);
  crm_test_window_destroy (self.window);
  g_object_unref (self.sync);
  g_object_unref (self.server);
  return 0;
}
