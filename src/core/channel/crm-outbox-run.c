/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "channel/crm-outbox-private.h"
#include "message/crm-message-private.h"

/* How a message goes through the outbox: taken in a commit of its own before anything is sent, and given what became of it in another.
 * Runs in the writer's thread. */

#define LOOKED_AT 200 /* rows a transaction looks at, though it may send none of them */
#define MOST_TRIES 30
#define TRIED_FOR G_TIME_SPAN_DAY
#define FIRST_PAUSE 30 /* seconds */
#define LONGEST_PAUSE 3600
#define STATES_FOR (3 * G_TIME_SPAN_DAY)
#define RESTORED_SETTING "outbox-generation"

void
crm_outbox_job_free (CrmOutboxJob *self)
{
  if (!self)
    return;
  crm_outgoing_free (self->outgoing);
  g_free (self->match);
  g_free (self);
}

void
crm_outbox_result_free (CrmOutboxResult *self)
{
  if (!self)
    return;
  crm_sent_free (self->sent);
  g_free (self->words);
  g_free (self->key);
  g_free (self);
}

gint64
crm_outbox_get_pause (guint tries)
{
  gint64 pause = FIRST_PAUSE;

  while (--tries > 0 && tries < MOST_TRIES && pause < LONGEST_PAUSE)
    pause *= 2;
  pause = MIN (pause, LONGEST_PAUSE);
  return pause + g_random_int_range (0, (gint32)pause / 5 + 1);
}

/* ---- taking ---- */

/* One row that is due, with what decides about it. */
typedef struct
{
  gint64 message, client;
  guint tries;
  gboolean urgent;
  char *key, *purpose, *address, *match, *subject, *text, *channel;
  gboolean archived;
} Due;

static void
due_clear (gpointer data)
{
  Due *self = data;

  g_free (self->key);
  g_free (self->purpose);
  g_free (self->address);
  g_free (self->match);
  g_free (self->subject);
  g_free (self->text);
  g_free (self->channel);
}

#define DUE_COLUMNS \
  "SELECT o.message_id, m.client, o.tries, o.urgent, o.\"key\", o.purpose, m.address, m.address_match, " \
  "m.subject, b.body, m.channel, m.archived_at IS NOT NULL, o.started_at FROM outbox o JOIN message m ON " \
  "m.id = " \
  "o.message_id LEFT JOIN body b ON b.entity = 'message' AND b.record_id = m.id "

static void
read_due (CrmStatement *statement, Due *due)
{
  due->message = crm_statement_get_integer (statement, 0);
  due->client = crm_statement_get_integer (statement, 1);
  due->tries = (guint)crm_statement_get_integer (statement, 2);
  due->urgent = crm_statement_get_integer (statement, 3) != 0;
  due->key = g_strdup (crm_statement_get_text (statement, 4));
  due->purpose = g_strdup (crm_statement_get_text (statement, 5));
  due->address = g_strdup (crm_statement_get_text (statement, 6));
  due->match = g_strdup (crm_statement_get_text (statement, 7));
  due->subject = g_strdup (crm_statement_get_text (statement, 8));
  due->text = g_strdup (crm_statement_get_text (statement, 9));
  due->channel = g_strdup (crm_statement_get_text (statement, 10));
  due->archived = crm_statement_get_integer (statement, 11) != 0;
}

/* Those of a campaign that rests wait with it. */
static gboolean
list_due (CrmTransaction *tx, gint64 account, gboolean urgent, guint limit, GArray *due, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      DUE_COLUMNS "WHERE o.account_id = $1 AND o.stage = 'queued' AND o.urgent = $2 AND o.due_at <= $3"
                  " AND NOT EXISTS (SELECT 1 FROM campaign g WHERE g.id = m.campaign AND g.state = 'paused')"
                  " ORDER BY o.due_at, o.message_id LIMIT $4",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, account);
  crm_statement_bind_integer (statement, 2, urgent);
  crm_statement_bind_integer (statement, 3, crm_transaction_get_now (tx));
  crm_statement_bind_integer (statement, 4, limit);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Due one = { 0 };

      read_due (statement, &one);
      g_array_append_val (due, one);
    }
  return !row;
}

