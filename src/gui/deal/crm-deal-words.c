/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-locale.h"
#include "base/crm-money.h"
#include "base/crm-time.h"

/* No state. Main thread. */

static const struct
{
  const char *icon;
  const char *style;
  const char *label;
} states[CRM_NEXT_N_STATES] = {
  [CRM_NEXT_OVERDUE] = { "crm-overdue-symbolic", "late", N_ ("Overdue") },
  [CRM_NEXT_TODAY] = { "alarm-symbolic", "today", N_ ("Today") },
  [CRM_NEXT_PLANNED] = { "alarm-symbolic", "ok", N_ ("Later") },
  [CRM_NEXT_NONE] = { "crm-hint-symbolic", "dim", N_ ("Without next step") },
  [CRM_NEXT_WAITING] = { "content-loading-symbolic", "dim", N_ ("Waiting for the client") },
};

char *
crm_deal_dup_today (CrmStore *store, gint64 now)
{
  return crm_instant_date (now, crm_store_get_zone (store));
}

CrmNextState
crm_deal_get_next_state (CrmStore *store, const CrmRow *row, gint64 now)
{
  g_autofree char *today = crm_deal_dup_today (store, now);

  return crm_next_state (crm_row_get_integer (row, CRM_DEAL_NEXT_KEY),
      crm_row_get_text (row, CRM_DEAL_NEXT_KIND), crm_row_get_text (row, CRM_DEAL_NEXT_ON), now, today);
}

const char *
crm_next_state_get_icon (CrmNextState state)
{
  return states[state].icon;
}

const char *
crm_next_state_get_style (CrmNextState state)
{
  return states[state].style;
}

const char *
crm_next_state_get_sign (CrmNextState state)
{
  return state == CRM_NEXT_NONE ? "crm-no-step-symbolic" : states[state].icon;
}

const char *
crm_next_state_get_sign_style (CrmNextState state)
{
  return state == CRM_NEXT_NONE ? "today" : states[state].style;
}

static gboolean
is_open (const CrmRow *row)
{
  return g_strcmp0 (crm_row_get_text (row, CRM_DEAL_STATE), "open") == 0;
}

const char *
crm_deal_get_next_icon (const CrmRow *row, CrmNextState state)
{
  return is_open (row) ? crm_next_state_get_sign (state) : crm_next_state_get_icon (state);
}

const char *
crm_deal_get_next_style (const CrmRow *row, CrmNextState state)
{
  return is_open (row) ? crm_next_state_get_sign_style (state) : crm_next_state_get_style (state);
}

const char *
crm_next_state_get_label (CrmNextState state)
{
  return _ (states[state].label);
}

char *
crm_next_state_dup_count (CrmNextState state, guint64 count)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);

  switch (state)
    {
    case CRM_NEXT_OVERDUE: return g_strdup_printf (ngettext ("%s overdue", "%s overdue", count), number);
    case CRM_NEXT_TODAY: return g_strdup_printf (ngettext ("%s today", "%s today", count), number);
    case CRM_NEXT_PLANNED: return g_strdup_printf (ngettext ("%s later", "%s later", count), number);
    case CRM_NEXT_NONE:
      return g_strdup_printf (ngettext ("%s without next step", "%s without next step", count), number);
    case CRM_NEXT_WAITING:
    default: return g_strdup_printf (ngettext ("%s waiting", "%s waiting", count), number);
    }
}

char *
crm_deal_dup_next_title (const CrmRow *row)
{
  const char *title = crm_row_get_text (row, CRM_DEAL_NEXT_TITLE);

  if (title != NULL)
    return g_strdup (title);
  if (crm_row_get_text (row, CRM_DEAL_NEXT_KIND) != NULL)
    return crm_field_format_display (
        &row->entity->fields[CRM_DEAL_NEXT_KIND], crm_row_get (row, CRM_DEAL_NEXT_KIND), NULL);
  return g_strdup (_ ("No next step"));
}

/* "14:00", or NULL for a day without a time. */
static char *
dup_clock (CrmStore *store, gint64 at)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (at == 0)
    return NULL;
  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, crm_store_get_zone (store));
  return g_date_time_format (local, "%H:%M");
}

