/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "campaign/crm-campaign-private.h"
#include "channel/crm-outbox.h"
#include "template/crm-template.h"

/* A campaign read for its run, and whether it can be run at all. Runs in a worker's thread. */

#define FNV_START 14695981039346656037u
#define FNV_PRIME 1099511628211u

int
crm_campaign_read_time (const char *text)
{
  int hour, minute, end = 0;

  if (!text || sscanf (text, "%2d:%2d%n", &hour, &minute, &end) != 2 || text[end] || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59)
    return -1;
  return hour * 3600 + minute * 60;
}

/* NULL when the template is gone. */
static const char *
read_purpose (CrmTransaction *tx, gint64 template)
{
  g_autoptr (CrmRow) row = template ? crm_transaction_load (tx, "template", template, NULL) : NULL;

  if (!row || row->archived_at)
    return NULL;
  return g_strcmp0 (crm_row_get_text (row, CRM_TEMPLATE_PURPOSE), "marketing") == 0 ? "marketing" : "service";
}

/* What they need to know comes whatever else they got, unless the campaign says otherwise. */
static gint64
read_cap (CrmCampaignPlan *self, const char *purpose)
{
  const char *setting;

  if (!crm_value_is_empty (crm_row_get (self->row, CRM_CAMPAIGN_CAP_DAYS)))
    return crm_row_get_integer (self->row, CRM_CAMPAIGN_CAP_DAYS);
  if (g_strcmp0 (purpose, "marketing") != 0)
    return 0;
  setting = crm_transaction_get_setting (self->tx, CRM_CAMPAIGN_CAP_SETTING);
  return setting ? CLAMP (g_ascii_strtoll (setting, NULL, 10), 0, 3650) : CRM_CAMPAIGN_CAP_DEFAULT;
}

CrmCampaignPlan *
crm_campaign_plan_new (CrmTransaction *tx, gint64 campaign, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "campaign", campaign, error);
  CrmCampaignPlan *self;

  if (!row)
    return NULL;
  self = g_new0 (CrmCampaignPlan, 1);
  self->tx = tx;
  self->id = campaign;
  self->segment = crm_row_get_integer (row, CRM_CAMPAIGN_SEGMENT);
  self->stage = crm_row_get_integer (row, CRM_CAMPAIGN_STAGE);
  self->account = crm_row_get_integer (row, CRM_CAMPAIGN_ACCOUNT);
  self->templates[0] = crm_row_get_integer (row, CRM_CAMPAIGN_TEMPLATE);
  self->templates[1] = crm_row_get_integer (row, CRM_CAMPAIGN_TEMPLATE_B);
  self->channel = crm_row_get_text (row, CRM_CAMPAIGN_CHANNEL);
  self->occasion = crm_row_get_text (row, CRM_CAMPAIGN_OCCASION);
  self->state = crm_row_get_text (row, CRM_CAMPAIGN_STATE);
  self->zone = crm_transaction_get_zone (tx);
  self->lead = (int)crm_row_get_integer (row, CRM_CAMPAIGN_LEAD_DAYS);
  self->at = crm_campaign_read_time (crm_row_get_text (row, CRM_CAMPAIGN_AT_TIME));
  if (self->templates[1])
    self->share_b = crm_value_is_empty (crm_row_get (row, CRM_CAMPAIGN_SHARE_B))
                        ? 50
                        : (int)crm_row_get_integer (row, CRM_CAMPAIGN_SHARE_B);
  self->row = g_steal_pointer (&row);
  for (guint i = 0; i < 2; i++)
    {
      self->purposes[i] = read_purpose (tx, self->templates[i]);
      self->cap[i] = read_cap (self, self->purposes[i]);
    }
  return self;
}

void
crm_campaign_plan_free (CrmCampaignPlan *self)
{
  crm_row_unref (self->row);
  g_free (self);
}

gboolean
crm_campaign_plan_is_second (const CrmCampaignPlan *self, const guint8 client_uid[16])
{
  guint64 hash = FNV_START;

  /* With the campaign in it, or the same ones would always be the second half. */
  for (guint i = 0; i < 32; i++)
    hash = (hash ^ (i < 16 ? self->row->uid[i] : client_uid[i - 16])) * FNV_PRIME;
  return (int)((hash >> 32) % 100) < self->share_b;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_template (CrmCampaignPlan *self, guint i, GError **error)
{
  g_autoptr (CrmRow) row = NULL;
  const char *channel;

  if (!self->purposes[i])
    return refuse (error, i ? _ ("The template of the other half is not there any more.")
                            : _ ("Choose a template: what is to be written."));
  row = crm_transaction_load (self->tx, "template", self->templates[i], error);
  channel = row ? crm_row_get_text (row, CRM_TEMPLATE_CHANNEL) : NULL;
  if (!row)
    return FALSE;
  if (g_strcmp0 (channel, "any") != 0 && g_strcmp0 (channel, self->channel) != 0)
    return refuse (error, _ ("The template is meant for another channel."));
  return TRUE;
}

static gboolean
check_date_field (CrmCampaignPlan *self, GError **error)
{
  const char *name = crm_row_get_text (self->row, CRM_CAMPAIGN_OCCASION_FIELD);
  g_auto (GStrv) parts = g_strsplit (name ? name : "", ".", 2);
  g_autoptr (CrmEntity) entity = NULL;
  int index;

  if (!parts[0] || !parts[1] || (!g_str_equal (parts[0], "client") && !g_str_equal (parts[0], "deal")))
    return refuse (error, _ ("Choose the date that is the occasion."));
  entity = crm_transaction_get_entity (self->tx, parts[0], error);
  if (!entity)
    return FALSE;
  index = crm_entity_find_field (entity, parts[1]);
  if (index < 0 || entity->fields[index].kind != CRM_KIND_DATE ||
      !crm_field_has_column (&entity->fields[index]))
    return refuse (error, _ ("Choose the date that is the occasion."));
  return TRUE;
}

static gboolean
check_occasion (CrmCampaignPlan *self, GError **error)
{
  if (g_str_equal (self->occasion, "date"))
    return check_date_field (self, error);
  if (g_str_equal (self->occasion, "holiday") && !crm_row_get_text (self->row, CRM_CAMPAIGN_OCCASION_DAY))
    return refuse (error, _ ("Choose the day of the holiday."));
  if (g_str_equal (self->occasion, "stage") && !self->stage)
    return refuse (error, _ ("Choose the stage that is the occasion."));
  if (g_str_equal (self->occasion, "sleeping") && self->lead < 1)
    return refuse (error, _ ("Say for how many days nothing must have happened."));
  return TRUE;
}

gboolean
crm_campaign_check_ready (CrmCampaignPlan *plan, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 account = plan->account;

  if (!check_template (plan, 0, error) || (plan->templates[1] && !check_template (plan, 1, error)) ||
      !check_occasion (plan, error))
    return FALSE;
  if (!account)
    account = crm_account_find_main (plan->tx, plan->channel, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return account ||
         refuse (
             error, _ ("There is no account to send with. Add one, or switch one on, in the preferences."));
}
