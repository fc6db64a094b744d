/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-window-state.h"

#include "settings/crm-settings.h"

/* The size of the main window from one start to the next; the settings own it. Main thread. */

int
crm_window_state_restore (GtkWindow *window)
{
  GSettings *settings = crm_settings_get ();
  int width = settings != NULL ? g_settings_get_int (settings, "window-width") : 1280;
  int height = settings != NULL ? g_settings_get_int (settings, "window-height") : 800;

  gtk_window_set_default_size (window, width, height);
  if (settings != NULL && g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
  return width;
}

void
crm_window_state_save (GtkWindow *window)
{
  GSettings *settings = crm_settings_get ();
  gboolean maximized = gtk_window_is_maximized (window);
  int width, height;

  if (settings == NULL)
    return;
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (settings, "window-width", MAX (width, 360));
      g_settings_set_int (settings, "window-height", MAX (height, 294));
    }
}
