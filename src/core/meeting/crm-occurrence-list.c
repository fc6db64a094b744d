/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-private.h"

/* Reads when meetings take place: of one, the next ones of a client or deal. In a worker's thread. */

void
crm_occurrence_free (CrmOccurrence *self)
{
  g_free (self->rid);
  g_free (self);
}

static CrmOccurrence *
make_occurrence (gint64 meeting, const char *rid, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  CrmOccurrence *self = g_new (CrmOccurrence, 1);

  *self = (CrmOccurrence){ meeting, g_strdup (rid), starts_at, ends_at, all_day };
  return self;
}

GPtrArray *
crm_meeting_list_occurrences (
    CrmTransaction *tx, gint64 id, gint64 from, gint64 until, guint max, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_occurrence_free);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT rid, starts_at, ends_at, all_day FROM occurrence WHERE source = 0 AND parent_id = $1 AND "
      "starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, rid LIMIT $4",
      error);
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error);
  g_autoptr (GArray) times = NULL;
  gint64 horizon;
  gboolean all_day, row = FALSE;

  if (!statement || !meeting || !crm_occurrence_get_horizon (tx, &horizon, error))
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_integer (statement, 2, from);
  crm_statement_bind_integer (statement, 3, until);
  crm_statement_bind_integer (statement, 4, max);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (found,
        make_occurrence (id, crm_statement_get_text (statement, 0), crm_statement_get_integer (statement, 1),
            crm_statement_get_integer (statement, 2), crm_statement_get_integer (statement, 3) != 0));
  if (row)
    return NULL;
  /* Behind the horizon the rule is asked. */
  if (until <= horizon || found->len >= max || !crm_row_get_text (meeting, CRM_MEETING_RECURRENCE))
    return g_steal_pointer (&found);
  times = crm_occurrence_list_expected (tx, meeting, MAX (from, horizon), until, 0, &all_day, error);
  for (guint i = 0; times && i < times->len && found->len < max; i++)
    {
      const CrmMeetingTime *time = &g_array_index (times, CrmMeetingTime, i);

      g_ptr_array_add (found, make_occurrence (id, time->rid, time->starts_at, time->ends_at, all_day));
    }
  return times ? g_steal_pointer (&found) : NULL;
}

CrmOccurrence *
crm_meeting_find_occurrence (CrmTransaction *tx, gint64 id, const char *rid, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_meeting_load (tx, id, error);
  g_auto (CrmMeetingTimes) times = { 0 };
  CrmMeetingTime time;
  gint64 starts_at;

  if (!meeting)
    return NULL;
  if (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE))
    return crm_meeting_find_time (tx, meeting, rid, &times, &time, error)
               ? make_occurrence (id, rid, time.starts_at, time.ends_at, times.second < 0)
               : NULL;
  starts_at = crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT);
  return make_occurrence (id, "", starts_at,
      MAX (starts_at, crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT)),
      crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL);
}

/* Times of planned meetings that are not over at $2, the next one of each meeting. */
#define COMING \
  " JOIN occurrence o ON o.source = 0 AND o.parent_id = m.id AND o.starts_at = (SELECT min (n.starts_at) " \
  "FROM " \
  "occurrence n WHERE n.source = 0 AND n.parent_id = m.id AND n.ends_at >= $2) WHERE m.state = 'planned' " \
  "AND " \
  "m.archived_at IS NULL AND "
#define ORDER " ORDER BY o.starts_at, m.id LIMIT $3"

GPtrArray *
crm_meeting_list_coming (
    CrmTransaction *tx, const char *entity, gint64 id, gint64 now, guint max, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_occurrence_free);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      g_str_equal (entity, "deal")
          ? "SELECT m.id, o.rid, o.starts_at, o.ends_at, o.all_day FROM meeting m" COMING "m.deal = $1" ORDER
          : "SELECT m.id, o.rid, o.starts_at, o.ends_at, o.all_day FROM record_link l JOIN meeting m ON m.id "
            "= "
            "l.record_id" COMING "l.entity = 'meeting' AND l.field = 'clients' AND l.target_id = $1" ORDER,
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_integer (statement, 2, now);
  crm_statement_bind_integer (statement, 3, max);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (
        found, make_occurrence (crm_statement_get_integer (statement, 0),
                   crm_statement_get_text (statement, 1), crm_statement_get_integer (statement, 2),
                   crm_statement_get_integer (statement, 3), crm_statement_get_integer (statement, 4) != 0));
  return row ? NULL : g_steal_pointer (&found);
}
