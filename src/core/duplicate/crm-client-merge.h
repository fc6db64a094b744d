/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client.h"

/* Two records of one client become one. */

typedef enum
{
  CRM_MERGE_AUTO, /* what is filled in; of two values that of the kept client, lists and long texts of both, the furthest status */
  CRM_MERGE_KEEP,
  CRM_MERGE_OTHER,
  CRM_MERGE_BOTH, /* of long texts, tags, several choices and links only */
} CrmMergeChoice;

/* In a write function: everything of other goes over to keep, and other is archived; what was the same for both stays with it. choices: field name →
 * CrmMergeChoice (GUINT_TO_POINTER), nullable; of phone, email, web and handle it says which becomes the main one. Values that are not taken stand in a
 * note on keep's timeline. One operation, undone like any. FALSE with error: one of them is archived or missing, or a choice does not fit. */
gboolean crm_client_merge (
    CrmTransaction *tx, gint64 keep, gint64 other, GHashTable *choices, GError **error);

/* One field of both, for showing them side by side. */
typedef struct
{
  int field;
  char *keep; /* as people read it, NULL when empty */
  char *other;
  gboolean differs;        /* both have a value, and they are not the same */
  gboolean both;           /* CRM_MERGE_BOTH is possible */
  CrmMergeChoice proposed; /* what CRM_MERGE_AUTO does: never itself */
} CrmMergeField;

/* How many records of one kind each has. */
typedef struct
{
  CrmEntity *entity;
  guint keep;
  guint other;
} CrmMergeCount;

/* One of the newest lines that both have on their timelines together. */
typedef struct
{
  gint64 at;
  const char *kind; /* interned, as crm_activity has it */
  const char *direction;
  char *summary;
  gboolean of_other;
} CrmMergeEntry;

typedef struct
{
  CrmRow *keep;
  CrmRow *other;
  GPtrArray *fields;   /* CrmMergeField, those that are empty in both left out */
  GPtrArray *counts;   /* CrmMergeCount, those of 0 and 0 left out */
  GPtrArray *timeline; /* CrmMergeEntry, newest first; ten at most */
} CrmMergePreview;
void crm_merge_preview_free (CrmMergePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMergePreview, crm_merge_preview_free)

/* In a reading function. Caller owns. */
CrmMergePreview *crm_client_preview_merge (CrmTransaction *tx, gint64 keep, gint64 other, GError **error);

/* Any transaction: the operation by which other went up into keep, to be undone by crm_store_undo_operation_async (); 0 without error: it did not, or that
 * was undone. */
gint64 crm_client_find_merge (CrmTransaction *tx, gint64 keep, gint64 other, GError **error);
