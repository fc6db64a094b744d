/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "crm-cli-address-book.h"
#include "crm-cli.h"
#include "crm-cli-output.h"
#include "import/crm-importer.h"

/* "import": a file of records into the book, as one operation that undo takes back. */

static JsonArray *
list_items (GPtrArray *items)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const CrmImportItem *item = items->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "line", item->line);
      json_object_set_string_member (object, "reason", item->reason ? item->reason : "");
      json_array_add_object_element (array, object);
    }
  return array;
}

/* Keys of the JSON. */
static const char *const name_keys[CRM_IMPORT_NAME_N_STATES] = {
  [CRM_IMPORT_NAME_MISSING] = "missing",
  [CRM_IMPORT_NAME_TAKEN] = "taken",
  [CRM_IMPORT_NAME_CHOSEN] = "chosen",
  [CRM_IMPORT_NAME_STATE] = "states",
  [CRM_IMPORT_NAME_MADE] = "made",
  [CRM_IMPORT_NAME_EMPTY] = "left_empty",
};

/* Names of one kind: entity, name in the file, record, rows. */
static JsonArray *
list_names (GPtrArray *names, CrmImportNameState state)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const CrmImportName *name = names->pdata[i];
      JsonObject *object;

      if (name->state != state)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "entity", name->entity);
      json_object_set_string_member (object, "name", name->value);
      if (name->where)
        json_object_set_string_member (object, "pipeline", name->where);
      if (name->title)
        json_object_set_string_member (object, "for", name->title);
      json_object_set_int_member (object, "rows", name->rows);
      if (name->probability >= 0)
        json_object_set_int_member (object, "probability", name->probability);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
print_json (const char *entity, guint created, guint updated, CrmImportPlan *plan)
{
  GPtrArray *duplicates = plan->items[CRM_IMPORT_DUPLICATE], *faulty = plan->items[CRM_IMPORT_FAULTY];
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "created", created);
  json_object_set_int_member (object, "updated", updated);
  json_object_set_array_member (object, "duplicates", list_items (duplicates));
  json_object_set_array_member (object, "faulty", list_items (faulty));
  if (entity && strcmp (entity, "client") != 0)
    json_object_set_string_member (object, "entity", entity);
  for (guint i = 0; i < G_N_ELEMENTS (name_keys); i++)
    {
      JsonArray *names = list_names (plan->names, (CrmImportNameState)i);

      if (json_array_get_length (names))
        json_object_set_array_member (object, name_keys[i], names);
      else
        json_array_unref (names);
    }
  crm_cli_print_object (object);
}

static void
print_items (const char *heading, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const CrmImportItem *item = items->pdata[i];
      printf (_ ("line %u: %s: %s\n"), item->line, heading, item->reason ? item->reason : "");
    }
}

static void
print_names (CrmStore *store, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const CrmImportName *name = names->pdata[i];
      g_autoptr (CrmEntity) entity = crm_store_get_entity (store, name->entity);
      const char *label = entity ? crm_entity_get_label (entity) : name->entity;

      switch (name->state)
        {
        case CRM_IMPORT_NAME_TAKEN:
          printf (_ ("%s “%s” was taken for “%s”: "), label, name->value, name->title);
          break;
        case CRM_IMPORT_NAME_CHOSEN:
          printf (_ ("%s “%s” is “%s”, as you said: "), label, name->value, name->title);
          break;
        case CRM_IMPORT_NAME_STATE:
          printf (_ ("%s “%s” went into “%s”: "), label, name->value, name->title);
          break;
        case CRM_IMPORT_NAME_MADE:
          if (name->probability >= 0)
            printf (
                _ ("%s “%s” is added with a probability of %d %%: "), label, name->value, name->probability);
          else
            printf (_ ("%s “%s” is added: "), label, name->value);
          break;
        case CRM_IMPORT_NAME_EMPTY: printf (_ ("%s “%s” was left empty: "), label, name->value); break;
        case CRM_IMPORT_NAME_MISSING:
        default: printf (_ ("%s “%s” was not found: "), label, name->value); break;
        }
      printf (ngettext ("%u row\n", "%u rows\n", name->rows), name->rows);
    }
}

static void
print_result (const CrmCli *cli, const char *entity, guint created, guint updated, CrmImportPlan *plan)
{
  GPtrArray *duplicates = plan->items[CRM_IMPORT_DUPLICATE], *faulty = plan->items[CRM_IMPORT_FAULTY];

  if (cli->json)
    {
      print_json (entity, created, updated, plan);
      return;
    }
  print_items (_ ("duplicate"), duplicates);
  print_items (_ ("faulty"), faulty);
  for (guint i = 0; i < plan->differences->len; i++)
    {
      const CrmImportDifference *difference = plan->differences->pdata[i];
      if (difference->kept)
        printf (_ ("line %u: %s: kept “%s”, not “%s”\n"), difference->line, difference->field,
            difference->kept, difference->offered);
      else
        printf (_ ("line %u: %s: “%s” is not in the book\n"), difference->line, difference->field,
            difference->offered);
    }
  for (guint i = 0; i < plan->pairs->len; i++)
    {
      const CrmImportPair *pair = plan->pairs->pdata[i];
      printf (_ ("line %u: possible duplicate: %s\n"), pair->line, pair->reason);
    }
  print_names (cli->store, plan->names);
  printf (
      _ ("%u new, %u updated, %u duplicates, %u faulty\n"), created, updated, duplicates->len, faulty->len);
}

