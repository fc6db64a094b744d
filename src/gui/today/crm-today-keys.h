/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "today/crm-today-row.h"

/* What a key does on the row the focus is in: to the next row of the columns, or an act of the row. FALSE when it does nothing. Main thread. */
gboolean crm_today_keys_press (
    CrmTodayRow *row, GtkWidget *left, GtkWidget *right, guint key, guint code, GdkModifierType state);
