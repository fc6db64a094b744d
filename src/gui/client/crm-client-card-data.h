/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-answer-time.h"
#include "store/crm-store.h"

/* Everything the left pane and the facts of a client card show, read in one go. Immutable once read. */
typedef struct
{
  char *name;
  char *color; /* nullable */
} CrmCardTag;

typedef struct
{
  CrmRow *row;          /* the client */
  GPtrArray *addresses; /* CrmRow, in the order of the card */
  GPtrArray *people;    /* CrmRow: the people of a company, by name */
  GPtrArray *tags;      /* CrmCardTag */
  GHashTable *titles;   /* field index → char *: titles of linked records */
  gint64 n_entries;     /* that count for the record */
  char *month_sums;     /* nullable: won in this month, as crm_sums_to_text () writes it */
  CrmAnswerTime answers;
} CrmClientCardData;

void crm_client_card_data_free (CrmClientCardData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmClientCardData, crm_client_card_data_free)

/* In a reading function. */
CrmClientCardData *crm_client_card_data_read_in_worker (CrmTransaction *tx, gint64 id, GError **error);
/* Reads in the background; finish returns NULL with error. Caller owns. */
void crm_client_card_data_read_async (
    CrmStore *store, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmClientCardData *crm_client_card_data_read_finish (CrmStore *store, GAsyncResult *result, GError **error);

/* Title of a linked record, or those of several with commas between them; NULL when empty. */
const char *crm_client_card_data_get_title (CrmClientCardData *self, int field);
/* Names of the tags, separated by commas. Caller owns. */
char *crm_client_card_data_dup_tags (CrmClientCardData *self);
/* The main phone (or the first one) as a row, or NULL; likewise "email". */
CrmRow *crm_client_card_data_get_main (CrmClientCardData *self, const char *kind);
