/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-scaled.h"

#include <gtk/gtk.h>

/* Keeps what the desktop's setting says, as it is asked while drawing. Main thread. */

#define NAVIGATION_WIDTH 212
#define USUAL (96 * PANGO_SCALE) /* dots an inch, in the setting's units */

static int known; /* 0: to be asked */

static void
forget (void)
{
  known = 0;
}

static int
get_dpi (void)
{
  static gboolean following;
  GtkSettings *settings = known == 0 ? gtk_settings_get_default () : NULL;

  if (settings != NULL)
    {
      if (!following)
        g_signal_connect (settings, "notify::gtk-xft-dpi", G_CALLBACK (forget), NULL);
      following = TRUE;
      g_object_get (settings, "gtk-xft-dpi", &known, NULL);
      known = CLAMP (known, USUAL, 2 * USUAL);
    }
  return known != 0 ? known : USUAL;
}

int
crm_scaled (int pixels)
{
  return (int)((gint64)pixels * get_dpi () / USUAL);
}

int
crm_unscaled (int pixels)
{
  return (int)(((gint64)pixels * USUAL + get_dpi () - 1) / get_dpi ());
}

int
crm_unscaled_window (int width)
{
  return crm_unscaled (MAX (width - NAVIGATION_WIDTH, 0)) + NAVIGATION_WIDTH;
}
