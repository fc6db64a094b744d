/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "calendar/crm-calendar-sync-private.h"
#include "store/crm-transaction-private.h"

/* What was written in the book since the last look is found in its log, whoever wrote it and whether this program ran or not, and put
 * into the queues. Writes of the sync itself are passed over. Runs in a worker's thread. */

#define CURSOR "calendar-seen"
#define MOST_ADDRESSES 20 /* looked for in each event */

/* The meeting must stand in a calendar that is written, and has no link there. */
static gboolean
begin_link (CrmTransaction *tx, const CrmRow *row, gint64 calendar, GError **error)
{
  g_autofree char *uid = NULL;
  g_autoptr (CrmLink) link = NULL;

  /* What was called off before it was ever given away concerns nobody there. */
  if (g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "cancelled") == 0)
    return TRUE;
  uid = crm_calendar_ensure_uid (tx, row, error);
  if (!uid || !crm_link_find (tx, calendar, uid, &link, error))
    return FALSE;
  if (link && link->meeting)
    return TRUE;
  if (link && !crm_calendar_event_collapse (tx, link->id, error))
    return FALSE;
  if (!link)
    link = crm_link_new (calendar, uid);
  link->meeting = row->id;
  g_clear_pointer (&link->title, g_free);
  crm_link_queue (link, CRM_LINK_PUSH, crm_transaction_get_now (tx));
  return crm_link_save (tx, link, error);
}

/* It must not stand there any more. row is NULL when the meeting cannot come back. */
static gboolean
end_link (CrmTransaction *tx, CrmLink *link, const CrmRow *row, GError **error)
{
  g_autoptr (CrmCalendarUse) use = NULL;

  if (!crm_calendar_use_load (tx, link->calendar, &use, error))
    return FALSE;
  if (!crm_calendar_use_is_written (use) || link->state == CRM_LINK_DELETE ||
      (link->state == CRM_LINK_GONE && row))
    return TRUE;
  if (!link->revision && !link->sent_hash)
    return crm_link_retire (tx, link, error);
  if (link->state == CRM_LINK_CONFLICT)
    return TRUE;
  crm_link_queue (link, CRM_LINK_DELETE, crm_transaction_get_now (tx));
  return crm_link_save (tx, link, error);
}

/* It was removed there with the meeting, and the meeting is here again: it is made with what others had written into it. Where it stood meanwhile they
 * may have written more. */
static gboolean
revive_link (CrmTransaction *tx, CrmLink *link, GPtrArray *links, GError **error)
{
  for (guint i = 0; i < links->len; i++)
    {
      const CrmLink *other = links->pdata[i];

      if (other != link && other->base && other->state != CRM_LINK_GONE)
        g_clear_pointer (&link->base, g_free);
    }
  crm_link_queue (link, CRM_LINK_PUSH, crm_transaction_get_now (tx));
  return crm_link_save (tx, link, error);
}

/* It stands there, perhaps otherwise than here. links: all of the meeting. */
static gboolean
compare_link (CrmTransaction *tx, CrmLink *link, GPtrArray *links, GError **error)
{
  g_autoptr (GPtrArray) base = NULL, ours = NULL;
  gboolean same;

  if (link->state == CRM_LINK_GONE)
    return revive_link (tx, link, links, error);
  if (link->state == CRM_LINK_CONFLICT)
    return TRUE;
  crm_link_parse_base (link, tx, &base);
  /* A rule that a meeting cannot keep is never written over. */
  if (crm_events_are_rich (base))
    return TRUE;
  ours = crm_event_of_meeting (tx, link->meeting, error);
  if (!ours)
    return FALSE;
  same = base && !link->sent_hash && crm_events_equal (base, ours);
  if (same && link->state == CRM_LINK_CLEAN)
    return TRUE;
  if (same)
    {
      link->state = CRM_LINK_CLEAN;
      link->tries = link->next_try = 0;
      g_clear_pointer (&link->error, g_free);
    }
  else
    crm_link_queue (link, CRM_LINK_PUSH, crm_transaction_get_now (tx));
  return crm_link_save (tx, link, error);
}

gboolean
crm_calendar_mark_meeting (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (CrmCalendarUse) use = NULL;
  gint64 calendar = 0;
  gboolean linked = FALSE;

  if (!crm_calendar_load_meeting (tx, meeting, &row, error))
    return FALSE;
  if (row && crm_row_get_integer (row, CRM_MEETING_SERIES))
    return crm_calendar_mark_meeting (tx, crm_row_get_integer (row, CRM_MEETING_SERIES), error);
  if (row && !row->archived_at)
    calendar = crm_row_get_integer (row, CRM_MEETING_CALENDAR);
  links = crm_link_list_of_meeting (tx, meeting, error);
  if (!links || (calendar && !crm_calendar_use_load (tx, calendar, &use, error)))
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      CrmLink *link = links->pdata[i];

      if (calendar && link->calendar == calendar)
        {
          linked = TRUE;
          if (crm_calendar_use_is_written (use) && !compare_link (tx, link, links, error))
            return FALSE;
        }
      else if (!end_link (tx, link, row, error))
        return FALSE;
    }
  return linked || !crm_calendar_use_is_written (use) || begin_link (tx, row, calendar, error);
}