static CrmOutboxJob *
make_job (CrmTransaction *tx, const Due *due, const char *sender)
{
  CrmOutboxJob *job = g_new0 (CrmOutboxJob, 1);
  g_autofree char *key = NULL;

  job->message = due->message;
  job->tries = due->tries;
  job->urgent = due->urgent;
  job->match = g_strdup (due->match);
  job->outgoing = g_new0 (CrmOutgoing, 1);
  job->outgoing->key = g_strdup (due->key ? due->key : "");
  job->outgoing->sender = g_strdup (sender);
  job->outgoing->subject = g_strdup (due->subject);
  job->outgoing->text = g_strdup (due->text ? due->text : "");
  crm_message_normalise (tx, due->channel, due->address ? due->address : "", &job->outgoing->address, &key);
  if (!job->outgoing->address)
    job->outgoing->address = g_strdup (due->address ? due->address : "");
  return job;
}

/* The message says so too, past the log: it is the same message, and whoever sent it can still take it back. */
static gboolean
put_off (CrmTransaction *tx, gint64 message, gint64 until, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);

  return crm_db_run (db, "UPDATE outbox SET due_at = $1 WHERE message_id = $2", error, 2, until, message) &&
         crm_db_run (db, "UPDATE message SET due_at = $1 WHERE id = $2", error, 2, until, message);
}

