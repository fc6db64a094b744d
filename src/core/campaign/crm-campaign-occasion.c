/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-time.h"
#include "campaign/crm-campaign-private.h"
#include "segment/crm-segment.h"

/* Who is to be written to, and because of what: the once of a segment, meetings, dates, holidays, stages, silence. Runs in a worker's thread. */

#define DEFAULT_AT (10 * 3600)
#define STAGE_PREVIEW (30 * G_TIME_SPAN_DAY)
#define LOOK_AGAIN (5 * G_TIME_SPAN_MINUTE) /* what may come up any time */

typedef struct
{
  CrmCampaignPlan *plan;
  GHashTable *members; /* of the segment; NULL: all clients */
  gint64 from, until;
  gboolean ahead;
  GPtrArray *list;
} Lister;

void
crm_campaign_occasion_free (CrmCampaignOccasion *self)
{
  g_free (self->rid);
  g_free (self->key);
  g_free (self->words);
  g_free (self);
}

static int
get_at (const CrmCampaignPlan *plan)
{
  return plan->at >= 0 ? plan->at : DEFAULT_AT;
}

/* Takes key and words. */
static CrmCampaignOccasion *
add (Lister *self, gint64 client, gint64 due_at, char *key, char *words)
{
  CrmCampaignOccasion *occasion;

  if (self->members && !g_hash_table_contains (self->members, GSIZE_TO_POINTER ((gsize)client)))
    {
      g_free (key);
      g_free (words);
      return NULL;
    }
  occasion = g_new0 (CrmCampaignOccasion, 1);
  occasion->client = client;
  occasion->due_at = due_at;
  occasion->key = key;
  occasion->words = words;
  g_ptr_array_add (self->list, occasion);
  return occasion;
}

/* In the order of names. */
static gboolean
add_everybody (Lister *self, gint64 due_at, const char *key, const char *words, GError **error)
{
  g_autoptr (GArray) ids = crm_segment_find (self->plan->tx, self->plan->segment, error);

  for (guint i = 0; ids && i < ids->len; i++)
    add (self, g_array_index (ids, gint64, i), due_at, g_strdup (key), g_strdup (words));
  return ids != NULL;
}

static gboolean
list_holiday (Lister *self, guint32 day, gint64 due_at, GError **error)
{
  const char *holiday = crm_row_get_text (self->plan->row, CRM_CAMPAIGN_OCCASION_DAY);
  g_autofree char *date = crm_local_format (day), *next = NULL, *words = NULL;

  if (!holiday || !date)
    return TRUE;
  next = crm_date_next_birthday (holiday, date);
  if (g_strcmp0 (next, date) != 0)
    return TRUE;
  words = crm_date_display (date);
  return add_everybody (self, due_at, date, words, error);
}

/* Statement of those whose date falls on the day: yearly ones, and those written without a year, by month and day. */
static CrmStatement *
prepare_dates (
    CrmCampaignPlan *plan, const char *table, const CrmField *field, const char *date, GError **error)
{
  gboolean client = g_str_equal (table, "client");
  /* Who has paid is not reminded, and nobody is of what will not be. */
  const char *state = client                                ? ""
                      : g_str_equal (field->name, "pay_by") ? " AND t.paid_on IS NULL AND t.state <> 'lost'"
                                                            : " AND t.state <> 'lost'";
  g_autofree char *yearly = g_strdup_printf ("substr (t.\"%s\", length (t.\"%s\") - 4) IN ($2, $3)%s%s%s",
      field->name, field->name, field->flags & CRM_FIELD_YEARLY ? "" : " AND length (t.\"",
      field->flags & CRM_FIELD_YEARLY ? "" : field->name, field->flags & CRM_FIELD_YEARLY ? "" : "\") < 10");
  g_autofree char *sql = g_strdup_printf (
      "SELECT t.id, t.%s FROM %s t WHERE (t.\"%s\" = $1 OR %s) AND t.archived_at IS NULL%s%s ORDER BY t.id",
      client ? "id" : "client", table, field->name, yearly, client ? "" : " AND t.client IS NOT NULL", state);
  CrmStatement *statement = crm_db_prepare (crm_transaction_get_db (plan->tx), sql, error);
  gboolean last = g_str_equal (date + 5, "02-28");
  g_autofree char *next = crm_date_add_days (date, 1);

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, date);
  crm_statement_bind_text (statement, 2, date + 5);
  /* In a common year the 29th of February is kept on the 28th. */
  crm_statement_bind_text (statement, 3, last && g_str_equal (next + 5, "03-01") ? "02-29" : date + 5);
  return statement;
}

