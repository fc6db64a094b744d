/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-inbox.h"
#include "channel/crm-outbox.h"
#include "base/crm-clock.h"
#include "crm-test-store.h"

/* What comes in: put to client, conversation and deal, once; states of what went out; consent and stop words. */

typedef struct
{
  gint64 account;
  GPtrArray *messages;
  const char *cursor;
  guint n_new;
} Take;

static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Take *take = data;

  crm_transaction_set_sync (tx);
  return crm_inbox_take (tx, take->account, take->messages, take->cursor, &take->n_new, error);
}

/* Of what is taken next; 0: not told. */
static gint64 came_at;

/* Remote id, address, text … ended by NULL; how many were new. */
static guint
take (CrmStore *store, gint64 account, const char *cursor, ...)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  Take data = { account, messages, cursor, 0 };
  g_autoptr (GError) error = NULL;
  const char *remote_id;
  va_list args;

  va_start (args, cursor);
  while ((remote_id = va_arg (args, const char *)))
    {
      CrmIncoming *incoming = g_new0 (CrmIncoming, 1);

      incoming->remote_id = g_strdup (remote_id);
      incoming->address = g_strdup (va_arg (args, const char *));
      incoming->text = g_strdup (va_arg (args, const char *));
      incoming->at = came_at;
      g_ptr_array_add (messages, incoming);
    }
  va_end (args);
  crm_store_write_sync (store, "Take", take_in_worker, &data, NULL, &error);
  g_assert_no_error (error);
  return data.n_new;
}

static gint64
add_account (CrmStore *store)
{
  return crm_test_add (
      store, "account", "name", "Shop", "channel", "sms", "backend", "http", "main", "yes", NULL);
}

static void
test_take (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  gint64 deal = crm_test_add (store, "deal", "title", "Roof", "client", "Anna", NULL);

  g_assert_cmpuint (
      take (store, account, "c1", "a", "+380671234567", "Good day", "b", "+4930123456", "Who?", NULL), ==, 2);
  crm_test_assert_field (store, "message", 1, "client", "1");
  crm_test_assert_field (store, "message", 1, "direction", "in");
  crm_test_assert_field (store, "message", 1, "author", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT deal FROM message WHERE id = 1"), ==, deal);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM conversation WHERE id = 1"), ==, anna);
  crm_test_assert_field (store, "client", anna, "last_contact_kind", "sms");
  crm_test_assert_field (store, "conversation", 1, "n_unread", "1");
  crm_test_assert_field (store, "conversation", 1, "preview", "Good day");
  crm_test_assert_field (store, "conversation", 2, "client", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM account_state WHERE \"cursor\" = 'c1'"), ==, 1);
  /* Handed over again: nothing is there twice, the cursor goes on. */
  g_assert_cmpuint (
      take (store, account, "c2", "a", "+380671234567", "Good day", "c", "067 123 45 67", "More", NULL), ==,
      1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message"), ==, 3);
  crm_test_assert_field (store, "conversation", 1, "n_messages", "2");
  crm_test_assert_field (store, "conversation", 1, "n_unread", "2");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM account_state WHERE \"cursor\" = 'c2'"), ==, 1);
  /* None of it is what Ctrl+Z takes back. */
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT undoable FROM operation ORDER BY id DESC LIMIT 1"), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Who is told whole seconds only knows that it came in the course of one: an answer is not put before what it answers, nor into the future. */
static void
test_whole_seconds (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store), second = crm_clock_now () / G_USEC_PER_SEC * G_USEC_PER_SEC;

  came_at = second - G_TIME_SPAN_MINUTE;
  take (store, account, NULL, "a", "+380671234567", "Yes", NULL);
  came_at += 5;
  take (store, account, NULL, "b", "+380671234567", "To the microsecond", NULL);
  came_at = second + G_TIME_SPAN_DAY;
  take (store, account, NULL, "c", "+380671234567", "Tomorrow's", NULL);
  came_at = 0;
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT at FROM message WHERE id = 1"), ==,
      second - G_TIME_SPAN_MINUTE + G_USEC_PER_SEC - 1);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT at FROM message WHERE id = 2"), ==,
      second - G_TIME_SPAN_MINUTE + 5);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT at FROM message WHERE id = 3"), <=, crm_clock_now ());
  crm_test_close (store);
}

