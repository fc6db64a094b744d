/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-draft.h"
#include "calendar/crm-meeting-people.h"

/* People of a meeting as the book has them. All but the plain data runs in a worker. */

CrmMeetingPerson *
crm_meeting_person_new (gint64 client, gint64 user, const char *name, const char *address)
{
  CrmMeetingPerson *self = g_new0 (CrmMeetingPerson, 1);

  self->client = client;
  self->user = user;
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->role = g_strdup ("required");
  self->answer = g_strdup ("none");
  return self;
}

void
crm_meeting_person_free (CrmMeetingPerson *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->role);
  g_free (self->answer);
  g_free (self);
}

static char *
dup_name (CrmTransaction *tx, const CrmRow *row)
{
  gint64 client = crm_row_get_integer (row, CRM_PARTICIPANT_CLIENT);
  gint64 user = crm_row_get_integer (row, CRM_PARTICIPANT_USER);
  char *title = client != 0 ? crm_transaction_dup_title (tx, "client", client)
                : user != 0 ? crm_transaction_dup_title (tx, "user", user)
                            : NULL;

  return title != NULL ? title : g_strdup (crm_row_get_text (row, CRM_PARTICIPANT_NAME));
}

GPtrArray *
crm_meeting_people_read_in_worker (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_meeting_list_participants (tx, meeting, error);
  GPtrArray *people;

  if (rows == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_meeting_person_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const CrmRow *row = rows->pdata[i];
      g_autofree char *name = dup_name (tx, row);
      CrmMeetingPerson *person = crm_meeting_person_new (crm_row_get_integer (row, CRM_PARTICIPANT_CLIENT),
          crm_row_get_integer (row, CRM_PARTICIPANT_USER), name,
          crm_row_get_text (row, CRM_PARTICIPANT_ADDRESS));

      g_free (person->role);
      g_free (person->answer);
      person->role = g_strdup (crm_row_get_text (row, CRM_PARTICIPANT_ROLE));
      person->answer = g_strdup (crm_row_get_text (row, CRM_PARTICIPANT_ANSWER));
      g_ptr_array_add (people, person);
    }
  return people;
}

gboolean
crm_meeting_people_resolve_in_worker (CrmTransaction *tx, GPtrArray *people, GError **error)
{
  for (guint i = 0; i < people->len; i++)
    {
      CrmMeetingPerson *person = people->pdata[i];

      if (person->client != 0 || person->user != 0 || person->address != NULL)
        continue;
      person->client = crm_meeting_draft_find_client_in_worker (tx, person->name, error);
      if (person->client == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same (const CrmMeetingPerson *person, const CrmRow *row)
{
  if (person->client != 0)
    return crm_row_get_integer (row, CRM_PARTICIPANT_CLIENT) == person->client;
  if (person->user != 0)
    return crm_row_get_integer (row, CRM_PARTICIPANT_USER) == person->user;
  return crm_row_get_integer (row, CRM_PARTICIPANT_CLIENT) == 0 &&
         crm_row_get_integer (row, CRM_PARTICIPANT_USER) == 0 &&
         g_strcmp0 (crm_row_get_text (row, CRM_PARTICIPANT_ADDRESS), person->address) == 0;
}

static CrmValues *
make_values (CrmEntity *entity, const CrmMeetingPerson *person, gint64 meeting, const CrmRow *row)
{
  CrmValues *values = crm_values_new (entity);

  if (row == NULL)
    {
      crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, meeting);
      if (person->client != 0)
        crm_values_set_integer (values, CRM_PARTICIPANT_CLIENT, person->client);
      else if (person->user != 0)
        crm_values_set_integer (values, CRM_PARTICIPANT_USER, person->user);
      else
        crm_values_set_text (values, CRM_PARTICIPANT_NAME, person->name);
      if (person->address != NULL)
        crm_values_set_text (values, CRM_PARTICIPANT_ADDRESS, person->address);
    }
  if (row == NULL || g_strcmp0 (crm_row_get_text (row, CRM_PARTICIPANT_ROLE), person->role) != 0)
    crm_values_set_text (values, CRM_PARTICIPANT_ROLE, person->role);
  if (row == NULL || g_strcmp0 (crm_row_get_text (row, CRM_PARTICIPANT_ANSWER), person->answer) != 0)
    crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, person->answer);
  return values;
}

/* The row of a person, or NULL. */
static CrmRow *
find_row (GPtrArray *rows, const CrmMeetingPerson *person)
{
  for (guint k = 0; k < rows->len; k++)
    if (is_same (person, rows->pdata[k]))
      return rows->pdata[k];
  return NULL;
}

gboolean
crm_meeting_people_write_in_worker (CrmTransaction *tx, gint64 meeting, GPtrArray *people, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "participant", error);
  g_autoptr (GPtrArray) rows = entity != NULL ? crm_meeting_list_participants (tx, meeting, error) : NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      CrmRow *row = find_row (rows, people->pdata[i]);
      g_autoptr (CrmValues) values = make_values (entity, people->pdata[i], meeting, row);

      if (row != NULL ? !crm_transaction_update (tx, row->id, 0, values, error)
                      : crm_transaction_insert (tx, values, NULL, error) == 0)
        return FALSE;
    }
  for (guint k = 0; k < rows->len; k++)
    {
      CrmRow *row = rows->pdata[k];
      gboolean stays = FALSE;

      for (guint i = 0; i < people->len; i++)
        stays = stays || is_same (people->pdata[i], row);
      if (!stays && !crm_transaction_archive (tx, "participant", row->id, error))
        return FALSE;
    }
  return TRUE;
}
