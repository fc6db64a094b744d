/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Shows two clients side by side and makes one of them, keep, when the person says so. Then, where other was looked at, keep's card is opened. */
void crm_merge_dialog_present (GtkWidget *from, CrmStore *store, gint64 keep, gint64 other);
