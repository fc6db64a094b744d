/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "campaign/crm-campaign.h"
#include "deal/crm-pipeline.h"
#include "template/crm-template.h"

/* Ready campaigns: a proposed template with the occasion it is for. Runs in the writer's thread. */

/* How each proposal is used. What is missing here is chosen by the person. */
static const struct
{
  const char *id, *occasion, *field, *day;
  int lead;
} uses[] = {
  { "meeting", "meeting", NULL, NULL, 1 },
  { "payment", "date", "deal.pay_by", NULL, 1 },
  { "order", "stage", NULL, NULL, 0 },
  { "birthday", "date", "client.birthday", NULL, 0 },
  { "holiday", "holiday", NULL, "--01-01", 0 },
  { "bonus", "once", NULL, NULL, 0 },
  { "news", "once", NULL, NULL, 0 },
  { "sleeping", "sleeping", NULL, NULL, 90 },
  { "rate", "meeting", NULL, NULL, -1 },
};

static const CrmTemplateProposal *
find_proposal (const char *id)
{
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
    if (g_strcmp0 (proposal->id, id) == 0)
      return proposal;
  return NULL;
}

/* Something to start from: where a sale ends well, or, where that is no stage, the last one before. */
static gboolean
find_start (CrmTransaction *tx, gint64 pipeline, gint64 *stage, GError **error)
{
  g_autoptr (GArray) found = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM stage WHERE pipeline = $1 AND state IN ('won', 'open') AND archived_at IS NULL"
      " ORDER BY state = 'won' DESC, position DESC NULLS LAST, id DESC LIMIT 1",
      error, 1, pipeline);

  if (found && found->len)
    *stage = g_array_index (found, gint64, 0);
  return found != NULL;
}

gint64
crm_campaign_make_proposal (CrmTransaction *tx, const char *id, GError **error)
{
  const CrmTemplateProposal *proposal = find_proposal (id);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "campaign", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gint64 template, stage = 0, pipeline;

  if (!values)
    return 0;
  if (!proposal)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no ready campaign “%s”."), id);
      return 0;
    }
  template = crm_template_make_proposal (tx, id, error);
  if (!template)
    return 0;
  crm_values_set_text (values, CRM_CAMPAIGN_NAME, _ (proposal->name));
  crm_values_set_text (values, CRM_CAMPAIGN_CHANNEL, "sms");
  crm_values_set_text (values, CRM_CAMPAIGN_STATE, "draft");
  crm_values_set_integer (values, CRM_CAMPAIGN_TEMPLATE, template);
  crm_values_set_text (values, CRM_CAMPAIGN_OCCASION, "once");
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (uses[i].id, id))
      {
        crm_values_set_text (values, CRM_CAMPAIGN_OCCASION, uses[i].occasion);
        if (uses[i].field)
          crm_values_set_text (values, CRM_CAMPAIGN_OCCASION_FIELD, uses[i].field);
        if (uses[i].day)
          crm_values_set_text (values, CRM_CAMPAIGN_OCCASION_DAY, uses[i].day);
        if (uses[i].lead)
          crm_values_set_integer (values, CRM_CAMPAIGN_LEAD_DAYS, uses[i].lead);
        if (g_str_equal (uses[i].occasion, "stage"))
          {
            pipeline = crm_pipeline_get_main (tx);
            if (pipeline && !find_start (tx, pipeline, &stage, error))
              return 0;
          }
      }
  if (stage)
    crm_values_set_integer (values, CRM_CAMPAIGN_STAGE, stage);
  return crm_transaction_insert (tx, values, NULL, error);
}
