/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-desk.h"

#include "base/crm-clock.h"
#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox.h"
#include "crm-test-channel.h"
#include "crm-test-store.h"

/* Who runs the channels: every message goes out once, whatever the provider, the clock and the power do. */

static void
test_send (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  desk_start (self);
  g_assert_true (crm_channel_manager_is_leading (self->manager));
  desk_settle (self);
  desk_queue (self->store, "+380671234567", "Hello");
  desk_settle (self);
  crm_test_assert_field (self->store, "message", 1, "state", "sent");
  crm_test_assert_field (self->store, "message", 1, "price", "0.042");
  crm_test_assert_field (self->store, "message", 1, "price_currency", "EUR");
  crm_test_assert_field (self->store, "message", 1, "parts", "1");
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
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

      desk_queue (self->store, address, text);
    }
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1000);
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

      desk_queue (self->store, address, "Hello");
    }
  desk_start (self);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_pass (self, 5);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_pass (self, 6);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  /* An hour of sleep is no reason to send them all at once. */
  desk_pass (self, 3600);
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

      desk_queue (self->store, address, "Hello");
    }
  desk_start (self);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 4);
  g_assert_cmpint (desk_count (self, "queued"), ==, 8);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_UNREACHABLE);
  g_assert_cmpstr (desk_get_health (self)->error, ==, "Nobody answers.");
  g_assert_cmpint (desk_get_health (self)->next_try, >, crm_clock_now ());
  desk_pass (self, 20);
  g_assert_cmpuint (self->provider->n_requests, ==, 4);
  desk_pass (self, 600);
  g_assert_cmpuint (self->provider->n_requests, ==, 5);
  desk_pass (self, 3600);
  desk_pass (self, 3600);
  g_assert_cmpint (desk_count (self, "sent"), ==, 8);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
  desk_free (self);
}

static void
test_retry_after (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  self->provider->retry_after = 900;
  crm_test_provider_expect (self->provider, CRM_TEST_LIMITED, -1);
  desk_queue (self->store, "+380670000001", "Hello");
  desk_start (self);
  desk_settle (self);
  desk_pass (self, 890);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_pass (self, 11);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
  desk_free (self);
}

static void
test_day_in_vain (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  for (int i = 0; i < 60; i++)
    crm_test_provider_expect (self->provider, CRM_TEST_UNREACHABLE, -1);
  desk_queue (self->store, "+380670000001", "Hello");
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 40 && !desk_count (self, "failed"); i++)
    desk_pass (self, 4500);
  crm_test_assert_field (self->store, "message", 1, "state", "failed");
  crm_test_assert_field (self->store, "message", 1, "error", "Nobody answers.");
  g_assert_cmpuint (self->provider->n_requests, <, 31);
  desk_free (self);
}

/* Wrong credentials desk_stop the account, not the messages. */
static void
test_credentials (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_CREDENTIALS, -1);
  desk_queue (self->store, "+380670000001", "Hello");
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "queued"), ==, 1);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_CREDENTIALS);
  desk_pass (self, 24 * 3600);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  crm_channel_manager_reload (self->manager, 1);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  g_assert_cmpuint (self->provider->n_channels, ==, 2);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
  desk_free (self);
}

/* Two are asked at once: one is told no, and what the other was told before does not make that unsaid. */
static void
answer_together (Desk *self, int first)
{
  self->provider->hold = TRUE;
  crm_test_provider_expect (self->provider, first, -1);
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_start (self);
  while (self->provider->held->len < 2)
    g_main_context_iteration (NULL, TRUE);
  self->provider->hold = FALSE;
  crm_test_provider_release (self->provider);
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "queued"), ==, 1);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
}

static void
test_together (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  answer_together (self, CRM_TEST_CREDENTIALS);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_CREDENTIALS);
  g_assert_nonnull (desk_get_health (self)->error);
  desk_free (self);

  self = desk_new (CRM_CHANNEL_SENDS);
  self->provider->retry_after = 900;
  answer_together (self, CRM_TEST_LIMITED);
  desk_queue (self->store, "+380670000003", "Three");
  desk_pass (self, 600);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  desk_pass (self, 301);
  g_assert_cmpint (desk_count (self, "sent"), ==, 3);
  desk_free (self);
}

