/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicate/crm-duplicate-finder.h"

/* What is compared: read in pieces by a worker, then paired by a thread that has it alone. */
typedef struct
{
  gint64 id;
  gint64 company;
  const char *fold;     /* name */
  const char *key;      /* its words in one spelling, in order; NULL: no ground by itself */
  const char *birthday; /* with its year, or NULL */
  const char *domain;   /* of an e-mail, or NULL */
  gboolean is_company;
} CrmDuplicatePerson;

typedef struct
{
  const char *key;
  const char *whole; /* see crm_phone_get_whole (); nullable */
  guint person;
  gboolean email;
} CrmDuplicateAddress;

typedef struct
{
  GStringChunk *texts;
  GArray *people;       /* CrmDuplicatePerson, by id */
  GArray *addresses;    /* CrmDuplicateAddress */
  GHashTable *distinct; /* Apart */
} CrmDuplicateData;

typedef struct
{
  gint64 a, b;
} CrmDuplicateApart;

CrmDuplicateData *crm_duplicate_data_new (void);
void crm_duplicate_data_free (CrmDuplicateData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDuplicateData, crm_duplicate_data_free)
void crm_duplicate_data_add (CrmDuplicateData *self, gint64 id, gboolean is_company, gint64 company,
    const char *fold, const char *birthday);
/* Of a client that was added; others are ignored. whole: see crm_phone_get_whole (), nullable. */
void crm_duplicate_data_add_address (
    CrmDuplicateData *self, gint64 client, gboolean email, const char *key, const char *whole);
void crm_duplicate_data_set_apart (CrmDuplicateData *self, gint64 a, gint64 b);

/* All pairs, surest first; NULL when cancelled. Any thread, which has data alone. Caller owns. */
GArray *crm_duplicate_pairs (CrmDuplicateData *self, GCancellable *cancellable);

/* The words of a folded name in one spelling and in order, without those that say what kind of company it is. NULL: too little to tell anybody by.
 * words: what it is made of (owned by the caller, g_strfreev ()), nullable. Caller owns. */
char *crm_duplicate_name_key (const char *fold, gboolean is_company, char ***words);
/* Consonants of a word in one spelling, those that are written for each other made alike. Caller owns. */
char *crm_duplicate_skeleton (const char *level);
