/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "segment/crm-segment.h"

/* Segments: every condition that asks other records, on data drawn by lot, against what a slow look at each record says; words, circles, exclusions,
 * and what happens to them. */

#define N_CLIENTS 60
#define N_PRODUCTS 4

/* What is in the book, as it was drawn. Times in days from today, negative: ago. */
typedef struct
{
  int client, product, days, state; /* state: 0 open 1 won 2 lost */
  gint64 amount, stage;
  gboolean euro, archived, line_archived;
} Deal;

typedef struct
{
  int client, days, state; /* meeting: 0 planned 1 held 2 missed 3 cancelled */
  gboolean archived;
} Meeting;

typedef struct
{
  int client, days;
  gboolean out, archived;
  const char *state;
} Message;

typedef struct
{
  int client, days;
  gboolean given, archived;
  const char *channel, *purpose;
} Consent;

typedef struct
{
  int client, days, score;
} Answer;

typedef struct
{
  GRand *rand;
  gint64 clients[N_CLIENTS], products[N_PRODUCTS], stages[2];
  gboolean archived[N_CLIENTS], excluded[N_CLIENTS];
  GArray *deals, *meetings, *messages, *consents, *answers;
} Data;

static char *
format_day (int days)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), NULL);
  g_autofree char *day = crm_date_add_days (today, days);

  return g_strconcat (day, days < 0 ? "T09:00:00Z" : "T15:00:00Z", NULL);
}

static int
draw (Data *self, int from, int to)
{
  return g_rand_int_range (self->rand, from, to);
}

static void
make_deals (Data *self, CrmStore *store)
{
  static const char *const states[] = { "open", "won", "lost" };

  for (int i = 0; i < 120; i++)
    {
      Deal deal = { .client = draw (self, 0, N_CLIENTS),
        .product = draw (self, -1, N_PRODUCTS),
        .days = -draw (self, 1, 400),
        .state = draw (self, 0, 3),
        .amount = draw (self, 0, 20) * 5000,
        .euro = draw (self, 0, 4) > 0,
        .archived = draw (self, 0, 8) == 0,
        .line_archived = draw (self, 0, 8) == 0 };
      g_autofree char *client = g_strdup_printf ("%lld", (long long)self->clients[deal.client]);
      g_autofree char *at = format_day (deal.days);
      g_autofree char *amount =
          g_strdup_printf ("%lld %s", (long long)deal.amount / 100, deal.euro ? "EUR" : "UAH");
      g_autofree char *stage = NULL;
      gint64 id;

      deal.stage = self->stages[draw (self, 0, 2)];
      stage = g_strdup_printf ("%lld", (long long)deal.stage);
      id = crm_test_add (store, "deal", "title", "D", "client", client, "amount", amount, "stage", stage,
          "opened_at", at, "amount_typed", "yes", NULL);
      if (deal.product >= 0)
        {
          g_autofree char *number = g_strdup_printf ("%lld", (long long)id);
          g_autofree char *product = g_strdup_printf ("%lld", (long long)self->products[deal.product]);
          gint64 line = crm_test_add (store, "deal_line", "deal", number, "product", product, "title", "L",
              "quantity", "1", "price", deal.euro ? "1 EUR" : "1 UAH", NULL);

          if (deal.line_archived)
            crm_test_archive (store, "deal_line", line);
        }
      if (deal.state)
        crm_test_set (store, "deal", id, "state", states[deal.state], "closed_at", at, NULL);
      if (deal.archived)
        crm_test_archive (store, "deal", id);
      g_array_append_val (self->deals, deal);
    }
}

