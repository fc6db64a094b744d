/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

#include "base/crm-catalog.h"

/* Texts of the program in another language, from catalogues made here. */

static const char *const pairs[][2] = { { "", "Content-Type: text/plain; charset=UTF-8\n" },
  { "Lead", "Лід" }, { "Lost", "" }, { "Won", "Виграно" } };

static void
append_number (GByteArray *bytes, guint32 number, gboolean swapped)
{
  number = swapped ? GUINT32_SWAP_LE_BE (number) : number;
  g_byte_array_append (bytes, (const guint8 *)&number, sizeof number);
}

static GByteArray *
make_catalog (gboolean swapped)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 n = G_N_ELEMENTS (pairs), start = 20 + 16 * n;

  append_number (bytes, 0x950412de, swapped);
  append_number (bytes, 0, swapped);
  append_number (bytes, n, swapped);
  append_number (bytes, 20, swapped);
  append_number (bytes, 20 + 8 * n, swapped);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < n; i++)
      {
        append_number (bytes, (guint32)strlen (pairs[i][side]), swapped);
        append_number (bytes, start, swapped);
        start += (guint32)strlen (pairs[i][side]) + 1;
      }
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < n; i++)
      g_byte_array_append (bytes, (const guint8 *)pairs[i][side], (guint)strlen (pairs[i][side]) + 1);
  return bytes;
}

static void
add_catalog (const char *folder, const char *language, const guint8 *bytes, gsize length)
{
  g_autofree char *place = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (place, GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  g_file_set_contents (path, (const char *)bytes, (gssize)length, &error);
  g_assert_no_error (error);
}

static void
test_translate (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("crm-catalog-XXXXXX", &error);
  g_autoptr (GByteArray) right = make_catalog (FALSE);
  g_autoptr (GByteArray) other = make_catalog (TRUE);

  g_assert_no_error (error);
  add_catalog (folder, "uk", right->data, right->len);
  add_catalog (folder, "ru", other->data, other->len);
  add_catalog (folder, "pl", right->data, 30);
  add_catalog (folder, "cs", right->data, right->len - 5);
  add_catalog (folder, "sk", (const guint8 *)"", 0);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  g_assert_cmpstr (crm_catalog_translate ("uk", "Won"), ==, "Виграно");
  g_assert_cmpstr (crm_catalog_translate ("uk_UA", "Lead"), ==, "Лід");
  g_assert_cmpstr (crm_catalog_translate ("ru", "Won"), ==, "Виграно");
  /* Nothing to say it with: as in the source. */
  g_assert_cmpstr (crm_catalog_translate ("uk", "Lost"), ==, "Lost");
  g_assert_cmpstr (crm_catalog_translate ("uk", "Moon"), ==, "Moon");
  g_assert_cmpstr (crm_catalog_translate ("uk", ""), ==, "");
  g_assert_cmpstr (crm_catalog_translate ("de_AT", "Won"), ==, "Won");
  g_assert_cmpstr (crm_catalog_translate ("", "Won"), ==, "Won");
  g_assert_cmpstr (crm_catalog_translate ("../uk", "Won"), ==, "Won");
  /* Files that are cut off are not read beyond their end. */
  g_assert_cmpstr (crm_catalog_translate ("pl", "Won"), ==, "Won");
  g_assert_cmpstr (crm_catalog_translate ("cs", "Won"), ==, "Won");
  g_assert_cmpstr (crm_catalog_translate ("sk", "Won"), ==, "Won");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/translate", test_translate);
  return g_test_run ();
}
