/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar-sync-private.h"
#include "calendar/crm-event-store.h"

/* What a calendar tells becomes events and meetings of the book. What was written here before is marked first, so the state of a link
 * says whether this side has changed. Runs in a worker's thread. */

#define MISSING_PAUSE (60 * G_USEC_PER_SEC)
#define MISSING_FEW 5   /* so many may go at once whatever the share */
#define MISSING_SHARE 5 /* a fifth of all is too many to believe */

const CrmEvent *
crm_events_get_master (GPtrArray *events)
{
  for (guint i = 0; events && i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      if (!event->rid || !*event->rid)
        return event;
    }
  return NULL;
}

gboolean
crm_calendar_load_meeting (CrmTransaction *tx, gint64 meeting, CrmRow **row, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, "meeting", &meeting, 1, error);

  *row = NULL;
  if (!rows)
    return FALSE;
  if (rows->len)
    *row = crm_row_ref (rows->pdata[0]);
  return TRUE;
}

char *
crm_calendar_ensure_uid (CrmTransaction *tx, const CrmRow *meeting, GError **error)
{
  g_autofree char *uid = crm_event_dup_uid (meeting);
  g_autoptr (CrmStatement) statement = NULL;

  if (crm_row_get_text (meeting, CRM_MEETING_ICAL_UID))
    return g_steal_pointer (&uid);
  /* Outside the log: it is derived from the meeting's own identity, and undo of the meeting must not stumble over it. */
  statement =
      crm_db_prepare (crm_transaction_get_db (tx), "UPDATE meeting SET ical_uid = $1 WHERE id = $2", error);
  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, uid);
  crm_statement_bind_integer (statement, 2, meeting->id);
  return crm_statement_run (statement, error) ? g_steal_pointer (&uid) : NULL;
}

static gboolean
call_off_one (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);
  g_autoptr (CrmValues) values = row ? crm_values_new (row->entity) : NULL;

  if (!row)
    return FALSE;
  if (g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "planned") == 0)
    crm_values_set_text (values, CRM_MEETING_STATE, "cancelled");
  crm_value_clear (crm_values_slot (values, CRM_MEETING_CALENDAR));
  return crm_transaction_update (tx, meeting, 0, values, error);
}

/* Times of a series that have a meeting of their own go with it. */
gboolean
crm_calendar_call_off (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GArray) exceptions = crm_event_list_exceptions (tx, meeting, error);

  for (guint i = 0; exceptions && i < exceptions->len; i++)
    if (!call_off_one (tx, g_array_index (exceptions, gint64, i), error))
      return FALSE;
  return exceptions && call_off_one (tx, meeting, error);
}

static gboolean
set_calendar (CrmTransaction *tx, gint64 meeting, gint64 calendar, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_integer (values, CRM_MEETING_CALENDAR, calendar);
  return crm_transaction_update (tx, meeting, 0, values, error);
}

gint64
crm_calendar_make_meeting (CrmTransaction *tx, CrmLink *link, GPtrArray *events, GError **error)
{
  gint64 meeting = crm_event_to_meeting (tx, 0, link->calendar, events, NULL, error);

  if (!meeting)
    return 0;
  link->meeting = meeting;
  g_clear_pointer (&link->title, g_free);
  return !link->id || crm_calendar_event_collapse (tx, link->id, error) ? meeting : 0;
}

gboolean
crm_calendar_show_event (CrmTransaction *tx, CrmLink *link, GPtrArray *events, GError **error)
{
  const CrmEvent *shown = crm_events_get_master (events);

  if (!shown && events->len)
    shown = events->pdata[0];
  g_free (link->title);
  link->title = g_strdup (shown ? shown->title : NULL);
  return crm_link_save (tx, link, error) &&
         crm_calendar_event_expand (tx, link->id, events, link->base, error);
}

/* An event of others: ours when one of its people is a client, else shown. */
static gboolean
take_event (CrmTransaction *tx, const CrmCalendarUse *use, CrmLink *link, GPtrArray *theirs,
    gboolean may_adopt, GError **error)
{
  if (may_adopt && g_str_equal (use->role, "events") && crm_events_get_master (theirs) &&
      !crm_events_are_rich (theirs))
    {
      g_autoptr (GArray) clients = crm_event_find_clients (tx, theirs, error);

      if (!clients)
        return FALSE;
      if (clients->len)
        return crm_calendar_make_meeting (tx, link, theirs, error) && crm_link_save (tx, link, error);
    }
  return crm_calendar_show_event (tx, link, theirs, error);
}

