/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/crm-clock.h"
#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox.h"
#include "crm-test-channel.h"
#include "crm-test-store.h"

/* Who runs the channels: every message goes out once, whatever the provider, the clock and the power do. */

static const char *self_path;

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_outbox_queue (tx, data, error) != 0;
}

static void
queue (CrmStore *store, const char *address, const char *text)
{
  CrmSendRequest request = {
    .channel = "sms", .address = address, .text = text, .due_at = crm_clock_now (), .urgent = TRUE
  };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Send SMS", queue_in_worker, &request, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  CrmStore *store;
  CrmTestProvider *provider;
  CrmChannelManager *manager;
  char *path;
} Desk;

static void
start (Desk *self)
{
  self->manager = crm_channel_manager_new (self->store, NULL, crm_test_channel_make, self->provider);
}

static void
stop (Desk *self)
{
  g_clear_object (&self->manager);
  crm_test_settle ();
}

static Desk *
desk_new (CrmChannelAbilities abilities)
{
  Desk *self = g_new0 (Desk, 1);

  self->path = crm_test_path ();
  self->store = crm_test_open_window (self->path);
  self->provider = crm_test_provider_new (abilities);
  crm_test_add (
      self->store, "account", "name", "Shop", "channel", "sms", "backend", "http", "main", "yes", NULL);
  return self;
}

static void
desk_free (Desk *self)
{
  stop (self);
  crm_test_assert_in_order (self->store);
  crm_test_close (self->store);
  g_assert_cmpuint (g_hash_table_size (self->provider->being), ==, 0);
  crm_test_provider_free (self->provider);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_idle (gpointer data)
{
  Desk *self = data;

  return !crm_channel_manager_is_busy (self->manager);
}

static void
settle (Desk *self)
{
  crm_test_await (is_idle, self);
  crm_test_settle ();
  crm_test_await (is_idle, self);
}

/* Time passes, and the manager notices. */
static void
pass (Desk *self, gint64 seconds)
{
  crm_test_clock_advance (seconds);
  crm_channel_manager_tick (self->manager);
  settle (self);
}

static gint64
count (Desk *self, const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM message WHERE state = '%s'", state);

  return crm_test_sql_integer (self->store, sql);
}

static const CrmAccountHealth *
get_health (Desk *self)
{
  GPtrArray *health = crm_channel_manager_get_health (self->manager);

  g_assert_cmpuint (health->len, ==, 1);
  return health->pdata[0];
}

static void
test_send (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  start (self);
  g_assert_true (crm_channel_manager_is_leading (self->manager));
  settle (self);
  queue (self->store, "+380671234567", "Hello");
  settle (self);
  crm_test_assert_field (self->store, "message", 1, "state", "sent");
  crm_test_assert_field (self->store, "message", 1, "price", "0.042");
  crm_test_assert_field (self->store, "message", 1, "price_currency", "EUR");
  crm_test_assert_field (self->store, "message", 1, "parts", "1");
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
  desk_free (self);
}

/* A thousand, at most four at a time, none twice, and never two at once to the same address. */
static void
test_thousand (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  g_autoptr (GString) order = g_string_new (NULL);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *address = g_strdup_printf ("+380670000%03d", i % 300);
      g_autofree char *text = g_strdup_printf ("Message %d", i);

      queue (self->store, address, text);
    }
  start (self);
  settle (self);
  g_assert_cmpint (count (self, "sent"), ==, 1000);
  g_assert_cmpuint (self->provider->n_requests, ==, 1000);
  g_assert_cmpuint (g_hash_table_size (self->provider->taken), ==, 1000);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  g_assert_cmpuint (self->provider->most_at_once, ==, 4);
  g_assert_false (self->provider->doubled);
  desk_free (self);
}

static void
test_rate (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_set (self->store, "account", 1, "rate", "6", NULL);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i);

      queue (self->store, address, "Hello");
    }
  start (self);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  pass (self, 5);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  pass (self, 6);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  /* An hour of sleep is no reason to send them all at once. */
  pass (self, 3600);
  g_assert_cmpuint (self->provider->n_requests, ==, 3);
  desk_free (self);
}

