/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-peer.h"
#include "calendar/crm-calendar-sync-private.h"

/* Between what a peer takes and what it gives away. Main thread; *_in_worker runs in the writer's. */

/* What a transaction is given and gives back; shared with the writer's thread. */
typedef struct
{
  const CrmCalendarPeerKind *kind;
  GObject *context; /* nullable */
  gint64 calendar;
  GPtrArray *objects; /* CrmCalendarObject *; first the n_done that were taken */
  guint n_done;
  char *reason; /* why the object cannot be taken */
  GHashTable *uids;
  gint64 again;
  gboolean force;
  gboolean refused;
  char *words;
  CrmCalendarJob job;
  CrmCalendarObject *answer;
} CrmPeerWork;

struct _CrmCalendarPeer
{
  CrmStore *store;
  CrmCalendarServer *server;
  const CrmCalendarPeerKind *kind;
  GObject *context; /* nullable */
  GCancellable *cancellable;
  gint64 calendar;
  char *source;
  char *name;
  gboolean written;
  CrmCalendarPeerChanged changed;
  gpointer data;
  gboolean closed;
  gboolean connected;

  gboolean busy;
  CrmPeerWork *work;     /* of what is going on, nullable */
  GHashTable *pending;   /* uid → CrmCalendarObject *: told, not taken */
  GHashTable *confirmed; /* uid → revision of what was written from here last */
  GHashTable
      *doubtful; /* uids whose object must be read, for what was told may be older than what was written */
  GHashTable *collisions; /* uid → how often the calendar had another version */
  GHashTable *uids;       /* of a survey whose objects are being taken, nullable */
  gboolean single;        /* one object a transaction, to find the one that does not go */
  gboolean forced;
  gint64 survey_due, refresh_due, push_due, hold_until;
  gint64 looked_at; /* 0 never */
  guint n_writes;   /* into the book */
  guint tries;
  char *error;
};

/* Shared with the writer's thread. */
CrmPeerWork *crm_calendar_peer_work_new (CrmCalendarPeer *self);
void crm_calendar_peer_work_unref (gpointer work);
CrmCalendarPeer *crm_calendar_peer_ref (CrmCalendarPeer *self);
void crm_calendar_peer_unref (CrmCalendarPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendarPeer, crm_calendar_peer_unref)
CrmCalendarObject *crm_calendar_object_copy (const CrmCalendarObject *object);

/* Runs a transaction over self->work; callback gets a reference on self. */
void crm_calendar_peer_write_book (CrmCalendarPeer *self, CrmWriteFunc func, GAsyncReadyCallback callback);
gboolean crm_calendar_peer_finish_write (CrmCalendarPeer *self, GAsyncResult *result, GError **error);
/* Of events. What others wrote is marked first, so that states are true; at the end the own lines of the log are passed over. */
gboolean crm_calendar_peer_begin_in_worker (
    CrmTransaction *tx, CrmPeerWork *work, CrmCalendarUse **use, GError **error);
/* What went on has ended; it went well; nothing is done for a while. */
void crm_calendar_peer_done (CrmCalendarPeer *self);
void crm_calendar_peer_succeed (CrmCalendarPeer *self);
void crm_calendar_peer_hold (CrmCalendarPeer *self, const GError *error);

/* Gives away what is next in the queue. */
void crm_calendar_peer_push (CrmCalendarPeer *self);
