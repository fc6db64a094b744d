/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "campaign/crm-campaign-private.h"
#include "channel/crm-outbox.h"

/* How a campaign is started, goes on, and ends. Who is written to is a row of campaign_recipient before anything else; row and message change in one
 * transaction, so whatever breaks off in between, nobody is written to twice. Runs in the writer's thread. */

#define AHEAD (10 * G_TIME_SPAN_MINUTE) /* with a rate: how far ahead messages are queued */
#define MOST_MERGED 20
#define LOOK_AGAIN G_TIME_SPAN_MINUTE /* whether what is queued has been sent */

static gboolean
set_state (CrmTransaction *tx, gint64 campaign, const char *state, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "campaign", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  crm_values_set_text (values, CRM_CAMPAIGN_STATE, state);
  return crm_transaction_update (tx, campaign, 0, values, error);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
has_recipients (CrmTransaction *tx, gint64 campaign, gboolean *has, GError **error)
{
  g_autoptr (GArray) any = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT client_id FROM campaign_recipient WHERE campaign_id = $1 LIMIT 1", error, 1, campaign);

  if (!any)
    return FALSE;
  *has = any->len > 0;
  return TRUE;
}

gboolean
crm_campaign_start (CrmTransaction *tx, gint64 campaign, GError **error)
{
  g_autoptr (CrmCampaignPlan) plan = crm_campaign_plan_new (tx, campaign, error);
  gboolean settled;

  if (!plan || !has_recipients (tx, campaign, &settled, error))
    return FALSE;
  if (plan->row->archived_at)
    return refuse (error, _ ("The campaign is archived; bring it back first."));
  if (!g_str_equal (plan->state, "draft") && !g_str_equal (plan->state, "paused"))
    return refuse (error, g_str_equal (plan->state, "stopped") || g_str_equal (plan->state, "done")
                              ? _ ("The campaign has ended. Make a new one to write again.")
                              : _ ("The campaign runs already."));
  /* Those of a single time are settled when it comes. */
  return set_state (
      tx, campaign, g_str_equal (plan->occasion, "once") && !settled ? "scheduled" : "running", error);
}

gboolean
crm_campaign_pause (CrmTransaction *tx, gint64 campaign, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", campaign, error);
  const char *state = row ? crm_row_get_text (row, CRM_CAMPAIGN_STATE) : NULL;

  if (!row)
    return FALSE;
  if (g_strcmp0 (state, "scheduled") != 0 && g_strcmp0 (state, "running") != 0)
    return refuse (error, _ ("The campaign is not running."));
  return set_state (tx, campaign, "paused", error);
}

gboolean
crm_campaign_stop (CrmTransaction *tx, gint64 campaign, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", campaign, error);
  const char *state = row ? crm_row_get_text (row, CRM_CAMPAIGN_STATE) : NULL;

  if (!row)
    return FALSE;
  if (g_strcmp0 (state, "scheduled") != 0 && g_strcmp0 (state, "running") != 0 &&
      g_strcmp0 (state, "paused") != 0)
    return refuse (error, _ ("The campaign is not running."));
  return set_state (tx, campaign, "stopped", error);
}

gboolean
crm_campaign_take_back (CrmTransaction *tx, gint64 campaign, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GArray) queued = NULL;

  if (!crm_db_run (db,
          "UPDATE campaign_recipient SET state = 'stopped' WHERE campaign_id = $1 AND state = 'waiting'",
          error, 1, campaign))
    return FALSE;
  queued = crm_db_list_integers (db,
      "SELECT m.id FROM message m WHERE m.campaign = $1 AND m.direction = 'out' AND m.state = 'queued' ORDER "
      "BY m.id",
      error, 1, campaign);
  for (guint i = 0; queued && i < queued->len; i++)
    if (!crm_outbox_cancel (tx, g_array_index (queued, gint64, i), error) ||
        !crm_db_run (db, "UPDATE campaign_recipient SET state = 'stopped' WHERE message_id = $1", error, 1,
            g_array_index (queued, gint64, i)))
      return FALSE;
  return queued != NULL;
}

