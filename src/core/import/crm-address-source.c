/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-address-source.h"

/* The abstract class of the desktop's address books. Owns nothing. Main thread. */

G_DEFINE_ABSTRACT_TYPE (CrmAddressSource, crm_address_source, G_TYPE_OBJECT)

CrmAddressBook *
crm_address_book_new (const char *id, const char *name, int n_contacts)
{
  CrmAddressBook *self = g_new (CrmAddressBook, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->n_contacts = n_contacts;
  return self;
}

void
crm_address_book_free (CrmAddressBook *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
crm_address_source_class_init (CrmAddressSourceClass *klass)
{
}

static void
crm_address_source_init (CrmAddressSource *self)
{
}

void
crm_address_source_list_async (
    CrmAddressSource *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_ADDRESS_SOURCE (self));
  CRM_ADDRESS_SOURCE_GET_CLASS (self)->list_async (self, cancellable, callback, data);
}

GPtrArray *
crm_address_source_list_finish (CrmAddressSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_ADDRESS_SOURCE (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_address_source_read_async (CrmAddressSource *self, const char *id, CrmAddressProgress progress,
    gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_ADDRESS_SOURCE (self) && id != NULL);
  CRM_ADDRESS_SOURCE_GET_CLASS (self)->read_async (
      self, id, progress, progress_data, cancellable, callback, data);
}

GBytes *
crm_address_source_read_finish (CrmAddressSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_ADDRESS_SOURCE (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
