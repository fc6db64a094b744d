/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Meetings that were changed here and in the calendar: both versions field by field, and which one stays. meeting 0: all there are. Closes itself
 * when nothing is left to decide. Main thread. */
void crm_conflict_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting);
