/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-record.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "crm-cli-arguments.h"
#include "base/crm-error.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* One record: how "show", "add" and "set" print it, and what it is called. Reading runs in the reader while the main
 * thread waits. */

typedef struct
{
  CrmCli *cli;
  gint64 id;
  gboolean archived;
} Show;

static void
print_field (const char *name, int width, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      crm_cli_make_one_line (lines[i]);
      printf ("%-*s  %s\n", width, i ? "" : name, lines[i]);
    }
}

static void
print_fields (CrmCliTitles *titles, const CrmRow *row, GArray *columns)
{
  int width = 0;
  for (guint i = 0; i < columns->len; i++)
    width = MAX (width, (int)strlen (crm_cli_column_get_name (row->entity, g_array_index (columns, int, i))));
  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);
      g_autofree char *text = crm_cli_column_format (titles, row, column);
      if (text != NULL)
        print_field (crm_cli_column_get_name (row->entity, column), width, text);
    }
}

static CrmRow *
load (CrmTransaction *tx, const char *entity, gint64 id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  CrmRow *row = crm_transaction_load (tx, entity, id, &problem);
  if (row != NULL)
    return row;
  if (g_error_matches (problem, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND))
    crm_cli_set_missing (error, entity, id);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static gpointer
show_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Show *show = data;
  const char *entity = crm_entity_get_name (show->cli->entity);
  g_autoptr (CrmRow) row = load (tx, entity, show->id, error);
  if (row == NULL)
    return NULL;
  if (row->archived_at != 0 && !show->archived)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
          _ ("%s %lld is archived; --archived shows it."), entity, (long long)show->id);
      return NULL;
    }
  g_autoptr (CrmCliTitles) titles = crm_cli_titles_new (tx);
  g_autoptr (GArray) columns = crm_cli_columns_parse (row->entity, NULL, error);
  if (columns == NULL)
    return NULL;
  if (show->cli->json)
    {
      CrmCliArray array = CRM_CLI_ARRAY_INIT;
      crm_cli_array_add (&array, crm_cli_row_to_json (titles, row, columns));
      crm_cli_array_end (&array);
    }
  else
    print_fields (titles, row, columns);
  return show;
}

gboolean
crm_cli_print_record (CrmCli *cli, gint64 id, gboolean archived, GError **error)
{
  Show show = { cli, id, archived };
  return crm_store_read_sync (cli->store, show_in_worker, &show, error) != NULL;
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Show *show = data;

  return load (tx, crm_entity_get_name (show->cli->entity), show->id, error);
}

static CrmRow *
load_row (CrmCli *cli, gint64 id, GError **error)
{
  Show show = { cli, id, TRUE };
  return crm_store_read_sync (cli->store, load_in_worker, &show, error);
}

char *
crm_cli_dup_record_name (CrmCli *cli, gint64 id, GError **error)
{
  g_autoptr (CrmRow) row = load_row (cli, id, error);
  if (row == NULL)
    return NULL;
  g_autofree char *label = g_utf8_strdown (crm_entity_get_label (row->entity), -1);
  g_autofree char *title = crm_row_dup_title (row);
  return g_strdup_printf ("%s “%s”", label, title);
}

char *
crm_cli_name_edit (CrmCli *cli, CrmEdit edit, gint64 id, GError **error)
{
  g_autoptr (CrmRow) row = load_row (cli, id, error);
  return row ? crm_store_name_edit (
                   edit, row->entity, crm_row_get_text (row, row->entity->info->title_field), id)
             : NULL;
}
