/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "crm-cli-arguments.h"
#include "crm-cli-output.h"

/* "count": how many records a query finds. */

typedef struct
{
  const CrmQuery *query;
  gint64 count;
} Count;

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;
  count->count = crm_transaction_count (tx, count->query, error);
  return count->count < 0 ? NULL : count;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autoptr (CrmQuery) query = crm_cli_build_query (cli, error);
  if (query == NULL)
    return FALSE;
  Count count = { query, 0 };
  if (crm_store_read_sync (cli->store, count_in_worker, &count, error) == NULL)
    {
      crm_cli_name_field (cli->entity, error);
      return FALSE;
    }
  if (cli->json)
    {
      JsonObject *object = json_object_new ();
      json_object_set_int_member (object, "count", count.count);
      crm_cli_print_object (object);
    }
  else
    printf ("%" G_GINT64_FORMAT "\n", count.count);
  return TRUE;
}

const CrmCliVerb crm_cli_count_verb = {
  .name = "count",
  .arguments = "ENTITY",
  .summary = N_ ("Counts records"),
  .details =
      N_ ("Conditions are joined by AND; an empty value means “is empty”. “schema ENTITY” lists the fields."),
  .options = CRM_CLI_WHERE | CRM_CLI_TEXT | CRM_CLI_ARCHIVED,
  .min_arguments = 1,
  .max_arguments = 1,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
