/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "campaign/crm-campaign-card.h"
#include "campaign/crm-campaign.h"
#include "campaign/crm-campaigns-view.h"
#include "campaign/crm-segment-editor.h"
#include "channel/crm-account.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client.h"
#include "client/crm-condition-row.h"
#include "segment/crm-segment.h"
#include "template/crm-template.h"
#include "widgets/crm-field-row.h"

/* The page Campaigns: ready ones, the question before a start, preview, rest and end, undo; segments counted while they are edited, those left out, and the ways
 * from and to the client list. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmCampaignsView *view;
  GtkWidget *root; /* in which something is awaited */
  GType type;
  const char *text;
  gint64 id;
  const char *state;
  guint64 n;
} Fixture;

static gint64
add_record (Fixture *f, const char *entity, ...)
{
  g_autoptr (CrmEntity) type = crm_store_get_entity (f->store, entity);
  CrmValues *values = crm_values_new (type);
  va_list arguments;
  int field;

  va_start (arguments, entity);
  while ((field = va_arg (arguments, int)) >= 0)
    crm_values_set_text (values, field, va_arg (arguments, const char *));
  va_end (arguments);
  return crm_test_add (f->store, values);
}

static gint64
add_client (Fixture *f, const char *name, const char *city, const char *phone)
{
  return phone != NULL ? add_record (f, "client", CRM_CLIENT_NAME, name, CRM_CLIENT_CITY, city,
                             CRM_CLIENT_PHONE, phone, -1)
                       : add_record (f, "client", CRM_CLIENT_NAME, name, CRM_CLIENT_CITY, city, -1);
}

static gint64
add_campaign (Fixture *f, const char *name, gint64 template)
{
  g_autoptr (CrmEntity) type = crm_store_get_entity (f->store, "campaign");
  CrmValues *values = crm_values_new (type);

  crm_values_set_text (values, CRM_CAMPAIGN_NAME, name);
  crm_values_set_integer (values, CRM_CAMPAIGN_TEMPLATE, template);
  return crm_test_add (f->store, values);
}

static gint64
add_template (Fixture *f, const char *text)
{
  gint64 template = add_record (f, "template", CRM_TEMPLATE_NAME, "Hello", CRM_TEMPLATE_CHANNEL, "any",
      CRM_TEMPLATE_PURPOSE, "service", -1);
  g_autoptr (CrmEntity) type = crm_store_get_entity (f->store, "template_text");
  CrmValues *values = crm_values_new (type);

  crm_values_set_integer (values, CRM_TEMPLATE_TEXT_TEMPLATE, template);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_TEXT, text);
  crm_test_add (f->store, values);
  return template;
}

static gint64
add_segment (Fixture *f, const char *name, const char *city)
{
  g_autofree char *json = g_strdup_printf (
      "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"city\",\"test\":\"=\",\"value\":\"%s\"}]}}",
      city);

  return add_record (f, "segment", CRM_SEGMENT_NAME, name, CRM_SEGMENT_QUERY, json, -1);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  add_client (f, "Anna Berg", "Kyiv", "+380671234567");
  add_client (f, "Boris Kalt", "Lviv", "+380671234568");
  add_client (f, "Clara Ost", "Kyiv", NULL);
  add_record (
      f, "account", CRM_ACCOUNT_NAME, "SMS", CRM_ACCOUNT_CHANNEL, "sms", CRM_ACCOUNT_BACKEND, "http", -1);
}

static void
open_window (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  g_assert_true (crm_window_show_page (f->window, "campaigns"));
  f->view = CRM_CAMPAIGNS_VIEW (crm_window_get_view (f->window));
  f->root = GTK_WIDGET (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static gboolean
is_found (gpointer data)
{
  Fixture *f = data;

  return crm_test_find (f->root, f->type, f->text) != NULL;
}

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_found, f);
  return crm_test_find (f->root, type, text);
}

static gboolean
has_dialog (gpointer data)
{
  GtkWindow *dialog = crm_test_get_dialog (((Fixture *)data)->window);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static GtkWindow *
await_dialog (Fixture *f)
{
  crm_test_await (has_dialog, f);
  return crm_test_get_dialog (f->window);
}

static gboolean
has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) == NULL;
}