/* Nobody is written to who does not want it any more, nor at night without having asked. TRUE with *wait: not now. */
static gboolean
judge (CrmTransaction *tx, const Due *due, const char *quiet, gboolean *wait, GError **error)
{
  g_autofree char *reason = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) local = NULL;
  gint64 now = crm_transaction_get_now (tx), end;

  *wait = TRUE;
  if (due->archived)
    return crm_outbox_set_state (
        tx, due->message, "cancelled", _ ("The client was archived before it was sent."), error);
  if (!crm_consent_allows (tx, due->client, due->match, due->channel, due->purpose, &reason, &local))
    {
      if (!local)
        return crm_outbox_set_state (tx, due->message, "cancelled", reason, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *wait = FALSE;
  if (g_strcmp0 (due->purpose, "marketing") != 0)
    return TRUE;
  zone = crm_client_dup_zone (tx, due->client, due->address, error);
  if (!zone)
    return FALSE;
  end = crm_quiet_hours_end (quiet, zone, now);
  if (end <= now)
    return TRUE;
  *wait = TRUE;
  return put_off (tx, due->message, end, error);
}

static gboolean
find_next (CrmTransaction *tx, gint64 account, gint64 *next, GError **error)
{
  gint64 now = crm_transaction_get_now (tx);

  *next = G_MAXINT64;
  for (int urgent = 0; urgent < 2; urgent++)
    {
      g_autoptr (GArray) first = crm_db_list_integers (crm_transaction_get_db (tx),
          "SELECT due_at FROM outbox WHERE account_id = $1 AND stage = 'queued' AND urgent = $2 AND due_at > "
          "$3 ORDER BY due_at LIMIT 1",
          error, 3, account, (gint64)urgent, now);

      if (!first)
        return FALSE;
      if (first->len)
        *next = MIN (*next, g_array_index (first, gint64, 0));
    }
  return TRUE;
}

static gboolean
start (CrmTransaction *tx, const Due *due, GError **error)
{
  return crm_outbox_set_state (tx, due->message, "sending", NULL, error) &&
         crm_db_run (crm_transaction_get_db (tx),
             "UPDATE outbox SET stage = 'sending', started_at = coalesce (started_at, $1), error = NULL "
             "WHERE message_id = $2",
             error, 2, crm_transaction_get_now (tx), due->message);
}

static const char *
get_quiet (CrmTransaction *tx, const CrmRow *account)
{
  const char *quiet = crm_row_get_text (account, CRM_ACCOUNT_QUIET);

  if (!quiet)
    quiet = crm_transaction_get_setting (tx, "quiet-hours");
  return quiet ? quiet : CRM_QUIET_HOURS_DEFAULT;
}

/* Taking for one account. */
typedef struct
{
  const CrmRow *account;
  guint limit, n;
  GHashTable *busy; /* nullable */
  GHashTable *taken;
  GPtrArray *jobs;
} Taking;

/* One after another to the same address, so that they arrive in their order. */
static gboolean
is_busy (const Taking *taking, const char *match)
{
  return match && (g_hash_table_contains (taking->taken, match) ||
                      (taking->busy && g_hash_table_contains (taking->busy, match)));
}

static gboolean
take_due (CrmTransaction *tx, Taking *taking, GArray *due, gboolean *handled, GError **error)
{
  for (guint i = 0; i < due->len && taking->n < taking->limit; i++)
    {
      const Due *one = &g_array_index (due, Due, i);
      gboolean wait;

      if (is_busy (taking, one->match))
        continue;
      if (!judge (tx, one, get_quiet (tx, taking->account), &wait, error))
        return FALSE;
      *handled = TRUE;
      if (wait)
        continue;
      if (!start (tx, one, error))
        return FALSE;
      g_ptr_array_add (
          taking->jobs, make_job (tx, one, crm_row_get_text (taking->account, CRM_ACCOUNT_SENDER)));
      if (one->match)
        g_hash_table_add (taking->taken, g_strdup (one->match));
      taking->n++;
    }
  return TRUE;
}

gboolean
crm_outbox_begin (CrmTransaction *tx, gint64 account, guint limit, GHashTable *busy, GPtrArray *jobs,
    gint64 *next, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "account", account, error);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Taking taking = { row, limit, 0, busy, taken, jobs };
  gboolean more = FALSE;

  if (!row)
    return FALSE;
  for (int urgent = 1; urgent >= 0; urgent--)
    {
      gboolean handled = FALSE;
      guint look = MIN (limit * 4, LOOKED_AT);

      /* A few are enough, unless most of them must not go now. */
      for (guint round = 0; round < 2 && taking.n < limit; round++, look = LOOKED_AT)
        {
          g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (Due));

          g_array_set_clear_func (due, due_clear);
          if (!list_due (tx, account, urgent, look, due, error) ||
              !take_due (tx, &taking, due, &handled, error))
            return FALSE;
          if (due->len < look)
            break;
          more = more || (round == 1 && handled);
        }
    }
  if (!find_next (tx, account, next, error))
    return FALSE;
  /* There may be more at once. */
  if (taking.n == limit || more)
    *next = crm_transaction_get_now (tx);
  return TRUE;
}

/* ---- what became of it ---- */

static void
set_instant (CrmValues *values, int field, gint64 at)
{
  crm_values_set_integer (values, field, at);
}

static gboolean
end_sent (CrmTransaction *tx, const CrmRow *row, const CrmOutboxResult *result, GError **error)
{
  const CrmSent *sent = result->sent;
  gint64 now = crm_transaction_get_now (tx), at = sent && sent->at && sent->at <= now ? sent->at : now;
  const char *state = sent && sent->state ? sent->state : "sent";
  g_autoptr (CrmValues) values = crm_values_new (row->entity);

  crm_values_set_text (values, CRM_MESSAGE_STATE, state);
  crm_values_set_text (values, CRM_MESSAGE_ERROR, NULL);
  set_instant (values, CRM_MESSAGE_SENT_AT, at);
  set_instant (values, CRM_MESSAGE_AT, at);
  if (g_str_equal (state, "delivered") || g_str_equal (state, "read"))
    set_instant (values, CRM_MESSAGE_DELIVERED_AT, at);
  if (sent && sent->remote_id)
    crm_values_set_text (values, CRM_MESSAGE_REMOTE_ID, sent->remote_id);
  if (sent && sent->parts > 0)
    crm_values_set_integer (values, CRM_MESSAGE_PARTS, sent->parts);
  if (sent && sent->has_price)
    {
      crm_values_set_integer (values, CRM_MESSAGE_PRICE, sent->price.micros);
      crm_values_set_text (
          values, CRM_MESSAGE_PRICE_CURRENCY, *sent->price.currency ? sent->price.currency : NULL);
    }
  if (!crm_transaction_update (tx, row->id, 0, values, error))
    return FALSE;
  if (!result->states || !sent || !sent->remote_id || !g_str_equal (state, "sent"))
    return TRUE;
  return crm_db_run (crm_transaction_get_db (tx),
      "INSERT INTO outbox (message_id, account_id, stage, due_at, urgent, tries, started_at) VALUES ($1, $2, "
      "'waiting', $3, FALSE, 0, $4)",
      error, 4, row->id, crm_row_get_integer (row, CRM_MESSAGE_ACCOUNT), now + FIRST_PAUSE * G_USEC_PER_SEC,
      at);
}

