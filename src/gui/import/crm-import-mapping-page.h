/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* How a table is read and what each of its columns becomes. Signals "reload" (it must be read again with other options) and "changed"
 * (of the mapping). */
#define CRM_TYPE_IMPORT_MAPPING_PAGE (crm_import_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportMappingPage, crm_import_mapping_page, CRM, IMPORT_MAPPING_PAGE, AdwBin)

/* Shows the file that was just loaded. References are taken. */
void crm_import_mapping_page_show (CrmImportMappingPage *self, CrmImporter *importer, CrmStore *store);
/* What a person chose instead of what was found out; owned by self, valid until the next choice. */
const CrmImportOptions *crm_import_mapping_page_get_options (CrmImportMappingPage *self);
/* Another file: nothing is chosen. */
void crm_import_mapping_page_forget (CrmImportMappingPage *self);