/* An address that two clients have is nobody's until a person says whose; letters and digits are a sender's name, not a number. */
static void
test_whose (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);

  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234567", NULL);
  take (store, account, NULL, "a", "+380671234567", "Me", "b", "BANK24", "Code 1", "c", "SHOP24", "Code 2",
      "d", "bank24", "Code 3", NULL);
  crm_test_assert_field (store, "message", 1, "client", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM conversation"), ==, 3);
  crm_test_assert_field (store, "conversation", 2, "n_messages", "2");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Numbers of two countries that end alike are two people's, in conversations of their own. */
static void
test_countries (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380 67 123 45 67", NULL);
  gint64 boris = crm_test_add (store, "client", "name", "Boris", "phone", "+44671234567", NULL);

  take (store, account, NULL, "a", "+49671234567", "Hallo", "b", "+380671234567", "Good day", "c",
      "+44671234567", "Hello", "d", "+49671234567", "Noch etwas", NULL);
  crm_test_assert_field (store, "conversation", 1, "client", NULL);
  crm_test_assert_field (store, "conversation", 1, "n_messages", "2");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM conversation WHERE id = 2"), ==, anna);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM conversation WHERE id = 3"), ==, boris);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Two numbers of one country that end alike, as they are typed there, are two people's as well. */
static void
test_alike (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "8 (812) 345-67-89", NULL);
  gint64 boris = crm_test_add (store, "client", "name", "Boris", "phone", "8 (912) 345-67-89", NULL);

  take (store, account, NULL, "a", "+79123456789", "Good day", "b", "+78123456789", "Hello", "c",
      "+79123456789", "More", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM conversation WHERE id = 1"), ==, boris);
  crm_test_assert_field (store, "conversation", 1, "n_messages", "2");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT client FROM conversation WHERE id = 2"), ==, anna);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  gint64 conversation, client;
  gboolean seen;
} Move;

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Move *move = data;

  return crm_conversation_set_client (tx, move->conversation, move->client, error);
}

static gboolean
see_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Move *move = data;

  return crm_conversation_mark_seen (tx, move->conversation, move->seen, error);
}

/* Unknown today, a client tomorrow: the whole conversation goes along, and so does the number. */
static void
test_set_client (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 account = add_account (store), anna;
  Move move = { .conversation = 1 };
  g_autoptr (GError) error = NULL;

  take (store, account, NULL, "a", "+380671234567", "One", "b", "+380671234567", "Two", NULL);
  move.client = anna = crm_test_add (store, "client", "name", "Anna", NULL);
  crm_store_write_sync (store, "Put", move_in_worker, &move, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE client = 1"), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM activity WHERE client_id = 1"), ==, 2);
  crm_test_assert_field (store, "client", anna, "phone", "+380671234567");
  crm_test_assert_field (store, "conversation", 1, "client_name", "Anna");
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, FALSE, "4/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE client = 1"), ==, 0);
  crm_test_assert_field (store, "client", anna, "phone", NULL);
  /* The next message finds out by itself, once the number is known. */
  crm_test_set (store, "client", anna, "phone", "067 123 45 67", NULL);
  crm_test_sql (store, "UPDATE address SET match_key = '671234567'");
  take (store, account, NULL, "c", "+380671234567", "Three", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE client = 1"), ==, 3);
  crm_test_close (store);
}

static void
test_seen (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 account = add_account (store);
  Move move = { 1, 0, TRUE };
  g_autoptr (GError) error = NULL;

  take (store, account, NULL, "a", "+380671234567", "One", "b", "+380671234567", "Two", NULL);
  crm_test_assert_field (store, "conversation", 1, "n_unread", "2");
  crm_store_write_sync (store, "Read", see_in_worker, &move, NULL, &error);
  g_assert_no_error (error);
  crm_test_assert_field (store, "conversation", 1, "n_unread", "0");
  move.seen = FALSE;
  crm_store_write_sync (store, "Read", see_in_worker, &move, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT n_unread > 0 FROM conversation_figures"), ==, 1);
  /* Done is done, until they write again; ignored stays so. */
  crm_test_set (store, "conversation", 1, "state", "done", NULL);
  crm_test_assert_field (store, "conversation", 1, "waiting_since", NULL);
  take (store, account, NULL, "c", "+380671234567", "Three", NULL);
  crm_test_assert_field (store, "conversation", 1, "state", "open");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT waiting_since IS NOT NULL FROM conversation_figures"), ==, 1);
  crm_test_set (store, "conversation", 1, "state", "ignored", NULL);
  take (store, account, NULL, "d", "+380671234567", "Four", NULL);
  crm_test_assert_field (store, "conversation", 1, "state", "ignored");
  crm_test_assert_field (store, "conversation", 1, "waiting_since", NULL);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
states_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_inbox_take_states (tx, 1, data, error);
}

static void
tell (CrmStore *store, const char *remote_id, const char *state, const char *words)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sent_free);
  g_autoptr (GError) error = NULL;
  CrmSent *sent = g_new0 (CrmSent, 1);

  sent->remote_id = g_strdup (remote_id);
  sent->state = g_strdup (state);
  sent->error = g_strdup (words);
  g_ptr_array_add (states, sent);
  crm_store_write_sync (store, "States", states_in_worker, states, NULL, &error);
  g_assert_no_error (error);
}

