/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-catalog.h"

#include <libintl.h>
#include <string.h>

/* Owns the catalogues that were asked for, as msgfmt writes them, mapped into memory until the program ends. Any thread. */

#define MAGIC 0x950412de
#define HEADER 20 /* bytes: magic, revision, number of texts, where they and their translations are listed */

typedef struct
{
  GMappedFile *file;
  const char *bytes;
  gsize length;
  guint32 n, texts, translations; /* the tables: length and offset of each */
  gboolean swapped;
} Catalog;

static guint32
read_number (const Catalog *self, gsize at)
{
  guint32 number;

  memcpy (&number, self->bytes + at, sizeof number);
  return self->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

/* NULL when the file lies about where it ends. */
static const char *
get_text (const Catalog *self, guint32 table, guint32 i)
{
  gsize length = read_number (self, table + 8 * (gsize)i),
        start = read_number (self, table + 8 * (gsize)i + 4);

  return start + length < self->length && self->bytes[start + length] == '\0' ? self->bytes + start : NULL;
}

static Catalog *
catalog_new (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  Catalog self = { .file = file };
  guint32 magic;

  if (!file)
    return NULL;
  self.bytes = g_mapped_file_get_contents (file);
  self.length = g_mapped_file_get_length (file);
  if (self.length < HEADER)
    return NULL;
  memcpy (&magic, self.bytes, sizeof magic);
  self.swapped = magic != MAGIC;
  if (read_number (&self, 0) != MAGIC)
    return NULL;
  self.n = read_number (&self, 8);
  self.texts = read_number (&self, 12);
  self.translations = read_number (&self, 16);
  if (self.texts + 8 * (gsize)self.n > self.length || self.translations + 8 * (gsize)self.n > self.length)
    return NULL;
  g_mapped_file_ref (file);
  return g_memdup2 (&self, sizeof self);
}

static Catalog *
find_catalog (const char *language)
{
  static GMutex mutex;
  static GHashTable *catalogs; /* path → Catalog, nullable */
  g_autofree char *path = g_strdup_printf (
      "%s/%s/LC_MESSAGES/" GETTEXT_PACKAGE ".mo", bindtextdomain (GETTEXT_PACKAGE, NULL), language);
  gpointer found = NULL;

  g_mutex_lock (&mutex);
  if (!catalogs)
    catalogs = g_hash_table_new (g_str_hash, g_str_equal);
  if (!g_hash_table_lookup_extended (catalogs, path, NULL, &found))
    {
      found = catalog_new (path);
      g_hash_table_insert (catalogs, g_steal_pointer (&path), found);
    }
  g_mutex_unlock (&mutex);
  return found;
}

const char *
crm_catalog_translate (const char *locale, const char *text)
{
  g_autofree char *language = g_strndup (locale, strcspn (locale, "_-"));
  const Catalog *catalog = *text && *language && !strchr (language, '/') ? find_catalog (language) : NULL;
  guint32 low = 0, high = catalog ? catalog->n : 0;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *other = get_text (catalog, catalog->texts, middle);
      int order = other ? strcmp (text, other) : -1;

      if (order == 0)
        {
          const char *translation = get_text (catalog, catalog->translations, middle);

          return translation && *translation ? translation : text;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return text;
}
