/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-input.h"

#include <gdk/x11/gdkx.h>

#include "crm-test-gui.h"

/* Each call is a run of xdotool that is waited for in the main loop. */

/* Of what goes on by itself, such as a picture that moves, there is no end. */
#define HEAR_US (G_USEC_PER_SEC / 2)

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

gboolean
crm_test_has_input (void)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");

  if (tool == NULL)
    g_test_skip ("xdotool is not installed");
  return tool != NULL;
}

/* What the server was told is in the queue of the program now: it is heard before the test goes on. */
static void
hear (void)
{
  gint64 deadline = g_get_monotonic_time () + HEAR_US;

  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () < deadline)
    ;
}

gboolean
crm_test_try_input (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Tool tool = { 0 };

  g_ptr_array_add (argv, (gpointer) "xdotool");
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_tool_ended, &tool);
  crm_test_await (has_ended, &tool);
  hear ();
  return tool.ok;
}

void
crm_test_input (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer)argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  g_assert_true (crm_test_try_input ((const char *const *)arguments->pdata));
}

static char *
dup_xid (GtkWindow *window)
{
  return g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))));
}

#define FOCUS_PATIENCE_US (30 * G_USEC_PER_SEC)
#define FOCUS_PAUSE_MS 50

typedef struct
{
  gboolean heard;
  gboolean paused;
} Focus;

static gboolean
on_focus_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Focus *focus)
{
  focus->heard = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_focus_pause (gpointer data)
{
  ((Focus *)data)->paused = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_heard_or_paused (gpointer data)
{
  Focus *focus = data;

  return focus->heard || focus->paused;
}

/* The X server refuses the focus to a window that the window manager has not put up yet, and keys that come before GTK has taken
 * over the focus are lost: one that does nothing is pressed until it is heard. */
void
crm_test_focus_window (GtkWindow *window)
{
  g_autofree char *xid = dup_xid (window);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gint64 deadline = g_get_monotonic_time () + FOCUS_PATIENCE_US;
  Focus focus = { 0 };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_focus_key), &focus);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  while (!focus.heard)
    {
      guint pause;

      if (g_get_monotonic_time () > deadline)
        g_error ("the window does not hear the keyboard");
      if (crm_test_try_input ((const char *const[]){ "windowfocus", xid, NULL }))
        crm_test_press ("Shift_L");
      focus.paused = FALSE;
      pause = g_timeout_add (FOCUS_PAUSE_MS, on_focus_pause, &focus);
      crm_test_await (is_heard_or_paused, &focus);
      if (!focus.paused)
        g_source_remove (pause);
    }
  gtk_widget_remove_controller (GTK_WIDGET (window), keys);
}

void
crm_test_press (const char *keys)
{
  crm_test_input ("key", "--clearmodifiers", keys, NULL);
}

void
crm_test_type (const char *text)
{
  crm_test_input ("type", "--delay", "2", text, NULL);
}

void
crm_test_find_point (GtkWindow *window, GtkWidget *widget, double fx, double fy, double *x, double *y)
{
  graphene_rect_t bounds;
  double dx, dy;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  *x = bounds.origin.x + bounds.size.width * fx + dx;
  *y = bounds.origin.y + bounds.size.height * fy + dy;
}

void
crm_test_move_pointer (GtkWindow *window, double x, double y)
{
  g_autofree char *xid = dup_xid (window);
  g_autofree char *sx = g_strdup_printf ("%d", (int)x);
  g_autofree char *sy = g_strdup_printf ("%d", (int)y);

  crm_test_input ("mousemove", "--window", xid, sx, sy, NULL);
}

void
crm_test_pointer_down (void)
{
  crm_test_input ("mousedown", "1", NULL);
}

void
crm_test_pointer_up (void)
{
  crm_test_input ("mouseup", "1", NULL);
}
