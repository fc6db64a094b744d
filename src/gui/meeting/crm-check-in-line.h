/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* "Checked in, 80 m from the place, 52 min": the last check-in of a meeting. Main thread, but for the function named _in_worker. */

/* A line that reads it and shows itself when there is one. */
GtkWidget *crm_check_in_line_new (CrmStore *store, gint64 meeting);
/* "" when there is none, NULL on error. Any transaction. Caller owns. */
char *crm_check_in_dup_line_in_worker (CrmTransaction *tx, gint64 meeting, GError **error);
