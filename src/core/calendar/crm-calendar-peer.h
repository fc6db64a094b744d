/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-server.h"
#include "store/crm-store.h"

/* One calendar that is followed: it does one thing at a time (take what was told, survey, refresh, give away), so nothing overtakes anything.
 * Main thread. */
typedef struct _CrmCalendarPeer CrmCalendarPeer;

/* What is kept in step, and how it gets into the book. Functions that take a transaction run in a worker's thread. */
typedef struct
{
  char *(*dup_purpose) (const char *name);  /* of the operations */
  char *(*dup_words) (const GError *error); /* what is said of a failure; NULL: what the error says */
  /* What others wrote is marked first, so that states are true; *use is NULL when it is not in use any more. end passes over the own lines of
   * the log. */
  gboolean (*begin) (CrmTransaction *tx, gint64 id, GObject *context, gpointer *use, GError **error);
  gboolean (*end) (CrmTransaction *tx, GError **error);
  void (*free_use) (gpointer use);
  /* reason: why it could not be taken a moment ago, nullable. */
  gboolean (*take) (
      CrmTransaction *tx, gpointer use, const CrmCalendarObject *object, const char *reason, GError **error);
  /* After everything there was listed; *again: when to look once more, 0 not at all. */
  gboolean (*reconcile) (CrmTransaction *tx, gpointer use, GHashTable *uids, gint64 *again, GError **error);
} CrmCalendarPeerKind;
/* Meetings and events in a calendar. Only this kind can be written. */
extern const CrmCalendarPeerKind crm_calendar_peer_events;

/* Hears that something went on: what is_busy, get_due or get_error say may differ, and so may the book. */
typedef void (*CrmCalendarPeerChanged) (gpointer data);

/* Opens the calendar at the server. context (nullable, a reference is taken) is given to begin. written: meetings go there. */
CrmCalendarPeer *crm_calendar_peer_new (const CrmCalendarPeerKind *kind, GObject *context, CrmStore *store,
    CrmCalendarServer *server, gint64 calendar, const char *source, const char *name, gboolean written,
    CrmCalendarPeerChanged changed, gpointer data);
/* Ends it; what is on its way is not waited for. */
void crm_calendar_peer_close (CrmCalendarPeer *self);

/* Objects as "objects-changed" tells them (copied). */
void crm_calendar_peer_tell (CrmCalendarPeer *self, GPtrArray *objects);
/* The server's word of it may be another one. gone: the service died, whatever it says. */
void crm_calendar_peer_check_status (CrmCalendarPeer *self, gboolean gone);
/* There may be something new to give away. */
void crm_calendar_peer_wake (CrmCalendarPeer *self);
/* Somebody looks: what is new on the server is fetched now. */
void crm_calendar_peer_look (CrmCalendarPeer *self);
/* Time went by. */
void crm_calendar_peer_tick (CrmCalendarPeer *self);
/* Now, whatever the pauses say; refused ones too. */
void crm_calendar_peer_retry (CrmCalendarPeer *self);

const char *crm_calendar_peer_get_source (CrmCalendarPeer *self);
gboolean crm_calendar_peer_is_written (CrmCalendarPeer *self);
/* Something is on its way, or could be at once. */
gboolean crm_calendar_peer_is_busy (CrmCalendarPeer *self);
/* When it wants to do something next; G_MAXINT64: not by itself. */
gint64 crm_calendar_peer_get_due (CrmCalendarPeer *self);
/* Words of what went wrong last, NULL when nothing did. */
const char *crm_calendar_peer_get_error (CrmCalendarPeer *self);
/* When the server last told that nothing more is new; 0: not since this was made. */
gint64 crm_calendar_peer_get_looked_at (CrmCalendarPeer *self);
/* How often something was written down: its events, or what became of them. */
guint crm_calendar_peer_get_n_writes (CrmCalendarPeer *self);
