/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-strips.h"

/* No state but who is asked for the room. Main thread. */

#define WIDTH 520
#define MARGIN 12

typedef struct
{
  GtkBox *strips;
  CrmWidthBin *bin;
  AdwLeaflet *leaflet;
  GtkWidget *nav;
} Place;

static void
place (GObject *object, GParamSpec *pspec, Place *self)
{
  int nav = 0;
  int room;

  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_measure (self->nav, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &nav, NULL, NULL);
  room = crm_width_bin_get_width (self->bin) - nav - 2 * MARGIN;
  gtk_widget_set_margin_start (GTK_WIDGET (self->strips), nav);
  gtk_widget_set_size_request (GTK_WIDGET (self->strips), CLAMP (room, 0, WIDTH), -1);
}

static void
free_place (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
crm_strips_follow (GtkBox *strips, CrmWidthBin *bin, AdwLeaflet *leaflet, GtkWidget *nav)
{
  Place known = { strips, bin, leaflet, nav };
  Place *self = g_memdup2 (&known, sizeof known);

  g_signal_connect_data (bin, "notify::width", G_CALLBACK (place), self, free_place, 0);
  g_signal_connect (leaflet, "notify::folded", G_CALLBACK (place), self);
}
