/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-importer.h"

/* What one column of a file becomes: shows it and offers all fields in groups, a field of one's own, or none. Signal "changed". */
#define CRM_TYPE_IMPORT_TARGET_BUTTON (crm_import_target_button_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportTargetButton, crm_import_target_button, CRM, IMPORT_TARGET_BUTTON, AdwBin)

/* References are taken. */
GtkWidget *crm_import_target_button_new (CrmImporter *importer, CrmStore *store, guint column);
/* Shows what the importer has now. */
void crm_import_target_button_refresh (CrmImportTargetButton *self);
/* As if chosen: a target, "own", or NULL. FALSE when the importer refuses. */
gboolean crm_import_target_button_choose (CrmImportTargetButton *self, const char *target);
