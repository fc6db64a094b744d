/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-peer-private.h"

/* How the events of a calendar get into the book. Owns nothing; worker's thread. */

static char *
dup_purpose (const char *name)
{
  return g_strdup_printf (_ ("Calendar “%s”"), name);
}

static gboolean
begin (CrmTransaction *tx, gint64 id, GObject *context, gpointer *use, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_calendar_mark_changes (tx, error) &&
         crm_calendar_use_load (tx, id, (CrmCalendarUse **)use, error);
}

gboolean
crm_calendar_peer_begin_in_worker (
    CrmTransaction *tx, CrmPeerWork *work, CrmCalendarUse **use, GError **error)
{
  return begin (tx, work->calendar, NULL, (gpointer *)use, error);
}

static void
free_use (gpointer use)
{
  crm_calendar_use_free (use);
}

static gboolean
take (CrmTransaction *tx, gpointer use, const CrmCalendarObject *object, const char *reason, GError **error)
{
  return reason ? crm_calendar_take_unreadable (tx, use, object, reason, error)
                : crm_calendar_take (tx, use, object, error);
}

static gboolean
reconcile (CrmTransaction *tx, gpointer use, GHashTable *uids, gint64 *again, GError **error)
{
  return crm_calendar_reconcile (tx, use, uids, again, error);
}

const CrmCalendarPeerKind crm_calendar_peer_events = {
  .dup_purpose = dup_purpose,
  .begin = begin,
  .end = crm_calendar_mark_changes,
  .free_use = free_use,
  .take = take,
  .reconcile = reconcile,
};