gboolean
crm_campaign_bring_back (CrmTransaction *tx, gint64 campaign, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);

  return crm_db_run (db,
             "UPDATE campaign_recipient SET state = 'waiting' WHERE campaign_id = $1 AND state = 'stopped' "
             "AND"
             " message_id IS NULL",
             error, 1, campaign) &&
         crm_db_run (db,
             "UPDATE campaign_recipient SET state = 'queued' WHERE campaign_id = $1 AND state = 'stopped' AND"
             " message_id IS NOT NULL",
             error, 1, campaign);
}

/* Whoever has a row for the occasion keeps it. */
static gboolean
settle (CrmCampaignPlan *plan, GError **error)
{
  CrmTransaction *tx = plan->tx;
  gint64 now = crm_transaction_get_now (tx),
         started = crm_row_get_integer (plan->row, CRM_CAMPAIGN_STARTED_AT);
  gint64 day = crm_local_instant (crm_local_day (started, plan->zone, NULL), 0, plan->zone) - 1;
  g_autoptr (GPtrArray) list =
      crm_campaign_list_occasions (plan, MAX (day, now - CRM_CAMPAIGN_WINDOW), now, FALSE, error);
  g_autoptr (CrmStatement) uid =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT uid FROM client WHERE id = $1", error);
  g_autoptr (CrmStatement) add = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO campaign_recipient (campaign_id, client_id, occasion, variant, state, at) VALUES ($1, $2, "
      "$3, $4, 'waiting', $5)"
      " ON CONFLICT (campaign_id, client_id, occasion) DO NOTHING",
      error);

  for (guint i = 0; list && uid && add && i < list->len; i++)
    {
      const CrmCampaignOccasion *occasion = list->pdata[i];
      gconstpointer bytes;
      gboolean row;
      gsize size;

      crm_statement_bind_integer (uid, 1, occasion->client);
      if (!crm_statement_step (uid, &row, error))
        return FALSE;
      bytes = row ? crm_statement_get_bytes (uid, 0, &size) : NULL;
      crm_statement_bind_integer (add, 1, plan->id);
      crm_statement_bind_integer (add, 2, occasion->client);
      crm_statement_bind_text (add, 3, occasion->key);
      crm_statement_bind_text (
          add, 4, bytes && size == 16 && crm_campaign_plan_is_second (plan, bytes) ? "b" : "a");
      crm_statement_bind_integer (add, 5, now);
      crm_statement_reset (uid);
      if (!crm_statement_run (add, error))
        return FALSE;
    }
  return list && uid && add;
}

/* One that waits. */
typedef struct
{
  gint64 client;
  char *occasion;
  gboolean second;
} Waiting;

static void
free_waiting (Waiting *self)
{
  g_free (self->occasion);
  g_free (self);
}

static GPtrArray *
list_waiting (CrmCampaignPlan *plan, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)free_waiting);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "SELECT client_id, occasion, variant FROM campaign_recipient WHERE campaign_id = $1 AND state = "
      "'waiting'"
      " ORDER BY client_id, occasion LIMIT $2",
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, plan->id);
  crm_statement_bind_integer (statement, 2, limit);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Waiting *one = g_new0 (Waiting, 1);

      one->client = crm_statement_get_integer (statement, 0);
      one->occasion = g_strdup (crm_statement_get_text (statement, 1));
      one->second = g_strcmp0 (crm_statement_get_text (statement, 2), "b") == 0;
      g_ptr_array_add (list, one);
    }
  return row ? NULL : g_steal_pointer (&list);
}

static gboolean
mark (CrmCampaignPlan *plan, const Waiting *one, gint64 message, const char *reason, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "UPDATE campaign_recipient SET state = $1, reason = $2, message_id = $3, at = $4 WHERE campaign_id = "
      "$5 AND client_id = $6"
      " AND occasion = $7",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, message ? "queued" : "skipped");
  crm_statement_bind_text (statement, 2, message ? NULL : reason);
  if (message)
    crm_statement_bind_integer (statement, 3, message);
  else
    crm_statement_bind_null (statement, 3);
  crm_statement_bind_integer (statement, 4, crm_transaction_get_now (plan->tx));
  crm_statement_bind_integer (statement, 5, plan->id);
  crm_statement_bind_integer (statement, 6, one->client);
  crm_statement_bind_text (statement, 7, one->occasion);
  return crm_statement_run (statement, error);
}

