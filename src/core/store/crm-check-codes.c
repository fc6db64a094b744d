/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-check-codes.h"

#include <string.h>

/* Codes of things, and finding the sum of an owner. Any thread. */

guint64
crm_check_code_bytes (guint64 code, gconstpointer data, gsize size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    code = (code ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return code;
}

guint64
crm_check_code_integer (guint64 code, gint64 value)
{
  return crm_check_code_bytes (code, &value, sizeof value);
}

guint64
crm_check_code_text (guint64 code, const char *text)
{
  /* With its end, so that what follows is not taken for a part of it. */
  return crm_check_code_bytes (code, text ? text : "", text ? strlen (text) + 1 : 1);
}

guint64
crm_check_code_end (guint64 code)
{
  code ^= code >> 33;
  code *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return code ^ code >> 33;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const CrmCheckCode *)a)->id, other = ((const CrmCheckCode *)b)->id;

  return one < other ? -1 : one > other;
}

CrmCheckCode *
crm_check_codes_find (GArray *codes, gint64 id)
{
  CrmCheckCode wanted = { .id = id };
  guint64 guess; /* right as long as none is missing before it */
  guint at;

  if (!codes->len)
    return NULL;
  guess = (guint64)id - (guint64)g_array_index (codes, CrmCheckCode, 0).id;
  if (guess < codes->len && g_array_index (codes, CrmCheckCode, guess).id == id)
    return &g_array_index (codes, CrmCheckCode, guess);
  return g_array_binary_search (codes, &wanted, compare_ids, &at) ? &g_array_index (codes, CrmCheckCode, at)
                                                                  : NULL;
}
