/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-address-source.h"

#include <libebook/libebook.h>

#include "contacts-eds/crm-eds-address-read.h"
#include "contacts-eds/crm-eds-call.h"

/* The address books of evolution-data-server. Owns no connection: each question makes its own and drops it with the answer, so that
 * nothing of the service stays in the program. Main thread, asynchronous calls only. */

struct _CrmEdsAddressSource
{
  CrmAddressSource parent_instance;
  guint patience_ms;
};

G_DEFINE_FINAL_TYPE (CrmEdsAddressSource, crm_eds_address_source, CRM_TYPE_ADDRESS_SOURCE)

/* Of a list that is being made: CrmEdsCall's data. */
typedef struct
{
  ESourceRegistry *registry; /* owned; NULL until it answered */
  GPtrArray *books;          /* owned */
  guint pending;             /* books that have not answered */
} Listing;

/* One book that is being counted. */
typedef struct
{
  CrmEdsCall *call;
  CrmAddressBook *book; /* of the listing */
} Counting;

static void
free_listing (gpointer data)
{
  Listing *listing = data;

  g_clear_object (&listing->registry);
  g_clear_pointer (&listing->books, g_ptr_array_unref);
  g_free (listing);
}

static void
answer (CrmEdsCall *call)
{
  Listing *listing = call->data;

  crm_eds_call_return_pointer (call, g_ptr_array_ref (listing->books), (GDestroyNotify)g_ptr_array_unref);
}

static void
end_counting (Counting *counting)
{
  Listing *listing = counting->call->data;

  if (--listing->pending == 0)
    answer (counting->call);
  crm_eds_call_unref (counting->call);
  g_free (counting);
}

static void
on_counted (GObject *client, GAsyncResult *result, gpointer data)
{
  Counting *counting = data;
  g_autoptr (GError) error = NULL;
  GSList *uids = NULL;

  /* Newer versions call an empty book a failure, but without an error. */
  e_book_client_get_contacts_uids_finish (E_BOOK_CLIENT (client), result, &uids, &error);
  /* After the answer the list belongs to who asked. */
  if (error == NULL && !counting->call->answered)
    counting->book->n_contacts = (int)g_slist_length (uids);
  g_slist_free_full (uids, g_free);
  end_counting (counting);
}

static void
on_book_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Counting *counting = data;
  g_autoptr (EClient) client = e_book_client_connect_finish (result, NULL);

  if (client != NULL && !counting->call->answered)
    e_book_client_get_contacts_uids (
        E_BOOK_CLIENT (client), CRM_EDS_ALL_CONTACTS, counting->call->cancellable, on_counted, counting);
  else
    end_counting (counting);
}

static void
on_registry (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Listing *listing = call->data;
  GError *error = NULL;
  GList *sources;

  listing->registry = crm_eds_address_registry_finish (result, &error);
  if (listing->registry == NULL)
    {
      crm_eds_call_return_error (call, error);
      return;
    }
  if (call->answered)
    return;
  sources = e_source_registry_list_enabled (listing->registry, E_SOURCE_EXTENSION_ADDRESS_BOOK);
  /* One more than there are books, so that the answer comes after all of them were asked. */
  listing->pending = 1;
  for (GList *l = sources; l != NULL; l = l->next)
    {
      Counting *counting = g_new (Counting, 1);

      counting->call = crm_eds_call_ref (call);
      counting->book =
          crm_address_book_new (e_source_get_uid (l->data), e_source_get_display_name (l->data), -1);
      g_ptr_array_add (listing->books, counting->book);
      listing->pending++;
      /* -1: a book of a server that cannot be reached is taken as it was last. */
      e_book_client_connect (l->data, (guint32)-1, call->cancellable, on_book_opened, counting);
    }
  g_list_free_full (sources, g_object_unref);
  if (--listing->pending == 0)
    answer (call);
}

/* Books that answered are told of; a service that did not even name its books is not there. */
static void
on_end_of_patience (CrmEdsCall *call)
{
  Listing *listing = call->data;

  if (listing->registry != NULL)
    answer (call);
  else
    crm_eds_call_return_error (call, crm_eds_address_error_new_silent ());
}

static void
list_async (CrmAddressSource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmEdsAddressSource *self = CRM_EDS_ADDRESS_SOURCE (source);
  Listing *listing = g_new0 (Listing, 1);
  CrmEdsCall *call;

  listing->books = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_address_book_free);
  call = crm_eds_call_new (
      self, cancellable, callback, data, self->patience_ms, on_end_of_patience, listing, free_listing);
  crm_eds_address_registry_open (on_registry, call);
}

static void
read_async (CrmAddressSource *source, const char *id, CrmAddressProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_eds_address_read (source, id, CRM_EDS_ADDRESS_SOURCE (source)->patience_ms, progress, progress_data,
      cancellable, callback, data);
}

static void
crm_eds_address_source_class_init (CrmEdsAddressSourceClass *klass)
{
  CrmAddressSourceClass *source_class = CRM_ADDRESS_SOURCE_CLASS (klass);

  source_class->list_async = list_async;
  source_class->read_async = read_async;
}

static void
crm_eds_address_source_init (CrmEdsAddressSource *self)
{
}

CrmAddressSource *
crm_eds_address_source_new (guint patience_ms)
{
  CrmEdsAddressSource *self = g_object_new (CRM_TYPE_EDS_ADDRESS_SOURCE, NULL);

  self->patience_ms = patience_ms;
  return CRM_ADDRESS_SOURCE (self);
}
