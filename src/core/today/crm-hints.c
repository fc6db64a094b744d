/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "base/crm-time.h"
#include "today/crm-today-private.h"

/* What is worth a look though nobody planned it, each with its ground. One pass over the open deals, four short searches among clients.
 * Hints somebody dismissed stay away, until their day if they have one. In a worker's thread. */

#define PER_KIND 3

/* In this order a page shows the first of each, then the second. */
typedef enum
{
  ROTTING,
  BIRTHDAY,
  NO_ANSWER,
  NO_STEP,
  CLOSING,
  LEAD,
  NOT_CONTACTED,
  HAND_OVER,
  SUPPORT,
  N_HINTS
} Hint;

static const char *const hint_names[N_HINTS] = {
  [ROTTING] = "rotting",
  [BIRTHDAY] = "birthday",
  [NO_ANSWER] = "no-answer",
  [NO_STEP] = "no-next-step",
  [CLOSING] = "closing-passed",
  [LEAD] = "lead-waits",
  [NOT_CONTACTED] = "not-contacted",
  [HAND_OVER] = "hand-over",
  [SUPPORT] = "support",
};

/* A customer of the last year nobody talked to for so long; a lead one talked to lately and left without a step. */
#define SILENT_DAYS 90
#define LEAD_DAYS_FROM 7
#define LEAD_DAYS_TO 60
#define BIRTHDAY_DAYS 7
/* Who bought and then wrote or called wants help, as long as nothing is being sold. */
#define SUPPORT_DAYS 14
/* Who was written to and takes longer than usual: twice as long as half of the answers took, and a day at least. */
#define ANSWER_DAYS 45
#define MIN_ANSWERS 3
#define MAX_ANSWERS 30

typedef struct
{
  gint64 id;
  gint64 rank; /* larger is better */
  gint64 rank2;
} Candidate;

typedef struct
{
  gint64 probability;
  gint64 rot_days;
  char *name;
} Stage;

/* Money × per cent is larger than 64 bits hold. */
__extension__ typedef __int128 Wide;

typedef struct
{
  char currency[4];
  Wide weighted;
} Total;

typedef struct
{
  const CrmDayFrame *frame;
  GHashTable *dismissed[N_HINTS]; /* gint64 ids */
  Candidate best[N_HINTS][PER_KIND];
  guint n_best[N_HINTS];
  GPtrArray *lines[N_HINTS]; /* CrmTodayLine *, owned until they are mixed */
  GHashTable *stages;        /* gint64 → Stage */
  GHashTable *gone;          /* users who left: gint64 → name */
  GArray *totals;            /* Total */
} Search;

static void
stage_free (Stage *self)
{
  g_free (self->name);
  g_free (self);
}

static void
search_clear (Search *self)
{
  for (guint i = 0; i < N_HINTS; i++)
    {
      g_clear_pointer (&self->dismissed[i], g_hash_table_unref);
      g_clear_pointer (&self->lines[i], g_ptr_array_unref);
    }
  g_clear_pointer (&self->stages, g_hash_table_unref);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_clear_pointer (&self->totals, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static GHashTable *
new_by_id (GDestroyNotify value_free)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, value_free);
}

static gboolean
read_dismissed (Search *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->frame->db,
      "SELECT hint, about_id FROM hint_dismissal WHERE archived_at IS NULL AND (owner = $1 OR owner IS NULL) "
      "AND"
      " (until IS NULL OR until > $2)",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->frame->user);
  crm_statement_bind_text (statement, 2, self->frame->today);
  while (crm_statement_step (statement, &row, error) && row)
    for (guint i = 0; i < N_HINTS; i++)
      if (g_strcmp0 (crm_statement_get_text (statement, 0), hint_names[i]) == 0)
        {
          gint64 id = crm_statement_get_integer (statement, 1);
          g_hash_table_add (self->dismissed[i], g_memdup2 (&id, sizeof id));
        }
  return !row;
}

static gboolean
read_stages (Search *self, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (self->frame->db, "SELECT id, probability, rot_days, name FROM stage", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      Stage *stage = g_new0 (Stage, 1);

      stage->probability = crm_statement_get_integer (statement, 1);
      stage->rot_days = crm_statement_get_integer (statement, 2);
      stage->name = g_strdup (crm_statement_get_text (statement, 3));
      g_hash_table_insert (self->stages, g_memdup2 (&id, sizeof id), stage);
    }
  return !row;
}

