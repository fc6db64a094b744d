/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calendar/crm-grid-items.h"

/* How much room an item has: hours of a day, a bar over days, or a line in a cell of the month. */
typedef enum
{
  CRM_EVENT_BLOCK,
  CRM_EVENT_BAR,
  CRM_EVENT_LINE
} CrmEventShape;

/* One item on a grid, or a part of it (an item over midnight has one for each day). It draws its text itself and is used again for other
 * items; its grid places it and does what is asked of it. */
#define CRM_TYPE_EVENT_TILE (crm_event_tile_get_type ())
G_DECLARE_FINAL_TYPE (CrmEventTile, crm_event_tile, CRM, EVENT_TILE, GtkWidget)

GtkWidget *crm_event_tile_new (CrmEventShape shape);
/* The agenda is kept. dated: the name says the date, not the day of the week alone. */
void crm_event_tile_set_item (
    CrmEventTile *self, const CrmGridItems *items, CrmAgendaItem *item, gboolean dated);
CrmAgendaItem *crm_event_tile_get_item (CrmEventTile *self);
/* The agenda of its item, NULL when it has none. New reference. */
CrmAgenda *crm_event_tile_ref_agenda (CrmEventTile *self);
CrmEventShape crm_event_tile_get_shape (CrmEventTile *self);
/* Whether its item is the selected one. */
void crm_event_tile_show_selected (CrmEventTile *self, const CrmGridItems *items);
/* It stays where it was while it is dragged away. */
void crm_event_tile_set_left (CrmEventTile *self, gboolean left);
/* The day of this part of it, and whether it goes on before and after. */
void crm_event_tile_set_part (CrmEventTile *self, guint32 day, gboolean before, gboolean after);
guint32 crm_event_tile_get_day (CrmEventTile *self);
/* Instead of an item: times and a word, while something is dragged. */
void crm_event_tile_set_ghost (
    CrmEventTile *self, const CrmAgendaItem *item, const char *lead, const char *times);
