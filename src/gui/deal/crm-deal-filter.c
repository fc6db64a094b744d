/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-filter.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"

/* Owns the choices of the chips and the search entry of the page Deals, and turns them into conditions. Main thread. */

struct _CrmDealFilter
{
  GObject parent_instance;

  CrmStore *store; /* owned */
  char *text;      /* owned, nullable */
  gboolean mine;
  GHashTable *sets[CRM_DEAL_N_SETS]; /* owned; char * */
  CrmDealPeriod period;
  int next;
};

G_DEFINE_FINAL_TYPE (CrmDealFilter, crm_deal_filter, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const set_fields[CRM_DEAL_N_SETS] = {
  [CRM_DEAL_SET_OWNERS] = "owner",
  [CRM_DEAL_SET_TAGS] = "tags",
  [CRM_DEAL_SET_SOURCES] = "source",
};

static const char *const periods[CRM_DEAL_N_PERIODS] = {
  [CRM_DEAL_PERIOD_ANY] = N_ ("Any time"),
  [CRM_DEAL_PERIOD_PAST] = N_ ("Should have closed"),
  [CRM_DEAL_PERIOD_THIS_MONTH] = N_ ("Closing this month"),
  [CRM_DEAL_PERIOD_NEXT_MONTH] = N_ ("Closing next month"),
  [CRM_DEAL_PERIOD_THREE_MONTHS] = N_ ("Closing within three months"),
  [CRM_DEAL_PERIOD_NONE] = N_ ("Without a closing date"),
};

static void
tell (CrmDealFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
crm_deal_filter_finalize (GObject *object)
{
  CrmDealFilter *self = CRM_DEAL_FILTER (object);

  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    g_hash_table_unref (self->sets[i]);
  g_free (self->text);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_filter_parent_class)->finalize (object);
}

static void
crm_deal_filter_class_init (CrmDealFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_deal_filter_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_deal_filter_init (CrmDealFilter *self)
{
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    self->sets[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next = -1;
}

CrmDealFilter *
crm_deal_filter_new (CrmStore *store)
{
  CrmDealFilter *self = g_object_new (CRM_TYPE_DEAL_FILTER, NULL);

  self->store = g_object_ref (store);
  return self;
}

const char *
crm_deal_period_get_label (CrmDealPeriod period)
{
  g_return_val_if_fail (period < CRM_DEAL_N_PERIODS, NULL);
  return _ (periods[period]);
}

void
crm_deal_filter_set_text (CrmDealFilter *self, const char *text)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self));
  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  tell (self);
}

const char *
crm_deal_filter_get_text (CrmDealFilter *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), NULL);
  return self->text;
}

void
crm_deal_filter_set_mine (CrmDealFilter *self, gboolean mine)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self));
  if (self->mine == mine)
    return;
  self->mine = mine;
  tell (self);
}

gboolean
crm_deal_filter_get_mine (CrmDealFilter *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), FALSE);
  return self->mine;
}

void
crm_deal_filter_toggle (CrmDealFilter *self, CrmDealSet set, const char *member)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self) && set < CRM_DEAL_N_SETS && member != NULL);
  if (!g_hash_table_remove (self->sets[set], member))
    g_hash_table_add (self->sets[set], g_strdup (member));
  tell (self);
}

gboolean
crm_deal_filter_has (CrmDealFilter *self, CrmDealSet set, const char *member)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self) && set < CRM_DEAL_N_SETS, FALSE);
  return g_hash_table_contains (self->sets[set], member);
}

guint
crm_deal_filter_count (CrmDealFilter *self, CrmDealSet set)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self) && set < CRM_DEAL_N_SETS, 0);
  return g_hash_table_size (self->sets[set]);
}

void
crm_deal_filter_set_period (CrmDealFilter *self, CrmDealPeriod period)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self) && period < CRM_DEAL_N_PERIODS);
  if (self->period == period)
    return;
  self->period = period;
  tell (self);
}

CrmDealPeriod
crm_deal_filter_get_period (CrmDealFilter *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), CRM_DEAL_PERIOD_ANY);
  return self->period;
}

void
crm_deal_filter_set_next (CrmDealFilter *self, int state)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self) && state >= -1 && state < CRM_NEXT_N_STATES);
  if (self->next == state)
    return;
  self->next = state;
  tell (self);
}

int
crm_deal_filter_get_next (CrmDealFilter *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), -1);
  return self->next;
}

gboolean
crm_deal_filter_is_narrow (CrmDealFilter *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), FALSE);
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    if (g_hash_table_size (self->sets[i]) > 0)
      return TRUE;
  return self->text != NULL || self->mine || self->period != CRM_DEAL_PERIOD_ANY || self->next >= 0;
}

