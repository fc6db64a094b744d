/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-grid-turn.h"

/* Owns its timeout. Main thread. */

#define FIRST_MS 600
#define NEXT_MS 1000

static gboolean
on_held (gpointer data)
{
  CrmGridTurn *self = data;

  self->timeout = g_timeout_add (NEXT_MS, on_held, self);
  g_signal_emit_by_name (self->grid, "turn", self->direction);
  return G_SOURCE_REMOVE;
}

void
crm_grid_turn_follow (CrmGridTurn *self, CrmCalendarGrid *grid, int direction)
{
  if (direction == self->direction)
    return;
  crm_grid_turn_stop (self);
  self->grid = grid;
  self->direction = direction;
  if (direction != 0)
    self->timeout = g_timeout_add (FIRST_MS, on_held, self);
}

void
crm_grid_turn_stop (CrmGridTurn *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->direction = 0;
}
