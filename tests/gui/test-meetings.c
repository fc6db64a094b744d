/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-geoclue.h"
#include "crm-test-gui.h"

#include <glib/gstdio.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client-card-view.h"
#include "meeting/crm-check-in-dialog.h"
#include "meeting/crm-geoclue.h"
#include "meeting/crm-meeting-outcome.h"
#include "meeting/crm-meeting.h"
#include "meeting/crm-planned-actual.h"
#include "note/crm-note.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-planned.h"

/* Meetings beside the calendar page: what came of them, the composer, planned rows, checking in. The clock stands on Wednesday 18 November
 * 2026, 12:00 in Kyiv. */

#define NOW "2026-11-18T10:00:00Z"

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  return instant;
}

static gint64
read_clock (gpointer data)
{
  return at (NOW);
}

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  gint64 client;
} Fixture;

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "Europe/Kyiv", error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = crm_test_store_new (TRUE);
  crm_store_write_sync (f->store, "Zone", set_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
  crm_window_show_page (f->window, "today");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static gint64
add_meeting (Fixture *f, const char *title, const char *start, const char *end, const char *rule)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (clients, f->client);
  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, at (start));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, at (end));
  crm_values_set_text (values, CRM_MEETING_PLACE, "ul. Długa 12");
  crm_value_set_real (crm_values_slot (values, CRM_MEETING_LATITUDE), 50.4501);
  crm_value_set_real (crm_values_slot (values, CRM_MEETING_LONGITUDE), 30.5234);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), clients);
  if (rule != NULL)
    crm_values_set_text (values, CRM_MEETING_RECURRENCE, rule);
  return crm_test_add (f->store, values);
}

typedef struct
{
  const char *entity;
  gint64 id;
} Key;

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Key *key = data;

  return crm_transaction_load (tx, key->entity, key->id, error);
}

static CrmRow *
load (Fixture *f, const char *entity, gint64 id)
{
  Key key = { entity, id };
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (f->store, load_in_worker, &key, &error);

  g_assert_no_error (error);
  return row;
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (data);

  crm_query_add_order (query, "-id");
  return crm_transaction_find (tx, query, error);
}

/* The newest one first. */
static GArray *
find (Fixture *f, const char *entity)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = crm_store_read_sync (f->store, find_in_worker, (gpointer)entity, &error);

  g_assert_no_error (error);
  return ids;
}

static gint64
get_newest (Fixture *f, const char *entity)
{
  g_autoptr (GArray) ids = find (f, entity);

  return ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
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

static gboolean
is_idle (gpointer data)
{
  return crm_store_get_pending (data) == 0;
}

#define click(button) click_at (G_STRLOC, button)
static void
click_at (const char *where, GtkWidget *button)
{
  if (!GTK_IS_BUTTON (button))
    g_error ("%s: there is no such button", where);
  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
ask (Fixture *f, gint64 meeting, const char *rid)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  crm_meeting_outcome_popup (GTK_WIDGET (crm_window_get_view (f->window)), f->store, meeting, rid);
  await_widget (window, GTK_TYPE_LABEL, "Did it take place?");
  return gtk_widget_get_ancestor (
      crm_test_find (window, GTK_TYPE_LABEL, "Did it take place?"), GTK_TYPE_POPOVER);
}

static gboolean
is_held (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CrmRow) row = load (f, "meeting", 1);

  return g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "held") == 0;
}

/* Held, with an outcome, what was said and the next meeting at a time that is said to be free: one operation. */
static void
test_outcome (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-11-18T08:00:00Z", "2026-11-18T09:00:00Z", NULL);
  GtkWidget *popover = ask (f, meeting, NULL);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) next = NULL;
  g_autoptr (CrmRow) undone = NULL;
  GtkWidget *time;

  g_assert_cmpint (meeting, ==, 1);
  click (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Answered"));
  click (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Tomorrow"));
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (crm_test_find (popover, GTK_TYPE_TEXT_VIEW, NULL))),
      "Likes the decaf", -1);
  /* A meeting needs a time; without one nothing is written. */
  click (crm_test_find (popover, GTK_TYPE_BUTTON, "_Save"));
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "At what time?"));
  time = await_widget (popover, GTK_TYPE_BUTTON, "Free at 09:00");
  click (time);
  await_widget (popover, GTK_TYPE_LABEL, "Free at this time");
  click (crm_test_find (popover, GTK_TYPE_BUTTON, "_Save"));
  crm_test_await (is_held, f);

  row = load (f, "meeting", meeting);
  g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_OUTCOME), ==, "Answered");
  g_assert_nonnull (strstr (crm_row_get_text (row, CRM_MEETING_TEXT), "Likes the decaf"));
  next = load (f, "meeting", get_newest (f, "meeting"));
  g_assert_cmpint (next->id, !=, meeting);
  g_assert_cmpint (crm_row_get_integer (next, CRM_MEETING_STARTS_AT), ==, at ("2026-11-19T07:00:00Z"));
  g_assert_cmpstr (crm_row_get_text (next, CRM_MEETING_TITLE), ==, "Tasting");
  crm_test_await (is_idle, f->store);
  g_assert_cmpstr (crm_store_get_undo_purpose (f->store), ==, "“Tasting” took place");
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "undo", NULL);
  crm_test_await (is_idle, f->store);
  undone = load (f, "meeting", meeting);
  g_assert_cmpstr (crm_row_get_text (undone, CRM_MEETING_STATE), ==, "planned");
}

