/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-ahead.h"

/* Keeps the agendas of the days on show and of those beside them. Main thread, but for functions named _in_worker. */

/* When the page has been painted. */
#define DELAY_MS 120
/* What is past by now looks different. */
#define FRESH (G_TIME_SPAN_MINUTE / 2)
#define PRIORITY 20 /* after everything that somebody waits for */

typedef struct
{
  CrmAgendaQuery *query; /* owned */
  CrmAgenda *agenda;     /* owned; NULL: not read yet */
  gint64 at;             /* monotonic */
} Entry;

struct _CrmCalendarAhead
{
  CrmStore *store; /* owned */
  GPtrArray *entries;
  GCancellable *cancellable; /* of what is being read; NULL: nothing is */
  guint delay;
};

CrmAgendaQuery *
crm_agenda_query_copy (const CrmAgendaQuery *query)
{
  CrmAgendaQuery *copy = g_memdup2 (query, sizeof *query);

  g_time_zone_ref (copy->zone);
  return copy;
}

void
crm_agenda_query_free (CrmAgendaQuery *query)
{
  g_time_zone_unref (query->zone);
  g_free (query);
}

static gboolean
is_same (const CrmAgendaQuery *a, const CrmAgendaQuery *b)
{
  return a->from == b->from && a->until == b->until && a->layers == b->layers && a->owner == b->owner &&
         a->max == b->max && a->upcoming == b->upcoming &&
         g_str_equal (g_time_zone_get_identifier (a->zone), g_time_zone_get_identifier (b->zone));
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  crm_agenda_query_free (self->query);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_free (self);
}

CrmCalendarAhead *
crm_calendar_ahead_new (CrmStore *store)
{
  CrmCalendarAhead *self = g_new0 (CrmCalendarAhead, 1);

  self->store = g_object_ref (store);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
crm_calendar_ahead_free (CrmCalendarAhead *self)
{
  crm_calendar_ahead_stop (self, TRUE);
  g_ptr_array_unref (self->entries);
  g_object_unref (self->store);
  g_free (self);
}

static Entry *
find (CrmCalendarAhead *self, const CrmAgendaQuery *query)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (is_same (entry->query, query) &&
          (entry->agenda == NULL || g_get_monotonic_time () - entry->at < FRESH))
        return entry;
    }
  return NULL;
}

static void
free_query (gpointer data)
{
  crm_agenda_query_free (data);
}

static void
free_agenda (gpointer data)
{
  crm_agenda_unref (data);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read (tx, data, error);
}

static void read_next (CrmCalendarAhead *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmCalendarAhead *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmAgenda) agenda = crm_store_read_finish (CRM_STORE (source), result, &error);

  /* Whoever stopped it may be gone. What is wrong with the book is told where it is waited for. */
  if (agenda == NULL)
    return;
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->agenda != NULL)
        continue;
      entry->agenda = g_steal_pointer (&agenda);
      entry->at = g_get_monotonic_time ();
      break;
    }
  read_next (self);
}

/* The first that is not there. */
static void
read_next (CrmCalendarAhead *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->agenda != NULL)
        continue;
      self->cancellable = g_cancellable_new ();
      crm_store_read_async (self->store, PRIORITY, read_in_worker, crm_agenda_query_copy (entry->query),
          free_query, free_agenda, self->cancellable, on_read, self);
      return;
    }
}

static gboolean
on_delay (gpointer data)
{
  CrmCalendarAhead *self = data;

  self->delay = 0;
  read_next (self);
  return G_SOURCE_REMOVE;
}

static Entry *
entry_new (CrmCalendarAhead *self, const CrmAgendaQuery *query)
{
  Entry *entry = g_new0 (Entry, 1), *known = find (self, query);

  entry->query = crm_agenda_query_copy (query);
  if (known != NULL && known->agenda != NULL)
    {
      entry->agenda = crm_agenda_ref (known->agenda);
      entry->at = known->at;
    }
  return entry;
}

void
crm_calendar_ahead_read (CrmCalendarAhead *self, const CrmAgendaQuery *shown, CrmAgenda *agenda,
    const CrmAgendaQuery *before, const CrmAgendaQuery *after)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  Entry *entry = entry_new (self, shown);

  crm_calendar_ahead_stop (self, FALSE);
  if (entry->agenda != agenda)
    {
      g_clear_pointer (&entry->agenda, crm_agenda_unref);
      entry->agenda = crm_agenda_ref (agenda);
      entry->at = g_get_monotonic_time ();
    }
  g_ptr_array_add (entries, entry);
  g_ptr_array_add (entries, entry_new (self, after));
  g_ptr_array_add (entries, entry_new (self, before));
  g_ptr_array_unref (self->entries);
  self->entries = entries;
  self->delay = g_timeout_add (DELAY_MS, on_delay, self);
}

CrmAgenda *
crm_calendar_ahead_get (CrmCalendarAhead *self, const CrmAgendaQuery *query)
{
  Entry *entry = find (self, query);

  return entry != NULL && entry->agenda != NULL ? crm_agenda_ref (entry->agenda) : NULL;
}

void
crm_calendar_ahead_stop (CrmCalendarAhead *self, gboolean forget)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->delay, g_source_remove);
  if (forget)
    g_ptr_array_set_size (self->entries, 0);
}
