/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "option/crm-option.h"

#include <glib/gi18n-lib.h>

#include "store/crm-own-entity.h"
#include "store/crm-own-field.h"

/* Field tables of what the business sets up for itself. */

#define NAMED(label) \
  { \
    "name", label, CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED \
  }

const CrmChoice crm_colors[] = {
  { "blue", N_ ("Blue") },
  { "green", N_ ("Green") },
  { "orange", N_ ("Orange") },
  { "purple", N_ ("Purple") },
  { "red", N_ ("Red") },
  { NULL, NULL },
};

static const CrmField tag_fields[] = {
  [CRM_TAG_NAME] = NAMED (N_ ("Name")),
  [CRM_TAG_COLOR] = { "color", N_ ("Colour"), CRM_KIND_CHOICE, 0, .choices = crm_colors },
};

/* A tag's name stands in the search lines of its clients. Runs in the writer's thread. */
static gboolean
tag_written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  g_autoptr (CrmStatement) clients = NULL;
  gboolean row = FALSE;

  if (after &&
      g_strcmp0 (crm_row_get_text (before, CRM_TAG_NAME), crm_row_get_text (after, CRM_TAG_NAME)) == 0)
    return TRUE;
  clients = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT record_id FROM record_link WHERE entity = 'client' AND field = 'tags' AND target_id = $1",
      error);
  if (!clients)
    return FALSE;
  crm_statement_bind_integer (clients, 1, before->id);
  while (crm_statement_step (clients, &row, error) && row)
    crm_transaction_touch_client (tx, crm_statement_get_integer (clients, 0));
  return !row;
}

static const CrmEntityHooks tag_hooks = { .written = tag_written };

const CrmEntityInfo crm_tag_entity = {
  "tag",
  N_ ("Tag"),
  N_ ("Tags"),
  tag_fields,
  CRM_TAG_N_FIELDS,
  CRM_TAG_NAME,
  &tag_hooks,
  NULL,
};