static gboolean
find_meeting (CrmTransaction *tx, const char *uid, CrmRow **row, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE ical_uid = $1 AND series IS NULL ORDER BY archived_at IS NOT NULL, id "
      "LIMIT 1",
      error);
  gboolean found;

  *row = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, uid);
  if (!crm_statement_step (statement, &found, error))
    return FALSE;
  return !found || crm_calendar_load_meeting (tx, crm_statement_get_integer (statement, 0), row, error);
}

/* A UID this calendar has not had before. */
static gboolean
take_new (CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarObject *object, GPtrArray *theirs,
    GError **error)
{
  g_autoptr (CrmLink) link = crm_link_new (use->id, object->uid);
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GPtrArray) others = NULL;
  gint64 calendar;

  link->seen_at = crm_transaction_get_now (tx);
  if (!find_meeting (tx, object->uid, &row, error))
    return FALSE;
  crm_link_agree (link, object->ical, object->revision);
  if (!row || row->archived_at)
    return take_event (tx, use, link, theirs, row == NULL, error);
  others = crm_link_list_of_meeting (tx, row->id, error);
  if (!others)
    return FALSE;
  calendar = crm_row_get_integer (row, CRM_MEETING_CALENDAR);
  if (calendar != use->id && (calendar || others->len))
    return take_event (tx, use, link, theirs, FALSE, error);
  link->meeting = row->id;
  if (calendar)
    {
      /* Never seen together before: what differs, somebody must decide. */
      g_clear_pointer (&link->base, g_free);
      link->state = CRM_LINK_PUSH;
      return crm_calendar_merge (tx, use, link, object->ical, object->revision, theirs, error);
    }
  /* It had been removed there, and is back. */
  return crm_event_to_meeting (tx, row->id, use->id, theirs, NULL, error) &&
         set_calendar (tx, row->id, use->id, error) && crm_link_save (tx, link, error);
}

static gboolean
set_conflict (CrmTransaction *tx, CrmLink *link, const char *ical, const char *revision, GError **error)
{
  g_free (link->theirs);
  g_free (link->theirs_revision);
  link->theirs = g_strdup (ical);
  link->theirs_revision = g_strdup (revision);
  link->state = CRM_LINK_CONFLICT;
  link->tries = link->next_try = link->missing_since = 0;
  g_clear_pointer (&link->error, g_free);
  return crm_link_save (tx, link, error);
}

gboolean
crm_calendar_merge (CrmTransaction *tx, const CrmCalendarUse *use, CrmLink *link, const char *ical,
    const char *revision, GPtrArray *theirs, GError **error)
{
  gboolean written = crm_calendar_use_is_written (use), moved;
  gint64 queued = link->next_try;
  g_autofree char *digest = crm_events_digest (theirs);
  g_autoptr (GPtrArray) base = NULL, ours = NULL, merged = NULL;
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmRow) row = NULL;

  /* What was given away and never confirmed has arrived after all. */
  if (link->sent_hash && strstr (link->sent_hash, digest))
    {
      g_free (link->base);
      link->base = g_strdup (ical);
    }
  crm_link_parse_base (link, tx, &base);
  if (!crm_calendar_load_meeting (tx, link->meeting, &row, error))
    return FALSE;
  if (!row || row->archived_at)
    {
      CrmLinkState state = link->state;

      if (written && !(base && crm_events_equal (base, theirs)))
        return set_conflict (tx, link, ical, revision, error);
      crm_link_agree (link, ical, revision);
      if (written && (state == CRM_LINK_DELETE || state == CRM_LINK_CONFLICT))
        {
          crm_link_queue (link, CRM_LINK_DELETE, crm_transaction_get_now (tx));
          link->next_try = queued ? queued : link->next_try;
        }
      return crm_link_save (tx, link, error);
    }
  moved = crm_row_get_integer (row, CRM_MEETING_CALENDAR) != link->calendar;
  ours = crm_event_of_meeting (tx, link->meeting, error);
  if (!ours)
    return FALSE;
  /* Nothing was changed here since both agreed: what differs nevertheless is what a meeting cannot keep, and theirs counts. */
  if (written && link->state == CRM_LINK_CLEAN && base)
    {
      merged = crm_events_merge (base, theirs, ours, conflicts);
      g_ptr_array_set_size (conflicts, 0);
    }
  else
    merged = crm_events_merge (base, ours, theirs, conflicts);
  if (conflicts->len)
    return set_conflict (tx, link, ical, revision, error);
  if (!crm_events_equal (merged, ours) &&
      !crm_event_to_meeting (
          tx, link->meeting, crm_row_get_integer (row, CRM_MEETING_CALENDAR), merged, ours, error))
    return FALSE;

  written = written && (moved || link->state != CRM_LINK_CLEAN);
  crm_link_agree (link, ical, revision);
  if (written && (moved || (!crm_events_equal (merged, theirs) && !crm_events_are_rich (theirs))))
    {
      crm_link_queue (link, moved ? CRM_LINK_DELETE : CRM_LINK_PUSH, crm_transaction_get_now (tx));
      link->next_try = queued ? queued : link->next_try;
    }
  return crm_link_save (tx, link, error);
}

