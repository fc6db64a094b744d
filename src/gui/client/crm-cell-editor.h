/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-cell.h"

/* The editor of one cell of the client list, over the cell. Enter commits, Tab commits and goes on, Escape reverts, a click elsewhere commits; what is
 * wrong is said below. Signal "moved" (int columns, int rows) after a commit: where to go next. */
#define CRM_TYPE_CELL_EDITOR (crm_cell_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmCellEditor, crm_cell_editor, CRM, CELL_EDITOR, GtkPopover)

/* Opens it over the cell; NULL when the cell cannot be written in. Belongs to the page. */
CrmCellEditor *crm_cell_editor_open (CrmClientCell *cell, CrmClientLook *look);
