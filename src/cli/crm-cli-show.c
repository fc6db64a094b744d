/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli-arguments.h"
#include "crm-cli-record.h"

/* "show": one record with all its fields. */

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 id;
  return crm_cli_parse_id (cli->arguments[1], &id, error) &&
         crm_cli_print_record (cli, id, cli->archived, error);
}

const CrmCliVerb crm_cli_show_verb = {
  .name = "show",
  .arguments = "ENTITY ID",
  .summary = N_ ("Shows one record"),
  .options = CRM_CLI_ARCHIVED,
  .min_arguments = 2,
  .max_arguments = 2,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
