/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-icon-guard.h"

#include <gtk/gtk.h>

/* GTK draws a symbolic icon in a thread, and that thread may be the last to hold it. The cache of the icon theme does not hold its
 * icons and drops one only as it is finalized, so the main thread can be handed an icon that is being taken down (4.8 to 4.18 at
 * least): "object_already_finalized", then a crash. Here such an icon is kept a little longer and let go of on the main thread,
 * where nothing can come between. */

/* Long enough for the thread to be through with letting go: were the main thread quicker, the thread would be the last again. */
#define KEEP_MS 1000

static GThread *main_thread;
static void (*dispose) (GObject *object);

static gboolean
let_go (gpointer icon)
{
  g_object_unref (icon);
  return G_SOURCE_REMOVE;
}

static void
dispose_icon (GObject *icon)
{
  if (g_thread_self () != main_thread)
    g_timeout_add (KEEP_MS, let_go, g_object_ref (icon));
  else
    dispose (icon);
}

void
crm_icon_guard_start (void)
{
  GObjectClass *icons;

  if (dispose != NULL)
    return;
  icons = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);
  main_thread = g_thread_self ();
  dispose = icons->dispose;
  icons->dispose = dispose_icon;
}
