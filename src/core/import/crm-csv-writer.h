/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Writes CSV by RFC 4180: commas, CRLF, quotes where they are needed. Any thread.
 *
 * A cell is written exactly as it is, also when it begins with = + - or @: phones ("+380…"), negative amounts and
 * handles ("@anna") begin so, and what is exported must come back the same. A mark put before them would protect a
 * spreadsheet from taking such a text for a formula, but it would damage those values for every other program. */

/* Appends one cell; first is TRUE for the first one of a record. NULL counts as empty text. */
void crm_csv_append_cell (GString *out, const char *cell, gboolean first);
/* Ends the record. */
void crm_csv_append_end (GString *out);
/* Appends a whole record. */
void crm_csv_append_record (GString *out, const char *const *cells, guint n_cells);
