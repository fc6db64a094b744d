/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nothing behind an open popover gives a tooltip. To be called after GTK has been set up; a second call
 * does nothing. Main thread. */
void crm_popover_tooltips_start (void);

G_END_DECLS
