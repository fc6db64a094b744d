/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-locale.h"
#include "base/crm-time.h"
#include "today/crm-today-private.h"

/* How far the goals of the running week, month, quarter or year are, and the figures below them. In a worker's thread. */

typedef struct
{
  guint32 from; /* local days: from … before until */
  guint32 until;
  gint64 from_at;
  gint64 until_at;
  char *from_on;
  char *until_on;
} Period;

void
crm_goal_state_free (CrmGoalState *self)
{
  g_free (self->title);
  g_free (self->measure);
  g_free (self->left_out);
  g_free (self);
}

static void
period_clear (Period *self)
{
  g_clear_pointer (&self->from_on, g_free);
  g_clear_pointer (&self->until_on, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Period, period_clear)

static guint32
get_first_of_month (int year, int month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, (GDateMonth)((month - 1) % 12 + 1), (GDateYear)(year + (month - 1) / 12));
  return g_date_get_julian (&date);
}

static void
period_init (Period *self, const CrmDayFrame *frame, const char *name)
{
  int year = (int)g_ascii_strtoll (frame->today, NULL, 10),
      month = (int)g_ascii_strtoll (frame->today + 5, NULL, 10);

  if (g_strcmp0 (name, "week") == 0)
    {
      /* Day 1 was a Monday. */
      guint32 past = (frame->day - 1 + 7 - (guint32)(frame->week_start - 1)) % 7;

      self->from = frame->day - past;
      self->until = self->from + 7;
    }
  else
    {
      int n = g_strcmp0 (name, "quarter") == 0 ? 3 : g_strcmp0 (name, "year") == 0 ? 12 : 1;
      int first = (month - 1) / n * n + 1;

      self->from = get_first_of_month (year, first);
      self->until = get_first_of_month (year, first + n);
    }
  self->from_on = crm_local_format (self->from);
  self->until_on = crm_local_format (self->until);
  self->from_at = crm_local_instant (self->from, 0, frame->zone);
  self->until_at = crm_local_instant (self->until, 0, frame->zone);
}

static char *
make_title (const CrmDayFrame *frame, const char *period)
{
  int year = (int)g_ascii_strtoll (frame->today, NULL, 10),
      month = (int)g_ascii_strtoll (frame->today + 5, NULL, 10);

  if (g_strcmp0 (period, "week") == 0)
    return g_strdup (_ ("Goal for this week"));
  if (g_strcmp0 (period, "quarter") == 0)
    return g_strdup_printf (_ ("Goal for quarter %d"), (month - 1) / 3 + 1);
  if (g_strcmp0 (period, "year") == 0)
    return g_strdup_printf (_ ("Goal for %d"), year);
  {
    g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, 1, 0, 0, 0);
    g_autofree char *name = crm_locale_format_date (date, "%OB");

    /* Translators: %s is the name of a month. */
    return g_strdup_printf (_ ("Goal for %s"), name);
  }
}

/* One number of statements whose parameters are the owner (0: everybody), from and until. */
static gboolean
count (const CrmDayFrame *frame, const char *sql, gint64 owner, const Period *period, gboolean days,
    gint64 *n, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db, sql, error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, owner);
  if (days)
    {
      crm_statement_bind_text (statement, 2, period->from_on);
      crm_statement_bind_text (statement, 3, period->until_on);
    }
  else
    {
      crm_statement_bind_integer (statement, 2, period->from_at);
      crm_statement_bind_integer (statement, 3, period->until_at);
    }
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *n = row ? crm_statement_get_integer (statement, 0) : 0;
  return TRUE;
}

#define CALLS \
  "SELECT COALESCE (sum (entries), 0) FROM activity_day WHERE day >= $2 AND day < $3 AND kind = 'call' AND" \
  " ($1 = 0 OR author_id = $1)"
#define MEETINGS \
  "SELECT COALESCE (sum (entries), 0) FROM activity_day WHERE day >= $2 AND day < $3 AND kind = 'meeting' " \
  "AND" \
  " ($1 = 0 OR author_id = $1)"
#define NEW_DEALS \
  "SELECT count (*) FROM deal WHERE opened_at >= $2 AND opened_at < $3 AND archived_at IS NULL AND" \
  " ($1 = 0 OR owner = $1)"
