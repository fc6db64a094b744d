/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* Asks which records go into a file, and in what form. Main thread. */
#define CRM_TYPE_EXPORT_DIALOG (crm_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, CRM, EXPORT_DIALOG, AdwWindow)

/* ids: of the records that are selected, n_ids 0 for none; copied. cards: NULL leaves vCards out. References are taken. */
void crm_export_dialog_present (GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, const char *entity,
    const gint64 *ids, guint n_ids);
/* Writes what is chosen into a file, which is replaced only when all went well. */
void crm_export_dialog_save (CrmExportDialog *self, GFile *file);
