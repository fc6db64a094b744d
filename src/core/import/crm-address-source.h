/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One address book of the desktop. */
typedef struct
{
  char *id;
  char *name;
  int n_contacts; /* -1: it did not answer */
} CrmAddressBook;

/* Texts are copied. Caller owns. */
CrmAddressBook *crm_address_book_new (const char *id, const char *name, int n_contacts);
void crm_address_book_free (CrmAddressBook *self);

/* Tells how far reading is, in contacts; total 0: not known yet. */
typedef void (*CrmAddressProgress) (guint done, guint total, gpointer data);

/* The address books of the desktop. Core knows only this class; a back end implements it, and answers with a GTask. Nothing is connected before the first question. Main thread; never blocks, and gives up by itself when nobody answers. */
#define CRM_TYPE_ADDRESS_SOURCE (crm_address_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmAddressSource, crm_address_source, CRM, ADDRESS_SOURCE, GObject)

struct _CrmAddressSourceClass
{
  GObjectClass parent_class;
  /* Answers with a GPtrArray of CrmAddressBook * that frees them. */
  void (*list_async) (
      CrmAddressSource *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  /* Answers with a GBytes. */
  void (*read_async) (CrmAddressSource *self, const char *id, CrmAddressProgress progress,
      gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
};

/* Which address books there are and how many contacts each has. */
void crm_address_source_list_async (
    CrmAddressSource *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* CrmAddressBook *, perhaps none; freed with the array, which the caller owns. CRM_CHANNEL_ERROR_UNREACHABLE when the desktop has none. */
GPtrArray *crm_address_source_list_finish (CrmAddressSource *self, GAsyncResult *result, GError **error);

/* All contacts of a book as the text of one vCard file, for the importer. progress may be NULL. */
void crm_address_source_read_async (CrmAddressSource *self, const char *id, CrmAddressProgress progress,
    gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Caller owns. CRM_STORE_ERROR_NOT_FOUND when the book is gone or empty. */
GBytes *crm_address_source_read_finish (CrmAddressSource *self, GAsyncResult *result, GError **error);