static gboolean
set_row (CrmTransaction *tx, const CrmOutboxResult *result, const char *stage, gint64 due_at, int tries,
    GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "UPDATE outbox SET stage = $1, due_at = $2, tries = tries + $3, error = $4 WHERE message_id = $5",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, stage);
  crm_statement_bind_integer (statement, 2, due_at);
  crm_statement_bind_integer (statement, 3, tries);
  crm_statement_bind_text (statement, 4, result->words);
  crm_statement_bind_integer (statement, 5, result->message);
  return crm_statement_run (statement, error);
}

/* What was tried often enough, or for a day, has failed. */
static gboolean
is_hopeless (CrmTransaction *tx, gint64 message, gboolean *hopeless, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT tries, started_at FROM outbox WHERE message_id = $1", error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, message);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *hopeless = row && (crm_statement_get_integer (statement, 0) + 1 >= MOST_TRIES ||
                         crm_transaction_get_now (tx) - crm_statement_get_integer (statement, 1) > TRIED_FOR);
  return TRUE;
}

/* It may have been deleted, decided on by a person, or be another one in a book that was restored, while it was on its way. */
static gboolean
is_there (CrmTransaction *tx, const CrmOutboxResult *result, gboolean *there, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM outbox WHERE message_id = $1 AND stage <> 'waiting' AND ($2 IS NULL OR \"key\" = $2)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, result->message);
  crm_statement_bind_text (statement, 2, result->key);
  return crm_statement_step (statement, there, error);
}

/* Looked for by its words, a message may be taken for another one that reads the same. */
static gboolean
is_of_another (
    CrmTransaction *tx, const CrmRow *row, const CrmOutboxResult *result, gboolean *another, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  *another = FALSE;
  if (!result->sent || !result->sent->remote_id)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM message m JOIN outbox o ON o.message_id = $1 AND o.stage = 'uncertain' WHERE m.account "
      "= $2 "
      "AND m.remote_id = $3 AND m.direction = 'out' AND m.id <> $1",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, row->id);
  crm_statement_bind_integer (statement, 2, crm_row_get_integer (row, CRM_MESSAGE_ACCOUNT));
  crm_statement_bind_text (statement, 3, result->sent->remote_id);
  return crm_statement_step (statement, another, error);
}

