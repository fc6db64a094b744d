/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-time.h"
#include "deal/crm-board-private.h"
#include "store/crm-transaction-private.h"

/* One reading of a board: a single pass over its deals that counts and adds up all of them and keeps the first cards of each lane. Made in a
 * worker's thread, immutable from then on. */

struct _CrmBoardData
{
  gatomicrefcount ref_count;
  GPtrArray *lanes; /* CrmLane * */
  guint64 count;
  CrmSums *sums;
  CrmSums *weighted;
  gint64 turn;
};

/* Columns of the pass. */
enum
{
  ID,
  STAGE,
  STATE,
  CURRENCY,
  AMOUNT,
  PROBABILITY,
  STAGE_AT,
  NEXT_KEY,
  NEXT_KIND,
  NEXT_ON,
  GROUP,
  ORDER
};

typedef struct
{
  const CrmBoardQuery *query;
  const char *currency; /* the book's own */
  const char *today;
  gint64 now;
  CrmBoardLanes *lanes;
  gint64 turn;
} Pass;

CrmBoardData *
crm_board_data_ref (CrmBoardData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_board_data_unref (CrmBoardData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->lanes);
  crm_sums_free (self->sums);
  crm_sums_free (self->weighted);
  g_free (self);
}

GPtrArray *
crm_board_data_get_lanes (CrmBoardData *self)
{
  return self->lanes;
}

guint64
crm_board_data_get_count (CrmBoardData *self)
{
  return self->count;
}

CrmSums *
crm_board_data_get_sums (CrmBoardData *self)
{
  return self->sums;
}

CrmSums *
crm_board_data_get_weighted (CrmBoardData *self)
{
  return self->weighted;
}

gint64
crm_board_data_get_turn (CrmBoardData *self)
{
  return self->turn;
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const CrmLaneCard *one = a, *other = b;

  if (one->place < other->place || one->place > other->place)
    return one->place < other->place ? -1 : 1;
  if (one->a != other->a)
    return one->a < other->a ? -1 : 1;
  if (one->b != other->b)
    return one->b < other->b ? -1 : 1;
  return one->id < other->id ? -1 : one->id > other->id;
}

/* Keeps the first cards: the lowest of them stands on top of the heap and gives way. */
static void
keep_card (CrmLaneMaker *maker, const CrmLaneCard *card)
{
  CrmLaneCard *heap;
  guint n = maker->cards->len, place = 0;

  if (n < maker->limit)
    {
      g_array_append_val (maker->cards, *card);
      heap = (CrmLaneCard *)(void *)maker->cards->data;
      for (place = n; place && compare_cards (&heap[(place - 1) / 2], card) < 0; place = (place - 1) / 2)
        heap[place] = heap[(place - 1) / 2];
      heap[place] = *card;
      return;
    }
  heap = (CrmLaneCard *)(void *)maker->cards->data;
  if (!n || compare_cards (card, heap) > 0)
    return;
  for (guint child = 1; child < n; child = 2 * place + 1)
    {
      if (child + 1 < n && compare_cards (&heap[child], &heap[child + 1]) < 0)
        child++;
      if (compare_cards (&heap[child], card) < 0)
        break;
      heap[place] = heap[child];
      place = child;
    }
  heap[place] = *card;
}

static void
place_card (const Pass *pass, CrmStatement *row, CrmNextState next, CrmLaneCard *card)
{
  static const double urgency[CRM_NEXT_N_STATES] = {
    [CRM_NEXT_OVERDUE] = 0,
    [CRM_NEXT_TODAY] = 1,
    [CRM_NEXT_NONE] = 2,
    [CRM_NEXT_PLANNED] = 3,
    [CRM_NEXT_WAITING] = 4,
  };
  const char *text;

  switch (pass->query->order)
    {
    case CRM_BOARD_URGENCY:
      card->place = urgency[next];
      card->a = next == CRM_NEXT_PLANNED ? crm_statement_get_integer (row, NEXT_KEY) : 0;
      card->b = crm_statement_get_integer (row, STAGE_AT);
      break;
    case CRM_BOARD_AMOUNT:
      text = crm_statement_get_text (row, CURRENCY);
      if (!text)
        card->place = 2;
      else if (!g_str_equal (text, pass->currency))
        {
          card->place = 1;
          for (guint i = 0; i < 3 && text[i]; i++)
            card->a = card->a * 256 + (guchar)text[i];
        }
      /* The complement turns the order round without an edge. */
      card->b = text ? ~crm_statement_get_integer (row, AMOUNT) : 0;
      break;
    case CRM_BOARD_AGE: card->a = crm_statement_get_integer (row, STAGE_AT); break;
    case CRM_BOARD_CLOSE:
      text = crm_statement_get_text (row, ORDER);
      card->place = text && *text != '-' ? 0 : 1;
      for (; text && *text; text++)
        if (g_ascii_isdigit (*text))
          card->a = card->a * 10 + (*text - '0');
      break;
    case CRM_BOARD_BY_HAND:
    default:
      card->place = crm_statement_is_null (row, ORDER) ? G_MAXDOUBLE : crm_statement_get_real (row, ORDER);
      break;
    }
}

