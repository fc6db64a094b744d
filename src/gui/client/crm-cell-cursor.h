/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-table.h"

/* Which cell of the row with the focus is meant: Left and Right and a click move it, F2 edits it, and copying and pasting begin there. There is none
 * until it was moved, and never in two-line rows. */
#define CRM_TYPE_CELL_CURSOR (crm_cell_cursor_get_type ())
G_DECLARE_FINAL_TYPE (CrmCellCursor, crm_cell_cursor, CRM, CELL_CURSOR, GObject)

/* Borrows table, which must outlive the object. */
CrmCellCursor *crm_cell_cursor_new (CrmClientTable *table, CrmClientLook *look);
/* Left, Right, F2 and Escape in the rows; FALSE: the key is not for it. */
gboolean crm_cell_cursor_handle_key (CrmCellCursor *self, guint keyval);
/* The field it stands in; NULL when there is no cursor. Owned by self. */
const char *crm_cell_cursor_get_field (CrmCellCursor *self);
void crm_cell_cursor_set_field (CrmCellCursor *self, const char *field);
/* Opens the editor; without a cursor in the first cell. FALSE when the cell cannot be written in. */
gboolean crm_cell_cursor_edit (CrmCellCursor *self);
