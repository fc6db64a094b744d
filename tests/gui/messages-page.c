/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-page.h"

#include "base/crm-clock.h"
#include "channel/crm-outbox.h"
#include "client/crm-client.h"
#include "meeting/crm-sync-of.h"

/* The clock goes on by itself and, when a test says so, faster. Main thread. */

static gint64 ahead;

static gint64
get_now (gpointer data)
{
  return g_get_real_time () + ahead;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "account", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_ACCOUNT_NAME, "Shop");
  crm_values_set_text (values, CRM_ACCOUNT_CHANNEL, "sms");
  crm_values_set_text (values, CRM_ACCOUNT_BACKEND, "http");
  crm_values_set_integer (values, CRM_ACCOUNT_MAIN, TRUE);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

void
messages_page_set_up (MessagesPage *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (GError) error = NULL;
  CrmValues *values;

  ahead = 0;
  crm_clock_set (get_now, NULL);
  f->store = crm_test_store_new (TRUE);
  entity = crm_store_get_entity (f->store, "client");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_NAME, "Anna Kowalska");
  crm_values_set_text (values, CRM_CLIENT_PHONE, ANNA);
  f->client = crm_test_add (f->store, values);
  crm_store_write_sync (f->store, "Account", add_in_worker, NULL, NULL, &error);
  g_assert_no_error (error);
  f->provider = crm_test_provider_new (CRM_CHANNEL_SENDS | CRM_CHANNEL_RECEIVES);
  f->manager = crm_channel_manager_new (f->store, NULL, crm_test_channel_make, f->provider);
  crm_channel_manager_set_of (f->store, f->manager);
  f->window = crm_test_window_new (f->store);
}

static gboolean
has_ended (gpointer data)
{
  return *(gpointer *)data == NULL;
}

void
messages_page_tear_down (MessagesPage *f, gconstpointer data)
{
  gpointer manager = f->manager;

  crm_test_window_destroy (f->window);
  g_object_add_weak_pointer (G_OBJECT (f->manager), &manager);
  g_clear_object (&f->manager);
  crm_test_store_remove (f->store);
  /* What it had begun keeps it, and it asks the provider. */
  crm_test_await (has_ended, &manager);
  crm_test_provider_free (f->provider);
  crm_clock_set (NULL, NULL);
}

static gpointer
ask_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 number;

  if (!crm_db_get_integer (crm_transaction_get_db (tx), data, 0, &number, error))
    return NULL;
  return g_memdup2 (&number, sizeof number);
}

gint64
messages_page_ask (MessagesPage *f, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = crm_store_read_sync (f->store, ask_in_worker, (gpointer)sql, &error);

  g_assert_no_error (error);
  return *number;
}

static gboolean
is_number (gpointer data)
{
  MessagesPage *f = data;

  return messages_page_ask (f, f->sql) == f->wanted;
}

void
messages_page_await_number (MessagesPage *f, const char *sql, gint64 wanted)
{
  f->sql = sql;
  f->wanted = wanted;
  crm_test_await (is_number, f);
}

static gboolean
is_idle (gpointer data)
{
  return !crm_channel_manager_is_busy (((MessagesPage *)data)->manager);
}

void
messages_page_receive (MessagesPage *f, const char *remote_id, const char *address, const char *text)
{
  gint64 before = messages_page_ask (f, "SELECT count (*) FROM message WHERE direction = 'in'");

  crm_test_await (is_idle, f);
  crm_test_provider_receive (f->provider, remote_id, address, text);
  crm_channel_manager_retry (f->manager, 0);
  messages_page_await_number (f, "SELECT count (*) FROM message WHERE direction = 'in'", before + 1);
}

typedef struct
{
  CrmSendRequest request;
  gint64 id;
} Queue;

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Queue *queue = data;

  queue->id = crm_outbox_queue (tx, &queue->request, error);
  return queue->id != 0;
}

gint64
messages_page_queue (MessagesPage *f, const char *text, gint64 due_in)
{
  Queue queue = { 0 };
  g_autoptr (GError) error = NULL;

  queue.request.client = f->client;
  queue.request.channel = "sms";
  queue.request.text = text;
  queue.request.due_at = crm_clock_now () + due_in * G_USEC_PER_SEC;
  crm_store_write_sync (f->store, "Message", queue_in_worker, &queue, NULL, &error);
  g_assert_no_error (error);
  return queue.id;
}

void
messages_page_pass (MessagesPage *f, gint64 seconds)
{
  crm_test_await (is_idle, f);
  ahead += seconds * G_USEC_PER_SEC;
  crm_channel_manager_tick (f->manager);
  crm_test_await (is_idle, f);
}

static gboolean
is_found (gpointer data)
{
  MessagesPage *f = data;

  return crm_test_find (GTK_WIDGET (f->window), f->type, f->text) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return !is_found (data);
}

GtkWidget *
messages_page_await (MessagesPage *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_found, f);
  return crm_test_find (GTK_WIDGET (f->window), type, text);
}

void
messages_page_await_gone (MessagesPage *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await (is_gone, f);
}

void
messages_page_click (MessagesPage *f, GType type, const char *text)
{
  g_signal_emit_by_name (messages_page_await (f, type, text), "clicked");
}
