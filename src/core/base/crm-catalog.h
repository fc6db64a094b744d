/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The program's own texts in a language other than the one it speaks: for gettext knows one language at a time. Any thread. */

/* text (as in the source) in the language of an ICU locale ("uk", "de_AT"); text itself where there is no translation. Lives as long as the
 * program. */
const char *crm_catalog_translate (const char *locale, const char *text);