#define NEW_CLIENTS \
  "SELECT count (*) FROM client WHERE created_at >= $2 AND created_at < $3 AND archived_at IS NULL AND" \
  " ($1 = 0 OR owner = $1)"
#define WON \
  "SELECT count (*) FROM deal WHERE closed_at >= $2 AND closed_at < $3 AND state = 'won' AND" \
  " archived_at IS NULL AND ($1 = 0 OR owner = $1)"

static gboolean
sum_won (const CrmDayFrame *frame, gint64 owner, const Period *period, CrmGoalState *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT amount, amount_currency FROM deal WHERE closed_at >= $2 AND closed_at < $3 AND state = 'won' "
      "AND"
      " archived_at IS NULL AND amount IS NOT NULL AND ($1 = 0 OR owner = $1)",
      error);
  g_autoptr (CrmSums) sums = crm_sums_new (), others = crm_sums_new ();
  const CrmSum *all;
  guint n;
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, owner);
  crm_statement_bind_integer (statement, 2, period->from_at);
  crm_statement_bind_integer (statement, 3, period->until_at);
  while (crm_statement_step (statement, &row, error) && row)
    if (crm_statement_get_text (statement, 1))
      crm_sums_add (sums, crm_statement_get_integer (statement, 0), crm_statement_get_text (statement, 1));
  if (row)
    return FALSE;
  state->done = crm_sums_get_amount (sums, state->currency);
  all = crm_sums_get (sums, &n);
  for (guint i = 0; i < n; i++)
    if (all[i].minor && !g_str_equal (all[i].currency, state->currency))
      crm_sums_add (others, all[i].minor, all[i].currency);
  state->left_out = crm_sums_display (others, NULL, TRUE);
  return TRUE;
}

static gboolean
measure (const CrmDayFrame *frame, gint64 owner, const Period *period, CrmGoalState *state, GError **error)
{
  static const struct
  {
    const char *measure;
    const char *sql;
    gboolean days;
  } counts[] = {
    { "won-count", WON, FALSE },
    { "new-deals", NEW_DEALS, FALSE },
    { "new-clients", NEW_CLIENTS, FALSE },
    { "calls", CALLS, TRUE },
    { "meetings", MEETINGS, TRUE },
  };

  if (state->money)
    return sum_won (frame, owner, period, state, error);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_strcmp0 (state->measure, counts[i].measure) == 0)
      return count (frame, counts[i].sql, owner, period, counts[i].days, &state->done, error);
  return TRUE;
}

/* Those of this user, and of all together. */
static gboolean
read_goals (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (frame->db,
      "SELECT id, owner, period, measure, amount, amount_currency, number FROM goal WHERE archived_at IS "
      "NULL AND"
      " (owner = $1 OR owner IS NULL) ORDER BY position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, frame->user);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmGoalState *state = g_new0 (CrmGoalState, 1);
      const char *name = crm_statement_get_text (statement, 2);
      g_auto (Period) period = { 0 };

      g_ptr_array_add (self->goals, state);
      state->id = crm_statement_get_integer (statement, 0);
      state->title = make_title (frame, name);
      state->measure = g_strdup (crm_statement_get_text (statement, 3));
      state->money = g_strcmp0 (state->measure, "won-sum") == 0;
      state->wanted = crm_statement_get_integer (statement, state->money ? 4 : 6);
      if (state->money && crm_statement_get_text (statement, 5))
        g_strlcpy (state->currency, crm_statement_get_text (statement, 5), sizeof state->currency);
      period_init (&period, frame, name);
      if (!measure (frame, crm_statement_get_integer (statement, 1), &period, state, error))
        return FALSE;
    }
  return !row;
}

gboolean
crm_today_read_goals (CrmToday *self, const CrmDayFrame *frame, GError **error)
{
  g_auto (Period) week = { 0 }, month = { 0 };
  gint64 calls, deals;

  period_init (&week, frame, "week");
  period_init (&month, frame, "month");
  if (!read_goals (self, frame, error) || !count (frame, CALLS, 0, &week, TRUE, &calls, error) ||
      !count (frame, NEW_DEALS, 0, &month, FALSE, &deals, error))
    return FALSE;
  self->calls_this_week = (guint64)calls;
  self->new_deals = (guint64)deals;
  return TRUE;
}