/* Nobody answers: pauses that grow, one message finds out, and then all go. */
static void
test_unreachable (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_UNREACHABLE, CRM_TEST_UNREACHABLE, CRM_TEST_UNREACHABLE,
      CRM_TEST_UNREACHABLE, CRM_TEST_UNREACHABLE, -1);
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i);

      queue (self->store, address, "Hello");
    }
  start (self);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 4);
  g_assert_cmpint (count (self, "queued"), ==, 8);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_UNREACHABLE);
  g_assert_cmpstr (get_health (self)->error, ==, "Nobody answers.");
  g_assert_cmpint (get_health (self)->next_try, >, crm_clock_now ());
  pass (self, 20);
  g_assert_cmpuint (self->provider->n_requests, ==, 4);
  pass (self, 600);
  g_assert_cmpuint (self->provider->n_requests, ==, 5);
  pass (self, 3600);
  pass (self, 3600);
  g_assert_cmpint (count (self, "sent"), ==, 8);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
  desk_free (self);
}

static void
test_retry_after (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  self->provider->retry_after = 900;
  crm_test_provider_expect (self->provider, CRM_TEST_LIMITED, -1);
  queue (self->store, "+380670000001", "Hello");
  start (self);
  settle (self);
  pass (self, 890);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  pass (self, 11);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  g_assert_cmpint (count (self, "sent"), ==, 1);
  desk_free (self);
}

static void
test_day_in_vain (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  for (int i = 0; i < 60; i++)
    crm_test_provider_expect (self->provider, CRM_TEST_UNREACHABLE, -1);
  queue (self->store, "+380670000001", "Hello");
  start (self);
  settle (self);
  for (int i = 0; i < 40 && !count (self, "failed"); i++)
    pass (self, 4500);
  crm_test_assert_field (self->store, "message", 1, "state", "failed");
  crm_test_assert_field (self->store, "message", 1, "error", "Nobody answers.");
  g_assert_cmpuint (self->provider->n_requests, <, 31);
  desk_free (self);
}

/* Wrong credentials stop the account, not the messages. */
static void
test_credentials (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_CREDENTIALS, -1);
  queue (self->store, "+380670000001", "Hello");
  start (self);
  settle (self);
  g_assert_cmpint (count (self, "queued"), ==, 1);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_CREDENTIALS);
  pass (self, 24 * 3600);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  crm_channel_manager_reload (self->manager, 1);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  g_assert_cmpuint (self->provider->n_channels, ==, 2);
  g_assert_cmpint (count (self, "sent"), ==, 1);
  desk_free (self);
}

/* Two are asked at once: one is told no, and what the other was told before does not make that unsaid. */
static void
answer_together (Desk *self, int first)
{
  self->provider->hold = TRUE;
  crm_test_provider_expect (self->provider, first, -1);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  start (self);
  while (self->provider->held->len < 2)
    g_main_context_iteration (NULL, TRUE);
  self->provider->hold = FALSE;
  crm_test_provider_release (self->provider);
  settle (self);
  g_assert_cmpint (count (self, "queued"), ==, 1);
  g_assert_cmpint (count (self, "sent"), ==, 1);
}

static void
test_together (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  answer_together (self, CRM_TEST_CREDENTIALS);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_CREDENTIALS);
  g_assert_nonnull (get_health (self)->error);
  desk_free (self);

  self = desk_new (CRM_CHANNEL_SENDS);
  self->provider->retry_after = 900;
  answer_together (self, CRM_TEST_LIMITED);
  queue (self->store, "+380670000003", "Three");
  pass (self, 600);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  pass (self, 301);
  g_assert_cmpint (count (self, "sent"), ==, 3);
  desk_free (self);
}

/* Whether a provider that was out of reach is there again is not found out by a message, for that might become uncertain. */
static void
test_probe (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  guint n;

  crm_test_set (self->store, "account", 1, "sender", "+15005550001", NULL);
  start (self);
  settle (self);
  self->provider->down = "+15005550001";
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  settle (self);
  n = self->provider->n_requests;
  g_assert_cmpuint (n, >, 0);
  for (int i = 0; i < 6; i++)
    pass (self, 4000);
  g_assert_cmpuint (self->provider->n_requests, ==, n);
  g_assert_cmpuint (self->provider->n_tests, >=, 5);
  self->provider->down = NULL;
  pass (self, 5000);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_assert_cmpuint (self->provider->n_requests, ==, n + 2);
  desk_free (self);
}

static gboolean
other_account_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "other-account", "15", error);
}

