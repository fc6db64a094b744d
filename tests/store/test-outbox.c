/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-outbox-private.h"
#include "crm-test-store.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "base/crm-zone.h"

/* The queue: who may be written to and by what, taking back and trying again, quiet hours, and the steps each message goes through. */

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_outbox_queue (tx, data, error) != 0;
}

static void
queue (CrmStore *store, CrmSendRequest *request)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Send SMS", queue_in_worker, request, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_refused (CrmStore *store, CrmSendRequest *request, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_sync (store, "Send SMS", queue_in_worker, request, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static gint64
add_account (CrmStore *store, const char *name)
{
  return crm_test_add (
      store, "account", "name", name, "channel", "sms", "backend", "http", "main", "yes", NULL);
}

typedef gboolean (*Step) (CrmTransaction *tx, gint64 message, GError **error);

typedef struct
{
  Step step;
  gint64 message;
} Call;

static gboolean
call_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *call = data;

  return call->step (tx, call->message, error);
}

static gboolean
call (CrmStore *store, Step step, gint64 message)
{
  Call data = { step, message };
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_sync (store, "Step", call_in_worker, &data, NULL, &error);

  if (!ok)
    g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  return ok;
}

typedef struct
{
  guint limit;
  GPtrArray *jobs;
  gint64 next;
} Begin;

static gboolean
begin_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Begin *begin = data;

  crm_transaction_set_sync (tx);
  return crm_outbox_begin (tx, 1, begin->limit, NULL, begin->jobs, &begin->next, error);
}

/* What account 1 would send now, as "1 2"; and when the next is due. */
static char *
begin (CrmStore *store, guint limit, gint64 *next)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_outbox_job_free);
  Begin data = { limit, jobs, 0 };
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  crm_store_write_sync (store, "Begin", begin_in_worker, &data, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++)
    g_string_append_printf (text, "%s%d", i ? " " : "", (int)((CrmOutboxJob *)jobs->pdata[i])->message);
  if (next)
    *next = data.next;
  return g_string_free (text, FALSE);
}

#define assert_begins(store, limit, wanted) \
  G_STMT_START \
  { \
    g_autofree char *begun = begin (store, limit, NULL); \
    g_assert_cmpstr (begun, ==, wanted); \
  } \
  G_STMT_END

static gboolean
end_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_outbox_end (tx, data, error);
}

static void
end (CrmStore *store, gint64 message, CrmOutboxEnd how, const char *words, gint64 due_at)
{
  CrmOutboxResult result = { .message = message, .end = how, .words = (char *)words, .due_at = due_at };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "End", end_in_worker, &result, NULL, &error);
  g_assert_no_error (error);
}

static void
test_queue (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  gint64 boris = crm_test_add (store, "client", "name", "Boris", NULL);
  CrmSendRequest request = { .client = anna, .channel = "sms", .text = "Hello" };
  gint64 next;
  g_autofree char *none = NULL;

  assert_refused (store, &request, "no account");
  add_account (store, "Shop");
  queue (store, &request);
  crm_test_assert_field (store, "message", 1, "state", "queued");
  crm_test_assert_field (store, "message", 1, "address", "+380671234567");
  crm_test_assert_field (store, "message", 1, "author", "1");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT length (\"key\") FROM outbox"), ==, 32);
  /* What waits is no contact yet, and answers nobody. */
  crm_test_assert_field (store, "client", anna, "last_contact", NULL);
  none = begin (store, 4, &next);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpint (next - crm_clock_now (), <, 11 * G_USEC_PER_SEC);
  g_assert_cmpint (next, >, crm_clock_now ());

  request.text = " \n";
  assert_refused (store, &request, "empty");
  request.text = "Hello";
  request.client = boris;
  assert_refused (store, &request, "no phone number");
  request.address = "067 123";
  assert_refused (store, &request, "not a full phone number");
  request.address = NULL;
  request.client = anna;
  request.purpose = "marketing";
  assert_refused (store, &request, "not agreed");
  request.purpose = NULL;
  crm_test_archive (store, "client", anna);
  assert_refused (store, &request, "archived");
  crm_test_restore (store, "client", anna);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Within ten seconds Ctrl+Z takes it back as if it had not been; when it is gone it says why not. */