static void
add_amount (CrmLaneMaker *maker, const char *currency, gint64 minor, gint64 weight)
{
  CrmLaneTotal fresh = { .currency = "" }, *total = NULL;

  for (guint i = 0; i < maker->totals->len && !total; i++)
    if (strncmp (g_array_index (maker->totals, CrmLaneTotal, i).currency, currency, 3) == 0)
      total = &g_array_index (maker->totals, CrmLaneTotal, i);
  if (!total)
    {
      g_strlcpy (fresh.currency, currency, sizeof fresh.currency);
      g_array_append_val (maker->totals, fresh);
      total = &g_array_index (maker->totals, CrmLaneTotal, maker->totals->len - 1);
    }
  total->minor += minor;
  total->weighted += (CrmWide)minor * weight;
}

/* As crm_deal_is_rotting () says it of a row. */
static gboolean
is_rotting (Pass *pass, CrmStatement *row, const CrmBoardStage *stage, const char *state, gint64 next)
{
  gint64 at;

  if (!stage || !stage->rot_days || *state != 'o')
    return FALSE;
  at = crm_statement_get_integer (row, STAGE_AT) + stage->rot_days * G_TIME_SPAN_DAY;
  if (at >= pass->now)
    pass->turn = MIN (pass->turn, at);
  return at < pass->now && (!next || next < pass->now);
}

static void
add_deal (Pass *pass, CrmStatement *row)
{
  const CrmBoardStage *stage =
      crm_board_lanes_get_stage (pass->lanes, crm_statement_get_integer (row, STAGE));
  const char *state = crm_statement_get_text (row, STATE), *currency;
  gboolean by_owner = pass->query->group == CRM_BOARD_BY_OWNER, open = *state == 'o';
  CrmLaneMaker *maker =
      crm_board_lanes_find (pass->lanes, stage, state, by_owner ? crm_statement_get_integer (row, GROUP) : 0,
          by_owner ? NULL : crm_statement_get_text (row, GROUP));
  gint64 next_key = crm_statement_get_integer (row, NEXT_KEY);
  CrmLaneCard card = { 0 };
  CrmNextState next;

  if (!maker)
    return;
  next = crm_next_state (next_key, crm_statement_get_text (row, NEXT_KIND),
      crm_statement_get_text (row, NEXT_ON), pass->now, pass->today);
  if (next_key >= pass->now)
    pass->turn = MIN (pass->turn, next_key);
  /* A segment is what one can choose: it counts also those that are left out now. What is over asks for no step. */
  maker->lane->segments[next] += open;
  if (pass->query->next_state >= 0 && (!open || (CrmNextState)pass->query->next_state != next))
    return;
  maker->lane->count++;
  maker->lane->rotting += is_rotting (pass, row, stage, state, next_key);
  currency = crm_statement_get_text (row, CURRENCY);
  if (currency)
    add_amount (maker, currency, crm_statement_get_integer (row, AMOUNT),
        !open                                       ? (*state == 'w' ? 100 : 0)
        : !crm_statement_is_null (row, PROBABILITY) ? crm_statement_get_integer (row, PROBABILITY)
        : stage                                     ? stage->probability
                                                    : 0);
  card.id = crm_statement_get_integer (row, ID);
  place_card (pass, row, next, &card);
  keep_card (maker, &card);
}

static gint64
clamp (CrmWide value)
{
  return value > G_MAXINT64 ? G_MAXINT64 : value < G_MININT64 ? G_MININT64 : (gint64)value;
}

/* Half away from zero. */
static gint64
divide (CrmWide hundredfold)
{
  return clamp ((hundredfold + (hundredfold < 0 ? -50 : 50)) / 100);
}

