/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What the business sets up for itself: tags, words of option lists, saved lists, own modules and fields, rules of the client's status, and the
 * record of each import. The enums index the field tables. */
enum
{
  CRM_TAG_NAME,
  CRM_TAG_COLOR,
  CRM_TAG_N_FIELDS
};
/* Of tags and stages; ends with a NULL word. */
extern const CrmChoice crm_colors[];
extern const CrmEntityInfo crm_tag_entity;

enum
{
  CRM_OPTION_LIST,
  CRM_OPTION_NAME,
  CRM_OPTION_POSITION,
  CRM_OPTION_N_FIELDS
};
extern const CrmEntityInfo crm_option_entity;

enum
{
  CRM_SAVED_VIEW_NAME,
  CRM_SAVED_VIEW_ENTITY,
  CRM_SAVED_VIEW_QUERY, /* JSON of crm_query_to_json () */
  CRM_SAVED_VIEW_COLOR,
  CRM_SAVED_VIEW_PINNED,
  CRM_SAVED_VIEW_POSITION,
  CRM_SAVED_VIEW_N_FIELDS
};
extern const CrmEntityInfo crm_saved_view_entity;

enum
{
  CRM_OWN_ENTITY_NAME, /* "u_7": entity and table name */
  CRM_OWN_ENTITY_LABEL,
  CRM_OWN_ENTITY_PLURAL, /* empty: the label */
  CRM_OWN_ENTITY_ICON,
  CRM_OWN_ENTITY_POSITION,
  CRM_OWN_ENTITY_N_FIELDS
};
extern const CrmEntityInfo crm_own_entity_entity;

enum
{
  CRM_OWN_FIELD_ENTITY,
  CRM_OWN_FIELD_LABEL,
  CRM_OWN_FIELD_KIND,
  CRM_OWN_FIELD_CHOICES,
  CRM_OWN_FIELD_TARGET, /* of links: an entity, by name */
  CRM_OWN_FIELD_POSITION,
  CRM_OWN_FIELD_N_FIELDS
};
extern const CrmEntityInfo crm_own_field_entity;

enum
{
  CRM_IMPORT_BATCH_NAME, /* of the file */
  CRM_IMPORT_BATCH_FORMAT,
  CRM_IMPORT_BATCH_LAYOUT,  /* fingerprint of the columns */
  CRM_IMPORT_BATCH_MAPPING, /* remembered for the layout */
  CRM_IMPORT_BATCH_ADDED,
  CRM_IMPORT_BATCH_UPDATED,
  CRM_IMPORT_BATCH_DUPLICATES,
  CRM_IMPORT_BATCH_FAULTY,
  CRM_IMPORT_BATCH_N_FIELDS
};
extern const CrmEntityInfo crm_import_batch_entity;

/* lead, contact, customer: in this order a client moves forward. */
extern const CrmChoice crm_status_choices[];

enum
{
  CRM_STATUS_RULE_NAME,
  CRM_STATUS_RULE_EVENT,    /* "client", "note", "call": what is written */
  CRM_STATUS_RULE_FIELD,    /* a field of it, by name; empty: any */
  CRM_STATUS_RULE_CONTAINS, /* folded text the field must contain; empty: always */
  CRM_STATUS_RULE_STATUS,   /* what the client becomes */
  CRM_STATUS_RULE_ACTIVE,
  CRM_STATUS_RULE_POSITION,
  CRM_STATUS_RULE_N_FIELDS
};
extern const CrmEntityInfo crm_status_rule_entity;
