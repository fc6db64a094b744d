/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* A pasted signature of a letter, a vCard or any text with numbers in it: shows which fields of the client it would fill, each with a check
 * mark, and writes those that are marked as one operation. */
#define CRM_TYPE_FILL_DIALOG (crm_fill_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmFillDialog, crm_fill_dialog, CRM, FILL_DIALOG, AdwWindow)

/* format is borrowed, nullable: without it no vCards are read. text (nullable) is what is in it at first. */
CrmFillDialog *crm_fill_dialog_present (GtkWidget *from, CrmStore *store, CrmCardFormat *format,
    gint64 client, const char *name, const char *text);
/* The rows of what was found, for tests; each is activatable. */
GtkListBox *crm_fill_dialog_get_list (CrmFillDialog *self);
void crm_fill_dialog_apply (CrmFillDialog *self);

/* Reads text as a vCard, a signature or a card. NULL when there is nothing in it. Caller owns. */
CrmCard *crm_fill_read_text (CrmCardFormat *format, const char *text);
