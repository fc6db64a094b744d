/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "crm-test-modem.h"

/* SMS through a modem, against ModemManager's interface on a bus of the test's own. Main thread. */

#define PATIENCE_MS 20000

static GMainLoop *loop;
static GAsyncResult *last; /* owned */
static guint n_arrived;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  last = g_object_ref (result);
  g_main_loop_quit (loop);
}

static gboolean
on_patience_lost (gpointer data)
{
  g_error ("nothing came for %d seconds", PATIENCE_MS / 1000);
  return G_SOURCE_REMOVE;
}

/* What on_done gets; valid until the next one. */
static GAsyncResult *
wait_for_it (void)
{
  guint clock = g_timeout_add (PATIENCE_MS, on_patience_lost, NULL);

  g_clear_object (&last);
  g_main_loop_run (loop);
  g_source_remove (clock);
  return last;
}

static CrmChannel *
open_channel (void)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  CrmChannel *channel = crm_backends_channel_factory ("modem", NULL, NULL, NULL, settings, NULL, &error);

  g_assert_no_error (error);
  return channel;
}

static int
try_out (CrmChannel *channel)
{
  g_autoptr (GError) error = NULL;

  crm_channel_test_async (channel, NULL, on_done, NULL);
  if (crm_channel_test_finish (channel, wait_for_it (), &error))
    return -1;
  g_assert_true (error->domain == CRM_CHANNEL_ERROR);
  return error->code;
}

static CrmSent *
send (CrmChannel *channel, const char *text, GError **error)
{
  const CrmOutgoing message = { (char *)"0123456789abcdef0123456789abcdef", (char *)"+380671234567", NULL,
    NULL, (char *)text };

  crm_channel_send_async (channel, &message, NULL, on_done, NULL);
  return crm_channel_send_finish (channel, wait_for_it (), error);
}

static GPtrArray *
fetch (CrmChannel *channel, char **cursor)
{
  g_autofree char *old = *cursor;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  crm_channel_fetch_async (channel, old, NULL, on_done, NULL);
  messages = crm_channel_fetch_finish (channel, wait_for_it (), cursor, NULL, &error);
  g_assert_no_error (error);
  return messages;
}

static void
test_without (void)
{
  g_autoptr (CrmChannel) channel = open_channel ();
  g_autoptr (GError) error = NULL;

  /* No service, no modem, a locked one, a good one, and gone again. */
  g_assert_cmpint (try_out (channel), ==, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_modem_set_running (TRUE);
  crm_test_modem_set_plugged (FALSE);
  g_assert_cmpint (try_out (channel), ==, CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_null (send (channel, "Hello", &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_modem_set_plugged (TRUE);
  crm_test_modem_set_locked (TRUE);
  g_assert_cmpint (try_out (channel), ==, CRM_CHANNEL_ERROR_CREDENTIALS);
  crm_test_modem_set_locked (FALSE);
  g_assert_cmpint (try_out (channel), ==, -1);
  crm_test_modem_set_plugged (FALSE);
  g_assert_cmpint (try_out (channel), ==, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_modem_set_plugged (TRUE);
  g_assert_cmpint (try_out (channel), ==, -1);
  g_assert_cmpuint (crm_test_modem_get_n_sent (), ==, 0);
}

static void
test_send (void)
{
  g_autoptr (CrmChannel) channel = open_channel ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSent) sent = send (channel, "Привіт", &error);
  const char *ids[] = { NULL, ":9.9/org/freedesktop/ModemManager1/SMS/0", "nonsense", NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (sent->state, ==, "sent");
  g_assert_cmpstr (crm_test_modem_get_last_text (), ==, "Привіт");
  ids[0] = sent->remote_id;
  crm_channel_states_async (channel, ids, NULL, on_done, NULL);
  before = crm_channel_states_finish (channel, wait_for_it (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpstr (((CrmSent *)before->pdata[0])->state, ==, "sent");
  crm_test_modem_deliver ();
  crm_channel_states_async (channel, ids, NULL, on_done, NULL);
  after = crm_channel_states_finish (channel, wait_for_it (), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((CrmSent *)after->pdata[0])->state, ==, "delivered");
  g_assert_cmpstr (((CrmSent *)after->pdata[0])->remote_id, ==, sent->remote_id);

  crm_test_modem_set_refusing (TRUE);
  g_assert_null (send (channel, "Hello", &error));
  g_assert_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
  crm_test_modem_set_refusing (FALSE);
  g_assert_cmpuint (crm_test_modem_get_n_sent (), ==, 1);
}

static void
on_arrived (CrmChannel *channel)
{
  n_arrived++;
}

static void
wait_for_arrival (guint n)
{
  guint clock = g_timeout_add (PATIENCE_MS, on_patience_lost, NULL);

  while (n_arrived < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (clock);
}

static void
test_fetch (void)
{
  g_autoptr (CrmChannel) channel = open_channel ();
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *saved = NULL;
  const char *path;
  guint n_stored;

  crm_test_modem_receive ("+380671234567", "old", "2026-11-19T08:00:00+02", TRUE);
  first = fetch (channel, &cursor);
  g_assert_cmpuint (first->len, ==, 0);
  g_assert_cmpint (try_out (channel), ==, -1);
  g_signal_connect (channel, "arrived", G_CALLBACK (on_arrived), NULL);

  crm_test_modem_receive ("+380671234567", "so", "2026-11-19T09:00:00+02", TRUE);
  path = crm_test_modem_receive ("+380501112233", "a long one", "2026-11-19T08:30:00+02", FALSE);
  wait_for_arrival (2);
  saved = g_strdup (cursor);
  second = fetch (channel, &cursor);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (((CrmIncoming *)second->pdata[0])->text, ==, "so");
  g_assert_cmpint (
      ((CrmIncoming *)second->pdata[0])->at, ==, G_GINT64_CONSTANT (1795071600) * G_USEC_PER_SEC);
  /* Nothing was stored yet, says the cursor before: the same again, and nothing is lost. */
  again = fetch (channel, &saved);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (
      ((CrmIncoming *)again->pdata[0])->remote_id, ==, ((CrmIncoming *)second->pdata[0])->remote_id);

  n_stored = crm_test_modem_get_n_stored ();
  crm_test_modem_complete (path);
  wait_for_arrival (3);
  third = fetch (channel, &cursor);
  g_assert_cmpuint (third->len, ==, 1);
  g_assert_cmpstr (((CrmIncoming *)third->pdata[0])->text, ==, "a long one");
  /* What was stored is gone from the SIM, what was there before stays. */
  g_assert_cmpuint (crm_test_modem_get_n_stored (), ==, n_stored - 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!crm_test_modem_start_bus ())
    {
      g_print ("1..0 # SKIP dbus-daemon is not here\n");
      return 0;
    }
  loop = g_main_loop_new (NULL, FALSE);
  g_test_add_func ("/sms-modem/without", test_without);
  g_test_add_func ("/sms-modem/send", test_send);
  g_test_add_func ("/sms-modem/fetch", test_fetch);
  status = g_test_run ();
  g_clear_object (&last);
  g_main_loop_unref (loop);
  return status;
}
