/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* What an import would do, row by row, before anything is written; faulty rows are set right here or saved. Signal "replan": rows were
 * repaired and the file should be compared with the book again. */
#define CRM_TYPE_IMPORT_PREVIEW_PAGE (crm_import_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportPreviewPage, crm_import_preview_page, CRM, IMPORT_PREVIEW_PAGE, AdwBin)

/* References are taken. A plan of the same file keeps the place. */
void crm_import_preview_page_show (CrmImportPreviewPage *self, CrmImporter *importer, CrmImportPlan *plan);
/* A new file or mapping: the place is not kept. */
void crm_import_preview_page_forget (CrmImportPreviewPage *self);
/* Rows that would be written. */
guint crm_import_preview_page_get_n_written (CrmImportPreviewPage *self);
