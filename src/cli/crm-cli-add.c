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

/* A field of the user's own is more than its row: the column comes with it. */
static gint64
add_own_field (CrmTransaction *tx, CrmValues *values, GError **error)
{
  const char *kind_name = crm_values_get_text (values, CRM_OWN_FIELD_KIND);
  const char *entity = crm_values_get_text (values, CRM_OWN_FIELD_ENTITY);
  CrmKind kind;
  if (entity == NULL || kind_name == NULL || !crm_kind_from_name (kind_name, &kind))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s",
          entity ? _ ("kind: An own field needs a kind such as text, integer, date or choice.")
                 : _ ("entity: An own field needs the entity it belongs to."));
      return 0;
    }
  g_autofree char *name =
      crm_transaction_add_own_field (tx, entity, crm_values_get_text (values, CRM_OWN_FIELD_LABEL), kind,
          crm_values_get_text (values, CRM_OWN_FIELD_CHOICES), error);
  return name ? g_ascii_strtoll (name + strlen ("x_"), NULL, 10) : 0;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Add *add = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, add->entity, error);
  if (entity == NULL)
    return FALSE;
  g_autoptr (CrmValues) values = crm_values_new (entity);
  if (crm_cli_read_assignments_in_worker (tx, values, add->assignments, error))
    add->id = g_str_equal (add->entity, "own_field") ? add_own_field (tx, values, error)
                                                     : crm_transaction_insert (tx, values, NULL, error);
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
        return g_strdup_printf (_ ("Add %s “%s”"), crm_entity_get_name (entity), assignment->value);
    }
  return g_strdup_printf (_ ("Add %s"), crm_entity_get_name (entity));
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autoptr (GPtrArray) assignments = crm_cli_parse_assignments (cli, 1, error);
  if (assignments == NULL)
    return FALSE;
  g_autofree char *purpose = name_operation (cli->entity, assignments);
  Add add = { crm_entity_get_name (cli->entity), assignments, 0 };
  if (!crm_store_write_sync (cli->store, purpose, add_in_worker, &add, NULL, error))
    return FALSE;
  if (cli->json)
    return crm_cli_print_record (cli, add.id, TRUE, error);
  printf ("%" G_GINT64_FORMAT "\n", add.id);
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
  .run = run,
};
