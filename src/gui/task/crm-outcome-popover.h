/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* "How did it go?": asks at a widget how a task went and what happens next, and saves both as one operation. Enter alone
 * marks it done, Escape leaves it open. A task that is done already is opened again without asking. */
void crm_outcome_popover_show (GtkWidget *at, CrmStore *store, gint64 task);
