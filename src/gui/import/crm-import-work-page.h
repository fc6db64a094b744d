/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* How far long work is: a title, a bar, rows done of all. */
#define CRM_TYPE_IMPORT_WORK_PAGE (crm_import_work_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportWorkPage, crm_import_work_page, CRM, IMPORT_WORK_PAGE, AdwBin)

/* New work begins; sentence says what a cancel means. */
void crm_import_work_page_start (CrmImportWorkPage *self, const char *title, const char *sentence);
/* total 0: not known yet. */
void crm_import_work_page_set_progress (CrmImportWorkPage *self, guint done, guint total);