static void
test_states (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  add_account (store);
  crm_test_add (store, "message", "channel", "sms", "direction", "out", "account", "Shop", "state", "sent",
      "address", "+380671234567", "remote_id", "r1", "text", "Hello", NULL);
  tell (store, "unheard-of", "read", NULL);
  tell (store, "r1", "read", NULL);
  crm_test_assert_field (store, "message", 1, "state", "read");
  tell (store, "r1", "delivered", NULL);
  tell (store, "r1", "sent", NULL);
  tell (store, "r1", "failed", "No");
  crm_test_assert_field (store, "message", 1, "state", "read");
  crm_test_assert_field (store, "message", 1, "error", NULL);
  crm_test_set (store, "message", 1, "state", "sent", NULL);
  tell (store, "r1", "failed", "Number is switched off");
  crm_test_assert_field (store, "message", 1, "state", "failed");
  crm_test_assert_field (store, "message", 1, "error", "Number is switched off");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_stop_words (void)
{
  g_assert_true (crm_stop_word_matches ("STOP", NULL, FALSE));
  g_assert_true (crm_stop_word_matches ("  «Стоп!» ", NULL, FALSE));
  g_assert_true (crm_stop_word_matches ("СТОП СМС", NULL, FALSE));
  g_assert_true (crm_stop_word_matches ("Відписатись.", NULL, FALSE));
  g_assert_true (crm_stop_word_matches ("Désabonner", NULL, FALSE));
  g_assert_true (crm_stop_word_matches ("Досить", "досить, нє", FALSE));
  g_assert_false (crm_stop_word_matches ("Досить", NULL, FALSE));
  g_assert_false (crm_stop_word_matches ("Do not stop", NULL, FALSE));
  g_assert_false (crm_stop_word_matches ("Stopping by at five", NULL, FALSE));
  g_assert_false (crm_stop_word_matches ("", NULL, FALSE));
  g_assert_false (crm_stop_word_matches ("…", ", ,", FALSE));
  g_assert_false (crm_stop_word_matches (NULL, NULL, FALSE));
  g_assert_false (crm_stop_word_matches ("STOP", NULL, TRUE));
  g_assert_true (crm_stop_word_matches ("старт", NULL, TRUE));
}

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_outbox_queue (tx, data, error) != 0;
}

/* Who says stop gets nothing of what waited, nor anything new, until they say start. */
static void
test_stop (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  CrmSendRequest request = { .client = anna, .channel = "sms", .text = "Hello" };
  CrmSendRequest other = { .channel = "sms", .address = "+380500000000", .text = "Hello" };
  CrmSendRequest second = {
    .client = anna, .channel = "sms", .address = "+380930000000", .text = "At the other number"
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &request, NULL, &error));
  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &other, NULL, &error));
  take (store, account, "c", "a", "+380671234567", "Стоп!", NULL);
  crm_test_assert_field (store, "message", 1, "state", "cancelled");
  crm_test_assert_field (store, "message", 2, "state", "queued");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 1);
  crm_test_assert_field (store, "consent", 1, "state", "withdrawn");
  crm_test_assert_field (store, "consent", 1, "source", "stop-word");
  crm_test_assert_field (store, "consent", 1, "message", "3");
  crm_test_assert_field (store, "conversation", 1, "state", "done");
  g_assert_false (crm_store_write_sync (store, "Send", queue_in_worker, &request, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  /* Nor at another number. */
  g_assert_false (crm_store_write_sync (store, "Send", queue_in_worker, &second, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  take (store, account, "d", "b", "+380671234567", "START", NULL);
  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &request, NULL, &error));
  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &second, NULL, &error));
  /* And a start nobody asked for says nothing. */
  take (store, account, "e", "c", "+380500000000", "start", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM consent"), ==, 2);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

typedef struct
{
  gint64 client;
  const char *key, *channel, *purpose;
  CrmConsentState state;
  gboolean allowed;
} Ask;

static gpointer
ask_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autofree char *reason = NULL;

  ask->state = crm_consent_get (tx, ask->client, ask->key, ask->channel, ask->purpose, error);
  ask->allowed = crm_consent_allows (tx, ask->client, ask->key, ask->channel, ask->purpose, &reason, error);
  g_assert_true (ask->allowed == (reason == NULL));
  return ask;
}

