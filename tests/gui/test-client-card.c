/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "note/crm-note.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-fields.h"
#include "client/crm-client.h"
#include "client/crm-quick-add.h"
#include "deal/crm-deal.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-timeline-entry.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-field-row.h"

/* The client card and quick add in a real window, driven by keys through the X server where a person would use the keyboard. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientCardView *card;
  CrmClientFields *fields;
  CrmComposer *composer;
  CrmTimelineView *timeline;
  gint64 client;
} Fixture;

/* Keys */

static void
focus_window (const char *title)
{
  guint tries = 0;

  /* The search fails when any window, such as one of the window manager, goes away under it. */
  while (!crm_test_try_input ((const char *const[]){
      "search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync", NULL }))
    g_assert_cmpuint (++tries, <, 10);
}

/* Waiting */

static gboolean
is_ready (gpointer data)
{
  Fixture *f = data;

  return crm_client_card_view_is_ready (f->card) &&
         !crm_timeline_is_loading (crm_timeline_view_get_timeline (f->timeline));
}

static gboolean
is_editing (gpointer data)
{
  return crm_field_row_is_editing (data);
}

static gboolean
is_not_editing (gpointer data)
{
  return !crm_field_row_is_editing (data);
}

static gboolean
has_error (gpointer data)
{
  return crm_field_row_get_error (data) != NULL;
}

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

/* Records */

typedef struct
{
  const char *entity;
  gint64 id;
} Key;

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Key *key = data;

  return crm_transaction_load (tx, key->entity, key->id, error);
}

static CrmRow *
load (CrmStore *store, const char *entity, gint64 id)
{
  Key key = { entity, id };
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &key, &error);

  g_assert_no_error (error);
  return row;
}

static void
assert_client_text (Fixture *f, int field, const char *text)
{
  g_autoptr (CrmRow) row = load (f->store, "client", f->client);

  g_assert_cmpstr (crm_row_get_text (row, field), ==, text);
}

static gint64
add_address (CrmStore *store, gint64 client, const char *kind, const char *value)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "address");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, kind);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, value);
  return crm_test_add (store, values);
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

/* Set-up */

