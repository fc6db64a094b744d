/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The abstract class of channels: what one does not implement is refused politely. Main thread; the structs and words belong to any. */

#define POLL_SECONDS 60

/* What an error of the domain says besides its sentence. */
typedef struct
{
  guint retry_after; /* seconds; 0: not told */
} CrmChannelErrorPrivate;

static void
crm_channel_error_private_init (CrmChannelErrorPrivate *self)
{
  self->retry_after = 0;
}

static void
crm_channel_error_private_copy (const CrmChannelErrorPrivate *from, CrmChannelErrorPrivate *to)
{
  *to = *from;
}

static void
crm_channel_error_private_clear (CrmChannelErrorPrivate *self)
{
}

G_DEFINE_EXTENDED_ERROR (CrmChannelError, crm_channel_error)

typedef struct
{
  gint64 since;
} CrmChannelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmChannel, crm_channel, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *word;
  const char *label;
} statuses[] = {
  [CRM_CHANNEL_OFFLINE] = { "offline", N_ ("Offline") },
  [CRM_CHANNEL_CONNECTING] = { "connecting", N_ ("Connecting…") },
  [CRM_CHANNEL_CONNECTED] = { "connected", N_ ("Connected") },
  [CRM_CHANNEL_UNREACHABLE] = { "unreachable", N_ ("Cannot be reached") },
  [CRM_CHANNEL_CREDENTIALS] = { "credentials", N_ ("Sign-in refused") },
  [CRM_CHANNEL_CERTIFICATE] = { "certificate", N_ ("Certificate not trusted") },
  [CRM_CHANNEL_BROKEN] = { "broken", N_ ("Does not work") },
};

const char *
crm_channel_status_to_word (CrmChannelStatus status)
{
  g_return_val_if_fail ((guint)status < G_N_ELEMENTS (statuses), "offline");
  return statuses[status].word;
}

CrmChannelStatus
crm_channel_status_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (word, statuses[i].word) == 0)
      return (CrmChannelStatus)i;
  return CRM_CHANNEL_OFFLINE;
}

const char *
crm_channel_status_get_label (CrmChannelStatus status)
{
  g_return_val_if_fail ((guint)status < G_N_ELEMENTS (statuses), "");
  return _ (statuses[status].label);
}

CrmChannelStatus
crm_channel_status_from_error (const GError *error)
{
  if (!error)
    return CRM_CHANNEL_CONNECTED;
  if (error->domain != CRM_CHANNEL_ERROR)
    return CRM_CHANNEL_BROKEN;
  switch ((CrmChannelError)error->code)
    {
    case CRM_CHANNEL_ERROR_CREDENTIALS: return CRM_CHANNEL_CREDENTIALS;
    case CRM_CHANNEL_ERROR_CERTIFICATE: return CRM_CHANNEL_CERTIFICATE;
    case CRM_CHANNEL_ERROR_UNREACHABLE: return CRM_CHANNEL_UNREACHABLE;
    case CRM_CHANNEL_ERROR_UNCERTAIN: return CRM_CHANNEL_UNREACHABLE;
    case CRM_CHANNEL_ERROR_PROTOCOL: return CRM_CHANNEL_BROKEN;
    /* It answers, and says no to this one thing. */
    case CRM_CHANNEL_ERROR_REFUSED:
    case CRM_CHANNEL_ERROR_RATE_LIMITED:
    case CRM_CHANNEL_ERROR_UNSUPPORTED:
    default: return CRM_CHANNEL_CONNECTED;
    }
}

GError *
crm_channel_error_new_retry (CrmChannelError code, guint seconds, const char *sentence)
{
  GError *error = g_error_new_literal (CRM_CHANNEL_ERROR, (int)code, sentence);

  crm_channel_error_get_private (error)->retry_after = seconds;
  return error;
}

guint
crm_channel_error_get_retry_after (const GError *error)
{
  return error && error->domain == CRM_CHANNEL_ERROR ? crm_channel_error_get_private (error)->retry_after : 0;
}

