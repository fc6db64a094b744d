/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel.h"

/* A provider of SMS as data: which requests it wants, and what its answers mean. Parsed from JSON (the format is described in help page provider-file); immutable and
 * reference-counted; any thread. Knows nothing of the network: it makes requests and reads answers. */
typedef struct _CrmProvider CrmProvider;

/* NULL with a sentence naming the place ("send.request.body: …"). */
CrmProvider *crm_provider_new (const char *json, gssize length, GError **error);
CrmProvider *crm_provider_ref (CrmProvider *self);
void crm_provider_unref (CrmProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmProvider, crm_provider_unref)
/* Ids of those that come with the program, in the order to show; NULL-terminated, static. */
const char *const *crm_provider_list (void);
/* Text of one of them; NULL without such an id. Caller owns. */
GBytes *crm_provider_dup_definition (const char *id);

const char *crm_provider_get_id (CrmProvider *self);
const char *crm_provider_get_name (CrmProvider *self);
const char *crm_provider_get_documentation (
    CrmProvider *self); /* address of the document it was written from */
CrmChannelAbilities crm_provider_get_abilities (CrmProvider *self);
/* Messages a minute it allows; 0: it does not say. Characters a message at most; 0: no limit. */
guint crm_provider_get_rate (CrmProvider *self);
guint crm_provider_get_max_characters (CrmProvider *self);
/* How often to ask for replies and states, seconds. */
guint crm_provider_get_poll_seconds (CrmProvider *self);

/* What the account must be given. */
typedef struct
{
  const char *name;  /* "token" */
  const char *label; /* in the person's language when the file has it */
  const char *hint;  /* nullable: where to find it */
  const char *value; /* nullable: what it is when nothing is given */
  gboolean secret, required;
} CrmProviderSetting;
const CrmProviderSetting *crm_provider_get_settings (CrmProvider *self, guint *n);

/* One HTTP request. */
typedef struct
{
  char *method;
  char *url;
  GPtrArray *headers; /* char *: name, value, name, value … */
  char *type;         /* of the body, nullable */
  GBytes *body;       /* nullable */
} CrmHttpRequest;
void crm_http_request_free (CrmHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHttpRequest, crm_http_request_free)
/* As it would go over the wire; secrets are shown as "•••" when they are among hidden (name → text, nullable). Caller owns. */
char *crm_http_request_describe (const CrmHttpRequest *self, GHashTable *hidden);

typedef struct
{
  guint status;
  const char *retry_after; /* header, nullable */
  const char *type;
  GBytes *body;
} CrmHttpAnswer;

/* Each request is NULL with a sentence when a setting is missing, and with UNSUPPORTED when the provider has none of that kind. settings: name → text. */
CrmHttpRequest *crm_provider_make_send (
    CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, GError **error);
CrmHttpRequest *crm_provider_make_test (CrmProvider *self, GHashTable *settings, GError **error);
CrmHttpRequest *crm_provider_make_balance (CrmProvider *self, GHashTable *settings, GError **error);
CrmHttpRequest *crm_provider_make_price (
    CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, GError **error);
CrmHttpRequest *crm_provider_make_look_up (
    CrmProvider *self, GHashTable *settings, const CrmOutgoing *message, gint64 since, GError **error);
/* How many remote ids one request may name (1 or more). */
guint crm_provider_get_states_at_once (CrmProvider *self);
CrmHttpRequest *crm_provider_make_states (
    CrmProvider *self, GHashTable *settings, const char *const *remote_ids, GError **error);
/* A cursor that hands over what came at or after since (µs), and nothing older. Caller owns. */
char *crm_provider_dup_first_cursor (gint64 since);
CrmHttpRequest *crm_provider_make_fetch (
    CrmProvider *self, GHashTable *settings, const char *cursor, GError **error);

/* Answers: errors as crm-channel.h says, by the status of HTTP first, then by what the file says of its body. */
CrmSent *crm_provider_read_send (CrmProvider *self, const CrmHttpAnswer *answer, GError **error);
gboolean crm_provider_read_test (CrmProvider *self, const CrmHttpAnswer *answer, GError **error);
gboolean crm_provider_read_money (
    CrmProvider *self, const CrmHttpAnswer *answer, gboolean price, CrmPrice *money, GError **error);
/* since (µs): when it was handed over. UNCERTAIN when the answer neither names the message nor says that there is none. */
CrmSent *crm_provider_read_look_up (
    CrmProvider *self, const CrmHttpAnswer *answer, const CrmOutgoing *message, gint64 since, GError **error);
GPtrArray *crm_provider_read_states (CrmProvider *self, const CrmHttpAnswer *answer, GError **error);
CrmFetched *crm_provider_read_fetch (
    CrmProvider *self, const CrmHttpAnswer *answer, const char *cursor, GError **error);