static void
make_meetings (Data *self, CrmStore *store)
{
  static const char *const states[] = { "planned", "held", "missed", "cancelled" };

  for (int i = 0; i < 60; i++)
    {
      Meeting meeting = { draw (self, 0, N_CLIENTS), draw (self, -60, 60), draw (self, 0, 4),
        draw (self, 0, 8) == 0 };
      g_autofree char *client = g_strdup_printf ("%lld", (long long)self->clients[meeting.client]);
      g_autofree char *at = format_day (meeting.days);
      gint64 id = crm_test_add (store, "meeting", "title", "M", "clients", client, "starts_at", at, "ends_at",
          at, "state", states[meeting.state], NULL);

      if (meeting.archived)
        crm_test_archive (store, "meeting", id);
      g_array_append_val (self->meetings, meeting);
    }
}

static void
make_messages (Data *self, CrmStore *store)
{
  static const char *const states[] = { NULL, "sent", "delivered", "read", "failed", "queued", "cancelled" };

  for (int i = 0; i < 120; i++)
    {
      Message message = { draw (self, 0, N_CLIENTS), -draw (self, 1, 120), draw (self, 0, 2),
        draw (self, 0, 8) == 0, states[draw (self, 0, G_N_ELEMENTS (states))] };
      g_autofree char *client = g_strdup_printf ("%lld", (long long)self->clients[message.client]);
      g_autofree char *at = format_day (message.days);
      gint64 id = crm_test_add (store, "message", "client", client, "channel", "sms", "direction",
          message.out ? "out" : "in", "at", at, "text", "T", message.out && message.state ? "state" : NULL,
          message.state, "account", "1", NULL);

      if (message.archived)
        crm_test_archive (store, "message", id);
      g_array_append_val (self->messages, message);
    }
}

static void
make_consents (Data *self, CrmStore *store)
{
  static const char *const channels[] = { "any", "sms", "mail" };
  static const char *const purposes[] = { "any", "marketing" };

  for (int i = 0; i < 90; i++)
    {
      Consent consent = { draw (self, 0, N_CLIENTS), -draw (self, 1, 9), draw (self, 0, 3) > 0,
        draw (self, 0, 8) == 0, channels[draw (self, 0, 3)], purposes[draw (self, 0, 2)] };
      g_autofree char *client = g_strdup_printf ("%lld", (long long)self->clients[consent.client]);
      g_autofree char *at = format_day (consent.days);
      gint64 id = crm_test_add (store, "consent", "client", client, "channel", consent.channel, "purpose",
          consent.purpose, "state", consent.given ? "given" : "withdrawn", "at", at, "source", "hand", NULL);

      if (consent.archived)
        crm_test_archive (store, "consent", id);
      g_array_append_val (self->consents, consent);
    }
}

static void
make_answers (Data *self, CrmStore *store)
{
  for (int i = 0; i < 60; i++)
    {
      Answer answer = { draw (self, 0, N_CLIENTS), -draw (self, 1, 60), draw (self, 0, 6) };
      g_autofree char *client = g_strdup_printf ("%lld", (long long)self->clients[answer.client]);
      g_autofree char *at = format_day (answer.days);
      g_autofree char *score = g_strdup_printf ("%d", answer.score);

      /* Score 0 stands for an answer in words, which has none. */
      crm_test_add (store, "answer", "message", "1", "client", client, "at", at, "value", "V",
          answer.score ? "score" : NULL, score, NULL);
      g_array_append_val (self->answers, answer);
    }
}

static void
make_data (Data *self, CrmStore *store, guint32 seed)
{
  gint64 pipeline = crm_test_add (store, "pipeline", "name", "P", NULL);
  g_autofree char *number = g_strdup_printf ("%lld", (long long)pipeline);

  self->rand = g_rand_new_with_seed (seed);
  self->deals = g_array_new (FALSE, FALSE, sizeof (Deal));
  self->meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  self->messages = g_array_new (FALSE, FALSE, sizeof (Message));
  self->consents = g_array_new (FALSE, FALSE, sizeof (Consent));
  self->answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  self->stages[0] = crm_test_add (store, "stage", "name", "Offer", "pipeline", number, "state", "open", NULL);
  self->stages[1] =
      crm_test_add (store, "stage", "name", "Contract", "pipeline", number, "state", "open", NULL);
  for (int i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Product %d", i);

      self->products[i] = crm_test_add (store, "product", "name", name, NULL);
    }
  for (int i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Client %02d", i);

      self->clients[i] = crm_test_add (store, "client", "name", name, "city", i % 3 ? "Lviv" : "Kyiv", NULL);
    }
  crm_test_add (store, "account", "name", "SMS", "channel", "sms", "backend", "http", "active", "yes", NULL);
  make_messages (self, store);
  make_deals (self, store);
  make_meetings (self, store);
  make_consents (self, store);
  make_answers (self, store);
  for (int i = 0; i < N_CLIENTS; i += 7)
    {
      self->archived[i] = TRUE;
      crm_test_archive (store, "client", self->clients[i]);
    }
}

