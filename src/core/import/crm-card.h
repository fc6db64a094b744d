/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* One way to reach somebody. */
typedef struct
{
  const char *kind; /* static: "phone", "email", "web" or "handle" */
  char *
      label; /* nullable. Lower case: "work mobile", "home fax"; the service of a handle: "telegram", "im" when unknown */
  char *value;   /* never empty */
  gboolean main; /* the preferred one; at most one of a kind */
} CrmCardAddress;

/* All nullable. */
typedef struct
{
  char *street; /* lines are separated by "\n" */
  char *city;
  char *region;
  char *postcode;
  char *country;
} CrmCardPostal;

/* One visiting card, as it was read from a file or is about to be written. A plain structure: the owner may
 * set every field. Text is UTF-8; no text is ever empty: what is missing is NULL. */
typedef struct
{
  guint line;  /* 1-based line of the file where the card begins; 0 when it was not read from a file */
  char *error; /* a sentence when the card is faulty; the other fields hold what could be read */
  const char *charset; /* static: how text that names no charset of its own was read; NULL when not read */

  char *uid;
  char *full_name; /* never NULL in a card that was read without error */
  char *family;
  char *given;
  char *additional;
  char *prefix;
  char *suffix;
  char *nickname;
  char *org;
  char *department;
  char *title;
  char *role;
  char *birthday;    /* "YYYY-MM-DD" or "--MM-DD" */
  char *anniversary; /* same */
  char *note;
  char *language; /* "uk", "en-US" */
  char *gender;   /* "male", "female", "other" */
  gboolean is_company;

  CrmCardPostal postal;
  GBytes *photo;    /* nullable */
  char *photo_mime; /* set exactly when photo is */

  GPtrArray *tags;      /* of char *; never NULL */
  GPtrArray *addresses; /* of CrmCardAddress *; never NULL */
  GPtrArray *rest;      /* of char *: properties without a place here, one readable line each; never NULL */
} CrmCard;

#define CRM_TYPE_CARD (crm_card_get_type ())
GType crm_card_get_type (void);

CrmCard *crm_card_new (void);
CrmCard *crm_card_copy (const CrmCard *self);
void crm_card_free (CrmCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCard, crm_card_free)

/* Appends an address; label may be NULL, value must not be empty. Returns it, owned by the card. */
CrmCardAddress *crm_card_add_address (
    CrmCard *self, const char *kind, const char *label, const char *value, gboolean main);

/* TRUE when a postal address has at least one part. */
gboolean crm_card_has_postal (const CrmCard *self);
