/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "activity/crm-activity.h"
#include "base/crm-text.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* "search": clients that have all words in their names, addresses or tags, then texts of timelines that do. Reads in the
 * reader while the main thread waits. */

enum
{
  COLUMNS = 5
};

typedef struct
{
  CrmCli *cli;
  char *text;
} Search;

typedef struct
{
  gboolean json;
  CrmCliArray array;
  CrmCliTable *table;
} Printer;

static void
print_hit (
    Printer *printer, const char *entity, gint64 id, gint64 client, const char *name, const char *excerpt)
{
  if (printer->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "entity", entity);
      json_object_set_int_member (object, "id", id);
      json_object_set_member (object, "client", crm_cli_id_to_json (client));
      json_object_set_member (object, "name", crm_cli_text_to_json (name));
      json_object_set_member (object, "excerpt", crm_cli_text_to_json (excerpt));
      json_node_take_object (node, object);
      crm_cli_array_add (&printer->array, node);
      return;
    }
  char **cells = g_new0 (char *, COLUMNS);
  cells[0] = g_strdup (entity);
  cells[1] = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  cells[2] = client ? g_strdup_printf ("%" G_GINT64_FORMAT, client) : NULL;
  cells[3] = g_strdup (name);
  cells[4] = g_strdup (excerpt);
  crm_cli_table_take_row (printer->table, cells);
}

/* Phones are typed in many ways: their last nine digits are compared. */
static gboolean
has_phone (const char *text, const char *word)
{
  g_autofree char *digits = crm_text_digits (text);
  g_autofree char *wanted = crm_text_digits (word);
  g_autofree char *key = *wanted ? crm_phone_key (wanted) : NULL;
  return key != NULL && strstr (digits, key) != NULL;
}

static gboolean
has_word (const CrmField *field, const char *text, char **words)
{
  g_autofree char *fold = crm_text_fold (text);
  for (guint i = 0; words[i]; i++)
    if (strstr (fold, words[i]) || (field->kind == CRM_KIND_PHONE && has_phone (text, words[i])))
      return TRUE;
  return FALSE;
}

/* The words that the name does not have. Borrowed from words; caller frees the array. */
static char **
find_other_words (const char *name, char **words)
{
  g_autofree char *fold = crm_text_fold (name);
  char **others = g_new0 (char *, g_strv_length (words) + 1);
  for (guint i = 0, n = 0; words[i]; i++)
    if (!strstr (fold, words[i]))
      others[n++] = words[i];
  return others;
}

/* Why a client was found whose name does not tell: "City: Kyiv". */
static char *
find_reason (CrmCliTitles *titles, const CrmRow *row, const char *name, char **words)
{
  g_autofree char **others = find_other_words (name, words);
  for (guint i = 0; *others && i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      g_autofree char *text = crm_cli_column_format (titles, row, (int)i);
      if (text != NULL && has_word (field, text, others))
        {
          g_autofree char *excerpt = crm_text_excerpt (text, 60);
          return g_strdup_printf ("%s: %s", crm_field_get_label (field), excerpt);
        }
    }
  return NULL;
}

static gboolean
search_clients (CrmTransaction *tx, Search *search, Printer *printer, GError **error)
{
  g_autoptr (CrmCliTitles) titles = crm_cli_titles_new (tx);
  g_auto (GStrv) words = crm_text_words (search->text);
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  crm_query_set_text (query, search->text);
  crm_query_set_limit (query, MAX (search->cli->limit, 0));
  g_autoptr (GArray) ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  g_autoptr (GPtrArray) rows =
      crm_transaction_load_many (tx, "client", (const gint64 *)(void *)ids->data, ids->len, error);
  for (guint i = 0; rows && i < rows->len; i++)
    {
      const CrmRow *row = rows->pdata[i];
      g_autofree char *name = crm_row_dup_title (row);
      g_autofree char *reason = find_reason (titles, row, name, words);
      print_hit (printer, "client", row->id, row->id, name, reason);
    }
  return rows != NULL;
}

static gboolean
search_texts (CrmTransaction *tx, Search *search, Printer *printer, GError **error)
{
  gint64 total;
  guint limit = search->cli->limit > 0 ? (guint)MIN (search->cli->limit, G_MAXINT) : 0;
  g_autoptr (GPtrArray) hits = crm_transaction_search_texts (tx, search->text, limit, &total, error);
  for (guint i = 0; hits && i < hits->len; i++)
    {
      const CrmTextHit *hit = hits->pdata[i];
      print_hit (printer, hit->entity, hit->record_id, hit->client_id, hit->client_name, hit->excerpt);
    }
  return hits != NULL;
}

static gpointer
search_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (CrmCliTable) table = crm_cli_table_new (COLUMNS);
  const char *headings[COLUMNS] = { "entity", "id", "client", "name", "excerpt" };
  for (guint i = 0; i < COLUMNS; i++)
    crm_cli_table_set_heading (table, i, headings[i], i == 1 || i == 2);
  Printer printer = { search->cli->json, CRM_CLI_ARRAY_INIT, table };
  if (!search_clients (tx, search, &printer, error) || !search_texts (tx, search, &printer, error))
    return NULL;
  if (printer.json)
    crm_cli_array_end (&printer.array);
  else
    crm_cli_table_print (table);
  return search;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  g_autofree char *text = g_strjoinv (" ", cli->arguments);
  Search search = { cli, text };
  if (crm_text_is_blank (text))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s", _ ("There are no words to search for."));
      return FALSE;
    }
  return crm_store_read_sync (cli->store, search_in_worker, &search, error) != NULL;
}

const CrmCliVerb crm_cli_search_verb = {
  .name = "search",
  .arguments = "WORDS",
  .summary = N_ ("Searches clients and the texts of their timelines"),
  .details = N_ ("--limit counts clients and texts apart."),
  .options = CRM_CLI_LIMIT,
  .min_arguments = 1,
  .max_arguments = G_MAXUINT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
