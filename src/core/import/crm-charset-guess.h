/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Name of the most likely encoding of 8-bit text that is not UTF-8 and has no NUL bytes. Never NULL, never an
 * encoding that ICU lacks. Caller owns. Any thread. */
char *crm_charset_guess (const guint8 *data, gsize length);