/* An account that does not work hands over to the next one, where the book wants that; what is for later stays. */
static void
test_other_account (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  CrmSendRequest later = { .channel = "sms", .address = "+380670000003", .text = "Later" };
  g_autoptr (GError) error = NULL;

  self->provider->down = "+15005550001";
  crm_test_set (self->store, "account", 1, "sender", "+15005550001", NULL);
  crm_test_add (self->store, "account", "name", "Other", "channel", "sms", "backend", "http", "sender",
      "+15005550002", NULL);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  later.due_at = crm_clock_now () + 10 * G_TIME_SPAN_DAY;
  crm_store_write_sync (self->store, "Send SMS", queue_in_worker, &later, NULL, &error);
  g_assert_no_error (error);
  start (self);
  settle (self);
  for (int i = 0; i < 3; i++)
    pass (self, 1200);
  g_assert_cmpint (count (self, "queued"), ==, 3);
  crm_store_write_sync (self->store, "Set", other_account_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    pass (self, 120);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  crm_test_assert_field (self->store, "message", 1, "account", "2");
  crm_test_assert_field (self->store, "message", 3, "account", "1");
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  desk_free (self);
}

static void
test_refused (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_REFUSES, -1);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  start (self);
  settle (self);
  crm_test_assert_field (self->store, "message", 1, "state", "failed");
  crm_test_assert_field (self->store, "message", 1, "error", "Number unknown.");
  crm_test_assert_field (self->store, "message", 2, "state", "sent");
  g_assert_cmpuint (get_health (self)->n_failed, ==, 1);
  desk_free (self);
}

/* Settings without sense, and answers without sense. */
static void
test_broken (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  self->provider->refusal = "There is no address.";
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i);

      queue (self->store, address, "Hello");
      crm_test_provider_expect (self->provider, CRM_TEST_PROTOCOL, -1);
    }
  start (self);
  settle (self);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_BROKEN);
  g_assert_cmpstr (get_health (self)->error, ==, "There is no address.");
  self->provider->refusal = NULL;
  crm_test_set (self->store, "account", 1, "settings", "{\"url\": \"http://127.0.0.1\"}", NULL);
  settle (self);
  /* It stops before it has spoilt them all. */
  g_assert_cmpint (count (self, "failed"), <, 9);
  g_assert_cmpint (count (self, "failed"), >=, 5);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_BROKEN);
  desk_free (self);
}

/* The answer was lost: looked up, found or not; never sent twice. */
static void
test_lost (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_LOOKS_UP);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, CRM_TEST_SWALLOWED, -1);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  start (self);
  settle (self);
  g_assert_cmpint (count (self, "uncertain"), ==, 2);
  g_assert_cmpuint (get_health (self)->n_uncertain, ==, 2);
  for (int i = 0; i < 10; i++)
    pass (self, 60);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_assert_cmpuint (self->provider->texts->len, ==, 2);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  desk_free (self);
}

/* A provider that lists messages, and not this one: that proves nothing. */
static void
test_vague (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_LOOKS_UP);

  self->provider->vague = TRUE;
  crm_test_provider_expect (self->provider, CRM_TEST_LOST, CRM_TEST_SWALLOWED, -1);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  start (self);
  for (int i = 0; i < 30; i++)
    pass (self, 3600);
  g_assert_cmpint (count (self, "uncertain"), ==, 2);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  /* Not asked for ever, and nothing is wrong with the account. */
  g_assert_cmpuint (self->provider->n_look_ups, >, 2);
  g_assert_cmpuint (self->provider->n_look_ups, <=, 10);
  g_assert_cmpint (get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
  desk_free (self);
}

/* Questions are answered, messages are not: few become uncertain until somebody has a look. */
static void
test_doubts (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *address = g_strdup_printf ("+3806700000%02d", i);

      queue (self->store, address, "Hello");
      crm_test_provider_expect (self->provider, CRM_TEST_LOST, -1);
    }
  start (self);
  settle (self);
  for (int i = 0; i < 60; i++)
    pass (self, 60);
  g_assert_cmpint (count (self, "uncertain"), >=, 4);
  g_assert_cmpint (count (self, "uncertain"), <=, 12);
  /* Well again, it goes on as fast as ever. */
  g_queue_clear (&self->provider->outcomes);
  for (int i = 0; i < 3; i++)
    pass (self, 4400);
  g_assert_cmpint (count (self, "queued"), ==, 0);
  desk_free (self);
}

