/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "crm-cli-arguments.h"
#include "crm-cli-record.h"
#include "option/crm-option.h"

/* "add": makes one record and prints its id once it is safely in the book. */

typedef struct
{
  const char *entity;
  GPtrArray *assignments;
  gint64 id;
} Add;

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Add *add = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, add->entity, error);
  if (entity == NULL)
    return FALSE;
  g_autoptr (CrmValues) values = crm_values_new (entity);
  if (crm_cli_read_assignments_in_worker (tx, values, add->assignments, error))
    add->id = crm_transaction_insert (tx, values, NULL, error);
  if (add->id == 0)
    crm_cli_name_field (entity, error);
  return add->id != 0;
}

static char *
name_operation (CrmEntity *entity, GPtrArray *assignments)
{
  int title = entity->info->title_field;
  for (guint i = assignments->len; title >= 0 && i > 0; i--)
    {
      const CrmCliAssignment *assignment = assignments->pdata[i - 1];
      if (g_str_equal (assignment->field, entity->fields[title].name))
        return crm_store_name_edit (CRM_EDIT_ADDED, entity, assignment->value, 0);
    }
  return crm_store_name_edit (CRM_EDIT_ADDED, entity, NULL, 0);
}

/* The id; 0 with error set. */
static gint64
add_record (CrmCli *cli, GError **error)
{
  g_autoptr (GPtrArray) assignments = crm_cli_parse_assignments (cli, 1, error);
  if (assignments == NULL)
    return 0;
  g_autofree char *purpose = name_operation (cli->entity, assignments);
  Add add = { crm_entity_get_name (cli->entity), assignments, 0 };
  return crm_store_write_sync (cli->store, purpose, add_in_worker, &add, NULL, error) ? add.id : 0;
}

static gboolean
rehearse (CrmCli *cli, GError **error)
{
  return add_record (cli, error) != 0;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 id = add_record (cli, error);
  if (id == 0)
    return FALSE;
  if (cli->json)
    return crm_cli_print_record (cli, id, TRUE, error);
  printf ("%" G_GINT64_FORMAT "\n", id);
  return TRUE;
}

const CrmCliVerb crm_cli_add_verb = {
  .name = "add",
  .arguments = "ENTITY FIELD=VALUE…",
  .summary = N_ ("Adds a record and prints its id"),
  .details =
      N_ ("Links take an id or the exact name; tags are separated by commas and made when they are new.\n"
          "“schema ENTITY” lists the fields."),
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_MADE,
  .rehearse = rehearse,
  .run = run,
};
