/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-agenda.h"

/* What both grids of the calendar keep: the days shown, their agenda, which item is selected, and where items are that were moved while the book
 * has not told the new agenda yet. Main thread. */

typedef struct
{
  CrmStore *store;   /* owned */
  CrmAgenda *agenda; /* owned, nullable */
  guint32 first_day;
  guint n_days;
  gboolean loading;
  char *kind; /* of what is selected, nullable */
  gint64 id;
  char *rid;
  GPtrArray *moved; /* of places that were asked for */
} CrmGridItems;

void crm_grid_items_init (CrmGridItems *self, CrmStore *store);
void crm_grid_items_clear (CrmGridItems *self);
/* agenda NULL: loading. */
void crm_grid_items_set (CrmGridItems *self, guint32 first_day, guint n_days, CrmAgenda *agenda);
GTimeZone *crm_grid_items_get_zone (const CrmGridItems *self);
guint32 crm_grid_items_get_today (const CrmGridItems *self);
/* FALSE when that is selected already. */
gboolean crm_grid_items_select (CrmGridItems *self, const char *kind, gint64 id, const char *rid);
CrmAgendaItem *crm_grid_items_get_selected (const CrmGridItems *self);
gboolean crm_grid_items_is_selected (const CrmGridItems *self, const CrmAgendaItem *item);

/* Where an item is shown. */
void crm_grid_items_get_times (const CrmGridItems *self, const CrmAgendaItem *item, gint64 *starts_at,
    gint64 *ends_at, gboolean *all_day);
/* An item was asked to go there. */
void crm_grid_items_move (
    CrmGridItems *self, const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day);

/* Where an item would be some days and minutes later (by the clock), or, with resize, where its end would be. FALSE when it cannot be. */
gboolean crm_grid_items_step (const CrmGridItems *self, const CrmAgendaItem *item, int days, int minutes,
    gboolean resize, gint64 *starts_at, gint64 *ends_at, gboolean *all_day);

/* First and last local day of a time; an end at midnight belongs to the day before. */
void crm_grid_items_get_days (
    const CrmGridItems *self, gint64 starts_at, gint64 ends_at, guint32 *first, guint32 *last);
/* What the agenda says of a day, NULL when it says nothing. */
const CrmAgendaDay *crm_grid_items_get_day (const CrmGridItems *self, guint32 day);
/* Monday is 1. */
int crm_grid_items_get_weekday (guint32 day);
/* Midnight at the beginning of a day. */
gint64 crm_grid_items_get_midnight (const CrmGridItems *self, guint32 day);

/* May it go to another time or day, be longer or shorter, have a time of day at all? */
gboolean crm_agenda_item_can_move (const CrmAgendaItem *item);
gboolean crm_agenda_item_can_resize (const CrmAgendaItem *item);
gboolean crm_agenda_item_can_have_time (const CrmAgendaItem *item);
/* Both may be without. */
gboolean crm_agenda_item_can_be_all_day (const CrmAgendaItem *item);
gboolean crm_agenda_item_equal (const CrmAgendaItem *a, const CrmAgendaItem *b);
