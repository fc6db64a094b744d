/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-address.h"

/* What events say, written into a meeting: aspect by aspect, only what they changed. Runs in the writer's thread. */

#define LONG_PAST \
  (24 * G_TIME_SPAN_HOUR) /* of what ended so long ago nobody is asked whether it took place */

typedef struct
{
  CrmTransaction *tx;
  CrmEntity *entity; /* meeting */
  gint64 calendar;
  char *address;   /* of whose calendar it is, nullable */
  GPtrArray *base; /* nullable */
} Take;

static const CrmEvent *
find_event (GPtrArray *events, const char *rid)
{
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      if (g_str_equal (event->rid, rid))
        return event;
    }
  return NULL;
}

static char *
join_reminders (const CrmEvent *event)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < event->reminders->len; i++)
    g_string_append_printf (out, "%s%d", i > 0 ? " " : "", g_array_index (event->reminders, int, i));
  return g_string_free (out, FALSE);
}

static char *
join_excluded (const CrmEvent *event)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < event->excluded->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", (const char *)event->excluded->pdata[i]);
  return g_string_free (out, FALSE);
}

static void
put_real (CrmValues *values, int field, double value)
{
  CrmValue *slot = crm_values_slot (values, field);

  crm_value_clear (slot);
  if (!isnan (value))
    crm_value_set_real (slot, value);
}

static void
put_time (Take *self, CrmValues *values, const CrmEvent *event)
{
  if (event->all_day)
    {
      GTimeZone *zone = crm_transaction_get_zone (self->tx);
      g_autofree char *end = crm_date_add_days (event->ends_on, 1);

      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, crm_date_instant (event->starts_on, zone));
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, crm_date_instant (end, zone));
    }
  else
    {
      /* One that repeats must know the clock it repeats by. */
      const char *utc = event->recurrence != NULL && !event->floating ? "UTC" : NULL;

      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, event->starts_at);
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, event->ends_at);
      crm_values_set_text (values, CRM_MEETING_ZONE, event->zone != NULL ? event->zone : utc);
    }
  crm_values_set_text (values, CRM_MEETING_STARTS_ON, event->all_day ? event->starts_on : NULL);
  crm_values_set_text (values, CRM_MEETING_ENDS_ON, event->all_day ? event->ends_on : NULL);
}

static void
put_aspect (Take *self, CrmValues *values, const CrmEvent *event, CrmEventAspect aspect)
{
  g_autofree char *text = NULL;

  switch (aspect)
    {
    case CRM_EVENT_TITLE:
      crm_values_set_text (
          values, CRM_MEETING_TITLE, event->title != NULL ? event->title : CRM_EVENT_NO_TITLE);
      break;
    case CRM_EVENT_PLACE:
      crm_values_set_text (values, CRM_MEETING_PLACE, event->place);
      put_real (values, CRM_MEETING_LATITUDE, event->latitude);
      put_real (values, CRM_MEETING_LONGITUDE, event->longitude);
      break;
    case CRM_EVENT_TEXT: crm_values_set_text (values, CRM_MEETING_TEXT, event->text); break;
    case CRM_EVENT_ONLINE: crm_values_set_text (values, CRM_MEETING_ONLINE, event->online); break;
    case CRM_EVENT_TIME: put_time (self, values, event); break;
    case CRM_EVENT_RECURRENCE:
      text = join_excluded (event);
      crm_values_set_text (values, CRM_MEETING_RECURRENCE, event->recurrence);
      crm_values_set_text (values, CRM_MEETING_EXCLUDED, text);
      break;
    case CRM_EVENT_REMINDERS:
      text = join_reminders (event);
      crm_values_set_text (values, CRM_MEETING_REMINDERS, text);
      break;
    /* Written apart. */
    case CRM_EVENT_PEOPLE:
    case CRM_EVENT_STATUS: break;
    case CRM_EVENT_N_ASPECTS:
    default: g_return_if_reached ();
    }
}

