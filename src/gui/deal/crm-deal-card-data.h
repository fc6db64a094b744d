/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal.h"

/* A further person of a deal. */
typedef struct
{
  CrmRow *contact; /* deal_contact */
  CrmRow *client;
} CrmDealPerson;

/* Everything the deal card shows but its history, read in one go. Immutable once read. */
typedef struct
{
  CrmRow *row;        /* the deal */
  CrmRow *client;     /* nullable */
  GHashTable *titles; /* field index → char *: titles of linked records, names of tags */
  GPtrArray *people;  /* CrmDealPerson, in their order */
  GPtrArray *lines;   /* CrmRow, in their order */
  CrmDealTotals totals;
  GPtrArray *
      stages; /* CrmRow: those of its pipeline, in their order; the one it stands in even when it was taken away */
  GPtrArray *reasons; /* CrmRow: lost_reason */
} CrmDealCardData;

void crm_deal_card_data_free (CrmDealCardData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealCardData, crm_deal_card_data_free)

/* In a reading function. */
CrmDealCardData *crm_deal_card_data_read_in_worker (CrmTransaction *tx, gint64 id, GError **error);
/* Reads in the background; finish returns NULL with error. Caller owns. */
void crm_deal_card_data_read_async (
    CrmStore *store, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmDealCardData *crm_deal_card_data_read_finish (CrmStore *store, GAsyncResult *result, GError **error);

/* TRUE for "open". */
gboolean crm_deal_card_data_is_open (CrmDealCardData *self);
/* The stage it stands in, or NULL; its place among the stages. */
CrmRow *crm_deal_card_data_get_stage (CrmDealCardData *self, guint *position);
/* The currency its money is in, else fallback. */
const char *crm_deal_card_data_get_currency (CrmDealCardData *self, const char *fallback);
/* "€ 14,900", with cents when there are some. Caller owns. */
char *crm_deal_display_money (gint64 minor, const char *currency);
