/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Sets a goal, changes it or takes it away. goal: its row, or NULL for a new one. */
GtkWidget *crm_goal_popover_new (CrmStore *store, CrmRow *goal);
