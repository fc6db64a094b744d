/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar.h"

/* Field table of address books that are kept in step. The hook runs in the writer's thread. */

static const CrmChoice modes[] = {
  { "off", N_ ("Not used") },
  { "read", N_ ("Read") },
  { "both", N_ ("Kept in step") },
  { NULL, NULL },
};

static const CrmChoice truths[] = {
  { "ask", N_ ("Ask me") },
  { "book", N_ ("The address book") },
  { "clientele", N_ ("Clientele") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_ADDRESS_BOOK_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_ADDRESS_BOOK_SOURCE] = { "source", N_ ("Source"), CRM_KIND_TEXT, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_ADDRESS_BOOK_MODE] = { "mode", N_ ("Use"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = modes },
  [CRM_ADDRESS_BOOK_TRUTH] = { "truth", N_ ("When both changed"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = truths },
  [CRM_ADDRESS_BOOK_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ADDRESS_BOOK_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  if (before)
    return TRUE;
  if (!crm_values_get_text (values, CRM_ADDRESS_BOOK_MODE))
    crm_values_set_text (values, CRM_ADDRESS_BOOK_MODE, "read");
  if (!crm_values_get_text (values, CRM_ADDRESS_BOOK_TRUTH))
    crm_values_set_text (values, CRM_ADDRESS_BOOK_TRUTH, "ask");
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_address_book_entity = {
  .name = "address_book",
  .label = N_ ("Address book"),
  .plural = N_ ("Address books"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ADDRESS_BOOK_NAME,
  .hooks = &hooks,
};
