/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer.h"

/* Opens a window that edits an entry. */
GtkWindow *crm_composer_window_present (GtkWidget *from, CrmStore *store, CrmRow *row);
