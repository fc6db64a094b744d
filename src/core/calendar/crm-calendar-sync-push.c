/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar/crm-calendar-sync-private.h"

/* The queue of what must go to a calendar: what is next, and what became of it. Everything is written down before it is sent, so an answer
 * that was lost is recognised when it arrives after all. Runs in a worker's thread. */

#define MAX_LOOKS 200 /* rows that turn out to have nothing to send, in one transaction */
#define MAX_SENT 50
#define FIRST_PAUSE 5
#define LONGEST_PAUSE 600

void
crm_calendar_job_clear (CrmCalendarJob *self)
{
  g_clear_pointer (&self->object, crm_calendar_object_free);
  g_clear_pointer (&self->expected, g_free);
  g_clear_pointer (&self->digest, g_free);
  self->link = self->due = 0;
}

gint64
crm_calendar_get_pause (guint tries)
{
  gint64 pause = FIRST_PAUSE;

  for (guint i = 1; i < tries && pause < LONGEST_PAUSE; i++)
    pause *= 2;
  return MIN (pause, LONGEST_PAUSE);
}

/* Whether the meeting is to stand in the link's calendar. */
static gboolean
is_wanted (CrmTransaction *tx, const CrmLink *link, gboolean *wanted, GError **error)
{
  g_autoptr (CrmRow) row = NULL;

  if (!crm_calendar_load_meeting (tx, link->meeting, &row, error))
    return FALSE;
  *wanted = row && !row->archived_at && crm_row_get_integer (row, CRM_MEETING_CALENDAR) == link->calendar;
  return TRUE;
}

static gboolean
give_up (CrmTransaction *tx, CrmLink *link, const char *words, GError **error)
{
  link->state = CRM_LINK_FAILED;
  link->next_try = 0;
  g_free (link->error);
  link->error = g_strdup (words);
  return crm_link_save (tx, link, error);
}

static gboolean
settle (CrmTransaction *tx, CrmLink *link, GError **error)
{
  link->state = CRM_LINK_CLEAN;
  link->tries = link->next_try = 0;
  g_clear_pointer (&link->error, g_free);
  return crm_link_save (tx, link, error);
}

/* Of several that were never confirmed, each may be the one that arrived. */
static void
remember_sent (CrmLink *link, GPtrArray *sent)
{
  g_autofree char *digest = crm_events_digest (sent);
  char *all;

  if (link->sent_hash && strstr (link->sent_hash, digest))
    return;
  all = link->sent_hash && strlen (link->sent_hash) < MAX_SENT * strlen (digest)
            ? g_strjoin (" ", link->sent_hash, digest, NULL)
            : g_strdup (digest);
  g_free (link->sent_hash);
  link->sent_hash = all;
}

/* What others wrote into the event this one comes from: the same in the calendar it stood in before, or the series whose later times it has. *pattern is
 * NULL when there is none. Caller owns. */
static gboolean
find_pattern (CrmTransaction *tx, const CrmLink *link, char **pattern, GError **error)
{
  static const char *const queries[] = {
    "SELECT e.base, '' FROM calendar_event e WHERE e.meeting_id = $1 AND e.id <> $2 AND e.base IS NOT NULL"
    " ORDER BY e.id",
    "SELECT e.base, u.detail FROM meeting m JOIN change c ON c.entity = 'meeting' AND c.record_id = m.id AND"
    " c.op = 'insert' JOIN change u ON u.operation_id = c.operation_id AND u.entity = 'meeting' AND u.op ="
    " 'update' AND u.record_id <> m.id JOIN calendar_event e ON e.meeting_id = u.record_id WHERE m.id = $1"
    " AND e.id <> $2 AND m.recurrence IS NOT NULL AND e.base IS NOT NULL ORDER BY u.seq",
  };

  *pattern = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (queries) && !*pattern; i++)
    {
      g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), queries[i], error);
      gboolean row = FALSE;

      if (!statement)
        return FALSE;
      crm_statement_bind_integer (statement, 1, link->meeting);
      crm_statement_bind_integer (statement, 2, link->id);
      /* Cutting a series changes its rule; what else is changed beside a new series is not where that comes from. */
      while (!*pattern && crm_statement_step (statement, &row, error) && row)
        if (i == 0 || strstr (crm_statement_get_text (statement, 1), "\"recurrence\":"))
          *pattern = crm_event_rename (crm_statement_get_text (statement, 0), link->uid);
      if (row && !*pattern)
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_write (CrmTransaction *tx, CrmLink *link, CrmCalendarJob *job, GError **error)
{
  g_autoptr (GPtrArray) ours = crm_event_of_meeting (tx, link->meeting, error), base = NULL, sent = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL, *pattern = NULL;

  if (!ours || (!link->base && !find_pattern (tx, link, &pattern, error)))
    return FALSE;
  text = crm_event_apply (link->base ? link->base : pattern, ours, crm_transaction_get_now (tx), &local);
  sent = text ? crm_event_parse_object (text, crm_transaction_get_zone (tx), &local) : NULL;
  if (!sent)
    return give_up (tx, link, local->message, error);
  crm_link_parse_base (link, tx, &base);
  if (base && link->revision && !link->sent_hash && crm_events_equal (base, sent))
    return settle (tx, link, error);
  remember_sent (link, sent);
  job->link = link->id;
  job->object = crm_calendar_object_new (link->uid, text, NULL);
  job->expected = g_strdup (link->revision);
  job->digest = crm_events_digest (ours);
  return crm_link_save (tx, link, error);
}

