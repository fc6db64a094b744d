/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-csv-dialect.h"

/* Reads the records of a CSV text one by one. Used by one thread at a time. */
typedef struct _CrmCsvReader CrmCsvReader;

typedef enum
{
  CRM_CSV_FAULT_NONE,
  CRM_CSV_FAULT_QUOTE,    /* a quoted cell that never ends: the line is given whole as one cell */
  CRM_CSV_FAULT_TOO_MANY, /* more cells with text than the table has columns; the surplus is kept */
} CrmCsvFault;

/* One record. cells has n_cells texts ending with NUL, never NULL. All of it belongs to the reader and is valid until
 * the next call. */
typedef struct
{
  guint line;    /* physical line it begins on, 1 first */
  guint n_cells; /* at least the width of the dialect: short records are filled up with empty cells */
  guint n_read;  /* cells that were in the file */
  char **cells;
  CrmCsvFault fault;
  const char *raw; /* the record as it stands in the file, without its line end */
  gsize raw_length;
} CrmCsvRecord;

/* text is UTF-8, not copied: it must outlive the reader. length -1: up to NUL. */
CrmCsvReader *crm_csv_reader_new (const char *text, gssize length, const CrmCsvDialect *dialect);
void crm_csv_reader_free (CrmCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCsvReader, crm_csv_reader_free)

/* The next record that is not blank; FALSE at the end. Line ends may be LF, CRLF and CR in any mixture. */
gboolean crm_csv_reader_next (CrmCsvReader *self, CrmCsvRecord *record);

/* Position in the text in bytes, for progress. */
gsize crm_csv_reader_get_offset (CrmCsvReader *self);
/* Number of the physical line there, 1 first. */
guint crm_csv_reader_get_line (CrmCsvReader *self);

/* Why the record cannot be used, as a sentence; NULL for CRM_CSV_FAULT_NONE. Caller owns. */
char *crm_csv_record_dup_reason (const CrmCsvRecord *record, const CrmCsvDialect *dialect);