static gboolean
is_moved (gpointer data)
{
  g_autoptr (CrmRow) row = load (data, "meeting", 1);

  return crm_row_get_integer (row, CRM_MEETING_STARTS_AT) == at ("2026-11-20T13:30:00Z");
}

static gboolean
is_missed (gpointer data)
{
  g_autoptr (CrmRow) row = load (data, "meeting", 1);

  return g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "missed") == 0;
}

static void
test_moved (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-11-18T08:00:00Z", "2026-11-18T09:00:00Z", NULL);
  GtkWidget *popover = ask (f, meeting, NULL);
  GtkWidget *when;
  g_autoptr (CrmRow) row = NULL;

  click (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Moved…"));
  g_assert_null (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Answered"));
  g_assert_null (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Tomorrow"));
  click (crm_test_find (popover, GTK_TYPE_BUTTON, "_Save"));
  g_assert_nonnull (crm_test_find (popover, GTK_TYPE_LABEL, "When will it be?"));
  when = crm_test_find (popover, g_type_from_name ("CrmWhenEntry"), NULL);
  gtk_editable_set_text (GTK_EDITABLE (crm_test_find (when, GTK_TYPE_ENTRY, NULL)), "fri 15:30");
  click (crm_test_find (popover, GTK_TYPE_BUTTON, "_Save"));
  crm_test_await (is_moved, f);
  row = load (f, "meeting", meeting);
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_ENDS_AT), ==, at ("2026-11-20T14:30:00Z"));
  g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_STATE), ==, "planned");

  popover = ask (f, meeting, NULL);
  click (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Nobody came"));
  g_assert_null (crm_test_find (popover, GTK_TYPE_TOGGLE_BUTTON, "Answered"));
  click (crm_test_find (popover, GTK_TYPE_BUTTON, "_Save"));
  crm_test_await (is_missed, f);
}

/* The composer */

static gboolean
card_is_ready (gpointer data)
{
  return crm_client_card_view_is_ready (data);
}

static CrmComposer *
open_card (Fixture *f)
{
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (card_is_ready, crm_window_get_view (f->window));
  return CRM_COMPOSER (await_widget (GTK_WIDGET (f->window), CRM_TYPE_COMPOSER, NULL));
}

static GtkWidget *
find_entry (GtkWidget *root, const char *placeholder)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, placeholder);

      if (found != NULL)
        return found;
    }
  return GTK_IS_ENTRY (root) && gtk_widget_get_mapped (root) &&
                 g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (root)), placeholder) == 0
             ? root
             : NULL;
}