static gint64
get_end (Take *self, const CrmEvent *event)
{
  return event->all_day ? crm_date_instant (event->ends_on, crm_transaction_get_zone (self->tx))
                        : event->ends_at;
}

static const char *
choose_state (Take *self, const CrmEvent *event, const char *state)
{
  gboolean cancelled = g_str_equal (event->status, "cancelled");

  if (state == NULL)
    return cancelled ? "cancelled"
           : event->recurrence == NULL &&
                   get_end (self, event) < crm_transaction_get_now (self->tx) - LONG_PAST
               ? "held"
               : "planned";
  if (cancelled)
    return g_str_equal (state, "planned") ? "cancelled" : state;
  return g_str_equal (state, "cancelled") ? "planned" : state;
}

static gboolean
find_user (Take *self, const char *address, gint64 *user, GError **error)
{
  g_autofree char *fold = crm_text_fold (address);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->tx),
      "SELECT id FROM \"user\" WHERE email_fold = $1 AND archived_at IS NULL ORDER BY id LIMIT 1", error);
  gboolean row = FALSE;

  *user = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, fold);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *user = crm_statement_get_integer (statement, 0);
  return TRUE;
}

static gint64
add_person (
    Take *self, gint64 meeting, gint64 owner, const CrmEventPerson *person, guint position, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "participant", error);
  g_autoptr (CrmValues) values = NULL;
  gint64 client = 0;
  gint64 user = 0;

  if (entity == NULL)
    return 0;
  /* A name alone is nobody who could be told. */
  if (person->address == NULL)
    return -1;
  if (person->address != NULL &&
      (!find_user (self, person->address, &user, error) ||
          (user == 0 && !crm_event_find_client (self->tx, person->address, &client, error))))
    return 0;
  /* That the one whose meeting or whose calendar it is invites to it goes without saying. */
  if (person->organizer && g_str_equal (person->answer, "accepted") &&
      ((user != 0 && user == owner) || g_strcmp0 (person->address, self->address) == 0))
    return -1;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, meeting);
  if (client != 0)
    crm_values_set_integer (values, CRM_PARTICIPANT_CLIENT, client);
  else if (user != 0)
    crm_values_set_integer (values, CRM_PARTICIPANT_USER, user);
  else
    crm_values_set_text (values, CRM_PARTICIPANT_NAME, person->name != NULL ? person->name : person->address);
  if (person->address != NULL)
    crm_values_set_text (values, CRM_PARTICIPANT_ADDRESS, person->address);
  crm_values_set_text (values, CRM_PARTICIPANT_ROLE, person->role);
  crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, person->answer);
  crm_values_set_integer (values, CRM_PARTICIPANT_POSITION, position);
  return crm_transaction_insert (self->tx, values, NULL, error);
}

static gboolean
change_person (Take *self, const CrmRow *row, const CrmEventPerson *person, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (row->entity);

  crm_values_set_text (values, CRM_PARTICIPANT_ROLE, person->role);
  crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, person->answer);
  return crm_transaction_update (self->tx, row->id, 0, values, error);
}

static const CrmRow *
find_row (GPtrArray *rows, GPtrArray *addresses, const CrmEventPerson *person)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const char *address = addresses->pdata[i];

      if (person->address != NULL
              ? g_strcmp0 (address, person->address) == 0
              : g_strcmp0 (crm_row_get_text (rows->pdata[i], CRM_PARTICIPANT_NAME), person->name) == 0)
        return rows->pdata[i];
    }
  return NULL;
}

/* Those without an address were never told to a calendar: they stay. */
static gboolean
put_people (Take *self, gint64 meeting, gint64 owner, const CrmEvent *event, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_event_list_participants (self->tx, meeting, error);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const CrmRow *row = rows->pdata[i];
      char *address = crm_event_dup_address (self->tx, row);

      g_ptr_array_add (addresses, address);
      if (address != NULL && crm_event_find_person (event->people, address, NULL) == NULL &&
          !crm_transaction_delete (self->tx, "participant", row->id, error))
        return FALSE;
    }
  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];
      const CrmRow *row = find_row (rows, addresses, person);

      if (row != NULL ? !change_person (self, row, person, error)
                      : add_person (self, meeting, owner, person, i, error) == 0)
        return FALSE;
    }
  return TRUE;
}

