/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A table of clients on paper. table: lines of cells separated by tabs, the titles on top, as crm_client_bulk_table_async () gives it. Main thread. */

/* Asks for a printer over the window from is in. */
void crm_client_print (GtkWidget *from, const char *table);
/* Writes the same as a PDF of A4 pages; blocks. n_pages nullable. */
gboolean crm_client_print_to_file (const char *table, const char *path, guint *n_pages, GError **error);
