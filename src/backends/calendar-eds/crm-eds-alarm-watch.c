/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-alarm-watch.h"

/* Owns a watch of the name on the session bus. Main thread. */

#define NAME "org.gnome.Evolution-alarm-notify"

struct _CrmEdsAlarmWatch
{
  GObject parent_instance;
  guint watch;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (CrmEdsAlarmWatch, crm_eds_alarm_watch, G_TYPE_OBJECT)

static void
set_running (CrmEdsAlarmWatch *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_signal_emit_by_name (self, "changed");
}

static void
on_name_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  set_running (data, TRUE);
}

static void
on_name_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  set_running (data, FALSE);
}

static void
crm_eds_alarm_watch_dispose (GObject *object)
{
  CrmEdsAlarmWatch *self = CRM_EDS_ALARM_WATCH (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  G_OBJECT_CLASS (crm_eds_alarm_watch_parent_class)->dispose (object);
}

static void
crm_eds_alarm_watch_class_init (CrmEdsAlarmWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_eds_alarm_watch_dispose;
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_eds_alarm_watch_init (CrmEdsAlarmWatch *self)
{
}

CrmEdsAlarmWatch *
crm_eds_alarm_watch_new (void)
{
  CrmEdsAlarmWatch *self = g_object_new (CRM_TYPE_EDS_ALARM_WATCH, NULL);

  self->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
      on_name_vanished, self, NULL);
  return self;
}

gboolean
crm_eds_alarm_watch_covers (CrmEdsAlarmWatch *self, ESource *source)
{
  ESourceAlarms *alarms;

  if (!self->running)
    return FALSE;
  /* Asking for an extension that is not there makes it. Without one the calendar takes part. */
  if (!e_source_has_extension (source, E_SOURCE_EXTENSION_ALARMS))
    return TRUE;
  alarms = e_source_get_extension (source, E_SOURCE_EXTENSION_ALARMS);
  return e_source_alarms_get_include_me (alarms);
}
