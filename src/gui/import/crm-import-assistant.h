/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-address-source.h"
#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* Leads a file into the book: file, columns, preview, import, result. Main thread. */
#define CRM_TYPE_IMPORT_ASSISTANT (crm_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportAssistant, crm_import_assistant, CRM, IMPORT_ASSISTANT, AdwWindow)

/* cards: how vCards are read, NULL refuses them. file: NULL lets the person choose one. References are taken. */
void crm_import_assistant_present (GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, GFile *file);
/* Lets the person choose an address book of the desktop; the only one with contacts is taken at once. */
void crm_import_assistant_present_addresses (
    GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, CrmAddressSource *addresses);
