/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "message/crm-message.h"

/* Field table of answers, and how an incoming message becomes one: the question asked last of who sent it is answered by it. The hooks
 * run in the writer's thread. */

/* Providers tell whole seconds, by a clock of their own: a quick reply may look older than its question. */
#define SKEW (10 * G_TIME_SPAN_MINUTE)
#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

#define ASKED \
  "SELECT m.id FROM message m JOIN template t ON t.id = m.template WHERE m.direction = 'out' AND m.channel " \
  "= $2 AND " \
  "m.at <= $3 AND m.archived_at IS NULL AND t.expects IS NOT NULL AND " \
  "(m.state IS NULL OR m.state IN ('sent', 'delivered', 'read', 'uncertain')) AND "
#define LAST " = $1 ORDER BY m.at DESC, m.id DESC LIMIT 1"

static const CrmField fields[] = {
  [CRM_ANSWER_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ANSWER_ASKED] = { "asked", N_ ("Asked by"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ANSWER_TEMPLATE] = { "template", N_ ("Question"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "template" },
  [CRM_ANSWER_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_ANSWER_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, 0, .target = "deal" },
  [CRM_ANSWER_CAMPAIGN] = { "campaign", N_ ("Campaign"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "campaign" },
  [CRM_ANSWER_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_ANSWER_SCORE] = { "score", N_ ("Score"), CRM_KIND_INTEGER },
  [CRM_ANSWER_VALUE] = { "value", N_ ("Answer"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ANSWER_N_FIELDS);

/* The question asked last, by the index of one column; *asked 0 when there is none. */
static gboolean
find_asked (
    CrmTransaction *tx, const CrmRow *message, int field, const char *sql, gint64 *asked, GError **error)
{
  const CrmValue *key = crm_row_get (message, field);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  *asked = 0;
  if (crm_value_is_empty (key))
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  if (!statement)
    return FALSE;
  if (key->type == CRM_VALUE_TEXT)
    crm_statement_bind_text (statement, 1, key->v.text);
  else
    crm_statement_bind_integer (statement, 1, key->v.integer);
  crm_statement_bind_text (statement, 2, crm_row_get_text (message, CRM_MESSAGE_CHANNEL));
  crm_statement_bind_integer (statement, 3, crm_row_get_integer (message, CRM_MESSAGE_AT) + SKEW);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *asked = crm_statement_get_integer (statement, 0);
  return TRUE;
}

/* Those they have been asked in this conversation; else at this address; else wherever the client was. */
static gboolean
find_question (CrmTransaction *tx, const CrmRow *message, gint64 *asked, GError **error)
{
  return find_asked (tx, message, CRM_MESSAGE_CONVERSATION, ASKED "m.conversation" LAST, asked, error) &&
         (*asked || find_asked (tx, message, CRM_MESSAGE_ADDRESS_MATCH, ASKED "m.address_match" LAST, asked,
                        error)) &&
         (*asked || find_asked (tx, message, CRM_MESSAGE_CLIENT, ASKED "m.client" LAST, asked, error));
}

static gboolean
is_answered (CrmTransaction *tx, gint64 asked, gboolean *answered, GError **error)
{
  g_autoptr (GArray) found = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM answer WHERE asked = $1 AND archived_at IS NULL LIMIT 1", error, 1, asked);

  *answered = found && found->len > 0;
  return found != NULL;
}

static void
set_link (CrmValues *values, int field, gint64 id)
{
  if (id)
    crm_values_set_integer (values, field, id);
}

/* What the timeline shows beside the reply. */
static gboolean
tell_result (CrmTransaction *tx, const CrmRow *message, const char *value, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (message->entity);

  crm_values_set_text (values, CRM_MESSAGE_RESULT, value);
  return crm_transaction_update (tx, message->id, 0, values, error);
}

static gint64
add_answer (CrmTransaction *tx, const CrmRow *message, const CrmRow *asked, gint64 score, gboolean has_score,
    const char *value, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "answer", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gint64 client = crm_row_get_integer (message, CRM_MESSAGE_CLIENT);
  gint64 deal = crm_row_get_integer (asked, CRM_MESSAGE_DEAL);

  if (!values)
    return 0;
  set_link (values, CRM_ANSWER_MESSAGE, message->id);
  set_link (values, CRM_ANSWER_ASKED, asked->id);
  set_link (values, CRM_ANSWER_TEMPLATE, crm_row_get_integer (asked, CRM_MESSAGE_TEMPLATE));
  set_link (values, CRM_ANSWER_CLIENT, client ? client : crm_row_get_integer (asked, CRM_MESSAGE_CLIENT));
  set_link (values, CRM_ANSWER_DEAL, deal ? deal : crm_row_get_integer (message, CRM_MESSAGE_DEAL));
  set_link (values, CRM_ANSWER_CAMPAIGN, crm_row_get_integer (asked, CRM_MESSAGE_CAMPAIGN));
  crm_values_set_integer (values, CRM_ANSWER_AT, crm_row_get_integer (message, CRM_MESSAGE_AT));
  if (has_score)
    crm_values_set_integer (values, CRM_ANSWER_SCORE, score);
  crm_values_set_text (values, CRM_ANSWER_VALUE, value);
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_answer_take (CrmTransaction *tx, const CrmRow *message, GError **error)
{
  g_autoptr (CrmRow) asked = NULL, question = NULL;
  g_autofree char *value = NULL;
  const char *reply = crm_row_get_text (message, CRM_MESSAGE_TEXT);
  const char *own_words = crm_transaction_get_setting (tx, "stop-words");
  gint64 id, score, days, answer;
  gboolean answered, has_score;

  if (!reply || crm_stop_word_matches (reply, own_words, FALSE) || crm_stop_word_matches (reply, NULL, TRUE))
    return 0;
  if (!find_question (tx, message, &id, error) || !id || !is_answered (tx, id, &answered, error) || answered)
    return 0;
  asked = crm_transaction_load (tx, "message", id, error);
  question =
      asked ? crm_transaction_load (tx, "template", crm_row_get_integer (asked, CRM_MESSAGE_TEMPLATE), error)
            : NULL;
  if (!question)
    return 0;
  days = crm_row_get_integer (question, CRM_TEMPLATE_VALID_DAYS);
  if (crm_row_get_integer (message, CRM_MESSAGE_AT) - crm_row_get_integer (asked, CRM_MESSAGE_AT) >
      (days > 0 ? days : CRM_TEMPLATE_DAYS) * DAY)
    return 0;
  if (!crm_answer_read (question, reply, &score, &has_score, &value))
    return 0;
  answer = add_answer (tx, message, asked, score, has_score, value, error);
  return answer && tell_result (tx, message, value, error) ? answer : 0;
}

/* The sender has become known: so has who answered. */
static gboolean
follow_client (CrmTransaction *tx, const CrmRow *message, GError **error)
{
  gint64 client = crm_row_get_integer (message, CRM_MESSAGE_CLIENT);
  g_autoptr (GArray) answers = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM answer WHERE message = $1 AND archived_at IS NULL", error, 1, message->id);
  g_autoptr (CrmEntity) entity = answers ? crm_transaction_get_entity (tx, "answer", error) : NULL;

  if (!entity)
    return FALSE;
  for (guint i = 0; client && i < answers->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_ANSWER_CLIENT, client);
      if (!crm_transaction_update (tx, g_array_index (answers, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
observe (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (!after || after->archived_at || after->entity->info != &crm_message_entity ||
      g_strcmp0 (crm_row_get_text (after, CRM_MESSAGE_DIRECTION), "in") != 0)
    return TRUE;
  if (before)
    return crm_row_get_integer (before, CRM_MESSAGE_CLIENT) ==
               crm_row_get_integer (after, CRM_MESSAGE_CLIENT) ||
           follow_client (tx, after, error);
  if (crm_answer_take (tx, after, &failed) || !failed)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static const CrmEntityHooks hooks = { .observe = observe };

const CrmEntityInfo crm_answer_entity = {
  .name = "answer",
  .label = N_ ("Answer"),
  .plural = N_ ("Answers"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ANSWER_VALUE,
  .hooks = &hooks,
};
