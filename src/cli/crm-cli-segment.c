/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "crm-cli-named.h"
#include "crm-cli-output.h"
#include "crm-cli-verbs.h"
#include "segment/crm-segment.h"

/* "segment": how many clients are in one, and which. */

typedef struct
{
  gint64 segment, count;
  char *words;
} Segment;

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Segment *segment = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "segment", segment->segment, error);
  g_autoptr (CrmSegmentQuery) query =
      row ? crm_segment_query_from_json (crm_row_get_text (row, CRM_SEGMENT_QUERY), error) : NULL;

  if (!query)
    return NULL;
  segment->words = crm_segment_query_describe (tx, query);
  segment->count = crm_segment_count (tx, segment->segment, error);
  return segment->count >= 0 ? data : NULL;
}

static gboolean
count (CrmCli *cli, gint64 id, GError **error)
{
  Segment segment = { .segment = id };
  gboolean done = crm_store_read_sync (cli->store, count_in_worker, &segment, error) != NULL;

  if (done && cli->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "segment", id);
      json_object_set_int_member (object, "count", segment.count);
      json_object_set_string_member (object, "conditions", segment.words);
      crm_cli_print_object (object);
    }
  else if (done)
    printf ("%lld\n", (long long)segment.count);
  g_free (segment.words);
  return done;
}

/* As "list client", of the segment. */
static gboolean
list (CrmCli *cli, gint64 id, GError **error)
{
  guint n = cli->where ? g_strv_length (cli->where) : 0;

  cli->where = g_renew (char *, cli->where, n + 2);
  cli->where[n] = g_strdup_printf ("segment=%lld", (long long)id);
  cli->where[n + 1] = NULL;
  g_clear_pointer (&cli->entity, crm_entity_unref);
  cli->entity = crm_store_get_entity (cli->store, "client");
  return crm_cli_list_verb.run (cli, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *action = cli->arguments[0];
  gboolean lists = g_str_equal (action, "list");
  gint64 id;

  if (!lists && !g_str_equal (action, "count"))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("A segment can be told: count, list."));
      return FALSE;
    }
  if (!lists && (cli->where || cli->order || cli->columns || cli->limit != CRM_CLI_NOT_GIVEN))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
          _ ("Only “list” has --where, --order, --columns and --limit."));
      return FALSE;
    }
  if (!crm_cli_find_named (cli, "segment", cli->arguments[1], &id, error))
    return FALSE;
  return lists ? list (cli, id, error) : count (cli, id, error);
}

const CrmCliVerb crm_cli_segment_verb = {
  .name = "segment",
  .arguments = "count|list NAME",
  .summary = N_ ("Counts or lists the clients of a segment"),
  .details = N_ ("NAME is the name of a segment or its number. “list” prints as “list client” does."),
  .options = CRM_CLI_WHERE | CRM_CLI_ORDER | CRM_CLI_COLUMNS | CRM_CLI_LIMIT,
  .min_arguments = 2,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