static gboolean
prepare_one (CrmTransaction *tx, CrmLink *link, CrmCalendarJob *job, GError **error)
{
  gboolean wanted;

  if (!is_wanted (tx, link, &wanted, error))
    return FALSE;
  if (wanted)
    return prepare_write (tx, link, job, error);
  if (!link->revision && !link->sent_hash)
    return crm_link_retire (tx, link, error);
  job->link = link->id;
  job->object = crm_calendar_object_new (link->uid, NULL, NULL);
  job->expected = g_strdup (link->revision);
  return TRUE;
}

gboolean
crm_calendar_prepare_push (
    CrmTransaction *tx, const CrmCalendarUse *use, gboolean force, CrmCalendarJob *job, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 now = crm_transaction_get_now (tx);

  if (force &&
      !crm_db_run (db,
          "UPDATE calendar_event SET next_try = $2 WHERE calendar_id = $1 AND state IN ('push', 'delete')"
          " AND next_try > $2",
          error, 2, use->id, now))
    return FALSE;
  job->due = G_MAXINT64;
  for (guint i = 0; i < MAX_LOOKS && !job->object; i++)
    {
      /* By what waits, not by the calendar (+ 0): most of it does not. */
      g_autoptr (CrmStatement) statement = crm_db_prepare (db,
          "SELECT id, coalesce (next_try, 0) FROM calendar_event WHERE calendar_id + 0 = $1"
          " AND state <> 'clean' AND state IN ('push', 'delete') ORDER BY 2, 1 LIMIT 1",
          error);
      g_autoptr (CrmLink) link = NULL;
      gboolean row;

      if (!statement)
        return FALSE;
      crm_statement_bind_integer (statement, 1, use->id);
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (crm_statement_get_integer (statement, 1) > now)
        {
          job->due = crm_statement_get_integer (statement, 1);
          return TRUE;
        }
      if (!crm_link_load (tx, crm_statement_get_integer (statement, 0), &link, error) ||
          !prepare_one (tx, link, job, error))
        return FALSE;
    }
  job->due = 0;
  return TRUE;
}

static gboolean
confirm_removal (CrmTransaction *tx, CrmLink *link, gboolean wanted, GError **error)
{
  if (!wanted)
    return crm_link_retire (tx, link, error);
  /* Brought back while it was being removed: it is made there again. */
  g_clear_pointer (&link->revision, g_free);
  g_clear_pointer (&link->sent_hash, g_free);
  crm_link_queue (link, CRM_LINK_PUSH, crm_transaction_get_now (tx));
  return crm_link_save (tx, link, error);
}

gboolean
crm_calendar_confirm_push (CrmTransaction *tx, const CrmCalendarUse *use, const CrmCalendarJob *job,
    const CrmCalendarObject *object, GError **error)
{
  g_autoptr (CrmLink) link = NULL;
  g_autoptr (GPtrArray) ours = NULL;
  g_autofree char *digest = NULL;
  gboolean wanted;

  if (!crm_link_load (tx, job->link, &link, error))
    return FALSE;
  if (!link)
    return TRUE;
  if (!is_wanted (tx, link, &wanted, error))
    return FALSE;
  if (!object)
    return confirm_removal (tx, link, wanted, error);
  crm_link_agree (link, object->ical ? object->ical : job->object->ical, object->revision);
  if (!wanted)
    crm_link_queue (link, CRM_LINK_DELETE, crm_transaction_get_now (tx));
  else
    {
      ours = crm_event_of_meeting (tx, link->meeting, error);
      if (!ours)
        return FALSE;
      digest = crm_events_digest (ours);
      /* Changed again while it was on its way. */
      if (g_strcmp0 (digest, job->digest) != 0)
        crm_link_queue (link, CRM_LINK_PUSH, crm_transaction_get_now (tx));
      /* What the calendar it stood in before had of it has come along. */
      if (!crm_db_run (crm_transaction_get_db (tx),
              "DELETE FROM calendar_event WHERE meeting_id = $1 AND id <> $2 AND state = 'gone'", error, 2,
              link->meeting, link->id))
        return FALSE;
    }
  link->seen_at = crm_transaction_get_now (tx);
  return crm_link_save (tx, link, error) && crm_calendar_state_set (tx, use->id, FALSE, FALSE, NULL, error);
}

gboolean
crm_calendar_fail_push (CrmTransaction *tx, const CrmCalendarJob *job, gboolean refused, const char *words,
    gint64 *next, GError **error)
{
  g_autoptr (CrmLink) link = NULL;

  *next = 0;
  if (!crm_link_load (tx, job->link, &link, error))
    return FALSE;
  if (!link || (link->state != CRM_LINK_PUSH && link->state != CRM_LINK_DELETE))
    return TRUE;
  if (refused)
    return give_up (tx, link, words, error);
  link->tries++;
  link->next_try = *next =
      crm_transaction_get_now (tx) + crm_calendar_get_pause ((guint)link->tries) * G_USEC_PER_SEC;
  g_free (link->error);
  link->error = g_strdup (words);
  return crm_link_save (tx, link, error);
}
