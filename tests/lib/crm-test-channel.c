/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-channel.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/crm-clock.h"

/* The stand-in for a provider. Answers come from an idle, as those of a network would. Main thread. */

#define CRM_TYPE_TEST_CHANNEL (crm_test_channel_get_type ())
G_DECLARE_FINAL_TYPE (CrmTestChannel, crm_test_channel, CRM, TEST_CHANNEL, CrmChannel)

struct _CrmTestChannel
{
  CrmChannel parent_instance;
  CrmTestProvider *provider; /* not owned */
  char *sender;
};

G_DEFINE_FINAL_TYPE (CrmTestChannel, crm_test_channel, CRM_TYPE_CHANNEL)

static CrmChannelAbilities
get_abilities (CrmChannel *channel)
{
  return CRM_TEST_CHANNEL (channel)->provider->abilities;
}

static guint
get_rate (CrmChannel *channel)
{
  return CRM_TEST_CHANNEL (channel)->provider->rate;
}

static gboolean
is_down (CrmChannel *channel)
{
  CrmTestChannel *self = CRM_TEST_CHANNEL (channel);

  return self->provider->down && g_strcmp0 (self->sender, self->provider->down) == 0;
}

static void
test_async (CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);

  CRM_TEST_CHANNEL (channel)->provider->n_tests++;
  if (is_down (channel))
    g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "%s", "Nobody answers.");
  else
    g_task_return_boolean (task, TRUE);
}

typedef struct
{
  CrmTestProvider *provider;
  char *key, *address, *text;
  int outcome;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->key);
  g_free (self->address);
  g_free (self->text);
  g_free (self);
}

static void
enter (CrmTestProvider *self, const char *key)
{
  FILE *file;

  if (!self->ledger)
    return;
  file = fopen (self->ledger, "a");
  g_assert_nonnull (file);
  fprintf (file, "%s\n", key);
  fflush (file);
  fsync (fileno (file));
  fclose (file);
}

static void
take (Request *request)
{
  CrmTestProvider *self = request->provider;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->taken, request->key));

  enter (self, request->key);
  if (self->dies)
    raise (SIGKILL);
  /* Who knows the key knows that it is the same message. */
  if (n && self->abilities & CRM_CHANNEL_IS_IDEMPOTENT)
    return;
  g_hash_table_replace (self->taken, g_strdup (request->key), GUINT_TO_POINTER (n + 1));
  g_ptr_array_add (self->texts, g_strdup (request->text));
}

static CrmSent *
make_sent (const char *key)
{
  CrmSent *sent = g_new0 (CrmSent, 1);

  sent->remote_id = g_strconcat ("r-", key, NULL);
  sent->state = g_strdup ("sent");
  sent->parts = 1;
  sent->has_price = TRUE;
  sent->price.micros = 42000;
  g_strlcpy (sent->price.currency, "EUR", sizeof sent->price.currency);
  return sent;
}

static void
answer (GTask *task)
{
  static const struct
  {
    int code;
    const char *sentence;
  } errors[] = {
    [CRM_TEST_UNREACHABLE] = { CRM_CHANNEL_ERROR_UNREACHABLE, "Nobody answers." },
    [CRM_TEST_LIMITED] = { CRM_CHANNEL_ERROR_RATE_LIMITED, "Too many." },
    [CRM_TEST_REFUSES] = { CRM_CHANNEL_ERROR_REFUSED, "Number unknown." },
    [CRM_TEST_CREDENTIALS] = { CRM_CHANNEL_ERROR_CREDENTIALS, "Wrong password." },
    [CRM_TEST_PROTOCOL] = { CRM_CHANNEL_ERROR_PROTOCOL, "Gibberish." },
    [CRM_TEST_LOST] = { CRM_CHANNEL_ERROR_UNCERTAIN, "The answer was lost." },
    [CRM_TEST_SWALLOWED] = { CRM_CHANNEL_ERROR_UNCERTAIN, "The answer was lost." },
  };
  Request *request = g_task_get_task_data (task);

  g_hash_table_remove (request->provider->being, request->address);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (request->outcome == CRM_TEST_TAKES)
    g_task_return_pointer (task, make_sent (request->key), (GDestroyNotify)crm_sent_free);
  else
    g_task_return_error (task, crm_channel_error_new_retry (errors[request->outcome].code,
                                   request->outcome == CRM_TEST_LIMITED ? request->provider->retry_after : 0,
                                   errors[request->outcome].sentence));
}

