/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-calendar-server.h"
#include "crm-test-gui.h"

#include <string.h>

#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-calendar.h"
#include "meeting/crm-conflict-strip.h"
#include "meeting/crm-meeting.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-calendar-row.h"
#include "settings/crm-preferences.h"
#include "user/crm-user.h"

/* The page "Accounts" on a real book and calendars kept in memory, which fail as one asks them to. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmTestCalendarServer *server;
  CrmCalendarSync *sync;
  GtkWidget *dialog;
} Fixture;

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static void
open_page (Fixture *f)
{
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, "accounts");
  crm_test_await (dialog_is_shown, f->window);
  f->dialog = GTK_WIDGET (crm_test_get_dialog (f->window));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  gboolean without = GPOINTER_TO_INT (data);

  f->store = crm_test_store_new (TRUE);
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
  if (!without)
    {
      f->server = crm_test_calendar_server_new ();
      crm_test_calendar_server_add_calendar (f->server, "work", "Work");
      crm_test_calendar_server_add_calendar (f->server, "feasts", "Feasts");
    }
  f->sync = crm_calendar_sync_new (f->store, CRM_CALENDAR_SERVER (f->server));
  crm_calendar_sync_set_of (f->store, f->sync);
}

static gboolean
has_no_sync (gpointer data)
{
  return crm_calendar_sync_of (data) == NULL;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (crm_test_get_dialog (f->window) != NULL)
    gtk_window_destroy (crm_test_get_dialog (f->window));
  crm_test_window_destroy (f->window);
  g_clear_object (&f->sync);
  crm_test_await (has_no_sync, f->store);
  g_clear_object (&f->server);
  crm_test_store_remove (f->store);
}

typedef struct
{
  GtkWidget *root;
  GType type;
  const char *text;
} Wanted;

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;

  return crm_test_find (wanted->root, wanted->type, wanted->text) != NULL;
}

static GtkWidget *
await_widget (GtkWidget *root, GType type, const char *text)
{
  Wanted wanted = { root, type, text };

  crm_test_await (is_there, &wanted);
  return crm_test_find (root, type, text);
}

static CrmCalendarRow *
get_row (Fixture *f, const char *name)
{
  return CRM_CALENDAR_ROW (await_widget (f->dialog, CRM_TYPE_CALENDAR_ROW, name));
}

static const CrmCalendarHealth *
get_health (Fixture *f, const char *name)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (f->sync));

  for (guint i = 0; i < health->len; i++)
    if (g_str_equal (((CrmCalendarHealth *)health->pdata[i])->name, name))
      return health->pdata[i];
  return NULL;
}

static gboolean
work_is_in_step (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data, "Work");

  return health != NULL && g_str_equal (health->mode, "both") && health->last_success != 0;
}

static gboolean
work_is_main (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data, "Work");

  return health != NULL && health->main;
}

static gboolean
feasts_are_holidays (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data, "Feasts");

  return health != NULL && g_strcmp0 (health->role, "holidays") == 0;
}

static void
use (Fixture *f, const char *name, guint mode)
{
  GtkWidget *row = GTK_WIDGET (get_row (f, name));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (crm_test_find (row, GTK_TYPE_DROP_DOWN, NULL)), mode);
}

/* Used, kept in step, chosen for new meetings, holidays; each with its own operation. */
static void
test_use (Fixture *f, gconstpointer data)
{
  GtkWidget *target;
  GtkWidget *row;

  open_page (f);
  row = GTK_WIDGET (get_row (f, "Work"));
  await_widget (row, GTK_TYPE_LABEL, "Not used");
  use (f, "Work", 2);
  crm_test_await (work_is_in_step, f);
  await_widget (row, GTK_TYPE_LABEL, "In step:");
  target = await_widget (f->dialog, ADW_TYPE_COMBO_ROW, "New meetings");
  adw_combo_row_set_selected (ADW_COMBO_ROW (target), 1);
  crm_test_await (work_is_main, f);
  use (f, "Feasts", 1);
  row = GTK_WIDGET (get_row (f, "Feasts"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  await_widget (row, GTK_TYPE_LABEL, "Not read yet");
  gtk_switch_set_active (GTK_SWITCH (await_widget (row, GTK_TYPE_SWITCH, NULL)), TRUE);
  crm_test_await (feasts_are_holidays, f);
}

/* Below the name of the user. */
static GtkWidget *
find_password (GtkWidget *question)
{
  GtkWidget *fields = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (question));

  return gtk_widget_get_next_sibling (gtk_widget_get_first_child (fields));
}

static void
set_status (Fixture *f, CrmCalendarStatus status)
{
  crm_test_calendar_server_set_status (f->server, "work", status);
}

/* Each state in words, with what a person can do about it. */
static void
test_states (Fixture *f, gconstpointer data)
{
  GtkWidget *row;
  GtkWidget *question;

  open_page (f);
  use (f, "Work", 2);
  crm_test_await (work_is_in_step, f);
  row = GTK_WIDGET (get_row (f, "Work"));
  set_status (f, CRM_CALENDAR_UNREACHABLE);
  await_widget (row, GTK_TYPE_LABEL, "Cannot be reached");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_nonnull (await_widget (row, GTK_TYPE_BUTTON, "Retry"));
  g_assert_null (crm_test_find (row, GTK_TYPE_BUTTON, "Password…"));
  set_status (f, CRM_CALENDAR_CERTIFICATE);
  await_widget (row, GTK_TYPE_BUTTON, "Certificate…");
  set_status (f, CRM_CALENDAR_CREDENTIALS);
  g_signal_emit_by_name (await_widget (row, GTK_TYPE_BUTTON, "Password…"), "clicked");
  question = NULL;
  while (question == NULL)
    {
      GListModel *windows = gtk_window_get_toplevels ();

      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

          if (ADW_IS_MESSAGE_DIALOG (window))
            question = window;
        }
      g_main_context_iteration (NULL, question == NULL);
    }
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (question), "sign-in"));
  gtk_editable_set_text (GTK_EDITABLE (find_password (question)), "cherry");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (question), "sign-in"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  set_status (f, CRM_CALENDAR_CONNECTED);
  await_widget (row, GTK_TYPE_LABEL, "In step:");
}