static gpointer
state_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", *(gint64 *)data, error);

  return row != NULL ? g_strdup (crm_row_get_text (row, CRM_CAMPAIGN_STATE)) : NULL;
}

static gboolean
has_state (gpointer data)
{
  Fixture *f = data;
  g_autofree char *state = crm_store_read_sync (f->store, state_in_worker, &f->id, NULL);

  return g_strcmp0 (state, f->state) == 0;
}

static void
await_state (Fixture *f, gint64 campaign, const char *state)
{
  f->id = campaign;
  f->state = state;
  crm_test_await (has_state, f);
}

static void
press (Fixture *f, GType type, const char *text)
{
  g_signal_emit_by_name (await (f, type, text), "clicked");
}

/* Answering by program does not close it. */
static void
answer (Fixture *f, AdwMessageDialog *dialog, const char *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  crm_test_await (has_no_dialog, f);
}

/* The card, when it shows this campaign. */
static void
await_card (Fixture *f, const char *name)
{
  f->root = await (f, CRM_TYPE_CAMPAIGN_CARD, NULL);
  await (f, GTK_TYPE_LABEL, name);
}

/* An empty page offers ready ones; the draft says what is missing. */
static void
test_ready_ones (Fixture *f, gconstpointer data)
{
  open_window (f);
  await (f, ADW_TYPE_STATUS_PAGE, "No campaigns yet");
  press (f, GTK_TYPE_BUTTON, "Birthday");
  await (f, CRM_TYPE_CAMPAIGN_CARD, NULL);
  await (f, GTK_TYPE_LABEL, "Draft");
  await (f, GTK_TYPE_LABEL, "A date on the card");
  await (f, ADW_TYPE_COMBO_ROW, "Date");
  await (f, GTK_TYPE_LABEL, "Client: Birthday");
  /* The others can be had when there is one, too. */
  gtk_menu_button_popup (GTK_MENU_BUTTON (await (f, GTK_TYPE_MENU_BUTTON, "Ready campaigns")));
  press (f, GTK_TYPE_BUTTON, "We have not seen you for long");
  await (f, GTK_TYPE_LABEL, "Not seen for long");
}

static void
test_start_and_stop (Fixture *f, gconstpointer data)
{
  gint64 campaign = add_campaign (f, "Spring", add_template (f, "Hello {client.name|first}!"));
  AdwMessageDialog *dialog;

  open_window (f);
  await_card (f, "Spring");
  press (f, GTK_TYPE_BUTTON, "Start…");
  dialog = ADW_MESSAGE_DIALOG (await_dialog (f));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Start “Spring”?");
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (dialog), "2 clients will be written to, 1 is left out"));
  answer (f, dialog, "cancel");
  await_state (f, campaign, "draft");

  press (f, GTK_TYPE_BUTTON, "Start…");
  answer (f, ADW_MESSAGE_DIALOG (await_dialog (f)), "start");
  await_state (f, campaign, "scheduled");
  press (f, GTK_TYPE_BUTTON, "Pause");
  await_state (f, campaign, "paused");
  await (f, GTK_TYPE_BUTTON, "_Go on");
  press (f, GTK_TYPE_BUTTON, "S_top…");
  answer (f, ADW_MESSAGE_DIALOG (await_dialog (f)), "stop");
  await_state (f, campaign, "stopped");
  /* The stop can be taken back. */
  await (f, GTK_TYPE_LABEL, "Stopped");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL));
  await_state (f, campaign, "paused");
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  GtkWindow *window;

  add_campaign (f, "Spring", add_template (f, "Hello {client.name|first}!"));
  open_window (f);
  await_card (f, "Spring");
  press (f, GTK_TYPE_BUTTON, "Pre_view…");
  window = await_dialog (f);
  f->root = GTK_WIDGET (window);
  await (f, GTK_TYPE_LABEL, "2 of 3 would be written to");
  await (f, GTK_TYPE_LABEL, "Hello Anna!");
  await (f, GTK_TYPE_LABEL, "Has no phone number");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (await (f, GTK_TYPE_CHECK_BUTTON, "Only those _left out")), TRUE);
  await (f, GTK_TYPE_LABEL, "Clara Ost");
  g_assert_null (crm_test_find (f->root, GTK_TYPE_LABEL, "Anna Berg"));
  gtk_window_close (window);
  f->root = GTK_WIDGET (f->window);
  crm_test_await (has_no_dialog, f);
}

