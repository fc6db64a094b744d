/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* What a client buys: open and won sums, a currency each; part of the figures. */
typedef struct
{
  gint64 open_deals;
  char *open_sums;    /* as crm_sums_to_text () writes them */
  gint64 open_amount; /* in the currency of the book: for sorting */
  char *won_sums;
  char *year_sums; /* won within the last 365 days */
  gint64 year_amount;
  gint64 year_until; /* when the oldest of those drops out; 0 none */
} CrmClientSales;

void crm_client_sales_clear (CrmClientSales *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmClientSales, crm_client_sales_clear)
gboolean crm_client_sales_read (CrmTransaction *tx, gint64 id, CrmClientSales *out, GError **error);
/* The seven columns from parameter (or column) n on. */
void crm_client_sales_bind (const CrmClientSales *self, CrmStatement *statement, int n);
/* A year that has moved on since by now is no difference. */
gboolean crm_client_sales_is_stored (
    const CrmClientSales *self, CrmStatement *stored, int column, gint64 now);
/* Won from since (µs) on, as crm_sums_to_text () writes it; *sums is the caller's, NULL when there is nothing. Any transaction. */
gboolean crm_client_sales_read_since (
    CrmTransaction *tx, gint64 id, gint64 since, char **sums, GError **error);
/* Touches clients whose year has moved on, in the writer's thread. */
gboolean crm_client_sales_expire (CrmTransaction *tx, gint64 now, GError **error);

#define CRM_SALES_COLUMNS "open_deals, open_sums, open_amount, won_sums, year_sums, year_amount, year_until"
#define CRM_SALES_EXCLUDED \
  "open_deals = excluded.open_deals, open_sums = excluded.open_sums, open_amount = excluded.open_amount, " \
  "won_sums = excluded.won_sums, year_sums = excluded.year_sums, year_amount = excluded.year_amount, " \
  "year_until = excluded.year_until"
