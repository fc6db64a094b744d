/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"

/* Pictures of the pages and dialogs of the program, taken by itself: no animation, one font, one title button, so that two runs give the
 * same. Files are folder/PAGE-STYLE-WIDTHxHEIGHT.png. */

/* pages: names, NULL for all. done hears whether all pictures were saved. */
void crm_shots_take (CrmWindow *window, const char *folder, const char *const *pages,
    void (*done) (gboolean all, gpointer data), gpointer data);
