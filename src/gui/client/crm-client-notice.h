/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include <adwaita.h>

/* The strip below the head of a card: says that the client is archived and brings it back, or that it looks like another one. Hidden
 * when there is nothing to say. */
#define CRM_TYPE_CLIENT_NOTICE (crm_client_notice_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientNotice, crm_client_notice, CRM, CLIENT_NOTICE, AdwBin)

GtkWidget *crm_client_notice_new (CrmStore *store);
/* Looks at another client, or at what is new of the same; NULL: at none. */
void crm_client_notice_set_data (CrmClientNotice *self, CrmClientCardData *data);