static void
test_same_key (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_IS_IDEMPOTENT);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, CRM_TEST_SWALLOWED, -1);
  queue (self->store, "+380670000001", "One");
  queue (self->store, "+380670000002", "Two");
  start (self);
  settle (self);
  for (int i = 0; i < 10; i++)
    pass (self, 60);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_assert_cmpuint (self->provider->texts->len, ==, 2);
  desk_free (self);
}

/* Where nobody can tell, a person does. */
static void
test_shown (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, -1);
  queue (self->store, "+380670000001", "One");
  start (self);
  settle (self);
  for (int i = 0; i < 5; i++)
    pass (self, 24 * 3600);
  crm_test_assert_field (self->store, "message", 1, "state", "uncertain");
  crm_test_assert_field (self->store, "message", 1, "error", "The answer was lost.");
  crm_channel_manager_retry (self->manager, 0);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_free (self);
}

static void
test_fetch (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);

  self->provider->page = 2;
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("in-%d", i);

      crm_test_provider_receive (self->provider, id, "+380671234567", "Good day");
    }
  start (self);
  settle (self);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 5);
  g_assert_cmpuint (self->provider->n_fetches, ==, 3);
  crm_test_provider_receive (self->provider, "in-5", "+380671234567", "One more");
  pass (self, 30);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 5);
  pass (self, 40);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 6);
  /* Some tell by themselves. */
  crm_test_provider_receive (self->provider, "in-6", "+380671234567", "And more");
  g_signal_emit_by_name (self->provider->channel, "arrived");
  settle (self);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 7);
  /* The next program goes on where this one ended. */
  stop (self);
  start (self);
  settle (self);
  g_assert_cmpstr (self->provider->cursor, ==, "7");
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 7);
  desk_free (self);
}

/* What works is one thing, that replies are kept back another. */
static void
test_unread (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);
  const CrmAccountHealth *health;

  self->provider->unread = "No such product.";
  queue (self->store, "+380671234567", "Hello");
  start (self);
  settle (self);
  /* From when on the account is there. */
  g_assert_cmpint (
      self->provider->since, ==, crm_test_sql_integer (self->store, "SELECT updated_at FROM account"));
  g_assert_cmpint (count (self, "sent"), ==, 1);
  health = get_health (self);
  g_assert_cmpint (health->status, ==, CRM_CHANNEL_CONNECTED);
  g_assert_cmpstr (health->error, ==, "Replies cannot be read. No such product.");
  /* It is not forgotten because something else works. */
  queue (self->store, "+380671234568", "Hello");
  pass (self, 1);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_assert_nonnull (get_health (self)->error);
  self->provider->unread = NULL;
  pass (self, 3600);
  g_assert_null (get_health (self)->error);
  desk_free (self);
}

static void
test_states (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_TELLS_STATES);

  queue (self->store, "+380671234567", "Hello");
  queue (self->store, "+380671234568", "Hello");
  start (self);
  settle (self);
  g_assert_cmpint (
      crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox WHERE stage = 'waiting'"), ==, 2);
  pass (self, 31);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_hash_table_insert (self->provider->states, (gpointer) "*", (gpointer) "delivered");
  pass (self, 600);
  g_assert_cmpint (count (self, "delivered"), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  /* After three days nobody asks any more. */
  g_hash_table_remove_all (self->provider->states);
  queue (self->store, "+380671234569", "Hello");
  settle (self);
  g_assert_cmpint (count (self, "sent"), ==, 1);
  for (int i = 0; i < 6; i++)
    pass (self, 24 * 3600);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (count (self, "sent"), ==, 1);
  desk_free (self);
}

static void
test_balance (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_TELLS_BALANCE);

  start (self);
  settle (self);
  g_assert_cmpuint (self->provider->n_balances, ==, 1);
  g_assert_true (get_health (self)->has_balance);
  g_assert_cmpint (get_health (self)->balance.micros, ==, 12500000);
  pass (self, 3600);
  g_assert_cmpuint (self->provider->n_balances, ==, 1);
  queue (self->store, "+380671234567", "Hello");
  settle (self);
  g_assert_cmpuint (self->provider->n_balances, ==, 2);
  pass (self, 24 * 3600 + 10);
  g_assert_cmpuint (self->provider->n_balances, ==, 3);
  desk_free (self);
}

