/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "widgets/crm-dot.h"

/* What every page shows does not bring librsvg into the program, which takes 7 MiB: the dot of a saved list, what spins while something is
 * read, and the program's icons at the size of rows. In a process of its own. Main thread. */

static gboolean
has_librsvg (void)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  return strstr (maps, "librsvg") != NULL;
}

/* Where the desktop's icons are drawings only, librsvg is there whatever we do. */
static gboolean
theme_has_pictures (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon =
      gtk_icon_theme_lookup_icon (theme, "list-add-symbolic", NULL, 16, 1, GTK_TEXT_DIR_LTR, 0);
  g_autoptr (GFile) file = gtk_icon_paintable_get_file (icon);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  return uri != NULL && g_str_has_suffix (uri, ".symbolic.png");
}

static void
test_small (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *spinner = gtk_spinner_new ();
  GtkWidget *window = gtk_application_window_new (crm_test_application ());

  if (!theme_has_pictures ())
    {
      g_test_skip ("the icons of this desktop are drawings");
      gtk_window_destroy (GTK_WINDOW (window));
      return;
    }
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), crm_dot_new ("green"));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("crm-deal-symbolic"));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  crm_test_await_frame (window);
  g_assert_false (has_librsvg ());
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/icon-loader/small", test_small);
  return g_test_run ();
}
