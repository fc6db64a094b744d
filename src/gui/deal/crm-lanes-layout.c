/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-lanes-layout.h"

#include "widgets/crm-scaled.h"

/* Measures and places the lanes of the board. No state. Main thread. */

#define GAP 10
#define NARROWEST crm_scaled (200)
#define WIDEST crm_scaled (320)
#define FOLDED 44

struct _CrmLanesLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmLanesLayout, crm_lanes_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
count_lanes (GtkWidget *widget, int *open, int *folded)
{
  *open = *folded = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        if (gtk_widget_has_css_class (child, "folded"))
          *folded += 1;
        else
          *open += 1;
      }
}

static void
crm_lanes_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
    int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int open, folded;

  count_lanes (widget, &open, &folded);
  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = open * NARROWEST + folded * FOLDED + MAX (open + folded - 1, 0) * GAP;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int smallest, wanted;

        gtk_widget_measure (child, orientation, -1, &smallest, &wanted, NULL, NULL);
        *minimum = MAX (*minimum, smallest);
        *natural = MAX (*natural, wanted);
      }
}

static void
crm_lanes_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int open, folded, room, each;
  int x = 0;

  count_lanes (widget, &open, &folded);
  room = width - folded * FOLDED - MAX (open + folded - 1, 0) * GAP;
  each = open > 0 ? CLAMP (room / open, NARROWEST, WIDEST) : 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { x, 0, gtk_widget_has_css_class (child, "folded") ? FOLDED : each, height };

      if (!gtk_widget_should_layout (child))
        continue;
      x += place.width + GAP;
      if (rtl)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
crm_lanes_layout_class_init (CrmLanesLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = crm_lanes_layout_measure;
  layout_class->allocate = crm_lanes_layout_allocate;
}

static void
crm_lanes_layout_init (CrmLanesLayout *self)
{
}

GtkLayoutManager *
crm_lanes_layout_new (void)
{
  return g_object_new (CRM_TYPE_LANES_LAYOUT, NULL);
}