static gboolean
work_has_one (gpointer data)
{
  Fixture *f = data;
  g_autoptr (GPtrArray) uids = crm_test_calendar_server_list (f->server, "work");
  const CrmCalendarHealth *health = get_health (f, "Work");

  return uids->len == 1 && health->n_queued == 0;
}

static gboolean
has_conflict (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data, "Work");

  return health != NULL && health->n_conflicts == 1;
}

static gboolean
has_no_conflict (gpointer data)
{
  const CrmCalendarHealth *health = get_health (data, "Work");

  return health != NULL && health->n_conflicts == 0;
}

static gboolean
is_idle (gpointer data)
{
  return crm_store_get_pending (data) == 0;
}

static gint64
plan_in_work (Fixture *f)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, "Tasting");
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, g_get_real_time () + G_TIME_SPAN_DAY);
  crm_values_set_integer (
      values, CRM_MEETING_ENDS_AT, g_get_real_time () + G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR);
  crm_values_set_integer (values, CRM_MEETING_CALENDAR, get_health (f, "Work")->calendar);
  return crm_test_add (f->store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "meeting", *(gint64 *)data, error);
}

static char *
dup_title (Fixture *f, gint64 meeting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (f->store, load_in_worker, &meeting, &error);

  g_assert_no_error (error);
  return g_strdup (crm_row_get_text (row, CRM_MEETING_TITLE));
}

