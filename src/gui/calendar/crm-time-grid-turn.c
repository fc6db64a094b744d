/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-columns.h"
#include "calendar/crm-time-grid-private.h"

/* What is dragged and held at the edge of the days turns to the days beside them, and on as long as it is held. The timeout is the grid's. Main
 * thread. */

#define RIM 16 /* px at the end; at the beginning stand the times of day */
#define FIRST_MS 600
#define NEXT_MS 1000

/* -1, 1, or 0 away from the edges. */
static int
find_direction (CrmTimeGrid *self, double x)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double from_start = rtl ? width - x : x;

  if (from_start < CRM_TIME_GUTTER)
    return -1;
  return from_start > width - RIM ? 1 : 0;
}

static gboolean
on_held (gpointer data)
{
  CrmTimeGrid *self = data;

  self->turn = g_timeout_add (NEXT_MS, on_held, self);
  g_signal_emit_by_name (self, "turn", self->turn_to);
  return G_SOURCE_REMOVE;
}

void
crm_time_turn_follow (CrmTimeGrid *self, double x)
{
  int direction = find_direction (self, x);

  if (direction == self->turn_to)
    return;
  crm_time_turn_stop (self);
  self->turn_to = direction;
  if (direction != 0)
    self->turn = g_timeout_add (FIRST_MS, on_held, self);
}

void
crm_time_turn_stop (CrmTimeGrid *self)
{
  g_clear_handle_id (&self->turn, g_source_remove);
  self->turn_to = 0;
}
