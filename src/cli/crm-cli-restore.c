/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli.h"
#include "crm-cli-output.h"
#include "store/crm-backups.h"

/* "restore": the content of a backup becomes the content of the book; the replaced book is kept beside it. */

static gboolean
prepare (CrmCli *cli, GError **error)
{
  CrmBackupInfo info;

  return crm_backups_look (cli->arguments[0], &info, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *path = cli->arguments[0];
  if (!crm_store_restore_sync (cli->store, path, error))
    return FALSE;
  if (cli->json)
    crm_cli_print_file (path);
  crm_cli_say (_ ("The book is now as in “%s”. The book as it was is kept beside it as a backup."), path);
  return TRUE;
}

const CrmCliVerb crm_cli_restore_verb = {
  .name = "restore",
  .arguments = "FILE",
  .summary = N_ ("Takes the whole book from a backup"),
  .details = N_ ("The book as it was is kept beside it as a backup. An open window follows.\n"
                 "A book that is damaged is kept beside as it is."),
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_MADE,
  .replaces_damaged = TRUE,
  .prepare = prepare,
  .run = run,
};
