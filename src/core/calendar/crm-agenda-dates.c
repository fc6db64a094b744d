/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-day.h"
#include "calendar/crm-agenda-private.h"

/* Dates that come every year (birthdays) and dates in the user's own fields. In a worker's thread. */

/* The part of one year that is shown: "11-16" to "11-22". */
typedef struct
{
  guint year;
  char from[6], to[6];
} Segment;

typedef struct
{
  gint64 id;
  guint32 day;
  guint age; /* 0 unknown */
} Birthday;

/* Calls with each year of the stretch. */
static void
list_segments (const CrmAgendaReading *reading, GArray *segments)
{
  CrmDay first, last;

  if (!crm_day_read (&first, reading->first_on) || !crm_day_read (&last, reading->last_on))
    return;
  for (guint year = first.year; year <= last.year; year++)
    {
      Segment segment = { .year = year, .from = "01-01", .to = "12-31" };

      if (year == first.year)
        g_strlcpy (segment.from, reading->first_on + 5, sizeof segment.from);
      if (year == last.year)
        g_strlcpy (segment.to, reading->last_on + 5, sizeof segment.to);
      /* Who was born on 29 February has it the day before in common years. */
      if (g_str_equal (segment.to, "02-28") && !g_date_is_leap_year ((GDateYear)year))
        g_strlcpy (segment.to, "02-29", sizeof segment.to);
      g_array_append_val (segments, segment);
    }
}

/* The day a yearly date falls on; 0 when it is outside the stretch. */
static guint32
find_day (const CrmAgendaReading *reading, guint year, const CrmDay *date)
{
  CrmDay day = { year, date->month, date->day };
  g_autofree char *text = NULL;
  guint32 julian;

  if (day.month == 2 && day.day == 29 && !g_date_is_leap_year ((GDateYear)year))
    day.day = 28;
  text = crm_day_format (&day);
  julian = crm_local_parse (text);
  return julian >= reading->first_day && julian <= reading->last_day ? julian : 0;
}

static gboolean
get_years (const CrmAgendaReading *reading, int *first, int *last, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (reading->db,
      "SELECT (SELECT min (birthday) FROM client WHERE birthday >= '0' AND archived_at IS NULL),"
      " (SELECT max (birthday) FROM client WHERE birthday >= '0' AND archived_at IS NULL)",
      error);
  gboolean row;

  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  if (crm_statement_is_null (statement, 0))
    return TRUE;
  *first = (int)g_ascii_strtoll (crm_statement_get_text (statement, 0), NULL, 10);
  *last = (int)g_ascii_strtoll (crm_statement_get_text (statement, 1), NULL, 10);
  return TRUE;
}

/* Those born in one year ("1980" or, unknown, "-") within the segment: a short stretch of the index. */
static gboolean
find_born (CrmAgendaReading *self, CrmStatement *statement, const char *born, const Segment *segment,
    GArray *found, GError **error)
{
  g_autofree char *from = g_strdup_printf ("%s-%s", born, segment->from),
                  *to = g_strdup_printf ("%s-%s", born, segment->to);
  gboolean row = FALSE;

  crm_statement_reset (statement);
  crm_statement_bind_text (statement, 1, from);
  crm_statement_bind_text (statement, 2, to);
  crm_statement_bind_integer (statement, 3, self->owner);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmDay date;
      Birthday birthday = { .id = crm_statement_get_integer (statement, 0) };

      if (!crm_day_read (&date, crm_statement_get_text (statement, 1)))
        continue;
      birthday.day = find_day (self, segment->year, &date);
      birthday.age = date.year && date.year < segment->year ? segment->year - date.year : 0;
      if (birthday.day)
        g_array_append_val (found, birthday);
    }
  return !row;
}

