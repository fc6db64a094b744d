/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-output.h"

#include <stdio.h>
#include <string.h>

/* Printing: aligned tables for people, and JSON arrays that are never held in memory as a whole. Used by one thread at a
 * time: the worker that reads, or the main thread after it. */

struct _CrmCliTable
{
  guint n_columns;
  char **headings; /* owned, n_columns of them */
  gboolean *right; /* owned, n_columns of them */
  GPtrArray *rows; /* char **, n_columns of them each */
};

CrmCliTable *
crm_cli_table_new (guint n_columns)
{
  CrmCliTable *self = g_new0 (CrmCliTable, 1);
  self->n_columns = n_columns;
  self->headings = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    self->headings[i] = g_strdup ("");
  self->right = g_new0 (gboolean, n_columns);
  self->rows = g_ptr_array_new ();
  return self;
}

static void
free_cells (CrmCliTable *self, char **cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free (cells[i]);
  g_free (cells);
}

void
crm_cli_table_free (CrmCliTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    free_cells (self, self->rows->pdata[i]);
  g_ptr_array_unref (self->rows);
  free_cells (self, self->headings);
  g_free (self->right);
  g_free (self);
}

void
crm_cli_table_set_heading (CrmCliTable *self, guint column, const char *text, gboolean right)
{
  g_free (self->headings[column]);
  self->headings[column] = g_strdup (text);
  self->right[column] = right;
}

void
crm_cli_make_one_line (char *text)
{
  for (char *c = text; *c; c++)
    if ((guchar)*c < ' ' || *c == 0x7f)
      *c = ' ';
}

void
crm_cli_table_take_row (CrmCliTable *self, char **cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (cells[i] != NULL)
      crm_cli_make_one_line (cells[i]);
  g_ptr_array_add (self->rows, cells);
}

guint
crm_cli_text_width (const char *text)
{
  guint width = 0;
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);
      width += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
    }
  return width;
}

static void
print_line (CrmCliTable *self, char *const *cells, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *text = cells[i] ? cells[i] : "";
      int blanks = (int)(widths[i] - crm_cli_text_width (text));
      if (i > 0)
        g_string_append (line, "  ");
      if (self->right[i])
        g_string_append_printf (line, "%*s", blanks, "");
      g_string_append (line, text);
      if (!self->right[i])
        g_string_append_printf (line, "%*s", blanks, "");
    }
  puts (g_strchomp (line->str));
}

void
crm_cli_table_print (CrmCliTable *self)
{
  if (self->rows->len == 0)
    return;
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      widths[i] = crm_cli_text_width (self->headings[i]);
      for (guint j = 0; j < self->rows->len; j++)
        {
          const char *text = ((char **)self->rows->pdata[j])[i];
          widths[i] = MAX (widths[i], text ? crm_cli_text_width (text) : 0);
        }
    }
  print_line (self, self->headings, widths);
  for (guint i = 0; i < self->rows->len; i++)
    print_line (self, self->rows->pdata[i], widths);
}

void
crm_cli_array_add (CrmCliArray *self, JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  fputs (self->any ? ",\n" : "[\n", stdout);
  fputs (text, stdout);
  self->any = TRUE;
  json_node_unref (node);
}

void
crm_cli_array_end (CrmCliArray *self)
{
  puts (self->any ? "\n]" : "[]");
}

void
crm_cli_print_object (JsonObject *object)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  crm_cli_array_add (&array, node);
  crm_cli_array_end (&array);
}

void
crm_cli_print_file (const char *path)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "file", path);
  crm_cli_print_object (object);
}
