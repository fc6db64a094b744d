/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A small dialog that picks names from a list: several (tags, with new ones typed) or one (a user). Signal "chosen" (GStrv add, GStrv
 * remove), once, when the verb is pressed. */
#define CRM_TYPE_CHOOSE_DIALOG (crm_choose_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmChooseDialog, crm_choose_dialog, CRM, CHOOSE_DIALOG, AdwWindow)

/* several: check boxes and an entry for new names; else the chosen row is the answer. */
CrmChooseDialog *crm_choose_dialog_new (
    GtkWindow *parent, const char *title, const char *verb, gboolean several);
/* state: -1 may be taken away or left as it is (shown as mixed), 0 off, 1 on. */
void crm_choose_dialog_add (CrmChooseDialog *self, const char *name, int state);