static void
open_card (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  g_assert_true (CRM_IS_CLIENT_CARD_VIEW (crm_window_get_view (f->window)));
  f->card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  f->fields = CRM_CLIENT_FIELDS (crm_client_card_view_get_fields (f->card));
  f->composer = CRM_COMPOSER (crm_client_card_view_get_composer (f->card));
  f->timeline = CRM_TIMELINE_VIEW (crm_client_card_view_get_timeline (f->card));
  crm_test_await (is_ready, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  open_card (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

/* Fields */

static void
test_edit_by_keyboard (Fixture *f, gconstpointer data)
{
  GtkWidget *city = crm_client_fields_get_row (f->fields, "city");
  GtkWidget *country = crm_client_fields_get_row (f->fields, "country");

  if (!crm_test_has_input ())
    return;
  focus_window ("Anna Kowalska");
  /* Empty fields are folded until they are wanted. */
  g_assert_false (gtk_widget_get_visible (city));
  g_assert_true (crm_client_fields_edit (f->fields, "country"));
  crm_test_type ("Poland");
  crm_test_press ("Return");
  crm_test_await (is_not_editing, country);
  assert_client_text (f, CRM_CLIENT_COUNTRY, "Poland");
  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_test_await (is_editing, city);
  g_assert_true (gtk_widget_get_visible (city));
  crm_test_type ("Wroclaw");
  crm_test_press ("Tab");
  /* Tab saves and goes on to the next one that is shown. */
  crm_test_await (is_editing, country);
  assert_client_text (f, CRM_CLIENT_CITY, "Wroclaw");
  g_assert_false (crm_field_row_is_editing (CRM_FIELD_ROW (city)));
}

static void
test_error_and_revert (Fixture *f, gconstpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (f->fields, "birthday");

  if (!crm_test_has_input ())
    return;
  focus_window ("Anna Kowalska");
  g_assert_true (crm_client_fields_edit (f->fields, "birthday"));
  crm_test_type ("31.02.1984");
  crm_test_press ("Return");
  crm_test_await (has_error, row);
  g_assert_true (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  crm_test_press ("Escape");
  crm_test_await (is_not_editing, row);
  g_assert_null (crm_field_row_get_error (CRM_FIELD_ROW (row)));
  g_assert_true (crm_field_row_is_empty (CRM_FIELD_ROW (row)));
  assert_client_text (f, CRM_CLIENT_BIRTHDAY, NULL);
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (f->fields, "city");
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);
  g_autoptr (CrmRow) before = load (f->store, "client", f->client);

  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Mine");
  crm_values_set_text (values, CRM_CLIENT_CITY, "Theirs");
  crm_store_set_async (f->store, f->client, before->version, values, NULL, NULL, NULL);
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (has_error, row);
  g_assert_true (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  assert_client_text (f, CRM_CLIENT_CITY, "Theirs");
  /* Seen: now it is meant. */
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (is_not_editing, row);
  assert_client_text (f, CRM_CLIENT_CITY, "Mine");
}

static void
test_address (Fixture *f, gconstpointer data)
{
  GtkWidget *contacts = crm_test_find (GTK_WIDGET (f->card), CRM_TYPE_CLIENT_CONTACTS, NULL);
  GtkWidget *row;

  crm_client_contacts_add (CRM_CLIENT_CONTACTS (contacts), "email");
  row = crm_test_find (contacts, CRM_TYPE_FIELD_ROW, NULL);
  g_assert_true (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "no address");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (has_error, row);
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "anna@example.org");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (is_not_editing, row);
  assert_client_text (f, CRM_CLIENT_EMAIL, "anna@example.org");
}

/* Own fields */

static gboolean
has_dialog (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static gboolean
is_own_field_edited (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day");

  return row != NULL && crm_field_row_is_editing (CRM_FIELD_ROW (row));
}

static gboolean
is_own_field_gone (gpointer data)
{
  return crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day") == NULL;
}

static void
test_own_field (Fixture *f, gconstpointer data)
{
  GtkWidget *row, *entry;
  GtkWindow *dialog;
  g_autoptr (CrmRow) saved = NULL;
  int index;

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.add-own-field", NULL);
  crm_test_await (has_dialog, f->window);
  dialog = crm_test_get_dialog (f->window);
  entry = crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Delivery day");
  g_signal_emit_by_name (entry, "entry-activated");
  crm_test_await (has_no_dialog, f->window);
  /* It is there at once, ready for its first value. */
  crm_test_await (is_own_field_edited, f);
  row = crm_client_fields_get_row (f->fields, "Delivery day");
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Tuesday before 7:00");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (is_not_editing, row);
  saved = load (f->store, "client", f->client);
  index = crm_entity_find_field (saved->entity, "Delivery day");
  g_assert_cmpstr (crm_row_get_text (saved, index), ==, "Tuesday before 7:00");

  gtk_widget_activate_action (row, "field.remove", NULL);
  crm_test_await (has_dialog, f->window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (crm_test_get_dialog (f->window)), "remove");
  crm_test_await (is_own_field_gone, f);
}

typedef struct
{
  const char *entity, *field, *text;
} Addition;

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Addition *addition = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, addition->entity, error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, crm_entity_find_field (entity, addition->field), addition->text);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
add (Fixture *f, const char *entity, const char *field, const char *text)
{
  Addition addition = { entity, field, text };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Add", add_in_worker, &addition, NULL, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_drop_down (GtkWidget *root, const char *label)
{
  GtkWidget *row = gtk_widget_get_ancestor (crm_test_find (root, GTK_TYPE_LABEL, label), ADW_TYPE_ACTION_ROW);

  return crm_test_find (row, GTK_TYPE_DROP_DOWN, NULL);
}

static void
choose (GtkWidget *drop_down, const char *label)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
          return;
        }
    }
  g_error ("“%s” is not offered", label);
}

static gboolean
shows_vehicles (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day");

  return row != NULL && crm_test_find (row, GTK_TYPE_LABEL, "Van, Bus") != NULL;
}

/* A field may lead to records of an own module, and shows their names. */
static void
test_own_link (Fixture *f, gconstpointer data)
{
  GtkWidget *row, *entry;
  GtkWindow *dialog;
  g_autoptr (CrmRow) saved = NULL;
  g_autofree char *plain = NULL;
  int index;

  add (f, "own_entity", "label", "Vehicle");
  add (f, "u_1", "title", "Bus");
  add (f, "u_1", "title", "Van");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.add-own-field", NULL);
  crm_test_await (has_dialog, f->window);
  dialog = crm_test_get_dialog (f->window);
  entry = crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Delivery day");
  /* Only a link needs to know where it leads. */
  g_assert_null (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Which records"));
  choose (find_drop_down (GTK_WIDGET (dialog), "Kind"), "Links to several records");
  crm_test_await_frame (GTK_WIDGET (dialog));
  choose (find_drop_down (GTK_WIDGET (dialog), "Which records"), "Vehicle");
  g_signal_emit_by_name (entry, "entry-activated");
  crm_test_await (has_no_dialog, f->window);
  crm_test_await (is_own_field_edited, f);
  row = crm_client_fields_get_row (f->fields, "Delivery day");
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Van, Bus");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (shows_vehicles, f);
  saved = load (f->store, "client", f->client);
  index = crm_entity_find_field (saved->entity, "Delivery day");
  plain = crm_field_format_plain (&saved->entity->fields[index], crm_row_get (saved, index));
  g_assert_cmpstr (plain, ==, "2;1");
}

/* Timeline */

static void
test_note_by_keyboard (Fixture *f, gconstpointer data)
{
  CrmActivity *activity;

  if (!crm_test_has_input ())
    return;
  focus_window ("Anna Kowalska");
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
  crm_test_await (is_ready, f);
  empty = dup_text (f->composer);
  g_assert_cmpstr (empty, ==, "");
  f->client = first;
  crm_window_open_client (GTK_WIDGET (f->window), first, NULL);
  crm_test_await (is_ready, f);
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
  crm_test_await (has_dialog, f->window);
  composer = crm_test_find (GTK_WIDGET (crm_test_get_dialog (f->window)), CRM_TYPE_COMPOSER, NULL);
  gtk_text_buffer_set_text (crm_composer_get_buffer (CRM_COMPOSER (composer)), "opens at 7", -1);
  crm_composer_save (CRM_COMPOSER (composer));
  crm_test_await (has_no_dialog, f->window);
  row = load (f->store, "note", id);
  g_assert_cmpstr (crm_row_get_text (row, CRM_NOTE_TEXT), ==, "opens at 7");
  g_assert_cmpint (crm_row_get_integer (row, CRM_NOTE_PINNED), ==, 1);
}

static gboolean
fill_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "note", error);

  for (gint64 i = 0; i < 300; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_NOTE_CLIENT, *(gint64 *)data);
      crm_values_set_integer (
          values, CRM_NOTE_AT, G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC + i * 3600 * G_USEC_PER_SEC);
      crm_values_set_text (values, CRM_NOTE_TEXT, "One of many");
      if (crm_transaction_insert (tx, values, NULL, error) == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_two_pages (gpointer data)
{
  return crm_timeline_view_get_n_rows (((Fixture *)data)->timeline) >= 80;
}

static void
test_long_history (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 other = crm_test_add_client (f->store, "Many");
  GtkWidget *row;
  gint64 before = 0;

  g_assert_true (crm_store_write_sync (f->store, "Fill", fill_in_worker, &other, NULL, &error));
  g_assert_no_error (error);
  crm_window_open_client (GTK_WIDGET (f->window), other, NULL);
  crm_test_await (is_ready, f);
  g_assert_cmpuint (crm_timeline_view_get_n_rows (f->timeline), <=, 80);
  for (row = gtk_widget_get_parent (GTK_WIDGET (f->timeline)); !GTK_IS_SCROLLED_WINDOW (row);)
    row = gtk_widget_get_parent (row);
  crm_test_await_frame (GTK_WIDGET (f->window));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (row)), G_MAXDOUBLE);
  crm_test_await (has_two_pages, f);
  /* Newest first, whatever page they came with. */
  for (guint i = 0; i < crm_timeline_view_get_n_rows (f->timeline); i++)
    {
      CrmActivity *activity =
          crm_timeline_row_get_activity (CRM_TIMELINE_ROW (crm_timeline_view_get_row (f->timeline, i)));
      gint64 at = crm_activity_get_line (activity)->at;

      if (i > 0)
        g_assert_cmpint (at, <, before);
      before = at;
    }
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
  crm_test_await (has_dialog, f->window);
  return CRM_QUICK_ADD (crm_test_get_dialog (f->window));
}