static gboolean
prepare (CrmCli *cli, GError **error)
{
  if ((cli->address_book != NULL) == (cli->n_arguments > 0))
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
          _ ("“import” needs a file or --address-book, one of the two."));
      return FALSE;
    }
  if (cli->address_book != NULL)
    return TRUE;
  /* What is there is not opened yet: it may be a pipe. */
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->arguments[0]);
  if (g_file_query_exists (file, NULL))
    return TRUE;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  return stream != NULL;
}

/* Terms that the file or the book does not understand are mistakes in the usage. */
static gboolean
apply_terms (CrmImporter *importer, char **terms, gboolean (*apply) (CrmImporter *, const char *, GError **),
    GError **error)
{
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; terms && terms[i]; i++)
    if (!apply (importer, terms[i], &problem))
      {
        g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, problem->message);
        return FALSE;
      }
  return TRUE;
}

/* Only once: a pipe gives what it has no second time. */
static gboolean
read_content (CrmCli *cli, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;

  if (cli->address_book != NULL)
    {
      cli->content = crm_cli_read_address_book (cli->address_book, &cli->content_name, error);
      return cli->content != NULL;
    }
  file = g_file_new_for_commandline_arg (cli->arguments[0]);
  cli->content = g_file_load_bytes (file, NULL, NULL, error);
  if (cli->content == NULL)
    return FALSE;
  name = g_file_get_basename (file);
  cli->content_name = g_utf8_make_valid (name, -1);
  return TRUE;
}

/* What the file or the book does not understand is told here, before anything is written. */
static gboolean
load (CrmCli *cli, CrmImporter *importer, GError **error)
{
  CrmImportOptions options = {
    .entity = cli->import_entity, .format = cli->format, .calendar = cli->calendar
  };

  if ((cli->content == NULL && !read_content (cli, error)) ||
      !crm_importer_load_bytes (importer, cli->content, cli->content_name, &options, error) ||
      !apply_terms (importer, cli->map, crm_importer_map, error) ||
      !apply_terms (importer, cli->make, crm_importer_make, error) ||
      !apply_terms (importer, cli->name, crm_importer_name, error))
    return FALSE;
  if (crm_importer_get_problem (importer) == NULL)
    return TRUE;
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, crm_importer_get_problem (importer));
  return FALSE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autoptr (CrmCardFormat) cards = crm_backends_card_format ();
  g_autoptr (CrmImporter) importer = crm_importer_new (cli->store, cards);

  if (!load (cli, importer, error))
    return FALSE;
  g_clear_pointer (&cli->content, g_bytes_unref);
  if (cli->dry_run)
    {
      g_autoptr (CrmImportPlan) plan = crm_importer_plan_sync (importer, NULL, error);
      if (plan == NULL)
        return FALSE;
      print_result (cli, crm_importer_get_entity (importer), plan->items[CRM_IMPORT_NEW]->len,
          plan->items[CRM_IMPORT_UPDATE]->len, plan);
      return TRUE;
    }

  g_autoptr (CrmImportResult) result = crm_importer_run_sync (importer, NULL, NULL, NULL, error);
  if (result == NULL)
    return FALSE;
  print_result (cli, crm_importer_get_entity (importer), result->created, result->updated, result->plan);
  return TRUE;
}

/* Of clients nothing is refused any more once they are loaded; and they are many. */
static gboolean
rehearse (CrmCli *cli, GError **error)
{
  g_autoptr (CrmCardFormat) cards = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmImportPlan) plan = NULL;

  if (cli->dry_run)
    return run (cli, error);
  cards = crm_backends_card_format ();
  importer = crm_importer_new (cli->store, cards);
  if (!load (cli, importer, error))
    return FALSE;
  if (g_strcmp0 (crm_importer_get_entity (importer), "client") == 0)
    return TRUE;
  plan = crm_importer_plan_sync (importer, NULL, error);
  return plan != NULL;
}

const CrmCliVerb crm_cli_import_verb = {
  .name = "import",
  .arguments = "[FILE]",
  .summary = N_ ("Brings records from a file into the book"),
  .details =
      N_ ("Format, entity and the meaning of the columns are recognised when they are not given.\n"
          "--map COLUMN=FIELD says what a column (heading or number) is; an empty FIELD leaves it out,\n"
          "“own” makes a field of your own of it. --dry-run only tells what would happen.\n"
          "Names of clients, employees, products and stages that the book lacks make their rows faulty,\n"
          "unless --make or --name say otherwise: --make stage,client --name \"stage:Won back=Offer\".\n"
          "Events of a calendar file become meetings; --calendar says in which calendar they are kept.\n"
          "--address-book reads the contacts of the desktop; an empty NAME takes the only one that has any."),
  .options = CRM_CLI_ENTITY | CRM_CLI_FORMAT | CRM_CLI_MAP | CRM_CLI_DRY_RUN | CRM_CLI_NAMES |
             CRM_CLI_ADDRESS_BOOK | CRM_CLI_CALENDAR,
  .min_arguments = 0,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_MADE,
  .prepare = prepare,
  .rehearse = rehearse,
  .run = run,
};
