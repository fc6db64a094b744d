/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-wrap-layout.h"

/* No state. Lines are as high as their highest child, which is centred in them, and end in what is left over, if no child of theirs expands;
 * from right to left lines begin at the right. Main thread. */

#define SPACING 6

struct _CrmWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmWrapLayout, crm_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
crm_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_child (GtkWidget *child, int width, int *child_width, int *child_height)
{
  GtkRequisition natural;

  gtk_widget_get_preferred_size (child, NULL, &natural);
  *child_width = MIN (natural.width, width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *child_width, NULL, child_height, NULL, NULL);
}

typedef struct
{
  int width; /* of the children and what is between them */
  int height;
  guint expanding;
} Line;

/* One line from child on, and the child behind it. */
static GtkWidget *
measure_line (GtkWidget *child, int width, Line *line)
{
  int x = 0;

  *line = (Line){ 0 };
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      measure_child (child, width, &child_width, &child_height);
      if (x > 0 && x + child_width > width)
        break;
      line->width = x + child_width;
      line->height = MAX (line->height, child_height);
      line->expanding += gtk_widget_get_hexpand (child);
      x += child_width + SPACING;
    }
  return child;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int low, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &low, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, low);
      *natural += wanted + (*natural > 0 ? SPACING : 0);
    }
}

static void
crm_wrap_layout_measure (GtkLayoutManager *layout, GtkWidget *widget, GtkOrientation orientation,
    int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;)
    {
      Line line;

      child = measure_line (child, for_size < 0 ? G_MAXINT : for_size, &line);
      *natural += line.height + (*natural > 0 ? SPACING : 0);
    }
  *minimum = *natural;
}

static void
crm_wrap_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;)
    {
      Line line;
      GtkWidget *end = measure_line (child, width, &line);
      int x = 0, more = line.expanding > 0 ? (width - line.width) / (int)line.expanding : 0;

      for (; child != end; child = gtk_widget_get_next_sibling (child))
        {
          int child_width, child_height;
          GtkAllocation place;

          if (!gtk_widget_should_layout (child))
            continue;
          measure_child (child, width, &child_width, &child_height);
          if (gtk_widget_get_hexpand (child))
            child_width += more;
          place = (GtkAllocation){ rtl ? width - x - child_width : x, y + (line.height - child_height) / 2,
            child_width, child_height };
          gtk_widget_size_allocate (child, &place, -1);
          x += child_width + SPACING;
        }
      y += line.height + SPACING;
    }
}

static void
crm_wrap_layout_class_init (CrmWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = crm_wrap_layout_get_request_mode;
  layout_class->measure = crm_wrap_layout_measure;
  layout_class->allocate = crm_wrap_layout_allocate;
}

static void
crm_wrap_layout_init (CrmWrapLayout *self)
{
}

GtkWidget *
crm_wrap_box_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (CRM_TYPE_WRAP_LAYOUT, NULL));
  return box;
}