/* Another program moved it from one calendar to the other. */
static gboolean
follow (CrmTransaction *tx, CrmLink *link, gboolean *followed, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT e.id FROM calendar c CROSS JOIN calendar_event e WHERE e.calendar_id = c.id AND e.ical_uid = $1"
      " AND e.id <> $2 AND e.meeting_id IS NULL AND c.mode <> 'off' AND c.archived_at IS NULL ORDER BY e.id "
      "LIMIT 1",
      error);
  g_autoptr (CrmLink) other = NULL;
  g_autoptr (CrmCalendarUse) use = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autofree char *ical = NULL;
  g_autofree char *revision = NULL;
  gboolean row;

  *followed = FALSE;
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, link->uid);
  crm_statement_bind_integer (statement, 2, link->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!crm_link_load (tx, crm_statement_get_integer (statement, 0), &other, error) ||
      !crm_calendar_use_load (tx, other->calendar, &use, error))
    return FALSE;
  crm_link_parse_base (other, tx, &theirs);
  if (!theirs || !use)
    return TRUE;
  *followed = TRUE;
  ical = g_strdup (other->base);
  revision = g_strdup (other->revision);
  other->meeting = link->meeting;
  other->state = link->state;
  g_free (other->base);
  other->base = g_strdup (link->base);
  g_clear_pointer (&other->title, g_free);
  return crm_calendar_event_collapse (tx, other->id, error) && crm_link_drop (tx, link, error) &&
         set_calendar (tx, other->meeting, other->calendar, error) &&
         crm_calendar_merge (tx, use, other, ical, revision, theirs, error);
}

gboolean
crm_calendar_take_gone (CrmTransaction *tx, const CrmCalendarUse *use, CrmLink *link, GError **error)
{
  g_autoptr (CrmRow) row = NULL;
  gboolean followed;

  if (!link->meeting)
    return crm_link_drop (tx, link, error);
  /* Not written there yet. */
  if (!link->revision && link->state != CRM_LINK_CLEAN)
    return TRUE;
  if (!crm_calendar_load_meeting (tx, link->meeting, &row, error))
    return FALSE;
  if (!row || row->archived_at || crm_row_get_integer (row, CRM_MEETING_CALENDAR) != link->calendar)
    return crm_link_retire (tx, link, error);
  if (!follow (tx, link, &followed, error) || followed)
    return followed;
  if (link->state != CRM_LINK_CLEAN)
    return set_conflict (tx, link, NULL, NULL, error);
  return crm_calendar_call_off (tx, link->meeting, error) && crm_link_drop (tx, link, error);
}

gboolean
crm_calendar_take_unreadable (CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarObject *object,
    const char *reason, GError **error)
{
  g_autoptr (CrmLink) link = NULL;

  if (!crm_link_find (tx, use->id, object->uid, &link, error))
    return FALSE;
  if (!link)
    link = crm_link_new (use->id, object->uid);
  if (!link->meeting)
    {
      crm_link_agree (link, object->ical, object->revision);
      if (link->id && !crm_calendar_event_collapse (tx, link->id, error))
        return FALSE;
    }
  else if (link->state == CRM_LINK_CLEAN)
    link->state = CRM_LINK_FAILED;
  link->seen_at = crm_transaction_get_now (tx);
  g_free (link->error);
  link->error = g_strdup (reason);
  return crm_link_save (tx, link, error);
}

gboolean
crm_calendar_take (
    CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarObject *object, GError **error)
{
  g_autoptr (CrmLink) link = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GError) local = NULL;
  const char *known;

  if (!crm_link_find (tx, use->id, object->uid, &link, error))
    return FALSE;
  if (!object->ical)
    return !link || crm_calendar_take_gone (tx, use, link, error);
  known = !link ? NULL : link->state == CRM_LINK_CONFLICT ? link->theirs_revision : link->revision;
  if (known && g_strcmp0 (known, object->revision) == 0)
    {
      if (!link->missing_since)
        return TRUE;
      link->missing_since = 0;
      return crm_link_save (tx, link, error);
    }
  theirs = crm_event_parse_object (object->ical, crm_transaction_get_zone (tx), &local);
  if (!theirs || !theirs->len)
    return crm_calendar_take_unreadable (
        tx, use, object, local ? local->message : _ ("There is no event in it."), error);
  /* Somebody put there again what was removed here. */
  if (link && link->state == CRM_LINK_GONE)
    {
      if (!crm_link_drop (tx, link, error))
        return FALSE;
      g_clear_pointer (&link, crm_link_free);
    }
  if (!link)
    return take_new (tx, use, object, theirs, error);
  link->seen_at = crm_transaction_get_now (tx);
  link->missing_since = 0;
  if (link->meeting)
    return crm_calendar_merge (tx, use, link, object->ical, object->revision, theirs, error);
  crm_link_agree (link, object->ical, object->revision);
  return take_event (tx, use, link, theirs, TRUE, error);
}

