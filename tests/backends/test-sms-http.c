/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backends/crm-backends.h"
#include "channel/crm-provider.h"
#include "crm-test-sms-server.h"

/* SMS over HTTP against a server on loopback, once for every provider: what works, what is refused, and everything that can go wrong with an
 * answer. Main thread. */

#define KEY "0123456789abcdef0123456789abcdef"
#define NUMBER "+380671234567"
#define TEXT "Привіт & \"добре\" 100% +1"
#define PATIENCE_MS 20000

typedef struct
{
  GAsyncResult *result; /* owned */
} Waiter;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Waiter *)data)->result = g_object_ref (result);
}

static gboolean
on_patience_lost (gpointer data)
{
  g_error ("nothing came for %d seconds", PATIENCE_MS / 1000);
  return G_SOURCE_REMOVE;
}

static GAsyncResult *
wait_for (Waiter *waiter)
{
  guint clock = g_timeout_add (PATIENCE_MS, on_patience_lost, NULL);

  while (!waiter->result)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (clock);
  return waiter->result;
}

static CrmChannel *
open_channel (CrmTestSmsServer *server, const char *provider, GHashTable *settings)
{
  g_autofree char *definition = crm_test_sms_server_dup_definition (server);
  g_autoptr (GHashTable) right = settings ? NULL : crm_test_sms_server_dup_settings (server);
  g_autoptr (GError) error = NULL;
  CrmChannel *channel = crm_backends_channel_factory (
      "http", provider, definition, CRM_TEST_SMS_SENDER, settings ? settings : right, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (channel);
  return channel;
}

static gboolean
try_out (CrmChannel *channel, GError **error)
{
  Waiter waiter = { 0 };
  gboolean fine;

  crm_channel_test_async (channel, NULL, on_done, &waiter);
  fine = crm_channel_test_finish (channel, wait_for (&waiter), error);
  g_object_unref (waiter.result);
  return fine;
}

static CrmSent *
send_to (CrmChannel *channel, const char *number, GError **error)
{
  const CrmOutgoing message = { (char *)KEY, (char *)number, NULL, NULL, (char *)TEXT };
  Waiter waiter = { 0 };
  CrmSent *sent;

  crm_channel_send_async (channel, &message, NULL, on_done, &waiter);
  sent = crm_channel_send_finish (channel, wait_for (&waiter), error);
  g_object_unref (waiter.result);
  return sent;
}

static CrmSent *
look_up (CrmChannel *channel, gint64 since, GError **error)
{
  const CrmOutgoing message = { (char *)KEY, (char *)NUMBER, NULL, NULL, (char *)TEXT };
  Waiter waiter = { 0 };
  CrmSent *sent;

  crm_channel_look_up_async (channel, &message, since, NULL, on_done, &waiter);
  sent = crm_channel_look_up_finish (channel, wait_for (&waiter), error);
  g_object_unref (waiter.result);
  return sent;
}

static GPtrArray *
ask_states (CrmChannel *channel, const char *const *ids, GError **error)
{
  Waiter waiter = { 0 };
  GPtrArray *states;

  crm_channel_states_async (channel, ids, NULL, on_done, &waiter);
  states = crm_channel_states_finish (channel, wait_for (&waiter), error);
  g_object_unref (waiter.result);
  return states;
}

/* Replaces *cursor. */
static GPtrArray *
fetch (CrmChannel *channel, char **cursor, gboolean *more)
{
  Waiter waiter = { 0 };
  g_autofree char *old = *cursor;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  crm_channel_fetch_async (channel, old, NULL, on_done, &waiter);
  messages = crm_channel_fetch_finish (channel, wait_for (&waiter), cursor, more, &error);
  g_assert_no_error (error);
  g_object_unref (waiter.result);
  return messages;
}

/* Until there is no more, as the program does. */
static GPtrArray *
fetch_all (CrmChannel *channel, char **cursor)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  gboolean more = TRUE;

  for (guint i = 0; more; i++)
    {
      GPtrArray *messages = fetch (channel, cursor, &more);

      g_assert_cmpuint (i, <, 20);
      g_ptr_array_extend_and_steal (all, messages);
    }
  return all;
}

static void
check_server (CrmTestSmsServer *server)
{
  g_assert_cmpstr (crm_test_sms_server_get_complaints (server), ==, "");
}