static void
type (GtkWidget *root, const char *placeholder, const char *text)
{
  GtkWidget *entry = find_entry (root, placeholder);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static gboolean
has_meeting (gpointer data)
{
  return get_newest (data, "meeting") != 0;
}

static gboolean
has_no_meeting (gpointer data)
{
  Fixture *f = data;

  return crm_store_get_pending (f->store) == 0 && get_newest (f, "meeting") == 0 &&
         get_newest (f, "call") == 0;
}

/* After a call: yes, when, where; both are one operation. */
static void
test_call (Fixture *f, gconstpointer data)
{
  CrmComposer *composer = open_card (f);
  GtkWidget *root = GTK_WIDGET (composer);
  g_autoptr (CrmRow) row = NULL;

  crm_composer_begin (composer, CRM_COMPOSER_CALL);
  gtk_text_buffer_set_text (crm_composer_get_buffer (composer), "Wants to see samples", -1);
  click (crm_test_find (root, GTK_TYPE_TOGGLE_BUTTON, "Yes"));
  crm_composer_save (composer);
  g_assert_cmpstr (crm_composer_get_error (composer), ==, "When is the meeting? Write it like “fri 10”.");
  type (root, "When: fri 10, 24.12. 15:00", "fri 10");
  type (root, "Where", "ul. Długa 12");
  crm_composer_save (composer);
  g_assert_null (crm_composer_get_error (composer));
  crm_test_await (has_meeting, f);
  row = load (f, "meeting", get_newest (f, "meeting"));
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_STARTS_AT), ==, at ("2026-11-20T08:00:00Z"));
  g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_PLACE), ==, "ul. Długa 12");
  g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_TRIGGER_ENTITY), ==, "call");
  g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_TRIGGER), ==, get_newest (f, "call"));
  g_assert_cmpint (g_array_index (crm_row_get (row, CRM_MEETING_CLIENTS)->v.list, gint64, 0), ==, f->client);
  crm_test_await (is_idle, f->store);
  /* The next call begins without an answer. */
  g_assert_false (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (crm_test_find (root, GTK_TYPE_TOGGLE_BUTTON, "Yes"))));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "undo", NULL);
  crm_test_await (has_no_meeting, f);
}

static gboolean
is_written (gpointer data)
{
  Fixture *f = data;

  return crm_store_get_pending (f->store) == 0 && get_newest (f, "meeting") != 0;
}

static void
test_composer (Fixture *f, gconstpointer data)
{
  CrmComposer *composer = open_card (f);
  GtkWidget *root = GTK_WIDGET (composer);
  gint64 other = crm_test_add_client (f->store, "Piotr Kowalski");
  g_autoptr (CrmRow) planned = NULL;
  g_autoptr (CrmRow) held = NULL;

  crm_composer_begin (composer, CRM_COMPOSER_MEETING);
  type (root, "What it is about", "Tasting");
  crm_composer_save (composer);
  g_assert_cmpstr (crm_composer_get_error (composer), ==, "When is the meeting? Write it like “fri 10”.");
  type (root, "When: fri 10, 24.12. 15:00", "tomorrow 10:00");
  type (root, "With whom else", "Piotr Kowalski");
  crm_composer_save (composer);
  crm_test_await (is_written, f);
  planned = load (f, "meeting", 1);
  g_assert_cmpstr (crm_row_get_text (planned, CRM_MEETING_STATE), ==, "planned");
  g_assert_cmpint (crm_row_get_integer (planned, CRM_MEETING_STARTS_AT), ==, at ("2026-11-19T08:00:00Z"));
  g_assert_cmpint (crm_row_get_integer (planned, CRM_MEETING_ENDS_AT), ==, at ("2026-11-19T09:00:00Z"));
  g_assert_cmpuint (crm_row_get (planned, CRM_MEETING_CLIENTS)->v.list->len, ==, 2);
  g_assert_cmpint (g_array_index (crm_row_get (planned, CRM_MEETING_CLIENTS)->v.list, gint64, 1), ==, other);
  await_widget (GTK_WIDGET (f->window), GTK_TYPE_LABEL, "Thursday 19 Nov, 10:00");

  /* Written down afterwards: it stands in the timeline. */
  click (crm_test_find (root, GTK_TYPE_TOGGLE_BUTTON, "Took place"));
  type (root, "What it is about", "Demonstration");
  type (root, "18.11.2026 09:00; or empty: just over", "18.11.2026 09:00");
  type (root, "Outcome", "Agreed");
  crm_composer_save (composer);
  await_widget (GTK_WIDGET (f->window), GTK_TYPE_LABEL, "Demonstration · 1 h");
  held = load (f, "meeting", get_newest (f, "meeting"));
  g_assert_cmpstr (crm_row_get_text (held, CRM_MEETING_STATE), ==, "held");
  g_assert_cmpstr (crm_row_get_text (held, CRM_MEETING_OUTCOME), ==, "Agreed");
  g_assert_cmpint (crm_row_get_integer (held, CRM_MEETING_STARTS_AT), ==, at ("2026-11-18T07:00:00Z"));
}

