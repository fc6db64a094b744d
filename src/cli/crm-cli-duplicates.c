/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "client/crm-client.h"
#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "crm-cli-verbs.h"
#include "duplicate/crm-client-merge.h"
#include "duplicate/crm-duplicate-finder.h"

/* "duplicates": pairs of clients that may be the same; "merge": makes one of two. */

static JsonArray *
list_grounds (CrmDuplicateGrounds grounds)
{
  static const char *const words[] = { "phone", "email", "name", "similar-name", "birthday", "company",
    "domain" };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (grounds & 1u << i)
      json_array_add_string_element (array, words[i]);
  return array;
}

static void
print_json (CrmTransaction *tx, const GArray *pairs)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);
      g_autofree char *a = crm_transaction_dup_title (tx, "client", pair->a);
      g_autofree char *b = crm_transaction_dup_title (tx, "client", pair->b);
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_alloc ();

      json_object_set_int_member (object, "a", pair->a);
      json_object_set_string_member (object, "a_name", a);
      json_object_set_int_member (object, "b", pair->b);
      json_object_set_string_member (object, "b_name", b);
      json_object_set_array_member (object, "grounds", list_grounds (pair->grounds));
      crm_cli_array_add (&array, json_node_init_object (node, object));
      json_object_unref (object);
    }
  crm_cli_array_end (&array);
}

static void
print_table (CrmTransaction *tx, const GArray *pairs)
{
  g_autoptr (CrmCliTable) table = crm_cli_table_new (5);

  crm_cli_table_set_heading (table, 0, _ ("Number"), TRUE);
  crm_cli_table_set_heading (table, 1, _ ("Client"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("Number"), TRUE);
  crm_cli_table_set_heading (table, 3, _ ("Looks like"), FALSE);
  crm_cli_table_set_heading (table, 4, _ ("Why"), FALSE);
  for (guint i = 0; i < pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);
      char **cells = g_new0 (char *, 5);

      cells[0] = g_strdup_printf ("%lld", (long long)pair->a);
      cells[1] = crm_transaction_dup_title (tx, "client", pair->a);
      cells[2] = g_strdup_printf ("%lld", (long long)pair->b);
      cells[3] = crm_transaction_dup_title (tx, "client", pair->b);
      cells[4] = crm_duplicate_describe (pair->grounds);
      crm_cli_table_take_row (table, cells);
    }
  crm_cli_table_print (table);
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmCli *cli = data;
  g_autoptr (GArray) pairs = crm_duplicate_find_all (tx, cancellable, error);

  if (!pairs)
    return NULL;
  if (cli->limit >= 0 && pairs->len > (guint64)cli->limit)
    g_array_set_size (pairs, (guint)cli->limit);
  if (cli->json)
    print_json (tx, pairs);
  else
    print_table (tx, pairs);
  return data;
}

static gboolean
find (CrmCli *cli, GError **error)
{
  return crm_store_read_sync (cli->store, find_in_worker, cli, error) != NULL;
}

const CrmCliVerb crm_cli_duplicates_verb = {
  .name = "duplicates",
  .arguments = "",
  .summary = N_ ("Lists pairs of clients that may be the same"),
  .details = N_ ("The surest come first."),
  .options = CRM_CLI_LIMIT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = find,
};

typedef struct
{
  gint64 keep, other;
  GHashTable *choices;
  char *title;
} Merge;

static gboolean
read_choice (Merge *merge, const char *text, GError **error)
{
  static const char *const words[] = { "auto", "keep", "other", "both" };
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  for (guint i = 1; parts[0] && parts[1] && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (parts[1], words[i]))
      {
        g_hash_table_insert (merge->choices, g_strdup (parts[0]), GUINT_TO_POINTER (i));
        return TRUE;
      }
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
      _ ("“%s” is no choice: write FIELD=keep, FIELD=other or FIELD=both."), text);
  return FALSE;
}

static gboolean
merge_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Merge *merge = data;

  return crm_client_merge (tx, merge->keep, merge->other, merge->choices, error);
}

static gpointer
read_names_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Merge *merge = data;
  g_autoptr (CrmRow) keep = crm_transaction_load (tx, "client", merge->keep, error);
  g_autoptr (CrmRow) other = keep ? crm_transaction_load (tx, "client", merge->other, error) : NULL;

  if (!other)
    return NULL;
  merge->title = g_strdup_printf (_ ("“%s” merged with “%s”"), crm_row_get_text (keep, CRM_CLIENT_NAME),
      crm_row_get_text (other, CRM_CLIENT_NAME));
  return data;
}

static gboolean
merge (CrmCli *cli, GError **error)
{
  g_autoptr (GHashTable) choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Merge data = { .choices = choices };
  gboolean done;

  if (!crm_cli_parse_id (cli->arguments[0], &data.keep, error) ||
      !crm_cli_parse_id (cli->arguments[1], &data.other, error))
    return FALSE;
  for (guint i = 2; cli->arguments[i]; i++)
    if (!read_choice (&data, cli->arguments[i], error))
      return FALSE;
  done = crm_store_read_sync (cli->store, read_names_in_worker, &data, error) != NULL &&
         crm_store_write_sync (cli->store, data.title, merge_in_worker, &data, NULL, error);
  g_free (data.title);
  return done;
}

const CrmCliVerb crm_cli_merge_verb = {
  .name = "merge",
  .arguments = "KEEP-ID OTHER-ID [FIELD=keep|other|both…]",
  .summary = N_ ("Makes one client of two"),
  .details = N_ ("Everything of OTHER goes over to KEEP, and OTHER is archived. Of fields that differ, the "
                 "value of KEEP stays "
                 "unless told otherwise; what is not taken stands in a note. “undo” takes it back."),
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = merge,
};
