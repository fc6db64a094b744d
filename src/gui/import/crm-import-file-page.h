/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Where a file is chosen, or dropped; says why one was refused. Signal "chosen" (GFile). */
#define CRM_TYPE_IMPORT_FILE_PAGE (crm_import_file_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportFilePage, crm_import_file_page, CRM, IMPORT_FILE_PAGE, AdwBin)

/* Opens the desktop's file chooser. */
void crm_import_file_page_choose (CrmImportFilePage *self);
/* A file is being read. */
void crm_import_file_page_show_reading (CrmImportFilePage *self, const char *name);
/* The file was refused; NULL asks for a file as at first. */
void crm_import_file_page_show_refusal (CrmImportFilePage *self, const char *sentence);
