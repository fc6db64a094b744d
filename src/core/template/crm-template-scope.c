/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-locale.h"
#include "base/crm-spoken.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "meeting/crm-meeting.h"

/* What fields are of: reads the records of a subject when they are asked for, and finds fields in them. Lives in one transaction,
 * in its thread. */

/* Of the business: settings of the book. */
static const struct
{
  const char *name;
  const char *setting;
  const char *label;
} business_fields[] = {
  { "name", "business-name", N_ ("Name of the business") },
  { "phone", "business-phone", N_ ("Phone of the business") },
  { "web", "business-web", N_ ("Web page of the business") },
  { "address", "business-address", N_ ("Address of the business") },
};

static void
unref_row (gpointer row)
{
  if (row)
    crm_row_unref (row);
}

static char *
choose_locale (CrmTransaction *tx, const char *language)
{
  const char *country = crm_transaction_get_region (tx);
  g_autofree char *messages = crm_locale_dup_messages ();
  char *locale = crm_spoken_locale (language, country);

  if (!locale)
    locale = crm_spoken_locale (crm_transaction_get_setting (tx, "sort-locale"), country);
  if (!locale)
    locale = crm_spoken_locale (messages, country);
  return locale ? locale : g_strdup ("en_GB");
}

/* NULL without error when there is none. */
static CrmRow *
get_row (CrmTemplateScope *self, CrmTemplateRoot root, GError **error)
{
  const char *name = crm_template_roots[root];
  gpointer row = NULL;

  if (!self->ids[root] || g_hash_table_lookup_extended (self->rows, name, NULL, &row))
    return row;
  row = crm_transaction_load (self->tx, name, self->ids[root], error);
  if (row)
    g_hash_table_insert (self->rows, g_strdup (name), row);
  return row;
}

/* Whom the message goes to follows from what it is about. */
static gboolean
complete_subject (CrmTemplateScope *self, GError **error)
{
  g_autoptr (GError) failed = NULL;
  CrmRow *deal, *meeting;

  if (self->ids[CRM_TEMPLATE_MEETING])
    {
      const CrmValue *clients;

      meeting = get_row (self, CRM_TEMPLATE_MEETING, error);
      if (!meeting)
        return FALSE;
      clients = crm_row_get (meeting, CRM_MEETING_CLIENTS);
      if (!self->ids[CRM_TEMPLATE_CLIENT] && clients->type == CRM_VALUE_LIST && clients->v.list->len)
        self->ids[CRM_TEMPLATE_CLIENT] = g_array_index (clients->v.list, gint64, 0);
      if (!self->ids[CRM_TEMPLATE_DEAL])
        self->ids[CRM_TEMPLATE_DEAL] = crm_row_get_integer (meeting, CRM_MEETING_DEAL);
      /* One that is over, or that no longer takes place, has its record alone. */
      self->occurrence =
          crm_meeting_find_occurrence (self->tx, self->ids[CRM_TEMPLATE_MEETING], self->rid, &failed);
      if (!self->occurrence && !g_error_matches (failed, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND) &&
          !g_error_matches (failed, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
    }
  if (self->ids[CRM_TEMPLATE_DEAL] && !self->ids[CRM_TEMPLATE_CLIENT])
    {
      deal = get_row (self, CRM_TEMPLATE_DEAL, error);
      if (!deal)
        return FALSE;
      self->ids[CRM_TEMPLATE_CLIENT] = crm_row_get_integer (deal, CRM_DEAL_CLIENT);
    }
  return TRUE;
}

gboolean
crm_template_scope_init (CrmTemplateScope *self, CrmTransaction *tx, const CrmTemplateSubject *subject,
    const char *language, GError **error)
{
  CrmRow *client;

  *self = (CrmTemplateScope){
    .tx = tx,
    .rid = subject->rid && *subject->rid ? subject->rid : NULL,
    .now = subject->now ? subject->now : crm_transaction_get_now (tx),
  };
  self->ids[CRM_TEMPLATE_CLIENT] = subject->client;
  self->ids[CRM_TEMPLATE_DEAL] = subject->deal;
  self->ids[CRM_TEMPLATE_MEETING] = subject->meeting;
  self->ids[CRM_TEMPLATE_USER] = subject->user ? subject->user : crm_transaction_get_user (tx);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_row);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)crm_entity_unref);
  self->today = crm_instant_date (self->now, crm_transaction_get_zone (tx));
  if (!complete_subject (self, error))
    return FALSE;
  if (!language)
    language = subject->language;
  if (!language && self->ids[CRM_TEMPLATE_CLIENT])
    {
      client = get_row (self, CRM_TEMPLATE_CLIENT, error);
      if (!client)
        return FALSE;
      language = crm_row_get_text (client, CRM_CLIENT_LANGUAGE);
    }
  self->locale = choose_locale (tx, language);
  return TRUE;
}

void
crm_template_scope_clear (CrmTemplateScope *self)
{
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->entities, g_hash_table_unref);
  g_clear_pointer (&self->occurrence, crm_occurrence_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->locale, g_free);
}

CrmEntity *
crm_template_scope_get_entity (CrmTemplateScope *self, const char *name, GError **error)
{
  CrmEntity *entity = g_hash_table_lookup (self->entities, name);

  if (!entity)
    {
      entity = crm_transaction_get_entity (self->tx, name, error);
      if (entity)
        g_hash_table_insert (self->entities, g_strdup (name), entity);
    }
  return entity;
}

