/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "template/crm-template-private.h"

/* Field table of templates. The hooks run in the writer's thread. */

static const CrmChoice channels[] = {
  { "any", N_ ("Every channel") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
  { NULL, NULL },
};

static const CrmChoice purposes[] = {
  { "service", N_ ("What they need to know") },
  { "marketing", N_ ("Advertising") },
  { NULL, NULL },
};

static const CrmChoice answers[] = {
  { "scale", N_ ("A number") },
  { "yes-no", N_ ("Yes or no") },
  { "words", N_ ("One of these words") },
  { "text", N_ ("Any text") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_TEMPLATE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_TEMPLATE_CHANNEL] = { "channel", N_ ("Channel"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = channels },
  [CRM_TEMPLATE_PURPOSE] = { "purpose", N_ ("Purpose"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = purposes },
  [CRM_TEMPLATE_EXPECTS] = { "expects", N_ ("Expected answer"), CRM_KIND_CHOICE, 0, .choices = answers },
  [CRM_TEMPLATE_SCALE_MIN] = { "scale_min", N_ ("From"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_SCALE_MAX] = { "scale_max", N_ ("Up to"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_WORDS] = { "words", N_ ("Words"), CRM_KIND_LONG, CRM_FIELD_PLAIN },
  [CRM_TEMPLATE_VALID_DAYS] = { "valid_days", N_ ("Days to answer"), CRM_KIND_INTEGER },
  [CRM_TEMPLATE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_TEMPLATE_N_FIELDS);

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* As it will be: from values, else from before. */
static const CrmValue *
get_value (const CrmRow *before, CrmValues *values, int field)
{
  static const CrmValue nothing = CRM_VALUE_INIT;

  if (crm_values_has (values, field))
    return crm_values_get (values, field);
  return before ? crm_row_get (before, field) : &nothing;
}

static gint64
get_integer (const CrmRow *before, CrmValues *values, int field, gint64 otherwise)
{
  const CrmValue *value = get_value (before, values, field);

  return value->type == CRM_VALUE_INTEGER ? value->v.integer : otherwise;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *expects;
  const char *kind;
  gint64 days;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_get_text (values, CRM_TEMPLATE_CHANNEL))
    crm_values_set_text (values, CRM_TEMPLATE_CHANNEL, "any");
  if (!before && !crm_values_get_text (values, CRM_TEMPLATE_PURPOSE))
    crm_values_set_text (values, CRM_TEMPLATE_PURPOSE, "service");
  expects = get_value (before, values, CRM_TEMPLATE_EXPECTS);
  kind = expects->type == CRM_VALUE_TEXT ? expects->v.text : "";
  if (g_str_equal (kind, "scale"))
    {
      gint64 min = get_integer (before, values, CRM_TEMPLATE_SCALE_MIN, CRM_TEMPLATE_SCALE_FIRST);
      gint64 max = get_integer (before, values, CRM_TEMPLATE_SCALE_MAX, CRM_TEMPLATE_SCALE_LAST);

      if (min >= max || min < -100 || max > 1000)
        return refuse (
            _ ("The scale must go from a smaller number to a larger one, between −100 and 1000."), error);
    }
  if (g_str_equal (kind, "words") && crm_value_is_empty (get_value (before, values, CRM_TEMPLATE_WORDS)))
    return refuse (_ ("Write down the words you expect, a line for each meaning: 3=good, fine."), error);
  days = get_integer (before, values, CRM_TEMPLATE_VALID_DAYS, CRM_TEMPLATE_DAYS);
  if (days < 1 || days > 366)
    return refuse (_ ("An answer can be waited for from 1 to 366 days."), error);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_template_entity = {
  .name = "template",
  .label = N_ ("Template"),
  .plural = N_ ("Templates"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_TEMPLATE_NAME,
  .hooks = &hooks,
};
