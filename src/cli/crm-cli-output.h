/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* A table of texts, printed with aligned columns when all rows are there. */
typedef struct _CrmCliTable CrmCliTable;
CrmCliTable *crm_cli_table_new (guint n_columns);
void crm_cli_table_free (CrmCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCliTable, crm_cli_table_free)
void crm_cli_table_set_heading (CrmCliTable *self, guint column, const char *text, gboolean right);
/* In place: a line break or an escape sequence in a value must not break the table or the terminal. */
void crm_cli_make_one_line (char *text);
/* Takes cells: one a column, NULL for an empty one. Texts of several lines are shown on one. */
void crm_cli_table_take_row (CrmCliTable *self, char **cells);
/* Prints nothing when there is no row. */
void crm_cli_table_print (CrmCliTable *self);

/* Columns that a text takes on a terminal. */
guint crm_cli_text_width (const char *text);

/* One JSON array on stdout, printed item by item: one item a line. */
typedef struct
{
  gboolean any;
} CrmCliArray;
#define CRM_CLI_ARRAY_INIT \
  { \
    FALSE \
  }
void crm_cli_array_add (CrmCliArray *self, JsonNode *node); /* takes node */
void crm_cli_array_end (CrmCliArray *self);
/* An array of one object. Takes it. */
void crm_cli_print_object (JsonObject *object);
/* The same with the path of the file that was written or read. */
void crm_cli_print_file (const char *path);
