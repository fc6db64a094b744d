/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-address.h"

/* A meeting as events, as other programs are to see it: without its private note. Runs in the worker's thread. */

static char *
dup_text (const CrmRow *row, int field)
{
  return g_strdup (crm_row_get_text (row, field));
}

static double
get_real (const CrmRow *row, int field)
{
  const CrmValue *value = crm_row_get (row, field);

  return value->type == CRM_VALUE_REAL ? value->v.real : NAN;
}

static void
split_words (const char *text, GPtrArray *words)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_ptr_array_add (words, g_strdup (parts[i]));
    }
}

static void
read_reminders (const CrmRow *row, CrmEvent *event)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  split_words (crm_row_get_text (row, CRM_MEETING_REMINDERS), words);
  for (guint i = 0; i < words->len; i++)
    {
      int minutes = (int)g_ascii_strtoll (words->pdata[i], NULL, 10);

      g_array_append_val (event->reminders, minutes);
    }
}

/* In UTC a zone has no name. */
static char *
dup_zone (const CrmRow *row, GTimeZone *zone)
{
  const char *name = crm_row_get_text (row, CRM_MEETING_ZONE);
  g_autofree char *own = NULL;

  if (name == NULL && zone != NULL)
    name = g_time_zone_get_identifier (zone);
  own = name != NULL ? crm_event_zone_normalise (name) : NULL;
  return g_strcmp0 (own, "UTC") == 0 ? NULL : g_steal_pointer (&own);
}

static CrmEvent *
make_event (const CrmRow *row, GTimeZone *zone)
{
  CrmEvent *event = crm_event_new ();
  const char *title = crm_row_get_text (row, CRM_MEETING_TITLE);

  event->title = g_strcmp0 (title, CRM_EVENT_NO_TITLE) != 0 ? g_strdup (title) : NULL;
  event->place = dup_text (row, CRM_MEETING_PLACE);
  event->text = dup_text (row, CRM_MEETING_TEXT);
  event->online = dup_text (row, CRM_MEETING_ONLINE);
  /* As it will be understood when it is read. */
  if (event->online == NULL && crm_event_is_online (event->place))
    event->online = g_steal_pointer (&event->place);
  event->latitude = get_real (row, CRM_MEETING_LATITUDE);
  event->longitude = get_real (row, CRM_MEETING_LONGITUDE);
  event->starts_on = dup_text (row, CRM_MEETING_STARTS_ON);
  event->all_day = event->starts_on != NULL;
  if (event->all_day)
    {
      event->ends_on = dup_text (row, CRM_MEETING_ENDS_ON);
      if (event->ends_on == NULL)
        event->ends_on = g_strdup (event->starts_on);
    }
  else
    {
      event->starts_at = crm_row_get_integer (row, CRM_MEETING_STARTS_AT);
      event->ends_at = MAX (crm_row_get_integer (row, CRM_MEETING_ENDS_AT), event->starts_at);
      event->zone = dup_zone (row, zone);
    }
  event->recurrence = dup_text (row, CRM_MEETING_RECURRENCE);
  split_words (crm_row_get_text (row, CRM_MEETING_EXCLUDED), event->excluded);
  read_reminders (row, event);
  if (g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "cancelled") == 0)
    event->status = "cancelled";
  event->modified_at = row->updated_at;
  return event;
}

char *
crm_event_dup_address (CrmTransaction *tx, const CrmRow *participant)
{
  const char *address = crm_row_get_text (participant, CRM_PARTICIPANT_ADDRESS);
  gint64 client = crm_row_get_integer (participant, CRM_PARTICIPANT_CLIENT);
  gint64 user = crm_row_get_integer (participant, CRM_PARTICIPANT_USER);
  g_autoptr (CrmRow) row = NULL;

  if (address == NULL && client != 0)
    {
      row = crm_transaction_load (tx, "client", client, NULL);
      address = row != NULL ? crm_row_get_text (row, CRM_CLIENT_EMAIL) : NULL;
    }
  else if (address == NULL && user != 0)
    {
      row = crm_transaction_load (tx, "user", user, NULL);
      address = row != NULL ? crm_row_get_text (row, CRM_USER_EMAIL) : NULL;
    }
  return address != NULL && strchr (address, '@') != NULL ? g_strstrip (g_utf8_strdown (address, -1)) : NULL;
}