/* Whose the meeting is, when somebody of ours invites. */
static gboolean
choose_owner (Take *self, const CrmEvent *event, gint64 *owner, GError **error)
{
  *owner = 0;
  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];

      if (person->organizer && person->address != NULL)
        return find_user (self, person->address, owner, error);
    }
  return TRUE;
}

static gint64
insert (Take *self, gint64 series, const CrmEvent *event, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  gint64 owner;
  gint64 id;

  if (!choose_owner (self, event, &owner, error))
    return 0;
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    put_aspect (self, values, event, i);
  crm_values_set_text (values, CRM_MEETING_STATE, choose_state (self, event, NULL));
  if (owner != 0)
    crm_values_set_integer (values, CRM_MEETING_OWNER, owner);
  else
    owner = crm_transaction_get_user (self->tx);
  if (self->calendar != 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, self->calendar);
  if (series != 0)
    {
      crm_values_set_integer (values, CRM_MEETING_SERIES, series);
      crm_values_set_text (values, CRM_MEETING_RID, event->rid);
    }
  else
    crm_values_set_text (values, CRM_MEETING_ICAL_UID, event->uid);
  id = crm_transaction_insert (self->tx, values, NULL, error);
  return id != 0 && put_people (self, id, owner, event, error) ? id : 0;
}

static gboolean
update (Take *self, gint64 meeting, const CrmEvent *event, GError **error)
{
  const CrmEvent *base = find_event (self->base, event->rid);
  g_autoptr (CrmRow) row = crm_transaction_load (self->tx, "meeting", meeting, error);
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  const char *state;

  if (row == NULL)
    return FALSE;
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    {
      if (base == NULL || !crm_event_equal_in (base, event, i))
        put_aspect (self, values, event, i);
    }
  state = crm_row_get_text (row, CRM_MEETING_STATE);
  if (base == NULL || !crm_event_equal_in (base, event, CRM_EVENT_STATUS))
    crm_values_set_text (values, CRM_MEETING_STATE, choose_state (self, event, state));
  if (self->calendar != 0 && crm_row_get_integer (row, CRM_MEETING_SERIES) == 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, self->calendar);
  if (*event->rid == '\0' && crm_row_get_text (row, CRM_MEETING_ICAL_UID) == NULL)
    crm_values_set_text (values, CRM_MEETING_ICAL_UID, event->uid);
  if (!crm_transaction_update (self->tx, meeting, 0, values, error))
    return FALSE;
  return (base != NULL && crm_event_equal_in (base, event, CRM_EVENT_PEOPLE)) ||
         put_people (self, meeting, crm_row_get_integer (row, CRM_MEETING_OWNER), event, error);
}

/* Its time is one like the others again, or left out: that the series says, not the record of what was planned. */
static gboolean
let_go (Take *self, gint64 exception, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->entity);

  crm_value_clear (crm_values_slot (values, CRM_MEETING_SERIES));
  crm_value_clear (crm_values_slot (values, CRM_MEETING_RID));
  return crm_transaction_update (self->tx, exception, 0, values, error) &&
         crm_transaction_archive (self->tx, "meeting", exception, error);
}

