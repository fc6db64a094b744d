/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Folded text as the search keeps it: UTF-8 in which a small Cyrillic letter and some frequent signs take one byte instead of two or three.
 * What is found in the one form is found in the other. Pure; any thread. */

/* Length of the packed text, bytes; never more than length. out may be NULL and may be text itself. */
gsize crm_search_pack (const char *text, gsize length, char *out);

/* UTF-8 again. Caller owns. */
char *crm_search_unpack (const char *packed, gsize length);

/* First place of a packed needle in the packed text [from, to), or NULL. CRM_TEXT_SCAN_PAD readable bytes must stand behind to. */
const char *crm_search_scan (const char *from, const char *to, const char *needle, gsize length);
