/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event-layout.h"
#include "calendar/crm-event-tile.h"

/* The parts in which items lie on a grid: hours of one day, or bars over days; and the tiles that show them, used again and again. */
typedef struct
{
  CrmAgendaItem *item;
  guint32 first; /* day */
  guint32 last;  /* of a bar; of a block the same day */
  int from;      /* minutes of the day, of a block */
  int to;
  gboolean before; /* it goes on */
  gboolean after;
  CrmEventSlot slot;
  CrmEventTile *tile; /* nullable: not shown */
} CrmEventPiece;

/* All-day items and those of a day and longer. */
gboolean crm_event_is_bar (const CrmGridItems *items, const CrmAgendaItem *item);
/* Pieces of the items of these days that are no bars, day by day and laid out side by side in at most max columns. smallest: minutes that
 * the shortest take. rests gets "+n" (CrmEventRest), whose first is an index of the pieces, nullable. Caller owns. */
GArray *crm_event_pieces_make_blocks (const CrmGridItems *items, guint max, int smallest, GArray *rests);
/* Bars within days [first, first + n), laid out in rows (slot.column); every_item: those of hours as well, as bars of their days. Caller owns. */
GArray *crm_event_pieces_make_bars (
    const CrmGridItems *items, guint32 first, guint n, gboolean every_item, guint *n_rows);

/* Gives each piece that is not hidden a tile of shape: the one that had it before, else another. Tiles are children of parent; what is not needed
 * becomes invisible. */
void crm_event_pieces_dress (GArray *pieces, GPtrArray *tiles, CrmEventShape shape, const CrmGridItems *items,
    gboolean dated, GtkWidget *parent);