static void
test_undo (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = { .channel = "sms", .address = "+380671234567", .text = "Hello" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = NULL;

  add_account (store, "Shop");
  queue (store, &request);
  crm_test_assert_undo (store, FALSE, "2/0/0");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message"), ==, 0);
  crm_test_assert_undo (store, TRUE, "2/0/0");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM outbox WHERE stage = 'queued' AND account_id = 1"),
      ==, 1);
  crm_test_assert_in_order (store);
  crm_test_clock_advance_days (1);
  assert_begins (store, 4, "1");
  report = crm_store_undo_sync (store, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->reversed, ==, 0);
  g_assert_cmpstr (report->sentences->pdata[0], ==, "It is too late: the message is being sent.");
  crm_test_assert_field (store, "message", 1, "state", "sending");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_steps (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  CrmSendRequest request = { .client = anna, .channel = "sms", .text = "Hello", .due_at = 1 };
  gint64 key, later;

  add_account (store, "Shop");
  queue (store, &request);
  g_assert_true (call (store, crm_outbox_cancel, 1));
  crm_test_assert_field (store, "message", 1, "state", "cancelled");
  g_assert_false (call (store, crm_outbox_cancel, 1));
  /* Taking back is taken back. */
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "message", 1, "state", "queued");
  crm_test_clock_advance_days (1);
  assert_begins (store, 4, "1");
  assert_begins (store, 4, "");
  g_assert_false (call (store, crm_outbox_cancel, 1));
  g_assert_false (call (store, crm_outbox_send_again, 1));
  end (store, 1, CRM_OUTBOX_BACK, NULL, 0);
  crm_test_assert_field (store, "message", 1, "state", "queued");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT tries FROM outbox"), ==, 0);
  assert_begins (store, 4, "1");
  end (store, 1, CRM_OUTBOX_UNCERTAIN, "The answer was lost.", G_MAXINT64);
  crm_test_assert_field (store, "message", 1, "state", "uncertain");
  crm_test_assert_field (store, "client", anna, "last_contact", NULL);
  assert_begins (store, 4, "");
  crm_test_assert_in_order (store);
  /* The person says it was sent; and thinks better of it. */
  g_assert_true (call (store, crm_outbox_mark_sent, 1));
  crm_test_assert_field (store, "message", 1, "state", "sent");
  crm_test_assert_field (store, "client", anna, "last_contact_kind", "sms");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM outbox"), ==, 0);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "message", 1, "state", "uncertain");
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, TRUE, "1/0/0");
  crm_test_assert_in_order (store);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  /* Sent again it is another one to the provider. */
  crm_test_sql (store, "UPDATE outbox SET \"key\" = 'old', tries = 5");
  g_assert_true (call (store, crm_outbox_send_again, 1));
  key = crm_test_sql_integer (store, "SELECT \"key\" <> 'old' AND tries = 0 FROM outbox");
  g_assert_cmpint (key, ==, 1);
  assert_begins (store, 4, "1");
  later = crm_clock_now () + G_TIME_SPAN_HOUR;
  end (store, 1, CRM_OUTBOX_RETRY, "Nobody answers.", later);
  crm_test_assert_field (store, "message", 1, "error", "Nobody answers.");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT due_at FROM outbox"), ==, later);
  crm_test_clock_advance_days (2);
  assert_begins (store, 4, "1");
  end (store, 1, CRM_OUTBOX_RETRY, "Nobody answers.", later);
  /* For a day long enough. */
  crm_test_assert_field (store, "message", 1, "state", "failed");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* A person's before a campaign's, the earlier before the later, one at a time to the same address. */
