/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How the cells of one table are kept apart. Plain value, any thread. */
typedef struct
{
  char delimiter; /* ',' ';' '\t' '|' */
  char quote;     /* '"' */
  guint width;    /* cells of a record; 0: as many as each has */
  gsize start;    /* first byte of the table: after a "sep=;" line */
  guint line;     /* number of the physical line at start, 1 first */
} CrmCsvDialect;

/* Finds delimiter, width and start from the first records of a text: the delimiter is the one by which most records,
 * the first among them, have the same number of cells, quotes respected. A "sep=;" line (Excel) decides.
 * length: bytes of text, -1 when it ends with NUL. A table of one column gets ','. */
void crm_csv_dialect_find (CrmCsvDialect *self, const char *text, gssize length);
/* The same with a delimiter that a person chose. */
void crm_csv_dialect_force (CrmCsvDialect *self, const char *text, gssize length, char delimiter);
