/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel-manager.h"

/* A channel that reaches nobody: it stands in for a provider, counts what it was given and answers as the test says. Main thread. */

/* The provider behind it; channels come and go, it remembers. */
typedef struct
{
  CrmChannelAbilities abilities;
  guint rate;
  GHashTable *taken; /* key → how often it was taken (GUINT_TO_POINTER) */
  GPtrArray *texts;  /* char *: what was taken, in its order */
  GQueue outcomes;   /* of the next requests: GINT_TO_POINTER (CRM_TEST_…); then CRM_TEST_TAKES */
  guint retry_after;
  gboolean hold;     /* answers wait for crm_test_provider_release () */
  GPtrArray *held;   /* GTask * */
  GHashTable *being; /* addresses being written to now */
  guint n_requests, n_channels, n_fetches, n_balances, n_look_ups, n_tests, most_at_once;
  gboolean vague;      /* asked whether it took a message, it cannot tell */
  gboolean doubled;    /* an address was written to twice at once */
  GPtrArray *incoming; /* CrmIncoming *, handed over by the next fetches, page by page */
  guint page;          /* 0: all at once */
  char *cursor;        /* as it was given last; owned */
  GHashTable *states;  /* remote id → state */
  const char *down;    /* nobody answers the account with this sender; nullable */
  const char *unread;  /* what came in is refused with this sentence */
  gint64 since;        /* from when on what came in is wanted */
  const char *refusal; /* the factory refuses with this sentence */
  gboolean dies;       /* kills the program once a message was taken, before the answer */
  const char *ledger;  /* file that keys of taken messages are added to, nullable */
  CrmChannel *channel; /* the newest; not owned */
} CrmTestProvider;

enum
{
  CRM_TEST_TAKES,       /* taken, and said so */
  CRM_TEST_UNREACHABLE, /* surely not taken */
  CRM_TEST_LIMITED,
  CRM_TEST_REFUSES,
  CRM_TEST_CREDENTIALS,
  CRM_TEST_PROTOCOL,
  CRM_TEST_LOST,     /* taken, but the answer is lost */
  CRM_TEST_SWALLOWED /* not taken, and the answer is lost */
};

CrmTestProvider *crm_test_provider_new (CrmChannelAbilities abilities);
void crm_test_provider_free (CrmTestProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTestProvider, crm_test_provider_free)
/* Answers of the next requests, ended by -1. */
void crm_test_provider_expect (CrmTestProvider *self, ...);
void crm_test_provider_release (CrmTestProvider *self);
/* Adds to what the next fetch hands over. */
void crm_test_provider_receive (
    CrmTestProvider *self, const char *remote_id, const char *address, const char *text);
/* How often the key that was taken most often was. */
guint crm_test_provider_get_most (CrmTestProvider *self);
/* A CrmChannelFactory; data: the provider. */
CrmChannel *crm_test_channel_make (const char *backend, const char *provider, const char *definition,
    const char *sender, GHashTable *settings, gpointer data, GError **error);
