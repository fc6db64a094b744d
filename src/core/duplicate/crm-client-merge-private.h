/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicate/crm-client-merge.h"

/* One merge under way, in the writer's thread. */
typedef struct
{
  CrmTransaction *tx;
  CrmRow *keep; /* as they were before */
  CrmRow *other;
  GHashTable *choices; /* nullable */
} CrmMerge;

/* What becomes of a field: never AUTO. */
CrmMergeChoice crm_merge_choose (const CrmMerge *self, int field);
/* TRUE when the field is one that is chosen or filled in. */
gboolean crm_merge_has_field (const CrmField *field);
/* TRUE when both say the same, though not letter for letter. */
gboolean crm_merge_are_equal (const CrmField *field, const CrmValue *a, const CrmValue *b);
/* FALSE with error: these two cannot be merged, or not so. */
gboolean crm_merge_check (CrmMerge *self, GError **error);
/* TRUE when values of it can be put together. */
gboolean crm_merge_unites (const CrmField *field);
/* As people read it; links by name. Caller owns; NULL when empty. */
char *crm_merge_format (CrmTransaction *tx, const CrmRow *row, int field);

/* Every record that leads to other leads to keep. */
gboolean crm_merge_move_links (CrmMerge *self, GError **error);
/* Phones, e-mails … of other that keep does not have go over. */
gboolean crm_merge_move_addresses (CrmMerge *self, GError **error);
/* Who did not want to be written to by one of both names still does not. Before and after the move. */
typedef struct
{
  gboolean withdrawn[4][2]; /* by channel; to everything, to advertising */
} CrmMergeConsent;
gboolean crm_merge_read_consent (CrmMerge *self, CrmMergeConsent *consent, GError **error);
gboolean crm_merge_keep_consent (CrmMerge *self, const CrmMergeConsent *consent, GError **error);
