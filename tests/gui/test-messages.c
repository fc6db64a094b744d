/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-page.h"

#include "message/crm-message-bubble.h"
#include "message/crm-message-words.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "client/crm-text-hits.h"
#include "base/crm-clock.h"
#include "channel/crm-account.h"
#include "channel/crm-outbox.h"
#include "client/crm-client-consent.h"
#include "client/crm-quick-add.h"
#include "message/crm-conversation-row.h"
#include "message/crm-sms-counter.h"
#include "template/crm-template.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-timeline-row.h"

/* The page Messages: reading, answering, taking back, who an unknown sender is, what fails; by pointer and keyboard. */

#define UNREAD "SELECT coalesce (sum (n_unread), 0) FROM conversation_figures"
#define WAITING "SELECT count (*) FROM conversation_figures WHERE waiting_since IS NOT NULL"
#define OURS "SELECT count (*) FROM message WHERE direction = 'out' AND archived_at IS NULL"

static CrmMessagesView *
show_page (MessagesPage *f)
{
  g_assert_true (crm_window_show_page (f->window, "messages"));
  return CRM_MESSAGES_VIEW (crm_window_get_view (f->window));
}

typedef struct
{
  CrmMessagesView *view;
  const char *state;
  guint n;
} Wanted;

static gboolean
is_in_state (gpointer data)
{
  Wanted *wanted = data;

  return g_strcmp0 (
             crm_conversation_list_get_state (crm_messages_view_get_list (wanted->view)), wanted->state) == 0;
}

static void
await_state (CrmMessagesView *view, const char *state)
{
  Wanted wanted = { view, state, 0 };

  crm_test_await (is_in_state, &wanted);
}

static gboolean
has_messages (gpointer data)
{
  Wanted *wanted = data;
  CrmConversationView *conversation = crm_messages_view_get_conversation (wanted->view);

  return crm_conversation_view_is_ready (conversation) &&
         crm_message_thread_get_n_messages (crm_conversation_view_get_thread (conversation)) == wanted->n;
}

static void
await_messages (CrmMessagesView *view, guint n)
{
  Wanted wanted = { view, NULL, n };

  crm_test_await (has_messages, &wanted);
}

/* The only conversation. */
static void
open_first (MessagesPage *f, CrmMessagesView *view)
{
  crm_messages_view_show (view, messages_page_ask (f, "SELECT min (id) FROM conversation"));
  await_messages (view, (guint)messages_page_ask (f, "SELECT count (*) FROM message WHERE conversation = "
                                                     "(SELECT min (id) FROM conversation)"));
}

static void
write_text (CrmMessagesView *view, const char *text)
{
  CrmMessageEntry *entry = crm_conversation_view_get_entry (crm_messages_view_get_conversation (view));

  gtk_text_buffer_set_text (crm_message_entry_get_buffer (entry), text, -1);
}

static void
send_text (CrmMessagesView *view, const char *text)
{
  write_text (view, text);
  crm_message_entry_send (crm_conversation_view_get_entry (crm_messages_view_get_conversation (view)), 0);
}

static void
test_states (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  await_state (view, "none");
  messages_page_receive (f, "r1", ANNA, "Hello");
  await_state (view, "list");
  g_assert_cmpuint (
      crm_record_list_get_count (crm_conversation_list_get_list (crm_messages_view_get_list (view))), ==, 1);
  crm_conversation_list_set_text (crm_messages_view_get_list (view), "nobody wrote this");
  await_state (view, "nothing");
  crm_conversation_list_set_text (crm_messages_view_get_list (view), "kowal");
  await_state (view, "list");
  crm_conversation_list_set_text (crm_messages_view_get_list (view), "hello");
  await_state (view, "list");
}

static void
test_account_is_missing (MessagesPage *f, gconstpointer data)
{
  gint64 account = messages_page_ask (f, "SELECT id FROM account");

  crm_store_archive_async (f->store, "account", &account, 1, FALSE, NULL, NULL, NULL);
  messages_page_await_number (f, "SELECT count (*) FROM account WHERE archived_at IS NULL", 0);
  await_state (show_page (f), "account");
}

