/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-calendar-peer.h"

/* Follows what the desktop keeps and the book uses of it, calendars or address books: which there are, a peer for each one in use, when they are
 * due, and the right to be the program that does so for this book, a lock in the user's session that the system takes back when the program
 * ends however it ends. Who has it not looks on, and tries again. The desktop is left alone until something is used or somebody looks.
 * Abstract. Main thread. */
/* Signal "health" (no arguments): how they are may differ. */
#define CRM_TYPE_DESKTOP_SYNC (crm_desktop_sync_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmDesktopSync, crm_desktop_sync, CRM, DESKTOP_SYNC, GObject)

/* One that the book knows of. */
typedef struct
{
  gint64 id; /* record */
  const char *source, *name;
  gboolean used, written;
} CrmDesktopUse;

struct _CrmDesktopSyncClass
{
  GObjectClass parent_class;

  const char *lease;               /* of crm_lease_take */
  const char *missing;             /* words (N_) when there is no server */
  const char *silent;              /* words (N_) when the desktop does not list them; NULL: its own */
  const CrmCalendarPeerKind *kind; /* of the peers */

  /* What the book says of them, read in a worker; take gets it, and owns it then. */
  gpointer (*read) (CrmTransaction *tx, GError **error);
  GDestroyNotify free_standing;
  void (*take) (CrmDesktopSync *self, gpointer standing);
  /* As last taken; NULL before. Valid until the next is taken. Caller owns the array. */
  GArray *(*list_uses) (CrmDesktopSync *self);
  /* Lines of the accounts page, for get_health. */
  GPtrArray *(*list_health) (CrmDesktopSync *self);

  /* Optional. */
  GObject *(*get_context) (CrmDesktopSync *self); /* of the peers */
  void (*lead) (CrmDesktopSync *self);            /* this program follows from now on */
  void (*follow) (CrmDesktopSync *self, gint64 id, const CrmCalendarInfo *info);
  void (*peer_changed) (CrmDesktopSync *self);
  gboolean (*is_busy) (CrmDesktopSync *self);
};

/* Asks the desktop which there are. It is done by itself as soon as one is used; before, only who shows the choice asks, so that nobody who needs
 * none waits for or pays for the service. */
void crm_desktop_sync_look (CrmDesktopSync *self);
CrmStore *crm_desktop_sync_get_store (CrmDesktopSync *self);
CrmCalendarServer *crm_desktop_sync_get_server (CrmDesktopSync *self); /* nullable */
/* CrmCalendarHealth * or CrmContactHealth *: used ones first. Owned by self, valid until "health" is emitted. */
GPtrArray *crm_desktop_sync_get_health (CrmDesktopSync *self);
/* TRUE until the desktop has answered which there are. */
gboolean crm_desktop_sync_is_loading (CrmDesktopSync *self);
/* Words when evolution-data-server is not there at all. */
const char *crm_desktop_sync_get_error (CrmDesktopSync *self);
/* One program at a time follows for a book; the others look on, and take over when it ends. */
gboolean crm_desktop_sync_is_leading (CrmDesktopSync *self);
/* TRUE while something is being asked, taken or given away, or could be at once. Told by "health". */
gboolean crm_desktop_sync_is_busy (CrmDesktopSync *self);
/* Now, whatever the pauses say: one (record id) or all (0). */
void crm_desktop_sync_retry (CrmDesktopSync *self, gint64 id);
/* Looks what is new on the servers of those that answer: they tell nobody by themselves. */
void crm_desktop_sync_refresh (CrmDesktopSync *self);
/* Does what the clock says is due; happens by itself at least once a minute. For a program that was asleep. */
void crm_desktop_sync_tick (CrmDesktopSync *self);

/* ---- for the types that derive from it ---- */

/* Called once, first of all. Starts at once. */
void crm_desktop_sync_set_up (CrmDesktopSync *self, CrmStore *store, CrmCalendarServer *server);
/* The book may say something else of them. */
void crm_desktop_sync_read (CrmDesktopSync *self);
/* Of what is on its way; cancelled with self. */
GCancellable *crm_desktop_sync_get_cancellable (CrmDesktopSync *self);
/* The desktop's word of one, NULL when it has none. Owned by self. */
const CrmCalendarInfo *crm_desktop_sync_find_info (CrmDesktopSync *self, const char *source);
/* CrmCalendarInfo *; NULL until the desktop has answered. Owned by self. */
GPtrArray *crm_desktop_sync_get_infos (CrmDesktopSync *self);
/* id → CrmCalendarPeer *. Owned by self. */
GHashTable *crm_desktop_sync_get_peers (CrmDesktopSync *self);