static gboolean
on_answer (gpointer data)
{
  answer (data);
  return G_SOURCE_REMOVE;
}

static void
send_async (CrmChannel *channel, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmTestProvider *self = CRM_TEST_CHANNEL (channel)->provider;
  GTask *task = g_task_new (channel, cancellable, callback, data);
  Request *request = g_new0 (Request, 1);

  request->provider = self;
  request->key = g_strdup (message->key);
  request->address = g_strdup (message->address);
  request->text = g_strdup (message->text);
  request->outcome =
      is_down (channel) ? CRM_TEST_UNREACHABLE : GPOINTER_TO_INT (g_queue_pop_head (&self->outcomes));
  g_task_set_task_data (task, request, request_free);
  self->n_requests++;
  self->doubled = self->doubled || g_hash_table_contains (self->being, message->address);
  g_hash_table_add (self->being, g_strdup (message->address));
  self->most_at_once = MAX (self->most_at_once, g_hash_table_size (self->being));
  if (request->outcome == CRM_TEST_TAKES || request->outcome == CRM_TEST_LOST)
    take (request);
  if (self->hold)
    g_ptr_array_add (self->held, task);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, on_answer, task, g_object_unref);
}

static void
look_up_async (CrmChannel *channel, const CrmOutgoing *message, gint64 since, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmTestProvider *self = CRM_TEST_CHANNEL (channel)->provider;
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);

  self->n_look_ups++;
  if (self->vague)
    {
      g_task_return_new_error (
          task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN, "%s", "It is not in the list.");
      return;
    }
  g_task_return_pointer (task,
      g_hash_table_contains (self->taken, message->key) ? make_sent (message->key) : g_new0 (CrmSent, 1),
      (GDestroyNotify)crm_sent_free);
}

static void
states_async (CrmChannel *channel, const char *const *remote_ids, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmTestProvider *self = CRM_TEST_CHANNEL (channel)->provider;
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sent_free);

  for (guint i = 0; remote_ids[i]; i++)
    {
      const char *state = g_hash_table_lookup (self->states, remote_ids[i]);
      CrmSent *sent;

      if (!state)
        state = g_hash_table_lookup (self->states, "*");
      if (!state)
        continue;
      sent = g_new0 (CrmSent, 1);
      sent->remote_id = g_strdup (remote_ids[i]);
      sent->state = g_strdup (state);
      g_ptr_array_add (states, sent);
    }
  g_task_return_pointer (task, states, (GDestroyNotify)g_ptr_array_unref);
}

static void
fetch_async (CrmChannel *channel, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data)
{
  CrmTestProvider *self = CRM_TEST_CHANNEL (channel)->provider;
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);
  guint from = cursor ? (guint)g_ascii_strtoull (cursor, NULL, 10) : 0;
  guint to = self->page ? MIN (from + self->page, self->incoming->len) : self->incoming->len;
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);

  self->n_fetches++;
  self->since = crm_channel_get_since (channel);
  if (self->unread)
    {
      g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED, "%s", self->unread);
      g_ptr_array_unref (messages);
      return;
    }
  g_free (self->cursor);
  self->cursor = g_strdup (cursor);
  for (guint i = from; i < to; i++)
    {
      const CrmIncoming *one = self->incoming->pdata[i];
      CrmIncoming *incoming = g_new0 (CrmIncoming, 1);

      incoming->remote_id = g_strdup (one->remote_id);
      incoming->address = g_strdup (one->address);
      incoming->text = g_strdup (one->text);
      g_ptr_array_add (messages, incoming);
    }
  g_task_return_pointer (task,
      crm_fetched_new (messages, g_strdup_printf ("%u", MAX (to, from)), to < self->incoming->len),
      (GDestroyNotify)crm_fetched_free);
}

