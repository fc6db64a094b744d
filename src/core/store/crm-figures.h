/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-sums.h"
#include "store/crm-transaction.h"

/* What the values of one field come to over everything a query finds: all rows, not those that a list has loaded. */
typedef struct
{
  CrmKind kind;
  guint digits;  /* DECIMAL */
  gint64 filled; /* how many records have a value */
  /* Money: a sum and an average a currency. NULL for other kinds. */
  CrmSums *sums;
  CrmSums *averages;
  /* Numbers; in the field's own unit. */
  gboolean numeric;
  double total;
} CrmFigures;

void crm_figures_free (CrmFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFigures, crm_figures_free)

/* A field that keeps sums of several currencies ("open_sums") counts as money. In a reading function. Caller owns; NULL with error. */
CrmFigures *crm_transaction_read_figures (
    CrmTransaction *tx, const CrmQuery *query, const char *field, GError **error);
