/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Settings of the book (kept in it, the same on every computer), looks (kept on this computer), backup. */
void crm_preferences_present (GtkWindow *parent, CrmStore *store);
