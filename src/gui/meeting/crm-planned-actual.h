/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* The list "Planned and actual": check-ins beside what was planned, newest first; whoever is in it sees it. Main thread. */
void crm_planned_actual_present (GtkWidget *from, CrmStore *store);
