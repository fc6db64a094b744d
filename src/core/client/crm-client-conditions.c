/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-conditions.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "store/crm-transaction.h"

/* The conditions of clients that ask other tables, as SQL. What they read belongs to nouns above this one, so it is known here by its tables
 * alone. */

static const CrmChoice deal_states[] = {
  { "open", N_ ("Open") },
  { "won", N_ ("Won") },
  { "lost", N_ ("Lost") },
  { NULL, NULL },
};

static const CrmChoice meeting_kinds[] = {
  { "held", N_ ("Had one") },
  { "coming", N_ ("One is planned") },
  { "missed", N_ ("Missed one") },
  { NULL, NULL },
};

static const CrmChoice directions[] = {
  { "out", N_ ("From us") },
  { "in", N_ ("From them") },
  { NULL, NULL },
};

static const CrmChoice consents[] = {
  { "sms marketing", N_ ("SMS, offers") },
  { "sms service", N_ ("SMS, notices") },
  { "mail marketing", N_ ("Letters, offers") },
  { "mail service", N_ ("Letters, notices") },
  { "call marketing", N_ ("Calls, offers") },
  { "chat marketing", N_ ("Chat, offers") },
  { NULL, NULL },
};

static const CrmRelationSql bought[] = {
  { NULL, "SELECT d.client FROM deal_line l JOIN deal d ON d.id = l.deal WHERE l.product {value} AND "
          "l.archived_at IS NULL"
          " AND d.state = 'won' AND d.archived_at IS NULL AND d.client IS NOT NULL"
          "[ AND d.closed_at >= {since} AND d.closed_at <= {now}]" },
  { NULL, NULL },
};

static const CrmRelationSql turnover[] = {
  { NULL,
      "SELECT d.client FROM deal d WHERE d.state = 'won' AND d.archived_at IS NULL AND d.client IS NOT NULL"
      " AND d.amount_currency = {currency}[ AND d.closed_at >= {since} AND d.closed_at <= {now}]"
      " GROUP BY d.client HAVING sum (d.amount) {value}" },
  { NULL, NULL },
};

static const CrmRelationSql stage[] = {
  { NULL, "SELECT d.client FROM deal d WHERE d.stage {value} AND d.state = 'open' AND d.archived_at IS NULL"
          " AND d.client IS NOT NULL[ AND d.stage_at >= {since} AND d.stage_at <= {now}]" },
  { NULL, NULL },
};

#define DEALS(condition) \
  "SELECT d.client FROM deal d WHERE " condition " AND d.archived_at IS NULL AND d.client IS NOT NULL"

static const CrmRelationSql deal[] = {
  { "open", DEALS ("d.state = 'open'") "[ AND d.opened_at >= {since} AND d.opened_at <= {now}]" },
  { "won", DEALS ("d.state = 'won'") "[ AND d.closed_at >= {since} AND d.closed_at <= {now}]" },
  { "lost", DEALS ("d.state = 'lost'") "[ AND d.closed_at >= {since} AND d.closed_at <= {now}]" },
  { NULL, DEALS ("TRUE") "[ AND d.opened_at >= {since} AND d.opened_at <= {now}]" },
  { NULL, NULL },
};

#define MEETINGS(condition) \
  "SELECT l.target_id FROM occurrence o JOIN meeting m ON m.id = o.parent_id" \
  " JOIN record_link l ON l.record_id = m.id AND l.entity = 'meeting' AND l.field = 'clients'" \
  " WHERE o.source = 0 AND m.archived_at IS NULL AND " condition

static const CrmRelationSql meeting[] = {
  { "held",
      MEETINGS ("m.state IN ('planned', 'held') AND o.starts_at <= {now}[ AND o.starts_at >= {since}]") },
  { "coming", MEETINGS ("m.state = 'planned' AND o.starts_at > {now}[ AND o.starts_at < {until}]"), TRUE },
  { "missed", MEETINGS ("m.state = 'missed' AND o.starts_at <= {now}[ AND o.starts_at >= {since}]") },
  { NULL,
      MEETINGS ("m.state IN ('planned', 'held')[ AND o.starts_at >= {since} AND o.starts_at < {until}]") },
  { NULL, NULL },
};

#define MESSAGES(condition) \
  "SELECT 1 FROM message m WHERE m.client = t.id AND m.archived_at IS NULL AND " condition \
  " AND m.at <= {now}[ AND m.at >= {since}]"
/* What was only noted down has no state. */
#define LEFT_US "(m.state IS NULL OR m.state IN ('sent', 'delivered', 'read'))"

static const CrmRelationSql written[] = {
  { "out", MESSAGES ("m.direction = 'out' AND " LEFT_US) },
  { "in", MESSAGES ("m.direction = 'in'") },
  { NULL, MESSAGES ("(m.direction = 'in' OR " LEFT_US ")") },
  { NULL, NULL },
};