/* Down, R, an answer, Ctrl+Enter; and Undo before anything was sent. */
static void
test_answer_by_keyboard (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view;

  if (!crm_test_has_input ())
    return;
  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  view = show_page (f);
  await_state (view, "list");
  crm_test_await_frame (GTK_WIDGET (f->window));
  crm_test_focus_window (GTK_WINDOW (f->window));
  crm_conversation_list_focus (crm_messages_view_get_list (view));
  crm_test_press ("space");
  await_messages (view, 1);
  messages_page_await_number (f, UNREAD, 0);
  crm_test_press ("r");
  crm_test_type ("Ready at five");
  crm_test_press ("ctrl+Return");
  messages_page_await_number (f, OURS, 1);
  messages_page_await_number (f, WAITING, 0);
  await_messages (view, 2);
  messages_page_click (f, GTK_TYPE_BUTTON, "_Undo");
  await_messages (view, 1);
  messages_page_pass (f, 60);
  g_assert_cmpuint (f->provider->texts->len, ==, 0);
  g_assert_cmpint (messages_page_ask (f, "SELECT count (*) FROM outbox"), ==, 0);
}

static gboolean
answer_has_focus (gpointer data)
{
  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (((MessagesPage *)data)->window)));
}

static GMutex held;

static gpointer
hold_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&held);
  g_mutex_unlock (&held);
  return NULL;
}

/* R before anything could be read: it is no search, and what is written then is the answer. */
static void
test_answer_at_once (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view;

  if (!crm_test_has_input ())
    return;
  messages_page_receive (f, "in-1", ANNA, "Are you open tomorrow?");
  crm_test_focus_window (GTK_WINDOW (f->window));
  g_mutex_lock (&held);
  crm_store_read_async (f->store, -1, hold_in_worker, NULL, NULL, NULL, NULL, NULL, NULL);
  view = show_page (f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == GTK_WIDGET (view));
  crm_test_press ("r");
  crm_test_await_frame (GTK_WIDGET (f->window));
  g_mutex_unlock (&held);
  crm_test_await (answer_has_focus, f);
  await_state (view, "list");
  crm_test_type ("Yes");
  crm_test_press ("ctrl+Return");
  messages_page_await_number (f, "SELECT count (*) FROM message WHERE direction = 'out'", 1);
}

/* What came without a word is there, and says so. */
static void
test_without_text (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  messages_page_receive (f, "r1", ANNA, "");
  open_first (f, view);
  messages_page_await (f, GTK_TYPE_LABEL, "Without text");
}

static void
test_send (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  open_first (f, view);
  send_text (view, "   ");
  messages_page_await (f, GTK_TYPE_LABEL, "There is nothing to send");
  send_text (view, "Ready at five");
  await_messages (view, 2);
  messages_page_await (f, GTK_TYPE_BUTTON, "Take back");
  messages_page_pass (f, 11);
  messages_page_await_gone (f, GTK_TYPE_BUTTON, "Take back");
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
  g_assert_cmpstr (f->provider->texts->pdata[0], ==, "Ready at five");
}

static void
test_later_and_now (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);
  CrmMessageEntry *entry;

  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  open_first (f, view);
  entry = crm_conversation_view_get_entry (crm_messages_view_get_conversation (view));
  write_text (view, "Good morning");
  gtk_editable_set_text (crm_send_later_get_editable (crm_message_entry_get_later (entry)), "tomorrow 14:30");
  crm_send_later_apply (crm_message_entry_get_later (entry));
  await_messages (view, 2);
  messages_page_await (f, GTK_TYPE_LABEL, "Will be sent tomorrow at 14:30");
  messages_page_pass (f, 60);
  g_assert_cmpuint (f->provider->texts->len, ==, 0);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send now");
  messages_page_await_gone (f, GTK_TYPE_BUTTON, "Send now");
  messages_page_pass (f, 1);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
}

/* On a Sunday, Monday is tomorrow: it is not offered twice. */
static void
test_monday (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);
  CrmSendLater *later;

  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  open_first (f, view);
  later = crm_message_entry_get_later (
      crm_conversation_view_get_entry (crm_messages_view_get_conversation (view)));
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (f->store));

      gtk_popover_popup (GTK_POPOVER (later));
      messages_page_await (f, GTK_TYPE_BUTTON, "Tomorrow at 9:00");
      g_assert_true ((crm_test_find (GTK_WIDGET (later), GTK_TYPE_BUTTON, "Monday at 9:00") != NULL) ==
                     (g_date_time_get_day_of_week (local) != 7));
      gtk_popover_popdown (GTK_POPOVER (later));
      messages_page_await_gone (f, GTK_TYPE_BUTTON, "Tomorrow at 9:00");
      messages_page_pass (f, 24 * 60 * 60);
    }
}

