/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "backends/crm-backends.h"
#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "import/crm-exporter.h"

/* "export": records of one entity, or the whole book, as text for other programs. */

/* The format asked for, or what the name of the file says, or what suits what is exported. NULL with error set. */
static const char *
choose_format (CrmCli *cli, gboolean all, GError **error)
{
  const char *format = cli->format;

  if (format == NULL && cli->output && g_str_has_suffix (cli->output, ".vcf"))
    format = "vcard";
  if (format == NULL && cli->output && g_str_has_suffix (cli->output, ".ics"))
    format = "ics";
  if (format == NULL && cli->output && g_str_has_suffix (cli->output, ".json"))
    format = "json";
  if (format == NULL)
    format = all || cli->json ? "json" : "csv";
  if (all && !g_str_equal (format, "json"))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("The whole book is exported as json only."));
      return NULL;
    }
  if (g_str_equal (format, "vcard") && !g_str_equal (cli->arguments[0], "client"))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("Only clients are exported as vcard."));
      return NULL;
    }
  if (g_str_equal (format, "ics") && !g_str_equal (cli->arguments[0], "meeting"))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("Only meetings are exported as ics."));
      return NULL;
    }
  return format;
}

/* Of JSON on the standard output an array, as with every verb. */
static gboolean
print (GBytes *bytes, gboolean array)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return (!array || fputs ("[\n", stdout) != EOF) && fwrite (data, 1, size, stdout) == size &&
         (!array || fputs ("]\n", stdout) != EOF) && fflush (stdout) == 0;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *entity_name = cli->arguments[0];
  gboolean all = g_str_equal (entity_name, "all");
  g_autoptr (CrmEntity) entity = all ? NULL : crm_store_get_entity (cli->store, entity_name);
  g_autoptr (CrmCardFormat) cards = crm_backends_card_format ();
  CrmExportSelection selection = { .entity = entity_name };
  g_autoptr (CrmQuery) query = NULL;
  const char *format;

  if (!all && entity == NULL)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("There is no entity “%s”."), entity_name);
      return FALSE;
    }
  if (entity != NULL)
    selection.entity = crm_entity_get_name (entity);
  if (cli->where != NULL && all)
    {
      g_set_error_literal (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("The whole book is exported without conditions."));
      return FALSE;
    }
  if (cli->where != NULL)
    {
      cli->entity = crm_entity_ref (entity);
      selection.query = query = crm_cli_build_query (cli, error);
      if (query == NULL)
        return FALSE;
    }
  format = choose_format (cli, all, error);
  if (format == NULL)
    return FALSE;

  if (cli->output)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->output);
      if (!crm_exporter_save_sync (cli->store, all ? NULL : &selection, format, NULL, cards, file, error))
        return FALSE;
      if (cli->json)
        crm_cli_print_file (cli->output);
      crm_cli_say (_ ("Exported to “%s”."), cli->output);
      return TRUE;
    }

  g_autoptr (GBytes) bytes =
      crm_exporter_dup_sync (cli->store, all ? NULL : &selection, format, NULL, cards, error);
  if (bytes == NULL)
    return FALSE;
  if (!print (bytes, cli->json && g_str_equal (format, "json")))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("The output could not be written."));
      return FALSE;
    }
  return TRUE;
}

const CrmCliVerb crm_cli_export_verb = {
  .name = "export",
  .arguments = "ENTITY|all",
  .summary = N_ ("Writes records as CSV, vCard, iCalendar or JSON"),
  .details = N_ ("“all” is the whole book with archived records, as JSON: imported into an empty book it "
                 "gives the same\n"
                 "records. Without --output it goes to the standard output."),
  .options = CRM_CLI_FORMAT | CRM_CLI_OUTPUT | CRM_CLI_WHERE,
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