void
crm_outgoing_free (CrmOutgoing *self)
{
  if (!self)
    return;
  g_free (self->key);
  g_free (self->address);
  g_free (self->sender);
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

void
crm_sent_free (CrmSent *self)
{
  if (!self)
    return;
  g_free (self->remote_id);
  g_free (self->state);
  g_free (self->error);
  g_free (self);
}

void
crm_incoming_free (CrmIncoming *self)
{
  if (!self)
    return;
  g_free (self->remote_id);
  g_free (self->address);
  g_free (self->to);
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

CrmFetched *
crm_fetched_new (GPtrArray *messages, char *cursor, gboolean more)
{
  CrmFetched *self = g_new0 (CrmFetched, 1);

  self->messages = messages ? messages : g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  self->cursor = cursor;
  self->more = more;
  return self;
}

void
crm_fetched_free (CrmFetched *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->messages);
  g_free (self->cursor);
  g_free (self);
}

static void
crm_channel_class_init (CrmChannelClass *klass)
{
  signals[SIGNAL_ARRIVED] =
      g_signal_new ("arrived", CRM_TYPE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_channel_init (CrmChannel *self)
{
}

CrmChannelAbilities
crm_channel_get_abilities (CrmChannel *self)
{
  CrmChannelClass *klass;

  g_return_val_if_fail (CRM_IS_CHANNEL (self), 0);
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (klass->get_abilities)
    return klass->get_abilities (self);
  return (klass->send_async ? CRM_CHANNEL_SENDS : 0) | (klass->fetch_async ? CRM_CHANNEL_RECEIVES : 0) |
         (klass->states_async ? CRM_CHANNEL_TELLS_STATES : 0) |
         (klass->look_up_async ? CRM_CHANNEL_LOOKS_UP : 0) |
         (klass->balance_async ? CRM_CHANNEL_TELLS_BALANCE : 0) |
         (klass->price_async ? CRM_CHANNEL_TELLS_PRICE : 0);
}

guint
crm_channel_get_rate (CrmChannel *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL (self), 0);
  return CRM_CHANNEL_GET_CLASS (self)->get_rate ? CRM_CHANNEL_GET_CLASS (self)->get_rate (self) : 0;
}

guint
crm_channel_get_poll_seconds (CrmChannel *self)
{
  guint seconds;

  g_return_val_if_fail (CRM_IS_CHANNEL (self), POLL_SECONDS);
  seconds = CRM_CHANNEL_GET_CLASS (self)->get_poll_seconds
                ? CRM_CHANNEL_GET_CLASS (self)->get_poll_seconds (self)
                : 0;
  return seconds ? seconds : POLL_SECONDS;
}

/* What is not implemented, or not an ability of this account, is refused in words. */
static gboolean
can (CrmChannel *self, CrmChannelAbilities needed, gboolean implemented, GAsyncReadyCallback callback,
    gpointer data)
{
  if (implemented && (crm_channel_get_abilities (self) & needed) == needed)
    return TRUE;
  g_task_report_new_error (self, callback, data, NULL, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED, "%s",
      _ ("This account cannot do that."));
  return FALSE;
}

void
crm_channel_test_async (
    CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self));
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, 0, klass->test_async != NULL, callback, data))
    klass->test_async (self, cancellable, callback, data);
}

gboolean
crm_channel_test_finish (CrmChannel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_channel_send_async (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self) && message && message->key && message->address && message->text);
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_SENDS, klass->send_async != NULL, callback, data))
    klass->send_async (self, message, cancellable, callback, data);
}

CrmSent *
crm_channel_send_finish (CrmChannel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_channel_look_up_async (CrmChannel *self, const CrmOutgoing *message, gint64 since,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self) && message);
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_LOOKS_UP, klass->look_up_async != NULL, callback, data))
    klass->look_up_async (self, message, since, cancellable, callback, data);
}

CrmSent *
crm_channel_look_up_finish (CrmChannel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_channel_states_async (CrmChannel *self, const char *const *remote_ids, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self) && remote_ids);
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_TELLS_STATES, klass->states_async != NULL, callback, data))
    klass->states_async (self, remote_ids, cancellable, callback, data);
}

GPtrArray *
crm_channel_states_finish (CrmChannel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_channel_set_since (CrmChannel *self, gint64 since)
{
  g_return_if_fail (CRM_IS_CHANNEL (self));
  ((CrmChannelPrivate *)crm_channel_get_instance_private (self))->since = since;
}

gint64
crm_channel_get_since (CrmChannel *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL (self), 0);
  return ((CrmChannelPrivate *)crm_channel_get_instance_private (self))->since;
}

void
crm_channel_fetch_async (CrmChannel *self, const char *cursor, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self));
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_RECEIVES, klass->fetch_async != NULL, callback, data))
    klass->fetch_async (self, cursor, cancellable, callback, data);
}

GPtrArray *
crm_channel_fetch_finish (
    CrmChannel *self, GAsyncResult *result, char **cursor, gboolean *more, GError **error)
{
  CrmFetched *fetched;
  GPtrArray *messages;

  g_return_val_if_fail (g_task_is_valid (result, self) && cursor, NULL);
  fetched = g_task_propagate_pointer (G_TASK (result), error);
  if (!fetched)
    return NULL;
  messages = g_steal_pointer (&fetched->messages);
  *cursor = g_steal_pointer (&fetched->cursor);
  if (more)
    *more = fetched->more;
  g_free (fetched);
  return messages;
}

static gboolean
take_price (GAsyncResult *result, CrmPrice *price, GError **error)
{
  g_autofree CrmPrice *told = g_task_propagate_pointer (G_TASK (result), error);

  if (told)
    *price = *told;
  return told != NULL;
}

void
crm_channel_balance_async (
    CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self));
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_TELLS_BALANCE, klass->balance_async != NULL, callback, data))
    klass->balance_async (self, cancellable, callback, data);
}

gboolean
crm_channel_balance_finish (CrmChannel *self, GAsyncResult *result, CrmPrice *balance, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self) && balance, FALSE);
  return take_price (result, balance, error);
}

void
crm_channel_price_async (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmChannelClass *klass;

  g_return_if_fail (CRM_IS_CHANNEL (self) && message);
  klass = CRM_CHANNEL_GET_CLASS (self);
  if (can (self, CRM_CHANNEL_TELLS_PRICE, klass->price_async != NULL, callback, data))
    klass->price_async (self, message, cancellable, callback, data);
}

gboolean
crm_channel_price_finish (CrmChannel *self, GAsyncResult *result, CrmPrice *price, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self) && price, FALSE);
  return take_price (result, price, error);
}
