/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-grid.h"

/* The interface of the grids and its signals. No state. Main thread. */

G_DEFINE_INTERFACE (CrmCalendarGrid, crm_calendar_grid, GTK_TYPE_WIDGET)

static void
crm_calendar_grid_default_init (CrmCalendarGridInterface *iface)
{
  GType type = CRM_TYPE_CALENDAR_GRID;

  g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("create", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_INT64,
      G_TYPE_INT64, G_TYPE_BOOLEAN, GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5, G_TYPE_POINTER,
      G_TYPE_INT64, G_TYPE_INT64, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN);
  g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
      GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
      G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_BOOLEAN);
  g_signal_new ("show-day", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new ("page", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_signal_new ("turn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

void
crm_calendar_grid_set_agenda (CrmCalendarGrid *self, guint32 first_day, guint n_days, CrmAgenda *agenda)
{
  g_return_if_fail (CRM_IS_CALENDAR_GRID (self) && first_day > 0 && n_days > 0);
  CRM_CALENDAR_GRID_GET_IFACE (self)->set_agenda (self, first_day, n_days, agenda);
}

void
crm_calendar_grid_select (CrmCalendarGrid *self, const char *kind, gint64 id, const char *rid)
{
  g_return_if_fail (CRM_IS_CALENDAR_GRID (self));
  CRM_CALENDAR_GRID_GET_IFACE (self)->select (self, kind, id, rid);
}

void
crm_calendar_grid_go_to (CrmCalendarGrid *self, gint64 at)
{
  g_return_if_fail (CRM_IS_CALENDAR_GRID (self));
  CRM_CALENDAR_GRID_GET_IFACE (self)->go_to (self, at);
}

CrmAgendaItem *
crm_calendar_grid_get_selected (CrmCalendarGrid *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_GRID (self), NULL);
  return CRM_CALENDAR_GRID_GET_IFACE (self)->get_selected (self);
}

gboolean
crm_calendar_grid_press (CrmCalendarGrid *self, guint keyval, GdkModifierType state)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_GRID (self), FALSE);
  return CRM_CALENDAR_GRID_GET_IFACE (self)->press != NULL &&
         CRM_CALENDAR_GRID_GET_IFACE (self)->press (self, keyval, state);
}