static gboolean
read_gone (Search *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->frame->db,
      "SELECT id, name FROM \"user\" WHERE id <> $1 AND (archived_at IS NOT NULL OR NOT active)", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->frame->user);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_hash_table_insert (
          self->gone, g_memdup2 (&id, sizeof id), g_strdup (crm_statement_get_text (statement, 1)));
    }
  return !row;
}

/* Keeps the best few, the best first; of equals the one found first. */
static void
offer (Search *self, Hint hint, gint64 id, gint64 rank, gint64 rank2)
{
  Candidate *best = self->best[hint];
  guint n = self->n_best[hint], place = n;

  while (place &&
         (best[place - 1].rank < rank || (best[place - 1].rank == rank && best[place - 1].rank2 < rank2)))
    place--;
  if (place == PER_KIND || g_hash_table_contains (self->dismissed[hint], &id))
    return;
  for (guint i = MIN (n, PER_KIND - 1); i > place; i--)
    best[i] = best[i - 1];
  best[place] = (Candidate){ .id = id, .rank = rank, .rank2 = rank2 };
  self->n_best[hint] = MIN (n + 1, PER_KIND);
}

static void
add_weighted (Search *self, const char *currency, gint64 minor, gint64 weight)
{
  Total fresh = { .weighted = (Wide)minor * weight };

  for (guint i = 0; i < self->totals->len; i++)
    {
      Total *total = &g_array_index (self->totals, Total, i);

      if (g_str_equal (total->currency, currency))
        {
          total->weighted += fresh.weighted;
          return;
        }
    }
  g_strlcpy (fresh.currency, currency, sizeof fresh.currency);
  g_array_append_val (self->totals, fresh);
}

/* Per cent back to money, rounded half away from zero, once a currency. */
static gint64
divide (Wide weighted)
{
  Wide minor = (weighted + (weighted < 0 ? -50 : 50)) / 100;

  return minor > G_MAXINT64 ? G_MAXINT64 : minor < G_MININT64 ? G_MININT64 : (gint64)minor;
}

/* Sums are those of all deals; hints are about the user's own and those of nobody, or of somebody who left. */
static gboolean
search_deals (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  const char *home = crm_transaction_get_currency (frame->tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT d.id, d.amount, d.amount_currency, d.probability, d.stage, d.stage_at, d.owner, "
      "d.expected_close,"
      " f.next_key FROM deal d LEFT JOIN deal_figures f ON f.deal_id = d.id"
      " WHERE d.state = 'open' AND d.archived_at IS NULL",
      error);
  gint64 known = -1;
  const Stage *stage = NULL;
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0), amount = crm_statement_get_integer (statement, 1),
             at = crm_statement_get_integer (statement, 4), since = crm_statement_get_integer (statement, 5),
             owner = crm_statement_get_integer (statement, 6),
             next = crm_statement_get_integer (statement, 8);
      const char *currency = crm_statement_get_text (statement, 2), *closing;

      if (at != known)
        {
          stage = g_hash_table_lookup (self->stages, &at);
          known = at;
        }
      if (currency)
        add_weighted (self, currency, amount,
            !crm_statement_is_null (statement, 3) ? crm_statement_get_integer (statement, 3)
            : stage                               ? stage->probability
                                                  : 0);
      /* Amounts in other currencies cannot be compared. */
      if (!currency || g_strcmp0 (currency, home) != 0)
        amount = 0;
      if (owner && owner != frame->user)
        {
          if (g_hash_table_contains (self->gone, &owner))
            offer (self, HAND_OVER, id, amount, -since);
          continue;
        }
      if (next >= frame->now)
        continue;
      closing = crm_statement_get_text (statement, 7);
      if (stage && stage->rot_days && frame->now - since > stage->rot_days * G_TIME_SPAN_DAY)
        offer (self, ROTTING, id, amount, -since);
      else if (!next && closing && g_strcmp0 (closing, frame->today) < 0)
        offer (self, CLOSING, id, amount, -since);
      else if (!next)
        offer (self, NO_STEP, id, amount, -since);
    }
  return !row;
}

