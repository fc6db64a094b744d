/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-entity.h"

/* Values to write: a set of (field, value). Belongs to one thread at a time. */
CrmValues *crm_values_new (CrmEntity *entity);
void crm_values_free (CrmValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmValues, crm_values_free)

/* The snapshot whose fields the indexes below are. Borrowed. */
CrmEntity *crm_values_get_entity (CrmValues *self);
/* The value to be written, or NULL when the field is not set. */
const CrmValue *crm_values_get (CrmValues *self, int field);
const char *crm_values_get_text (CrmValues *self, int field); /* NULL when unset or empty */
/* The slot of a field, marked as set; change it with crm_value_set_…. */
CrmValue *crm_values_slot (CrmValues *self, int field);
void crm_values_unset (CrmValues *self, int field);
gboolean crm_values_has (CrmValues *self, int field);
guint crm_values_count (CrmValues *self);
void crm_values_set_text (CrmValues *self, int field, const char *text);
void crm_values_set_integer (CrmValues *self, int field, gint64 value);
CrmValues *crm_values_copy (CrmValues *self);

/* Reads a typed text (form, CLI, CSV) into the field's slot by its kind: dates ISO, instants ISO (zone when none is given), money
 * with currency or the book's, booleans yes/no/true/false/1/0 and the locale's words, choices by word or label, lists separated by comma or semicolon.
 * LINK takes an id; names are resolved by crm_transaction_resolve_link (). Error: CRM_STORE_ERROR_INVALID naming field and reason. */
typedef struct
{
  const char *currency;
  GTimeZone *zone;
} CrmReadContext;
gboolean crm_values_read (
    CrmValues *self, int field, const char *text, const CrmReadContext *context, GError **error);

/* Plain text of a value for CSV, CLI and copying (ISO, "1200.50 EUR", words); link and list values are ids. Caller owns; NULL for empty. */
char *crm_field_format_plain (const CrmField *field, const CrmValue *value);
/* For people: translated, local spelling. Links must be resolved by the caller. Caller owns; NULL for empty. */
char *crm_field_format_display (const CrmField *field, const CrmValue *value, GTimeZone *zone);
