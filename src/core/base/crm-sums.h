/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Sums of money, one a currency, in the order of their codes: they are exact and never mixed. Not for several threads at once. */
typedef struct _CrmSums CrmSums;

typedef struct
{
  char currency[4];
  gint64 minor;
} CrmSum;

CrmSums *crm_sums_new (void);
CrmSums *crm_sums_copy (CrmSums *self);
void crm_sums_free (CrmSums *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSums, crm_sums_free)
void crm_sums_add (CrmSums *self, gint64 minor, const char *currency);
/* Elements in the order of codes; owned by self until the next change. */
const CrmSum *crm_sums_get (CrmSums *self, guint *n);
gint64 crm_sums_get_amount (CrmSums *self, const char *currency); /* 0 when it has none of it */
/* "EUR 120000;UAH 50000" in minor units: how figures keep them. Caller owns; NULL when there is nothing. */
char *crm_sums_to_text (CrmSums *self);
CrmSums *crm_sums_from_text (const char *text); /* NULL and rubbish give empty sums */
/* "€ 1,200 + ₴ 500", the first currency (nullable) first; whole: without cents. Caller owns; NULL when there is nothing. */
char *crm_sums_display (CrmSums *self, const char *first, gboolean whole);
