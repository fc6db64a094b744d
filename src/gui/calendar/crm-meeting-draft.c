/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-draft.h"

#include "base/crm-local.h"
#include "calendar/crm-calendar.h"
#include "client/crm-client.h"
#include "task/crm-task.h"

/* Plain data, copied for the writer. Functions named _in_worker run there. */

CrmMeetingDraft *
crm_meeting_draft_new (gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  CrmMeetingDraft *self = g_new0 (CrmMeetingDraft, 1);

  self->kind = g_strdup ("meeting");
  self->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->starts_at = starts_at;
  self->ends_at = ends_at;
  self->all_day = all_day;
  return self;
}

CrmMeetingDraft *
crm_meeting_draft_copy (const CrmMeetingDraft *self)
{
  CrmMeetingDraft *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->title = g_strdup (self->title);
  copy->clients = g_array_copy (self->clients);
  copy->client_name = g_strdup (self->client_name);
  copy->place = g_strdup (self->place);
  return copy;
}

void
crm_meeting_draft_free (CrmMeetingDraft *self)
{
  g_free (self->kind);
  g_free (self->title);
  g_array_unref (self->clients);
  g_free (self->client_name);
  g_free (self->place);
  g_free (self);
}

gint64
crm_meeting_draft_find_client_in_worker (CrmTransaction *tx, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 id = crm_transaction_resolve_link (tx, "client", name, &failure);
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }
  if (id != 0)
    return id;
  entity = crm_transaction_get_entity (tx, "client", error);
  if (entity == NULL)
    return 0;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_meeting_draft_find_calendar_in_worker (CrmTransaction *tx)
{
  g_autoptr (CrmQuery) query = crm_query_new ("calendar");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("main", CRM_TEST_EQUAL, "1"));
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("mode", CRM_TEST_EQUAL, "both"));
  ids = crm_transaction_find (tx, query, NULL);
  return ids != NULL && ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
}

void
crm_meeting_draft_set_times (
    CrmValues *values, gint64 starts_at, gint64 ends_at, gboolean all_day, GTimeZone *zone)
{
  g_autofree char *first = NULL, *last = NULL;

  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, starts_at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, ends_at);
  if (all_day)
    {
      first = crm_local_format (crm_local_day (starts_at, zone, NULL));
      last = crm_local_format (crm_local_day (MAX (ends_at - 1, starts_at), zone, NULL));
      crm_values_set_text (values, CRM_MEETING_STARTS_ON, first);
      crm_values_set_text (values, CRM_MEETING_ENDS_ON, last);
    }
  else
    {
      crm_value_clear (crm_values_slot (values, CRM_MEETING_STARTS_ON));
      crm_value_clear (crm_values_slot (values, CRM_MEETING_ENDS_ON));
    }
}

static gint64
save_task_in_worker (CrmTransaction *tx, const CrmMeetingDraft *self, gint64 client, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  g_autofree char *day =
      crm_local_format (crm_local_day (self->starts_at, crm_transaction_get_zone (tx), NULL));

  if (values == NULL)
    return 0;
  crm_values_set_text (values, CRM_TASK_TITLE, self->title);
  crm_values_set_text (values, CRM_TASK_KIND, self->kind);
  crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  if (!self->all_day)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, self->starts_at);
  if (client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  if (self->deal != 0)
    crm_values_set_integer (values, CRM_TASK_DEAL, self->deal);
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_meeting_draft_save_in_worker (CrmTransaction *tx, const CrmMeetingDraft *self, GError **error)
{
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GArray) clients = g_array_copy (self->clients);
  gint64 calendar;

  if (self->client_name != NULL)
    {
      gint64 client = crm_meeting_draft_find_client_in_worker (tx, self->client_name, error);

      if (client == 0)
        return 0;
      g_array_append_val (clients, client);
    }
  if (!g_str_equal (self->kind, "meeting"))
    return save_task_in_worker (tx, self, clients->len > 0 ? g_array_index (clients, gint64, 0) : 0, error);
  entity = crm_transaction_get_entity (tx, "meeting", error);
  if (entity == NULL)
    return 0;
  values = crm_values_new (entity);
  calendar = crm_meeting_draft_find_calendar_in_worker (tx);
  crm_values_set_text (values, CRM_MEETING_TITLE, self->title);
  crm_meeting_draft_set_times (
      values, self->starts_at, self->ends_at, self->all_day, crm_transaction_get_zone (tx));
  if (clients->len > 0)
    crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), g_array_ref (clients));
  if (self->place != NULL)
    crm_values_set_text (values, CRM_MEETING_PLACE, self->place);
  if (self->deal != 0)
    crm_values_set_integer (values, CRM_MEETING_DEAL, self->deal);
  if (self->task != 0)
    crm_values_set_integer (values, CRM_MEETING_TASK, self->task);
  if (calendar != 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, calendar);
  return crm_transaction_insert (tx, values, NULL, error);
}
