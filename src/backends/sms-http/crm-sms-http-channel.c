/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-sms-http-channel.h"

#include <glib/gi18n-lib.h>

#include "crm-http-exchange.h"
#include "crm-sms-http-module.h"

/* Owns the session of libsoup from the first question on, the provider's description and the settings of the account. The certificate of
 * the other side is always verified, a redirection never followed, and whatever a message may have become once it left is UNCERTAIN. Main
 * thread. */

#define TIMEOUT_MS 30000

struct _CrmSmsHttpChannel
{
  CrmChannel parent_instance;
  CrmProvider *provider; /* owned */
  GHashTable *settings;  /* owned: name → text */
  SoupSession *session;  /* owned; NULL until something is asked */
  guint timeout_ms;
};

G_DEFINE_FINAL_TYPE (CrmSmsHttpChannel, crm_sms_http_channel, CRM_TYPE_CHANNEL)

typedef enum
{
  PROP_TIMEOUT_MS = 1,
} CrmSmsHttpChannelProperty;

/* One question, as the data of its task. */
typedef struct
{
  CrmOutgoing *message; /* owned, nullable */
  gboolean sends;
  gint64 since;
  char *cursor;      /* owned, nullable */
  GPtrArray *ids;    /* owned, nullable: those to ask for */
  guint asked;       /* how many of them were */
  guint n_now;       /* and how many are being asked */
  GPtrArray *states; /* owned, nullable: CrmSent * */
  gboolean price;
  void (*read) (GTask *task, const CrmHttpAnswer *answer);
} Question;

static void
free_question (Question *self)
{
  g_clear_pointer (&self->message, crm_outgoing_free);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->states, g_ptr_array_unref);
  g_free (self->cursor);
  g_free (self);
}

static CrmOutgoing *
copy_message (const CrmOutgoing *message)
{
  CrmOutgoing *copy = g_new0 (CrmOutgoing, 1);

  copy->key = g_strdup (message->key);
  copy->address = g_strdup (message->address);
  copy->sender = g_strdup (message->sender);
  copy->subject = g_strdup (message->subject);
  copy->text = g_strdup (message->text);
  return copy;
}

static GTask *
new_task (CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data,
    void (*read) (GTask *task, const CrmHttpAnswer *answer))
{
  GTask *task = g_task_new (channel, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->read = read;
  /* Whether a cancelled message was sent is more than that it was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, (GDestroyNotify)free_question);
  return task;
}

/* Why no answer came, in words. */
static GError *
explain (CrmSmsHttpChannel *self, const GError *failure, gboolean uncertain)
{
  const char *name = crm_provider_get_name (self->provider);

  if (g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CERTIFICATE,
        _ ("The certificate of %s is not trusted: somebody else may be answering. Nothing was sent."), name);
  if (uncertain)
    return g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNCERTAIN,
        _ ("The message went to %s, but no answer came back: it may have been sent."), name);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (
        CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("It was stopped before it was done."));
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (
        CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("%s did not answer in time."), name);
  if (failure->domain == G_RESOLVER_ERROR)
    return g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
        _ ("%s cannot be found. Is this computer connected to the internet?"), name);
  return g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
      _ ("%s cannot be reached. Check the connection to the internet, or try again later."), name);
}

/* Takes the task's reference. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);
  gboolean went_out;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmHttpResponse) response = crm_http_exchange_finish (result, &went_out, &error);
  CrmHttpAnswer answer;

  if (!response)
    {
      fail (task, explain (g_task_get_source_object (task), error, question->sends && went_out));
      return;
    }
  /* An answer to what never left is the proxy's. */
  if (!went_out || response->status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    {
      fail (task,
          g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
              _ ("The proxy of this computer does not let anything through to %s. Check the network settings "
                 "of the desktop."),
              crm_provider_get_name (CRM_SMS_HTTP_CHANNEL (g_task_get_source_object (task))->provider)));
      return;
    }
  answer = (CrmHttpAnswer){ response->status, response->retry_after, response->type, response->body };
  question->read (task, &answer);
}

static SoupSession *
get_session (CrmSmsHttpChannel *self)
{
  if (!self->session)
    {
      self->session = soup_session_new_with_options ("timeout", MAX (self->timeout_ms / 1000, 1),
          "idle-timeout", 30, "user-agent", "Clientele/" CRM_VERSION, NULL);
      /* Asked for a password by a proxy, libsoup would post the message to the proxy itself. */
      soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
    }
  return self->session;
}

/* Takes the task's reference, request and what failure points to. */
static void
ask (GTask *task, CrmHttpRequest *request, GError **failure)
{
  CrmSmsHttpChannel *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!request)
    fail (task, *failure);
  else if (cancellable && g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GError) stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

      fail (task, explain (self, stopped, FALSE));
    }
  else
    crm_http_exchange_async (
        get_session (self), request, self->timeout_ms, question->sends, cancellable, on_exchanged, task);
  crm_http_request_free (request);
}

