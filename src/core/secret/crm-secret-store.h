/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Passwords and keys, kept by the desktop's keyring and nowhere else. Core knows only this class; a back end implements it. A secret belongs to an owner
 * (uid of a record, hexadecimal) and has a name ("token"). Main thread; never blocks. No secret is ever written to a log, the book or an error. */
#define CRM_TYPE_SECRET_STORE (crm_secret_store_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmSecretStore, crm_secret_store, CRM, SECRET_STORE, GObject)

struct _CrmSecretStoreClass
{
  GObjectClass parent_class;
  void (*read_async) (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*write_async) (CrmSecretStore *self, const char *owner, const char *label, GHashTable *secrets,
      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*forget_async) (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
};

/* All secrets of an owner: name → text, perhaps none. Caller owns. CRM_CHANNEL_ERROR_UNREACHABLE: there is no keyring (the sentence says what to do);
 * CRM_CHANNEL_ERROR_REFUSED: it stayed locked. */
void crm_secret_store_read_async (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
GHashTable *crm_secret_store_read_finish (CrmSecretStore *self, GAsyncResult *result, GError **error);
/* Replaces all secrets of an owner. label: what the keyring shows ("Clientele: SMS of the shop"). */
void crm_secret_store_write_async (CrmSecretStore *self, const char *owner, const char *label,
    GHashTable *secrets, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_secret_store_write_finish (CrmSecretStore *self, GAsyncResult *result, GError **error);
void crm_secret_store_forget_async (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_secret_store_forget_finish (CrmSecretStore *self, GAsyncResult *result, GError **error);
