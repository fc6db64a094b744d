/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox.h"
#include "crm-test-keyring.h"
#include "crm-test-sms-account.h"

/* The whole way of a message over HTTP when the program is killed between the request and its answer: the server counts, and it is one.
 * Another process of this program is the one that is killed. Main thread. */

static const char *self_path;

typedef struct
{
  CrmTestSmsServer *server;
  CrmSecretStore *keyring;
  CrmStore *store;
  CrmChannelManager *manager;
  const char *state;
} Desk;

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const CrmSendRequest request = {
    .channel = "sms", .address = "+380671234567", .text = "Привіт", .due_at = crm_clock_now (), .urgent = TRUE
  };

  return crm_outbox_queue (tx, &request, error) != 0;
}

/* A book with one account and one message that waits. */
static void
fill_book (Desk *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  self->store = crm_test_open_window (path);
  crm_test_sms_account_add (self->store, self->keyring, self->server);
  crm_store_write_sync (self->store, "Send SMS", queue_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_test_close (self->store);
}

static gboolean
has_taken (gpointer data)
{
  return crm_test_sms_server_get_n_messages (((Desk *)data)->server) > 0;
}

static gboolean
has_state (gpointer data)
{
  Desk *self = data;
  g_autofree char *state = crm_test_get (self->store, "message", 1, "state");

  return g_strcmp0 (state, self->state) == 0;
}

static gboolean
is_idle (gpointer data)
{
  return !crm_channel_manager_is_busy (((Desk *)data)->manager);
}

static void
kill_between (const char *provider, CrmTestSmsTrouble trouble, const char *state)
{
  Desk self = { .server = crm_test_sms_server_new (provider, FALSE), .state = state };
  g_autoptr (CrmSecretStore) keyring = self.keyring = crm_backends_secret_store ();
  g_autofree char *path = crm_test_path ();
  char *arguments[] = { (char *)self_path, (char *)"--child", path, NULL };
  g_autoptr (GError) error = NULL;
  GPid child;
  int status;

  fill_book (&self, path);
  crm_test_sms_server_set_trouble (self.server, trouble);
  g_spawn_async (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, &error);
  g_assert_no_error (error);
  crm_test_await (has_taken, &self);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_spawn_close_pid (child);

  crm_test_sms_server_set_trouble (self.server, CRM_TEST_SMS_FINE);
  self.store = crm_test_open_window (path);
  crm_test_assert_field (self.store, "message", 1, "state", "sending");
  self.manager = crm_channel_manager_new (self.store, keyring, crm_backends_channel_factory, NULL);
  crm_test_await (has_state, &self);
  crm_channel_manager_retry (self.manager, 0);
  crm_test_settle ();
  crm_test_await (is_idle, &self);
  crm_test_assert_field (self.store, "message", 1, "state", state);
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (self.server), ==, 1);
  g_assert_cmpstr (crm_test_sms_server_get_complaints (self.server), ==, "");
  g_clear_object (&self.manager);
  crm_test_settle ();
  crm_test_close (self.store);
  crm_test_sms_server_free (self.server);
}

/* Asked, these say that they took it. */
static void
test_found (void)
{
  kill_between ("twilio", CRM_TEST_SMS_FORGETFUL, "sent");
  kill_between ("vonage", CRM_TEST_SMS_FORGETFUL, "sent");
  kill_between ("bird", CRM_TEST_SMS_FORGETFUL, "sent");
  kill_between ("messagebird", CRM_TEST_SMS_FORGETFUL, "sent");
  kill_between ("android-sms-gateway", CRM_TEST_SMS_FORGETFUL, "sent");
  kill_between ("smsc", CRM_TEST_SMS_FORGETFUL, "sent");
}

/* These cannot be asked: the person is, and nothing is sent again. */
static void
test_shown (void)
{
  kill_between ("clicksend", CRM_TEST_SMS_FORGETFUL, "uncertain");
  kill_between ("turbosms", CRM_TEST_SMS_FORGETFUL, "uncertain");
  kill_between ("smsru", CRM_TEST_SMS_FORGETFUL, "uncertain");
  kill_between ("generic-http", CRM_TEST_SMS_FORGETFUL, "uncertain");
}

/* The program that is killed. */
static int
run_child (const char *path)
{
  CrmStore *store = crm_test_open_window (path);
  g_autoptr (CrmSecretStore) keyring = crm_backends_secret_store ();
  CrmChannelManager *manager;

  /* A test that fails leaves nobody behind. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  manager = crm_channel_manager_new (store, keyring, crm_backends_channel_factory, NULL);
  while (manager)
    g_main_context_iteration (NULL, TRUE);
  return 1;
}

int
main (int argc, char *argv[])
{
  int status;

  self_path = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    {
      int none = 1;

      crm_test_store_init (&none, &argv);
      crm_clock_set (NULL, NULL);
      return run_child (argv[2]);
    }
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
  g_test_add_func ("/sms-http-crash/found", test_found);
  g_test_add_func ("/sms-http-crash/shown", test_shown);
  status = crm_test_store_done (g_test_run ());
  crm_test_keyring_stop ();
  return status;
}
