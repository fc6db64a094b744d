/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-lazy-secret-store.h"

/* Owns the real keyring from the first question on, and passes on what is asked. Main thread. */

#define CRM_TYPE_LAZY_SECRET_STORE (crm_lazy_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (CrmLazySecretStore, crm_lazy_secret_store, CRM, LAZY_SECRET_STORE, CrmSecretStore)

struct _CrmLazySecretStore
{
  CrmSecretStore parent_instance;
  CrmSecretStore *(*make) (void);
  CrmSecretStore *real; /* owned; NULL until it is asked */
};

G_DEFINE_FINAL_TYPE (CrmLazySecretStore, crm_lazy_secret_store, CRM_TYPE_SECRET_STORE)

static CrmSecretStore *
get_secret_store (CrmSecretStore *store)
{
  CrmLazySecretStore *self = CRM_LAZY_SECRET_STORE (store);

  if (self->real == NULL)
    self->real = self->make ();
  return self->real;
}

static void
crm_lazy_secret_store_read_async (CrmSecretStore *store, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_secret_store_read_async (get_secret_store (store), owner, cancellable, callback, data);
}

static void
crm_lazy_secret_store_write_async (CrmSecretStore *store, const char *owner, const char *label,
    GHashTable *secrets, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_secret_store_write_async (get_secret_store (store), owner, label, secrets, cancellable, callback, data);
}

static void
crm_lazy_secret_store_forget_async (CrmSecretStore *store, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_secret_store_forget_async (get_secret_store (store), owner, cancellable, callback, data);
}

static void
crm_lazy_secret_store_finalize (GObject *object)
{
  g_clear_object (&CRM_LAZY_SECRET_STORE (object)->real);
  G_OBJECT_CLASS (crm_lazy_secret_store_parent_class)->finalize (object);
}

static void
crm_lazy_secret_store_class_init (CrmLazySecretStoreClass *klass)
{
  CrmSecretStoreClass *store_class = CRM_SECRET_STORE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_lazy_secret_store_finalize;
  store_class->read_async = crm_lazy_secret_store_read_async;
  store_class->write_async = crm_lazy_secret_store_write_async;
  store_class->forget_async = crm_lazy_secret_store_forget_async;
}

static void
crm_lazy_secret_store_init (CrmLazySecretStore *self)
{
}

CrmSecretStore *
crm_lazy_secret_store_new (CrmSecretStore *(*make) (void))
{
  CrmLazySecretStore *self = g_object_new (CRM_TYPE_LAZY_SECRET_STORE, NULL);

  self->make = make;
  return CRM_SECRET_STORE (self);
}
