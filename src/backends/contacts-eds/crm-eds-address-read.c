/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-address-read.h"

#include <glib/gi18n-lib.h>
#include <libebook/libebook.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-worker.h"
#include "contacts-eds/crm-eds-call.h"
#include "contacts-eds/crm-eds-card-text.h"

/* One address book of evolution-data-server as a vCard file: the registry, the book, its contacts, and in a thread of its own their text.
 * Owns the connection until the answer. Main thread but for write_cards (). */

#define PROGRESS_MS 100

/* CrmEdsCall's data. */
typedef struct
{
  char *id;
  CrmAddressProgress progress; /* nullable */
  gpointer progress_data;
  ESourceRegistry *registry; /* owned */
  EClient *client;           /* owned */
} Reading;

/* What the thread works on. */
typedef struct
{
  GSList *contacts; /* owned */
  guint total;
  gint done; /* atomic */
} Cards;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->client);
  g_clear_object (&reading->registry);
  g_free (reading->id);
  g_free (reading);
}

static void
free_cards (gpointer data)
{
  Cards *cards = data;

  g_slist_free_full (cards->contacts, g_object_unref);
  g_free (cards);
}

/* Takes error. A cancel stays one. */
static GError *
make_polite (GError *error)
{
  GError *polite;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  polite = g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED,
      _ ("The address book of this computer cannot be read: %s"), error->message);
  g_error_free (error);
  return polite;
}

GError *
crm_eds_address_error_new_silent (void)
{
  return g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
      _ ("The address book of this computer does not answer."));
}

static gboolean
has_sources (ESourceRegistry *registry)
{
  GList *sources = e_source_registry_list_sources (registry, NULL);
  gboolean any = sources != NULL;

  g_list_free_full (sources, g_object_unref);
  return any;
}

void
crm_eds_address_registry_open (GAsyncReadyCallback callback, gpointer data)
{
  /* All who ask share one registry while it is being opened: a cancel would be everybody's. */
  e_source_registry_new (NULL, callback, data);
}

ESourceRegistry *
crm_eds_address_registry_finish (GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_finish (result, &failure);

  /* A service that is not installed looks like one without any source, but every service has some of its own. */
  if (registry != NULL && has_sources (registry))
    return g_steal_pointer (&registry);
  if (failure == NULL || failure->domain == G_DBUS_ERROR ||
      (failure->domain == G_IO_ERROR && failure->code != G_IO_ERROR_CANCELLED))
    {
      /* Whether it is the session bus or the service that is missing makes no difference to a person. */
      g_clear_error (&failure);
      failure = g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
          _ ("This computer has no address book service (evolution-data-server)."));
    }
  else
    failure = make_polite (failure);
  g_propagate_error (error, failure);
  return NULL;
}

/* The photo of a contact may be a file of the service's own: it is put into the card, or left out when it cannot be read. */
static void
append_card (GString *text, EContact *contact)
{
  g_autofree char *card = crm_eds_card_dup_text (E_VCARD (contact));

  if (strstr (card, "file://") != NULL && e_contact_inline_local_photos (contact, NULL))
    {
      crm_eds_card_append_text (text, E_VCARD (contact));
      return;
    }
  g_string_append (text, card);
  if (!g_str_has_suffix (card, "\n"))
    g_string_append (text, "\r\n");
}

static void
write_cards (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Cards *cards = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (GSList *l = cards->contacts; l != NULL; l = l->next)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      append_card (text, l->data);
      g_atomic_int_inc (&cards->done);
    }
  g_task_return_pointer (
      task, g_string_free_to_bytes (g_steal_pointer (&text)), (GDestroyNotify)g_bytes_unref);
}