/* Whom a client was merged with since, however often; the same one when with nobody. */
static gboolean
find_merged (CrmCampaignPlan *plan, gint64 *client, GError **error)
{
  for (guint i = 0; i < MOST_MERGED; i++)
    {
      g_autoptr (GArray) into = crm_db_list_integers (crm_transaction_get_db (plan->tx),
          "SELECT l.record_id FROM client c JOIN record_link l ON l.entity = 'client' AND l.field = 'merged' "
          "AND l.target_id = c.id WHERE c.id = $1 AND c.archived_at IS NOT NULL LIMIT 1",
          error, 1, *client);

      if (!into)
        return FALSE;
      if (!into->len)
        break;
      *client = g_array_index (into, gint64, 0);
    }
  return TRUE;
}

/* Whoever was merged away is written to as whom they are now, unless that one has a row of their own. */
static gboolean
follow_merged (CrmCampaignPlan *plan, Waiting *one, GError **error)
{
  gint64 client = one->client;
  g_autoptr (CrmStatement) move = NULL;
  gboolean moved;

  if (!find_merged (plan, &client, error))
    return FALSE;
  if (client == one->client)
    return TRUE;
  move = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "UPDATE campaign_recipient SET client_id = $1 WHERE campaign_id = $2 AND client_id = $3 AND occasion = "
      "$4 AND NOT EXISTS (SELECT 1 FROM campaign_recipient o WHERE o.campaign_id = $2 AND o.client_id = $1 "
      "AND o.occasion = $4) RETURNING client_id",
      error);
  if (!move)
    return FALSE;
  crm_statement_bind_integer (move, 1, client);
  crm_statement_bind_integer (move, 2, plan->id);
  crm_statement_bind_integer (move, 3, one->client);
  crm_statement_bind_text (move, 4, one->occasion);
  if (!crm_statement_step (move, &moved, error))
    return FALSE;
  if (moved)
    one->client = client;
  return TRUE;
}

