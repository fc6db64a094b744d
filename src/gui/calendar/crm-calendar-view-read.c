/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"

/* Reads the days of the calendar page and shows them: what is shown stays until the new ones are there. Main thread, but for functions named
 * _in_worker. */

#define REFRESH_MS 50
#define SPINNER_MS 150
#define NEXT_MEETINGS 3
#define NEXT_DAYS 60
#define NEXT_FRESH (G_TIME_SPAN_MINUTE / 2)
#define LIST_ROWS 600 /* of the agenda, which makes a row of each */

/* Showing */

void
crm_calendar_view_show_titles (CrmCalendarView *self)
{
  g_autofree char *title = crm_calendar_dup_title (self->shown, self->day, self->first, self->n);
  g_autofree char *subtitle = crm_calendar_dup_subtitle (self->shown, self->first, self->n, self->agenda);

  /* The buttons of a narrow header leave it no room. */
  gtk_label_set_text (self->narrow_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_title), self->narrow);
  adw_window_title_set_title (self->title, self->narrow ? "" : title);
  adw_window_title_set_subtitle (self->title, self->narrow ? "" : subtitle);
  crm_calendar_view_fit_modes (self);
}

void
crm_calendar_view_show_month (CrmCalendarView *self)
{
  /* All of a month need no shade. */
  crm_mini_month_set_shown (
      self->month, self->first, self->shown == CRM_CALENDAR_MONTH ? 0 : self->n, self->day);
  crm_day_tasks_show (self->tasks, self->shown == CRM_CALENDAR_DAY ? self->first : 0,
      crm_calendar_today (crm_calendar_view_get_store (self)),
      crm_calendar_layers_get_owner (self->layers) != 0);
}

static void
show_empty (CrmCalendarView *self)
{
  gboolean empty = self->agenda != NULL && crm_agenda_get_items (self->agenda)->len == 0;
  gboolean list = self->shown == CRM_CALENDAR_AGENDA;

  gtk_label_set_text (GTK_LABEL (self->empty),
      list ? _ ("Nothing planned. Press Ctrl+N to add.") : _ ("Nothing planned. Drag to add."));
  /* The grid of hours says it itself, below its heads. */
  gtk_widget_set_visible (
      self->empty, empty && GTK_WIDGET (crm_calendar_view_get_grid (self)) != self->time_grid);
}

static void
show_agenda (CrmCalendarView *self)
{
  CrmCalendarGrid *grid = crm_calendar_view_get_grid (self);
  gint64 at = self->focus_at;

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (grid));
  gtk_revealer_set_reveal_child (self->error_strip, FALSE);
  crm_calendar_grid_set_agenda (grid, self->first, self->n, self->agenda);
  crm_calendar_view_show_titles (self);
  show_empty (self);
  crm_calendar_grid_select (grid, crm_calendar_view_get_selected (self) != NULL ? self->wanted_kind : NULL,
      self->wanted_id, self->wanted_rid);
  crm_calendar_view_show_selection (self);
  self->focus_at = 0;
  if (at != 0)
    crm_calendar_grid_go_to (grid, at);
}

void
crm_calendar_view_show_again (CrmCalendarView *self)
{
  if (self->agenda != NULL && !self->reading)
    crm_calendar_grid_set_agenda (crm_calendar_view_get_grid (self), self->first, self->n, self->agenda);
}

/* Reading */

static void
query_free (gpointer data)
{
  crm_agenda_query_free (data);
}

static void
agenda_free (gpointer data)
{
  crm_agenda_unref (data);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_agenda_read (tx, data, error);
}

/* What comes next, for the panel: after the days, which do not wait for it. */

static void
on_next_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmAgenda) next = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->day_ticker == NULL)
    return;
  g_clear_object (&self->next_cancellable);
  /* Whatever is wrong with the book is told by the days. */
  if (next == NULL)
    return;
  self->next_at = g_get_monotonic_time ();
  crm_calendar_details_set_next (self->details, next);
}

static void
begin_next (CrmCalendarView *self)
{
  CrmStore *store = crm_calendar_view_get_store (self);
  CrmAgendaQuery *query;

  if (self->next_at != 0 && g_get_monotonic_time () - self->next_at < NEXT_FRESH)
    return;
  query = g_new0 (CrmAgendaQuery, 1);
  g_cancellable_cancel (self->next_cancellable);
  g_clear_object (&self->next_cancellable);
  self->next_cancellable = g_cancellable_new ();
  query->zone = g_time_zone_ref (crm_store_get_zone (store));
  query->from = crm_clock_now ();
  query->until = query->from + NEXT_DAYS * G_TIME_SPAN_DAY;
  query->layers = CRM_LAYER_MEETINGS;
  query->owner = crm_calendar_layers_get_owner (self->layers);
  query->max = NEXT_MEETINGS;
  query->upcoming = TRUE;
  crm_store_read_async (store, 1, read_in_worker, query, query_free, agenda_free, self->next_cancellable,
      on_next_read, g_object_ref (self));
}