static gboolean
mark_all (CrmTransaction *tx, GArray *meetings, GError **error)
{
  for (guint i = 0; meetings && i < meetings->len; i++)
    if (!crm_calendar_mark_meeting (tx, g_array_index (meetings, gint64, i), error))
      return FALSE;
  return meetings != NULL;
}

gboolean
crm_calendar_mark_unknown (CrmTransaction *tx, gint64 calendar, GError **error)
{
  g_autoptr (GArray) meetings = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT m.id FROM meeting m WHERE m.calendar = $1 AND m.series IS NULL AND m.archived_at IS NULL"
      " AND m.state <> 'cancelled'"
      " AND NOT EXISTS (SELECT 1 FROM calendar_event e WHERE e.meeting_id = m.id AND e.calendar_id = $1"
      " AND e.state <> 'gone')"
      " ORDER BY m.id",
      error, 1, calendar);

  return mark_all (tx, meetings, error);
}

/* Calendars that are not used any more: what was seen there is forgotten, meetings stay. */
static gboolean
forget_unused (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GArray) calendars = crm_db_list_integers (db,
      "SELECT c.id FROM calendar c WHERE (c.mode = 'off' OR c.archived_at IS NOT NULL) AND"
      " (EXISTS (SELECT 1 FROM calendar_event e WHERE e.calendar_id = c.id) OR"
      " EXISTS (SELECT 1 FROM calendar_state s WHERE s.calendar_id = c.id))",
      error, 0);

  for (guint i = 0; calendars && i < calendars->len; i++)
    {
      gint64 calendar = g_array_index (calendars, gint64, i);

      if (!crm_db_run (db,
              "DELETE FROM occurrence WHERE source = 1 AND parent_id IN"
              " (SELECT id FROM calendar_event WHERE calendar_id = $1)",
              error, 1, calendar) ||
          !crm_db_run (db, "DELETE FROM calendar_event WHERE calendar_id = $1", error, 1, calendar) ||
          !crm_db_run (db, "DELETE FROM calendar_state WHERE calendar_id = $1", error, 1, calendar))
        return FALSE;
    }
  return calendars != NULL;
}

/* The meeting a participant belonged to; one that was removed for good has left its row in the log. */
static gboolean
find_meeting_of (CrmTransaction *tx, gint64 id, const char *detail, gint64 *meeting, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, "participant", &id, 1, error);
  g_autoptr (CrmEntity) entity = NULL;

  *meeting = 0;
  if (!rows)
    return FALSE;
  if (rows->len)
    *meeting = crm_row_get_integer (rows->pdata[0], CRM_PARTICIPANT_MEETING);
  else if (detail && (entity = crm_transaction_get_entity (tx, "participant", error)))
    {
      g_autofree CrmValue *values = g_new0 (CrmValue, entity->n_fields);
      CrmRow row = { .entity = entity, .values = values };

      if (crm_change_log_parse_row (entity, detail, &row))
        *meeting = crm_row_get_integer (&row, CRM_PARTICIPANT_MEETING);
      for (guint i = 0; i < entity->n_fields; i++)
        crm_value_clear (&values[i]);
    }
  return TRUE;
}

/* Somebody has got an address: events with it may be about him. */
static gboolean
adopt_for_addresses (CrmTransaction *tx, GPtrArray *addresses, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT e.id FROM calendar_event e JOIN calendar c ON c.id = e.calendar_id"
      " WHERE e.meeting_id IS NULL AND c.role = 'events' ORDER BY e.id",
      error, 0);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (CrmLink) link = NULL;
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GArray) clients = NULL;
      g_autofree char *text = NULL;
      gboolean named = FALSE;

      if (!crm_link_load (tx, g_array_index (ids, gint64, i), &link, error))
        return FALSE;
      /* Lines of iCalendar may be folded in the middle of an address. */
      if (link->base)
        {
          g_auto (GStrv) lines = g_strsplit (link->base, "\r\n ", -1);
          text = g_strjoinv (NULL, lines);
        }
      /* Of very many (an import) the book is asked whose they are, which takes as long however many they are. */
      named = text && addresses->len > MOST_ADDRESSES && strchr (text, '@');
      for (guint k = 0; text && !named && addresses->len <= MOST_ADDRESSES && k < addresses->len; k++)
        named = strcasestr (text, addresses->pdata[k]) != NULL;
      if (!named)
        continue;
      crm_link_parse_base (link, tx, &events);
      if (!crm_events_get_master (events) || crm_events_are_rich (events))
        continue;
      clients = crm_event_find_clients (tx, events, error);
      if (!clients)
        return FALSE;
      if (clients->len &&
          (!crm_calendar_make_meeting (tx, link, events, error) || !crm_link_save (tx, link, error)))
        return FALSE;
    }
  return ids != NULL;
}

