/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What belongs to this device and user: window state, style, density. NULL when the schema is not installed (a program run from
 * its build folder): everything then works with its defaults and remembers nothing. Owned by the library. Main thread. */
GSettings *crm_settings_get (void);

/* Applies the chosen style (follow, light, dark) now and whenever it changes. */
void crm_settings_follow_style (void);