static char *
dup_name (CrmTransaction *tx, const CrmRow *participant)
{
  gint64 client = crm_row_get_integer (participant, CRM_PARTICIPANT_CLIENT);
  gint64 user = crm_row_get_integer (participant, CRM_PARTICIPANT_USER);

  if (client != 0)
    return crm_transaction_dup_title (tx, "client", client);
  if (user != 0)
    return crm_transaction_dup_title (tx, "user", user);
  return g_strdup (crm_row_get_text (participant, CRM_PARTICIPANT_NAME));
}

GPtrArray *
crm_event_list_participants (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM participant WHERE meeting = $1 AND archived_at IS NULL ORDER BY position, id", error, 1,
      meeting);

  return ids != NULL ? crm_transaction_load_many (
                           tx, "participant", (const gint64 *)(gpointer)ids->data, ids->len, error)
                     : NULL;
}

/* The address of the calendar the meeting stands in, or its series does. */
static gboolean
read_calendar_address (CrmTransaction *tx, const CrmRow *row, char **address, GError **error)
{
  gint64 series = crm_row_get_integer (row, CRM_MEETING_SERIES);
  g_autoptr (CrmRow) master = series != 0 ? crm_transaction_load (tx, "meeting", series, error) : NULL;
  gint64 calendar = crm_row_get_integer (master != NULL ? master : row, CRM_MEETING_CALENDAR);

  *address = NULL;
  if (series != 0 && master == NULL)
    return FALSE;
  return calendar == 0 || crm_calendar_address_read (tx, calendar, address, error);
}

static gboolean
is_led (const CrmEvent *event)
{
  for (guint i = 0; i < event->people->len; i++)
    {
      CrmEventPerson *person = event->people->pdata[i];

      if (g_str_equal (person->role, "chair"))
        {
          person->organizer = TRUE;
          return TRUE;
        }
    }
  return FALSE;
}

static void
insert_organizer (CrmEvent *event, const char *name, const char *address)
{
  CrmEventPerson *person = crm_event_person_new (name, address);

  person->role = crm_event_intern_role ("chair");
  person->answer = crm_event_intern_answer ("accepted");
  person->organizer = TRUE;
  for (guint i = 0; i < event->people->len; i++)
    {
      CrmEventPerson *known = event->people->pdata[i];

      if (g_strcmp0 (known->address, person->address) == 0)
        {
          person->answer = known->answer;
          g_ptr_array_remove_index (event->people, i);
          break;
        }
    }
  g_ptr_array_insert (event->people, 0, person);
}

/* An event with participants has somebody who invites (RFC 5545, 3.8.4.3): the one who leads it; else whose calendar it stands in, because a
 * server that takes it for a stranger's lets nobody change it any more; else the one whose meeting it is. When none of them has an address it stays without: what
 * the server makes of it, it cannot send anything by itself, see crm_event_write_person. */
static gboolean
add_organizer (CrmTransaction *tx, const CrmRow *row, CrmEvent *event, GError **error)
{
  gint64 owner = crm_row_get_integer (row, CRM_MEETING_OWNER);
  g_autoptr (CrmRow) user = NULL;
  g_autofree char *calendar = NULL;
  const char *address = NULL;

  if (event->people->len == 0 || is_led (event))
    return TRUE;
  if (!read_calendar_address (tx, row, &calendar, error))
    return FALSE;
  user = owner != 0 ? crm_transaction_load (tx, "user", owner, NULL) : NULL;
  address = calendar != NULL ? calendar : user != NULL ? crm_row_get_text (user, CRM_USER_EMAIL) : NULL;
  if (address != NULL && strchr (address, '@') != NULL)
    insert_organizer (event, user != NULL ? crm_row_get_text (user, CRM_USER_NAME) : NULL, address);
  return TRUE;
}

