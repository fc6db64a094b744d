/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-importer.h"

/* What the pages of the import say about records and columns. Main thread. */

/* A record in few words: its name and what else tells it apart. Caller owns. */
char *crm_import_words_dup_record (CrmImporter *importer, guint record);
/* "Name", "Do not import", "New field “Loyalty” (number)". Caller owns. */
char *crm_import_words_dup_target (CrmImporter *importer, guint column);
/* What names of the file are taken for, and which are added, as sentences; NULL when there is nothing to tell. Caller owns. */
char *crm_import_words_dup_names (CrmImportPlan *plan);
/* Translated name of a kind of own field. Static. */
const char *crm_import_words_kind (CrmKind kind);
/* TRUE when the column takes part in the import. */
gboolean crm_import_words_is_used (CrmImporter *importer, guint column);
/* TRUE when dates are read from the column. */
gboolean crm_import_words_has_dates (CrmImporter *importer, CrmStore *store, guint column);
