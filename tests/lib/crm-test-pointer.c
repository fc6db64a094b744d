/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-pointer.h"

#include <gdk/x11/gdkx.h>

#include "crm-test-gui.h"

/* Every movement is a process of its own; the main loop runs until it has ended. No state. Main thread. */

typedef struct
{
  gboolean ended;
  gboolean ok;
} Tool;

static gboolean
has_ended (gpointer data)
{
  return ((Tool *)data)->ended;
}

static void
on_tool_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Tool *tool = data;

  tool->ok = g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL);
  tool->ended = TRUE;
}

static void
run_tool (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  Tool tool = { 0 };

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_tool_ended, &tool);
  crm_test_await (has_ended, &tool);
  g_assert_true (tool.ok);
}

gboolean
crm_test_pointer_is_there (void)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");

  if (tool == NULL)
    g_test_skip ("xdotool is not installed");
  return tool != NULL;
}

static char *
dup_xid (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  return g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));
}

void
crm_test_pointer_focus (GtkWidget *window)
{
  g_autofree char *xid = dup_xid (window);

  run_tool ((const char *const[]){ "xdotool", "windowfocus", "--sync", xid, NULL });
}

void
crm_test_pointer_press_key (const char *keys)
{
  run_tool ((const char *const[]){ "xdotool", "key", "--clearmodifiers", keys, NULL });
}

void
crm_test_pointer_type (const char *text)
{
  run_tool ((const char *const[]){ "xdotool", "type", "--delay", "2", text, NULL });
}

void
crm_test_pointer_move (GtkWidget *window, double x, double y)
{
  g_autofree char *xid = dup_xid (window);
  g_autofree char *sx = g_strdup_printf ("%d", (int)x);
  g_autofree char *sy = g_strdup_printf ("%d", (int)y);

  run_tool ((const char *const[]){ "xdotool", "mousemove", "--window", xid, sx, sy, NULL });
}

void
crm_test_pointer_find (GtkWidget *window, GtkWidget *widget, double fx, double fy, double *x, double *y)
{
  graphene_rect_t bounds;
  double dx, dy;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  *x = bounds.origin.x + bounds.size.width * fx + dx;
  *y = bounds.origin.y + bounds.size.height * fy + dy;
}

void
crm_test_pointer_set_button (gboolean down)
{
  run_tool ((const char *const[]){ "xdotool", down ? "mousedown" : "mouseup", "1", NULL });
}

void
crm_test_pointer_pick_up (GtkWidget *window, GtkWidget *widget)
{
  double x, y;

  crm_test_await_frame (window);
  crm_test_pointer_find (window, widget, 0.5, 0.3, &x, &y);
  crm_test_pointer_move (window, x, y);
  crm_test_pointer_set_button (TRUE);
  for (int i = 1; i <= 4; i++)
    crm_test_pointer_move (window, x + 8 * i, y + 4 * i);
}

void
crm_test_pointer_carry (GtkWidget *window, GtkWidget *widget, double fx, double fy)
{
  double x, y;

  crm_test_pointer_find (window, widget, fx, fy, &x, &y);
  crm_test_pointer_move (window, x - 6, y - 3);
  crm_test_pointer_move (window, x, y);
  crm_test_pointer_move (window, x + 1, y);
}