static void
end_loading (CrmCalendarView *self)
{
  self->reading = FALSE;
  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

CrmAgendaQuery *
crm_calendar_view_make_query (CrmCalendarView *self, guint32 first)
{
  GTimeZone *zone = crm_store_get_zone (crm_calendar_view_get_store (self));
  CrmAgendaQuery *query = g_new0 (CrmAgendaQuery, 1);

  query->zone = g_time_zone_ref (zone);
  query->from = crm_calendar_day_instant (first, zone);
  query->until = crm_calendar_day_instant (first + self->n, zone);
  query->layers = crm_calendar_layers_get (self->layers);
  /* Meetings hidden: those of the desktop's calendars have switches of their own. */
  query->owner = crm_calendar_layers_get_owner (self->layers);
  query->max = self->shown == CRM_CALENDAR_AGENDA ? LIST_ROWS : 0;
  return query;
}

/* Days and weeks are turned over one after another; a month or a list takes too long to be read for nothing. */
static void
read_ahead (CrmCalendarView *self)
{
  guint32 step = self->n > 1 ? 7 : 1;
  g_autoptr (CrmAgendaQuery) shown = NULL;
  g_autoptr (CrmAgendaQuery) before = NULL;
  g_autoptr (CrmAgendaQuery) after = NULL;

  /* Of what has changed meanwhile nothing is worth keeping. */
  if (self->n > 7 || self->shown == CRM_CALENDAR_AGENDA || !self->shown_page || self->refresh != 0 ||
      self->first <= step)
    return;
  shown = crm_calendar_view_make_query (self, self->first);
  before = crm_calendar_view_make_query (self, self->first - step);
  after = crm_calendar_view_make_query (self, self->first + step);
  crm_calendar_ahead_read (self->ahead, shown, self->agenda, before, after);
}

void
crm_calendar_view_forget (CrmCalendarView *self)
{
  if (self->ahead != NULL)
    crm_calendar_ahead_stop (self->ahead, TRUE);
  self->next_at = 0;
}

static void
take_agenda (CrmCalendarView *self, CrmAgenda *agenda)
{
  {
    /* Grids and details still point into the old one. */
    g_autoptr (CrmAgenda) old = self->agenda;

    self->agenda = crm_agenda_ref (agenda);
    show_agenda (self);
  }
  begin_next (self);
  if (self->print)
    crm_calendar_view_print (self);
  if (self->stale)
    crm_calendar_view_refresh (self);
  else
    read_ahead (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmAgenda) agenda = crm_store_read_finish (CRM_STORE (source), result, &error);

  /* Other days were asked for meanwhile, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->day_ticker == NULL)
    return;
  g_clear_object (&self->cancellable);
  end_loading (self);
  if (agenda == NULL)
    {
      gboolean first_time = self->agenda == NULL;

      adw_status_page_set_icon_name (self->error_page, "dialog-error-symbolic");
      adw_status_page_set_description (self->error_page, error->message);
      gtk_label_set_text (self->error_label, error->message);
      gtk_revealer_set_reveal_child (self->error_strip, !first_time);
      if (first_time)
        gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  take_agenda (self, agenda);
}

static gboolean
on_spinner_delay (gpointer data)
{
  CrmCalendarView *self = data;

  self->spinner_delay = 0;
  if (self->agenda != NULL)
    crm_calendar_grid_set_agenda (crm_calendar_view_get_grid (self), self->first, self->n, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

void
crm_calendar_view_begin_reading (CrmCalendarView *self)
{
  CrmStore *store = crm_calendar_view_get_store (self);
  CrmAgendaQuery *query = crm_calendar_view_make_query (self, self->first);
  g_autoptr (CrmAgenda) known = NULL;

  if (self->ahead == NULL)
    self->ahead = crm_calendar_ahead_new (store);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* What was to come next is read again after this. */
  g_cancellable_cancel (self->next_cancellable);
  g_clear_object (&self->next_cancellable);
  crm_calendar_ahead_stop (self->ahead, FALSE);
  self->stale = FALSE;
  self->unseen = FALSE;
  self->today = crm_calendar_today (store);
  known = crm_calendar_ahead_get (self->ahead, query);
  if (known != NULL)
    {
      crm_agenda_query_free (query);
      end_loading (self);
      take_agenda (self, known);
      return;
    }
  self->reading = TRUE;
  self->cancellable = g_cancellable_new ();
  if (self->spinner_delay == 0)
    self->spinner_delay = g_timeout_add (SPINNER_MS, on_spinner_delay, self);
  crm_store_read_async (store, 0, read_in_worker, query, query_free, agenda_free, self->cancellable, on_read,
      g_object_ref (self));
}

/* The same days again. */
void
crm_calendar_view_refresh (CrmCalendarView *self)
{
  if (self->reading)
    {
      self->stale = TRUE;
      return;
    }
  crm_calendar_view_forget (self);
  crm_calendar_view_begin_reading (self);
  crm_mini_month_refresh (self->month);
}

static gboolean
on_refresh (gpointer data)
{
  CrmCalendarView *self = data;

  self->refresh = 0;
  crm_calendar_view_refresh (self);
  return G_SOURCE_REMOVE;
}

void
crm_calendar_view_refresh_soon (CrmCalendarView *self)
{
  crm_calendar_view_forget (self);
  if (!self->shown_page)
    self->unseen = TRUE;
  else if (self->refresh == 0)
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}
