/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-grid.h"

/* What is dragged and held at the edge of the days turns to the days beside them, and on as long as it is held: the grid says "turn". Part of a
 * grid, all zero at first; main thread. */
typedef struct
{
  CrmCalendarGrid *grid; /* borrowed; the one this is a part of */
  guint timeout;
  int direction; /* -1, 1, 0 none */
} CrmGridTurn;

/* Where it is held now: -1 or 1 at an edge, 0 away from them. */
void crm_grid_turn_follow (CrmGridTurn *self, CrmCalendarGrid *grid, int direction);
void crm_grid_turn_stop (CrmGridTurn *self);
