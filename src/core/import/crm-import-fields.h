/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-source.h"
#include "store/crm-entity.h"

/* What the columns of a table of other records than clients become: fields of their entity and the few further things of
 * CRM_IMPORT_FIELD_…. Pure functions over a source, by one thread. */

gboolean crm_import_field_is_offered (CrmEntity *entity, guint field);
/* Proposes by heading: names and labels of fields, then the dictionary. Sets source->fields. */
void crm_import_fields_propose (CrmImportSource *source, CrmEntity *entity);
/* How dates and decimals are written, by the whole table; choices of a person are laid over it by crm_import_source_settle (). */
void crm_import_fields_settle (CrmImportSource *source, CrmEntity *entity);
/* Number of a target by its name; FALSE when there is none or it cannot be written. */
gboolean crm_import_fields_find (CrmEntity *entity, const char *target, int *field);
/* The other way round, interned; NULL for none. */
const char *crm_import_fields_get_name (CrmEntity *entity, int field);
/* Translated label of one that is no field ("close_date"); NULL when it is one. Static. */
const char *crm_import_fields_get_label (CrmEntity *entity, const char *target);
/* Names of all, interned, NULL-terminated. Caller owns the array. */
GPtrArray *crm_import_fields_list (CrmEntity *entity);
/* What is read: the field's kind, or that of the further things; CRM_N_KINDS for none. */
CrmKind crm_import_fields_get_kind (CrmEntity *entity, int field);
/* Why records cannot be made of these columns, as a sentence; NULL when they can. Caller owns. */
char *crm_import_fields_dup_problem (CrmImportSource *source, CrmEntity *entity);

/* The choices as JSON, to be remembered, and back; FALSE when it does not fit. */
char *crm_import_fields_format (CrmImportSource *source, CrmEntity *entity);
gboolean crm_import_fields_parse (CrmImportSource *source, CrmEntity *entity, const char *json);
