/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* The templates of the book: a list and an editor, over the window of from. template: which one is opened; 0: the first. Main thread. */
void crm_templates_window_present (GtkWidget *from, CrmStore *store, gint64 template);
