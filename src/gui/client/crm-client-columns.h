/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-look.h"

/* The columns of the client list: which ones, in what order, how wide, remembered in the settings; their cells; sorting by their titles.
 * Signal "order-changed" when a title was clicked, "columns-changed" when the set of columns is another one. */
#define CRM_TYPE_CLIENT_COLUMNS (crm_client_columns_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientColumns, crm_client_columns, CRM, CLIENT_COLUMNS, GObject)

/* Borrows view, which must outlive the object. settings may be NULL: nothing is remembered then. */
CrmClientColumns *crm_client_columns_new (GtkColumnView *view, CrmClientLook *look, GSettings *settings);
/* Fields a column can be made of, in the order to offer them; and their titles. */
guint crm_client_columns_get_n (CrmClientColumns *self);
const char *crm_client_columns_get_field (CrmClientColumns *self, guint index);
const char *crm_client_columns_get_title (CrmClientColumns *self, guint index);
gboolean crm_client_columns_get_shown (CrmClientColumns *self, guint index);
void crm_client_columns_set_shown (CrmClientColumns *self, guint index, gboolean shown);
/* Moves a column by one place. */
void crm_client_columns_move (CrmClientColumns *self, guint index, int by);
/* Shows these columns of a view, in this order; what is changed about them then is not remembered. NULL goes back to the person's own. */
void crm_client_columns_show_view (CrmClientColumns *self, const char *const *fields);
/* Leaves out the last columns that do not fit into a width beside a readable name (0: all are shown, the rows scroll). */
void crm_client_columns_set_room (CrmClientColumns *self, int width);
/* The own fields may be others: builds the set anew. */
void crm_client_columns_reload (CrmClientColumns *self);
/* Caller owns. */
char **crm_client_columns_dup_order (CrmClientColumns *self);
void crm_client_columns_set_order (CrmClientColumns *self, const char *const *keys);
/* Names and titles of the shown columns, for copying a table. Caller owns. */
GPtrArray *crm_client_columns_dup_shown (CrmClientColumns *self, gboolean titles);
