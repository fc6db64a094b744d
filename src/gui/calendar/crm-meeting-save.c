/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-save.h"

#include <stdio.h>

#include "base/crm-local.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-calendar.h"
#include "calendar/crm-meeting-draft.h"

/* Reading and writing a meeting for its editor. */

#define MAX_TIMES 20

void
crm_meeting_known_free (CrmMeetingKnown *self)
{
  g_clear_pointer (&self->meeting, crm_row_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->calendars, g_ptr_array_unref);
  g_free (self->deal_title);
  g_free (self->owner_title);
  g_free (self->rid);
  g_free (self);
}

/* The time the rule gives, when there is an occurrence of it. */
static gboolean
find_times (CrmTransaction *tx, CrmMeetingKnown *known, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autoptr (GPtrArray) times = NULL;
  guint year, month, number;
  g_autofree char *date = NULL;
  guint32 day;

  known->starts_at = crm_row_get_integer (known->meeting, CRM_MEETING_STARTS_AT);
  known->ends_at = crm_row_get_integer (known->meeting, CRM_MEETING_ENDS_AT);
  known->all_day = crm_row_get_text (known->meeting, CRM_MEETING_STARTS_ON) != NULL;
  if (known->ends_at < known->starts_at)
    known->ends_at = known->starts_at;
  if (sscanf (known->rid, "%4u%2u%2u", &year, &month, &number) != 3)
    return TRUE;
  /* Local to the zone of the series, which may be a day away. */
  date = g_strdup_printf ("%04u-%02u-%02u", year, month, number);
  day = crm_local_parse (date);
  times = crm_meeting_list_occurrences (tx, known->meeting->id, crm_calendar_day_instant (day - 1, zone),
      crm_calendar_day_instant (day + 3, zone), MAX_TIMES, error);
  if (times == NULL)
    return FALSE;
  for (guint i = 0; i < times->len; i++)
    {
      const CrmOccurrence *time = times->pdata[i];

      if (g_strcmp0 (time->rid, known->rid) == 0)
        {
          known->starts_at = time->starts_at;
          known->ends_at = time->ends_at;
        }
    }
  return TRUE;
}

static gboolean
read_calendars (CrmTransaction *tx, CrmMeetingKnown *known, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("calendar");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("mode", CRM_TEST_EQUAL, "both"));
  crm_query_add_order (query, "name");
  ids = crm_transaction_find (tx, query, error);
  known->calendars =
      ids != NULL ? crm_transaction_load_many (tx, "calendar", (const gint64 *)ids->data, ids->len, error)
                  : NULL;
  return known->calendars != NULL;
}

CrmMeetingKnown *
crm_meeting_known_read_in_worker (CrmTransaction *tx, gint64 meeting, const char *rid, GError **error)
{
  g_autoptr (CrmMeetingKnown) known = g_new0 (CrmMeetingKnown, 1);
  gint64 deal, owner = crm_transaction_get_user (tx);

  known->rid = g_strdup (rid != NULL ? rid : "");
  if (!read_calendars (tx, known, error))
    return NULL;
  if (meeting == 0)
    {
      known->people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_meeting_person_free);
      known->calendar = crm_meeting_draft_find_calendar_in_worker (tx);
      known->owner_title = owner != 0 ? crm_transaction_dup_title (tx, "user", owner) : NULL;
      return g_steal_pointer (&known);
    }
  known->meeting = crm_transaction_load (tx, "meeting", meeting, error);
  known->people = known->meeting != NULL ? crm_meeting_people_read_in_worker (tx, meeting, error) : NULL;
  if (known->people == NULL || !find_times (tx, known, error))
    return NULL;
  deal = crm_row_get_integer (known->meeting, CRM_MEETING_DEAL);
  owner = crm_row_get_integer (known->meeting, CRM_MEETING_OWNER);
  known->calendar = crm_row_get_integer (known->meeting, CRM_MEETING_CALENDAR);
  known->deal_title = deal != 0 ? crm_transaction_dup_title (tx, "deal", deal) : NULL;
  known->owner_title = owner != 0 ? crm_transaction_dup_title (tx, "user", owner) : NULL;
  return g_steal_pointer (&known);
}

CrmMeetingSave *
crm_meeting_save_new (gint64 meeting, const char *rid, CrmEntity *entity)
{
  CrmMeetingSave *self = g_new0 (CrmMeetingSave, 1);

  self->meeting = meeting;
  self->rid = g_strdup (rid);
  self->values = crm_values_new (entity);
  return self;
}

void
crm_meeting_save_free (CrmMeetingSave *self)
{
  crm_values_free (self->values);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self->rid);
  g_free (self->deal);
  g_free (self->owner);
  g_free (self);
}

gboolean
crm_meeting_save_is_empty (CrmMeetingSave *self)
{
  return self->meeting != 0 && !self->moved && self->people == NULL && self->deal == NULL &&
         self->owner == NULL && crm_values_count (self->values) == 0;
}

static void
set_clients (CrmMeetingSave *self)
{
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->people->len; i++)
    {
      const CrmMeetingPerson *person = self->people->pdata[i];

      if (person->client != 0)
        g_array_append_val (clients, person->client);
    }
  crm_value_take_list (crm_values_slot (self->values, CRM_MEETING_CLIENTS), clients);
}

/* Times go by crm_meeting_move (), which knows what becomes of a series; the rest by crm_meeting_edit (). */
static gint64
change (CrmTransaction *tx, CrmMeetingSave *self, GError **error)
{
  gint64 id = self->meeting;
  const char *rid = self->rid;
  CrmMeetingScope scope = self->scope;

  /* One time alone has no rule. */
  if (scope == CRM_MEETING_THIS && *rid != '\0')
    crm_values_unset (self->values, CRM_MEETING_RECURRENCE);
  if (crm_values_count (self->values) > 0)
    {
      id = crm_meeting_edit (tx, id, rid, scope, self->values, error);
      /* What it is now has them all. */
      if (scope == CRM_MEETING_THIS && *rid != '\0')
        rid = "";
      else if (scope == CRM_MEETING_FOLLOWING && id != self->meeting)
        scope = CRM_MEETING_ALL;
    }
  if (id != 0 && self->moved)
    id = crm_meeting_move (tx, id, rid, scope, self->starts_at, self->ends_at, self->all_day, error);
  if (id != 0 && crm_values_count (self->values) == 0 && self->moved == FALSE && scope == CRM_MEETING_THIS &&
      *rid != '\0')
    id = crm_meeting_detach (tx, id, rid, error);
  return id;
}

gboolean
crm_meeting_save_run_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmMeetingSave *self = data;
  gint64 id;

  if ((self->deal != NULL &&
          !crm_transaction_read_value (tx, self->values, CRM_MEETING_DEAL, self->deal, error)) ||
      (self->owner != NULL &&
          !crm_transaction_read_value (tx, self->values, CRM_MEETING_OWNER, self->owner, error)))
    return FALSE;
  if (self->people != NULL)
    {
      if (!crm_meeting_people_resolve_in_worker (tx, self->people, error))
        return FALSE;
      set_clients (self);
    }
  if (self->meeting == 0)
    {
      crm_meeting_draft_set_times (
          self->values, self->starts_at, self->ends_at, self->all_day, crm_transaction_get_zone (tx));
      id = crm_transaction_insert (tx, self->values, NULL, error);
    }
  else
    {
      id = change (tx, self, error);
    }
  return id != 0 &&
         (self->people == NULL || crm_meeting_people_write_in_worker (tx, id, self->people, error));
}
