/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar.h"
#include "calendar/crm-desktop-sync.h"
#include "import/crm-card-format.h"

/* Follows the desktop's address books that the book uses: what changes there in a contact who is a client changes here, field by field, with
 * what was last seen as the base of the comparison; what both sides changed is decided by the book's "truth", or by a person. Nothing is
 * written there. Which contact is which client: the one who was taken from it, or who has the same name and a telephone or e-mail address in
 * common. All its state is in the book (contact_link, address_book_state). Main thread; hears change sets like any view. */
#define CRM_TYPE_CONTACT_SYNC (crm_contact_sync_get_type ())
G_DECLARE_FINAL_TYPE (CrmContactSync, crm_contact_sync, CRM, CONTACT_SYNC, CrmDesktopSync)

/* server: of address books; NULL: nothing to follow, the object then only says so. Starts at once. */
CrmContactSync *crm_contact_sync_new (CrmStore *store, CrmCalendarServer *server, CrmCardFormat *format);
CrmCardFormat *crm_contact_sync_get_format (CrmContactSync *self);

/* One line of the accounts page; crm_desktop_sync_get_health has them. */
typedef struct
{
  gint64 book;           /* record, 0: not used yet */
  CrmCalendarInfo *info; /* nullable: used, but not on this desktop any more */
  char *source;
  char *name;
  char *mode, *truth;  /* as the record says; "off" and "ask" without one */
  gint64 last_success; /* 0 never */
  gint64 next_try;     /* 0 none planned */
  char *error;         /* in words, nullable */
  guint n_clients, n_conflicts;
} CrmContactHealth;
void crm_contact_health_free (CrmContactHealth *self);

/* Uses an address book of the desktop: makes or changes its record. mode "off" ("read" otherwise) forgets which contact is which client and
 * keeps the clients. One operation. */
void crm_contact_sync_use_async (CrmContactSync *self, const char *source, const char *mode,
    const char *truth, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_contact_sync_use_finish (CrmContactSync *self, GAsyncResult *result, GError **error);

/* A client who was changed on both sides. */
typedef struct
{
  guint field;         /* CRM_CLIENT_… */
  char *ours, *theirs; /* never NULL */
} CrmContactDifference;
typedef struct
{
  gint64 link; /* row of contact_link */
  gint64 client;
  char *book_name;
  char *title;
  GPtrArray *differences; /* CrmContactDifference * */
} CrmContactConflict;
void crm_contact_conflict_free (CrmContactConflict *self);
/* Any transaction; client 0: all. Caller owns. */
GPtrArray *crm_contact_conflict_list (
    CrmTransaction *tx, CrmCardFormat *format, gint64 client, GError **error);
/* In a write function: "ours" keeps what stands here, "theirs" takes what stands there. */
gboolean crm_contact_conflict_resolve (
    CrmTransaction *tx, CrmCardFormat *format, gint64 link, const char *choice, GError **error);