void
crm_deal_filter_clear (CrmDealFilter *self)
{
  g_return_if_fail (CRM_IS_DEAL_FILTER (self));
  if (!crm_deal_filter_is_narrow (self))
    return;
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    g_hash_table_remove_all (self->sets[i]);
  g_clear_pointer (&self->text, g_free);
  self->mine = FALSE;
  self->period = CRM_DEAL_PERIOD_ANY;
  self->next = -1;
  tell (self);
}

static void
add (CrmCondition *group, const char *field, CrmTest test, const char *value)
{
  crm_condition_add (group, crm_condition_new (field, test, value));
}

/* The first day of the month so many months from today. */
static char *
dup_month_start (const char *today, int months)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *iso = g_strdup_printf ("%.7s-01T00:00:00Z", today);
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 (iso, utc);
  g_autoptr (GDateTime) there = g_date_time_add_months (first, months);

  return g_date_time_format (there, "%Y-%m-%d");
}

/* From the first day of one month to the last of another, both counted from the present one. */
static void
add_months (CrmCondition *where, const char *today, int from, int to)
{
  g_autofree char *start = dup_month_start (today, from);
  g_autofree char *before = crm_date_add_days (start, -1);
  g_autofree char *end = dup_month_start (today, to + 1);

  add (where, "expected_close", CRM_TEST_GREATER, before);
  add (where, "expected_close", CRM_TEST_LESS, end);
}

static void
add_period (CrmDealFilter *self, CrmCondition *where, const char *today)
{
  switch (self->period)
    {
    case CRM_DEAL_PERIOD_PAST:
      add (where, "expected_close", CRM_TEST_LESS, today);
      add (where, "expected_close", CRM_TEST_NOT_EMPTY, NULL);
      break;
    case CRM_DEAL_PERIOD_THIS_MONTH: add_months (where, today, 0, 0); break;
    case CRM_DEAL_PERIOD_NEXT_MONTH: add_months (where, today, 1, 1); break;
    case CRM_DEAL_PERIOD_THREE_MONTHS: add_months (where, today, 0, 2); break;
    case CRM_DEAL_PERIOD_NONE: add (where, "expected_close", CRM_TEST_EMPTY, NULL); break;
    case CRM_DEAL_PERIOD_ANY:
    case CRM_DEAL_N_PERIODS: break;
    }
}

/* The same line between the states as crm_next_state () draws. */
static void
add_next (CrmDealFilter *self, CrmCondition *where, const char *today)
{
  g_autofree char *now = crm_instant_format (crm_clock_now ());

  if (self->next < 0)
    return;
  if (self->next == CRM_NEXT_NONE)
    {
      add (where, "next_key", CRM_TEST_EMPTY, NULL);
      return;
    }
  add (where, "next_key", CRM_TEST_NOT_EMPTY, NULL);
  add (where, "next_key", self->next == CRM_NEXT_OVERDUE ? CRM_TEST_LESS : CRM_TEST_GREATER, now);
  if (self->next == CRM_NEXT_OVERDUE)
    return;
  if (self->next == CRM_NEXT_WAITING)
    {
      add (where, "next_kind", CRM_TEST_EQUAL, "wait");
      return;
    }
  add (where, "next_kind", CRM_TEST_NOT_EQUAL, "wait");
  add (where, "next_on", self->next == CRM_NEXT_TODAY ? CRM_TEST_EQUAL : CRM_TEST_NOT_EQUAL, today);
}

static void
add_sets (CrmDealFilter *self, CrmCondition *where)
{
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    {
      g_autofree const char **members = (const char **)g_hash_table_get_keys_as_array (self->sets[i], NULL);
      CrmCondition *any;

      if (members[0] == NULL)
        continue;
      any = crm_condition_new_group (TRUE);
      for (guint m = 0; members[m] != NULL; m++)
        add (any, set_fields[i], CRM_TEST_EQUAL, members[m]);
      crm_condition_add (where, any);
    }
}

CrmQuery *
crm_deal_filter_build (CrmDealFilter *self, gboolean next)
{
  CrmQuery *query = crm_query_new ("deal");
  CrmCondition *where = crm_query_get_where (query);
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));

  g_return_val_if_fail (CRM_IS_DEAL_FILTER (self), query);
  if (self->text != NULL)
    crm_query_set_text (query, self->text);
  if (self->mine)
    add (where, "owner", CRM_TEST_MINE, NULL);
  add_sets (self, where);
  add_period (self, where, today);
  if (next)
    add_next (self, where, today);
  return query;
}
