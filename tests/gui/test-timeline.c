/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "client/crm-client-card-view.h"
#include "crm-link.h"
#include "deal/crm-deal.h"
#include "note/crm-note.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-timeline-filter.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"

/* Entries of the timeline: long and short texts, the way back along follow-ups; and the card of an archived client. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientCardView *card;
  CrmTimelineView *timeline;
  gint64 client;
  GtkWidget *row;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

/* at: seconds; 0 takes now. */
static gint64
add_note (Fixture *f, const char *text, gint64 at, gint64 trigger)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "note");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_NOTE_CLIENT, f->client);
  crm_values_set_text (values, CRM_NOTE_TEXT, text);
  crm_values_set_integer (values, CRM_NOTE_AT, at * G_USEC_PER_SEC);
  if (trigger != 0)
    {
      crm_values_set_text (values, CRM_NOTE_TRIGGER_ENTITY, "note");
      crm_values_set_integer (values, CRM_NOTE_TRIGGER, trigger);
    }
  return crm_test_add (f->store, values);
}

static gboolean
is_ready (gpointer data)
{
  Fixture *f = data;

  return crm_client_card_view_is_ready (f->card) &&
         !crm_timeline_is_loading (crm_timeline_view_get_timeline (f->timeline));
}

static void
open_card (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  f->card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  f->timeline = CRM_TIMELINE_VIEW (crm_client_card_view_get_timeline (f->card));
  crm_test_await (is_ready, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

static gboolean
has_more (gpointer data)
{
  return crm_test_find (((Fixture *)data)->row, GTK_TYPE_BUTTON, "more") != NULL;
}

static gboolean
has_less (gpointer data)
{
  return crm_test_find (((Fixture *)data)->row, GTK_TYPE_BUTTON, "less") != NULL;
}

static void
test_short_text (Fixture *f, gconstpointer data)
{
  add_note (f, "Short", 1700000000, 0);
  open_card (f);
  f->row = crm_timeline_view_get_row (f->timeline, 0);
  crm_timeline_row_toggle (CRM_TIMELINE_ROW (f->row));
  crm_test_await_frame (GTK_WIDGET (f->window));
  g_assert_false (has_less (f));
  g_assert_false (has_more (f));
}

static void
test_many_lines (Fixture *f, gconstpointer data)
{
  add_note (f, "One\nTwo\nThree\nFour", 1700000000, 0);
  open_card (f);
  f->row = crm_timeline_view_get_row (f->timeline, 0);
  crm_test_await (has_more, f);
  g_assert_nonnull (crm_test_find (f->row, GTK_TYPE_LABEL, "One Two Three Four"));
  crm_timeline_row_toggle (CRM_TIMELINE_ROW (f->row));
  crm_test_await (has_less, f);
  g_assert_nonnull (crm_test_find (f->row, GTK_TYPE_LABEL, "One\nTwo\nThree\nFour"));
  crm_timeline_row_toggle (CRM_TIMELINE_ROW (f->row));
  crm_test_await (has_more, f);
}

static gboolean
cause_has_focus (gpointer data)
{
  Fixture *f = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  return CRM_IS_TIMELINE_ROW (focus) && crm_test_find (focus, GTK_TYPE_LABEL, "The cause") != NULL;
}

/* The cause lies pages below. */
static void
test_follow_up (Fixture *f, gconstpointer data)
{
  gint64 cause = add_note (f, "The cause", 1600000000, 0);

  for (int i = 0; i < 100; i++)
    add_note (f, "Between", 1650000000 + i, 0);
  add_note (f, "The effect", 1700000000, cause);
  open_card (f);
  f->row = crm_timeline_view_get_row (f->timeline, 0);
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), <, 102);
  g_signal_emit_by_name (crm_test_find (f->row, GTK_TYPE_BUTTON, "Show what this follows up"), "clicked");
  crm_test_await (cause_has_focus, f);
}

static GtkWidget *
find_restore (Fixture *f)
{
  return crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Restore");
}

static gboolean
is_on_list (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (((Fixture *)data)->window), "clients") == 0;
}

static gboolean
can_be_restored (gpointer data)
{
  return find_restore (data) != NULL;
}

static gboolean
is_restored (gpointer data)
{
  return find_restore (data) == NULL;
}

static void
test_archived (Fixture *f, gconstpointer data)
{
  open_card (f);
  g_assert_null (find_restore (f));
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.archive", NULL);
  crm_test_await (is_on_list, f);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (can_be_restored, f);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "archived"));
  g_signal_emit_by_name (find_restore (f), "clicked");
  crm_test_await (is_restored, f);
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "client");
}

/* What is done with an entry */

static void
act (Fixture *f, guint row, const char *action)
{
  gtk_widget_activate_action (crm_timeline_view_get_row (f->timeline, row), action, NULL);
}

static gboolean
shows_one (gpointer data)
{
  Fixture *f = data;

  return is_ready (f) && crm_timeline_view_get_n_rows (f->timeline) == 1;
}

