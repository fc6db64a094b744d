/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-text.h"
#include "store/crm-query.h"

/* The words of a search as they are looked up. Pure; any thread. */

/* "8 (912) 345-67-89" is one word to look for: its last nine digits; a shorter piece loses the trunk digit that
 * E.164 does not have. */
char **
crm_search_words (const char *text)
{
  gsize others = 0, digits = 0;

  for (const char *p = text ? text : ""; *p; p++)
    if (g_ascii_isdigit (*p))
      digits++;
    else if (!strchr (" ()+-./\xc2\xa0", *p))
      others++;
  if (digits >= 3 && others == 0)
    {
      g_autofree char *plain = crm_text_digits (text);
      gsize length = strlen (plain);
      char **words = g_new0 (char *, 2);

      if (length >= 10)
        words[0] = g_strdup (plain + length - 9);
      else if (length >= 4 && length > digits - 1 && (plain[0] == '8' || plain[0] == '0') &&
               strchr (text, '('))
        words[0] = g_strdup (plain + 1);
      else
        words[0] = g_strdup (plain);
      return words;
    }
  return crm_text_words (text);
}