static gboolean
add_many_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) client = crm_transaction_get_entity (tx, "client", error);

  for (int i = 0; client && i < 2500; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (client);
      g_autofree char *name = g_strdup_printf ("Zz %04d", i);

      crm_values_set_text (values, crm_entity_find_field (client, "name"), name);
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return client != NULL;
}

static gboolean
has_all_lines (gpointer data)
{
  GtkWidget *view = crm_test_find (((Fixture *)data)->root, GTK_TYPE_LIST_VIEW, NULL);

  return view &&
         g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)))) == 2503;
}

/* Of many the first are there before everybody has been counted, and each is there once. */
static void
test_long_preview (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Add", add_many_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  add_campaign (f, "Spring", add_template (f, "Hello {client.name|first}!"));
  open_window (f);
  await_card (f, "Spring");
  press (f, GTK_TYPE_BUTTON, "Pre_view…");
  f->root = GTK_WIDGET (await_dialog (f));
  await (f, GTK_TYPE_LABEL, "Hello Anna!");
  crm_test_await (has_all_lines, f);
  await (f, GTK_TYPE_LABEL, "2 of 2503 would be written to");
  gtk_window_close (GTK_WINDOW (f->root));
  f->root = GTK_WIDGET (f->window);
}

/* Without a template nothing can be started, and the card says so. */
static void
test_not_ready (Fixture *f, gconstpointer data)
{
  add_record (f, "campaign", CRM_CAMPAIGN_NAME, "Empty", -1);
  open_window (f);
  await_card (f, "Empty");
  await (f, GTK_TYPE_LABEL, "Choose a template");
  g_assert_false (gtk_widget_get_sensitive (await (f, GTK_TYPE_BUTTON, "Start…")));
  press (f, GTK_TYPE_BUTTON, "Pre_view…");
  f->root = GTK_WIDGET (await_dialog (f));
  await (f, ADW_TYPE_STATUS_PAGE, "Nothing can be shown yet");
  gtk_window_close (GTK_WINDOW (f->root));
  f->root = GTK_WIDGET (f->window);
}

static gpointer
query_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "segment", *(gint64 *)data, error);
  g_autoptr (CrmSegmentQuery) query =
      row != NULL ? crm_segment_query_from_json (crm_row_get_text (row, CRM_SEGMENT_QUERY), error) : NULL;

  return query != NULL ? crm_segment_query_describe (tx, query) : NULL;
}

static gboolean
has_words (gpointer data)
{
  Fixture *f = data;
  g_autofree char *words = crm_store_read_sync (f->store, query_in_worker, &f->id, NULL);

  return g_strcmp0 (words, f->text) == 0;
}

static void
test_segment (Fixture *f, gconstpointer data)
{
  gint64 segment = add_segment (f, "Kyiv", "Kyiv");
  GtkWidget *row, *entry;

  open_window (f);
  crm_campaigns_view_show_segment (f->view, segment);
  f->root = await (f, CRM_TYPE_SEGMENT_EDITOR, NULL);
  await (f, GTK_TYPE_LABEL, "2 clients");
  g_assert_false (gtk_widget_get_sensitive (await (f, GTK_TYPE_BUTTON, "Save")));
  /* Counted while it is typed, kept when it is saved. */
  row = await (f, CRM_TYPE_CONDITION_ROW, NULL);
  entry = crm_test_find (row, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Lviv");
  await (f, GTK_TYPE_LABEL, "1 client");
  press (f, GTK_TYPE_BUTTON, "Save");
  f->id = segment;
  f->text = "City: Lviv";
  crm_test_await (has_words, f);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL));
  f->text = "City: Kyiv";
  crm_test_await (has_words, f);
  await (f, GTK_TYPE_LABEL, "2 clients");
}

