/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A part of the clients, told by conditions: it is counted and filled anew whenever it is looked at. */
enum
{
  CRM_SEGMENT_NAME,
  CRM_SEGMENT_QUERY, /* JSON, see crm_segment_condition_… */
  CRM_SEGMENT_POSITION,
  CRM_SEGMENT_N_FIELDS
};
extern const CrmEntityInfo crm_segment_entity;

/* Clients that are never in a segment. */
enum
{
  CRM_SEGMENT_EXCLUSION_SEGMENT, /* owned by it */
  CRM_SEGMENT_EXCLUSION_CLIENT,  /* owned by it */
  CRM_SEGMENT_EXCLUSION_N_FIELDS
};
extern const CrmEntityInfo crm_segment_exclusion_entity;

/* Conditions of a segment: those of a query of clients (store/crm-query.h: fields, own fields, tags, last contact, birthday within days), and those that ask other
 * records, by these names: "bought" (a product; within "days" of won deals), "turnover" (sum of won deals in the book's currency, within "days"), "stage" (has an open deal
 * in it), "deal" (has one in a state), "meeting" (had or has one within days), "written" (was written to, or wrote, within days), "consent" ("sms marketing"), "score" (last answer),
 * "segment" (is in another one). All of them may be negated, grouped, joined by AND and OR. */
typedef struct _CrmSegmentQuery CrmSegmentQuery;
CrmSegmentQuery *crm_segment_query_new (void);
CrmSegmentQuery *crm_segment_query_from_json (const char *json, GError **error);
char *crm_segment_query_to_json (CrmSegmentQuery *self);
void crm_segment_query_free (CrmSegmentQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSegmentQuery, crm_segment_query_free)
/* Its conditions and words as a query of clients, to be changed. Owned by self. */
CrmQuery *crm_segment_query_get_query (CrmSegmentQuery *self);

/* Any transaction; archived clients are in no segment. segment 0: all clients. */
GArray *crm_segment_find (CrmTransaction *tx, gint64 segment, GError **error); /* gint64 ids, by name */
gint64 crm_segment_count (CrmTransaction *tx, gint64 segment, GError **error); /* -1 on error */
gint64 crm_segment_count_query (CrmTransaction *tx, CrmSegmentQuery *query, gint64 segment,
    GError **error); /* being edited; segment: whose exclusions */
gboolean crm_segment_has (CrmTransaction *tx, gint64 segment, gint64 client, GError **error);
/* In words, translated: "City is Kyiv, bought Espresso in the last 90 days". Caller owns. */
char *crm_segment_query_describe (CrmTransaction *tx, CrmSegmentQuery *query);
