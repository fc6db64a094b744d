/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How an SMS is cut into parts: GSM 7 bit default alphabet with its extension table (3GPP TS 23.038), else UCS-2; 160 and 153, 70 and 67 characters a part (TS
 * 23.040). No state; any thread. */
typedef struct
{
  gboolean unicode;    /* UCS-2 */
  guint n_units;       /* septets (an extension character takes two), or UTF-16 units */
  guint n_parts;       /* 0 for an empty text */
  guint left;          /* units left in the last part */
  const char *culprit; /* the first character that makes it UCS-2, in the text; NULL */
} CrmSmsSize;
CrmSmsSize crm_sms_measure (const char *text);
/* text with what makes it UCS-2 without need replaced (typographic quotes, dashes, no-break spaces, accents the alphabet lacks); NULL when that would not make it
 * GSM 7 bit. Caller owns. */
char *crm_sms_simplify (const char *text);
