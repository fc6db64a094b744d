/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-activity-line.h"
#include "store/crm-store.h"

/* A line as the timeline shows it: the line, its record and what a row needs, immutable. */
#define CRM_TYPE_ACTIVITY (crm_activity_get_type ())
G_DECLARE_FINAL_TYPE (CrmActivity, crm_activity, CRM, ACTIVITY, GObject)

const CrmActivityLine *crm_activity_get_line (CrmActivity *self);
/* The record's row (note, call …); never NULL. Owned by self. */
CrmRow *crm_activity_get_row (CrmActivity *self);
const char *crm_activity_get_author (CrmActivity *self); /* name of the author, or NULL */
const char *crm_activity_get_client_name (CrmActivity
        *self); /* the line's client, when it is not the one looked at (company) or the deal's, else NULL */
const char *crm_activity_get_trigger_title (CrmActivity *self); /* what it follows up, or NULL */
const char *crm_activity_get_deal_title (
    CrmActivity *self); /* the deal it is about, when it is not the one looked at, else NULL */
/* Of a deal's move: how long it stood where it came from (µs); -1 for anything else. */
gint64 crm_activity_get_stay (CrmActivity *self);
gboolean crm_activity_is_pinned (CrmActivity *self);

/* Which lines: those of a deal, or with deal_id 0 those of a client (and, for a company, of its people). */
typedef struct
{
  gint64 client_id;
  gint64 deal_id;
  const char *kind;      /* NULL = all */
  const char *text;      /* NULL = all, else words in title and text */
  gint64 person_id;      /* 0 = all; of a company only this one's */
  gint64 in_deal;        /* 0 = all; of a client only what is about this deal */
  const char *direction; /* NULL = all; "in", "out" */
} CrmActivityFilter;

/* Newest first, each record once. before_at/before_id: keyset, 0/0 starts at the newest. limit 0 = all. Elements: CrmActivity. In a
 * reading function. */
GPtrArray *crm_transaction_timeline (CrmTransaction *tx, const CrmActivityFilter *filter, gint64 before_at,
    gint64 before_id, guint limit, GError **error);
/* Where a timeline begins so that n lines newer than (or at) the key at/id stand in it: the key of the next newer one; 0/0 when there are no
 * more. In a reading function. */
gboolean crm_transaction_timeline_newer (
    CrmTransaction *tx, const CrmActivityFilter *filter, gint64 *at, gint64 *id, guint n, GError **error);
/* The key right behind the line of a record, so that it would be the first; 0/0 when it has none here. In a reading function. */
gboolean crm_transaction_timeline_find (CrmTransaction *tx, const CrmActivityFilter *filter,
    const char *entity, gint64 record, gint64 *at, gint64 *id, GError **error);
/* Pinned notes and calls of the filter's deal or client, newest first. CrmActivity *. */
GPtrArray *crm_transaction_pinned (CrmTransaction *tx, const CrmActivityFilter *filter, GError **error);
/* Hits in long texts, newest first: client ids with the record found; count of all hits in *total. Elements: CrmTextHit *. */
typedef struct
{
  gint64 client_id; /* 0: nobody's */
  char *client_name;
  gint64 deal_id;         /* 0: about none */
  gint64 conversation_id; /* of a message that is nobody's; else 0 */
  char *about;            /* of what is nobody's: the address of a message, the title of a deal */
  char *entity;
  gint64 record_id;
  gint64 at;
  char *excerpt;
} CrmTextHit;
void crm_text_hit_free (CrmTextHit *self);
GPtrArray *crm_transaction_search_texts (
    CrmTransaction *tx, const char *text, guint limit, gint64 *total, GError **error);