static gboolean
list_dates (Lister *self, guint32 day, gint64 due_at, GError **error)
{
  const char *name = crm_row_get_text (self->plan->row, CRM_CAMPAIGN_OCCASION_FIELD);
  g_auto (GStrv) parts = g_strsplit (name ? name : "", ".", 2);
  gboolean client = g_strcmp0 (parts[0], "client") == 0;
  g_autoptr (CrmEntity) entity =
      crm_transaction_get_entity (self->plan->tx, client ? "client" : "deal", error);
  int index = entity && parts[0] && parts[1] ? crm_entity_find_field (entity, parts[1]) : -1;
  g_autofree char *date = crm_local_format (day);
  g_autofree char *shown = date ? crm_date_display (date) : NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (!entity)
    return FALSE;
  if (index < 0 || !crm_field_has_column (&entity->fields[index]) || !date)
    return TRUE;
  statement = prepare_dates (self->plan, client ? "client" : "deal", &entity->fields[index], date, error);
  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      CrmCampaignOccasion *occasion = add (self, crm_statement_get_integer (statement, 1), due_at,
          client ? g_strdup (date) : g_strdup_printf ("%s deal %lld", date, (long long)id),
          /* Translators: a date and what it is, "Birthday: 24 November". */
          g_strdup_printf (_ ("%s: %s"), crm_field_get_label (&entity->fields[index]), shown));

      if (occasion && !client)
        occasion->deal = id;
    }
  return !row;
}

#define MEETING_COLUMNS \
  "SELECT o.parent_id, o.rid, o.starts_at, coalesce (m.series, m.id), coalesce (m.rid, o.rid), " \
  "l.target_id, m.deal, m.title" \
  " FROM occurrence o JOIN meeting m ON m.id = o.parent_id JOIN record_link l ON l.record_id = m.id AND " \
  "l.entity = 'meeting'" \
  " AND l.field = 'clients' WHERE o.source = 0 AND m.archived_at IS NULL"

static gboolean
list_meetings (Lister *self, guint32 day, gint64 due_at, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->plan->tx),
      MEETING_COLUMNS
      " AND o.starts_at >= $1 AND o.starts_at < $2 AND m.state IN ($3, $4) AND NOT EXISTS (SELECT 1 "
      "FROM participant p"
      " WHERE p.meeting = m.id AND p.client = l.target_id AND p.answer = 'declined' AND "
      "p.archived_at IS NULL)"
      " ORDER BY o.starts_at, o.parent_id, l.target_id",
      error);
  g_autofree char *date = crm_local_format (day);
  gboolean row = FALSE;

  if (!statement || !date)
    return statement != NULL;
  crm_statement_bind_integer (statement, 1, crm_local_instant (day, 0, self->plan->zone));
  crm_statement_bind_integer (statement, 2, crm_local_instant (day + 1, 0, self->plan->zone));
  /* What follows a meeting is for one that took place. */
  crm_statement_bind_text (statement, 3, self->plan->lead < 0 ? "held" : "planned");
  /* Shown before: whose meeting is still to take place is written to if it does. */
  crm_statement_bind_text (statement, 4, self->plan->lead < 0 && !self->ahead ? "held" : "planned");
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *rid = crm_statement_get_text (statement, 1), *root = crm_statement_get_text (statement, 4);
      gint64 starts = crm_statement_get_integer (statement, 2);
      g_autofree char *when = crm_instant_display_full (starts, self->plan->zone);
      CrmCampaignOccasion *occasion;

      /* Nobody is reminded of what has begun. */
      if (self->plan->lead >= 0 && starts <= crm_transaction_get_now (self->plan->tx))
        continue;
      occasion = add (self, crm_statement_get_integer (statement, 5), due_at,
          g_strdup_printf ("meeting %lld %s %s", (long long)crm_statement_get_integer (statement, 3),
              root && *root ? root : "-", date),
          g_strdup_printf (_ ("%s: %s"), crm_statement_get_text (statement, 7), when));
      if (!occasion)
        continue;
      occasion->meeting = crm_statement_get_integer (statement, 0);
      occasion->rid = rid && *rid ? g_strdup (rid) : NULL;
      occasion->deal = crm_statement_get_integer (statement, 6);
    }
  return !row;
}