/* Of a series the last time that was not answered and the next one. */
static void
test_planned (Fixture *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  GtkListBox *list;
  GtkListBoxRow *past, *coming;

  add_meeting (f, "Weekly", "2026-11-04T08:00:00Z", "2026-11-04T09:00:00Z", "FREQ=WEEKLY");
  open_card (f);
  await_widget (window, GTK_TYPE_LABEL, "Did it take place? Wednesday 18 Nov");
  list = crm_planned_get_list (CRM_PLANNED (crm_test_find (window, CRM_TYPE_PLANNED, NULL)));
  past = gtk_list_box_get_row_at_index (list, 1);
  coming = gtk_list_box_get_row_at_index (list, 2);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (past), GTK_TYPE_LABEL, "Did it take place?"));
  g_assert_nonnull (
      crm_test_find (GTK_WIDGET (coming), GTK_TYPE_LABEL, "Wednesday 25 Nov, 10:00 – 11:00 · ul. Długa 12"));
  g_assert_nonnull (crm_test_find (GTK_WIDGET (coming), GTK_TYPE_IMAGE, "every week"));
  click (crm_test_find (GTK_WIDGET (past), GTK_TYPE_BUTTON, "Note the outcome"));
  click (await_widget (window, GTK_TYPE_BUTTON, "_Save"));
  await_widget (window, GTK_TYPE_LABEL, "Weekly · 1 h");
  {
    g_autoptr (CrmRow) row = load (f, "meeting", get_newest (f, "meeting"));

    g_assert_cmpint (crm_row_get_integer (row, CRM_MEETING_SERIES), ==, 1);
    g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_RID), ==, "20261118T100000");
    g_assert_cmpstr (crm_row_get_text (row, CRM_MEETING_STATE), ==, "held");
  }
}

/* Checking in */

static gboolean
has_dialog (gpointer data)
{
  Fixture *f = data;

  return crm_test_get_dialog (f->window) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return !has_dialog (data);
}

static gboolean
has_table (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_COLUMN_VIEW, NULL) != NULL;
}

static gboolean
has_let_go (gpointer data)
{
  return crm_test_geoclue_get_n_clients () == 0;
}

static GtkWidget *
await_dialog (Fixture *f)
{
  crm_test_await (has_dialog, f);
  return GTK_WIDGET (crm_test_get_dialog (f->window));
}

static gboolean
has_check_in (gpointer data)
{
  return get_newest (data, "check_in") != 0;
}

static void
check_in (Fixture *f, GtkWidget *dialog)
{
  g_assert_true (gtk_widget_activate_action (dialog, "check-in.save", NULL));
  crm_test_await (has_check_in, f);
  crm_test_await (is_idle, f->store);
  crm_test_await (has_no_dialog, f);
}

/* Before there is a service: a sentence, and the position is typed. */
static void
test_check_in_typed (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-11-18T09:30:00Z", "2026-11-18T10:30:00Z", NULL);
  GtkWidget *dialog, *entry;
  g_autoptr (CrmRow) row = NULL;

  crm_check_in_dialog_present (GTK_WIDGET (f->window), f->store, meeting, NULL);
  dialog = await_dialog (f);
  click (crm_test_find (dialog, GTK_TYPE_BUTTON, "_Find"));
  await_widget (dialog, GTK_TYPE_LABEL, "There is no location service on this computer.");
  entry = crm_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "somewhere");
  g_assert_false (gtk_widget_get_sensitive (crm_test_find (dialog, GTK_TYPE_BUTTON, "_Check in")));
  gtk_editable_set_text (GTK_EDITABLE (entry), "geo:50.4600,30.5234;u=35");
  await_widget (dialog, GTK_TYPE_LABEL, "1.1 km from the place: outside the 300 m allowed for");
  gtk_editable_set_text (GTK_EDITABLE (entry), "50.4510, 30.5240");
  await_widget (dialog, GTK_TYPE_LABEL, "109 m from the place: within the 300 m allowed for");
  check_in (f, dialog);
  row = load (f, "check_in", get_newest (f, "check_in"));
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_MEETING), ==, meeting);
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_DISTANCE), ==, 109);
  g_assert_cmpstr (crm_row_get_text (row, CRM_CHECK_IN_SOURCE), ==, "typed");
}