/* What they last said about the channel and the purpose, or about any; who agrees to anything agrees to be written to at all. */
#define CONSENT(channel, purpose) \
  "SELECT c.client FROM consent c WHERE c.client IS NOT NULL AND c.archived_at IS NULL AND c.state = " \
  "'given'" \
  " AND c.channel IN ('any', '" channel \
  "') AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.client = c.client" \
  " AND n.archived_at IS NULL AND n.channel IN ('any', '" channel "') AND n.purpose IN ('any', '" purpose \
  "') AND n.state = 'withdrawn' AND (n.at > c.at OR n.at = c.at AND n.id > c.id))"

static const CrmRelationSql consent[] = {
  { "sms marketing", CONSENT ("sms", "marketing") },
  { "sms service", CONSENT ("sms", "service") },
  { "mail marketing", CONSENT ("mail", "marketing") },
  { "mail service", CONSENT ("mail", "service") },
  { "call marketing", CONSENT ("call", "marketing") },
  { "chat marketing", CONSENT ("chat", "marketing") },
  { NULL, "SELECT c.client FROM consent c WHERE c.client IS NOT NULL AND c.archived_at IS NULL AND c.state = "
          "'given'" },
  { NULL, NULL },
};

static const CrmRelationSql score[] = {
  { NULL,
      "SELECT a.client FROM answer a WHERE a.client IS NOT NULL AND a.archived_at IS NULL AND a.score {value}"
      "[ AND a.at >= {since} AND a.at <= {now}] AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.client = "
      "a.client"
      " AND n.archived_at IS NULL AND n.score IS NOT NULL AND (n.at > a.at OR n.at = a.at AND n.id > "
      "a.id))" },
  { NULL, NULL },
};

static const CrmRelationSql campaign[] = {
  { NULL, "SELECT r.client_id FROM campaign_recipient r JOIN message m ON m.id = r.message_id WHERE "
          "r.campaign_id {value} AND " LEFT_US "[ AND m.at >= {since} AND m.at <= {now}]" },
  { NULL, NULL },
};

static const CrmRelationSql excluded[] = {
  { NULL, "SELECT x.client FROM segment_exclusion x WHERE x.segment {value} AND x.archived_at IS NULL" },
  { NULL, NULL },
};

static CrmQuery *
expand_segment (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT query FROM segment WHERE id = $1", error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  CrmCondition *where, *all;
  CrmQuery *query;
  gboolean row;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("The segment is not there any more."));
      return NULL;
    }
  query = crm_query_from_json (crm_statement_get_text (statement, 0), error);
  if (!query)
    return NULL;
  /* Its conditions may be joined by OR; those it leaves out are out in any case. */
  where = crm_query_get_where (query);
  all = crm_condition_copy (where);
  g_ptr_array_set_size (where->children, 0);
  where->any = where->negate = FALSE;
  crm_condition_add (where, all);
  crm_condition_add (where, crm_condition_new ("excluded", CRM_TEST_NOT_EQUAL, text));
  return query;
}

const CrmRelation crm_client_conditions[CRM_CLIENT_N_CONDITIONS] = {
  { { "bought", N_ ("Bought"), CRM_KIND_LINK, .target = "product" }, CRM_RELATION_DAYS, bought, NULL },
  { { "turnover", N_ ("Turnover"), CRM_KIND_MONEY }, CRM_RELATION_DAYS | CRM_RELATION_SUM, turnover, NULL },
  { { "stage", N_ ("Open deal in stage"), CRM_KIND_LINK, .target = "stage" }, CRM_RELATION_DAYS, stage,
      NULL },
  { { "deal", N_ ("Deals"), CRM_KIND_CHOICE, .choices = deal_states }, CRM_RELATION_DAYS, deal, NULL },
  { { "meeting", N_ ("Meetings"), CRM_KIND_CHOICE, .choices = meeting_kinds }, CRM_RELATION_DAYS, meeting,
      NULL },
  { { "written", N_ ("Messages"), CRM_KIND_CHOICE, .choices = directions },
      CRM_RELATION_DAYS | CRM_RELATION_EACH, written, NULL },
  { { "consent", N_ ("Agreed to"), CRM_KIND_CHOICE, .choices = consents }, 0, consent, NULL },
  { { "score", N_ ("Last score"), CRM_KIND_INTEGER }, CRM_RELATION_DAYS, score, NULL },
  { { "campaign", N_ ("Got campaign"), CRM_KIND_LINK, .target = "campaign" }, CRM_RELATION_DAYS, campaign,
      NULL },
  { { "segment", N_ ("In segment"), CRM_KIND_LINK, .target = "segment" }, 0, NULL, expand_segment },
  { { "excluded", N_ ("Left out of segment"), CRM_KIND_LINK, CRM_FIELD_HIDDEN, .target = "segment" }, 0,
      excluded, NULL },
};