static int
compare_birthdays (gconstpointer a, gconstpointer b)
{
  const Birthday *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static gboolean
tell_birthday (CrmAgendaReading *self, CrmStatement *statement, const Birthday *birthday, GError **error)
{
  g_autoptr (CrmAgendaItem) item = crm_agenda_item_new ("birthday", "birthday");
  gboolean row;

  crm_agenda_item_set_days (item, self, birthday->day, birthday->day);
  if (self->days)
    {
      crm_agenda_reading_take (self, g_steal_pointer (&item));
      return TRUE;
    }
  crm_statement_reset (statement);
  crm_statement_bind_integer (statement, 1, birthday->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  item->id = birthday->id;
  item->version = crm_statement_get_integer (statement, 0);
  crm_agenda_item_read_who (item, statement, 1);
  item->title = birthday->age
                    ? g_strdup_printf (
                          ngettext ("Birthday: turns %u", "Birthday: turns %u", birthday->age), birthday->age)
                    : g_strdup (_ ("Birthday"));
  item->read_only = TRUE;
  crm_agenda_reading_take (self, g_steal_pointer (&item));
  return TRUE;
}

gboolean
crm_agenda_read_birthdays (CrmAgendaReading *self, GError **error)
{
  g_autoptr (CrmStatement) find = crm_db_prepare (self->db,
      "SELECT c.id, c.birthday FROM client c WHERE c.birthday >= $1 AND c.birthday <= $2 AND c.archived_at "
      "IS NULL"
      " AND ($3 = 0 OR c.owner = $3 OR c.owner IS NULL)",
      error);
  g_autoptr (CrmStatement) tell = crm_db_prepare (self->db,
      "SELECT t.version, " CRM_AGENDA_WHO_COLUMNS
      " FROM client t" CRM_AGENDA_WHO_JOINS ("t.id", "NULL", "t.owner") " WHERE t.id = $1",
      error);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Birthday));
  int first = 1, last = 0;

  if (!find || !tell || !get_years (self, &first, &last, error))
    return FALSE;
  list_segments (self, segments);
  for (guint i = 0; i < segments->len; i++)
    {
      const Segment *segment = &g_array_index (segments, Segment, i);

      if (!find_born (self, find, "-", segment, found, error))
        return FALSE;
      for (int year = first; year <= MIN (last, (int)segment->year); year++)
        {
          char born[8];

          g_snprintf (born, sizeof born, "%04d", year);
          if (!find_born (self, find, born, segment, found, error))
            return FALSE;
        }
    }
  g_array_sort (found, compare_birthdays);
  for (guint i = 0; i < found->len && i < self->max; i++)
    if (!tell_birthday (self, tell, &g_array_index (found, Birthday, i), error))
      return FALSE;
  self->n_found += found->len > self->max ? found->len - self->max : 0;
  return TRUE;
}

/* One field of clients or deals. Its column has no index: the table is read through. */
static gboolean
read_own_field (CrmAgendaReading *self, const CrmEntity *entity, const CrmField *field,
    const Segment *segment, gboolean yearly, GError **error)
{
  gboolean is_deal = g_str_equal (crm_entity_get_name (entity), "deal");
  g_autofree char *sql =
      g_strdup_printf ("SELECT t.id, t.version, t.%s, " CRM_AGENDA_WHO_COLUMNS " FROM %s t%s"
                       " WHERE t.%s >= $2 AND t.%s <= $3 AND t.archived_at IS NULL"
                       " AND ($4 = 0 OR t.owner = $4 OR t.owner IS NULL)"
                       " ORDER BY t.%s, t.id LIMIT $1",
          field->name, crm_entity_get_name (entity),
          is_deal ? CRM_AGENDA_WHO_JOINS ("t.client", "t.id", "t.owner")
                  : CRM_AGENDA_WHO_JOINS ("t.id", "NULL", "t.owner"),
          field->name, field->name, field->name);
  g_autofree char *from = yearly ? g_strdup_printf ("--%s", segment->from) : g_strdup (self->first_on),
                  *to = yearly ? g_strdup_printf ("--%s", segment->to) : g_strdup (self->last_on);
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, sql, error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, (gint64)self->max + 1);
  crm_statement_bind_text (statement, 2, from);
  crm_statement_bind_text (statement, 3, to);
  crm_statement_bind_integer (statement, 4, self->owner);
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_autoptr (CrmAgendaItem) item = crm_agenda_item_new ("date", is_deal ? "deal" : "date");
      CrmDay date;
      guint32 day;

      if (!crm_day_read (&date, crm_statement_get_text (statement, 2)))
        continue;
      day = find_day (self, date.year ? date.year : segment->year, &date);
      if (!day)
        continue;
      item->id = crm_statement_get_integer (statement, 0);
      item->version = crm_statement_get_integer (statement, 1);
      crm_agenda_item_read_who (item, statement, 3);
      item->title = g_strdup (crm_field_get_label (field));
      item->read_only = TRUE;
      crm_agenda_item_set_days (item, self, day, day);
      crm_agenda_reading_take (self, g_steal_pointer (&item));
    }
  return !row;
}

gboolean
crm_agenda_read_own_dates (CrmAgendaReading *self, GError **error)
{
  static const char *const names[] = { "client", "deal" };
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (Segment));

  list_segments (self, segments);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, names[i], error);

      if (!entity)
        return FALSE;
      for (guint k = 0; k < entity->n_fields; k++)
        {
          const CrmField *field = &entity->fields[k];

          if (!(field->flags & CRM_FIELD_OWN) || field->kind != CRM_KIND_DATE)
            continue;
          if (!read_own_field (self, entity, field, NULL, FALSE, error))
            return FALSE;
          for (guint s = 0; s < segments->len; s++)
            if (!read_own_field (self, entity, field, &g_array_index (segments, Segment, s), TRUE, error))
              return FALSE;
        }
    }
  return TRUE;
}