static gboolean
on_progress (gpointer data)
{
  GTask *task = data;
  CrmEdsCall *call = g_object_get_data (G_OBJECT (task), "call");
  Cards *cards = g_task_get_task_data (task);
  Reading *reading = call->data;

  if (call->answered || g_task_get_completed (task))
    return G_SOURCE_REMOVE;
  reading->progress ((guint)g_atomic_int_get (&cards->done), cards->total, reading->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Cards *cards = g_task_get_task_data (G_TASK (result));
  Reading *reading = call->data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes == NULL)
    {
      crm_eds_call_return_error (call, error);
      return;
    }
  if (reading->progress != NULL && !call->answered)
    reading->progress (cards->total, cards->total, reading->progress_data);
  crm_eds_call_return_pointer (call, bytes, (GDestroyNotify)g_bytes_unref);
}

static void
on_contacts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Reading *reading = call->data;
  g_autoptr (GTask) task = NULL;
  GSList *contacts = NULL;
  GError *error = NULL;
  Cards *cards;

  /* Newer versions call an empty book a failure, but without an error. */
  e_book_client_get_contacts_finish (E_BOOK_CLIENT (source), result, &contacts, &error);
  if (error != NULL)
    {
      crm_eds_call_return_error (call, make_polite (error));
      return;
    }
  if (contacts == NULL || call->answered)
    {
      g_slist_free_full (contacts, g_object_unref);
      crm_eds_call_return_error (call, g_error_new_literal (CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
                                           _ ("There are no contacts in this address book.")));
      return;
    }
  cards = g_new0 (Cards, 1);
  cards->contacts = contacts;
  cards->total = g_slist_length (contacts);
  task = g_task_new (NULL, call->cancellable, on_written, crm_eds_call_ref (call));
  g_task_set_task_data (task, cards, free_cards);
  g_object_set_data_full (
      G_OBJECT (task), "call", crm_eds_call_ref (call), (GDestroyNotify)crm_eds_call_unref);
  if (reading->progress != NULL)
    {
      reading->progress (0, cards->total, reading->progress_data);
      g_timeout_add_full (G_PRIORITY_DEFAULT, PROGRESS_MS, on_progress, g_object_ref (task), g_object_unref);
    }
  crm_task_run_in_thread (task, write_cards);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Reading *reading = call->data;
  GError *error = NULL;

  reading->client = e_book_client_connect_finish (result, &error);
  if (reading->client == NULL)
    {
      crm_eds_call_return_error (call, make_polite (error));
      return;
    }
  if (call->answered)
    return;
  /* It is there; a large book takes as long as it takes, and can be cancelled. */
  crm_eds_call_be_patient (call);
  e_book_client_get_contacts (E_BOOK_CLIENT (reading->client), CRM_EDS_ALL_CONTACTS, call->cancellable,
      on_contacts, crm_eds_call_ref (call));
}

static void
on_registry (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsCall) call = data;
  Reading *reading = call->data;
  g_autoptr (ESource) book = NULL;
  GError *error = NULL;

  reading->registry = crm_eds_address_registry_finish (result, &error);
  if (reading->registry == NULL)
    {
      crm_eds_call_return_error (call, error);
      return;
    }
  book = e_source_registry_ref_source (reading->registry, reading->id);
  if (book == NULL || !e_source_has_extension (book, E_SOURCE_EXTENSION_ADDRESS_BOOK))
    crm_eds_call_return_error (call, g_error_new_literal (CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
                                         _ ("This address book is no longer there.")));
  else if (!call->answered)
    e_book_client_connect (book, (guint32)-1, call->cancellable, on_opened, crm_eds_call_ref (call));
}

static void
on_end_of_patience (CrmEdsCall *call)
{
  crm_eds_call_return_error (call, crm_eds_address_error_new_silent ());
}

void
crm_eds_address_read (CrmAddressSource *self, const char *id, guint patience_ms, CrmAddressProgress progress,
    gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Reading *reading = g_new0 (Reading, 1);
  CrmEdsCall *call;

  reading->id = g_strdup (id);
  reading->progress = progress;
  reading->progress_data = progress_data;
  call = crm_eds_call_new (
      self, cancellable, callback, data, patience_ms, on_end_of_patience, reading, free_reading);
  crm_eds_address_registry_open (on_registry, call);
}