static gboolean
tell_deal (Search *self, Hint hint, const Candidate *candidate, CrmStatement *statement, GError **error)
{
  CrmTodayLine *line;
  const Stage *stage;
  gint64 at, owner;
  gboolean row;

  crm_statement_reset (statement);
  crm_statement_bind_integer (statement, 1, candidate->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  line = g_new0 (CrmTodayLine, 1);
  g_ptr_array_add (self->lines[hint], line);
  line->kind = "deal";
  line->hint = hint_names[hint];
  line->id = line->deal = candidate->id;
  line->version = crm_statement_get_integer (statement, 0);
  line->deal_title = g_strdup (crm_statement_get_text (statement, 1));
  at = crm_statement_get_integer (statement, 2);
  owner = crm_statement_get_integer (statement, 5);
  crm_today_line_read_who (line, statement, 7);
  stage = g_hash_table_lookup (self->stages, &at);
  switch (hint)
    {
    case ROTTING:
      /* Translators: a deal that stands still for too long; its title. */
      line->title = g_strdup_printf (_ ("Move on: %s"), line->deal_title);
      line->reason = crm_today_say_rotting (stage->name,
          (self->frame->now - crm_statement_get_integer (statement, 3)) / G_TIME_SPAN_DAY, stage->rot_days);
      break;
    case CLOSING:
      /* Translators: a deal that should be closed by now; its title. */
      line->title = g_strdup_printf (_ ("Won or lost: %s"), line->deal_title);
      line->reason = crm_today_say_closing (self->frame, crm_statement_get_text (statement, 4));
      break;
    case HAND_OVER:
      /* Translators: a deal whose responsible person left; its title. */
      line->title = g_strdup_printf (_ ("Hand over: %s"), line->deal_title);
      line->reason = g_strdup_printf (_ ("%s is responsible, but does not work here any more"),
          (const char *)g_hash_table_lookup (self->gone, &owner));
      break;
    case NO_STEP:
    default:
      /* Translators: a client, or the title of a deal without one. */
      line->title =
          g_strdup_printf (_ ("Plan a step: %s"), line->client_name ? line->client_name : line->deal_title);
      line->reason =
          crm_today_say_no_step (self->frame, line->deal_title, crm_statement_get_integer (statement, 6));
      break;
    }
  return TRUE;
}

static gboolean
tell_deals (Search *self, GError **error)
{
  static const Hint hints[] = { ROTTING, NO_STEP, CLOSING, HAND_OVER };
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->frame->db,
      "SELECT d.version, d.title, d.stage, d.stage_at, d.expected_close, d.owner, cf.last_contact_at,"
      " " CRM_WHO_COLUMNS " FROM deal d" CRM_WHO_JOINS ("d.client") " WHERE d.id = $1",
      error);

  if (!statement)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    for (guint j = 0; j < self->n_best[hints[i]]; j++)
      if (!tell_deal (self, hints[i], &self->best[hints[i]][j], statement, error))
        return FALSE;
  return TRUE;
}

/* Columns of a client: version, what the hint needs (two), who. */
static CrmTodayLine *
add_client (Search *self, Hint hint, const char *kind, CrmStatement *statement)
{
  CrmTodayLine *line = g_new0 (CrmTodayLine, 1);

  line->kind = kind;
  line->hint = hint_names[hint];
  line->version = crm_statement_get_integer (statement, 0);
  crm_today_line_read_who (line, statement, 3);
  line->id = line->client;
  g_ptr_array_add (self->lines[hint], line);
  return line;
}

static gboolean
is_wanted (Search *self, Hint hint, gint64 id)
{
  return self->lines[hint]->len < PER_KIND && !g_hash_table_contains (self->dismissed[hint], &id);
}