/* Found by a word, shown among what stands around it, and the newest again. */
static void
test_context (Fixture *f, gconstpointer data)
{
  GtkWidget *search;

  add_note (f, "The cause", 1700000000, 0);
  for (int i = 1; i <= 60; i++)
    add_note (f, "Words", 1700000000 + i * 1000, 0);
  open_card (f);
  crm_timeline_view_focus_search (f->timeline);
  search = crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "cause");
  crm_test_await (shows_one, f);
  /* A double click is no more than a click. */
  act (f, 0, "entry.context");
  act (f, 0, "entry.context");
  crm_test_await (cause_has_focus, f);
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), ==, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_BUTTON, "Newer entries"));
  g_signal_emit_by_name (
      crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_BUTTON, "To the newest"), "clicked");
  crm_test_await (is_ready, f);
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), ==, 30);
  g_assert_null (crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_BUTTON, "Newer entries"));
}

static void
add_call (Fixture *f, const char *direction)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "call");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_CALL_CLIENT, f->client);
  crm_values_set_text (values, CRM_CALL_DIRECTION, direction);
  crm_values_set_text (values, CRM_CALL_TEXT, direction);
  crm_test_add (f->store, values);
}

static void
test_direction (Fixture *f, gconstpointer data)
{
  GtkWidget *filter;

  add_call (f, "in");
  add_call (f, "out");
  open_card (f);
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), ==, 2);
  filter = crm_test_find (GTK_WIDGET (f->timeline), CRM_TYPE_TIMELINE_FILTER, NULL);
  gtk_drop_down_set_selected (crm_timeline_filter_get_directions (CRM_TIMELINE_FILTER (filter)), 1);
  crm_test_await (shows_one, f);
  g_assert_nonnull (
      crm_test_find (crm_timeline_view_get_row (f->timeline, 0), GTK_TYPE_LABEL, "Incoming call"));
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "note", *(gint64 *)data, error);
}

static CrmRow *
load_note (Fixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (f->store, load_in_worker, &id, &error);

  g_assert_no_error (error);
  return row;
}

typedef struct
{
  Fixture *f;
  gint64 id;
  gint64 deal;
  const char *text;
} Wish;

static gboolean
has_deal (gpointer data)
{
  Wish *wish = data;
  g_autoptr (CrmRow) row = load_note (wish->f, wish->id);

  return crm_row_get_integer (row, CRM_NOTE_DEAL) == wish->deal;
}

static gboolean
has_text (gpointer data)
{
  Wish *wish = data;
  g_autoptr (CrmRow) row = load_note (wish->f, wish->id);

  return g_strcmp0 (crm_row_get_text (row, CRM_NOTE_TEXT), wish->text) == 0;
}

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static void
test_link_and_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "deal");
  CrmValues *values = crm_values_new (entity);
  gint64 note = add_note (f, "About beans", 1700000000, 0);
  Wish wish = { f, note, 0, NULL };
  GtkWidget *row;

  crm_values_set_text (values, CRM_DEAL_TITLE, "Weekly beans");
  crm_values_set_integer (values, CRM_DEAL_CLIENT, f->client);
  wish.deal = crm_test_add (f->store, values);
  open_card (f);
  for (guint i = 0; i < crm_timeline_view_get_n_rows (f->timeline); i++)
    if (crm_test_find (crm_timeline_view_get_row (f->timeline, i), GTK_TYPE_LABEL, "About beans") != NULL)
      act (f, i, "entry.link");
  crm_test_await (has_dialog, f->window);
  row = crm_test_find (GTK_WIDGET (crm_test_get_dialog (f->window)), ADW_TYPE_ACTION_ROW, "Weekly beans");
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  gtk_widget_activate_action (row, "choose.apply", NULL);
  crm_test_await (has_deal, &wish);
  /* And back, from the entry itself. */
  crm_test_await (is_ready, f);
  for (guint i = 0; i < crm_timeline_view_get_n_rows (f->timeline); i++)
    if (crm_test_find (crm_timeline_view_get_row (f->timeline, i), GTK_TYPE_LABEL, "About beans") != NULL)
      act (f, i, "entry.undo");
  wish.deal = 0;
  crm_test_await (has_deal, &wish);
  wish.text = "About beans";
  g_assert_true (has_text (&wish));
}

static void
test_make_task (Fixture *f, gconstpointer data)
{
  CrmComposer *composer;

  add_note (f, "Send the samples", 1700000000, 0);
  open_card (f);
  composer = CRM_COMPOSER (crm_client_card_view_get_composer (f->card));
  act (f, 0, "entry.make-task");
  g_assert_cmpint (crm_composer_get_mode (composer), ==, CRM_COMPOSER_TASK);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (composer), GTK_TYPE_ENTRY, "Send the samples"));
}

/* A link that is opened leads to the entry, wherever it stands. */
static void
test_copied_link (Fixture *f, gconstpointer data)
{
  gint64 note = add_note (f, "The cause", 1700000000, 0);
  g_autoptr (CrmRow) row = load_note (f, note);
  g_autofree char *link = crm_link_dup (row);

  for (int i = 1; i <= 60; i++)
    add_note (f, "Words", 1700000000 + i * 1000, 0);
  open_card (f);
  crm_window_show_page (f->window, "clients");
  g_assert_true (crm_link_is_one (link));
  crm_link_open (f->window, link);
  crm_test_await (cause_has_focus, f);
}

#define ADD(path, func) g_test_add ("/timeline/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("short-text", test_short_text);
  ADD ("many-lines", test_many_lines);
  ADD ("follow-up", test_follow_up);
  ADD ("archived", test_archived);
  ADD ("context", test_context);
  ADD ("direction", test_direction);
  ADD ("link-and-undo", test_link_and_undo);
  ADD ("make-task", test_make_task);
  ADD ("copied-link", test_copied_link);
  return g_test_run ();
}