static void
set_entry (CrmQuickAdd *add, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_get_entry (add, name)), text);
}

static void
test_quick_add_duplicate (Fixture *f, gconstpointer data)
{
  CrmQuickAdd *add;

  add_address (f->store, f->client, "phone", "+48 601 442 187");
  add = open_quick_add (f);
  set_entry (add, "phone", "601 442 187");
  crm_test_await (has_duplicate, add);
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (crm_quick_add_get_duplicates (add), 0)));
  crm_test_await (has_no_dialog, f->window);
  g_assert_cmpint (crm_client_card_view_get_client (f->card), ==, f->client);
  /* What was begun for a new one is forgotten. */
  add = open_quick_add (f);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (add, "phone"))), ==, "");
  gtk_window_destroy (GTK_WINDOW (add));
}

static gboolean
shows_other_client (gpointer data)
{
  Fixture *f = data;

  return crm_client_card_view_get_client (f->card) != f->client && is_ready (f);
}

static void
test_quick_add (Fixture *f, gconstpointer data)
{
  CrmQuickAdd *add = open_quick_add (f);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) company = NULL;

  crm_quick_add_save (add);
  g_assert_nonnull (crm_quick_add_get_error (add));
  set_entry (add, "name", "Oleksandr Melnyk");
  set_entry (add, "email", "o.melnyk@example.org");
  set_entry (add, "company", "Roastery");
  set_entry (add, "tags", "VIP, Wholesale");
  if (crm_test_has_input ())
    {
      /* Escape leaves, what is typed stays. */
      focus_window ("New client");
      crm_test_press ("Escape");
      crm_test_await (has_no_dialog, f->window);
      add = open_quick_add (f);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (add, "name"))), ==,
          "Oleksandr Melnyk");
    }
  crm_quick_add_save (add);
  crm_test_await (has_no_dialog, f->window);
  crm_test_await (shows_other_client, f);
  row = load (f->store, "client", crm_client_card_view_get_client (f->card));
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_NAME), ==, "Oleksandr Melnyk");
  g_assert_cmpstr (crm_row_get_text (row, CRM_CLIENT_EMAIL), ==, "o.melnyk@example.org");
  g_assert_cmpuint (crm_row_get (row, CRM_CLIENT_TAGS)->v.list->len, ==, 2);
  company = load (f->store, "client", crm_row_get_integer (row, CRM_CLIENT_COMPANY));
  g_assert_cmpstr (crm_row_get_text (company, CRM_CLIENT_KIND), ==, "company");
}

