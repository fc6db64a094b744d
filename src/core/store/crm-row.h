/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-entity.h"

/* One record as it was read: immutable, reference-counted, the only form of a record that crosses threads. */
struct _CrmRow
{
  CrmEntity *entity;
  gint64 id;
  guint8 uid[16];
  gint64 version;
  gint64 created_at; /* µs UTC */
  gint64 updated_at;
  gint64 archived_at; /* 0 when not archived */
  CrmValue *values;   /* by field index; entity->n_fields of them */
  gatomicrefcount ref_count;
};

CrmRow *crm_row_ref (CrmRow *self);
void crm_row_unref (CrmRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRow, crm_row_unref)

/* Never NULL: an index that the entity does not have (-1, a newer field) reads as empty. Owned by self. */
const CrmValue *crm_row_get (const CrmRow *self, int field);
const char *crm_row_get_text (const CrmRow *self, int field); /* NULL when empty */
gint64 crm_row_get_integer (const CrmRow *self, int field);   /* 0 when empty */
/* Name of a record for people: its title field, else entity and number. Caller owns. */
char *crm_row_dup_title (const CrmRow *self);
char *crm_uid_format (const guint8 uid[16]); /* 8-4-4-4-12. Caller owns. */
gboolean crm_uid_parse (const char *text, guint8 uid[16]);
void crm_uid_make (guint8 uid[16]);