/* What is kept between the people of the business never leaves the book. */
static gboolean
field_is_secret (const char *entity, const CrmField *field)
{
  return field->kind == CRM_KIND_BLOB ||
         (g_str_equal (entity, "meeting") && g_str_equal (field->name, "private_note"));
}

gboolean
crm_template_field_is_offered (const char *entity, const CrmField *field)
{
  static const char *const inner[] = { "notes", "external_id", "login", "active", "hours", "reminders",
    "recurrence", "excluded", "series", "rid", "status_reason" };

  if (field->flags & CRM_FIELD_HIDDEN || field_is_secret (entity, field) || field->kind == CRM_KIND_BODY)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    if (g_str_equal (field->name, inner[i]))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_field (const CrmTemplatePath *path, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There is no field “%s”."), path->text);
  return FALSE;
}

static gboolean
find_business (CrmTemplateScope *self, const CrmTemplatePath *path, CrmTemplateValue *found, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (business_fields); i++)
    if (g_str_equal (path->names[0], business_fields[i].name))
      {
        crm_value_set_text (
            &found->value, crm_transaction_get_setting (self->tx, business_fields[i].setting));
        found->label = g_strdup (_ (business_fields[i].label));
        return TRUE;
      }
  return refuse_field (path, error);
}

/* When a meeting takes place is told by the time that is meant, in the zone it keeps. */
static void
set_occurrence (CrmTemplateScope *self, CrmRow *meeting, int field, CrmTemplateValue *found)
{
  const CrmOccurrence *occurrence = self->occurrence;
  GTimeZone *zone = crm_transaction_get_zone (self->tx);
  gboolean all_day =
      occurrence ? occurrence->all_day : crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL;

  found->whole_day = all_day;
  if (!occurrence)
    return;
  if (field == CRM_MEETING_STARTS_AT)
    crm_value_set_integer (&found->value, occurrence->starts_at);
  else if (field == CRM_MEETING_ENDS_AT)
    crm_value_set_integer (&found->value, occurrence->ends_at);
  else if (field == CRM_MEETING_STARTS_ON && all_day)
    crm_value_take_text (&found->value, crm_instant_date (occurrence->starts_at, zone));
  else if (field == CRM_MEETING_ENDS_ON && all_day)
    crm_value_take_text (&found->value, crm_instant_date (occurrence->ends_at - 1, zone));
}

static gboolean
take_field (CrmTemplateScope *self, const char *entity_name, CrmRow *row, const char *name,
    const CrmTemplatePath *path, int *index, CrmTemplateValue *found, GError **error)
{
  /* A row has the fields that were there when it was read. */
  CrmEntity *entity = row ? row->entity : crm_template_scope_get_entity (self, entity_name, error);

  if (!entity)
    return FALSE;
  *index = crm_entity_find_field (entity, name);
  if (*index < 0 || field_is_secret (entity_name, &entity->fields[*index]))
    return refuse_field (path, error);
  found->entity = entity;
  found->field = &entity->fields[*index];
  if (row)
    crm_value_copy (&found->value, crm_row_get (row, *index));
  return TRUE;
}

/* The record a link of row leads to; NULL without error when there is none. */
static CrmRow *
follow (CrmTemplateScope *self, CrmTemplateRoot root, const CrmField *link, gint64 id, GError **error)
{
  g_autofree char *key = NULL;
  g_autoptr (GError) failed = NULL;
  gpointer row = NULL;

  if (!id)
    return NULL;
  key = g_strdup_printf ("%s.%s", crm_template_roots[root], link->name);
  if (g_hash_table_lookup_extended (self->rows, key, NULL, &row))
    return row;
  row = crm_transaction_load (self->tx, link->target, id, &failed);
  if (!row && !g_error_matches (failed, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  g_hash_table_insert (self->rows, g_steal_pointer (&key), row);
  return row;
}

gboolean
crm_template_scope_find (
    CrmTemplateScope *self, const CrmTemplatePath *path, CrmTemplateValue *found, GError **error)
{
  g_autoptr (GError) failed = NULL;
  CrmRow *row, *linked;
  const char *label, *link_label;
  const CrmField *link;
  int field;

  if (path->root == CRM_TEMPLATE_BUSINESS)
    return find_business (self, path, found, error);
  row = get_row (self, path->root, &failed);
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (!take_field (self, crm_template_roots[path->root], row, path->names[0], path, &field, found, error))
    return FALSE;
  label = crm_field_get_label (found->field);
  if (!path->names[1])
    {
      if (path->root == CRM_TEMPLATE_MEETING && row)
        set_occurrence (self, row, field, found);
      found->label = g_strdup (label);
      return TRUE;
    }

  link = found->field;
  if (link->kind != CRM_KIND_LINK)
    return refuse_field (path, error);
  linked = follow (
      self, path->root, link, found->value.type == CRM_VALUE_INTEGER ? found->value.v.integer : 0, &failed);
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  link_label = label;
  crm_value_clear (&found->value);
  if (!take_field (self, link->target, linked, path->names[1], path, &field, found, error))
    return FALSE;
  found->label = g_strdup_printf ("%s: %s", link_label, crm_field_get_label (found->field));
  return TRUE;
}

void
crm_template_value_clear (CrmTemplateValue *self)
{
  crm_value_clear (&self->value);
  g_clear_pointer (&self->label, g_free);
}
