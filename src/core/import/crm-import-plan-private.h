/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-plan.h"

/* How a plan is filled; by one thread. */
CrmImportPlan *crm_import_plan_new (void);
/* Takes reason. Owned by the plan. */
CrmImportItem *crm_import_plan_add (
    CrmImportPlan *self, guint record, guint line, CrmImportVerdict verdict, char *reason);
void crm_import_plan_add_difference (
    CrmImportPlan *self, guint line, const char *field, const char *kept, const char *offered);
/* Owned by the plan; its ids may be set later. */
CrmImportPair *crm_import_plan_add_pair (CrmImportPlan *self, guint line, gint64 a, const char *reason);
/* Owned by the plan; state, title and rows may be set later. */
CrmImportName *crm_import_plan_add_name (
    CrmImportPlan *self, const char *entity, const char *value, const char *where, guint line);
/* By the order of the file: a company may have been judged before its line came. */
void crm_import_plan_sort (CrmImportPlan *self);
CrmImportResult *crm_import_result_new (CrmImportPlan *plan, gint64 operation);
