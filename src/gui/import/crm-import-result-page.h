/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* What an import did: counts with their lists, values that were kept, likely duplicates, and undo. Signal "open-client" (gint64 id). */
#define CRM_TYPE_IMPORT_RESULT_PAGE (crm_import_result_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportResultPage, crm_import_result_page, CRM, IMPORT_RESULT_PAGE, AdwBin)

/* References are taken. */
void crm_import_result_page_show (
    CrmImportResultPage *self, CrmStore *store, CrmImporter *importer, CrmImportResult *result);
