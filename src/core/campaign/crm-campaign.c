/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign.h"

#include <glib/gi18n-lib.h>

/* Field table of campaigns. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice states[] = {
  { "draft", N_ ("Draft") },
  { "scheduled", N_ ("Scheduled") },
  { "running", N_ ("Running") },
  { "paused", N_ ("Paused") },
  { "stopped", N_ ("Stopped") },
  { "done", N_ ("Done") },
  { NULL, NULL },
};

static const CrmChoice occasions[] = {
  { "once", N_ ("Once") },
  { "meeting", N_ ("A meeting") },
  { "date", N_ ("A date on the card") },
  { "holiday", N_ ("A holiday") },
  { "stage", N_ ("A deal enters a stage") },
  { "sleeping", N_ ("Not seen for long") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CAMPAIGN_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_CAMPAIGN_SEGMENT] = { "segment", N_ ("Segment"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "segment" },
  [CRM_CAMPAIGN_TEMPLATE] = { "template", N_ ("Template"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "template" },
  [CRM_CAMPAIGN_TEMPLATE_B] = { "template_b", N_ ("Template of the other half"), CRM_KIND_LINK, 0,
      .target = "template" },
  [CRM_CAMPAIGN_SHARE_B] = { "share_b", N_ ("Share of the other half"), CRM_KIND_INTEGER },
  [CRM_CAMPAIGN_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_CAMPAIGN_ACCOUNT] = { "account", N_ ("Account"), CRM_KIND_LINK, 0, .target = "account" },
  [CRM_CAMPAIGN_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_CAMPAIGN_OCCASION] = { "occasion", N_ ("Occasion"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = occasions },
  [CRM_CAMPAIGN_OCCASION_FIELD] = { "occasion_field", N_ ("Date"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CAMPAIGN_OCCASION_DAY] = { "occasion_day", N_ ("Day"), CRM_KIND_DATE, CRM_FIELD_YEARLY },
  [CRM_CAMPAIGN_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, 0, .target = "stage" },
  [CRM_CAMPAIGN_LEAD_DAYS] = { "lead_days", N_ ("Days before"), CRM_KIND_INTEGER },
  [CRM_CAMPAIGN_AT_TIME] = { "at_time", N_ ("At"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CAMPAIGN_STARTS_AT] = { "starts_at", N_ ("Start"), CRM_KIND_INSTANT },
  [CRM_CAMPAIGN_RATE] = { "rate", N_ ("Messages a minute"), CRM_KIND_INTEGER },
  [CRM_CAMPAIGN_CAP_DAYS] = { "cap_days", N_ ("Days between campaigns"), CRM_KIND_INTEGER },
  [CRM_CAMPAIGN_SALES_DAYS] = { "sales_days", N_ ("Days in which sales count"), CRM_KIND_INTEGER },
  [CRM_CAMPAIGN_BUDGET] = { "budget", N_ ("Budget"), CRM_KIND_MONEY },
  [CRM_CAMPAIGN_STARTED_AT] = { "started_at", N_ ("Started"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
  [CRM_CAMPAIGN_ENDED_AT] = { "ended_at", N_ ("Ended"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CAMPAIGN_N_FIELDS);

const CrmEntityInfo crm_campaign_entity = {
  .name = "campaign",
  .label = N_ ("Campaign"),
  .plural = N_ ("Campaigns"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CAMPAIGN_NAME,
};
