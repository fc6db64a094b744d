/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Asks which field of many clients is to be changed, and to what. Signal "chosen" (const char *field, const char *text): text as
 * crm_transaction_read_value () takes it, "" empties. */
#define CRM_TYPE_BULK_EDIT_DIALOG (crm_bulk_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmBulkEditDialog, crm_bulk_edit_dialog, CRM, BULK_EDIT_DIALOG, AdwWindow)

CrmBulkEditDialog *crm_bulk_edit_dialog_new (GtkWindow *parent, CrmStore *store, const char *title);
/* For tests: the field by its name, and what is put into it. FALSE when it is not offered. */
gboolean crm_bulk_edit_dialog_fill (CrmBulkEditDialog *self, const char *field, const char *text);
