/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "campaign/crm-campaign-private.h"

/* Field table of campaigns, what is checked before one is kept, and what follows a change of its state, whoever makes it. The hooks run in the writer's
 * thread. */

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
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED, .group = N_ ("What") },
  [CRM_CAMPAIGN_SEGMENT] = { "segment", N_ ("Segment"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "segment",
      .group = N_ ("To whom") },
  [CRM_CAMPAIGN_TEMPLATE] = { "template", N_ ("Template"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "template", .group = N_ ("What") },
  [CRM_CAMPAIGN_TEMPLATE_B] = { "template_b", N_ ("Template of the other half"), CRM_KIND_LINK, 0,
      .target = "template", .group = N_ ("What") },
  [CRM_CAMPAIGN_SHARE_B] = { "share_b", N_ ("Share of the other half"), CRM_KIND_INTEGER,
      .group = N_ ("What") },
  [CRM_CAMPAIGN_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels, .group = N_ ("What") },
  [CRM_CAMPAIGN_ACCOUNT] = { "account", N_ ("Account"), CRM_KIND_LINK, 0, .target = "account",
      .group = N_ ("What") },
  [CRM_CAMPAIGN_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_CAMPAIGN_OCCASION] = { "occasion", N_ ("Occasion"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = occasions, .group = N_ ("When") },
  [CRM_CAMPAIGN_OCCASION_FIELD] = { "occasion_field", N_ ("Date"), CRM_KIND_TEXT, CRM_FIELD_PLAIN,
      .group = N_ ("When") },
  [CRM_CAMPAIGN_OCCASION_DAY] = { "occasion_day", N_ ("Day"), CRM_KIND_DATE, CRM_FIELD_YEARLY,
      .group = N_ ("When") },
  [CRM_CAMPAIGN_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, 0, .target = "stage", .group = N_ ("When") },
  [CRM_CAMPAIGN_LEAD_DAYS] = { "lead_days", N_ ("Days before"), CRM_KIND_INTEGER, .group = N_ ("When") },
  [CRM_CAMPAIGN_AT_TIME] = { "at_time", N_ ("At"), CRM_KIND_TEXT, CRM_FIELD_PLAIN, .group = N_ ("When") },
  [CRM_CAMPAIGN_STARTS_AT] = { "starts_at", N_ ("Start"), CRM_KIND_INSTANT, .group = N_ ("When") },
  [CRM_CAMPAIGN_RATE] = { "rate", N_ ("Messages a minute"), CRM_KIND_INTEGER,
      .group = N_ ("How fast and how far") },
  [CRM_CAMPAIGN_CAP_DAYS] = { "cap_days", N_ ("Days between campaigns"), CRM_KIND_INTEGER,
      .group = N_ ("To whom") },
  [CRM_CAMPAIGN_SALES_DAYS] = { "sales_days", N_ ("Days in which sales count"), CRM_KIND_INTEGER,
      .group = N_ ("How fast and how far") },
  [CRM_CAMPAIGN_BUDGET] = { "budget", N_ ("Budget"), CRM_KIND_MONEY, .group = N_ ("How fast and how far") },
  [CRM_CAMPAIGN_STARTED_AT] = { "started_at", N_ ("Started"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
  [CRM_CAMPAIGN_ENDED_AT] = { "ended_at", N_ ("Ended"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CAMPAIGN_N_FIELDS);

static gboolean
refuse (int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&fields[field]), reason);
  return FALSE;
}

static gboolean
check_range (CrmValues *values, int field, gint64 from, gint64 to, GError **error)
{
  const CrmValue *value = crm_values_get (values, field);

  if (!value || value->type != CRM_VALUE_INTEGER || (value->v.integer >= from && value->v.integer <= to))
    return TRUE;
  return refuse (field, _ ("This number is too small or too large."), error);
}

static gboolean
is_on (const char *state)
{
  return g_strcmp0 (state, "scheduled") == 0 || g_strcmp0 (state, "running") == 0;
}

/* A campaign that runs is complete; one that does is given its beginning. */
static gboolean
check_state (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *was = before ? crm_row_get_text (before, CRM_CAMPAIGN_STATE) : NULL;
  const char *is = crm_values_get_text (values, CRM_CAMPAIGN_STATE);

  if (!is || g_strcmp0 (is, was) == 0)
    return TRUE;
  if (is_on (is))
    {
      g_autoptr (CrmCampaignPlan) plan = NULL;

      if (!before)
        return refuse (CRM_CAMPAIGN_STATE, _ ("A campaign is started when it is there."), error);
      if (g_strcmp0 (was, "stopped") == 0 || g_strcmp0 (was, "done") == 0)
        return refuse (
            CRM_CAMPAIGN_STATE, _ ("The campaign has ended. Make a new one to write again."), error);
      plan = crm_campaign_plan_new (tx, before->id, error);
      if (!plan || !crm_campaign_check_ready (plan, error))
        return FALSE;
      if (!crm_row_get_integer (before, CRM_CAMPAIGN_STARTED_AT))
        crm_values_set_integer (values, CRM_CAMPAIGN_STARTED_AT, crm_transaction_get_now (tx));
    }
  if (g_str_equal (is, "stopped") || g_str_equal (is, "done"))
    crm_values_set_integer (values, CRM_CAMPAIGN_ENDED_AT, crm_transaction_get_now (tx));
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *time = crm_values_get_text (values, CRM_CAMPAIGN_AT_TIME);

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_get_text (values, CRM_CAMPAIGN_STATE))
    crm_values_set_text (values, CRM_CAMPAIGN_STATE, "draft");
  if (!before && !crm_values_get_text (values, CRM_CAMPAIGN_OCCASION))
    crm_values_set_text (values, CRM_CAMPAIGN_OCCASION, "once");
  if (!before && !crm_values_get_text (values, CRM_CAMPAIGN_CHANNEL))
    crm_values_set_text (values, CRM_CAMPAIGN_CHANNEL, "sms");
  if (time && crm_campaign_read_time (time) < 0)
    return refuse (CRM_CAMPAIGN_AT_TIME, _ ("Write the time like 10:00."), error);
  return check_range (values, CRM_CAMPAIGN_SHARE_B, 1, 99, error) &&
         check_range (values, CRM_CAMPAIGN_LEAD_DAYS, -3650, 3650, error) &&
         check_range (values, CRM_CAMPAIGN_RATE, 1, 100000, error) &&
         check_range (values, CRM_CAMPAIGN_CAP_DAYS, 0, 3650, error) &&
         check_range (values, CRM_CAMPAIGN_SALES_DAYS, 1, 3650, error) &&
         check_state (tx, before, values, error);
}

/* What has not been sent follows the campaign, also when an undo takes its start back. */
static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  const char *was = crm_row_get_text (before, CRM_CAMPAIGN_STATE);
  const char *is = after ? crm_row_get_text (after, CRM_CAMPAIGN_STATE) : NULL;
  gboolean alive = after && !after->archived_at;
  gboolean was_on = !before->archived_at && (is_on (was) || g_strcmp0 (was, "paused") == 0);
  gboolean stays_on = alive && (is_on (is) || g_strcmp0 (is, "paused") == 0 || g_strcmp0 (is, "done") == 0);

  if (!after)
    return TRUE;
  if (was_on && !stays_on)
    return crm_campaign_take_back (tx, after->id, error);
  if (!was_on && stays_on && g_strcmp0 (is, "done") != 0)
    return crm_campaign_bring_back (tx, after->id, error);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare, .written = written };

const CrmEntityInfo crm_campaign_entity = {
  .name = "campaign",
  .label = N_ ("Campaign"),
  .plural = N_ ("Campaigns"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CAMPAIGN_NAME,
  .hooks = &hooks,
};
