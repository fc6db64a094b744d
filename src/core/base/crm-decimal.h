/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Exact decimal numbers as integers of 1/10^digits: quantities (3) and percentages (2). Any thread. */

/* Reads "1.5", "1,5", "12 %", "-3", with blanks as group signs. More decimals than digits is an error that says so. */
gboolean crm_decimal_parse (const char *text, guint digits, gint64 *value, GError **error);
/* "1.5": point, no zeros at the end. Caller owns. */
char *crm_decimal_format (gint64 value, guint digits);
/* "1,5" in the locale of messages. Caller owns. */
char *crm_decimal_display (gint64 value, guint digits);
