/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The small window that adds a deal: title, client (found by name or made), amount, day. Its card opens. Ctrl+Enter or Enter saves,
 * Escape leaves. */
#define CRM_TYPE_DEAL_ADD (crm_deal_add_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealAdd, crm_deal_add, CRM, DEAL_ADD, AdwWindow)

/* client_id: whose deal it will be, 0 asks. stage: where it begins, 0 the first one. parent may be NULL. */
CrmDealAdd *crm_deal_add_present (GtkWindow *parent, CrmStore *store, gint64 client_id, gint64 stage);
/* For tests: the editor of a field (CRM_DEAL_TITLE, _CLIENT, _AMOUNT, _EXPECTED_CLOSE); the message, or NULL. */
GtkWidget *crm_deal_add_get_editor (CrmDealAdd *self, int field);
void crm_deal_add_save (CrmDealAdd *self);
const char *crm_deal_add_get_error (CrmDealAdd *self);
