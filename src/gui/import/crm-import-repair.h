/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* The cells of one faulty row, to be set right. Signal "repaired" (guint record): the row can be read now. */
#define CRM_TYPE_IMPORT_REPAIR (crm_import_repair_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportRepair, crm_import_repair, CRM, IMPORT_REPAIR, AdwBin)

/* Shows a record with what is wrong in it; the same record again keeps what is being typed. References are taken. */
void crm_import_repair_show (
    CrmImportRepair *self, CrmImporter *importer, guint record, guint line, const char *reason);
/* Takes the cells as they are typed and judges the row again. TRUE when it can be read now. */
gboolean crm_import_repair_apply (CrmImportRepair *self);
/* Another plan or file: nothing is shown. */
void crm_import_repair_clear (CrmImportRepair *self);
