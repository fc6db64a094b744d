/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Two readings of the same things in different orders are compared by sums: what a thing is gives a code, one reading adds it up under
 * the thing's owner, the other takes it off. Where a sum is not zero in the end, they differ. */

/* Owners by number, with their sums. */
typedef struct
{
  gint64 id;
  guint64 sum;
} CrmCheckCode;

#define CRM_CHECK_CODE_START G_GUINT64_CONSTANT (0xcbf29ce484222325)

/* FNV-1a; goes on from code. */
guint64 crm_check_code_bytes (guint64 code, gconstpointer data, gsize size);
guint64 crm_check_code_integer (guint64 code, gint64 value);
/* NULL is as "". */
guint64 crm_check_code_text (guint64 code, const char *text);
/* Stirred, so that sums of codes do not meet. */
guint64 crm_check_code_end (guint64 code);

/* codes: of CrmCheckCode, by ascending number. NULL when there is none of this number. */
CrmCheckCode *crm_check_codes_find (GArray *codes, gint64 id);
