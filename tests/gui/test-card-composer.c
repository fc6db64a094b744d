/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-page.h"

#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "client/crm-quick-add.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "deal/crm-deal.h"
#include "note/crm-note.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-timeline-entry.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"

/* What is written about a client from its card: notes, calls, drafts, what becomes of them on the timeline; and the quick add. */

static gboolean
has_two_rows (gpointer data)
{
  return crm_timeline_view_get_n_rows (((Fixture *)data)->timeline) == 2;
}

static gboolean
has_one_row (gpointer data)
{
  return crm_timeline_view_get_n_rows (((Fixture *)data)->timeline) == 1;
}

static gboolean
has_no_row (gpointer data)
{
  return crm_timeline_view_get_n_rows (((Fixture *)data)->timeline) == 0;
}

static gint64
add_note (CrmStore *store, gint64 client, const char *text)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "note");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_NOTE_CLIENT, client);
  crm_values_set_text (values, CRM_NOTE_TEXT, text);
  return crm_test_add (store, values);
}

/* Timeline */

static void
test_note_by_keyboard (Fixture *f, gconstpointer data)
{
  CrmActivity *activity;

  if (!crm_test_has_input ())
    return;
  crm_test_focus_window (GTK_WINDOW (f->window));
  crm_test_press ("alt+1");
  crm_test_type ("Likes the new blend");
  crm_test_press ("ctrl+Return");
  crm_test_await (has_one_row, f);
  activity = crm_timeline_row_get_activity (CRM_TIMELINE_ROW (crm_timeline_view_get_row (f->timeline, 0)));
  g_assert_cmpstr (crm_activity_get_line (activity)->kind, ==, "note");
  g_assert_cmpstr (
      crm_row_get_text (crm_activity_get_row (activity), CRM_NOTE_TEXT), ==, "Likes the new blend");
  g_assert_cmpint (gtk_text_buffer_get_char_count (crm_composer_get_buffer (f->composer)), ==, 0);
  g_assert_null (crm_draft_get (f->store, "client", f->client, "composer.note"));
}

static void
test_empty_note_is_refused (Fixture *f, gconstpointer data)
{
  crm_composer_begin (f->composer, CRM_COMPOSER_NOTE);
  crm_composer_save (f->composer);
  g_assert_nonnull (crm_composer_get_error (f->composer));
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), ==, 0);
}

static void
test_call (Fixture *f, gconstpointer data)
{
  GtkWidget *duration = crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_ENTRY, "Duration");
  CrmActivity *activity;
  g_autofree char *title = NULL;

  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  duration = crm_test_find (GTK_WIDGET (f->composer), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (duration), "6:40");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (crm_test_find (GTK_WIDGET (f->composer), GTK_TYPE_TOGGLE_BUTTON, "Incoming")), TRUE);
  crm_composer_save (f->composer);
  crm_test_await (has_one_row, f);
  activity = crm_timeline_row_get_activity (CRM_TIMELINE_ROW (crm_timeline_view_get_row (f->timeline, 0)));
  g_assert_cmpstr (crm_activity_get_line (activity)->direction, ==, "in");
  g_assert_cmpint (crm_activity_get_line (activity)->duration, ==, 400);
  title = crm_timeline_entry_dup_title (activity);
  g_assert_nonnull (strstr (title, "Incoming call"));
}

static char *
dup_text (CrmComposer *composer)
{
  char *text = NULL;

  g_object_get (crm_composer_get_buffer (composer), "text", &text, NULL);
  return text;
}

static void
test_draft (Fixture *f, gconstpointer data)
{
  gint64 other = crm_test_add_client (f->store, "Bohdan");
  g_autofree char *path = g_strdup (crm_store_get_path (f->store));
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;
  g_autoptr (CrmStore) again = NULL;
  gint64 first = f->client;

  gtk_text_buffer_set_text (crm_composer_get_buffer (f->composer), "half a thought", -1);
  f->client = other;
  crm_window_open_client (GTK_WIDGET (f->window), other, NULL);
  crm_test_await (client_is_ready, f);
  empty = dup_text (f->composer);
  g_assert_cmpstr (empty, ==, "");
  f->client = first;
  crm_window_open_client (GTK_WIDGET (f->window), first, NULL);
  crm_test_await (client_is_ready, f);
  text = dup_text (f->composer);
  g_assert_cmpstr (text, ==, "half a thought");

  /* Another program on the same book finds it in the file. */
  crm_draft_flush (f->store);
  again = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  g_assert_cmpstr (crm_draft_get (again, "client", first, "composer.note"), ==, "half a thought");
}

