/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card-format.h"
#include "store/crm-transaction.h"

/* What a contact of an address book and a client have in common, side by side. Runs in a worker's thread. */

/* Fields of a client that are kept in step, each one text. */
enum
{
  CRM_CONTACT_NAME,
  CRM_CONTACT_COMPANY, /* its name */
  CRM_CONTACT_POSITION,
  CRM_CONTACT_STREET,
  CRM_CONTACT_CITY,
  CRM_CONTACT_REGION,
  CRM_CONTACT_POSTCODE,
  CRM_CONTACT_COUNTRY,
  CRM_CONTACT_BIRTHDAY, /* ISO */
  CRM_CONTACT_NOTES,
  CRM_CONTACT_N_TEXTS
};

/* One telephone, e-mail address or web page. */
typedef struct
{
  const char *kind; /* static: "phone", "email", "web" */
  char *label;      /* nullable */
  char *value;
  char *key; /* what is compared */
  gint64 id; /* record of address; 0: of a card */
} CrmContactPlace;

typedef struct
{
  char *uid;                        /* of the card, nullable */
  char *texts[CRM_CONTACT_N_TEXTS]; /* never NULL */
  GPtrArray *places;                /* CrmContactPlace *, none twice */
} CrmContactCard;
void crm_contact_card_free (CrmContactCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmContactCard, crm_contact_card_free)

/* vcard: the text of one. NULL with a sentence when it cannot be read. Caller owns. */
CrmContactCard *crm_contact_card_parse (
    CrmTransaction *tx, CrmCardFormat *format, const char *vcard, GError **error);
/* Of a client. Caller owns. */
CrmContactCard *crm_contact_card_of_client (CrmTransaction *tx, const CrmRow *client, GError **error);
/* Writes texts[i] of self into the client for each i that is set in fields. */
gboolean crm_contact_card_write (const CrmContactCard *self, CrmTransaction *tx, const CrmRow *client,
    const gboolean fields[CRM_CONTACT_N_TEXTS], GError **error);
/* Index of the field of clients (CRM_CLIENT_…). */
int crm_contact_get_field (guint text);
/* The place with this kind and key, nullable. */
const CrmContactPlace *crm_contact_card_find (const CrmContactCard *self, const CrmContactPlace *place);
/* A vCard without what is large and of no use for comparing: pictures, sounds, keys. Caller owns. */
char *crm_contact_strip (const char *vcard);
