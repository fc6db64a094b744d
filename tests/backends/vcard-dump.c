/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "card-dump.h"

#include <locale.h>
#include <string.h>

/* vcard-dump FILE…: shows what is read from vCard files, and complains where writing and reading again, as
 * 3.0 and as 2.1, gives anything else. For people; main thread only. */

static gboolean
check_round_trip (CrmCardFormat *format, GPtrArray *cards, CrmCardVersion version)
{
  g_autofree char *text = crm_card_format_write (format, cards, version);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) again = crm_card_format_parse_file (format, bytes, NULL, NULL);
  gboolean same = again != NULL && again->len == cards->len;

  for (guint i = 0; same && i < cards->len; i++)
    {
      g_autofree char *before = card_dump (cards->pdata[i], FALSE);
      g_autofree char *after = card_dump (again->pdata[i], FALSE);

      if (g_strcmp0 (before, after) != 0)
        g_print ("NOT THE SAME in version %d:\n%s--\n%s", version, before, after);
    }
  return same;
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  gboolean good = TRUE;

  setlocale (LC_ALL, "");
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) cards = NULL;
      gsize length;

      g_print ("=== %s\n", argv[i]);
      if (!g_file_get_contents (argv[i], &content, &length, &error))
        g_error ("%s", error->message);
      bytes = g_bytes_new (content, length);
      cards = crm_card_format_parse_file (format, bytes, NULL, &error);
      if (cards == NULL)
        {
          g_print ("refused: %s\n", error->message);
          continue;
        }
      g_print ("%u cards\n", cards->len);
      for (guint j = 0; j < cards->len; j++)
        {
          g_autofree char *text = card_dump (cards->pdata[j], TRUE);

          g_print ("%s", text);
        }
      good = check_round_trip (format, cards, CRM_CARD_VERSION_3_0) && good;
      good = check_round_trip (format, cards, CRM_CARD_VERSION_2_1) && good;
    }
  return good ? 0 : 1;
}
