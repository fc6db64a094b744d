/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo-sales.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-local.h"
#include "base/crm-time.h"
#include "deal/crm-deal.h"
#include "import/crm-demo-calendar.h"
#include "import/crm-demo-messages.h"
#include "import/crm-demo-partners.h"
#include "import/crm-demo-words.h"
#include "product/crm-product.h"
#include "task/crm-task.h"
#include "today/crm-today.h"

/* Invents the sales of the demo business: most of its deals are closed, the open ones stand all over the board, some with a next
 * step, some late, some without. Runs in the writer's thread. */

#define DAY ((gint64)G_TIME_SPAN_DAY)
#define CLIENTS_A_DEAL 5
#define CLIENTS_A_TASK 12

typedef struct
{
  CrmTransaction *tx;
  guint64 random;
  gint64 now;
  gint64 pipeline;
  GArray *stages;   /* gint64, open ones in order */
  GArray *reasons;  /* gint64 */
  GArray *products; /* gint64 */
  guint tasks;      /* made so far */
  CrmEntity *deal, *move, *line, *task;
} Sales;

/* splitmix64, as the rest of the demo. */
static guint
draw_below (Sales *self, guint n)
{
  guint64 z = (self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint)((z ^ (z >> 31)) % n);
}

/* The same day, while people are at work, but between earlier and later. */
static gint64
find_workday_time (Sales *self, gint64 at, gint64 earlier, gint64 later)
{
  g_autofree char *day = crm_instant_date (at, crm_transaction_get_zone (self->tx));
  gint64 snapped = crm_date_instant (day, crm_transaction_get_zone (self->tx)) +
                   (9 * 60 + (gint64)draw_below (self, 8 * 60)) * G_TIME_SPAN_MINUTE;

  return snapped > earlier && snapped < later ? snapped : at;
}

static gboolean
add_products (Sales *self, GError **error)
{
  const struct
  {
    const char *name;
    const char *article;
    const char *unit;
    gint64 price;
    gint64 cost;
    gint64 tax;
  } products[] = {
    { _ ("House blend, beans"), "HB-1", _ ("kg"), 2150, 1180, 2000 },
    { _ ("Decaf, beans"), "DC-1", _ ("kg"), 2490, 1420, 2000 },
    { _ ("Espresso machine, 2 groups"), "EM-2", _ ("pcs"), 980000, 742000, 2000 },
    { _ ("Grinder"), "GR-7", _ ("pcs"), 64500, 45100, 2000 },
    { _ ("Barista training"), "TR-1", _ ("h"), 9000, 3500, 0 },
    { _ ("Service visit"), "SV-1", _ ("h"), 7500, 2800, 2000 },
  };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "product", error);
  const char *currency = crm_transaction_get_currency (self->tx);

  if (!entity)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      gint64 id;

      crm_values_set_text (values, CRM_PRODUCT_NAME, products[i].name);
      crm_values_set_text (values, CRM_PRODUCT_ARTICLE, products[i].article);
      crm_values_set_text (values, CRM_PRODUCT_UNIT, products[i].unit);
      crm_value_set_money (crm_values_slot (values, CRM_PRODUCT_PRICE), products[i].price, currency);
      crm_value_set_money (crm_values_slot (values, CRM_PRODUCT_COST), products[i].cost, currency);
      crm_values_set_integer (values, CRM_PRODUCT_TAX, products[i].tax);
      id = crm_transaction_insert (self->tx, values, NULL, error);
      if (!id)
        return FALSE;
      g_array_append_val (self->products, id);
    }
  return TRUE;
}

static gint64
add_move (Sales *self, gint64 deal, gint64 stage, gint64 from, const char *state, gint64 at, gint64 until,
    GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->move);

  crm_values_set_integer (values, CRM_DEAL_MOVE_DEAL, deal);
  crm_values_set_integer (values, CRM_DEAL_MOVE_STAGE, stage);
  if (from)
    crm_values_set_integer (values, CRM_DEAL_MOVE_FROM_STAGE, from);
  crm_values_set_text (values, CRM_DEAL_MOVE_STATE, state);
  crm_values_set_integer (values, CRM_DEAL_MOVE_AT, at);
  if (until)
    crm_values_set_integer (values, CRM_DEAL_MOVE_UNTIL, until);
  if (crm_transaction_get_user (self->tx))
    crm_values_set_integer (values, CRM_DEAL_MOVE_USER, crm_transaction_get_user (self->tx));
  return crm_transaction_insert (self->tx, values, NULL, error);
}

