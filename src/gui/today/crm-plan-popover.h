/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks at a widget what is to be done next, and when; makes a task of it. client and deal may be 0; kind ("call" …) and date
 * ("YYYY-MM-DD") are what is proposed, nullable. */
void crm_plan_popover_show (
    GtkWidget *at, CrmStore *store, gint64 client, gint64 deal, const char *kind, const char *date);