/* What was held keeps its record, whatever a calendar says. */
static gboolean
put_exceptions (Take *self, gint64 series, GPtrArray *events, GError **error)
{
  g_autoptr (GArray) ids = crm_event_list_exceptions (self->tx, series, error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (ids == NULL)
    return FALSE;
  rows =
      crm_transaction_load_many (self->tx, "meeting", (const gint64 *)(gpointer)ids->data, ids->len, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CrmRow *row = rows->pdata[i];
      const char *rid = crm_row_get_text (row, CRM_MEETING_RID);
      const char *state = crm_row_get_text (row, CRM_MEETING_STATE);
      const CrmEvent *event = rid != NULL ? find_event (events, rid) : NULL;

      if (rid != NULL)
        g_hash_table_add (known, (gpointer)rid);
      if (event != NULL ? !update (self, row->id, event, error)
                        : g_strcmp0 (state, "planned") == 0 && !let_go (self, row->id, error))
        return FALSE;
    }
  for (guint i = 0; rows != NULL && i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      if (*event->rid != '\0' && !g_hash_table_contains (known, event->rid) &&
          insert (self, series, event, error) == 0)
        return FALSE;
    }
  return rows != NULL;
}

/* Several of a series that is not there: each further one is a meeting by a name of its own. */
static gboolean
put_others (Take *self, GPtrArray *events, GError **error)
{
  for (guint i = 1; i < events->len; i++)
    {
      g_autoptr (CrmEvent) event = crm_event_copy (events->pdata[i]);
      gint64 known;
      char *uid = g_strconcat (event->uid, "/", event->rid, NULL);

      g_free (event->uid);
      event->uid = uid;
      if (!crm_event_find_meeting (self->tx, uid, &known, error) ||
          !(known != 0 ? update (self, known, event, error) : insert (self, 0, event, error) != 0))
        return FALSE;
    }
  return TRUE;
}

/* Exceptions that came without their series: the others are not spoken of. */
static gint64
put_alone (Take *self, gint64 series, GPtrArray *events, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (self->tx, "meeting", series, error);

  if (row == NULL)
    return 0;
  if (crm_row_get_text (row, CRM_MEETING_RECURRENCE) == NULL)
    return update (self, series, events->pdata[0], error) &&
                   (self->base != NULL || put_others (self, events, error))
               ? series
               : 0;
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (CrmEvent) event = crm_event_copy (events->pdata[i]);
      gint64 exception;

      if (!crm_event_follow_clock (self->tx, row, event, error) ||
          !crm_event_find_exception (self->tx, series, event->rid, &exception, error) ||
          !(exception != 0 ? update (self, exception, event, error)
                           : insert (self, series, event, error) != 0))
        return 0;
    }
  return series;
}

static gboolean
read_address (CrmTransaction *tx, gint64 meeting, gint64 calendar, char **address, GError **error)
{
  if (calendar == 0 && meeting != 0)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);

      if (row == NULL)
        return FALSE;
      calendar = crm_row_get_integer (row, CRM_MEETING_CALENDAR);
    }
  return calendar == 0 || crm_calendar_address_read (tx, calendar, address, error);
}

gint64
crm_event_to_meeting (
    CrmTransaction *tx, gint64 meeting, gint64 calendar, GPtrArray *events, GPtrArray *base, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autofree char *address = NULL;
  const CrmEvent *first;
  Take self = { .tx = tx, .entity = entity, .calendar = calendar, .base = base };

  g_return_val_if_fail (events != NULL && events->len > 0, 0);

  if (entity == NULL || !read_address (tx, meeting, calendar, &address, error))
    return 0;
  self.address = address;
  first = events->pdata[0];
  if (first->rich)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” repeats in a way that a meeting cannot."),
          first->title != NULL ? first->title : CRM_EVENT_NO_TITLE);
      return 0;
    }
  if (meeting != 0 && *first->rid != '\0')
    return put_alone (&self, meeting, events, error);
  /* An exception whose series is not there is a meeting like any other. */
  if (meeting == 0)
    meeting = insert (&self, 0, first, error);
  else if (!update (&self, meeting, first, error))
    return 0;
  if (meeting != 0 && *first->rid != '\0')
    return put_others (&self, events, error) ? meeting : 0;
  if (meeting == 0)
    return 0;
  return put_exceptions (&self, meeting, events, error) ? meeting : 0;
}
