/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "base/crm-error.h"

/* A way to the outside: one configured account of it. What a channel implements is what it can do. It knows neither SQL nor GTK, keeps nothing, and is told
 * everything it needs; the channel manager owns it. Main thread; never blocks; every answer comes through a GTask. Numbers and texts are never logged. */

typedef enum
{
  CRM_CHANNEL_OFFLINE, /* not asked yet, or switched off */
  CRM_CHANNEL_CONNECTING,
  CRM_CHANNEL_CONNECTED,
  CRM_CHANNEL_UNREACHABLE,
  CRM_CHANNEL_CREDENTIALS, /* rejected, or none there */
  CRM_CHANNEL_CERTIFICATE, /* not trusted */
  CRM_CHANNEL_BROKEN,      /* its settings or answers make no sense */
} CrmChannelStatus;
const char *crm_channel_status_to_word (CrmChannelStatus status); /* "connected": stored, JSON */
CrmChannelStatus crm_channel_status_from_word (const char *word);
const char *crm_channel_status_get_label (CrmChannelStatus status); /* translated */
/* What an error of the domain CRM_CHANNEL_ERROR says of the channel. */
CrmChannelStatus crm_channel_status_from_error (const GError *error);

typedef enum
{
  CRM_CHANNEL_SENDS = 1 << 0,
  CRM_CHANNEL_RECEIVES = 1 << 1,
  CRM_CHANNEL_TELLS_STATES = 1 << 2, /* delivery can be asked for */
  CRM_CHANNEL_LOOKS_UP = 1 << 3,     /* whether a message with our key was taken can be asked for */
  CRM_CHANNEL_IS_IDEMPOTENT =
      1 << 4, /* the same key twice is one message: an uncertain one may be handed over again */
  CRM_CHANNEL_TELLS_BALANCE = 1 << 5,
  CRM_CHANNEL_TELLS_PRICE = 1 << 6, /* before sending */
} CrmChannelAbilities;

/* What providers charge is often less than a minor unit: millionths of the currency. currency "": units of the provider's own. */
typedef struct
{
  gint64 micros;
  char currency[4];
} CrmPrice;

/* One message to hand over. */
typedef struct
{
  char *key;     /* ours, the same at every try: 32 hexadecimal digits */
  char *address; /* phone: E.164 ("+380671234567") */
  char *sender;  /* nullable */
  char *subject; /* nullable */
  char *text;
} CrmOutgoing;
void crm_outgoing_free (CrmOutgoing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmOutgoing, crm_outgoing_free)

/* What became of a message. */
typedef struct
{
  char *remote_id; /* nullable */
  char *
      state; /* "sent" "delivered" "read" "failed"; NULL: not known (yet), or never heard of by the provider */
  char *error; /* "failed": in words, nullable */
  gint64 at;   /* µs UTC; 0: not told */
  int parts;   /* 0: not told */
  gboolean has_price;
  CrmPrice price;
} CrmSent;
void crm_sent_free (CrmSent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSent, crm_sent_free)

/* A message that came in. */
typedef struct
{
  char *remote_id; /* unique in the account */
  char *address;   /* who wrote */
  char *to;        /* our number, nullable */
  char *subject;   /* nullable */
  char *text;
  gint64 at; /* µs UTC; 0: now */
} CrmIncoming;
void crm_incoming_free (CrmIncoming *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIncoming, crm_incoming_free)

#define CRM_TYPE_CHANNEL (crm_channel_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmChannel, crm_channel, CRM, CHANNEL, GObject)