static gboolean
quiet_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "account", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  g_autoptr (CrmEntity) clients = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) zone = crm_values_new (clients);

  crm_values_set_text (values, CRM_ACCOUNT_QUIET, data);
  crm_values_set_text (zone, CRM_CLIENT_ZONE, "UTC");
  return crm_transaction_update (tx, 1, 0, values, error) && crm_transaction_update (tx, 1, 0, zone, error) &&
         crm_transaction_set_setting (tx, "marketing-consent", "assumed", error);
}

static gboolean
advertise_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const CrmSendRequest request = { .client = *(gint64 *)data,
    .channel = "sms",
    .text = "Sale",
    .purpose = "marketing",
    .due_at = crm_clock_now () };

  return crm_outbox_queue (tx, &request, error) != 0;
}

/* Advertising that comes in quiet hours says how long it waits. */
static void
test_quiet (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  int hour = g_date_time_get_hour (utc);
  g_autofree char *quiet = g_strdup_printf ("%02d:00-%02d:00", (hour + 23) % 24, (hour + 3) % 24);
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Quiet", quiet_in_worker, quiet, NULL, &error);
  g_assert_no_error (error);
  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  open_first (f, view);
  crm_store_write_sync (f->store, "Sale", advertise_in_worker, &f->client, NULL, &error);
  g_assert_no_error (error);
  await_messages (view, 2);
  messages_page_pass (f, 1);
  messages_page_await_number (
      f, "SELECT count (*) FROM message WHERE direction = 'out' AND due_at > at + 3600000000", 1);
  messages_page_receive (f, "r2", ANNA, "Well?");
  messages_page_await (f, GTK_TYPE_LABEL, "Will be sent");
}

static void
test_failed_again (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  open_first (f, view);
  crm_test_provider_expect (f->provider, CRM_TEST_REFUSES, -1);
  send_text (view, "Ready");
  await_messages (view, 2);
  messages_page_pass (f, 11);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send again");
  messages_page_await_gone (f, GTK_TYPE_BUTTON, "Send again");
  messages_page_pass (f, 11);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
}

static void
test_done_and_unread (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  messages_page_receive (f, "r1", ANNA, "Thank you");
  open_first (f, view);
  messages_page_await_number (f, UNREAD, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "messages.unread", NULL);
  messages_page_await_number (f, UNREAD, 1);
  crm_conversation_list_set_filter (crm_messages_view_get_list (view), "unanswered");
  await_state (view, "list");
  gtk_widget_activate_action (GTK_WIDGET (view), "messages.done", NULL);
  messages_page_await_number (f, WAITING, 0);
  await_state (view, "answered");
  messages_page_click (f, GTK_TYPE_BUTTON, "_Undo");
  messages_page_await_number (f, WAITING, 1);
  await_state (view, "list");
}

static gboolean
has_dialog (gpointer data)
{
  return CRM_IS_QUICK_ADD (crm_test_get_dialog (((MessagesPage *)data)->window));
}

static void
test_unknown_becomes_client (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);
  CrmQuickAdd *add;

  messages_page_receive (f, "r1", "+48221230055", "Your price list, please");
  open_first (f, view);
  messages_page_click (f, GTK_TYPE_BUTTON, "New client…");
  crm_test_await (has_dialog, f);
  add = CRM_QUICK_ADD (crm_test_get_dialog (f->window));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_get_entry (add, "phone"))), ==, "+48221230055");
  gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_get_entry (add, "name")), "Fair Visitor");
  crm_quick_add_save (add);
  messages_page_await_number (
      f, "SELECT count (*) FROM message m JOIN client c ON c.id = m.client WHERE c.name = 'Fair Visitor'", 1);
  messages_page_await_gone (f, GTK_TYPE_BUTTON, "New client…");
  messages_page_click (f, GTK_TYPE_BUTTON, "_Undo");
  messages_page_await (f, GTK_TYPE_BUTTON, "New client…");
  g_assert_cmpint (messages_page_ask (f, "SELECT count (*) FROM message WHERE client IS NOT NULL"), ==, 0);
}

static void
test_unknown_is_ignored (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);

  messages_page_receive (f, "r1", "+48221230055", "Win a car");
  open_first (f, view);
  messages_page_click (f, GTK_TYPE_BUTTON, "Ignore");
  messages_page_await_number (f, "SELECT count (*) FROM conversation WHERE state = 'ignored'", 1);
  crm_conversation_list_set_filter (crm_messages_view_get_list (view), "unanswered");
  await_state (view, "answered");
}