static gboolean
add_address (CrmTransaction *tx, gint64 id, GPtrArray *addresses, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, "address", &id, 1, error);

  if (!rows)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      CrmRow *row = rows->pdata[i];
      const char *value = crm_row_get_text (row, crm_entity_find_field (row->entity, "value"));

      if (!row->archived_at && value && strchr (value, '@'))
        g_ptr_array_add (addresses, g_strdup (value));
    }
  return TRUE;
}

/* The lines since then are few; those of an entity may be hundreds of thousands, so it is no condition of the search. */
static gboolean
read_log (CrmTransaction *tx, gint64 cursor, GHashTable *meetings, GPtrArray *addresses, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT c.entity, c.record_id, CASE WHEN c.op = 'delete' THEN c.detail END FROM change c"
      " JOIN operation o ON o.id = c.operation_id"
      " WHERE c.seq > $1 AND o.origin <> 'sync' ORDER BY c.seq",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, cursor);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *entity = crm_statement_get_text (statement, 0);
      gint64 id = crm_statement_get_integer (statement, 1);

      if (g_str_equal (entity, "participant") &&
          !find_meeting_of (tx, id, crm_statement_get_text (statement, 2), &id, error))
        return FALSE;
      if (g_str_equal (entity, "address"))
        {
          if (!add_address (tx, id, addresses, error))
            return FALSE;
        }
      else if ((g_str_equal (entity, "meeting") || g_str_equal (entity, "participant")) && id &&
               !g_hash_table_contains (meetings, &id))
        g_hash_table_add (meetings, g_memdup2 (&id, sizeof id));
    }
  return !row;
}

/* Of those, the ones a calendar has to do with. */
static GArray *
pick_meetings (CrmTransaction *tx, GHashTable *meetings, GError **error)
{
  g_autoptr (GArray) picked = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT EXISTS (SELECT 1 FROM meeting m LEFT JOIN meeting s ON s.id = m.series WHERE m.id = $1"
      " AND coalesce (s.calendar, m.calendar) IS NOT NULL)"
      " OR EXISTS (SELECT 1 FROM calendar_event e WHERE e.meeting_id = $1"
      " OR e.meeting_id = (SELECT m.series FROM meeting m WHERE m.id = $1))",
      error);
  GHashTableIter iter;
  gpointer id;

  if (!statement)
    return NULL;
  g_hash_table_iter_init (&iter, meetings);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gboolean row;

      crm_statement_reset (statement);
      crm_statement_bind_integer (statement, 1, *(gint64 *)id);
      if (!crm_statement_step (statement, &row, error))
        return NULL;
      if (crm_statement_get_integer (statement, 0))
        g_array_append_val (picked, *(gint64 *)id);
    }
  return g_steal_pointer (&picked);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

  return (one > other) - (one < other);
}

gboolean
crm_calendar_mark_changes (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GHashTable) meetings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) picked = NULL;
  gint64 cursor, newest;

  if (!forget_unused (tx, error) || !crm_calendar_get_mark (tx, CURSOR, &cursor, error) ||
      !crm_db_get_integer (db, "SELECT max (seq) FROM change", 0, &newest, error))
    return FALSE;
  /* Kept as the number of the first line that was not looked at; 0 is a book that was never in step with anything. */
  if (cursor == newest + 1)
    return TRUE;
  if (newest + 1 < cursor)
    {
      /* Another book lies here now: everything is compared. */
      picked = crm_db_list_integers (
          db, "SELECT DISTINCT meeting_id FROM calendar_event WHERE meeting_id IS NOT NULL", error, 0);
      if (!mark_all (tx, picked, error))
        return FALSE;
    }
  else
    {
      /* The log of a book that had no calendar until now tells nothing: its meetings are looked through when the calendar is. */
      if (cursor && !read_log (tx, cursor - 1, meetings, addresses, error))
        return FALSE;
      picked = pick_meetings (tx, meetings, error);
      if (picked)
        g_array_sort (picked, compare_ids);
      if (!mark_all (tx, picked, error) || (addresses->len && !adopt_for_addresses (tx, addresses, error)) ||
          !crm_db_get_integer (db, "SELECT max (seq) FROM change", 0, &newest, error))
        return FALSE;
    }
  return crm_calendar_set_mark (tx, CURSOR, newest + 1, error);
}
