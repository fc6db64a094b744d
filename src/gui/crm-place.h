/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-record-list.h"

/* Where Back leads. */
typedef struct
{
  char *page;
  gint64 record;             /* pages "client" and "deal" */
  CrmRecordList *neighbours; /* owned, nullable: page "client" */
  GArray *order;             /* owned, nullable: ids, page "deal" */
} CrmPlace;

/* A reference is taken on neighbours (nullable). */
CrmPlace *crm_place_new (const char *page, gint64 record, CrmRecordList *neighbours);
void crm_place_free (CrmPlace *place);
