/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-strips.h"

/* Owned by the box of strips: who is asked for the room, and where the strips are. They are an overlay always, for moved from parent to parent
 * their buttons would lose their actions; a page that has a place for them leaves it empty. Main thread. */

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
  GtkWidget *place; /* weak, nullable: in a page */
  int height;       /* that the place has to leave */
  guint idle;
} Strips;

static void
lay_out (GObject *object, GParamSpec *pspec, Strips *self)
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
  gtk_widget_set_valign (GTK_WIDGET (self->strips), over ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static gboolean
on_idle (gpointer data)
{
  Strips *self = data;

  self->idle = 0;
  if (self->place != NULL)
    gtk_widget_set_size_request (self->place, -1, self->height);
  return G_SOURCE_REMOVE;
}

/* Over the place of the page, which is told how high that has to be. */
static gboolean
on_position (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *at, Strips *self)
{
  graphene_rect_t place;
  int width, height;

  if (child != GTK_WIDGET (self->strips) || self->place == NULL ||
      !gtk_widget_compute_bounds (self->place, GTK_WIDGET (overlay), &place) || place.size.width < 1)
    return FALSE;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width = MAX (width, (int)place.size.width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  *at = (GdkRectangle){ (int)place.origin.x, (int)place.origin.y, width, height };
  if (height != self->height)
    {
      self->height = height;
      if (self->idle == 0)
        self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
    }
  return TRUE;
}

static void
strips_free (gpointer data)
{
  Strips *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->place);
  g_free (self);
}

void
crm_strips_follow (GtkBox *strips, CrmWidthBin *bin, AdwLeaflet *leaflet, GtkWidget *nav)
{
  Strips known = { strips, bin, leaflet, nav };
  Strips *self = g_memdup2 (&known, sizeof known);

  g_object_set_data_full (G_OBJECT (strips), KEY, self, strips_free);
  g_signal_connect (bin, "notify::width", G_CALLBACK (lay_out), self);
  g_signal_connect (leaflet, "notify::folded", G_CALLBACK (lay_out), self);
  g_signal_connect (
      gtk_widget_get_parent (GTK_WIDGET (strips)), "get-child-position", G_CALLBACK (on_position), self);
}

void
crm_strips_move (GtkBox *strips, GtkWidget *to)
{
  Strips *self = g_object_get_data (G_OBJECT (strips), KEY);

  g_return_if_fail (self != NULL);
  if (self->place == to)
    return;
  g_set_weak_pointer (&self->place, to);
  self->height = 0;
  if (to != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (strips), "within");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (strips), "within");
  lay_out (NULL, NULL, self);
}
