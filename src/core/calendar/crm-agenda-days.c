/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-agenda-private.h"

#include <string.h>

#include "base/crm-recurrence.h"
#include "calendar/crm-calendar-sync-private.h"

/* What each day is beside its items: working hours, public holidays, who is away. In a worker's thread. */

int
crm_agenda_get_weekday (guint32 day)
{
  return (int)((day - 1) % 7) + 1;
}

static void
day_free (CrmAgendaDay *self)
{
  g_free (self->holiday);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->away);
  g_free (self);
}

static CrmHours *
read_hours (const char *text)
{
  g_autoptr (CrmHours) hours = text && *text ? crm_hours_new (text, NULL) : NULL;

  return hours ? g_steal_pointer (&hours) : crm_hours_new (CRM_HOURS_DEFAULT, NULL);
}

CrmHours *
crm_agenda_read_hours (CrmTransaction *tx, gint64 user, GError **error)
{
  const char *book = crm_transaction_get_setting (tx, "working-hours");
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (CrmHours) own = NULL;
  gboolean row;

  if (!user)
    return read_hours (book);
  statement = crm_db_prepare (crm_transaction_get_db (tx), "SELECT hours FROM \"user\" WHERE id = $1", error);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, user);
  if (!crm_statement_step (statement, &row, error))
    return NULL;
  if (row && !crm_statement_is_null (statement, 0))
    own = crm_hours_new (crm_statement_get_text (statement, 0), NULL);
  return own ? g_steal_pointer (&own) : read_hours (book);
}

static void
mark_holiday (GPtrArray *days, const char *title, gint64 starts_at, gint64 ends_at, GTimeZone *zone)
{
  const CrmAgendaDay *first = days->pdata[0], *last = days->pdata[days->len - 1];
  guint32 from = crm_local_day (starts_at, zone, NULL),
          to = crm_local_day (MAX (ends_at - 1, starts_at), zone, NULL);

  for (guint32 i = MAX (from, first->day); i <= MIN (to, last->day); i++)
    {
      CrmAgendaDay *day = days->pdata[i - first->day];

      if (!day->holiday)
        day->holiday = g_strdup (title ? title : "");
    }
}

/* Those of the years to come have no rows: their rules are asked, as for the items. */
static gboolean
add_far_holidays (CrmTransaction *tx, GTimeZone *zone, GPtrArray *days, gint64 until, GError **error)
{
  const CrmAgendaDay *first = days->pdata[0];
  gint64 from = MAX (crm_local_instant (first->day - 1, 0, zone), crm_agenda_get_sure (tx));
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (until <= from)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT e.id, e.base, e.title FROM calendar k CROSS JOIN calendar_event e WHERE k.role = 'holidays' AND"
      " k.mode <> 'off' AND k.archived_at IS NULL AND e.calendar_id = k.id AND e.base IS NOT NULL",
      error);
  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *base = crm_statement_get_text (statement, 1);
      g_autoptr (GPtrArray) times = NULL;

      if (!strstr (base, "RRULE") && !strstr (base, "RDATE"))
        continue;
      times = crm_calendar_event_list_far (
          tx, crm_statement_get_integer (statement, 0), base, from, until, error);
      if (!times)
        return FALSE;
      for (guint i = 0; i < times->len; i++)
        {
          const CrmOccurrence *time = times->pdata[i];

          mark_holiday (days, crm_statement_get_text (statement, 2), time->starts_at, time->ends_at,
              time->all_day ? crm_transaction_get_zone (tx) : zone);
        }
    }
  return !row;
}

/* There are few holidays, however many meetings: they are found from their calendars. */
static gboolean
add_holidays (CrmTransaction *tx, GTimeZone *zone, GPtrArray *days, GError **error)
{
  const CrmAgendaDay *first = days->pdata[0], *last = days->pdata[days->len - 1];
  GTimeZone *book_zone = crm_transaction_get_zone (tx);
  gint64 until = crm_local_instant (last->day + 2, 0, zone);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT o.starts_at, o.ends_at, o.all_day, e.title FROM calendar k CROSS JOIN calendar_event e CROSS "
      "JOIN"
      " occurrence o WHERE k.role = 'holidays' AND k.mode <> 'off' AND k.archived_at IS NULL AND "
      "e.calendar_id ="
      " k.id AND o.source = 1 AND o.parent_id = e.id AND o.starts_at < $2 AND o.ends_at > $1 ORDER BY "
      "o.starts_at",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_local_instant (first->day - 1, 0, zone));
  crm_statement_bind_integer (statement, 2, until);
  while (crm_statement_step (statement, &row, error) && row)
    mark_holiday (days, crm_statement_get_text (statement, 3), crm_statement_get_integer (statement, 0),
        crm_statement_get_integer (statement, 1),
        crm_statement_get_integer (statement, 2) ? book_zone : zone);
  return !row && add_far_holidays (tx, zone, days, until, error);
}

static gboolean
add_leave (CrmTransaction *tx, GPtrArray *days, GError **error)
{
  const CrmAgendaDay *first = days->pdata[0], *last = days->pdata[days->len - 1];
  g_autofree char *from = crm_local_format (first->day), *to = crm_local_format (last->day);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT l.starts_on, l.ends_on, u.name FROM leave l JOIN \"user\" u ON u.id = l.\"user\""
      " WHERE l.starts_on <= $2 AND l.ends_on >= $1 AND l.archived_at IS NULL ORDER BY u.name_key, u.id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, from);
  crm_statement_bind_text (statement, 2, to);
  while (crm_statement_step (statement, &row, error) && row)
    {
      guint32 begin = crm_local_parse (crm_statement_get_text (statement, 0)),
              end = crm_local_parse (crm_statement_get_text (statement, 1));
      const char *name = crm_statement_get_text (statement, 2);

      for (guint32 i = MAX (begin, first->day); i <= MIN (end, last->day); i++)
        {
          CrmAgendaDay *day = days->pdata[i - first->day];

          if (!g_ptr_array_find_with_equal_func (day->away, name, g_str_equal, NULL))
            g_ptr_array_add (day->away, g_strdup (name));
        }
    }
  return !row;
}

GPtrArray *
crm_agenda_list_days (
    CrmTransaction *tx, GTimeZone *zone, guint32 first, guint32 last, gint64 user, GError **error)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify)day_free);
  g_autoptr (CrmHours) book = crm_agenda_read_hours (tx, 0, error), own = NULL;

  if (!book)
    return NULL;
  own = crm_agenda_read_hours (tx, user, error);
  if (!own)
    return NULL;
  for (guint32 i = first; i <= last; i++)
    {
      CrmAgendaDay *day = g_new0 (CrmAgendaDay, 1);

      day->day = i;
      day->spans = g_array_new (FALSE, FALSE, sizeof (int));
      day->away = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (days, day);
    }
  if (!add_holidays (tx, zone, days, error) || !add_leave (tx, days, error))
    return NULL;
  for (guint i = 0; i < days->len; i++)
    {
      CrmAgendaDay *day = days->pdata[i];
      int weekday = crm_agenda_get_weekday (day->day);
      const int *spans;
      guint n;

      if (day->holiday)
        continue;
      day->works = crm_hours_is_work_day (book, weekday);
      spans = crm_hours_get_day (own, weekday, &n);
      g_array_append_vals (day->spans, spans, 2 * n);
    }
  return g_steal_pointer (&days);
}
