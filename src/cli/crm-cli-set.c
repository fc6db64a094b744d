/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli-arguments.h"
#include "crm-cli-record.h"

/* "set": changes fields of one record; what nobody names stays. */

typedef struct
{
  const char *entity;
  gint64 id;
  GPtrArray *assignments;
} Set;

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Set *set = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, set->entity, error);
  if (entity == NULL)
    return FALSE;
  g_autoptr (CrmValues) values = crm_values_new (entity);
  if (crm_cli_read_assignments_in_worker (tx, values, set->assignments, error) &&
      crm_transaction_update (tx, set->id, 0, values, error))
    return TRUE;
  crm_cli_name_field (entity, error);
  return FALSE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 id;
  if (!crm_cli_parse_id (cli->arguments[1], &id, error))
    return FALSE;
  g_autoptr (GPtrArray) assignments = crm_cli_parse_assignments (cli, 2, error);
  if (assignments == NULL)
    return FALSE;
  g_autofree char *purpose = crm_cli_name_edit (cli, CRM_EDIT_CHANGED, id, error);
  if (purpose == NULL)
    return FALSE;
  Set set = { crm_entity_get_name (cli->entity), id, assignments };
  if (!crm_store_write_sync (cli->store, purpose, set_in_worker, &set, NULL, error))
    return FALSE;
  return !cli->json || crm_cli_print_record (cli, id, TRUE, error);
}

const CrmCliVerb crm_cli_set_verb = {
  .name = "set",
  .arguments = "ENTITY ID FIELD=VALUE…",
  .summary = N_ ("Changes fields of a record"),
  .details = N_ ("An empty value empties the field. “schema ENTITY” lists the fields."),
  .min_arguments = 3,
  .max_arguments = G_MAXUINT,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
