/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-columns.h"
#include "store/crm-record-list.h"

/* Puts a block of text, as spreadsheets copy it, into cells of the client list; asks first when it is more than one cell. from: a widget of the
 * window. ids (gint64, taken): the clients it goes to, one a line; a block of one line goes to all of them. field: where its first column goes; NULL:
 * its first line must be titles of columns. */
void crm_cell_paste_text (GtkWidget *from, CrmStore *store, CrmClientColumns *columns, GArray *ids,
    const char *field, const char *text);
