/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "today/crm-today-row.h"

/* A list of the day below its heading and count; hidden while it is empty. Signals: "act" (CrmTodayRow *, int, GtkWidget *at) of its rows;
 * "add" (GtkWidget *at) of its "+". */
#define CRM_TYPE_TODAY_GROUP (crm_today_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayGroup, crm_today_group, CRM, TODAY_GROUP, GtkBox)

GtkWidget *crm_today_group_new (CrmStore *store, CrmTodayGroupKind kind);
/* Shows at most limit lines (CrmTodayLine *) of a reading; n is how many there are in all. Rows of lines that stay are kept. */
void crm_today_group_set_lines (CrmTodayGroup *self, CrmToday *today, GPtrArray *lines, guint limit, guint n);
void crm_today_group_set_narrow (CrmTodayGroup *self, gboolean narrow);
GtkListBox *crm_today_group_get_list (CrmTodayGroup *self);
CrmTodayGroupKind crm_today_group_get_kind (CrmTodayGroup *self);