static gboolean
make_template (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "template", error);
  g_autoptr (CrmEntity) texts = crm_transaction_get_entity (tx, "template_text", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (CrmValues) text = crm_values_new (texts);
  gint64 *id = data;

  crm_values_set_text (values, CRM_TEMPLATE_NAME, "Greeting");
  crm_values_set_text (values, CRM_TEMPLATE_CHANNEL, "sms");
  crm_values_set_text (values, CRM_TEMPLATE_PURPOSE, "service");
  *id = crm_transaction_insert (tx, values, NULL, error);
  crm_values_set_integer (text, CRM_TEMPLATE_TEXT_TEMPLATE, *id);
  crm_values_set_text (text, CRM_TEMPLATE_TEXT_TEXT, "Hello {client.name} in {client.city}");
  return *id != 0 && crm_transaction_insert (tx, text, NULL, error) != 0;
}

static gboolean
is_filled (gpointer data)
{
  CrmMessageEntry *entry = data;

  return gtk_text_buffer_get_char_count (crm_message_entry_get_buffer (entry)) > 0;
}

static void
test_template_with_gap (MessagesPage *f, gconstpointer data)
{
  CrmMessagesView *view = show_page (f);
  CrmMessageEntry *entry;
  g_autoptr (GError) error = NULL;
  gint64 template;

  crm_store_write_sync (f->store, "Template", make_template, &template, NULL, &error);
  g_assert_no_error (error);
  messages_page_receive (f, "r1", ANNA, "Hello");
  open_first (f, view);
  entry = crm_conversation_view_get_entry (crm_messages_view_get_conversation (view));
  gtk_window_set_focus (GTK_WINDOW (f->window), NULL);
  crm_template_choice_fill (crm_message_entry_get_templates (entry), template);
  crm_test_await (is_filled, entry);
  crm_test_await (answer_has_focus, f);
  crm_message_entry_send (entry, 0);
  messages_page_await (f, GTK_TYPE_LABEL, "is missing: write it into the text");
  g_assert_cmpint (messages_page_ask (f, OURS), ==, 0);
  send_text (view, "Hello Anna in Kraków");
  messages_page_await_number (f, OURS, 1);
}

/* On the card */

static gboolean
is_card_ready (gpointer data)
{
  return crm_client_card_view_is_ready (data);
}

static GtkTextBuffer *
open_composer (MessagesPage *f)
{
  CrmClientCardView *card;
  CrmComposer *composer;

  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  crm_test_await (is_card_ready, card);
  composer = CRM_COMPOSER (crm_client_card_view_get_composer (card));
  crm_composer_begin (composer, CRM_COMPOSER_MESSAGE);
  messages_page_await (f, GTK_TYPE_DROP_DOWN, NULL);
  return crm_composer_get_buffer (composer);
}

static void
test_composer (MessagesPage *f, gconstpointer data)
{
  GtkTextBuffer *buffer = open_composer (f);
  g_autoptr (GError) error = NULL;
  gint64 template;

  crm_store_write_sync (f->store, "Template", make_template, &template, NULL, &error);
  g_assert_no_error (error);
  gtk_window_set_focus (GTK_WINDOW (f->window), NULL);
  crm_template_choice_fill (
      CRM_TEMPLATE_CHOICE (messages_page_await (f, CRM_TYPE_TEMPLATE_CHOICE, NULL)), template);
  crm_test_await (answer_has_focus, f);
  gtk_text_buffer_set_text (buffer, "Your order is ready", -1);
  messages_page_await (f, CRM_TYPE_SMS_COUNTER, NULL);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send (Ctrl+Enter)");
  messages_page_await_number (f, OURS, 1);
  messages_page_await (f, CRM_TYPE_MESSAGE_BUBBLE, NULL);
  messages_page_await (f, GTK_TYPE_LABEL, "Your order is ready");
  messages_page_pass (f, 11);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
  messages_page_await_gone (f, GTK_TYPE_BUTTON, "Take back");
}

static void
test_consent (MessagesPage *f, gconstpointer data)
{
  GtkTextBuffer *buffer = open_composer (f);

  messages_page_await (f, GTK_TYPE_LABEL, "Not asked about advertising");
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (messages_page_await (f, CRM_TYPE_CLIENT_CONSENT, NULL))));
  messages_page_click (f, GTK_TYPE_BUTTON, "Do not write at all");
  messages_page_await (f, GTK_TYPE_LABEL, "They asked not to be written to.");
  gtk_text_buffer_set_text (buffer, "Your order is ready", -1);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send (Ctrl+Enter)");
  g_assert_cmpint (messages_page_ask (f, OURS), ==, 0);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (messages_page_await (f, CRM_TYPE_CLIENT_CONSENT, NULL))));
  messages_page_click (f, GTK_TYPE_BUTTON, "No advertising");
  messages_page_await_gone (f, GTK_TYPE_LABEL, "They asked not to be written to.");
  messages_page_click (f, GTK_TYPE_BUTTON, "Send (Ctrl+Enter)");
  messages_page_await_number (f, OURS, 1);
}

