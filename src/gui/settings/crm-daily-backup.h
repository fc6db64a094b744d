/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Sees to it that a book that is in use has a copy of today beside it; looks at most once a day, a little after the book was opened.
 * window (nullable) is told when it could not be written. Main thread. */
void crm_daily_backup_keep (CrmStore *store, GtkWidget *window);