/* Whoever is left out is not counted, and comes back. */
static void
test_exclusion (Fixture *f, gconstpointer data)
{
  gint64 segment = add_segment (f, "Kyiv", "Kyiv");
  g_autoptr (CrmEntity) type = crm_store_get_entity (f->store, "segment_exclusion");
  CrmValues *values = crm_values_new (type);

  crm_values_set_integer (values, CRM_SEGMENT_EXCLUSION_SEGMENT, segment);
  crm_values_set_integer (values, CRM_SEGMENT_EXCLUSION_CLIENT, 1);
  open_window (f);
  crm_campaigns_view_show_segment (f->view, segment);
  f->root = await (f, CRM_TYPE_SEGMENT_EDITOR, NULL);
  await (f, GTK_TYPE_LABEL, "2 clients");
  crm_test_add (f->store, values);
  await (f, ADW_TYPE_ACTION_ROW, "Anna Berg");
  await (f, GTK_TYPE_LABEL, "1 client");
  press (f, GTK_TYPE_BUTTON, "No longer leave out Anna Berg");
  await (f, GTK_TYPE_LABEL, "2 clients");
}

static gboolean
lists_clients (gpointer data)
{
  Fixture *f = data;
  CrmView *view = crm_window_get_view (f->window);
  CrmRecordList *list =
      CRM_IS_CLIENT_LIST_VIEW (view) ? crm_client_list_view_get_list (CRM_CLIENT_LIST_VIEW (view)) : NULL;

  return list != NULL && !crm_record_list_is_loading (list) && crm_record_list_get_count (list) == f->n;
}

static void
test_to_list_and_back (Fixture *f, gconstpointer data)
{
  gint64 segment = add_segment (f, "Kyiv", "Kyiv");
  AdwMessageDialog *dialog;

  open_window (f);
  crm_campaigns_view_show_segment (f->view, segment);
  f->root = await (f, CRM_TYPE_SEGMENT_EDITOR, NULL);
  await (f, GTK_TYPE_LABEL, "2 clients");
  press (f, GTK_TYPE_BUTTON, "Sho_w these clients");
  f->root = GTK_WIDGET (f->window);
  f->n = 2;
  crm_test_await (lists_clients, f);
  await (f, GTK_TYPE_LABEL, "In segment: Kyiv");

  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (f->window)), "clients.save-segment", NULL));
  dialog = ADW_MESSAGE_DIALOG (await_dialog (f));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "save"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), "Also Kyiv");
  answer (f, dialog, "save");
  await (f, CRM_TYPE_SEGMENT_EDITOR, NULL);
  await (f, GTK_TYPE_LABEL, "Also Kyiv");
  await (f, GTK_TYPE_LABEL, "2 clients");
}

static void
test_write_to (Fixture *f, gconstpointer data)
{
  open_window (f);
  g_assert_true (crm_window_show_page (f->window, "clients"));
  f->n = 3;
  crm_test_await (lists_clients, f);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (f->window)), "clients.write-to", NULL));
  await (f, CRM_TYPE_CAMPAIGN_CARD, NULL);
  await (f, GTK_TYPE_LABEL, "New campaign");
  await (f, GTK_TYPE_LABEL, "Chosen on");
}

/* A condition that asks other records, chosen in the list's rows. */
static void
test_relation_row (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmClientLook) look = crm_client_look_new (f->store);
  g_autoptr (CrmCondition) stored = crm_condition_new ("written", CRM_TEST_NOT_EQUAL, "out"), kept = NULL;
  GtkWidget *row;

  f->window = crm_test_window_new (f->store);
  stored->days = 45;
  row = g_object_ref_sink (crm_condition_row_new (look, stored));
  kept = crm_condition_row_dup_condition (CRM_CONDITION_ROW (row));
  g_assert_cmpstr (kept->field, ==, "written");
  g_assert_cmpint (kept->test, ==, CRM_TEST_NOT_EQUAL);
  g_assert_cmpstr (kept->value, ==, "out");
  g_assert_cmpuint (kept->days, ==, 45);
  g_object_unref (row);
}