/* The clock is put forward and back: nothing is lost, nothing goes twice, and nothing waits for a day that has been. */
static void
test_clock (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);

  start (self);
  settle (self);
  queue (self->store, "+380671234567", "One");
  settle (self);
  pass (self, 30 * 24 * 3600);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  pass (self, -60 * 24 * 3600);
  crm_test_provider_receive (self->provider, "in-1", "+380671234567", "Good day");
  queue (self->store, "+380671234567", "Two");
  settle (self);
  pass (self, 70);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  g_assert_cmpint (
      crm_test_sql_integer (self->store, "SELECT count (*) FROM message WHERE direction = 'in'"), ==, 1);
  desk_free (self);
}

/* One program at a time. */
static void
test_two (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  g_autoptr (CrmTestProvider) other = crm_test_provider_new (CRM_CHANNEL_SENDS);
  CrmStore *second = crm_test_open_window (self->path);
  CrmChannelManager *manager;

  start (self);
  manager = crm_channel_manager_new (second, NULL, crm_test_channel_make, other);
  g_assert_false (crm_channel_manager_is_leading (manager));
  queue (self->store, "+380671234567", "One");
  crm_channel_manager_tick (manager);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  stop (self);
  queue (self->store, "+380671234567", "Two");
  crm_channel_manager_tick (manager);
  g_assert_true (crm_channel_manager_is_leading (manager));
  self->manager = manager;
  settle (self);
  self->manager = NULL;
  g_assert_cmpuint (other->n_requests, ==, 1);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  g_object_unref (manager);
  crm_test_close (second);
  desk_free (self);
}

static gboolean
is_uncertain (gpointer data)
{
  return count (data, "uncertain") == 1;
}

/* The window closes while a message is on its way: what is answered is kept, what is not is uncertain. */
static void
test_closed (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  self->provider->hold = TRUE;
  queue (self->store, "+380671234567", "One");
  start (self);
  while (!self->provider->held->len)
    g_main_context_iteration (NULL, TRUE);
  crm_test_assert_field (self->store, "message", 1, "state", "sending");
  g_clear_object (&self->manager);
  crm_test_provider_release (self->provider);
  crm_test_await (is_uncertain, self);
  self->provider->hold = FALSE;
  start (self);
  settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_free (self);
}

/* A backup of yesterday comes back: what waited then may have gone since, and does not go again. */
static void
test_restored (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  g_autofree char *backup = crm_test_path ();
  g_autoptr (GError) error = NULL;

  start (self);
  settle (self);
  queue (self->store, "+380671234567", "One");
  settle (self);
  queue (self->store, "+380671234567", "Two");
  crm_test_sql (self->store, "UPDATE outbox SET due_at = due_at + 3600000000");
  crm_store_backup_sync (self->store, backup, &error);
  g_assert_no_error (error);
  pass (self, 3700);
  g_assert_cmpint (count (self, "sent"), ==, 2);
  crm_store_restore_sync (self->store, backup, &error);
  g_assert_no_error (error);
  settle (self);
  for (int i = 0; i < 3; i++)
    pass (self, 3700);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  crm_test_assert_field (self->store, "message", 2, "state", "uncertain");
  desk_free (self);
}

static guint n_fed;
static guint n_feeds;

static gint64
feed (CrmTransaction *tx, guint limit, gint64 *next, GError **error)
{
  n_feeds++;
  for (guint i = 0; i < limit && n_fed; i++, n_fed--)
    {
      g_autofree char *address = g_strdup_printf ("+3806700%05u", n_fed);
      CrmSendRequest request = { .channel = "sms", .address = address, .text = "Sale", .due_at = 1 };

      if (!crm_outbox_queue (tx, &request, error))
        return -1;
    }
  if (!n_fed)
    *next = crm_transaction_get_now (tx) + G_TIME_SPAN_HOUR;
  return n_fed;
}

static void
test_feed (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  n_fed = 250;
  start (self);
  crm_channel_manager_set_feeder (self->manager, feed);
  settle (self);
  g_assert_cmpint (count (self, "sent"), ==, 250);
  g_assert_cmpuint (n_feeds, ==, 3);
  pass (self, 1800);
  g_assert_cmpuint (n_feeds, ==, 3);
  n_fed = 1;
  pass (self, 1900);
  g_assert_cmpuint (n_feeds, ==, 4);
  g_assert_cmpint (count (self, "sent"), ==, 251);
  desk_free (self);
}

