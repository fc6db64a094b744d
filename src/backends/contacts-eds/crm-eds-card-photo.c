/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-photo.h"

#include <string.h>

/* Pictures inside vCards. Their declared type is often wrong or missing, so the bytes decide. Pure functions;
 * any thread. */

static const struct
{
  const char *mime;
  const char *magic;
  gsize length;
} formats[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/gif", "GIF8", 4 },
  { "image/bmp", "BM", 2 },
  { "image/tiff", "II*\0", 4 },
  { "image/tiff", "MM\0*", 4 },
};

static const char *
find_mime (const guchar *data, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (length > formats[i].length && memcmp (data, formats[i].magic, formats[i].length) == 0)
      return formats[i].mime;
  if (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

static gboolean
is_base64 (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '+' && *p != '/' && *p != '=' && !g_ascii_isspace (*p))
      return FALSE;
  return TRUE;
}

GBytes *
crm_eds_card_photo_read (const char *value, char **mime)
{
  g_autofree guchar *data = NULL;
  const char *found;
  gsize length = 0;

  if (g_ascii_strncasecmp (value, "data:", 5) == 0)
    {
      const char *comma = strchr (value, ',');

      if (comma == NULL || comma - value < 7 || g_ascii_strncasecmp (comma - 7, ";base64", 7) != 0)
        return NULL;
      value = comma + 1;
    }
  if (*value == '\0' || !is_base64 (value))
    return NULL;
  data = g_base64_decode (value, &length);
  found = find_mime (data, length);
  if (found == NULL)
    return NULL;
  *mime = g_strdup (found);
  return g_bytes_new_take (g_steal_pointer (&data), length);
}
