/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-source.h"
#include "store/crm-transaction.h"

/* One record of a file as a client that could be written: typed values, addresses in normal form, and what it is compared by. Made in the
 * thread that judges; handed over to the writer whole. */

typedef struct
{
  const char *kind; /* static */
  char *label;      /* nullable */
  char *value;
  char *normal; /* nullable */
  char *key;    /* nullable */
} CrmImportPlace;

typedef struct
{
  guint record;
  guint line;
  CrmValues *values; /* of the client; without company, tags and addresses */
  GArray *places;    /* CrmImportPlace: phones, e-mails …, none twice */
  GStrv tags;        /* none twice (folded) */
  GArray *new_own;   /* CrmImportOwn: values of own fields that are not there yet */
  char *company;     /* name, nullable */
  char *owner;       /* name of somebody who is no user here, nullable */
  char *name_words;  /* folded words of the name in order of the alphabet */
  gboolean has_uid;
  guint8 uid[16];
  gint64 created_at; /* 0: now */
  guint64 signature; /* of everything the file tells: equal ones say the same */
} CrmImportClient;

void crm_import_client_free (CrmImportClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportClient, crm_import_client_free)

/* What reading a client needs to know, the same throughout one import. Made once; used by one thread. */
typedef struct
{
  CrmImportSource *source; /* not owned */
  CrmEntity *entity;       /* owned: client */
  int *own_fields;         /* owned: field of each column that is an own field and is there; -1 */
  GHashTable **links; /* owned: of each column that is an own link: folded title or uid → id (gint64 *) */
  gboolean *mask;     /* owned: fields of the client the file can tell, for signatures */
  gboolean kinds[4];  /* phone, email, web, handle: the same */
  gboolean company, tags, uid;
  GHashTable *users;            /* owned: folded name → id (gint64 *) */
  gint64 user;                  /* who imports */
  CrmPhoneFormat *phone_format; /* owned */
  char *region;
} CrmImportContext;

/* In a transaction. */
CrmImportContext *crm_import_context_new (CrmImportSource *source, CrmTransaction *tx, GError **error);
void crm_import_context_free (CrmImportContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportContext, crm_import_context_free)

/* NULL with the reasons in fault (caller owns) for a faulty record. */
CrmImportClient *crm_import_client_new (CrmImportContext *context, guint record, char **fault);

/* What an address is told from others by: see crm_phone_get_whole (), else the key. */
const char *crm_import_place_get_mark (const char *value, const char *normal, const char *key);
/* The name's folded words in order. Caller owns. */
char *crm_import_client_name_words (const char *name_fold);
/* The text a field's value is compared by. Caller owns; never NULL. */
char *crm_import_client_compare_text (const CrmField *field, const CrmValue *value);

/* Signatures: the same parts in the same order from a record of the book and from a file. */
typedef struct
{
  guint64 hash;
} CrmImportSignature;
void crm_import_signature_begin (CrmImportSignature *self);
void crm_import_signature_add (
    CrmImportSignature *self, char mark, const char *text); /* NULL counts as empty */
