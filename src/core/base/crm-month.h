/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Month names as people type them in a dozen languages. Private to the base layer. Any thread. */

/* The month (1 to 12) a folded word names, in full, declined or cut to three letters and more; 0 for none or
 * for what is another month in another language. */
guint crm_month_find (const char *fold);
/* TRUE for a folded name of a weekday. */
gboolean crm_month_is_weekday (const char *fold);
