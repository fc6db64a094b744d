/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-grid-items.h"

#include "base/crm-clock.h"
#include "base/crm-local.h"

/* Owns an agenda, the key of what is selected, and the places that were asked for but are not in the book yet. Main thread. */

/* All places that one item was asked to go to since an agenda had it there; the last one is where it is shown. */
typedef struct
{
  gint64 starts_at;
  gint64 ends_at;
  gboolean all_day;
} Place;

typedef struct
{
  char *kind;
  gint64 id;
  char *rid;
  GArray *places; /* of Place */
} Moved;

static void
moved_free (Moved *self)
{
  g_free (self->kind);
  g_free (self->rid);
  g_array_unref (self->places);
  g_free (self);
}

static gboolean
is_key (const CrmAgendaItem *item, const char *kind, gint64 id, const char *rid)
{
  return item->id == id && g_strcmp0 (item->kind, kind) == 0 &&
         g_strcmp0 (item->rid != NULL ? item->rid : "", rid != NULL ? rid : "") == 0;
}

static CrmAgendaItem *
find (CrmAgenda *agenda, const char *kind, gint64 id, const char *rid)
{
  GPtrArray *items = agenda != NULL ? crm_agenda_get_items (agenda) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (is_key (items->pdata[i], kind, id, rid))
      return items->pdata[i];
  return NULL;
}

void
crm_grid_items_init (CrmGridItems *self, CrmStore *store)
{
  self->store = g_object_ref (store);
  self->moved = g_ptr_array_new_with_free_func ((GDestroyNotify)moved_free);
  self->first_day = crm_grid_items_get_today (self);
  self->n_days = 1;
}

void
crm_grid_items_clear (CrmGridItems *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->rid, g_free);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
}

/* Two quick moves: the agenda after the first shows it halfway, where it was meant to be for a moment only. */
static gboolean
is_halfway (const Moved *moved, const CrmAgendaItem *item)
{
  for (guint i = 0; i + 1 < moved->places->len; i++)
    {
      const Place *place = &g_array_index (moved->places, Place, i);

      if (place->starts_at == item->starts_at && place->ends_at == item->ends_at &&
          place->all_day == item->all_day)
        return TRUE;
    }
  return FALSE;
}

static void
forget_moved (CrmGridItems *self)
{
  for (guint i = self->moved->len; i > 0; i--)
    {
      Moved *moved = self->moved->pdata[i - 1];
      CrmAgendaItem *item = find (self->agenda, moved->kind, moved->id, moved->rid);

      if (item == NULL || !is_halfway (moved, item))
        g_ptr_array_remove_index_fast (self->moved, i - 1);
    }
}

void
crm_grid_items_set (CrmGridItems *self, guint32 first_day, guint n_days, CrmAgenda *agenda)
{
  self->loading = agenda == NULL;
  if (agenda == NULL)
    {
      /* What is shown stays while other days are read. */
      if (self->agenda == NULL)
        {
          self->first_day = first_day;
          self->n_days = n_days;
        }
      return;
    }
  self->first_day = first_day;
  self->n_days = n_days;
  crm_agenda_ref (agenda);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  self->agenda = agenda;
  forget_moved (self);
}

GTimeZone *
crm_grid_items_get_zone (const CrmGridItems *self)
{
  return crm_store_get_zone (self->store);
}

guint32
crm_grid_items_get_today (const CrmGridItems *self)
{
  return crm_local_day (crm_clock_now (), crm_grid_items_get_zone (self), NULL);
}

gboolean
crm_grid_items_select (CrmGridItems *self, const char *kind, gint64 id, const char *rid)
{
  if (kind == NULL)
    {
      id = 0;
      rid = NULL;
    }
  else if (rid == NULL)
    rid = "";
  if (g_strcmp0 (self->kind, kind) == 0 && self->id == id && g_strcmp0 (self->rid, rid) == 0)
    return FALSE;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  self->id = id;
  g_free (self->rid);
  self->rid = g_strdup (rid);
  return TRUE;
}

CrmAgendaItem *
crm_grid_items_get_selected (const CrmGridItems *self)
{
  return self->kind != NULL ? find (self->agenda, self->kind, self->id, self->rid) : NULL;
}

gboolean
crm_grid_items_is_selected (const CrmGridItems *self, const CrmAgendaItem *item)
{
  return self->kind != NULL && is_key (item, self->kind, self->id, self->rid);
}

static Moved *
find_moved (const CrmGridItems *self, const CrmAgendaItem *item)
{
  for (guint i = 0; i < self->moved->len; i++)
    {
      Moved *moved = self->moved->pdata[i];

      if (is_key (item, moved->kind, moved->id, moved->rid))
        return moved;
    }
  return NULL;
}

