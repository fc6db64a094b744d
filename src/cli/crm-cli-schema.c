/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "crm-cli-column.h"
#include "crm-cli-output.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"

/* "schema": the fields of each entity, with the user's own ones when there is a book; or the tables as SQL. */

enum
{
  COLUMNS = 4
};

/* An entity's fields: those of the open book, or those every book has. */
typedef struct
{
  const CrmEntityInfo *info;
  CrmEntity *entity; /* not owned, NULL without a book */
  const CrmField *fields;
  guint n_fields;
} Subject;

static char *
join_choices (const CrmField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", choice->word);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_read_only (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) != 0;
}

static char *
describe_field (const CrmField *field)
{
  g_autofree char *choices = join_choices (field);
  g_autoptr (GString) text = g_string_new (NULL);
  if (field->flags & CRM_FIELD_REQUIRED)
    g_string_append (text, _ ("required; "));
  if (is_read_only (field))
    g_string_append (text, _ ("set by the program; "));
  if (field->target != NULL)
    g_string_append_printf (text, "→ %s; ", field->target);
  if (*choices)
    g_string_append_printf (text, "%s; ", choices);
  if (text->len > 2)
    g_string_truncate (text, text->len - 2);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_line (CrmCliTable *table, const char *name, CrmKind kind, const char *label, char *note)
{
  char **cells = g_new0 (char *, COLUMNS);
  cells[0] = g_strdup (name);
  cells[1] = g_strdup (crm_kind_get_name (kind));
  cells[2] = g_strdup (label);
  cells[3] = note;
  crm_cli_table_take_row (table, cells);
}

static void
print_subject (const Subject *subject)
{
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  for (int i = -1; i >= -CRM_CLI_N_STANDARD; i--)
    take_line (table, crm_cli_column_get_name (NULL, i), crm_cli_column_get_kind (NULL, i), NULL,
        g_strdup (_ ("set by the program")));
  for (guint i = 0; i < subject->n_fields; i++)
    take_line (table, subject->fields[i].name, subject->fields[i].kind,
        crm_field_get_label (&subject->fields[i]), describe_field (&subject->fields[i]));
  crm_cli_table_set_heading (table, 0, subject->info->name, FALSE);
  crm_cli_table_set_heading (table, 1, _ ("kind"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("label"), FALSE);
  crm_cli_table_set_heading (table, 3, _ ("notes"), FALSE);
  crm_cli_table_print (table);
}

static JsonObject *
standard_to_json (int column)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", crm_cli_column_get_name (NULL, column));
  json_object_set_null_member (object, "label");
  json_object_set_string_member (object, "kind", crm_kind_get_name (crm_cli_column_get_kind (NULL, column)));
  json_object_set_boolean_member (object, "required", FALSE);
  json_object_set_boolean_member (object, "read_only", TRUE);
  json_object_set_boolean_member (object, "own", FALSE);
  json_object_set_null_member (object, "target");
  json_object_set_null_member (object, "choices");
  return object;
}

static JsonObject *
field_to_json (const CrmField *field)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", field->name);
  json_object_set_string_member (object, "label", crm_field_get_label (field));
  json_object_set_string_member (object, "kind", crm_kind_get_name (field->kind));
  json_object_set_boolean_member (object, "required", (field->flags & CRM_FIELD_REQUIRED) != 0);
  json_object_set_boolean_member (object, "read_only", is_read_only (field));
  json_object_set_boolean_member (object, "own", (field->flags & CRM_FIELD_OWN) != 0);
  json_object_set_member (object, "target", crm_cli_text_to_json (field->target));
  if (field->choices == NULL)
    json_object_set_null_member (object, "choices");
  else
    {
      JsonArray *words = json_array_new ();
      for (const CrmChoice *choice = field->choices; choice->word; choice++)
        json_array_add_string_element (words, choice->word);
      json_object_set_array_member (object, "choices", words);
    }
  return object;
}

static JsonNode *
subject_to_json (const Subject *subject)
{
  const CrmEntityInfo *info = subject->info;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new ();
  for (int i = -1; i >= -CRM_CLI_N_STANDARD; i--)
    json_array_add_object_element (fields, standard_to_json (i));
  for (guint i = 0; i < subject->n_fields; i++)
    json_array_add_object_element (fields, field_to_json (&subject->fields[i]));
  json_object_set_string_member (object, "entity", info->name);
  json_object_set_string_member (object, "label",
      subject->entity ? crm_entity_get_label (subject->entity) : g_dgettext (GETTEXT_PACKAGE, info->label));
  json_object_set_member (object, "title",
      crm_cli_text_to_json (info->title_field < 0 ? NULL : info->fields[info->title_field].name));
  json_object_set_array_member (object, "fields", fields);
  json_node_take_object (node, object);
  return node;
}

static gpointer
sql_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_db_migrator_dup_sql (crm_transaction_get_db (tx));
}

static gboolean
print_sql (CrmCli *cli, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CrmDb) db = cli->store ? NULL : crm_db_sqlite_new ();
  if (cli->n_arguments > 0 || cli->json)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s",
          _ ("--sql prints the whole database as SQL and takes neither an entity nor --json."));
      return FALSE;
    }
  if (cli->store != NULL)
    sql = crm_store_read_sync (cli->store, sql_in_worker, NULL, error);
  else
    sql = crm_db_migrator_dup_sql (db);
  if (sql == NULL)
    return FALSE;
  fputs (sql, stdout);
  return TRUE;
}

static void
print (CrmCli *cli, const Subject *subject, CrmCliArray *array, guint found)
{
  if (cli->json)
    {
      crm_cli_array_add (array, subject_to_json (subject));
      return;
    }
  if (found > 0)
    puts ("");
  print_subject (subject);
}

/* Is the entity asked for? One of the user's own may be called by its label. */
static gboolean
is_wanted (CrmCli *cli, const char *name)
{
  g_autoptr (CrmEntity) entity =
      cli->n_arguments && cli->store ? crm_store_get_entity (cli->store, cli->arguments[0]) : NULL;
  return cli->n_arguments == 0 ||
         g_str_equal (entity ? crm_entity_get_name (entity) : cli->arguments[0], name);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  guint n, found = 0;
  const CrmEntityInfo *const *table = crm_entity_table (&n);
  g_autoptr (GPtrArray) entities = cli->store ? crm_store_dup_entities (cli->store) : NULL;
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  if (cli->sql)
    return print_sql (cli, error);
  for (guint i = 0; i < (entities ? entities->len : n); i++)
    {
      CrmEntity *entity = entities ? entities->pdata[i] : NULL;
      const CrmEntityInfo *info = entity ? entity->info : table[i];
      Subject subject = { info, entity, entity ? entity->fields : info->fields,
        entity ? entity->n_fields : info->n_fields };
      if (is_wanted (cli, info->name))
        print (cli, &subject, &array, found++);
    }
  if (found == 0)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
          _ ("There is no entity “%s”; “clientele-cli schema” lists all."), cli->arguments[0]);
      return FALSE;
    }
  if (cli->json)
    crm_cli_array_end (&array);
  return TRUE;
}

const CrmCliVerb crm_cli_schema_verb = {
  .name = "schema",
  .arguments = "[ENTITY]",
  .summary = N_ ("Lists the entities and their fields"),
  .options = CRM_CLI_SQL,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_MAYBE,
  .run = run,
};
