/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The letter of a pressed key, lower case, as it is on a Latin layout: on a Cyrillic one С is where C is. Main thread. */
guint crm_key_get_letter (guint keyval, guint keycode);
