/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What ICU knows about the locale of messages. The process's other locale categories may name another language
 * or one that is not installed, so they are not asked. Any thread. */

/* ICU's name of the locale of messages ("uk", "de_AT"); "en" for none. Caller owns. */
char *crm_locale_dup_messages (void);

/* As g_date_time_format (), but %B, %OB, %b, %A and %a are names in the locale of messages; %B in the form that
 * follows a day ("21 листопада"), %OB in the one that stands alone ("листопад 2026"). Caller owns. NULL when format is not valid. */
char *crm_locale_format_date (GDateTime *date, const char *format);
