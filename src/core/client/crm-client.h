/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* The client and its addresses. The enums index the field tables. */
enum
{
  CRM_CLIENT_KIND, /* "person", "company" */
  CRM_CLIENT_NAME,
  CRM_CLIENT_COMPANY,   /* link to a client of kind company */
  CRM_CLIENT_POSITION,  /* role in the company, words */
  CRM_CLIENT_STATUS,    /* "lead", "contact", "customer" */
  CRM_CLIENT_STATUS_AT, /* instant the status was set */
  CRM_CLIENT_STATUS_REASON,
  CRM_CLIENT_ROLES,  /* choices: customer supplier carrier partner */
  CRM_CLIENT_SOURCE, /* option list "source" */
  CRM_CLIENT_PHONE,  /* main phone (address) */
  CRM_CLIENT_EMAIL,  /* main e-mail (address) */
  CRM_CLIENT_WEB,    /* main web page (address) */
  CRM_CLIENT_HANDLE, /* main messenger handle (address) */
  CRM_CLIENT_STREET,
  CRM_CLIENT_CITY,
  CRM_CLIENT_REGION,
  CRM_CLIENT_POSTCODE,
  CRM_CLIENT_COUNTRY,
  CRM_CLIENT_BIRTHDAY,
  CRM_CLIENT_LANGUAGE,
  CRM_CLIENT_INTERESTS, /* long */
  CRM_CLIENT_NOTES,     /* long: peculiarities */
  CRM_CLIENT_OWNER,     /* link to user */
  CRM_CLIENT_TAGS,
  CRM_CLIENT_EXTERNAL_ID,
  CRM_CLIENT_LAST_CONTACT,      /* computed instant */
  CRM_CLIENT_LAST_CONTACT_KIND, /* computed word: "call", "note" … */
  CRM_CLIENT_LAST_CONTACT_DIRECTION,
  CRM_CLIENT_COMPANY_NAME, /* computed text */
  CRM_CLIENT_NEXT_KEY, /* computed: the instant by which the next step is due; G_MAXINT64 when it has no date; empty: no next step */
  CRM_CLIENT_NEXT_ON,     /* computed: its date */
  CRM_CLIENT_NEXT_AT,     /* computed: its time, when it has one */
  CRM_CLIENT_NEXT_KIND,   /* computed: "call" "letter" "meeting" "todo" "wait" */
  CRM_CLIENT_NEXT_TITLE,  /* computed */
  CRM_CLIENT_NEXT_ENTITY, /* computed: "task", "meeting" */
  CRM_CLIENT_NEXT_ID,     /* computed */
  CRM_CLIENT_OPEN_DEALS,  /* computed number */
  CRM_CLIENT_OPEN_SUMS,   /* computed, as crm_sums_to_text () writes them */
  CRM_CLIENT_OPEN_AMOUNT, /* computed: the sum in the book's currency (minor units), to sort by */
  CRM_CLIENT_WON_SUMS,    /* computed */
  CRM_CLIENT_YEAR_SUMS,   /* computed: won in the last 365 days */
  CRM_CLIENT_YEAR_AMOUNT, /* computed, to sort by */
  CRM_CLIENT_CHANNEL, /* "sms", "mail", "call", "chat": how they like to be reached; empty: as they last wrote */
  CRM_CLIENT_ZONE,    /* IANA name; empty: of the country of the phone, else the book's */
  CRM_CLIENT_PHOTO,    /* blob, PNG or JPEG as it came */
  CRM_CLIENT_DISTINCT, /* links: clients with a higher number that it is known not to be */
  CRM_CLIENT_MERGED,   /* links: archived clients that went up into it */
  CRM_CLIENT_N_FIELDS
};
extern const CrmEntityInfo crm_client_entity;

enum
{
  CRM_ADDRESS_CLIENT,    /* owned by it */
  CRM_ADDRESS_KIND,      /* "phone", "email", "web", "handle" */
  CRM_ADDRESS_LABEL,     /* "mobile", "work", "home", "fax" … or the user's own words */
  CRM_ADDRESS_VALUE,     /* as typed */
  CRM_ADDRESS_NORMAL,    /* E.164 or digits; folded e-mail; … set by the program */
  CRM_ADDRESS_MATCH_KEY, /* what is compared: last nine digits; folded e-mail */
  CRM_ADDRESS_MAIN,      /* boolean */
  CRM_ADDRESS_POSITION,
  CRM_ADDRESS_N_FIELDS
};
extern const CrmEntityInfo crm_address_entity;

/* A possible duplicate and the reason, for quick add and import. Owned by the array. */
typedef struct
{
  gint64 id;
  char *name;
  char *company;
  char *reason;
} CrmDuplicate;
void crm_duplicate_free (CrmDuplicate *self);
/* In a reading function: clients with the same phone or e-mail, or a similar name; at most 5. Any argument may be NULL. */
GPtrArray *crm_client_find_duplicates (CrmTransaction *tx, const char *name, const char *phone,
    const char *email, gint64 except_id, GError **error);
/* In a write function: two clients are not the same; remembered. */
gboolean crm_client_mark_distinct (CrmTransaction *tx, gint64 a, gint64 b, GError **error);
/* Short label of a client for a list: "Company · City". Caller owns; NULL when both empty. */
char *crm_client_dup_caption (const CrmRow *row);
