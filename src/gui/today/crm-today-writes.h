/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "today/crm-today.h"

/* What the page Today writes, each as one named operation that undo takes back; what goes wrong is reported in the window from is in. Main
 * thread. */

/* A hint does not come back: until a day, or for good (NULL). */
void crm_today_write_dismiss (GtkWidget *from, CrmStore *store, const CrmTodayLine *hint, const char *until);
/* A new task; client and deal may be 0, date NULL. */
void crm_today_write_task (GtkWidget *from, CrmStore *store, const char *kind, const char *title,
    const char *date, gint64 client, gint64 deal);