/* The nearest first, of one day those who buy most: one pass over all birthdays, then the few that are told. */
static gboolean
search_birthdays (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  /* The last characters of a birthday are month and day, with a year or without. */
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT c.id, c.birthday, cf.year_amount FROM client c LEFT JOIN client_figures cf ON cf.client_id = "
      "c.id"
      " WHERE c.birthday IS NOT NULL AND c.archived_at IS NULL AND substr (c.birthday, length (c.birthday) - "
      "4)"
      " IN ($2, $3, $4, $5, $6, $7, $8, $9, $10) AND (c.owner = $1 OR c.owner IS NULL)",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  G_STATIC_ASSERT (BIRTHDAY_DAYS == 7);
  crm_statement_bind_integer (statement, 1, frame->user);
  for (guint days = 0; days <= BIRTHDAY_DAYS; days++)
    {
      g_autofree char *date = crm_local_format (frame->day + days);
      crm_statement_bind_text (statement, 2 + (int)days, date + 5);
    }
  /* In common years it falls on the day before; in others on itself. */
  crm_statement_bind_text (statement, 10, "02-29");
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_autofree char *next = crm_date_next_birthday (crm_statement_get_text (statement, 1), frame->today);
      int days = next ? crm_date_days_between (frame->today, next) : G_MAXINT;

      if (days <= BIRTHDAY_DAYS)
        offer (self, BIRTHDAY, crm_statement_get_integer (statement, 0), -days,
            crm_statement_get_integer (statement, 2));
    }
  return !row;
}

static gboolean
tell_birthdays (Search *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->frame->db,
      "SELECT c.version, c.birthday, 0, " CRM_WHO_COLUMNS " FROM client c LEFT JOIN client co ON co.id = "
      "c.company LEFT JOIN client_figures cf ON cf.client_id = c.id WHERE c.id = $1",
      error);

  if (!statement)
    return FALSE;
  for (guint i = 0; i < self->n_best[BIRTHDAY]; i++)
    {
      CrmTodayLine *line;
      gboolean row;

      crm_statement_reset (statement);
      crm_statement_bind_integer (statement, 1, self->best[BIRTHDAY][i].id);
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        continue;
      line = add_client (self, BIRTHDAY, "birthday", statement);
      line->due_on = crm_date_next_birthday (crm_statement_get_text (statement, 1), self->frame->today);
      /* Translators: the name of a client. */
      line->title = g_strdup_printf (_ ("Birthday: %s"), line->client_name);
      line->reason = crm_today_say_birthday (self->frame, crm_statement_get_text (statement, 1));
    }
  return TRUE;
}

/* Leads one talked to not long ago and has nothing planned for: the warmest first. */
static gboolean
search_leads (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT c.version, cf.last_contact_at, 0, " CRM_WHO_COLUMNS
      " FROM client_figures cf CROSS JOIN client c"
      " LEFT JOIN client co ON co.id = c.company WHERE c.id = cf.client_id AND cf.last_contact_at >= $2 AND"
      " cf.last_contact_at < $3 AND COALESCE (cf.next_key, 0) = 0 AND COALESCE (cf.open_deals, 0) = 0 AND "
      "c.status = "
      "'lead'"
      " AND c.archived_at IS NULL AND (c.owner = $1 OR c.owner IS NULL)"
      " ORDER BY cf.last_contact_at DESC, cf.client_id DESC",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->now - LEAD_DAYS_TO * G_TIME_SPAN_DAY);
  crm_statement_bind_integer (statement, 3, frame->now - LEAD_DAYS_FROM * G_TIME_SPAN_DAY);
  while (self->lines[LEAD]->len < PER_KIND && crm_statement_step (statement, &row, error) && row)
    if (is_wanted (self, LEAD, crm_statement_get_integer (statement, 3)))
      {
        CrmTodayLine *line = add_client (self, LEAD, "client", statement);

        /* Translators: the name of a client. */
        line->title = g_strdup_printf (_ ("Follow up: %s"), line->client_name);
        line->reason = crm_today_say_lead (frame, crm_statement_get_integer (statement, 1));
      }
  return !row || self->lines[LEAD]->len == PER_KIND;
}

