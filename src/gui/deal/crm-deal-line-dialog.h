/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* A window for one line of a deal: quantity, price, discount, tax, cost, what it comes to, and beside it what this client was offered
 * before and what others paid. Ctrl+Enter saves, Escape leaves. */
#define CRM_TYPE_DEAL_LINE_DIALOG (crm_deal_line_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealLineDialog, crm_deal_line_dialog, CRM, DEAL_LINE_DIALOG, AdwWindow)

/* line NULL: a new one called title. client 0 when the deal has none. currency: of the deal. */
CrmDealLineDialog *crm_deal_line_dialog_new (
    CrmStore *store, gint64 deal, gint64 client, CrmRow *line, const char *title, const char *currency);
/* Shows it as soon as the earlier prices are read: what grows on the screen may grow beyond it. */
void crm_deal_line_dialog_present (CrmDealLineDialog *self);
void crm_deal_line_dialog_save (CrmDealLineDialog *self);
/* For tests: the editor of a field (CRM_DEAL_LINE_…); what it comes to, as shown; the list of earlier prices; the message, or NULL. */
GtkWidget *crm_deal_line_dialog_get_editor (CrmDealLineDialog *self, int field);
const char *crm_deal_line_dialog_get_sum (CrmDealLineDialog *self);
GtkListBox *crm_deal_line_dialog_get_past (CrmDealLineDialog *self);
const char *crm_deal_line_dialog_get_error (CrmDealLineDialog *self);