static void
return_pointer (GTask *task, gpointer value, GDestroyNotify free_value, GError *error)
{
  if (value)
    g_task_return_pointer (task, value, free_value);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static CrmProvider *
get_provider (GTask *task)
{
  return CRM_SMS_HTTP_CHANNEL (g_task_get_source_object (task))->provider;
}

static void
read_test (GTask *task, const CrmHttpAnswer *answer)
{
  GError *error = NULL;

  if (crm_provider_read_test (get_provider (task), answer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
crm_sms_http_channel_test_async (
    CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_test);
  GError *error = NULL;
  CrmHttpRequest *request = crm_provider_make_test (self->provider, self->settings, &error);

  /* Some gateways can only be asked to send: their settings are all that can be tried. */
  if (!request && g_error_matches (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED))
    {
      const CrmOutgoing example = { (char *)"0", (char *)"+380000000000", NULL, NULL, (char *)"x" };

      g_clear_error (&error);
      request = crm_provider_make_send (self->provider, self->settings, &example, &error);
      if (request)
        {
          crm_http_request_free (request);
          g_task_return_boolean (task, TRUE);
          g_object_unref (task);
          return;
        }
    }
  ask (task, request, &error);
}

static void
read_send (GTask *task, const CrmHttpAnswer *answer)
{
  GError *error = NULL;
  CrmSent *sent = crm_provider_read_send (get_provider (task), answer, &error);

  return_pointer (task, sent, (GDestroyNotify)crm_sent_free, error);
}

static void
crm_sms_http_channel_send_async (CrmChannel *channel, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_send);
  GError *error = NULL;

  ((Question *)g_task_get_task_data (task))->sends = TRUE;
  ask (task, crm_provider_make_send (self->provider, self->settings, message, &error), &error);
}

static void
read_look_up (GTask *task, const CrmHttpAnswer *answer)
{
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  CrmSent *sent =
      crm_provider_read_look_up (get_provider (task), answer, question->message, question->since, &error);

  return_pointer (task, sent, (GDestroyNotify)crm_sent_free, error);
}

static void
crm_sms_http_channel_look_up_async (CrmChannel *channel, const CrmOutgoing *message, gint64 since,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_look_up);
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->message = copy_message (message);
  question->since = since;
  ask (task, crm_provider_make_look_up (self->provider, self->settings, message, since, &error), &error);
}

static void ask_states (GTask *task);

static void
read_states (GTask *task, const CrmHttpAnswer *answer)
{
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) states = crm_provider_read_states (get_provider (task), answer, &error);

  if (!states)
    {
      /* What is known already is worth more than the error, which comes again. */
      if (question->states->len > 0)
        g_task_return_pointer (task, g_steal_pointer (&question->states), (GDestroyNotify)g_ptr_array_unref);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      g_clear_error (&error);
      g_object_unref (task);
      return;
    }
  for (guint i = 0; i < states->len; i++)
    {
      CrmSent *sent = states->pdata[i];

      /* Asked for one, some do not repeat its name. */
      if (!sent->remote_id && question->n_now == 1 && states->len == 1)
        sent->remote_id = g_strdup (question->ids->pdata[question->asked]);
    }
  g_ptr_array_extend_and_steal (question->states, g_steal_pointer (&states));
  question->asked += question->n_now;
  ask_states (task);
}

static void
ask_states (GTask *task)
{
  CrmSmsHttpChannel *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  guint left = question->ids->len - question->asked;
  g_autofree const char **ids = NULL;
  GError *error = NULL;

  if (left == 0)
    {
      g_task_return_pointer (task, g_steal_pointer (&question->states), (GDestroyNotify)g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  question->n_now = MIN (left, crm_provider_get_states_at_once (self->provider));
  ids = g_new0 (const char *, question->n_now + 1);
  for (guint i = 0; i < question->n_now; i++)
    ids[i] = question->ids->pdata[question->asked + i];
  ask (task, crm_provider_make_states (self->provider, self->settings, ids, &error), &error);
}

static void
crm_sms_http_channel_states_async (CrmChannel *channel, const char *const *remote_ids,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = new_task (channel, cancellable, callback, data, read_states);
  Question *question = g_task_get_task_data (task);

  question->states = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sent_free);
  question->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; remote_ids[i]; i++)
    g_ptr_array_add (question->ids, g_strdup (remote_ids[i]));
  ask_states (task);
}

static void
read_fetch (GTask *task, const CrmHttpAnswer *answer)
{
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  CrmSmsHttpChannel *self = g_task_get_source_object (task);
  CrmFetched *fetched = crm_provider_read_fetch (self->provider, answer, question->cursor, &error);

  /* A next page that cannot be asked for must not be remembered: it would be in the way for ever. */
  if (fetched && fetched->more)
    {
      CrmHttpRequest *next =
          crm_provider_make_fetch (self->provider, self->settings, fetched->cursor, &error);

      if (next)
        crm_http_request_free (next);
      else
        g_clear_pointer (&fetched, crm_fetched_free);
    }
  return_pointer (task, fetched, (GDestroyNotify)crm_fetched_free, error);
}