static gboolean
is_allowed (CrmStore *store, gint64 client, const char *channel, const char *purpose)
{
  Ask ask = { client, "671234567", channel, purpose, 0, FALSE };
  g_autoptr (GError) error = NULL;

  crm_store_read_sync (store, ask_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask.allowed;
}

static gboolean
assume_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "marketing-consent", "assumed", error);
}

static void
test_consent (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);

  g_assert_true (is_allowed (store, anna, "sms", NULL));
  g_assert_true (is_allowed (store, anna, "sms", "service"));
  g_assert_false (is_allowed (store, anna, "sms", "marketing"));
  crm_test_add (store, "consent", "client", "Anna", "state", "given", "purpose", "marketing", NULL);
  g_assert_true (is_allowed (store, anna, "sms", "marketing"));
  crm_test_add (store, "consent", "client", "Anna", "channel", "sms", "state", "withdrawn", "purpose",
      "marketing", NULL);
  g_assert_false (is_allowed (store, anna, "sms", "marketing"));
  g_assert_true (is_allowed (store, anna, "mail", "marketing"));
  g_assert_true (is_allowed (store, anna, "sms", "service"));
  crm_test_add (store, "consent", "address", "+380671234567", "channel", "sms", "state", "withdrawn", NULL);
  g_assert_false (is_allowed (store, anna, "sms", NULL));
  g_assert_true (is_allowed (store, anna, "mail", NULL));
  crm_test_add (store, "consent", "client", "Anna", "state", "given", NULL);
  g_assert_true (is_allowed (store, anna, "sms", "marketing"));
  g_assert_true (is_allowed (store, anna, "sms", NULL));
  g_assert_false (is_allowed (store, 0, "chat", "marketing"));
  g_assert_true (crm_store_write_sync (store, "Setting", assume_in_worker, NULL, NULL, NULL));
  g_assert_true (is_allowed (store, 0, "chat", "marketing"));
  g_assert_cmpint (crm_test_try_add (store, "consent", "state", "given", NULL), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
suggest_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)data;
  const char *channel = crm_message_suggest_channel (tx, client, error);
  g_autofree char *address = channel ? crm_message_suggest_address (tx, client, channel, error) : NULL;

  return g_strdup_printf ("%s %s", channel ? channel : "-", address ? address : "-");
}

static void
assert_suggested (CrmStore *store, gint64 client, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = crm_store_read_sync (store, suggest_in_worker, &client, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_suggest (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store), anna = crm_test_add (store, "client", "name", "Anna", NULL);

  assert_suggested (store, anna, "- -");
  crm_test_add (store, "address", "client", "Anna", "kind", "phone", "value", "+380441234567", NULL);
  assert_suggested (store, anna, "sms +380441234567");
  crm_test_add (store, "address", "client", "Anna", "kind", "email", "value", "anna@example.com", NULL);
  assert_suggested (store, anna, "mail anna@example.com");
  crm_test_add (
      store, "address", "client", "Anna", "kind", "phone", "label", "mobile", "value", "+380671234567", NULL);
  assert_suggested (store, anna, "sms +380671234567");
  take (store, account, NULL, "a", "+380441234567", "From the office", NULL);
  assert_suggested (store, anna, "sms +380441234567");
  crm_test_set (store, "client", anna, "channel", "mail", NULL);
  assert_suggested (store, anna, "mail anna@example.com");
  crm_test_close (store);
}

static gboolean
attach_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("picture", 7);

  return crm_attachment_add (tx, *(gint64 *)data, "roof.jpg", "image/jpeg", content, error) != 0;
}