/* "21 Nov", "21 Nov 2027" in another year; week: "Fri" within seven days. */
static char *
dup_day (const char *date, const char *today, gboolean week)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *iso = g_strconcat (date, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (iso, utc);

  if (day == NULL)
    return g_strdup (date);
  if (week && crm_date_days_between (today, date) < 7)
    return crm_locale_format_date (day, "%a");
  return crm_locale_format_date (
      day, strncmp (date, today, 4) == 0 ? C_ ("date", "%-d %b") : C_ ("date", "%-d %b %Y"));
}

char *
crm_next_state_dup_when (CrmNextState state, CrmStore *store, const char *date, gint64 at, gint64 now)
{
  g_autofree char *today = crm_deal_dup_today (store, now);
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;
  int days;

  if (date == NULL)
    return NULL;
  days = crm_date_days_between (today, date);
  clock = dup_clock (store, at);
  if (state == CRM_NEXT_OVERDUE && days < 0)
    return g_strdup_printf (ngettext ("overdue %d day", "overdue %d days", -days), -days);
  if (state == CRM_NEXT_OVERDUE)
    return g_strdup_printf (_ ("overdue since %s"), clock != NULL ? clock : today);
  if (days == 0)
    return clock != NULL ? g_strdup_printf (_ ("today %s"), clock) : g_strdup (_ ("today"));
  if (days == 1)
    return clock != NULL ? g_strdup_printf (_ ("tomorrow %s"), clock) : g_strdup (_ ("tomorrow"));
  day = dup_day (date, today, TRUE);
  if (state == CRM_NEXT_WAITING)
    return g_strdup_printf (C_ ("waiting for the client", "until %s"), day);
  return clock != NULL ? g_strdup_printf ("%s %s", day, clock) : g_steal_pointer (&day);
}

char *
crm_deal_dup_next_when (CrmStore *store, const CrmRow *row, gint64 now)
{
  return crm_next_state_dup_when (crm_deal_get_next_state (store, row, now), store,
      crm_row_get_text (row, CRM_DEAL_NEXT_ON), crm_row_get_integer (row, CRM_DEAL_NEXT_AT), now);
}

char *
crm_deal_dup_next_short (CrmStore *store, const CrmRow *row, gint64 now)
{
  const char *date = crm_row_get_text (row, CRM_DEAL_NEXT_ON);
  g_autofree char *today = NULL;
  g_autofree char *clock = NULL;
  int days;

  if (date == NULL || crm_deal_get_next_state (store, row, now) != CRM_NEXT_OVERDUE)
    return crm_deal_dup_next_when (store, row, now);
  today = crm_deal_dup_today (store, now);
  clock = dup_clock (store, crm_row_get_integer (row, CRM_DEAL_NEXT_AT));
  days = crm_date_days_between (today, date);
  /* Translators: days a step is overdue, as short as can be. */
  return days < 0 ? g_strdup_printf (_ ("%d d"), -days) : g_strdup (clock != NULL ? clock : _ ("today"));
}

char *
crm_deal_dup_close (CrmStore *store, const CrmRow *row, gint64 now)
{
  const char *date = crm_row_get_text (row, CRM_DEAL_EXPECTED_CLOSE);
  g_autofree char *today = crm_deal_dup_today (store, now);

  return date != NULL ? dup_day (date, today, FALSE) : NULL;
}

char *
crm_deal_dup_days (const CrmRow *row, gint64 now)
{
  int days = crm_deal_get_stage_days (row, now);

  /* Translators: days a deal has stood in its stage, as short as can be. */
  return days == 0 ? g_strdup (_ ("today")) : g_strdup_printf (_ ("%d d"), days);
}

const char *
crm_deal_get_rot_style (const CrmRow *row, gint64 now)
{
  if (!crm_deal_is_rotting (row, now))
    return NULL;
  return crm_deal_get_stage_days (row, now) * 2 > crm_row_get_integer (row, CRM_DEAL_ROT_DAYS) * 3 ? "late"
                                                                                                   : "today";
}

char *
crm_deal_dup_amount (const CrmRow *row)
{
  const CrmValue *amount = crm_row_get (row, CRM_DEAL_AMOUNT);

  return amount->type == CRM_VALUE_MONEY
             ? crm_money_display (amount->v.money.minor, amount->v.money.currency, TRUE)
             : NULL;
}

