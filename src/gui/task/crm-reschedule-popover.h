/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks at a widget for another day (or time) of one or several tasks and, if wanted, the reason; all move in one operation. */
void crm_reschedule_popover_show (GtkWidget *at, CrmStore *store, const gint64 *tasks, guint n);
