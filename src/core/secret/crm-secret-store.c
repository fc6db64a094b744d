/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/crm-secret-store.h"

/* The abstract class of the desktop's keyring. Owns nothing. Main thread. */

G_DEFINE_ABSTRACT_TYPE (CrmSecretStore, crm_secret_store, G_TYPE_OBJECT)

static void
crm_secret_store_class_init (CrmSecretStoreClass *klass)
{
}

static void
crm_secret_store_init (CrmSecretStore *self)
{
}

void
crm_secret_store_read_async (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_SECRET_STORE (self) && owner);
  CRM_SECRET_STORE_GET_CLASS (self)->read_async (self, owner, cancellable, callback, data);
}

GHashTable *
crm_secret_store_read_finish (CrmSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_SECRET_STORE (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_secret_store_write_async (CrmSecretStore *self, const char *owner, const char *label, GHashTable *secrets,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_SECRET_STORE (self) && owner && label && secrets);
  CRM_SECRET_STORE_GET_CLASS (self)->write_async (self, owner, label, secrets, cancellable, callback, data);
}

gboolean
crm_secret_store_write_finish (CrmSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_SECRET_STORE (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_secret_store_forget_async (CrmSecretStore *self, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_SECRET_STORE (self) && owner);
  CRM_SECRET_STORE_GET_CLASS (self)->forget_async (self, owner, cancellable, callback, data);
}

gboolean
crm_secret_store_forget_finish (CrmSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_SECRET_STORE (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