static gboolean
read_people (CrmTransaction *tx, const CrmRow *row, CrmEvent *event, GError **error)
{
  g_autoptr (GPtrArray) participants = crm_event_list_participants (tx, row->id, error);

  if (participants == NULL)
    return FALSE;
  for (guint i = 0; i < participants->len; i++)
    {
      const CrmRow *participant = participants->pdata[i];
      g_autofree char *address = crm_event_dup_address (tx, participant);
      g_autofree char *name = dup_name (tx, participant);
      CrmEventPerson *person;

      if (address == NULL || crm_event_find_person (event->people, address, NULL) != NULL)
        continue;
      person = crm_event_person_new (name, address);
      person->role = crm_event_intern_role (crm_row_get_text (participant, CRM_PARTICIPANT_ROLE));
      person->answer = crm_event_intern_answer (crm_row_get_text (participant, CRM_PARTICIPANT_ANSWER));
      g_ptr_array_add (event->people, person);
    }
  return add_organizer (tx, row, event, error);
}

char *
crm_event_dup_uid (const CrmRow *meeting)
{
  const char *uid = crm_row_get_text (meeting, CRM_MEETING_ICAL_UID);
  g_autofree char *own = crm_uid_format (meeting->uid);

  return uid != NULL ? g_strdup (uid) : g_strconcat (own, "@clientele", NULL);
}

static gboolean
add_event (CrmTransaction *tx, const CrmRow *row, const char *uid, GPtrArray *events, GError **error)
{
  CrmEvent *event = make_event (row, crm_transaction_get_zone (tx));

  g_ptr_array_add (events, event);
  event->uid = g_strdup (uid);
  if (crm_row_get_integer (row, CRM_MEETING_SERIES) != 0)
    {
      g_free (event->rid);
      event->rid = g_strdup (crm_row_get_text (row, CRM_MEETING_RID));
      g_clear_pointer (&event->recurrence, g_free);
      g_ptr_array_set_size (event->excluded, 0);
    }
  return read_people (tx, row, event, error);
}

GArray *
crm_event_list_exceptions (CrmTransaction *tx, gint64 series, GError **error)
{
  return crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM meeting WHERE series = $1 AND rid IS NOT NULL AND archived_at IS NULL ORDER BY rid, id",
      error, 1, series);
}

GPtrArray *
crm_event_of_meeting (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_free);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);
  g_autoptr (GArray) exceptions = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *uid = NULL;

  if (row == NULL)
    return NULL;
  if (crm_row_get_integer (row, CRM_MEETING_SERIES) != 0)
    return crm_event_of_meeting (tx, crm_row_get_integer (row, CRM_MEETING_SERIES), error);
  uid = crm_event_dup_uid (row);
  if (!add_event (tx, row, uid, events, error))
    return NULL;
  exceptions = crm_event_list_exceptions (tx, meeting, error);
  rows = exceptions != NULL ? crm_transaction_load_many (tx, "meeting",
                                  (const gint64 *)(gpointer)exceptions->data, exceptions->len, error)
                            : NULL;
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      if (!add_event (tx, rows->pdata[i], uid, events, error))
        return NULL;
    }
  return g_steal_pointer (&events);
}

static gboolean
add_clients (CrmTransaction *tx, const char *address, GArray *clients, GError **error)
{
  g_autofree char *key = crm_text_fold (address);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT DISTINCT a.client FROM address a JOIN client c ON c.id = a.client WHERE a.match_key = $1"
      " AND a.kind = 'email' AND a.archived_at IS NULL AND c.archived_at IS NULL ORDER BY a.client LIMIT 20",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      gboolean known = FALSE;

      for (guint i = 0; i < clients->len; i++)
        known |= g_array_index (clients, gint64, i) == id;
      if (!known)
        g_array_append_val (clients, id);
    }
  return !row;
}

GArray *
crm_event_find_clients (CrmTransaction *tx, GPtrArray *events, GError **error)
{
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      for (guint k = 0; k < event->people->len; k++)
        {
          CrmEventPerson *person = event->people->pdata[k];

          if (person->address != NULL && g_hash_table_add (seen, person->address) &&
              !add_clients (tx, person->address, clients, error))
            return NULL;
        }
    }
  return g_steal_pointer (&clients);
}

gboolean
crm_event_find_client (CrmTransaction *tx, const char *address, gint64 *client, GError **error)
{
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  *client = 0;
  if (!add_clients (tx, address, clients, error))
    return FALSE;
  if (clients->len > 0)
    *client = g_array_index (clients, gint64, 0);
  return TRUE;
}