static void
test_order (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = { .channel = "sms", .text = "Hello" };

  add_account (store, "Shop");
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i);

      request.address = address;
      request.due_at = 10 - i;
      queue (store, &request);
    }
  request.address = "+380670000002";
  request.urgent = TRUE;
  request.due_at = 20;
  queue (store, &request);
  assert_begins (store, 2, "4 2");
  assert_begins (store, 4, "3 1");
  crm_test_close (store);
}

/* Whoever has left, or taken back what they agreed to, is not written to though it waits already. */
static void
test_judged (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  gint64 boris = crm_test_add (store, "client", "name", "Boris", "phone", "+380501234567", NULL);
  CrmSendRequest request = { .client = anna, .channel = "sms", .text = "Hello", .due_at = 1 };

  add_account (store, "Shop");
  crm_test_add (store, "consent", "client", "Boris", "state", "given", "purpose", "marketing", NULL);
  queue (store, &request);
  request.client = boris;
  request.purpose = "marketing";
  queue (store, &request);
  request.purpose = NULL;
  queue (store, &request);
  crm_test_archive (store, "client", anna);
  crm_test_add (store, "consent", "client", "Boris", "state", "withdrawn", "purpose", "marketing", NULL);
  crm_test_assert_field (store, "message", 2, "state", "cancelled");
  assert_begins (store, 4, "3");
  crm_test_assert_field (store, "message", 1, "state", "cancelled");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gboolean
recover_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_outbox_recover (tx, error);
}

