/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-drag-hover.h"

#include "widgets/crm-record-drag.h"

/* The controller owns the timeout. Main thread. */

#define MOMENT_MS 500
#define KEY "crm-hover-timeout"

static void
remove_timeout (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static gboolean
on_moment (gpointer data)
{
  GtkEventController *controller = data;

  g_object_steal_data (G_OBJECT (controller), KEY);
  gtk_widget_activate (gtk_event_controller_get_widget (controller));
  return G_SOURCE_REMOVE;
}

static void
on_leave (GtkEventController *controller)
{
  g_object_set_data (G_OBJECT (controller), KEY, NULL);
}

static void
on_enter (GtkEventController *controller)
{
  GdkDrop *drop = gtk_drop_controller_motion_get_drop (GTK_DROP_CONTROLLER_MOTION (controller));
  guint timeout;

  on_leave (controller);
  if (drop == NULL || !gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), CRM_TYPE_RECORD_DRAG))
    return;
  timeout = g_timeout_add (MOMENT_MS, on_moment, controller);
  g_object_set_data_full (G_OBJECT (controller), KEY, GUINT_TO_POINTER (timeout), remove_timeout);
}

void
crm_drag_hover_add (GtkWidget *widget)
{
  GtkEventController *controller = gtk_drop_controller_motion_new ();

  g_signal_connect (controller, "enter", G_CALLBACK (on_enter), NULL);
  g_signal_connect (controller, "leave", G_CALLBACK (on_leave), NULL);
  gtk_widget_add_controller (widget, controller);
}