static void
crm_sms_http_channel_fetch_async (CrmChannel *channel, const char *cursor, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_fetch);
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cursor && crm_channel_get_since (channel))
    question->cursor = crm_provider_dup_first_cursor (crm_channel_get_since (channel));
  else
    question->cursor = g_strdup (cursor);
  ask (task, crm_provider_make_fetch (self->provider, self->settings, question->cursor, &error), &error);
}

static void
read_money (GTask *task, const CrmHttpAnswer *answer)
{
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  CrmPrice *money = g_new0 (CrmPrice, 1);

  if (!crm_provider_read_money (get_provider (task), answer, question->price, money, &error))
    g_clear_pointer (&money, g_free);
  return_pointer (task, money, g_free, error);
}

static void
crm_sms_http_channel_balance_async (
    CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_money);
  GError *error = NULL;

  ask (task, crm_provider_make_balance (self->provider, self->settings, &error), &error);
}

static void
crm_sms_http_channel_price_async (CrmChannel *channel, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (channel);
  GTask *task = new_task (channel, cancellable, callback, data, read_money);
  GError *error = NULL;

  ((Question *)g_task_get_task_data (task))->price = TRUE;
  ask (task, crm_provider_make_price (self->provider, self->settings, message, &error), &error);
}

static CrmChannelAbilities
crm_sms_http_channel_get_abilities (CrmChannel *channel)
{
  return crm_provider_get_abilities (CRM_SMS_HTTP_CHANNEL (channel)->provider);
}

static guint
crm_sms_http_channel_get_rate (CrmChannel *channel)
{
  return crm_provider_get_rate (CRM_SMS_HTTP_CHANNEL (channel)->provider);
}

static guint
crm_sms_http_channel_get_poll_seconds (CrmChannel *channel)
{
  return crm_provider_get_poll_seconds (CRM_SMS_HTTP_CHANNEL (channel)->provider);
}

static void
crm_sms_http_channel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  switch ((CrmSmsHttpChannelProperty)id)
    {
    case PROP_TIMEOUT_MS: CRM_SMS_HTTP_CHANNEL (object)->timeout_ms = g_value_get_uint (value); break;
    }
}

static void
crm_sms_http_channel_dispose (GObject *object)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (object);

  if (self->session)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (crm_sms_http_channel_parent_class)->dispose (object);
}

static void
crm_sms_http_channel_finalize (GObject *object)
{
  CrmSmsHttpChannel *self = CRM_SMS_HTTP_CHANNEL (object);

  crm_provider_unref (self->provider);
  g_hash_table_unref (self->settings);
  G_OBJECT_CLASS (crm_sms_http_channel_parent_class)->finalize (object);
}

static void
crm_sms_http_channel_class_init (CrmSmsHttpChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CrmChannelClass *channel_class = CRM_CHANNEL_CLASS (klass);

  object_class->set_property = crm_sms_http_channel_set_property;
  object_class->dispose = crm_sms_http_channel_dispose;
  object_class->finalize = crm_sms_http_channel_finalize;
  channel_class->get_abilities = crm_sms_http_channel_get_abilities;
  channel_class->get_rate = crm_sms_http_channel_get_rate;
  channel_class->get_poll_seconds = crm_sms_http_channel_get_poll_seconds;
  channel_class->test_async = crm_sms_http_channel_test_async;
  channel_class->send_async = crm_sms_http_channel_send_async;
  channel_class->look_up_async = crm_sms_http_channel_look_up_async;
  channel_class->states_async = crm_sms_http_channel_states_async;
  channel_class->fetch_async = crm_sms_http_channel_fetch_async;
  channel_class->balance_async = crm_sms_http_channel_balance_async;
  channel_class->price_async = crm_sms_http_channel_price_async;
  g_object_class_install_property (object_class, PROP_TIMEOUT_MS,
      g_param_spec_uint (
          "timeout-ms", NULL, NULL, 1, G_MAXINT, TIMEOUT_MS, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
crm_sms_http_channel_init (CrmSmsHttpChannel *self)
{
  self->timeout_ms = TIMEOUT_MS;
}

CrmChannel *
crm_sms_http_channel_new (CrmProvider *provider, GHashTable *settings)
{
  CrmSmsHttpChannel *self = g_object_new (CRM_TYPE_SMS_HTTP_CHANNEL, NULL);
  GHashTableIter iter;
  gpointer name, value;

  self->provider = crm_provider_ref (provider);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  return CRM_CHANNEL (self);
}

G_MODULE_EXPORT const CrmSmsHttpModule crm_sms_http_module = { crm_sms_http_channel_new };