static gboolean
get_state (CrmTransaction *tx, gint64 calendar, gboolean *done, gint64 *reconciled, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT first_sync_done, last_reconcile FROM calendar_state WHERE calendar_id = $1", error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, calendar);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *done = row && crm_statement_get_integer (statement, 0);
  *reconciled = row ? crm_statement_get_integer (statement, 1) : 0;
  return TRUE;
}

/* Rows of events whose rule goes on: a day later they reach a day further. */
static gboolean
extend (CrmTransaction *tx, gint64 calendar, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM calendar_event WHERE calendar_id = $1 AND meeting_id IS NULL", error, 1, calendar);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (CrmLink) link = NULL;
      g_autoptr (GPtrArray) events = NULL;
      const CrmEvent *master;

      if (!crm_link_load (tx, g_array_index (ids, gint64, i), &link, error))
        return FALSE;
      if (!link->base || (!strstr (link->base, "RRULE") && !strstr (link->base, "RDATE")))
        continue;
      crm_link_parse_base (link, tx, &events);
      master = crm_events_get_master (events);
      if (master && (master->recurrence || master->rich) &&
          !crm_calendar_event_expand (tx, link->id, events, link->base, error))
        return FALSE;
    }
  return ids != NULL;
}

/* Those that are not among uids (GPtrArray of CrmLink *); total: how many should be. */
static GPtrArray *
list_missing (CrmTransaction *tx, gint64 calendar, GHashTable *uids, guint *total, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM calendar_event WHERE calendar_id = $1 AND revision IS NOT NULL"
      " AND (state <> 'conflict' OR theirs IS NOT NULL)",
      error, 1, calendar);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_link_free);
  g_autoptr (CrmStatement) name = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT ical_uid FROM calendar_event WHERE id = $1", error);

  if (!ids || !name)
    return NULL;
  *total = ids->len;
  for (guint i = 0; i < ids->len; i++)
    {
      CrmLink *link;
      gboolean row;

      crm_statement_reset (name);
      crm_statement_bind_integer (name, 1, g_array_index (ids, gint64, i));
      if (!crm_statement_step (name, &row, error))
        return NULL;
      if (g_hash_table_contains (uids, crm_statement_get_text (name, 0)))
        continue;
      if (!crm_link_load (tx, g_array_index (ids, gint64, i), &link, error))
        return NULL;
      g_ptr_array_add (missing, link);
    }
  return g_steal_pointer (&missing);
}

gboolean
crm_calendar_reconcile (
    CrmTransaction *tx, const CrmCalendarUse *use, GHashTable *uids, gint64 *again, GError **error)
{
  gint64 now = crm_transaction_get_now (tx), reconciled;
  g_autoptr (GPtrArray) missing = NULL;
  g_autofree char *trouble = NULL;
  gboolean done;
  guint total;

  *again = 0;
  if (!get_state (tx, use->id, &done, &reconciled, error))
    return FALSE;
  missing = list_missing (tx, use->id, uids, &total, error);
  if (!missing)
    return FALSE;
  if (!done)
    g_ptr_array_set_size (missing, 0);
  if (missing->len > MISSING_FEW && missing->len * MISSING_SHARE > total)
    {
      trouble = g_strdup_printf (
          ngettext ("%u of %u events is missing in the calendar at once. Nothing was removed here.",
              "%u of %u events are missing in the calendar at once. Nothing was removed here.", missing->len),
          missing->len, total);
      g_ptr_array_set_size (missing, 0);
    }
  for (guint i = 0; i < missing->len; i++)
    {
      CrmLink *link = missing->pdata[i];

      if (link->missing_since && now - link->missing_since >= MISSING_PAUSE)
        {
          if (!crm_calendar_take_gone (tx, use, link, error))
            return FALSE;
          continue;
        }
      if (!link->missing_since)
        link->missing_since = now;
      *again = MAX (*again, link->missing_since + MISSING_PAUSE);
      if (!crm_link_save (tx, link, error))
        return FALSE;
    }
  if (now - reconciled > 20 * G_TIME_SPAN_HOUR && reconciled && !extend (tx, use->id, error))
    return FALSE;
  if (crm_calendar_use_is_written (use) && !crm_calendar_mark_unknown (tx, use->id, error))
    return FALSE;
  return crm_calendar_state_set (tx, use->id, TRUE, TRUE, trouble, error);
}
