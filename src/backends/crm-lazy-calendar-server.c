/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-lazy-calendar-server.h"

/* Owns the real calendars from the first question on, and passes on what is asked and what they tell. Main thread. */

#define CRM_TYPE_LAZY_CALENDAR_SERVER (crm_lazy_calendar_server_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmLazyCalendarServer, crm_lazy_calendar_server, CRM, LAZY_CALENDAR_SERVER, CrmCalendarServer)

struct _CrmLazyCalendarServer
{
  CrmCalendarServer parent_instance;
  guint patience_ms;
  CrmCalendarServer *(*make) (guint patience_ms);
  CrmCalendarServer *real; /* owned; NULL until it is asked */
};

G_DEFINE_FINAL_TYPE (CrmLazyCalendarServer, crm_lazy_calendar_server, CRM_TYPE_CALENDAR_SERVER)

static void
on_calendars_changed (CrmCalendarServer *real, gpointer data)
{
  g_signal_emit_by_name (data, "calendars-changed");
}

static void
on_status_changed (CrmCalendarServer *real, const char *source, gpointer data)
{
  g_signal_emit_by_name (data, "status-changed", source);
}

static void
on_objects_changed (CrmCalendarServer *real, const char *source, GPtrArray *objects, gpointer data)
{
  g_signal_emit_by_name (data, "objects-changed", source, objects);
}

static void
on_gone (CrmCalendarServer *real, gpointer data)
{
  g_signal_emit_by_name (data, "gone");
}

static void
on_announcing_changed (CrmCalendarServer *real, gpointer data)
{
  g_signal_emit_by_name (data, "announcing-changed");
}

static CrmCalendarServer *
get_real (CrmCalendarServer *server)
{
  CrmLazyCalendarServer *self = CRM_LAZY_CALENDAR_SERVER (server);

  if (self->real != NULL)
    return self->real;
  self->real = self->make (self->patience_ms);
  g_signal_connect_object (self->real, "calendars-changed", G_CALLBACK (on_calendars_changed), self, 0);
  g_signal_connect_object (self->real, "status-changed", G_CALLBACK (on_status_changed), self, 0);
  g_signal_connect_object (self->real, "objects-changed", G_CALLBACK (on_objects_changed), self, 0);
  g_signal_connect_object (self->real, "gone", G_CALLBACK (on_gone), self, 0);
  g_signal_connect_object (self->real, "announcing-changed", G_CALLBACK (on_announcing_changed), self, 0);
  return self->real;
}

static void
list_async (CrmCalendarServer *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_list_async (get_real (self), cancellable, callback, data);
}

static void
open_calendar (CrmCalendarServer *self, const char *source)
{
  crm_calendar_server_open (get_real (self), source);
}

/* What was never asked has nothing open. */
static void
close_calendar (CrmCalendarServer *self, const char *source)
{
  if (CRM_LAZY_CALENDAR_SERVER (self)->real != NULL)
    crm_calendar_server_close (get_real (self), source);
}

static CrmCalendarStatus
get_status (CrmCalendarServer *self, const char *source, char **error)
{
  if (CRM_LAZY_CALENDAR_SERVER (self)->real == NULL)
    return CRM_CALENDAR_OFFLINE;
  return crm_calendar_server_get_status (get_real (self), source, error);
}

static void
refresh_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_refresh_async (get_real (self), source, cancellable, callback, data);
}

static void
read_all_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_read_all_async (get_real (self), source, cancellable, callback, data);
}

static void
read_async (CrmCalendarServer *self, const char *source, const char *uid, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_read_async (get_real (self), source, uid, cancellable, callback, data);
}

static void
write_async (CrmCalendarServer *self, const char *source, const CrmCalendarObject *object,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_write_async (get_real (self), source, object, expected, cancellable, callback, data);
}

static void
remove_async (CrmCalendarServer *self, const char *source, const char *uid, const char *expected,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_remove_async (get_real (self), source, uid, expected, cancellable, callback, data);
}

static void
authenticate_async (CrmCalendarServer *self, const char *source, const char *user, const char *password,
    gboolean remember, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_authenticate_async (
      get_real (self), source, user, password, remember, cancellable, callback, data);
}

static void
trust_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  crm_calendar_server_trust_async (get_real (self), source, cancellable, callback, data);
}

static gboolean
is_announcing (CrmCalendarServer *self, const char *source)
{
  return CRM_LAZY_CALENDAR_SERVER (self)->real != NULL &&
         crm_calendar_server_is_announcing (get_real (self), source);
}

static void
crm_lazy_calendar_server_dispose (GObject *object)
{
  g_clear_object (&CRM_LAZY_CALENDAR_SERVER (object)->real);
  G_OBJECT_CLASS (crm_lazy_calendar_server_parent_class)->dispose (object);
}

static void
crm_lazy_calendar_server_class_init (CrmLazyCalendarServerClass *klass)
{
  CrmCalendarServerClass *server_class = CRM_CALENDAR_SERVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_lazy_calendar_server_dispose;
  server_class->list_async = list_async;
  server_class->open = open_calendar;
  server_class->close = close_calendar;
  server_class->get_status = get_status;
  server_class->refresh_async = refresh_async;
  server_class->read_all_async = read_all_async;
  server_class->read_async = read_async;
  server_class->write_async = write_async;
  server_class->remove_async = remove_async;
  server_class->authenticate_async = authenticate_async;
  server_class->trust_async = trust_async;
  server_class->is_announcing = is_announcing;
}

static void
crm_lazy_calendar_server_init (CrmLazyCalendarServer *self)
{
}

CrmCalendarServer *
crm_lazy_calendar_server_new (guint patience_ms, CrmCalendarServer *(*make) (guint patience_ms))
{
  CrmLazyCalendarServer *self = g_object_new (CRM_TYPE_LAZY_CALENDAR_SERVER, NULL);

  self->patience_ms = patience_ms;
  self->make = make;
  return CRM_CALENDAR_SERVER (self);
}
