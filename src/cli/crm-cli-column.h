/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "crm-cli.h"

/* A column of the output: the index of a field, or one of what every record has. */
enum
{
  CRM_CLI_COLUMN_ID = -1,
  CRM_CLI_COLUMN_UID = -2,
  CRM_CLI_COLUMN_VERSION = -3,
  CRM_CLI_COLUMN_CREATED_AT = -4,
  CRM_CLI_COLUMN_UPDATED_AT = -5,
  CRM_CLI_COLUMN_ARCHIVED_AT = -6,
  CRM_CLI_N_STANDARD = 6
};

/* A usage error names the field when there is none of that name. */
gboolean crm_cli_column_find (const CrmEntity *entity, const char *name, int *column, GError **error);
const char *crm_cli_column_get_name (const CrmEntity *entity, int column);
CrmKind crm_cli_column_get_kind (const CrmEntity *entity, int column);
/* TRUE for numbers, which are aligned to the right. */
gboolean crm_cli_column_is_number (const CrmEntity *entity, int column);

/* Columns (int) of "A,B"; NULL text: every column. */
GArray *crm_cli_columns_parse (const CrmEntity *entity, const char *text, GError **error);
/* Columns worth a place in a table for people. */
GArray *crm_cli_columns_default (const CrmEntity *entity);

/* Reads the titles that links are shown by, each once. Lives inside one reading function. */
typedef struct _CrmCliTitles CrmCliTitles;
CrmCliTitles *crm_cli_titles_new (CrmTransaction *tx);
void crm_cli_titles_free (CrmCliTitles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCliTitles, crm_cli_titles_free)
/* NULL when the record is gone. Owned by self. */
const char *crm_cli_titles_get (CrmCliTitles *self, const char *entity, gint64 id);

/* For people, perhaps of several lines; NULL for empty. Caller owns. */
char *crm_cli_column_format (CrmCliTitles *titles, const CrmRow *row, int column);
/* For programs; never NULL. Caller owns. */
JsonNode *crm_cli_column_to_json (CrmCliTitles *titles, const CrmRow *row, int column);
/* A record as one object. Caller owns. */
JsonNode *crm_cli_row_to_json (CrmCliTitles *titles, const CrmRow *row, GArray *columns);

/* A number of a record, or null for 0. Caller owns. */
JsonNode *crm_cli_id_to_json (gint64 id);
/* "2026-11-21T20:19:35Z", or null for 0. Caller owns. */
JsonNode *crm_cli_instant_to_json (gint64 at);
/* A text, or null for NULL. Caller owns. */
JsonNode *crm_cli_text_to_json (const char *text);
/* "2026-11-21 22:19" in the zone. Caller owns. */
char *crm_cli_instant_format (gint64 at, GTimeZone *zone);