/* The way from the first stage to the one it stands in, some days each. */
static gboolean
add_way (Sales *self, gint64 deal, guint last, const char *state, gint64 opened, gint64 stage_at,
    gint64 closed, GError **error)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 from = 0, at = opened;
  gboolean open = g_str_equal (state, "open");

  /* One in six skips a stage on its way. */
  for (guint i = 0; i <= last; i++)
    if (!i || i == last || draw_below (self, 6) != 0)
      g_array_append_val (way, i);
  for (guint i = 0; i < way->len; i++)
    {
      guint left = way->len - 1 - i;
      gint64 stage = g_array_index (self->stages, gint64, g_array_index (way, guint, i));
      gint64 until = left > 1    ? find_workday_time (self, at + (stage_at - at) / (left + 1), at, stage_at)
                     : left == 1 ? stage_at
                     : open      ? 0
                                 : closed;

      if (!left)
        at = stage_at;
      if (!add_move (self, deal, stage, from, "open", at, until, error))
        return FALSE;
      from = stage;
      at = until ? until : at;
    }
  return open || add_move (self, deal, from, from, state, closed, 0, error);
}

static gboolean
add_lines (Sales *self, gint64 deal, GError **error)
{
  guint n = 1 + draw_below (self, 3);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (self->line);
      guint product = draw_below (self, self->products->len);

      crm_values_set_integer (values, CRM_DEAL_LINE_DEAL, deal);
      crm_values_set_integer (values, CRM_DEAL_LINE_PRODUCT, g_array_index (self->products, gint64, product));
      crm_values_set_integer (values, CRM_DEAL_LINE_QUANTITY,
          1000 * (product < 2 ? 10 + draw_below (self, 70) : 1 + draw_below (self, 3)));
      if (draw_below (self, 4) == 0)
        crm_values_set_integer (values, CRM_DEAL_LINE_DISCOUNT, 500);
      crm_values_set_integer (values, CRM_DEAL_LINE_POSITION, i);
      if (!crm_transaction_insert (self->tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* One after the other, so that no day of the demo is crowded: the weeks to come have the most of them. */
static const struct
{
  int days; /* from today */
  const char *kind;
} plans[] = {
  { -3, "todo" },
  { 0, "todo" },
  { 8, "call" },
  { 20, "letter" },
  { 1, "call" },
  { 13, "meeting" },
  { 34, "call" },
  { 0, "letter" },
  { 6, "todo" },
  { 27, "call" },
  { -1, "call" },
  { 10, "call" },
  { 41, "meeting" },
  { 3, "todo" },
  { 16, "letter" },
  { 23, "call" },
  { 7, "letter" },
  { 30, "todo" },
  { 48, "call" },
  { 14, "todo" },
  { 55, "letter" },
  { 37, "call" },
};

/* What is still to come is for a day of work: two days later, so that not everything of a weekend comes to Monday. */
static char *
find_plan_day (Sales *self, int days)
{
  guint32 today = crm_local_day (self->now, crm_transaction_get_zone (self->tx), NULL);
  guint32 day = (guint32)((gint64)today + days);

  if (days > 0 && (day - 1) % 7 >= 5)
    day += 2;
  return crm_local_format (day);
}

static gboolean
add_task (Sales *self, gint64 client, gint64 deal, const CrmDemoWords *words, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->task);
  guint number = self->tasks++, plan = number % G_N_ELEMENTS (plans);
  g_autofree char *day = find_plan_day (self, plans[plan].days);
  const char *kind = plans[plan].kind;
  gboolean call = g_str_equal (kind, "call");

  crm_values_set_text (values, CRM_TASK_TITLE,
      words->tasks[call ? draw_below (self, 2)
                        : 2 + draw_below (self, g_strv_length ((char **)words->tasks) - 2)]);
  crm_values_set_text (values, CRM_TASK_KIND, kind);
  if (client)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  if (deal)
    crm_values_set_integer (values, CRM_TASK_DEAL, deal);
  crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  /* In turn with a time and without one, but for today and before, where the calendar has enough without a time. */
  if (plans[plan].days <= 0 || (plan + number / G_N_ELEMENTS (plans)) % 2)
    {
      gint64 at = crm_date_instant (day, crm_transaction_get_zone (self->tx)) +
                  (9 * 4 + (gint64)draw_below (self, 32)) * 15 * G_TIME_SPAN_MINUTE;
      crm_values_set_integer (values, CRM_TASK_DUE_AT, at);
      /* Nobody wants the reminders of yesterday from a business that was just invented. */
      if (at < self->now)
        crm_value_clear (crm_values_slot (values, CRM_TASK_REMIND_AT));
    }
  if (draw_below (self, 6) == 0)
    crm_values_set_text (values, CRM_TASK_PRIORITY, "high");
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

/* Two weeks are given to pay; what is due already has been paid. */
static void
set_payment (Sales *self, CrmValues *values, gint64 closed)
{
  gint64 due = closed + 14 * DAY;
  g_autofree char *date = crm_instant_date (due, crm_transaction_get_zone (self->tx));

  crm_values_set_text (values, CRM_DEAL_PAY_BY, date);
  if (due < self->now)
    crm_values_set_text (values, CRM_DEAL_PAID_ON, date);
}

static gboolean
add_deal (Sales *self, gint64 client, const CrmDemoWords *words, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->deal);
  guint last = draw_below (self, self->stages->len), luck = draw_below (self, 100);
  const char *state = luck < 45 ? "open" : luck < 80 ? "won" : "lost";
  gboolean open = luck < 45, priced = draw_below (self, 2);
  gint64 closed = open ? 0
                       : self->now - (1 + (gint64)draw_below (self, draw_below (self, 3) ? 360 : 20)) * DAY +
                             draw_below (self, 8) * G_TIME_SPAN_HOUR;
  gint64 stage_at = (open ? self->now : closed) - (1 + (gint64)draw_below (self, 16)) * DAY -
                    draw_below (self, 24) * G_TIME_SPAN_HOUR;
  gint64 opened = stage_at - (gint64)last * (2 + draw_below (self, 9)) * DAY, id;
  g_autofree char *close = crm_instant_date (
      self->now + ((gint64)draw_below (self, 75) - 5) * DAY, crm_transaction_get_zone (self->tx));

  opened = find_workday_time (self, opened, 0, stage_at);
  stage_at = find_workday_time (self, stage_at, opened, self->now);
  closed = closed ? find_workday_time (self, closed, stage_at, self->now) : 0;
  if (luck >= 45 && luck < 80)
    last = self->stages->len - 1;
  crm_values_set_text (
      values, CRM_DEAL_TITLE, words->deals[draw_below (self, g_strv_length ((char **)words->deals))]);
  crm_values_set_integer (values, CRM_DEAL_CLIENT, client);
  crm_values_set_integer (values, CRM_DEAL_PIPELINE, self->pipeline);
  crm_values_set_integer (values, CRM_DEAL_STAGE, g_array_index (self->stages, gint64, last));
  crm_values_set_text (values, CRM_DEAL_STATE, state);
  crm_values_set_integer (values, CRM_DEAL_STAGE_AT, open ? stage_at : closed);
  crm_values_set_integer (values, CRM_DEAL_OPENED_AT, opened);
  if (closed)
    crm_values_set_integer (values, CRM_DEAL_CLOSED_AT, closed);
  else
    crm_values_set_text (values, CRM_DEAL_EXPECTED_CLOSE, close);
  if (luck >= 80 && self->reasons->len)
    crm_values_set_integer (values, CRM_DEAL_LOST_REASON,
        g_array_index (self->reasons, gint64, draw_below (self, self->reasons->len)));
  if (priced)
    crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT),
        (5 + (gint64)draw_below (self, 180)) * 10000, crm_transaction_get_currency (self->tx));
  if (priced && g_str_equal (state, "won"))
    set_payment (self, values, closed);
  crm_values_set_integer (values, CRM_DEAL_AMOUNT_TYPED, priced);
  crm_value_set_real (crm_values_slot (values, CRM_DEAL_POSITION), -(double)opened / G_USEC_PER_SEC);
  if (crm_transaction_get_user (self->tx))
    crm_values_set_integer (values, CRM_DEAL_OWNER, crm_transaction_get_user (self->tx));
  crm_values_set_text (
      values, CRM_DEAL_SOURCE, words->sources[draw_below (self, g_strv_length ((char **)words->sources))]);
  if (last + 1 == self->stages->len)
    crm_values_set_integer (values, CRM_DEAL_CONTRACT, !open || draw_below (self, 2));
  /* Its way is told move by move. */
  crm_transaction_set_import (self->tx, TRUE);
  id = crm_transaction_insert (self->tx, values, NULL, error);
  if (!id || !add_way (self, id, last, state, opened, stage_at, closed, error))
    return FALSE;
  crm_transaction_set_import (self->tx, FALSE);
  if (!priced && !add_lines (self, id, error))
    return FALSE;
  return !open || draw_below (self, 10) >= 7 || add_task (self, client, id, words, error);
}

