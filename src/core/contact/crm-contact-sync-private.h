/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-peer.h"
#include "contact/crm-contact-card.h"
#include "contact/crm-contact-sync.h"

/* Between the files of the sync. Everything that takes a transaction runs in a worker's thread; nothing here is kept beyond it. */

typedef enum
{
  CRM_CONTACT_CLEAN,
  CRM_CONTACT_CONFLICT, /* a person must decide; theirs is what stands there */
  CRM_CONTACT_FAILED    /* cannot be read; error has the words */
} CrmContactState;

/* A row of contact_link: a contact who is a client. */
typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 book;
  char *uid;
  gint64 client;
  CrmContactState state;
  char *revision; /* of base */
  char *base;     /* vCard without pictures: what both sides agreed on */
  char *theirs;   /* in a conflict: what is there */
  char *theirs_revision;
  char *error;
  gint64 missing_since; /* 0: it was there when last looked */
} CrmContactLink;
CrmContactLink *crm_contact_link_new (gint64 book, const char *uid);
void crm_contact_link_free (CrmContactLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmContactLink, crm_contact_link_free)
/* *link is NULL when there is none. */
gboolean crm_contact_link_find (
    CrmTransaction *tx, gint64 book, const char *uid, CrmContactLink **link, GError **error);
gboolean crm_contact_link_load (CrmTransaction *tx, gint64 id, CrmContactLink **link, GError **error);
gboolean crm_contact_link_save (CrmTransaction *tx, CrmContactLink *link, GError **error);
gboolean crm_contact_link_drop (CrmTransaction *tx, CrmContactLink *link, GError **error);
/* Both sides agree on this now. */
void crm_contact_link_agree (CrmContactLink *self, const char *vcard, const char *revision);

/* What the book says of an address book. */
typedef struct
{
  gint64 id;
  char *name;
  char *truth;
  CrmCardFormat *format;
} CrmContactUse;
void crm_contact_use_free (CrmContactUse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmContactUse, crm_contact_use_free)
/* *use is NULL when it is gone, archived or off. */
gboolean crm_contact_use_load (
    CrmTransaction *tx, gint64 book, CrmCardFormat *format, CrmContactUse **use, GError **error);
gboolean crm_contact_state_set (CrmTransaction *tx, gint64 book, const char *trouble, GError **error);

/* Fields that differ against what was agreed on. */
typedef struct
{
  gboolean take[CRM_CONTACT_N_TEXTS];    /* only they changed it */
  gboolean dispute[CRM_CONTACT_N_TEXTS]; /* both did */
  guint n_disputes;
} CrmContactDiff;
/* before: theirs of an undecided conflict, nullable; what was taken of it counts as agreed on. */
void crm_contact_diff (CrmContactDiff *self, const CrmContactCard *base, const CrmContactCard *before,
    const CrmContactCard *ours, const CrmContactCard *theirs);
/* Telephones and the like: what came or went there comes or goes here. */
gboolean crm_contact_merge_places (CrmTransaction *tx, gint64 client, const CrmContactCard *before,
    const CrmContactCard *ours, const CrmContactCard *theirs, GError **error);
/* What stands there (vcard) against link's base: writes the client, and says what is left to decide. The link is saved. */
gboolean crm_contact_merge (CrmTransaction *tx, const CrmContactUse *use, CrmContactLink *link,
    const char *vcard, const char *revision, GError **error);
/* *row is NULL when the client is gone or archived. */
gboolean crm_contact_load_client (CrmTransaction *tx, gint64 client, CrmRow **row, GError **error);

/* Address books that are not in use any more know nothing of clients. */
gboolean crm_contact_forget_unused (CrmTransaction *tx, GError **error);
/* How contacts get into the book. */
extern const CrmCalendarPeerKind crm_contact_peer_kind;

/* What the book says of its address books (CrmContactHealth *, info NULL); used ones first. *n_taken: how many clients were taken from contacts. */
typedef struct
{
  GPtrArray *health;
  gint64 n_taken;
} CrmContactStanding;
void crm_contact_standing_free (CrmContactStanding *self);
CrmContactStanding *crm_contact_standing_read (CrmTransaction *tx, GError **error);
