/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "today/crm-today.h"

/* How far the goals are, with three figures below, and where goals are set. */
#define CRM_TYPE_GOAL_CARD (crm_goal_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmGoalCard, crm_goal_card, CRM, GOAL_CARD, GtkBox)

GtkWidget *crm_goal_card_new (CrmStore *store);
void crm_goal_card_set_today (CrmGoalCard *self, CrmToday *today);
/* Opens the popover of a goal (0: a new one). */
void crm_goal_card_edit (CrmGoalCard *self, gint64 goal);