/* A deal is written about once a stage. */
static gboolean
list_stage (Lister *self, GError **error)
{
  gint64 started = crm_row_get_integer (self->plan->row, CRM_CAMPAIGN_STARTED_AT);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->plan->tx),
      "SELECT d.id, d.client, v.at, d.title FROM deal_move v JOIN deal d ON d.id = v.deal WHERE v.stage = $1 "
      "AND v.at > $2"
      " AND v.at <= $3 AND v.archived_at IS NULL AND d.archived_at IS NULL AND d.client IS NOT NULL AND "
      "d.stage = $1"
      " ORDER BY v.at, v.id",
      error);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->plan->stage);
  crm_statement_bind_integer (statement, 2,
      self->ahead ? self->from - STAGE_PREVIEW : MAX (started, self->from - CRM_CAMPAIGN_WINDOW));
  crm_statement_bind_integer (statement, 3, self->until);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0), due = crm_statement_get_integer (statement, 2);
      CrmCampaignOccasion *occasion;

      if (self->plan->at >= 0)
        {
          int second;
          guint32 day = crm_local_day (due, self->plan->zone, &second);

          due = crm_local_instant (second > self->plan->at ? day + 1 : day, self->plan->at, self->plan->zone);
        }
      if ((!self->ahead && (due <= self->from || due > self->until)) ||
          !g_hash_table_add (seen, GSIZE_TO_POINTER ((gsize)id)))
        continue;
      occasion = add (self, crm_statement_get_integer (statement, 1), due,
          g_strdup_printf ("deal %lld", (long long)id), g_strdup (crm_statement_get_text (statement, 3)));
      if (occasion)
        occasion->deal = id;
    }
  return !row;
}

/* Who was written to because nothing happened is not written to again before something does. */
static gboolean
list_sleeping (Lister *self, guint32 day, gint64 due_at, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->plan->tx),
      "SELECT f.client_id, f.last_contact_at FROM client_figures f JOIN client c ON c.id = f.client_id WHERE"
      " f.last_contact_at < $1 AND c.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM campaign_recipient r "
      "WHERE"
      " r.client_id = f.client_id AND r.campaign_id = $2 AND r.message_id IS NOT NULL AND NOT EXISTS (SELECT "
      "1 FROM activity a"
      " WHERE a.client_id = r.client_id AND a.at > r.at AND a.counted IS TRUE AND NOT (a.entity = 'message' "
      "AND"
      " a.direction = 'out'))) ORDER BY f.client_id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (
      statement, 1, crm_local_instant (day - (guint32)self->plan->lead, 0, self->plan->zone));
  crm_statement_bind_integer (statement, 2, self->plan->id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 last = crm_statement_get_integer (statement, 1);
      g_autofree char *date = crm_instant_date (last, self->plan->zone);
      g_autofree char *shown = crm_date_display (date);

      add (self, crm_statement_get_integer (statement, 0), due_at, g_strdup_printf ("since %s", date),
          g_strdup_printf (_ ("Last contact: %s"), shown));
    }
  return !row;
}

/* What comes up at its time of a day. */
static gboolean
list_days (Lister *self, GError **error)
{
  CrmCampaignPlan *plan = self->plan;
  guint32 first = crm_local_day (self->from, plan->zone, NULL),
          last = crm_local_day (self->until, plan->zone, NULL);
  gboolean sleeping = g_str_equal (plan->occasion, "sleeping");

  for (guint32 day = first; day <= last; day++)
    {
      gint64 due = crm_local_instant (day, get_at (plan), plan->zone);
      guint32 wanted = (guint32)((gint64)day + plan->lead);
      gboolean done;

      if (due <= self->from || due > self->until)
        continue;
      done = g_str_equal (plan->occasion, "holiday")   ? list_holiday (self, wanted, due, error)
             : g_str_equal (plan->occasion, "date")    ? list_dates (self, wanted, due, error)
             : g_str_equal (plan->occasion, "meeting") ? list_meetings (self, wanted, due, error)
                                                       : list_sleeping (self, day, due, error);
      if (!done)
        return FALSE;
      /* Those who sleep today sleep tomorrow as well. */
      if (sleeping)
        break;
    }
  return TRUE;
}

/* Shown before: the next one, however far away. */
static gboolean
list_next_holiday (Lister *self, GError **error)
{
  const char *holiday = crm_row_get_text (self->plan->row, CRM_CAMPAIGN_OCCASION_DAY);
  guint32 today = crm_local_day (crm_transaction_get_now (self->plan->tx), self->plan->zone, NULL);
  g_autofree char *from = crm_local_format (today + (guint32)MAX (self->plan->lead, 0));
  g_autofree char *next = holiday ? crm_date_next_birthday (holiday, from) : NULL;
  guint32 day = next ? crm_local_parse (next) : 0;

  return !day || list_holiday (self, day,
                     crm_local_instant (
                         (guint32)((gint64)day - self->plan->lead), get_at (self->plan), self->plan->zone),
                     error);
}

