/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli.h"
#include "import/crm-demo.h"

/* "demo": fills an empty book with an invented business, the same for the same seed. */

#define CLIENTS 300
#define ACTIVITIES_PER_CLIENT 10
#define MANY_CLIENTS \
  500000 /* from here on half as many activities a client: a book that large is old contacts for the most part */
#define SEED 1

static gint64
get_clients (const CrmCli *cli)
{
  return cli->clients < 0 ? CLIENTS : cli->clients;
}

static gboolean
prepare (CrmCli *cli, GError **error)
{
  gint64 clients = get_clients (cli);

  if (clients >= 1 && clients <= 10000000)
    return TRUE;
  g_set_error (
      error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("--clients takes a number from 1 to 10,000,000."));
  return FALSE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 clients = get_clients (cli);

  if (!crm_demo_fill_sync (cli->store, (guint)clients, cli->seed < 0 ? SEED : (guint64)cli->seed,
          clients < MANY_CLIENTS ? ACTIVITIES_PER_CLIENT : ACTIVITIES_PER_CLIENT / 2.0, NULL, NULL, NULL,
          error))
    return FALSE;
  crm_cli_say (
      ngettext ("The book has %u invented client.", "The book has %u invented clients.", (gulong)clients),
      (guint)clients);
  return TRUE;
}

const CrmCliVerb crm_cli_demo_verb = {
  .name = "demo",
  .arguments = "",
  .summary = N_ ("Fills an empty book with an invented business"),
  .options = CRM_CLI_CLIENTS | CRM_CLI_SEED,
  .book = CRM_CLI_BOOK_MADE,
  .prepare = prepare,
  .run = run,
};
