/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void crm_about_present (GtkWindow *parent);
/* The window of all keys. */
void crm_shortcuts_present (GtkWindow *parent);
