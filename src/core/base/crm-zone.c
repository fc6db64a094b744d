/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-zone.h"

/* The links of the tz database, read once when a name is asked for that is not installed. Any thread. */

#define DATABASE "/usr/share/zoneinfo"
#define LINK 'L'

static gpointer
read_links (gpointer data)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path = g_build_filename (folder ? folder : DATABASE, "tzdata.zi", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return links;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (lines[i][0] == LINK)
      {
        g_auto (GStrv) words = g_strsplit (lines[i], " ", 0);

        if (g_strv_length (words) == 3)
          g_hash_table_insert (links, g_strdup (words[2]), g_strdup (words[1]));
      }
  return links;
}

const char *
crm_zone_get_successor (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  return g_hash_table_lookup (g_once (&once, read_links, NULL), name);
}

GTimeZone *
crm_zone_new (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);
  const char *successor = zone ? NULL : crm_zone_get_successor (name);

  return successor ? g_time_zone_new_identifier (successor) : zone;
}
