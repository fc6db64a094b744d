/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-address-source.h"

/* Where an address book of the desktop is chosen; says why there is none. Signal "chosen" (id, name: strings). */
#define CRM_TYPE_IMPORT_BOOKS_PAGE (crm_import_books_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportBooksPage, crm_import_books_page, CRM, IMPORT_BOOKS_PAGE, AdwBin)

/* Asks which there are. The only one with contacts is chosen at once. Once a page; a reference is taken. */
void crm_import_books_page_load (CrmImportBooksPage *self, CrmAddressSource *source);
