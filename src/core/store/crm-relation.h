/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-field.h"

/* A condition that asks other records about a record ("bought Espresso in the last 90 days"), as data: it stands beside the fields in
 * lists, filters and segments. */

typedef struct _CrmQuery CrmQuery;
typedef struct _CrmTransaction CrmTransaction;

typedef enum
{
  CRM_RELATION_DAYS = 1 << 0, /* may be limited to so many days */
  CRM_RELATION_SUM = 1 << 1,  /* a number that is 0 where there is nothing */
  CRM_RELATION_EACH =
      1
      << 2, /* the SQL is asked for each record t.id, and gives a row when it is true of it: for tables an index of which begins with it */
} CrmRelationFlags;

/* SQL that gives the ids of the records it is true of, never NULL. {value} stands for a comparison with the value ("= 7", "> 500", for any value
 * "IS NOT NULL"), {currency} for that of an amount, {now}, {since}, {until} for the instants now, so many days ago and so many days ahead; what is in
 * [brackets] is left out when no days are given. */
typedef struct
{
  const char *word; /* of a choice: when it is this one; NULL: any value */
  const char *sql;
  gboolean ahead; /* its days are those to come */
} CrmRelationSql;

typedef struct
{
  CrmField
      field; /* name, label, and what is typed: kind LINK, CHOICE, MONEY or INTEGER, with target and choices */
  CrmRelationFlags flags;
  const CrmRelationSql *sql; /* ended by one without SQL */
  /* In place of sql, of a link: the conditions it stands for (caller owns). */
  CrmQuery *(*expand) (CrmTransaction *tx, gint64 id, GError **error);
} CrmRelation;

/* The one that counts for a choice (nullable); NULL when there is none. */
const CrmRelationSql *crm_relation_find_sql (const CrmRelation *self, const char *word);
