/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "client/crm-client-look.h"
#include "store/crm-record.h"

typedef enum
{
  CRM_CLIENT_CELL_CLIENT, /* avatar, name, company · city */
  CRM_CLIENT_CELL_CONTACT,
  CRM_CLIENT_CELL_NEXT,  /* kind of the next step, subject; second line the date */
  CRM_CLIENT_CELL_DEALS, /* open sum and number of open deals */
  CRM_CLIENT_CELL_YEAR,  /* turnover of twelve months */
  CRM_CLIENT_CELL_TAGS,
  CRM_CLIENT_CELL_TEXT,
  CRM_CLIENT_CELL_NARROW, /* avatar, name; second line the next step, else the last contact: the whole row of a narrow window */
} CrmClientCellStyle;

/* One cell of the client list. */
#define CRM_TYPE_CLIENT_CELL (crm_client_cell_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientCell, crm_client_cell, CRM, CLIENT_CELL, GtkBox)

/* field: what a TEXT cell shows (a name of the field table, or "created_at"). item: the list item it stands in, borrowed. */
GtkWidget *crm_client_cell_new (
    CrmClientCellStyle style, const char *field, CrmClientLook *look, GtkListItem *item);
/* Shows a record and follows it; NULL for none. */
void crm_client_cell_set_record (CrmClientCell *self, CrmRecord *record);
CrmRecord *crm_client_cell_get_record (CrmClientCell *self); /* owned by self, nullable */
/* Name of the field it shows; NULL for two-line rows. Interned. */
const char *crm_client_cell_get_field (CrmClientCell *self);
/* Position in the list, or G_MAXUINT. */
guint crm_client_cell_get_position (CrmClientCell *self);
/* The cell at or inside a widget of the list (a row, a cell, a label in it), or NULL. */
CrmClientCell *crm_client_cell_find (GtkWidget *widget);