void
crm_grid_items_get_times (const CrmGridItems *self, const CrmAgendaItem *item, gint64 *starts_at,
    gint64 *ends_at, gboolean *all_day)
{
  Moved *moved = find_moved (self, item);
  Place *place = moved != NULL ? &g_array_index (moved->places, Place, moved->places->len - 1) : NULL;

  *starts_at = place != NULL ? place->starts_at : item->starts_at;
  *ends_at = place != NULL ? place->ends_at : item->ends_at;
  *all_day = place != NULL ? place->all_day : item->all_day;
}

void
crm_grid_items_move (
    CrmGridItems *self, const CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  Moved *moved = find_moved (self, item);
  Place place = { starts_at, ends_at, all_day };

  if (moved == NULL)
    {
      moved = g_new0 (Moved, 1);
      moved->kind = g_strdup (item->kind);
      moved->id = item->id;
      moved->rid = g_strdup (item->rid);
      moved->places = g_array_new (FALSE, FALSE, sizeof (Place));
      g_ptr_array_add (self->moved, moved);
    }
  g_array_append_val (moved->places, place);
}

void
crm_grid_items_get_days (
    const CrmGridItems *self, gint64 starts_at, gint64 ends_at, guint32 *first, guint32 *last)
{
  GTimeZone *zone = crm_grid_items_get_zone (self);

  *first = crm_local_day (starts_at, zone, NULL);
  *last = ends_at > starts_at ? crm_local_day (ends_at - 1, zone, NULL) : *first;
  *last = MAX (*first, *last);
}

gboolean
crm_grid_items_step (const CrmGridItems *self, const CrmAgendaItem *item, int days, int minutes,
    gboolean resize, gint64 *starts_at, gint64 *ends_at, gboolean *all_day)
{
  GTimeZone *zone = crm_grid_items_get_zone (self);
  gint64 length;
  guint32 day;
  int second;

  if (resize ? !crm_agenda_item_can_resize (item) : !crm_agenda_item_can_move (item))
    return FALSE;
  crm_grid_items_get_times (self, item, starts_at, ends_at, all_day);
  if (*all_day)
    {
      minutes = 0;
      day = crm_local_day (*ends_at, zone, NULL);
      *ends_at = crm_local_instant (day + (guint32)days, 0, zone);
      day = crm_local_day (*starts_at, zone, NULL);
      if (!resize)
        *starts_at = crm_local_instant (day + (guint32)days, 0, zone);
      return days != 0 && *ends_at > *starts_at;
    }
  if (resize)
    {
      *ends_at = MAX (*ends_at + minutes * G_TIME_SPAN_MINUTE + days * G_TIME_SPAN_DAY,
          *starts_at + 15 * G_TIME_SPAN_MINUTE);
      return TRUE;
    }
  length = *ends_at - *starts_at;
  day = crm_local_day (*starts_at, zone, &second);
  /* A day on is the same time by the clock, whatever was done to it meanwhile. */
  if (days != 0)
    *starts_at = crm_local_instant (day + (guint32)days, second, zone);
  *starts_at += minutes * G_TIME_SPAN_MINUTE;
  *ends_at = *starts_at + length;
  return days != 0 || minutes != 0;
}

const CrmAgendaDay *
crm_grid_items_get_day (const CrmGridItems *self, guint32 day)
{
  GPtrArray *days = self->agenda != NULL ? crm_agenda_get_days (self->agenda) : NULL;

  for (guint i = 0; days != NULL && i < days->len; i++)
    if (((CrmAgendaDay *)days->pdata[i])->day == day)
      return days->pdata[i];
  return NULL;
}

int
crm_grid_items_get_weekday (guint32 day)
{
  /* GDate's day 1 was a Monday. */
  return (int)((day + 6) % 7) + 1;
}

gint64
crm_grid_items_get_midnight (const CrmGridItems *self, guint32 day)
{
  return crm_local_instant (day, 0, crm_grid_items_get_zone (self));
}

static gboolean
is_kind (const CrmAgendaItem *item, const char *kind)
{
  return g_strcmp0 (item->kind, kind) == 0;
}

gboolean
crm_agenda_item_can_move (const CrmAgendaItem *item)
{
  return !item->read_only && !is_kind (item, "birthday") && !is_kind (item, "holiday");
}

gboolean
crm_agenda_item_can_resize (const CrmAgendaItem *item)
{
  return crm_agenda_item_can_move (item) &&
         (is_kind (item, "meeting") || is_kind (item, "event") || is_kind (item, "leave"));
}

gboolean
crm_agenda_item_can_have_time (const CrmAgendaItem *item)
{
  return is_kind (item, "meeting") || is_kind (item, "event") || is_kind (item, "task");
}

gboolean
crm_agenda_item_can_be_all_day (const CrmAgendaItem *item)
{
  return item->all_day || crm_agenda_item_can_have_time (item);
}

gboolean
crm_agenda_item_equal (const CrmAgendaItem *a, const CrmAgendaItem *b)
{
  return is_key (a, b->kind, b->id, b->rid);
}
