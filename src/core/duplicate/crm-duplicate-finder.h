/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Why two clients may be the same one. The last three say something only beside a name that is alike. */
typedef enum
{
  CRM_DUPLICATE_PHONE = 1 << 0,
  CRM_DUPLICATE_EMAIL = 1 << 1,
  CRM_DUPLICATE_NAME = 1 << 2,    /* the same name, in any spelling and order of its words */
  CRM_DUPLICATE_SIMILAR = 1 << 3, /* a name nearly the same */
  CRM_DUPLICATE_BIRTHDAY = 1 << 4,
  CRM_DUPLICATE_COMPANY = 1 << 5,
  CRM_DUPLICATE_DOMAIN = 1 << 6, /* e-mails of one company */
} CrmDuplicateGrounds;

typedef struct
{
  gint64 a; /* the older of the two */
  gint64 b;
  CrmDuplicateGrounds grounds;
  guint score; /* the surer, the higher */
} CrmDuplicatePair;

/* "Same phone, similar name". Caller owns. Any thread. */
char *crm_duplicate_describe (CrmDuplicateGrounds grounds);

/* In a reading function: all pairs of the book (CrmDuplicatePair), surest first, without archived clients and those told apart. Caller owns. For the
 * command line and tests: it takes a second or two for 100,000 clients. */
GArray *crm_duplicate_find_all (CrmTransaction *tx, GCancellable *cancellable, GError **error);
/* In a reading function: those of one client, surest first. */
GArray *crm_duplicate_find_of (CrmTransaction *tx, gint64 client, GError **error);

/* What the window knows of duplicates: looks through the book in the background, in pieces, and again when clients have changed. One a store, kept
 * with it. Lives on the main thread. Signal "changed": pairs, progress or state are others. */
#define CRM_TYPE_DUPLICATE_FINDER (crm_duplicate_finder_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicateFinder, crm_duplicate_finder, CRM, DUPLICATE_FINDER, GObject)

CrmDuplicateFinder *crm_duplicate_finder_of (CrmStore *store); /* borrowed */
/* Looks through the book now, unless it is doing so or what it knows is of today. */
void crm_duplicate_finder_start (CrmDuplicateFinder *self);
void crm_duplicate_finder_cancel (CrmDuplicateFinder *self);
gboolean crm_duplicate_finder_is_running (CrmDuplicateFinder *self);
/* TRUE once the book has been looked through. */
gboolean crm_duplicate_finder_is_known (CrmDuplicateFinder *self);
/* 0 … 1 */
double crm_duplicate_finder_get_progress (CrmDuplicateFinder *self);
/* These two were told apart: their pair goes at once. */
void crm_duplicate_finder_drop (CrmDuplicateFinder *self, gint64 a, gint64 b);
/* CrmDuplicatePair, surest first; NULL before it is known. Owned by self, until the next "changed". */
const GArray *crm_duplicate_finder_get_pairs (CrmDuplicateFinder *self);
