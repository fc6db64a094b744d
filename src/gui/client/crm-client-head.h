/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include <adwaita.h>

/* Head of the card: picture (set and removed here), name, company and role, tags; name and tags are edited in place. */
#define CRM_TYPE_CLIENT_HEAD (crm_client_head_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientHead, crm_client_head, CRM, CLIENT_HEAD, AdwBin)

GtkWidget *crm_client_head_new (CrmStore *store);
void crm_client_head_set_data (CrmClientHead *self, CrmClientCardData *data);
/* Begins to edit the name, or the tags. */
void crm_client_head_edit_name (CrmClientHead *self);