static void
recover (CrmStore *store)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Recover", recover_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Who was being written to when the program ended, or in a book that came back from a backup, has perhaps been. */
static void
test_recover (void)
{
  g_autofree char *path = crm_test_path (), *backup = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = { .channel = "sms", .text = "Hello", .address = "+380671234567", .due_at = 1 };
  g_autoptr (GError) error = NULL;

  add_account (store, "Shop");
  recover (store);
  queue (store, &request);
  queue (store, &request);
  assert_begins (store, 4, "1");
  crm_test_close (store);
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  recover (store);
  crm_test_assert_field (store, "message", 1, "state", "uncertain");
  crm_test_assert_field (store, "message", 2, "state", "queued");
  crm_store_backup_sync (store, backup, &error);
  g_assert_no_error (error);
  crm_store_restore_sync (store, backup, &error);
  g_assert_no_error (error);
  recover (store);
  crm_test_assert_field (store, "message", 2, "state", "uncertain");
  assert_begins (store, 4, "");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Looked for by its words, the same words to the same number are found; they were another message's. */
static void
test_of_another (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = { .channel = "sms", .text = "Hello", .address = "+380671234567", .due_at = 1 };
  CrmSent sent = { .remote_id = (char *)"SM1", .state = (char *)"sent" };
  CrmOutboxResult found = { .message = 1, .end = CRM_OUTBOX_SENT, .sent = &sent };
  g_autoptr (GError) error = NULL;

  add_account (store, "Shop");
  queue (store, &request);
  queue (store, &request);
  assert_begins (store, 4, "1");
  crm_store_write_sync (store, "End", end_in_worker, &found, NULL, &error);
  g_assert_no_error (error);
  crm_test_assert_field (store, "message", 1, "state", "sent");
  assert_begins (store, 4, "2");
  end (store, 2, CRM_OUTBOX_UNCERTAIN, "The answer was lost.", 1);
  found.message = 2;
  crm_store_write_sync (store, "End", end_in_worker, &found, NULL, &error);
  g_assert_no_error (error);
  crm_test_assert_field (store, "message", 2, "state", "uncertain");
  crm_test_assert_field (store, "message", 2, "error", "The answer was lost.");
  /* And it is not looked for again. */
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT due_at = 9223372036854775807 FROM outbox WHERE message_id = 2"),
      ==, 1);
  sent.remote_id = (char *)"SM2";
  crm_store_write_sync (store, "End", end_in_worker, &found, NULL, &error);
  g_assert_no_error (error);
  crm_test_assert_field (store, "message", 2, "state", "sent");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
assert_quiet (const char *quiet, const char *zone_name, const char *at, const char *wanted)
{
  g_autoptr (GTimeZone) zone = crm_zone_new (zone_name);
  g_autofree char *got = NULL;
  gint64 instant;

  g_assert_nonnull (zone);
  g_assert_true (crm_instant_parse (at, NULL, &instant, NULL));
  got = crm_instant_format (crm_quiet_hours_end (quiet, zone, instant));
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_quiet (void)
{
  assert_quiet (NULL, "Europe/Kiev", "2026-03-10T23:00:00Z", "2026-03-10T23:00:00Z");
  assert_quiet ("-", "Europe/Kiev", "2026-03-10T23:00:00Z", "2026-03-10T23:00:00Z");
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-03-10T12:00:00Z", "2026-03-10T12:00:00Z");
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-03-10T19:00:00Z", "2026-03-11T07:00:00Z");
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-03-11T06:59:00Z", "2026-03-11T07:00:00Z");
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-03-11T07:00:00Z", "2026-03-11T07:00:00Z");
  assert_quiet ("13:00-14:30", "Europe/Kiev", "2026-03-11T11:10:00Z", "2026-03-11T12:30:00Z");
  /* The night the clocks go forward is an hour shorter. */
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z");
  /* And that of the autumn an hour longer; an end that the clocks leave out is not before them. */
  assert_quiet ("21:00-09:00", "Europe/Kiev", "2026-10-24T20:00:00Z", "2026-10-25T07:00:00Z");
  assert_quiet ("22:00-03:30", "Europe/Kiev", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z");
  /* In Tokyo it is tomorrow already. */
  assert_quiet ("21:00-09:00", "Asia/Tokyo", "2026-03-10T18:00:00Z", "2026-03-11T00:00:00Z");
  g_assert_true (crm_quiet_hours_check ("21:00-09:00", NULL));
  g_assert_true (crm_quiet_hours_check ("-", NULL));
  g_assert_false (crm_quiet_hours_check ("9-21", NULL));
  g_assert_false (crm_quiet_hours_check ("21:00-25:00", NULL));
  g_assert_false (crm_quiet_hours_check ("09:00-09:00", NULL));
}

static gpointer
zone_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GTimeZone) zone = crm_client_dup_zone (tx, 1, data, error);

  return zone ? g_strdup (g_time_zone_get_identifier (zone)) : NULL;
}

static void
assert_zone (CrmStore *store, const char *address, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = crm_store_read_sync (store, zone_in_worker, (gpointer)address, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static gboolean
zone_setting_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "Europe/Berlin", error) &&
         crm_transaction_set_setting (tx, "phone-region", "DE", error) &&
         crm_transaction_set_setting (tx, "quiet-hours", "20:00-08:00", error);
}

static void
test_zones (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = {
    .channel = "sms", .text = "Sale", .address = "+819012345678", .purpose = "marketing", .due_at = 1
  };
  gint64 next;
  g_autofree char *none = NULL, *when = NULL;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  g_assert_true (crm_store_write_sync (store, "Zone", zone_setting_in_worker, NULL, NULL, NULL));
  crm_test_add (store, "client", "name", "Anna", NULL);
  assert_zone (store, NULL, "Europe/Berlin");
  assert_zone (store, "+819012345678", "Asia/Tokyo");
  assert_zone (store, "+491701234567", "Europe/Berlin");
  /* A country of many zones, and a code of several countries, say nothing. */
  assert_zone (store, "+5511912345678", "Europe/Berlin");
  assert_zone (store, "+12025550123", "Europe/Berlin");
  crm_test_set (store, "client", 1, "zone", "America/Lima", NULL);
  assert_zone (store, "+819012345678", "America/Lima");
  /* Noon in London is night in Tokyo. */
  add_account (store, "Shop");
  crm_test_add (store, "consent", "address", "+819012345678", "channel", "sms", "state", "given", NULL);
  queue (store, &request);
  none = begin (store, 4, &next);
  g_assert_cmpstr (none, ==, "");
  when = crm_instant_format (next);
  g_assert_cmpstr (when, ==, "2026-03-10T23:00:00Z");
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT due_at FROM message WHERE id = 1"), ==, next);
  /* With its conversation. */
  crm_test_assert_undo (store, FALSE, "2/0/0");
  crm_test_assert_undo (store, TRUE, "2/0/0");
  /* What they need to know goes at any hour. */
  request.purpose = "service";
  queue (store, &request);
  assert_begins (store, 4, "2");
  crm_test_close (store);
}

static void
test_accounts (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);

  add_account (store, "One");
  add_account (store, "Two");
  crm_test_assert_field (store, "account", 1, "main", "false");
  crm_test_assert_field (store, "account", 2, "main", "true");
  g_assert_false (crm_test_try_set (store, "account", 1, 0, "settings", "{\"a\": 1}", NULL));
  g_assert_false (crm_test_try_set (store, "account", 1, 0, "settings", "[]", NULL));
  g_assert_false (crm_test_try_set (store, "account", 1, 0, "settings", "nonsense", NULL));
  g_assert_true (crm_test_try_set (store, "account", 1, 0, "settings", "{\"a\": \"1\"}", NULL));
  g_assert_false (crm_test_try_set (store, "account", 1, 0, "quiet", "late", NULL));
  g_assert_true (crm_test_try_set (store, "account", 1, 0, "quiet", "-", NULL));
  g_assert_false (crm_test_try_set (store, "account", 1, 0, "rate", "0", NULL));
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_outbox_list (tx, 2, data, error);
}

