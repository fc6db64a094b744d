/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-page.h"

#include "client/crm-client-contacts.h"
#include "client/crm-client-fields.h"
#include "client/crm-client.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "note/crm-note.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-field-row.h"

/* The client card and quick add in a real window, driven by keys through the X server where a person would use the keyboard. */

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

static void
assert_client_text (Fixture *f, int field, const char *text)
{
  g_autoptr (CrmRow) row = client_load (f->store, "client", f->client);

  g_assert_cmpstr (crm_row_get_text (row, field), ==, text);
}

/* Fields */

static void
test_edit_by_keyboard (Fixture *f, gconstpointer data)
{
  GtkWidget *city = crm_client_fields_get_row (f->fields, "city");
  GtkWidget *country = crm_client_fields_get_row (f->fields, "country");

  if (!crm_test_has_input ())
    return;
  crm_test_focus_window (GTK_WINDOW (f->window));
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
  crm_test_focus_window (GTK_WINDOW (f->window));
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
  g_autoptr (CrmRow) before = client_load (f->store, "client", f->client);

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

static gboolean
is_own_field_edited (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day");

  return row != NULL && crm_field_row_is_editing (CRM_FIELD_ROW (row));
}

/* Wherever the row came, it was scrolled to. */
static gboolean
is_own_field_seen (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day");
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);
  graphene_rect_t place;

  return gtk_widget_compute_bounds (row, viewport, &place) && place.size.height > 0 && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= (float)gtk_widget_get_height (viewport);
}

static gboolean
is_own_field_gone (gpointer data)
{
  return crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day") == NULL;
}

/* Leaving in the middle of typing */

static void
open_from_list (Fixture *f, CrmRecordList *list)
{
  crm_window_open_client (GTK_WIDGET (f->window), f->client, list);
  crm_test_await (client_is_ready, f);
}

static gboolean
is_listed (gpointer data)
{
  return crm_record_list_get_id (data, 1) != 0;
}

static CrmRecordList *
list_two (Fixture *f, gint64 *other)
{
  CrmRecordList *list = crm_record_list_new (f->store);
  CrmQuery *query = crm_query_new ("client");

  *other = crm_test_add_client (f->store, "Zofia Nowak");
  crm_query_add_order (query, "name");
  crm_record_list_set_query (list, query);
  crm_query_free (query);
  crm_test_await (is_listed, list);
  open_from_list (f, list);
  return list;
}

static gboolean
shows_address (gpointer data)
{
  GtkWidget *contacts = crm_test_find (GTK_WIDGET (((Fixture *)data)->card), CRM_TYPE_CLIENT_CONTACTS, NULL);

  return crm_test_find (contacts, GTK_TYPE_LABEL, "anna@example.org") != NULL;
}

static void
test_leave_to_next (Fixture *f, gconstpointer data)
{
  gint64 other;
  g_autoptr (CrmRecordList) list = list_two (f, &other);
  GtkWidget *row = crm_client_fields_get_row (f->fields, "city");
  GtkWidget *contacts = crm_test_find (GTK_WIDGET (f->card), CRM_TYPE_CLIENT_CONTACTS, NULL);
  g_autoptr (CrmRow) next = NULL;

  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Wroclaw");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  g_assert_cmpint (crm_client_card_view_get_client (f->card), ==, other);
  crm_test_await (client_is_ready, f);
  g_assert_false (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  assert_client_text (f, CRM_CLIENT_CITY, "Wroclaw");
  next = client_load (f->store, "client", other);
  g_assert_null (crm_row_get_text (next, CRM_CLIENT_CITY));
  g_assert_true (crm_field_row_is_empty (CRM_FIELD_ROW (row)));

  /* Whatever way the card goes on to another client, and a row that was only being added. */
  open_from_list (f, list);
  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Opole");
  crm_client_contacts_add (CRM_CLIENT_CONTACTS (contacts), "email");
  row = crm_test_find (contacts, CRM_TYPE_FIELD_ROW, NULL);
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "anna@example.org");
  crm_window_open_client (GTK_WIDGET (f->window), other, NULL);
  crm_test_await (client_is_ready, f);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (client_is_ready, f);
  crm_test_await (shows_address, f);
  assert_client_text (f, CRM_CLIENT_CITY, "Opole");
}

/* What cannot be saved keeps one where it is. */
static void
test_leave_wrong (Fixture *f, gconstpointer data)
{
  gint64 other;
  g_autoptr (CrmRecordList) list = list_two (f, &other);
  GtkWidget *row = crm_client_fields_get_row (f->fields, "birthday");

  g_assert_true (crm_client_fields_edit (f->fields, "birthday"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "31.02.1984");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  g_assert_cmpint (crm_client_card_view_get_client (f->card), ==, f->client);
  g_assert_nonnull (crm_field_row_get_error (CRM_FIELD_ROW (row)));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "29.02.1984");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  g_assert_cmpint (crm_client_card_view_get_client (f->card), ==, other);
  crm_test_await (client_is_ready, f);
  assert_client_text (f, CRM_CLIENT_BIRTHDAY, "1984-02-29");
}