static void
balance_async (CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmTestProvider *self = CRM_TEST_CHANNEL (channel)->provider;
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);
  CrmPrice *price = g_new0 (CrmPrice, 1);

  self->n_balances++;
  price->micros = 12500000;
  g_strlcpy (price->currency, "EUR", sizeof price->currency);
  g_task_return_pointer (task, price, g_free);
}

static void
crm_test_channel_finalize (GObject *object)
{
  g_free (CRM_TEST_CHANNEL (object)->sender);
  G_OBJECT_CLASS (crm_test_channel_parent_class)->finalize (object);
}

static void
crm_test_channel_class_init (CrmTestChannelClass *klass)
{
  CrmChannelClass *channel_class = CRM_CHANNEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_test_channel_finalize;
  channel_class->get_abilities = get_abilities;
  channel_class->get_rate = get_rate;
  channel_class->test_async = test_async;
  channel_class->send_async = send_async;
  channel_class->look_up_async = look_up_async;
  channel_class->states_async = states_async;
  channel_class->fetch_async = fetch_async;
  channel_class->balance_async = balance_async;
}

static void
crm_test_channel_init (CrmTestChannel *self)
{
}

CrmChannel *
crm_test_channel_make (const char *backend, const char *provider, const char *definition, const char *sender,
    GHashTable *settings, gpointer data, GError **error)
{
  CrmTestProvider *self = data;
  CrmTestChannel *channel;

  if (self->refusal)
    {
      g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL, self->refusal);
      return NULL;
    }
  channel = g_object_new (CRM_TYPE_TEST_CHANNEL, NULL);
  channel->provider = self;
  channel->sender = g_strdup (sender);
  self->n_channels++;
  self->channel = CRM_CHANNEL (channel);
  return self->channel;
}

CrmTestProvider *
crm_test_provider_new (CrmChannelAbilities abilities)
{
  CrmTestProvider *self = g_new0 (CrmTestProvider, 1);

  self->abilities = abilities;
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->being = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  self->states = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->outcomes);
  return self;
}

void
crm_test_provider_free (CrmTestProvider *self)
{
  g_hash_table_unref (self->taken);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->being);
  g_ptr_array_unref (self->incoming);
  g_hash_table_unref (self->states);
  g_queue_clear (&self->outcomes);
  g_free (self->cursor);
  g_free (self);
}

void
crm_test_provider_expect (CrmTestProvider *self, ...)
{
  int outcome;
  va_list args;

  va_start (args, self);
  while ((outcome = va_arg (args, int)) >= 0)
    g_queue_push_tail (&self->outcomes, GINT_TO_POINTER (outcome));
  va_end (args);
}

void
crm_test_provider_release (CrmTestProvider *self)
{
  while (self->held->len)
    {
      g_autoptr (GTask) task = g_ptr_array_steal_index (self->held, 0);

      answer (task);
    }
}

void
crm_test_provider_receive (
    CrmTestProvider *self, const char *remote_id, const char *address, const char *text)
{
  CrmIncoming *incoming = g_new0 (CrmIncoming, 1);

  incoming->remote_id = g_strdup (remote_id);
  incoming->address = g_strdup (address);
  incoming->text = g_strdup (text);
  g_ptr_array_add (self->incoming, incoming);
}

guint
crm_test_provider_get_most (CrmTestProvider *self)
{
  GHashTableIter iter;
  gpointer n;
  guint most = 0;

  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    most = MAX (most, GPOINTER_TO_UINT (n));
  return most;
}
