/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

/* An icon whose last owner is a thread is taken down on the main thread all the same. Main thread. */

/* Larger than what the icon theme itself holds on to. */
#define SIZE 200

static gpointer
let_go (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

static void
note_thread (gpointer data, GObject *icon)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

static gboolean
is_gone (gpointer data)
{
  GThread **thread = data;

  return *thread != NULL;
}

static void
test_last_in_thread (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  GtkIconPaintable *icon =
      gtk_icon_theme_lookup_icon (theme, "list-add-symbolic", NULL, SIZE, 1, GTK_TEXT_DIR_LTR, 0);
  GThread *thread = NULL;

  g_object_weak_ref (G_OBJECT (icon), note_thread, &thread);
  g_thread_join (g_thread_new ("icon", let_go, icon));
  crm_test_await (is_gone, &thread);
  g_assert_true (thread == g_thread_self ());
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/icon-guard/last-in-thread", test_last_in_thread);
  return g_test_run ();
}
