/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libebook/libebook.h>

#include "calendar-eds/crm-eds-error.h"
#include "calendar-eds/crm-eds-feed.h"
#include "calendar-eds/crm-eds-kind.h"
#include "contacts-eds/crm-eds-card-text.h"

/* Address books: contacts through EBookClient, read only. An object is the text of a vCard; its revision is a digest of it, because REV has
 * only seconds in some books and ETags are missing in others. Owns nothing. */

#define ALL "(contains \"x-evolution-any-field\" \"\")"

static void
connect_client (ESource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  /* -1: a book whose server is away is opened as it was last. */
  e_book_client_connect (source, (guint32)-1, cancellable, callback, data);
}

static CrmCalendarObject *
make_object (EContact *contact)
{
  const char *uid = e_contact_get_const (contact, E_CONTACT_UID);
  g_autofree char *vcard = crm_eds_card_dup_text (E_VCARD (contact));
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, vcard, -1);

  return crm_calendar_object_new (uid, vcard, digest);
}

static GPtrArray *
read_all (CrmEdsTransfer *self, GCancellable *cancellable, GError **error)
{
  GSList *contacts = NULL;
  GError *failure = NULL;
  GPtrArray *objects;

  /* Newer versions call an empty book a failure, but without an error. */
  if (!e_book_client_get_contacts_sync (
          E_BOOK_CLIENT (self->client), ALL, &contacts, cancellable, &failure) &&
      failure != NULL)
    {
      g_propagate_error (error, crm_eds_error_translate (failure));
      return NULL;
    }
  objects = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
  for (GSList *l = contacts; l != NULL; l = l->next)
    {
      const char *uid = e_contact_get_const (l->data, E_CONTACT_UID);

      /* Lists of addresses are nobody. */
      if (uid != NULL && *uid != '\0' && e_contact_get (l->data, E_CONTACT_IS_LIST) == NULL)
        g_ptr_array_add (objects, make_object (l->data));
    }
  g_slist_free_full (contacts, g_object_unref);
  return objects;
}

static CrmCalendarObject *
read_one (CrmEdsTransfer *self, const char *uid, GCancellable *cancellable, GError **error)
{
  EContact *contact = NULL;
  GError *failure = NULL;
  CrmCalendarObject *object;

  if (!e_book_client_get_contact_sync (E_BOOK_CLIENT (self->client), uid, &contact, cancellable, &failure))
    {
      if (g_error_matches (failure, E_BOOK_CLIENT_ERROR, E_BOOK_CLIENT_ERROR_CONTACT_NOT_FOUND))
        {
          g_error_free (failure);
          return crm_calendar_object_new (uid, NULL, NULL);
        }
      g_propagate_error (error, crm_eds_error_translate (failure));
      return NULL;
    }
  object = make_object (contact);
  g_object_unref (contact);
  return object;
}

static void
get_view (EClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  e_book_client_get_view (E_BOOK_CLIENT (client), ALL, cancellable, callback, data);
}

static GObject *
get_view_finish (EClient *client, GAsyncResult *result, GError **error)
{
  EBookClientView *view = NULL;

  e_book_client_get_view_finish (E_BOOK_CLIENT (client), result, &view, error);
  return (GObject *)view;
}

static void
on_objects_changed (EBookClientView *view, const GSList *contacts, gpointer data)
{
  for (const GSList *l = contacts; l != NULL; l = l->next)
    crm_eds_feed_collect (data, e_contact_get_const (l->data, E_CONTACT_UID));
}

static void
on_objects_removed (EBookClientView *view, const GSList *uids, gpointer data)
{
  for (const GSList *l = uids; l != NULL; l = l->next)
    crm_eds_feed_collect (data, l->data);
}

static void
on_progress (EBookClientView *view, guint percent, const char *words, gpointer data)
{
  crm_eds_feed_progress (data, words);
}

static void
attach (GObject *view, CrmEdsFeed *feed)
{
  g_signal_connect_object (view, "objects-added", G_CALLBACK (on_objects_changed), feed, 0);
  g_signal_connect_object (view, "objects-modified", G_CALLBACK (on_objects_changed), feed, 0);
  g_signal_connect_object (view, "objects-removed", G_CALLBACK (on_objects_removed), feed, 0);
  g_signal_connect_object (view, "progress", G_CALLBACK (on_progress), feed, 0);
}

static void
start_view (GObject *object, GError **error)
{
  EBookClientView *view = E_BOOK_CLIENT_VIEW (object);
  GError *failure = NULL;

  e_book_client_view_set_flags (view, E_BOOK_CLIENT_VIEW_FLAGS_NONE, &failure);
  if (failure == NULL)
    e_book_client_view_start (view, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
}

const CrmEdsKind crm_eds_kind_contacts = {
  .extension = E_SOURCE_EXTENSION_ADDRESS_BOOK,
  .connect = connect_client,
  .connect_finish = e_book_client_connect_finish,
  .read_all = read_all,
  .read = read_one,
  .get_view = get_view,
  .get_view_finish = get_view_finish,
  .attach = attach,
  .start_view = start_view,
};
