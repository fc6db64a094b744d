/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include <adwaita.h>

/* Left pane of the card: head, Contact, the groups of the field table, Relations, own fields; empty fields are folded behind
 * "Add field…". Built from the field table: a new field needs no line here. */
#define CRM_TYPE_CLIENT_FIELDS (crm_client_fields_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientFields, crm_client_fields, CRM, CLIENT_FIELDS, AdwBin)

GtkWidget *crm_client_fields_new (CrmStore *store);
void crm_client_fields_set_data (CrmClientFields *self, CrmClientCardData *data);
/* A strip below the head. */
void crm_client_fields_set_notice (CrmClientFields *self, GtkWidget *notice);
/* A section below the relations; several stand in the opposite order of being added. */
void crm_client_fields_append (CrmClientFields *self, GtkWidget *section);
/* Makes the rows anew: the entity has other fields now. */
void crm_client_fields_rebuild (CrmClientFields *self);
/* Begins to edit the first field. */
void crm_client_fields_edit_first (CrmClientFields *self);
/* Shows a field, empty or not, and begins to edit it; FALSE when there is none of this name. */
gboolean crm_client_fields_edit (CrmClientFields *self, const char *name);
/* Opens the window that adds an own field. */
void crm_client_fields_add_own (CrmClientFields *self);
/* The row of a field, NULL for fields that have none. For tests. */
GtkWidget *crm_client_fields_get_row (CrmClientFields *self, const char *name);
