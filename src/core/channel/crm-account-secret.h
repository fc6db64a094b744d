/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret/crm-secret-store.h"
#include "store/crm-store.h"

/* Passwords of accounts that stand where they must not: among the settings in the book, or in its log. */

/* The settings (a JSON object of texts, nullable) without those that the provider calls secret; NULL: there are none of them. secrets: takes what was left
 * out (name → text, nullable). Of a provider nobody knows, whatever is secret with one of ours counts. Any transaction. Caller owns. */
char *crm_account_strip_secrets (
    CrmTransaction *tx, const char *provider, const char *settings, GHashTable *secrets);

/* The same of the settings of a row; also NULL when field is not that, or row no account. For what leaves the book. */
char *crm_account_dup_stripped (CrmTransaction *tx, const CrmRow *row, int field);

/* An account of which the book has secrets. */
typedef struct
{
  gint64 account;
  char *owner, *name;  /* of its secrets, and as it is called; NULL: only the log has it */
  GHashTable *secrets; /* among its settings: name → text; empty: only the log has some */
} CrmAccountLeak;

/* CrmAccountLeak *, of all accounts, also of those that were removed. Any transaction. */
GPtrArray *crm_account_find_leaks (CrmTransaction *tx, GError **error);
/* Takes the secrets of a leak out of the settings and out of the log; one that has other secrets by now is left alone. In a write function. */
gboolean crm_account_clear_leak (CrmTransaction *tx, const CrmAccountLeak *leak, GError **error);

/* Moves all into the keyring, and clears the book of what has arrived there. Without a keyring everything stays as it is, and works. A secret the keyring has
 * already is the newer one. Main thread; calls back also when it could not. */
void crm_account_move_secrets_async (CrmStore *store, CrmSecretStore *keyring, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
void crm_account_move_secrets_finish (GAsyncResult *result);
