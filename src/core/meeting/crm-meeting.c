/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting.h"

#include <glib/gi18n-lib.h>

#include "meeting/crm-meeting-private.h"
#include "store/crm-activity-line.h"

/* Field table of the meeting, the lines a held one writes (one for each client), and what else follows from a write. The hooks run in
 * the writer's thread. */

static const CrmChoice states[] = {
  { "planned", N_ ("Planned") },
  { "held", N_ ("Held") },
  { "cancelled", N_ ("Cancelled") },
  { "missed", N_ ("Missed") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_MEETING_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_MEETING_CLIENTS] = { "clients", N_ ("Clients"), CRM_KIND_LINKS, 0, .target = "client" },
  [CRM_MEETING_STARTS_AT] = { "starts_at", N_ ("Starts"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_MEETING_ENDS_AT] = { "ends_at", N_ ("Ends"), CRM_KIND_INSTANT },
  [CRM_MEETING_ZONE] = { "zone", N_ ("Time zone"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_MEETING_PLACE] = { "place", N_ ("Place"), CRM_KIND_PLACE },
  [CRM_MEETING_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_MEETING_TEXT] = { "text", N_ ("Text"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  [CRM_MEETING_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_MEETING_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_MEETING_PURPOSE] = { "purpose", N_ ("Purpose"), CRM_KIND_OPTION, 0, .target = "purpose" },
  [CRM_MEETING_STARTS_ON] = { "starts_on", N_ ("First day"), CRM_KIND_DATE },
  [CRM_MEETING_ENDS_ON] = { "ends_on", N_ ("Last day"), CRM_KIND_DATE },
  [CRM_MEETING_LATITUDE] = { "latitude", N_ ("Latitude"), CRM_KIND_REAL },
  [CRM_MEETING_LONGITUDE] = { "longitude", N_ ("Longitude"), CRM_KIND_REAL },
  [CRM_MEETING_ONLINE] = { "online", N_ ("Online at"), CRM_KIND_URL },
  [CRM_MEETING_REMINDERS] = { "reminders", N_ ("Reminders"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_MEETING_RECURRENCE] = { "recurrence", N_ ("Repeats"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_MEETING_EXCLUDED] = { "excluded", N_ ("Left out"), CRM_KIND_TEXT, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_MEETING_SERIES] = { "series", N_ ("Series"), CRM_KIND_LINK,
      CRM_FIELD_OWNED | CRM_FIELD_INDEXED | CRM_FIELD_HIDDEN, .target = "meeting" },
  [CRM_MEETING_RID] = { "rid", N_ ("Time in the series"), CRM_KIND_TEXT, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_MEETING_OUTCOME] = { "outcome", N_ ("Outcome"), CRM_KIND_OPTION, 0, .target = "outcome" },
  [CRM_MEETING_ACTUAL_START] = { "actual_start", N_ ("Really began"), CRM_KIND_INSTANT },
  [CRM_MEETING_ACTUAL_END] = { "actual_end", N_ ("Really ended"), CRM_KIND_INSTANT },
  [CRM_MEETING_PRIVATE_NOTE] = { "private_note", N_ ("Private note"), CRM_KIND_LONG },
  [CRM_MEETING_TASK] = { "task", N_ ("Task"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "task" },
  [CRM_MEETING_TRIGGER_ENTITY] = { "trigger_entity", N_ ("Follows up"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_MEETING_TRIGGER] = { "trigger", N_ ("Follow-up of"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
  [CRM_MEETING_CALENDAR] = { "calendar", N_ ("Calendar"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "calendar" },
  [CRM_MEETING_ICAL_UID] = { "ical_uid", N_ ("UID in calendars"), CRM_KIND_TEXT,
      CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_MEETING_N_FIELDS);

static gboolean
describe (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  const CrmValue *who = crm_row_get (row, CRM_MEETING_CLIENTS);
  gint64 actual_start = crm_row_get_integer (row, CRM_MEETING_ACTUAL_START),
         actual_end = crm_row_get_integer (row, CRM_MEETING_ACTUAL_END),
         end = actual_end ? actual_end : crm_row_get_integer (row, CRM_MEETING_ENDS_AT);

  if (g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "held") != 0)
    return FALSE;
  line->kind = "meeting";
  line->at = actual_start ? actual_start : crm_row_get_integer (row, CRM_MEETING_STARTS_AT);
  /* Of one that came from elsewhere with an end before its start, it is not known; whole days are no length. */
  if (end >= line->at && (actual_end || !crm_row_get_text (row, CRM_MEETING_STARTS_ON)))
    line->duration = (end - line->at) / G_USEC_PER_SEC;
  line->deal_id = crm_row_get_integer (row, CRM_MEETING_DEAL);
  line->author_id = crm_row_get_integer (row, CRM_MEETING_OWNER);
  line->summary = g_strdup (crm_row_get_text (row, CRM_MEETING_TITLE));
  if (who->type == CRM_VALUE_LIST)
    g_array_append_vals (clients, who->v.list->data, who->v.list->len);
  return TRUE;
}

/* A planned meeting is the next step of its clients and its deal. */
static void
touch (CrmTransaction *tx, const CrmValue *clients, gint64 deal)
{
  for (guint i = 0; clients && clients->type == CRM_VALUE_LIST && i < clients->v.list->len; i++)
    crm_transaction_touch_client (tx, g_array_index (clients->v.list, gint64, i));
  crm_transaction_touch (tx, "deal", deal);
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  const CrmValue *deal = crm_values_get (values, CRM_MEETING_DEAL),
                 *clients = crm_values_get (values, CRM_MEETING_CLIENTS);

  touch (tx, clients, deal && deal->type == CRM_VALUE_INTEGER ? deal->v.integer : 0);
  return crm_occurrence_inserted (tx, id, values, error) &&
         crm_participant_follow (tx, id, NULL, clients, error);
}

/* A time of a series that is removed does not take place, and one that is brought back does. */
static gboolean
leave_out (CrmTransaction *tx, const CrmRow *exception, gboolean out, GError **error)
{
  gint64 id = crm_row_get_integer (exception, CRM_MEETING_SERIES);
  const char *rid = crm_row_get_text (exception, CRM_MEETING_RID);
  g_autoptr (CrmRow) series = id ? crm_transaction_load (tx, "meeting", id, error) : NULL;
  g_autoptr (GHashTable) rids = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (!id || !rid)
    return TRUE;
  if (!series)
    return FALSE;
  rids = crm_rids_parse (crm_row_get_text (series, CRM_MEETING_EXCLUDED));
  if (out)
    g_hash_table_add (rids, g_strdup (rid));
  else
    g_hash_table_remove (rids, rid);
  values = crm_values_new (series->entity);
  crm_value_take_text (crm_values_slot (values, CRM_MEETING_EXCLUDED), crm_rids_format (rids));
  return crm_transaction_update (tx, id, 0, values, error);
}

/* A time that is not left out any more takes place, whatever archived record stood for it. */
static gboolean
put_in_again (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  g_autoptr (GHashTable) old = crm_rids_parse (crm_row_get_text (before, CRM_MEETING_EXCLUDED)),
                         now = crm_rids_parse (crm_row_get_text (after, CRM_MEETING_EXCLUDED));
  GHashTableIter iter;
  gpointer rid;

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &rid, NULL))
    {
      g_autoptr (CrmValues) values = NULL;
      gboolean archived;
      gint64 id;

      if (g_hash_table_contains (now, rid))
        continue;
      if (!crm_meeting_find_exception (tx, after->id, rid, &id, &archived, error))
        return FALSE;
      if (!id || !archived)
        continue;
      values = crm_values_new (after->entity);
      crm_value_clear (crm_values_slot (values, CRM_MEETING_SERIES));
      crm_value_clear (crm_values_slot (values, CRM_MEETING_RID));
      if (!crm_transaction_update (tx, id, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  touch (tx, crm_row_get (before, CRM_MEETING_CLIENTS), crm_row_get_integer (before, CRM_MEETING_DEAL));
  if (after)
    touch (tx, crm_row_get (after, CRM_MEETING_CLIENTS), crm_row_get_integer (after, CRM_MEETING_DEAL));
  if (!crm_occurrence_written (tx, before, after, error))
    return FALSE;
  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!after || !before->archived_at != !after->archived_at)
    return leave_out (tx, before, !after || after->archived_at, error);
  return put_in_again (tx, before, after, error) && crm_meeting_task_follow (tx, before, after, error) &&
         crm_participant_follow (tx, after->id, crm_row_get (before, CRM_MEETING_CLIENTS),
             crm_row_get (after, CRM_MEETING_CLIENTS), error);
}

static gboolean
returned (CrmTransaction *tx, const CrmRow *row, GError **error)
{
  return crm_occurrence_written (tx, NULL, row, error);
}

gboolean
crm_meeting_derive (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", id, error);

  return meeting && crm_occurrence_written (tx, NULL, meeting, error);
}

static const CrmEntityHooks hooks = {
  .prepare = crm_meeting_settle,
  .inserted = inserted,
  .written = written,
  .returned = returned,
  .describe = describe,
  .expire = crm_occurrence_expire,
  .check = crm_occurrence_check,
};

const CrmEntityInfo crm_meeting_entity = {
  .name = "meeting",
  .label = N_ ("Meeting"),
  .plural = N_ ("Meetings"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_MEETING_TITLE,
  .hooks = &hooks,
};
