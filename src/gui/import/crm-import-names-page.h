/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* Names of clients, stages, products and so on that a file has and the book has not, grouped, each with an answer. Signal "changed" when
 * something was answered: plan again. */
#define CRM_TYPE_IMPORT_NAMES_PAGE (crm_import_names_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportNamesPage, crm_import_names_page, CRM, IMPORT_NAMES_PAGE, AdwBin)

/* TRUE when the plan has names to be answered, or answered ones. */
gboolean crm_import_names_page_is_needed (CrmImporter *importer, CrmImportPlan *plan);
/* TRUE when an existing record was named that is none. */
gboolean crm_import_names_page_is_wrong (CrmImporter *importer, CrmImportPlan *plan);

void crm_import_names_page_show (
    CrmImportNamesPage *self, CrmImporter *importer, CrmStore *store, CrmImportPlan *plan);
/* TRUE when answers were given since the page was shown. */
gboolean crm_import_names_page_is_changed (CrmImportNamesPage *self);
/* Another file. */
void crm_import_names_page_forget (CrmImportNamesPage *self);
