/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "campaign/crm-campaign-private.h"
#include "client/crm-client.h"
#include "message/crm-message-private.h"
#include "template/crm-template.h"

/* What one client would get, or why nothing: address, consent, how often they are written to, values that are missing. Runs in a worker's
 * thread. */

void
crm_campaign_letter_clear (CrmCampaignLetter *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->match, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->reason, g_free);
}

static gboolean
find_any (CrmStatement *statement, gboolean *found, GError **error)
{
  return crm_statement_step (statement, found, error);
}

/* On whatever channel; what never reached them does not count. */
static gboolean
check_cap (CrmCampaignPlan *plan, gint64 client, gint64 days, CrmCampaignLetter *out, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean found;

  if (days <= 0)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "SELECT 1 FROM campaign_recipient r CROSS JOIN message m WHERE r.client_id = $1 AND r.at > $2 AND"
      " m.id = r.message_id AND m.state NOT IN ('failed', 'cancelled') AND m.archived_at IS NULL LIMIT 1",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  crm_statement_bind_integer (statement, 2, crm_transaction_get_now (plan->tx) - days * G_TIME_SPAN_DAY);
  if (!find_any (statement, &found, error))
    return FALSE;
  if (found)
    out->reason = g_strdup_printf (ngettext ("Was written to less than %d day ago",
                                       "Was written to less than %d days ago", (gulong)days),
        (int)days);
  return TRUE;
}

/* Two clients may share a telephone; it rings once. CROSS JOIN: from the address on, for a campaign has many recipients. */
static gboolean
check_address_is_new (CrmCampaignPlan *plan, const char *occasion, CrmCampaignLetter *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (plan->tx),
      "SELECT 1 FROM message m CROSS JOIN campaign_recipient r WHERE m.address_match = $1 AND m.campaign + 0 "
      "= "
      "$2 AND"
      " m.archived_at IS NULL AND r.message_id = m.id AND r.campaign_id = $2 AND r.occasion = $3 LIMIT 1",
      error);
  gboolean found;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, out->match);
  crm_statement_bind_integer (statement, 2, plan->id);
  crm_statement_bind_text (statement, 3, occasion);
  if (!find_any (statement, &found, error))
    return FALSE;
  if (found)
    out->reason = g_strdup (_ ("This address has got it already, as another client’s"));
  return TRUE;
}

static gboolean
find_address (CrmCampaignPlan *plan, gint64 client, CrmCampaignLetter *out, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *normal = NULL;

  out->address = crm_message_suggest_address (plan->tx, client, plan->channel, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!out->address)
    {
      out->reason = g_strdup (g_str_equal (plan->channel, "sms")    ? _ ("Has no phone number")
                              : g_str_equal (plan->channel, "mail") ? _ ("Has no e-mail address")
                                                                    : _ ("Has no address"));
      return TRUE;
    }
  crm_message_normalise (plan->tx, plan->channel, out->address, &normal, &out->match);
  if (g_str_equal (plan->channel, "sms") && (!normal || *normal != '+'))
    out->reason = g_strdup (_ ("The phone number lacks the code of its country"));
  return TRUE;
}

static char *
list_missing (CrmFilled *filled)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < filled->missing->len; i++)
    g_string_append_printf (words, "%s%s", i ? ", " : "", (const char *)filled->missing->pdata[i]);
  /* Translators: fields a text needs and this client lacks, "Not known: Birthday, City". */
  return g_strdup_printf (_ ("Not known: %s"), words->str);
}

static gboolean
fill (CrmCampaignPlan *plan, const CrmCampaignOccasion *occasion, CrmCampaignLetter *out, GError **error)
{
  CrmTemplateSubject subject = { .client = occasion->client,
    .deal = occasion->deal,
    .meeting = occasion->meeting,
    .rid = occasion->rid,
    .user = crm_transaction_get_user (plan->tx) };
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmFilled) filled = crm_template_fill (plan->tx, plan->templates[out->second], &subject, &local);

  /* What a deal is asked for is found in the one that is open. */
  if (filled && filled->missing->len && !subject.deal)
    {
      subject.deal = crm_message_find_deal (plan->tx, 0, occasion->client, &local);
      if (subject.deal)
        {
          g_clear_pointer (&filled, crm_filled_free);
          filled = crm_template_fill (plan->tx, plan->templates[out->second], &subject, &local);
        }
    }
  if (local && !g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!filled)
    out->reason = g_strdup (local ? local->message : "");
  else if (filled->missing->len)
    out->reason = list_missing (filled);
  else
    {
      out->subject = g_strdup (filled->subject);
      out->text = g_strdup (filled->text);
    }
  return TRUE;
}

gboolean
crm_campaign_write_letter (CrmCampaignPlan *plan, const CrmCampaignOccasion *occasion, int variant,
    CrmCampaignLetter *out, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRow) client = crm_transaction_load (plan->tx, "client", occasion->client, error);

  if (!client)
    return FALSE;
  out->name = g_strdup (crm_row_get_text (client, CRM_CLIENT_NAME));
  out->second = variant < 0 ? crm_campaign_plan_is_second (plan, client->uid) : variant && plan->templates[1];
  if (client->archived_at)
    out->reason = g_strdup (_ ("The client is archived"));
  if (!out->reason && !find_address (plan, occasion->client, out, error))
    return FALSE;
  if (!out->reason && !crm_consent_allows (plan->tx, occasion->client, out->match, plan->channel,
                          plan->purposes[out->second], &out->reason, &local))
    {
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!out->reason)
        out->reason = g_strdup (_ ("They do not want it"));
    }
  if (!out->reason && !check_cap (plan, occasion->client, plan->cap[out->second], out, error))
    return FALSE;
  if (!out->reason && !check_address_is_new (plan, occasion->key, out, error))
    return FALSE;
  return out->reason || fill (plan, occasion, out, error);
}
