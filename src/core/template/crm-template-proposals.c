/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-locale.h"
#include "base/crm-spoken.h"

/* Templates that come with the program. Static data; a record is made of one in a write function. */

/* The texts keep to the alphabet of plain SMS: straight quotes, no long dashes. */
const CrmTemplateProposal crm_template_proposals[] = {
  { .id = "meeting",
      .name = N_ ("Reminder of a meeting"),
      .purpose = "service",
      /* Translators: a text message to a client. What is in braces are fields and conditions: keep them, put them where your language needs them.
       * Use plain quotes and dashes, so that it stays a cheap message. The same holds for the messages below. */
      .text = N_ ("Hello {client.name|first}! We remind you of our meeting: {meeting.starts_at|day}, "
                  "{meeting.starts_at|date}{if not meeting.starts_on}, {meeting.starts_at|time}{end}{if "
                  "meeting.place}, "
                  "{meeting.place}{end}. Please answer if you cannot come.") },
  { .id = "payment",
      .name = N_ ("Payment is due"),
      .purpose = "service",
      .text = N_ ("Hello {client.name|first}! The payment of {deal.amount} for \"{deal.title}\" is due: "
                  "{deal.pay_by}. If you have paid already, thank you!") },
  { .id = "order",
      .name = N_ ("State of an order"),
      .purpose = "service",
      .text = N_ ("Hello {client.name|first}! News of your order \"{deal.title}\": {deal.stage}. "
                  "Questions? Just answer this message.") },
  { .id = "birthday",
      .name = N_ ("Birthday"),
      .purpose = "marketing",
      .text = N_ ("Happy birthday, {client.name|first}! We wish you joy and every success."
                  "{if business.name} {business.name}{end}") },
  { .id = "holiday",
      .name = N_ ("Holiday greeting"),
      .purpose = "marketing",
      .text = N_ ("Happy holidays, {client.name|first}! Thank you for being with us this year.") },
  { .id = "bonus",
      .name = N_ ("Bonus"),
      .purpose = "marketing",
      /* xgettext:no-c-format */
      .text = N_ ("{client.name|first}, thank you for staying with us! You get 10 % off your next order. "
                  "Answer this message to use it. STOP: no more news") },
  { .id = "news",
      .name = N_ ("News"),
      .purpose = "marketing",
      .text = N_ ("Hello {client.name|first}! We have something new for you. Answer this message and we will "
                  "tell you more. STOP: no more news") },
  { .id = "sleeping",
      .name = N_ ("We have not seen you for long"),
      .purpose = "marketing",
      .text = N_ (
          "Hello {client.name|first}! We have not heard from each other for a while. Can we do something for "
          "you? Just answer this message. STOP: no more news") },
  { .id = "rate",
      .name = N_ ("How did you like it?"),
      .purpose = "service",
      .text = N_ ("Hello {client.name|first}! How did you like it with us? Please answer with a number from "
                  "1 (not at all) "
                  "to 5 (very much)."),
      .expects = "scale",
      .scale_min = 1,
      .scale_max = 5 },
  { NULL },
};

static const CrmTemplateProposal *
find_proposal (const char *id)
{
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
    if (g_strcmp0 (proposal->id, id) == 0)
      return proposal;
  return NULL;
}

static gint64
add_template (CrmTransaction *tx, const CrmTemplateProposal *proposal, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "template", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return 0;
  crm_values_set_text (values, CRM_TEMPLATE_NAME, _ (proposal->name));
  crm_values_set_text (values, CRM_TEMPLATE_CHANNEL, "any");
  crm_values_set_text (values, CRM_TEMPLATE_PURPOSE, proposal->purpose);
  if (proposal->expects)
    {
      crm_values_set_text (values, CRM_TEMPLATE_EXPECTS, proposal->expects);
      crm_values_set_integer (values, CRM_TEMPLATE_SCALE_MIN, proposal->scale_min);
      crm_values_set_integer (values, CRM_TEMPLATE_SCALE_MAX, proposal->scale_max);
    }
  return crm_transaction_insert (tx, values, NULL, error);
}

gint64
crm_template_make_proposal (CrmTransaction *tx, const char *id, GError **error)
{
  const CrmTemplateProposal *proposal = find_proposal (id);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "template_text", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *messages = crm_locale_dup_messages ();
  g_autofree char *language = NULL;
  const char *text;
  gint64 template;

  if (!values)
    return 0;
  if (!proposal)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no ready template “%s”."), id);
      return 0;
    }
  template = add_template (tx, proposal, error);
  if (!template)
    return 0;
  text = _ (proposal->text);
  /* What is not translated is English, whatever the program's language is. */
  language = text == proposal->text ? g_strdup ("en") : crm_spoken_language (messages);
  crm_values_set_integer (values, CRM_TEMPLATE_TEXT_TEMPLATE, template);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_LANGUAGE, language);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_TEXT, text);
  return crm_transaction_insert (tx, values, NULL, error) ? template : 0;
}
