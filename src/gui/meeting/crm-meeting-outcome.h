/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* "Did it take place? Outcome? Next step?" in one popover at parent, for a meeting or (rid) one time of a series. Writes one operation, which undo
 * takes back. One that was answered already is shown as it was. What goes wrong is reported in the window of parent. Main thread. */
void crm_meeting_outcome_popup (GtkWidget *parent, CrmStore *store, gint64 meeting, const char *rid);
/* Takes an answer back: the meeting is planned again. */
void crm_meeting_write_planned (GtkWidget *from, CrmStore *store, gint64 meeting, const char *title);