/* queued: whether a message was. */
static gboolean
handle (CrmCampaignPlan *plan, const Waiting *one, gint64 due_at, gboolean *queued, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmCampaignOccasion) occasion =
      crm_campaign_read_occasion (plan, one->client, one->occasion, &local);
  g_auto (CrmCampaignLetter) letter = { 0 };
  CrmSendRequest request = { .client = one->client,
    .channel = plan->channel,
    .account = plan->account,
    .campaign = plan->id,
    .due_at = due_at };
  gint64 message;

  *queued = FALSE;
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!occasion)
    return mark (plan, one, 0, _ ("What it was about is over"), error);
  if (!crm_campaign_write_letter (plan, occasion, one->second, &letter, error))
    return FALSE;
  if (letter.reason)
    return mark (plan, one, 0, letter.reason, error);
  request.address = letter.address;
  request.subject = letter.subject;
  request.text = letter.text;
  request.deal = occasion->deal;
  request.template = plan->templates[letter.second];
  request.purpose = plan->purposes[letter.second];
  if (occasion->meeting)
    {
      request.trigger_entity = "meeting";
      request.trigger = occasion->meeting;
    }
  message = crm_outbox_queue (plan->tx, &request, &local);
  *queued = message != 0;
  if (message)
    return mark (plan, one, message, NULL, error);
  if (g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    return mark (plan, one, 0, local->message, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* When the turn of the next one comes. */
static gboolean
read_turn (CrmCampaignPlan *plan, gint64 *turn, gint64 *step, GError **error)
{
  gint64 rate = crm_row_get_integer (plan->row, CRM_CAMPAIGN_RATE), now = crm_transaction_get_now (plan->tx);
  g_autoptr (GArray) last = NULL;

  *turn = now;
  *step = 0;
  if (rate <= 0)
    return TRUE;
  *step = G_TIME_SPAN_MINUTE / rate;
  last = crm_db_list_integers (crm_transaction_get_db (plan->tx),
      "SELECT coalesce (max (due_at), 0) FROM message WHERE campaign = $1 AND direction = 'out'", error, 1,
      plan->id);
  if (!last)
    return FALSE;
  *turn = MAX (now, g_array_index (last, gint64, 0) + *step);
  return TRUE;
}

static gboolean
queue (CrmCampaignPlan *plan, guint *limit, gint64 *left, gint64 *next, GError **error)
{
  gint64 now = crm_transaction_get_now (plan->tx), turn, step;
  g_autoptr (GPtrArray) list = list_waiting (plan, *limit, error);
  g_autoptr (GArray) rest = NULL;
  gboolean held = FALSE;

  if (!list || !read_turn (plan, &turn, &step, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      gboolean queued;

      if (turn > now + AHEAD)
        {
          held = TRUE;
          *next = MIN (*next, turn - AHEAD / 2);
          break;
        }
      if (!follow_merged (plan, list->pdata[i], error) ||
          !handle (plan, list->pdata[i], turn, &queued, error))
        return FALSE;
      if (queued)
        turn += step;
      (*limit)--;
    }
  rest = crm_db_list_integers (crm_transaction_get_db (plan->tx),
      "SELECT count (*) FROM campaign_recipient WHERE campaign_id = $1 AND state = 'waiting'", error, 1,
      plan->id);
  if (!rest)
    return FALSE;
  if (!held)
    *left += g_array_index (rest, gint64, 0);
  return TRUE;
}

/* One of a single time has ended when nothing of it is on its way any more. */
static gboolean
finish (CrmCampaignPlan *plan, gint64 *next, GError **error)
{
  g_autoptr (GArray) under_way = crm_db_list_integers (crm_transaction_get_db (plan->tx),
      "SELECT m.id FROM message m WHERE m.campaign = $1 AND m.state IN ('queued', 'sending') LIMIT 1", error,
      1, plan->id);
  g_autoptr (GArray) waiting = under_way ? crm_db_list_integers (crm_transaction_get_db (plan->tx),
                                               "SELECT client_id FROM campaign_recipient WHERE campaign_id = "
                                               "$1 AND state = 'waiting' LIMIT 1",
                                               error, 1, plan->id)
                                         : NULL;

  if (!waiting)
    return FALSE;
  if (!under_way->len && !waiting->len)
    return set_state (plan->tx, plan->id, "done", error);
  if (under_way->len)
    *next = MIN (*next, crm_transaction_get_now (plan->tx) + LOOK_AGAIN);
  return TRUE;
}

static gboolean
run_one (CrmTransaction *tx, gint64 campaign, guint *limit, gint64 *left, gint64 *next, GError **error)
{
  g_autoptr (CrmCampaignPlan) plan = crm_campaign_plan_new (tx, campaign, error);
  g_autoptr (GError) problem = NULL;
  gint64 now = crm_transaction_get_now (tx), starts, before;
  gboolean once;

  if (!plan)
    return FALSE;
  if (!crm_campaign_check_ready (plan, &problem))
    {
      if (g_error_matches (problem, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
        /* Its card says why. */
        return set_state (tx, campaign, "paused", error);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  once = g_str_equal (plan->occasion, "once");
  starts = crm_row_get_integer (plan->row, CRM_CAMPAIGN_STARTS_AT);
  if (g_str_equal (plan->state, "scheduled"))
    {
      if (once && starts > now)
        {
          *next = MIN (*next, starts);
          return TRUE;
        }
      if ((once && !settle (plan, error)) || !set_state (tx, campaign, "running", error))
        return FALSE;
    }
  before = *left;
  if (!queue (plan, limit, left, next, error))
    return FALSE;
  if (once)
    return finish (plan, next, error);
  if (*left == before)
    {
      /* What was settled before is done with; is there anything new? */
      if (!settle (plan, error) || !queue (plan, limit, left, next, error))
        return FALSE;
      *next = MIN (*next, crm_campaign_get_next (plan, now));
    }
  return TRUE;
}

gint64
crm_campaign_run (CrmTransaction *tx, guint limit, gint64 *next, GError **error)
{
  g_autoptr (GArray) running = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM campaign WHERE state IN ('scheduled', 'running') AND archived_at IS NULL ORDER BY id",
      error, 0);
  gint64 left = 0, when = G_MAXINT64;

  if (!running)
    return -1;
  if (running->len)
    crm_transaction_set_sync (tx);
  for (guint i = 0; i < running->len; i++)
    if (!run_one (tx, g_array_index (running, gint64, i), &limit, &left, &when, error))
      return -1;
  if (next)
    *next = when;
  return left;
}
