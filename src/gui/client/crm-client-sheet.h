/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* A client on one page of paper, to be taken along: who it is and how to reach them at the left, what is open, planned and said last at the
 * right. Main thread. */

/* Reads the client in the background, then asks for a printer over the window from is in. */
void crm_client_sheet_print (GtkWidget *from, CrmStore *store, gint64 client);
/* Writes the same as a PDF of one A4 page; blocks. */
gboolean crm_client_sheet_print_to_file (CrmStore *store, gint64 client, const char *path, GError **error);
