/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-server.h"

/* The abstract class of the desktop's calendars: forwards to the back end, hands over its answers (GTasks), and names the signals.
 * Owns nothing. Main thread. */

G_DEFINE_ABSTRACT_TYPE (CrmCalendarServer, crm_calendar_server, G_TYPE_OBJECT)

CrmCalendarInfo *
crm_calendar_info_copy (const CrmCalendarInfo *self)
{
  CrmCalendarInfo *copy = g_new (CrmCalendarInfo, 1);

  *copy = *self;
  copy->source = g_strdup (self->source);
  copy->name = g_strdup (self->name);
  copy->account = g_strdup (self->account);
  copy->color = g_strdup (self->color);
  copy->address = g_strdup (self->address);
  copy->kind = g_strdup (self->kind);
  copy->error = g_strdup (self->error);
  return copy;
}

void
crm_calendar_info_free (CrmCalendarInfo *self)
{
  if (!self)
    return;
  g_free (self->source);
  g_free (self->name);
  g_free (self->account);
  g_free (self->color);
  g_free (self->address);
  g_free (self->kind);
  g_free (self->error);
  g_free (self);
}

CrmCalendarObject *
crm_calendar_object_new (const char *uid, const char *ical, const char *revision)
{
  CrmCalendarObject *self = g_new (CrmCalendarObject, 1);

  self->uid = g_strdup (uid);
  self->ical = g_strdup (ical);
  self->revision = g_strdup (revision);
  return self;
}

void
crm_calendar_object_free (CrmCalendarObject *self)
{
  if (!self)
    return;
  g_free (self->uid);
  g_free (self->ical);
  g_free (self->revision);
  g_free (self);
}

static void
crm_calendar_server_class_init (CrmCalendarServerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_new ("calendars-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new (
      "status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("objects-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
      G_TYPE_STRING, G_TYPE_PTR_ARRAY);
  g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("announcing-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_calendar_server_init (CrmCalendarServer *self)
{
}

void
crm_calendar_server_list_async (
    CrmCalendarServer *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self));
  CRM_CALENDAR_SERVER_GET_CLASS (self)->list_async (self, cancellable, callback, data);
}

GPtrArray *
crm_calendar_server_list_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_calendar_server_open (CrmCalendarServer *self, const char *source)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->open (self, source);
}

void
crm_calendar_server_close (CrmCalendarServer *self, const char *source)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->close (self, source);
}

CrmCalendarStatus
crm_calendar_server_get_status (CrmCalendarServer *self, const char *source, char **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL, CRM_CALENDAR_OFFLINE);
  if (error)
    *error = NULL;
  return CRM_CALENDAR_SERVER_GET_CLASS (self)->get_status (self, source, error);
}

void
crm_calendar_server_refresh_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->refresh_async (self, source, cancellable, callback, data);
}

gboolean
crm_calendar_server_refresh_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_calendar_server_read_all_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->read_all_async (self, source, cancellable, callback, data);
}

GPtrArray *
crm_calendar_server_read_all_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_calendar_server_read_async (CrmCalendarServer *self, const char *source, const char *uid,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL && uid != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->read_async (self, source, uid, cancellable, callback, data);
}

CrmCalendarObject *
crm_calendar_server_read_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_calendar_server_write_async (CrmCalendarServer *self, const char *source, const CrmCalendarObject *object,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL && object != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->write_async (
      self, source, object, expected, cancellable, callback, data);
}

CrmCalendarObject *
crm_calendar_server_write_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
crm_calendar_server_remove_async (CrmCalendarServer *self, const char *source, const char *uid,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL && uid != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->remove_async (
      self, source, uid, expected, cancellable, callback, data);
}

gboolean
crm_calendar_server_remove_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_calendar_server_authenticate_async (CrmCalendarServer *self, const char *source, const char *user,
    const char *password, gboolean remember, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->authenticate_async (
      self, source, user, password, remember, cancellable, callback, data);
}

gboolean
crm_calendar_server_authenticate_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_calendar_server_trust_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL);
  CRM_CALENDAR_SERVER_GET_CLASS (self)->trust_async (self, source, cancellable, callback, data);
}

gboolean
crm_calendar_server_trust_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && G_IS_TASK (result), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
crm_calendar_server_is_announcing (CrmCalendarServer *self, const char *source)
{
  CrmCalendarServerClass *klass;

  g_return_val_if_fail (CRM_IS_CALENDAR_SERVER (self) && source != NULL, FALSE);
  klass = CRM_CALENDAR_SERVER_GET_CLASS (self);
  return klass->is_announcing && klass->is_announcing (self, source);
}
