/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel-manager.h"
#include "channel/crm-provider.h"

/* An account as it is being typed: a plain description. Main thread. */
typedef struct
{
  gint64 id; /* 0: a new one */
  gint64 version;
  guint8 uid[16]; /* whose secrets they are in the keyring */
  char *name, *backend, *provider, *sender, *quiet;
  char *definition; /* of a provider the person described, nullable */
  gint64 rate;      /* 0: as the provider says */
  gboolean main;
  GHashTable *settings; /* name → text, secrets among them */
} CrmAccountDraft;
CrmAccountDraft *crm_account_draft_new (void);
/* Of a record; its secrets are not there yet. */
CrmAccountDraft *crm_account_draft_new_from_row (const CrmRow *row);
void crm_account_draft_free (CrmAccountDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAccountDraft, crm_account_draft_free)
/* Name of the owner of its secrets. Caller owns. */
char *crm_account_draft_dup_owner (const CrmAccountDraft *self);

/* Reads the secrets of an account into settings. */
void crm_account_draft_load_async (CrmAccountDraft *self, CrmSecretStore *secrets, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_account_draft_load_finish (CrmAccountDraft *self, GAsyncResult *result, GError **error);
/* First the secrets, then the record: an account without its password is never made. provider (nullable) tells which settings are secret. Takes a copy of
 * what it needs. */
void crm_account_draft_save_async (CrmAccountDraft *self, CrmChannelManager *manager, CrmProvider *provider,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_account_draft_save_finish (GAsyncResult *result, GError **error);