static void
test_leave_by_closing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (crm_client_fields_get_row (f->fields, "city")), "Wroclaw");
  /* As the program ends: the book closes right after its window, once what was begun is written. */
  gtk_window_close (GTK_WINDOW (f->window));
  crm_store_close (f->store);
  store = crm_store_new (crm_store_get_path (f->store), NULL, CRM_ORIGIN_WINDOW);
  crm_store_open_sync (store, FALSE, 0, &error);
  g_assert_no_error (error);
  g_object_unref (f->store);
  f->store = store;
  assert_client_text (f, CRM_CLIENT_CITY, "Wroclaw");
  f->window = crm_test_window_new (f->store);
}

static gpointer
count_own_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("own_field");
  gint64 *count = g_new (gint64, 1);

  *count = crm_transaction_count (tx, query, error);
  return count;
}

static void
test_own_field (Fixture *f, gconstpointer data)
{
  g_autofree gint64 *count = NULL;
  GtkWidget *row, *entry;
  GtkWindow *dialog;
  g_autoptr (CrmRow) saved = NULL;
  int index;

  gtk_window_set_default_size (GTK_WINDOW (f->window), 1200, 400);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.add-own-field", NULL);
  crm_test_await (client_has_dialog, f->window);
  dialog = crm_test_get_dialog (f->window);
  entry = crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Delivery day");
  /* Whoever presses Enter twice means one field. */
  g_signal_emit_by_name (entry, "entry-activated");
  g_signal_emit_by_name (entry, "entry-activated");
  crm_test_await (client_has_no_dialog, f->window);
  /* It is there at once, ready for its first value. */
  crm_test_await (is_own_field_edited, f);
  crm_test_await (is_own_field_seen, f);
  row = crm_client_fields_get_row (f->fields, "Delivery day");
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Tuesday before 7:00");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (is_not_editing, row);
  saved = client_load (f->store, "client", f->client);
  index = crm_entity_find_field (saved->entity, "Delivery day");
  g_assert_cmpstr (crm_row_get_text (saved, index), ==, "Tuesday before 7:00");
  count = crm_store_read_sync (f->store, count_own_in_worker, NULL, NULL);
  g_assert_cmpint (*count, ==, 1);

  gtk_widget_activate_action (row, "field.remove", NULL);
  crm_test_await (client_has_dialog, f->window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (crm_test_get_dialog (f->window)), "remove");
  crm_test_await (is_own_field_gone, f);
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

  client_add (f, "own_entity", "label", "Vehicle");
  client_add (f, "u_1", "title", "Bus");
  client_add (f, "u_1", "title", "Van");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.add-own-field", NULL);
  crm_test_await (client_has_dialog, f->window);
  dialog = crm_test_get_dialog (f->window);
  entry = crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Delivery day");
  /* Only a link needs to know where it leads. */
  g_assert_null (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Which records"));
  choose (find_drop_down (GTK_WIDGET (dialog), "Kind"), "Links to several records");
  crm_test_await_frame (GTK_WIDGET (dialog));
  choose (find_drop_down (GTK_WIDGET (dialog), "Which records"), "Vehicle");
  g_signal_emit_by_name (entry, "entry-activated");
  crm_test_await (client_has_no_dialog, f->window);
  crm_test_await (is_own_field_edited, f);
  row = crm_client_fields_get_row (f->fields, "Delivery day");
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), "Van, Bus");
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
  crm_test_await (shows_vehicles, f);
  saved = client_load (f->store, "client", f->client);
  index = crm_entity_find_field (saved->entity, "Delivery day");
  plain = crm_field_format_plain (&saved->entity->fields[index], crm_row_get (saved, index));
  g_assert_cmpstr (plain, ==, "2;1");
}

/* A card so long that it scrolls, with many own fields filled. */

#define N_MANY 30

static gboolean
fill_many_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *label = g_strdup_printf ("Field %d", i);
      g_autofree char *name = crm_transaction_add_own_field (tx, "client", label, CRM_KIND_TEXT, NULL, error);

      if (name == NULL)
        return FALSE;
    }
  entity = crm_transaction_get_entity (tx, "client", error);
  values = crm_values_new (entity);
  for (guint i = entity->n_fields - N_MANY; i < entity->n_fields; i++)
    crm_values_set_text (values, i, "Filled");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static gboolean
shows_many (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Field 29");

  return row != NULL && gtk_widget_get_visible (row) && gtk_widget_get_height (row) > 0;
}

static gboolean
is_own_field_laid_out (gpointer data)
{
  GtkWidget *row = crm_client_fields_get_row (((Fixture *)data)->fields, "Delivery day");

  return row != NULL && gtk_widget_get_height (row) > 0;
}

