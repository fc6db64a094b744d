/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "client/crm-client-cell.h"
#include "client/crm-client-columns.h"
#include "client/crm-client-look.h"
#include "widgets/crm-record-selection.h"

/* The rows of the client list: a column view, or two-line rows where the window is narrow. Both show one selection. Signals:
 * "opened" (guint position) for Enter and double click, "selected" when the selection changed, "menu" (int x, int y) for the context menu,
 * its row being selected already. */
#define CRM_TYPE_CLIENT_TABLE (crm_client_table_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientTable, crm_client_table, CRM, CLIENT_TABLE, AdwBin)

/* Takes references. settings may be NULL. */
GtkWidget *crm_client_table_new (CrmRecordList *list, CrmClientLook *look, GSettings *settings);
CrmRecordSelection *crm_client_table_get_selection (CrmClientTable *self);
CrmClientColumns *crm_client_table_get_columns (CrmClientTable *self);
void crm_client_table_set_narrow (CrmClientTable *self, gboolean narrow);
gboolean crm_client_table_get_narrow (CrmClientTable *self);
/* Position of the row with the focus, else of the only selected one, else G_MAXUINT. */
guint crm_client_table_get_current (CrmClientTable *self);
/* Gives the focus to the rows, where it was last; selects that one when none is. */
void crm_client_table_focus_rows (CrmClientTable *self);
void crm_client_table_scroll_to_top (CrmClientTable *self);
gboolean crm_client_table_is_at_top (CrmClientTable *self);
/* A cell of the row with the focus, or NULL. */
CrmClientCell *crm_client_table_get_focused (CrmClientTable *self);
/* Moves the focus to the row below. */
void crm_client_table_focus_next (CrmClientTable *self);
gboolean crm_client_table_has_row_focus (CrmClientTable *self);
