/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-csv-table.h"
#include "import/crm-import-mapping.h"

/* Tables of deals, products and employees: known by their headings in English, Ukrainian, Russian and German. Pure functions, any
 * thread. */

/* "deal", "product" or "user" when the headings say so beyond doubt, any entity when they are those of an export of it, else NULL: clients or nothing known. clients: the table as one of
 * clients. */
const char *crm_import_tables_recognise (CrmCsvTable *table, const CrmImportMapping *clients);

/* The target of a heading in a table of entity: name of a field or of what crm-import-fields.h adds, static; NULL when unknown or the
 * entity has no dictionary. */
const char *crm_import_tables_find (const char *entity, const char *heading);

/* What a word in a column of stages says beside the name of a stage: "won", "lost", "open", or NULL. Static. */
const char *crm_import_tables_find_state (const char *text);

/* TRUE when a column called so names companies ("Account") and not persons. */
gboolean crm_import_tables_names_companies (const char *heading);
