/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"
#include "calendar/crm-calendar.h"
#include "import/crm-card-format.h"

/* Follows the desktop's address books that the book uses: what changes there in a contact who is a client changes here, field by field, with
 * what was last seen as the base of the comparison; what both sides changed is decided by the book's "truth", or by a person. Nothing is
 * written there. Which contact is which client: the one who was taken from it, or who has the same name and a telephone or e-mail address in
 * common. All its state is in the book (contact_link, address_book_state). Main thread; hears change sets like any view. */
#define CRM_TYPE_CONTACT_SYNC (crm_contact_sync_get_type ())
G_DECLARE_FINAL_TYPE (CrmContactSync, crm_contact_sync, CRM, CONTACT_SYNC, GObject)

/* server: of address books; NULL: nothing to follow, the object then only says so. Starts at once. */
CrmContactSync *crm_contact_sync_new (CrmStore *store, CrmCalendarServer *server, CrmCardFormat *format);
CrmStore *crm_contact_sync_get_store (CrmContactSync *self);
CrmCardFormat *crm_contact_sync_get_format (CrmContactSync *self);
/* Asks the desktop which address books there are; done by itself as soon as one is used. */
void crm_contact_sync_look (CrmContactSync *self);

/* One line of the accounts page. */
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
/* CrmContactHealth *: used ones first. Owned by self, valid until "health" is emitted (signal, no arguments). */
GPtrArray *crm_contact_sync_get_health (CrmContactSync *self);
/* TRUE until the desktop has answered which address books there are. */
gboolean crm_contact_sync_is_loading (CrmContactSync *self);
/* Words when evolution-data-server is not there at all. */
const char *crm_contact_sync_get_error (CrmContactSync *self);
/* TRUE while something is being asked or taken, or could be at once. Told by "health". */
gboolean crm_contact_sync_is_busy (CrmContactSync *self);

/* Uses an address book of the desktop: makes or changes its record. mode "off" ("read" otherwise) forgets which contact is which client and
 * keeps the clients. One operation. */
void crm_contact_sync_use_async (CrmContactSync *self, const char *source, const char *mode,
    const char *truth, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_contact_sync_use_finish (CrmContactSync *self, GAsyncResult *result, GError **error);
/* Now, whatever the pauses say: one address book (record id) or all (0). */
void crm_contact_sync_retry (CrmContactSync *self, gint64 book);
/* Looks what is new on the servers of the address books that answer: they tell nobody by themselves. */
void crm_contact_sync_refresh (CrmContactSync *self);
/* Does what the clock says is due; happens by itself at least once a minute. */
void crm_contact_sync_tick (CrmContactSync *self);

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