static void
test_connect (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (GHashTable) wrong = crm_test_sms_server_dup_wrong_settings (server);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (CrmChannel) stranger = open_channel (server, provider, wrong);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) sent = NULL;
  gboolean is_generic = g_str_equal (provider, "generic-http");

  g_assert_true (try_out (channel, &error));
  g_assert_no_error (error);
  /* A gateway nobody described can only be asked to send. */
  if (is_generic)
    sent = send_to (stranger, NUMBER, &error);
  else
    g_assert_false (try_out (stranger, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_assert_cmpint (crm_channel_status_from_error (error), ==, CRM_CHANNEL_CREDENTIALS);
  g_clear_error (&error);
  sent = send_to (stranger, NUMBER, &error);
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_assert_null (sent);
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, 0);
  check_server (server);
}

static void
test_tls (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = NULL;
  g_autoptr (CrmChannel) channel = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  if (!openssl)
    {
      g_test_skip ("openssl is not here");
      return;
    }
  server = crm_test_sms_server_new (provider, TRUE);
  channel = open_channel (server, provider, NULL);
  g_assert_null (send_to (channel, NUMBER, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CERTIFICATE);
  g_assert_cmpuint (crm_test_sms_server_get_n_requests (server), ==, 0);
  if (!g_str_equal (provider, "generic-http"))
    {
      g_clear_error (&error);
      g_assert_false (try_out (channel, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CERTIFICATE);
    }
}

static void
test_send (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) sent = send_to (channel, NUMBER, &error);
  const char *number;

  g_assert_no_error (error);
  g_assert_cmpstr (sent->state, ==, "sent");
  if (!g_str_equal (provider, "generic-http"))
    g_assert_nonnull (sent->remote_id);
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, 1);
  g_assert_cmpstr (crm_test_sms_server_get_last_text (server), ==, TEXT);
  number = crm_test_sms_server_get_last_number (server);
  g_assert_cmpstr (number + (*number == '+'), ==, NUMBER + 1);

  g_assert_null (send_to (channel, CRM_TEST_SMS_REFUSED, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, 1);
  check_server (server);
}

static void
test_states (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) sent = send_to (channel, NUMBER, &error);
  const char *const ids[] = { sent->remote_id, g_str_equal (provider, "twilio") ? "SM99" : "99:1", NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const CrmSent *state;

  g_assert_no_error (error);
  if (!(crm_channel_get_abilities (channel) & CRM_CHANNEL_TELLS_STATES))
    {
      g_assert_null (ask_states (channel, ids, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
      return;
    }
  before = ask_states (channel, ids, &error);
  g_assert_no_error (error);
  /* ClickSend has no receipt yet. */
  g_assert_cmpuint (before->len, <=, 1);
  if (before->len)
    g_assert_cmpstr (((CrmSent *)before->pdata[0])->state, ==, "sent");
  crm_test_sms_server_deliver (server);
  after = ask_states (channel, ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 1);
  state = after->pdata[0];
  g_assert_cmpstr (state->state, ==, "delivered");
  g_assert_cmpstr (state->remote_id, ==, sent->remote_id);
  check_server (server);
}

static void
test_look_up (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) none = NULL;
  g_autoptr (CrmSent) sent = NULL;
  g_autoptr (CrmSent) found = NULL;
  g_autoptr (CrmSent) later = NULL;
  gint64 since = g_get_real_time ();
  gboolean is_certain = g_str_equal (provider, "android-sms-gateway");
  gboolean is_named = is_certain || g_str_equal (provider, "smsc");

  if (!(crm_channel_get_abilities (channel) & CRM_CHANNEL_LOOKS_UP))
    {
      g_assert_null (look_up (channel, since, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
      return;
    }
  /* Only who is asked for the very name of a message can say that there is none: a list proves nothing. */
  none = look_up (channel, since, &error);
  if (is_certain)
    {
      g_assert_no_error (error);
      g_assert_null (none->state);
      g_assert_null (none->remote_id);
    }
  else
    g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_clear_error (&error);
  sent = send_to (channel, NUMBER, &error);
  g_assert_no_error (error);
  found = look_up (channel, since, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->state, ==, "sent");
  if (!g_str_equal (provider, "smsc"))
    g_assert_cmpstr (found->remote_id, ==, sent->remote_id);
  /* One with the same words, of an hour before; some go by the name alone. */
  if (!is_named)
    {
      later = look_up (channel, since + G_TIME_SPAN_HOUR, &error);
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
      g_clear_error (&error);
    }
  /* No answer is not the answer that it never came. */
  crm_test_sms_server_set_trouble (server, CRM_TEST_SMS_BROKEN);
  g_assert_null (look_up (channel, since, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  check_server (server);
}

/* The same key again is the same message where the provider says so, and whatever it answers then is no refusal. */
static void
test_same_key (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) first = NULL;
  g_autoptr (CrmSent) second = NULL;

  if (!(crm_channel_get_abilities (channel) & CRM_CHANNEL_IS_IDEMPOTENT) && !g_str_equal (provider, "bird"))
    {
      g_test_skip ("This provider knows no keys.");
      return;
    }
  first = send_to (channel, NUMBER, &error);
  g_assert_no_error (error);
  second = send_to (channel, NUMBER, &error);
  if (second)
    g_assert_cmpstr (second->remote_id, ==, first->remote_id);
  else
    {
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
      g_clear_error (&error);
      second = look_up (channel, g_get_real_time (), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (second->remote_id, ==, first->remote_id);
    }
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, 1);
  check_server (server);
}

static guint
count_texts (GPtrArray *messages, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += g_str_equal (((CrmIncoming *)messages->pdata[i])->text, text);
  return n;
}

static void
test_fetch (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *saved = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC * G_USEC_PER_SEC;
  const CrmIncoming *incoming;

  if (!(crm_channel_get_abilities (channel) & CRM_CHANNEL_RECEIVES))
    return;
  /* What was there before the account is none of our business. */
  crm_test_sms_server_receive (server, NUMBER, "старе", now - G_TIME_SPAN_MINUTE);
  first = fetch_all (channel, &cursor);
  g_assert_cmpuint (first->len, ==, 0);
  g_assert_nonnull (cursor);

  /* One of the very second of the old one, too. */
  crm_test_sms_server_receive (server, NUMBER, "так", now - G_TIME_SPAN_MINUTE);
  crm_test_sms_server_receive (server, "+380501112233", "ні \"&<", now);
  saved = g_strdup (cursor);
  second = fetch_all (channel, &cursor);
  g_assert_cmpuint (second->len, ==, 2);
  incoming = second->pdata[0];
  g_assert_cmpstr (incoming->text, ==, "так");
  g_assert_cmpstr (incoming->address, ==, NUMBER);
  g_assert_cmpint (incoming->at, ==, now - G_TIME_SPAN_MINUTE);
  incoming = second->pdata[1];
  g_assert_cmpstr (incoming->text, ==, "ні \"&<");
  g_assert_cmpint (incoming->at, ==, now);

  /* From the cursor before, after a crash: the same, by the same names. */
  again = fetch_all (channel, &saved);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_cmpstr (((CrmIncoming *)again->pdata[1])->remote_id, ==, incoming->remote_id);

  crm_test_sms_server_receive (server, NUMBER, "ще", now);
  third = fetch_all (channel, &cursor);
  g_assert_cmpuint (count_texts (third, "ще"), ==, 1);
  check_server (server);
}

/* Before the first question somebody answered already. */
static void
test_first_fetch (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *cursor = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC * G_USEC_PER_SEC;

  if (!(crm_channel_get_abilities (channel) & CRM_CHANNEL_RECEIVES))
    return;
  crm_channel_set_since (channel, now - G_TIME_SPAN_MINUTE);
  crm_test_sms_server_receive (server, NUMBER, "старе", now - 2 * G_TIME_SPAN_MINUTE);
  crm_test_sms_server_receive (server, NUMBER, "так", now - G_TIME_SPAN_MINUTE);
  crm_test_sms_server_receive (server, NUMBER, "ні", now);
  first = fetch_all (channel, &cursor);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpstr (((CrmIncoming *)first->pdata[0])->text, ==, "так");
  crm_test_sms_server_receive (server, NUMBER, "ще", now);
  second = fetch_all (channel, &cursor);
  g_assert_cmpuint (count_texts (second, "ще"), ==, 1);
  g_assert_cmpuint (count_texts (second, "старе"), ==, 0);
  check_server (server);
}

static void
test_money (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  const CrmOutgoing message = { (char *)KEY, (char *)NUMBER, NULL, NULL, (char *)TEXT };
  g_autoptr (GError) error = NULL;
  CrmPrice price = { 0 };
  Waiter balance = { 0 };
  Waiter before = { 0 };

  crm_channel_balance_async (channel, NULL, on_done, &balance);
  if (crm_channel_get_abilities (channel) & CRM_CHANNEL_TELLS_BALANCE)
    {
      g_assert_true (crm_channel_balance_finish (channel, wait_for (&balance), &price, &error));
      g_assert_no_error (error);
      g_assert_cmpint (price.micros, ==, 12500000);
    }
  else
    {
      g_assert_false (crm_channel_balance_finish (channel, wait_for (&balance), &price, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
    }
  g_clear_error (&error);
  crm_channel_price_async (channel, &message, NULL, on_done, &before);
  if (crm_channel_get_abilities (channel) & CRM_CHANNEL_TELLS_PRICE)
    {
      g_assert_true (crm_channel_price_finish (channel, wait_for (&before), &price, &error));
      g_assert_no_error (error);
      g_assert_cmpint (price.micros, >, 0);
    }
  else
    {
      g_assert_false (crm_channel_price_finish (channel, wait_for (&before), &price, &error));
      g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
    }
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, 0);
  g_object_unref (balance.result);
  g_object_unref (before.result);
  check_server (server);
}

static void
test_trouble (gconstpointer provider)
{
  static const struct
  {
    CrmTestSmsTrouble trouble;
    int sending, asking; /* codes */
  } cases[] = {
    { CRM_TEST_SMS_BUSY, CRM_CHANNEL_ERROR_RATE_LIMITED, CRM_CHANNEL_ERROR_RATE_LIMITED },
    { CRM_TEST_SMS_BUSY_DATE, CRM_CHANNEL_ERROR_RATE_LIMITED, CRM_CHANNEL_ERROR_RATE_LIMITED },
    { CRM_TEST_SMS_BROKEN, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_UNREACHABLE },
    { CRM_TEST_SMS_MALFORMED, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_PROTOCOL },
    { CRM_TEST_SMS_HUGE, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_PROTOCOL },
    { CRM_TEST_SMS_MOVED, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_PROTOCOL },
    { CRM_TEST_SMS_SILENT, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_UNREACHABLE },
    { CRM_TEST_SMS_CUT, CRM_CHANNEL_ERROR_UNCERTAIN, CRM_CHANNEL_ERROR_UNREACHABLE },
  };
  gboolean is_generic = g_str_equal (provider, "generic-http");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
      g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
      gboolean taken = cases[i].trouble == CRM_TEST_SMS_SILENT || cases[i].trouble == CRM_TEST_SMS_CUT;
      g_autoptr (CrmSent) sent = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("trouble %u", cases[i].trouble);
      crm_test_sms_server_set_trouble (server, cases[i].trouble);
      if (cases[i].trouble == CRM_TEST_SMS_SILENT)
        g_object_set (channel, "timeout-ms", 1500, NULL);
      sent = send_to (channel, NUMBER, &error);
      /* Of an unknown gateway any text is an answer. */
      if (is_generic && cases[i].trouble == CRM_TEST_SMS_MALFORMED)
        g_assert_no_error (error);
      else
        g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].sending);
      g_assert_cmpuint (crm_test_sms_server_get_n_requests (server), ==, 1);
      g_assert_cmpuint (crm_test_sms_server_get_n_messages (server), ==, taken);
      if (cases[i].trouble == CRM_TEST_SMS_BUSY)
        g_assert_cmpuint (crm_channel_error_get_retry_after (error), ==, 7);
      if (cases[i].trouble == CRM_TEST_SMS_BUSY_DATE)
        {
          g_assert_cmpuint (crm_channel_error_get_retry_after (error), >, 60);
          g_assert_cmpuint (crm_channel_error_get_retry_after (error), <=, 101);
        }
      /* What the message says is not told to whoever reads errors. */
      if (error)
        {
          g_assert_null (strstr (error->message, NUMBER));
          g_assert_null (strstr (error->message, "secret"));
        }
      g_clear_error (&error);
      if (!is_generic)
        {
          g_assert_false (try_out (channel, &error));
          g_assert_error (error, CRM_CHANNEL_ERROR, cases[i].asking);
        }
    }
}

static void
test_unreachable (gconstpointer provider)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;

  crm_test_sms_server_stop (server);
  g_assert_null (send_to (channel, NUMBER, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
}

static gboolean
has_taken (CrmTestSmsServer *server)
{
  return crm_test_sms_server_get_n_messages (server) > 0;
}

static void
test_cancel (gconstpointer provider)
{
  const CrmOutgoing message = { (char *)KEY, (char *)NUMBER, NULL, NULL, (char *)TEXT };
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, provider, NULL);
  g_autoptr (GCancellable) early = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Waiter first = { 0 };
  Waiter second = { 0 };

  g_cancellable_cancel (early);
  crm_channel_send_async (channel, &message, early, on_done, &first);
  g_assert_null (crm_channel_send_finish (channel, wait_for (&first), &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_cmpuint (crm_test_sms_server_get_n_requests (server), ==, 0);

  crm_test_sms_server_set_trouble (server, CRM_TEST_SMS_SILENT);
  crm_channel_send_async (channel, &message, late, on_done, &second);
  while (!has_taken (server))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (late);
  g_assert_null (crm_channel_send_finish (channel, wait_for (&second), &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_object_unref (first.result);
  g_object_unref (second.result);
}

/* Closed in the middle of a question: the answer still comes, and nothing is left behind. */
static void
test_close (gconstpointer provider)
{
  const CrmOutgoing message = { (char *)KEY, (char *)NUMBER, NULL, NULL, (char *)TEXT };
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new (provider, FALSE);
  CrmChannel *channel = open_channel (server, provider, NULL);
  g_autoptr (GError) error = NULL;
  Waiter waiter = { 0 };

  crm_test_sms_server_set_trouble (server, CRM_TEST_SMS_SILENT);
  crm_channel_send_async (channel, &message, NULL, on_done, &waiter);
  while (!has_taken (server))
    g_main_context_iteration (NULL, TRUE);
  g_object_run_dispose (G_OBJECT (channel));
  g_assert_null (crm_channel_send_finish (channel, wait_for (&waiter), &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN);
  g_object_add_weak_pointer (G_OBJECT (channel), (gpointer *)&channel);
  g_object_unref (waiter.result);
  g_object_unref (channel);
  g_assert_null (channel);
}

/* A page of somebody else's is refused, and is in the way of nothing later. */
static void
test_astray (void)
{
  g_autoptr (CrmTestSmsServer) server = crm_test_sms_server_new ("twilio", FALSE);
  g_autoptr (CrmChannel) channel = open_channel (server, "twilio", NULL);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *none = NULL;
  Waiter waiter = { 0 };

  first = fetch_all (channel, &cursor);
  crm_test_sms_server_receive (server, NUMBER, "так", g_get_real_time ());
  crm_test_sms_server_set_trouble (server, CRM_TEST_SMS_ASTRAY);
  crm_channel_fetch_async (channel, cursor, NULL, on_done, &waiter);
  g_assert_null (crm_channel_fetch_finish (channel, wait_for (&waiter), &none, NULL, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
  g_object_unref (waiter.result);
  crm_test_sms_server_set_trouble (server, CRM_TEST_SMS_FINE);
  later = fetch_all (channel, &cursor);
  g_assert_cmpuint (later->len, ==, 1);
}

static void
test_factory (void)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CrmChannel) shipped = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_backends_channel_factory ("pigeon", NULL, NULL, NULL, settings, NULL, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (crm_backends_channel_factory ("http", "nobody", NULL, NULL, settings, NULL, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (crm_backends_channel_factory ("http", "mine", "{}", NULL, settings, NULL, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL);
  g_clear_error (&error);
  shipped = crm_backends_channel_factory ("http", "twilio", NULL, NULL, settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_channel_get_rate (shipped), ==, 60);
  g_assert_cmpuint (crm_channel_get_poll_seconds (shipped), ==, 60);
  /* Without settings nothing is asked. */
  g_assert_null (send_to (shipped, NUMBER, &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } cases[] = {
    { "connect", test_connect },
    { "tls", test_tls },
    { "send", test_send },
    { "states", test_states },
    { "look-up", test_look_up },
    { "same-key", test_same_key },
    { "fetch", test_fetch },
    { "first-fetch", test_first_fetch },
    { "money", test_money },
    { "trouble", test_trouble },
    { "unreachable", test_unreachable },
    { "cancel", test_cancel },
    { "close", test_close },
  };
  const char *const *providers = crm_provider_list ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sms-http/factory", test_factory);
  g_test_add_func ("/sms-http/astray", test_astray);
  for (guint i = 0; providers[i]; i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autofree char *path = g_strdup_printf ("/sms-http/%s/%s", providers[i], cases[j].name);

        g_test_add_data_func (path, providers[i], cases[j].func);
      }
  return g_test_run ();
}