/* data: the kind. */
static void
test_own_field_at_end (Fixture *f, gconstpointer data)
{
  GtkWidget *pane = gtk_widget_get_ancestor (GTK_WIDGET (f->fields), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *entry;
  GtkWindow *dialog;
  g_autoptr (GError) error = NULL;

  gtk_window_set_default_size (GTK_WINDOW (f->window), 1200, 600);
  crm_store_write_sync (f->store, "Fill", fill_many_in_worker, &f->client, NULL, &error);
  g_assert_no_error (error);
  crm_test_await (shows_many, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (pane)), G_MAXDOUBLE);
  crm_test_await_frame (GTK_WIDGET (f->window));
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.add-own-field", NULL);
  crm_test_await (client_has_dialog, f->window);
  dialog = crm_test_get_dialog (f->window);
  entry = crm_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Delivery day");
  choose (find_drop_down (GTK_WIDGET (dialog), "Kind"), data);
  g_signal_emit_by_name (entry, "entry-activated");
  crm_test_await (client_has_no_dialog, f->window);
  crm_test_await (is_own_field_edited, f);
  crm_test_await (is_own_field_laid_out, f);
  for (int frame = 0; frame < 5; frame++)
    crm_test_await_frame (GTK_WIDGET (f->window));
  g_assert_true (is_own_field_seen (f));
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
  crm_test_await (client_is_ready, f);
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

  client_add_address (f->store, other, "phone", "+48 601 442 187");
  client_add_address (f->store, f->client, "phone", "+48 601 442 187");
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

static gboolean
is_left (gpointer data)
{
  return g_strcmp0 (crm_window_get_page (data), "client") != 0;
}

static gboolean
is_here (gpointer data)
{
  return !is_left (data);
}

static gboolean
is_inactive (gpointer data)
{
  return !gtk_toggle_button_get_active (data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_not_mapped (gpointer data)
{
  return !is_mapped (data);
}

/* Escape ends what is open first, and leads out of the card then. */
static void
test_escape (Fixture *f, gconstpointer data)
{
  GtkWidget *city = crm_client_fields_get_row (f->fields, "city");
  GtkWidget *search =
      crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_TOGGLE_BUTTON, "Search in this history");
  GtkWidget *day = crm_test_find (GTK_WIDGET (f->timeline), GTK_TYPE_MENU_BUTTON, "Jump to a day");
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (day)));

  if (!crm_test_has_input ())
    return;
  crm_test_focus_window (GTK_WINDOW (f->window));
  g_assert_true (crm_client_fields_edit (f->fields, "city"));
  crm_test_press ("Escape");
  crm_test_await (is_not_editing, city);
  g_assert_true (is_here (f->window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (day));
  crm_test_await (is_mapped, popover);
  crm_test_press ("Escape");
  crm_test_await (is_not_mapped, popover);
  g_assert_true (is_here (f->window));

  /* The same from beside what is open. */
  crm_view_focus_search (CRM_VIEW (f->card));
  g_assert_false (is_inactive (search));
  g_assert_true (gtk_widget_grab_focus (search));
  crm_test_press ("Escape");
  crm_test_await (is_inactive, search);
  g_assert_true (is_here (f->window));
  crm_test_press ("Escape");
  crm_test_await (is_left, f->window);

  /* What was begun is there again. */
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (is_here, f->window);
  crm_composer_begin (f->composer, CRM_COMPOSER_NOTE);
  crm_test_type ("Half a word");
  crm_test_press ("Escape");
  crm_test_await (is_left, f->window);
  g_assert_cmpstr (crm_draft_get (f->store, "client", f->client, "composer.note"), ==, "Half a word");
}

/* The button at the thumb is the same as Back. */
static void
test_back_button (Fixture *f, gconstpointer data)
{
  double x, y;

  if (!crm_test_has_input ())
    return;
  crm_test_focus_window (GTK_WINDOW (f->window));
  crm_test_find_point (GTK_WINDOW (f->window), GTK_WIDGET (f->timeline), 0.5, 0.5, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (f->window), x, y);
  crm_test_input ("click", "8", NULL);
  crm_test_await (is_left, f->window);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add ("/client-card/" path, Fixture, NULL, client_set_up, func, client_tear_down)
  ADD ("field/keyboard", test_edit_by_keyboard);
  ADD ("field/error-and-revert", test_error_and_revert);
  ADD ("field/conflict", test_conflict);
  ADD ("field/address", test_address);
  ADD ("field/leave-to-next", test_leave_to_next);
  ADD ("field/leave-wrong", test_leave_wrong);
  ADD ("field/leave-by-closing", test_leave_by_closing);
  ADD ("field/own", test_own_field);
  ADD ("field/own-link", test_own_link);
  g_test_add ("/client-card/field/own-at-end", Fixture, "Text", client_set_up, test_own_field_at_end,
      client_tear_down);
  g_test_add ("/client-card/field/own-link-at-end", Fixture, "Link to a record", client_set_up,
      test_own_field_at_end, client_tear_down);
  ADD ("timeline/long", test_long_history);
  ADD ("duplicate/not-the-same", test_not_the_same);
  ADD ("nobody", test_nobody);
  ADD ("escape", test_escape);
  ADD ("back-button", test_back_button);
#undef ADD
  return g_test_run ();
}
