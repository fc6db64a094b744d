/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-strips.h"

#include "widgets/crm-scaled.h"

/* Owned by the box of strips: who is asked for the room, and where the strips are. They are an overlay always, for moved from parent to parent
 * their buttons would lose their actions; a page that has a place for them leaves it empty. Main thread. */

#define WIDTH 520
#define MARGIN 12
#define FOOT crm_scaled (108) /* a toast lies below */
#define SPACING 8
#define KEY "crm-strips"

typedef struct
{
  GtkBox *strips;
  AdwLeaflet *leaflet;
  GtkWidget *nav;
  GtkWidget *place; /* weak, nullable: in a page */
  int height;       /* that the place has to leave */
  guint idle;
} Strips;

/* At the foot, beside the navigation, as wide as there is room. */
static void
place_over (GtkWidget *overlay, Strips *self, GdkRectangle *at)
{
  GtkWidget *child = GTK_WIDGET (self->strips);
  int all = gtk_widget_get_width (overlay), nav = 0, width, height;

  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_measure (self->nav, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &nav, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width = MAX (width, MIN (all - nav - 2 * MARGIN, WIDTH));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  *at = (GdkRectangle){ nav + (all - nav - width) / 2, gtk_widget_get_height (overlay) - FOOT - height, width,
    height };
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

  if (child != GTK_WIDGET (self->strips))
    return FALSE;
  if (self->place == NULL || !gtk_widget_compute_bounds (self->place, GTK_WIDGET (overlay), &place) ||
      place.size.width < 1)
    {
      place_over (GTK_WIDGET (overlay), self, at);
      return TRUE;
    }
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
crm_strips_follow (GtkBox *strips, AdwLeaflet *leaflet, GtkWidget *nav)
{
  Strips known = { strips, leaflet, nav };
  Strips *self = g_memdup2 (&known, sizeof known);

  g_object_set_data_full (G_OBJECT (strips), KEY, self, strips_free);
  gtk_box_set_spacing (strips, SPACING);
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
  gtk_box_set_spacing (strips, to == NULL ? SPACING : 0);
  gtk_widget_queue_resize (GTK_WIDGET (strips));
}
