/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"

/* An invented business to look around in, and the way back to the empty book. Main thread. */

/* Fills the book, which must have no clients; progress is shown in the state row. */
void crm_demo_data_fill (CrmWindow *window);
/* Asks, then puts the book back to what it was before the demo. */
void crm_demo_data_remove (CrmWindow *window);
/* TRUE when the book was filled by the demo and can be put back. */
gboolean crm_demo_data_is_removable (CrmStore *store);
