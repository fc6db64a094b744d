/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-csv-reader.h"

/* A CSV text with what was found out about it: delimiter, header, columns with values to look at. Immutable after
 * creation; several readers may read it at once, from any thread. */
typedef struct _CrmCsvTable CrmCsvTable;

/* Takes the text (UTF-8, ends with NUL). Fails with CRM_STORE_ERROR_INVALID when it is empty or something else than a
 * table (visiting cards, a web page, JSON), with a sentence that says what. */
CrmCsvTable *crm_csv_table_new (char *text, GError **error);
/* The same with what a person decided: delimiter '\0' and header 0 leave it to the program, header 1 has one, -1 has none. */
CrmCsvTable *crm_csv_table_new_forced (char *text, char delimiter, int header, GError **error);
CrmCsvTable *crm_csv_table_ref (CrmCsvTable *self);
void crm_csv_table_unref (CrmCsvTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCsvTable, crm_csv_table_unref)

const CrmCsvDialect *crm_csv_table_get_dialect (CrmCsvTable *self);

/* FALSE when the first record is data already; the headings are then "Column 1", "Column 2" … (translated). */
gboolean crm_csv_table_has_header (CrmCsvTable *self);

guint crm_csv_table_get_n_columns (CrmCsvTable *self);
/* Heading of a column, unique in the table: a second "Phone" is "Phone (2)". */
const char *crm_csv_table_get_heading (CrmCsvTable *self, guint column);
/* Cells of the first sound records, at most 500; NULL behind the last. */
const char *crm_csv_table_get_sample (CrmCsvTable *self, guint column, guint record);

/* A reader of the data records, the header already behind it. Caller owns; the table must outlive it. */
CrmCsvReader *crm_csv_table_read (CrmCsvTable *self);
