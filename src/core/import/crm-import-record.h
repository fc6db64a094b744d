/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-lookup.h"

/* One record of a table of other things than clients, read but not yet written. Used by the writer's thread. */

typedef struct
{
  int field; /* a link of the entity, or CRM_IMPORT_FIELD_PRODUCT */
  guint column;
  CrmImportFound *found;
} CrmImportLink;

typedef struct
{
  guint number;
  guint line;
  CrmValues *values; /* links that are there already, no tags */
  gboolean has_uid;
  guint8 uid[16];
  GArray *links; /* CrmImportLink: every name of the record */
  char *tags;    /* as they stand, nullable */
  int tags_field;
  char *close; /* the cell of CRM_IMPORT_FIELD_CLOSE, not blank; nullable */
  guint close_column;
  CrmValue price;
  CrmValue quantity;
  GString *faults; /* sentences; empty: sound */
} CrmImportRecord;

/* What reading needs, the same throughout a run. */
typedef struct
{
  CrmImportRun *run;
  CrmTransaction *tx;
  CrmEntity *entity;       /* owned */
  CrmImportLookup *lookup; /* owned; NULL: links by number or name, as people type them */
  GHashTable *options;     /* owned: "list\x1ffolded name" of words offered already; NULL until needed */
} CrmImportReader;

gboolean crm_import_reader_init (
    CrmImportReader *self, CrmImportRun *run, CrmTransaction *tx, GError **error);
void crm_import_reader_clear (CrmImportReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmImportReader, crm_import_reader_clear)

/* Never NULL but with error: what cannot be read is a fault of the record. */
CrmImportRecord *crm_import_record_read (CrmImportReader *reader, guint number, GError **error);
void crm_import_record_free (CrmImportRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportRecord, crm_import_record_free)

/* Reads a cell by the column's way of writing; FALSE: a fault was added. */
gboolean crm_import_record_read_cell (CrmImportReader *reader, CrmImportRecord *self, guint column,
    CrmKind kind, guint digits, const char *cell, CrmValue *value);
G_GNUC_PRINTF (2, 3)
void crm_import_record_add_fault (CrmImportRecord *self, const char *format, ...);
/* What the record names in a field; NULL when nothing. Owned by the lookup. */
CrmImportFound *crm_import_record_get_link (CrmImportRecord *self, int field);
/* Makes what is to be made of the names, sets the links, reads the tags and offers new words from now on: the record is about to be
 * written. */
gboolean crm_import_record_complete (CrmImportReader *reader, CrmImportRecord *self, GError **error);
/* TRUE when something it names is still to be made. */
gboolean crm_import_record_is_pending (CrmImportRecord *self);