/* Customers whose word is the last one, and for whom nothing is planned or being sold: the newest first. */
static gboolean
search_support (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT c.version, cf.last_contact_at, 0, " CRM_WHO_COLUMNS
      " FROM client_figures cf CROSS JOIN client c"
      " LEFT JOIN client co ON co.id = c.company WHERE c.id = cf.client_id AND cf.last_contact_at >= $2 AND"
      " cf.last_contact_direction = 'in' AND cf.won_sums IS NOT NULL AND COALESCE (cf.next_key, 0) = 0 AND"
      " COALESCE (cf.open_deals, 0) = 0 AND c.archived_at IS NULL AND (c.owner = $1 OR c.owner IS NULL)"
      " ORDER BY cf.last_contact_at DESC, cf.client_id DESC",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->now - SUPPORT_DAYS * G_TIME_SPAN_DAY);
  while (self->lines[SUPPORT]->len < PER_KIND && crm_statement_step (statement, &row, error) && row)
    if (is_wanted (self, SUPPORT, crm_statement_get_integer (statement, 3)))
      {
        CrmTodayLine *line = add_client (self, SUPPORT, "client", statement);

        /* Translators: the name of a client. */
        line->title = g_strdup_printf (_ ("Hand over to support: %s"), line->client_name);
        line->reason = crm_today_say_support (frame, crm_statement_get_integer (statement, 1));
      }
  return !row || self->lines[SUPPORT]->len == PER_KIND;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

/* Half of the answers in a conversation came within this time (µs); 0 when there are too few to tell. */
static gboolean
read_usual (CrmStatement *statement, gint64 conversation, gint64 *usual, GError **error)
{
  gint64 times[MAX_ANSWERS], answered = 0;
  guint n = 0;
  gboolean row = FALSE;

  *usual = 0;
  crm_statement_reset (statement);
  crm_statement_bind_integer (statement, 1, conversation);
  /* From the last message on: of several the first one answers, of several the last one was answered. */
  while (n < MAX_ANSWERS && crm_statement_step (statement, &row, error) && row)
    {
      gint64 at = crm_statement_get_integer (statement, 0);

      if (g_strcmp0 (crm_statement_get_text (statement, 1), "in") == 0)
        answered = at;
      else if (answered)
        {
          times[n++] = answered - at;
          answered = 0;
        }
    }
  if (row && n < MAX_ANSWERS)
    return FALSE;
  if (n < MIN_ANSWERS)
    return TRUE;
  qsort (times, n, sizeof *times, compare_times);
  *usual = times[n / 2];
  return TRUE;
}

static gboolean
has_line (Search *self, Hint hint, gint64 client)
{
  for (guint i = 0; i < self->lines[hint]->len; i++)
    if (((CrmTodayLine *)self->lines[hint]->pdata[i])->client == client)
      return TRUE;
  return FALSE;
}

/* Clients with nothing planned who leave a message without an answer for longer than they usually do: the newest first. */
static gboolean
search_answers (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT c.version, v.last_at, v.conversation_id, " CRM_WHO_COLUMNS
      " FROM conversation_figures v CROSS JOIN conversation k CROSS JOIN client c LEFT JOIN client co ON "
      "co.id "
      "= c.company LEFT JOIN client_figures cf ON cf.client_id = c.id LEFT JOIN message m ON m.id = "
      "v.last_message WHERE v.last_at >= $2 AND v.last_at < $3 AND v.last_direction = 'out' AND k.id = "
      "v.conversation_id AND k.archived_at IS NULL AND c.id = k.client AND c.archived_at IS NULL AND "
      "(c.owner "
      "= $1 OR c.owner IS NULL) AND COALESCE (cf.next_key, 0) = 0 AND COALESCE (cf.last_contact_at, 0) <= "
      "v.last_at AND m.campaign IS NULL AND COALESCE (m.state, 'sent') IN ('sent', 'delivered', 'read')"
      " ORDER BY v.last_at DESC, v.conversation_id DESC LIMIT 300",
      error);
  g_autoptr (CrmStatement) messages = crm_db_prepare (frame->db,
      "SELECT at, direction FROM message WHERE conversation = $1 AND archived_at IS NULL ORDER BY at DESC "
      "LIMIT 120",
      error);
  gboolean row = FALSE;

  if (!statement || !messages)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->now - ANSWER_DAYS * G_TIME_SPAN_DAY);
  crm_statement_bind_integer (statement, 3, frame->now - G_TIME_SPAN_DAY);
  while (self->lines[NO_ANSWER]->len < PER_KIND && crm_statement_step (statement, &row, error) && row)
    {
      gint64 client = crm_statement_get_integer (statement, 3), at = crm_statement_get_integer (statement, 1),
             usual;
      CrmTodayLine *line;

      if (!is_wanted (self, NO_ANSWER, client) || has_line (self, NO_ANSWER, client))
        continue;
      if (!read_usual (messages, crm_statement_get_integer (statement, 2), &usual, error))
        return FALSE;
      if (!usual || frame->now - at <= 2 * usual)
        continue;
      line = add_client (self, NO_ANSWER, "client", statement);
      /* Translators: the name of a client who did not answer. */
      line->title = g_strdup_printf (_ ("Ask again: %s"), line->client_name);
      line->reason = crm_today_say_no_answer (frame, at, usual);
    }
  return !row || self->lines[NO_ANSWER]->len == PER_KIND;
}