/* ---- the power fails ---- */

/* The other program: sends what waits, and is killed when the first message has been taken. */
static int
run_child (const char *path, const char *ledger)
{
  CrmTestProvider *provider = crm_test_provider_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_LOOKS_UP);
  CrmStore *store = crm_test_open_window (path);
  CrmChannelManager *manager;

  provider->dies = TRUE;
  provider->ledger = ledger;
  manager = crm_channel_manager_new (store, NULL, crm_test_channel_make, provider);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (manager);
  return 1;
}

static void
read_ledger (CrmTestProvider *provider, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      g_hash_table_replace (provider->taken, g_strdup (lines[i]),
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (provider->taken, lines[i])) + 1));
}

static void
kill_between (CrmChannelAbilities abilities, const char *wanted)
{
  Desk *self = (crm_test_clock_set ("2026-03-10T11:59:00Z"), desk_new (abilities));
  g_autofree char *ledger = g_strconcat (self->path, "-ledger", NULL);
  const char *arguments[] = { self_path, "--child", self->path, ledger, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i);

      queue (self->store, address, "Hello");
    }
  crm_test_close (self->store);
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  crm_test_clock_set ("2026-03-10T12:00:05Z");
  self->store = crm_test_open_window (self->path);
  /* The killed one had four at hand, of which one was taken. */
  g_assert_cmpint (count (self, "sending"), ==, 4);
  read_ledger (self->provider, ledger);
  g_assert_cmpuint (g_hash_table_size (self->provider->taken), ==, 1);
  start (self);
  settle (self);
  for (int i = 0; i < 20; i++)
    pass (self, 120);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  {
    g_autofree char *got =
        g_strdup_printf ("%d sent, %d uncertain", (int)count (self, "sent"), (int)count (self, "uncertain"));

    g_assert_cmpstr (got, ==, wanted);
  }
  desk_free (self);
}

static void
test_kill (void)
{
  kill_between (CRM_CHANNEL_SENDS | CRM_CHANNEL_LOOKS_UP, "6 sent, 0 uncertain");
  kill_between (CRM_CHANNEL_SENDS | CRM_CHANNEL_IS_IDEMPOTENT, "6 sent, 0 uncertain");
  kill_between (CRM_CHANNEL_SENDS, "2 sent, 4 uncertain");
}

int
main (int argc, char *argv[])
{
  self_path = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    {
      int none = 1;

      crm_test_store_init (&none, &argv);
      return run_child (argv[2], argv[3]);
    }
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/channel-manager/send", test_send);
  g_test_add_func ("/channel-manager/thousand", test_thousand);
  g_test_add_func ("/channel-manager/rate", test_rate);
  g_test_add_func ("/channel-manager/unreachable", test_unreachable);
  g_test_add_func ("/channel-manager/retry-after", test_retry_after);
  g_test_add_func ("/channel-manager/day-in-vain", test_day_in_vain);
  g_test_add_func ("/channel-manager/credentials", test_credentials);
  g_test_add_func ("/channel-manager/together", test_together);
  g_test_add_func ("/channel-manager/other-account", test_other_account);
  g_test_add_func ("/channel-manager/probe", test_probe);
  g_test_add_func ("/channel-manager/refused", test_refused);
  g_test_add_func ("/channel-manager/broken", test_broken);
  g_test_add_func ("/channel-manager/lost", test_lost);
  g_test_add_func ("/channel-manager/vague", test_vague);
  g_test_add_func ("/channel-manager/doubts", test_doubts);
  g_test_add_func ("/channel-manager/same-key", test_same_key);
  g_test_add_func ("/channel-manager/shown", test_shown);
  g_test_add_func ("/channel-manager/fetch", test_fetch);
  g_test_add_func ("/channel-manager/unread", test_unread);
  g_test_add_func ("/channel-manager/states", test_states);
  g_test_add_func ("/channel-manager/balance", test_balance);
  g_test_add_func ("/channel-manager/clock", test_clock);
  g_test_add_func ("/channel-manager/two", test_two);
  g_test_add_func ("/channel-manager/closed", test_closed);
  g_test_add_func ("/channel-manager/restored", test_restored);
  g_test_add_func ("/channel-manager/feed", test_feed);
  g_test_add_func ("/channel-manager/kill", test_kill);
  return crm_test_store_done (g_test_run ());
}
