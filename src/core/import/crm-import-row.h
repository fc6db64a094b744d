/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-mapping.h"

/* One record of a table as values of a client. Plain data owned by whoever made it; may be handed between threads. */

typedef struct
{
  const char *field; /* static: name of a client's field; links (company, owner) carry the name as text */
  CrmValue value;
} CrmImportField;

typedef struct
{
  const char *kind; /* "phone", "email", "web", "handle" */
  char *label;      /* nullable */
  char *value;      /* as typed */
} CrmImportAddress;

typedef struct
{
  guint column; /* of the table: its heading names the own field */
  CrmValue value;
} CrmImportOwn;

typedef struct
{
  guint line;
  GArray *fields;    /* CrmImportField, each field at most once, none empty */
  GArray *addresses; /* CrmImportAddress, in the order of the columns */
  GArray *own;       /* CrmImportOwn */
  GStrv tags;        /* never NULL */
  GPtrArray *faults; /* char *: sentences, each naming its column; empty for a good row */
} CrmImportRow;

/* Reads a record by a mapping. Never NULL: what cannot be read is a fault of the row. A row without any name has one.
 * reading gives currency and zone; order and decimal sign come from the mapping. */
CrmImportRow *crm_import_row_new (const CrmCsvRecord *record, CrmCsvTable *table,
    const CrmImportMapping *mapping, const CrmImportReading *reading);
/* A row to be filled by hand; tags must be set. Caller owns. */
CrmImportRow *crm_import_row_new_empty (guint line);
void crm_import_row_free (CrmImportRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportRow, crm_import_row_free)

/* Value of a field, NULL when the row has none. Owned by the row. */
const CrmValue *crm_import_row_get (const CrmImportRow *self, const char *field);
/* The same for text fields. */
const char *crm_import_row_get_text (const CrmImportRow *self, const char *field);
