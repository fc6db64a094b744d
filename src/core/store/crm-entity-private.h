/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-entity.h"

/* One own field as its row says; the strings are copied. */
typedef struct
{
  const char *name; /* "x_7" */
  const char *label;
  CrmKind kind;
  const char *choices; /* words separated by newlines, or NULL */
  const char *target;  /* of links: an entity's name, or NULL */
} CrmOwnField;

/* A snapshot of an entity: its built-in fields and the own ones. */
CrmEntity *crm_entity_new (const CrmEntityInfo *info, const CrmOwnField *own, guint n_own);
/* One of the user's own entities: name ("u_7"), what a record and several are called, and its own fields after title, tags and
 * text. */
CrmEntity *crm_entity_new_own (
    const char *name, const char *label, const char *plural, const CrmOwnField *own, guint n_own);

/* "SELECT … FROM "client" t [join]": id, uid, version, created, updated, archived, then one column a field (money two; list kinds NULL). */
const char *crm_entity_get_select (CrmEntity *self);
/* "INSERT INTO … RETURNING id": parameters in the order uid, version, created_at, updated_at, archived_at, operation_id, id, then columns. */
const char *crm_entity_get_insert (CrmEntity *self);
/* TRUE when some field needs more than its column (links, tags). */
gboolean crm_entity_has_lists (CrmEntity *self);
/* Index of the BODY field, or -1. */
int crm_entity_get_body_field (CrmEntity *self);
