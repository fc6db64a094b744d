/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar.h"

#include <glib/gi18n-lib.h>

/* Field table of calendars. The hooks run in the writer's thread. */

static const CrmChoice modes[] = {
  { "off", N_ ("Not used") },
  { "read", N_ ("Shown") },
  { "both", N_ ("Kept in step") },
  { NULL, NULL },
};

static const CrmChoice roles[] = {
  { "events", N_ ("Events") },
  { "holidays", N_ ("Public holidays") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CALENDAR_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_CALENDAR_SOURCE] = { "source", N_ ("Source"), CRM_KIND_TEXT, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_CALENDAR_COLOR] = { "color", N_ ("Colour"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CALENDAR_MODE] = { "mode", N_ ("Use"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = modes },
  [CRM_CALENDAR_ROLE] = { "role", N_ ("Shows"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = roles },
  [CRM_CALENDAR_VISIBLE] = { "visible", N_ ("Visible"), CRM_KIND_BOOLEAN },
  [CRM_CALENDAR_MAIN] = { "main", N_ ("For new meetings"), CRM_KIND_BOOLEAN },
  [CRM_CALENDAR_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CALENDAR_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  if (before)
    return TRUE;
  if (!crm_values_get_text (values, CRM_CALENDAR_MODE))
    crm_values_set_text (values, CRM_CALENDAR_MODE, "read");
  if (!crm_values_get_text (values, CRM_CALENDAR_ROLE))
    crm_values_set_text (values, CRM_CALENDAR_ROLE, "events");
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_calendar_entity = {
  .name = "calendar",
  .label = N_ ("Calendar"),
  .plural = N_ ("Calendars"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CALENDAR_NAME,
  .hooks = &hooks,
};
