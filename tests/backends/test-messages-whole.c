/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "campaign/crm-campaign.h"
#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox.h"
#include "crm-test-keyring.h"
#include "crm-test-sms-account.h"

/* The whole way over a provider on loopback: a question goes to a segment, its delivery is seen, a reply is scored, a stop word is obeyed, and a
 * server that is gone loses nothing. Main thread. */

#define ANNA "+380671234567"
#define BORIS "+380671234568"
#define CLARA "+380671234569"

typedef struct
{
  CrmTestSmsServer *server;
  CrmStore *store;
  CrmChannelManager *manager;
  guint n;
  const char *sql;
} Desk;

static gint64
add_campaign (Desk *self)
{
  gint64 template = crm_test_add (self->store, "template", "name", "Rate us", "channel", "any", "purpose",
      "service", "expects", "scale", "scale_min", "1", "scale_max", "5", NULL);
  g_autofree char *of = g_strdup_printf ("%lld", (long long)template), *in = NULL;

  crm_test_add (
      self->store, "template_text", "template", of, "text", "{client.name|first}, how was it? 1 to 5", NULL);
  in = g_strdup_printf ("%lld", (long long)crm_test_add (self->store, "segment", "name", "Kyiv", "query",
                                    "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"city\",\"test\":"
                                    "\"=\",\"value\":\"Kyiv\"}]}}",
                                    NULL));
  return crm_test_add (self->store, "campaign", "name", "Asking", "channel", "sms", "template", of, "segment",
      in, "occasion", "once", "cap_days", "0", NULL);
}

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_start (tx, *(gint64 *)data, error);
}

static gboolean
send_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const CrmSendRequest request = {
    .channel = "sms", .address = data, .text = "Hello", .due_at = crm_clock_now (), .urgent = TRUE
  };

  return crm_outbox_queue (tx, &request, error) != 0;
}

static gboolean
has_taken (gpointer data)
{
  return crm_test_sms_server_get_n_messages (((Desk *)data)->server) == ((Desk *)data)->n;
}

static gboolean
is_so (gpointer data)
{
  return crm_test_sql_integer (((Desk *)data)->store, ((Desk *)data)->sql) == 1;
}

/* What a person does who presses Retry until it is so. */
static void
await (Desk *self, const char *sql)
{
  self->sql = sql;
  crm_channel_manager_retry (self->manager, 0);
  crm_test_await_at (sql, "is_so", is_so, self);
}

static void
test_whole (void)
{
  Desk self = { .server = crm_test_sms_server_new ("twilio", FALSE) };
  g_autofree char *path = crm_test_path ();
  g_autoptr (CrmSecretStore) keyring = crm_backends_secret_store ();
  g_autoptr (GError) error = NULL;
  gint64 campaign;

  self.store = crm_test_open_window (path);
  crm_test_sms_account_add (self.store, keyring, self.server);
  crm_test_add (self.store, "client", "name", "Anna Kowalska", "phone", ANNA, "city", "Kyiv", NULL);
  crm_test_add (self.store, "client", "name", "Boris Müller", "phone", BORIS, "city", "Kyiv", NULL);
  crm_test_add (self.store, "client", "name", "Clara", "phone", CLARA, "city", "Lviv", NULL);
  campaign = add_campaign (&self);
  self.manager = crm_channel_manager_new (self.store, keyring, crm_backends_channel_factory, NULL);
  crm_channel_manager_set_feeder (self.manager, crm_campaign_run);

  /* To the two of the segment, each by name. */
  crm_store_write_sync (self.store, "Start", start_in_worker, &campaign, NULL, &error);
  g_assert_no_error (error);
  self.n = 2;
  crm_channel_manager_retry (self.manager, 0);
  crm_test_await (has_taken, &self);
  await (&self, "SELECT count (*) = 2 FROM message WHERE state = 'sent' AND campaign = 1");
  crm_test_sms_server_deliver (self.server);
  await (&self, "SELECT count (*) = 1 FROM message WHERE state = 'delivered'");

  /* A reply is an answer with a score, on the client's timeline. */
  crm_test_sms_server_receive (self.server, ANNA, "5", crm_clock_now ());
  await (&self, "SELECT count (*) = 1 FROM message WHERE direction = 'in'");
  await (&self, "SELECT count (*) = 1 FROM answer WHERE score = 5 AND client = 1 AND campaign = 1");
  g_assert_cmpint (crm_test_sql_integer (
                       self.store, "SELECT count (*) FROM activity WHERE client_id = 1 AND kind = 'sms'"),
      ==, 2);

  /* A stop word: nothing more is sent, not even by a person. */
  crm_test_sms_server_receive (self.server, BORIS, "СТОП", crm_clock_now ());
  await (&self, "SELECT count (*) = 1 FROM consent WHERE state = 'withdrawn' AND client = 2");
  g_assert_false (crm_store_write_sync (self.store, "Send", send_in_worker, (gpointer)BORIS, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* A server that is gone: what waits stays, and is told. */
  crm_test_sms_server_stop (self.server);
  crm_store_write_sync (self.store, "Send", send_in_worker, (gpointer)CLARA, NULL, &error);
  g_assert_no_error (error);
  await (&self, "SELECT count (*) = 1 FROM outbox o JOIN account_state s ON s.account_id = o.account_id"
                " WHERE o.stage = 'queued' AND s.status = 'unreachable' AND s.error IS NOT NULL");
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (self.server), ==, 2);
  g_assert_cmpstr (crm_test_sms_server_get_complaints (self.server), ==, "");
  crm_test_assert_in_order (self.store);
  g_clear_object (&self.manager);
  crm_test_settle ();
  crm_test_close (self.store);
  crm_test_sms_server_free (self.server);
}

int
main (int argc, char *argv[])
{
  int status;

  if (!crm_test_keyring_is_installed ())
    {
      g_print ("1..0 # SKIP gnome-keyring is not installed\n");
      return 0;
    }
  crm_test_keyring_start_bus ();
  crm_test_keyring_start ();
  crm_test_store_init (&argc, &argv);
  /* The server has the clock of the computer. */
  crm_clock_set (NULL, NULL);
  g_test_add_func ("/messages-whole/campaign", test_whole);
  status = crm_test_store_done (g_test_run ());
  crm_test_keyring_stop ();
  return status;
}