static gboolean
find_members (Lister *self, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  /* Everybody of the segment is listed from it already. */
  if (!self->plan->segment || g_str_equal (self->plan->occasion, "once") ||
      g_str_equal (self->plan->occasion, "holiday"))
    return TRUE;
  ids = crm_segment_find (self->plan->tx, self->plan->segment, error);
  if (!ids)
    return FALSE;
  self->members = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->members, GSIZE_TO_POINTER ((gsize)g_array_index (ids, gint64, i)));
  return TRUE;
}

GPtrArray *
crm_campaign_list_occasions (CrmCampaignPlan *plan, gint64 from, gint64 until, gboolean ahead, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_campaign_occasion_free);
  Lister self = { plan, NULL, from, until, ahead, list };
  gboolean done = FALSE;

  if (find_members (&self, error))
    done = g_str_equal (plan->occasion, "once")
               ? add_everybody (&self, crm_transaction_get_now (plan->tx), "once", NULL, error)
           : g_str_equal (plan->occasion, "stage")            ? list_stage (&self, error)
           : g_str_equal (plan->occasion, "holiday") && ahead ? list_next_holiday (&self, error)
                                                              : list_days (&self, error);
  g_clear_pointer (&self.members, g_hash_table_unref);
  return done ? g_steal_pointer (&list) : NULL;
}

/* The time of a recurring meeting the key names, where it is now. */
static gboolean
read_meeting (CrmCampaignPlan *plan, CrmCampaignOccasion *occasion, gboolean *over, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  char rid[32], date[16];
  long long id;
  gboolean row = FALSE;

  *over = TRUE;
  if (sscanf (occasion->key, "meeting %lld %31s %15s", &id, rid, date) != 3)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      MEETING_COLUMNS
      " AND l.target_id = $1 AND coalesce (m.series, m.id) = $2 AND coalesce (m.rid, o.rid) = $3"
      " AND o.parent_id IN (SELECT id FROM meeting WHERE id = $2 OR series = $2) AND m.state = $4",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, occasion->client);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_text (statement, 3, g_str_equal (rid, "-") ? "" : rid);
  crm_statement_bind_text (statement, 4, plan->lead < 0 ? "held" : "planned");
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *own = crm_statement_get_text (statement, 1);
      gint64 starts = crm_statement_get_integer (statement, 2);
      g_autofree char *day = crm_instant_date (starts, plan->zone);

      if (g_strcmp0 (day, date) != 0 || (plan->lead >= 0 && starts <= crm_transaction_get_now (plan->tx)) ||
          !*over)
        continue;
      occasion->meeting = crm_statement_get_integer (statement, 0);
      occasion->rid = own && *own ? g_strdup (own) : NULL;
      occasion->deal = crm_statement_get_integer (statement, 6);
      *over = FALSE;
    }
  return !row;
}

CrmCampaignOccasion *
crm_campaign_read_occasion (CrmCampaignPlan *plan, gint64 client, const char *key, GError **error)
{
  CrmCampaignOccasion *self = g_new0 (CrmCampaignOccasion, 1);
  const char *deal = strstr (key, "deal ");
  gboolean over = FALSE;

  self->client = client;
  self->key = g_strdup (key);
  if (deal)
    self->deal = g_ascii_strtoll (deal + strlen ("deal "), NULL, 10);
  if (g_str_has_prefix (key, "meeting ") && (!read_meeting (plan, self, &over, error) || over))
    g_clear_pointer (&self, crm_campaign_occasion_free);
  return self;
}

gint64
crm_campaign_get_next (const CrmCampaignPlan *plan, gint64 now)
{
  int second;
  guint32 day = crm_local_day (now, plan->zone, &second);
  gint64 next;

  if (g_str_equal (plan->occasion, "once"))
    return G_MAXINT64;
  if (g_str_equal (plan->occasion, "stage") && plan->at < 0)
    return now + G_TIME_SPAN_MINUTE;
  next = crm_local_instant (second >= get_at (plan) ? day + 1 : day, get_at (plan), plan->zone);
  /* Meetings and deals that come to the book after the hour are seen too. */
  return g_str_equal (plan->occasion, "meeting") || g_str_equal (plan->occasion, "stage")
             ? MIN (next, now + LOOK_AGAIN)
             : next;
}