/* Changed on both sides while there was no connection: a strip says so, both versions are shown, and one is chosen. */
static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  GtkWidget *strip = crm_conflict_strip_new ();
  g_autoptr (GPtrArray) uids = NULL;
  g_autofree char *title = NULL;
  CrmValues *values = crm_values_new (entity);
  GtkWidget *dialog;
  gint64 meeting;

  crm_window_add_strip (f->window, strip);
  crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (strip), f->sync);
  g_assert_false (gtk_widget_get_visible (strip));
  open_page (f);
  use (f, "Work", 2);
  crm_test_await (work_is_in_step, f);
  meeting = plan_in_work (f);
  crm_test_await (work_has_one, f);
  set_status (f, CRM_CALENDAR_UNREACHABLE);
  crm_values_set_text (values, CRM_MEETING_TITLE, "Ours");
  crm_store_set_async (f->store, meeting, 0, values, NULL, NULL, NULL);
  crm_test_await (is_idle, f->store);
  uids = crm_test_calendar_server_list (f->server, "work");
  crm_test_calendar_server_edit (f->server, "work", uids->pdata[0], "SUMMARY:Tasting", "SUMMARY:Theirs");
  set_status (f, CRM_CALENDAR_CONNECTED);
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (f->sync), 0);
  crm_test_await (has_conflict, f);
  g_assert_true (gtk_widget_get_visible (strip));
  await_widget (strip, GTK_TYPE_LABEL, "1 meeting was changed here and in the calendar");
  g_assert_nonnull (await_widget (f->dialog, GTK_TYPE_BUTTON, "Decide…"));
  gtk_window_close (GTK_WINDOW (f->dialog));

  g_signal_emit_by_name (crm_test_find (strip, GTK_TYPE_BUTTON, "Decide…"), "clicked");
  crm_test_await (dialog_is_shown, f->window);
  dialog = GTK_WIDGET (crm_test_get_dialog (f->window));
  await_widget (dialog, GTK_TYPE_LABEL, "Changed here and in “Work”");
  g_assert_nonnull (crm_test_find (dialog, GTK_TYPE_LABEL, "Ours"));
  g_assert_nonnull (crm_test_find (dialog, GTK_TYPE_LABEL, "Theirs"));
  g_assert_nonnull (crm_test_find (dialog, GTK_TYPE_BUTTON, "Keep mine"));
  g_assert_nonnull (crm_test_find (dialog, GTK_TYPE_BUTTON, "Keep both"));
  g_signal_emit_by_name (crm_test_find (dialog, GTK_TYPE_BUTTON, "Take theirs"), "clicked");
  crm_test_await (has_no_conflict, f);
  title = dup_title (f, meeting);
  g_assert_cmpstr (title, ==, "Theirs");
  g_assert_false (gtk_widget_get_visible (strip));
  crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (strip), NULL);
}

static gpointer
load_user_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "user", *(gint64 *)data, error);
}

static gboolean
user_has_address (gpointer data)
{
  gint64 user = crm_store_get_user (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_sync (data, load_user_in_worker, &user, &error);

  g_assert_no_error (error);
  return g_strcmp0 (crm_row_get_text (row, CRM_USER_EMAIL), "me@shop.example") == 0;
}

static gboolean
row_is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

/* Who invites is told here, and must be an address. */
static void
test_own_address (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  open_page (f);
  row = await_widget (f->dialog, ADW_TYPE_ENTRY_ROW, "Your e-mail address");
  crm_test_await (row_is_sensitive, row);
  gtk_editable_set_text (GTK_EDITABLE (row), "nobody");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), " me@shop.example ");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (row, "apply");
  crm_test_await (user_has_address, f->store);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "me@shop.example");
}

/* Without the service everything else works, and it is said. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  open_page (f);
  await_widget (f->dialog, GTK_TYPE_LABEL, "No calendars of the desktop");
  g_assert_null (crm_test_find (f->dialog, ADW_TYPE_COMBO_ROW, "New meetings"));
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func, without) \
  g_test_add (path, Fixture, GINT_TO_POINTER (without), set_up, func, tear_down)
  ADD ("/accounts/use", test_use, FALSE);
  ADD ("/accounts/states", test_states, FALSE);
  ADD ("/accounts/conflict", test_conflict, FALSE);
  ADD ("/accounts/own-address", test_own_address, FALSE);
  ADD ("/accounts/nothing", test_nothing, TRUE);
#undef ADD
  return g_test_run ();
}