static void
on_saved (CrmComposer *composer, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/* A deal without a client: the note is about the deal, the draft is the deal's, and both clients' drafts stay theirs. */
static void
test_deal (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "deal");
  CrmValues *values = crm_values_new (entity);
  GtkWidget *composer = g_object_ref_sink (crm_composer_new (f->store));
  GtkWidget *view = g_object_ref_sink (crm_timeline_view_new (f->store));
  g_autoptr (CrmActivity) activity = NULL;
  gboolean saved = FALSE;
  gint64 deal;

  crm_values_set_text (values, CRM_DEAL_TITLE, "Roaster");
  deal = crm_test_add (f->store, values);
  g_signal_connect (composer, "saved", G_CALLBACK (on_saved), &saved);
  crm_timeline_view_set_deal (CRM_TIMELINE_VIEW (view), deal);
  crm_composer_set_client (CRM_COMPOSER (composer), f->client, "Anna");
  gtk_text_buffer_set_text (crm_composer_get_buffer (CRM_COMPOSER (composer)), "of Anna", -1);
  crm_composer_set_deal (CRM_COMPOSER (composer), deal, 0, "Roaster");
  g_assert_cmpint (gtk_text_buffer_get_char_count (crm_composer_get_buffer (CRM_COMPOSER (composer))), ==, 0);
  crm_composer_begin (CRM_COMPOSER (composer), CRM_COMPOSER_CALL);
  gtk_text_buffer_set_text (crm_composer_get_buffer (CRM_COMPOSER (composer)), "asked for terms", -1);
  g_assert_cmpstr (crm_draft_get (f->store, "deal", deal, "composer.call"), ==, "asked for terms");
  crm_composer_save (CRM_COMPOSER (composer));
  crm_test_await (is_true, &saved);
  g_assert_null (crm_draft_get (f->store, "deal", deal, "composer.call"));
  g_assert_cmpstr (crm_draft_get (f->store, "client", f->client, "composer.note"), ==, "of Anna");
  f->timeline = CRM_TIMELINE_VIEW (view);
  /* The call above the opening of the deal. */
  crm_test_await (has_two_rows, f);
  activity = g_object_ref (
      crm_timeline_row_get_activity (CRM_TIMELINE_ROW (crm_timeline_view_get_row (f->timeline, 0))));
  g_assert_cmpint (crm_row_get_integer (crm_activity_get_row (activity), CRM_CALL_DEAL), ==, deal);
  g_assert_cmpint (crm_row_get_integer (crm_activity_get_row (activity), CRM_CALL_CLIENT), ==, 0);
  g_object_unref (view);
  g_object_unref (composer);
}

/* Saving an entry of one kind leaves what was begun in the other. */
static void
test_other_draft_stays (Fixture *f, gconstpointer data)
{
  gboolean saved = FALSE;

  gtk_text_buffer_set_text (crm_composer_get_buffer (f->composer), "half a thought", -1);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  gtk_text_buffer_set_text (crm_composer_get_buffer (f->composer), "called back", -1);
  g_signal_connect (f->composer, "saved", G_CALLBACK (on_saved), &saved);
  crm_composer_save (f->composer);
  crm_test_await (is_true, &saved);
  g_assert_null (crm_draft_get (f->store, "client", f->client, "composer.call"));
  g_assert_cmpstr (crm_draft_get (f->store, "client", f->client, "composer.note"), ==, "half a thought");
  crm_composer_begin (f->composer, CRM_COMPOSER_NOTE);
  g_assert_cmpint (gtk_text_buffer_get_char_count (crm_composer_get_buffer (f->composer)), ==, 14);
}

static void
test_delete_and_undo (Fixture *f, gconstpointer data)
{
  add_note (f->store, f->client, "by mistake");
  crm_test_await (has_one_row, f);
  gtk_widget_activate_action (crm_timeline_view_get_row (f->timeline, 0), "entry.delete", NULL);
  crm_test_await (has_no_row, f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "undo", NULL);
  crm_test_await (has_one_row, f);
}

static gboolean
has_pinned (gpointer data)
{
  CrmTimeline *timeline = crm_timeline_view_get_timeline (((Fixture *)data)->timeline);

  return g_list_model_get_n_items (crm_timeline_get_pinned (timeline)) == 1;
}