void
crm_deal_add_amount (const CrmRow *row, int sign, gint64 probability, CrmSums *sums, CrmSums *weighted)
{
  const CrmValue *amount = crm_row_get (row, CRM_DEAL_AMOUNT);
  const CrmValue *own = crm_row_get (row, CRM_DEAL_PROBABILITY);
  gint64 weight;

  if (amount->type != CRM_VALUE_MONEY)
    return;
  weight = own->type == CRM_VALUE_INTEGER ? own->v.integer
           : probability >= 0             ? probability
                                          : crm_row_get_integer (row, CRM_DEAL_WEIGHT);
  crm_sums_add (sums, sign * amount->v.money.minor, amount->v.money.currency);
  /* A preview until the store has added up: whole per cents of minor units. */
  crm_sums_add (weighted, sign * (gint64)((double)amount->v.money.minor * (double)weight / 100),
      amount->v.money.currency);
}

char *
crm_deal_dup_spoken (CrmStore *store, const CrmRow *row, gint64 now)
{
  g_autoptr (GString) text = g_string_new (crm_row_get_text (row, CRM_DEAL_TITLE));
  const char *client = crm_row_get_text (row, CRM_DEAL_CLIENT_NAME);
  g_autofree char *amount = crm_deal_dup_amount (row);
  g_autofree char *step = crm_deal_dup_next_title (row);
  g_autofree char *when = crm_deal_dup_next_when (store, row, now);
  int days = crm_deal_get_stage_days (row, now);

  if (client != NULL)
    g_string_append_printf (text, ", %s", client);
  if (amount != NULL)
    g_string_append_printf (text, ", %s", amount);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%d day in stage", "%d days in stage", days), days);
  g_string_append_printf (text, ", %s", step);
  if (when != NULL)
    g_string_append_printf (text, " %s", when);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_amounts (const CrmRow *a, const CrmRow *b)
{
  const CrmValue *x = crm_row_get (a, CRM_DEAL_AMOUNT);
  const CrmValue *y = crm_row_get (b, CRM_DEAL_AMOUNT);
  int currencies;

  if (x->type != CRM_VALUE_MONEY || y->type != CRM_VALUE_MONEY)
    return (x->type != CRM_VALUE_MONEY) - (y->type != CRM_VALUE_MONEY);
  currencies = strcmp (x->v.money.currency, y->v.money.currency);
  return currencies != 0 ? currencies : compare_numbers (y->v.money.minor, x->v.money.minor);
}

static int
compare_urgency (CrmStore *store, const CrmRow *a, const CrmRow *b, gint64 now)
{
  CrmNextState x = crm_deal_get_next_state (store, a, now);
  CrmNextState y = crm_deal_get_next_state (store, b, now);
  /* Overdue, today, none, later, waiting. */
  static const int ranks[CRM_NEXT_N_STATES] = { 0, 1, 3, 2, 4 };

  if (x != y)
    return compare_numbers (ranks[x], ranks[y]);
  if (x == CRM_NEXT_PLANNED)
    {
      int keys = compare_numbers (
          crm_row_get_integer (a, CRM_DEAL_NEXT_KEY), crm_row_get_integer (b, CRM_DEAL_NEXT_KEY));

      if (keys != 0)
        return keys;
    }
  return compare_numbers (
      crm_row_get_integer (a, CRM_DEAL_STAGE_AT), crm_row_get_integer (b, CRM_DEAL_STAGE_AT));
}

int
crm_deal_compare (CrmStore *store, const CrmRow *a, const CrmRow *b, CrmBoardOrder order, gint64 now)
{
  const char *x = crm_row_get_text (a, CRM_DEAL_EXPECTED_CLOSE);
  const char *y = crm_row_get_text (b, CRM_DEAL_EXPECTED_CLOSE);
  const CrmValue *p = crm_row_get (a, CRM_DEAL_POSITION);
  const CrmValue *q = crm_row_get (b, CRM_DEAL_POSITION);

  switch (order)
    {
    case CRM_BOARD_AMOUNT: return compare_amounts (a, b);
    case CRM_BOARD_AGE:
      return compare_numbers (
          crm_row_get_integer (a, CRM_DEAL_STAGE_AT), crm_row_get_integer (b, CRM_DEAL_STAGE_AT));
    case CRM_BOARD_CLOSE: return g_strcmp0 (x != NULL ? x : "9999", y != NULL ? y : "9999");
    case CRM_BOARD_BY_HAND:
      return p->type == CRM_VALUE_REAL && q->type == CRM_VALUE_REAL
                 ? (p->v.real > q->v.real) - (p->v.real < q->v.real)
                 : 0;
    case CRM_BOARD_URGENCY:
    default: return compare_urgency (store, a, b, now);
    }
}
