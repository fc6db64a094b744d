/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-lane-bar.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-deal-words.h"

/* Owns five buttons and shares its width out among them. Main thread. */

#define GAP 2
#define SMALLEST 8
#define HEIGHT 14 /* of the target; the coloured part is thinner */

struct _CrmLaneBar
{
  GtkWidget parent_instance;

  GtkWidget *parts[CRM_NEXT_N_STATES];
  guint64 counts[CRM_NEXT_N_STATES];
};

G_DEFINE_FINAL_TYPE (CrmLaneBar, crm_lane_bar, GTK_TYPE_WIDGET)

static void
on_clicked (CrmLaneBar *self, GtkWidget *part)
{
  for (int i = 0; i < CRM_NEXT_N_STATES; i++)
    if (self->parts[i] == part)
      gtk_widget_activate_action (GTK_WIDGET (self), "deals.next", "i", i);
}

static void
crm_lane_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
    int *minimum_baseline, int *natural_baseline)
{
  CrmLaneBar *self = CRM_LANE_BAR (widget);
  int parts = 0;

  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    parts += gtk_widget_get_visible (self->parts[i]);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? parts * (SMALLEST + GAP) : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
crm_lane_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmLaneBar *self = CRM_LANE_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint64 total = 0;
  int room = width;
  int x = 0;

  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    if (gtk_widget_get_visible (self->parts[i]))
      {
        total += self->counts[i];
        room -= SMALLEST + GAP;
      }
  room = MAX (room + GAP, 0);
  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    {
      GtkAllocation part = { x, 0, SMALLEST, height };

      if (!gtk_widget_get_visible (self->parts[i]))
        continue;
      part.width += (int)((double)room * (double)self->counts[i] / (double)MAX (total, 1));
      x += part.width + GAP;
      if (rtl)
        part.x = width - part.x - part.width;
      gtk_widget_size_allocate (self->parts[i], &part, -1);
    }
}

static void
crm_lane_bar_dispose (GObject *object)
{
  CrmLaneBar *self = CRM_LANE_BAR (object);

  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (crm_lane_bar_parent_class)->dispose (object);
}

static void
crm_lane_bar_class_init (CrmLaneBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_lane_bar_dispose;
  widget_class->measure = crm_lane_bar_measure;
  widget_class->size_allocate = crm_lane_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lanebar");
}

static void
crm_lane_bar_init (CrmLaneBar *self)
{
  for (guint i = 0; i < CRM_NEXT_N_STATES; i++)
    {
      self->parts[i] = gtk_button_new ();
      gtk_widget_add_css_class (self->parts[i], crm_next_state_get_sign_style (i));
      if (i == CRM_NEXT_NONE)
        gtk_widget_add_css_class (self->parts[i], "none");
      if (i == CRM_NEXT_WAITING)
        gtk_widget_add_css_class (self->parts[i], "waiting");
      gtk_widget_set_visible (self->parts[i], FALSE);
      /* The same choice is in the page's menu, with a key. */
      gtk_widget_set_focusable (self->parts[i], FALSE);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
      g_signal_connect_swapped (self->parts[i], "clicked", G_CALLBACK (on_clicked), self);
    }
}

GtkWidget *
crm_lane_bar_new (void)
{
  return g_object_new (CRM_TYPE_LANE_BAR, NULL);
}

void
crm_lane_bar_set (CrmLaneBar *self, const guint64 segments[CRM_NEXT_N_STATES], int chosen)
{
  g_return_if_fail (CRM_IS_LANE_BAR (self));
  for (int i = 0; i < CRM_NEXT_N_STATES; i++)
    {
      g_autofree char *words = crm_next_state_dup_count (i, segments[i]);

      self->counts[i] = segments[i];
      gtk_widget_set_visible (self->parts[i], segments[i] > 0);
      gtk_widget_set_tooltip_text (self->parts[i], words);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->parts[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      if (chosen >= 0 && chosen != i)
        gtk_widget_add_css_class (self->parts[i], "off");
      else
        gtk_widget_remove_css_class (self->parts[i], "off");
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
