/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "crm-cli-record.h"

/* "delete": puts a record into the archive, or removes it for good. */

typedef struct
{
  const char *entity;
  gint64 id;
  gboolean purge;
} Delete;

static gboolean
delete_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Delete *what = data;
  if (what->purge)
    return crm_transaction_delete (tx, what->entity, what->id, error);
  return crm_transaction_archive (tx, what->entity, what->id, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 id;
  if (!crm_cli_parse_id (cli->arguments[1], &id, error) || !crm_cli_check_writable (cli->entity, error))
    return FALSE;
  g_autofree char *purpose =
      crm_cli_name_edit (cli, cli->purge ? CRM_EDIT_REMOVED : CRM_EDIT_ARCHIVED, id, error);
  if (purpose == NULL)
    return FALSE;
  Delete what = { crm_entity_get_name (cli->entity), id, cli->purge };
  if (!crm_store_write_sync (cli->store, purpose, delete_in_worker, &what, NULL, error))
    return FALSE;
  if (cli->json && !cli->purge)
    return crm_cli_print_record (cli, id, TRUE, error);
  if (cli->json)
    {
      JsonObject *object = json_object_new ();
      json_object_set_int_member (object, "id", id);
      crm_cli_print_object (object);
    }
  return TRUE;
}

const CrmCliVerb crm_cli_delete_verb = {
  .name = "delete",
  .arguments = "ENTITY ID",
  .summary = N_ ("Archives a record, or removes it"),
  .details = N_ ("What is archived is left out of lists and counts and comes back with “undo”."),
  .options = CRM_CLI_PURGE,
  .min_arguments = 2,
  .max_arguments = 2,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