/* Whether a provider that was out of reach is there again is not found out by a message, for that might become uncertain. */
static void
test_probe (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);
  guint n;

  crm_test_set (self->store, "account", 1, "sender", "+15005550001", NULL);
  desk_start (self);
  desk_settle (self);
  self->provider->down = "+15005550001";
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_settle (self);
  n = self->provider->n_requests;
  g_assert_cmpuint (n, >, 0);
  for (int i = 0; i < 6; i++)
    desk_pass (self, 4000);
  g_assert_cmpuint (self->provider->n_requests, ==, n);
  g_assert_cmpuint (self->provider->n_tests, >=, 5);
  self->provider->down = NULL;
  desk_pass (self, 5000);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
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
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  later.due_at = crm_clock_now () + 10 * G_TIME_SPAN_DAY;
  crm_store_write_sync (self->store, "Send SMS", desk_queue_in_worker, &later, NULL, &error);
  g_assert_no_error (error);
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 3; i++)
    desk_pass (self, 1200);
  g_assert_cmpint (desk_count (self, "queued"), ==, 3);
  crm_store_write_sync (self->store, "Set", other_account_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    desk_pass (self, 120);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
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
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_start (self);
  desk_settle (self);
  crm_test_assert_field (self->store, "message", 1, "state", "failed");
  crm_test_assert_field (self->store, "message", 1, "error", "Number unknown.");
  crm_test_assert_field (self->store, "message", 2, "state", "sent");
  g_assert_cmpuint (desk_get_health (self)->n_failed, ==, 1);
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

      desk_queue (self->store, address, "Hello");
      crm_test_provider_expect (self->provider, CRM_TEST_PROTOCOL, -1);
    }
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_BROKEN);
  g_assert_cmpstr (desk_get_health (self)->error, ==, "There is no address.");
  self->provider->refusal = NULL;
  crm_test_set (self->store, "account", 1, "settings", "{\"url\": \"http://127.0.0.1\"}", NULL);
  desk_settle (self);
  /* It stops before it has spoilt them all. */
  g_assert_cmpint (desk_count (self, "failed"), <, 9);
  g_assert_cmpint (desk_count (self, "failed"), >=, 5);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_BROKEN);
  desk_free (self);
}

/* The answer was lost: looked up, found or not; never sent twice. */
static void
test_lost (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_LOOKS_UP);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, CRM_TEST_SWALLOWED, -1);
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "uncertain"), ==, 2);
  g_assert_cmpuint (desk_get_health (self)->n_uncertain, ==, 2);
  for (int i = 0; i < 10; i++)
    desk_pass (self, 60);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
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
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_start (self);
  for (int i = 0; i < 30; i++)
    desk_pass (self, 3600);
  g_assert_cmpint (desk_count (self, "uncertain"), ==, 2);
  g_assert_cmpuint (self->provider->n_requests, ==, 2);
  /* Not asked for ever, and nothing is wrong with the account. */
  g_assert_cmpuint (self->provider->n_look_ups, >, 2);
  g_assert_cmpuint (self->provider->n_look_ups, <=, 10);
  g_assert_cmpint (desk_get_health (self)->status, ==, CRM_CHANNEL_CONNECTED);
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

      desk_queue (self->store, address, "Hello");
      crm_test_provider_expect (self->provider, CRM_TEST_LOST, -1);
    }
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 60; i++)
    desk_pass (self, 60);
  g_assert_cmpint (desk_count (self, "uncertain"), >=, 4);
  g_assert_cmpint (desk_count (self, "uncertain"), <=, 12);
  /* Well again, it goes on as fast as ever. */
  g_queue_clear (&self->provider->outcomes);
  for (int i = 0; i < 3; i++)
    desk_pass (self, 4400);
  g_assert_cmpint (desk_count (self, "queued"), ==, 0);
  desk_free (self);
}

static void
test_same_key (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_IS_IDEMPOTENT);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, CRM_TEST_SWALLOWED, -1);
  desk_queue (self->store, "+380670000001", "One");
  desk_queue (self->store, "+380670000002", "Two");
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 10; i++)
    desk_pass (self, 60);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
  g_assert_cmpuint (self->provider->texts->len, ==, 2);
  desk_free (self);
}

/* Where nobody can tell, a person does. */
static void
test_shown (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  crm_test_provider_expect (self->provider, CRM_TEST_LOST, -1);
  desk_queue (self->store, "+380670000001", "One");
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 5; i++)
    desk_pass (self, 24 * 3600);
  crm_test_assert_field (self->store, "message", 1, "state", "uncertain");
  crm_test_assert_field (self->store, "message", 1, "error", "The answer was lost.");
  crm_channel_manager_retry (self->manager, 0);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_free (self);
}

int
main (int argc, char *argv[])
{
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
  return crm_test_store_done (g_test_run ());
}