/* With a real pointer and keyboard: choose a campaign, begin to start it, think better of it, start it. */
static void
test_pointer_and_keys (Fixture *f, gconstpointer data)
{
  gint64 template = add_template (f, "Hello {client.name|first}!"), campaign;
  GtkWidget *label, *start;
  double x, y;

  add_campaign (f, "First", template);
  campaign = add_campaign (f, "Second", template);
  add_campaign (f, "Third", template);
  open_window (f);
  if (!crm_test_has_input ())
    return;
  label = await (f, GTK_TYPE_LABEL, "Second");
  crm_test_focus_window (GTK_WINDOW (f->window));
  crm_test_await_frame (GTK_WIDGET (f->window));
  crm_test_find_point (GTK_WINDOW (f->window), label, 0.5, 0.5, &x, &y);
  crm_test_move_pointer (GTK_WINDOW (f->window), x, y);
  crm_test_pointer_down ();
  crm_test_pointer_up ();
  f->root = await (f, CRM_TYPE_CAMPAIGN_CARD, NULL);
  await (f, GTK_TYPE_LABEL, "Second");
  start = await (f, GTK_TYPE_BUTTON, "Start…");
  gtk_widget_grab_focus (start);
  crm_test_press ("Return");
  await_dialog (f);
  crm_test_focus_window (crm_test_get_dialog (f->window));
  crm_test_press ("Escape");
  crm_test_await (has_no_dialog, f);
  await_state (f, campaign, "draft");
  crm_test_focus_window (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (start);
  crm_test_press ("Return");
  crm_test_focus_window (await_dialog (f));
  crm_test_press ("alt+s");
  await_state (f, campaign, "scheduled");
}

static gboolean
has_offer (gpointer data)
{
  Fixture *f = data;
  GtkWidget *popover = crm_test_find (GTK_WIDGET (f->window), GTK_TYPE_POPOVER, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover) && gtk_widget_has_css_class (popover, "offers");
}

static gboolean
can_start (gpointer data)
{
  Fixture *f = data;
  GtkWidget *start = crm_test_find (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "Start…");

  return start != NULL && gtk_widget_get_sensitive (start);
}

/* A template is chosen from the list that opens by itself, by keys alone. */
static void
test_choose_template (Fixture *f, gconstpointer data)
{
  add_template (f, "Hello {client.name|first}!");
  add_record (f, "campaign", CRM_CAMPAIGN_NAME, "Empty", -1);
  open_window (f);
  if (!crm_test_has_input ())
    return;
  await_card (f, "Empty");
  await (f, GTK_TYPE_LABEL, "Choose a template");
  crm_test_focus_window (GTK_WINDOW (f->window));
  crm_field_row_begin_edit (
      CRM_FIELD_ROW (gtk_widget_get_ancestor (await (f, GTK_TYPE_LABEL, "Template"), CRM_TYPE_FIELD_ROW)));
  crm_test_await (has_offer, f);
  crm_test_press ("Down");
  crm_test_press ("Return");
  crm_test_await (can_start, f);
}

static gboolean
is_narrow (gpointer data)
{
  Fixture *f = data;

  /* A wide page keeps the window from getting narrower at once. */
  if (gtk_widget_get_width (GTK_WIDGET (f->window)) > 360)
    {
      gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 640);
      gtk_window_set_default_size (GTK_WINDOW (f->window), 360, 640);
      return FALSE;
    }
  return crm_test_find (GTK_WIDGET (f->view), ADW_TYPE_WINDOW_TITLE, "Campaigns") != NULL;
}

/* As small as a telephone: all of it has room, and one comes back to the list of pages. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  GtkWidget *back;
  int minimum, natural;

  open_window (f);
  crm_test_await (is_narrow, f);
  gtk_widget_measure (GTK_WIDGET (f->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->view), GTK_TYPE_TOGGLE_BUTTON, "Segments"));
  back = crm_test_find (GTK_WIDGET (f->view), GTK_TYPE_BUTTON, "Back");
  g_assert_nonnull (back);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (back)), ==, "win.back");
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/campaigns/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("ready-ones", test_ready_ones);
  ADD ("start-and-stop", test_start_and_stop);
  ADD ("preview", test_preview);
  ADD ("long-preview", test_long_preview);
  ADD ("not-ready", test_not_ready);
  ADD ("segment", test_segment);
  ADD ("exclusion", test_exclusion);
  ADD ("to-list-and-back", test_to_list_and_back);
  ADD ("write-to", test_write_to);
  ADD ("relation-row", test_relation_row);
  ADD ("pointer-and-keys", test_pointer_and_keys);
  ADD ("choose-template", test_choose_template);
  ADD ("narrow", test_narrow);
#undef ADD
  return g_test_run ();
}