static void
clear_data (Data *self)
{
  g_rand_free (self->rand);
  g_array_unref (self->deals);
  g_array_unref (self->meetings);
  g_array_unref (self->messages);
  g_array_unref (self->consents);
  g_array_unref (self->answers);
}

/* What a term says of a client, looked up the slow way. Terms are those of the table below. */

static gboolean
in_days (int ago, int days)
{
  return !days || (ago >= -days && ago <= 0);
}

static gboolean
has_bought (Data *self, int client, int product, int days)
{
  for (guint i = 0; i < self->deals->len; i++)
    {
      Deal *d = &g_array_index (self->deals, Deal, i);

      if (d->client == client && d->state == 1 && !d->archived && !d->line_archived && d->product >= 0 &&
          (product < 0 || d->product == product) && in_days (d->days, days))
        return TRUE;
    }
  return FALSE;
}

static gint64
get_turnover (Data *self, int client, gboolean euro, int days)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->deals->len; i++)
    {
      Deal *d = &g_array_index (self->deals, Deal, i);

      if (d->client == client && d->state == 1 && !d->archived && d->euro == euro && in_days (d->days, days))
        sum += d->amount;
    }
  return sum;
}

static gboolean
has_deal (Data *self, int client, int state, gint64 stage, int days)
{
  for (guint i = 0; i < self->deals->len; i++)
    {
      Deal *d = &g_array_index (self->deals, Deal, i);

      if (d->client == client && !d->archived && (state < 0 || d->state == state) &&
          (!stage || d->stage == stage) && in_days (d->days, days))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_meeting (Data *self, int client, const char *kind, int days)
{
  for (guint i = 0; i < self->meetings->len; i++)
    {
      Meeting *m = &g_array_index (self->meetings, Meeting, i);
      gboolean past = m->days < 0;

      if (m->client != client || m->archived)
        continue;
      if (!kind && m->state <= 1 && (!days || ABS (m->days) <= days))
        return TRUE;
      if (g_strcmp0 (kind, "held") == 0 && past && m->state <= 1 && in_days (m->days, days))
        return TRUE;
      if (g_strcmp0 (kind, "missed") == 0 && past && m->state == 2 && in_days (m->days, days))
        return TRUE;
      if (g_strcmp0 (kind, "coming") == 0 && !past && m->state == 0 && (!days || m->days <= days))
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_written (Data *self, int client, gboolean out, gboolean in, int days)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      Message *m = &g_array_index (self->messages, Message, i);
      gboolean gone = !m->state || g_str_equal (m->state, "sent") || g_str_equal (m->state, "delivered") ||
                      g_str_equal (m->state, "read");

      if (m->client == client && !m->archived && in_days (m->days, days) &&
          ((m->out && out && gone) || (!m->out && in)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_agreed (Data *self, int client, const char *channel, const char *purpose)
{
  const Consent *last = NULL;

  for (guint i = 0; i < self->consents->len; i++)
    {
      Consent *c = &g_array_index (self->consents, Consent, i);

      if (c->client == client && !c->archived && (!last || c->days >= last->days) &&
          (g_str_equal (c->channel, "any") || g_str_equal (c->channel, channel)) &&
          (c->given || g_str_equal (c->purpose, "any") || g_str_equal (c->purpose, purpose)))
        last = c;
    }
  return last && last->given;
}

static int
get_score (Data *self, int client, int *days)
{
  const Answer *last = NULL;

  for (guint i = 0; i < self->answers->len; i++)
    {
      Answer *a = &g_array_index (self->answers, Answer, i);

      if (a->client == client && a->score && (!last || a->days >= last->days))
        last = a;
    }
  if (last)
    *days = last->days;
  return last ? last->score : 0;
}

static gboolean
look (Data *self, int client, guint index)
{
  int days = 0, score = get_score (self, client, &days);

  switch (index)
    {
    case 0: return has_bought (self, client, 1, 0);
    case 1: return !has_bought (self, client, 1, 0);
    case 2: return has_bought (self, client, 1, 90);
    case 3: return has_bought (self, client, -1, 180);
    case 4: return !has_bought (self, client, -1, 0);
    case 5: return has_bought (self, client, 0, 0) || has_bought (self, client, 2, 0);
    case 6: return get_turnover (self, client, TRUE, 0) > 50000;
    case 7: return get_turnover (self, client, TRUE, 0) < 50000;
    case 8: return get_turnover (self, client, TRUE, 200) == 0;
    case 9: return get_turnover (self, client, TRUE, 200) != 0;
    case 10: return get_turnover (self, client, FALSE, 0) > 0;
    case 11: return get_turnover (self, client, TRUE, 0) == 50000;
    case 12: return has_deal (self, client, 0, self->stages[0], 0);
    case 13: return !has_deal (self, client, 0, self->stages[1], 0);
    case 14: return has_deal (self, client, 1, 0, 100);
    case 15: return !has_deal (self, client, -1, 0, 0);
    case 16: return has_deal (self, client, 2, 0, 0);
    case 17: return has_meeting (self, client, "held", 30);
    case 18: return has_meeting (self, client, "coming", 0);
    case 19: return has_meeting (self, client, "coming", 7);
    case 20: return !has_meeting (self, client, "missed", 0);
    case 21: return !has_meeting (self, client, NULL, 20);
    case 22: return was_written (self, client, TRUE, FALSE, 30);
    case 23: return !was_written (self, client, TRUE, FALSE, 0);
    case 24: return was_written (self, client, FALSE, TRUE, 60);
    case 25: return was_written (self, client, TRUE, TRUE, 10);
    case 26: return has_agreed (self, client, "sms", "marketing");
    case 27: return !has_agreed (self, client, "sms", "marketing");
    case 28: return has_agreed (self, client, "mail", "service");
    case 29: return score && score < 3;
    case 30: return score == 5;
    case 31: return score >= 4 && days >= -30;
    case 32: return !score;
    case 33: return has_deal (self, client, 0, 0, 50);
    default: g_assert_not_reached ();
    }
}

static const char *const terms[] = { "bought=Product 1", "bought!=Product 1", "bought/90=product 1",
  "bought/180!=", "bought=", NULL, "turnover>500", "turnover<500", "turnover/200=0", "turnover/200!=0",
  "turnover>0 UAH", "turnover=500 EUR", "stage=Offer", "stage!=contract", "deal/100=won",
  "deal=", "deal=Lost", "meeting/30=held", "meeting=coming", "meeting/7=coming", "meeting!=missed", NULL,
  "written/30=out", "written!=out", "written/60=in", "written/10!=", "consent=sms marketing",
  "consent!=sms marketing", "consent=mail service", "score<3", "score=5", "score/30>3",
  "score=", "deal/50=open" };

static CrmCondition *
make_condition (guint index)
{
  g_autoptr (GError) error = NULL;
  CrmCondition *condition, *group;

  if (terms[index])
    {
      condition = crm_condition_parse (terms[index], &error);
      g_assert_no_error (error);
      return condition;
    }
  if (index == 5)
    {
      group = crm_condition_new_group (TRUE);
      crm_condition_add (group, crm_condition_new ("bought", CRM_TEST_EQUAL, "Product 0"));
      crm_condition_add (group, crm_condition_new ("bought", CRM_TEST_EQUAL, "Product 2"));
      return group;
    }
  condition = crm_condition_new ("meeting", CRM_TEST_NOT_EMPTY, NULL);
  condition->days = 20;
  condition->negate = TRUE;
  return condition;
}

typedef struct
{
  CrmSegmentQuery *query;
  gint64 segment, client;
  gint64 count;
  gboolean has;
  GArray *found;
  char *words;
} Ask;

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->count = ask->query ? crm_segment_count_query (tx, ask->query, ask->segment, error)
                          : crm_segment_count (tx, ask->segment, error);
  return ask->count >= 0 ? data : NULL;
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->found = crm_segment_find (tx, ask->segment, error);
  return ask->found ? data : NULL;
}

static gpointer
has_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (GError) problem = NULL;

  ask->has = crm_segment_has (tx, ask->segment, ask->client, &problem);
  g_assert_no_error (problem);
  return data;
}

static gpointer
describe_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  ask->words = crm_segment_query_describe (tx, ask->query);
  return data;
}

static gint64
count (CrmStore *store, CrmSegmentQuery *query, gint64 segment)
{
  g_autoptr (GError) error = NULL;
  Ask ask = { .query = query, .segment = segment };

  crm_store_read_sync (store, count_in_worker, &ask, &error);
  g_assert_no_error (error);
  return ask.count;
}

static gint64
add_segment (CrmStore *store, const char *name, CrmCondition *condition)
{
  g_autoptr (CrmSegmentQuery) query = crm_segment_query_new ();
  g_autofree char *json = NULL;

  if (condition)
    crm_condition_add (crm_query_get_where (crm_segment_query_get_query (query)), condition);
  json = crm_segment_query_to_json (query);
  return crm_test_add (store, "segment", "name", name, "query", json, NULL);
}

static void
check_term (CrmStore *store, Data *data, guint index, gboolean negate)
{
  CrmCondition *condition = make_condition (index);
  g_autofree char *name = g_strdup_printf ("S %u%s", index, negate ? " not" : "");
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  Ask ask = { 0 };
  guint k = 0, n = 0;

  condition->negate = condition->negate != negate;
  ask.segment = add_segment (store, name, condition);
  crm_store_read_sync (store, find_in_worker, &ask, &error);
  g_assert_no_error (error);
  found = ask.found;
  for (int i = 0; i < N_CLIENTS; i++)
    {
      gboolean wanted = !data->archived[i] && look (data, i, index) != negate;

      n += wanted;
      if (wanted != (k < found->len && g_array_index (found, gint64, k) == data->clients[i]))
        g_error ("%s: %s is %swrong", terms[index] ? terms[index] : "group", name,
            wanted ? "missing, " : "there, ");
      k += wanted;
    }
  g_assert_cmpuint (found->len, ==, n);
  g_assert_cmpint (count (store, NULL, ask.segment), ==, n);
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 2; seed++)
    {
      g_autofree char *path = crm_test_path ();
      CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
      Data data = { 0 };

      make_data (&data, store, seed);
      for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
        {
          check_term (store, &data, i, FALSE);
          check_term (store, &data, i, TRUE);
        }
      clear_data (&data);
      crm_test_close (store);
    }
}

static void
test_exclusions (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 anna = crm_test_add (store, "client", "name", "Anna", "city", "Lviv", NULL);
  gint64 boris = crm_test_add (store, "client", "name", "Boris", "city", "Lviv", NULL);
  gint64 inner, outer, other, row;
  CrmCondition *any = crm_condition_new_group (TRUE);
  g_autoptr (CrmSegmentQuery) edited = crm_segment_query_new ();
  g_autofree char *number = NULL, *who = NULL;
  Ask ask = { 0 };

  crm_test_add (store, "client", "name", "Clara", NULL);
  crm_condition_add (any, crm_condition_new ("city", CRM_TEST_EQUAL, "Lviv"));
  crm_condition_add (any, crm_condition_new ("city", CRM_TEST_EQUAL, "Kyiv"));
  inner = add_segment (store, "Inner", any);
  outer = add_segment (store, "Outer", crm_condition_new ("segment", CRM_TEST_EQUAL, "inner"));
  other = add_segment (store, "Other", crm_condition_new ("segment", CRM_TEST_NOT_EQUAL, "Inner"));
  g_assert_cmpint (count (store, NULL, inner), ==, 2);
  g_assert_cmpint (count (store, NULL, outer), ==, 2);
  g_assert_cmpint (count (store, NULL, other), ==, 1);

  /* Who is left out of the inner one is not in the outer one either, and comes into its opposite. */
  number = g_strdup_printf ("%lld", (long long)inner);
  who = g_strdup_printf ("%lld", (long long)anna);
  row = crm_test_add (store, "segment_exclusion", "segment", number, "client", who, NULL);
  g_assert_cmpint (count (store, NULL, inner), ==, 1);
  g_assert_cmpint (count (store, NULL, outer), ==, 1);
  g_assert_cmpint (count (store, NULL, other), ==, 2);
  g_assert_cmpint (count (store, edited, inner), ==, 2);
  g_assert_cmpint (count (store, edited, 0), ==, 3);
  g_assert_cmpint (count (store, NULL, 0), ==, 3);

  ask = (Ask){ .segment = inner, .client = anna };
  crm_store_read_sync (store, has_in_worker, &ask, NULL);
  g_assert_false (ask.has);
  ask.client = boris;
  crm_store_read_sync (store, has_in_worker, &ask, NULL);
  g_assert_true (ask.has);

  crm_test_archive (store, "segment_exclusion", row);
  g_assert_cmpint (count (store, NULL, inner), ==, 2);
  crm_test_archive (store, "client", boris);
  g_assert_cmpint (count (store, NULL, inner), ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_circles (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 a = add_segment (store, "A", NULL), b;
  g_autoptr (CrmSegmentQuery) query = crm_segment_query_new ();
  g_autofree char *self = NULL, *through = NULL, *number = NULL;
  g_autoptr (GError) error = NULL;
  Ask ask = { .query = query, .segment = a };
  CrmCondition *where = crm_query_get_where (crm_segment_query_get_query (query));

  b = add_segment (store, "B", crm_condition_new ("segment", CRM_TEST_EQUAL, "A"));
  crm_condition_add (where, crm_condition_new ("segment", CRM_TEST_EQUAL, "B"));
  through = crm_segment_query_to_json (query);
  g_assert_false (crm_test_try_set (store, "segment", a, 0, "query", through, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (crm_store_read_sync (store, count_in_worker, &ask, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  /* Two ways to the same one are no circle. */
  crm_condition_add (where, crm_condition_new ("segment", CRM_TEST_NOT_EQUAL, "A"));
  g_assert_cmpint (count (store, query, 0), ==, 0);

  /* A circle that came from elsewhere ends as well. */
  number = g_strdup_printf ("UPDATE segment SET query = '%s' WHERE id = %lld", through, (long long)a);
  crm_test_sql (store, number);
  ask = (Ask){ .segment = b };
  g_assert_null (crm_store_read_sync (store, count_in_worker, &ask, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_close (store);
}

static void
test_names (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  gint64 product = crm_test_add (store, "product", "name", "Espresso", NULL);
  CrmCondition *bought = crm_condition_parse ("bought/90=espresso", NULL);
  gint64 segment = add_segment (store, "S", bought);
  g_autofree char *json = crm_test_get (store, "segment", segment, "query");
  g_autoptr (CrmSegmentQuery) query = crm_segment_query_from_json (json, NULL);
  g_autoptr (CrmSegmentQuery) none = crm_segment_query_new ();
  g_autoptr (GError) error = NULL;
  Ask ask = { .query = query };

  /* The product is kept by its number, so another name changes nothing. */
  crm_test_set (store, "product", product, "name", "Ristretto", NULL);
  crm_condition_add (crm_query_get_where (crm_segment_query_get_query (query)),
      crm_condition_new ("city", CRM_TEST_EQUAL, "Kyiv"));
  crm_store_read_sync (store, describe_in_worker, &ask, NULL);
  g_assert_cmpstr (ask.words, ==, "Bought: Ristretto within the last 90 days, City: Kyiv");
  g_free (ask.words);
  ask.query = none;
  crm_store_read_sync (store, describe_in_worker, &ask, NULL);
  g_assert_cmpstr (ask.words, ==, "All clients");
  g_free (ask.words);

  g_assert_cmpint (crm_test_try_add (store, "segment", "query", "{}", &error), ==, 0);
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    {
      static const char *const wrong[] = {
        "{\"entity\":\"deal\",\"where\":{\"all\":[]}}",
        "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"bought\",\"test\":\"<\",\"value\":\"1\"}]}}",
      };

      g_assert_false (crm_test_try_set (store, "segment", segment, 0, "query", wrong[i], &error));
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      g_clear_error (&error);
    }
  crm_test_close (store);
}

static void
test_refused (void)
{
  static const char *const wrong[] = { "turnover~5", "turnover=lots", "stage<2", "deal=perhaps", "deal>won",
    "consent/5=sms marketing", "score=good", "segment=", "segment=Nowhere", "bought/99999=1" };
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CrmSegmentQuery) query = crm_segment_query_new ();
      g_autoptr (GError) error = NULL;
      Ask ask = { .query = query };

      crm_condition_add (
          crm_query_get_where (crm_segment_query_get_query (query)), crm_condition_parse (wrong[i], NULL));
      if (crm_store_read_sync (store, count_in_worker, &ask, &error))
        g_error ("“%s” is not refused", wrong[i]);
      g_assert_nonnull (error);
    }
  crm_test_close (store);
}

/* Many clients by their numbers, as a selection makes them. */
static void
test_chosen (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);
  CrmCondition *any = crm_condition_new_group (TRUE);
  g_autoptr (CrmSegmentQuery) query = NULL;
  g_autofree char *json = NULL;
  gint64 segment;
  Ask ask = { 0 };

  for (guint i = 0; i < 5; i++)
    crm_test_add (store, "client", "name", "N", NULL);
  for (guint i = 2; i < 3000; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      crm_condition_add (any, crm_condition_new ("id", CRM_TEST_EQUAL, number));
    }
  segment = add_segment (store, "S", any);
  g_assert_cmpint (count (store, NULL, segment), ==, 4);
  json = crm_test_get (store, "segment", segment, "query");
  ask.query = query = crm_segment_query_from_json (json, NULL);
  crm_store_read_sync (store, describe_in_worker, &ask, NULL);
  g_assert_true (g_str_has_suffix (ask.words, "chosen"));
  g_free (ask.words);
  crm_test_close (store);
}

static void
test_undo (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  gint64 segment = add_segment (store, "S", crm_condition_new ("city", CRM_TEST_EQUAL, "Kyiv"));
  g_autofree char *before = crm_test_get (store, "segment", segment, "query");
  g_autoptr (CrmSegmentQuery) none = crm_segment_query_new ();
  g_autofree char *json = crm_segment_query_to_json (none);

  crm_test_set (store, "segment", segment, "query", json, NULL);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "segment", segment, "query", before);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/segment/random", test_random);
  g_test_add_func ("/segment/exclusions", test_exclusions);
  g_test_add_func ("/segment/circles", test_circles);
  g_test_add_func ("/segment/names", test_names);
  g_test_add_func ("/segment/refused", test_refused);
  g_test_add_func ("/segment/chosen", test_chosen);
  g_test_add_func ("/segment/undo", test_undo);
  return crm_test_store_done (g_test_run ());
}
