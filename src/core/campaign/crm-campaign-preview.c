/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "campaign/crm-campaign-private.h"
#include "message/crm-sms-text.h"

/* What a campaign would write now, letter by letter, and what that would cost. Runs in a worker's thread. */

#define LAST_PRICES 2000 /* messages that are looked at for what a part costs */

void
crm_campaign_line_free (CrmCampaignLine *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->address);
  g_free (self->occasion);
  g_free (self->text);
  g_free (self->reason);
  g_free (self);
}

static gint64
get_since (const CrmCampaignPlan *plan, gint64 now)
{
  guint32 today = crm_local_day (now, plan->zone, NULL);

  return crm_local_instant (today, 0, plan->zone) - 1;
}

/* Those that have been settled already are no preview. */
static gboolean
drop_settled (CrmCampaignPlan *plan, GPtrArray *list, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  if (g_str_equal (plan->state, "draft"))
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "SELECT 1 FROM campaign_recipient WHERE campaign_id = $1 AND client_id = $2 AND occasion = $3 AND "
      "state <> 'waiting'",
      error);
  if (!statement)
    return FALSE;
  for (guint i = list->len; i-- > 0;)
    {
      const CrmCampaignOccasion *occasion = list->pdata[i];
      gboolean found;

      crm_statement_bind_integer (statement, 1, plan->id);
      crm_statement_bind_integer (statement, 2, occasion->client);
      crm_statement_bind_text (statement, 3, occasion->key);
      if (!crm_statement_step (statement, &found, error))
        return FALSE;
      crm_statement_reset (statement);
      if (found)
        g_ptr_array_remove_index (list, i);
    }
  return TRUE;
}

static GPtrArray *
list_all (CrmCampaignPlan *plan, GError **error)
{
  gint64 now = crm_transaction_get_now (plan->tx);
  g_autoptr (GPtrArray) list = crm_campaign_list_occasions (
      plan, get_since (plan, now), now + CRM_CAMPAIGN_PREVIEW_DAYS * G_TIME_SPAN_DAY, TRUE, error);

  return list && drop_settled (plan, list, error) ? g_steal_pointer (&list) : NULL;
}

static CrmCampaignLine *
make_line (const CrmCampaignOccasion *occasion, CrmCampaignLetter *letter)
{
  CrmCampaignLine *line = g_new0 (CrmCampaignLine, 1);

  line->client = occasion->client;
  line->deal = occasion->deal;
  line->meeting = occasion->meeting;
  line->occasion = g_strdup (occasion->words);
  line->name = g_steal_pointer (&letter->name);
  line->address = g_steal_pointer (&letter->address);
  line->text = g_steal_pointer (&letter->text);
  line->reason = g_steal_pointer (&letter->reason);
  line->second = letter->second;
  return line;
}

/* Whoever shares an address with one before gets nothing; later ones of the same are not yet in the book. */
static void
drop_double (GHashTable *seen, const CrmCampaignOccasion *occasion, CrmCampaignLetter *letter)
{
  char *name;

  if (!letter->text)
    return;
  name = g_strconcat (letter->match, "\n", occasion->key, NULL);
  if (g_hash_table_add (seen, name))
    return;
  g_clear_pointer (&letter->text, g_free);
  letter->reason = g_strdup (_ ("This address has got it already, as another client’s"));
}

GPtrArray *
crm_campaign_preview (CrmTransaction *tx, gint64 campaign, guint offset, guint limit, guint *n_all,
    guint *n_written, GError **error)
{
  g_autoptr (CrmCampaignPlan) plan = crm_campaign_plan_new (tx, campaign, error);
  g_autoptr (GPtrArray) list = plan && crm_campaign_check_ready (plan, error) ? list_all (plan, error) : NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_campaign_line_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint written = 0;

  if (!list)
    return NULL;
  for (guint i = n_written ? 0 : offset; i < list->len; i++)
    {
      const CrmCampaignOccasion *occasion = list->pdata[i];
      g_auto (CrmCampaignLetter) letter = { 0 };
      gboolean wanted = i >= offset && (!limit || i - offset < limit);

      if (!wanted && !n_written)
        break;
      if (!crm_campaign_write_letter (plan, occasion, -1, &letter, error))
        return NULL;
      drop_double (seen, occasion, &letter);
      written += letter.text != NULL;
      if (wanted)
        g_ptr_array_add (lines, make_line (occasion, &letter));
    }
  if (n_all)
    *n_all = list->len;
  if (n_written)
    *n_written = written;
  return g_steal_pointer (&lines);
}

/* What a part cost of late, in millionths; FALSE on failure. */
static gboolean
read_price (CrmTransaction *tx, const char *channel, CrmCampaignEstimate *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT price, parts, price_currency FROM message WHERE id > (SELECT max (id) FROM message) - $1 AND "
      "direction = 'out'"
      " AND channel = $2 AND price IS NOT NULL AND parts > 0 ORDER BY id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, LAST_PRICES);
  crm_statement_bind_text (statement, 2, channel);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      out->has_price = TRUE;
      out->micros = crm_statement_get_integer (statement, 0) / crm_statement_get_integer (statement, 1);
      g_strlcpy (out->currency,
          crm_statement_is_null (statement, 2) ? "" : crm_statement_get_text (statement, 2),
          sizeof out->currency);
    }
  return TRUE;
}

gboolean
crm_campaign_estimate (CrmTransaction *tx, gint64 campaign, CrmCampaignEstimate *out, GError **error)
{
  g_autoptr (CrmCampaignPlan) plan = crm_campaign_plan_new (tx, campaign, error);
  g_autoptr (GPtrArray) lines = NULL;

  *out = (CrmCampaignEstimate){ 0 };
  if (!plan)
    return FALSE;
  lines = crm_campaign_preview (tx, campaign, 0, 0, &out->n_all, &out->n_written, error);
  if (!lines || !read_price (tx, plan->channel, out, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const CrmCampaignLine *line = lines->pdata[i];

      if (line->text)
        out->n_parts += g_str_equal (plan->channel, "sms") ? crm_sms_measure (line->text).n_parts : 1;
    }
  out->micros *= out->n_parts;
  return TRUE;
}

char *
crm_campaign_dup_problem (CrmTransaction *tx, gint64 campaign)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCampaignPlan) plan = crm_campaign_plan_new (tx, campaign, &error);

  return plan && crm_campaign_check_ready (plan, &error) ? NULL : g_strdup (error->message);
}
