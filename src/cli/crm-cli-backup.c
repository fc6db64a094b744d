/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli.h"
#include "crm-cli-output.h"

/* "backup": a checked copy of the book, also while others work on it. */

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *path = cli->arguments[0];
  if (!crm_store_backup_sync (cli->store, path, error))
    return FALSE;
  if (cli->json)
    crm_cli_print_file (path);
  crm_cli_say (_ ("The book was copied to “%s”."), path);
  return TRUE;
}

const CrmCliVerb crm_cli_backup_verb = {
  .name = "backup",
  .arguments = "FILE",
  .summary = N_ ("Copies the book to a file; an older backup there is replaced"),
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
