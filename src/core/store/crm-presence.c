/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-presence.h"

#include <glib/gstdio.h>

#include "base/crm-clock.h"

/* The file holds the name of the machine and the time. A mark that was not renewed for a while was left by a program or machine that
 * stopped. No state. */

#define STALE (4 * CRM_PRESENCE_SECONDS * G_USEC_PER_SEC)

/* The name of the file says nothing about the machine. Caller owns. */
static char *
make_name (const char *book)
{
  g_autofree char *base = g_path_get_basename (book);
  g_autofree char *id = NULL, *salted = NULL, *sum = NULL;

  if (!g_file_get_contents ("/etc/machine-id", &id, NULL, NULL))
    id = g_strdup (g_get_host_name ());
  salted = g_strconcat ("clientele ", id, NULL);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
  return g_strdup_printf ("%s.open-%.8s", base, sum);
}

static char *
make_path (const char *book)
{
  g_autofree char *folder = g_path_get_dirname (book);
  g_autofree char *name = make_name (book);

  return g_build_filename (folder, name, NULL);
}

static char *
read_mark (const char *path, gint64 *at)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 now = crm_clock_now ();
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL) || length > 1024)
    return NULL;
  lines = g_strsplit (text, "\n", 3);
  if (g_strv_length (lines) < 2 || !g_utf8_validate (lines[0], -1, NULL) ||
      !g_ascii_string_to_signed (lines[1], 10, 0, G_MAXINT64, at, NULL) || ABS (now - *at) > STALE)
    return NULL;
  return g_strdup (lines[0]);
}

char *
crm_presence_find_other (const char *book, gint64 *at)
{
  g_autofree char *folder = g_path_get_dirname (book);
  g_autofree char *base = g_path_get_basename (book);
  g_autofree char *prefix = g_strconcat (base, ".open-", NULL);
  g_autofree char *own = make_name (book);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir && (entry = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);
      char *machine =
          g_str_has_prefix (entry, prefix) && !g_str_equal (entry, own) ? read_mark (path, at) : NULL;

      if (machine)
        return machine;
    }
  return NULL;
}

void
crm_presence_write (const char *book)
{
  g_autofree char *path = make_path (book);
  g_autofree char *text = g_strdup_printf ("%s\n%lld\n", g_get_host_name (), (long long)crm_clock_now ());

  /* Where nothing can be written, nobody else is told: no reason to stop work. */
  g_file_set_contents (path, text, -1, NULL);
}

void
crm_presence_remove (const char *book)
{
  g_autofree char *path = make_path (book);

  g_unlink (path);
}
