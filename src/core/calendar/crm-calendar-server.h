/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The calendars of the desktop. Core knows only this class; a back end implements it. Nothing is connected before the first question. Main
 * thread; never blocks. It owns no state of sync: that is crm-calendar-sync's. Address books speak the same class: there the objects are
 * contacts, each the text of one vCard (ical), and what needs a calendar (color, announcing) is empty. */

typedef enum
{
  CRM_CALENDAR_OFFLINE, /* not opened */
  CRM_CALENDAR_CONNECTING,
  CRM_CALENDAR_CONNECTED, /* authenticated for 300 ms at least: safe to write */
  CRM_CALENDAR_UNREACHABLE,
  CRM_CALENDAR_CREDENTIALS, /* a password is wanted, or the one given was refused */
  CRM_CALENDAR_CERTIFICATE, /* not trusted */
  CRM_CALENDAR_BROKEN,
} CrmCalendarStatus;

typedef struct
{
  char *source; /* uid of its ESource */
  char *name;
  char *account; /* what it belongs to ("Nextcloud"), nullable */
  char *color;   /* "#rrggbb", nullable */
  char *address; /* e-mail of whose calendar it is, nullable */
  char *kind;    /* "local" "caldav" "google" "contacts" … */
  gboolean writable;
  gboolean selected; /* the desktop shows it */
  CrmCalendarStatus status;
  char *error; /* in words, nullable */
} CrmCalendarInfo;
CrmCalendarInfo *crm_calendar_info_copy (const CrmCalendarInfo *self);
void crm_calendar_info_free (CrmCalendarInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendarInfo, crm_calendar_info_free)

/* All components of one UID as one VCALENDAR. */
typedef struct
{
  char *uid;
  char *ical;     /* NULL: it is gone */
  char *revision; /* changes whenever it does; opaque; NULL: not known to be uploaded yet */
} CrmCalendarObject;
CrmCalendarObject *crm_calendar_object_new (const char *uid, const char *ical, const char *revision);
void crm_calendar_object_free (CrmCalendarObject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendarObject, crm_calendar_object_free)

#define CRM_TYPE_CALENDAR_SERVER (crm_calendar_server_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmCalendarServer, crm_calendar_server, CRM, CALENDAR_SERVER, GObject)

struct _CrmCalendarServerClass
{
  GObjectClass parent_class;
  void (*list_async) (
      CrmCalendarServer *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*open) (CrmCalendarServer *self, const char *source);
  void (*close) (CrmCalendarServer *self, const char *source);
  CrmCalendarStatus (*get_status) (CrmCalendarServer *self, const char *source, char **error);
  void (*refresh_async) (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*read_all_async) (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*read_async) (CrmCalendarServer *self, const char *source, const char *uid, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  void (*write_async) (CrmCalendarServer *self, const char *source, const CrmCalendarObject *object,
      const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*remove_async) (CrmCalendarServer *self, const char *source, const char *uid, const char *expected,
      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*authenticate_async) (CrmCalendarServer *self, const char *source, const char *user,
      const char *password, gboolean remember, GCancellable *cancellable, GAsyncReadyCallback callback,
      gpointer data);
  void (*trust_async) (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data);
  gboolean (*is_announcing) (CrmCalendarServer *self, const char *source);
};

/* Signals: "calendars-changed" (some appeared, went, or were renamed) · "status-changed" (const char *source) · "objects-changed" (const char
 * *source, GPtrArray of CrmCalendarObject *: collected for 300 ms and read; gone ones have no ical) · "gone" (the service died or came anew: everything
 * open is opened again by itself) · "announcing-changed". */

/* CrmCalendarInfo *; UNREACHABLE when the desktop has no such service. */
void crm_calendar_server_list_async (
    CrmCalendarServer *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *crm_calendar_server_list_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* Begins to follow a calendar, until it is closed; retries by itself with growing pauses. */
void crm_calendar_server_open (CrmCalendarServer *self, const char *source);
void crm_calendar_server_close (CrmCalendarServer *self, const char *source);
/* error (nullable): words, caller owns. */
CrmCalendarStatus crm_calendar_server_get_status (CrmCalendarServer *self, const char *source, char **error);
/* Fetches from the server; answers when what was there has been told of by "objects-changed". */
void crm_calendar_server_refresh_async (CrmCalendarServer *self, const char *source,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_calendar_server_refresh_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* All objects there are now (CrmCalendarObject *). Only after CONNECTED and a refresh is absence a sign of deletion. */
void crm_calendar_server_read_all_async (CrmCalendarServer *self, const char *source,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *crm_calendar_server_read_all_finish (
    CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* One; its ical is NULL when there is none. */
void crm_calendar_server_read_async (CrmCalendarServer *self, const char *source, const char *uid,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmCalendarObject *crm_calendar_server_read_finish (
    CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* Creates (expected NULL) or changes the object as a whole, and reads it back. CRM_STORE_ERROR_CONFLICT: it is another one by now (refresh, then read);
 * UNREACHABLE: nothing was written, try later; REFUSED: it will never be taken, with the server's words. */
void crm_calendar_server_write_async (CrmCalendarServer *self, const char *source,
    const CrmCalendarObject *object, const char *expected, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
CrmCalendarObject *crm_calendar_server_write_finish (
    CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* What is not there is removed with success. */
void crm_calendar_server_remove_async (CrmCalendarServer *self, const char *source, const char *uid,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_calendar_server_remove_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* Answers status CREDENTIALS; with remember the password is kept in the keyring by the service. CREDENTIALS again when refused. */
void crm_calendar_server_authenticate_async (CrmCalendarServer *self, const char *source, const char *user,
    const char *password, gboolean remember, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data);
gboolean crm_calendar_server_authenticate_finish (
    CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* Answers status CERTIFICATE: trusts the one that was shown. */
void crm_calendar_server_trust_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_calendar_server_trust_finish (CrmCalendarServer *self, GAsyncResult *result, GError **error);
/* The desktop itself tells of reminders in this calendar at present (evolution-alarm-notify runs and the calendar takes part). */
gboolean crm_calendar_server_is_announcing (CrmCalendarServer *self, const char *source);