gboolean
crm_outbox_end (CrmTransaction *tx, const CrmOutboxResult *result, GError **error)
{
  gboolean there;
  g_autoptr (CrmRow) row = NULL;
  CrmOutboxEnd end = result->end;
  gboolean hopeless = FALSE, another;

  if (!is_there (tx, result, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  row = crm_transaction_load (tx, "message", result->message, error);
  if (!row || (end == CRM_OUTBOX_RETRY && !is_hopeless (tx, row->id, &hopeless, error)))
    return FALSE;
  if (!is_of_another (tx, row, result, &another, error))
    return FALSE;
  if (another)
    {
      const CrmOutboxResult unknown = {
        .message = row->id, .key = result->key, .end = CRM_OUTBOX_UNCERTAIN, .due_at = G_MAXINT64
      };

      return crm_outbox_end (tx, &unknown, error);
    }
  if (hopeless || (end == CRM_OUTBOX_SENT && result->sent && g_strcmp0 (result->sent->state, "failed") == 0))
    end = CRM_OUTBOX_FAILED;
  switch (end)
    {
    case CRM_OUTBOX_SENT: return end_sent (tx, row, result, error);
    case CRM_OUTBOX_RETRY:
    case CRM_OUTBOX_BACK:
      return crm_outbox_set_state (
                 tx, result->message, "queued", end == CRM_OUTBOX_BACK ? NULL : result->words, error) &&
             set_row (tx, result, "queued",
                 end == CRM_OUTBOX_BACK ? crm_transaction_get_now (tx) : result->due_at,
                 end == CRM_OUTBOX_RETRY, error);
    case CRM_OUTBOX_FAILED:
      {
        const char *words = result->words ? result->words : result->sent ? result->sent->error : NULL;

        return crm_outbox_set_state (tx, result->message, "failed",
                   words ? words : _ ("The provider did not say why."), error) &&
               set_row (tx, result, "failed", crm_transaction_get_now (tx), 1, error);
      }
    case CRM_OUTBOX_UNCERTAIN:
      /* Looked for in vain: what was said of it stands. */
      if (!result->words)
        return crm_db_run (crm_transaction_get_db (tx),
            "UPDATE outbox SET due_at = $1, tries = tries + 1 WHERE message_id = $2 AND stage = 'uncertain'",
            error, 2, result->due_at, result->message);
      return crm_outbox_set_state (tx, result->message, "uncertain", result->words, error) &&
             set_row (tx, result, "uncertain", result->due_at, 1, error);
    default: g_return_val_if_reached (FALSE);
    }
}

/* ---- after a crash ---- */

static gboolean
make_uncertain (CrmTransaction *tx, const char *stage, const char *words, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) find =
      crm_db_prepare (db, "SELECT message_id FROM outbox WHERE stage = $1 ORDER BY message_id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!find)
    return FALSE;
  crm_statement_bind_text (find, 1, stage);
  while (crm_statement_step (find, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (find, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      CrmOutboxResult result = { .message = g_array_index (ids, gint64, i),
        .end = CRM_OUTBOX_UNCERTAIN,
        .words = (char *)words,
        .due_at = crm_transaction_get_now (tx) };

      if (!crm_outbox_end (tx, &result, error))
        return FALSE;
    }
  return TRUE;
}

/* A book that came back from a backup does not know what was sent since that backup was made. */
static gboolean
recover_restored (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) known = crm_db_prepare (db,
      "SELECT (SELECT value FROM setting WHERE name = 'generation'), (SELECT value FROM setting WHERE name = "
      "'" RESTORED_SETTING "')",
      error);
  g_autoptr (CrmStatement) remember = NULL;
  g_autofree char *generation = NULL, *last = NULL;
  gboolean row;

  if (!known || !crm_statement_step (known, &row, error))
    return FALSE;
  generation = g_strdup (crm_statement_get_text (known, 0));
  last = g_strdup (crm_statement_get_text (known, 1));
  if (g_strcmp0 (generation, last) == 0)
    return TRUE;
  if (last &&
      !make_uncertain (tx, "queued",
          _ ("It waited in the backup this book was restored from; it may have been sent since."), error))
    return FALSE;
  remember = crm_db_prepare (db,
      "INSERT INTO setting (name, value) VALUES ('" RESTORED_SETTING
      "', $1) ON CONFLICT (name) DO UPDATE SET "
      "value = excluded.value",
      error);
  if (!remember)
    return FALSE;
  crm_statement_bind_text (remember, 1, generation);
  return crm_statement_run (remember, error);
}

gboolean
crm_outbox_recover (CrmTransaction *tx, GError **error)
{
  return make_uncertain (tx, "sending", _ ("The program ended while it was being sent."), error) &&
         recover_restored (tx, error);
}

/* ---- what is asked for later ---- */

/* When the first row of a stage is due; one past is now. */
static gboolean
find_first (CrmTransaction *tx, gint64 account, const char *sql, gint64 *next, GError **error)
{
  g_autoptr (GArray) first = crm_db_list_integers (crm_transaction_get_db (tx), sql, error, 1, account);

  if (!first)
    return FALSE;
  *next = first->len ? g_array_index (first, gint64, 0) : G_MAXINT64;
  return TRUE;
}

gboolean
crm_outbox_find_uncertain (
    CrmTransaction *tx, gint64 account, guint limit, GPtrArray *jobs, gint64 *next, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      DUE_COLUMNS "WHERE o.account_id = $1 AND o.stage = 'uncertain' AND o.due_at <= $2 ORDER BY o.due_at, "
                  "o.message_id LIMIT $3",
      error);
  g_autoptr (CrmRow) row_of_account = crm_transaction_load (tx, "account", account, error);
  gboolean row = FALSE;

  if (!statement || !row_of_account)
    return FALSE;
  crm_statement_bind_integer (statement, 1, account);
  crm_statement_bind_integer (statement, 2, crm_transaction_get_now (tx));
  crm_statement_bind_integer (statement, 3, limit);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Due due = { 0 };
      CrmOutboxJob *job;

      read_due (statement, &due);
      job = make_job (tx, &due, crm_row_get_text (row_of_account, CRM_ACCOUNT_SENDER));
      job->since = crm_statement_get_integer (statement, 12);
      g_ptr_array_add (jobs, job);
      due_clear (&due);
    }
  return !row && find_first (tx, account,
                     "SELECT due_at FROM outbox WHERE account_id = $1 AND stage = 'uncertain' AND due_at < "
                     "9223372036854775807 ORDER BY due_at LIMIT 1",
                     next, error);
}

gboolean
crm_outbox_find_waiting (
    CrmTransaction *tx, gint64 account, guint limit, GPtrArray *ids, gint64 *next, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT m.remote_id FROM outbox o JOIN message m ON m.id = o.message_id WHERE o.account_id = $1 AND "
      "o.stage = 'waiting' AND NOT o.urgent AND o.due_at <= $2 ORDER BY o.due_at LIMIT $3",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, account);
  crm_statement_bind_integer (statement, 2, crm_transaction_get_now (tx));
  crm_statement_bind_integer (statement, 3, limit);
  while (crm_statement_step (statement, &row, error) && row)
    if (crm_statement_get_text (statement, 0))
      g_ptr_array_add (ids, g_strdup (crm_statement_get_text (statement, 0)));
  return !row && find_first (tx, account,
                     "SELECT due_at FROM outbox WHERE account_id = $1 AND stage = 'waiting' AND NOT urgent "
                     "ORDER BY due_at LIMIT 1",
                     next, error);
}