/* What the month brought so far is at most seven tenths of what it is to bring. */
static gboolean
find_goal (Sales *self, guint n, gint64 *goal, GError **error)
{
  g_autofree char *month = crm_instant_date (self->now, crm_transaction_get_zone (self->tx));
  g_autoptr (GArray) won = NULL;

  memcpy (month + strlen ("2026-01-"), "01", 2);
  won = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT COALESCE (SUM (amount), 0) FROM deal WHERE state = 'won' AND closed_at >= $1", error, 1,
      crm_date_instant (month, crm_transaction_get_zone (self->tx)));
  if (!won)
    return FALSE;
  *goal = MAX (n, 10) * G_GINT64_CONSTANT (10000);
  *goal = MAX (*goal, (g_array_index (won, gint64, 0) * 10 / 7 / 100000 + 1) * 100000);
  return TRUE;
}

static gboolean
add_goal (Sales *self, guint n, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "goal", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gint64 goal;

  if (!values || !find_goal (self, n, &goal, error))
    return FALSE;
  crm_values_set_text (values, CRM_GOAL_PERIOD, "month");
  crm_values_set_text (values, CRM_GOAL_MEASURE, "won-sum");
  crm_value_set_money (
      crm_values_slot (values, CRM_GOAL_AMOUNT), goal, crm_transaction_get_currency (self->tx));
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

static gboolean
get_ready (Sales *self, GError **error)
{
  self->pipeline = crm_pipeline_ensure (self->tx, error);
  if (!self->pipeline)
    return FALSE;
  self->stages = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT id FROM stage WHERE pipeline = $1 AND state = 'open' AND archived_at IS NULL ORDER BY "
      "position, id",
      error, 1, self->pipeline);
  self->reasons = crm_db_list_integers (
      crm_transaction_get_db (self->tx), "SELECT id FROM lost_reason ORDER BY position, id", error, 0);
  self->products = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->deal = crm_transaction_get_entity (self->tx, "deal", error);
  self->move = crm_transaction_get_entity (self->tx, "deal_move", error);
  self->line = crm_transaction_get_entity (self->tx, "deal_line", error);
  self->task = crm_transaction_get_entity (self->tx, "task", error);
  return self->stages && self->stages->len && self->reasons;
}

