/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* "I am here": where somebody is for a meeting, from the desktop's location service, typed or pasted coordinates, or a recorded track, compared with
 * the planned place. Nothing is stored before the person says so. Main thread. */
/* rid: which of the times of a series, which becomes a meeting of its own by that; "" or NULL for one that does not repeat. */
void crm_check_in_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting, const char *rid);
/* How far from the place still counts as there (metres): the book's setting "check-in-tolerance". */
gint64 crm_check_in_get_tolerance (CrmStore *store);
/* "80 m from the place, within the 300 m that are allowed for"; words with which a distance (-1 unknown) is judged. Caller owns. */
char *crm_check_in_judge (gint64 distance, gint64 tolerance);