static void
test_list (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  CrmSendRequest request = { .channel = "sms", .text = "Hello", .due_at = 1 };
  g_autoptr (GPtrArray) lines = NULL;
  CrmOutboxLine *line;
  guint n;

  crm_test_add (store, "client", "name", "Anna", "phone", "+380670000001", NULL);
  add_account (store, "Shop");
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *address = g_strdup_printf ("+38067000000%d", i + 1);

      request.address = address;
      request.due_at++;
      queue (store, &request);
    }
  assert_begins (store, 2, "1 2");
  end (store, 1, CRM_OUTBOX_FAILED, "No money left.", 0);
  lines = crm_store_read_sync (store, list_in_worker, &n, NULL);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (lines->len, ==, 2);
  line = lines->pdata[0];
  g_assert_cmpstr (line->stage, ==, "sending");
  line = lines->pdata[1];
  g_assert_cmpstr (line->stage, ==, "queued");
  g_assert_cmpstr (line->account_name, ==, "Shop");
  g_assert_cmpstr (line->text, ==, "Hello");
  /* Old failures are forgotten. */
  crm_test_clock_advance_days (31);
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = crm_store_read_sync (store, list_in_worker, &n, NULL);
  g_assert_cmpuint (n, ==, 3);
  crm_test_close (store);
}

int
main (int argc, char *argv[])
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/outbox/queue", test_queue);
  g_test_add_func ("/outbox/undo", test_undo);
  g_test_add_func ("/outbox/steps", test_steps);
  g_test_add_func ("/outbox/order", test_order);
  g_test_add_func ("/outbox/judged", test_judged);
  g_test_add_func ("/outbox/recover", test_recover);
  g_test_add_func ("/outbox/of-another", test_of_another);
  g_test_add_func ("/outbox/quiet", test_quiet);
  g_test_add_func ("/outbox/zones", test_zones);
  g_test_add_func ("/outbox/accounts", test_accounts);
  g_test_add_func ("/outbox/list", test_list);
  return crm_test_store_done (g_test_run ());
}