static void
finish_lane (CrmBoardData *self, CrmLaneMaker *maker, CrmLaneMaker *whole)
{
  CrmLane *lane = maker->lane;

  for (guint i = 0; i < maker->totals->len; i++)
    {
      const CrmLaneTotal *total = &g_array_index (maker->totals, CrmLaneTotal, i);

      crm_sums_add (lane->sums, clamp (total->minor), total->currency);
      crm_sums_add (lane->weighted, divide (total->weighted), total->currency);
      add_amount (whole, total->currency, 0, 0);
      for (guint k = 0; k < whole->totals->len; k++)
        {
          CrmLaneTotal *sum = &g_array_index (whole->totals, CrmLaneTotal, k);

          if (!g_str_equal (sum->currency, total->currency))
            continue;
          sum->minor += total->minor;
          sum->weighted += total->weighted;
        }
    }
  g_array_sort (maker->cards, compare_cards);
  for (guint i = 0; i < maker->cards->len; i++)
    g_array_append_val (lane->ids, g_array_index (maker->cards, CrmLaneCard, i).id);
  self->count += lane->count;
  g_ptr_array_add (self->lanes, g_steal_pointer (&maker->lane));
}

static CrmBoardData *
finish (CrmBoardLanes *lanes)
{
  CrmBoardData *self = g_new0 (CrmBoardData, 1);
  GPtrArray *makers = crm_board_lanes_list (lanes);
  g_autoptr (GArray) totals = g_array_new (FALSE, TRUE, sizeof (CrmLaneTotal));
  CrmLaneMaker whole = { .totals = totals };

  g_atomic_ref_count_init (&self->ref_count);
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_lane_free);
  self->sums = crm_sums_new ();
  self->weighted = crm_sums_new ();
  for (guint i = 0; i < makers->len; i++)
    {
      CrmLaneMaker *maker = makers->pdata[i];

      if (maker->lane->count || !maker->optional)
        finish_lane (self, maker, &whole);
    }
  for (guint i = 0; i < totals->len; i++)
    {
      const CrmLaneTotal *total = &g_array_index (totals, CrmLaneTotal, i);

      crm_sums_add (self->sums, clamp (total->minor), total->currency);
      crm_sums_add (self->weighted, divide (total->weighted), total->currency);
    }
  return self;
}

static gboolean
compile (
    CrmTransaction *tx, const CrmBoardQuery *query, CrmBoardLanes *lanes, CrmQuerySql *sql, GError **error)
{
  static const char *const groups[] = { [CRM_BOARD_BY_STAGE] = "NULL",
    [CRM_BOARD_BY_MONTH] = "t.expected_close",
    [CRM_BOARD_BY_OWNER] = "t.owner",
    [CRM_BOARD_BY_SOURCE] = "t.source",
    [CRM_BOARD_BY_FIELD] = "NULL" };
  g_autoptr (CrmQuery) where = query->where ? crm_query_copy (query->where) : crm_query_new ("deal");
  g_autofree char *own = NULL, *columns = NULL;

  if (query->group == CRM_BOARD_BY_FIELD && crm_board_lanes_has_field (lanes))
    own = g_strconcat ("t.", query->field, NULL);
  columns = g_strdup_printf (
      "t.id, t.stage, t.state, t.amount_currency, t.amount, t.probability, t.stage_at, f.next_key, "
      "f.next_kind, f.next_on, %s, %s",
      own ? own : groups[query->group],
      query->order == CRM_BOARD_CLOSE     ? "t.expected_close"
      : query->order == CRM_BOARD_BY_HAND ? "t.position"
                                          : "NULL");

  sql->joined = TRUE;
  if (!crm_query_compile (tx, where, columns, FALSE, sql, error))
    return FALSE;
  if (!query->closed ||
      (query->group != CRM_BOARD_BY_STAGE && (query->group != CRM_BOARD_BY_FIELD || query->field)))
    crm_query_sql_append (sql, " AND t.state = 'open'");
  if (query->pipeline)
    crm_query_sql_append_integer (sql, " AND t.pipeline = ", query->pipeline);
  return TRUE;
}

CrmBoardData *
crm_board_read (CrmTransaction *tx, const CrmBoardQuery *query, GHashTable *more, GError **error)
{
  gint64 now = crm_transaction_get_now (tx);
  g_autofree char *today = crm_instant_date (now, crm_transaction_get_zone (tx));
  g_autoptr (CrmBoardLanes) lanes = crm_board_lanes_new (tx, query, more, today, error);
  g_auto (CrmQuerySql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *tomorrow = crm_date_add_days (today, 1);
  Pass pass = { query, crm_transaction_get_currency (tx), today, now, lanes,
    crm_date_instant (tomorrow, crm_transaction_get_zone (tx)) };
  CrmBoardData *data;
  gboolean row = FALSE;

  if (!lanes || !compile (tx, query, lanes, &sql, error))
    return NULL;
  statement = crm_query_sql_prepare (crm_transaction_get_db (tx), &sql, error);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    add_deal (&pass, statement);
  if (row)
    return NULL;
  data = finish (lanes);
  data->turn = pass.turn;
  return data;
}