static const CrmField option_fields[] = {
  [CRM_OPTION_LIST] = { "list", N_ ("List"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_OPTION_NAME] = NAMED (N_ ("Name")),
  [CRM_OPTION_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};

const CrmEntityInfo crm_option_entity = {
  "option",
  N_ ("Option"),
  N_ ("Options"),
  option_fields,
  CRM_OPTION_N_FIELDS,
  CRM_OPTION_NAME,
  NULL,
  NULL,
};

static const CrmField saved_view_fields[] = {
  [CRM_SAVED_VIEW_NAME] = NAMED (N_ ("Name")),
  [CRM_SAVED_VIEW_ENTITY] = { "entity", N_ ("Of"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_SAVED_VIEW_QUERY] = { "query", N_ ("Query"), CRM_KIND_LONG, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_SAVED_VIEW_COLOR] = { "color", N_ ("Colour"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_SAVED_VIEW_PINNED] = { "pinned", N_ ("Pinned"), CRM_KIND_BOOLEAN },
  [CRM_SAVED_VIEW_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};

const CrmEntityInfo crm_saved_view_entity = {
  "saved_view",
  N_ ("Saved list"),
  N_ ("Saved lists"),
  saved_view_fields,
  CRM_SAVED_VIEW_N_FIELDS,
  CRM_SAVED_VIEW_NAME,
  NULL,
  NULL,
};

static const CrmField own_entity_fields[] = {
  [CRM_OWN_ENTITY_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT, CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "'u_' || t.id" },
  [CRM_OWN_ENTITY_LABEL] = { "label", N_ ("Label"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_OWN_ENTITY_PLURAL] = { "plural", N_ ("Plural"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED },
  [CRM_OWN_ENTITY_ICON] = { "icon", N_ ("Icon"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_OWN_ENTITY_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};

static const CrmEntityHooks own_entity_hooks = {
  .prepare = crm_own_entity_prepare,
  .inserted = crm_own_entity_inserted,
  .written = crm_own_entity_written,
};

const CrmEntityInfo crm_own_entity_entity = {
  "own_entity",
  N_ ("Own module"),
  N_ ("Own modules"),
  own_entity_fields,
  CRM_OWN_ENTITY_N_FIELDS,
  CRM_OWN_ENTITY_LABEL,
  &own_entity_hooks,
  NULL,
};

static const CrmField own_field_fields[] = {
  [CRM_OWN_FIELD_ENTITY] = { "entity", N_ ("Of"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_OWN_FIELD_LABEL] = { "label", N_ ("Label"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_OWN_FIELD_KIND] = { "kind", N_ ("Kind"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN },
  [CRM_OWN_FIELD_CHOICES] = { "choices", N_ ("Choices"), CRM_KIND_LONG, CRM_FIELD_PLAIN },
  [CRM_OWN_FIELD_TARGET] = { "target", N_ ("Links to"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_OWN_FIELD_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};

static const CrmEntityHooks own_field_hooks = {
  .prepare = crm_own_field_prepare,
  .inserted = crm_own_field_inserted,
};

const CrmEntityInfo crm_own_field_entity = {
  "own_field",
  N_ ("Own field"),
  N_ ("Own fields"),
  own_field_fields,
  CRM_OWN_FIELD_N_FIELDS,
  CRM_OWN_FIELD_LABEL,
  &own_field_hooks,
  NULL,
};

static const CrmField import_batch_fields[] = {
  [CRM_IMPORT_BATCH_NAME] = NAMED (N_ ("File")),
  [CRM_IMPORT_BATCH_FORMAT] = { "format", N_ ("Format"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_IMPORT_BATCH_LAYOUT] = { "layout", N_ ("Layout"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_IMPORT_BATCH_MAPPING] = { "mapping", N_ ("Mapping"), CRM_KIND_LONG, CRM_FIELD_PLAIN },
  [CRM_IMPORT_BATCH_ADDED] = { "added", N_ ("New"), CRM_KIND_INTEGER },
  [CRM_IMPORT_BATCH_UPDATED] = { "updated", N_ ("Updated"), CRM_KIND_INTEGER },
  [CRM_IMPORT_BATCH_DUPLICATES] = { "duplicates", N_ ("Duplicates"), CRM_KIND_INTEGER },
  [CRM_IMPORT_BATCH_FAULTY] = { "faulty", N_ ("Faulty"), CRM_KIND_INTEGER },
};

const CrmEntityInfo crm_import_batch_entity = {
  "import_batch",
  N_ ("Import"),
  N_ ("Imports"),
  import_batch_fields,
  CRM_IMPORT_BATCH_N_FIELDS,
  CRM_IMPORT_BATCH_NAME,
  NULL,
  NULL,
};

static const CrmChoice events[] = {
  { "client", N_ ("Client added") },
  { "note", N_ ("Note written") },
  { "call", N_ ("Call logged") },
  { "message", N_ ("Message written or received") },
  { NULL, NULL },
};

const CrmChoice crm_status_choices[] = {
  { "lead", N_ ("Lead") },
  { "contact", N_ ("Contact") },
  { "customer", N_ ("Customer") },
  { NULL, NULL },
};

static const CrmField status_rule_fields[] = {
  [CRM_STATUS_RULE_NAME] = NAMED (N_ ("Name")),
  [CRM_STATUS_RULE_EVENT] = { "event", N_ ("When"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = events },
  [CRM_STATUS_RULE_FIELD] = { "field", N_ ("Field"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_STATUS_RULE_CONTAINS] = { "contains", N_ ("Contains"), CRM_KIND_TEXT },
  [CRM_STATUS_RULE_STATUS] = { "status", N_ ("Becomes"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = crm_status_choices },
  [CRM_STATUS_RULE_ACTIVE] = { "active", N_ ("Active"), CRM_KIND_BOOLEAN },
  [CRM_STATUS_RULE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};

const CrmEntityInfo crm_status_rule_entity = {
  "status_rule",
  N_ ("Status rule"),
  N_ ("Status rules"),
  status_rule_fields,
  CRM_STATUS_RULE_N_FIELDS,
  CRM_STATUS_RULE_NAME,
  NULL,
  NULL,
};