/* Customers of the last year whom nobody talks to: those who bought most first. */
static gboolean
search_silent (Search *self, GError **error)
{
  const CrmDayFrame *frame = self->frame;
  const char *home = crm_transaction_get_currency (frame->tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT c.version, cf.last_contact_at, cf.year_sums, " CRM_WHO_COLUMNS
      " FROM client_figures cf JOIN client"
      " c ON c.id = cf.client_id LEFT JOIN client co ON co.id = c.company WHERE cf.year_until IS NOT NULL AND"
      " cf.year_until > $3 AND cf.last_contact_at < $2 AND COALESCE (cf.next_key, 0) = 0 AND c.archived_at "
      "IS NULL AND"
      " (c.owner = $1 OR c.owner IS NULL) ORDER BY cf.year_amount DESC NULLS LAST, cf.client_id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  crm_statement_bind_integer (statement, 2, frame->now - SILENT_DAYS * G_TIME_SPAN_DAY);
  crm_statement_bind_integer (statement, 3, frame->now);
  while (self->lines[NOT_CONTACTED]->len < PER_KIND && crm_statement_step (statement, &row, error) && row)
    if (is_wanted (self, NOT_CONTACTED, crm_statement_get_integer (statement, 3)))
      {
        g_autoptr (CrmSums) sums = crm_sums_from_text (crm_statement_get_text (statement, 2));
        g_autofree char *text = crm_sums_display (sums, home, TRUE);
        CrmTodayLine *line;

        if (!text)
          continue;
        line = add_client (self, NOT_CONTACTED, "client", statement);
        /* Translators: the name of a client. */
        line->title = g_strdup_printf (_ ("Get in touch: %s"), line->client_name);
        line->reason = crm_today_say_not_contacted (frame, crm_statement_get_integer (statement, 1), text);
      }
  return !row || self->lines[NOT_CONTACTED]->len == PER_KIND;
}

gboolean
crm_today_read_hints (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_auto (Search) search = { .frame = frame };

  for (guint i = 0; i < N_HINTS; i++)
    {
      search.dismissed[i] = new_by_id (NULL);
      search.lines[i] = crm_today_lines_new ();
    }
  search.stages = new_by_id ((GDestroyNotify)stage_free);
  search.gone = new_by_id (g_free);
  search.totals = g_array_new (FALSE, FALSE, sizeof (Total));
  if (!read_dismissed (&search, error) || !read_stages (&search, error) || !read_gone (&search, error) ||
      !search_deals (&search, error) || !tell_deals (&search, error) || !search_birthdays (&search, error) ||
      !tell_birthdays (&search, error) || !search_answers (&search, error) ||
      !search_leads (&search, error) || !search_silent (&search, error) || !search_support (&search, error))
    return FALSE;
  for (guint i = 0; i < search.totals->len; i++)
    {
      const Total *total = &g_array_index (search.totals, Total, i);
      crm_sums_add (self->weighted, divide (total->weighted), total->currency);
    }
  for (guint rank = 0; rank < PER_KIND; rank++)
    for (guint i = 0; i < N_HINTS; i++)
      if (rank < search.lines[i]->len)
        g_ptr_array_add (self->hints, g_steal_pointer (&search.lines[i]->pdata[rank]));
  for (guint i = 0; i < N_HINTS; i++)
    {
      g_ptr_array_set_free_func (search.lines[i], NULL);
      g_ptr_array_set_size (search.lines[i], 0);
    }
  return TRUE;
}
