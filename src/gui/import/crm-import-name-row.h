/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "import/crm-importer.h"

/* One name of a file that the book does not have, and what is to become of its rows. Signal "changed" when a person answered. */
#define CRM_TYPE_IMPORT_NAME_ROW (crm_import_name_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportNameRow, crm_import_name_row, CRM, IMPORT_NAME_ROW, GtkListBoxRow)

/* first: how the name was found before anybody answered. */
GtkWidget *crm_import_name_row_new (
    CrmImporter *importer, CrmStore *store, const CrmImportName *name, CrmImportNameState first);
/* Answers that a record is to be made, as by the list. */
void crm_import_name_row_make (CrmImportNameRow *self);
