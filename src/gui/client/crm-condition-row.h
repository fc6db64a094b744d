/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-look.h"
#include "store/crm-query.h"

/* One line of the filter builder: field, test, value. Signals "removed", "apply" (Enter in the value) and "changed". */
#define CRM_TYPE_CONDITION_ROW (crm_condition_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmConditionRow, crm_condition_row, CRM, CONDITION_ROW, GtkBox)

/* condition: what to show at first; NULL starts with the first field. */
GtkWidget *crm_condition_row_new (CrmClientLook *look, const CrmCondition *condition);
/* The condition as it stands, or NULL when its value is still missing. Caller owns. */
CrmCondition *crm_condition_row_dup_condition (CrmConditionRow *self);
