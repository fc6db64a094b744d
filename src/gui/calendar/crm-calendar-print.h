/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-agenda.h"

/* The plan of some days on paper, with places and phones to take along; private notes stay in the book. Main thread. */

/* Asks for a printer over the window from is in. title heads the first page. */
void crm_calendar_print (GtkWidget *from, CrmStore *store, CrmAgenda *agenda, const char *title);
/* Writes the same as a PDF of A4 pages; blocks. n_pages nullable. */
gboolean crm_calendar_print_to_file (
    CrmStore *store, CrmAgenda *agenda, const char *title, const char *path, guint *n_pages, GError **error);
