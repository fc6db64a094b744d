/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include "widgets/crm-section.h"

/* Section "Contact" of the card: every phone, e-mail, web page and messenger of a client, edited in place.
 * Signal "move" (GtkWidget *row, int step): Tab leaves a row. */
#define CRM_TYPE_CLIENT_CONTACTS (crm_client_contacts_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientContacts, crm_client_contacts, CRM, CLIENT_CONTACTS, AdwBin)

GtkWidget *crm_client_contacts_new (CrmStore *store);
void crm_client_contacts_set_data (CrmClientContacts *self, CrmClientCardData *data);
CrmSection *crm_client_contacts_get_section (CrmClientContacts *self);
/* Begins a new address of a kind ("phone", "email", "web", "handle"). */
void crm_client_contacts_add (CrmClientContacts *self, const char *kind);
/* Opens tel:, mailto: or the web page of an address; where no program takes calls, the number is copied and a toast says so. */
void crm_client_contacts_open (GtkWidget *from, const char *kind, const char *value, const char *normal);
/* TRUE when some program here takes tel: links. */
gboolean crm_client_contacts_can_call (void);
