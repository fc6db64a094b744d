/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-address-source.h"

/* The welcome of an empty book: ways to bring in data, or to look around. Acts only by the window's actions win.import,
 * win.import-addresses, win.demo and win.start-empty; a way whose action is missing is not shown. Main thread. */
#define CRM_TYPE_FIRST_RUN (crm_first_run_get_type ())
G_DECLARE_FINAL_TYPE (CrmFirstRun, crm_first_run, CRM, FIRST_RUN, AdwBin)

/* addresses: asked for the number of contacts when the page is first shown; NULL: nothing is said of them. A reference is taken. */
GtkWidget *crm_first_run_new (GMenuModel *menu, CrmAddressSource *addresses);
void crm_first_run_focus (CrmFirstRun *self);