static gboolean
has_banner (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), GTK_TYPE_BUTTON, "Not the same") != NULL;
}

static gboolean
has_no_banner (gpointer data)
{
  return !has_banner (data);
}

static void
test_not_the_same (Fixture *f, gconstpointer data)
{
  gint64 other = crm_test_add_client (f->store, "Hanna K.");

  add_address (f->store, other, "phone", "+48 601 442 187");
  add_address (f->store, f->client, "phone", "+48 601 442 187");
  crm_test_await (has_banner, f);
  g_signal_emit_by_name (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Not the same"), "clicked");
  crm_test_await (has_no_banner, f);
}

static gboolean
shows_error (gpointer data)
{
  Fixture *f = data;

  return crm_test_find (GTK_WIDGET (f->card), ADW_TYPE_STATUS_PAGE, NULL) != NULL;
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  crm_window_open_client (GTK_WIDGET (f->window), 4711, NULL);
  crm_test_await (shows_error, f);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/client-card/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("field/keyboard", test_edit_by_keyboard);
  ADD ("field/error-and-revert", test_error_and_revert);
  ADD ("field/conflict", test_conflict);
  ADD ("field/address", test_address);
  ADD ("field/own", test_own_field);
  ADD ("field/own-link", test_own_link);
  ADD ("timeline/note", test_note_by_keyboard);
  ADD ("timeline/empty-note", test_empty_note_is_refused);
  ADD ("timeline/call", test_call);
  ADD ("timeline/draft", test_draft);
  ADD ("timeline/deal", test_deal);
  ADD ("timeline/other-draft-stays", test_other_draft_stays);
  ADD ("timeline/delete-and-undo", test_delete_and_undo);
  ADD ("timeline/pin-and-edit", test_pin_and_edit);
  ADD ("timeline/long", test_long_history);
  ADD ("quick-add/duplicate", test_quick_add_duplicate);
  ADD ("quick-add/save", test_quick_add);
  ADD ("duplicate/not-the-same", test_not_the_same);
  ADD ("nobody", test_nobody);
#undef ADD
  return g_test_run ();
}