static gpointer
content_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_attachment_read (tx, *(gint64 *)data, error);
}

static void
test_attachments (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GBytes) back = NULL;
  gint64 two_file = 2;
  gint64 one = crm_test_add (store, "message", "channel", "mail", "text", "One", NULL);
  gint64 two = crm_test_add (store, "message", "channel", "mail", "text", "Two", NULL);

  g_assert_true (crm_store_write_sync (store, "Attach", attach_in_worker, &one, NULL, &error));
  g_assert_true (crm_store_write_sync (store, "Attach", attach_in_worker, &two, NULL, &error));
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM content"), ==, 1);
  read = crm_store_read_sync (store, content_in_worker, &one, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), g_bytes_get_size (read), "picture", 7);
  crm_test_assert_in_order (store);
  /* Undo and redo keep it. */
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, TRUE, "1/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM attachment"), ==, 2);
  g_assert_true (crm_test_try_delete (store, "message", one, &error));
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM content"), ==, 1);
  g_assert_true (crm_test_try_delete (store, "message", two, &error));
  crm_test_assert_in_order (store);
  /* A deletion taken back brings the file back, and a check between them does no harm. */
  g_ptr_array_unref (crm_store_check_sync (store, TRUE, &error));
  g_assert_no_error (error);
  crm_test_assert_undo (store, FALSE, "2/0/0");
  back = crm_store_read_sync (store, content_in_worker, &two_file, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), "picture", 7);
  crm_test_assert_undo (store, TRUE, "2/0/0");
  /* In the end it goes. */
  crm_test_clock_advance_days (31);
  g_ptr_array_unref (crm_store_check_sync (store, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM content"), ==, 0);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_check (void)
{
  g_autofree char *path = crm_test_path (), *problems = NULL;
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 account = add_account (store);
  CrmSendRequest request = { .channel = "sms", .address = "+380500000000", .text = "Hello" };

  take (store, account, NULL, "a", "+380671234567", "One", NULL);
  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &request, NULL, NULL));
  g_assert_true (crm_store_write_sync (store, "Send", queue_in_worker, &request, NULL, NULL));
  crm_test_assert_in_order (store);
  crm_test_sql (store, "UPDATE conversation_figures SET n_unread = 7;"
                       "UPDATE message SET conversation = NULL, address_match = '1' WHERE id = 1;"
                       "UPDATE outbox SET stage = 'sending' WHERE message_id = 2;"
                       "DELETE FROM outbox WHERE message_id = 3");
  problems = crm_test_check (store, TRUE);
  g_assert_nonnull (strstr (problems, "conversation"));
  g_assert_nonnull (strstr (problems, "outbox"));
  crm_test_assert_in_order (store);
  /* What might have gone out is not sent by a repair. */
  crm_test_assert_field (store, "message", 3, "state", "uncertain");
  /* Nor is what a program left behind long ago. */
  crm_test_sql (store,
      "INSERT INTO outbox (message_id, account_id, stage, due_at, urgent, tries, started_at) "
      "VALUES (2, 1, 'sending', 1, TRUE, 0, 1) ON CONFLICT (message_id) DO UPDATE SET stage = "
      "'sending', started_at = 1; UPDATE message SET state = 'sending' WHERE id = 2");
  g_clear_pointer (&problems, g_free);
  problems = crm_test_check (store, TRUE);
  g_assert_nonnull (strstr (problems, "no program"));
  crm_test_assert_in_order (store);
  crm_test_assert_field (store, "message", 2, "state", "uncertain");
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/inbox/take", test_take);
  g_test_add_func ("/inbox/whole-seconds", test_whole_seconds);
  g_test_add_func ("/inbox/whose", test_whose);
  g_test_add_func ("/inbox/countries", test_countries);
  g_test_add_func ("/inbox/alike", test_alike);
  g_test_add_func ("/inbox/set-client", test_set_client);
  g_test_add_func ("/inbox/seen", test_seen);
  g_test_add_func ("/inbox/states", test_states);
  g_test_add_func ("/inbox/stop-words", test_stop_words);
  g_test_add_func ("/inbox/stop", test_stop);
  g_test_add_func ("/inbox/consent", test_consent);
  g_test_add_func ("/inbox/suggest", test_suggest);
  g_test_add_func ("/inbox/attachments", test_attachments);
  g_test_add_func ("/inbox/check", test_check);
  return crm_test_store_done (g_test_run ());
}