struct _CrmChannelClass
{
  GObjectClass parent_class;
  CrmChannelAbilities (*get_abilities) (CrmChannel *self);
  void (*test_async) (
      CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*send_async) (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*look_up_async) (CrmChannel *self, const CrmOutgoing *message, gint64 since,
      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*states_async) (CrmChannel *self, const char *const *remote_ids, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*fetch_async) (CrmChannel *self, const char *cursor, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*balance_async) (
      CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*price_async) (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  guint (*get_rate) (CrmChannel *self);
  guint (*get_poll_seconds) (CrmChannel *self);
};
/* What a virtual function answers its GTask (source: self) with: test a boolean; send and look_up a CrmSent; states a GPtrArray of CrmSent; fetch a CrmFetched;
 * balance and price a CrmPrice of g_new (). */
/* Signal "arrived" (no arguments): something came in or changed by itself; whoever owns the channel fetches. */

CrmChannelAbilities crm_channel_get_abilities (CrmChannel *self);
/* Messages a minute at most; 0: it does not say. */
guint crm_channel_get_rate (CrmChannel *self);
/* How often to fetch, seconds. */
guint crm_channel_get_poll_seconds (CrmChannel *self);

/* Errors of all of them: CRM_CHANNEL_ERROR with a sentence. For send, every code but UNCERTAIN means that the message was surely not taken. RATE_LIMITED and UNREACHABLE
 * are worth another try, after crm_channel_error_get_retry_after () seconds when it was told; the others are not. */

/* Whether it works: signs in, sends nothing. */
void crm_channel_test_async (
    CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_channel_test_finish (CrmChannel *self, GAsyncResult *result, GError **error);
/* Hands one message over; once the request is on its way, a cancel or a lost answer is UNCERTAIN. */
void crm_channel_send_async (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
CrmSent *crm_channel_send_finish (CrmChannel *self, GAsyncResult *result, GError **error);
/* Whether the provider took it at or after since (µs): state and remote_id NULL when it surely never heard of it; UNCERTAIN when it cannot tell. UNSUPPORTED without
 * that ability. */
void crm_channel_look_up_async (CrmChannel *self, const CrmOutgoing *message, gint64 since,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmSent *crm_channel_look_up_finish (CrmChannel *self, GAsyncResult *result, GError **error);
/* CrmSent *, by remote_id (at most 100 are asked for); what is not known is left out. Caller owns. */
void crm_channel_states_async (CrmChannel *self, const char *const *remote_ids, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
GPtrArray *crm_channel_states_finish (CrmChannel *self, GAsyncResult *result, GError **error);
/* From when on (µs; 0: now) a fetch without a cursor hands over; what is older was there before the account. */
void crm_channel_set_since (CrmChannel *self, gint64 since);
gint64 crm_channel_get_since (CrmChannel *self);
/* CrmIncoming * since cursor (NULL: as said by set_since), oldest first, and the new cursor (caller owns); more (nullable): there is more at once. Handing over again what
 * was handed over before is harmless. */
void crm_channel_fetch_async (CrmChannel *self, const char *cursor, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
GPtrArray *crm_channel_fetch_finish (
    CrmChannel *self, GAsyncResult *result, char **cursor, gboolean *more, GError **error);
/* What a vfunc of fetch answers its GTask with (takes both). */
typedef struct
{
  GPtrArray *messages; /* CrmIncoming * */
  char *cursor;
  gboolean more;
} CrmFetched;
CrmFetched *crm_fetched_new (GPtrArray *messages, char *cursor, gboolean more);
void crm_fetched_free (CrmFetched *self);
/* What is left on the account. UNSUPPORTED when the provider does not tell. */
void crm_channel_balance_async (
    CrmChannel *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_channel_balance_finish (
    CrmChannel *self, GAsyncResult *result, CrmPrice *balance, GError **error);
void crm_channel_price_async (CrmChannel *self, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_channel_price_finish (CrmChannel *self, GAsyncResult *result, CrmPrice *price, GError **error);

/* An error that says after how many seconds it may be tried again; 0 when it does not. */
GError *crm_channel_error_new_retry (CrmChannelError code, guint seconds, const char *sentence);
guint crm_channel_error_get_retry_after (const GError *error);
