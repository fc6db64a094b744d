/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-pieces.h"

#include "base/crm-local.h"

/* No state. Main thread. */

#define DAY_MINUTES (24 * 60)

gboolean
crm_event_is_bar (const CrmGridItems *items, const CrmAgendaItem *item)
{
  gint64 starts_at, ends_at;
  gboolean all_day;

  crm_grid_items_get_times (items, item, &starts_at, &ends_at, &all_day);
  return all_day || ends_at - starts_at >= G_TIME_SPAN_DAY;
}

/* By the clock on the wall: on the day it is turned back an hour later is the same place. */
static int
get_minute (gint64 at, GTimeZone *zone)
{
  int second;

  crm_local_day (at, zone, &second);
  return second / 60;
}

static void
add_blocks (GArray *pieces, const CrmGridItems *items, CrmAgendaItem *item, int smallest)
{
  GTimeZone *zone = crm_grid_items_get_zone (items);
  gint64 starts_at, ends_at;
  gboolean all_day;
  guint32 first, last;

  crm_grid_items_get_times (items, item, &starts_at, &ends_at, &all_day);
  crm_grid_items_get_days (items, starts_at, ends_at, &first, &last);
  for (guint32 day = MAX (first, items->first_day); day <= last && day < items->first_day + items->n_days;
       day++)
    {
      CrmEventPiece piece = { item, day, day, 0, DAY_MINUTES, day > first, day < last };

      if (day == first)
        piece.from = get_minute (starts_at, zone);
      if (day == last && ends_at > starts_at)
        piece.to = get_minute (ends_at - 1, zone) + 1;
      else if (day == last)
        piece.to = piece.from;
      piece.slot.from = MIN (piece.from, DAY_MINUTES - smallest);
      piece.slot.to = MAX (piece.to, piece.slot.from + smallest);
      g_array_append_val (pieces, piece);
    }
}

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const CrmEventPiece *one = a;
  const CrmEventPiece *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  if (one->slot.from != other->slot.from)
    return one->slot.from < other->slot.from ? -1 : 1;
  if (one->slot.to != other->slot.to)
    return one->slot.to > other->slot.to ? -1 : 1;
  return one->item->id < other->item->id ? -1 : one->item->id > other->item->id;
}

static void
lay_day (GArray *pieces, guint first, guint n, guint max, GArray *rests)
{
  g_autofree CrmEventSlot *slots = g_new (CrmEventSlot, n);
  g_autoptr (GArray) rest = NULL;

  for (guint i = 0; i < n; i++)
    slots[i] = g_array_index (pieces, CrmEventPiece, first + i).slot;
  rest = crm_event_layout_columns (slots, n, max);
  for (guint i = 0; i < n; i++)
    g_array_index (pieces, CrmEventPiece, first + i).slot = slots[i];
  for (guint i = 0; rests != NULL && i < rest->len; i++)
    {
      g_array_index (rest, CrmEventRest, i).first += first;
      g_array_append_val (rests, g_array_index (rest, CrmEventRest, i));
    }
}

GArray *
crm_event_pieces_make_blocks (const CrmGridItems *items, guint max, int smallest, GArray *rests)
{
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  GPtrArray *all = items->agenda != NULL ? crm_agenda_get_items (items->agenda) : NULL;
  guint first = 0;

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!crm_event_is_bar (items, all->pdata[i]))
      add_blocks (pieces, items, all->pdata[i], smallest);
  g_array_sort (pieces, compare_blocks);
  for (guint i = 1; i <= pieces->len; i++)
    if (i == pieces->len ||
        g_array_index (pieces, CrmEventPiece, i).first != g_array_index (pieces, CrmEventPiece, first).first)
      {
        lay_day (pieces, first, i - first, max, rests);
        first = i;
      }
  return pieces;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  const CrmEventPiece *one = a;
  const CrmEventPiece *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  if (one->last != other->last)
    return one->last > other->last ? -1 : 1;
  /* Whole days above hours, then by time. */
  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  return one->item->id < other->item->id ? -1 : one->item->id > other->item->id;
}

