/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-strips.h"

/* Owned by the box of strips: who is asked for the room, and where the strips are. Main thread. */

#define WIDTH 520
#define MARGIN 12
#define FOOT 76
#define SPACING 8
#define KEY "crm-strips"

typedef struct
{
  GtkBox *strips;
  CrmWidthBin *bin;
  AdwLeaflet *leaflet;
  GtkWidget *nav;
  GtkOverlay *over;
  AdwBin *place; /* weak, nullable: in a page */
} Strips;

static void
place (GObject *object, GParamSpec *pspec, Strips *self)
{
  gboolean over = self->place == NULL;
  int nav = 0;
  int room;

  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_measure (self->nav, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &nav, NULL, NULL);
  room = crm_width_bin_get_width (self->bin) - nav - 2 * MARGIN;
  gtk_box_set_spacing (self->strips, over ? SPACING : 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->strips), over ? nav : 0);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->strips), over ? FOOT : 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->strips), over ? CLAMP (room, 0, WIDTH) : -1, -1);
  gtk_widget_set_halign (GTK_WIDGET (self->strips), over ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_valign (GTK_WIDGET (self->strips), over ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
strips_free (gpointer data)
{
  Strips *self = data;

  g_clear_weak_pointer (&self->place);
  g_free (self);
}

void
crm_strips_follow (GtkBox *strips, CrmWidthBin *bin, AdwLeaflet *leaflet, GtkWidget *nav)
{
  Strips known = { strips, bin, leaflet, nav };
  Strips *self = g_memdup2 (&known, sizeof known);

  self->over = GTK_OVERLAY (gtk_widget_get_parent (GTK_WIDGET (strips)));
  g_object_set_data_full (G_OBJECT (strips), KEY, self, strips_free);
  g_signal_connect (bin, "notify::width", G_CALLBACK (place), self);
  g_signal_connect (leaflet, "notify::folded", G_CALLBACK (place), self);
}

void
crm_strips_move (GtkBox *strips, AdwBin *to)
{
  Strips *self = g_object_get_data (G_OBJECT (strips), KEY);
  g_autoptr (GtkBox) kept = g_object_ref (strips);

  g_return_if_fail (self != NULL);
  if (self->place == to)
    return;
  if (self->place != NULL)
    adw_bin_set_child (self->place, NULL);
  else
    gtk_overlay_remove_overlay (self->over, GTK_WIDGET (strips));
  g_set_weak_pointer (&self->place, to);
  if (to != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (strips), "within");
      adw_bin_set_child (to, GTK_WIDGET (strips));
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (strips), "within");
      gtk_overlay_add_overlay (self->over, GTK_WIDGET (strips));
    }
  place (NULL, NULL, self);
}
