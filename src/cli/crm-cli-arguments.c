/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "crm-cli-column.h"
#include "deal/crm-deal.h"

/* The arguments that verbs have in common: ids, conditions, assignments. A name that is not in the field table is a
 * mistake in the usage; a value that a field refuses is found later, by core, and is a failure. */

gboolean
crm_cli_parse_id (const char *text, gint64 *id, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, id, NULL))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” is no id: an id is a number."), text);
  return FALSE;
}

void
crm_cli_set_missing (GError **error, const char *entity, gint64 id)
{
  g_set_error (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no %s %lld."), entity, (long long)id);
}

static gboolean
check_field (CrmCli *cli, const char *name, GError **error)
{
  int column;
  return crm_cli_column_find (cli->entity, name, &column, error);
}

static gboolean
add_conditions (CrmCli *cli, CrmQuery *query, GError **error)
{
  for (guint i = 0; cli->where && cli->where[i]; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (CrmCondition) condition = crm_condition_parse (cli->where[i], &problem);
      if (condition == NULL)
        {
          g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s", problem->message);
          return FALSE;
        }
      if (crm_entity_find_relation (cli->entity, condition->field) == NULL &&
          !check_field (cli, condition->field, error))
        return FALSE;
      crm_condition_add (crm_query_get_where (query), g_steal_pointer (&condition));
    }
  return TRUE;
}

CrmQuery *
crm_cli_build_query (CrmCli *cli, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_get_name (cli->entity));
  if (!add_conditions (cli, query, error))
    return NULL;
  if (cli->order != NULL)
    crm_query_clear_order (query);
  for (guint i = 0; cli->order && cli->order[i]; i++)
    {
      const char *name = cli->order[i] + (cli->order[i][0] == '-');
      if (!check_field (cli, name, error))
        return NULL;
      crm_query_add_order (query, cli->order[i]);
    }
  if (cli->text != NULL)
    crm_query_set_text (query, cli->text);
  if (cli->archived)
    crm_query_set_archived (query, CRM_ARCHIVED_ONLY);
  if (cli->limit > 0)
    crm_query_set_limit (query, cli->limit);
  return g_steal_pointer (&query);
}

static void
free_assignment (gpointer data)
{
  CrmCliAssignment *self = data;
  g_free (self->field);
  g_free (self);
}

gboolean
crm_cli_check_writable (const CrmEntity *entity, GError **error)
{
  if (entity->info != &crm_deal_move_entity)
    return TRUE;
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("How a deal moved is written by the program alone."));
  return FALSE;
}

GPtrArray *
crm_cli_parse_assignments (CrmCli *cli, guint first, GError **error)
{
  g_autoptr (GPtrArray) assignments = g_ptr_array_new_with_free_func (free_assignment);

  if (!crm_cli_check_writable (cli->entity, error))
    return NULL;
  for (guint i = first; i < cli->n_arguments; i++)
    {
      const char *argument = cli->arguments[i];
      const char *sign = strchr (argument, '=');
      if (sign == NULL || sign == argument)
        {
          g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” is not of the form FIELD=VALUE."),
              argument);
          return NULL;
        }
      g_autofree char *name = g_strndup (argument, sign - argument);
      int column;
      if (!crm_cli_column_find (cli->entity, name, &column, error))
        return NULL;
      if (column < 0 || cli->entity->fields[column].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED))
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("%s: only the program itself sets this field."), name);
          return NULL;
        }
      for (guint k = 0; k < assignments->len; k++)
        if (g_str_equal (
                ((CrmCliAssignment *)assignments->pdata[k])->field, cli->entity->fields[column].name))
          {
            g_set_error (
                error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("The field “%s” is given twice."), name);
            return NULL;
          }
      CrmCliAssignment *assignment = g_new0 (CrmCliAssignment, 1);
      assignment->field = g_strdup (cli->entity->fields[column].name);
      assignment->value = sign + 1;
      g_ptr_array_add (assignments, assignment);
    }
  return g_steal_pointer (&assignments);
}

gboolean
crm_cli_read_assignments_in_worker (
    CrmTransaction *tx, CrmValues *values, GPtrArray *assignments, GError **error)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const CrmCliAssignment *assignment = assignments->pdata[i];
      int field = crm_entity_find_field (crm_values_get_entity (values), assignment->field);
      if (field < 0) /* an own field that another program has removed since the book was opened */
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("The field “%s” is gone."),
              assignment->field);
          return FALSE;
        }
      if (!crm_transaction_read_value (tx, values, field, assignment->value, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_cli_name_field (const CrmEntity *entity, GError **error)
{
  if (error == NULL || !g_error_matches (*error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    return;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      g_autofree char *label = g_strconcat (crm_field_get_label (field), ": ", NULL);
      if (!g_str_has_prefix ((*error)->message, label))
        continue;
      char *message = g_strconcat (field->name, ": ", (*error)->message + strlen (label), NULL);
      g_free ((*error)->message);
      (*error)->message = message;
      return;
    }
}
