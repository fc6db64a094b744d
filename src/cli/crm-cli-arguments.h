/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-cli.h"

/* Reads an id; a usage error when it is none. */
gboolean crm_cli_parse_id (const char *text, gint64 *id, GError **error);

/* The query that --where, --text, --order, --limit and --archived describe; checked against the entity's fields. */
CrmQuery *crm_cli_build_query (CrmCli *cli, GError **error);

/* FIELD=VALUE of add and set. Borrows value from the command line. */
typedef struct
{
  char *field; /* owned: the name in the field table */
  const char *value;
} CrmCliAssignment;

/* The assignments from argument first on. Elements: CrmCliAssignment *. */
GPtrArray *crm_cli_parse_assignments (CrmCli *cli, guint first, GError **error);
/* Reads them into values; in a write function. */
gboolean crm_cli_read_assignments_in_worker (
    CrmTransaction *tx, CrmValues *values, GPtrArray *assignments, GError **error);

/* What only the program writes, whatever is asked for (the history of deals): refused. */
gboolean crm_cli_check_writable (const CrmEntity *entity, GError **error);

/* "There is no client 7." */
void crm_cli_set_missing (GError **error, const char *entity, gint64 id);

/* Errors of core begin with the label that forms show; on the command line a field goes by its name. */
void crm_cli_name_field (const CrmEntity *entity, GError **error);
