/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* A small window that plans the next deal like this one: a copy that is to close on a day, and a task for that day. Opens its card. */
#define CRM_TYPE_NEXT_DEAL_DIALOG (crm_next_deal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmNextDealDialog, crm_next_deal_dialog, CRM, NEXT_DEAL_DIALOG, AdwWindow)

CrmNextDealDialog *crm_next_deal_dialog_new (CrmStore *store, CrmRow *deal);
/* For tests: the entries of title and day, and what the button does. */
GtkWidget *crm_next_deal_dialog_get_title_editor (CrmNextDealDialog *self);
GtkWidget *crm_next_deal_dialog_get_day_editor (CrmNextDealDialog *self);
void crm_next_deal_dialog_save (CrmNextDealDialog *self);
