/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-desk.h"

#include <signal.h>
#include <sys/wait.h>

#include "channel/crm-channel-manager.h"
#include "channel/crm-outbox.h"
#include "crm-test-channel.h"
#include "crm-test-store.h"

/* What the manager of channels knows besides sending: what comes in, states, balance, the clock, two programs, a book that is restored, and a power that fails. */

static const char *self_path;

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
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 5);
  g_assert_cmpuint (self->provider->n_fetches, ==, 3);
  crm_test_provider_receive (self->provider, "in-5", "+380671234567", "One more");
  desk_pass (self, 30);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 5);
  desk_pass (self, 40);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 6);
  /* Some tell by themselves. */
  crm_test_provider_receive (self->provider, "in-6", "+380671234567", "And more");
  g_signal_emit_by_name (self->provider->channel, "arrived");
  desk_settle (self);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM message"), ==, 7);
  /* The next program goes on where this one ended. */
  desk_stop (self);
  desk_start (self);
  desk_settle (self);
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
  desk_queue (self->store, "+380671234567", "Hello");
  desk_start (self);
  desk_settle (self);
  /* From when on the account is there. */
  g_assert_cmpint (
      self->provider->since, ==, crm_test_sql_integer (self->store, "SELECT updated_at FROM account"));
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
  health = desk_get_health (self);
  g_assert_cmpint (health->status, ==, CRM_CHANNEL_CONNECTED);
  g_assert_cmpstr (health->error, ==, "Replies cannot be read. No such product.");
  /* It is not forgotten because something else works. */
  desk_queue (self->store, "+380671234568", "Hello");
  desk_pass (self, 1);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
  g_assert_nonnull (desk_get_health (self)->error);
  self->provider->unread = NULL;
  desk_pass (self, 3600);
  g_assert_null (desk_get_health (self)->error);
  desk_free (self);
}

static void
test_states (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_TELLS_STATES);

  desk_queue (self->store, "+380671234567", "Hello");
  desk_queue (self->store, "+380671234568", "Hello");
  desk_start (self);
  desk_settle (self);
  g_assert_cmpint (
      crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox WHERE stage = 'waiting'"), ==, 2);
  desk_pass (self, 31);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
  g_hash_table_insert (self->provider->states, (gpointer) "*", (gpointer) "delivered");
  desk_pass (self, 600);
  g_assert_cmpint (desk_count (self, "delivered"), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  /* After three days nobody asks any more. */
  g_hash_table_remove_all (self->provider->states);
  desk_queue (self->store, "+380671234569", "Hello");
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
  for (int i = 0; i < 6; i++)
    desk_pass (self, 24 * 3600);
  g_assert_cmpint (crm_test_sql_integer (self->store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (desk_count (self, "sent"), ==, 1);
  desk_free (self);
}

static void
test_balance (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_TELLS_BALANCE);

  desk_start (self);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_balances, ==, 1);
  g_assert_true (desk_get_health (self)->has_balance);
  g_assert_cmpint (desk_get_health (self)->balance.micros, ==, 12500000);
  desk_pass (self, 3600);
  g_assert_cmpuint (self->provider->n_balances, ==, 1);
  desk_queue (self->store, "+380671234567", "Hello");
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_balances, ==, 2);
  desk_pass (self, 24 * 3600 + 10);
  g_assert_cmpuint (self->provider->n_balances, ==, 3);
  desk_free (self);
}

/* The clock is put forward and back: nothing is lost, nothing goes twice, and nothing waits for a day that has been. */
static void
test_clock (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);

  desk_start (self);
  desk_settle (self);
  desk_queue (self->store, "+380671234567", "One");
  desk_settle (self);
  desk_pass (self, 30 * 24 * 3600);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_pass (self, -60 * 24 * 3600);
  crm_test_provider_receive (self->provider, "in-1", "+380671234567", "Good day");
  desk_queue (self->store, "+380671234567", "Two");
  desk_settle (self);
  desk_pass (self, 70);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
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

  desk_start (self);
  manager = crm_channel_manager_new (second, NULL, crm_test_channel_make, other);
  g_assert_false (crm_channel_manager_is_leading (manager));
  desk_queue (self->store, "+380671234567", "One");
  crm_channel_manager_tick (manager);
  desk_settle (self);
  g_assert_cmpuint (self->provider->n_requests, ==, 1);
  desk_stop (self);
  desk_queue (self->store, "+380671234567", "Two");
  crm_channel_manager_tick (manager);
  g_assert_true (crm_channel_manager_is_leading (manager));
  self->manager = manager;
  desk_settle (self);
  self->manager = NULL;
  g_assert_cmpuint (other->n_requests, ==, 1);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
  g_object_unref (manager);
  crm_test_close (second);
  desk_free (self);
}

static gboolean
is_uncertain (gpointer data)
{
  return desk_count (data, "uncertain") == 1;
}

/* The window closes while a message is on its way: what is answered is kept, what is not is uncertain. */
static void
test_closed (void)
{
  Desk *self = desk_new (CRM_CHANNEL_SENDS);

  self->provider->hold = TRUE;
  desk_queue (self->store, "+380671234567", "One");
  desk_start (self);
  while (!self->provider->held->len)
    g_main_context_iteration (NULL, TRUE);
  crm_test_assert_field (self->store, "message", 1, "state", "sending");
  g_clear_object (&self->manager);
  crm_test_provider_release (self->provider);
  crm_test_await (is_uncertain, self);
  self->provider->hold = FALSE;
  desk_start (self);
  desk_settle (self);
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

  desk_start (self);
  desk_settle (self);
  desk_queue (self->store, "+380671234567", "One");
  desk_settle (self);
  desk_queue (self->store, "+380671234567", "Two");
  crm_test_sql (self->store, "UPDATE outbox SET due_at = due_at + 3600000000");
  crm_store_backup_sync (self->store, backup, &error);
  g_assert_no_error (error);
  desk_pass (self, 3700);
  g_assert_cmpint (desk_count (self, "sent"), ==, 2);
  crm_store_restore_sync (self->store, backup, &error);
  g_assert_no_error (error);
  desk_settle (self);
  for (int i = 0; i < 3; i++)
    desk_pass (self, 3700);
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
  desk_start (self);
  crm_channel_manager_set_feeder (self->manager, feed);
  desk_settle (self);
  g_assert_cmpint (desk_count (self, "sent"), ==, 250);
  g_assert_cmpuint (n_feeds, ==, 3);
  desk_pass (self, 1800);
  g_assert_cmpuint (n_feeds, ==, 3);
  n_fed = 1;
  desk_pass (self, 1900);
  g_assert_cmpuint (n_feeds, ==, 4);
  g_assert_cmpint (desk_count (self, "sent"), ==, 251);
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

      desk_queue (self->store, address, "Hello");
    }
  crm_test_close (self->store);
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  crm_test_clock_set ("2026-03-10T12:00:05Z");
  self->store = crm_test_open_window (self->path);
  /* The killed one had four at hand, of which one was taken. */
  g_assert_cmpint (desk_count (self, "sending"), ==, 4);
  read_ledger (self->provider, ledger);
  g_assert_cmpuint (g_hash_table_size (self->provider->taken), ==, 1);
  desk_start (self);
  desk_settle (self);
  for (int i = 0; i < 20; i++)
    desk_pass (self, 120);
  g_assert_cmpuint (crm_test_provider_get_most (self->provider), ==, 1);
  {
    g_autofree char *got = g_strdup_printf (
        "%d sent, %d uncertain", (int)desk_count (self, "sent"), (int)desk_count (self, "uncertain"));

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