GArray *
crm_event_pieces_make_bars (
    const CrmGridItems *items, guint32 first, guint n, gboolean every_item, guint *n_rows)
{
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  GPtrArray *all = items->agenda != NULL ? crm_agenda_get_items (items->agenda) : NULL;
  g_autofree CrmEventSlot *slots = NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      CrmEventPiece piece = { .item = all->pdata[i] };
      gboolean bar = crm_event_is_bar (items, piece.item);
      gint64 starts_at, ends_at;
      gboolean all_day;
      guint32 from, to;

      if (!bar && !every_item)
        continue;
      crm_grid_items_get_times (items, piece.item, &starts_at, &ends_at, &all_day);
      crm_grid_items_get_days (items, starts_at, ends_at, &from, &to);
      /* An evening that goes on after midnight is told on its first day. */
      if (!bar)
        to = from;
      if (to < first || from >= first + n)
        continue;
      piece.first = MAX (from, first);
      piece.last = MIN (to, first + n - 1);
      piece.before = from < first;
      piece.after = to >= first + n;
      piece.from = bar ? -1 : get_minute (starts_at, crm_grid_items_get_zone (items));
      piece.slot.from = (int)(piece.first - first);
      piece.slot.to = (int)(piece.last - first) + 1;
      g_array_append_val (pieces, piece);
    }
  g_array_sort (pieces, compare_bars);
  slots = g_new (CrmEventSlot, MAX (pieces->len, 1));
  for (guint i = 0; i < pieces->len; i++)
    slots[i] = g_array_index (pieces, CrmEventPiece, i).slot;
  *n_rows = crm_event_layout_rows (slots, pieces->len);
  for (guint i = 0; i < pieces->len; i++)
    g_array_index (pieces, CrmEventPiece, i).slot = slots[i];
  return pieces;
}

static void
dress_one (CrmEventPiece *piece, CrmEventTile *tile, const CrmGridItems *items, gboolean dated)
{
  piece->tile = tile;
  crm_event_tile_set_part (tile, piece->first, piece->before, piece->after);
  crm_event_tile_set_item (tile, items, piece->item, dated);
  gtk_widget_set_visible (GTK_WIDGET (tile), TRUE);
}

static guint
hash_key (gconstpointer data)
{
  CrmEventTile *tile = (CrmEventTile *)data;
  const CrmAgendaItem *item = crm_event_tile_get_item (tile);

  return g_str_hash (item->kind) ^ (guint)item->id ^ (crm_event_tile_get_day (tile) << 8);
}

static guint
hash_piece (const CrmEventPiece *piece)
{
  return g_str_hash (piece->item->kind) ^ (guint)piece->item->id ^ (piece->first << 8);
}

void
crm_event_pieces_dress (GArray *pieces, GPtrArray *tiles, CrmEventShape shape, const CrmGridItems *items,
    gboolean dated, GtkWidget *parent)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL); /* hash → tile */
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  guint next = 0;

  for (guint i = 0; i < tiles->len; i++)
    if (crm_event_tile_get_item (tiles->pdata[i]) != NULL && gtk_widget_get_visible (tiles->pdata[i]))
      g_hash_table_insert (known, GUINT_TO_POINTER (hash_key (tiles->pdata[i])), tiles->pdata[i]);
  /* The same item keeps its tile, and so the focus. */
  for (guint i = 0; i < pieces->len; i++)
    {
      CrmEventPiece *piece = &g_array_index (pieces, CrmEventPiece, i);
      CrmEventTile *tile = g_hash_table_lookup (known, GUINT_TO_POINTER (hash_piece (piece)));

      if (tile == NULL || piece->slot.hidden || g_hash_table_contains (used, tile) ||
          !crm_agenda_item_equal (crm_event_tile_get_item (tile), piece->item))
        continue;
      g_hash_table_add (used, tile);
      dress_one (piece, tile, items, dated);
    }
  for (guint i = 0; i < pieces->len; i++)
    {
      CrmEventPiece *piece = &g_array_index (pieces, CrmEventPiece, i);

      if (piece->tile != NULL || piece->slot.hidden)
        continue;
      while (next < tiles->len && g_hash_table_contains (used, tiles->pdata[next]))
        next++;
      if (next == tiles->len)
        {
          GtkWidget *tile = crm_event_tile_new (shape);

          gtk_widget_set_parent (tile, parent);
          g_ptr_array_add (tiles, tile);
        }
      g_hash_table_add (used, tiles->pdata[next]);
      dress_one (piece, tiles->pdata[next], items, dated);
    }
  for (guint i = 0; i < tiles->len; i++)
    if (!g_hash_table_contains (used, tiles->pdata[i]))
      gtk_widget_set_visible (tiles->pdata[i], FALSE);
}