static void
test_check_in_located (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-11-18T09:30:00Z", "2026-11-18T10:30:00Z", NULL);
  GtkWidget *dialog, *find_button;
  g_autoptr (CrmRow) row = NULL;

  crm_test_geoclue_start ();
  crm_test_geoclue_set_denied (TRUE);
  crm_check_in_dialog_present (GTK_WIDGET (f->window), f->store, meeting, NULL);
  dialog = await_dialog (f);
  find_button = crm_test_find (dialog, GTK_TYPE_BUTTON, "_Find");
  click (find_button);
  await_widget (dialog, GTK_TYPE_LABEL, "Location is switched off.");
  g_assert_cmpstr (crm_test_geoclue_get_desktop_id (), ==, "io.github.clientele.Clientele");
  /* The first one is only the town. */
  crm_test_geoclue_set_denied (FALSE);
  crm_test_geoclue_add_position (50.4, 30.5, 20000);
  crm_test_geoclue_add_position (50.4502, 30.5234, 20);
  click (find_button);
  await_widget (dialog, GTK_TYPE_LABEL, "50.45020, 30.52340, exact to 20 m");
  check_in (f, dialog);
  row = load (f, "check_in", get_newest (f, "check_in"));
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_ACCURACY), ==, 20);
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_DISTANCE), ==, 11);
  g_assert_cmpstr (crm_row_get_text (row, CRM_CHECK_IN_SOURCE), ==, "geoclue");
  crm_test_await (has_let_go, NULL);

  /* It is in the list, with words for the distance. */
  crm_planned_actual_present (GTK_WIDGET (f->window), f->store);
  dialog = await_dialog (f);
  crm_test_await (has_table, dialog);
  await_widget (dialog, GTK_TYPE_INSCRIPTION, "11 m, at the place");
}

static void
drop_file (GtkWidget *dialog, const char *path)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (adw_window_get_content (ADW_WINDOW (dialog)));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0., 0., &taken);
    }
  g_assert_true (taken);
  g_value_unset (&value);
}

/* A track of the phone: the stay near the time of the meeting, with its length; one of another day is refused in words. */
static void
test_check_in_track (Fixture *f, gconstpointer data)
{
  gint64 meeting = add_meeting (f, "Tasting", "2026-11-18T08:00:00Z", "2026-11-18T09:00:00Z", NULL);
  g_autofree char *folder = g_dir_make_tmp ("crm-track-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "track.gpx", NULL);
  g_autoptr (GString) gpx =
      g_string_new ("<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk>");
  g_autoptr (CrmRow) row = NULL;
  GtkWidget *dialog;

  g_string_append (gpx, "<trkseg>");
  for (int minute = 0; minute <= 50; minute += 5)
    g_string_append_printf (
        gpx, "<trkpt lat=\"50.4503\" lon=\"30.5234\"><time>2026-11-18T08:%02d:00Z</time></trkpt>", minute);
  g_string_append (gpx, "</trkseg></trk></gpx>");
  g_assert_true (g_file_set_contents (path, gpx->str, -1, NULL));
  crm_check_in_dialog_present (GTK_WIDGET (f->window), f->store, meeting, NULL);
  dialog = await_dialog (f);
  drop_file (dialog, path);
  await_widget (dialog, GTK_TYPE_LABEL, "Wednesday 18 Nov, 10:00 – 10:50");
  await_widget (dialog, GTK_TYPE_LABEL, "22 m from the place: within the 300 m allowed for");
  check_in (f, dialog);
  row = load (f, "check_in", get_newest (f, "check_in"));
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_AT), ==, at ("2026-11-18T08:00:00Z"));
  g_assert_cmpint (crm_row_get_integer (row, CRM_CHECK_IN_UNTIL), ==, at ("2026-11-18T08:50:00Z"));
  g_assert_cmpstr (crm_row_get_text (row, CRM_CHECK_IN_SOURCE), ==, "gpx");

  meeting = add_meeting (f, "Later", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", NULL);
  crm_check_in_dialog_present (GTK_WIDGET (f->window), f->store, meeting, NULL);
  dialog = await_dialog (f);
  drop_file (dialog, path);
  await_widget (dialog, GTK_TYPE_LABEL, "The track has no stay near the time of the meeting.");
  g_assert_false (gtk_widget_get_sensitive (crm_test_find (dialog, GTK_TYPE_BUTTON, "_Check in")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  crm_clock_set (read_clock, NULL);
  if (!crm_test_geoclue_start_bus ())
    {
      g_print ("1..0 # SKIP there is no dbus-daemon\n");
      return 77;
    }
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/meetings/outcome", test_outcome);
  ADD ("/meetings/moved", test_moved);
  ADD ("/meetings/call", test_call);
  ADD ("/meetings/composer", test_composer);
  ADD ("/meetings/planned", test_planned);
  ADD ("/meetings/check-in-typed", test_check_in_typed);
  ADD ("/meetings/check-in-track", test_check_in_track);
  ADD ("/meetings/check-in-located", test_check_in_located);
#undef ADD
  return g_test_run ();
}
