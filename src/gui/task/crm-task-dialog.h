/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* All fields of a task in a dialog over the window from is in: Ctrl+Enter saves, Escape leaves it as it was. */
void crm_task_dialog_present (GtkWidget *from, CrmStore *store, gint64 task);
