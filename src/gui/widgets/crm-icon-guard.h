/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the icons of the icon theme safe to let go of while they load. To be called after GTK has been set up and before the first
 * icon is looked up; a second call does nothing. Main thread. */
void crm_icon_guard_start (void);

G_END_DECLS