static void
test_pin_and_edit (Fixture *f, gconstpointer data)
{
  gint64 id = add_note (f->store, f->client, "opens at 6");
  GtkWidget *composer;
  g_autoptr (CrmRow) row = NULL;

  crm_test_await (has_one_row, f);
  gtk_widget_activate_action (crm_timeline_view_get_row (f->timeline, 0), "entry.pin", NULL);
  crm_test_await (has_pinned, f);
  crm_test_await (has_one_row, f);
  gtk_widget_activate_action (crm_timeline_view_get_row (f->timeline, 0), "entry.edit", NULL);
  crm_test_await (client_has_dialog, f->window);
  composer = crm_test_find (GTK_WIDGET (crm_test_get_dialog (f->window)), CRM_TYPE_COMPOSER, NULL);
  gtk_text_buffer_set_text (crm_composer_get_buffer (CRM_COMPOSER (composer)), "opens at 7", -1);
  crm_composer_save (CRM_COMPOSER (composer));
  crm_test_await (client_has_no_dialog, f->window);
  row = client_load (f->store, "note", id);
  g_assert_cmpstr (crm_row_get_text (row, CRM_NOTE_TEXT), ==, "opens at 7");
  g_assert_cmpint (crm_row_get_integer (row, CRM_NOTE_PINNED), ==, 1);
}

/* Quick add and duplicates */

static gboolean
has_duplicate (gpointer data)
{
  return gtk_list_box_get_row_at_index (crm_quick_add_get_duplicates (data), 0) != NULL;
}

static CrmQuickAdd *
open_quick_add (Fixture *f)
{
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "quick-add", g_variant_new_string ("client"));
  crm_test_await (client_has_dialog, f->window);
  return CRM_QUICK_ADD (crm_test_get_dialog (f->window));
}

static void
set_entry (CrmQuickAdd *client_add, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_get_entry (client_add, name)), text);
}

static void
test_quick_add_duplicate (Fixture *f, gconstpointer data)
{
  CrmQuickAdd *client_add;

  client_add_address (f->store, f->client, "phone", "+48 601 442 187");
  client_add = open_quick_add (f);
  set_entry (client_add, "phone", "601 442 187");
  crm_test_await (has_duplicate, client_add);
  gtk_widget_activate (
      GTK_WIDGET (gtk_list_box_get_row_at_index (crm_quick_add_get_duplicates (client_add), 0)));
  crm_test_await (client_has_no_dialog, f->window);
  g_assert_cmpint (crm_client_card_view_get_client (f->card), ==, f->client);
  /* What was begun for a new one is forgotten. */
  client_add = open_quick_add (f);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (client_add, "phone"))), ==, "");
  gtk_window_destroy (GTK_WINDOW (client_add));
}

static gboolean
shows_other_client (gpointer data)
{
  Fixture *f = data;

  return crm_client_card_view_get_client (f->card) != f->client && client_is_ready (f);
}

static void
test_quick_add (Fixture *f, gconstpointer data)
{
  CrmQuickAdd *client_add = open_quick_add (f);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) company = NULL;

  crm_quick_add_save (client_add);
  g_assert_nonnull (crm_quick_add_get_error (client_add));
  set_entry (client_add, "name", "Oleksandr Melnyk");
  set_entry (client_add, "email", "o.melnyk@example.org");
  set_entry (client_add, "company", "Roastery");
  set_entry (client_add, "tags", "VIP, Wholesale");
  if (crm_test_has_input ())
    {
      /* Escape leaves, what is typed stays. */
      crm_test_focus_window (GTK_WINDOW (client_add));
      crm_test_press ("Escape");
      crm_test_await (client_has_no_dialog, f->window);
      client_add = open_quick_add (f);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (client_add, "name"))),
          ==, "Oleksandr Melnyk");
    }
  crm_quick_add_save (client_add);
  crm_test_await (client_has_no_dialog, f->window);
  crm_test_await (shows_other_client, f);
  row = client_load (f->store, "client", crm_client_card_view_get_client (f->card));
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_NAME), ==, "Oleksandr Melnyk");
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_EMAIL), ==, "o.melnyk@example.org");
  g_assert_cmpuint (crm_row_get (row, CRM_CLIENT_TAGS)->v.list->len, ==, 2);
  company = client_load (f->store, "client", crm_row_get_integer (row, CRM_CLIENT_COMPANY));
  g_assert_cmpstr (crm_row_get_text (company, CRM_CLIENT_KIND), ==, "company");
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add ("/client-card/" path, Fixture, NULL, client_set_up, func, client_tear_down)
  ADD ("timeline/note", test_note_by_keyboard);
  ADD ("timeline/empty-note", test_empty_note_is_refused);
  ADD ("timeline/call", test_call);
  ADD ("timeline/draft", test_draft);
  ADD ("timeline/deal", test_deal);
  ADD ("timeline/other-draft-stays", test_other_draft_stays);
  ADD ("timeline/delete-and-undo", test_delete_and_undo);
  ADD ("timeline/pin-and-edit", test_pin_and_edit);
  ADD ("quick-add/duplicate", test_quick_add_duplicate);
  ADD ("quick-add/save", test_quick_add);
#undef ADD
  return g_test_run ();
}