gboolean
crm_outbox_postpone_waiting (CrmTransaction *tx, gint64 account, const char *const *ids, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 now = crm_transaction_get_now (tx);

  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (CrmStatement) find = crm_db_prepare (db,
          "SELECT o.message_id, o.tries, o.started_at FROM message m JOIN outbox o ON o.message_id = m.id "
          "WHERE "
          "m.account = $1 AND m.remote_id = $2 AND m.direction = 'out' AND o.stage = 'waiting'",
          error);
      gint64 message, tries, since;
      gboolean row;

      if (!find)
        return FALSE;
      crm_statement_bind_integer (find, 1, account);
      crm_statement_bind_text (find, 2, ids[i]);
      if (!crm_statement_step (find, &row, error))
        return FALSE;
      if (!row)
        continue;
      message = crm_statement_get_integer (find, 0);
      tries = crm_statement_get_integer (find, 1) + 1;
      since = crm_statement_get_integer (find, 2);
      crm_statement_reset (find);
      if (now - since > STATES_FOR
              ? !crm_db_run (db, "DELETE FROM outbox WHERE message_id = $1", error, 1, message)
              : !crm_db_run (db, "UPDATE outbox SET tries = $1, due_at = $2 WHERE message_id = $3", error, 3,
                    tries, now + crm_outbox_get_pause ((guint)tries + 1) * G_USEC_PER_SEC, message))
        return FALSE;
    }
  return TRUE;
}