static void
sales_clear (Sales *self)
{
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->reasons, g_array_unref);
  g_clear_pointer (&self->products, g_array_unref);
  g_clear_pointer (&self->deal, crm_entity_unref);
  g_clear_pointer (&self->move, crm_entity_unref);
  g_clear_pointer (&self->line, crm_entity_unref);
  g_clear_pointer (&self->task, crm_entity_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sales, sales_clear)

gboolean
crm_demo_write_sales (CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n, guint64 seed,
    gint64 now, GError **error)
{
  g_auto (Sales) self = { .tx = tx, .random = seed, .now = now };

  if (!n)
    return TRUE;
  /* No rule of the business acts on what never happened. */
  crm_transaction_set_import (tx, FALSE);
  if (!get_ready (&self, error) || !add_products (&self, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const CrmDemoWords *words = &crm_demo_words[languages[i]];

      if (i % CLIENTS_A_DEAL == 1 && !add_deal (&self, ids[i], words, error))
        return FALSE;
      if (i % CLIENTS_A_TASK == 3 && !add_task (&self, ids[i], 0, words, error))
        return FALSE;
    }
  return crm_demo_write_calendar (tx, ids, languages, n, seed, now, error) &&
         crm_demo_write_messages (tx, ids, languages, n, now, error) && add_goal (&self, n, error) &&
         crm_demo_write_partners (tx, error);
}