static void
test_reply_from_timeline (MessagesPage *f, gconstpointer data)
{
  GtkWidget *row;

  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  row = messages_page_await (f, CRM_TYPE_TIMELINE_ROW, NULL);
  gtk_widget_activate_action (row, "entry.reply", NULL);
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "messages");
  await_messages (CRM_MESSAGES_VIEW (crm_window_get_view (f->window)), 1);
}

/* The day says who waits. */
static void
test_today (MessagesPage *f, gconstpointer data)
{
  g_assert_true (crm_window_show_page (f->window, "today"));
  g_assert_null (crm_test_find (GTK_WIDGET (f->window), GTK_TYPE_LABEL, "Unanswered messages"));
  messages_page_receive (f, "r1", ANNA, "Is it ready?");
  messages_page_await (f, GTK_TYPE_LABEL, "Unanswered messages");
  gtk_widget_activate (gtk_widget_get_parent (messages_page_await (f, CRM_TYPE_CONVERSATION_ROW, NULL)));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "messages");
  await_messages (CRM_MESSAGES_VIEW (crm_window_get_view (f->window)), 1);
}

static GtkWidget *
search_clients (MessagesPage *f, const char *text)
{
  GtkWidget *page;

  g_assert_true (crm_window_show_page (f->window, "clients"));
  page = GTK_WIDGET (crm_window_get_view (f->window));
  gtk_editable_set_text (GTK_EDITABLE (crm_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL)), text);
  messages_page_await (f, GTK_TYPE_LABEL, "In notes and calls: 1");
  return gtk_widget_get_ancestor (
      crm_test_find (crm_test_find (page, CRM_TYPE_TEXT_HITS, NULL), GTK_TYPE_LABEL, text),
      GTK_TYPE_LIST_BOX_ROW);
}

/* A text that the client list finds leads to whom it came from, also when that is nobody we know. */
static void
test_unknown_is_found (MessagesPage *f, gconstpointer data)
{
  g_autofree char *number = crm_message_dup_address (f->store, "+380991112233");
  CrmMessagesView *view;
  GtkWidget *row;

  messages_page_receive (f, "r1", ANNA, "Is the grinder ready?");
  messages_page_receive (f, "r2", "+380991112233", "What are the beans?");
  row = search_clients (f, "beans");
  g_assert_nonnull (crm_test_find (row, GTK_TYPE_LABEL, number));
  gtk_widget_activate (row);
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "messages");
  view = CRM_MESSAGES_VIEW (crm_window_get_view (f->window));
  await_messages (view, 1);
  messages_page_await (f, CRM_TYPE_MESSAGE_BUBBLE, NULL);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "What are the beans?"));

  row = search_clients (f, "grinder");
  g_assert_nonnull (crm_test_find (row, GTK_TYPE_LABEL, "Anna Kowalska"));
  gtk_widget_activate (row);
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "client");
  g_assert_cmpint (crm_client_card_view_get_client (CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window))),
      ==, f->client);
}

#define ADD(path, func) \
  g_test_add ("/messages/" path, MessagesPage, NULL, messages_page_set_up, func, messages_page_tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("states", test_states);
  ADD ("account-is-missing", test_account_is_missing);
  ADD ("answer-by-keyboard", test_answer_by_keyboard);
  ADD ("answer-at-once", test_answer_at_once);
  ADD ("without-text", test_without_text);
  ADD ("send", test_send);
  ADD ("later-and-now", test_later_and_now);
  ADD ("monday", test_monday);
  ADD ("quiet", test_quiet);
  ADD ("failed-again", test_failed_again);
  ADD ("done-and-unread", test_done_and_unread);
  ADD ("unknown-becomes-client", test_unknown_becomes_client);
  ADD ("unknown-is-ignored", test_unknown_is_ignored);
  ADD ("unknown-is-found", test_unknown_is_found);
  ADD ("template-with-gap", test_template_with_gap);
  ADD ("composer", test_composer);
  ADD ("consent", test_consent);
  ADD ("reply-from-timeline", test_reply_from_timeline);
  ADD ("today", test_today);
  return g_test_run ();
}
