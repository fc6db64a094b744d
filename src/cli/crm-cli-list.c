/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli-arguments.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "list": the records a query finds, read and printed in blocks so that a large book needs little memory. Printing runs
 * in the reader while the main thread waits for it. */

enum
{
  BLOCK = 256 /* rows read at once */
};

typedef struct
{
  const CrmQuery *query;
  GArray *columns;
  CrmCliTable *table; /* NULL: JSON */
} List;

static void
add_row (CrmCliTable *table, CrmCliTitles *titles, const CrmRow *row, GArray *columns)
{
  char **cells = g_new0 (char *, columns->len);
  for (guint i = 0; i < columns->len; i++)
    cells[i] = crm_cli_column_format (titles, row, g_array_index (columns, int, i));
  crm_cli_table_take_row (table, cells);
}

static gpointer
list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  List *list = data;
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  g_autoptr (CrmCliTitles) titles = crm_cli_titles_new (tx);
  g_autoptr (GArray) ids = crm_transaction_find (tx, list->query, error);
  if (ids == NULL)
    return NULL;
  for (guint from = 0; from < ids->len; from += BLOCK)
    {
      g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, crm_query_get_entity (list->query),
          &g_array_index (ids, gint64, from), MIN (BLOCK, ids->len - from), error);
      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->len; i++)
        if (list->table != NULL)
          add_row (list->table, titles, rows->pdata[i], list->columns);
        else
          crm_cli_array_add (&array, crm_cli_row_to_json (titles, rows->pdata[i], list->columns));
    }
  if (list->table == NULL)
    crm_cli_array_end (&array);
  else if (ids->len == 0)
    crm_cli_say ("%s", _ ("Nothing found."));
  return list;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autoptr (CrmQuery) query = crm_cli_build_query (cli, error);
  if (query == NULL)
    return FALSE;
  g_autoptr (GArray) columns = cli->columns == NULL && !cli->json
                                   ? crm_cli_columns_default (cli->entity)
                                   : crm_cli_columns_parse (cli->entity, cli->columns, error);
  if (columns == NULL)
    return FALSE;
  if (cli->limit == 0)
    {
      CrmCliArray array = CRM_CLI_ARRAY_INIT;
      if (cli->json)
        crm_cli_array_end (&array);
      return TRUE;
    }
  g_autoptr (CrmCliTable) table = cli->json ? NULL : crm_cli_table_new (columns->len);
  for (guint i = 0; table && i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);
      crm_cli_table_set_heading (table, i, crm_cli_column_get_name (cli->entity, column),
          crm_cli_column_is_number (cli->entity, column));
    }
  List list = { query, columns, table };
  if (crm_store_read_sync (cli->store, list_in_worker, &list, error) == NULL)
    {
      crm_cli_name_field (cli->entity, error);
      return FALSE;
    }
  if (table != NULL)
    crm_cli_table_print (table);
  return TRUE;
}

const CrmCliVerb crm_cli_list_verb = {
  .name = "list",
  .arguments = "ENTITY",
  .summary = N_ ("Lists records"),
  .details =
      N_ ("Conditions are joined by AND; an empty value means “is empty”. “schema ENTITY” lists the fields.\n"
          "Of clients one may also ask: bought, turnover, stage, deal, meeting, written, consent, score, campaign,\n"
          "segment; “bought/90=Espresso” is within 90 days."),
  .options =
      CRM_CLI_WHERE | CRM_CLI_TEXT | CRM_CLI_ORDER | CRM_CLI_LIMIT | CRM_CLI_COLUMNS | CRM_CLI_ARCHIVED,
  .min_arguments = 1,
  .max_arguments = 1,
  .entity = TRUE,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
