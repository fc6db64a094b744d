/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "note/crm-note.h"
#include "client/crm-client-card-view.h"
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

#define ADD(path, func) g_test_add ("/timeline/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("short-text", test_short_text);
  ADD ("many-lines", test_many_lines);
  ADD ("follow-up", test_follow_up);
  ADD ("archived", test_archived);
  return g_test_run ();
}
